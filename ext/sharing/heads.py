"""What the head of a written page says: where it is published, in which languages, with which card."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

#: Within so many characters the head of a page ends.
LENGTH = 65536


class Head(NamedTuple):
    """A head.

    :param listed: whether search engines may list the page
    :param canonical: absolute address; empty where the site does not know its own
    :param alternates: pairs of language and absolute address
    :param meta: values of ``<meta property="og:…">``, by property
    """

    listed: bool
    canonical: str
    alternates: tuple[tuple[str, str], ...]
    meta: dict[str, str]


def read_head(path: Path) -> Head:
    """Read the head of a written page."""
    with path.open(encoding="utf-8") as page:
        reader = _Reader()
        reader.feed(page.read(LENGTH).partition("</head>")[0])
    return Head(reader.listed, reader.canonical, tuple(reader.alternates), reader.meta)


class _Reader(HTMLParser):
    """Collects links and meta elements."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.listed = True
        self.canonical = ""
        self.alternates: list[tuple[str, str]] = []
        self.meta: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element says."""
        given = {name: value or "" for name, value in attrs}
        content = given.get("content", "")
        if tag == "meta" and given.get("name") == "robots" and "noindex" in content:
            self.listed = False
        elif tag == "meta" and given.get("property"):
            self.meta.setdefault(given["property"], content)
        elif tag == "link" and given.get("rel") == "canonical":
            self.canonical = given.get("href", "")
        elif tag == "link" and given.get("rel") == "alternate" and "hreflang" in given:
            self.alternates.append((given["hreflang"], given.get("href", "")))
