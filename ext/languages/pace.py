"""Let a build of a few pages not pay for what it has loaded.

What stands in memory when pages begin to be read, modules and the environment of all pages, stays
there to the end: Python's garbage collector need not look through it while it is loaded, nor later.

Templates are compiled once, and kept beside the doctrees, as Jinja's own cache does.
"""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from jinja2 import FileSystemBytecodeCache

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def load_without_collector(app: Sphinx) -> None:
    """`setup`: nothing that is loaded from here on is garbage."""
    app.languages_collects = gc.isenabled()  # type: ignore[attr-defined]
    gc.disable()


def leave_alone_what_is_loaded(app: Sphinx) -> None:
    """`builder-inited`, last: take what is there from the collector, and let it work again."""
    gc.freeze()
    if app.languages_collects:  # type: ignore[attr-defined]
        gc.enable()


def give_back(app: Sphinx, exception: Exception | None) -> None:
    """`build-finished`, last: for whoever builds more than once in a process."""
    gc.unfreeze()


def keep_templates(app: Sphinx) -> None:
    """`builder-inited`: compile a template only where it has changed, or Jinja has."""
    environment = getattr(getattr(app.builder, "templates", None), "environment", None)
    if environment is not None and app.builder.format == "html":
        folder = Path(app.doctreedir, "templates")
        folder.mkdir(parents=True, exist_ok=True)
        pattern = f"jinja-{jinja2.__version__}-%s"
        environment.bytecode_cache = FileSystemBytecodeCache(str(folder), pattern)
