"""What a drawn page contains: its elements, and the words in its scripts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from ext.tags import attributes_of, tags

#: Words in quotation marks in a script, and what follows ``dataset.``.
_WORDS = re.compile(
    r"""dataset\.(?P<key>\w+)|(?<!\\)"(?P<double>(?:[^"\\\n]|\\.)*+)"|(?<!\\)'(?P<single>(?:[^'\\\n]|\\.)*+)'|(?<!\\)`(?P<back>(?:[^`\\]|\\.)*+)`"""
)
_NAME = re.compile(r"[\w-]+(?:\$\{)?")
#: A script of any other type is data.
_SCRIPT_TYPE = re.compile(r"""\btype\s*=\s*["']?(?!module|text/javascript)\w""")
#: Attributes whose values selectors test.
VALUED = frozenset({"type", "role"})


@dataclass(frozen=True)
class Words:
    """Words that scripts may use as names, and beginnings of names (``vsc-${kind}``)."""

    whole: frozenset[str] = frozenset()
    beginnings: tuple[str, ...] = ()

    def has(self, name: str) -> bool:
        """Whether a name in a selector, ``.class`` or ``[attribute``, may be one of these."""
        bare = name.lstrip(".#[")
        return bare in self.whole or (bool(self.beginnings) and bare.startswith(self.beginnings))

    def of_names(self, names: frozenset[str]) -> Words:
        """Those of these words that are names in selectors or properties."""
        return Words(self.whole & _bare(names), self.beginnings)

    @property
    def key(self) -> tuple[list[str], tuple[str, ...]]:
        """All of it, in a fixed order."""
        return sorted(self.whole), self.beginnings

    def __or__(self, other: Words) -> Words:
        """The words of both."""
        both = sorted({*self.beginnings, *other.beginnings})
        return Words(self.whole | other.whole, tuple(both))


@lru_cache(maxsize=16)
def _bare(names: frozenset[str]) -> frozenset[str]:
    return frozenset(name.lstrip(".#[") for name in names)


def words_of(script: str) -> Words:
    """The words of a script that may be names of classes, elements, attributes or properties.

    >>> sorted(words_of('a.className = "b c"; d.dataset.someMode').whole)
    ['b', 'c', 'data-some-mode']
    """
    whole: set[str] = set()
    beginnings: set[str] = set()
    for found in _WORDS.finditer(script):
        if found["key"]:
            whole.add("data-" + re.sub(r"[A-Z]", lambda big: f"-{big[0].lower()}", found["key"]))
            continue
        quoted = found["double"] or found["single"] or found["back"] or ""
        for name in _NAME.findall(quoted):
            if name.endswith("${"):
                beginnings.add(name[:-2])
            else:
                whole.add(name)
    return Words(frozenset(whole), tuple(sorted(beginnings)))


@dataclass
class Elements:
    """The names that each element of a page has: those of the frame, and those in ``<main>``."""

    frame: set[frozenset[str]] = field(default_factory=set)
    main: set[frozenset[str]] = field(default_factory=set)
    #: Names in ``<template>``, which a script may place anywhere.
    loose: set[str] = field(default_factory=set)
    #: Scripts that are in the page.
    scripts: list[str] = field(default_factory=list)

    @property
    def all(self) -> frozenset[frozenset[str]]:
        """All elements."""
        return frozenset(self.frame | self.main)

    def of_names(self, names: frozenset[str]) -> Elements:
        """The elements, with only those of their names that are among *names*."""
        frame, main = ({_of_names(one, names) for one in part} for part in (self.frame, self.main))
        return Elements(frame, main)

    @property
    def key(self) -> list[list[list[str]]]:
        """The elements of the frame and the main part, in a fixed order."""
        return [sorted(map(sorted, part)) for part in (self.frame, self.main)]


def elements_of(page: str) -> Elements:
    """What is in a page. Tags are read one by one: it does not matter whether they are closed."""
    found = Elements()
    in_main, templates = False, 0
    script = None
    for tag in tags(page):
        if script is not None:
            found.scripts.append(page[script : tag.start])
            script = None
        if tag.name == "main":
            in_main = not tag.is_end
        if tag.name == "template":
            templates = max(templates + (-1 if tag.is_end else 1), 0)
        if tag.is_end or not tag.name:
            continue
        names = _names_of(tag.name, tag.attributes)
        (found.main if in_main else found.frame).add(names)
        if templates:
            found.loose |= names
        if tag.name == "script" and _SCRIPT_TYPE.search(tag.attributes) is None:
            script = tag.end
    return found


@lru_cache(maxsize=2048)
def _of_names(element: frozenset[str], names: frozenset[str]) -> frozenset[str]:
    return element & names


@lru_cache(maxsize=2048)
def _names_of(tag: str, attributes: str) -> frozenset[str]:
    """The names that an element has according to its tag."""
    names = {tag}
    for key, value in attributes_of(attributes).items():
        names.add(f"[{key}")
        if key == "class":
            names.update(f".{one}" for one in value.split())
        elif key == "id":
            names.add(f"#{value}")
        elif key in VALUED:
            names.add(f"[{key}={value.lower()}")
    return frozenset(names)
