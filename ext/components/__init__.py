"""Blocks that editors can place on a page, the picture register, and front matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ext.components import (
    beside,
    blocks,
    collections,
    description,
    downloads,
    hero,
    known_partners,
    landscape,
    linked_data,
    overview,
    pages,
    partner_index,
    partners,
    pictures,
    search_box,
    split,
    stills,
    tabs,
    tiles,
    way_on,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register every block; their pictures are made by `ext.pictures`."""
    app.setup_extension("ext.pictures")
    for part in (
        blocks,
        pictures,
        pages,
        description,
        hero,
        search_box,
        split,
        beside,
        tiles,
        stills,
        downloads,
        tabs,
        partners,
        way_on,
        known_partners,
        collections,
        overview,
        partner_index,
        linked_data,
        landscape,
    ):
        part.setup(app)
    return {
        "version": "1",
        # Raise this when what is kept of pages changes shape: an old build starts again.
        "env_version": 2,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
