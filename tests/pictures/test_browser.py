"""What a browser fetches and shows: weight on a phone, and `sizes` that tell the truth."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from bs4 import BeautifulSoup
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.conftest import wait_until
from tools.serve import served

from .conftest import candidates
from .drawn import logo, photo, printer_profile

ROOT = Path(__file__).parents[2]
# CSS pixels, and device pixels for each.
PHONES = [(390, 844, 1.75), (390, 844, 2), (390, 844, 3), (430, 932, 3), (844, 390, 3)]

INDEX = """\
---
permalink: /nl
---

# Een kast vol mossen

```{hero} moss
:height: 90vh

Botanische tuinen en herbaria bewaren mossen.
```

## Deel

```{split} moss
Tekst.
```

## Meer

```{toctree}
low
partners
text
```
"""
LOW = "# Laag\n\n```{hero} moss\n:height: 60vh\n\nTekst.\n```\n\nTekst.\n"
TEXT = """\
# Tekst

![Bos](bos.jpg)

![Half bos](bos.jpg){width="50%"}

![Klein bos](bos.jpg){width=240px}

::::{grid} 1 2 3 3

:::{grid-item-card} Een
:img-top: bos.jpg

Tekst.
:::
:::{grid-item-card} Twee

Tekst.
:::
:::{grid-item-card} Drie

