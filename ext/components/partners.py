"""Cards of partners, in groups."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.transforms.post_transforms import SphinxPostTransform

from ext.components.blocks import BlockDirective, block_section, in_slots, slots_of
from ext.components.pictures import find_picture
from ext.components.ror import ror_problem
from ext.reporting import Problem

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class partner(block_section):
    """A card: a section with the partner's name as its title, and its key as its anchor."""


class PartnerCards(BlockDirective):
    """A group of partners under a heading.

    .. code-block:: markdown

       ::::{partner-cards} Flemish partners

       :::{partner} [KU Leuven](https://www.kuleuven.be/)
       :key: kuleuven
       :::
       ::::
    """

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Make a section, with an anchor made from the heading as written."""
        if not self.arguments:
            self.warn(Problem.PARTNER_CARDS, "This group of partners has no heading.")
            return self.parse_content_to_nodes()
        node = block_section(template="partner-cards")
        self.set_source_info(node)
        title = self.heading(self.arguments[0])
        node += title
        node["names"].append(nodes.fully_normalize_name(title.astext()))
        self.state.document.note_implicit_target(node, node)
        content = self.parse_content_to_nodes()
        cards = [child for child in content if isinstance(child, nodes.section)]
        node.extend(in_slots(intro=[child for child in content if child not in cards]))
        node.extend(cards)
        return [node]


class PartnerCard(BlockDirective):
    """One partner.

    .. code-block:: markdown

       :::{partner} [KU Leuven](https://www.kuleuven.be/)
       :key: kuleuven
       :ror: 05f950310
       :place: Leuven

       Text.
       :::
    """

    optional_arguments = 1
    option_spec = {
        "key": directives.unchanged,
        "ror": directives.unchanged,
        "place": directives.unchanged,
        "logo": directives.unchanged,
        "plate": directives.unchanged,
        "draft": directives.flag,
    }

    def run(self) -> list[nodes.Node]:
        """Make a section; nothing for a draft."""
        if "draft" in self.options:
            return []
        if not self.arguments:
            self.warn(Problem.PARTNER, "This partner has no name.")
            return self.parse_content_to_nodes()
        node = partner(template="partner", ror=self.ror())
        self.set_source_info(node)
        title = self.heading(self.arguments[0])
        title["message_kind"] = "name of a partner"
        node += title
        self.note_key(node, title.astext())
        logo = self.options.get("logo")
        place = self.options.get("place")
        plate = self.options.get("plate")
        node.extend(
            in_slots(
                logo=find_picture(self, logo, "logo") if logo else None,
                plate=self.words(plate) if plate else None,
                place=self.words(place) if place else None,
                text=self.parse_content_to_nodes(),
            )
        )
        within = [other for other in node.findall(partner) if other is not node]
        for other in within:
            other.parent.remove(other)
        if within:
            self.warn(
                Problem.PARTNER,
                f"Partner {within[0][0].astext()!r} is inside {title.astext()!r}: close the outer one with ::: "
                "on a line of its own before the inner one.",
            )
        return [node, *within]

    def ror(self) -> str:
        """The identifier, if it is valid; else empty."""
        ror: str = self.options.get("ror") or ""
        problem = ror_problem(ror) if ror else ""
        if problem:
            self.warn(Problem.ROR, problem)
        return "" if problem else ror

    def note_key(self, node: partner, name: str) -> None:
        """Use the key as the anchor of the card."""
        document = self.state.document
        key = self.options.get("key") or ""
        anchor = nodes.make_id(key)
        if not key:
            self.warn(Problem.PARTNER, f"{name!r} has no key.")
        elif key != anchor:
            example = f", such as {anchor!r}" if anchor else ""
            self.warn(
                Problem.PARTNER,
                f"The key {key!r} cannot be used: write lower-case letters, digits and hyphens{example}.",
            )
        elif key in document.ids:
            self.warn(Problem.PARTNER_TWICE, f"The key {key!r} is already used on this page.")
        else:
            node["key"] = key
            node["ids"].append(key)
            node["names"].append(key)
            document.note_explicit_target(node, node)
            return
        document.set_id(node, suggested_prefix="partner-")


class Plate(SphinxPostTransform):
    """Give a card without a logo a plate with the partner's short name."""

    default_priority = 50
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Add the plate."""
        for node in self.document.findall(partner):
            if not any([*slots_of(node, "logo"), *slots_of(node, "plate")]):
                name = short_name(node[0].astext())
                node.extend(in_slots(plate=nodes.paragraph("", name)))


def short_name(name: str) -> str:
    """What is in brackets at the end of a name, else the whole name.

    >>> short_name("Universiteit Gent (UGent)")
    'UGent'
    >>> short_name("KU Leuven")
    'KU Leuven'
    """
    found = re.search(r"\(([^()]+)\)\s*$", name)
    return found[1] if found else name


def setup(app: Sphinx) -> None:
    """Register groups and cards."""
    app.add_node(partner)
    app.add_directive("partner-cards", PartnerCards)
    app.add_directive("partner", PartnerCard)
    app.add_post_transform(Plate)
