"""What the layout needs and what it omits: style sheets, scripts, search, contents."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from ext.languages import disconnect

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

# The theme links its own sheets, in a block that also adds its scripts.
THEME_SHEETS = ("_static/basic.css", "_static/styles/pydata-sphinx-theme.css")
# There is no code to highlight on the portal.
UNUSED_SHEETS = frozenset({"pygments.css"})
OWN_SCRIPTS = "_static/js"
# After the handlers of the theme (500) and of ext.languages, which this one corrects.
LATE = 900


def without_search(app: Sphinx) -> None:
    """Switch off Sphinx's search page and index, which support only one language, and the theme's colours
    for code, whose sheet each build writes again (builder-inited).
    """
    disconnect(app, "build-finished", "overwrite_pygments_css")
    if hasattr(app.builder, "search"):
        app.builder.search = False


def frame_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give a page the sheets and scripts that it uses, and no others (html-page-context)."""
    context["theme_sheets"] = THEME_SHEETS
    context["css_files"] = [
        sheet for sheet in context["css_files"] if _path_of(sheet).name not in UNUSED_SHEETS
    ]
    context["script_files"] = [
        script for script in context["script_files"] if _path_of(script).is_relative_to(OWN_SCRIPTS)
    ]
    context["pageurl"] = context.get("canonical")
    context["show_toc"] = is_true((context.get("meta") or {}).get("toc"))


def is_true(value: object) -> bool:
    """Whether a value in the front matter is true; Sphinx keeps such values as text."""
    return str(value).strip().lower() == "true"


def _path_of(asset: object) -> PurePosixPath:
    """Path of a style sheet or script; the empty path for a script that is in the page."""
    return PurePosixPath(str(getattr(asset, "filename", asset) or ""))


def setup(app: Sphinx) -> None:
    """Connect the two handlers."""
    app.connect("builder-inited", without_search)
    app.connect("html-page-context", frame_context, priority=LATE)
