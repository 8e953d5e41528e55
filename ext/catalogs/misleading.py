"""Decide whether a translation that was made for an older text may be shown.

If only the wording has changed, it still serves readers, marked; if a number, a link or a name has
changed, it would be wrong, and the source is shown.

Plain functions over plain values: nothing here knows Sphinx.
"""

from __future__ import annotations

import re
from collections import Counter

from .fuzzy import OlderTranslation
from .numbers import amounts

NUMBER = re.compile(r"\d(?:[\d.,:\u00a0\u202f' ]*\d)?")
BETWEEN_DIGITS = re.compile(r"[^\d]")
#: Signs and units next to a number: 5 €, 25%, -5.
SIGN = r"[-−+±<>≤≥~€$£¥%‰°]"
SIGNED = re.compile(
    rf"(?<!\w){SIGN}[\s\u00a0\u202f]?(?=\d)|(?<=\d)[\s\u00a0\u202f]?{SIGN}(?![\w-])"
)
ADDRESS = re.compile(
    r"(?:https?://|mailto:|tel:|www\.(?=\w))[^\s)>\]\"'`]+"
    r"|(?<![\w.+-])[\w.+-]++@\w[\w-]*+(?:\.\w[\w-]*+)+"
)
#: Where Markdown and reStructuredText write targets: ``](page.md#part)``, ``][ref]``, ``{ref}`part```.
TARGET = re.compile(
    r"\]\(\s*+<?([^)\s>]*)|\]\[([^\]]+)\]|(?:\{[\w:-]++\}|(?<![\w:-]):[\w:-]{2,}+(?<=:))(`+[^`]*`+)"
    r"|(\[\^(?:[^\[\]]|\[(?!\^))++\])"
)
CODE = re.compile(r"(?<!`)`++[^`]++`++")
MARKUP = re.compile(r"[{:][\w:-]+[}:]|\]\([^)\]]*\)|\{[^{}]*\}|[*_`\[\]]")
SENTENCE = re.compile(r"(?:^|[.!?:;…]\s+|\n)[\s\"'“”‘’«»„(\[¿¡]*")
#: A word of this many letters is not a name: In, De.
SHORTEST = 2
WORD = re.compile(r"[^\W\d_][\w'’.-]*\w|[^\W\d_]")


def unsafe_because(source: str, older: OlderTranslation, language: str) -> str:
    """Why *older* must not be shown for *source*: "numbers", "links", "names"; empty if it may.

    If in doubt, it must not: another language is better for readers than a wrong figure.

    :param language: the code of the language of *source*
    """
    if _numbers(source) != _numbers(older.text):
        return "numbers"
    if older.source:
        if _exact_numbers(source, language) != _exact_numbers(older.source, language):
            return "numbers"
        if _links(source) != _links(older.source):
            return "links"
        if _names(source) != _names(older.source) or _has_lost_a_name(source, older):
            return "names"
        return ""
    if _addresses(source) != _addresses(older.text):
        return "links"
    if _abbreviations(source) != _abbreviations(older.text):
        return "names"
    # A name may be spelt differently in another language, but not both lost and added.
    ours, theirs = set(_names(source)), set(_names(older.text))
    missing = [name for name in ours if name not in older.text]
    added = [name for name in theirs if name not in source]
    return "names" if missing and added else ""


def _numbers(text: str) -> Counter[str]:
    """The digits of each number: languages write ``25.000`` and ``25,000``."""
    return Counter(BETWEEN_DIGITS.sub("", found) for found in NUMBER.findall(_words(text)))


def _exact_numbers(text: str, language: str) -> tuple[Counter[str], ...]:
    """Numbers as they are written, their signs, and what they come to: 5,8 miljoen."""
    words = _words(text)
    return Counter(NUMBER.findall(words)), Counter(SIGNED.findall(words)), amounts(words, language)


def _addresses(text: str) -> Counter[str]:
    return Counter(found.rstrip(".,;:") for found in ADDRESS.findall(text))


def _links(text: str) -> Counter[str]:
    targets = Counter("".join(found) for found in TARGET.findall(text))
    return targets + _addresses(text) + Counter(CODE.findall(text))


def _words(text: str) -> str:
    """*text* without its addresses and markup."""
    return MARKUP.sub(" ", ADDRESS.sub(" ", text))


def _names(text: str) -> Counter[str]:
    """Words with a capital that do not begin a sentence, and words with a capital inside."""
    words = _words(text)
    begin = {found.end() for found in SENTENCE.finditer(words)}
    return Counter(
        found[0]
        for found in WORD.finditer(words)
        if any(c.isupper() for c in found[0][1:])
        or (found[0][0].isupper() and found.start() not in begin)
    )


def _has_lost_a_name(source: str, older: OlderTranslation) -> bool:
    """Whether a word with a capital, even at the start of a sentence, is only in the translation.

    At the beginning of a sentence any word has a capital; one that the translation has too is most
    often a name.
    """
    now = {word.casefold() for word in WORD.findall(_words(source))}
    shown = set(WORD.findall(_words(older.text)))
    return any(
        word[0].isupper() and len(word) > SHORTEST and word in shown and word.casefold() not in now
        for word in WORD.findall(_words(older.source))
    )


def _abbreviations(text: str) -> Counter[str]:
    return Counter(
        word
        for word in WORD.findall(_words(text))
        if sum(c.isupper() for c in word) > 1 and not any(c.islower() for c in word)
    )
