"""Which section of one hand-written page matches which section of its counterpart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


@dataclass
class Section:
    """A section of a page: its anchor, its labels, and the sections in it."""

    anchor: str
    labels: frozenset[str] = frozenset()
    parts: list[Section] = field(default_factory=list)

    def walk(self) -> Iterator[Section]:
        """This section and all in it, in reading order."""
        yield self
        for part in self.parts:
            yield from part.walk()


def align(ours: Section, theirs: Section) -> dict[str, str]:
    """Map the anchors of one page to those of the other: by label, else by the aligned structure.

    A section without a match is left out: the reader then gets the page.
    """
    found: dict[str, str] = {}
    _by_structure(ours.parts, theirs.parts, found)
    labelled = {label: part.anchor for part in theirs.walk() for label in part.labels}
    for part in ours.walk():
        for label in sorted(part.labels & labelled.keys()):
            found[part.anchor] = labelled[label]
    return found


def _by_structure(
    ours: Sequence[Section], theirs: Sequence[Section], found: dict[str, str]
) -> None:
    if len(ours) != len(theirs):
        return
    for one, other in zip(ours, theirs, strict=True):
        found[one.anchor] = other.anchor
        _by_structure(one.parts, other.parts, found)


def sections_of(env: BuildEnvironment, docname: str) -> Section:
    """The sections of the page *docname*, as Sphinx's table of contents has them."""
    labels: dict[str, set[str]] = {}
    current = env.current_document
    before, current.docname = current.docname, docname  # Labels are those of the page's language.
    for name, (page, anchor, *_) in env.domains.standard_domain.anonlabels.items():
        if page == docname:
            labels.setdefault(anchor, set()).add(name)
    current.docname = before

    def read(item: nodes.Element) -> Section:
        link = item.next_node(nodes.reference)
        anchor = str(link["anchorname"]).removeprefix("#") if link is not None else ""
        section = Section(anchor, frozenset(labels.get(anchor, ())))
        for part in item.children:
            if isinstance(part, nodes.bullet_list):
                section.parts += [
                    read(child) for child in part.children if isinstance(child, nodes.list_item)
                ]
        return section

    toc = env.tocs.get(docname)
    pages = (
        [read(item) for item in toc.children if isinstance(item, nodes.list_item)] if toc else []
    )
    return pages[0] if pages else Section("")
