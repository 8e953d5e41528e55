"""Where a picture is on a page, and so how wide it is shown: its cuts, widths and `sizes`.

The numbers here are those of the style sheets; `tests/pictures/test_browser.py` compares the two.
Plain values: the place is named by ``place`` on an ordinary image node.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# Between the gutters of a page, on both sides (`--vsc-gutter` in tokens.css): 5vw - 0.2rem, up to 4rem.
COLUMN = "min(90vw + 0.4rem, 82rem)"
# Running text keeps to a measure (`--vsc-measure`), and so do pictures in it.
MEASURE = "min(90vw + 0.4rem, 48.5rem)"
# Below this width the hero's picture hangs below its words, from edge to edge (hero.css).
HERO_STACKED = "(max-width: 59.99rem)"
# The share of the window's width for a hero's picture beside the words, and the height of the header.
HERO_SHARE = 44
HERO_HEADER = 6.25
# A phone pays for one of these files, whatever its pixels: 90 kB, less what is around them.
PHONE_BUDGET = 85_000
# The widest file offered to a phone held sideways.
PHONE_WIDEST = 1600
# Twenty-one logos weigh 130 kB.
LOGO_BUDGET = 6_000
LOGO_WIDTH = 176
LOGO_HEIGHT = 80
# No file has more pixels: of a long picture, the widest files are left out.
MOST_PIXELS = 8_000_000
# How many pixels each CSS unit of length has.
NUMBER = r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+"
UNITS = {
    "": 1.0,
    "px": 1.0,
    "em": 16.0,
    "rem": 16.0,
    "ex": 8.0,
    "ch": 8.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 9.6 / 2.54,
}


class Focus(NamedTuple):
    """What must stay visible when a picture is cropped: from the left and from the top, in percent."""

    left: int = 50
    top: int = 30


class Cut(NamedTuple):
    """A part of the original, in some widths.

    :param name: part of the names of files: ``w`` is the picture, ``p`` its cut for tall screens
    :param widths: in pixels, ascending
    :param ratios: the narrowest and the widest shape, as width over height; None: unchanged
    :param focus: what stays visible
    :param budget: of an AVIF file of up to `PHONE_WIDEST` pixels, in bytes; wider ones get more,
        by their area. A file that exceeds it is left out, except for the narrowest
    """

    name: str
    widths: tuple[int, ...]
    ratios: tuple[float, float] | None = None
    focus: Focus = Focus()
    budget: int = 0


class Recipe(NamedTuple):
    """What to make from an original.

    :param cuts: the first is the picture itself
    :param fine: keep the colours of thin lines, as in a logo
    """

    cuts: tuple[Cut, ...]
    fine: bool = False


class Size(NamedTuple):
    """Width and height."""

    width: int
    height: int


class Wish(NamedTuple):
    """How a page asks for a picture.

    :param place: hero, split, logo, card, tile, figure (by itself) or text (in a paragraph)
    :param focus: what must stay in sight
    :param share: of the height of the window that a hero takes, in percent
    :param width: that an editor asks for: a CSS length, or percent of the column
    :param height: that an editor asks for, where it is not the width
    :param scale: of the size, in percent
    """

    place: str = "text"
    focus: Focus = Focus()
    share: int = 60
    width: str = ""
    height: str = ""
    scale: int = 100


class Source(NamedTuple):
    """One group of files for the browser to choose from.

    :param cut: the name of the cut
    :param sizes: how wide it is shown
    :param media: when it is shown; empty: always
    :param widest: of its files, in pixels; 0: all
    """

    cut: str
    sizes: str
    media: str = ""
    widest: int = 0


def pixels(length: str) -> float | None:
    """A CSS length in pixels; None if it is not one, or is relative to something else.

    >>> pixels("12px"), pixels("2em"), pixels("50%")
    (12.0, 32.0, None)
    """
    found = re.fullmatch(rf"({NUMBER})\s*([a-z]*)", length.strip().lower())
    if not found or found[2] not in UNITS:
        return None
    return float(found[1]) * UNITS[found[2]]


def percent(length: str) -> float | None:
    """A percentage; None if it is not one.

    >>> percent("50%"), percent("12px")
    (50.0, None)
    """
    found = re.fullmatch(rf"({NUMBER})\s*%", length.strip())
    return min(float(found[1]), 100.0) if found else None


def shown_size(wish: Wish, size: Size) -> Size:
    """The largest size at which a picture is shown, in CSS pixels.

    >>> shown_size(Wish("logo"), Size(2000, 400))
    Size(width=176, height=35)
    """
    width: float = size.width
    if wish.place == "logo":
        width = min(width, LOGO_WIDTH, LOGO_HEIGHT * size.width / size.height)
    else:
        width = (asked_width(wish, size) or size.width) * wish.scale / 100
    width = max(1, round(width))
    return Size(width, max(1, round(width * size.height / size.width)))


def asked_width(wish: Wish, size: Size) -> float | None:
    """The width that an editor asks for, in CSS pixels, by width or height; None if not given."""
    if width := pixels(wish.width):
        return width
    height = pixels(wish.height)
    return height * size.width / size.height if height else None


def recipe_for(wish: Wish, size: Size) -> Recipe:
    """What to make from an original of this size, seen upright."""
    if wish.place == "hero":
        wide = Cut("w", (640, 960, 1280, 1600, 1920, 2560), (1.0, 1.5), wish.focus, PHONE_BUDGET)
        tall = Cut("p", (480, 640, 800, 960, 1200), (0.8, 0.8), wish.focus, PHONE_BUDGET)
        return Recipe((wide, tall))
    if wish.place == "logo":
        width = shown_size(wish, size).width
        cut = Cut("w", (width, width * 2, width * 3), budget=LOGO_BUDGET)
        return Recipe((cut,), fine=True)
    if asked_width(wish, size) or wish.scale != 100:
        width = shown_size(wish, size).width
        return Recipe((Cut("w", (width, width * 2, width * 3)),))
    if wish.place == "split":
        return Recipe((Cut("w", (360, 480, 640, 800, 1080, 1440), budget=PHONE_BUDGET),))
    if wish.place in ("card", "tile"):
        return Recipe((Cut("w", (360, 480, 640, 800, 1080)),))
    return Recipe((Cut("w", (480, 800, 1200, 1600, 2240)),))


def sources_for(wish: Wish, size: Size) -> tuple[Source, ...]:
    """The groups of files: the first that fits is used, and the last always fits."""
    if wish.place == "hero":
        # `object-fit: cover`: as wide as its box, or as the height of its box requires.
        ratio = min(max(size.width / size.height, 1.0), 1.5)
        height = f"{wish.share * ratio:g}svh - {HERO_HEADER * ratio:g}rem"
        return (
            Source("p", "100vw", f"{HERO_STACKED} and (orientation: portrait)"),
            Source("w", "100vw", HERO_STACKED, PHONE_WIDEST),
            Source("w", f"max({HERO_SHARE}vw, {height})"),
        )
    natural = f"{shown_size(wish, size).width}px"
    if wish.place == "logo":
        return (Source("w", natural),)
    if wish.place == "split":
        return (Source("w", "(min-width: 56rem) min(33vw - 0.5rem, 29.6rem), calc(90vw + 0.4rem)"),)
    # How wide the column is that these are in is seen on the page alone: a browser that knows
    # `auto` looks; the others take what follows.
    if wish.place in ("card", "tile"):
        return (
            Source(
                "w",
                "auto, (min-width: 76rem) 23rem, (min-width: 48rem) 31vw, "
                "(min-width: 36rem) 47vw, calc(90vw + 0.4rem)",
            ),
        )
    column = MEASURE if wish.place == "text" else COLUMN
    if part := percent(wish.width):
        return (Source("w", f"auto, calc({column} * {part / 100:g})"),)
    return (Source("w", f"auto, min({natural}, {column})"),)


def region(cut: Cut, size: Size) -> tuple[int, int, int, int]:
    """The part of an original of this size that a cut shows: left, top, right, bottom.

    >>> region(Cut("p", (480,), (0.8, 0.8), Focus(50, 50)), Size(3000, 2000))
    (700, 0, 2300, 2000)
    """
    width, height = size
    if cut.ratios:
        narrow, wide = cut.ratios
        width = min(width, round(height * wide))
        height = min(height, round(width / narrow))
    left = _placed(cut.focus.left, width, size.width)
    top = _placed(cut.focus.top, height, size.height)
    return left, top, left + width, top + height


def budget_of(cut: Cut, width: int) -> int:
    """The number of bytes that a file of this width may have; 0: unlimited.

    >>> budget_of(Cut("p", (3200,), budget=1000), 3200)
    4000
    """
    return round(cut.budget * max(1.0, width / PHONE_WIDEST) ** 2)


def _placed(share: int, length: int, whole: int) -> int:
    """Where a part begins that has the point at this share in its middle, as far as possible."""
    return min(max(round(whole * share / 100 - length / 2), 0), whole - length)


def widths_of(cut: Cut, size: Size) -> list[int]:
    """The widths to make from a part of this size: never more pixels than there are.

    >>> widths_of(Cut("w", (480, 800, 1200)), Size(1000, 500))
    [480, 800, 1000]
    """
    widths = [
        width
        for width in cut.widths
        if width <= size.width and width * width * size.height / size.width <= MOST_PIXELS
    ]
    # Larger than the last one and smaller than the next: kept as it is.
    fits = size.width * size.height <= MOST_PIXELS and size.width < cut.widths[-1]
    if not widths or (fits and size.width > widths[-1] * 1.1):
        widths.append(size.width if fits else min(cut.widths[0], size.width))
    return widths
