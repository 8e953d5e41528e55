"""A style sheet as rules: read, and written again without changing its meaning.

What is between braces is kept as it is written. Comments go; strings, addresses and escapes
are left alone.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

#: What a bracket, a semicolon or a comma may be in without being one.
_PIECES = re.compile(
    r"""/\*.*?(?:\*/|\Z)|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|url\(\s*+(?!["'])[^()]*+\)|\\.|[][(){};,]""",
    re.DOTALL,
)
_COMMENT = re.compile(
    r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|url\(\s*+(?!["'])[^()]*+\)|\\.)|/\*.*?(?:\*/|\Z)""",
    re.DOTALL,
)
_ADDRESS = re.compile(r"""url\(\s*+(?:"([^"]*+)"|'([^']*+)'|([^"'()\s]++))\s*+\)""")
#: At-rules that contain rules, which apply if a condition is met.
_GROUPS = re.compile(r"@(?:media|supports|layer|container|scope|starting-style)\b", re.IGNORECASE)
_OPENING, _CLOSING = "([{", ")]}"


@dataclass(frozen=True)
class Rule:
    """Selectors and what is in their braces."""

    selectors: tuple[str, ...]
    block: str


@dataclass(frozen=True)
class Group:
    """Rules under a condition: ``@media print``."""

    prelude: str
    children: tuple[Node, ...]


@dataclass(frozen=True)
class AtRule:
    """Any other at-rule, such as ``@font-face``, ``@keyframes`` or ``@import``.

    :param block: None if it ends with a semicolon
    """

    prelude: str
    block: str | None

    @property
    def name(self) -> str:
        """Its keyword in lower case, without the ``@``."""
        found = re.match(r"@([\w-]+)", self.prelude)
        return found[1].lower() if found else ""


Node = Rule | Group | AtRule


def without_comments(text: str) -> str:
    """The sheet without comments.

    >>> without_comments('a{b:"/*c*/"}/* d */')
    'a{b:"/*c*/"} '
    """
    return _COMMENT.sub(lambda found: found[1] or " ", text)


def read_rules(text: str) -> tuple[Node, ...]:
    """The rules of a sheet without comments.

    >>> read_rules("a,b{c:d}@media print{e{f:g}}")[1].children
    (Rule(selectors=('e',), block='f:g'),)
    """
    found: list[Node] = []
    start, opened, depth, prelude = 0, 0, 0, ""
    for piece in _PIECES.finditer(text):
        char = piece[0]
        if char in _OPENING:
            if char == "{" and depth == 0:
                prelude, opened = text[start : piece.start()].strip(), piece.end()
            depth += 1
        elif char in _CLOSING:
            depth -= depth > 0
            if char == "}" and depth == 0 and opened > start:
                found.append(_node(prelude, text[opened : piece.start()].strip()))
                start = piece.end()
        elif char == ";" and depth == 0:
            if prelude := text[start : piece.start()].strip():
                found.append(AtRule(prelude, None))
            start = piece.end()
    return tuple(found)


def _node(prelude: str, block: str) -> Node:
    if _GROUPS.match(prelude):
        return Group(prelude, read_rules(block))
    if prelude.startswith("@"):
        return AtRule(prelude, block)
    return Rule(tuple(parts(prelude, ",")), block)


def parts(text: str, separator: str) -> Iterator[str]:
    """What is between separators, but for those in brackets and strings.

    >>> list(parts("a:is(b,c), d", ","))
    ['a:is(b,c)', 'd']
    """
    start, depth = 0, 0
    for piece in _PIECES.finditer(text):
        char = piece[0]
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            depth -= 1
        elif char == separator and depth == 0:
            if found := text[start : piece.start()].strip():
                yield found
            start = piece.end()
    if found := text[start:].strip():
        yield found


def write_rules(nodes: tuple[Node, ...]) -> str:
    """The rules as a style sheet."""
    return "\n".join(_written(node) for node in nodes)


def _written(node: Node) -> str:
    match node:
        case Rule(selectors, block):
            return f"{','.join(selectors)}{{{block}}}"
        case Group(prelude, children):
            return f"{prelude}{{{write_rules(children)}}}"
        case AtRule(prelude, block):
            return f"{prelude};" if block is None else f"{prelude}{{{block}}}"


def moved(nodes: tuple[Node, ...], folder: str) -> tuple[Node, ...]:
    """The rules of a sheet from another folder, whose addresses are relative to that folder.

    >>> write_rules(moved(read_rules("a{b:url(../c.png)}"), "styles"))
    'a{b:url("c.png")}'
    """
    return tuple(_moved(node, folder) for node in nodes)


def _moved(node: Node, folder: str) -> Node:
    if isinstance(node, Group):
        return replace(node, children=moved(node.children, folder))
    if not node.block or "url(" not in node.block:
        return node

    def address(found: re.Match[str]) -> str:
        target = found[1] or found[2] or found[3] or ""
        if re.match(r"[a-z][a-z0-9+.-]*:|[/#]", target, re.IGNORECASE):
            return found[0]
        return f'url("{posixpath.normpath(posixpath.join(folder, target))}")'

    return replace(node, block=_ADDRESS.sub(address, node.block))
