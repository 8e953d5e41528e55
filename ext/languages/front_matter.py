"""The YAML block at the top of a page, with the line of every key."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

FENCE = "---"


@dataclass(frozen=True)
class FrontMatter:
    """What stands between two lines of ``---`` at the top of a page.

    :param values: the keys with their values, as YAML reads them
    :param lines: the line of each key in the file, from 1
    :param error: what is wrong and the line, where the block is no YAML map
    """

    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    error: tuple[str, int] | None = None


def front_matter(path: Path) -> FrontMatter:
    """Read the front matter of the page at *path*; an unreadable file has none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return FrontMatter()
    return parse_front_matter(text)


def parse_front_matter(text: str) -> FrontMatter:
    """Read the front matter of a page with this *text*."""
    lines = text.splitlines()
    if not lines or lines[0].rstrip() != FENCE:
        return FrontMatter()
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() in (FENCE, "...")), None)
    if end is None:
        return FrontMatter(error=("the front matter has no closing line of ---", 1))
    try:
        loader = yaml.SafeLoader("\n".join(lines[1:end]))
        node = loader.get_single_node()
        if node is None:
            return FrontMatter()
        if not isinstance(node, yaml.MappingNode):
            return FrontMatter(error=("the front matter is no list of 'key: value' lines", 2))
        values = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 2 if mark else 2
        return FrontMatter(error=(f"the front matter is no YAML: {error.problem}", line))
    except (yaml.YAMLError, ValueError, TypeError) as error:
        return FrontMatter(error=(f"the front matter is no YAML: {error}", 2))
    keys = {
        key.value: key.start_mark.line + 2
        for key, _ in node.value
        if isinstance(key, yaml.ScalarNode)
    }
    return FrontMatter({str(key): value for key, value in values.items()}, keys)
