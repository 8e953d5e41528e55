"""The page for addresses that do not exist: one, in all languages, at the root of the output.

A server shows it at any address, so its links begin with the path of the site. There is only one, because
Read the Docs serves one for the whole site.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sphinx.builders.html import StandaloneHTMLBuilder

from ext.languages import published_languages
from ext.portal.navigation import read_menus
from ext.portal.threshold import add_frame, home_of, part

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

PAGE = "404"
# After everything that puts relative links into the context.
LAST = 950


def base_path(address: str) -> str:
    """Path of the site, with a slash at both ends: ``/portal/`` of ``https://x.org/portal/``."""
    return f"{urlsplit(address).path.rstrip('/')}/"


def write_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write ``404.html`` (html-collect-pages), under the same name with every builder."""
    builder = app.builder
    if isinstance(builder, StandaloneHTMLBuilder) and builder.name in {"html", "dirhtml"}:
        context = {"title": "", "body": "", "toc": "", "meta": None}
        builder.handle_page(PAGE, context, f"{PAGE}.html", outfilename=builder.outdir / "404.html")
    return iter(())


def absolute_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Make the links absolute and draw a part for each language (html-page-context)."""
    builder = app.builder
    if pagename != PAGE or not isinstance(builder, StandaloneHTMLBuilder):
        return
    base = base_path(app.config.html_baseurl or "")

    def pathto(other: str, resource: bool = False) -> str:
        return base + (other if resource else builder.get_target_uri(other))

    context["pathto"] = pathto
    context["pageurl"] = None
    if app.config.html_favicon:
        context["favicon_url"] = pathto(f"_static/{Path(app.config.html_favicon).name}", True)
    context["threshold"] = [
        part(
            app,
            language,
            "not-found",
            home_href=pathto(home_of(language)),
            links=[
                {"title": entry.title, "href": pathto(entry.docname)}
                for menu in read_menus(builder, home_of(language))[:1]
                for entry in menu.entries
                if entry.docname
            ],
        )
        for language in published_languages(app)
    ]
    add_frame(app, context)


def setup(app: Sphinx) -> None:
    """Connect the page to the build."""
    app.connect("html-collect-pages", write_page)
    app.connect("html-page-context", absolute_context, priority=LAST)
