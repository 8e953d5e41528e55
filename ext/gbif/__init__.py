"""The search pages: searches on GBIF within the scope of the portal, with results on the page itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ext.gbif import assets, figures, linked_data, search

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the search forms, their settings and their files."""
    search.setup(app)
    figures.setup(app)
    linked_data.setup(app)
    assets.setup(app)
    return {
        "version": "1",
        # Raise this when what is kept of pages changes shape: an old build starts again.
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
