"""What others read of news and events: linked data, and a feed of each language (Atom, RFC 4287).

Addresses are absolute where the site knows its own; else the feed's are relative, and linked data has none.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from ext.days import iso
from ext.files import write_whole
from ext.languages import in_language, language_of, site_languages
from ext.ledger import EVERY_PAGE, publishes, shows
from ext.linked_data import add_linked_data, filled
from ext.news.items import chosen
from ext.news.pages import ITEMS, items, source_language, today

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: The file of a feed, in the folder of its language, and its items, at most.
FEED, LIMIT = "feed.xml", 20


def find_feeds(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Find what feeds have: news, and events with a date of their own (env-get-updated)."""
    app.news_feeds = {}  # type: ignore[attr-defined]
    for language in site_languages(app.config):
        dated = {name: one for name, one in items(app, language.code).items() if one.day}
        news = {name: one._replace(start=None) for name, one in dated.items()}
        if names := chosen(news, today(app), limit=LIMIT):
            app.news_feeds[language.code] = names  # type: ignore[attr-defined]
    return shows(app, "feeds", {EVERY_PAGE: list(app.news_feeds)})  # type: ignore[attr-defined]


def write_feeds(app: Sphinx, error: Exception | None) -> None:
    """Write the feeds (build-finished)."""
    if error is not None or app.builder.name not in {"html", "dirhtml"}:
        return
    feeds: dict[str, list[str]] = app.news_feeds  # type: ignore[attr-defined]
    publishes(app, "news", [f"{code}/{FEED}" for code in feeds])
    base = app.config.html_baseurl

    def identifier(name: str) -> str:
        """One that stays the same wherever the site is published."""
        return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{app.config.project}/{name}')}"

    values = {
        "root": f"{base.rstrip('/')}/" if base else "../",
        "base": base,
        "author": app.config.author,
        "titles": app.env.titles,
        "items": ITEMS.all(app.env),
        "identifier": identifier,
        "address_of": app.builder.get_target_uri,
        "source_of": partial(source_language, app),
    }
    for language in [one for one in site_languages(app.config) if one.code in feeds]:
        file, names = f"{language.code}/{FEED}", feeds[language.code]
        with in_language(app, language.code):
            values |= {"language": language, "file": file, "names": names}
            text = app.builder.templates.render("components/news-feed.xml", values)
        write_whole(Path(app.outdir, file), text.encode())


def add_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give a page the feed of its language, and an item its linked data (html-page-context)."""
    code = language_of(pagename, app.config)
    if code in app.news_feeds:  # type: ignore[attr-defined]
        context["news_feed"] = context["pathto"](f"{code}/{FEED}", 1)
    if item := ITEMS.all(app.env).get(pagename):
        source, title = source_language(app, pagename), app.env.titles[pagename].astext()
        where = {"@type": "Place", "name": item.place, "address": item.address}
        fields = {
            "@type": "Event" if item.start else "NewsArticle",
            "name" if item.start else "headline": title,
            "startDate": item.start and iso(item.start),
            "endDate": item.end and iso(item.end),
            "location": filled(where) if item.place or item.address else None,
            "datePublished": iso(item.first_day) if not item.start else None,
            "author": item.author and not item.start and {"@type": "Person", "name": item.author},
            "description": item.summary,
            "inLanguage": source.tag if source else context["language"],
            "url": context.get("canonical"),
        }
        add_linked_data(context, filled(fields))
