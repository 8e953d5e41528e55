"""Reduce style sheets to what a page uses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from ext.weight.page import Words
from ext.weight.sheet import AtRule, Group, Node, Rule, parts, write_rules

_USED_PROPERTY = re.compile(r"var\(\s*(--[\w-]+)")
_OWN_PROPERTY = re.compile(r"--[\w-]+")
#: One custom property, one word, or numbers in units that all browsers know.
_KNOWN = re.compile(
    r"(var\(--[\w-]+\)|[a-z]+|#[0-9a-f]+|-?[\d.]+(px|rem|em|%|s|ms)?)(\s+-?[\d.]+(px|rem|em|%)?)*"
    r"(\s*!important)?"
)
_MENTIONED = re.compile(r"""[\w-]+|"[^"]+"|'[^']+'""")
_NONE = frozenset[str]()
_FAMILY = re.compile(r"font-family\s*:\s*([^;]+)")
_QUOTES = "\"'"
#: At-rules that are useless in a combined sheet.
_LEFT_OUT = frozenset({"charset", "import"})


@dataclass(frozen=True)
class Declaration:
    """One declaration.

    :param name: the property that it sets
    :param own: the same, if it is a custom property (``--name``)
    :param is_known: whether every browser certainly understands its value
    :param uses: the custom properties that it uses
    :param mentions: names that may be those of fonts and animations
    """

    text: str
    name: str
    own: str | None
    is_known: bool
    uses: frozenset[str]
    mentions: frozenset[str]


@cache
def declarations(block: str) -> tuple[Declaration, ...]:
    """The declarations of a block; one that contains rules is left whole."""
    if "{" in block:
        return (
            Declaration(block, "", None, False, frozenset(_USED_PROPERTY.findall(block)), _NONE),
        )
    return tuple(map(_declaration, parts(block, ";")))


def _declaration(text: str) -> Declaration:
    name, _, value = (part.strip() for part in text.partition(":"))
    own = name if _OWN_PROPERTY.fullmatch(name) else None
    # Names of fonts and animations may also come from a custom property.
    may_name = own or "animation" in text or "font" in text
    return Declaration(
        text,
        name,
        own,
        own is not None or _KNOWN.fullmatch(value) is not None,
        frozenset(_USED_PROPERTY.findall(text)) if "var(" in text else _NONE,
        frozenset(_MENTIONED.findall(text)) if may_name else _NONE,
    )


def kept(nodes: tuple[Node, ...], matches: Callable[[str], bool]) -> tuple[Node, ...]:
    """The rules that a page uses, with only those of their selectors that it uses.

    :param matches: whether a selector may match an element of the page
    """
    found: list[Node] = []
    for node in nodes:
        if isinstance(node, Rule):
            if selectors := tuple(one for one in node.selectors if matches(one)):
                found.append(replace(node, selectors=selectors))
        elif isinstance(node, Group):
            if children := kept(node.children, matches):
                found.append(replace(node, children=children))
        elif node.name not in _LEFT_OUT:
            found.append(node)
    return tuple(found)


def selectors_of(nodes: tuple[Node, ...]) -> Iterator[str]:
    """All selectors of the rules."""
    for node in nodes:
        if isinstance(node, Rule):
            yield from node.selectors
        elif isinstance(node, Group):
            yield from selectors_of(node.children)


def own_properties(nodes: tuple[Node, ...]) -> frozenset[str]:
    """The custom properties that the rules set, use or describe."""
    return frozenset(_OWN_PROPERTY.findall(write_rules(nodes)))


def without_unused(nodes: tuple[Node, ...], words: Words) -> tuple[Node, ...]:
    """The rules without custom properties, animations and fonts that none of them uses.

    :param words: names that scripts may use
    """
    blocks = list(_blocks(nodes))
    used: set[str] = set()
    wanted = {name for block in blocks for one in block if not one.own for name in one.uses}
    wanted |= {one.own for block in blocks for one in block if one.own and words.has(one.own)}
    while wanted:
        used |= wanted
        wanted = {
            name for block in blocks for one in block if one.own in wanted for name in one.uses
        } - used
    left = _with_properties(nodes, used)
    mentioned = {
        name.strip(_QUOTES) for block in _blocks(left) for one in block for name in one.mentions
    }
    return tuple(node for node in left if _is_used(node, used, mentioned))


def _blocks(nodes: tuple[Node, ...]) -> Iterator[tuple[Declaration, ...]]:
    """The declarations of the rules."""
    for node in nodes:
        if isinstance(node, Group):
            yield from _blocks(node.children)
        elif isinstance(node, Rule):
            yield declarations(node.block)


def _with_properties(nodes: tuple[Node, ...], used: set[str]) -> tuple[Node, ...]:
    """The rules with only those custom properties that are used."""
    found: list[Node] = []
    for node in nodes:
        if isinstance(node, Group):
            if children := _with_properties(node.children, used):
                found.append(replace(node, children=children))
        elif isinstance(node, Rule):
            all_of_it = declarations(node.block)
            left = [one.text for one in all_of_it if one.own is None or one.own in used]
            if left:
                same = len(left) == len(all_of_it)
                found.append(node if same else replace(node, block=";".join(left)))
        else:
            found.append(node)
    return tuple(found)


def _is_used(node: Node, properties: set[str], names: set[str]) -> bool:
    """Whether a font, an animation or a registered property is used somewhere."""
    if not isinstance(node, AtRule):
        return True
    named = node.prelude.split()[-1].strip(_QUOTES)
    if node.name == "font-face":
        family = _FAMILY.search(node.block or "")
        return family is not None and family[1].strip(f"{_QUOTES} ") in names
    if node.name == "property":
        return named in properties
    return not node.name.endswith("keyframes") or named in names


def without_repeated(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """The rules without declarations that a later rule with the same selectors repeats.

    Only at the top, since what is under a condition does not always count; and only where every
    browser understands the later value.
    """
    often = Counter(node.selectors for node in nodes if isinstance(node, Rule))
    found: list[Node] = []
    made_later: dict[tuple[str, ...], set[str]] = {}
    for node in reversed(nodes):
        if not isinstance(node, Rule) or often[node.selectors] < 2:
            found.append(node)
            continue
        later = made_later.setdefault(node.selectors, set())
        all_of_it = declarations(node.block)
        left = [one for one in all_of_it if one.name not in later or "!important" in one.text]
        later |= {one.name for one in all_of_it if one.is_known}
        if len(left) == len(all_of_it):
            found.append(node)
        elif left:
            found.append(replace(node, block=";".join(one.text for one in left)))
    return tuple(reversed(found))
