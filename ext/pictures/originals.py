"""Look at an original without opening all of it: what it is, how large, and whether it may be used.

Plain functions over a file. Nothing here decodes pixels, so a picture that claims to have a billion of
them costs nothing.
"""

from __future__ import annotations

import hashlib
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image, UnidentifiedImageError

from ext.pictures.drawings import LARGEST, read_drawing
from ext.pictures.places import Size

if TYPE_CHECKING:
    from pathlib import Path

# In pixels: in all (64 megapixels, as cameras count), and on a side (the limit of WebP).
MOST_PIXELS = 64 * 1024 * 1024
LONGEST_SIDE = 16_383
# In bytes.
LARGEST_FILE = 400_000_000
# What each extension promises, and the formats of Pillow that keep that promise.
FORMATS = {
    ".jpg": ("JPEG", "MPO"),
    ".jpeg": ("JPEG", "MPO"),
    ".png": ("PNG",),
    ".webp": ("WEBP",),
    ".avif": ("AVIF",),
    ".tif": ("TIFF",),
    ".tiff": ("TIFF",),
    ".gif": ("GIF",),
}
KNOWN = ("JPEG", "PNG", "WEBP", "AVIF", "TIFF", "GIF")
NAMES = "a JPEG, PNG, WebP, AVIF, TIFF or SVG"
# Formats of which a browser plays the frames; of a TIFF and of a JPEG it shows the first page.
ANIMATED = {"GIF", "PNG", "WEBP", "AVIF"}
# EXIF: how the camera was held (CIPA DC-008, tag 274). From 5 on, it was held on its side.
ORIENTATION = 274
LYING = 5


class Original(NamedTuple):
    """A picture as an editor supplied it.

    :param digest: of its bytes
    :param size: as seen, upright
    :param drawing: the text to publish, if it is an SVG; else empty
    :param animated: it has several frames, of which the first is shown
    """

    digest: str
    size: Size
    drawing: str = ""
    animated: bool = False


def look_at(path: Path) -> Original:
    """Look at a picture; one that has not changed is looked at once.

    :raises ValueError: it cannot be used; the text says why, as the end of a sentence
    """
    try:
        state = path.stat()
    except OSError as error:
        raise ValueError("this file does not exist") from error
    found = _looked_at(path, state.st_mtime_ns, state.st_size)
    if isinstance(found, str):
        raise ValueError(found)
    return found


@lru_cache(maxsize=4096)
def _looked_at(path: Path, _changed: int, length: int) -> Original | str:
    try:
        return _look_at(path, length)
    except ValueError as error:
        return str(error)
    except OSError as error:
        return f"it cannot be read: {error.strerror or error}"


def _look_at(path: Path, length: int) -> Original:
    suffix = path.suffix.lower()
    if not length:
        raise ValueError("it is empty")
    if suffix == ".svg":
        if length > LARGEST:
            raise ValueError(f"it is larger than {LARGEST // 1_000_000} MB")
        data = path.read_bytes()
        size, text = read_drawing(data)
        return Original(hashlib.sha256(data).hexdigest(), size, text)
    if suffix not in FORMATS:
        raise ValueError(f"it is not {NAMES}")
    if length > LARGEST_FILE:
        raise ValueError(f"it is larger than {LARGEST_FILE // 1_000_000} MB")
    kind, size, animated = read_header(path)
    if kind not in FORMATS[suffix]:
        raise ValueError(f"its name ends in {suffix}, but it is a {kind}")
    check_size(size)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Original(digest, size, animated=animated)


def read_header(path: Path) -> tuple[str, Size, bool]:
    """The format, the size as seen, and whether it is animated.

    :raises ValueError: it is not a picture
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path, formats=KNOWN) as image:
                kind = image.format or ""
                width, height = image.size
                if width * height > MOST_PIXELS or max(image.size) > LONGEST_SIDE:
                    return kind, Size(width, height), False
                animated = kind in ANIMATED and bool(getattr(image, "is_animated", False))
                lying = orientation_of(image) >= LYING
    except Image.DecompressionBombError as error:
        raise ValueError(too_large()) from error
    except UnidentifiedImageError as error:
        raise ValueError(f"it is damaged, or is not {NAMES}") from error
    # Decoders meet bytes of any kind, and raise what comes of it.
    except Exception as error:
        raise ValueError(f"it is damaged: {error}") from error
    return kind, Size(height, width) if lying else Size(width, height), animated


def orientation_of(image: Image.Image) -> int:
    """How the camera was held; 1 is upright. Pillow turns a TIFF itself."""
    if image.format == "TIFF":
        return 1
    found = image.getexif().get(ORIENTATION, 1)
    return found if isinstance(found, int) else 1


def too_large() -> str:
    """The end of a sentence about a picture with too many pixels."""
    return f"it has more than {MOST_PIXELS // 1024**2} megapixels"


def check_size(size: Size) -> None:
    """Refuse a picture that is too large.

    :raises ValueError: it is too large
    """
    pixels = size.width * size.height
    if not pixels:
        raise ValueError("it has no pixels")
    if pixels > MOST_PIXELS:
        raise ValueError(f"{too_large()}: {size.width} × {size.height}")
    if max(size) > LONGEST_SIDE:
        raise ValueError(f"it is {max(size)} pixels on one side; the maximum is {LONGEST_SIDE}")
