"""What all blocks share: a neutral tree with named slots, drawn by one template for each block.

A directive makes a `block` (or a `block_section`, when it is a section with a title) whose words
are in `slot` nodes, as ordinary paragraphs, lists and links. In HTML one visitor draws the slots
and hands them to ``_templates/components/<template>.html``. Every other builder sees containers
and sections, and so the words one below the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from ext.languages import language_of
from ext.reporting import Problem, warn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


Words = TypeVar("Words", bound=nodes.TextElement)


#: What the words of a slot are: shown above their messages in the catalogs.
MESSAGE_KINDS = {
    "actions": "button",
    "example": "question to begin with",
    "intro": "introduction",
    "lead": "lead",
    "place": "place",
    "unit": "unit, after a number",
    "what": "what a collection holds",
}


class block(nodes.container):
    """A block: ``template``, values for the template, and slots.

    A subclass is drawn like its base, but still has to be registered with `app.add_node`: docutils looks
    up each node by name to find out whether a list is a simple one.
    """


class block_section(nodes.section):
    """A block that is a section: its first child is a title, and sections may follow the slots."""

    # Sphinx's standard domain expects this name when it makes labels of sections.
    tagname = "section"


class slot(nodes.container):
    """A named part of a block."""


class BlockDirective(SphinxDirective):
    """A directive that turns an editor's words into a block."""

    has_content = True
    final_argument_whitespace = True

    def warn(self, problem: Problem, message: str) -> None:
        """Report a problem on the line where the block begins."""
        warn(problem, message, location=self.get_location())

    def words(self, text: str, line: int | None = None) -> nodes.paragraph:
        """A paragraph of inline Markdown, translated like any other."""
        return self.filled(nodes.paragraph(text), text, line)

    def heading(self, text: str) -> nodes.title:
        """A title of inline Markdown, translated like any other."""
        return self.filled(nodes.title(text), text)

    def filled(self, node: Words, text: str, line: int | None = None) -> Words:
        """The node filled with inline Markdown, with the place where that was written."""
        node.source, node.line = self.get_source_info()
        node.line = line or node.line
        children, messages = self.parse_inline(text, lineno=line or self.lineno)
        node.extend(children)
        node.extend(messages)
        return node


def in_slots(**content: Sequence[nodes.Node] | nodes.Node | None) -> list[slot]:
    """Slots with these names, leaving out empty ones.

    >>> [part["slot"] for part in in_slots(lead=nodes.paragraph(), actions=None)]
    ['lead']
    """
    slots = []
    for name, value in content.items():
        children = [value] if isinstance(value, nodes.Node) else value
        if children:
            slots.append(slot("", *children, slot=name, **_kind(name)))
    return slots


def _kind(name: str) -> dict[str, str]:
    """What the words of a slot are, for translators."""
    return {"message_kind": MESSAGE_KINDS[name]} if name in MESSAGE_KINDS else {}


def slots_of(node: nodes.Element, name: str) -> Iterable[slot]:
    """The slots of the block with this name."""
    return (child for child in node.children if isinstance(child, slot) and child["slot"] == name)


def links_at_end(
    content: Sequence[nodes.Node],
) -> tuple[Sequence[nodes.Node], nodes.bullet_list | None]:
    """Split a list of links from the words before it: these become buttons."""
    if content and isinstance(content[-1], nodes.bullet_list):
        items = content[-1].children
        if all(_is_link(item) for item in items):
            return content[:-1], content[-1]
    return content, None


def _is_link(node: nodes.Node) -> bool:
    """Whether this is nothing but one link, plain or bold."""
    while not isinstance(node, nodes.reference | addnodes.pending_xref):
        # MyST leaves empty texts around some inline nodes.
        children = [child for child in node.children if child.astext().strip()]
        if isinstance(node, nodes.Text) or len(children) != 1:
            return False
        (node,) = children
    return True


def drawn(translator: HTML5Translator, node: nodes.Node) -> str:
    """The HTML of one node, separate from the page around it."""
    outer, translator.body = translator.body, []
    try:
        node.walkabout(translator)
        return "".join(translator.body)
    finally:
        translator.body = outer


def render(translator: HTML5Translator, template: str, **context: object) -> str:
    """The HTML of a component's template, in the language of the page."""
    builder = translator.builder
    language = language_of(builder.current_docname, builder.config) or builder.config.language
    values = {"language": language, **context}
    return str(builder.templates.render(f"components/{template}.html", values))


def visit_block(self: HTML5Translator, node: block | block_section) -> None:
    """Draw the children into slots, and hand the slots to the template."""
    levels = 1 if isinstance(node, nodes.section) else 0
    self.section_level += levels
    slots: dict[str, str] = {}
    for child in node.children:
        name = _slot_name(child)
        slots[name] = slots.get(name, "") + drawn(self, child)
    self.section_level -= levels
    self.body.append(render(self, node["template"], block=node.attributes, slots=slots))
    raise nodes.SkipNode


def _slot_name(node: nodes.Node) -> str:
    if isinstance(node, slot):
        return str(node["slot"])
    return "title" if isinstance(node, nodes.title) else "body"


def pass_through(self: HTML5Translator, node: slot) -> None:
    """Draw nothing: the template draws what is around the slot."""


def setup(app: Sphinx) -> None:
    """Register the nodes that all blocks are made of."""
    app.add_node(block, html=(visit_block, None))
    app.add_node(block_section, html=(visit_block, None))
    app.add_node(slot, html=(pass_through, pass_through))
