"""Marks that begin a block of Markdown: in a message, which is one paragraph, they would be shown as they are."""

from __future__ import annotations

import re
from collections import Counter

MARK = re.compile(
    r"(?m)^[ \t]*+(?:(#{1,6}|[-*+>%:]|\.\.|\d{1,2}[.)])(?=\s)"
    r"|(:{3}|`{3}|~{3}|[-=]{2,}+(?=[^\S\n]*+$)|\([\w-]++\)=(?=\s)))"
)
#: a) and 1. are translations of each other.
ENUMERATED = re.compile(r"\s*+\w{1,3}[.)]\s")
ROW = re.compile(r"\s*+\|(?s:.*)\|\s*")
NUMBER = re.compile(r"\d+")
EMPTY_LINE = re.compile(r"\n[^\S\n]*+\n")


def block_marks(text: str) -> Counter[str]:
    """How often a line of *text* begins with each mark.

    >>> block_marks("# Mosses\\n- old\\n- new")
    Counter({'-': 2, '#': 1})
    """
    marks = (NUMBER.sub("1", found[1] or found[2]) for found in MARK.finditer(text))
    return Counter("#" if mark.startswith("#") else mark for mark in marks)


def added_block(source: str, text: str) -> str:
    """Which block a translation begins that its source does not, in words; nothing if none."""
    if EMPTY_LINE.search(text.strip()) and not EMPTY_LINE.search(source.strip()):
        return "contains an empty line: write one paragraph, as the source is"
    if ROW.fullmatch(text) and not ROW.fullmatch(source):
        return "is in | |, which would be shown: write the words of the cell only"
    added = block_marks(text) - block_marks(source)
    if ENUMERATED.match(source):
        added = Counter({mark: n for mark, n in added.items() if not mark.startswith("1")})
    if not added:
        return ""
    return (
        f"begins a line with {' and '.join(sorted(added))}, which would be shown as it is: write one "
        "paragraph, or put a backslash before the mark"
    )
