"""What one build has made and publishes: elements by picture and wish, and the files behind them."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from ext.files import write_whole
from ext.pictures.cache import publish

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from ext.pictures.element import Element
    from ext.pictures.places import Wish

Want = tuple[str, "Wish"]


class Shelf:
    """The pictures of one build.

    :param elements: of each picture that pages show
    :param broken: pictures that cannot be shown, with the reason
    """

    def __init__(self) -> None:
        self.elements: dict[Want, Element] = {}
        self.broken: dict[Want, str] = {}
        self._files: dict[str, Path | str] = {}
        self._pages: dict[str, str] = {}
        self._before: dict[str, Any] = {}

    def add(
        self, want: Want, element: Element, *, folder: Path | None = None, text: str = ""
    ) -> None:
        """Put an element on the shelf: its files are in a folder, or are this text."""
        self.elements[want] = element
        for name, entry in element.files.items():
            self._files[name] = folder / entry if folder else text

    def publish(self, target: Path, note: Path) -> None:
        """Copy the files to the output. Those of the last build stay until this one is finished."""
        self._before = _read(note, target)
        gone = {*self._before.get("files", ()), *self._files}
        _write(note, target, gone, self._before.get("pages", {}))
        for name, source in sorted(self._files.items()):
            if isinstance(source, str):
                data = source.encode()
                if not (target / name).is_file() or (target / name).read_bytes() != data:
                    write_whole(target / name, data)
            else:
                publish(source, target / name)

    def changed(self, wants: Mapping[str, Iterable[Want]]) -> list[str]:
        """The pages that show something else than when they were last written.

        :param wants: by docname, the pictures of the page
        """
        self._pages = {
            name: hashlib.sha256(
                json.dumps([[*want, self.elements.get(want)] for want in page]).encode()
            ).hexdigest()
            for name, page in wants.items()
        }
        before = self._before.get("pages", {})
        return [name for name, digest in self._pages.items() if before.get(name) != digest]

    def finish(self, target: Path, note: Path) -> None:
        """Remove the files of former builds that no page shows now."""
        for name in {*_read(note, target).get("files", ())} - self._files.keys():
            (target / name).unlink(missing_ok=True)
        if target.is_dir() and not any(target.iterdir()):
            target.rmdir()
        _write(note, target, self._files, self._pages)


def _read(note: Path, target: Path) -> dict[str, Any]:
    """What was noted of this output."""
    try:
        found = json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) and found.get("output") == str(target) else {}


def _write(note: Path, target: Path, files: Iterable[str], pages: Mapping[str, str]) -> None:
    values = {"output": str(target), "files": sorted(files), "pages": dict(sorted(pages.items()))}
    write_whole(note, json.dumps(values, indent=0).encode())
