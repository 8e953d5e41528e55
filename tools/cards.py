"""Draw the favicon, and the picture for pages of the site that are shared: its name next to an ammonite.

    python tools/cards.py    _static/favicon.svg, _static/cards/nl.png, and one for each other language

Their colours are those of `_static/css/tokens.css`, by day.

A card is 1200 x 630 pixels, the size that networks ask for, with at most 64 colours: 10 to 25 kB. Its
metadata contain the name that it shows, and its colours.
"""

import math
import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ext.catalogs import po  # noqa: E402
from ext.catalogs.catalog import catalog_path  # noqa: E402
from ext.catalogs.site import site_at  # noqa: E402
from ext.command import run  # noqa: E402
from ext.files import write_whole  # noqa: E402

#: The name of the site, as written in its code.
NAME = "Virtual Science Collections of Flanders"
FOLDER = ROOT / "_static" / "cards"
FAVICON = ROOT / "_static" / "favicon.svg"
TOKENS = ROOT / "_static" / "css" / "tokens.css"

WIDTH, HEIGHT = 1200, 630
#: Where the words end and the drawing begins.
PANEL = 820
MARGIN = 64
#: Sizes of the title in pixels, from the largest.
SIZES = range(84, 30, -4)
LINES = 5
TITLE_TOP, TITLE_BOTTOM = 150, 500
FONT = files("fontpkg_newsreader") / "files" / "Newsreader[opsz,wght].ttf"
#: Weight and optical size.
AXES = [500, 60]


@lru_cache
def colour(name: str) -> str:
    """A colour of the site: ``#e7b635`` for ``gold``."""
    tokens = TOKENS.read_text(encoding="utf-8")
    if found := re.search(rf"--vsc-{name}:[^;#]*(#[0-9a-fA-F]{{6}})\b", tokens):
        return found[1]
    sys.exit(f"{TOKENS} has no --vsc-{name} with a colour such as #e7b635.")


def favicon() -> str:
    """A label with a gold edge on a dark ground."""
    ink = colour("ink")
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f'<rect width="32" height="32" rx="3" fill="{ink}"/>'
        f'<rect x="5.5" y="9.5" width="21" height="13" fill="{colour("paper")}" stroke="{colour("gold")}"/>'
        f'<path d="M9 14h14M9 18h8" stroke="{ink}" stroke-width="1.6"/></svg>\n'
    )


@lru_cache(maxsize=512)
def can_be_written(text: str) -> bool:
    """Whether the font has every character of a text; otherwise its card would be full of boxes."""
    font = _font(24)
    unknown = bytes(font.getmask("\uffff"))
    return all(char.isspace() or bytes(font.getmask(char)) != unknown for char in set(text))


def draw_card(words: str) -> bytes:
    """Draw a card, as PNG."""
    card = _ground().copy()
    draw = ImageDraw.Draw(card)
    draw.line([(MARGIN, 92), (MARGIN + 72, 92)], fill=colour("gold"), width=6)
    font, lines = _fitted(words)
    step = round(font.size * 1.16)
    top = TITLE_TOP + (TITLE_BOTTOM - TITLE_TOP - step * len(lines)) // 2
    for number, line in enumerate(lines):
        draw.text((MARGIN, top + number * step), line, font=font, fill=colour("ink"))
    out, said = BytesIO(), PngInfo()
    said.add_itxt("Title", words)
    said.add_itxt("Colours", colours())
    card.quantize(64, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        out, "PNG", optimize=True, pnginfo=said
    )
    return out.getvalue()


def colours() -> str:
    """The colours of a card, for its metadata."""
    return " ".join(map(colour, ("paper", "ink", "gold", "night")))


