"""What editors paste: each page is looked at before it is parsed, and what would be published visibly wrong
is reported, with its line and what to write instead.

`kinds.py` lists what is looked for; `docs/editing.md` shows it. The page is published all the same.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from ext.reporting import warn

from .plain_words import install

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from .findings import Finding

#: Behind ext.languages, which begins the page, and before whoever changes its text.
FIRST = 2


def faults_of(app: Sphinx, docname: str, text: str) -> list[Finding]:
    """The faults of a page that is written in Markdown."""
    if PurePosixPath(app.env.doc2path(docname, base=False)).suffix != ".md":
        return []
    from .check import check  # Many patterns, which are needed where a page is read.
    from .known import known_names

    if not hasattr(app, "source_check_names"):  # All extensions are there by now.
        app.source_check_names = known_names(app.env.domains.sorted())  # type: ignore[attr-defined]
    return check(text, app.source_check_names)  # type: ignore[attr-defined]


def report_faults(app: Sphinx, docname: str, source: list[str]) -> None:
    """Report the faults of a page, once for all its languages (source-read)."""
    path = PurePosixPath(app.env.doc2path(docname, base=False))
    if path.with_suffix("").as_posix() != docname:
        return  # A counterpart: its faults are those of the page that it is made from.
    for finding in faults_of(app, docname, source[0]):
        warn(
            finding.kind.problem,
            finding.message,
            location=f"{app.env.doc2path(docname)}:{finding.line}",
        )


def show_faults(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """In `make live` alone, give the page what is reported of its source (html-page-context)."""
    if not app.config.site_show_messages or pagename not in app.env.all_docs:
        return
    path = Path(app.env.doc2path(pagename))
    shown = path.relative_to(app.srcdir).as_posix()
    context["source_faults"] = [
        (f"{shown}:{finding.line}", f"{finding.message} {finding.kind.problem.advice}")
        for finding in faults_of(app, pagename, path.read_text("utf-8-sig", "replace"))
    ]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the check."""
    # Behind ext.languages, which says the same thing once.
    app.connect("builder-inited", install, priority=900)
    app.connect("source-read", report_faults, priority=FIRST)
    app.connect("html-page-context", show_faults)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
