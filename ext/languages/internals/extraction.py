"""Extract the messages of written pages only, and of the words that stand outside pages.

``_build/gettext/nl/over.pot`` holds the messages of ``nl/over.md``; a counterpart has none of its
own. Internals used: `MessageCatalogBuilder` is replaced by a subclass; its `catalogs`, `MsgOrigin`
and `_collect_templates`, which hands words with plural forms on as tuples, that `finish` cannot write.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import polib
from babel.messages.extract import extract_from_dir
from docutils import nodes
from sphinx.builders.gettext import MessageCatalogBuilder, MsgOrigin
from sphinx.util.osutil import relpath

from ..words import catalogs_of
from .discovery import pages_of
from .speech import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Literal

OWN = Path(__file__).resolve().parent.parent


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
                if Path(root, name).is_relative_to(OWN):  # Sphinx's words, passed on.
                    continue
                text = message if isinstance(message, str) else message[0]
                self.catalogs[WORDS].add(text, MsgOrigin(str(root / name), line))
        for catalog in catalogs_of(self._app):
            for text, path, line, _comment in catalog.messages():
                self.catalogs[f"{catalog.language}/{catalog.name}"].add(text, MsgOrigin(path, line))
        super().build(docnames, summary, method)

    def finish(self) -> None:
        """Write the catalogs, and the words of templates that have plural forms behind the others."""
        words: dict[Any, list[tuple[str, int, str]]] = dict(self.catalogs[WORDS].metadata)
        plurals = [message for message in words if isinstance(message, tuple)]
        entries = [_plural_entry(message, words.pop(message), self.outdir) for message in plurals]
        self.catalogs[WORDS].metadata = words
        super().finish()
        if entries:
            with Path(self.outdir, f"{WORDS}.pot").open("a", encoding="utf-8") as file:
                file.writelines(f"\n{entry}" for entry in entries)


def _plural_entry(
    message: tuple[str, ...], places: list[tuple[str, int, str]], outdir: Path
) -> polib.POEntry:
    found = sorted({(relpath(path, outdir), str(line)) for path, line, _ in places})
    return polib.POEntry(
        msgid=message[0],
        msgid_plural=message[1],
        msgstr_plural={0: "", 1: ""},
        occurrences=found,
    )
