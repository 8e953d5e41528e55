"""HTML: what a parser that follows the standard reports, and who may be inside whom.

The content model covers the part of https://html.spec.whatwg.org/ that generated pages break; the
Nu checker, where available, covers all of it.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import html5lib
from html5lib.constants import E as SENTENCES

from tools.auditing.faults import Fault


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Elements that contain words and what is among words.
PHRASING_ONLY = _words(
    """
    p h1 h2 h3 h4 h5 h6 span em strong b i small sub sup code abbr cite q button label time
    legend pre dfn kbd samp mark
    """
)
PHRASING = _words(
    """
    a abbr area audio b bdi bdo br button canvas cite code data datalist del dfn em embed i
    iframe img input ins kbd label link map mark math meta meter noscript object output
    picture progress q ruby s samp script select slot small span strong sub sup svg template
    textarea time u var video wbr
    """
)
#: Elements that contain these alone, besides scripts and templates.
CHILDREN = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd", "div"},
    "table": {"caption", "colgroup", "thead", "tbody", "tfoot", "tr"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": {"th", "td"},
    "colgroup": {"col"},
    "picture": {"source", "img"},
    "select": {"option", "optgroup", "hr"},
}
#: Elements that are in one of these alone.
PARENTS = {
    "li": {"ul", "ol", "menu"},
    "dt": {"dl", "div"},
    "dd": {"dl", "div"},
    "figcaption": {"figure"},
    "caption": {"table"},
    "summary": {"details"},
    "legend": {"fieldset"},
    "source": {"picture", "audio", "video"},
}
INTERACTIVE = frozenset({"a", "button", "input", "select", "textarea", "details", "label"})
OBSOLETE = frozenset(
    {"align", "bgcolor", "border", "cellpadding", "cellspacing", "valign", "nowrap", "name"}
)
NAMED = frozenset(
    {"input", "button", "select", "textarea", "meta", "form", "map", "iframe", "slot", "details"}
)
LINK_ATTRIBUTES = _words("target download ping rel hreflang type referrerpolicy")
ANYWHERE = frozenset({"script", "template"})
IDREFS = ("aria-labelledby", "aria-describedby", "aria-controls", "headers", "for")
HEADING = re.compile(r"h[1-6]")


def check_markup(page: str, text: str) -> list[Fault]:
    """What is wrong with the HTML of a page."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(text)
    faults = [
        Fault(page, f"html: {code}", f"line {place[0]}: {SENTENCES.get(code, code) % values}")
        for place, code, values in parser.errors
    ]
    return faults + [Fault(page, rule, detail) for rule, detail in _model(tree)]


def _model(tree: Any) -> Iterator[tuple[str, str]]:
    parents = {child: parent for parent in tree.iter() for child in parent}
    elements = [one for one in tree.iter() if isinstance(one.tag, str) and ":" not in one.tag]
    yield from _places(elements, parents)
    yield from _references(elements)
    yield from _outline(elements)
    for one in elements:
        if one.tag == "img" and one.get("alt") is None:
            yield "img without alt", _shown(one)
        if one.tag == "a" and one.get("href") is None and not _in_template(one, parents):
            for name in LINK_ATTRIBUTES & set(one.attrib):
                yield f"{name} without href", _shown(one)
        for name in one.attrib:
            if name == "style" or name.startswith("on"):
                yield f"attribute {name}", _shown(one)
            elif name in OBSOLETE and not (name == "name" and one.tag in NAMED):
                yield f"obsolete attribute {name}", _shown(one)


def _places(elements: list[Any], parents: dict[Any, Any]) -> Iterator[tuple[str, str]]:
    for one in elements:
        parent = parents.get(one)
        if parent is None or not isinstance(parent.tag, str):
            continue
        if parent.tag in PHRASING_ONLY and one.tag not in PHRASING and ":" not in one.tag:
            yield f"<{one.tag}> in <{parent.tag}>", _shown(one)
        allowed = CHILDREN.get(parent.tag)
        if allowed and one.tag not in allowed | ANYWHERE:
            yield f"<{one.tag}> in <{parent.tag}>", _shown(one)
        if one.tag in PARENTS and parent.tag not in PARENTS[one.tag] | ANYWHERE:
            yield f"<{one.tag}> in <{parent.tag}>", _shown(one)
        if one.tag in INTERACTIVE and one.get("type") != "hidden":
            above = parents.get(one)
            while above is not None:
                if above.tag in {"a", "button"}:
                    yield f"<{one.tag}> in <{above.tag}>", _shown(one)
                above = parents.get(above)
    ids = Counter(one.get("id") for one in elements if one.get("id") is not None)
    for name, count in ids.items():
        if count > 1 or not name or re.search(r"\s", name):
            yield "id", f"{name!r} occurs {count} times"


def _in_template(one: Any, parents: dict[Any, Any]) -> bool:
    while one is not None and one.tag != "template":
        one = parents.get(one)
    return one is not None


def _references(elements: list[Any]) -> Iterator[tuple[str, str]]:
    ids = {one.get("id") for one in elements}
    for one in elements:
        for name in IDREFS:
            for target in (one.get(name) or "").split():
                if target not in ids:
                    yield f"{name} leads nowhere", _shown(one)
        address = one.get("href") or ""
        if address.startswith("#") and len(address) > 1 and address[1:] not in ids:
            yield "link leads nowhere", address


def _outline(elements: list[Any]) -> Iterator[tuple[str, str]]:
    levels = [int(one.tag[1]) for one in elements if HEADING.fullmatch(one.tag)]
    if levels.count(1) != 1:
        yield "one h1", f"there are {levels.count(1)}"
    for before, after in itertools.pairwise(levels):
        if after > before + 1:
            yield "skipped level", f"h{before} is followed by h{after}"
    for name in ("main", "title"):
        if sum(one.tag == name for one in elements) != 1:
            yield f"one {name}", "it is missing, or there is more than one"
    html = next(one for one in elements if one.tag == "html")
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z]+)*", html.get("lang") or ""):
        yield "language of the page", repr(html.get("lang"))


def _shown(one: Any) -> str:
    attributes = "".join(f' {key}="{value}"' for key, value in one.attrib.items())
    return f"<{one.tag}{attributes}>"[:160]
