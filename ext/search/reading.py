"""What visitors can find on a written page: its main part, without what is not its own.

The search engine is given a copy of each page that contains nothing else, so that the page itself
carries no marks for it. Plain functions over plain values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape, unescape
from typing import NamedTuple

from ext.tags import attributes_of, tags


def _names(text: str) -> frozenset[str]:
    """The names in a text."""
    return frozenset(text.split())


#: Elements left out: menus, notices, and what only works or moves.
LEFT_OUT = _names(
    "aside button dialog form iframe nav noscript script style svg template video audio"
)
#: Likewise, by their class.
LEFT_OUT_CLASSES = _names("headerlink vsc-credit")
#: Any template can leave out a part of its own by this attribute of Pagefind.
IGNORE = "data-pagefind-ignore"
#: Elements that are within a sentence: a name in another language is part of its sentence.
WITHIN_TEXT = _names(
    "a abbr b bdi bdo cite code dfn em i kbd mark q s samp small span strong sub sup u var"
)
HEADINGS = _names("h1 h2 h3 h4 h5 h6")
VOID = _names("area base br col embed hr img input link meta source track wbr")
_MAIN = re.compile(r"<main[\s>]")
WORD = re.compile(r"[^\W\d_]{2,}")
#: Where a word may break. A search would take it for two words, though readers do not.
BREAKS = str.maketrans("", "", "\u00ad\u200b\u2060")


class Reading(NamedTuple):
    """What was read of the main part of a page.

    :param body: the copy of its main part, as HTML; empty if there is nothing to find
    :param words: the words in that part that are in the page's language, in lower case
    """

    body: str
    words: frozenset[str]


def read_main(page: str, language: str, languages: Iterable[str]) -> Reading:
    """Read the main part of a written page.

    :param language: tag of the page's language
    :param languages: tags of the languages of the site. A block in another one of them is
        untranslated, and is found on the page that it comes from
    """
    reader = _Reader(language, frozenset(languages))
    begin = _MAIN.search(page)
    place = begin.start() if begin else len(page)
    for tag in tags(page, place):
        reader.text(unescape(page[place : tag.start]))
        place = tag.end
        if tag.is_end:
            reader.end(tag.name)
        elif tag.name:
            reader.begin(tag.name, attributes_of(tag.attributes))
            if tag.attributes.endswith("/"):
                reader.end(tag.name)
        if reader.is_done:
            break
    body = "".join(reader.body) if reader.has_text else ""
    return Reading(body, frozenset(reader.words))


def copy_of(body: str, language: str, hidden: Iterable[str] = ()) -> str:
    """The page as given to Pagefind.

    :param hidden: words by which the page is found, though they are not on it
    """
    terms = " ".join(hidden)
    meta = f'<meta data-pagefind-meta="splits[content]" content="{escape(terms)}">' if terms else ""
    return (
        f'<!DOCTYPE html><html lang="{escape(language)}"><head><meta charset="utf-8">{meta}'
        f"</head><body data-pagefind-body>{body}</body></html>"
    )


class _Reader:
    """Goes through the main part of a page once, and keeps what counts."""

    def __init__(self, language: str, languages: frozenset[str]) -> None:
        self._language = language
        self._languages = languages
        self.is_done = False
        self.body: list[str] = []
        self.words: set[str] = set()
        self.has_text = False
        # Names of the open elements of the main part, and how many of them, from the outside, count.
        self._open: list[str] = []
        self._left_out_from: int | None = None
        # How many elements are open where words in another language, or code, begin.
        self._foreign_from: int | None = None
        self._anchor = ""

    def begin(self, tag: str, given: Mapping[str, str]) -> None:
        """Begin an element, and copy it if it counts."""
        if tag in VOID:
            if self._counts and tag == "br":
                self.body.append("<br>")  # A word continues after <wbr>.
            return
        self._open.append(tag)
        if self._left_out_from is None and self._is_left_out(tag, given):
            self._left_out_from = len(self._open)
        foreign = given.get("lang", self._language) != self._language or tag in {"code", "kbd"}
        if self._foreign_from is None and foreign:
            self._foreign_from = len(self._open)
        if self._counts:
            self._copy_start(tag, given)

    def end(self, tag: str) -> None:
        """Copy the end of an element; elements not closed inside it end, too."""
        if tag not in self._open:
            return
        while self._open:
            ended = self._open[-1]
            if self._counts and ended != "main" and ended not in WITHIN_TEXT:
                self.body.append(f"</{ended}>")
            self._open.pop()
            if self._left_out_from is not None and len(self._open) < self._left_out_from:
                self._left_out_from = None
            if self._foreign_from is not None and len(self._open) < self._foreign_from:
                self._foreign_from = None
            if ended == tag:
                self.is_done = not self._open
                return

    def text(self, data: str) -> None:
        """Copy words."""
        if not data or not self._counts:
            return
        data = data.translate(BREAKS)
        if data.isspace():
            # Next to a block it means nothing, and it is doubled where something was left out.
            if self.body and not self.body[-1].isspace() and not self.body[-1].startswith("<"):
                self.body.append(" ")
            return
        self.body.append(escape(data, quote=False))
        self.has_text = self.has_text or bool(data)
        if self._foreign_from is None:
            self.words.update(WORD.findall(data.lower()))

    @property
    def _counts(self) -> bool:
        return bool(self._open) and self._left_out_from is None

    def _is_left_out(self, tag: str, given: Mapping[str, str]) -> bool:
        language = given.get("lang", self._language)
        untranslated = language != self._language and language in self._languages
        return (
            tag in LEFT_OUT
            or "hidden" in given
            or IGNORE in given
            or given.get("aria-hidden") == "true"
            or not LEFT_OUT_CLASSES.isdisjoint(given.get("class", "").split())
            or (untranslated and tag not in WITHIN_TEXT)
        )

    def _copy_start(self, tag: str, given: Mapping[str, str]) -> None:
        """Copy the start of an element. Of its attributes, only the anchor of a heading is kept.

        Sphinx puts the anchor on the section around the heading. Elements within a sentence do not count.
        """
        if tag == "main" or tag in WITHIN_TEXT:
            return
        anchor = ""
        if tag in HEADINGS:
            anchor, self._anchor = given.get("id") or self._anchor, ""
        elif given.get("id"):
            self._anchor = given["id"]
        # The title stands for the whole page.
        named = f' id="{escape(anchor)}"' if anchor and tag != "h1" else ""
        self.body.append(f"<{tag}{named}>")
