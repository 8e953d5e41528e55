"""Cards of partners, in groups, and what the site knows of each partner."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.environment.collectors import EnvironmentCollector
from sphinx.transforms.post_transforms import SphinxPostTransform

from ext.components.blocks import BlockDirective, block_section, in_slots, slot, slots_of
from ext.components.collections import collection
from ext.components.marked_yaml import suggestion
from ext.components.pictures import find_picture
from ext.components.ror import ror_problem
from ext.languages import language_of
from ext.reporting import Problem, warn

if TYPE_CHECKING:
    from collections.abc import Set

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


@dataclass(frozen=True)
class Holding:
    """One line of what a partner holds.

    :param what: in words of the page's language
    :param number: None if it is unknown
    :param qualifier: exactly, about, more-than or unknown
    :param unit: in words; empty for specimens
    :param part_of: whether it is counted in the line above it
    :param held_at: key of the partner that keeps it; empty if it is this one
    :param line: of the page
    """

    what: str
    number: int | None
    qualifier: str
    unit: str
    part_of: bool
    held_at: str
    line: int


@dataclass(frozen=True)
class Partner:
    """What a card says of a partner, in the language of its page."""

    key: str
    name: str
    docname: str
    line: int
    ror: str
    holdings: tuple[Holding, ...]


class partner(block_section):
    """A card: a section with the partner's name for a title, and its key for an anchor."""


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
        """Make a section, with an anchor made of the heading as it is written."""
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
        node += title
        self.note_key(node, title.astext())
        logo = self.options.get("logo")
        place = self.options.get("place")
        plate = self.options.get("plate")
        node.extend(
            in_slots(
                logo=find_picture(self, logo) if logo else None,
                plate=self.words(plate) if plate else None,
                place=self.words(place) if place else None,
                text=self.parse_content_to_nodes(),
            )
        )
        return [node]

    def ror(self) -> str:
        """The identifier, if it is sound."""
        ror: str = self.options.get("ror") or ""
        problem = ror_problem(ror) if ror else ""
        if problem:
            self.warn(Problem.ROR, problem)
        return "" if problem else ror

    def note_key(self, node: partner, name: str) -> None:
        """Make the key the anchor of the card."""
        document = self.state.document
        key = self.options.get("key") or ""
        anchor = nodes.make_id(key)
        if not key:
            self.warn(Problem.PARTNER, f"{name!r} has no key.")
        elif key != anchor:
            example = f", such as {anchor!r}" if anchor else ""
            self.warn(
                Problem.PARTNER,
                f"The key {key!r} is no anchor: use small letters, digits and hyphens{example}.",
            )
        elif key in document.ids:
            self.warn(Problem.PARTNER_TWICE, f"The key {key!r} is already taken on this page.")
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
    """What stands in brackets at the end of a name, else the whole name.

    >>> short_name("Universiteit Gent (UGent)")
    'UGent'
    >>> short_name("KU Leuven")
    'KU Leuven'
    """
    found = re.search(r"\(([^()]+)\)\s*$", name)
    return found[1] if found else name


class PartnerCollector(EnvironmentCollector):
    """Keep what every page says of partners."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forget a page."""
        _by_page(env).pop(docname, None)

    def merge_other(
        self, app: Sphinx, env: BuildEnvironment, docnames: Set[str], other: BuildEnvironment
    ) -> None:
        """Take over pages that another process read."""
        theirs = _by_page(other)
        _by_page(env).update({name: theirs[name] for name in docnames if name in theirs})

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Note the partners of a page, after translation."""
        docname = app.env.docname
        if found := tuple(_facts(node, docname) for node in doctree.findall(partner)):
            _by_page(app.env)[docname] = found


def partners(env: BuildEnvironment, language: str | None) -> list[Partner]:
    """All partners that pages of a language show, in the order of pages and cards."""
    return [
        found
        for docname, page in sorted(_by_page(env).items())
        for found in page
        if language_of(docname, env.config) == language
    ]


def _by_page(env: BuildEnvironment) -> dict[str, tuple[Partner, ...]]:
    store: dict[str, tuple[Partner, ...]] = env.__dict__.setdefault("vsc_partners", {})
    return store


def _facts(node: partner, docname: str) -> Partner:
    return Partner(
        key=node.get("key", ""),
        name=node[0].astext(),
        docname=docname,
        line=node.line or 0,
        ror=node["ror"],
        holdings=tuple(_holding(row) for row in node.findall(collection)),
    )


def _holding(row: collection) -> Holding:
    words = {part["slot"]: part.astext() for part in row.findall(slot)}
    return Holding(
        what=words["what"],
        number=row["number"],
        qualifier=row["qualifier"],
        unit=words.get("unit", ""),
        part_of=bool(row["part_of"]),
        held_at=row["held_at"],
        line=row.line or 0,
    )


def check_partners(app: Sphinx, env: BuildEnvironment) -> None:
    """On `env-check-consistency`: keys that two pages use, and keepers that are nowhere."""
    for language in dict.fromkeys(language_of(name, env.config) for name in _by_page(env)):
        first: dict[str, Partner] = {}
        found = partners(env, language)
        for one in found:
            other = first.setdefault(one.key, one) if one.key else one
            if other.docname != one.docname:
                warn(
                    Problem.PARTNER_TWICE,
                    f"The key {one.key!r} is also that of a partner on {other.docname!r}.",
                    location=(one.docname, one.line),
                )
        for one in found:
            for holding in one.holdings:
                if holding.held_at and holding.held_at not in first:
                    warn(
                        Problem.HELD_AT,
                        f"held-at names no partner: {holding.held_at!r}; "
                        + suggestion(holding.held_at, first),
                        location=(one.docname, holding.line),
                    )


def setup(app: Sphinx) -> None:
    """Register groups and cards."""
    app.add_directive("partner-cards", PartnerCards)
    app.add_directive("partner", PartnerCard)
    app.add_post_transform(Plate)
    app.add_env_collector(PartnerCollector)
    app.connect("env-check-consistency", check_partners)
