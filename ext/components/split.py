"""A picture next to a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from docutils.parsers.rst import directives

from ext.components.blocks import BlockDirective, block, in_slots, links_at_end
from ext.components.pictures import find_picture
from ext.reporting import Problem

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Split(BlockDirective):
    """A split: a picture from the register next to a text, with links as buttons below it.

    .. code-block:: markdown

       ```{split} herbarium-sheet
       :reverse:

       Text.

       - [DiSSCo](https://www.dissco.eu/)
       ```
    """

    optional_arguments = 1
    option_spec = {"reverse": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Make the block."""
        if not self.arguments:
            self.warn(Problem.SPLIT, "This split has no picture: write its key after {split}.")
        picture = find_picture(self, self.arguments[0], "split") if self.arguments else None
        text, actions = links_at_end(self.parse_content_to_nodes())
        node = block(template="split", reverse="reverse" in self.options)
        node.extend(in_slots(picture=picture, text=text, actions=actions))
        self.set_source_info(node)
        return [node]


def setup(app: Sphinx) -> None:
    """Register the split."""
    app.add_directive("split", Split)
