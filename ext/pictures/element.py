"""What is on a page for a picture: the values of its template. Plain functions over plain values."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from ext.pictures.encoding import TYPES
from ext.pictures.places import Size, shown_size, sources_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ext.pictures.making import File, Made
    from ext.pictures.places import Source, Wish

# Of the hash in a file name.
LETTERS = 10
LONGEST_STEM = 60


class Choice(NamedTuple):
    """One `<source>`, or the `<img>`: files of one format in some widths."""

    type: str
    media: str
    sizes: str
    files: Sequence[tuple[str, int]]
    width: int
    height: int


class Element(NamedTuple):
    """A picture on a page.

    :param choices: for the browser, the best one first; none for a drawing
    :param fallback: for every browser
    :param files: to publish: their names, and their names in the cache entry
    """

    choices: Sequence[Choice]
    fallback: Choice
    files: Mapping[str, str]


def stem_of(name: str, key: str) -> str:
    """The beginning of the names of published files: the original's name, and a hash.

    >>> stem_of("images/Zeeën van tijd.JPG", "0123456789abcdef")
    'zeeen-van-tijd.0123456789'
    """
    stem = name.rpartition("/")[2].rpartition(".")[0]
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_STEM] or "picture"
    return f"{plain}.{key[:LETTERS]}"


def element_of(made: Made, wish: Wish, stem: str) -> Element:
    """The element for a picture in its place."""
    choices: list[Choice] = []
    names: dict[str, str] = {}
    for source in sources_for(wish, made.size):
        kinds = made.files[source.cut]
        for extension, files in kinds.items():
            fitting = [file for file in files if not source.widest or file.width <= source.widest]
            if fitting:
                choices.append(_choice(source, TYPES[extension], fitting, stem, names))
    if wish.place != "hero":
        # The attributes of a source replace the picture's own: an editor may have asked for a width.
        size = shown_size(wish, made.size)
        choices = [choice._replace(width=size.width, height=size.height) for choice in choices]
    *better, fallback = choices
    # A browser without these formats uses the picture itself, on any screen.
    kept = [choice for choice in better if choice.type != fallback.type]
    used = {name for choice in (*kept, fallback) for name, _ in choice.files}
    return Element(kept, fallback, {name: entry for name, entry in names.items() if name in used})


def _choice(
    source: Source, kind: str, files: Iterable[File], stem: str, names: dict[str, str]
) -> Choice:
    files = list(files)
    for file in files:
        names[f"{stem}.{file.name}"] = file.name
    return Choice(
        kind,
        source.media,
        source.sizes,
        [(f"{stem}.{file.name}", file.width) for file in files],
        files[-1].width,
        files[-1].height,
    )


def drawing_of(size: Size, wish: Wish, stem: str) -> Element:
    """The element for a drawing, which has no widths."""
    name = f"{stem}.svg"
    shown = shown_size(wish, size)
    return Element([], Choice("image/svg+xml", "", "", [(name, 0)], *shown), {name: ""})


def srcset(choice: Choice, folder: str) -> str:
    """The candidates of a choice, as HTML writes them.

    >>> srcset(Choice("", "", "", [("a.480.jpg", 480)], 480, 320), "../_images")
    '../_images/a.480.jpg 480w'
    """
    return ", ".join(
        f"{folder}/{name} {width}w" if choice.sizes else f"{folder}/{name}"
        for name, width in choice.files
    )
