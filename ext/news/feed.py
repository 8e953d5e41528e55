"""A feed of each language: Atom (https://www.rfc-editor.org/rfc/rfc4287).

Its addresses are absolute where the site knows its own, and relative to the feed elsewhere.
"""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from sphinx.locale import _

from ext.days import iso
from ext.files import write_whole
from ext.languages import in_language, language_of, site_languages
from ext.ledger import EVERY_PAGE, publishes, shows
from ext.news.items import Choice, chosen
from ext.news.pages import PAGES, items, source_language, today

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ext.languages import Language

#: The items of a feed, at most.
LIMIT = 20
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def in_feed(app: Sphinx, language: str) -> list[str]:
    """What the feed of a language has, the latest first: news, and events with a date of their own."""
    dated = {name: item for name, item in items(app, language).items() if item.day}
    news = {name: item._replace(start=None) for name, item in dated.items()}
    return chosen(news, Choice(limit=LIMIT), today(app))


def file_of(language: str) -> str:
    """The file of a feed, below the output."""
    return f"{language}/feed.xml"


def find_feeds(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Find the languages that have a feed, since the head of each page names it (env-get-updated)."""
    found = [one for one in site_languages(app.config) if in_feed(app, one.code)]
    app.news_feeds = found  # type: ignore[attr-defined]
    return shows(app, "feeds", {EVERY_PAGE: found})


def link_feed(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give a page the address of its language's feed, as ``news_feed`` (html-page-context)."""
    language = language_of(pagename, app.config)
    if language in [one.code for one in app.news_feeds]:  # type: ignore[attr-defined]
        context["news_feed"] = context["pathto"](file_of(language), 1)


def write_feeds(app: Sphinx, error: Exception | None) -> None:
    """Write the feeds (build-finished)."""
    if error is not None or app.builder.name not in {"html", "dirhtml"}:
        return
    feeds = app.news_feeds  # type: ignore[attr-defined]
    publishes(app, "news", [file_of(one.code) for one in feeds])
    for language in feeds:
        with in_language(app, language.code):
            write_whole(Path(app.outdir, file_of(language.code)), _feed(app, language))


def _feed(app: Sphinx, language: Language) -> bytes:
    base, here, names = app.config.html_baseurl, file_of(language.code), in_feed(app, language.code)
    site = str(_("Virtual Science Collections of Flanders"))

    def add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
        element = ET.SubElement(parent, tag, attributes)
        element.text = text or None
        return element

    def begin(element: ET.Element, name: str, title: str, updated: str, target: str) -> None:
        """Add what a feed and its entries both have."""
        # It stays the same wherever the site is published.
        add(element, "id", f"urn:uuid:{uuid5(NAMESPACE_URL, f'{app.config.project}/{name}')}")
        add(element, "title", title)
        add(element, "updated", updated)
        address = f"{base.rstrip('/')}/" if base else "../"
        address += app.builder.get_target_uri(target)
        add(element, "link", rel="alternate", type="text/html", href=address)

    def published(name: str) -> str:
        day = PAGES.all(app.env)[name].item.day
        assert day is not None, "only dated pages are in a feed"
        return iso(datetime.combine(day, time()))

    root = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", LANG: language.tag})
    title = f"{site}: {_('News')}"
    begin(root, here, title, published(names[0]), f"{language.code}/index")
    add(root, "link", rel="self", href=f"{base.rstrip('/')}/{here}" if base else "feed.xml")
    add(add(root, "author"), "name", app.config.author or site)
    for name in names:
        page, tag = PAGES.all(app.env)[name], source_language(app, name)[0]
        entry = ET.SubElement(root, "entry", {LANG: tag} if tag else {})
        begin(entry, name, app.env.titles[name].astext(), published(name), name)
        add(entry, "published", published(name))
        if page.item.author:
            add(add(entry, "author"), "name", page.item.author)
        if page.summary:
            add(entry, "summary", page.summary)
    ET.indent(root)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def setup(app: Sphinx) -> None:
    """Connect the feeds to the build."""
    app.connect("env-get-updated", find_feeds)
    app.connect("html-page-context", link_feed)
    app.connect("build-finished", write_feeds)
