"""Let a build of a few pages not pay for what it has loaded.

What stands in memory when pages begin to be read, modules and the environment of all pages, stays
there to the end, and so does what reading adds to it: Python's garbage collector need not look through it. It
is never switched off, since a build that fails before it begins could not switch it on again.

When Python ends, it looks through everything once more: then too, there is nothing to be found.

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
    """`config-inited` and `builder-inited`, last: take what is there from the collector.

    In between the environment of all pages is read.
    """
    gc.freeze()


def freeze_what_was_read(app: Sphinx, *_: object) -> None:
    """`write-started`, last: take what reading has left from the collector, without what is not needed any more."""
    gc.collect()
    gc.freeze()


def unfreeze(app: Sphinx, *_: object) -> None:
    """`builder-inited`, first, and `build-finished`, last: let the collector have it again.

    Whoever builds more than once in a process needs that, also where a handler ends the build.
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
