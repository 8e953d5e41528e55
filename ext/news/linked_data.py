"""What search engines read of a news item or an event: schema.org, as JSON-LD in the page's head."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ext.news.items import Item, iso
from ext.news.pages import PAGES, language_name

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


def described(
    item: Item, title: str, summary: str, place: str, language: str, address: str | None
) -> dict[str, Any]:
    """An item as a ``NewsArticle`` or an ``Event`` of schema.org; empty fields are left out.

    :param language: BCP 47 tag
    :param address: absolute, of its page, if that is known
    """
    where = {"@type": "Place", "name": place, "address": item.address}
    fields = {"description": summary, "inLanguage": language, "url": address}
    if item.start:
        fields |= {
            "@type": "Event",
            "name": title,
            "startDate": iso(item.start),
            "endDate": iso(item.end) if item.end else None,
            "location": _filled(where) if place or item.address else None,
        }
    else:
        fields |= {
            "@type": "NewsArticle",
            "headline": title,
            "datePublished": item.day and iso(item.day),
            "author": {"@type": "Person", "name": item.author} if item.author else None,
        }
    return _filled(fields)


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def give_linked_data(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add an item to ``linked_data`` (html-page-context)."""
    page = PAGES.all(app.env).get(pagename)
    if page is None:
        return
    title = app.env.titles[pagename].astext()
    language = language_name(app, pagename)[0] or context["language"]
    address = context.get("canonical")
    found = described(page.item, title, page.summary, page.place, language, address)
    data = context.get("linked_data") or {"@context": "https://schema.org", "@graph": []}
    context["linked_data"] = {**data, "@graph": [*data["@graph"], found]}


def setup(app: Sphinx) -> None:
    """Connect it behind the rooms that begin the linked data of a page."""
    app.connect("html-page-context", give_linked_data, priority=550)
