"""What one build has made and publishes: elements by picture and wish, with the files behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ext.files import write_whole
from ext.pictures.cache import publish

if TYPE_CHECKING:
    from pathlib import Path

    from ext.pictures.element import Element
    from ext.pictures.places import Wish

Want = tuple[str, "Wish"]


class Shelf:
    """The pictures of one build.

    :param elements: for each picture that pages show
    :param broken: pictures that cannot be shown, with the reason
    :param files: by the name of each file, where it is, or its text
    """

    def __init__(self) -> None:
        self.elements: dict[Want, Element] = {}
        self.broken: dict[Want, str] = {}
        self.files: dict[str, Path | str] = {}

    def add(
        self, want: Want, element: Element, *, folder: Path | None = None, text: str = ""
    ) -> None:
        """Put an element on the shelf, with its files in a folder, or with this text."""
        self.elements[want] = element
        for name, entry in element.files.items():
            self.files[name] = folder / entry if folder else text

    def publish(self, target: Path) -> None:
        """Copy the files to the output."""
        for name, source in sorted(self.files.items()):
            if isinstance(source, str):
                write_whole(target / name, source.encode())
            else:
                publish(source, target / name)
