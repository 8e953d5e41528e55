"""Every picture in the right size: from one original to AVIF, WebP and a fallback in several widths.

Setting in conf.py:

- `pictures_cache`: the folder where finished pictures are kept, relative to the folder of conf.py. By
  default, the folder ``pictures`` next to that of the doctrees: ``_build/pictures``.

`ext.pictures.pages` is the interface to Sphinx. It is not imported here: a worker, in a process of its own, imports
this package, and should not pay for loading Sphinx. `docs/developing.md` explains how it works.
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
        # Raise this when what `uses.py` keeps changes shape: an old build starts again.
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
