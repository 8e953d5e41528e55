"""Choose translations that were made for an older text.

When a source text changes, its translation becomes *fuzzy*, as gettext calls it. `misleading` decides
whether it may be shown. Plain functions over plain values: nothing here knows Sphinx.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from heapq import nlargest

#: How similar two texts must be, from 0 to 1, for one to be the new version of the other; short
#: texts, which are easily similar, must be more so.
ALIKE, ALIKE_IN_SHORT = 0.6, 0.7
SHORT = 25
#: How many texts, those that share most trigrams, are compared character by character.
COMPARED = 5


@dataclass(frozen=True)
class OlderTranslation:
    """A translation that was made for an older text than that of its message.

    :param text: the translation
    :param source: the text that it was made for; empty if unknown
    :param line: its line in the catalog, from 1
    :param path: of that catalog, if it is not that of the other messages
    """

    text: str
    source: str
    line: int
    path: str = ""


def closest(text: str, others: Iterable[str]) -> str | None:
    """The most similar of *others*, if it is similar enough to be an older version of *text*."""
    own = _trigrams(text)

    def shared(other: str) -> float:
        """Dice's coefficient: from 0, nothing in common, to 1."""
        theirs = _trigrams(other)
        return 2 * len(own & theirs) / (len(own) + len(theirs))

    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(text)
    best, found = ALIKE_IN_SHORT if len(text) < SHORT else ALIKE, None
    for other in nlargest(COMPARED, others, key=shared):
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best:
            ratio = matcher.ratio()
            if ratio > best:
                best, found = ratio, other
    return found


@lru_cache(maxsize=16_384)
def _trigrams(text: str) -> frozenset[str]:
    """Each three consecutive characters of a text, with spaces around it."""
    padded = f"  {text} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))
