"""What a template knows about the languages of its page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sphinx.util.osutil import relative_uri

from .drafts import is_draft, published_languages
from .internals.active_locale import active_locale
from .internals.borrowed_titles import title_language
from .internals.discovery import pages_of
from .internals.numbering import home_of
from .page_state import site_state
from .sections import align, sections_of
from .settings import catalog_folders, language_of, site_languages

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from ..catalogs.catalog import CatalogFile
    from .pages import Page


def add_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """`html-page-context`: the names that `docs/languages.md` lists."""
    builder, pages = app.builder, pages_of(app)
    languages = {language.code: language for language in site_languages(app.config)}
    own = language_of(pagename, app.config)
    language = languages[own or active_locale(app).base]
    versions = pages.versions(pagename)
    here = builder.get_target_uri(pagename)

    def link(docname: str) -> str:
        there = builder.get_target_uri(docname)
        return relative_uri(here, there) or there.rpartition("/")[2] or "./"

    homes = {code: home_of(app, code) for code in languages}
    base = app.config.html_baseurl

    def address(docname: str) -> str | None:
        return base.rstrip("/") + "/" + builder.get_target_uri(docname) if base else None

    page = pages.get(pagename)
    translation = None
    if page and page.is_counterpart:
        kept = site_state(app.env).page(pagename)
        source = languages[page.source.partition("/")[0]]
        catalogs = catalogs_of_page(app, page)
        translation = {
            "done": kept.done,
            "revised": kept.revised,
            "total": kept.total,
            "source_code": source.tag,
            "source_name": source.name_in(language.code),
            "source_href": link(page.source),
            "catalog": next((c for c in catalogs if c.path.is_file()), catalogs[0]).shown,
        }
    untranslated = is_untranslated(app, pagename)
    held_back = own is not None and is_draft(app, languages[own])
    context.update(
        language=language.tag,
        text_direction=language.direction,
        languages=[
            {
                "code": other.tag,
                "name": other.name,
                "direction": other.direction,
                "href": link(versions.get(other.code, homes[other.code])),
                "current": other.code == own,
                "sections": _sections(app, pagename, versions.get(other.code)),
            }
            for other in languages.values()
            if other.code == own or not is_draft(app, other)
        ],
        home_docname=homes[language.code],
        home_href=link(homes[language.code]),
        translation=translation,
        made_from=files_of(app, pagename),
        improve_href=_improve_href(app, page) if page else None,
        canonical=address(page.source if untranslated else pagename) if page else None,
        alternates=[]
        if untranslated or held_back or not base
        else _alternates(app, pagename, address),
        noindex=untranslated or held_back,
        title_language=title_language(app, pagename),
    )
    if untranslated:
        context["pageurl"] = context["canonical"]  # Where themes look for it.


def catalogs_of_page(app: Sphinx, page: Page) -> list[CatalogFile]:
    """Where the catalogs of a counterpart are, or would be."""
    assert page.language is not None
    return catalog_folders(app).files(page.language, *pages_of(app).catalogs(page))


def files_of(app: Sphinx, docname: str) -> list[str]:
    """The files that a page is made from, as paths in the site: its source first, then its catalogs."""
    page = pages_of(app).get(docname)
    catalogs = catalogs_of_page(app, page) if page and page.is_counterpart else ()
    found = [file.shown for file in catalogs if file.path.is_file()]
    return [page.path, *found] if page else []


def edit_the_source(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """`html-page-context`, after the theme: "edit this page" opens the file that a counterpart is made from.

    pydata-sphinx-theme makes its address from the docname.
    """
    page, edit = pages_of(app).get(pagename), context.get("get_edit_provider_and_url")
    if edit is None or page is None or not page.is_counterpart:
        return

    def edit_source() -> tuple[str, str]:
        provider, address = edit()
        return provider, address.replace(f"{pagename}{context['page_source_suffix']}", page.path)

    context["get_edit_provider_and_url"] = edit_source


def _improve_href(app: Sphinx, page: Page) -> str | None:
    """Where a page is improved, by the patterns of conf.py: at its catalog, if it has one, else at its source."""
    path, *catalogs = files_of(app, page.docname)
    config, values = app.config, {"path": (catalogs or [path])[0]}
    pattern = config.site_source_url
    if catalogs and config.site_translation_url:
        pattern = config.site_translation_url
        values |= {"language": str(page.language), "catalog": page.catalog}
    for name, value in values.items():
        pattern = pattern.replace(f"{{{name}}}", quote(value))
    return pattern or None


def is_untranslated(app: Sphinx, docname: str) -> bool:
    """Whether the page *docname* is a counterpart that shows nothing but its source."""
    page = pages_of(app).get(docname)
    if page is None or not page.is_counterpart:
        return False
    kept = site_state(app.env).page(docname)
    return kept.total > 0 and kept.done == kept.revised == 0


def _alternates(
    app: Sphinx, docname: str, address: Callable[[str], str | None]
) -> list[tuple[str, str | None]]:
    """The versions of a page that really are in their language, with their addresses.

    ``x-default`` is the root for home pages, else the page in the language that it was written in.
    """
    pages = pages_of(app)
    page, versions = pages.get(docname), pages.versions(docname)
    if page is None or page.language is None:
        return []
    found = [
        (language.tag, address(versions[language.code]))
        for language in published_languages(app)
        if language.code in versions and not is_untranslated(app, versions[language.code])
    ]
    is_home = docname == home_of(app, page.language)
    default = app.languages_root if is_home else page.group  # type: ignore[attr-defined]
    return [*found, ("x-default", address(default))]


def _sections(app: Sphinx, docname: str, other: str | None) -> dict[str, str]:
    """Where each section of a hand-written page is in *other*, if that is hand-written too.

    A page and its counterpart from a catalog have the same anchors.
    """
    pages = pages_of(app)
    if other is None or other == docname or other not in pages.by_docname:
        return {}
    if pages.by_docname[docname].source == pages.by_docname[other].source:
        return {}
    return align(sections_of(app.env, docname), sections_of(app.env, other))
