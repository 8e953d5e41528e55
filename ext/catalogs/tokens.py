"""Tokenise a message by MyST's Markdown parser, without a page.

Internals used: `create_md_parser` and `MdParserConfig`, with which `parsing.py` reads pages; the names
of the tokens of MyST, such as ``myst_role``.
"""

from __future__ import annotations

from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

#: Extensions of MyST that change what a message is; others only change what it looks like.
EXTENSIONS = frozenset(
    {"amsmath", "attrs_inline", "dollarmath", "strikethrough", "colon_fence", "deflist", "linkify"}
)


def inline_tokens(text: str, extensions: frozenset[str], labels: frozenset[str]) -> list[Token]:
    """The tokens of *text*, as of a paragraph.

    :param extensions: ``myst_enable_extensions``
    :param labels: of links that are defined elsewhere on the page, as ``[text][label]``
    """
    known = {
        " ".join(label.split()).casefold().upper(): {"href": f"[{label}]", "title": ""}
        for label in labels
    }
    (inline,) = _parser(extensions & EXTENSIONS).parseInline(text, {"references": known})
    return inline.children or []


@lru_cache(maxsize=8)
def _parser(extensions: frozenset[str]) -> MarkdownIt:
    config = MdParserConfig(enable_extensions=set(extensions), linkify_fuzzy_links=False)
    return create_md_parser(config, RendererHTML)
