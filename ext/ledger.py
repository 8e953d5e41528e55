"""What pages showed when they were last written, and which files of the output are whose.

A room that puts into pages what it knows from elsewhere says so when pages have been read, on
``env-get-updated``::

    return shows(app, "overviews", {"nl/partners": [name, 12_000]})

A page of which a room says something else than when it was last written is written again. A room that
writes files of its own into the output names all of them, each time the site is built::

    publishes(app, "sharing", ["sitemap.xml"])

and what it named before and names no longer is removed when the build has ended well. A build that is
interrupted leaves pages of which nobody knows what they show: the next one writes every page again.
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

#: In place of a docname: every page shows it.
EVERY_PAGE = ""
#: On ``env-get-updated`` behind all that rooms say, and on ``build-finished`` behind all that they write.
LAST = 990
#: What it means that a page shows something else of a room: for `make why`.
ROOMS = {
    "languages": "titles, addresses, menus or templates have changed, or the last build left no record",
    "read": "it was read again",
    "status": "the state of the translation has changed",
    "weight": "style sheets or scripts have changed",
    "pictures": "a picture has changed",
    "words of pictures": "the texts of pictures have changed",
    "overviews": "the partners' collections have changed",
    "gbif": "the GBIF figures have changed",
}


class Ledger:
    """The ledger of one output folder.

    :param path: of the file that keeps it from build to build
    :param outdir: the folder; what was kept of another one does not count
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
        #: Why each page is read again in this build, and the rooms that said something else of it.
        self.read: dict[str, str] = {}
        self.written: dict[str, list[str]] = {}

    def shows(self, room: str, values: Mapping[str, object]) -> None:
        """Take what pages show, by docname; only whether a value is the same as before counts."""
        self._now[room] = {
            docname: hashlib.sha256(repr(value).encode()).hexdigest()[:32]
            for docname, value in values.items()
        }

    def changed(self, docnames: Iterable[str]) -> list[str]:
        """Those among these pages that show something else now."""
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
        """Take the files of a room, by their paths below the output.

        Before they are written: what an interrupted build leaves behind is removed by the next one.
        """
        self._named[room] = set(names)
        if new := self._named[room].difference(self._files.get(room, ())):
            self._files[room] = sorted({*self._files.get(room, ()), *new})
            self._write({} if self._interrupted else self._shown)

    def named(self, room: str) -> frozenset[str]:
        """The files that a room has named in this build."""
        return frozenset(self._named.get(room, ()))

    def begin_writing(self, docname: str) -> None:
        """Note that pages are being written: until the end, nobody knows what they show."""
        self._resolved.add(docname)
        if not self._interrupted:
            self._interrupted = True
            self._write({})

    def finish(self) -> None:
        """The build has ended well: remove what nobody names any more, and keep what is shown."""
        kept: set[str] = set().union(*self._named.values())
        for name in sorted(set().union(*self._files.values()) - kept):
            stale = self._outdir / name
            stale.unlink(missing_ok=True)
            for folder in stale.parents:
                if folder == self._outdir or not folder.is_dir() or any(folder.iterdir()):
                    break
                folder.rmdir()
        self._files = {room: sorted(names) for room, names in self._named.items() if names}
        # Who builds some pages alone has not written the others: the next build does.
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
    """Say what pages show of what a room knows, by docname; by `EVERY_PAGE`, what all of them show.

    :returns: no page, as a handler of ``env-get-updated`` has to: the ledger says which when all have spoken
    """
    ledger_of(app).shows(room, values)
    return []


def publishes(app: Sphinx, room: str, names: Iterable[str]) -> None:
    """Say which files of the output are a room's, all of them, by their paths below it."""
    ledger_of(app).publishes(room, names)


def pages_to_write(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """`env-get-updated`, last: the pages of which rooms say something else than before."""
    return ledger_of(app).changed(env.found_docs)


def begin_writing(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """`doctree-resolved`: a page is about to be written."""
    ledger_of(app).begin_writing(docname)


def finish(app: Sphinx, error: Exception | None) -> None:
    """`build-finished`, last."""
    if error is None:
        ledger_of(app).finish()


def connect(app: Sphinx) -> None:
    """Let Sphinx call the ledger; whoever sets the site up does so once."""
    app.connect("env-get-updated", pages_to_write, priority=LAST)
    app.connect("doctree-resolved", begin_writing)
    app.connect("build-finished", finish, priority=LAST)


def ledger_of(app: Sphinx) -> Ledger:
    """The ledger of a build; read when it is first asked for."""
    if not hasattr(app, "vsc_ledger"):
        path = Path(app.doctreedir, f"ledger-{app.builder.name}.json")
        app.vsc_ledger = Ledger(path, Path(app.outdir))  # type: ignore[attr-defined]
    return app.vsc_ledger  # type: ignore[attr-defined, no-any-return]
