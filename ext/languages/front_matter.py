"""The YAML block at the top of a page, with the line of every key."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from ..catalogs.po import lines_of
from ..limits import yaml_fault
from ..yaml_lines import WHAT_YAML_RAISES, line_of_no_value

FENCE = "---"
HALF = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class FrontMatter:
    """What is between two lines of ``---`` at the top of a page.

    :param values: the keys with their values, as YAML reads them
    :param lines: the line of each key in the file, from 1; of a key below another, by ``event.start``
    :param error: what is wrong, and its line, if the block is not a YAML map
    :param not_utf8: the first line of the page that is not UTF-8; 0 if all are
    """

    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    error: tuple[str, int] | None = None
    not_utf8: int = 0


def front_matter(path: Path) -> FrontMatter:
    """Read the front matter of the page at *path*; an unreadable file has none."""
    try:
        data = path.read_bytes()
    except OSError:
        return FrontMatter()
    try:
        return parse_front_matter(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = len(lines_of(data[: error.start].decode("utf-8", "replace")))
        found = parse_front_matter(data.decode("utf-8-sig", "replace"))
        return replace(found, not_utf8=line)


def parse_front_matter(text: str) -> FrontMatter:
    """Read the front matter of a page with this *text*."""
    lines = lines_of(text)
    if not lines or lines[0].rstrip() != FENCE:
        return FrontMatter()
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() in (FENCE, "...")), None)
    if end is None:
        return FrontMatter(error=("the front matter has no closing line of ---", 1))
    node = None
    try:
        loader = yaml.SafeLoader("\n".join(lines[1:end]))
        node = loader.get_single_node()
        if node is None:
            return FrontMatter()
        if not isinstance(node, yaml.MappingNode):
            return FrontMatter(error=("the front matter must be lines of 'key: value'", 2))
        if too_large := yaml_fault(node):
            line, why = too_large
            return FrontMatter(error=(f"the front matter is too large: {why}", line + 1))
        if line := _half_character(node):
            why = "an escape such as \\ud800 is half a character"
            return FrontMatter(error=(f"the front matter cannot be read: {why}", line + 1))
        values = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 2 if mark else 2
        problem = error.problem or ""
        if problem.startswith("mapping values"):
            problem = "put text that contains a colon in quotation marks: 'like: this'"
        return FrontMatter(error=(f"the front matter cannot be read: {problem}", line))
    except yaml.reader.ReaderError as error:
        line = text[: text.find(chr(error.character))].count("\n") + 1
        return FrontMatter(error=(f"the front matter cannot be read: {error.reason}", line))
    except (AttributeError, KeyError, TypeError):
        why = "a value does not fit the tag before it, such as !!timestamp"
        return FrontMatter(error=(f"the front matter cannot be read: {why}", 2))
    except (yaml.YAMLError, *WHAT_YAML_RAISES) as error:
        line = line_of_no_value(node) + 1 if node else 2  # Such as 30 February.
        return FrontMatter(error=(f"the front matter cannot be read: {error}", line))
    keys = {}
    for key, value in node.value:
        below = value.value if isinstance(value, yaml.MappingNode) else []
        name = str(key.value)
        keys[name] = key.start_mark.line + 2
        keys.update({f"{name}.{sub.value}": sub.start_mark.line + 2 for sub, _ in below})
    return FrontMatter({str(key): value for key, value in values.items()}, keys)


def _half_character(node: yaml.Node) -> int:
    """The line, from 1, of a value that cannot be written to a file; 0 if there is none."""
    if isinstance(node, yaml.ScalarNode):
        return node.start_mark.line + 1 if HALF.search(node.value) else 0
    parts = [part for item in node.value for part in (item if isinstance(item, tuple) else (item,))]
    return next((line for part in parts if (line := _half_character(part))), 0)
