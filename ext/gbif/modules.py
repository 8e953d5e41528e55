"""JavaScript modules as they are published: without their comments, line for line. Plain functions."""

from __future__ import annotations

import re

# A comment begins a line or stands between brackets, as a cast does; strings hold none of these.
COMMENT = re.compile(r"^[ \t]*//[^\n]*|/\*\*?\s.*?\*/[ \t]*", re.DOTALL | re.MULTILINE)


def without_comments(module: str) -> str:
    """The module, with as many lines, and without what only its authors read.

    >>> without_comments("/** A sum. */" + chr(10) + "const a = 1; // kept" + chr(10) + "  // not")
    '\\nconst a = 1; // kept\\n'
    """
    kept = COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), module)
    return re.sub(r"[ \t]+$", "", kept, flags=re.MULTILINE)
