"""Tiles, labels beside a text, and details of drawings."""

from collections.abc import Callable

import pytest

from .conftest import Result, Site, words

Build = Callable[..., Result]

TILES = """\
    # Kast

    ::::{tiles}
    :::{tile} [Thuis](../index.md)
    :picture: shells

    Woorden.
    :::

    :::{tile} [Hier](page.md)
    :picture: shells
    :::
    ::::
    """
DETAIL = "    detail: 10 20 50\n"


def test_a_tile_has_a_picture_a_linked_title_and_words(build: Build) -> None:
    page = build(TILES)
    first, second = page.soup().select(".vsc-tile")
    assert [part.name for part in first.find_all(recursive=False)] == ["figure", "h3", "p"]
    assert first.select("h3 a")[0]["href"] == "../index.html"
    assert words(first) == "Thuis Woorden."
    assert words(second) == "Hier"


def test_a_credit_is_given_once_below_all_tiles(build: Build) -> None:
    page = build(TILES)
    assert page.soup().select(".vsc-tile .vsc-credit") == []
    assert page.text(".vsc-tiles > .vsc-credit") == "Drawing: DiSSCo Vlaanderen, CC BY 4.0"


def test_a_tile_without_a_title_is_reported(site: Site) -> None:
    (warning,) = site.build("# Kast\n\n:::{tile}\nTekst.\n:::\n").warnings
    assert warning.startswith("nl/page.md:3: WARNING: This tile has no title.")


def with_detail(site: Site, detail: str) -> Result:
    register = site.folder / "images" / "register.yaml"
    text = register.read_text(encoding="utf-8")
    register.write_text(text.replace("  shells:\n", f"  shells:\n{detail}"), encoding="utf-8")
    return site.build(TILES)


def test_a_detail_is_a_part_in_the_shape_of_the_whole(site: Site) -> None:
    page = with_detail(site, DETAIL)
    assert page.warnings == []
    image = page.soup().select(".vsc-tile img")[0]
    height = round(50 * int(image["height"]) / int(image["width"]))
    assert image["src"].endswith(f".svg#svgView(viewBox(10,20,50,{height}))")


@pytest.mark.parametrize("detail", ["10 20", "10 20 0", "a b c", "10% 20% 30%"])
def test_a_detail_that_is_none_is_reported(site: Site, detail: str) -> None:
    warnings = with_detail(site, f"    detail: {detail}\n").warnings
    assert "'detail' should look like '600 250 500'" in warnings[0]


def test_a_label_stands_beside_the_text_with_its_picture(build: Build) -> None:
    page = build("# Kast\n\n```{beside} shells\nLicentie\n: CC0\n```\n\nTekst.\n")
    aside = page.find("aside.vsc-beside")
    assert aside["aria-label"] == "In brief"
    assert aside.select("img")
    assert words(aside.select(".vsc-beside__label")[0]) == "Licentie : CC0"


def test_a_label_needs_no_picture_and_a_picture_no_label(build: Build) -> None:
    page = build("# Kast\n\n```{beside}\nKort.\n```\n\n```{beside} shells\n```\n")
    words_alone, picture_alone = page.soup().select(".vsc-beside")
    assert not words_alone.select("img")
    assert not picture_alone.select(".vsc-beside__label")
