"""Find what a path names in the site, and nothing outside it.

``/images/shell.svg`` is relative to the root of the site or, if nothing is there, to the folder
of the language that the page was written in, which was the root before the site had languages.

What `ext.paths` does not let the site use is an error of the directive or the link that names it.

Internals used: `BuildEnvironment.relfn2path`, through which pictures, downloads, included files and
MyST's links find their files; `app.env` gets a subclass, which is pickled. docutils and MyST report a
`DirectiveError` of a directive with its line.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from docutils.parsers.rst import DirectiveError
from docutils.utils import Reporter
from sphinx.environment import BuildEnvironment

from ...addresses import why_refused
from ...paths import forget_folders, is_address, why_unusable
from ..settings import language_of
from .labels import ByLanguage

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class UnusableFileError(DirectiveError, ValueError):
    """What a page names cannot be read or published; the message has the remedy."""

    def __init__(self, message: str) -> None:
        super().__init__(Reporter.ERROR_LEVEL, message)

    def __str__(self) -> str:
        return str(self.msg)


class LanguageEnvironment(BuildEnvironment):
    """Sphinx's environment, which looks for absolute paths in two places, and only in the site."""

    proof_list = ByLanguage()
    sphinx_exercise_registry = ByLanguage()

    def relfn2path(self, filename: str | Path, docname: str | None = None) -> tuple[str, str]:
        """Return the path of a file within the site, and its whole path.

        :raises UnusableFileError: if the site may not use it
        """
        found = super().relfn2path(filename, docname)
        if str(filename).startswith("/") and not Path(found[1]).exists():
            name = docname or self.current_document.docname
            folder = written_in(self, name) if name else None
            if folder:
                inside = super().relfn2path(f"/{folder}{filename}", docname)
                found = inside if Path(inside[1]).exists() else found
        check_usable(self, found[1], str(filename))
        return found


def check_usable(env: BuildEnvironment, path: str | Path, name: str) -> None:
    """Refuse the file at *path*, which a page calls *name*, unless the site may use it."""
    if is_address(name) and (why := why_refused(name)):
        raise UnusableFileError(f"{name[:80]!r} is left out: it {why}.")
    if why := _why_unusable(str(path), env.srcdir, (env._app.outdir, env.doctreedir)):
        raise UnusableFileError(f"{name[:80]!r} is left out: it {why}")


@lru_cache(maxsize=8192)
def _why_unusable(path: str, site: Path, outputs: tuple[Path, ...]) -> str:
    """Why the site may not use a file; cached, since many pages may name it in one build."""
    return why_unusable(Path(path), site, outputs)


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
    """Let the environment of *app* look in both folders."""
    forget_folders()
    _why_unusable.cache_clear()
    app.env.__class__ = LanguageEnvironment
