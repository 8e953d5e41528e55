"""Hidden characters: those that readers cannot see, or see as another letter.

One table for pages, the register and catalogs, with the exceptions that languages need. Not reported
are soft hyphens, no-break spaces, marks of direction (U+200E, 200F, 061C), closed embeddings and
isolates, joiners in emoji and between letters that join, zero-width spaces between words of Thai or
Khmer, flags, and words in one script.

Sources: Unicode Standard Annex 9 (bidirectional algorithm), Technical Report 36 and Technical Standard
39 (security), 51 (emoji).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple


class Hidden(NamedTuple):
    """A hidden character, or a word that contains one.

    :param start: where it begins in the text
    :param end: behind its last character
    :param said: its code point and what it does, as the end of "This contains …"
    """

    start: int
    end: int
    said: str


ISOLATES = "\u2066\u2067\u2068"
EMBEDDINGS = "\u202a\u202b\u202d\u202e"
END_OF_EMBEDDING, END_OF_ISOLATE = "\u202c", "\u2069"
LEFT_TO_RIGHT_OVERRIDE, RIGHT_TO_LEFT_OVERRIDE = "\u202d", "\u202e"
#: Letters and digits that an override reverses.
TURNED = {
    LEFT_TO_RIGHT_OVERRIDE: frozenset({"R", "AL", "AN"}),
    RIGHT_TO_LEFT_OVERRIDE: frozenset({"L", "EN"}),
}
ZERO_WIDTH_SPACE = "\u200b"
JOINERS = "\u200c\u200d"
ZERO_WIDTH_JOINER = "\u200d"
#: Scripts written without spaces between words.
WITHOUT_SPACES = re.compile("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aad]")
#: Scripts whose letters do not join: Latin, Greek, Cyrillic, Armenian.
UNJOINED = re.compile(
    "[\u0000-\u058f\u1c80-\u1c8f\u1d00-\u1fff\u2c60-\u2c7f\ua640-\ua69f\ua720-\ua7ff]"
)
FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")
VARIATION = re.compile("[\ufe00-\ufe0f]")
IDEOGRAPHIC_VARIATION = re.compile("[\U000e0100-\U000e01ef]")
IDEOGRAPH = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
#: Always invisible and never needed: word joiners and the like, fillers, controls.
INVISIBLE = re.compile(
    "[\u2060-\u2064\u206a-\u206f\ufeff\u180e\u3164\uffa0\ufff9-\ufffb\x00-\x08\x0e-\x1b\x7f]"
)
#: Everything that needs a closer look. A text without any of these hides nothing.
SUSPECT = re.compile(
    f"[{ISOLATES}{EMBEDDINGS}{END_OF_EMBEDDING}{END_OF_ISOLATE}{ZERO_WIDTH_SPACE}{JOINERS}"
    f"\ufe00-\ufe0f\U000e0000-\U000e01ef]|{INVISIBLE.pattern}"
)
BLANK_LINE = re.compile(r"\n[^\S\n]*\n")

#: Scripts with letters that look like Latin ones.
FOREIGN = re.compile(
    "[\u0370-\u058f\u13a0-\u13ff\u1c80-\u1c8f\u1f00-\u1fff\u2c80-\u2cff\ua640-\ua69f\uab70-\uabbf]"
)
WORD = re.compile("(?:[^\\W\\d_]|[\u0300-\u036f])+")
#: Greek letters that cannot be told from Latin ones, and those that pass for one between Latin letters.
GREEK_LATIN = frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϺϳονϲ")
GREEK_LIKE_LATIN = re.compile("(?<=[a-z])[αγεηικρτυχω](?=[a-z])")
#: Letters of other scripts that look like a Latin one, for words made of nothing else.
LIKE_LATIN = frozenset("асеорухіјѕԁһԛԝӏүҽοναιρυκτγАВЕКМНОРСТХУІЈЅҮΑΒΕΖΗΙΚΜΝΟΡΤΥΧօհոսցՏՍ")


def hidden(text: str) -> list[Hidden]:
    """The hidden characters in *text*, in order.

    >>> [one.said.split(",")[0] for one in hidden("a\\u200bb")]
    ['U+200B']
    """
    if text.isascii() and text.isprintable():
        return []
    found = list(_mixed_words(text)) if FOREIGN.search(text) else []
    if SUSPECT.search(text):
        found += _directions(text)
        found += _unseen(text)
    return sorted(found)


def hidden_names(text: str, source: str = "") -> str:
    """What is hidden in *text* but not in the *source* that it translates, in words; else empty."""
    found = [one.said for one in hidden(text)]
    there = {one.said for one in hidden(source)} if found else set()
    return ", ".join(dict.fromkeys(said for said in found if said not in there))


def without_unseen(text: str) -> str:
    """*text* without its hidden characters; words in two scripts are kept."""
    unseen = {one.start for one in hidden(text) if SUSPECT.match(text, one.start)}
    return "".join(char for at, char in enumerate(text) if at not in unseen) if unseen else text


def looks_latin(word: str) -> bool:
    """Whether a word in another script has only letters that look like Latin ones: ``аррӏе``."""
    letters = [char for char in word if char.isalpha()]
    return bool(letters) and not word.isascii() and all(char in LIKE_LATIN for char in letters)


def _name(char: str) -> str:
    return f"U+{ord(char):04X}"


def _directions(text: str) -> Iterator[Hidden]:
    """Direction marks that are not closed within their paragraph, and overrides that reverse letters."""
    begin = 0
    for end in [*(found.start() for found in BLANK_LINE.finditer(text)), len(text)]:
        opened: list[int] = []
        isolates = 0
        last: dict[str, int] = {}  # Where a letter of each direction is.
        for at in range(begin, end):
            char = text[at]
            if char in EMBEDDINGS or char in ISOLATES:
                opened.append(at)
                isolates += char in ISOLATES
            elif char == END_OF_EMBEDDING and opened and text[opened[-1]] in EMBEDDINGS:
                start = opened.pop()
                turned = TURNED.get(text[start], ())
                if any(last.get(direction, -1) > start for direction in turned):
                    said = f"{_name(text[start])}, which reverses letters"
                    yield Hidden(start, start + 1, said)
                    yield Hidden(at, at + 1, f"{_name(char)}, which ends it")
            elif char == END_OF_ISOLATE and isolates:
                isolates -= 1
                while text[(start := opened.pop())] not in ISOLATES:
                    yield _unclosed(text, start)
            elif char in (END_OF_EMBEDDING, END_OF_ISOLATE):
                said = f"{_name(char)}, which ends a change of direction that was never started"
                yield Hidden(at, at + 1, said)
            elif opened:
                last[unicodedata.bidirectional(char)] = at
        for start in opened:
            yield _unclosed(text, start)
        begin = end


def _unclosed(text: str, at: int) -> Hidden:
    said = f"{_name(text[at])}, which changes the direction of the text and is never ended"
    return Hidden(at, at + 1, said)


def _unseen(text: str) -> Iterator[Hidden]:
    """Zero-width characters where no script and no emoji needs them."""
    flags = {at for flag in FLAG.finditer(text) for at in range(*flag.span())}
    for found in SUSPECT.finditer(text):
        at, char = found.start(), found[0]
        before, behind = text[at - 1 : at], text[at + 1 : at + 2]
        if char in ISOLATES + EMBEDDINGS + END_OF_EMBEDDING + END_OF_ISOLATE:
            continue
        if not _is_needed(char, before, behind) and at not in flags and (char, at) != ("\ufeff", 0):
            yield Hidden(at, at + 1, f"{_name(char)}, which is invisible")


def _is_needed(char: str, before: str, behind: str) -> bool:
    """Whether the characters beside it need one that is invisible."""
    if char == ZERO_WIDTH_SPACE:
        return bool(WITHOUT_SPACES.match(before) or WITHOUT_SPACES.match(behind))
    if char in JOINERS:
        is_emoji = char == ZERO_WIDTH_JOINER and _is_emoji(before, behind)
        return is_emoji or _joins(before) or _joins(behind)
    if VARIATION.match(char):
        is_letter = before.isalpha() and bool(UNJOINED.match(before))
        return bool(before) and not (before.isspace() or VARIATION.match(before) or is_letter)
    return bool(IDEOGRAPHIC_VARIATION.match(char) and IDEOGRAPH.match(before))


def _joins(char: str) -> bool:
    """Whether a letter belongs to a script whose letters join."""
    return (
        bool(char)
        and unicodedata.category(char)[0] in "LM"
        and not UNJOINED.match(char)
        and not VARIATION.match(char)
    )


def _is_emoji(before: str, behind: str) -> bool:
    """Whether a joiner is between two parts of an emoji."""
    # What this Python's Unicode does not know yet is most often a new emoji.
    parts = [unicodedata.category(char) if char else "" for char in (before, behind)]
    begins = parts[0] in ("So", "Sk", "Cn") or bool(VARIATION.match(before))
    return begins and parts[1] in ("So", "Cn")


def _mixed_words(text: str) -> Iterator[Hidden]:
    """Words that mix Latin letters with letters that look like them."""
    for found in WORD.finditer(text):
        word = found[0]
        if not FOREIGN.search(word):
            continue
        scripts = {script: char for char in reversed(word) if (script := _script(char))}
        if len(scripts) < 2:
            continue
        if set(scripts) == {"Latin", "Greek"}:
            like = next((char for char in word if char in GREEK_LATIN), "")
            if not like and (between := GREEK_LIKE_LATIN.search(word)):
                like = between[0]
        else:
            like = next(char for name, char in scripts.items() if name != "Latin")
        if like:
            named = f"{_name(like)} is {_script(like)}"
            said = f"“{word}”, a word that mixes {' and '.join(sorted(scripts))} letters ({named})"
            yield Hidden(*found.span(), said)


def _script(char: str) -> str:
    """The script of a letter, as its name begins; nothing for characters and marks that all scripts use."""
    script = unicodedata.name(char, "").partition(" ")[0] if char.isalpha() else ""
    return "" if script in {"MICRO", "MODIFIER", "FEMININE", "MASCULINE"} else script.capitalize()
