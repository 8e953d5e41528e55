"""The site as a browser of spring 2021 reads it (Chrome 90, Firefox 88, Safari 14.1): without what one of them lacks."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tinycss2
from bs4 import BeautifulSoup

AT_RULES = {"media", "supports", "font-face", "keyframes", "page", "charset", "import"}
PROPERTIES = re.compile(
    r"container(-.*)?|text-wrap.*|accent-color|mask(-.*)?|aspect-ratio|overscroll-behavior.*|hyphens|color-scheme"
    r"|scrollbar-gutter|hyphenate-.*|translate|rotate|scale|(size-adjust|ascent-override|descent-override"
    r"|line-gap-override)|content-visibility|field-sizing|interpolate-size|view-transition.*|anchor-.*|appearance"
    r"|print-color-adjust|font-synthesis-.*|font-palette|text-box.*|contain-intrinsic.*|backdrop-filter|scroll-timeline.*"
)
VALUES = re.compile(
    r"light-dark\(|color-mix\(|(ok)?l(ch|ab)\(|image-set\(|subgrid|\b(round|mod|sin|cos|pow|sqrt|abs|sign)\("
    r"|\d(svh|dvh|lvh|svw|dvw|cq[wihb]|cqmin|cqmax|lh|rlh|cap)\b|\bfrom var\("
)
#: By property: values that it takes today.
NEW_VALUES = {
    "overflow-wrap": {"anywhere"},
    "overflow": {"clip"},
    "overflow-x": {"clip"},
    "overflow-y": {"clip"},
    "inline-size": {"fit-content"},
    "width": {"fit-content"},
}
SELECTORS = re.compile(
    r":(has|dir|popover-open|focus-visible|user-(in)?valid|modal|open|state|host-context)\b|::(backdrop|details-content|marker-)"
)
ATTRIBUTES = (
    "popover",
    "popovertarget",
    "popovertargetaction",
    "inert",
    "loading",
    "fetchpriority",
)
#: What scripts must do without, and a search in a dialog.
WITHOUT = """
for (const [owner, names] of [
  [HTMLElement.prototype, ["showPopover", "hidePopover", "togglePopover"]],
  [HTMLDialogElement.prototype, ["showModal", "show"]],
  [Array.prototype, ["at", "findLast", "findLastIndex", "toSorted", "toReversed", "with", "group"]],
  [String.prototype, ["at", "isWellFormed"]],
  [Object, ["hasOwn", "groupBy"]],
  [Promise, ["withResolvers", "try"]],
  [URL, ["canParse", "parse"]],
  [AbortSignal, ["timeout", "any"]],
  [Array, ["fromAsync"]],
  [Set.prototype, ["union", "intersection", "difference", "isSubsetOf"]],
  [window, ["structuredClone", "scheduler", "navigation"]],
]) for (const name of names) delete owner[name];
"""
#: What ends a script in such a browser before it begins.
SYNTAX = re.compile(
    r"\(\?<[=!]|\bstatic\s*\{|#\w+\s*\(|^await\b|/[a-z]*v[a-z]*\.(test|exec)\b", re.M
)


def older_css(text: str) -> str:
    """The sheet without the rules and declarations that such a browser drops."""
    return "".join(_rules(tinycss2.parse_stylesheet(text, True, True)))


def _rules(nodes: list[Any]) -> Iterator[str]:
    for node in nodes:
        if node.type == "qualified-rule":
            selector = tinycss2.serialize(node.prelude)
            if not SELECTORS.search(selector):
                yield f"{selector}{{{_declarations(node.content)}}}"
        elif node.type == "at-rule" and node.lower_at_keyword in AT_RULES:
            prelude = tinycss2.serialize(node.prelude)
            if node.lower_at_keyword == "media" and re.search("[<>]", prelude):
                continue
            if node.lower_at_keyword == "supports" and (
                VALUES.search(prelude)
                or SELECTORS.search(prelude)
                or any(map(PROPERTIES.fullmatch, re.findall(r"\(([\w-]+):", prelude)))
            ):
                continue
            head = f"@{node.at_keyword}{prelude}"
            if node.content is None:
                yield f"{head};"
            elif node.lower_at_keyword in {"media", "supports", "keyframes"}:
                inside = tinycss2.parse_rule_list(node.content, True, True)
                yield f"{head}{{{''.join(_rules(inside))}}}"
            else:
                yield f"{head}{{{_declarations(node.content)}}}"


def _declarations(content: list[Any]) -> str:
    kept = []
    for one in tinycss2.parse_blocks_contents(content, True, True):
        if one.type != "declaration":
            continue
        value = tinycss2.serialize(one.value).strip()
        if one.name.startswith("--"):
            # Kept as it is written, and invalid where it is used.
            value = VALUES.sub("unknown(", value) if VALUES.search(value) else value
        elif (
            PROPERTIES.fullmatch(one.lower_name)
            or VALUES.search(value)
            or value in NEW_VALUES.get(one.lower_name, ())
            # Safari: the line alone.
            or (one.lower_name == "text-decoration" and " " in value)
        ):
            continue
        kept.append(f"{one.name}:{value or ' '}{'!important' if one.important else ''}")
    return ";".join(kept)


def older_page(text: str) -> str:
    """The page without attributes and pictures that such a browser does not know."""
    page = BeautifulSoup(text, "html.parser")
    for element in page.find_all(True):
        for name in ATTRIBUTES:
            element.attrs.pop(name, None)
        if element.name == "details":
            element.attrs.pop("name", None)
    for source in page.find_all("source", type="image/avif"):
        source.decompose()
    return str(page)


def older_site(folder: Path, to: Path) -> Path:
    """Copy a built site as such a browser reads it; return the copy."""
    shutil.copytree(folder, to)
    for path in to.rglob("*.css"):
        path.write_text(older_css(path.read_text(encoding="utf-8")), encoding="utf-8")
    for path in to.rglob("*.html"):
        path.write_text(older_page(path.read_text(encoding="utf-8")), encoding="utf-8")
    return to
