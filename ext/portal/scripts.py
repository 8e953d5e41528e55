"""Scripts as they are published: without comments and indents, line for line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from ext.files import write_whole

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Where the scripts of this project stand in the output.
FOLDER = "_static/js"
# A comment begins a line or stands between brackets, as a cast does; strings hold none of these.
COMMENT = re.compile(r"^[ \t]*//[^\n]*|/\*\*?\s.*?\*/[ \t]*", re.DOTALL | re.MULTILINE)


def shortened(module: str) -> str:
    """The module, with as many lines, and without what only its authors read.

    A string of several lines would lose its indents, too.

    >>> shortened("/** A sum. */" + chr(10) + "  let a = 1; // kept" + chr(10) + "  // not")
    '\\nlet a = 1; // kept\\n'
    """
    kept = COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), module)
    return re.sub(r"^[ \t]+|[ \t]+$", "", kept, flags=re.MULTILINE)


def publish(app: Sphinx, error: Exception | None) -> None:
    """Take comments and indents out of every script (build-finished)."""
    if error is not None or app.builder.format != "html":
        return
    for script in sorted(Path(app.outdir, FOLDER).rglob("*.js")):
        text = script.read_text(encoding="utf-8")
        write_whole(script, shortened(text).encode())


def setup(app: Sphinx) -> None:
    """Connect it."""
    app.connect("build-finished", publish)
