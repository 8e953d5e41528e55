"""Pictures for tests, drawn here from a seed: photos, logos, and a colour profile of a printer."""

import io
import random
import struct
import zlib
from functools import cache
from pathlib import Path

from PIL import Image, ImageCms, ImageDraw

# Of a photo's detail, from large shapes to grain: points in height, and how much each shows.
OCTAVES = ((6, 1.0), (30, 0.45), (150, 0.35), (700, 0.2))
# Points in each direction of a profile's table: 17 ** 4 colours of three bytes are 250 kB.
GRID = 17


def photo(width: int, height: int, seed: int = 1) -> Image.Image:
    """Noise of several sizes, one upon another: as hard to pack as leaves and moss."""
    dice = random.Random(seed)
    found: Image.Image | None = None
    for rows, share in OCTAVES:
        columns = max(1, rows * width // height)
        grain = Image.frombytes("RGB", (columns, rows), dice.randbytes(columns * rows * 3))
        layer = grain.resize((width, height), Image.Resampling.BICUBIC)
        found = Image.blend(found, layer, share) if found else layer
    assert found is not None
    return found


def quarters(width: int = 400, height: int = 200) -> Image.Image:
    """Red, green, blue and white, from left to right and from top to bottom."""
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width // 2 - 1, height // 2 - 1), fill=(255, 0, 0))
    draw.rectangle((width // 2, 0, width, height // 2 - 1), fill=(0, 255, 0))
    draw.rectangle((0, height // 2, width // 2 - 1, height), fill=(0, 0, 255))
    return image


def logo(seed: int, width: int = 1800, height: int = 700) -> Image.Image:
    """Rings and bars, some with a run of colour, on white."""
    dice = random.Random(seed)
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    for _ in range(9):
        colour = tuple(dice.randrange(256) for _ in range(3))
        left, top = dice.randrange(width), dice.randrange(height)
        if dice.random() < 0.5:
            reach = dice.randrange(60, 300)
            box = (left - reach, top - reach, left + reach, top + reach)
            draw.ellipse(box, outline=colour, width=dice.randrange(10, 60))
        else:
            draw.rectangle((left, top, left + dice.randrange(40, 500), top + 40), fill=colour)
    ramp = Image.linear_gradient("L").resize((width, height // 5))
    image.paste(Image.merge("RGB", [ramp, ramp.transpose(Image.Transpose.FLIP_TOP_BOTTOM), ramp]))
    return image


@cache
def _colour_table() -> bytes:
    """From four inks to Lab, with red and blue exchanged, as an `mft1` table has it."""
    table = bytearray()
    step = 255 / (GRID - 1)
    scale = [round(index * step) for index in range(GRID)]
    for cyan in scale:
        for magenta in scale:
            for yellow in scale:
                for black in scale:
                    light = 255 - black
                    red, green, blue = (
                        (255 - ink) * light // 255 for ink in (cyan, magenta, yellow)
                    )
                    table += bytes((blue, green, red))
    colours = Image.frombytes("RGB", (GRID**3, GRID), bytes(table))
    lab = ImageCms.profileToProfile(
        colours,
        ImageCms.createProfile("sRGB"),
        ImageCms.createProfile("LAB"),
        outputMode="LAB",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
    )
    assert lab is not None
    values = bytearray(lab.tobytes())
    # Pillow keeps a and b around 0, a profile around 128.
    values[1::3] = bytes(value ^ 128 for value in values[1::3])
    values[2::3] = bytes(value ^ 128 for value in values[2::3])
    return bytes(values)


def printer_profile(name: str = "test") -> bytes:
    """A colour profile of a printer (ICC.1:2001-04, `mft1`), of 250 kB.

    Its red and blue are exchanged, so that colours tell whether it was used.
    """
    one = 65536
    matrix = struct.pack(">9i", one, 0, 0, 0, one, 0, 0, 0, one)
    ramp = bytes(range(256))
    lut = b"mft1\0\0\0\0" + bytes((4, 3, GRID, 0)) + matrix + ramp * 4 + _colour_table() + ramp * 3
    text = name.encode()
    words = b"desc\0\0\0\0" + struct.pack(">I", len(text) + 1) + text + b"\0" * 79
    white = b"XYZ \0\0\0\0" + struct.pack(">3i", 63190, 65536, 54061)
    tags = {b"desc": words, b"cprt": b"text\0\0\0\0none\0", b"wtpt": white, b"A2B0": lut}
    offset = 128 + 4 + 12 * len(tags)
    directory, body = struct.pack(">I", len(tags)), b""
    for tag, data in tags.items():
        data += b"\0" * (-len(data) % 4)
        directory += tag + struct.pack(">II", offset + len(body), len(data))
        body += data
    size = offset + len(body)
    head = struct.pack(">I4sI4s4s4s", size, b"lcms", 0x02400000, b"prtr", b"CMYK", b"Lab ")
    head += struct.pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp")
    head += b"\0" * 28 + struct.pack(">3i", 63190, 65536, 54061)
    return head + b"\0" * (128 - len(head)) + directory + body


def png_that_claims(path: Path, width: int, height: int) -> None:
    """A PNG of a few bytes that says it has so many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 100_000, 9)
    parts = [chunk(b"IHDR", header), chunk(b"IDAT", rows), chunk(b"IEND", b"")]
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts))


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    """A picture as a file."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()
