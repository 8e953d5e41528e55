"""Translations that were made for an older text: which one to take.

A source text changes, and its translation stays behind, *fuzzy* in gettext's words. Whether it may be
shown, `misleading` says. Plain functions over plain values: nothing here knows Sphinx.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from heapq import nlargest

#: How much of two texts must be the same, from 0 to 1, for one to have become the other; and of
#: texts with few letters, which are soon alike.
ALIKE, ALIKE_IN_SHORT = 0.6, 0.7
SHORT = 25
#: So many texts, those that share most trigrams, are compared character by character.
COMPARED = 5


@dataclass(frozen=True)
class OlderTranslation:
    """A translation that was made for another text than the one that it stands at.

    :param text: the translation
    :param source: the text that it was made for; empty where nobody knows
    :param line: where it stands in its catalog, from 1
    :param path: of that catalog, where it is another than that of the other messages
    """

    text: str
    source: str
    line: int
    path: str = ""


def closest(text: str, others: Iterable[str]) -> str | None:
    """The one of *others* that has become *text*, if there is one; of several, the most alike."""
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
    """Each three characters of a text that stand side by side, with blanks around it."""
    padded = f"  {text} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))
