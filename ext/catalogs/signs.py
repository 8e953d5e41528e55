"""Brackets and quotation marks without a partner, and what no translation should contain."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape

WIDE = str.maketrans("（）［］｛｝〔〕【】", "()[]{}[][]")
PAIRS = {")": "(", "]": "[", "}": "{"}
#: Before a bracket that is the mouth of a smiley.
EYES = re.compile(r"[:;8=][-~^]?$")
#: Numbers of lists: a) and 1).
COUNTING = re.compile(r"(?:^|(?<=[\s(]))\w{1,3}$")
OPENING_QUOTE = re.compile(r"(?:^|(?<=[\s(\[—–]))‘(?=\w)(?![stnmkr]\b)")
#: UTF-8 that was read as something else: Ã©, â€™, √Ø.
GARBLED = re.compile(
    r"[ÃÂÐÑØÙ][\u00a0-\u00bf]|пїЅ|锟斤拷|[\ue000-\uf8ff\u2028\u2029]|[ÃÂ][€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œŸ](?!\w)|â€|√[Ø©´®†∏ß]|\ufffd"
)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
SCRIPT = re.compile(
    r"(?i)(?<![a-z])(?:j[\s]*a[\s]*v[\s]*a|v[\s]*b)[\s]*s[\s]*c[\s]*r[\s]*i[\s]*p[\s]*t[\s]*:(?=[^\s])"
)
DATA = re.compile(r"(?i)(?<![a-z])data:text/html")
ON_EVENT = re.compile(r"(?i)<[^<>]*\son[a-z]+\s*=")
ACTIVE_TAG = re.compile(
    r"(?i)<(applet|audio|base|button|embed|form|frame|frameset|iframe|input|link|math|meta|noscript|"
    r"object|plaintext|script|select|style|svg|template|textarea|video|xmp)(?:\s*/?>|\s[^<>]*=)"
)


def unbalanced_brackets(text: str) -> Iterator[str]:
    """Each unmatched bracket."""
    text = text.translate(WIDE)
    waiting: list[tuple[str, int]] = []
    for at, character in enumerate(text):
        if character in "([{":
            waiting.append((character, at))
        elif character in PAIRS:
            opening = next((o for o in reversed(waiting) if o[0] == PAIRS[character]), None)
            if opening is not None:
                waiting.remove(opening)
            elif not (EYES.search(text[:at]) or (character == ")" and COUNTING.search(text[:at]))):
                yield character
    for character, at in waiting:
        if not EYES.search(text[:at]):
            yield character


def unbalanced_quotes(text: str) -> Iterator[str]:
    """Each kind of quotation mark with an unmatched one.

    „ “ ” count together, since languages pair them in many ways; so do « and ». A ’ may be an
    apostrophe, so of single ones only opening ones are checked.
    """
    # In Hebrew, " within a word marks an abbreviation.
    if not any(c.isalpha() for c in text):
        return
    text = re.sub(r'(?<=[\u0590-\u05ff])["”](?=[\u0590-\u05ff])', "", text)
    if text.count('"') % 2 and not re.search(r'\d"', text):
        yield '"'
    if sum(text.count(character) for character in "“”„‟") % 2:
        yield "“ ”"
    if sum(text.count(character) for character in "«»") % 2:
        yield "« »"
    for opening, closing in ("「」", "『』", "《》"):
        if text.count(opening) != text.count(closing):
            yield f"{opening} {closing}"
    opened = len(OPENING_QUOTE.findall(text))
    if opened and "‚" not in text and opened > text.count("’"):
        yield "‘ ’"


def is_wide(character: str) -> bool:
    """Whether a character includes its own space, as in Chinese and Japanese."""
    return unicodedata.east_asian_width(character) in "WF"


def active(text: str) -> set[str]:
    """What a browser might run."""
    bare = re.sub(r"[\x00-\x08\x0b-\x1f\u200b-\u200f]", "", unescape(text))
    found = {"javascript:" for _ in SCRIPT.finditer(re.sub(r"[\t\r\n]", "", bare))}
    found |= {"data:text/html" for _ in DATA.finditer(bare)}
    found |= {"an event attribute" for _ in ON_EVENT.finditer(bare)}
    return found | {f"<{tag[1].lower()}>" for tag in ACTIVE_TAG.finditer(bare)}


def garbled(text: str) -> list[str]:
    """What looks like text in the wrong encoding, and control characters."""
    return [repr(c)[1:-1] for c in (*GARBLED.findall(text), *CONTROL.findall(text))]
