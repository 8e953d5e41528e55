"""Extract the messages of written pages only, and of the words that stand outside pages.

``_build/gettext/nl/over.pot`` holds the messages of ``nl/over.md``; a counterpart has none of its
own. Internals used: `MessageCatalogBuilder` is replaced by a subclass; its `catalogs`, `MsgOrigin`
and `_collect_templates`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.extract import extract_from_dir
from docutils import nodes
from sphinx.builders.gettext import MessageCatalogBuilder, MsgOrigin

from ..words import catalogs_of
from .discovery import pages_of
from .speech import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Literal


class LanguageGettextBuilder(MessageCatalogBuilder):
    """Sphinx's builder of message templates, for a site in several languages."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Extract a written page; counterparts and pages of no language have no messages."""
        page = pages_of(self._app).get(docname)
        if page is not None and page.language is not None and not page.is_counterpart:
            super().write_doc(docname, doctree)

    def build(  # type: ignore[misc]
        self,
        docnames: Iterable[str] | None,
        summary: str | None = None,
        method: Literal["all", "specific", "update"] = "update",
    ) -> None:
        """Extract everything: also the words of extensions and of settings."""
        for setting in ("html_title", "html_short_title"):
            if text := getattr(self.config, setting):
                self.catalogs[WORDS].add(text, MsgOrigin("conf.py", 1))
        for folder in self.config.site_word_sources:
            root = Path(self.srcdir, folder)
            for name, line, message, _, _ in extract_from_dir(
                root, method_map=[("**.py", "python")], keywords={"_": None}
            ):
                text = message if isinstance(message, str) else message[0]
                self.catalogs[WORDS].add(text, MsgOrigin(str(root / name), line))
        for catalog in catalogs_of(self._app):
            for text, path, line, _comment in catalog.messages():
                self.catalogs[f"{catalog.language}/{catalog.name}"].add(text, MsgOrigin(path, line))
        super().build(docnames, summary, method)
