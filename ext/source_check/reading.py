"""What remains of a page as plain text once Markdown has taken out code, links and all that it understands.

A mistyped mark remains in the text, where readers would see it; one in code, or after a backslash, does
not. That is why `check.py` looks at this rather than at the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block.fence import make_fence_rule
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

#: What is in a text for what Markdown has understood: characters that no page contains.
ESCAPED, ENTITY, CODE, HTML, LINK, LINK_END, OTHER = map(chr, range(0xF0000, 0xF0007))
TAKEN = re.compile(f"[{ESCAPED}-{OTHER}]")
#: In a longer text, only a pasted picture is reported.
MAX_TEXT = 50_000
BARE_ADDRESS = re.compile(r"\b(?:https?|ftp)://[^\s<>()\[\]]*|\bwww\.[^\s<>()\[\]]*")


@dataclass
class Text:
    """One piece of running text: a paragraph, a heading, a cell, an item, the title of a block.

    :param kind: where it occurs: ``paragraph``, ``heading``, ``td``, ``dt``, ``argument`` …
    :param line: its first line, from 1
    :param lines: its lines as they are in the source, without indents
    :param left: what Markdown leaves of it
    """

    kind: str
    line: int
    lines: list[str]
    left: str = ""
    addresses: list[tuple[int, str]] = field(default_factory=list)
    wordless: list[tuple[int, str]] = field(default_factory=list)
    html: list[tuple[int, str]] = field(default_factory=list)

    @cached_property
    def masked(self) -> str:
        """What is left, without bare addresses."""
        return BARE_ADDRESS.sub(CODE, self.left)

    def line_of(self, found: str, ahead: int) -> int:
        """The line of what was found after *ahead* line ends of what is left.

        Code that spans a line end hides that end, so the line may be further down.
        """
        words = TAKEN.split(found.strip().partition("\n")[0])[0][:20]
        rest = range(min(ahead, len(self.lines) - 1), len(self.lines))
        return self.line + next((at for at in rest if words in self.lines[at]), rest[0])


def blocks(text: str, env: MutableMapping[str, Any]) -> list[Token]:
    """The blocks of a text; *env* keeps where links lead that are defined apart."""
    # Plugins look one character too far where a quote ends with the page.
    return [*_parser().parse(f"{text}\n", env)]


def texts(tokens: list[Token], env: MutableMapping[str, Any], offset: int) -> Iterator[Text]:
    """Every piece of running text in *tokens*.

    :param offset: how many lines of the page come before it
    """
    before = ""
    for token in tokens:
        if token.type == "inline" and token.map:
            kind = before.removesuffix("_open")
            yield running_text(kind, token.content, offset + token.map[0] + 1, env)
        before = token.type


def running_text(kind: str, content: str, line: int, env: MutableMapping[str, Any]) -> Text:
    """A piece of running text, with what Markdown leaves of it."""
    text = Text(kind, line, content.split("\n"))
    if len(content) > MAX_TEXT:
        if data := re.search(r"\(\s*<?(data:[a-z]+/[\w.+-]{1,50})", content):
            text.addresses.append((line, data[1]))
        return text
    tokens: list[Token] = []
    _parser().inline.parse(content, _parser(), env, tokens)
    left: list[str] = []
    ends = 0
    links: list[tuple[str, int]] = []
    for token in tokens:
        words = _left_of(token)
        if token.type == "link_open":
            href = str(token.attrs.get("href", ""))
            text.addresses.append((line + ends, href))
            links.append((href, len(left)))
            if token.info == "auto":
                words += href
        elif token.type == "link_close" and links:
            href, start = links.pop()
            if left[start] == LINK and not "".join(left[start + 1 :]).strip():
                text.wordless.append((line + ends, href))
        elif token.type == "image":
            text.addresses.append((line + ends, str(token.attrs.get("src", ""))))
        elif token.type == "html_inline":
            text.html.append((line + ends, token.content))
        elif token.type == "text" and left and left[-1].startswith(LINK) and left[-1] != LINK:
            words = ""  # The words of an address in < > are the address.
        left.append(words)
        ends += words.count("\n")
    text.left = "".join(left)
    return text


def _left_of(token: Token) -> str:
    match token.type:
        case "text":
            return token.content
        case "softbreak" | "hardbreak":
            return "\n"
        case "text_special" if token.content == token.markup:
            return token.content  # A backslash before a letter is a plain backslash.
        case "text_special":
            return ENTITY if token.content == "&" and token.markup != "\\&" else ESCAPED
        case "html_inline":
            return HTML + "\n" * token.content.count("\n")
        case "link_open":
            return LINK
        case "link_close":
            return LINK_END
        case "code_inline" | "myst_role":
            return CODE
    return OTHER


@cache
def _parser() -> MarkdownIt:
    """Markdown as the site reads it; texts inside blocks are read one at a time."""
    parser = (
        MarkdownIt("commonmark")
        .enable("table")
        .use(front_matter_plugin)
        .use(myst_block_plugin)
        .use(myst_role_plugin)
        .use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
        .use(deflist_plugin)
        .use(attrs_plugin, after=("image", "code_inline", "link_close", "span_close"), spans=True)
        .use(attrs_block_plugin)
    )
    parser.block.ruler.before(
        "fence",
        "colon_fence",
        make_fence_rule(markers=(":",), token_type="colon_fence"),
        {"alt": ["paragraph", "reference", "blockquote", "list", "footnote_def"]},
    )
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser
