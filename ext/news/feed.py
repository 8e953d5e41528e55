"""A feed of each language: Atom (https://www.rfc-editor.org/rfc/rfc4287), written from what pages left.

Its addresses are absolute where the site knows its own, and relative to the feed elsewhere.
"""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.locale import _

from ext.files import write_whole
from ext.languages import in_language, language_of, site_languages
from ext.ledger import EVERY_PAGE, publishes, shows
from ext.news.items import Choice, chosen, iso
from ext.news.pages import PAGES, items, language_name, today

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: The items of a feed, at most.
LIMIT = 20
BUILDERS = frozenset({"html", "dirhtml"})
ATOM = "http://www.w3.org/2005/Atom"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def in_feed(app: Sphinx, language: str) -> list[str]:
    """The items of the feed of a language, the latest first: news, and events that say when they were announced."""
    found = {
        name: item._replace(start=None, end=None)
        for name, item in items(app, language).items()
        if item.day
    }
    return chosen(found, Choice(limit=LIMIT), today(app))


def name_of(language: str) -> str:
    """The file of a feed, below the output."""
    return f"{language}/feed.xml"


def find_feeds(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Find the languages that have a feed, since the head of each page names it (env-get-updated)."""
    codes = [language.code for language in site_languages(app.config)]
    app.news_feeds = [code for code in codes if in_feed(app, code)]  # type: ignore[attr-defined]
    return shows(app, "feeds", {EVERY_PAGE: app.news_feeds})  # type: ignore[attr-defined]


def link_feed(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give a page the feed of its language, as ``news_feed`` (html-page-context)."""
    language = language_of(pagename, app.config)
    if language in app.news_feeds:  # type: ignore[attr-defined]
        href = context["pathto"](name_of(language), 1)
        context["news_feed"] = {"href": href, "title": _("News")}


def write_feeds(app: Sphinx, error: Exception | None) -> None:
    """Write the feeds (build-finished)."""
    if error is not None or app.builder.name not in BUILDERS:
        return
    codes = app.news_feeds  # type: ignore[attr-defined]
    publishes(app, "news", map(name_of, codes))
    for language in site_languages(app.config):
        if language.code in codes:
            with in_language(app, language.code):
                feed = _feed(app, language.code, language.tag)
            write_whole(Path(app.outdir, name_of(language.code)), feed)


def _feed(app: Sphinx, language: str, tag: str) -> bytes:
    builder, env, here = app.builder, app.env, name_of(language)
    assert isinstance(builder, StandaloneHTMLBuilder)
    base = app.config.html_baseurl

    def address(target: str) -> str:
        return f"{base.rstrip('/')}/{target}" if base else f"../{target}"

    names = in_feed(app, language)
    site = str(_("Virtual Science Collections of Flanders"))
    root = ET.Element("feed", {"xmlns": ATOM, LANG: tag})
    _add(root, "id", _id(app, here))
    _add(root, "title", f"{site}: {_('News')}")
    _add(root, "updated", _updated(app, names[0]))
    _add(ET.SubElement(root, "author"), "name", app.config.author or site)
    ET.SubElement(root, "link", {"rel": "self", "href": address(here)})
    home = address(builder.get_target_uri(f"{language}/index"))
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": home})
    for name in names:
        page = PAGES.all(env)[name]
        source, _name = language_name(app, name)
        entry = ET.SubElement(root, "entry", {LANG: source} if source else {})
        _add(entry, "id", _id(app, name))
        _add(entry, "title", env.titles[name].astext())
        _add(entry, "updated", _updated(app, name))
        _add(entry, "published", _updated(app, name))
        if page.item.author:
            _add(ET.SubElement(entry, "author"), "name", page.item.author)
        href = address(builder.get_target_uri(name))
        ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": href})
        if page.summary:
            _add(entry, "summary", page.summary)
    ET.indent(root)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _id(app: Sphinx, name: str) -> str:
    """An identifier that stays the same wherever the site is published."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{app.config.project}/{name}')}"


def _updated(app: Sphinx, docname: str) -> str:
    day = PAGES.all(app.env)[docname].item.day
    assert day is not None
    return iso(datetime.combine(day, time()))


def setup(app: Sphinx) -> None:
    """Connect the feeds to the build."""
    app.connect("env-get-updated", find_feeds)
    app.connect("html-page-context", link_feed)
    app.connect("build-finished", write_feeds)
