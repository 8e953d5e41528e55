"""Drawings (SVG): which ones may be published, how large they are, and what is removed from them.

A drawing is a document: it can run scripts, and load what it likes. Once published it can be opened by
its own address, where it may do so. Refused are scripts, event attributes, foreign objects and external
references (SVG 2, sections 15.10, 12.4 and 16.3; https://www.w3.org/TR/SVG2/).
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from typing import TYPE_CHECKING

from ext.pictures.places import Size

if TYPE_CHECKING:
    from collections.abc import Iterator

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
ElementTree.register_namespace("", SVG)
ElementTree.register_namespace("xlink", XLINK)

# Of the file, in bytes: a larger drawing is a photo in disguise, or an attack.
LARGEST = 5_000_000
# Elements that run, fetch, or contain what is not SVG.
ACTIVE = {
    *("script", "foreignObject", "handler", "listener", "iframe", "embed", "object"),
    *("audio", "video", "canvas", "discard"),
}
# Pictures inside a drawing: only of pixels, which contain nothing that runs.
INNER_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp|avif);base64,[A-Za-z0-9+/=\s]*")
# What CSS can load with; a reference within the drawing begins with #.
FETCHING = re.compile(
    r"""@import|@namespace|expression\s*\(|-moz-binding|behavior\s*:|javascript:|
        (?:image|image-set|src|cross-fade|element)\s*\(|
        url\(\s*(?!['"]?\s*(?:\#|data:image/(?:png|jpeg|gif|webp|avif);base64,))""",
    re.IGNORECASE | re.VERBOSE,
)


def read_drawing(data: bytes) -> tuple[Size, str]:
    """The size of a drawing, and its text as it may be published.

    :raises ValueError: it is broken, or contains what is refused
    """
    if len(data) > LARGEST:
        raise ValueError(f"it is larger than {LARGEST // 1_000_000} MB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError("it is not saved as UTF-8") from error
    # Entities can grow to any size, and bring in other files.
    if re.search(r"<!(ENTITY|ELEMENT|ATTLIST|NOTATION)", text):
        raise ValueError("it declares entities: save it as plain SVG")
    if "<?xml-stylesheet" in text:
        raise ValueError("it loads a style sheet from elsewhere: save it as plain SVG")
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise ValueError(f"it is not an SVG: {error}") from error
    if root.tag != f"{{{SVG}}}svg":
        raise ValueError("it is not an SVG: it does not begin with <svg> in SVG's namespace")
    _leave_out_notes(root)
    for fault in faults(root):
        raise ValueError(fault)
    try:
        return size_of(root), ElementTree.tostring(root, encoding="unicode") + "\n"
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def faults(root: ElementTree.Element) -> Iterator[str]:
    """Everything in a drawing that is refused."""
    for element in root.iter():
        name = _name(element.tag)
        if name in ACTIVE or not element.tag.startswith(f"{{{SVG}}}"):
            yield f"it contains <{name}>"
        if name == "style" and _fetches(element.text or ""):
            yield "its <style> loads something from elsewhere: save it as plain SVG"
        for attribute, value in element.attrib.items():
            yield from _faults_of(name, attribute, value)


def _faults_of(name: str, attribute: str, value: str) -> Iterator[str]:
    key = _name(attribute)
    if key.lower().startswith("on"):
        yield f"it contains the event attribute {key!r}"
    elif attribute == f"{{{XML}}}base":
        yield "it contains 'xml:base'"
    elif key in {"href", "src"}:
        inner = name in {"image", "feImage"} and INNER_PICTURE.fullmatch(value.strip())
        if not (value.strip().startswith("#") or inner):
            yield f"it loads or links to something elsewhere, {value[:40]!r}: save it as plain SVG"
    elif key == "attributeName" and (value == "href" or value.lower().startswith(("on", "xlink"))):
        yield f"it animates {value!r}"
    elif _fetches(value):
        yield f"its {key!r} loads something from elsewhere, {value[:40]!r}: save it as plain SVG"


def _fetches(css: str) -> bool:
    """Whether a browser would load something for this. Escapes in CSS are read as browsers do."""
    plain = re.sub(r"/\*.*?(?:\*/|\Z)", "", css, flags=re.DOTALL)
    plain = re.sub(r"\\([0-9a-fA-F]{1,6})\s?", _unescaped, plain)
    return bool(FETCHING.search(re.sub(r"\\(.)", r"\1", plain)))


def _unescaped(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    return chr(number) if 0 < number < 0x110000 else ""


def _leave_out_notes(root: ElementTree.Element) -> None:
    """Remove metadata, and what programs keep for themselves in namespaces of their own."""
    for element in root.iter():
        for attribute in list(element.attrib):
            space = attribute[1:].partition("}")[0] if attribute.startswith("{") else ""
            if space not in {"", SVG, XLINK, XML}:
                del element.attrib[attribute]
        before: ElementTree.Element | None = None
        for child in list(element):
            if child.tag == f"{{{SVG}}}metadata" or _is_note(child.tag):
                if before is None:
                    element.text = (element.text or "") + (child.tail or "")
                else:
                    before.tail = (before.tail or "") + (child.tail or "")
                element.remove(child)
            else:
                before = child


def _is_note(tag: str) -> bool:
    """Does an element belong to a drawing program? XHTML is not a note: it is refused."""
    return "}" in tag and any(
        word in tag
        for word in (
            "inkscape",
            "sodipodi",
            "adobe.com",
            "/rdf",
            "22-rdf",
            "creativecommons",
            "figma",
            "sketch",
        )
    )


def _name(tag: str) -> str:
    return tag.rpartition("}")[2]


def size_of(root: ElementTree.Element) -> Size:
    """The size of a drawing: from its `viewBox`, or its width and height.

    :raises ValueError: it has neither

    >>> size_of(ElementTree.fromstring('<svg viewBox="0 0 160 90"/>'))
    Size(width=160, height=90)
    """
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    numbers = box[2:] if len(box) == 4 else [root.get("width", ""), root.get("height", "")]
    try:
        width, height = (round(float(number.removesuffix("px"))) for number in numbers)
    except (ValueError, OverflowError) as error:
        raise ValueError("it has neither a viewBox nor a width and height in pixels") from error
    if width < 1 or height < 1:
        raise ValueError("its width or height is zero")
    return Size(width, height)
