"""The drawings in images/ are the script's, harmless, without words, and small."""

from __future__ import annotations

import gzip
import random
import re
from xml.etree import ElementTree

import pytest

from tools.drawings.__main__ import DRAWINGS, IMAGES, draw, main
from tools.drawings.geometry import area, cut, hatch, inset, voronoi
from tools.drawings.lsystem import Module, grow, walk
from tools.drawings.palette import GOLD, INK, PAPER, colour, night_style
from tools.drawings.svg import Path, number

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {
    "svg", "style", "defs", "g", "use", "path", "rect", "circle",
    "linearGradient", "radialGradient", "stop",
}  # fmt: skip
ATTRIBUTES = {
    "class", "d", "fill", "fill-rule", "height", "href", "id", "offset", "opacity", "stop-color",
    "stop-opacity", "stroke", "stroke-dasharray", "stroke-linecap", "stroke-linejoin",
    "stroke-width", "transform", "viewBox", "width", "cx", "cy", "r", "x", "x1", "x2", "y", "y1",
    "y2",
}  # fmt: skip
SQUARE = [0j, 10 + 0j, 10 + 10j, 10j]


@pytest.fixture(params=DRAWINGS)
def name(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def tree(name: str) -> ElementTree.Element:
    return ElementTree.fromstring((IMAGES / f"{name}.svg").read_bytes())


def test_drawing_is_what_the_script_draws(name: str) -> None:
    assert (IMAGES / f"{name}.svg").read_text(encoding="utf-8") == draw(name)


def test_same_drawing_whatever_was_drawn_before(name: str) -> None:
    random.seed(name)
    assert draw(name) == draw(name)


def test_only_harmless_elements_and_attributes(tree: ElementTree.Element) -> None:
    elements = list(tree.iter())
    assert {element.tag.removeprefix(SVG) for element in elements} <= ELEMENTS
    assert {attribute for element in elements for attribute in element.attrib} <= ATTRIBUTES


def test_references_stay_inside(tree: ElementTree.Element) -> None:
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for element in tree.iter():
        for value in element.attrib.values():
            for target in re.findall(r"url\(#(.*?)\)", value):
                assert target in ids
            assert "url(" not in re.sub(r"url\(#.*?\)", "", value)
        if (href := element.get("href")) is not None:
            assert href.startswith("#")
            assert href[1:] in ids


def test_no_words(tree: ElementTree.Element) -> None:
    words = [element.tag for element in tree.iter() if (element.text or element.tail or "").strip()]
    assert words == [f"{SVG}style"]


def test_size_is_stated_once_and_alike(tree: ElementTree.Element) -> None:
    assert tree.get("viewBox") == f"0 0 {tree.get('width')} {tree.get('height')}"


def test_every_colour_has_its_night(tree: ElementTree.Element) -> None:
    style = tree.findtext(f"{SVG}style") or ""
    assert style.startswith("@media (prefers-color-scheme:dark){")
    coloured = re.compile("#[0-9a-f]{6}")
    for element in tree.iter():
        names = (element.get("class") or "").split()
        values = [value for value in element.attrib.values() if coloured.fullmatch(value)]
        assert len(values) == len(names)
        assert all(f".{name}{{" in style for name in names)


def test_drawing_is_small(name: str) -> None:
    content = (IMAGES / f"{name}.svg").read_bytes()
    assert len(content) < 30_000
    assert len(gzip.compress(content, 9, mtime=0)) < 10_000


def test_check_tells_of_a_changed_drawing(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setattr("tools.drawings.__main__.IMAGES", tmp_path)
    monkeypatch.setattr("sys.argv", ["drawings", "tree-rings"])
    assert main() == 0
    monkeypatch.setattr("sys.argv", ["drawings", "--check", "tree-rings"])
    assert main() == 0
    (tmp_path / "tree-rings.svg").write_text("<svg/>")
    assert main() == 1
    assert "tree-rings.svg: not what the script draws" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (-0.04, "0"), (0.5, ".5"), (-0.5, "-.5"), (12.0, "12"), (100, "100"), (1.26, "1.3")],
)
def test_number(value: float, text: str) -> None:
    assert number(value) == text


def test_path_is_relative_and_does_not_drift() -> None:
    path = Path().lines([complex(k / 3, k / 3) for k in range(31)])
    steps = re.findall(r"-?\d*\.?\d+", str(path))
    assert sum(map(float, steps[0::2])) == pytest.approx(10)


def test_path_leaves_out_what_svg_can_guess() -> None:
    path = Path().polygon([1 + 1j, 2.5 + 1j, 2.5 + 3j, 2 + 2.5j]).move(0j).line(-1 - 1j)
    assert str(path) == "m1 1h1.5v2l-.5-.5zm-1-1l-1-1"


def test_grow_replaces_all_modules_at_once() -> None:
    # Lindenmayer's algae: lengths are Fibonacci's numbers.
    rules = {"A": lambda: [Module("A"), Module("B")], "B": lambda: [Module("A")]}
    rows = [grow([Module("A")], rules, season) for season in range(6)]
    assert [len(row) for row in rows] == [1, 2, 3, 5, 8, 13]


def test_turtle_bears_leaves_beside_its_stem() -> None:
    row = [Module("F", (10,)), Module("["), Module("T", (90,)), Module("L", (3, 1)), Module("]")]
    plant = walk([*row, Module("F", (5,))])
    assert plant.stem == [0, 10, 15]
    assert [leaf.at for leaf in plant.leaves] == [10]
    assert plant.leaves[0].direction == pytest.approx(1.5708, abs=1e-4)


def test_voronoi_cells_share_the_frame_out() -> None:
    chance = random.Random(1)
    seeds = [complex(chance.uniform(0, 10), chance.uniform(0, 10)) for _ in range(30)]
    assert sum(map(area, voronoi(seeds, SQUARE))) == pytest.approx(100)


def test_cut_inset_and_hatch() -> None:
    assert area(cut(SQUARE, 4 + 0j, 1 + 0j)) == pytest.approx(40)
    assert area(inset(SQUARE, 2)) == pytest.approx(36)
    assert inset(SQUARE, 6) == []
    assert hatch(SQUARE, 0, 4) == [(4j, 10 + 4j), (8j, 10 + 8j)]


def test_night_has_rules_for_the_used_colours_alone() -> None:
    attributes = colour(fill=PAPER, stroke=INK)
    assert attributes == {"fill": PAPER.day, "stroke": INK.day, "class": "fp si"}
    style = night_style('<path class="fp si"/>')
    assert f".fp{{fill:{PAPER.night}}}" in style
    assert f".si{{stroke:{INK.night}}}" in style
    assert GOLD.night not in style
