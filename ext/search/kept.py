"""The indexes in the output, and what was read of each page, kept from build to build."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ext.files import write_whole
from ext.ledger import publishes
from ext.search.compounds import frequencies
from ext.search.engine import index_of, is_named_by_content
from ext.search.reading import Reading, read_main

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.application import Sphinx

    from ext.published import Page

#: The folder of all indexes, below the root of the site; that of a language is named after its tag.
FOLDER = "pagefind"


class Kept:
    """What a build knows from the last one, and leaves for the next.

    :param version: of all that makes an index of pages: another one makes everything again
    """

    def __init__(self, app: Sphinx, version: object) -> None:
        self._app = app
        self._outdir = Path(app.outdir)
        self._copies = Path(app.doctreedir, f"search-{app.builder.name}")
        self._made = Path(app.doctreedir, f"search-{app.builder.name}.json")
        self._version = json.loads(json.dumps([version, str(app.outdir)]))
        #: By tag: the stamps of a language's pages, the digests of their copies, and the files of its index.
        self._indexes: dict[str, dict[str, Any]] = {
            tag: index
            for tag, index in self._read(self._made).items()
            if all((self._outdir / name).is_file() for name in index["files"])
        }

    def changed(self, pages: Mapping[str, Mapping[str, Page]]) -> list[str]:
        """The tags of the languages whose index is missing, or was made from other pages.

        :param pages: all that can be searched, by the tag of their language and by name
        """
        self._stamps = {
            tag: {name: list(page.stamp) for name, page in there.items()}
            for tag, there in pages.items()
        }
        self._indexes = {tag: self._indexes[tag] for tag in pages if tag in self._indexes}
        known = {tag: index["stamps"] for tag, index in self._indexes.items()}
        return [tag for tag, stamps in self._stamps.items() if known.get(tag) != stamps]

    def readings(self, tag: str, pages: Iterable[Page], tags: Iterable[str]) -> dict[str, Reading]:
        """What was read of the pages in a language, by name; only pages written since are read.

        :param tags: of the languages of the site
        """
        version = [self._version, sorted(tags)]
        path = self._made.with_name(f"{self._made.stem}-texts-{tag}.json")
        kept = self._read(path, version)
        found, values = {}, {}
        for page in pages:
            stamp, body, words = kept.get(page.name, (None, "", ()))
            if stamp is None or tuple(stamp) != page.stamp:
                reading = read_main(page.text, page.head.language, tags)
                body, words = reading.body, sorted(reading.words)
            found[page.name] = Reading(body, frozenset(words))
            values[page.name] = [page.stamp, body, words]
        self._write(path, values, version)
        return found

    def counts(self, language: str, words: frozenset[str]) -> Mapping[str, int]:
        """How often the words inside these words are used; only new ones are looked up."""
        path = self._made.with_name(f"search-words-{language}.json")
        kept = self._read(path)
        looked_up = set(kept.get("words", ()))
        counts: dict[str, int] = kept.get("counts", {})
        if new := words - looked_up:
            counts |= frequencies(language, new)
            self._write(path, {"words": sorted(looked_up | words), "counts": counts})
        return counts

    def make(self, copies: Mapping[str, Mapping[str, str]]) -> None:
        """Make and publish the index of each language in which a copy has changed.

        :param copies: by the tag of each language, the copies of its pages by file name
        :raises EngineError: if Pagefind is not installed, or fails
        """
        if copies:
            self.forget()  # Until all is made: an interrupted build leaves copies of two kinds.
        for tag, pages in copies.items():
            digests = {
                name: hashlib.sha256(copy.encode()).hexdigest() for name, copy in pages.items()
            }
            index = self._indexes.pop(tag, {})
            if not pages:
                index = {"copies": digests, "files": []}
            elif index.get("copies") != digests:
                folder = self._copies / tag
                self._write_copies(folder, pages, digests, index.get("copies", {}))
                with index_of(tag, folder) as made:
                    files = {f"{FOLDER}/{tag}/{name}": path for name, path in made.items()}
                    index = {"copies": digests, "files": list(files)}
                    self._indexes[tag] = index
                    self.publish()
                    for name, path in files.items():
                        target = self._outdir / name
                        if not (is_named_by_content(name) and target.is_file()):
                            write_whole(target, path.read_bytes())
            self._indexes[tag] = index | {"stamps": self._stamps[tag]}
        self.publish()
        self._write(self._made, self._indexes)

    def _write_copies(
        self,
        folder: Path,
        pages: Mapping[str, str],
        digests: Mapping[str, str],
        before: Mapping[str, str],
    ) -> None:
        """Write the copies that have changed, and remove those of pages that no longer exist."""
        if not before:
            shutil.rmtree(folder, ignore_errors=True)
        for name in before.keys() - pages.keys():
            (folder / name).unlink(missing_ok=True)
        for name, copy in pages.items():
            if before.get(name) != digests[name]:
                write_whole(folder / name, copy.encode())

    def publish(self) -> None:
        """Record the files of all indexes."""
        names = [name for index in self._indexes.values() for name in index["files"]]
        publishes(self._app, "search", names)

    def forget(self) -> None:
        """Make the next build start from scratch."""
        self._made.unlink(missing_ok=True)

    def _read(self, path: Path, version: object = None) -> dict[str, Any]:
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        is_ours = isinstance(found, dict) and found.get("version") == (version or self._version)
        return found["values"] if is_ours else {}

    def _write(self, path: Path, values: object, version: object = None) -> None:
        note = {"version": version or self._version, "values": values}
        write_whole(path, json.dumps(note).encode())
