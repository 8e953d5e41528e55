"""``{{ … }}`` on a page: pages do not compute anything, so it is left out and reported."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.utils import get_source_line
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from ext.reporting import Problem, warn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

#: What shows its text as it is.
CODE = (nodes.FixedTextElement, nodes.literal, nodes.math)
#: Attributes of nodes that readers see or hear, and search engines show.
WORDS = ("alt", "title", "reftitle", "content", "caption")
#: How many characters of an expression a message shows.
SHOWN = 60


class LeaveOutBraces(SphinxTransform):
    """Leave out ``{{ … }}``, even if marks inside it have become emphasis.

    .. code-block:: text

       paragraph("Since {{ year * 2", emphasis("x"), " }}.")  ->  paragraph("Since ", emphasis(""), ".")
    """

    # After the transforms of `ext.languages` (21, 22), before collectors copy titles (880).
    default_priority = 23

    def apply(self, **kwargs: Any) -> None:
        """Look at every block of text."""
        path = self.env.doc2path(self.env.docname, base=False).as_posix()
        # A counterpart shares those of the page that it is made from.
        self.is_written = path.startswith(f"{self.env.docname}.")
        for node in list(self.document.findall(nodes.Element)):
            for key in WORDS:
                if isinstance(words := node.get(key), str) and "{{" in words:
                    node[key] = self._without(words, node)
            if isinstance(node, addnodes.toctree):
                node["entries"] = [
                    (title and self._without(title, node), name) for title, name in node["entries"]
                ]
            is_block = isinstance(node, nodes.TextElement) and not isinstance(node, CODE)
            if is_block and not isinstance(node.parent, nodes.TextElement):
                self._leave_out(node)

    def _leave_out(self, block: nodes.Element) -> None:
        texts = list(_texts(block))
        whole = "".join(texts)
        spans = self._report(whole, block)
        is_kept = bytearray(b"\x01") * len(whole)
        for begin, end in spans:
            is_kept[begin:end] = bytes(end - begin)
        at = 0
        for text in texts if spans else ():
            kept = compress(text, is_kept[at : at + len(text)])
            at += len(text)
            text.parent.replace(text, nodes.Text("".join(kept)))

    def _without(self, words: str, node: nodes.Element) -> str:
        for begin, end in reversed(self._report(words, node)):
            words = words[:begin] + words[end:]
        return words

    def _report(self, words: str, node: nodes.Element) -> list[tuple[int, int]]:
        """The positions of the expressions in a text; on a written page, each is reported."""
        spans = list(expressions(words))
        source, line = get_source_line(node)
        for begin, end in spans if self.is_written else ():
            place = f"{source}:{(line or 1) + words.count(chr(10), 0, begin)}"
            warn(Problem.BRACES, f"{words[begin:end][:SHOWN]!r} is left out.", location=place)
        return spans


def _texts(block: nodes.Element) -> Iterator[nodes.Text]:
    for node in block.children:
        if isinstance(node, nodes.Text):
            yield node
        elif isinstance(node, nodes.Element) and not isinstance(node, CODE):
            yield from _texts(node)


def expressions(text: str) -> Iterator[tuple[int, int]]:
    """The beginning and end of each ``{{ … }}`` in *text*.

    >>> list(expressions("a {{ b }} }} {{"))
    [(2, 9)]
    """
    end = 0
    while (begin := text.find("{{", end)) >= 0 and (end := text.find("}}", begin + 2) + 2) > 1:
        yield begin, end


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(LeaveOutBraces)
