"""How deep blocks may stand in each other: what is deeper is left out, named, and takes nothing along.

All that reads or writes a page goes down its tree one block in another, and Python goes so far and no
further. Markdown stops by itself, and takes the rest of the page for deeper, without a word.

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
#: Blocks of Markdown that hold words, and no other blocks.
HOLDS_WORDS = frozenset(["paragraph_open", "heading_open", "dt_open", "th_open", "td_open"])
TOO_DEEP = (
    f"Blocks, lists and quotations are nested more than {DEPTH} deep here: what is deeper is left "
    "out. Move it out of them."
)


class TooDeepError(RecursionError):
    """A block stands in too many others."""


def report_too_deep(place: nodes.Node | tuple[str, int]) -> None:
    """Say it at a node, or at the line of a page."""
    LOGGER.error("%s", TOO_DEEP, location=place, type="languages", subtype="limit")


def note_too_deep(state: StateCore) -> None:
    """Put a token where Markdown has lost the content of a list or quotation that stands too deep."""
    tokens: list[Token] = []
    for token in state.tokens:
        tokens.append(token)
        if token.nesting > 0 and token.level >= MAX_NESTING - 1 and token.type not in HOLDS_WORDS:
            tokens.append(
                Token("too_deep", "", 0, map=token.map, level=token.level + 1, block=True)
            )
    state.tokens = tokens


def leave_out_too_deep(document: nodes.document) -> None:
    """Empty nodes that stand in too many others: all that reads a page goes down them, one in another.

    Markdown has its own limit: this is for those of blocks and of lists in blocks together.
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
