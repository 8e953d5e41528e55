"""Words of Sphinx, the theme and extensions: English in their code, and not translated into every language.

A site's own `sphinx.po` may contain those that they lack. So its template, `sphinx.pot`, names them all:
sphinx-intl and msgmerge make obsolete what a template does not name, and a page then shows it in English.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from functools import lru_cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

import sphinx
from babel.messages.extract import extract_from_file

from ..catalogs import po
from ..catalogs.catalog import CatalogFolders, catalog_path, read_catalog
from ..catalogs.message import Message
from ..catalogs.po import FOLDER
from ..catalogs.update import read
from .internals.active_locale import WORDS

NOTE = "A word of Sphinx or of its theme."
SPHINX = Path(sphinx.package_dir)
#: Parts of Sphinx whose words no page shows: its programs, and other formats and themes than HTML.
NO_PAGES = ("cmd", "builders", "writers", "themes", "ext")
PAGES = ("builders/html", "writers/html5.py", "themes/basic")
#: How Sphinx's warnings begin that it translates as if they were words for readers.
WARNINGS = ("Support for source encodings", "glossary seems", "glossary term ", "glossary terms ")


def words_for_template(
    own: Iterable[Message], folders: CatalogFolders, packages: Packages, languages: Iterable[str]
) -> list[Message]:
    """The words of *packages* that a catalog of the site contains, or that they lack in a language.

    Without the site's *own* words.
    """
    there = {
        entry.text
        for entries in _entries(folders).values()
        for entry in entries
        if entry.is_translated or not entry.obsolete
    }
    return packages.named(there.union(*map(packages.lacking, languages)), own)


def words_for_language(
    own: Iterable[Message], folders: CatalogFolders, packages: Packages, language: str
) -> list[Message]:
    """The words of *packages* that the catalog of *language* should contain, without the site's *own*.

    Those that it translates, be it as obsolete, and those that the packages lack in this language.
    """
    here = {entry.text for entry in _entries(folders).get(language, ()) if entry.is_translated}
    return packages.named(here | packages.lacking(language), own)


class Packages:
    """Sphinx, the theme and the extensions of a site.

    :param theme: name of the HTML theme
    :param extensions: names of the modules that are loaded
    """

    def __init__(self, theme: str, extensions: Iterable[str]) -> None:
        self._extensions = tuple(extensions)
        self._theme = theme
        modules = [entry.module for entry in entry_points(group="sphinx.html_themes", name=theme)]
        others = [name for name in self._extensions if "." not in name]
        self._folders = [SPHINX / "locale", *map(_locale_of, dict.fromkeys(modules + others))]
        self.words = {
            message.text: Message(message.text, message.plural, (NOTE,))
            for folder in self._folders
            if (folder / f"{WORDS}.pot").is_file()
            for message in po.read(folder / f"{WORDS}.pot").live
            if not message.is_header
        }

    def named(self, wanted: set[str], own: Iterable[Message]) -> list[Message]:
        """The messages of the *wanted* words that are not the site's *own*."""
        wanted = wanted - {message.text for message in own}
        return [self.words[word] for word in sorted(wanted & set(self.words))]

    def lacking(self, language: str) -> set[str]:
        """The words that pages may show, without those that the packages have in *language*."""
        catalogs = (catalog_path(folder, language, WORDS) for folder in self._folders)
        translated = {
            message.text
            for catalog in catalogs
            if catalog.is_file()
            for message in po.read(catalog).live
            if message.is_translated and not message.is_fuzzy and not message.is_header
        }
        return self.shown() - translated

    def shown(self, among: Container[str] | None = None) -> set[str]:
        """The words that pages may show; of those of Sphinx, only the ones *among* these."""
        of_sphinx = {message.text for message in _of_sphinx()}
        found = {
            message.text
            for message in _of_sphinx()
            if (among is None or message.text in among)
            and not message.text.startswith(WARNINGS)
            and any(self._shows(place, message.text) for place in message.places)
        }
        return set(self.words) - of_sphinx | found

    def _shows(self, place: str, word: str) -> bool:
        """Whether pages show what Sphinx says at *place*."""
        path = place.partition(":")[0]
        part = path.partition("/")[0]
        if part == "ext":
            module = f"sphinx.{path.removesuffix('.py').replace('/', '.')}"
            if not any(f"{module}.".startswith(f"{name}.") for name in self._extensions):
                return False
        elif part in NO_PAGES and not path.startswith((*PAGES, f"themes/{self._theme}/")):
            return False
        return not path.endswith(".py") or word in _words_for_readers(SPHINX / path)


@lru_cache
def _of_sphinx() -> tuple[Message, ...]:
    return tuple(m for m in po.read(SPHINX / "locale" / f"{WORDS}.pot").live if not m.is_header)


@lru_cache(maxsize=256)
def _words_for_readers(path: Path) -> frozenset[str]:
    """The words that a file of Sphinx translates by ``_``: those of its log have ``__``."""
    if not path.is_file():
        return frozenset()
    found = extract_from_file("python", path, keywords={"_": None})
    return frozenset(text for _, text, *_ in found if isinstance(text, str))


def _locale_of(module: str) -> Path:
    try:
        spec = find_spec(module)
    except ValueError:  # A module that was put together while running.
        spec = None
    return Path(spec.origin if spec and spec.origin else module).parent / "locale"


def _entries(folders: CatalogFolders) -> dict[str, list[Message]]:
    """What the catalogs of words contain, by language; those that cannot be read are left out."""
    found: dict[str, list[Message]] = {}
    for name in folders.names:
        for path in sorted((folders.root / name).glob(f"*/{FOLDER}/{WORDS}.po")):
            language = path.parts[-3]
            catalog = read_catalog(path, path.name, language)
            if catalog and (catalog.lines or not catalog.findings):
                found.setdefault(language, []).extend(read(path).entries)
    return found
