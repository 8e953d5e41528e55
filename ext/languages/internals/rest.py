"""Read pages and messages in reStructuredText.

A message that causes a warning is refused, as in Markdown (see `parsing`).

Internals used: those of `parsing` for messages; `RSTParser.parse`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.parsers import RSTParser
from sphinx.util.logging import suppress_logging

from .decoding import read_included_files_strictly
from .depth import leave_out_too_deep, report_too_deep
from .parsing import is_message, refuse, refuse_faulty, text_and_title

if TYPE_CHECKING:
    from docutils.statemachine import StringList

#: What a message may become: words, a title, code, a picture.
OF_A_MESSAGE = (nodes.paragraph, nodes.section, nodes.literal_block, nodes.image)
OTHER_BLOCK = (
    "reads as a list or another block, not as words: put a backslash before its first character"
)


class LanguageRSTParser(RSTParser):
    """Sphinx's parser of reStructuredText, for pages and for their messages."""

    def parse(self, inputstring: str | StringList, document: nodes.document) -> None:
        """Parse a page, or a message of one, into *document*."""
        if not is_message(document):
            read_included_files_strictly(document)
            try:
                super().parse(inputstring, document)
            except RecursionError:
                document.clear()
                report_too_deep((document.settings.env.docname, 1))
            leave_out_too_deep(document)
            return
        text = text_and_title(str(inputstring))[0]
        with suppress_logging() as log:
            super().parse(inputstring, document)
        if refuse_faulty(text, document, log.buffer):
            return
        # Of two links with the same words docutils says so before the words, and warns of nothing.
        while isinstance(document.next_node(), nodes.system_message):
            document.pop(0)
        if document.children and not isinstance(document[0], OF_A_MESSAGE):
            refuse(text, document, OTHER_BLOCK)
