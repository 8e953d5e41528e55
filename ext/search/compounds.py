"""Words inside compounds, so that a search for ``vellen`` finds ``herbariumvellen``.

Plain functions over plain values. The words of a language, with how often each is used, come from
the package pyspellchecker. A split is kept if it is likely to be right, and dropped if in doubt:

- both parts are words, of at least four letters, with at most a letter or two between them;
- neither is an ending or a beginning that only looks like a word (``-schap``, ``onder-``);
- together the parts are more common than the whole: ``allemaal`` is used far more often than
  ``alle`` and ``maal`` (Koehn and Knight, *Empirical Methods for Compound Splitting*, 2003).
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from math import sqrt
from typing import NamedTuple

#: Letters of the shortest part; with fewer, words turn up everywhere by chance.
SHORTEST = 4
#: How usual a part of four letters is at least: the list has many rare ones that are not words.
SHORT_AND_USUAL = 400
#: How common a word without a count is taken to be; two such parts are used only if they are long.
UNCOUNTED, LONG = 50, 6
#: How many words are looked up at once, so that all that is inside them fits into a few megabytes.
AT_ONCE = 2000
#: A line of the list: a word, and how often it is used.
_ENTRY = re.compile(r'("[^"]++"): (\d+)')
#: How usual a word counts at least that occurs alone on the site.
ON_THE_SITE = 1000


class Rules(NamedTuple):
    """How a language makes one word of two.

    :param links: letters that may be between the parts
    :param no_first: what begins words without being a part of a compound
    :param no_last: what ends them so
    """

    links: tuple[str, ...]
    no_first: frozenset[str]
    no_last: frozenset[str]


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


RULES = {
    "nl": Rules(
        ("", "s", "en"),
        words(
            "achter alle belang beneden boven bove buit buiten binnen daar digitalis door elke geen "
            "gemeen haar heel hele hier hoger katho konink meer mede moge naar neder onder over "
            "overeen prak samen tegen terug toen tussen uitwissel uitzonder vast verantwoorde "
            "verder verschil voor voorname vooruit waar wijd zelf zonder"
        ),
        words(
            "aard aarden achter achtig achtige baar baarheid bare dende door eerd eerde eert elijk "
            "ende enden enten eren erend heden heid ieke ieken king kingen ling lingen lijk lijke lijks loos "
            "loze maal maat ment menten ming naam naan naast onder over pers schap schappelijk "
            "schappelijke schappen sels sing tijk talig talige ting vest voor wijs wijze"
        ),
    ),
    "de": Rules(
        ("", "s", "es", "n", "en", "er"),
        words(
            "alle allen außen binnen daher darum dort durch eine einen gegen gemein haupt hier hinter "
            "jede kein mehr nach nieder ober oben selbst über unten unter viel voll vorder vorne "
            "weiter wider wieder wissen zurück zusammen zwischen"
        ),
        words(
            "arten barkeit chen enden end ende ender erei eren haft hafte heit heiten igkeit keit "
            "keiten lich liche lichen ling linge mals mäßig mäßige nahme nisse sam schaft schaften "
            "schaftlich ungen tern weise"
        ),
    ),
}
#: The languages whose compounds can be split.
LANGUAGES = tuple(RULES)


class Split(NamedTuple):
    """A compound in two: ``zaad``, ``bank``; the link between them belongs to neither."""

    first: str
    last: str


class Splitter:
    """Splits the compounds of one language.

    :param language: its code, one of `LANGUAGES`
    :param known: how often each word inside those that it is asked for is used: see `frequencies`
    :param alone: words that occur alone on the site
    """

    def __init__(
        self, language: str, known: Mapping[str, int], alone: frozenset[str] = frozenset()
    ) -> None:
        self._rules = RULES[language]
        self._known = known
        self._alone = alone

    def split(self, word: str) -> Split | None:
        """The best split of a lower-case word, if there is one that is likely to be right."""
        usual = self._known.get(word, 0)
        found = [one for one in self._candidates(word) if one[0] > usual]
        return max(found)[1] if found else None

    def parts(self, word: str) -> tuple[str, ...]:
        """All words inside a compound, including those of parts that are compounds themselves.

        None where the word is not a compound.
        """
        split = self.split(word)
        if split is None:
            return ()
        return tuple(dict.fromkeys(part for half in split for part in (half, *self.parts(half))))

    def _candidates(self, word: str) -> Iterator[tuple[float, Split]]:
        for at in range(SHORTEST, len(word) - SHORTEST + 1):
            beginning, last = word[:at], word[at:]
            if last in self._rules.no_last or not self._is_part(last):
                continue
            for link in self._rules.links:
                first = beginning.removesuffix(link) if link else beginning
                if link and first == beginning:
                    continue
                if first in self._rules.no_first or not self._is_part(first):
                    continue
                if self._are_both_rare(first, last):
                    continue
                yield sqrt(self._usual(first) * self._usual(last)), Split(first, last)

    def _is_part(self, word: str) -> bool:
        usual = self._usual(word)
        if len(word) < SHORTEST or not usual:
            return False
        return len(word) > SHORTEST or usual >= SHORT_AND_USUAL

    def _are_both_rare(self, first: str, last: str) -> bool:
        return min(len(first), len(last)) < LONG and all(
            self._usual(word) <= UNCOUNTED for word in (first, last)
        )

    def _usual(self, word: str) -> int:
        known = self._known.get(word, 0)
        return max(known, ON_THE_SITE) if word in self._alone else known


def frequencies(language: str, words: Iterable[str]) -> dict[str, int]:
    """How often each word that occurs in these words is used, in pyspellchecker's list.

    The whole list as a dictionary would need as much memory as the rest of the build: instead it is
    scanned, and only what is asked for is kept.

    :raises FileNotFoundError: if the package has no list for this language
    :raises ModuleNotFoundError: if the package is not installed

    >>> frequencies("nl", ["zaadbank"]).keys() >= {"zaad", "bank", "zaadbank"}
    True
    """
    data = (files("spellchecker") / "resources" / f"{language}.json.gz").read_bytes()
    listed = gzip.decompress(data).decode()
    found: dict[str, int] = {}
    waiting = sorted(words)
    while waiting:
        some, waiting = waiting[:AT_ONCE], waiting[AT_ONCE:]
        inside = {
            word[start:end]
            for word in some
            for start in range(len(word) - SHORTEST + 1)
            for end in range(start + SHORTEST, len(word) + 1)
        }
        # As written there: letters outside ASCII unchanged, or escaped.
        wanted = {f'"{word}"' for word in inside}
        wanted |= {json.dumps(word) for word in inside if not word.isascii()}
        for entry in _ENTRY.finditer(listed):
            if entry[1] in wanted:
                found[json.loads(entry[1])] = int(entry[2])
    return found
