"""Words of Sphinx and of the theme: English in their code, and not translated into every language.

A site's own `sphinx.po` may contain those that they lack. So its template, `sphinx.pot`, names them too:
sphinx-intl and msgmerge make obsolete what a template does not name.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

import sphinx

from ..catalogs import po
from ..catalogs.catalog import CatalogFolders, catalog_path, read_catalog
from ..catalogs.message import Message
from ..catalogs.po import FOLDER
from ..catalogs.update import parse
from .internals.active_locale import WORDS

NOTE = "A word of Sphinx or of its theme."


def words_for_template(
    own: Iterable[Message], folders: CatalogFolders, theme: str
) -> list[Message]:
    """The words of packages that any catalog of the site contains, without its *own* words.

    :param theme: name of the HTML theme
    """
    there = {
        entry.text
        for entries in _entries(folders).values()
        for entry in entries
        if entry.is_translated or not entry.obsolete
    }
    return _words(there, own, theme)


def words_for_language(
    own: Iterable[Message], folders: CatalogFolders, theme: str, language: str
) -> list[Message]:
    """The words of packages that the catalog of *language* should contain, without the site's *own*.

    Those that it translates, be it as obsolete, and those in any catalog that the packages lack in
    this language.
    """
    entries = _entries(folders)
    here = {entry.text for entry in entries.get(language, ()) if entry.is_translated}
    anywhere = {e.text for found in entries.values() for e in found if not e.obsolete}
    return _words(here | (anywhere - _translated(language, theme)), own, theme)


def _words(wanted: set[str], own: Iterable[Message], theme: str) -> list[Message]:
    wanted = wanted - {message.text for message in own}
    if not wanted:
        return []
    theirs = {
        message.text: Message(message.text, message.plural, (NOTE,))
        for folder in _packages(theme)
        if (folder / f"{WORDS}.pot").is_file()
        for message in po.read(folder / f"{WORDS}.pot").live
        if not message.is_header
    }
    return [theirs[word] for word in sorted(wanted & set(theirs))]


def _translated(language: str, theme: str) -> set[str]:
    """What the packages have in *language*."""
    catalogs = (catalog_path(folder, language, WORDS) for folder in _packages(theme))
    return {
        message.text
        for catalog in catalogs
        if catalog.is_file()
        for message in po.read(catalog).live
        if message.is_translated and not message.is_fuzzy and not message.is_header
    }


def _packages(theme: str) -> list[Path]:
    """Folders of the catalogs of Sphinx and of the theme."""
    found = [Path(sphinx.package_dir)]
    for entry in entry_points(group="sphinx.html_themes", name=theme):
        spec = find_spec(entry.module)
        found += [Path(spec.origin).parent] if spec and spec.origin else []
    return [package / "locale" for package in found]


def _entries(folders: CatalogFolders) -> dict[str, list[Message]]:
    """What the catalogs of words contain, by language; those that cannot be read are left out."""
    found: dict[str, list[Message]] = {}
    for name in folders.names:
        for path in sorted((folders.root / name).glob(f"*/{FOLDER}/{WORDS}.po")):
            language = path.parts[-3]
            catalog = read_catalog(path, path.name, language)
            if catalog and (catalog.lines or not catalog.findings):
                text = path.read_text(encoding="utf-8")
                found.setdefault(language, []).extend(parse(text).entries)
    return found
