"""Do not keep doctrees in memory between reading and writing: that took a third of it.

Internals used: `BuildEnvironment._write_doc_doctree_cache` and `_pickled_doctree_cache`, maps by docname,
which Sphinx fills and looks up; if they have none, it reads a doctree from its file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

CACHES = ("_write_doc_doctree_cache", "_pickled_doctree_cache")


class _EmptyMap(dict[str, Any]):
    """A map that keeps nothing."""

    def __setitem__(self, docname: str, doctree: Any) -> None:
        pass


def forget_each(app: Sphinx) -> None:
    """`builder-inited`: let the environment forget each doctree once it is written to its file."""
    for name in CACHES:
        setattr(app.env, name, _EmptyMap())
