"""Something that would be published visibly wrong, and how it is said."""

from __future__ import annotations

from dataclasses import dataclass, field

from .kinds import Kind
from .reading import CODE, TAKEN

#: As much of what was found as a message shows.
SHOWN = 50


@dataclass(frozen=True, order=True)
class Finding:
    """Something that would be published visibly wrong."""

    line: int
    kind: Kind = field(compare=False)
    message: str


def finding(kind: Kind, line: int, found: str, **words: object) -> Finding:
    """Say what was found; *words* are what else the message of its kind names."""
    shown = (
        TAKEN.sub(lambda sign: "`…`" if sign[0] == CODE else "", found).strip().partition("\n")[0]
    )
    shown = shown if len(shown) <= SHOWN else f"{shown[: SHOWN - 1]}…"
    return Finding(line, kind, kind.message.format(found=f"'{shown}'", **words))
