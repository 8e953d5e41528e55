"""What the site knows of each partner: collected from all pages, and compared.

`partners` makes it available to other blocks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from ext.components.blocks import slot, slots_of
from ext.components.collections import collection
from ext.components.pages import is_written
from ext.components.partners import partner
from ext.languages import language_of
from ext.per_page import PerPage
from ext.reporting import Problem, warn
from ext.yaml_lines import suggestion

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

# docutils' writer turns a class that begins like this into ``lang``.
MARK = "language-"


@dataclass(frozen=True)
class Holding:
    """One line of what a partner has.

    :param what: in words of the page's language
    :param number: None if it is unknown
    :param qualifier: exactly, about, more-than or unknown
    :param unit: in words; empty for specimens
    :param part_of: whether it is included in the line above it
    :param held_at: key of the partner that holds it; empty if it is this one
    :param line: of the page
    :param unit_language: that the unit is in, where it is not the page's
    :param as_of: the year of the figure
    """

    what: str
    number: int | None
    qualifier: str
    unit: str
    part_of: bool
    held_at: str
    line: int
    unit_language: str = ""
    as_of: int | None = None


@dataclass(frozen=True)
class Partner:
    """What a card says about a partner, in the language of its page.

    :param name_language: that the name is in, where it is not the page's
    :param url: of the partner's own site
    :param holds: the kinds of what it has, as in `ext.components.partners.KINDS`
    """

    key: str
    name: str
    docname: str
    line: int
    ror: str
    holdings: tuple[Holding, ...]
    name_language: str = ""
    url: str = ""
    place: str = ""
    holds: tuple[str, ...] = ()


#: The partners that each page shows.
_BY_PAGE: PerPage[tuple[Partner, ...]] = PerPage("vsc_partners")


def note_partners(app: Sphinx, doctree: nodes.document) -> None:
    """On `doctree-read`: note the partners on a page, after translation."""
    docname = app.env.docname
    if found := tuple(_facts(node, docname) for node in doctree.findall(partner)):
        _BY_PAGE.all(app.env)[docname] = found


def partners(env: BuildEnvironment, language: str | None) -> list[Partner]:
    """All partners on pages in a language, in the order of pages and cards."""
    return [
        found
        for docname, page in sorted(_BY_PAGE.all(env).items())
        for found in page
        if language_of(docname, env.config) == language
    ]


def partners_on(env: BuildEnvironment, docname: str) -> tuple[Partner, ...]:
    """The partners on one page."""
    return _BY_PAGE.all(env).get(docname, ())


def _facts(node: partner, docname: str) -> Partner:
    (title,) = (child for child in node.children if isinstance(child, nodes.title))
    links = (link.get("refuri", "") for link in title.findall(nodes.reference))
    return Partner(
        key=node.get("key", ""),
        name=title.astext(),
        docname=docname,
        line=node.line or 0,
        ror=node["ror"],
        holdings=tuple(_holding(row) for row in node.findall(collection)),
        name_language=_language(title),
        url=next((link for link in links if link.startswith(("https:", "http:"))), ""),
        place="".join(part.astext() for part in slots_of(node, "place")),
        holds=node["holds"],
    )


def _holding(row: collection) -> Holding:
    parts = {part["slot"]: part for part in row.findall(slot)}
    unit = parts.get("unit")
    table = row.parent.parent
    return Holding(
        what=parts["what"].astext(),
        number=row["number"],
        qualifier=row["qualifier"],
        unit=unit.astext() if unit else "",
        part_of=bool(row["part_of"]),
        held_at=row["held_at"],
        line=row.line or 0,
        unit_language=_language(unit) if unit else "",
        as_of=table.get("as_of") if isinstance(table, nodes.Element) else None,
    )


def _language(node: nodes.Element) -> str:
    """The language with which all words of a node are marked, because they are not translated."""
    for part in node.findall(nodes.Element):
        for name in part["classes"]:
            if name.startswith(MARK) and part.astext() == node.astext():
                return str(name.removeprefix(MARK))
    return ""


def check_partners(app: Sphinx, env: BuildEnvironment) -> None:
    """On `env-check-consistency`: report keys that two pages use, and holders that do not exist."""
    for language in dict.fromkeys(language_of(name, env.config) for name in _BY_PAGE.all(env)):
        first: dict[str, Partner] = {}
        found = partners(env, language)
        for one in found:
            other = first.setdefault(one.key, one) if one.key else one
            if other.docname != one.docname and is_written(env, one.docname):
                warn(
                    Problem.PARTNER_TWICE,
                    f"The key {one.key!r} is already used by a partner on {other.docname!r}.",
                    location=(one.docname, one.line),
                )
        for one in found:
            for holding in one.holdings:
                if holding.held_at and holding.held_at not in first:
                    warn(
                        Problem.HELD_AT,
                        f"'held-at' must be the key of a partner, not {holding.held_at!r}; "
                        + suggestion(holding.held_at, first),
                        location=(one.docname, holding.line),
                    )


def setup(app: Sphinx) -> None:
    """Register what is kept of pages."""
    _BY_PAGE.connect(app)
    app.connect("doctree-read", note_partners)
    app.connect("env-check-consistency", check_partners)
