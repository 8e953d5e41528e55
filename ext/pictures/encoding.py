"""Encode the files of a picture: each format, in a quality that fits its budget in bytes.

The same picture and recipe give the same bytes, on any number of processors.
"""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image, features

if TYPE_CHECKING:
    from collections.abc import Mapping

# Increase this when a change here, in `decoding.py` or in `making.py` gives different bytes.
VERSION = 2
LIBRARIES = ("pil", "avif", "webp", "jpg", "libjpeg_turbo", "zlib", "littlecms2")
# A picture with more colours than this is a photo.
FEW_COLOURS = 256
# How much larger ten steps of quality make a file: it decides what to try next.
GROWTH = 1.85


class Format(NamedTuple):
    """A format that files are made in.

    :param extension: of the files
    :param name: as Pillow calls it
    :param best: quality to begin with
    :param worst: quality below which a file is left out
    :param room: its budget, as a multiple of AVIF's; 0: none
    """

    extension: str
    name: str
    best: int
    worst: int
    room: float


AVIF = Format("avif", "AVIF", best=50, worst=12, room=1.0)
WEBP = Format("webp", "WEBP", best=68, worst=40, room=2.2)
JPEG = Format("jpg", "JPEG", best=74, worst=30, room=0.0)
PNG = Format("png", "PNG", best=0, worst=0, room=0.0)
TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg", "png": "image/png"}


def version() -> str:
    """What else the bytes of a file depend on: this code and the encoders."""
    return " ".join([str(VERSION), *(f"{name}={features.version(name)}" for name in LIBRARIES)])


def encode(
    image: Image.Image, kind: Format, quality: int, *, fine: bool = False, plain: bool = False
) -> bytes:
    """Encode a picture in a format.

    :param fine: keep the colours of thin lines
    :param plain: it has few colours, so that a lossless file is small
    """
    options: Mapping[str, object]
    match kind.extension:
        case "avif":
            # One thread: the number of threads decides how a picture is cut into tiles.
            options = {
                "quality": quality,
                # Measured: as small and as good as 6 to 8, in a tenth of the time.
                "speed": 9,
                "codec": "aom",
                "max_threads": 1,
                "subsampling": "4:4:4" if fine or plain else "4:2:0",
            }
        case "webp":
            options = {"quality": 80 if plain else quality, "method": 4, "lossless": plain}
        case "jpg":
            options = {
                "quality": quality,
                "progressive": True,
                "optimize": True,
                "subsampling": "4:4:4" if fine else "4:2:0",
            }
        case _:
            options = {"optimize": plain}
    file = io.BytesIO()
    image.save(file, kind.name, **options)
    return file.getvalue()


def encode_within(
    image: Image.Image, kind: Format, budget: int, *, start: int, fine: bool, plain: bool
) -> tuple[bytes, int]:
    """A picture in the best quality that fits its budget, or else in the worst.

    :param budget: in bytes; 0: unlimited
    :param start: the quality to begin with
    :return: the file and its quality
    """
    quality = start
    data = encode(image, kind, quality, fine=fine, plain=plain)
    limit = budget * kind.room
    if plain and limit and len(data) > limit:
        plain = False
        data = encode(image, kind, quality, fine=True)
    while limit and len(data) > limit and quality > kind.worst:
        steps = 10 * math.log(len(data) / limit, GROWTH)
        quality = max(kind.worst, min(quality - 1, math.floor(quality - steps)))
        data = encode(image, kind, quality, fine=fine)
    return data, quality


def has_few_colours(image: Image.Image) -> bool:
    """Whether this is a drawing in a few plain colours."""
    return image.getcolors(FEW_COLOURS) is not None


def formats_for(image: Image.Image, *, plain: bool) -> tuple[Format, ...]:
    """The formats to make; the last one is for every browser."""
    return (AVIF, WEBP, PNG if plain or image.mode == "RGBA" else JPEG)
