"""Read the sections of a Markdown page, each with hashes of its parts, from its text only.

A part is a paragraph, an item of a list, a row of a table, or another block as a whole; a block that
shows a file is hashed by its own text. White space, line breaks, anchors and comments make no difference;
words, links, numbers and pictures do.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from docutils.nodes import fully_normalize_name, make_id
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from ext.languages import parse_front_matter
from ext.limits import DEPTH, within_limits

from .record import FROM_TEXT, PageSection, key_of

#: Blocks whose children count as parts.
OPEN = frozenset({"bullet_list", "ordered_list", "dl", "table", "thead", "tbody"})
#: Tokens that no reader sees.
SILENT = frozenset({"front_matter", "myst_target", "myst_line_comment", "myst_block_break"})
SPACE = frozenset({"softbreak", "hardbreak", "paragraph_open", "paragraph_close"})
WORDS = frozenset({"text", "code_inline", "math_inline", "myst_role"})
#: Attributes and MyST metadata of a token that readers see.
ATTRIBUTES, META = ("alt", "href", "src", "start", "title"), ("checked", "label", "name")
#: Lines of a directive that no reader sees: comments, labels, options for looks and anchors.
UNSEEN = re.compile(r"(?m)^(?:%.*|\([^()\n]+\)=|:(?:align|class|height|name|scale|width):.*)$")
COMMENT = re.compile(r"(?s)<!--(?:(?!-->).)*-->\s*")
CODE = ("{code", "{sourcecode")
#: Directives that may add sections, which are not in the text of the page.
INSERTING = ("{eval-rst}", "{include}", "{only}")


def sections_of(text: str, config: MdParserConfig) -> list[PageSection]:
    """The sections of a page, in reading order; the first is the page itself, above all others.

    :raises RecursionError: if marks are nested too deep
    """
    text, _ = within_limits(text)
    parser = create_md_parser(config, RendererHTML)
    parser.disable(["linkify", "replacements", "smartquotes"], True)  # Plain words stay plain.
    parser.options["maxNesting"] = 3 * DEPTH  # As pages are read.
    blocks = list(_blocks(parser.parse(text)))
    levels = [int(block[0].tag[1]) for block in blocks if block[0].type == "heading_open"]
    # The one section that contains all others is the page itself.
    has_title = all(level > levels[0] for level in levels[1:])
    section = PageSection("", "", 1, [_hash("")])
    found, labels = {"": section}, list[str]()
    above: list[tuple[int, str]] = []  # Level and key of the sections around.
    if isinstance(description := parse_front_matter(text).values.get("description"), str):
        section.parts.append(_hash(description))
    for first, *others in blocks:
        said = "".join(_seen([first, *others]))
        if first.type == "myst_target":
            labels.append(first.content)
        elif first.type == "heading_open":
            level, title = int(first.tag[1]), " ".join("".join(said.split("\0")[::2]).split())
            label = fully_normalize_name([*labels, str(first.attrs.get("id", ""))][0])
            above = [(other, key) for other, key in above if other < level]
            if above or not has_title:
                name, parent = label or make_id(title) or title or "section", above[-1:]
                key = key_of(name, parent[0][1] if parent else "", bool(label), found)
                section = found[key] = PageSection(key, "", 1, [""])
            section.title, section.line = title, first.map[0] + 1 if first.map else 1
            section.parts[0] = _hash(said)
            above.append((level, section.key))
            labels = []
        elif said.strip():
            labels = []
            section.parts.append(_hash(said))
            section.inserts |= first.info.strip().startswith(INSERTING)
    return list(found.values())


def _blocks(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    """The tokens of each block; those of a list or table by its items and rows."""
    block: list[Token] = []
    depth = 0
    for token in tokens:
        if depth or token.type.rpartition("_")[0] not in OPEN:
            block.append(token)
            depth += token.nesting
            if not depth and token.type != "dt_close":  # A term goes with what it means.
                yield block
                block = []


def _seen(tokens: Iterable[Token]) -> Iterator[str]:
    """What a reader sees of tokens: their words and, between two NULs, their markup."""
    for token in tokens:
        words, info = token.content, token.info.strip()
        if token.type in SPACE:
            yield " "
        elif token.type == "text":
            yield words
        elif token.type == "inline":
            yield from _seen(token.children or [])
        elif token.type not in SILENT and not COMMENT.fullmatch(words):
            # A block of colons equals one of backticks, and the label of a formula is an anchor.
            kind = token.type.removeprefix("colon_").removesuffix("_label")
            said = [f"{name}={token.attrs[name]}" for name in ATTRIBUTES if name in token.attrs]
            said += [f"{name}={token.meta[name]}" for name in META if name in token.meta]
            if info.startswith("{") and not info.startswith(CODE):
                words = UNSEEN.sub("", words)
            words, inner = (words, "") if token.type in WORDS else ("", words)
            if token.type == "myst_role":  # `text <target>`
                words, _, inner = words.partition(" <")
            said += [info if kind == "fence" else "", inner]
            yield f"\0{' '.join([kind, token.tag, *said])}\0{words}"


def _hash(text: str) -> str:
    """A short hash of a text, whatever its white space."""
    return FROM_TEXT + hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:8]
