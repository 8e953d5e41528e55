"""What the partners have, side by side: a table, drawn to scale where specimens are counted."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.transforms.post_transforms import SphinxPostTransform

from ext.components.blocks import BlockDirective, block, drawn, in_slots, render, slot, slots_of
from ext.components.collections import in_words, link_to_partner
from ext.components.known_partners import partners
from ext.components.partners import short_name
from ext.components.totals import Total, comparable, square_for, totals
from ext.languages import format_number, language_of
from ext.ledger import shows
from ext.per_page import PerPage
from ext.reporting import Problem, warn
from ext.yaml_lines import suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

    from ext.components.known_partners import Partner


# The slot with the caption of each table, and whether it is the separate table.
TABLES = (("caption", False), ("apart_caption", True))


class overview(block):
    """The overview: captions by an editor; totals are added when the page is written."""


class total(block):
    """One row: what a partner has, counted in one unit."""


class CollectionsOverview(BlockDirective):
    """What all partners have, with some of them in a table of their own.

    .. code-block:: markdown

       ```{collections-overview} The consortium
       :apart: kbin kmma
       :apart-title: Federal museums
       ```
    """

    has_content = False
    optional_arguments = 1
    option_spec = {"apart": directives.unchanged, "apart-title": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Make the block, without figures as yet."""
        apart = (self.options.get("apart") or "").split()
        apart_title = self.options.get("apart-title")
        if bool(apart) != bool(apart_title):
            self.warn(Problem.OVERVIEW, "':apart:' and ':apart-title:' must be used together.")
        node = overview(apart=apart)
        self.set_source_info(node)
        node.extend(
            in_slots(
                caption=self.words(self.arguments[0]) if self.arguments else None,
                apart_caption=self.words(apart_title) if apart_title else None,
            )
        )
        return [node]


class FillOverview(SphinxPostTransform):
    """Put a row into the overview for each partner and unit, and name partners without figures.

    .. code-block:: text

       overview: slot(caption)
       ->  overview: slot(caption), total(slot(name), slot(amount), slot(unit)), slot(without)
    """

    # Before links are resolved, from 8 on; after the page's language is set, from 0 on.
    default_priority = 5

    def run(self, **kwargs: object) -> None:
        """Fill it in, for any builder."""
        found = list(self.document.findall(overview))
        if not found:
            return
        language = language_of(self.env.docname, self.config)
        self.page_language = language or self.config.language
        known = partners(self.env, language)
        self.by_key = {one.key: one for one in known if one.key}
        counted = comparable(totals(known))
        without = [one for one in known if not one.holdings]
        for node in found:
            # The same scale in both tables.
            node["square"] = square_for(
                one.number or 0
                for one in counted
                if not one.unit and one.partner.key not in node["apart"]
            )
            node["language"] = self.page_language
            captions = {part["slot"]: part for part in node.findall(slot)}
            node.clear()
            for name, apart in TABLES:
                if name in captions:
                    node += captions[name]
                for one in counted:
                    if (one.partner.key in node["apart"]) is apart:
                        node += self.row(one, apart, node["square"])
            if without:
                node.extend(in_slots(without=self.names(without)))

    def row(self, one: Total, apart: bool, square: int) -> total:
        """One row."""
        row = total(
            apart=apart,
            unit=one.unit,
            as_of=one.as_of,
            qualifier=one.qualifier,
            summed=one.summed,
            unknown=one.unknown,
            squares=None if one.unit or one.number is None else one.number / square,
        )
        unit = nodes.paragraph("", one.unit, classes=marked(one.unit_language))
        row.extend(
            in_slots(
                name=nodes.paragraph(
                    "", "", link_to(one.partner, short_name(one.partner.name), self.env)
                ),
                amount=nodes.paragraph("", in_words(one.number, one.qualifier, self.page_language)),
                unit=unit if one.unit else None,
            )
        )
        for held in one.elsewhere:
            keeper = self.by_key.get(held.held_at)
            link = (
                link_to(keeper, short_name(keeper.name), self.env)
                if keeper
                else nodes.inline("", held.held_at)
            )
            words = in_words(held.number, held.qualifier, self.page_language)
            kept = block(template="collections-overview-kept")
            kept.extend(
                in_slots(amount=nodes.paragraph("", words), at=nodes.paragraph("", "", link))
            )
            row.extend(in_slots(kept=kept))
        return row

    def names(self, found: Iterable[Partner]) -> nodes.paragraph:
        """Links to partners, separated by commas."""
        paragraph = nodes.paragraph()
        for one in found:
            if paragraph.children:
                paragraph += nodes.Text(", ")
            paragraph += link_to(one, short_name(one.name), self.env)
        return paragraph


