"""The pages of the output, each read once after it is written.

Rooms ask for them on ``build-finished``::

    for page in pages(app).values():
        if page.head.is_listed: ...

The head of each page is kept from build to build, so only pages written since are read.
"""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .files import write_whole
from .ledger import ledger_of
from .tags import attributes_of, tags

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx

#: The name under which the writer of pages is known in the ledger.
PAGES = "pages"
#: Increase this when `Head` changes.
VERSION = 1

#: When a file was written, in nanoseconds, and its size.
Stamp = tuple[int, int]


class Head(NamedTuple):
    """What the head of a page says.

    :param language: BCP 47 tag of the page
    :param is_listed: whether search engines may list the page
    :param canonical: absolute address; empty where the site does not know its own
    :param alternates: pairs of language and absolute address
    :param meta: values of ``<meta property="og:…">``, by property
    :param policy: its Content-Security-Policy; empty without one
    :param sheets: addresses of its style sheets
    """

    language: str = ""
    is_listed: bool = True
    canonical: str = ""
    alternates: tuple[tuple[str, str], ...] = ()
    meta: Mapping[str, str] = {}
    policy: str = ""
    sheets: tuple[str, ...] = ()


class Page:
    """A page as it was written.

    :param name: of its file, below the output
    :param stamp: of its file: a different one means that it was written again
    """

    def __init__(self, path: Path, name: str, stamp: Stamp, head: Head | None = None) -> None:
        self._path = path
        self.name = name
        self.stamp = stamp
        if head is not None:
            self.head = head

    @property
    def text(self) -> str:
        """The whole page, read from the file and not kept: all pages together are large."""
        return self._path.read_text(encoding="utf-8")

    @cached_property
    def head(self) -> Head:
        """Its head: read from the file, unless it is known from the last build."""
        return read_head(self.text)


def read_head(page: str) -> Head:
    """Read the head of a page."""
    language, is_listed, canonical, policy = "", True, "", ""
    alternates: list[tuple[str, str]] = []
    meta: dict[str, str] = {}
    sheets: list[str] = []
    for tag in tags(page):
        if tag.name == "body" or (tag.name == "head" and tag.is_end):
            break
        if tag.name not in {"html", "meta", "link"}:
            continue
        given = attributes_of(tag.attributes)
        content, relation, address = (given.get(key, "") for key in ("content", "rel", "href"))
        if tag.name == "html":
            language = given.get("lang", "")
        elif given.get("name") == "robots":
            is_listed = is_listed and "noindex" not in content
        elif given.get("http-equiv") == "Content-Security-Policy":
            policy = content
        elif "property" in given:
            meta.setdefault(given["property"], content)
        elif relation == "canonical":
            canonical = address
        elif relation == "alternate" and "hreflang" in given:
            alternates.append((given["hreflang"], address))
        elif relation == "stylesheet":
            sheets.append(address)
    return Head(language, is_listed, canonical, tuple(alternates), meta, policy, tuple(sheets))


def pages(app: Sphinx) -> Mapping[str, Page]:
    """All pages of the output, by file name. Call this only once all are written."""
    if not hasattr(app, "vsc_published"):
        app.vsc_published = _read(app)  # type: ignore[attr-defined]
    return app.vsc_published  # type: ignore[attr-defined, no-any-return]


def _read(app: Sphinx) -> dict[str, Page]:
    outdir = Path(app.outdir)
    note = Path(app.doctreedir, f"published-{app.builder.name}.json")
    try:
        version, kept = json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError, TypeError):
        version, kept = None, {}
    found: dict[str, Page] = {}
    for name in sorted(ledger_of(app).named(PAGES)):
        path = outdir / name
        try:
            state = path.stat()
        except FileNotFoundError:
            continue
        stamp = state.st_mtime_ns, state.st_size
        head = None
        if version == VERSION and name in kept and tuple(kept[name][0]) == stamp:
            head = Head(*kept[name][1])
            alternates = tuple((tag, address) for tag, address in head.alternates)
            head = head._replace(alternates=alternates, sheets=tuple(head.sheets))
        found[name] = Page(path, name, stamp, head)
    values = {name: (page.stamp, page.head) for name, page in found.items()}
    write_whole(note, json.dumps((VERSION, values)).encode())
    return found
