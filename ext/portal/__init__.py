"""The frame around a page: navigation, footer, threshold page, redirects, page not found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ext.portal import circles, layout, live, navigation, not_found, redirects, site_map, threshold

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the parts of the frame, each of which has a file of its own."""
    circles.setup(app)
    layout.setup(app)
    live.setup(app)
    navigation.setup(app)
    threshold.setup(app)
    not_found.setup(app)
    redirects.setup(app)
    site_map.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
