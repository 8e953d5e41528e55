"""How far the translation of the site is: its pages and their catalogs, brought together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from ..catalogs.catalog import Catalog, read_catalogs
from ..catalogs.message import Message
from ..catalogs.progress import LanguageProgress, PageProgress, rows_of
from .internals.discovery import pages_of
from .memory import memory
from .settings import catalog_folders, site_languages
from .words import catalogs_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def progress(app: Sphinx, texts: Callable[[str], Iterable[Message]]) -> list[LanguageProgress]:
    """How far each language is: its pages, by the path of their source, then words of no page.

    :param texts: answers the messages of a written page, by its docname
    """
    found = []
    for language in site_languages(app.config):
        made = [
            page
            for page in pages_of(app).by_docname.values()
            if page.is_counterpart and page.language == language.code
        ]
        pages = [
            page_progress(
                app,
                language.code,
                pages_of(app).catalogs(page),
                texts(page.source),
                source=page.source.partition("/")[0],
                path=page.path,
                docname=page.docname,
            )
            for page in sorted(made, key=lambda page: page.path)
        ]
        pages += [
            page_progress(
                app,
                language.code,
                words.names(language.code),
                [Message(text, kind=note) for text, _, _, note in words.messages()],
                source=words.language,
            )
            for words in catalogs_of(app)
            if words.language != language.code
        ]
        found.append(LanguageProgress(language.code, language.name, tuple(pages)))
    return found


def page_progress(
    app: Sphinx,
    language: str,
    names: Sequence[str],
    texts: Iterable[Message],
    *,
    source: str = "",
    path: str = "",
    docname: str = "",
) -> PageProgress:
    """How far the catalog of *language* with these *names* is, for these messages."""
    files = catalog_folders(app).files(language, *names)
    catalog = read_catalogs(files, language) or Catalog(path=files[0].shown)
    kept = memory(app.env).pages.get(docname)
    faulty = {(finding.path, finding.line) for finding in kept.findings} if kept else ()
    rows = rows_of(texts, catalog, faulty)
    return PageProgress(names[0], source, path, docname, catalog.path, rows)
