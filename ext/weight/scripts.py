"""Scripts as they are published: without comments and indents, but line for line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ext.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx

#: Where the scripts of this project are among static files.
FOLDER = "js"
# A comment begins a line or is between brackets, as a cast does; strings contain none of these.
COMMENT = re.compile(r"^[ \t]*//[^\n]*|/\*\*?\s.*?\*/[ \t]*", re.DOTALL | re.MULTILINE)


def shortened(module: str) -> str:
    """The module with the same number of lines, but without what only its authors read.

    A string over several lines would also lose its indents.

    >>> shortened("/** A sum. */" + chr(10) + "  let a = 1; // kept" + chr(10) + "  // not")
    '\\nlet a = 1; // kept\\n'
    """
    kept = COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), module)
    return re.sub(r"^[ \t]+|[ \t]+$", "", kept, flags=re.MULTILINE)


def shorten(app: Sphinx, static: Path) -> None:
    """Remove comments and indents from every script (static-files-copied)."""
    for script in sorted((static / FOLDER).rglob("*.js")):
        write_whole(script, shortened(script.read_text(encoding="utf-8")).encode())


def setup(app: Sphinx) -> None:
    """Connect it to the build."""
    app.connect("static-files-copied", shorten)
