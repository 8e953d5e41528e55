"""Catalogs: `.po` files, read strictly and in memory. No `.mo` file is made or needed.

Plain functions over plain values: nothing here knows Sphinx.
"""

from __future__ import annotations

import gettext
import hashlib
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polib

#: A line of a `.po` file: a comment, or a keyword and a string in quotes.
LINE = re.compile(
    r"""\s*(?:\#(?!~).*
      |(?:\#~\s*(?:\|\s*)?)?
       (?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s*)?
       "(?:[^"\\]|\\.)*"\s*
      |\#~\s*)?""",
    re.VERBOSE,
)
FOLDER = "LC_MESSAGES"


@dataclass(frozen=True)
class Finding:
    """What is wrong with a catalog or one of its messages.

    :param kind: the subtype of the warning, as in ``translation.links``
    :param path: the catalog
    :param line: line in it, from 1; 0 for the whole file
    :param message: what was found, and the remedy
    """

    kind: str
    path: str
    line: int
    message: str


@dataclass(frozen=True)
class Catalog:
    """The usable messages of a `.po` file.

    :param messages: translation by source text; without the fuzzy, the empty and the obsolete
    :param lines: line of each source text in the file, also of those that cannot be used
    :param fuzzy: source texts whose translation waits for a translator's eye
    :param finding: why nothing of it can be used, where that is so
    """

    messages: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    fuzzy: frozenset[str] = frozenset()
    finding: Finding | None = None


def catalog_path(locales: Path, language: str, name: str) -> Path:
    """Where the catalog *name* of *language* stands, whether it is there or not."""
    return locales / language / FOLDER / f"{name}.po"


def fingerprint(path: Path) -> str:
    """A hash of the file's bytes; empty where there is no file."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def read_catalog(path: Path, shown: str) -> Catalog | None:
    """Read the `.po` file at *path*; None where there is none.

    :param shown: how findings name the file
    """
    parsed = _parse(path, shown)
    if parsed is None:
        return None
    if isinstance(parsed, Finding):
        return Catalog(finding=parsed)
    messages: dict[str, str] = {}
    lines: dict[str, int] = {}
    fuzzy: set[str] = set()
    for entry in parsed:
        if entry.obsolete:
            continue
        lines.setdefault(entry.msgid, entry.linenum or 0)
        if entry.fuzzy:
            fuzzy.add(entry.msgid)
        elif entry.msgstr.strip() and not entry.msgctxt:
            messages[entry.msgid] = entry.msgstr
    return Catalog(messages, lines, frozenset(fuzzy))


def read_words(path: Path, shown: str) -> gettext.GNUTranslations | Finding | None:
    """Read a catalog of interface words, with plural forms; None where there is none."""
    parsed = _parse(path, shown)
    if parsed is None or isinstance(parsed, Finding):
        return parsed
    try:
        return gettext.GNUTranslations(io.BytesIO(parsed.to_binary()))
    except (ValueError, OSError, UnicodeDecodeError) as error:
        return Finding(
            "header", shown, 1, f"The header cannot be read: {error}. Mend its Plural-Forms line."
        )


def _parse(path: Path, shown: str) -> polib.POFile | Finding | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Finding(
            "encoding",
            shown,
            line,
            "The catalog is not UTF-8, so its page shows the source text. Save it as UTF-8.",
        )
    for number, line_text in enumerate(text.splitlines(), 1):
        if not LINE.fullmatch(line_text):
            return Finding(
                "syntax",
                shown,
                number,
                f"This line is no gettext, so the page shows the source text: {line_text.strip()!r}. "
                'A line is a comment, or msgid or msgstr and a text between two ".',
            )
    try:
        return polib.pofile(text, encoding="utf-8")
    except (OSError, ValueError, IndexError, AttributeError) as error:
        found = re.search(r"line (\d+)", str(error))
        return Finding(
            "syntax",
            shown,
            int(found[1]) if found else 1,
            "The catalog cannot be read from here on, so the page shows the source text. "
            "Each message is a msgid, then a msgstr.",
        )
