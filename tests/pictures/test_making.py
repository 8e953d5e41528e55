"""From an original to files: upright, sRGB, 8 bits, nothing of the camera, the same bytes each time."""

import json
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from ext.pictures.decoding import UPRIGHT, lying_part, open_part
from ext.pictures.making import Made, make, read_made, recipe_of
from ext.pictures.originals import look_at
from ext.pictures.places import Cut, Focus, Recipe, Size, Wish, recipe_for, region, widths_of

from .drawn import photo, printer_profile, quarters

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
# Where the colours of `quarters` are looked for, as shares of width and height.
CORNERS = {RED: (0.25, 0.25), GREEN: (0.75, 0.25), BLUE: (0.25, 0.75), WHITE: (0.75, 0.75)}


def made_of(path: Path, wish: Wish = Wish()) -> tuple[Made, Path]:  # noqa: B008
    """Make a picture in a folder beside it."""
    folder = path.parent / f"{path.name}-{wish.place}"
    folder.mkdir()
    original = look_at(path)
    return make(path, recipe_for(wish, original.size), folder), folder


def files_of(made: Made, folder: Path) -> list[Path]:
    return [
        folder / file.name
        for kinds in made.files.values()
        for files in kinds.values()
        for file in files
    ]


def colours(image: Image.Image) -> list[tuple[int, ...]]:
    """The four corners' colours."""
    plain = image.convert("RGB")
    points = [(int(x * plain.width), int(y * plain.height)) for x, y in CORNERS.values()]
    return [plain.getpixel(point) for point in points]  # type: ignore[misc]


def alike(found: list[tuple[int, ...]], wanted: list[tuple[int, ...]], by: int = 20) -> bool:
    return all(
        abs(one - other) <= by
        for left, right in zip(found, wanted, strict=True)
        for one, other in zip(left, right, strict=True)
    )


def check_quarters(path: Path, size: tuple[int, int] = (400, 200), by: int = 20) -> None:
    """Every file of this picture shows what `quarters` draws."""
    made, folder = made_of(path)
    assert made.size == size
    paths = files_of(made, folder)
    assert paths
    for file in paths:
        with Image.open(file) as image:
            assert image.mode in {"RGB", "P"}, file
            assert image.size == size
            assert alike(colours(image), list(CORNERS), by), file


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.avif", "a.tif", "a.gif"])
def test_every_kind_of_original(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    quarters().save(path, **({"quality": 95} if name.endswith(("g", "f", "p")) else {}))
    check_quarters(path)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["jpg", "png", "webp", "avif", "tif"])
def test_a_picture_is_put_upright(tmp_path: Path, orientation: int, kind: str) -> None:
    image = quarters()
    for laid, turn in UPRIGHT.items():
        if laid == orientation:
            back = {
                Image.Transpose.ROTATE_90: Image.Transpose.ROTATE_270,
                Image.Transpose.ROTATE_270: Image.Transpose.ROTATE_90,
            }.get(turn, turn)
            image = image.transpose(back)
    exif = Image.Exif()
    exif[274] = orientation
    path = tmp_path / f"a.{kind}"
    image.save(path, exif=exif)
    check_quarters(path, by=40)


def test_a_part_is_found_however_the_camera_was_held() -> None:
    image = Image.frombytes("L", (7, 5), bytes(range(35)))
    for orientation in range(1, 9):
        turn = UPRIGHT.get(orientation)
        upright = image.transpose(turn) if turn is not None else image
        part = image.crop(lying_part((1, 2, 3, 4), Size(7, 5), orientation))
        part = part.transpose(turn) if turn is not None else part
        assert part.tobytes() == upright.crop((1, 2, 3, 4)).tobytes(), orientation


