"""Pages in all languages at once: the choice of a language, and helpers for such pages.

Such a page consists of one part per site language. A part is a small template, drawn with the words of
that language; so another language brings its own part with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx.locale import _

from ext.languages import Language, in_language, published_languages

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


class Part(NamedTuple):
    """One language's part of a page: its tag, the direction of its text, and the part (HTML)."""

    code: str
    direction: str
    html: str


def home_of(language: Language) -> str:
    """Docname of the home page in a language."""
    return f"{language.code}/index"


def part(app: Sphinx, language: Language, template: str, **values: object) -> Part:
    """Draw the template ``portal/<template>.html`` in a language."""
    context = {"language": language.tag, "language_name": language.name, **values}
    with in_language(app, language.code):
        drawn = app.builder.templates.render(f"portal/{template}.html", context)
    return Part(language.tag, language.direction, drawn)


def site_names(app: Sphinx) -> list[str]:
    """Name of the site in every language."""
    names = []
    for language in published_languages(app):
        with in_language(app, language.code):
            names.append(str(_("Virtual Science Collections of Flanders")))
    return names


class Threshold:
    """The root page. Its docname is noted early, since `root_doc` follows the language during writing."""

    def __init__(self) -> None:
        self._root = ""

    def note_root(self, app: Sphinx) -> None:
        """Note the docname of the root page (builder-inited)."""
        self._root = app.config.root_doc

    def add_to_context(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Give the root page a label for each language (html-page-context)."""
        if pagename != self._root:
            return
        context["threshold"] = [
            part(app, language, "threshold-label", href=context["pathto"](home_of(language)))
            for language in published_languages(app)
        ]
        add_frame(app, context)


def add_frame(app: Sphinx, context: dict[str, Any]) -> None:
    """Give a page in all languages its foot and its name."""
    context["site_names"] = site_names(app)
    context["threshold_foot"] = [
        part(app, language, "threshold-foot") for language in published_languages(app)
    ]


def setup(app: Sphinx) -> None:
    """Connect the root page."""
    threshold = Threshold()
    app.connect("builder-inited", threshold.note_root)
    app.connect("html-page-context", threshold.add_to_context)
