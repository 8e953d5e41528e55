"""What search engines read about the partners on a page: schema.org, as JSON-LD in the page's head."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ext.components.known_partners import partners_on
from ext.components.partners import short_name
from ext.linked_data import add_linked_data, filled

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from ext.components.known_partners import Partner


def organisation(partner: Partner, page: str | None) -> dict[str, Any]:
    """A partner as a ``ResearchOrganization`` (https://schema.org/ResearchOrganization).

    Fields without a value are left out.

    :param page: absolute address of the page with its card, if that is known
    """
    place = {"@type": "PostalAddress", "addressLocality": partner.place}
    short = short_name(partner.name)
    fields = {
        "@type": "ResearchOrganization",
        "@id": f"{page}#{partner.key}" if page and partner.key else "",
        "name": partner.name,
        "alternateName": short if short != partner.name else "",
        "url": partner.url,
        "sameAs": f"https://ror.org/{partner.ror}" if partner.ror else "",
        "address": place if partner.place else None,
    }
    return filled(fields)


def give_linked_data(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """On `html-page-context`: give ``linked_data`` to the template of that name."""
    if found := partners_on(app.env, pagename):
        page = context.get("canonical")
        add_linked_data(context, *(organisation(one, page) for one in found))


def setup(app: Sphinx) -> None:
    """Connect it to every page."""
    app.connect("html-page-context", give_linked_data)
