"""Limits of what a page, a register or a catalog may contain: generous, stated, and the same everywhere.

Whatever exceeds them was written by mistake, or to keep the build busy. Plain numbers, and the
functions that check them.
"""

from __future__ import annotations

import yaml

#: Values in one YAML text, each alias counted as everything that it stands for.
YAML_VALUES = 20_000
#: How deep lists and maps of YAML may be nested.
YAML_DEPTH = 40
#: Characters in a message, or in its translation.
MESSAGE = 20_000
#: Opening brackets in a message: Markdown looks for the end of each.
BRACKETS = 500
#: Messages in a catalog.
MESSAGES = 50_000
#: Characters in a page, and in one of its lines.
PAGE, LINE = 1_000_000, 20_000
#: How deep blocks may be nested: a list in a list counts two, a block of colons one.
DEPTH = 50


def yaml_fault(root: yaml.Node) -> tuple[int, str] | None:
    """The line, from 1, that makes a YAML text too large, and why; None if it is not.

    >>> yaml_fault(yaml.compose("a: &a [b, *a]", yaml.SafeLoader))
    (1, 'an alias (*) is inside the value that it refers to')
    """
    sizes: dict[int, int] = {}
    open_nodes: set[int] = set()
    # Without recursion: (node, depth, whether its parts have been counted).
    waiting: list[tuple[yaml.Node, int, bool]] = [(root, 1, False)]
    while waiting:
        node, depth, is_counted = waiting.pop()
        key, line = id(node), node.start_mark.line + 1
        if isinstance(node, yaml.ScalarNode):
            sizes[key] = 1
        elif is_counted:
            sizes[key] = 1 + sum(sizes[id(part)] for part in _parts(node))
            open_nodes.discard(key)
            if sizes[key] > YAML_VALUES:
                return line, f"it contains more than {YAML_VALUES:,} values, counting aliases (*)"
        elif key in open_nodes:
            return line, "an alias (*) is inside the value that it refers to"
        elif key not in sizes:
            if depth > YAML_DEPTH:
                return line, f"lists and maps are nested more than {YAML_DEPTH} levels deep"
            open_nodes.add(key)
            waiting.append((node, depth, True))
            waiting.extend((part, depth + 1, False) for part in _parts(node))
    return None


def _parts(node: yaml.Node) -> list[yaml.Node]:
    """The nodes inside a node: items, or keys and values."""
    return [part for item in node.value for part in (item if isinstance(item, tuple) else (item,))]


def message_fault(text: str) -> str:
    """What exceeds the limits in a message or a translation; empty if nothing does."""
    if len(text) > MESSAGE:
        return f"is longer than {MESSAGE:,} characters"
    if text.count("[") > BRACKETS:
        return f"has more than {BRACKETS} opening brackets"
    return ""


def within_limits(text: str) -> tuple[str, list[tuple[int, str]]]:
    """A page without the lines that exceed the limits, and the faults found, each with its line from 1.

    >>> within_limits("a\\n" + "b" * 20_001)
    ('a\\n', [(2, 'This line has 20,001 characters and is left out. Keep lines within 20,000.')])
    """
    if len(text) <= LINE:
        return text, []
    lines, faults, size = text.split("\n"), [], 0
    for at, line in enumerate(lines):
        if len(line) > LINE:
            said = f"This line has {len(line):,} characters and is left out. Keep lines within {LINE:,}."
            faults.append((at + 1, said))
            lines[at] = ""
        size += len(lines[at]) + 1
        if size > PAGE:
            said = f"The rest of the page is left out: it is longer than {PAGE:,} characters. Split it into two pages."
            return "\n".join(lines[:at]) + "\n", [*faults, (at + 1, said)]
    return "\n".join(lines), faults
