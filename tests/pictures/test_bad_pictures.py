"""Bad pictures: a message with picture, page and line; little memory; the rest of the page is drawn."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from ext.pictures.drawings import read_drawing
from ext.pictures.originals import look_at

from .conftest import ROOT, Site
from .drawn import photo, png_that_claims, quarters, saved

ADVICE = (
    "Export it again as JPEG, PNG, WebP, AVIF, TIFF or plain SVG, of at most 64 megapixels and "
    "16,383 pixels a side. [pictures.broken]"
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"{}>{}</svg>'


def cut_off(data: bytes) -> bytes:
    return data[: len(data) // 2]


def claims(width: int, height: int) -> Callable[[Path], None]:
    return lambda path: png_that_claims(path, width, height)


def holds(data: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(data) and None


PHOTO = photo(900, 600)
BAD = {
    "empty": ("a.jpg", holds(b""), "it is empty"),
    "words": (
        "a.png",
        holds(b"words"),
        "it is damaged, or is not a JPEG, PNG, WebP, AVIF, TIFF or SVG",
    ),
    "another kind": (
        "a.jpg",
        holds(saved(quarters(), "PNG")),
        "its name ends in .jpg, but it is a PNG",
    ),
    "unknown kind": (
        "a.bmp",
        holds(saved(quarters(), "BMP")),
        "it is not a JPEG, PNG, WebP, AVIF, TIFF",
    ),
    "cut off jpg": ("a.jpg", holds(cut_off(saved(PHOTO, "JPEG"))), "it is damaged: "),
    "cut off png": ("a.png", holds(cut_off(saved(PHOTO, "PNG"))), "it is damaged: "),
    "cut off webp": ("a.webp", holds(cut_off(saved(PHOTO, "WEBP"))), "it is "),
    "cut off avif": ("a.avif", holds(cut_off(saved(PHOTO, "AVIF"))), "it is "),
    "cut off tif": ("a.tif", holds(cut_off(saved(PHOTO, "TIFF"))), "it is "),
    "a bomb": ("a.png", claims(60_000, 60_000), "it has more than 64 megapixels"),
    "too many pixels": (
        "a.png",
        claims(9_000, 9_000),
        "it has more than 64 megapixels: 9000 × 9000",
    ),
    "too wide": ("a.png", claims(30_000, 200), "it is 30000 pixels on one side"),
    "too high": ("a.png", claims(200, 30_000), "it is 30000 pixels on one side"),
    "no size": (
        "a.svg",
        holds(b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        "it has neither a viewBox",
    ),
    "broken drawing": ("a.svg", holds(b"<svg"), "it is not an SVG: "),
    "a script": ("a.svg", holds(SVG.format("", "<script/>").encode()), "it contains <script>"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_picture_is_named_with_page_and_line(site: Site, case: str) -> None:
    name, write, reason = BAD[case]
    (site.folder / "images").mkdir(exist_ok=True)
    write(site.folder / "images" / name)
    site.draw("images/good.png", quarters())
    site.register("moss", name)
    text = (
        "# Kast\n\n```{hero} moss\n\nKop.\n```\n\nVoor\n\n"
        f"![Mos](../images/{name}) achter.\n\n![Goed](../images/good.png)\n"
    )
    page = site.build(text)
    hero, plain = page.warnings
    for line, warning in ((3, hero), (10, plain)):
        begin = f"nl/page.md:{line}: WARNING: The picture 'images/{name}' cannot be shown: {reason}"
        assert warning.startswith(begin), warning
        assert warning.endswith(ADVICE)
    assert page.all(".vsc-hero figure, .vsc-credit") == []
    assert page.find("h1").get_text(strip=True).startswith("Kast")
    assert page.find(".vsc-hero__lead").get_text(strip=True) == "Kop."
    assert "Mos achter." in page.find(".body").get_text()
    assert [image["alt"] for image in page.all("img", "en/page.html")] == ["Goed"]
    assert all(name.startswith("good.") for name in page.pictures)
    # What is mended is shown, and nothing is said any more.
    kinds = {"jpg": "JPEG", "tif": "TIFF", "svg": ""}
    suffix = name.rpartition(".")[2]
    if suffix == "bmp":
        return
    path = site.folder / "images" / name
    good = SVG.format("", "").encode()
    path.write_bytes(good if suffix == "svg" else saved(quarters(), kinds.get(suffix, suffix)))
    stamp = path.stat().st_mtime_ns + 2_000_000_000
    os.utime(path, ns=(stamp, stamp))
    page = site.build()
    assert page.warnings == []
    assert len(page.all("img")) == 3


def test_a_bad_picture_is_said_again_as_long_as_it_cannot_be_made(site: Site) -> None:
    site.write("nl/bos.jpg", cut_off(saved(PHOTO, "JPEG")))
    text = "# Bos\n\n![Bos](bos.jpg)\n"
    first, second = site.build(text).warnings, site.build().warnings
    assert first == second != []


def test_an_animation_is_reported_where_it_stands(site: Site) -> None:
    frames = [quarters(), quarters().rotate(180)]
    site.draw("nl/bos.gif", frames[0], save_all=True, append_images=frames[1:])
    site.draw("nl/kast.gif", frames[0])
    page = site.build("# Bos\n\n![Bos](bos.gif)\n\n![Kast](kast.gif)\n")
    assert page.warnings == [
        "nl/page.md:3: WARNING: The picture 'nl/bos.gif' is animated: only its first frame is shown. "
        "Save the frame that visitors should see as a JPEG or PNG, and use that. [pictures.animated]"
    ]
    assert [image["alt"] for image in page.all("img")] == ["Bos", "Kast"]
    assert all(getattr(page.open(name), "n_frames", 1) == 1 for name in page.pictures)


def test_a_missing_picture_is_said_as_ever(site: Site) -> None:
    site.register("moss", "moss.jpg")
    page = site.build("# Kast\n\n```{hero} moss\n```\n\n![Weg](weg.png)\n")
    register, plain = page.warnings
    assert register.startswith(
        "images/register.yaml:3: WARNING: Picture 'moss': there is no file 'moss.jpg'. "
    )
    assert plain.startswith("nl/page.md:6: WARNING: image file not readable: nl/weg.png")


def test_a_link_around_a_bad_picture_keeps_its_words(site: Site) -> None:
    site.write("nl/bos.png", b"words")
    page = site.build("# Bos\n\n[![Naar het bos](bos.png)](https://example.org/)\n")
    assert page.find(".body a[href='https://example.org/']").get_text() == "Naar het bos"


REFUSED = {
    "a script": ("", "<script>alert(1)</script>"),
    "a script in a group": ("", "<g><script href='#a'/></g>"),
    "an event": (' onload="alert(1)"', ""),
    "an event in capitals": ("", '<g OnClick="alert(1)"/>'),
    "a foreign object": ("", "<foreignObject/>"),
    "HTML": ("", '<p xmlns="http://www.w3.org/1999/xhtml">x</p>'),
    "a frame": ("", "<iframe/>"),
    "a link": ("", '<a href="https://example.org/"><path/></a>'),
    "a script as a link": ("", '<a href="javascript:alert(1)"><path/></a>'),
    "an old link": (' xmlns:xlink="http://www.w3.org/1999/xlink"', '<use xlink:href="b.svg#c"/>'),
    "a picture": ("", '<image href="https://example.org/a.png"/>'),
    "a picture without a scheme": ("", '<image href="//example.org/a.png"/>'),
    "a drawing in a drawing": ("", '<image href="data:image/svg+xml;base64,PHN2Zz4="/>'),
    "a style sheet": ("", "<style>@import 'https://example.org/a.css';</style>"),
    "a face": ("", "<style>@font-face {src: url(https://example.org/a.woff2)}</style>"),
    "an escape": ("", r"<style>path {fill: u\72l(https://example.org/a)}</style>"),
    "a comment within": ("", "<style>path {fill: url(/* */https://example.org/a)}</style>"),
    "a fill": ("", '<path fill="url(https://example.org/a#b)"/>'),
    "a style": ("", '<path style="filter: url(a.svg#b)"/>'),
    "a set of pictures": ("", "<style>a {background: image-set('a.png' 1x)}</style>"),
    "an animated link": ("", '<a><set attributeName="href" to="javascript:alert(1)"/></a>'),
    "an animated event": ("", '<set attributeName="onclick" to="alert(1)"/>'),
    "a base": (' xml:base="https://example.org/"', ""),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_drawing_that_runs_or_fetches_is_refused(case: str) -> None:
    with pytest.raises(ValueError, match=r"it (contains|loads|animates)|its "):
        read_drawing(SVG.format(*REFUSED[case]).encode())


@pytest.mark.parametrize(
    "text",
    [
        '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("", "&a;"),
        '<?xml-stylesheet href="a.css"?>' + SVG.format("", ""),
        "<html/>",
        "<svg/>",
        "",
        SVG.format("", "<g>" * 100_000),
        SVG.format("", "<g>" * 100_000 + "</g>" * 100_000),
    ],
)
def test_a_text_that_is_no_plain_drawing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="it "):
        read_drawing(text.encode())


def test_a_drawing_keeps_what_is_seen_and_loses_its_notes() -> None:
    inner = (
        "<!-- by SECRET --><metadata>SECRET</metadata><title>Vel</title>"
        '<sodipodi:namedview xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"/>'
        '<defs><g id="a"/></defs><use href="#a"/><style>path {fill: url(#a)}</style>'
        '<image href="data:image/png;base64,iVBORw0KGgo="/>'
        '<path inkscape:label="SECRET" xmlns:inkscape="http://www.inkscape.org/x" d="M0 0"/>'
    )
    size, text = read_drawing(SVG.format("", inner).encode())
    assert size == (9, 9)
    assert "SECRET" not in text and "sodipodi" not in text
    for kept in (
        "<title>Vel</title>",
        '<use href="#a"',
        "url(#a)",
        "data:image/png",
        '<path d="M0 0"',
    ):
        assert kept in text
    assert read_drawing(text.encode()) == (size, text)


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('viewBox="0 0 160 90"', (160, 90)),
        ('viewBox="0,0,160.4,90"', (160, 90)),
        ('width="30px" height="40"', (30, 40)),
        ('viewBox="0 0 160 90" width="100%"', (160, 90)),
    ],
)
def test_a_drawing_says_its_size(attributes: str, size: tuple[int, int]) -> None:
    text = f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}/>'
    assert read_drawing(text.encode())[0] == size


MEASURE = """\
import json, re, runpy, sys
sys.stdout = sys.stderr
{work}
# Not `ru_maxrss`: that begins with the memory of the process that started this one.
status = open("/proc/self/status").read()
sys.__stdout__.write(str(int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]) // 1024))
"""
LOOK = """
from pathlib import Path
from ext.pictures.originals import look_at
try:
    look_at(Path({path!r}))