def link_to(one: Partner, name: str, env: BuildEnvironment) -> nodes.Node:
    """A name of a partner, as a link to its card."""
    link: nodes.Node = nodes.Text(name)
    if one.key:
        link = link_to_partner(one.key, nodes.inline("", "", link), env, explicit=True)
    if not one.name_language:
        return link
    # Around the link: the words in it are made again when it is resolved.
    return nodes.inline("", "", link, classes=marked(one.name_language))


def marked(language: str) -> list[str]:
    """What docutils' writer turns into ``lang``."""
    return [f"language-{language}"] if language else []


def visit_overview(self: HTML5Translator, node: overview) -> None:
    """Hand rows and captions to the template."""
    rows = [child for child in node.children if isinstance(child, total)]
    tables = [
        {
            "caption": _draw(self, node, caption),
            # Rows of one unit follow each other.
            "units": [
                [_values(self, row) for row in of_unit]
                for _, of_unit in groupby(
                    (row for row in rows if row["apart"] is apart), itemgetter("unit")
                )
            ],
        }
        for caption, apart in TABLES
    ]
    body = render(
        self,
        "collections-overview",
        tables=[table for table in tables if table["units"]],
        without=_draw(self, node, "without"),
        square=format_number(node["square"], node["language"]),
    )
    self.body.append(body)
    raise nodes.SkipNode


def _values(translator: HTML5Translator, row: total) -> dict[str, Any]:
    slots = {name: _draw(translator, row, name) for name in ("name", "amount", "unit", "kept")}
    return {**row.attributes, **slots}


def _draw(translator: HTML5Translator, node: nodes.Element, name: str) -> str:
    return "".join(drawn(translator, part) for part in slots_of(node, name))


#: The overviews of each page: the partners that are in the separate table there, and its line.
_OVERVIEWS: PerPage[list[tuple[list[str], int]]] = PerPage("vsc_overviews")


def note_overviews(app: Sphinx, doctree: nodes.document) -> None:
    """On `doctree-read`: note the overviews on a page."""
    if found := [(node["apart"], node.line or 0) for node in doctree.findall(overview)]:
        _OVERVIEWS.all(app.env)[app.env.docname] = found


def check_apart(app: Sphinx, env: BuildEnvironment) -> None:
    """On `env-check-consistency`: report keys at ``:apart:`` that no partner has."""
    for docname, found in _OVERVIEWS.all(env).items():
        keys = [one.key for one in partners(env, language_of(docname, env.config))]
        for apart, line in found:
            for key in apart:
                if key not in keys:
                    warn(
                        Problem.OVERVIEW,
                        f"':apart:' takes keys of partners, not {key!r}; {suggestion(key, keys)}",
                        location=(docname, line),
                    )


def report_what_is_shown(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """On `env-get-updated`: an overview shows what is known of the partners."""
    pages = _OVERVIEWS.all(env)
    known = {page: partners(env, language_of(page, app.config)) for page in pages}
    return shows(app, "overviews", known)


def setup(app: Sphinx) -> None:
    """Register the overview."""
    app.add_node(total)
    app.add_node(overview, html=(visit_overview, None))
    app.add_directive("collections-overview", CollectionsOverview)
    app.add_post_transform(FillOverview)
    _OVERVIEWS.connect(app)
    app.connect("doctree-read", note_overviews)
    app.connect("env-check-consistency", check_apart)
    app.connect("env-get-updated", report_what_is_shown)
