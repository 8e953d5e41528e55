"""The drawings in images/ are harmless, without words, small, and have their colours for the night."""

import gzip
import re
from xml.etree import ElementTree

import pytest

from tests.conftest import ROOT

SVG = "{http://www.w3.org/2000/svg}"
DRAWINGS = sorted((ROOT / "images").glob("*.svg"))
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
COLOUR = re.compile("#[0-9a-f]{6}")


def faults_of(content: bytes) -> list[str]:
    """What a drawing of this site may not have."""
    tree = ElementTree.fromstring(content)
    elements = list(tree.iter())
    names = {element.tag.removeprefix(SVG) for element in elements}
    values = [value for element in elements for value in element.attrib.values()]
    ids = {value for element in elements if (value := element.get("id"))}
    links = {
        value[1:] for element in elements if (value := element.get("href", "")).startswith("#")
    }
    links |= {target for value in values for target in re.findall(r"url\(#(.*?)\)", value)}
    words = [element.tag for element in elements if (element.text or element.tail or "").strip()]
    style = tree.findtext(f"{SVG}style") or ""
    night = set(re.findall(r"\.([\w-]+)\{", style))
    found = {
        f"elements {sorted(names - ELEMENTS)}": names - ELEMENTS,
        "attributes": {name for element in elements for name in element.attrib} - ATTRIBUTES,
        "a link that leads nowhere": links - ids,
        "a link to elsewhere": [
            value
            for element in elements
            for value in element.attrib.values()
            if "url(" in re.sub(r"url\(#.*?\)", "", value) or (element.get("href", "#")[0] != "#")
        ],
        "words": words != [f"{SVG}style"],
        "no colours for the night": not style.startswith("@media (prefers-color-scheme:dark){"),
        "a colour without its night": [
            element
            for element in elements
            if len(classes := (element.get("class") or "").split())
            != sum(bool(COLOUR.fullmatch(value)) for value in element.attrib.values())
            or not night.issuperset(classes)
        ],
        "another size": tree.get("viewBox") != f"0 0 {tree.get('width')} {tree.get('height')}",
        "large": len(content) > 30_000 or len(gzip.compress(content, 9, mtime=0)) > 10_000,
    }
    return [fault for fault, is_there in found.items() if is_there]


def test_the_drawings_are_there() -> None:
    assert len(DRAWINGS) == 6


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
def test_a_drawing_has_no_fault(path) -> None:
    assert faults_of(path.read_bytes()) == []


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("</svg>", "<script/></svg>", "elements ['script']"),
        ("<path ", '<path onclick="f()" ', "attributes"),
        ("</svg>", '<use href="#nowhere"/></svg>', "a link that leads nowhere"),
        ("</svg>", '<use href="https://example.org/#a"/></svg>', "a link to elsewhere"),
        ("</svg>", "<g>Words</g></svg>", "words"),
        ("(prefers-color-scheme:dark)", "print", "no colours for the night"),
        ("</svg>", '<path fill="#123456"/></svg>', "a colour without its night"),
        ('viewBox="0 0', 'viewBox="1 0', "another size"),
        ("</svg>", f"<!--{'x' * 30_000}--></svg>", "large"),
    ],
)
def test_a_fault_is_found(before: str, after: str, fault: str) -> None:
    spoilt = DRAWINGS[0].read_text(encoding="utf-8").replace(before, after, 1)
    assert fault in faults_of(spoilt.encode())
