"""Reduced sheets, kept next to the doctrees from build to build."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from ext.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable


class Cache:
    """Texts by what they are made from.

    The name of a file identifies everything that it was made from: several processes may write the same one.

    :param folder: where the files are; made when the first one is written
    :param sources: a digest of what every text is made from, besides what each is asked for by
    """

    def __init__(self, folder: Path, sources: str) -> None:
        self._folder = folder
        self.sources = sources
        self._known: dict[str, str] = {}

    def get(self, key: object, make: Callable[[], str]) -> str:
        """The text made from a key, which its ``repr`` describes completely."""
        name = hashlib.sha256(repr(key).encode()).hexdigest()
        if name not in self._known:
            path = self._folder / f"{self.sources[:16]}-{name[:32]}"
            try:
                self._known[name] = path.read_text(encoding="utf-8")
            except FileNotFoundError:
                self._known[name] = make()
                write_whole(path, self._known[name].encode())
        return self._known[name]

    def remove_others(self) -> None:
        """Remove texts that were made from other sources."""
        for path in self._folder.glob("*-*"):
            if not path.name.startswith(f"{self.sources[:16]}-"):
                path.unlink()
