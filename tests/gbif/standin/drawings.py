"""Pictures and map tiles, drawn when they are asked for."""

from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from math import asinh, degrees, floor, pi, radians, tan

from PIL import Image, ImageDraw, ImageOps

TILE = 512
PAPER, INK, DOT = (245, 240, 228), (150, 140, 120), (231, 182, 53, 220)
SEA, LINE = (226, 232, 230), (200, 208, 205)


def _png(image: Image.Image) -> bytes:
    stream = BytesIO()
    image.save(stream, "PNG", compress_level=1)
    return stream.getvalue()


@lru_cache(256)
def picture(digest: str, width: int | None, height: int | None, *, cut: bool = False) -> bytes:
    """A sheet with a plant of ellipses, upright or lying, in a size in pixels: fitted into it, or cut to it."""
    seed = int(digest[:8], 16)
    wide, high = (900, 1200) if seed % 3 else (1200, 800)
    scale = min((width or wide) / wide, (height or high) / high, 1)
    image = Image.new("RGB", (max(1, round(wide * scale)), max(1, round(high * scale))), PAPER)
    draw = ImageDraw.Draw(image)
    x, y = image.size
    green = (60 + seed % 60, 90 + seed // 7 % 70, 60 + seed // 11 % 40)
    draw.rectangle((0, 0, x - 1, y - 1), outline=INK)
    draw.line((x / 2, y * 0.9, x / 2, y * 0.1), fill=green, width=max(1, x // 60))
    for step in range(3 + seed % 6):
        top = y * (0.15 + 0.08 * step)
        half = x * (0.1 + 0.03 * step)
        draw.ellipse((x / 2 - half, top, x / 2, top + y * 0.06), fill=green)
        draw.ellipse((x / 2, top, x / 2 + half, top + y * 0.06), fill=green)
    if cut and width and height:
        image = ImageOps.fit(image, (width, height))
    return _png(image)


def unit_square(latitude: float, longitude: float, srs: str) -> tuple[float, float]:
    """Where a place is on the map of the world: from (0, 0), north-west, to (1, 1).

    In EPSG:4326 the first level has two tiles side by side, so that `x` goes up to 2.
    """
    if srs == "EPSG:4326":
        return (longitude + 180) / 180, (90 - latitude) / 180
    latitude = max(-85.05, min(85.05, latitude))
    return (longitude + 180) / 360, (1 - asinh(tan(radians(latitude))) / pi) / 2


def dots(points: Iterable[tuple[float, float]], z: int, x: int, y: int, size: int) -> bytes | None:
    """A transparent tile with a dot for each point of the unit square, or None if it is empty."""
    tiles, cells = 2**z, size // 4
    found = {
        (floor((across * tiles - x) * cells), floor((down * tiles - y) * cells))
        for across, down in points
        if x <= across * tiles < x + 1 and y <= down * tiles < y + 1
    }
    if not found:
        return None
    image = Image.new("RGBA", (size, size))
    draw = ImageDraw.Draw(image)
    for across, down in sorted(found):
        left, top = across * 4, down * 4
        draw.rectangle((left, top, left + 3, top + 3), fill=DOT)
    return _png(image)


@lru_cache(256)
def base_map(z: int, x: int, y: int, size: int) -> bytes:
    """A tile of the base map: a sea with the lines of the grid, and which tile it is."""
    image = Image.new("RGB", (size, size), SEA)
    draw = ImageDraw.Draw(image)
    for step in range(0, size, size // 4):
        draw.line((step, 0, step, size), fill=LINE)
        draw.line((0, step, size, step), fill=LINE)
    draw.text((8, 8), f"invented map {z}/{x}/{y} {degrees(2 * pi) / 2**z:g}°", fill=INK)
    return _png(image)