except ValueError as error:
    print(error)
"""
WORK = "runpy.run_module('ext.pictures.worker', run_name='__main__')"


def memory(work: str, job: object = None) -> int:
    """The most memory, in MB, that a process takes for this."""
    if sys.platform != "linux":
        pytest.skip("memory is counted otherwise here")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", MEASURE.format(work=work)],
        input=json.dumps(job),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return int(done.stdout)


def jobs(path: Path) -> object:
    recipe = [[["w", [640, 2560], None, [50, 50], 0]], False]
    return {"original": str(path), "folder": str(path.parent / "made" / "x"), "recipe": recipe}


@pytest.mark.parametrize(("width", "height"), [(16_000, 4_000), (60_000, 60_000), (30_000, 2_000)])
def test_a_picture_that_claims_much_takes_little_memory(
    tmp_path: Path, width: int, height: int
) -> None:
    path = tmp_path / "a.png"
    png_that_claims(path, width, height)
    assert memory(LOOK.format(path=str(path))) < 100
    assert memory(WORK, jobs(path)) < 500
    assert not (tmp_path / "made" / "x").exists()


def first_and_others(first: str, *others: str) -> list[object]:
    """One kind, and the others for `make test-all`."""
    return [first, *(pytest.param(kind, marks=pytest.mark.exhaustive) for kind in others)]


@pytest.mark.parametrize("kind", first_and_others("png", "jpg", "tif", "webp", "avif"))
def test_a_large_picture_that_is_cut_off_takes_less_than_500_mb(tmp_path: Path, kind: str) -> None:
    image = Image.linear_gradient("L").resize((8000, 8000)).convert("RGB")
    options = {"jpg": {"progressive": True}, "avif": {"speed": 10}, "webp": {"method": 0}}
    path = tmp_path / f"a.{kind}"
    image.save(path, **options.get(kind, {}))
    path.write_bytes(cut_off(path.read_bytes()))
    assert memory(LOOK.format(path=str(path))) < 500
    assert memory(WORK, jobs(path)) < 500
    assert not (tmp_path / "made" / "x").exists()


@pytest.mark.parametrize("kind", first_and_others("png", "jpg", "tif"))
def test_a_sound_picture_of_64_megapixels_takes_less_than_500_mb(tmp_path: Path, kind: str) -> None:
    image = Image.linear_gradient("L").resize((8000, 8000)).convert("RGB")
    path = tmp_path / f"a.{kind}"
    image.save(path)
    assert look_at(path).size == (8000, 8000)
    assert memory(WORK, jobs(path)) < 500
    assert (tmp_path / "made" / "x" / "contents.json").is_file()


def test_a_decoder_that_asks_for_too_much_is_stopped(tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("no limit here")
    quarters().save(tmp_path / "a.png")
    work = (
        "from pathlib import Path; from ext.pictures.worker import limit_memory\n"
        f"limit_memory(Path({str(tmp_path / 'a.png')!r}))\n"
        "try:\n    bytes(600_000_000); print('taken')\nexcept MemoryError:\n    print('stopped')\n"
    )
    assert memory(work) < 200
