"""Limit how deep blocks are nested: what is deeper is left out and reported, and nothing else.

All that reads or writes a page recurses through its tree, and Python limits recursion. Markdown has a
limit of its own, and then drops the rest of the page without a warning.

Internals used: markdown-it's option `maxNesting`, and that a container at that level has lost its content.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from markdown_it.token import Token
from sphinx.util.logging import getLogger

from ...limits import DEPTH

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore

LOGGER = getLogger(__name__)
#: Where Markdown stops; `leave_out_too_deep`, which spares the rest of the page, comes long before.
MAX_NESTING = 3 * DEPTH
#: Blocks of Markdown that contain words, and no other blocks.
HOLDS_WORDS = frozenset(["paragraph_open", "heading_open", "dt_open", "th_open", "td_open"])
TOO_DEEP = (
    f"Blocks, lists and quotations are nested more than {DEPTH} deep here: what is deeper is left "
    "out. Move it out of them."
)


class TooDeepError(RecursionError):
    """A block is nested too deep."""


def report_too_deep(place: nodes.Node | tuple[str, int]) -> None:
    """Report it at a node, or at the line of a page."""
    LOGGER.error("%s", TOO_DEEP, location=place, type="languages", subtype="limit")


def note_too_deep(state: StateCore) -> None:
    """Add a token where Markdown has dropped the content of a list or quotation nested too deep."""
    tokens: list[Token] = []
    for token in state.tokens:
        tokens.append(token)
        if token.nesting > 0 and token.level >= MAX_NESTING - 1 and token.type not in HOLDS_WORDS:
            tokens.append(
                Token("too_deep", "", 0, map=token.map, level=token.level + 1, block=True)
            )
    state.tokens = tokens


def leave_out_too_deep(document: nodes.document) -> None:
    """Empty nodes that are nested too deep, since all that reads a page recurses through them.

    Markdown has its own limit: this one counts blocks, and lists in blocks, together.
    """
    waiting: list[tuple[nodes.Element, int]] = [(document, 0)]
    while waiting:
        node, depth = waiting.pop()
        if depth > DEPTH and not isinstance(node, nodes.TextElement):
            report_too_deep(node)
            node.replace_self(nodes.comment())
            continue
        waiting += [
            (child, depth + 1) for child in node.children if isinstance(child, nodes.Element)
        ]
