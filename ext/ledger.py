"""What pages showed when they were last written, and which output files belong to which room.

A room that puts information from elsewhere into pages records it once pages have been read, on
``env-get-updated``::

    return shows(app, "overviews", {"nl/partners": [name, 12_000]})

A page is written again when what a room records for it differs from when it was last written. A room
that writes files of its own into the output names all of them in every build::

    publishes(app, "sharing", ["sitemap.xml"])

and files that it named before but no longer names are removed when the build ends successfully. After
an interrupted build it is unknown what pages show, so the next build writes every page again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from .files import write_whole

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: Used instead of a docname: shown on every page.
EVERY_PAGE = ""
#: Priority: on ``env-get-updated`` after all rooms have recorded, on ``build-finished`` after all have written.
LAST = 990
#: Why a page is written again, by the room that records something different: for `make why`.
ROOMS = {
    "languages": "titles, addresses, menus or templates have changed, or the last build left no record",
    "read": "it was read again",
    "status": "the state of the translation has changed",
    "weight": "style sheets or scripts have changed",
    "pictures": "a picture has changed",
    "words of pictures": "the texts of pictures have changed",
    "overviews": "the partners' collections have changed",
    "partner index": "what cards say of partners has changed",
    "drafts": "a language has been opened or held back",
    "news": "the news and events that it shows have changed",
    "feeds": "a feed of news has come or gone",
    "gbif": "the GBIF figures have changed",
}


class Ledger:
    """The ledger of one output folder.

    :param path: the file that keeps it from build to build
    :param outdir: the folder; what was kept for another folder is ignored
    """

    def __init__(self, path: Path, outdir: Path) -> None:
        self._path = path
        self._outdir = outdir
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            kept = {}
        if not isinstance(kept, dict) or kept.get("output") != str(outdir):
            kept = {}
        self._shown: dict[str, dict[str, str]] = kept.get("shown", {})
        self._files: dict[str, list[str]] = kept.get("files", {})
        self._now: dict[str, dict[str, str]] = {}
        self._named: dict[str, set[str]] = {}
        self._interrupted = False
        self._resolved: set[str] = set()
        #: Why each page is read again in this build, and the rooms whose record of it has changed.
        self.read: dict[str, str] = {}
        self.written: dict[str, list[str]] = {}

    def shows(self, room: str, values: Mapping[str, object]) -> None:
        """Record what pages show, by docname; only whether a value is the same as before counts."""
        self._now[room] = {
            docname: hashlib.sha256(repr(value).encode()).hexdigest()[:32]
            for docname, value in values.items()
        }

    def changed(self, docnames: Iterable[str]) -> list[str]:
        """Return those of these pages that now show something different."""
        all_pages = set(docnames)
        for room, now in self._now.items():
            before = self._shown.get(room, {})
            for docname in now:
                if now[docname] == before.get(docname):
                    continue
                for name in all_pages if docname == EVERY_PAGE else all_pages & {docname}:
                    self.written.setdefault(name, []).append(room)
        return list(self.written)

    def publishes(self, room: str, names: Iterable[str]) -> None:
        """Record the files of a room, by their paths below the output folder.

        To be called before they are written, so that the next build can clean up after an interrupted one.
        """
        self._named[room] = set(names)
        if new := self._named[room].difference(self._files.get(room, ())):
            self._files[room] = sorted({*self._files.get(room, ()), *new})
            self._write({} if self._interrupted else self._shown)

    def named(self, room: str) -> frozenset[str]:
        """The files that a room has named in this build."""
        return frozenset(self._named.get(room, ()))

    def begin_writing(self, docname: str) -> None:
        """Note that pages are being written: until the end, it is unknown what they show."""
        self._resolved.add(docname)
        if not self._interrupted:
            self._interrupted = True
            self._write({})

    def finish(self) -> None:
        """End a successful build: remove files that no room names any more, and save the ledger."""
        kept: set[str] = set().union(*self._named.values())
        for name in sorted(set().union(*self._files.values()) - kept):
            stale = self._outdir / name
            stale.unlink(missing_ok=True)
            for folder in stale.parents:
                if folder == self._outdir or not folder.is_dir() or any(folder.iterdir()):
                    break
                folder.rmdir()
        self._files = {room: sorted(names) for room, names in self._named.items() if names}
        # A build of only some pages has not written the others: the next build does.
        self._write(self._now if self.written.keys() <= self._resolved else {})

    def _write(self, shown: Mapping[str, Mapping[str, str]]) -> None:
        kept = {
            "output": str(self._outdir),
            "shown": shown,
            "files": self._files,
            "read": self.read,
            "written": self.written,
        }
        write_whole(self._path, json.dumps(kept, indent=0).encode())


def shows(app: Sphinx, room: str, values: Mapping[str, object]) -> list[str]:
    """Record what pages show from a room, by docname, or by `EVERY_PAGE` for all of them.

    :returns: no pages, for ``env-get-updated``: the ledger lists them once all rooms have recorded
    """
    ledger_of(app).shows(room, values)
    return []


def publishes(app: Sphinx, room: str, names: Iterable[str]) -> None:
    """Record which files of the output belong to a room: all of them, by their paths below it."""
    ledger_of(app).publishes(room, names)


def pages_to_write(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """List the pages for which a room has recorded a change (`env-get-updated`, last)."""
    return ledger_of(app).changed(env.found_docs)


def begin_writing(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Note that a page is about to be written (`doctree-resolved`)."""
    ledger_of(app).begin_writing(docname)


def finish(app: Sphinx, error: Exception | None) -> None:
    """Close the ledger (`build-finished`, last)."""
    if error is None:
        ledger_of(app).finish()


def connect(app: Sphinx) -> None:
    """Connect the ledger to Sphinx's events; call this once, when setting up the site."""
    app.connect("env-get-updated", pages_to_write, priority=LAST)
    app.connect("doctree-resolved", begin_writing)
    app.connect("build-finished", finish, priority=LAST)


def ledger_of(app: Sphinx) -> Ledger:
    """The ledger of a build, read on first use."""
    if not hasattr(app, "vsc_ledger"):
        path = Path(app.doctreedir, f"ledger-{app.builder.name}.json")
        app.vsc_ledger = Ledger(path, Path(app.outdir))  # type: ignore[attr-defined]
    return app.vsc_ledger  # type: ignore[attr-defined, no-any-return]
