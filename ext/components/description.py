"""The description of a page: front matter that is translated and is in the page's head."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from ext.languages import front_matter

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx


class Description(SphinxTransform):
    """Put the description into the tree before it is translated.

    .. code-block:: text

       document: section(...)  ->  document: meta(name=description, content=...), section(...)
    """

    default_priority = 10

    def apply(self, **kwargs: object) -> None:
        """Add a node that Sphinx extracts, translates and writes in the head."""
        path: Path = self.env.doc2path(self.env.docname)
        front = front_matter(path)
        words = front.values.get("description")
        if isinstance(words, str) and words.strip():
            node = nodes.meta(name="description", content=words.strip())
            node.source, node.line = str(path), front.lines["description"]
            self.document.insert(0, node)


def setup(app: Sphinx) -> None:
    """Register the description."""
    app.add_transform(Description)
