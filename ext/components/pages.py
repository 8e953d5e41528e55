"""Check a page as a whole: its front matter, its title, and whether there is anything on it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from ext.components.marked_yaml import check
from ext.languages import front_matter
from ext.reporting import Problem, warn
from ext.yaml_lines import Fault, Marked, Steps

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def check_front_matter(path: Path) -> list[Fault]:
    """Everything that is wrong in the front matter of a page."""
    front = front_matter(path)
    if front.error:
        message, line = front.error
        return [Fault(line, f"{message[0].upper()}{message[1:]}.")]
    if not front.values:
        return []
    from ext.components.front_matter import FrontMatter  # It needs a library that loads slowly.

    lines: dict[Steps, int] = {(): 1}
    lines.update({tuple(key.split(".")): line for key, line in front.lines.items()})
    _, faults = check(FrontMatter, Marked(front.values, lines))
    return faults


def blank_front_matter(text: str) -> str:
    r"""The text of a page with empty lines for its front matter, so that lines keep their number.

    >>> blank_front_matter("---\ntoc: true\n---\n# Title\n")
    '\n\n\n# Title\n'
    """
    found = re.match(r"---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|$)", text)
    return "\n" * found[0].count("\n") + text[found.end() :] if found else text


def check_source(app: Sphinx, docname: str, source: list[str]) -> None:
    """On `source-read`: report faults in the front matter, and a page without any text.

    Front matter that is broken is removed, so that the page is still drawn and MyST does not
    report it once more.
    """
    path = Path(app.env.doc2path(docname))
    if front_matter(path).error:
        source[0] = blank_front_matter(source[0])
    if not is_written(app.env, docname):
        return
    for fault in check_front_matter(path):
        warn(Problem.FRONT_MATTER, fault.message, location=f"{path}:{fault.line}")
    if not blank_front_matter(source[0]).strip():
        warn(Problem.PAGE_EMPTY, "This page is empty.", location=f"{path}:1")


def check_title(app: Sphinx, doctree: nodes.document) -> None:
    """On `doctree-read`: report a page without a title, unless it is empty."""
    docname = app.env.docname
    if not is_written(app.env, docname) or doctree.next_node(nodes.title):
        return
    first = doctree.next_node(nodes.TextElement)
    if first is not None:
        line = first.line or 1
        path = app.env.doc2path(docname)
        warn(Problem.PAGE_UNTITLED, "This page has no title.", location=f"{path}:{line}")


def is_written(env: BuildEnvironment, docname: str) -> bool:
    """Whether this page has a file of its own, where its faults are reported once."""
    return Path(env.doc2path(docname, base=False)).with_suffix("").as_posix() == docname


def setup(app: Sphinx) -> None:
    """Register the checks of every page."""
    app.connect("source-read", check_source)
    app.connect("doctree-read", check_title)
