"""The way on from a partner's card: its website, at the end.

The name of a partner is a link in menus and tables, to its card. On the card it is none: two links of one
name would lead to two places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform

from ext.components.blocks import in_slots
from ext.components.partners import partner, short_name

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class WebsitesAtEnd(SphinxPostTransform):
    """Put the link of a card's title into the slot ``way``, in words of its own.

    .. code-block:: text

       partner(title(reference("INBO")), …)  ->  partner(title("INBO"), …, slot(reference("Website of INBO")))
    """

    # Links are resolved before, from 8 on.
    default_priority = 60
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Move the link of each card that has one."""
        for card in self.document.findall(partner):
            title = card[0]
            for link in list(title.findall(nodes.reference)):
                words = _("Website of %(name)s") % {"name": short_name(title.astext())}
                link.replace_self(link.children)
                link.children = []
                link += nodes.Text(words)
                card.extend(
                    in_slots(way=nodes.paragraph("", "", link, classes=["vsc-partner__way"]))
                )


def setup(app: Sphinx) -> None:
    """Connect the transform."""
    app.add_post_transform(WebsitesAtEnd)