Tekst.
:::
::::
"""


def write_site(folder: Path, pixels: tuple[int, int], logos: int) -> None:
    """The portal's own settings, templates and style sheets, with other pages.

    :param pixels: of the original of the hero
    :param logos: how many partners have one
    """
    for name in ("_templates", "_static"):
        shutil.copytree(ROOT / name, folder / name)
    conf = (ROOT / "conf.py").read_text(encoding="utf-8")
    (folder / "conf.py").write_text(conf + "\nredirects = {}\n", encoding="utf-8")
    for name in ("nl", "en", "images"):
        (folder / name).mkdir()
    entries = "language: nl\npictures:\n"
    values = "alt: Beeld, maker: Ann, licence: CC BY 4.0"
    entries += f"  moss: {{file: moss.jpg, kind: photo, {values}}}\n"
    photo(*pixels).save(folder / "images" / "moss.jpg", quality=92)
    photo(2400, 1600, 2).save(folder / "nl" / "bos.jpg", quality=90)
    cards = "# Partners\n\n::::{partner-cards} Groep\n"
    for number in range(logos):
        name = f"logo{number}"
        entries += f"  {name}: {{file: {name}.jpg, kind: logo, {values}}}\n"
        width, height = ((1800, 700), (1200, 1200), (2400, 500))[number % 3]
        image = logo(number, width, height).convert("CMYK")
        image.save(folder / "images" / f"{name}.jpg", icc_profile=printer_profile(name))
        cards += f":::{{partner}} Partner {number}\n:key: p{number}\n:logo: {name}\n\nTekst.\n:::\n"
    (folder / "images" / "register.yaml").write_text(entries, encoding="utf-8")
    pages = {"index": INDEX, "low": LOW, "partners": cards + "::::\n", "text": TEXT}
    for name, text in pages.items():
        (folder / "nl" / f"{name}.md").write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "index.md", folder / "index.md")


class Pictured(NamedTuple):
    """A site with pictures, built: a hero, its kinds of places, and so many logos."""

    folder: Path
    logos: int


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(((3000, 2000), 6), id="6 megapixels"),
        pytest.param(((6000, 4000), 21), id="24 megapixels", marks=pytest.mark.exhaustive),
    ],
)
def built(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Pictured:
    folder = tmp_path_factory.mktemp("pictures")
    write_site(folder, *request.param)
    done = subprocess.run(
        [
            *(sys.executable, "-W", "ignore", "-m", "sphinx", "-b", "dirhtml", "-N", "-q"),
            *("-d", "_build/doctrees", ".", "_build/dirhtml"),
        ],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "pictures." not in done.stderr, done.stderr
    assert done.returncode == 0, done.stderr
    return Pictured(folder / "_build" / "dirhtml", request.param[1])


@pytest.fixture(scope="module")
def site_url(built: Pictured) -> Iterator[str]:
    """The site of this module, in the place of the real one."""
    with served(built.folder) as address:
        yield address


@pytest.fixture
def look(browser: Browser, site_url: str) -> Iterator[Callable[..., Any]]:
    """Return ``look(path, width, height, density)``: a page, and the pictures that it fetched."""
    contexts = []

    def run(path: str, width: int, height: int, density: float = 1) -> tuple[Page, dict[str, int]]:
        context = browser.new_context(
            viewport={"width": width, "height": height}, device_scale_factor=density
        )
        contexts.append(context)
        page = context.new_page()
        fetched: dict[str, int] = {}

        def note(response: Any) -> None:
            if "/_images/" in response.url:
                fetched[response.url.rpartition("/")[2]] = len(response.body())

        page.on("response", note)
        page.goto(site_url + path)
        for image in page.locator("main img").all():
            image.scroll_into_view_if_needed()
        wait_until(page, "[...document.images].every(i => i.complete && i.naturalWidth)")
        page.evaluate("scrollTo(0, 0)")
        return page, fetched

    yield run
    for context in contexts:
        context.close()


def test_a_hero_is_fetched_first_and_cut_for_tall_screens(built: Pictured) -> None:
    page = BeautifulSoup((built.folder / "nl" / "index.html").read_text("utf-8"), "html.parser")
    sources = page.select(".vsc-hero picture > source")
    tall, lying, wide = sources[:2], sources[2:4], sources[4:]
    for pair in (tall, lying, wide):
        assert [source["type"] for source in pair] == ["image/avif", "image/webp"]
    for source in tall:
        assert source["media"] == "(max-width: 59.99rem) and (orientation: portrait)"
        assert source["sizes"] == "100vw"
        assert set(candidates(source)) <= {480, 640, 800, 960, 1200}
    assert [source["media"] for source in lying] == ["(max-width: 59.99rem)"] * 2
    assert max(candidates(lying[0])) <= 1600 < max(candidates(wide[0]))
    assert wide[0]["sizes"] == "max(44vw, 135svh - 9.375rem)"
    (image,) = page.select(".vsc-hero picture > img")
    assert image["fetchpriority"] == "high"
    assert "loading" not in image.attrs
    assert (image["width"], image["height"]) == ("2560", "1707")
    assert page.select("link[rel=preload][as=image]") == []
    folder = built.folder / "_images"
    for width, name in candidates(tall[0]).items():
        path = folder / name.rpartition("/")[2]
        with Image.open(path) as file:
            assert (file.format, file.size) == ("AVIF", (width, round(width / 0.8)))
        assert path.stat().st_size <= 85_000
    for width, name in candidates(image).items():
        with Image.open(folder / name.rpartition("/")[2]) as file:
            assert (file.format, file.width) == ("JPEG", width)


@pytest.mark.parametrize(("width", "height", "density"), PHONES)
@pytest.mark.parametrize("path", ["/nl/", "/nl/low/"])
def test_a_phone_pays_little_for_a_large_hero(
    look: Callable[..., Any], path: str, width: int, height: int, density: float
) -> None:
    page, fetched = look(path, width, height, density)
    shown = page.evaluate("document.querySelector('.vsc-hero img').currentSrc").rpartition("/")[2]
    heroes = {name: size for name, size in fetched.items() if re.search(r"\.[pw]\d+\.", name)}
    print(path, width, height, density, shown, heroes[shown])
    assert shown.endswith(".avif")
    assert (".p" in shown) == (height > width)
    assert heroes[shown] <= 90_000
    # It fetches one file for the hero, and that is enough pixels for three of four of the screen's.
    of_hero = [
        name for name in fetched if name.partition(".")[2][:10] == shown.partition(".")[2][:10]
    ]
    assert of_hero == [shown]
    assert int(re.findall(r"\.[pw](\d+)\.", shown)[0]) >= 0.75 * min(width * density, 1600)


@pytest.mark.parametrize("density", [1.75, 2, 3])
def test_logos_for_print_with_large_profiles_weigh_little(
    look: Callable[..., Any], built: Pictured, density: float
) -> None:
    _, fetched = look("/nl/partners/", 390, 844, density)
    logos = {name: size for name, size in fetched.items() if name.startswith("logo")}
    print(density, sum(logos.values()))
    assert len(logos) == built.logos
    assert sum(logos.values()) <= 6_200 * built.logos


SIZES = """() => [...document.querySelectorAll('main picture > img')].map(image => {
  // What `sizes` says, as the browser computes it: of a candidate with width descriptors, the
  // natural width is that of its place.
  const box = image.getBoundingClientRect();
  const style = getComputedStyle(image);
  const ratio = image.width && image.naturalWidth / image.naturalHeight;
  const needed = style.objectFit === 'cover' ? Math.max(box.width, box.height * ratio) : box.width;
  const probe = document.createElement('div');
  const used = [...image.parentElement.querySelectorAll('source')].find(
    source => (!source.media || matchMedia(source.media).matches) && source.type === 'image/avif');
  const sizes = (used || image).sizes.replace(/^auto, /, '');
  // The first length whose condition is true.
  const parts = sizes.match(/(?:\\([^()]*(?:\\([^()]*\\)[^()]*)*\\)|[^,(]|\\()+/g).map(x => x.trim());
  let length = '';
  for (const part of parts) {
    const found = part.match(/^(\\((?:min|max)-width:[^)]*\\))\\s+(.*)$/);
    if (!found) { length = part; break; }
    if (matchMedia(found[1]).matches) { length = found[2]; break; }
  }
  probe.style.cssText = 'position: absolute; inline-size: ' + length;
  document.body.append(probe);
  const said = probe.getBoundingClientRect().width;
  probe.remove();
  return {
    place: image.closest('.vsc-hero, .vsc-split, .sd-card, .vsc-partner')?.className || 'text',
    auto: (used || image).sizes.startsWith('auto'),
    said, needed, width: box.width, file: image.currentSrc.split('/').pop(),
  };
})"""
SCREENS = [(320, 568), (390, 844), (768, 1024), (960, 600), (1024, 768), (1280, 800), (1920, 1080)]


@pytest.mark.parametrize(("width", "height"), SCREENS)
@pytest.mark.parametrize("path", ["/nl/", "/nl/low/", "/nl/partners/", "/nl/text/"])
def test_sizes_tell_the_truth(look: Callable[..., Any], path: str, width: int, height: int) -> None:
    page, _ = look(path, width, height)
    found = page.evaluate(SIZES)
    assert found
    for picture in found:
        # Where only the browser knows the column, it looks itself, and nothing is claimed.
        if not picture["auto"]:
            assert 0.93 <= picture["said"] / picture["needed"] <= 1.12, picture
        else:
            pixels = int(re.findall(r"\.w(\d+)\.", picture["file"])[0])
            assert pixels >= 0.75 * min(picture["width"], 1080), picture
            assert pixels <= 2.5 * max(picture["width"], 480), picture


def test_no_picture_moves_the_page_or_carries_a_style(look: Callable[..., Any]) -> None:
    for path in ("/nl/", "/nl/partners/", "/nl/text/"):
        page, _ = look(path, 390, 844, 2)
        assert page.locator("main [style]").count() == 0
        for width, height, box in page.evaluate(
            "[...document.querySelectorAll('main img')].map(image => [image.getAttribute('width'),"
            " image.getAttribute('height'), image.getBoundingClientRect().toJSON()])"
        ):
            assert int(width) and int(height)
            assert box["width"] and box["height"]


def test_widths_that_an_editor_asks_for(look: Callable[..., Any]) -> None:
    page, _ = look("/nl/text/", 1280, 800)
    column = page.locator(".bd-article section > p").first.bounding_box()["width"]
    whole, half, small = (
        image.bounding_box()["width"] for image in page.locator("main p picture > img").all()[:3]
    )
    assert (whole, small) == (column, 240)
    assert abs(half - column / 2) < 1
