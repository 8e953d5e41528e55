"""Translations that were made for an older text: which one to take, and whether it may be shown.

A source text changes, and its translation stays behind, *fuzzy* in gettext's words. Where only the
wording has changed it still serves readers, marked; where a number, a link or a name has, it would
tell them something wrong, and the source is shown.

Plain functions over plain values: nothing here knows Sphinx.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

#: How much of two texts must be the same, from 0 to 1, for one to have become the other; and of
#: texts with few letters, which are soon alike.
ALIKE, ALIKE_IN_SHORT = 0.6, 0.7
SHORT = 25
NUMBER = re.compile(r"\d(?:[\d.,:\u00a0\u202f' ]*\d)?")
BETWEEN_DIGITS = re.compile(r"[^\d]")
ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)[^\s)>\]\"'`]+")
#: Where Markdown and reStructuredText write targets: ``](page.md#part)``, ``][ref]``, ``{ref}`part```.
TARGET = re.compile(r"\]\(\s*<?([^)\s>]*)|\]\[([^\]]+)\]|[{:][\w:-]+[}:](`+[^`]*`+)|(\[\^[^\]]+\])")
CODE = re.compile(r"`+[^`]+`+")
MARKUP = re.compile(r"[{:][\w:-]+[}:]|\]\([^)]*\)|\{[^}]*\}|[*_`\[\]]")
SENTENCE = re.compile(r"(?:^|[.!?:;…]\s+|\n)[\s\"'“”‘’«»„(\[¿¡]*")
WORD = re.compile(r"[^\W\d_][\w'’.-]*\w|[^\W\d_]")


@dataclass(frozen=True)
class Draft:
    """A translation that was made for another text than the one that it stands at.

    :param text: the translation
    :param source: the text that it was made for; empty where nobody knows
    :param line: where it stands in its catalog, from 1
    """

    text: str
    source: str
    line: int


def closest(text: str, others: Iterable[str]) -> str | None:
    """The one of *others* that has become *text*, if there is one; of several, the most alike."""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(text)
    best, found = ALIKE_IN_SHORT if len(text) < SHORT else ALIKE, None
    for other in others:
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best:
            ratio = matcher.ratio()
            if ratio > best:
                best, found = ratio, other
    return found


def what_differs(source: str, draft: Draft) -> str:
    """What keeps *draft* from being shown for *source*: "numbers", "links", "names"; else nothing.

    In doubt it is kept: a reader rather meets another language than a wrong figure.
    """
    if _numbers(source) != _numbers(draft.text):
        return "numbers"
    if draft.source:
        if _exact_numbers(source) != _exact_numbers(draft.source):
            return "numbers"
        if _links(source) != _links(draft.source):
            return "links"
        if _names(source) != _names(draft.source):
            return "names"
        return ""
    if _addresses(source) != _addresses(draft.text):
        return "links"
    if _abbreviations(source) != _abbreviations(draft.text):
        return "names"
    # A name may be written otherwise in another language; both ways round is one too many.
    ours, theirs = set(_names(source)), set(_names(draft.text))
    missing = [name for name in ours if name not in draft.text]
    added = [name for name in theirs if name not in source]
    return "names" if missing and added else ""


def _numbers(text: str) -> Counter[str]:
    """The digits of each number: languages write ``25.000`` and ``25,000``."""
    return Counter(BETWEEN_DIGITS.sub("", found) for found in NUMBER.findall(_words(text)))


def _exact_numbers(text: str) -> Counter[str]:
    return Counter(NUMBER.findall(_words(text)))


def _addresses(text: str) -> Counter[str]:
    return Counter(found.rstrip(".,;:") for found in ADDRESS.findall(text))


def _links(text: str) -> Counter[str]:
    targets = Counter("".join(found) for found in TARGET.findall(text))
    return targets + _addresses(text) + Counter(CODE.findall(text))


def _words(text: str) -> str:
    """*text* without its addresses and markup."""
    return MARKUP.sub(" ", ADDRESS.sub(" ", text))


def _names(text: str) -> Counter[str]:
    """Words with a capital where none begins a sentence, and words with a capital inside."""
    words = _words(text)
    begin = {found.end() for found in SENTENCE.finditer(words)}
    return Counter(
        found[0]
        for found in WORD.finditer(words)
        if any(sign.isupper() for sign in found[0][1:])
        or (found[0][0].isupper() and found.start() not in begin)
    )


def _abbreviations(text: str) -> Counter[str]:
    return Counter(
        word
        for word in WORD.findall(_words(text))
        if sum(sign.isupper() for sign in word) > 1 and not any(sign.islower() for sign in word)
    )