def _fitted(title: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The largest font in which a title fits, with its lines; a word too long for any is cut off."""
    width, height = PANEL - 2 * MARGIN, TITLE_BOTTOM - TITLE_TOP
    for size in SIZES:
        font = _font(size)
        lines = list(_wrapped(title, font, width))
        fits = all(_width(line, font) <= width for line in lines)
        if fits and len(lines) <= LINES and len(lines) * size * 1.16 <= height:
            return font, lines
    kept = [_cut(line, font, width) for line in lines]
    most = int(height / (font.size * 1.16))
    if len(kept) > most:
        kept = [*kept[: most - 1], _cut(f"{kept[most - 1]} …", font, width)]
    return font, kept


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> Iterator[str]:
    """Lines of a text, broken between words."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and _width(longer, font) > width:
            yield line
            line = word
        else:
            line = longer
    yield line


def _cut(line: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    """As much of a line as fits, with dots for the rest."""
    if _width(line, font) <= width:
        return line
    while line and _width(f"{line}…", font) > width:
        line = line[:-1]
    return f"{line.rstrip(' …')}…"


def _width(text: str, font: ImageFont.FreeTypeFont) -> float:
    """How far a text reaches to the right: its last character may be wider than the step behind it."""
    return font.getbbox(text)[2]


@lru_cache(maxsize=32)
def _font(size: int) -> ImageFont.FreeTypeFont:
    # The other layout needs a system library (FriBiDi), and gives other widths where that is installed.
    font = ImageFont.truetype(
        BytesIO(FONT.read_bytes()), size, layout_engine=ImageFont.Layout.BASIC
    )
    font.set_variation_by_axes(AXES)
    return font


@lru_cache(maxsize=1)
def _ground() -> Image.Image:
    """The part that is the same on every card: paper, and an ammonite on a dark panel."""
    scale = 2
    large = Image.new("RGB", (WIDTH * scale, HEIGHT * scale), colour("paper"))
    draw = ImageDraw.Draw(large)
    draw.rectangle([(PANEL * scale, 0), (WIDTH * scale, HEIGHT * scale)], fill=colour("night"))
    centre = ((PANEL + (WIDTH - PANEL) * 0.56) * scale, HEIGHT * 0.53 * scale)
    turns, growth = 5.2, 0.155

    def point(angle: float, share: float = 1) -> tuple[float, float]:
        # A logarithmic spiral: each whorl is e^(2 pi growth) times as wide as the one before.
        radius = 178 * scale * math.exp(growth * (angle - 2 * math.pi * turns))
        inner = radius * math.exp(-growth * 2 * math.pi)
        length = inner + (radius - inner) * share
        return centre[0] + length * math.cos(angle), centre[1] + length * math.sin(angle)

    end = 2 * math.pi * turns
    spiral = [point(end * step / 1600) for step in range(300, 1601)]
    draw.line(spiral, fill=colour("gold"), width=3 * scale, joint="curve")
    ribs = 150
    for number in range(ribs):
        angle = end - 2 * math.pi * 3 * (number / ribs) ** 0.9
        rib = [point(angle - 0.16 * (1 - share / 8) ** 2, share / 8) for share in range(9)]
        draw.line(
            rib,
            fill=colour("paper"),
            width=scale if number > ribs // 3 else scale + 1,
            joint="curve",
        )
    draw.line([point(end, share / 4) for share in range(5)], fill=colour("gold"), width=3 * scale)
    return large.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def names() -> dict[str, str]:
    """The name of the site in each of its languages, by their codes."""
    found = {}
    for code in site_at(ROOT).languages:
        words = po.read(catalog_path(ROOT / "locales", code, "sphinx")).live
        found[code] = next((word.forms[0] for word in words if word.text == NAME), "") or NAME
    return found


def main() -> None:
    """Draw the favicon, and a card for each language."""
    if write_whole(FAVICON, favicon().encode()):
        print("wrote _static/favicon.svg")
    for code, name in names().items():
        if not can_be_written(name):
            sys.exit(
                f"The font does not have every letter of {name!r}: draw {FOLDER / code}.png in another way."
            )
        if write_whole(FOLDER / f"{code}.png", draw_card(name)):
            print(f"wrote _static/cards/{code}.png")


if __name__ == "__main__":
    run(main)
