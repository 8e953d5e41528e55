"""Write only files that change: a build without a change writes nothing.

Sphinx copies static files, fills the templates among them, and writes its note on settings, the inventory
and pages that are not documents each time. After the copying of static files, the event
``static-files-copied`` lets others change them before any page is written: pages name scripts by a
hash of their content.

Internals used: the methods of `StandaloneHTMLBuilder` that are overridden here, `BuildInfo`,
`_template_basename`, that ``handle_page`` writes to ``outfilename``, and the list of handlers, from which one
of a theme can be taken.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx import __display_version__
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.html._build_info import BuildInfo
from sphinx.util.fileutil import _template_basename
from sphinx.util.inventory import InventoryFile

from ...files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import _ConfigRebuild

#: Handlers get the application, and the folder of static files in the output.
COPIED = "static-files-copied"
#: Of settings, what is filled into static files.
CATEGORIES: frozenset[_ConfigRebuild] = frozenset({"env", "html"})


class UnchangedFilesBuilder(StandaloneHTMLBuilder):
    """A builder for HTML that does not rewrite a file with the same content."""

    def copy_static_files(self) -> None:
        """Copy static files, unless they are those of the last build and its output is still there."""
        note = Path(self.doctreedir, f"static-{self.name}.json")
        now = self._digest_of_static_files()
        try:
            before, made = json.loads(note.read_text(encoding="utf-8"))
        except (OSError, ValueError, TypeError):
            before, made = "", {}
        if (
            before == now
            and made
            and all(_state(Path(self._static_dir, name)) == state for name, state in made.items())
        ):
            return
        note.unlink(missing_ok=True)
        super().copy_static_files()
        self.events.emit(COPIED, self._static_dir)
        names = {_template_basename(Path(name)) or Path(name) for name, _ in self._static_sources()}
        written = {str(name): _state(Path(self._static_dir, name)) for name in names}
        write_whole(note, json.dumps([now, written], sort_keys=True).encode())

    def _digest_of_static_files(self) -> str:
        """All that static files are made from: the files, and what is filled into templates."""
        files = [[name, str(path), _state(path)] for name, path in self._static_sources()]
        settings = BuildInfo(self.config, self._app.tags, CATEGORIES)
        extensions = sorted((one.name, str(one.version)) for one in self._app.extensions.values())
        value = [__display_version__, extensions, settings.config_hash, settings.tags_hash, files]
        return hashlib.sha256(json.dumps([str(self.outdir), *value]).encode()).hexdigest()

    def _static_sources(self) -> Iterator[tuple[str, Path]]:
        """Each file that is copied, with its path among static files."""
        folders = [Path(folder, "static") for folder in self.theme.get_theme_dirs()]
        folders += [Path(self.confdir, name) for name in self.config.html_static_path]
        for folder in folders:
            for path in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
                if path.is_file():
                    within = path.relative_to(folder) if folder != path else Path(path.name)
                    yield str(within), path
        for name in filter(None, (self.config.html_logo, self.config.html_favicon)):
            yield Path(name).name, Path(self.confdir, name)

    def handle_page(self, pagename: str, addctx: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        """Write a page; one that is not a document, which every build makes, only if it differs."""
        if pagename in self.env.found_docs:
            super().handle_page(pagename, addctx, *args, **kwargs)
            return
        target = Path(kwargs.get("outfilename") or self.get_output_path(pagename))
        scratch = Path(self.doctreedir, f"page{self.out_suffix}")
        super().handle_page(pagename, addctx, *args, **{**kwargs, "outfilename": scratch})
        if scratch.is_file():
            write_whole(target, scratch.read_bytes())
            scratch.unlink()

    def dump_inventory(self) -> None:
        """Write the inventory if it differs."""
        scratch = Path(self.doctreedir, "objects.inv")
        InventoryFile.dump(scratch, self.env, self)
        write_whole(Path(self.outdir, scratch.name), scratch.read_bytes())
        scratch.unlink()

    def write_buildinfo(self) -> None:
        """Write the note on settings if it differs."""
        scratch = Path(self.doctreedir, ".buildinfo")
        self.build_info.dump(scratch)
        write_whole(Path(self.outdir, scratch.name), scratch.read_bytes())
        scratch.unlink()


def _state(path: Path) -> list[int]:
    """When a file was written, and its size; empty if it does not exist."""
    try:
        state = path.stat()
    except OSError:
        return []
    return [state.st_mtime_ns, state.st_size] if path.is_file() else []


def disconnect(app: Sphinx, event: str, handler: str) -> None:
    """Disconnect a handler of another extension, by its name, from an event."""
    for listener in list(app.events.listeners[event]):
        if getattr(listener.handler, "__name__", "") == handler:
            app.disconnect(listener.id)


def install(app: Sphinx) -> None:
    """Register the event."""
    app.add_event(COPIED)
