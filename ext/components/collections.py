"""What a partner has, and how many of it: numbers written once, shown in every language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform

from ext.components.blocks import BlockDirective, block, in_slots
from ext.languages import format_number, language_of
from ext.reporting import Problem, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ext.components.figures import Line


YEAR_DIGITS = 4


class collection(block):
    """One line of a collections block, with its data in the attributes."""


class amount(nodes.paragraph):
    """A number with its qualifier, put into words once the language of the page is known."""


def a_year(argument: str | None) -> int:
    """Read the year of the figures."""
    if not (argument and argument.isdecimal() and len(argument) == YEAR_DIGITS):
        raise ValueError("write a year, such as 2012")
    return int(argument)


class Collections(BlockDirective):
    """A table of what is held, from lines of YAML.

    .. code-block:: markdown

       ```{collections}
       :as-of: 2012

       - what: herbarium sheets
         about: 3500000
       ```
    """

    option_spec = {"as-of": a_year}

    def run(self) -> list[nodes.Node]:
        """Make the block; a faulty line is reported and left out."""
        from ext.components.figures import read_figures  # It needs a library that loads slowly.

        found, faults = read_figures("\n".join(self.content))
        source, own = self.get_source_info()
        first = own + self.content_offset
        for fault in faults:
            # An empty block may be the last line of its page.
            line = first + fault.line if self.content else own
            warn(Problem.COLLECTIONS, fault.message, location=f"{source}:{line}")
        if not found:
            return []
        node = block(template="collections", as_of=self.options.get("as-of"))
        node.extend(in_slots(rows=[self.row(line, first) for line in found]))
        self.set_source_info(node)
        return [node]

    def row(self, line: Line, first: int) -> collection:
        """One line of the table."""
        figure = line.figure
        row = collection(
            template="collections-row",
            number=figure.amount,
            qualifier=figure.qualifier,
            part_of=figure.part_of,
            held_at=figure.held_at,
        )
        row.source, row.line = self.get_source_info()[0], first + line.lines["what"]
        unit = None
        if figure.unit:
            unit = self.words(figure.unit, first + line.lines["unit"])
        keeper = None
        if figure.held_at:
            # The name that is on that card.
            link = link_to_partner(figure.held_at, nodes.inline("", figure.held_at), self.env)
            self.set_source_info(link)
            keeper = nodes.paragraph("", "", link)
        row.extend(
            in_slots(
                what=self.words(figure.what, row.line),
                amount=amount(number=figure.amount, qualifier=figure.qualifier),
                unit=unit,
                held_at=keeper,
            )
        )
        return row


def link_to_partner(
    key: str, words: nodes.Node, env: BuildEnvironment, explicit: bool = False
) -> addnodes.pending_xref:
    """A link to a partner's card; unless its words are *explicit*, they become the name on that card."""
    return addnodes.pending_xref(
        "",
        words,
        refdomain="std",
        reftype="ref",
        reftarget=key,
        refdoc=env.docname,
        refexplicit=explicit,
        refwarn=False,
        partner=True,
    )


class AmountInWords(SphinxPostTransform):
    """Write every number as readers of the page's language do.

    .. code-block:: text

       amount(number=4000000, qualifier=about)  ->  amount: about 4,000,000
    """

    default_priority = 50

    def run(self, **kwargs: object) -> None:
        """Fill the amounts, for any builder."""
        language = language_of(self.env.docname, self.config) or self.config.language
        for node in self.document.findall(amount):
            words = in_words(node["number"], node["qualifier"], language)
            node.children = [nodes.Text(words)]


def in_words(number: int | None, qualifier: str, language: str) -> str:
    """A number with its qualifier."""
    if number is None:
        return _("unknown")
    figure = format_number(number, language)
    match qualifier:
        case "about":
            return _("about %s") % figure
        case "more-than":
            return _("more than %s") % figure
    return figure


def leave_unknown_keeper(
    app: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, content: nodes.Node
) -> nodes.Node | None:
    """On `missing-reference`: leave the key of an unknown partner as plain text.

    `ext.components.known_partners` reports it.
    """
    return content if node.get("partner") else None


def setup(app: Sphinx) -> None:
    """Register the table of collections."""
    app.add_node(collection)
    app.add_node(amount)
    app.add_directive("collections", Collections)
    app.add_post_transform(AmountInWords)
    app.connect("missing-reference", leave_unknown_keeper)
