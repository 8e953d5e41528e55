"""A diagram of words: one in the centre, four kinds of collaboration around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ext.components.blocks import BlockDirective, block, in_slots
from ext.reporting import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx

KINDS = 4


class Landscape(BlockDirective):
    """A landscape: a paragraph, a list of four items, and perhaps a last paragraph.

    .. code-block:: markdown

       ```{landscape}
       Belgian Biodiversity Platform

       - **Policy**: words
       - **Science**: words
       - **Science-policy**: words
       - **Data**: words

       With universities and others.
       ```
    """

    def run(self) -> list[nodes.Node]:
        """Make the block; words that do not fit in it are left as they are."""
        content = self.parse_content_to_nodes()
        if not is_landscape(content):
            self.warn(Problem.LANDSCAPE, "These words are no landscape.")
            return content
        centre, kinds, *around = content
        node = block(template="landscape")
        node.extend(in_slots(centre=centre, kinds=kinds, around=around))
        self.set_source_info(node)
        return [node]


def is_landscape(content: Sequence[nodes.Node]) -> bool:
    """Is this a paragraph, a list of four, and at most one more paragraph?"""
    shape = [type(node) for node in content]
    fits = shape[:2] == [nodes.paragraph, nodes.bullet_list] and shape[2:] in (
        [],
        [nodes.paragraph],
    )
    return fits and len(content[1].children) == KINDS


def setup(app: Sphinx) -> None:
    """Register the landscape."""
    app.add_directive("landscape", Landscape)
