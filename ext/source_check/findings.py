"""An error that would be visible on the site, and the message about it."""

from __future__ import annotations

from dataclasses import dataclass, field

from .kinds import Kind
from .reading import CODE, TAKEN

#: How much of what was found a message shows.
SHOWN = 50


@dataclass(frozen=True, order=True)
class Finding:
    """An error that would be visible on the site."""

    line: int
    kind: Kind = field(compare=False)
    message: str


def finding(kind: Kind, line: int, found: str, **words: object) -> Finding:
    """Describe what was found; *words* fill in what else the message of its kind mentions."""
    shown = (
        TAKEN.sub(lambda char: "`…`" if char[0] == CODE else "", found).strip().partition("\n")[0]
    )
    shown = shown if len(shown) <= SHOWN else f"{shown[: SHOWN - 1]}…"
    return Finding(line, kind, kind.message.format(found=f"'{shown}'", **words))
