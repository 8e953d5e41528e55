"""Tabs of sphinx-design as HTML allows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class LabelsWithoutControls(SphinxPostTransform):
    """Take ``aria-controls`` off the labels of tabs, where ARIA in HTML does not allow it.

    .. code-block:: text

       sd_tab_label(aria_controls="sd-tab-item-0-content")  ->  sd_tab_label()
    """

    # Behind `sphinx_design.tabs.TabSetHtmlTransform`, 200.
    default_priority = 210
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Look at every element."""
        for node in self.document.findall(nodes.Element):
            node.attributes.pop("aria_controls", None)


def setup(app: Sphinx) -> None:
    """Connect the transform."""
    app.add_post_transform(LabelsWithoutControls)
