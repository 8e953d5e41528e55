"""Decide whether a translation that equals its source is a name, or was forgotten.

No list of words of any language is needed: the other messages show how a word is treated. A word
that is in several sources and in no translation is always translated, so it is not a name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
#: What makes a word between spaces a name in code, an option or a path.
IDENTIFIER = re.compile(r"[_=/\\|<>@]|.\(\)|^-{1,2}\w|\.\w")
#: How many words in lower case make a sentence, and how many of them are longer than of, de, und.
SENTENCE, LONG_WORDS, LONG = 4, 2, 5
#: Without a full stop.
MANY = 8
#: In how many other sources a word must be to count as always translated.
OFTEN = 3
ENDS = re.compile(r"[.!?:…。！？؟]['’\"”»)*_]*\s*$")


class Evidence:
    """How the messages of catalogs, between two languages, treat words."""

    def __init__(self, messages: Iterable[tuple[str, str]] = ()) -> None:
        self.sources: Counter[str] = Counter()
        self.beginnings: set[str] = set()
        for source, translation in messages:
            if source != translation:
                self.sources.update(_words(source))
                for word in _words(translation):
                    self.beginnings.update(word[:size] for size in range(1, len(word) + 1))

    def is_translated(self, word: str, often: int = 1) -> bool:
        """Whether a word is translated wherever it is, at least *often*.

        No form of it, and no word with the same beginning, may be in a translation.
        """
        word = word.casefold()
        beginning = word if len(word) < LONG else word[: max(4, len(word) - 3)]
        return self.sources[word] >= often and beginning not in self.beginnings


def _words(text: str) -> set[str]:
    return {word.casefold() for word in WORD.findall(text)}


def is_forgotten(text: str, evidence: Evidence) -> bool:
    """Whether *text*, the words of a message and of its translation alike, was not translated."""
    plain = " ".join(one for one in text.split() if not IDENTIFIER.search(one))
    words = [word for word in WORD.findall(plain) if len(word) > 1]
    small = [word for word in words if word == word.lower()]
    long = [word for word in small if len(word) >= LONG]
    capitals = len(words) - len(small)
    is_long = len(small) >= SENTENCE and len(long) >= LONG_WORDS and len(small) > capitals
    if is_long and (ENDS.search(text) or len(small) >= MANY or capitals < 2):
        return True
    known = [word for word in words if evidence.is_translated(word)]
    often = [word for word in known if evidence.is_translated(word, OFTEN)]
    return len(words) > 1 and len(known) == len(words) and 2 * len(often) >= len(words)
