"""The search pages: forms that hand a search over to GBIF, within the scope of the portal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ext.gbif import figures, search

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the search forms and the setting of their scope."""
    search.setup(app)
    figures.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
