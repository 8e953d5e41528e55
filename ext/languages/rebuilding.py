"""Read and write again what a change touches, so that an incremental build equals a fresh one.

*Read again* a page whose source file, catalog, or another file that it was read from is another than
when it was last read: Sphinx itself only looks whether the file is newer, so that it misses a
hand-written page that came or went, a catalog that an older revision brought back, a picture that keeps
its own time, and whatever is saved while the clock is wrong; and a page that has got a hand-written
version in another language, with which it is to be kept in step.

*Write again* all pages when what pages show of each other has changed (titles, addresses, menus,
anchors), when a template has, or when the last build was interrupted; else only the pages that were
read, and those that show how far the translation is when any page, catalog or register has changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx import addnodes

from ..files import write_whole
from .catalogs import fingerprint
from .internals.discovery import pages_of
from .internals.shown_elsewhere import UNTRANSLATED
from .internals.writing import LanguageHTMLBuilder, speech_of
from .memory import memory
from .parts import is_paired
from .settings import catalog_folders
from .status import words_of_status

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from .pages import Page

#: What menus show of a toctree.
SHOWN_OF_TOCTREES = ("caption", "entries", "hidden", UNTRANSLATED)


def made_from(app: Sphinx, page: Page) -> tuple[str, str]:
    """What *page* is made from: its source file as it is now, and the catalogs that translate it."""
    source = f"{page.path} {_state(Path(app.srcdir, page.path))}"
    if not page.is_counterpart or page.language is None:
        return source, ""
    files = catalog_folders(app).files(page.language, *pages_of(app).catalogs(page))
    return source, " ".join(fingerprint(file.path) for file in files)


def used_by(env: BuildEnvironment, docname: str) -> dict[str, str]:
    """The other files that the page *docname* was read from, each as it is now."""
    names = sorted(map(str, env.dependencies.get(docname, ())))
    return {name: _state(Path(env.srcdir, name)) for name in names}


def _state(path: Path) -> str:
    """When a file was saved, and its size: not "newer than", since a file may keep its own time."""
    try:
        state = path.stat()
    except OSError:
        return ""
    return f"{state.st_mtime_ns} {state.st_size}"


def read_again(
    app: Sphinx,
    env: BuildEnvironment,
    added: set[str],
    changed: set[str],
    removed: set[str],
) -> Iterable[str]:
    """`env-get-outdated`: pages that are made from other files now, or whose links lead elsewhere."""
    pages, kept = pages_of(app), memory(env).pages
    memory(env).plan = pages

    def is_outdated(page: Page) -> bool:
        then = kept.get(page.docname)
        return then is None or (
            then.made_from != made_from(app, page)
            or then.uses != used_by(env, page.docname)
            or (then.sections is None and is_paired(page, pages))
            or any(
                pages.for_reader(target, page.language) != reader
                for target, reader in then.links.items()
            )
        )

    return [
        page.docname
        for page in pages.by_docname.values()
        if page.docname in env.all_docs and is_outdated(page)
    ]


def write_again(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """`env-get-updated`: pages that this builder has not written since they were read.

    Every page, where what pages show of each other has changed, or the last build was interrupted:
    a build takes the note of the one before away, and leaves its own when it is finished.
    """
    path = Path(app.doctreedir, f"written-{app.builder.name}.json")
    before = _read(path)
    path.unlink(missing_ok=True)
    now: dict[str, Any] = {"shown": _digest(_shown(app, env)), "read": dict(env.all_docs)}
    status = [name for name, kept in memory(env).pages.items() if kept.shows_status]
    if status:
        now["status"] = _digest(words_of_status(app))
    app.languages_note = path, now  # type: ignore[attr-defined]
    if isinstance(app.builder, LanguageHTMLBuilder):
        _note_files(app, _noted_files(app) | _files(app, app.builder))
    if before.get("shown") != now["shown"]:
        return list(env.found_docs)
    changed = [name for name in env.found_docs if before["read"].get(name) != now["read"].get(name)]
    same = before["read"] == now["read"] and before.get("status") == now.get("status")
    return changed if same else [*changed, *status]


def remember_written(app: Sphinx, exception: Exception | None) -> None:
    """`build-finished`: leave a note of what was written, for the next build."""
    note = getattr(app, "languages_note", None)
    if note and exception is None:
        write_whole(note[0], json.dumps(note[1]).encode())


def remove_stale(app: Sphinx, exception: Exception | None) -> None:
    """`build-finished`: remove the files of pages that are gone or have moved."""
    builder = app.builder
    if exception is not None or not isinstance(builder, LanguageHTMLBuilder):
        return
    written = _files(app, builder) | {_name(app, path) for path in builder.other_files}
    for name in _noted_files(app) - written:
        stale = Path(app.outdir, name)
        stale.unlink(missing_ok=True)
        for folder in stale.parents:
            if folder == Path(app.outdir) or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()
    _note_files(app, written)


def _files(app: Sphinx, builder: LanguageHTMLBuilder) -> set[str]:
    """The files of all pages, and of the copies of their sources."""
    found = {_name(app, builder.get_output_path(docname)) for docname in app.env.found_docs}
    if app.config.html_copy_source:
        found |= {f"_sources/{builder.source_name(docname)}" for docname in app.env.found_docs}
    return found


def _name(app: Sphinx, path: Path) -> str:
    return Path(path).relative_to(app.outdir).as_posix()


def _noted_files(app: Sphinx) -> set[str]:
    """The files that the last build wrote, or was about to write when it was interrupted."""
    return set(_read(_files_note(app)).get(str(app.outdir), ()))


def _note_files(app: Sphinx, names: set[str]) -> None:
    note = json.dumps({str(app.outdir): sorted(names)}, indent=0)
    write_whole(_files_note(app), note.encode())


def _files_note(app: Sphinx) -> Path:
    return Path(app.doctreedir, f"files-{app.builder.name}.json")


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _shown(app: Sphinx, env: BuildEnvironment) -> Any:
    """What pages show of each other."""
    kept = memory(env).pages
    pages = [
        [
            page.docname,
            page.path,
            page.address,
            page.group,
            kept[page.docname].shown if page.docname in kept else "",
            env.toctree_includes.get(page.docname),
        ]
        for page in sorted(pages_of(app).by_docname.values(), key=lambda page: page.docname)
    ]
    objects = [sorted(map(list, domain.get_objects())) for domain in env.domains.sorted()]
    templates = [
        [path.as_posix(), _state(path)]
        for folder in app.config.templates_path
        for path in sorted(Path(app.confdir, folder).rglob("*.*"))
    ]
    return [pages, objects, speech_of(app).fingerprints(), templates, str(app.outdir)]


def shown_of(env: BuildEnvironment, docname: str) -> str:
    """A hash of what other pages show of *docname*, once Sphinx has collected it."""
    contents = env.tocs.get(docname)
    toctrees = contents.findall(addnodes.toctree) if contents is not None else ()
    return _digest(
        [
            _markup(env.titles.get(docname)),
            _markup(env.longtitles.get(docname)),
            _markup(contents),
            [[node.get(name) for name in SHOWN_OF_TOCTREES] for node in toctrees],
            memory(env).page(docname).untranslated_titles,
        ]
    )


def _markup(node: Any) -> str:
    return node.pformat() if node is not None else ""


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, default=str, sort_keys=True).encode()).hexdigest()
