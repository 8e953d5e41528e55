"""Cards of partners, in groups."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform

from ext.components.blocks import BlockDirective, block, block_section, in_slots
from ext.components.pictures import find_picture
from ext.components.ror import ror_problem
from ext.reporting import Problem
from ext.yaml_lines import suggestion

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# What a partner may have, as editors write it.
KINDS = ("plants", "animals", "earth", "molecular", "living")


def kind_names() -> dict[str, str]:
    """What readers see for each of `KINDS`, in their language."""
    return {
        "plants": _("plants and fungi"),
        "animals": _("animals"),
        "earth": _("rocks, soil and fossils"),
        "molecular": _("DNA, tissues and micro-organisms"),
        "living": _("living collections"),
    }


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
       :holds: animals earth

       Text.

       More text, which is folded.
       :::
    """

    optional_arguments = 1
    option_spec = {
        "key": directives.unchanged,
        "ror": directives.unchanged,
        "place": directives.unchanged,
        "holds": directives.unchanged,
        "logo": directives.unchanged,
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
        node["holds"] = self.holds()
        logo = self.options.get("logo")
        place = self.options.get("place")
        content = self.parse_content_to_nodes()
        # What it is in one paragraph, its figures, and then the rest.
        words = [child for child in content if not isinstance(child, block)]
        node.extend(
            in_slots(
                logo=find_picture(self, logo, "logo") if logo else None,
                place=self.words(place) if place else None,
                text=words[:1],
                figures=[child for child in content if isinstance(child, block)],
                more=words[1:],
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

    def holds(self) -> tuple[str, ...]:
        """The kinds of what it has that are known, in their fixed order."""
        named = (self.options.get("holds") or "").replace(",", " ").split()
        for name in named:
            if name not in KINDS:
                self.warn(Problem.HOLDS, f"There is no kind {name!r}; {suggestion(name, KINDS)}")
        return tuple(kind for kind in KINDS if kind in named)

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


class ShortNames(SphinxPostTransform):
    """Give each card the partner's short name, in the language of the page, as ``short``."""

    default_priority = 50
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Give it."""
        for node in self.document.findall(partner):
            node["short"] = short_name(node[0].astext())


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
    app.add_post_transform(ShortNames)
