"""The picture at the top of a page, with the page's title, a lead and calls to action.

HTML: the title moves into the hero, and the hero out of the body: a layout prints ``{{ hero }}``
from edge to edge. Elsewhere the words are below the title.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.transforms.post_transforms import SphinxPostTransform

from ext.components.blocks import (
    BlockDirective,
    block,
    drawn,
    in_slots,
    links_at_end,
    slots_of,
    visit_block,
)
from ext.components.pictures import find_picture
from ext.components.search_box import search_box
from ext.reporting import Problem

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

HEIGHTS = ("90vh", "70vh", "60vh")


class hero(block):
    """A block at the top of a page. With a slot ``title`` it is drawn outside the body."""


def a_height(argument: str) -> str:
    """Read the height of a hero."""
    return directives.choice(argument, HEIGHTS)


class Hero(BlockDirective):
    """A hero: a picture of the register, a lead, perhaps a search box, and a list of links as buttons.

    .. code-block:: markdown

       ```{hero} fern-wall
       :height: 90vh

       Search in the collections of Flanders.

       - **[Search specimens](exemplaren.md)**
       - [About](over.md)
       ```
    """

    optional_arguments = 1
    option_spec = {"height": a_height}

    def run(self) -> list[nodes.Node]:
        """Make the block."""
        if any(self.state.document.findall(hero)):
            self.warn(Problem.HERO, "A page can have only one hero: remove this one.")
            return []
        if not self.arguments:
            self.warn(Problem.HERO, "This hero has no picture: write its key after {hero}.")
        height = self.options.get("height", HEIGHTS[-1])
        picture = None
        if self.arguments:
            share = int(height.removesuffix("vh"))
            picture = find_picture(self, self.arguments[0], "hero", share=share)
        lead, actions = links_at_end(self.parse_content_to_nodes())
        box = [child for child in lead if isinstance(child, search_box)]
        lead = [child for child in lead if child not in box]
        node = hero(template="hero", height=height)
        node.extend(in_slots(picture=picture, lead=lead, search=box, actions=actions))
        self.set_source_info(node)
        return [node]


class TitleIntoHero(SphinxPostTransform):
    """Move the title of the page into its hero.

    .. code-block:: text

       section: title, hero(picture, lead)  ->  section: hero(title, picture, lead)
    """

    default_priority = 400
    builders = ("html", "dirhtml")

    def run(self, **kwargs: object) -> None:
        """Move the title, if the page has both."""
        node = next(self.document.findall(hero), None)
        section = next(self.document.findall(nodes.section), None)
        if node and section and isinstance(section[0], nodes.title):
            title = section.pop(0)
            node.extend(in_slots(title=title.children))


def visit_hero(self: HTML5Translator, node: hero) -> None:
    """Draw a hero in the body, unless it has taken the page's title to the top."""
    if is_promoted(node):
        raise nodes.SkipNode
    visit_block(self, node)


def is_promoted(node: hero) -> bool:
    """Whether it has taken over the page's title."""
    return any(slots_of(node, "title"))


def give_hero(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """On `html-page-context`: give the layout the drawn hero, as ``hero``."""
    node = next(doctree.findall(hero), None) if doctree else None
    if doctree and node and is_promoted(node) and isinstance(app.builder, StandaloneHTMLBuilder):
        top = block("", *node.children, **node.attributes)
        # Not `render_partial`: that makes docutils rename every box, and fails on Sphinx's own.
        translator: HTML5Translator = app.builder.create_translator(  # type: ignore[assignment]
            doctree.copy(), app.builder
        )
        context["hero"] = drawn(translator, top)


def setup(app: Sphinx) -> None:
    """Register the hero."""
    app.add_node(hero, html=(visit_hero, None))
    app.add_directive("hero", Hero)
    app.add_post_transform(TitleIntoHero)
    app.connect("html-page-context", give_hero)
