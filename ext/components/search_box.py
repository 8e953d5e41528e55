"""A field that asks a search page: a plain form, and questions to begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from docutils import nodes
from sphinx import addnodes
from sphinx.util.nodes import explicit_title_re

from ext.components.blocks import BlockDirective, block, drawn, in_slots, render, slots_of
from ext.reporting import Problem

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class search_box(block):
    """The form. Its slot ``page`` has a link to the search page, ``example`` a question each."""


class SearchBox(BlockDirective):
    """A form for the search page that is named, and questions with what they add to its address.

    .. code-block:: markdown

       ```{search-box} exemplaren
       Birds of KU Leuven <datasetKey=ec836767-7df3-4b7e-bee4-63e1d3ee0bba>
       ```
    """

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Make the form; a line that is no question is reported and left out."""
        node = search_box()
        self.set_source_info(node)
        page = addnodes.pending_xref(
            "",
            nodes.inline(),
            refdomain="std",
            reftype="doc",
            reftarget=self.arguments[0],
            refdoc=self.env.docname,
            refexplicit=False,
            refwarn=True,
        )
        self.set_source_info(page)
        node.extend(in_slots(page=nodes.paragraph("", "", page)))
        first = self.get_source_info()[1] + self.content_offset
        for line, text in enumerate(self.content, first + 1):
            found = explicit_title_re.match(text.strip())
            query = parse_qsl(found[2], strict_parsing=False) if found else []
            if found and query:
                (example,) = in_slots(example=self.words(found[1], line))
                example["query"] = urlencode(query)
                node += example
            elif text.strip():
                self.warn(Problem.SEARCH_BOX, f"This is no question: {text.strip()!r}.")
        return [node]


def visit_search_box(self: HTML5Translator, node: search_box) -> None:
    """Draw the form; nothing, if its page is not there."""
    page = next(
        (link for part in slots_of(node, "page") for link in part.findall(nodes.reference)), None
    )
    if page is not None:
        examples = [
            (part["query"], "".join(drawn(self, child) for child in part[0].children))
            for part in slots_of(node, "example")
        ]
        body = render(self, "search-box", action=page["refuri"], examples=examples)
        self.body.append(body)
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the form."""
    app.add_node(search_box, html=(visit_search_box, None))
    app.add_directive("search-box", SearchBox)
