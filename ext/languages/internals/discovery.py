"""Find the pages: those that were written, and a counterpart in every other language.

Internals used: `sphinx.project.Project` is replaced on `app.project` and `env.project` by a
subclass; its `_docname_to_path` takes the counterparts, and loses, as `_path_to_docname` does, what is
not a file of the site. `Project.restore` copies that map and
`docnames` from the last build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.project import Project

from ...catalogs.catalog import catalog_name
from ...findings import Finding
from ...paths import why_unusable
from ..front_matter import FrontMatter, front_matter
from ..page_state import site_state
from ..pages import Pages, plan
from ..settings import catalog_folders
from . import decoding

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ...catalogs.catalog import CatalogFolders


class LanguageProject(Project):
    """A project whose pages exist in every language of the site."""

    def __init__(
        self,
        srcdir: Path,
        source_suffix: Iterable[str],
        codes: tuple[str, ...],
        folders: CatalogFolders,
        compact: bool | str,
        early: Iterable[Callable[[str, FrontMatter], bool]] = (),
    ) -> None:
        super().__init__(srcdir, source_suffix)
        self.early = early
        self.codes = codes
        self.folders = folders
        self.compact = compact
        self.pages = Pages()

    def __getstate__(self) -> dict[str, object]:
        """What is kept in the environment: no functions."""
        return {**self.__dict__, "early": ()}

    def discover(
        self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)
    ) -> set[str]:
        """Find the written pages, then add the docname of each counterpart."""
        super().discover(exclude_paths, include_paths)
        unusable = {}
        for docname in sorted(self.docnames):
            path = self.doc2path(docname, False)
            if why := why_unusable(Path(self.srcdir, path), Path(self.srcdir)):
                unusable[path.as_posix()] = f"This page is left out: it {why}"
                self.docnames.remove(docname)
                del self._docname_to_path[docname], self._path_to_docname[path]
        files = {docname: self.doc2path(docname, False).as_posix() for docname in self.docnames}
        front = {docname: self._front_matter(path) for docname, path in files.items()}
        self.pages = plan(
            files,
            self.codes,
            front,
            {docname for docname in files if self._is_translated(docname)},
            self.compact,
        )
        for docname, file in sorted(files.items()):
            is_early = any(early(file, front[docname]) for early in self.early)
            if is_early and docname in self.pages.by_docname:
                self.pages.hold_back(docname)
        for page in self.pages.held_back:
            if not page.is_counterpart:
                self.docnames.remove(page.docname)
                del self._path_to_docname[self._docname_to_path.pop(page.docname)]
        self.pages.findings += (Finding("file", path, 1, why) for path, why in unusable.items())
        for page in self.pages.by_docname.values():
            self.docnames.add(page.docname)
            self._docname_to_path[page.docname] = Path(page.path)
        return self.docnames

    def _is_translated(self, docname: str) -> bool:
        name = catalog_name(docname.partition("/")[2], self.compact)
        return any(
            file.path.is_file() for code in self.codes for file in self.folders.files(code, name)
        )

    def _front_matter(self, path: str) -> FrontMatter:
        found = front_matter(Path(self.srcdir, path))
        return found if path.endswith(".md") else FrontMatter(not_utf8=found.not_utf8)


def install(app: Sphinx, codes: tuple[str, ...]) -> LanguageProject:
    """Replace the project of *app* by one that knows the languages *codes*."""
    folders, compact = catalog_folders(app), app.config.gettext_compact
    project = LanguageProject(
        Path(app.srcdir),
        app.project.source_suffix,
        codes,
        folders,
        compact,
        app.languages_early,  # type: ignore[attr-defined]
    )
    project.restore(app.project)
    # What was known at the end of the last build: Sphinx asks for addresses before it looks again.
    project.pages = site_state(app.env).plan
    app.project = app.env.project = project
    decoding.install(app)
    return project


def pages_of(app: Sphinx) -> Pages:
    """The pages of the site, as found when the folders were last read."""
    project = app.project
    return project.pages if isinstance(project, LanguageProject) else Pages()
