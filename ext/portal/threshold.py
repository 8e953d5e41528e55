"""Pages that are there in all languages at once: the choice of a language, and helpers for them.

Such a page is put together from one part per site language. A part is a small template, drawn
while the words of that language count; so a further language brings its own part along.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from babel import Locale
from ext.languages import in_language, site_languages
from sphinx.locale import _

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


class Part(NamedTuple):
    """One language's part of a page: its code, the direction of its text, and the part (HTML)."""

    code: str
    direction: str
    html: str


def home_of(language: str) -> str:
    """Docname of the home page in a language."""
    return f"{language}/index"


def part(app: Sphinx, language: str, template: str, **values: object) -> Part:
    """Draw the template ``portal/<template>.html`` in a language."""
    locale = Locale.parse(language, sep="-")
    name = locale.get_display_name(language) or language
    context = {"language": language, "language_name": name[0].upper() + name[1:], **values}
    with in_language(app, language):
        drawn = app.builder.templates.render(f"portal/{template}.html", context)
    return Part(language, locale.text_direction, drawn)


def site_names(app: Sphinx) -> list[str]:
    """Name of the site in every language."""
    names = []
    for language in site_languages(app.config):
        with in_language(app, language):
            names.append(str(_("Virtual Science Collections of Flanders")))
    return names


def threshold_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give the root page a label for each language (html-page-context)."""
    if pagename != app.config.root_doc:
        return
    codes = site_languages(app.config)
    context["threshold"] = [
        part(app, code, "threshold-label", href=context["pathto"](home_of(code)))
        for code in codes
    ]
    context["site_names"] = site_names(app)
    context["threshold_foot"] = [part(app, code, "threshold-foot") for code in codes]


def setup(app: Sphinx) -> None:
    """Connect the root page."""
    app.connect("html-page-context", threshold_context)
