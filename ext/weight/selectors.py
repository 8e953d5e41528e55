"""What a selector requires of a page: names that some element must have.

Names are written as in CSS: ``p``, ``.class``, ``#id``, ``[attribute``. States set by readers and scripts
count as true (``:hover``, ``[open]``, ``[aria-expanded]``), and so do ``:not()`` and all that depends
on position (``:first-child``); of ``:has()``, only the existence of such an element is
checked. So more is kept than what matches.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from ext.weight.page import VALUED, Words
from ext.weight.sheet import parts

#: Attributes that readers and browsers set; others begin with ``aria-``.
STATES = frozenset({"[open", "[hidden", "[disabled", "[checked", "[inert"})
_NAME = r"(?:[\w-]|[^\x00-\x7f]|\\[0-9a-fA-F]{1,6}\s?|\\.)++"
_TOKEN = re.compile(
    rf"""(?P<name>[.#]?{_NAME})|(?P<attribute>\[\s*(?:\w*\|)?(?P<key>{_NAME})\s*(?P<operator>[*|~^$]?=)?\s*(?P<value>"[^"]*"|'[^']*'|[^][\s"']*+)[^][]*+\])"""
    rf"""|(?P<pseudo>::?{_NAME})(?P<open>\()?|(?P<combinator>\s*[>+~]\s*|\s+)|(?P<any>[*&|])"""
)
#: What an element, or one that it contains, must be.
_CHOICES = frozenset({":is", ":where", ":has"})
#: Parts of form fields.
_FIELD = re.compile(
    r"::(file-selector|-webkit-(file|datetime|inner-spin|outer-spin|search|color-swatch))"
)
_NONE = frozenset[str]()
#: Classes and ids, in what is before the first colon.
_NAMES = re.compile(r"[.#][\w-]+")
_QUOTES = "\"'"
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))")


@dataclass(frozen=True)
class Compound:
    """What one element must have: these names, and at least one selector of each choice."""

    needs: frozenset[str]
    choices: tuple[tuple[Selector, ...], ...] = ()


@dataclass(frozen=True)
class Selector:
    """The compounds of a selector, however combined; empty if it could not be read."""

    compounds: tuple[Compound, ...] = field(default=())


@cache
def read_selector(text: str) -> Selector:
    """Read a selector; one that cannot be read requires nothing, and is kept.

    >>> [sorted(one.needs) for one in read_selector("ul.a:hover > li:not(.b)::before").compounds]
    [['.a', 'ul'], ['li']]
    """
    compounds: list[Compound] = []
    needs: set[str] = set()
    choices: list[tuple[Selector, ...]] = []

    def close() -> None:
        if needs or choices:
            compounds.append(Compound(frozenset(needs), tuple(choices)))
        needs.clear()
        choices.clear()

    place = 0
    while place < len(text):
        found = _TOKEN.match(text, place)
        if not found:
            return Selector()
        place = found.end()
        if found["combinator"]:
            close()
        elif found["name"]:
            name = _plain(found["name"])
            needs.add(name if name[0] in ".#" else name.lower())
        elif found["attribute"]:
            key = _plain(found["key"]).lower()
            needs.add(f"[{key}")
            if key in VALUED and found["operator"] == "=":
                needs.add(f"[{key}={_plain(found['value'].strip(_QUOTES)).lower()}")
        elif found["pseudo"]:
            inside = ""
            if found["open"]:
                end = _closing(text, place)
                inside, place = text[place:end], end + 1
            if found["pseudo"] in _CHOICES:
                choices.append(tuple(read_selector(one) for one in parts(inside, ",")))
            elif found["pseudo"] == ":root":
                needs.add("html")
            elif _FIELD.match(found["pseudo"]):
                needs.add("input")
    close()
    return Selector(tuple(compounds))


def _plain(name: str) -> str:
    """A name without its escapes."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], name)


def _closing(text: str, start: int) -> int:
    """The position where the bracket that was opened before ``start`` is closed."""
    depth = 1
    for place in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return place
    return len(text)


class Selectors:
    """The selectors of a site's sheets, which tells which of them a page uses."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Collect them; each is read only when a page may use it."""
        # Most are for parts of the theme that no page has, as their first names show.
        self._by_names: dict[frozenset[str], list[str]] = {}
        for text in dict.fromkeys(texts):
            names = _NONE if "\\" in text else frozenset(_NAMES.findall(text.partition(":")[0]))
            self._by_names.setdefault(names, []).append(text)

    def names(self) -> frozenset[str]:
        """All names that occur in them; any other name of an element makes no difference."""

        def asked(selector: Selector) -> Iterator[str]:
            for one in selector.compounds:
                yield from one.needs
                for choice in one.choices:
                    for inner in choice:
                        yield from asked(inner)

        texts = (text for same in self._by_names.values() for text in same)
        return frozenset(name for text in texts for name in asked(read_selector(text)))

    def matching(self, elements: Iterable[frozenset[str]], words: Words) -> frozenset[str]:
        """The selectors that may match one of these elements, now or later.

        :param elements: the names that each element has
        :param words: the names that a script may give to any element, or create an element with
        """
        distinct = sorted(set(elements), key=len, reverse=True)
        there = _NONE.union(*distinct)
        known: dict[frozenset[str], bool] = {}

        def is_free(name: str) -> bool:
            return name in STATES or name.startswith("[aria-") or words.has(name)

        def is_there(needs: frozenset[str]) -> bool:
            if needs not in known:
                wanted = frozenset(name for name in needs if not is_free(name))
                known[needs] = wanted <= there and any(wanted <= names for names in distinct)
            return known[needs]

        def may_match(selector: Selector) -> bool:
            return all(
                is_there(one.needs) and all(any(map(may_match, choice)) for choice in one.choices)
                for one in selector.compounds
            )

        return frozenset(
            text
            for names, texts in self._by_names.items()
            if names <= there or all(map(is_free, names - there))
            for text in texts
            if may_match(read_selector(text))
        )
