"""In `make live` alone: which message each block comes from, and where a translation is corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

SHEET = "css/live.css"
#: Before the sheets are collected (layout, 900).
EARLY = 800


def live_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give a page the panel for translators (html-page-context)."""
    context["show_messages"] = app.config.site_show_messages


def add_sheet(app: Sphinx) -> None:
    """Add the style of the panel (builder-inited)."""
    if app.config.site_show_messages and hasattr(app.builder, "add_css_file"):
        app.builder.add_css_file(SHEET)


def setup(app: Sphinx) -> None:
    """Connect the panel, which the published site does not have."""
    app.connect("builder-inited", add_sheet)
    app.connect("html-page-context", live_context, priority=EARLY)
