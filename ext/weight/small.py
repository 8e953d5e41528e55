"""Style sheets in few bytes, and without another value in any of their declarations.

A program that makes sheets smaller rounds: a third of a row, an opacity. Here only what no browser
heeds is left out: white space, the zero before a point, the last semicolon.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from ext.weight.sheet import Group, Node, Rule, parts, write_rules

_QUOTED = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|url\([^)]*\))""", re.DOTALL)
_SPACE = re.compile(r"\s+")
_AROUND = re.compile(r"\s*([,>~{};])\s*")
_COMMA = re.compile(r"\s*,\s*")
_ZERO = re.compile(r"(?<![\w.#-])(-?)0\.(?=\d)")


def minified(nodes: tuple[Node, ...]) -> str:
    """The rules as a style sheet of few bytes."""
    return write_rules(tuple(_joined(map(_small, nodes)))).replace("\n", "")


def _small(node: Node) -> Node:
    if isinstance(node, Rule):
        selectors = tuple(_outside_quotes(one, _selector) for one in node.selectors)
        return replace(node, selectors=selectors, block=_block(node.block))
    prelude = _SPACE.sub(" ", node.prelude)
    if isinstance(node, Group):
        return Group(prelude, tuple(_joined(map(_small, node.children))))
    if node.block is None:
        return replace(node, prelude=prelude)
    return replace(node, prelude=prelude, block=_block(node.block))


def _block(block: str) -> str:
    if "{" in block:
        return _outside_quotes(block, lambda text: _AROUND.sub(r"\1", _SPACE.sub(" ", text)))
    return ";".join(map(_declaration, parts(block, ";")))


def _declaration(text: str) -> str:
    name, colon, value = text.partition(":")
    if name.startswith("--"):
        # Scripts may read these; an empty value is one.
        return f"{name.strip()}:{_outside_quotes(value.strip(), _value) or ' '}"
    return f"{name.strip()}{colon}{_outside_quotes(value.strip(), _value)}"


def _value(text: str) -> str:
    text = _COMMA.sub(",", _SPACE.sub(" ", text)).replace(" !important", "!important")
    return _ZERO.sub(r"\1.", text)


def _selector(text: str) -> str:
    return _AROUND.sub(r"\1", _SPACE.sub(" ", text))


def _outside_quotes(text: str, change: Callable[[str], str]) -> str:
    """The text, changed but for what stands in quotation marks."""
    pieces = _QUOTED.split(text)
    return "".join(piece if place % 2 else change(piece) for place, piece in enumerate(pieces))


def _joined(nodes: Iterable[Node]) -> Iterator[Node]:
    """The rules; those that stand beside each other and have one head have one body."""
    last: Node | None = None
    for node in nodes:
        if isinstance(last, Rule) and isinstance(node, Rule):
            if last.selectors == node.selectors and "{" not in last.block + node.block:
                last = replace(last, block=f"{last.block};{node.block}")
                continue
        elif isinstance(last, Group) and isinstance(node, Group) and last.prelude == node.prelude:
            last = replace(last, children=tuple(_joined([*last.children, *node.children])))
            continue
        if last:
            yield last
        last = node
    if last:
        yield last
