"""Lines of a paragraph that were meant to be a list, a table, a heading or a block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from . import kinds
from .findings import Finding, finding
from .kinds import BLANKS, QUOTES
from .reading import Text


def paragraph_faults(text: Text) -> Iterator[Finding]:
    """What is wrong with the lines of a paragraph."""
    for at, line in enumerate(text.lines):
        if re.match(rf"(?!`{{3}})[{QUOTES}]{{2,}}\{{[\w:+-]+\}}[^`]*$", line):
            yield finding(kinds.FENCE_SIGNS, text.line + at, line)
        elif re.match(r"`{3,} ?\{[\w:+-]+\}[^`]*`", line):
            yield finding(kinds.FENCE_TITLE, text.line + at, line)
    yield from _lists(text)
    yield from _tables(text)
    yield from _underlined(text)


def _lists(text: Text) -> Iterator[Finding]:
    """Lists with marks that Markdown does not know."""
    lines = text.left.split("\n")

    def begin(pattern: str) -> list[int]:
        return [at for at, line in enumerate(lines) if re.match(pattern, line)]

    for pattern, least, kind in (
        (rf"[{kinds.BULLETS}][\s{BLANKS}]|[–—o§üØv][\t\xa0]", 1, kinds.BULLET),
        (rf"[–—−‐‑][ {BLANKS}]", 2, kinds.BULLET),
        (r"\d{1,2}(?: [.)] |[）．、])", 2, kinds.BULLET),
        (r"[-+*][^\W\d]", 2, kinds.BULLET_UNSPACED),
        (r"\d{1,2}[.)][^\W\d]", 2, kinds.BULLET_UNSPACED),
        (rf"\d{{1,2}}[.)][{BLANKS}]", 2, kinds.BULLET),
        (r"\(?[a-h1-9][.)][ \t\xa0]", 2, kinds.BULLET_LETTER),
    ):
        found = begin(pattern)
        if len(found) >= least and (least == 1 or found[0] == 0):
            yield finding(kind, text.line_of(lines[found[0]], found[0]), lines[found[0]])
            return


def _tables(text: Text) -> Iterator[Finding]:
    """Rows that are not a table for Markdown."""
    lines = text.left.split("\n")
    if re.match(r"\+[-=]", lines[0]):
        return
    pipes = [line.count("|") for line in lines]
    outer = [line.lstrip().startswith("|") and line.rstrip().endswith("|") for line in lines]
    first = next((at for at, is_row in enumerate(outer) if is_row and pipes[at] >= 3), None)
    if first is not None or (len(lines) > 1 and min(pipes) > 0 and len(set(pipes)) == 1):
        yield finding(kinds.TABLE, text.line + (first or 0), lines[first or 0])
        return
    tabs = [bool(re.search(r"[^\s\t]\t+[^\s]", line)) for line in lines]
    row = next((at for at in range(len(lines) - 1) if tabs[at] and tabs[at + 1]), None)
    if row is not None and not re.match(rf"[{kinds.BULLETS}–—o§]", lines[row]):
        yield finding(kinds.TABLE_TABS, text.line + row, lines[row])


def cell_faults(lines: list[str], where: Sequence[int], offset: int) -> Iterator[Finding]:
    """A row with more cells than the head of its table."""

    def cells(line: str) -> int:
        line = re.sub(r"\\\||^[\s>]*\|", " ", line.rstrip())
        return line.removesuffix("|").count("|") + 1

    head = cells(lines[where[0] + 1])
    for at in range(where[0] + 2, where[1]):
        alone = head > 1 and "|" not in lines[at]
        if alone or cells(lines[at]) > head:
            kind = kinds.TABLE_END if alone else kinds.TABLE_CELLS
            yield finding(kind, offset + at + 1, lines[at])
            return


def _underlined(text: Text) -> Iterator[Finding]:
    """Headings with an underline that only reStructuredText knows."""
    lines = text.left.split("\n")
    for at, line in enumerate(lines[1:], 1):
        if re.fullmatch(r"([\^\"'+~=-])\1{2,}\s*", line) and len(line) >= len(lines[at - 1]) - 2:
            yield finding(kinds.REST_UNDERLINE, text.line + at - 1, lines[at - 1])
            return
