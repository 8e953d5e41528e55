"""The tags of a page as templates write it, in order. Plain functions over values."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TAG = re.compile(
    r"""<!--(?:(?!<!--).)*?-->|<(?P<closing>/?)(?P<name>[a-zA-Z][^\s/<>]*+)(?P<attributes>(?:[^<>"']|"[^"]*+"|'[^']*+')*+)>""",
    re.DOTALL,
)
_QUOTES = ('"', "'")
_ATTRIBUTE = re.compile(r"""(?P<key>[^\s=/>"']+)(?:\s*=\s*(?P<value>"[^"]*"|'[^']*'|[^\s>"']+))?""")
#: Elements whose text is not HTML.
_RAW = frozenset({"script", "style", "textarea", "title"})


class Tag(NamedTuple):
    """A tag, or a comment, which has no name.

    :param name: in lower case
    :param is_end: whether it ends an element
    :param attributes: as written; `attributes_of` reads them
    :param start: where it begins in the page
    :param end: where the text after it begins
    """

    name: str
    is_end: bool
    attributes: str
    start: int
    end: int


def tags(page: str, start: int = 0) -> Iterator[Tag]:
    """The tags of a page; what is in a script, a style, a field or a title is text.

    >>> [tag.name for tag in tags("<p>a <b>c</b><script>'<i>'</script>")]
    ['p', 'b', 'b', 'script', 'script']
    """
    while found := _TAG.search(page, start):
        name, start = (found["name"] or "").lower(), found.end()
        yield Tag(name, bool(found["closing"]), found["attributes"] or "", found.start(), start)
        if name in _RAW and not found["closing"]:
            end = page.find(f"</{name}", start)
            start = len(page) if end < 0 else end


@lru_cache(maxsize=2048)
def attributes_of(written: str) -> Mapping[str, str]:
    """The attributes of a tag, by their lower-case names; the first of any that appear twice.

    >>> attributes_of(" ID=a class=\"b &amp; 'c'\" hidden")
    {'id': 'a', 'class': "b & 'c'", 'hidden': ''}
    """
    found: dict[str, str] = {}
    for one in _ATTRIBUTE.finditer(written):
        value = one["value"] or ""
        found.setdefault(
            one["key"].lower(), unescape(value[1:-1] if value[:1] in _QUOTES else value)
        )
    return found
