"""What a template knows of the languages of its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.util.osutil import relative_uri

from .internals.discovery import pages_of
from .internals.numbering import home_of
from .internals.writing import speech_of
from .memory import memory
from .settings import language_of, site_languages

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


def add_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """`html-page-context`: the names that `docs/developing.md` lists."""
    builder, pages = app.builder, pages_of(app)
    languages = {language.code: language for language in site_languages(app.config)}
    own = language_of(pagename, app.config)
    language = languages[own or speech_of(app).base]
    versions = pages.versions(pagename)
    here = builder.get_target_uri(pagename)

    def link(docname: str) -> str:
        return relative_uri(here, builder.get_target_uri(docname)) or "./"

    homes = {code: home_of(app, code) for code in languages}
    base = app.config.html_baseurl

    def address(docname: str) -> str | None:
        return base.rstrip("/") + "/" + builder.get_target_uri(docname) if base else None

    page = pages.get(pagename)
    translation = None
    if page and page.is_counterpart:
        kept = memory(app.env).page(pagename)
        source = languages[page.source.partition("/")[0]]
        translation = {
            "done": kept.done,
            "total": kept.total,
            "source_code": source.tag,
            "source_name": source.name_in(language.code),
            "source_href": link(page.source),
        }
    untranslated = translation is not None and translation["done"] == 0 and translation["total"]
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
            }
            for other in languages.values()
        ],
        home_docname=homes[language.code],
        home_href=link(homes[language.code]),
        translation=translation,
        canonical=address(page.source if page and untranslated else pagename) if page else None,
        alternates=[] if untranslated else _alternates(app, versions, address),
    )


def _alternates(app: Sphinx, versions: dict[str, str], address: Any) -> list[tuple[str, str]]:
    """The versions of a page that are in the language that they say, with their addresses."""
    if not app.config.html_baseurl:
        return []
    found = []
    for language in site_languages(app.config):
        docname = versions.get(language.code)
        if docname is None:
            continue
        page = pages_of(app).get(docname)
        kept = memory(app.env).page(docname)
        if page and page.is_counterpart and not kept.done and kept.total:
            continue
        found.append((language.tag, address(docname)))
    return found
