"""Interface words: what a translation may contain, and how a template shows it.

A translated word has the elements of its source with their attributes, in any valid order, and no others.
Anything else that looks like HTML is text, and is shown as text, in elements and attributes alike.

Plain functions over plain values: nothing here knows Sphinx.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

#: What a browser takes for the beginning of a tag or a comment, up to its end.
TAG = re.compile(r"<[A-Za-z/!?][^<>]*>?")
#: A quotation mark, and behind it what would be an attribute if the mark ended one.
ATTRIBUTE = re.compile(r"""["'](?:\s+[\w:-]+\s*=|\s*on[a-z]+\s*=)""", re.IGNORECASE)
ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[Xx][0-9A-Fa-f]{1,6});")
ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
SPECIAL = re.compile(f'{ENTITY.pattern}|[&<>"]')


class ShownWord(str):
    """A word, escaped for HTML.

    :param plain: the word itself
    """

    plain: str

    def __html__(self) -> str:
        """Tell the filter ``e`` that there is nothing to escape."""
        return str(self)


def markup_fault(text: str, *sources: str) -> str:
    """What is wrong with the markup of a translation; empty if it has that of a source.

    :param sources: the text that is translated; its singular and its plural

    >>> markup_fault("Menu<script src=x>", "Menu")
    'contains <script src=x>, which the source does not'
    >>> markup_fault("Het <b>menu</b>", "The <b>menu</b>")
    ''
    """
    tags = TAG.findall(text)
    if not _is_markup_of(tags, sources):
        known = {tag for source in sources for tag in TAG.findall(source)}
        if foreign := [tag for tag in tags if tag not in known]:
            return f"contains {' '.join(foreign)[:80]}, which the source does not"
        return "does not contain each element of the source once, correctly nested"
    attributes = ATTRIBUTE.findall(text)
    if len(attributes) > max(len(ATTRIBUTE.findall(source)) for source in sources):
        return f"contains {attributes[0]}, which looks like an HTML attribute"
    return ""


def _is_markup_of(tags: list[str], sources: tuple[str, ...]) -> bool:
    """Whether a translation with these *tags* has no markup, or all that of a source, well nested."""
    allowed = [TAG.findall(source) for source in sources]
    if not tags or tags in allowed:
        return True
    return sorted(tags) in map(sorted, allowed) and _is_nested(tags)


def _is_nested(tags: list[str]) -> bool:
    """Whether each closing tag ends the element that was opened last; some elements have none."""
    names = [re.sub(r"[\s/>].*", "", tag.lstrip("</"), flags=re.DOTALL).lower() for tag in tags]
    closed = {name for name, tag in zip(names, tags, strict=True) if tag.startswith("</")}
    opened: list[str] = []
    for name, tag in zip(names, tags, strict=True):
        if not tag.startswith("</"):
            opened += [name] if name in closed else []
        elif not opened or opened.pop() != name:
            return False
    return not opened


@lru_cache(maxsize=4096)
def shown(text: str, *sources: str) -> str:
    """A translation as a template shows it; the source itself stays as its template wrote it.

    >>> shown('Zoek "a" & b', "Search")
    'Zoek &quot;a&quot; &amp; b'
    """
    if text in sources or not SPECIAL.search(text):
        return text
    tags = TAG.findall(text)
    if not _is_markup_of(tags, sources):
        return text  # From a package: those of the site's catalogs have been refused.
    entities = {entity for source in sources for entity in ENTITY.findall(source)}

    def escape(match: re.Match[str]) -> str:
        character = match[0]
        return character if character in entities else ESCAPES[character[0]] + character[1:]

    pieces = (SPECIAL.sub(escape, piece) for piece in TAG.split(text))
    word = ShownWord(
        "".join(part for pair in zip(pieces, [*tags, ""], strict=True) for part in pair)
    )
    word.plain = text
    return word


def json_of_words(value: Any, **options: Any) -> str:
    """Like `json.dumps`: a script shows words as text, so they are not escaped."""
    return json.dumps(_plain(value), **options)


def _plain(value: Any) -> Any:
    if isinstance(value, ShownWord):
        return value.plain
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
