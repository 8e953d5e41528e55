"""Ways on: a picture, a link as its title, and some words each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from docutils.parsers.rst import directives

from ext.components.blocks import BlockDirective, block, drawn, in_slots, render
from ext.components.pictures import credit_of, find_picture, picture
from ext.reporting import Problem

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class tiles(block):
    """Tiles in a row, with the credits of all their pictures below them."""


class Tiles(BlockDirective):
    """A row of tiles.

    .. code-block:: markdown

       ::::{tiles}
       :::{tile} [Partners](partners.md)
       :picture: moth

       Who takes part.
       :::
       ::::
    """

    def run(self) -> list[nodes.Node]:
        """Make the block."""
        node = tiles("", *self.parse_content_to_nodes())
        self.set_source_info(node)
        return [node]


class Tile(BlockDirective):
    """One tile: behind its name a link, which the whole tile follows."""

    optional_arguments = 1
    option_spec = {"picture": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Make the block."""
        if not self.arguments:
            self.warn(Problem.TILE, "This tile has no title.")
            return self.parse_content_to_nodes()
        key = self.options.get("picture")
        shown = find_picture(self, key, "tile") if key else None
        if shown:
            shown["credit"] = False
        node = block(template="tile")
        title = self.filled(nodes.rubric(self.arguments[0]), self.arguments[0])
        title["heading-level"] = 3
        node.extend(in_slots(picture=shown, title=title, text=self.parse_content_to_nodes()))
        self.set_source_info(node)
        return [node]


def visit_tiles(self: HTML5Translator, node: tiles) -> None:
    """Draw the tiles, and each credit once."""
    shown = [credit_of(self, one) for one in node.findall(picture)]
    body = render(
        self,
        "tiles",
        tiles="".join(drawn(self, child) for child in node.children),
        credits=list(dict.fromkeys(shown)),
    )
    self.body.append(body)
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register tiles."""
    app.add_node(tiles, html=(visit_tiles, None))
    app.add_directive("tiles", Tiles)
    app.add_directive("tile", Tile)
