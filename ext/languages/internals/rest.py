"""Read pages and messages in reStructuredText.

A message that brings a warning with it is refused, as one in Markdown is (see `parsing`).

Internals used: those of `parsing` for messages; `RSTParser.parse`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.parsers import RSTParser
from sphinx.util.logging import suppress_logging

from .decoding import read_included_files_strictly
from .parsing import is_message, refuse_faulty, text_and_title

if TYPE_CHECKING:
    from docutils import nodes
    from docutils.statemachine import StringList


class LanguageRSTParser(RSTParser):
    """Sphinx's parser of reStructuredText, for pages and for their messages."""

    def parse(self, inputstring: str | StringList, document: nodes.document) -> None:
        """Parse a page, or a message of one, into *document*."""
        if not is_message(document):
            read_included_files_strictly(document)
            super().parse(inputstring, document)
            return
        with suppress_logging() as log:
            super().parse(inputstring, document)
        refuse_faulty(text_and_title(str(inputstring))[0], document, log.buffer)
