"""Find what an absolute path names, in a site that was made for one language.

``/images/shell.svg`` begins at the root of the site. Where nothing is there, it begins at the folder
of the language that the page was written in, which was the root before the site had languages.

Internals used: `BuildEnvironment.relfn2path`, through which pictures, downloads, included files and
MyST's links find their files; `app.env` gets a subclass, which is pickled.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.environment import BuildEnvironment

from ..settings import language_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class LanguageEnvironment(BuildEnvironment):
    """Sphinx's environment, which looks for absolute paths in two places."""

    def relfn2path(self, filename: str | Path, docname: str | None = None) -> tuple[str, str]:
        """Answer the path of a file within the site, and its whole path."""
        found = super().relfn2path(filename, docname)
        if str(filename).startswith("/") and not Path(found[1]).exists():
            name = docname or self.current_document.docname
            folder = written_in(self, name) if name else None
            if folder:
                inside = super().relfn2path(f"/{folder}{filename}", docname)
                return inside if Path(inside[1]).exists() else found
        return found


def written_in(env: BuildEnvironment, docname: str) -> str | None:
    """The language, and so the folder, that the page *docname* was written in."""
    return language_of(env.doc2path(docname, base=False).as_posix(), env.config)


def docname_at(env: BuildEnvironment, target: str) -> str:
    """The docname of the absolute *target* on the page that is being read, without the slash."""
    target = target.lstrip("/")
    folder = written_in(env, env.docname)
    inside = f"{folder}/{target}"
    return (
        inside if folder and target not in env.found_docs and inside in env.found_docs else target
    )


def install(app: Sphinx) -> None:
    """Let the environment of *app* look in both places."""
    app.env.__class__ = LanguageEnvironment
