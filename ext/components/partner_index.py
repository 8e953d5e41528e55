"""All partners of the site in one place: an index to choose from with a map, or a wall of names."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.transforms.post_transforms import SphinxPostTransform

from ext.components.blocks import BlockDirective, block, drawn, in_slots, render, slots_of
from ext.components.collections import in_words
from ext.components.known_partners import partners
from ext.components.overview import link_to, marked
from ext.components.partners import kind_names, short_name
from ext.components.places import PLACES
from ext.components.totals import totals
from ext.languages import language_of
from ext.ledger import shows
from ext.per_page import PerPage

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

    from ext.components.known_partners import Partner

#: partner-index.css has a rule for each of the first so many places: more cannot be chosen.
MOST_PLACES = 24
#: What is written of one partner.
SLOTS = ("name", "place", "amount", "unit")


class partner_index(block):
    """The index; its entries are added when the page is written."""


class index_entry(block):
    """One partner in it."""


class PartnerIndex(BlockDirective):
    """All partners: what each has and where it is; with ``names``, only their short names and places.

    .. code-block:: markdown

       ```{partner-index}
       :names:
       ```
    """

    has_content = False
    option_spec = {"names": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Make the block, without partners as yet."""
        node = partner_index(short="names" in self.options)
        self.set_source_info(node)
        return [node]


class FillIndex(SphinxPostTransform):
    """Put an entry into the index for each partner.

    .. code-block:: text

       partner_index  ->  partner_index: index_entry(slot(name), slot(place), slot(amount), slot(unit))
    """

    # Before links are resolved, from 8 on; after the page's language is set, from 0 on.
    default_priority = 5

    def run(self, **kwargs: object) -> None:
        """Fill it in, for any builder."""
        language = language_of(self.env.docname, self.config)
        for node in self.document.findall(partner_index):
            node.extend(
                self.entry(one, node["short"], language or self.config.language)
                for one in partners(self.env, language)
            )

    def entry(self, one: Partner, short: bool, language: str) -> index_entry:
        """What is written of one partner: of its figures, the first total."""
        name = short_name(one.name) if short else one.name
        first = next(iter(totals([one])), None)
        amount = unit = None
        if first and first.number is not None and not short:
            amount = nodes.paragraph("", in_words(first.number, first.qualifier, language))
            unit = nodes.paragraph("", first.unit, classes=marked(first.unit_language))
        found = index_entry(place=one.place, holds=one.holds)
        found.extend(
            in_slots(
                name=nodes.paragraph("", "", link_to(one, name, self.env)),
                place=nodes.paragraph("", one.place) if one.place else None,
                amount=amount,
                unit=unit if unit and first and first.unit else None,
            )
        )
        return found


def visit_index(self: HTML5Translator, node: partner_index) -> None:
    """Hand the entries to the template, with what one can choose from."""
    entries = [child for child in node.children if isinstance(child, index_entry)]
    counted = Counter(one["place"] for one in entries if one["place"])
    places = sorted(counted, key=str.casefold)
    names = kind_names()
    held = {kind for one in entries for kind in one["holds"]}

    def values(one: index_entry) -> dict[str, Any]:
        slots = {name: "".join(drawn(self, part) for part in slots_of(one, name)) for name in SLOTS}
        number = places.index(one["place"]) + 1 if one["place"] else 0
        return {"holds": one["holds"], "at": number, **slots}

    body = render(
        self,
        "partner-names" if node["short"] else "partner-index",
        entries=[values(one) for one in entries],
        kinds={kind: name for kind, name in names.items() if kind in held},
        places=[
            {"number": number, "name": name, "count": counted[name], "spot": PLACES.get(name)}
            for number, name in enumerate(places[:MOST_PLACES], 1)
        ],
    )
    self.body.append(body)
    raise nodes.SkipNode


#: The pages with an index.
_PAGES: PerPage[bool] = PerPage("vsc_pages_with_partner_index")


def note_index(app: Sphinx, doctree: nodes.document) -> None:
    """On `doctree-read`: note a page with an index."""
    if any(doctree.findall(partner_index)):
        _PAGES.all(app.env)[app.env.docname] = True


def report_what_is_shown(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """On `env-get-updated`: an index shows what is known of the partners."""
    known = {page: partners(env, language_of(page, app.config)) for page in _PAGES.all(env)}
    return shows(app, "partner index", known)


def setup(app: Sphinx) -> None:
    """Register the index."""
    app.add_node(index_entry)
    app.add_node(partner_index, html=(visit_index, None))
    app.add_directive("partner-index", PartnerIndex)
    app.add_post_transform(FillIndex)
    _PAGES.connect(app)
    app.connect("doctree-read", note_index)
    app.connect("env-get-updated", report_what_is_shown)
