"""What search engines read of a news item or an event: schema.org, as JSON-LD in the page's head."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ext.days import iso
from ext.news.pages import PAGES, source_language

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from ext.news.pages import Page


def described(page: Page, title: str) -> dict[str, Any]:
    """An item as https://schema.org/NewsArticle or https://schema.org/Event; fields may be empty."""
    item = page.item
    if item.start:
        where = {"@type": "Place", "name": page.place, "address": item.address}
        return {
            "@type": "Event",
            "name": title,
            "startDate": iso(item.start),
            "endDate": iso(item.end) if item.end else None,
            "location": filled(where) if page.place or item.address else None,
        }
    return {
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": iso(item.first_day),
        "author": {"@type": "Person", "name": item.author} if item.author else None,
    }


def filled(fields: dict[str, Any]) -> dict[str, Any]:
    """These fields without the empty ones."""
    return {name: value for name, value in fields.items() if value}


def give_linked_data(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add an item to ``linked_data``, with its address if that is known (html-page-context)."""
    if page := PAGES.all(app.env).get(pagename):
        found = {
            **described(page, app.env.titles[pagename].astext()),
            "description": page.summary,
            "inLanguage": source_language(app, pagename)[0] or context["language"],
            "url": context.get("canonical"),
        }
        data = context.get("linked_data") or {"@context": "https://schema.org", "@graph": []}
        context["linked_data"] = {**data, "@graph": [*data["@graph"], filled(found)]}


def setup(app: Sphinx) -> None:
    """Connect it behind the rooms that begin the linked data of a page."""
    app.connect("html-page-context", give_linked_data, priority=550)
