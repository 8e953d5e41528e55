"""How pages are found and shared: the sitemap, and what networks and search engines read about a page.

All of it needs the address of the site (`html_baseurl`), and is left out without one. Networks show a
picture for each language, `cards/<code>.png` in a folder of static files, if it exists.

Setting in conf.py:

- `sharing_locales`: the territory of a language, as networks write it: ``{"nl": "nl_BE"}``. By default,
  the most likely one: ``nl_NL``.
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import imagesize  # type: ignore[import-untyped]
from babel.core import get_global
from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.locale import _

from ext.files import write_whole
from ext.languages import language_of, site_languages
from ext.ledger import EVERY_PAGE, publishes, shows
from ext.linked_data import add_linked_data
from ext.published import pages
from ext.reporting import Problem, warn
from ext.sharing.linked_data import breadcrumbs, web_site
from ext.sharing.listing import robots, sitemap

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

BUILDERS = frozenset({"html", "dirhtml"})
#: In the metadata of a page that can be searched: the name of its field.
SEARCH = "search-action"
#: After the parts of the frame (500), and after anything that adds linked data to a page (500).
BEHIND = 600
#: After everything that changes written pages.
LATE = 910
SOFT_HYPHEN = "\u00ad"
TAG = re.compile(r"<[^<>]*>")


def share(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give a page what networks show of it, and where it belongs (html-page-context)."""
    if app.builder.name not in BUILDERS or not context.get("canonical") or doctree is None:
        return
    names = context.get("site_names") or [str(_("Virtual Science Collections of Flanders"))]
    title = _plain(context.get("title", "")) or names[0]
    if context.get("threshold"):
        title = " · ".join(names)
    base = app.config.html_baseurl.rstrip("/")
    language = language_of(pagename, app.config) or site_languages(app.config)[0].code
    card = app.sharing_cards.get(language, {})  # type: ignore[attr-defined]
    context["share"] = {
        "title": title,
        "site": names[0],
        "description": _description(doctree),
        "locale": None if context.get("noindex") else _locale(app, pagename, context["language"]),
        "other_locales": [
            _locale(app, "", tag)
            for tag, _address in context.get("alternates", [])
            if tag not in {"x-default", context["language"]}
        ],
        # One for each language: where a page is shared, its title and its words are beside it.
        "image": f"{base}/{card['path']}" if card else None,
        "width": card.get("width"),
        "height": card.get("height"),
    }
    if language_of(pagename, app.config) and not context.get("noindex"):
        _add_linked_data(app, pagename, context, title, names[0])


def find_cards(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Find the card of each language, since every page states where it is (env-get-updated)."""
    found: dict[str, dict[str, Any]] = {}
    for folder in app.config.html_static_path:
        for path in sorted(Path(app.confdir, folder, "cards").glob("*.png")):
            width, height = imagesize.get(path) if path.is_file() else (-1, -1)
            if width < 1:
                warn(Problem.PICTURE, "This card is not a picture.", location=f"{path}:1")
                continue
            place = f"_static/cards/{path.name}"
            found[path.stem] = {"path": place, "width": str(width), "height": str(height)}
    app.sharing_cards = found  # type: ignore[attr-defined]
    return shows(app, "sharing", {EVERY_PAGE: found})


def _add_linked_data(
    app: Sphinx, pagename: str, context: dict[str, Any], title: str, name: str
) -> None:
    """Describe the site, on a home page; on others, the path to the page."""
    here = context["canonical"]
    if pagename == context["home_docname"]:
        found = web_site(name, here, context["language"], _search_address(app, pagename))
    else:
        home = urljoin(here, context["home_href"])
        parents = [
            (_plain(parent["title"]), urljoin(here, parent["link"]))
            for parent in context.get("parents", [])
        ]
        found = breadcrumbs([(name, home), *parents, (title, here)])
    add_linked_data(context, found)


def _search_address(app: Sphinx, home: str) -> str | None:
    """The address where specimens are searched, in the language of a home page."""
    language = language_of(home, app.config)
    for docname, marks in sorted(app.env.metadata.items()):
        if SEARCH in marks and language_of(docname, app.config) == language:
            address = app.builder.get_target_uri(docname)
            base = app.config.html_baseurl.rstrip("/")
            return f"{base}/{address}?{marks[SEARCH]}={{search_term_string}}"
    return None


def _plain(title: str) -> str:
    """A title without markup and without places to break."""
    words = unescape(TAG.sub("", title))
    return " ".join(words.replace(SOFT_HYPHEN, "").split())


def _description(doctree: nodes.document) -> str:
    """The description of a page, in its language; empty without one."""
    found = (one for one in doctree.findall(nodes.meta) if one.get("name") == "description")
    return next((str(one.get("content", "")) for one in found), "")


def _locale(app: Sphinx, pagename: str, tag: str) -> str | None:
    """A language with its territory: ``nl_BE``. None for a page without a language."""
    if pagename and not language_of(pagename, app.config):
        return None
    code = tag.replace("-", "_")
    likely = str(get_global("likely_subtags").get(code, code))
    parts = likely.split("_")
    return str(app.config.sharing_locales.get(code) or f"{parts[0]}_{parts[-1]}")


def list_pages(app: Sphinx, error: Exception | None) -> None:
    """Write the sitemap, from the written pages (build-finished)."""
    builder, outdir = app.builder, Path(app.outdir)
    if error is not None or not isinstance(builder, StandaloneHTMLBuilder):
        return
    if builder.name not in BUILDERS:
        return
    base = app.config.html_baseurl
    known = {builder.get_output_path(name).relative_to(outdir) for name in app.env.found_docs}
    heads = [page.head for page in pages(app).values() if Path(page.name) in known] if base else []
    files = {"sitemap.xml": sitemap(heads), "robots.txt": robots(base)} if base else {}
    texts = {name: text for name, text in files.items() if text is not None}
    publishes(app, "sharing", texts)
    for name, text in texts.items():
        write_whole(outdir / name, text.encode())


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the setting and connect the room to the build."""
    app.add_config_value("sharing_locales", {}, "html", types=(dict,))
    app.connect("env-get-updated", find_cards)
    app.connect("html-page-context", share, priority=BEHIND)
    app.connect("build-finished", list_pages, priority=LATE)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
