"""Where the catalogs of a site are, and which languages it has, by its ``conf.py``."""

from __future__ import annotations

import re
import runpy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError

from . import po
from .catalog import CatalogFolders, catalog_path, folders_of_catalogs
from .check import Source

#: In that folder: templates, for anyone who starts a new language.
TEMPLATES = "pot"
#: The table of terms, in that folder.
GLOSSARY = "glossary.csv"
#: Interface words are written in English, in templates and in code.
WORDS, OF_WORDS = "sphinx", "en"


@dataclass(frozen=True)
class Site:
    """A site.

    :param languages: codes, as ``site_languages`` has them
    :param extensions: of MyST
    :param compact: which pages share a catalog: ``gettext_compact``
    :param names: of languages, if ``site_languages`` gives them
    """

    root: Path
    folders: CatalogFolders
    languages: tuple[str, ...]
    project: str = ""
    extensions: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    compact: bool | str = False

    @property
    def locales(self) -> Path:
        """The folder of catalogs that is written to."""
        return self.folders.first

    def shown(self, path: Path) -> str:
        """How messages name a file."""
        try:
            return path.resolve().relative_to(self.root.resolve()).as_posix()
        except ValueError:
            return path.as_posix()

    def name_of(self, language: str) -> str:
        """A language's own name for itself; its code if unknown."""
        if language in self.names:
            return self.names[language]
        try:
            name = Locale.parse(language).get_display_name()
        except (UnknownLocaleError, ValueError):
            return language
        return f"{name[0].upper()}{name[1:]}" if name else language

    def catalogs(self) -> Iterator[Source]:
        """Each catalog, except those in the language of their page."""
        for code, locales in product(
            self.languages, (self.root / name for name in self.folders.names)
        ):
            folder = catalog_path(locales, code, "").parent
            for path in sorted(folder.rglob("*.po")):
                name = path.relative_to(folder).with_suffix("")
                sources = [one for one in self.languages if self._is_written_in(one, name)]
                if sources == [code] or (code, name) == (OF_WORDS, Path(WORDS)):
                    continue
                source = next((one for one in sources if one != code), OF_WORDS)
                first = folder.joinpath(*name.parts[1:]).with_suffix(".po")
                is_second = name.parts[0] == source and first.is_file()
                own = name.relative_to(source) if name.parts[0] == source else name
                texts = () if is_second else self._texts(source, own)
                yield Source(path, self.shown(path), source, code, is_second, texts)

    def _texts(self, source: str, name: Path) -> tuple[str, ...]:
        """What the page of a catalog says: by its template, or else by its paragraphs."""
        template = self.locales / TEMPLATES / source / name.with_suffix(".pot")
        if template.is_file():
            return tuple(message.text for message in po.read(template).live)
        page = self.root / source / name.with_suffix(".md")
        if not page.is_file():
            return ()
        blocks = re.split(r"\n\s*\n", page.read_text(encoding="utf-8", errors="replace"))
        return tuple(block.strip().lstrip("#").strip() for block in blocks)

    def _is_written_in(self, code: str, name: Path) -> bool:
        """Whether the messages of catalog *name* are in *code*: by its template, or else its page.

        The catalog may be in a folder for that language, as sphinx-intl makes it.
        """
        names = (name, name.relative_to(code)) if code in name.parts[:-1][:1] else (name,)
        return any(
            (self.locales / TEMPLATES / code / one.with_suffix(".pot")).is_file()
            or (self.root / code / one.with_suffix(".md")).is_file()
            # One catalog for a folder, or for all pages.
            or (self.compact is True and (self.root / code / one).is_dir())
            or (self.compact == one.as_posix() and (self.root / code).is_dir())
            for one in names
        )


def site_at(root: Path) -> Site:
    """The site in the folder *root*, by its ``conf.py``; without one, each language in ``locales``.

    :raises ValueError: if a setting has the wrong form
    """
    conf = root / "conf.py"
    settings: dict[str, Any] = runpy.run_path(str(conf)) if conf.is_file() else {}
    names = folders_of_catalogs(settings.get("locale_dirs"), settings.get("site_locales"))
    folders = CatalogFolders(root, names)
    there = [path.parent.name for path in sorted(folders.first.glob("*/LC_MESSAGES"))]
    languages = settings.get("site_languages") or there
    if not isinstance(languages, dict):
        # What is wrong in one is said by a build.
        entries = [one if isinstance(one, dict) else {"code": one} for one in languages]
        languages = {str(one.get("code")): one.get("name") for one in entries}
    return Site(
        root,
        folders,
        tuple(languages),
        settings.get("project", ""),
        frozenset(settings.get("myst_enable_extensions", [])),
        {code: name for code, name in languages.items() if name},
        settings.get("gettext_compact", False),
    )
