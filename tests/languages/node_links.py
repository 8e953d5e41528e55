"""An extension for tests: what the links of each message are as nodes, before and after its translation.

It counts what Sphinx has made, and so knows nothing of how `ext.catalogs.judge` reads a text.
"""

from collections import Counter
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util.nodes import extract_messages

from ext.languages.internals.comments import without_context
from ext.languages.internals.translation import COUNTERPART, NOTED

NOTES = "test_node_links"
POINTERS = (addnodes.pending_xref, addnodes.download_reference)
#: How MyST writes the end of a line and what is struck through, in HTML and in LaTeX.
HARMLESS = ("<br />", "\\\\", "<s>", "</s>")
#: Docname, message, what the source holds, what its translation holds.
Lost = tuple[str, str, Counter[str], Counter[str]]


def links(node: nodes.Element, document: nodes.document) -> Counter[str]:
    """Where the links in *node* lead; those to other sites and to terms only by their number."""
    found: Counter[str] = Counter()
    for link in node.findall(nodes.Element):
        if isinstance(link, addnodes.pending_xref):
            term = link.get("reftype") == "term"
            found["a term" if term else str(link.get("reftarget"))] += 1
        elif isinstance(link, addnodes.download_reference):
            found[str(link.get("reftarget"))] += 1
        elif isinstance(link, nodes.footnote_reference | nodes.citation_reference):
            found[f"[{link.get('refname', '#')}]"] += 1
        elif isinstance(link, nodes.reference) and "refname" in link:
            found[f"{document.nameids.get(link['refname']) or link['refname']}_"] += 1
        elif isinstance(link, nodes.reference):
            address = str(link.get("refuri", ""))
            found[address if address.startswith("#") else "another site"] += 1
        elif isinstance(link, nodes.raw) and link.astext().strip() not in HARMLESS:
            found[f"raw {link.astext()}"] += 1
        elif isinstance(link, nodes.image) and link is not node:
            found[f"picture {link['uri']}"] += 1
        elif isinstance(link, nodes.math | nodes.math_block) and link is not node:
            found["formula"] += 1
        elif isinstance(link, addnodes.index):
            found["index entry"] += 1
        elif isinstance(link, nodes.literal) and not isinstance(link.parent, POINTERS):
            # Keys are the reader's words, and so is what {file}`a/{b}` leaves blank.
            if "kbd" not in link["classes"]:
                free = {"file", "samp"}.intersection(link["classes"])
                found[f"code {sorted(free) or link.astext()}"] += 1
        elif isinstance(link, nodes.target) and link["ids"]:
            found["anchor"] += 1
        elif isinstance(link, nodes.inline) and (link["ids"] or link["names"]):
            found[f"anchor {link['ids'] or link['names']}"] += 1
    return found


class Before(SphinxTransform):
    """Note the links of a page that is to be translated."""

    default_priority = 19

    def apply(self, **kwargs: Any) -> None:
        current = self.env.current_document
        if COUNTERPART in current:
            current[NOTES] = [
                (node, message, links(node, self.document))
                for node, message in extract_messages(self.document)
            ]


class After(SphinxTransform):
    """Compare, where a message shows its translation."""

    default_priority = 21

    def apply(self, **kwargs: Any) -> None:
        for node, message, before in self.env.current_document.pop(NOTES, ()):
            shown = node.get("translated") and not isinstance(node, addnodes.translatable)
            if shown and (after := links(node, self.document)) != before:
                text = without_context(message)
                self.env._app.lost_in_translation.append((self.env.docname, text, before, after))  # type: ignore[attr-defined]


def setup(app: Sphinx) -> None:
    """Register both."""
    assert NOTED
    app.lost_in_translation = []  # type: ignore[attr-defined]
    app.add_transform(Before)
    app.add_transform(After)
