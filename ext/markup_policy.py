"""What HTML may be used in a page: one list of elements, attributes and their values.

HTML is judged as browsers read it, by html5lib, one whole piece at a time: from the tag that opens an
element to the one that closes it, with what Markdown puts in between. Accepted HTML is published as written.

Plain functions over plain values, without Sphinx.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial

import html5lib  # type: ignore[import-untyped]

from .addresses import is_elsewhere, shown, why_refused
from .characters import hidden_names, without_unseen

HTML, SVG = "http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg"

# -- The list -----------------------------------------------------------------

#: Attributes of every element, besides ``aria-…``.
EVERYWHERE = "class dir id lang role title translate"
_WORDS = (
    "abbr b bdi bdo br cite code dfn em i kbd mark rp rt ruby s samp small span strong sub sup u"
)
_WORDS += " var wbr"
_BLOCKS = (
    "address article aside dd div dl dt figcaption figure footer h2 h3 h4 h5 h6 header hgroup hr"
)
_BLOCKS += " nav p pre section summary ul"
_TABLES = "caption table tbody tfoot thead tr"
#: Elements of HTML, each with its own attributes.
ELEMENTS: Mapping[str, str] = {
    **dict.fromkeys(f"{_WORDS} {_BLOCKS} {_TABLES}".split(), ""),
    "a": "download href hreflang rel target type",
    "blockquote": "cite",
    "col": "span",
    "colgroup": "span",
    "data": "value",
    "del": "cite datetime",
    "details": "open",
    "img": "alt decoding height loading src width",
    "input": "checked disabled type",  # The checkbox of a task.
    "ins": "cite datetime",
    "li": "value",
    "meter": "high low max min optimum value",
    "ol": "reversed start type",
    "progress": "max value",
    "q": "cite",
    "td": "colspan headers rowspan",
    "th": "abbr colspan headers rowspan scope",
    "time": "datetime",
}
_DRAWN = (
    "clip-rule cx cy d fill fill-opacity fill-rule height opacity points r rx ry stroke x x1 x2 y"
)
_DRAWN += " stroke-linecap stroke-linejoin stroke-width width y1 y2"
_SHAPES = "circle ellipse g line path polygon polyline rect"
#: SVG elements: only shapes, as in icons.
SHAPES: Mapping[str, str] = {
    **dict.fromkeys(_SHAPES.split(), _DRAWN),
    "svg": f"{_DRAWN} version viewBox xmlns",
}
#: What to write instead of an element that is not in the list.
INSTEAD: Mapping[str, str] = {
    "h1": "write the title of the page as its first line: '# My title'",
    "meta": "write 'description:' at the top of the page, or 'redirects' in conf.py",
    **dict.fromkeys(("form", "input", "button", "select"), "link to a page that has it"),
    **dict.fromkeys(("iframe", "object", "embed", "video", "audio"), "link to it"),
}

#: The name of a class. Those that the site itself writes into style sheets have a colon.
_CLASS = re.compile(r"[\w+.#/-]+")
#: Ids in the frame around a page.
_FRAME = re.compile(r"vsc-|pst-|main-content$")
_NUMBER = re.compile(r"\d{1,5}(?:\.\d{1,5})?(?:%|em|px|rem)?")
_LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*|")
_PLAIN = re.compile(r"[\w \t\n.,:;/#%+*-]*")
_SHAPE = re.compile(r"[\w\s.,#%+-]*")

Judge = Callable[[str], str]


def class_fault(name: str) -> str:
    """Why *name* cannot be a class; empty if it can."""
    if _CLASS.fullmatch(name):
        return ""
    return f"has the class {shown(name)}, which is not a name: use letters, digits and hyphens"


def _classes(value: str) -> str:
    return next(filter(None, map(class_fault, value.split())), "")


def _id(value: str) -> str:
    if not value or re.search(r"\s", value):
        return f"has the id {shown(value)}: use a single word"
    if _FRAME.match(value):
        return f"has the id {value!r}, which the site's own layout may use: choose another"
    return ""


def _linked(value: str) -> str:
    return f"has the address {shown(value)}, which {why}" if (why := why_refused(value)) else ""


def _fetched(value: str) -> str:
    if not (said := _linked(value)) and is_elsewhere(value):
        return f"loads a picture from another site, {shown(value)}: put the picture in the folder images"
    return said


def _like(pattern: re.Pattern[str], value: str) -> str:
    return "" if pattern.fullmatch(value) else f"has the value {shown(value)}"


def _one_of(words: str, value: str) -> str:
    right = words.split()
    return (
        "" if value.lower() in right else f"has the value {shown(value)}: use {' or '.join(right)}"
    )


def _any(value: str) -> str:
    return ""


#: How the value of each attribute is judged; without an entry, as plain words.
VALUES: Mapping[str, Judge] = {
    "alt": _any,
    "abbr": _any,
    "cite": _linked,
    "class": _classes,
    "dir": partial(_one_of, "ltr rtl auto"),
    "download": _any,
    "height": partial(_like, _NUMBER),
    "href": _linked,
    "hreflang": partial(_like, _LANGUAGE),
    "id": _id,
    "lang": partial(_like, _LANGUAGE),
    "src": _fetched,
    "target": partial(_one_of, "_blank _self"),
    "title": _any,
    "type": partial(_like, re.compile(r"[\w./+-]+")),
    "width": partial(_like, _NUMBER),
    "xmlns": partial(_one_of, SVG),
}

# -- Pages' own metadata --------------------------------------------------------

#: Attributes of ``<meta>`` that ``html_meta`` may set. The others give the browser instructions.
META = frozenset({"content", "dir", "itemprop", "lang", "name", "property", "scheme"})
_META_NAMES = re.compile(r"(?i)referrer|viewport|color-scheme|csrf.*")
_META_ADDRESS = re.compile(r"(?i)(?:^|[:_-])(?:audio|image|player|src|stream|uri|url|video)$")


def meta_fault(attributes: Mapping[str, object]) -> str:
    """Why a page may not have this ``<meta>``; empty if it may."""
    for name, value in attributes.items():
        if value and name.lower() not in META:
            return f"has {name!r}, which a page may not set"
    words = [str(attributes.get(key, "")) for key in ("name", "property", "itemprop")]
    if forbidden := next(filter(_META_NAMES.fullmatch, words), ""):
        return f"sets {forbidden!r}, which only the site may set"
    if any(map(_META_ADDRESS.search, words)):
        return _linked(str(attributes.get("content", "")))
    return ""


# -- Styles ---------------------------------------------------------------------

_LENGTH = r"\d{1,5}(?:\.\d{1,5})?(?:%|ch|cm|em|ex|in|mm|pc|pt|px|q|rem|vh|vw)?"
_SIZES = "height max-height max-width min-height min-width width --field-indent"
#: The style properties that a page may set, with their values. All else belongs in style sheets.
PROPERTIES: Mapping[str, re.Pattern[str]] = {
    **dict.fromkeys(_SIZES.split(), re.compile(f"(?ia)(?:{_LENGTH}|auto)")),
    "text-align": re.compile("(?i)left|right|center|justify|start|end"),
    "vertical-align": re.compile("(?i)top|middle|bottom|baseline"),
}


def is_declared(name: str, value: str) -> bool:
    """Whether a page may give a property this value.

    >>> is_declared("width", "33.3%"), is_declared("width", "1px}body{x:y"), is_declared("color", "red")
    (True, False, False)
    """
    pattern = PROPERTIES.get(name)
    return bool(pattern and pattern.fullmatch(value))


def declarations(style: str) -> tuple[list[tuple[str, str]], list[str]]:
    """The allowed declarations of a ``style`` attribute, and what is wrong with the others."""
    kept, wrong = [], []
    for one in filter(None, map(str.strip, style.split(";"))):
        name, _, value = one.partition(":")
        pair = name.strip().lower(), value.strip().removesuffix("!important").strip()
        if is_declared(*pair):
            kept.append(pair)
        else:
            wrong.append(f"has the style {shown(one)}; use {', '.join(PROPERTIES)} or a class")
    return kept, wrong


# -- Judging --------------------------------------------------------------------

#: What takes the place of Markdown between two tags.
WORDS, BLOCK = "x", "<p>x</p>"
DEEPEST = 100
#: HTML whose tags are not in order can take a parser very long: of more than so many characters nothing else is said.
LONGEST_BROKEN = 2000
VOID = frozenset(
    {"br", "col", "hr", "img", "input", "wbr", "meta", "link", "base", "embed", "area"}
)
#: Elements that end where the next one begins.
_OPTIONAL_END = "caption colgroup dd dt li p rp rt tbody td tfoot th thead tr"
_END_BY_THEMSELVES = frozenset(_OPTIONAL_END.split())
#: A tag, as in the standard. All its parts are possessive, so that it takes linear time.
_TAG = re.compile(
    r"""<(/?)([a-zA-Z][^\s/>"'=<]*+)
        (?:\s++[^\s"'<>/=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?+)*+
        \s*+(/?)>""",
    re.VERBOSE,
)
_BEGINS = re.compile(r"<[a-zA-Z/!?]")
#: What browsers treat as plain text: a lone ``<``, an ``&`` in an address.
_HARMLESS = re.compile(r"expected-tag-name$|.*entity")


@lru_cache(maxsize=1024)
def faults(html: str, *, inline: bool = False) -> tuple[str, ...]:
    """What is wrong with a whole piece of HTML, in words to follow "It".

    :param inline: whether it is in a sentence

    >>> faults('<b class="new">x</b><br>')
    ()
    >>> faults('<p onclick="a()">x</p>')
    ("has 'onclick' on <p>",)
    """
    found = list(_structure(html))
    if found and len(html) > LONGEST_BROKEN:
        return tuple(found)
    parser = html5lib.HTMLParser(namespaceHTMLElements=True)
    tree = parser.parseFragment(f"<p>{html}</p>" if inline else html)
    judged = [said for element in tree.iter() for said in _element(element)]
    wrong = [
        _invalid(code, data.get("name", ""), inline=inline)
        for _, code, data in parser.errors
        if not _HARMLESS.match(code)
    ]
    if wrong and not found and not judged:
        known = ELEMENTS.keys() | SHAPES.keys()
        found = [f"has <{name}>" for _, name in tags(html) or () if name not in known] or wrong[:1]
    texts = "".join(tree.itertext())
    if said := _unseen(texts):
        judged.append(said)
    return tuple(dict.fromkeys([*judged, *found]))


def _invalid(code: str, name: str, *, inline: bool) -> str:
    """An error from html5lib, in words."""
    match code:
        case "duplicate-attribute":
            return "gives an element the same attribute twice"
        case "invalid-codepoint":
            return "contains a control character"
    where = "a sentence" if inline else "this place"
    return (
        f"has <{name}> where it may not be" if name and not inline else f"is not valid in {where}"
    )


def _unseen(text: str) -> str:
    return f"contains {hidden_names(text)}" if without_unseen(text) != text else ""


def tags(html: str) -> Iterator[tuple[str, str]] | None:
    """The tags of HTML, such as ``("/", "b")`` for a closing one; None if one is malformed."""
    found: list[tuple[str, str]] = []
    at = html.find("<")
    while at >= 0:
        if tag := _TAG.match(html, at):
            name = tag[2].lower()
            if not (tag[3] and name in SHAPES):  # <path/> ends at once; <p/> does not.
                found.append((tag[1], name))
            at = tag.end()
        elif html.startswith("<!--", at) and (end := html.find("-->", at + 4)) >= 0:
            at = end + 3
        elif _BEGINS.match(html, at):
            return None
        else:
            at += 1
        at = html.find("<", at)
    return iter(found)


def _structure(html: str) -> Iterator[str]:
    """What is wrong with the tags of a piece, checked before it is parsed."""
    found = tags(html)
    if found is None:
        yield "has an incomplete tag or comment: check its quotation marks and >"
        return
    opened: list[str] = []
    deepest = 0
    for closing, name in found:
        if not closing and name not in VOID:
            _end_before(name, opened)
            opened.append(name)
            deepest = max(deepest, len(opened))
        elif closing:
            while opened and opened[-1] != name and opened[-1] in _END_BY_THEMSELVES:
                opened.pop()
            if not opened or opened.pop() != name:
                yield f"has a </{name}> that does not match the element before it"
                return
    if left := [name for name in opened if name not in _END_BY_THEMSELVES]:
        yield f"has a <{left[-1]}> that is not closed"
    if deepest > DEEPEST:
        yield f"is nested more than {DEEPEST} elements deep"


def _end_before(name: str, opened: list[str]) -> None:
    """End the elements that end by themselves where this one begins: an ``<li>`` before the next."""
    last = len(opened)
    while last and opened[last - 1] in _END_BY_THEMSELVES:
        last -= 1
        if opened[last] == name:
            del opened[last:]


def _element(element: object) -> Iterator[str]:
    """What is wrong with an element and its attributes."""
    tag = getattr(element, "tag", None)
    if not isinstance(tag, str) or tag == "DOCUMENT_FRAGMENT":
        return  # A comment.
    space, _, name = tag.removeprefix("{").rpartition("}")
    own = (SHAPES if space == SVG else ELEMENTS if space == HTML else {}).get(name)
    attributes = {
        key.rpartition("}")[2] if key.startswith("{http://www.w3.org/2000/xmlns/}") else key: value
        for key, value in element.attrib.items()  # type: ignore[attr-defined]
    }
    is_box = attributes.get("type", "").lower() == "checkbox" and "disabled" in attributes
    if own is None or (name == "input" and not is_box):
        yield f"has <{name[:40]}>{f' ({INSTEAD[name]})' if name in INSTEAD else ''}"
        return
    allowed = {*EVERYWHERE.split(), *own.split()}
    for key, value in attributes.items():
        if key not in allowed and not re.fullmatch(r"aria-[a-z]+", key):
            yield f"has the attribute {shown(key)} on <{name}>"
        elif said := _value(key, value, is_shape=space == SVG) or _unseen(value):
            yield f"{said} (in {key!r} of <{name}>)"


def _value(key: str, value: str, *, is_shape: bool) -> str:
    if key.startswith("aria-"):
        return ""
    judge = VALUES.get(key) or partial(_like, _SHAPE if is_shape else _PLAIN)
    return judge(value)


def run_faults(parts: Sequence[str | None], *, inline: bool) -> Iterator[str]:
    """What is wrong with the HTML in a run of parts, as `pieces` takes it."""
    for _, html in pieces(parts, inline=inline):
        yield from faults(html, inline=inline)


def pieces(parts: Sequence[str | None], *, inline: bool) -> Iterator[tuple[list[int], str]]:
    """The whole pieces of HTML in a run of parts, each with the positions of its tags.

    :param parts: HTML, as Markdown gives it: a tag or more at a time; None for what is not HTML
    """
    other = WORDS if inline else BLOCK
    ends = _ends([_depth(part) if part else 0 for part in parts])
    at = 0
    while at < len(parts):
        if parts[at] is None:
            at += 1
            continue
        whole = range(at, ends[at] + 1)
        yield (
            [number for number in whole if parts[number] is not None],
            "".join(other if (part := parts[number]) is None else part for number in whole),
        )
        at = whole.stop


def _ends(depths: Sequence[int]) -> list[int]:
    """For each part, the one that closes what it opens; itself if none does."""
    ends = list(range(len(depths)))
    waiting: list[tuple[int, int]] = []
    now = 0
    for number, depth in enumerate(depths):
        before, now = now, now + depth
        if depth > 0:
            waiting.append((number, before))
        while waiting and now <= waiting[-1][1]:
            ends[waiting.pop()[0]] = number
    return ends


@lru_cache(maxsize=1024)
def _depth(html: str) -> int:
    """How many elements a part leaves open; negative if it closes elements opened before it."""
    return sum(
        -1 if closing else 1
        for closing, name in tags(html) or ()
        if name not in VOID and name not in _END_BY_THEMSELVES
    )
