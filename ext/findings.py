"""A finding: what is wrong in a file, in which line, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """Something that is wrong in a file of an editor or a translator.

    :param kind: what it is, by which it can be excused or suppressed: the subtype of a warning
    :param path: the file, as messages name it; empty where the caller knows it
    :param line: in it, from 1; 0 for the whole file
    :param message: what was found, as a rule with what to do
    :param advice: what to do, where *message* does not say and it is not what its kind says
    """

    kind: str
    path: str
    line: int
    message: str
    advice: str = ""
