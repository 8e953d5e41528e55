"""A diagram of words: one in the centre, with four kinds of collaboration around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ext.components.blocks import BlockDirective, block, in_slots
from ext.reporting import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx

KINDS = 4


class landscape(block):
    """A block with the slots centre, kinds and around."""


class Landscape(BlockDirective):
    """A landscape: a paragraph, a list of four items, and optionally a last paragraph.

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
        """Make the block; words that do not fit are left as they are."""
        content = self.parse_content_to_nodes()
        if not is_landscape(content):
            self.warn(Problem.LANDSCAPE, "This landscape is incomplete.")
            return content
        centre, kinds, *around = content
        node = landscape(template="landscape")
        node.extend(in_slots(centre=centre, kinds=kinds, around=around))
        self.set_source_info(node)
        return [node]


class TitlesWithoutColon(SphinxPostTransform):
    """Remove the colon between a title and its words, which are on lines of their own.

    .. code-block:: text

       paragraph: strong(Policy), ": words"  ->  paragraph: strong(Policy), "words"
    """

    default_priority = 400
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Look at the first words of every kind."""
        for node in self.document.findall(landscape):
            for title in node.findall(nodes.strong):
                words = title.next_node(nodes.Text, descend=False, siblings=True)
                if words and words.startswith(":"):
                    words.parent.replace(words, nodes.Text(words.removeprefix(":").lstrip()))


def is_landscape(content: Sequence[nodes.Node]) -> bool:
    """Whether this is a paragraph, a list of four, and at most one more paragraph."""
    shape = [type(node) for node in content]
    fits = shape[:2] == [nodes.paragraph, nodes.bullet_list] and shape[2:] in (
        [],
        [nodes.paragraph],
    )
    return fits and len(content[1].children) == KINDS


def setup(app: Sphinx) -> None:
    """Register the landscape."""
    app.add_node(landscape)
    app.add_directive("landscape", Landscape)
    app.add_post_transform(TitlesWithoutColon)
