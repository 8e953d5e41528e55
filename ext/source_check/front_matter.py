"""Faults of the lines at the top of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from . import kinds
from .findings import Finding, finding
from .kinds import BLANKS

#: Keys that show that a line was meant to be front matter: this site's, and Jekyll's.
PAGE_KEYS = (
    "lang-ref",
    "permalink",
    "description",
    "toc",
    "orphan",
    "title",
    "layout",
    "tags",
    "date",
    "author",
)
DASHES = re.compile(r"[ \t]*(?:[-–—―−_*]+|(?:[-–—] ?){2,}|\+{3}|-{3,}[^\s\w-]+)\s*$")


def front_matter_faults(lines: Sequence[str]) -> Iterator[Finding]:
    """Faults of the lines on top of a page, or of lines that were meant to be there."""
    if re.fullmatch(r"---[ \t]*", lines[0]):
        end = next(
            (at for at, line in enumerate(lines[1:], 1) if re.match(r"(?:---|\.\.\.)\s*$", line)),
            None,
        )
        if end is None:
            end = next((at for at, line in enumerate(lines[1:], 1) if not _is_key(line)), 0)
            if end and DASHES.match(lines[end]):
                yield finding(kinds.FRONT_MATTER_DASHES, end + 1, lines[end])
            return
        for at, line in enumerate(lines[1:end], 2):
            yield from _front_matter_line(line, at)
        return
    first = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    if (
        first + 1 < len(lines)
        and DASHES.match(lines[first])
        and re.match(r"[\w-]+ ?[:=]\s", lines[first + 1])
    ):
        yield finding(
            kinds.FRONT_MATTER_DASHES if first == 0 else kinds.FRONT_MATTER_PLACE,
            first + 1,
            lines[first],
        )
    elif first < len(lines) and re.match(rf"(?:{'|'.join(PAGE_KEYS)}):\s", lines[first]):
        yield finding(kinds.FRONT_MATTER_PLACE, first + 1, lines[first])


def _is_key(line: str) -> bool:
    return bool(re.match(r"[\w-]+:(?:\s|$)", line))


def _front_matter_line(line: str, at: int) -> Iterator[Finding]:
    if re.match(rf"[{BLANKS}\s]*[{BLANKS}]|\s*[\w-]+[{BLANKS}]*:[ \t]*[{BLANKS}]", line):
        yield finding(kinds.FRONT_MATTER_BLANK, at, line)
    elif re.match(r"\s*[“”„‘’][\w-]+[“”‘’]\s*:|\s*[\w-]+:\s*[“”„‘’][^“”„‘’]*[“”‘’]\s*$", line):
        yield finding(kinds.FRONT_MATTER_QUOTES, at, line)
    if re.match(r"<{7} |={7}$|>{7} ", line):
        yield finding(kinds.CONFLICT, at, line)
