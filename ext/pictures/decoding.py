"""Open an original: upright, in sRGB with 8 bits per channel, no larger than needed, without metadata.

Made for originals of 64 megapixels in little memory: only the part that is shown is read; it is
reduced band by band, and only then are its colours converted.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image, ImageCms

from ext.pictures.originals import KNOWN, orientation_of
from ext.pictures.places import Size

if TYPE_CHECKING:
    from pathlib import Path

Box = tuple[int, int, int, int]

# How the camera was held, and what turns the picture upright (EXIF, tag 274).
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# How much larger than needed a picture is at first; less if it is very large.
ROOM, LARGE = 1.25, 24_000_000
# In pixels: how much is converted at a time.
BAND = 4_000_000
# The modes of Pillow that colour management knows, and the colour space that the profile must have.
SPACES = {"RGB": "RGB", "RGBA": "RGB", "L": "GRAY", "CMYK": "CMYK", "LAB": "Lab"}
# Without this, dark print colours are lost: ICC.1, black point compensation.
FLAGS = ImageCms.Flags.BLACKPOINTCOMPENSATION
INTENT = ImageCms.Intent.RELATIVE_COLORIMETRIC


class Opened(NamedTuple):
    """A part of an original, in RGB or RGBA.

    :param image: the part
    :param scale: how much smaller it is than the original
    """

    image: Image.Image
    scale: float


def open_part(path: Path, part: Box, scale: float) -> Opened:
    """Open a part of an original, at this scale or somewhat larger.

    :param part: left, top, right, bottom, in pixels of the upright original
    :param scale: 0.5 is half as wide and half as high
    :raises OSError: the file is truncated or damaged
    """
    with Image.open(path, formats=KNOWN) as image:
        orientation = orientation_of(image)
        whole = image.size
        box = lying_part(part, Size(*whole), orientation)
        if image.format in {"JPEG", "MPO"}:
            wanted = round(whole[0] * scale), round(whole[1] * scale)
            image.draft(image.mode, wanted)
        image.load()
        profile = image.info.get("icc_profile", b"")
        drafted = image.size[0] / whole[0]
        box = (
            int(box[0] * drafted),
            int(box[1] * drafted),
            min(image.width, round(box[2] * drafted)),
            min(image.height, round(box[3] * drafted)),
        )
        factor = reduction(image.width * image.height, scale / drafted)
        small = reduced(image, box, factor)
    small = in_srgb(small, profile)
    if orientation in UPRIGHT:
        small = small.transpose(UPRIGHT[orientation])
    return Opened(clean(small), drafted / factor)


def lying_part(part: Box, whole: Size, orientation: int) -> Box:
    """Where a part that is seen upright is in the file.

    >>> lying_part((0, 0, 10, 20), Size(100, 50), 6)
    (0, 40, 20, 50)
    """
    left, top, right, bottom = part
    width, height = whole
    if orientation in {5, 6, 7, 8}:
        width, height = height, width  # upright
    match orientation:
        case 2:
            return width - right, top, width - left, bottom
        case 3:
            return width - right, height - bottom, width - left, height - top
        case 4:
            return left, height - bottom, right, height - top
        case 5:
            return top, left, bottom, right
        case 6:
            return top, width - right, bottom, width - left
        case 7:
            return height - bottom, width - right, height - top, width - left
        case 8:
            return height - bottom, left, height - top, right
    return part


def reduction(pixels: int, scale: float) -> int:
    """The whole number by which a picture is reduced before anything else is done with it.

    >>> reduction(12_000_000, 0.3), reduction(64_000_000, 0.3), reduction(100, 1)
    (2, 3, 1)
    """
    room = 1.0 if pixels > LARGE else ROOM
    return max(1, int(1 / (scale * room)))


def reduced(image: Image.Image, box: Box, factor: int) -> Image.Image:
    """A part of a picture, reduced band by band, in a mode of `SPACES`."""
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    factor = min(factor, width, height)
    rows = max(1, BAND // (width * factor)) * factor
    small: Image.Image | None = None
    for upper in range(0, height, rows):
        lower = min(upper + rows, height)
        band = plain(image.crop((left, top + upper, right, top + lower))).reduce(factor)
        if small is None:
            size = -(-width // factor), -(-height // factor)
            small = Image.new(band.mode, size)
        if small.mode != band.mode:
            band = band.convert(small.mode)
        small.paste(band, (0, upper // factor))
    assert small is not None
    return small


def plain(image: Image.Image) -> Image.Image:
    """A picture of any mode in one of `SPACES`, with 8 bits per channel."""
    if image.mode.startswith("I;16") or image.mode in {"I", "F"}:
        return eight_bits(image)
    if image.has_transparency_data:
        return image if image.mode == "RGBA" else image.convert("RGBA")
    if image.mode in SPACES:
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def eight_bits(image: Image.Image) -> Image.Image:
    """Eight bits, from sixteen or from real numbers between 0 and 1."""
    if image.mode == "F":
        return image.point(lambda value: value * 255.0 + 0.5).convert("L")
    return image.point(lambda value: value * (1 / 256) + 0.0).convert("L")


def in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """A picture with its colours in sRGB; a broken profile, or one for another space, is ignored."""
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    if alpha:
        image = image.convert("RGB")
    converted = _by_profile(image, profile)
    if converted is None:
        converted = image if image.mode == "RGB" else image.convert("RGB")
    if alpha and alpha.getextrema() != (255, 255):
        converted.putalpha(alpha)
    return converted


def _by_profile(image: Image.Image, profile: bytes) -> Image.Image | None:
    """The picture in sRGB, by its profile; None if no profile fits."""
    try:
        if image.mode == "LAB":
            source = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
        elif profile:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        else:
            return None
        if source.profile.xcolor_space.strip() != SPACES[image.mode]:
            return None
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(
            image, source, target, renderingIntent=INTENT, outputMode="RGB", flags=FLAGS
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


def clean(image: Image.Image) -> Image.Image:
    """A picture with only its pixels, without anything that came with them."""
    image.info = {}
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    return bare
