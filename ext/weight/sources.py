"""Where the sheets and scripts of a page are, and whether they have changed since the last build."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from sphinx.builders.html import StandaloneHTMLBuilder

from ext.weight.cut import own_properties, selectors_of
from ext.weight.page import Words, words_of
from ext.weight.selectors import Selectors
from ext.weight.sheet import Group, Node, moved, read_rules, without_comments

STATIC = "_static"
_IMPORT = re.compile(r"""\b(?:import|from)\b\s*\(?\s*["'](\.{1,2}/[^"']+)["']""")


class Sheets(NamedTuple):
    """The style sheets of a page, one after the other."""

    rules: tuple[Node, ...]
    selectors: Selectors

    @property
    def names(self) -> frozenset[str]:
        """The names in their selectors, and their custom properties."""
        return self.selectors.names() | own_properties(self.rules)


class Link(NamedTuple):
    """A style sheet of a page: its path in the output, and its media."""

    path: str
    media: str


def link_of(sheet: Any) -> Link | None:
    """The link for an entry of ``css_files``; None for a sheet that is not the site's own."""
    path = str(getattr(sheet, "filename", sheet))
    attributes = getattr(sheet, "attributes", {})
    if "://" in path or not path.startswith(STATIC) or attributes.get("rel", "") not in _PLAIN:
        return None
    media = attributes.get("media") or "all"
    return Link(path, "" if media == "all" else media)


_PLAIN = frozenset({"", "stylesheet"})


@lru_cache(maxsize=32)
def read_sheets(outdir: Path, links: tuple[Link, ...]) -> Sheets:
    """Read the sheets of a page, in order."""
    found: list[Node] = []
    for link in links:
        folder = posixpath.relpath(posixpath.dirname(link.path), STATIC)
        rules = moved(_read_rules(outdir / link.path), folder)
        found.extend([Group(f"@media {link.media}", rules)] if link.media else rules)
    rules = tuple(found)
    return Sheets(rules, Selectors(selectors_of(rules)))


@lru_cache(maxsize=32)
def digest_of_sheets(outdir: Path, links: tuple[Link, ...]) -> str:
    """All that the sheets of a page contain, as one value; templates among them are filled by now."""
    found = hashlib.sha256(repr(links).encode())
    for link in links:
        path = outdir / link.path
        found.update(hashlib.sha256(path.read_bytes() if path.is_file() else b"").digest())
    return found.hexdigest()


@lru_cache(maxsize=64)
def _read_rules(path: Path) -> tuple[Node, ...]:
    text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    return read_rules(without_comments(text))


@lru_cache(maxsize=32)
def read_words(outdir: Path, scripts: tuple[str, ...]) -> Words:
    """The words in the scripts of a page, and in the modules that they import."""
    waiting, seen, found = list(scripts), set[str](), Words()
    while waiting:
        name = waiting.pop()
        path = outdir / name
        if name in seen or not path.is_file():
            continue
        seen.add(name)
        text = path.read_text(encoding="utf-8")
        found |= words_of(text)
        folder = posixpath.dirname(name)
        waiting += [posixpath.normpath(posixpath.join(folder, to)) for to in _IMPORT.findall(text)]
    return found


def forget() -> None:
    """Read everything again: another build may have other files."""
    for cached in (read_sheets, digest_of_sheets, _read_rules, read_words):
        cached.cache_clear()


def digest_of_sources(builder: StandaloneHTMLBuilder) -> str:
    """Everything that sheets and scripts are made from, as one value."""
    found = hashlib.sha256()
    for path in sorted(Path(__file__).parent.iterdir()):  # Including the code of this folder.
        if path.is_file():
            found.update(path.read_bytes())
    for folder in _folders(builder):
        for path in _sources(folder):
            found.update(path.relative_to(folder).as_posix().encode())
            found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def _folders(builder: StandaloneHTMLBuilder) -> Iterator[Path]:
    for theme in builder.theme.get_theme_dirs():
        yield Path(theme, "static")
    for name in builder.config.html_static_path:
        yield Path(builder.confdir, name)


def _sources(folder: Path) -> Iterable[Path]:
    if folder.is_file():
        return [folder]
    kinds = (".css", ".js", ".css_t", ".css.jinja")
    return sorted(p for p in folder.rglob("*") if p.name.endswith(kinds) and p.is_file())
