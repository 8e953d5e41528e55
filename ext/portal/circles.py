"""A `toctree` that leads back to a page above it, in which Sphinx would go round until it fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx import addnodes

from ext.reporting import Problem, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def cut_circles(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Leave out what leads back, with a warning at its `toctree` (env-updated, before all others).

    >>> from types import SimpleNamespace as Env
    >>> cut_circles(None, Env(toctree_includes={"a": ["b", "c"], "b": ["c"], "c": []}))
    []
    """
    seen: set[str] = set()

    def walk(docname: str, above: tuple[str, ...]) -> None:
        for child in [*env.toctree_includes.get(docname, ())]:
            if child in above:
                env.toctree_includes[docname].remove(child)
                # In another language it is the same table.
                if env.doc2path(docname, base=False).rpartition(".")[0] == docname:
                    message = f"This table of contents leads back to '{child}', which it is below."
                    warn(Problem.TOCTREE, message, location=_toctree(env, docname, child))
            elif child not in seen:
                walk(child, (*above, child))
        seen.add(docname)

    for docname in sorted(env.toctree_includes):
        if docname not in seen:
            walk(docname, (docname,))
    return []


def _toctree(env: BuildEnvironment, docname: str, child: str) -> addnodes.toctree | str:
    """The `toctree` that names the child."""
    for node in env.get_doctree(docname).findall(addnodes.toctree):
        if child in node["includefiles"]:
            return node
    return docname


def setup(app: Sphinx) -> None:
    """Connect the handler."""
    app.connect("env-updated", cut_circles, priority=1)
