"""What a page that was written by hand says, section by section: a short hash of each part.

A part is a paragraph, an item of a list, a row of a table, or another block as a whole. White space,
line breaks and anchors make no difference to it; words, links, numbers and pictures do.

    # Visit            →  key ""               hashes of the heading, and of each part below it
    ## Opening hours   →  key "opening-hours"
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from .in_step import PageSection, key_of
from .internals.discovery import pages_of
from .memory import memory
from .pages import Page, Pages

#: Attributes that no reader sees, or that differ from one computer or run to the next.
UNSEEN = frozenset(
    {
        "align",
        "anonymous",
        "auto",
        "backrefs",
        "bullet",
        "classes",
        "dupnames",
        "enumtype",
        "height",
        "ids",
        "includefiles",
        "message_context",
        "names",
        "prefix",
        "rawcaption",
        "rawentries",
        "refdoc",
        "scale",
        "slug",
        "source",
        "suffix",
        "translatable",
        "width",
        "xml:space",
    }
)
#: Equations are numbered through all pages, and some bear a random label.
UNSEEN_OF_EQUATIONS = frozenset({"docname", "label", "number"})
#: Blocks whose children are parts of their own.
OPEN = (
    nodes.bullet_list,
    nodes.enumerated_list,
    nodes.definition_list,
    nodes.table,
    nodes.tgroup,
    nodes.thead,
    nodes.tbody,
    addnodes.only,
)
#: What is no part of what a page says.
NO_PARTS = (nodes.comment, nodes.system_message, nodes.colspec)
#: How MyST writes the end of a line, in HTML and in LaTeX.
HARD_BREAK = frozenset({"<br />", "\\\\"})


class NoteParts(SphinxTransform):
    """Note what a page says that has a hand-written version in another language.

    Before comments (18) and translations (20) change the tree, and before its links are led on.
    """

    default_priority = 17

    def apply(self, **kwargs: Any) -> None:
        """Note it."""
        pages = pages_of(self.env._app)
        page = pages.get(self.env.docname)
        if page is not None and is_paired(page, pages):
            kept = memory(self.env).page(page.docname)
            kept.sections = sections_of_page(self.document, page.path, Path(self.env.srcdir))


def is_paired(page: Page, pages: Pages) -> bool:
    """Whether a page is written by hand, and so is one of its versions."""
    return not page.is_counterpart and any(
        other != page.docname and not pages.by_docname[other].is_counterpart
        for other in pages.versions(page.docname).values()
    )


def sections_of_page(document: nodes.document, path: str, srcdir: Path) -> tuple[PageSection, ...]:
    """The sections of a page, in reading order; the first is the page itself, above all others.

    :param path: the file of the page, within *srcdir*
    """
    reader = _Reader(path, srcdir)
    reader.read(document)
    return tuple(
        PageSection(found.key, found.title, found.path, found.line, (found.head, *found.parts))
        for found in reader.found
    )


@dataclass
class _Section:
    key: str
    title: str
    path: str
    line: int
    head: str
    parts: list[str] = field(default_factory=list)


class _Reader:
    """One reading of a page, from top to bottom."""

    def __init__(self, path: str, srcdir: Path) -> None:
        self.path = path
        self.srcdir = srcdir
        self.found = [_Section("", "", path, 1, _hash(""))]
        self.keys = {""}
        self.labels: list[str] = []

    def read(self, document: nodes.document) -> None:
        """Read all of it. The one section that holds all others is the page itself."""
        top = [child for child in document.children if isinstance(child, nodes.section)]
        front = next((child for child in document if not isinstance(child, nodes.meta)), None)
        for child in document.children:
            if child is front and isinstance(child, nodes.field_list):
                continue  # Front matter; what of it readers see stands in nodes of its own.
            if len(top) == 1 and child is top[0]:
                self.name(self.found[0], top[0])
                self.labels.clear()
                self.read_all(top[0], self.found[0])
            else:
                self.read_one(child, self.found[0])

    def read_all(self, node: nodes.Element, section: _Section) -> None:
        for child in node.children:
            self.read_one(child, section)

    def read_one(self, node: nodes.Node, section: _Section) -> None:
        """Read a block that stands in *section*."""
        if isinstance(node, nodes.section):
            self.begin(node, section)
        elif isinstance(node, nodes.target) and _is_anchor(node):
            self.labels += node["names"]
        elif isinstance(node, NO_PARTS) or (isinstance(node, nodes.title) and _is_heading(node)):
            return
        elif isinstance(node, OPEN):
            self.read_all(node, section)
        elif isinstance(node, nodes.Element):
            self.labels.clear()
            section.parts.append(_hash(" ".join("".join(self.signs(node)).split())))

    def begin(self, node: nodes.section, parent: _Section) -> None:
        """Read a section within *parent*."""
        own = [name for name in node["names"] if node.document and _is_label(node, name)]
        label = next(iter([*self.labels, *own]), "")
        self.labels.clear()
        anchor = label or next(iter(node["ids"]), "")
        wanted = key = key_of(anchor, parent.key, is_label=bool(label))
        count = 1
        while key in self.keys:
            count += 1
            key = f"{wanted}+{count}"
        self.keys.add(key)
        section = _Section(key, "", self.path, 1, _hash(""))
        self.name(section, node)
        self.found.append(section)
        self.read_all(node, section)

    def name(self, section: _Section, node: nodes.section) -> None:
        """Give a section its heading and its place."""
        title = node.next_node(nodes.title)
        if title is None or title.parent is not node:
            return
        section.title = " ".join(title.astext().split())
        section.head = _hash(" ".join("".join(self.signs(title)).split()))
        section.line = title.line or node.line or 1
        file = Path(self.srcdir, title.source or self.path)
        if file.is_relative_to(self.srcdir):
            section.path = file.relative_to(self.srcdir).as_posix()

    def signs(self, node: nodes.Node) -> Iterator[str]:
        """What a reader meets in a node: its words, and what its marks say."""
        if isinstance(node, nodes.Text):
            yield str(node)
        elif isinstance(node, nodes.raw) and node.astext().strip() in HARD_BREAK:
            yield " "
        elif isinstance(node, nodes.Element) and not isinstance(node, NO_PARTS):
            tell = not isinstance(node, nodes.paragraph) and not _is_anchor(node)
            yield f" <{node.tagname}{self.marks(node)}>" if tell else " "
            for child in node.children:
                yield from self.signs(child)
            yield f"</{node.tagname}> " if tell else " "

    def marks(self, node: nodes.Element) -> str:
        """The attributes of a node that say something."""
        unseen = set(UNSEEN)
        if isinstance(node, nodes.math_block):
            unseen |= UNSEEN_OF_EQUATIONS
        elif isinstance(node, addnodes.toctree) and node["glob"]:
            unseen.add("entries")  # Those that there are, whoever adds them.
        said = (
            f" {name}={shown}"
            for name, value in sorted(node.attributes.items())
            if name not in unseen and (shown := _shown(value)) is not None
        )
        return "".join(said).replace(str(self.srcdir), "")


def _is_anchor(node: nodes.Node) -> bool:
    """Whether a node only says where links may lead."""
    return isinstance(node, nodes.target) and "refuri" not in node


def _is_heading(title: nodes.title) -> bool:
    return isinstance(title.parent, nodes.section)


def _is_label(section: nodes.section, name: str) -> bool:
    """Whether an editor gave this name to a section, rather than its heading."""
    return bool(section.document and section.document.nametypes.get(name))


def _shown(value: Any) -> str | None:
    """A value as text that is the same in every run; None for what is no plain value, or empty."""
    if value in (None, "", [], (), {}):
        return None
    if isinstance(value, str | int | float):
        return str(value)
    if isinstance(value, list | tuple):
        return ",".join(_shown(item) or "" for item in value)
    if isinstance(value, set | frozenset):
        return ",".join(sorted(_shown(item) or "" for item in value))
    if isinstance(value, dict):
        return ",".join(f"{key}:{_shown(item) or ''}" for key, item in sorted(value.items()))
    shown = repr(value)
    return None if " at 0x" in shown else shown


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
