"""Let directives read only files of the site, and fetch nothing while it is built.

``{include}``, ``{literalinclude}``, pictures, downloads and links ask `paths` where a file is. The
others find files themselves: ``{raw}`` and ``{csv-table}`` with ``:file:`` or ``:url:``, and what is
included by ``<name>`` from docutils' own folder.

Internals used: how docutils' `Raw` and `CSVTable` read their options, that both docutils and MyST look
for ``<name>`` in `Include.standard_include_path`, and the list of post-transforms, of which the one that
downloads pictures is removed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils.parsers.rst.directives.misc import Raw
from docutils.parsers.rst.directives.tables import CSVTable
from sphinx.directives.other import Include
from sphinx.transforms.post_transforms.images import ImageDownloader

from .paths import UnusableFileError, check_usable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils import nodes
    from docutils.parsers.rst import Directive
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: How many files a page has included, in `env.current_document`.
INCLUDED = "languages_included_files"
MOST_INCLUDED = 500


def note_include(env: BuildEnvironment, name: str, around: Sequence[str]) -> str:
    """Count a file that the page that is being read includes, and return its path.

    :param around: the files that it is included in
    :raises UnusableFileError: if it may not be, or would be included without end
    """
    if name.startswith("<"):
        return name  # `SiteInclude` refuses it.
    path = env.relfn2path(name)[1]
    if path in around:
        raise UnusableFileError(f"{name!r} is left out: it would include itself. Remove this line.")
    count = env.current_document.get(INCLUDED) or 0
    if count >= MOST_INCLUDED:
        raise UnusableFileError(
            f"{name!r} is left out: the page includes more than {MOST_INCLUDED} files. Include fewer."
        )
    env.current_document[INCLUDED] = count + 1
    return path


def _use_a_file_of_the_site(directive: Directive) -> None:
    """Let *directive* read a file of the site.

    :raises UnusableFileError: if it names another, or an address
    """
    env: BuildEnvironment = directive.state.document.settings.env
    if "url" in directive.options:
        raise UnusableFileError(
            f"{directive.options['url']!r} is left out: nothing is fetched while the site is built. "
            "Save the file in the site's folder, and name it with ':file:'."
        )
    name = directive.options.get("file")
    if name and name.startswith("/"):
        directive.options["file"] = env.relfn2path(name)[1]
    elif name:
        # As in docutils: from the file that contains the directive.
        source, _ = directive.state_machine.get_source_and_line(directive.lineno)
        path = Path(source or env.doc2path(env.docname)).parent / name
        check_usable(env, path, name)
        directive.options["file"] = str(path)


class SiteRaw(Raw):
    """``{raw}`` with a ``:file:`` of the site."""

    def run(self) -> Sequence[nodes.Node]:
        """Run it."""
        _use_a_file_of_the_site(self)
        return super().run()


class SiteCSVTable(CSVTable):
    """``{csv-table}`` with a ``:file:`` of the site."""

    def run(self) -> Sequence[nodes.table | nodes.system_message]:
        """Run it."""
        _use_a_file_of_the_site(self)
        return super().run()


class _NoStandardFiles:
    def __get__(self, instance: object, owner: type) -> str:
        raise UnusableFileError(
            "A name in <…> stands for a file of docutils, and is left out. Include a file of the site."
        )


class SiteInclude(Include):
    """``{include}`` of a file of the site, without ``:parser:``, which imports what it names."""

    option_spec = {  # MyST adds its own.
        name: kind for name, kind in (Include.option_spec or {}).items() if name != "parser"
    }

    standard_include_path = _NoStandardFiles()  # type: ignore[assignment]

    def run(self) -> Sequence[nodes.Node]:
        """Run it in reStructuredText; in Markdown `LanguageRenderer` counts it."""
        note_include(self.env, self.arguments[0], ())
        return super().run()


def install(app: Sphinx) -> None:
    """Register the directives of *app* that read files."""
    app.add_directive("include", SiteInclude, override=True)
    app.add_directive("raw", SiteRaw, override=True)
    app.add_directive("csv-table", SiteCSVTable, override=True)
    if ImageDownloader in app.registry.post_transforms:
        app.registry.post_transforms.remove(ImageDownloader)
