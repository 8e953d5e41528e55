"""Every picture in the right size: from one original to AVIF, WebP and a fallback in several widths.

Setting in conf.py:

- `pictures_cache`: the folder where finished pictures are kept, relative to the folder of conf.py. By
  default, the folder ``pictures`` next to that of the doctrees: ``_build/pictures``.

`ext.pictures.pages` faces Sphinx. It is not imported here: a worker process imports this package, and
should not have to load Sphinx. `docs/developing.md` explains how it works.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything."""
    from ext.pictures.pages import connect

    connect(app)
    return {
        "version": "1",
        # Increase this when the shape of what `uses.py` keeps changes: older builds are then started again.
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
