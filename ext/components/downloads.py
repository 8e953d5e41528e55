"""What a download is and how large, behind its link."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from babel.numbers import format_decimal
from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ext.languages import language_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class KindAndSize(SphinxPostTransform):
    """Add them to each link to a file.

    .. code-block:: text

       download_reference("Report")  ->  download_reference("Report", " ", inline("(PDF, 1.2 MB)"))
    """

    default_priority = 400
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Look at every link; Sphinx gives a name to those whose file is there."""
        language = language_of(self.env.docname, self.config) or self.config.language
        for link in self.document.findall(addnodes.download_reference):
            if "filename" in link:
                path = Path(self.env.relfn2path(link["reftarget"], self.env.docname)[1])
                words = f"({path.suffix[1:].upper()}, {size(path.stat().st_size, language)})"
                link += [nodes.Text(" "), nodes.inline("", words, classes=["vsc-download__what"])]
                link["classes"].append("vsc-download")


def size(number: int, language: str) -> str:
    """A number of bytes, as readers of *language* write it.

    >>> size(1_234_567, "nl"), size(45_678, "en"), size(12, "en")
    ('1,2 MB', '46 kB', '1 kB')
    """
    if number < 999_500:
        return f"{max(1, round(number / 1000))} kB"
    return f"{format_decimal(number / 1_000_000, '#,##0.#', language.replace('-', '_'))} MB"


def setup(app: Sphinx) -> None:
    """Connect the transform."""
    app.add_post_transform(KindAndSize)
