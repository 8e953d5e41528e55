"""A picture and a label beside a text, in the margin where there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ext.components.blocks import BlockDirective, block, in_slots
from ext.components.pictures import find_picture

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Beside(BlockDirective):
    """A picture from the register, if one is named, and words like those on a specimen label.

    .. code-block:: markdown

       ```{beside} shells
       Cite
       : the DOI of your download
       ```
    """

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Make the block."""
        picture = find_picture(self, self.arguments[0], "split") if self.arguments else None
        node = block(template="beside")
        node.extend(in_slots(picture=picture, label=self.parse_content_to_nodes()))
        self.set_source_info(node)
        return [node]


def setup(app: Sphinx) -> None:
    """Register the block."""
    app.add_directive("beside", Beside)
