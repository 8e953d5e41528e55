"""Check the source of each page before it is parsed, for what editors paste or type wrong: each error that
would be visible on the site is reported, with its line and what to write instead.

`kinds.py` lists what is looked for; `docs/editing.md` shows it. The page is still published.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ext.reporting import warn

from .plain_words import install

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from .findings import Finding

#: After ext.languages, which begins the page, and before anything that changes its text.
FIRST = 2


def faults_of(app: Sphinx, docname: str, text: str) -> list[Finding]:
    """The faults of a page written in Markdown."""
    if PurePosixPath(app.env.doc2path(docname, base=False)).suffix != ".md":
        return []
    from .check import check  # Its many patterns are needed only when a page is read.
    from .known import known_names

    if not hasattr(app, "source_check_names"):  # By now all extensions are loaded.
        app.source_check_names = known_names(app.env.domains.sorted())  # type: ignore[attr-defined]
    return check(text, app.source_check_names)  # type: ignore[attr-defined]


def report_faults(app: Sphinx, docname: str, source: list[str]) -> None:
    """Report the faults of a page, once for all its languages (source-read)."""
    path = PurePosixPath(app.env.doc2path(docname, base=False))
    if path.with_suffix("").as_posix() != docname:
        return  # A counterpart: it shares the faults of the page that it is made from.
    for finding in faults_of(app, docname, source[0]):
        warn(
            finding.kind.problem,
            finding.message,
            location=f"{app.env.doc2path(docname)}:{finding.line}",
        )


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the check."""
    # After ext.languages, which removes repeated messages.
    app.connect("builder-inited", install, priority=900)
    app.connect("source-read", report_faults, priority=FIRST)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
