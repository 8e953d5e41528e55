"""YAML with line numbers: every fault of a text at once, each with its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any, NamedTuple

import yaml

from .limits import yaml_fault

# Keys and indices that lead to a value.
Steps = tuple[str | int, ...]


# What PyYAML raises for values that do not fit their tag, such as `!!int x`, and for endless ones.
WHAT_YAML_RAISES = (AttributeError, KeyError, OverflowError, RecursionError, TypeError, ValueError)

LOOK = "Check the spaces, colons and quotation marks here and one line up."
NO_VALUE = "a value does not fit the tag before it, such as !!timestamp: write it without the tag."


class Fault(NamedTuple):
    """Something wrong in a text, and the line where it is, counted from 1."""

    line: int
    message: str


class Marked(NamedTuple):
    """The value of a YAML text, and the line of every key and item in it."""

    value: Any
    lines: dict[Steps, int]

    def line(self, path: Steps) -> int:
        """The line of what is at this path, or of the nearest thing that contains it."""
        while path not in self.lines:
            path = path[:-1]
        return self.lines[path]


def read(text: str, entries_of: str = "") -> tuple[Marked, list[Fault]]:
    """Read a YAML text. A broken one has no value and one fault.

    :param entries_of: a key of the text: of what is below it, a fault costs its entry alone
    """
    faults: list[Fault] = []
    while True:
        try:
            root = yaml.compose(text, yaml.SafeLoader)
            break
        except (yaml.YAMLError, *WHAT_YAML_RAISES) as error:
            faults.append(fault := _syntax_fault(error, text))
            fewer = _without_entry(text, fault.line, entries_of) if entries_of else text
            if fewer == text:
                return Marked(None, {(): 1}), faults
            text = fewer
    if root is None:
        return Marked(None, {(): 1}), faults
    if too_large := yaml_fault(root):
        line, why = too_large
        return Marked(None, {(): 1}), [*faults, Fault(line, f"This YAML cannot be read: {why}.")]
    if entries := _entries(root, entries_of):
        for key, value in list(entries.value):
            if line := line_of_no_value(value):
                entries.value.remove((key, value))
                faults.append(Fault(line, f"{key.value!r}: {NO_VALUE}"))
    try:
        value = yaml.SafeLoader("").construct_document(root)
    except (yaml.YAMLError, *WHAT_YAML_RAISES):
        return Marked(None, {(): 1}), [*faults, Fault(line_of_no_value(root) or 1, NO_VALUE)]
    lines: dict[Steps, int] = {(): 1}
    faults += _note_lines(root, (), lines)
    return Marked(value, lines), faults


def _entries(root: yaml.Node, name: str) -> yaml.MappingNode | None:
    """The map below a key of the text, if there is one."""
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    found = (value for key, value in pairs if key.value == name)
    return next((value for value in found if isinstance(value, yaml.MappingNode)), None)


def line_of_no_value(node: yaml.Node) -> int:
    """The line of the first part of *node* with no value that fits its tag; 0 if all have one."""
    try:
        yaml.SafeLoader("").construct_document(node)
    except (yaml.YAMLError, *WHAT_YAML_RAISES):
        pairs = node.value if not isinstance(node, yaml.ScalarNode) else []
        parts = [part for one in pairs for part in (one if isinstance(one, tuple) else (one,))]
        found = next((line for part in parts if (line := line_of_no_value(part))), 0)
        return found or node.start_mark.line + 1
    return 0


def _without_entry(text: str, line: int, name: str) -> str:
    """*text* with empty lines in place of what this line is in.

    That is an entry below the key *name*, or all that is below another key.
    """
    rows = text.split("\n")
    tops = [at for at, row in enumerate(rows) if row.strip() and row[0] not in " \t#"]
    top = max((at for at in tops if at < line), default=0)
    starts = tops
    if rows[top].startswith(f"{name}:"):
        end = next((at for at in tops if at > top), len(rows))
        below = [at for at in range(top + 1, end) if rows[at].strip(" \t") and rows[at][0] != "#"]
        indent = min((_indent(rows[at]) for at in below[:1]), default=0)
        starts = [*(at for at in below if _indent(rows[at]) <= indent), end]
    first = max((at for at in starts if at < line), default=None)
    if first is None:
        return text
    end = next((at for at in starts if at > first), len(rows))
    rows[first:end] = [""] * (end - first)
    return "\n".join(rows)


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip(" "))


def suggestion(word: str, known: Iterable[str]) -> str:
    """The end of a sentence, which suggests the nearest known word, or lists all of them.

    >>> suggestion("lisence", ["licence", "maker"])
    "did you mean 'licence'?"
    >>> suggestion("x", ["licence", "maker"])
    'use one of licence, maker.'
    """
    known = sorted(known)
    if near := get_close_matches(word, known, n=1):
        return f"did you mean {near[0]!r}?"
    return f"use one of {', '.join(known)}." if known else "there are none."


def _syntax_fault(error: Exception, text: str) -> Fault:
    if isinstance(error, yaml.reader.ReaderError):
        line = text[: error.position].count("\n") + 1
        sign = f"U+{ord(text[error.position]):04X}"
        return Fault(line, f"This line cannot be read: it contains the character {sign}.")
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context", None) or ""
    if "scanning" in context or "flow" in context:
        # Something was begun and not ended: it is unknown where it should end.
        mark = getattr(error, "context_mark", None) or mark
    problem = getattr(error, "problem", None) or str(error)
    if problem.startswith("mapping values"):
        problem = "text with a colon in it belongs in quotation marks, 'like: this'"
    return Fault(mark.line + 1 if mark else 1, f"This line cannot be read: {problem}. {LOOK}")


def _note_lines(node: yaml.Node, path: Steps, lines: dict[Steps, int]) -> Iterator[Fault]:
    """Note the line of each key and item; a key that is given twice is a fault."""
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            lines[*path, index] = item.start_mark.line + 1
            yield from _note_lines(item, (*path, index), lines)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            place = (*path, str(key.value))
            line = key.start_mark.line + 1
            if place in lines:
                yield Fault(line, f"{key.value!r} is here twice; the last one counts.")
            lines[place] = line
            yield from _note_lines(value, place, lines)