@pytest.mark.parametrize("kind", ["jpg", "png", "webp", "avif", "tif"])
def test_nothing_of_the_camera_is_left(tmp_path: Path, kind: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "SECRETCAMERA"
    exif.get_ifd(0x8825)[2] = (50.0, 55.0, 0.0)
    exif.get_ifd(0x8825)[29] = "SECRETPLACE"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    path = tmp_path / f"a.{kind}"
    options = {"comment": b"SECRETWORDS"} if kind == "jpg" else {}
    xmp = {"xmp": b"<x>SECRETXMP</x>"} if kind in {"jpg", "webp", "avif"} else {}
    photo(300, 200).save(path, exif=exif, icc_profile=profile, **options, **xmp)
    assert b"SECRET" in path.read_bytes()
    made, folder = made_of(path)
    for file in files_of(made, folder):
        assert b"SECRET" not in file.read_bytes()
        with Image.open(file) as image:
            assert not dict(image.getexif())
            assert not {"exif", "icc_profile", "xmp", "comment", "dpi"} & set(image.info), file


@pytest.mark.parametrize("kind", ["jpg", "tif"])
def test_colours_for_print_are_converted_by_their_profile(tmp_path: Path, kind: str) -> None:
    """The profile of the test exchanges red and blue, so that it is seen to be used."""
    path = tmp_path / f"a.{kind}"
    profile = printer_profile()
    assert len(profile) > 250_000
    quarters().convert("CMYK").save(path, icc_profile=profile)
    made, folder = made_of(path)
    for file in files_of(made, folder):
        assert file.stat().st_size < 5_000
        with Image.open(file) as image:
            assert alike(colours(image), [BLUE, GREEN, RED, WHITE], by=50), file


def test_colours_for_print_without_a_profile(tmp_path: Path) -> None:
    quarters().convert("CMYK").save(tmp_path / "a.jpg", quality=95)
    check_quarters(tmp_path / "a.jpg")


@pytest.mark.parametrize("profile", [b"junk", printer_profile()])
def test_a_profile_that_does_not_fit_is_left_out(tmp_path: Path, profile: bytes) -> None:
    quarters().save(tmp_path / "a.png", icc_profile=profile)
    check_quarters(tmp_path / "a.png")


def test_a_wide_colour_space_becomes_srgb(tmp_path: Path) -> None:
    """A linear profile: the middle of its scale is a light grey in sRGB."""
    linear = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for number in range(int.from_bytes(linear[128:132], "big")):
        entry = 132 + 12 * number
        if bytes(linear[entry : entry + 4]) in {b"rTRC", b"gTRC", b"bTRC"}:
            offset = int.from_bytes(linear[entry + 4 : entry + 8], "big")
            # A parametric curve of type 0 with gamma 1 (ICC.1, 10.18).
            linear[offset : offset + 16] = b"para\0\0\0\0\0\0\0\0\0\1\0\0"
    Image.new("RGB", (300, 200), (128, 128, 128)).save(
        tmp_path / "a.png", icc_profile=bytes(linear)
    )
    made, folder = made_of(tmp_path / "a.png")
    with Image.open(files_of(made, folder)[0]) as image:
        assert alike(colours(image), [(188, 188, 188)] * 4, by=6)


@pytest.mark.parametrize(("name", "mode"), [("a.png", "I;16"), ("a.tif", "I;16"), ("a.tif", "F")])
def test_sixteen_bits_become_eight(tmp_path: Path, name: str, mode: str) -> None:
    value = 0.5 if mode == "F" else 40_000
    Image.new(mode, (300, 200), value).save(tmp_path / name)
    made, folder = made_of(tmp_path / name)
    grey = 128 if mode == "F" else 40_000 // 256
    for file in files_of(made, folder):
        with Image.open(file) as image:
            assert alike(colours(image), [(grey,) * 3] * 4, by=3), file


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "PA", "RGBA", "YCbCr", "LAB"])
def test_every_mode_of_pixels(tmp_path: Path, mode: str) -> None:
    image = Image.linear_gradient("L").resize((300, 200))
    image = (
        ImageCms.profileToProfile(
            image.convert("RGB"),
            ImageCms.createProfile("sRGB"),
            ImageCms.createProfile("LAB"),
            outputMode="LAB",
        )
        if mode == "LAB"
        else image.convert("RGBA" if mode == "PA" else mode)
    )
    if mode == "PA":
        image = image.quantize(16).convert("PA")
    path = tmp_path / ("a.tif" if mode in {"YCbCr", "LAB"} else "a.png")
    image.convert("RGBA").quantize(16).save(path) if mode == "PA" else image.save(path)
    made, folder = made_of(path)
    for file in files_of(made, folder):
        with Image.open(file) as small:
            plain = small.convert("RGB")
            top, bottom = plain.getpixel((150, 4)), plain.getpixel((150, 195))
            assert isinstance(top, tuple) and isinstance(bottom, tuple)
            assert max(top) < 40 and min(bottom) > 215, (file, top, bottom)


