"""The page for addresses that do not exist: in the first language at the root, in others in their folders.

A server shows it at any address, so its links begin with the path of the site. Read the Docs and others
only know the one at the root; there its script shows that of the address's language, or leads on.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.locale import _

from ext.languages import language_of, published_languages, site_languages
from ext.portal.threshold import home_of, part

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

PAGE = "404"
TEMPLATE = "404.html"
# Before everything that puts links into the context, and after it.
FIRST, LAST = 0, 950


def base_path(address: str) -> str:
    """Path of the site, with a slash at both ends: ``/portal/`` of ``https://x.org/portal/``."""
    return f"{urlsplit(address).path.rstrip('/')}/"


def write_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write ``404.html`` in each language (html-collect-pages)."""
    builder = app.builder
    if isinstance(builder, StandaloneHTMLBuilder) and builder.name in {"html", "dirhtml"}:
        for number, language in enumerate(site_languages(app.config)):
            code = language.code
            context = {"title": "", "body": "", "toc": "", "meta": None}
            path = builder.outdir / (code if number else ".") / TEMPLATE
            path.parent.mkdir(exist_ok=True)
            builder.handle_page(f"{code}/{PAGE}", context, TEMPLATE, outfilename=path)
    return iter(())


def absolute_links(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Let all that is put into the context link from the root (html-page-context)."""
    builder = app.builder
    if templatename != TEMPLATE or not isinstance(builder, StandaloneHTMLBuilder):
        return
    base = base_path(app.config.html_baseurl or "")

    def pathto(other: str, resource: bool = False) -> str:
        return base + (other if resource else builder.get_target_uri(other))

    context["pathto"] = pathto
    context["title"] = _("Page not found")


def add_languages(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Link the homes, and say in the other languages what is wrong (html-page-context)."""
    if templatename != TEMPLATE:
        return
    pathto, own = context["pathto"], language_of(pagename, app.config)
    homes = {language.tag: pathto(home_of(language)) for language in site_languages(app.config)}
    context["home_href"] = homes[context["language"]]
    context["languages"] = [item | {"href": homes[item["code"]]} for item in context["languages"]]
    context["elsewhere"] = [
        part(app, language, "not-found-elsewhere", href=homes[language.tag])
        for language in published_languages(app)
        if language.code != own
    ]
    context["folder"] = own
    context["folders"] = " ".join(language.code for language in site_languages(app.config))
    context["pageurl"] = None
    # It has the search button.
    context["csp_wasm"] = bool(context.get("search_folder"))
    if app.config.html_favicon:
        context["favicon_url"] = pathto(
            f"_static/{app.config.html_favicon.rpartition('/')[2]}", True
        )


def setup(app: Sphinx) -> None:
    """Connect the page to the build."""
    app.connect("html-collect-pages", write_pages)
    app.connect("html-page-context", absolute_links, priority=FIRST)
    app.connect("html-page-context", add_languages, priority=LAST)
