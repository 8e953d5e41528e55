"""Spare a build of a few pages the cost of what it has loaded.

What is in memory when the first page is read, modules and the environment of all pages, stays
there to the end, and so does what reading adds: Python's garbage collector need not look through it. It
is never switched off, since a build that fails before it begins could not switch it on again.

When Python exits, it looks through everything once more: then too, there is nothing to find.

Templates are compiled once, and kept beside the doctrees, as Jinja's own cache does.
"""

from __future__ import annotations

import atexit
import gc
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from jinja2 import FileSystemBytecodeCache

if TYPE_CHECKING:
    from sphinx.application import Sphinx


atexit.register(gc.freeze)


def freeze_what_is_loaded(app: Sphinx, *_: object) -> None:
    """`config-inited` and `builder-inited`, last: exclude from collection what is loaded.

    In between the environment of all pages is read.
    """
    gc.freeze()


def freeze_what_was_read(app: Sphinx, *_: object) -> None:
    """`write-started`, last: collect what is no longer needed, and exclude from collection what reading left."""
    gc.collect()
    gc.freeze()


def unfreeze(app: Sphinx, *_: object) -> None:
    """`builder-inited`, first, and `build-finished`, last: return everything to the collector.

    A process that builds more than once needs this, even if a handler ends the build.
    """
    gc.unfreeze()


def cache_templates(app: Sphinx) -> None:
    """`builder-inited`: compile a template only where it has changed, or Jinja has."""
    environment = getattr(getattr(app.builder, "templates", None), "environment", None)
    if environment is not None and app.builder.format == "html":
        folder = Path(app.doctreedir, "templates")
        folder.mkdir(parents=True, exist_ok=True)
        pattern = f"jinja-{jinja2.__version__}-%s"
        environment.bytecode_cache = FileSystemBytecodeCache(str(folder), pattern)