@pytest.mark.parametrize("place", ["text", "logo"])
def test_what_is_transparent_stays_so(tmp_path: Path, place: str) -> None:
    image = quarters().convert("RGBA")
    image.paste((0, 0, 0, 0), (200, 100, 400, 200))
    image.save(tmp_path / "a.png")
    made, folder = made_of(tmp_path / "a.png", Wish(place))
    for file in files_of(made, folder):
        assert not file.name.endswith(".jpg")
        with Image.open(file) as small:
            clear = small.convert("RGBA")
            x, y = clear.width, clear.height
            assert clear.getpixel((x * 3 // 4, y * 3 // 4))[3] == 0  # type: ignore[index]
            assert clear.getpixel((x // 4, y // 4))[3] == 255  # type: ignore[index]


@pytest.mark.parametrize("kind", ["gif", "png", "webp", "avif"])
def test_of_an_animation_the_first_frame_is_taken(tmp_path: Path, kind: str) -> None:
    frames = [Image.new("RGB", (300, 200), colour) for colour in (RED, GREEN, BLUE)]
    path = tmp_path / f"a.{kind}"
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=[100, 200, 300], loop=0)
    assert look_at(path).animated
    made, folder = made_of(path)
    paths = files_of(made, folder)
    assert paths
    for file in paths:
        with Image.open(file) as still:
            assert getattr(still, "n_frames", 1) == 1
            assert alike([still.convert("RGB").getpixel((9, 9))], [RED], by=30)  # type: ignore[list-item]


@pytest.mark.parametrize("kind", ["gif", "png", "webp", "avif", "jpg", "tif"])
def test_a_still_is_not_an_animation(tmp_path: Path, kind: str) -> None:
    quarters().save(tmp_path / f"a.{kind}")
    assert not look_at(tmp_path / f"a.{kind}").animated


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    photo(1000, 700).save(tmp_path / "a.jpg")
    results = []
    for number in range(2):
        folder = tmp_path / str(number)
        folder.mkdir()
        make(tmp_path / "a.jpg", recipe_for(Wish("hero"), Size(1000, 700)), folder)
        results.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert results[0] == results[1]
    assert len(results[0]) > 10


def test_a_note_says_what_was_made(tmp_path: Path) -> None:
    photo(900, 600).save(tmp_path / "a.jpg")
    made, folder = made_of(tmp_path / "a.jpg", Wish("hero", Focus(10, 90)))
    assert read_made(folder) == made
    recipe = recipe_for(Wish("hero", Focus(10, 90)), made.size)
    assert recipe_of(json.loads(json.dumps(recipe))) == recipe


def test_a_file_keeps_its_budget(tmp_path: Path) -> None:
    dice = Image.effect_noise((1400, 1000), 120)
    Image.merge("RGB", [dice, dice.rotate(180), dice]).save(tmp_path / "a.png")
    cut = Cut("w", (200, 700, 1400), budget=20_000)
    made = make(tmp_path / "a.png", Recipe((cut,)), tmp_path)
    files = made.files["w"]["avif"]
    assert [file.width for file in files] == [200, 700]
    assert max(file.length for file in files) <= 20_000


@pytest.mark.parametrize(
    ("cut", "size", "widths"),
    [
        (Cut("w", (480, 800, 1200)), Size(2000, 1000), [480, 800, 1200]),
        (Cut("w", (480, 800, 1200)), Size(1000, 500), [480, 800, 1000]),
        (Cut("w", (480, 800, 1200)), Size(820, 500), [480, 800]),
        (Cut("w", (480, 800, 1200)), Size(300, 500), [300]),
        (Cut("w", (480, 800, 1200)), Size(1200, 12000), [480, 800]),
        (Cut("w", (480,)), Size(1, 1), [1]),
    ],
)
def test_widths_never_have_more_pixels_than_there_are(
    cut: Cut, size: Size, widths: list[int]
) -> None:
    assert widths_of(cut, size) == widths


@pytest.mark.parametrize("focus", [Focus(0, 0), Focus(50, 30), Focus(100, 100), Focus(33, 80)])
@pytest.mark.parametrize("size", [Size(3000, 2000), Size(2000, 3000), Size(9000, 500), Size(1, 1)])
def test_a_cut_lies_in_the_picture_and_holds_the_focus(focus: Focus, size: Size) -> None:
    for cut in recipe_for(Wish("hero", focus), size).cuts:
        left, top, right, bottom = region(cut, size)
        assert 0 <= left < right <= size.width
        assert 0 <= top < bottom <= size.height
        assert left <= size.width * focus.left / 100 <= right
        assert top <= size.height * focus.top / 100 <= bottom


def test_a_part_is_opened_no_larger_than_needed(tmp_path: Path) -> None:
    quarters(3200, 2400).save(tmp_path / "a.png")
    image, scale = open_part(tmp_path / "a.png", (800, 600, 2400, 1800), 0.25)
    assert (image.size, scale) == ((534, 400), 1 / 3)
