"""Leave out of pages what they may not publish, and report it: HTML, addresses, classes, hidden characters.

The rules are those of `ext.markup_policy`, `ext.addresses` and `ext.characters`. The tree is checked after
all directives and translations have run, so that nothing depends on other extensions.

    paragraph: "Zie ", raw("<a href='javascript:…'>"), "hier", raw("</a>")  ->  paragraph: "Zie ", "hier"
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from ext.addresses import is_elsewhere, shown, why_refused
from ext.characters import hidden, hidden_names, without_unseen
from ext.languages import front_matter
from ext.markup_policy import class_fault, declarations, faults, meta_fault, pieces
from ext.reporting import Problem, warn

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sphinx.application import Sphinx

#: Attributes that become addresses, whatever the node.
ADDRESSES = ("refuri", "uri", "href", "src", "url", "xlink:href", "action", "poster")
#: Attributes that readers see or hear.
WORDS = ("alt", "title", "reftitle", "content")
#: Attributes that docutils and Sphinx keep with any node, and do not publish.
OF_ALL_NODES = frozenset({*nodes.Element.basic_attributes, "translated"})
#: A link that Markdown has refused to make: it is shown on the page as it is written.
REFUSED_LINK = re.compile(
    r"(?:\]\(|\]: ?|<)<?((?:javascript|vbscript|file|data):[^\s)>]*)", re.IGNORECASE
)


def report_hidden(app: Sphinx, docname: str, source: list[str]) -> None:
    """On `source-read`: name characters that hide, and remove those that are invisible."""
    text = source[0]
    path = app.env.doc2path(docname)
    for one in hidden(text):
        line = text.count("\n", 0, one.start) + 1
        warn(Problem.CHARACTERS, f"This line contains {one.said}.", location=f"{path}:{line}")
    source[0] = without_unseen(text)


class LeaveOutUnsafe(SphinxTransform):
    """Leave out of a page what it may not publish, just before its tree is complete."""

    default_priority = 870

    def apply(self, **kwargs: Any) -> None:
        """Look at every node of the page."""
        self.refused: set[str] = set()
        published = self._published()
        # Targets last: what refers to one is reported first, the target itself only if nothing does.
        for node in sorted(published, key=lambda node: isinstance(node, nodes.target)):
            self._judge_html(node)
            self._judge_classes(node)
            self._judge_words(node)
            if isinstance(node, nodes.meta):
                self._judge_meta(node)
            elif isinstance(node, addnodes.toctree):
                self._judge_entries(node)
            else:
                self._judge_address(node)

    def _published(self) -> list[nodes.Element]:
        """The nodes of the page, except its front matter."""
        before = nodes.meta | nodes.system_message
        first = next((n for n in self.document.children if not isinstance(n, before)), None)
        parts = [
            n
            for n in self.document
            if not (n is first and isinstance(n, nodes.docinfo | nodes.field_list))
        ]
        return [self.document, *(n for part in parts for n in part.findall(nodes.Element))]

    def _judge_html(self, node: nodes.Element) -> None:
        """Leave out what does not pass of the HTML that is directly in a node."""
        if not any(isinstance(child, nodes.raw) for child in node.children):
            return
        children = [
            child if isinstance(child, nodes.raw) and "html" in child["format"].split() else None
            for child in node.children
        ]
        inline = isinstance(node, nodes.TextElement)
        texts = [child.astext() if child else None for child in children]
        for places, html in pieces(texts, inline=inline):
            if not (wrong := faults(html, inline=inline)):
                continue
            tags = [tag for number in places if (tag := children[number])]
            said = "; and it ".join(wrong)
            warn(Problem.HTML, f"This HTML is left out: it {said}.", location=tags[0])
            for tag in tags:
                node.remove(tag)

    def _judge_classes(self, node: nodes.Element) -> None:
        name: str
        for name in list(node.get("classes", ())):
            if said := class_fault(name):
                node["classes"].remove(name)
                warn(Problem.CLASS, f"This element {said}.", location=node)
        if style := node.get("style"):
            kept, wrong = declarations(str(style))
            node["style"] = "; ".join(f"{key}: {value}" for key, value in kept)
            for said in wrong:
                warn(Problem.CLASS, f"This style is left out: it {said}.", location=node)

    def _judge_words(self, node: nodes.Element) -> None:
        """Remove what is invisible, and what an escape, such as ``&#x202e;``, has brought in."""
        if isinstance(node, nodes.TextElement) and not isinstance(node.parent, nodes.TextElement):
            self._remove_unseen(node, node.astext())
            self._report_refused_links(node)
            return
        for key in WORDS:
            if (
                isinstance(value := node.get(key), str)
                and (clean := without_unseen(value)) != value
            ):
                self._report(node, value)
                node[key] = clean

    def _remove_unseen(self, node: nodes.Element, text: str) -> None:
        if (clean := without_unseen(text)) == text:
            return
        self._report(node, text)
        unseen = set(text) - set(clean)
        for words in list(node.findall(nodes.Text)):
            kept = "".join(char for char in words if char not in unseen)
            words.parent.replace(words, nodes.Text(kept))

    def _report(self, node: nodes.Element, text: str) -> None:
        where = self._place(node) if isinstance(node, nodes.meta) else node
        warn(Problem.CHARACTERS, f"This text contains {hidden_names(text)}.", location=where)

    def _report_refused_links(self, node: nodes.TextElement) -> None:
        if isinstance(node, nodes.FixedTextElement):
            return
        for words in node.findall(nodes.Text):
            if isinstance(words.parent, nodes.literal):
                continue
            for found in REFUSED_LINK.finditer(words):
                said = f"{shown(found[1])} {why_refused(found[1])}"
                warn(Problem.ADDRESS, f"This is not a link: its address {said}.", location=node)

    def _judge_meta(self, node: nodes.meta) -> None:
        own = {key: node[key] for key in node.attributes if key not in OF_ALL_NODES}
        if said := meta_fault(own):
            what = f"This 'html_meta' is left out: it {said}."
            warn(Problem.META, what, location=self._place(node))
            node.parent.remove(node)

    def _place(self, node: nodes.meta) -> str:
        """Where a ``<meta>`` was written; MyST does not record that for the front matter."""
        path = self.env.doc2path(self.env.docname)
        lines = front_matter(path).lines
        line = lines.get(str(node.get("name")), node.line or 1)
        if "myst" in lines and line <= max(lines.values()) and node.get("name") not in lines:
            line = self._line_of(node, path, lines["myst"])
        return f"{path}:{line}"

    def _line_of(self, node: nodes.meta, path: Path, begin: int) -> int:
        """The first line of the front matter, after *begin*, with the words of a ``<meta>``."""
        text = path.read_text(encoding="utf-8", errors="replace")
        words = [f"{key}={value}" for key, value in node.attributes.items() if key != "content"]
        words += [str(node.get("name", "")), str(node.get("content", ""))]
        lines = list(enumerate(text.split("\n"), 1))[begin:]
        return next((n for word in filter(None, words) for n, line in lines if word in line), begin)

    def _judge_entries(self, node: addnodes.toctree) -> None:
        """Leave out menu entries that lead to addresses that are not allowed."""

        def is_fine(target: str) -> bool:
            if not (said := why_refused(target)):
                return True
            what = f"This menu entry is left out: its address {shown(target)} {said}."
            warn(Problem.ADDRESS, what, location=node)
            return False

        node["entries"] = [entry for entry in node["entries"] if is_fine(str(entry[1]))]

    def _judge_address(self, node: nodes.Element) -> None:
        for address in self._addresses(node):
            said = why_refused(address)
            kind = "picture" if isinstance(node, nodes.image) else "link"
            if not said and kind == "picture" and is_elsewhere(address):
                said = "is on another site; put the picture in the folder images"
            if not said:
                continue
            if not isinstance(node, nodes.target) or address not in self.refused:
                what = f"This {kind} is left out: its address {shown(address)} {said}."
                warn(Problem.ADDRESS, what, location=node)
            self.refused.add(address)
            if isinstance(node, nodes.target):
                del node["refuri"]
            else:
                node.replace_self(node.children or nodes.comment())
            return

    def _addresses(self, node: nodes.Element) -> Iterable[str]:
        for key in ADDRESSES:
            if isinstance(value := node.get(key), str):
                yield value
        if isinstance(node, addnodes.download_reference) and is_elsewhere(node["reftarget"]):
            yield str(node["reftarget"])


def setup(app: Sphinx) -> None:
    """Connect the checks, which run as each page is read."""
    app.connect("source-read", report_hidden, priority=400)
    app.add_transform(LeaveOutUnsafe)
