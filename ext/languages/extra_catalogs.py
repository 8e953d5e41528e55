"""Words outside pages, such as those of the picture register: in one language, with catalogs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..catalogs.catalog import Catalog, read_catalogs, without_markup
from ..findings import Finding
from .settings import catalog_folders

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Text, path, line, and a comment for translators.
Message = tuple[str, str, int, str]


@dataclass
class WordCatalog:
    """The words of one room.

    :param name: of the `.po` files: ``images``
    :param language: that the words are written in
    :param messages: returns the messages
    """

    name: str
    language: str
    messages: Callable[[], Iterable[Message]]

    def names(self, language: str) -> tuple[str, ...]:
        """Names of the `.po` files of *language*: ``images``, and ``nl/images`` of sphinx-intl."""
        own = self.name, f"{self.language}/{self.name}"
        return own[:1] if language == self.language else own


@dataclass
class _Store:
    """The catalogs of words of one run of Sphinx, each `.po` file read once."""

    catalogs: dict[str, WordCatalog] = field(default_factory=dict)
    read: dict[tuple[str, str], tuple[list[int], Catalog | None]] = field(default_factory=dict)


def _store(app: Sphinx) -> _Store:
    if not hasattr(app, "languages_extra_catalogs"):
        app.languages_extra_catalogs = _Store()  # type: ignore[attr-defined]
    return app.languages_extra_catalogs  # type: ignore[attr-defined, no-any-return]


def add_catalog(
    app: Sphinx, name: str, language: str, messages: Callable[[], Iterable[Message]]
) -> None:
    """Let the words that *messages* finds be extracted, and translated by ``<name>.po``.

    :param language: code of the language that they are written in
    :param messages: returns the text, path, line and comment of each
    """
    _store(app).catalogs[name] = WordCatalog(name, language, messages)


def catalogs_of(app: Sphinx) -> list[WordCatalog]:
    """The catalogs that rooms have added."""
    return list(_store(app).catalogs.values())


def translate(app: Sphinx, catalog: str, text: str, language: str | None) -> str:
    """*text* in *language*, by the catalog of that name; *text* itself if that has none."""
    return find_translation(app, catalog, text, language) or text


def find_translation(app: Sphinx, catalog: str, text: str, language: str | None) -> str | None:
    """Like `translate`, but None if the catalog has no translation of *text*."""
    found = _catalog(app, catalog, language or "")
    return found.messages.get(text) if found else None


def findings_of(app: Sphinx, languages: Iterable[str]) -> Iterator[Finding]:
    """What is wrong with the `.po` files of words that rooms have added."""
    for words in catalogs_of(app):
        for language in languages:
            found = _catalog(app, words.name, language)
            if found:
                yield from found.findings


def _catalog(app: Sphinx, name: str, language: str) -> Catalog | None:
    """A catalog of words, read again when its file has changed."""
    store = _store(app)
    names = store.catalogs[name].names(language) if name in store.catalogs else (name,)
    files = catalog_folders(app).files(language, *names)
    stamps = [file.path.stat().st_mtime_ns if file.path.is_file() else 0 for file in files]
    if (name, language) not in store.read or store.read[name, language][0] != stamps:
        catalog = read_catalogs(files, language)
        store.read[name, language] = stamps, catalog and without_markup(catalog)
    return store.read[name, language][1]
