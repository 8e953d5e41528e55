"""Style sheets and pages made smaller, without changing the value of any declaration.

A general minifier rounds: a third of a row, an opacity. Here only what browsers ignore is removed: white
space, the zero before a point, the last semicolon, and the names of custom properties, which
nobody reads.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import count, product

from ext.weight.page import Words
from ext.weight.sheet import Group, Node, Rule, parts, write_rules

_QUOTED = re.compile(
    r"""((?<!\\)"(?:[^"\\]|\\.)*+"|(?<!\\)'(?:[^'\\]|\\.)*+'|url\([^()]*+\))""", re.DOTALL
)
_SPACE = re.compile(r"\s+")
# For a text whose white space is single spaces.
_AROUND = re.compile(r" ?([,>~{};]) ?")
_COMMA = re.compile(r" ?, ?")
_ZERO = re.compile(r"(?<![\w.#-])(-?)0\.(?=\d)")


#: A custom property, and not the middle of a class (``vsc-hero--90vh``).
_OWN = re.compile(r"(?<![\w\\-])(?<!\\:)--[\w-]+")
#: Elements that keep their white space.
_KEPT = re.compile(
    r"(<(pre|textarea|script)\b[^<]*+(?:<(?!/?\2\b)[^<]*+)*+</\2\s*>)", re.IGNORECASE
)
#: White space in HTML, which does not include no-break spaces.
_LINES = re.compile(r"(?<![ \t\r\f])[ \t\r\f]*+\n[ \t\n\r\f]*+")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def without_indents(page: str) -> str:
    """The page without white space around its line ends, except in text that keeps its lines.

    >>> without_indents("<p>a\\n    b</p><pre>a\\n  b</pre>")
    '<p>a\\nb</p><pre>a\\n  b</pre>'
    """
    pieces = _KEPT.split(page)
    # Each kept piece is followed by the name of its element.
    return "".join(
        _LINES.sub("\n", piece) if place % 3 == 0 else piece
        for place, piece in enumerate(pieces)
        if place % 3 != 2
    )


def with_short_names(css: str, words: Words) -> str:
    """The sheet with short names for its custom properties, except those that a script may use.

    >>> with_short_names(".a--b{--colour:red;color:var(--colour)}", Words())
    '.a--b{--a:red;color:var(--a)}'
    """
    counted = Counter(name for name in _OWN.findall(css) if not words.has(name))
    # The most frequent name becomes the shortest; the names on a page depend on that page alone.
    ordered = sorted(counted, key=lambda name: (-counted[name], name))
    taken = set(_OWN.findall(css)) - counted.keys()
    short = (name for name in _names() if name not in taken)
    renamed = dict(zip(ordered, short, strict=False))
    return _OWN.sub(lambda found: renamed.get(found[0], found[0]), css)


def _names() -> Iterator[str]:
    """Short names: ``--a`` to ``--z``, ``--aa`` and so on."""
    for length in count(1):
        for letters in product(_LETTERS, repeat=length):
            yield f"--{''.join(letters)}"


def minified(nodes: tuple[Node, ...]) -> str:
    """The rules as a small style sheet."""
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
        # Scripts may read these; an empty value counts.
        return f"{name.strip()}:{_outside_quotes(value.strip(), _value) or ' '}"
    return f"{name.strip()}{colon}{_outside_quotes(value.strip(), _value)}"


def _value(text: str) -> str:
    text = _COMMA.sub(",", _SPACE.sub(" ", text)).replace(" !important", "!important")
    return _ZERO.sub(r"\1.", text)


def _selector(text: str) -> str:
    return _AROUND.sub(r"\1", _SPACE.sub(" ", text))


def _outside_quotes(text: str, change: Callable[[str], str]) -> str:
    """The text, changed but for what is in quotation marks."""
    pieces = _QUOTED.split(text)
    return "".join(piece if place % 2 else change(piece) for place, piece in enumerate(pieces))


def _joined(nodes: Iterable[Node]) -> Iterator[Node]:
    """The rules; those that are beside each other and have one head have one body."""
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
