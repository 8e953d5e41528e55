"""Decide whether a translation that was made for an older text may be shown.

If only the wording has changed, it still serves readers, marked; if a number, a link or a name has
changed, it would be wrong, and the source is shown.

Plain functions over plain values: nothing here knows Sphinx.
"""

from __future__ import annotations

import re
from collections import Counter

from .fuzzy import OlderTranslation
from .numbers import amounts, changed

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


def unsafe_because(source: str, older: OlderTranslation, language: str, target: str) -> str:
    """What keeps *older* from being shown for *source*: "numbers", "links", "names"; else nothing.

    In doubt it is kept: a reader rather meets another language than a wrong figure. Where nobody knows
    what the text was before, as Poedit and Weblate leave it, only numbers tell.

    :param language: the code of the language of *source*
    :param target: that of the translation
    """
    if not older.source:
        lost, added = changed(_words(source), _words(older.text), language, target)
        return "numbers" if lost or added else ""
    if _numbers(source) != _numbers(older.text):
        return "numbers"
    if _exact_numbers(source, language) != _exact_numbers(older.source, language):
        return "numbers"
    if _links(source) != _links(older.source):
        return "links"
    if _names(source) != _names(older.source) or _has_lost_a_name(source, older):
        return "names"
    return ""


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
