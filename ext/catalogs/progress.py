"""Count what is translated: messages and words, by language, page and section.

the messages of a template + its catalog → rows, one a message → tallies
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from .catalog import Catalog, CatalogFolders, read_catalogs
from .judge import Setting, refusal
from .markup import Form, form_of
from .message import Message
from .pot import Template

#: How many characters of a message are shown.
SHOWN = 60
BETWEEN_WORDS = re.compile(r"[\s/—–…\u200b]+")
#: Characters that count as a word each: Chinese, Japanese and Korean put no spaces between words.
CHARACTER = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
#: Parts of a message that are not words, each with its replacement.
MARKUP: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\[\^(?:[^\[\]\s]|\[(?!\^))*+\]"), " "),  # [^1], a note
    (re.compile(r"\]\([^()]*(?:\([^()]*\)[^()]*)*\)"), "] "),  # [words](target)
    (re.compile(r"\]\[[^\]]*\]"), "] "),  # [words][target]
    (re.compile(r"(?<=\S)\s*<[^<>\s`]+>(?=`)"), " "),  # `words <target>`
    (re.compile(r"</?[A-Za-z!][^<>]*>"), " "),  # HTML, and <https://address>
    (
        re.compile(r"\{\{(?:(?!\{\{).)*?\}\}|%\(\w+\)[a-z]|(?<!\w)%[sd]\b|\|[\w-]+\|"),
        " ",
    ),  # placeholders
    (
        re.compile(r"\{[^{}\s]*\}|\{[.#][^{}]*\}|(?<![\w:+.-]):[\w:+.-]{2,}+(?<=:)(?=`)"),
        " ",
    ),  # roles and attributes
    (re.compile(r"\b(?:https?|ftp|mailto|tel):\S+|\bwww\.\S+"), " "),
    (re.compile(r"(?<!\S)[^\s@]++@\S+\.\w+"), " "),
)


class State(StrEnum):
    """The state of a message."""

    TRANSLATED = "translated"
    #: It has a translation that a translator should review.
    FUZZY = "fuzzy"
    #: It has a translation that cannot be used, so that readers see the source.
    FAULTY = "faulty"
    MISSING = "missing"


@dataclass(frozen=True)
class Row:
    """A message, and its state in one language.

    :param line: its line in the catalog, or that of its older text; 0 if there is neither
    :param path: of that catalog, if it is not that of the other messages
    """

    message: Message
    state: State
    line: int = 0
    path: str = ""

    @property
    def words(self) -> int:
        """How many words there are to translate."""
        return words_in(self.message.text)


@dataclass
class Tally:
    """Numbers of messages and of words, by state."""

    messages: Counter[State] = field(default_factory=Counter)
    words: Counter[State] = field(default_factory=Counter)

    @property
    def percent(self) -> int:
        """How much is translated, from 0 to 100, by messages. Only what is complete is 100."""
        total = self.messages.total()
        return 100 * self.messages[State.TRANSLATED] // total if total else 100

    def values(self) -> dict[str, Any]:
        """The numbers, for programs."""

        def numbers(counted: Counter[State]) -> dict[str, int]:
            return {"total": counted.total(), **{state.value: counted[state] for state in State}}

        return {
            "percent": self.percent,
            "counts": {"messages": numbers(self.messages), "words": numbers(self.words)},
        }


@dataclass(frozen=True)
class PageProgress:
    """The progress of one page in one language.

    :param name: of its catalog, ``over``
    :param source: the language that it is written in
    :param path: the file that it is made from; empty for words that belong to no page
    :param docname: the page in this language; empty for words that belong to no page
    :param catalog: the path of the `.po` file, whether or not it exists
    """

    name: str
    source: str
    path: str
    docname: str
    catalog: str
    rows: tuple[Row, ...]

    def sections(self) -> Iterator[tuple[tuple[str, ...], list[Row]]]:
        """Each section with its messages, in reading order."""
        found: dict[tuple[str, ...], list[Row]] = {}
        for row in self.rows:
            found.setdefault(row.message.headings, []).append(row)
        yield from found.items()

    def place(self, row: Row) -> str:
        """Where a translator finds a message."""
        catalog = row.path or self.catalog
        return f"{catalog}:{row.line}" if row.line else catalog


@dataclass(frozen=True)
class LanguageProgress:
    """The progress of one language.

    :param code: of the language
    :param name: its own name for itself
    """

    code: str
    name: str
    pages: tuple[PageProgress, ...]

    @property
    def tally(self) -> Tally:
        """All its messages."""
        return tally(row for page in self.pages for row in page.rows)


def words_in(text: str) -> int:
    """How many words a message has; not counting markup, addresses and placeholders."""
    for pattern, left in MARKUP:
        text = pattern.sub(left, text)
    characters = len(CHARACTER.findall(text))
    parts = BETWEEN_WORDS.split(CHARACTER.sub(" ", text))
    return characters + sum(any(character.isalnum() for character in part) for part in parts)


def progress(
    folders: CatalogFolders,
    language: str,
    templates: Iterable[Template],
    extensions: frozenset[str],
) -> tuple[PageProgress, ...]:
    """The progress of a language: its pages, by the path of their source, then words of no page."""
    ordered = sorted(templates, key=lambda one: (not one.page, not one.is_in_folder, one.path))
    names: dict[str, list[str]] = {}
    for template in ordered:
        names.setdefault(template.name, []).extend(m.name for m in template.messages)
    return tuple(page_progress(folders, language, t, extensions, names[t.name]) for t in ordered)


def page_progress(
    folders: CatalogFolders,
    language: str,
    template: Template,
    extensions: frozenset[str],
    names: Iterable[str] = (),
) -> PageProgress:
    """The progress of the catalogs of a template.

    :param names: of all messages of today that these catalogs are for
    """
    files = folders.files(language, *dict.fromkeys((template.name, template.path)))
    catalog = read_catalogs(files, language) or Catalog(path=files[0].shown)
    messages = template.located()
    faulty = _faulty(messages, catalog, Setting(template.source, language, extensions=extensions))
    return PageProgress(
        template.name,
        template.source,
        template.page,
        (template.counterparts or {}).get(language, ""),
        catalog.path,
        rows_of(messages, catalog, faulty, names),
    )


def _faulty(messages: Iterable[Message], catalog: Catalog, setting: Setting) -> frozenset[str]:
    """The messages whose translation is not used; words of programs are checked when read."""
    setting = replace(setting, pairs=tuple(catalog.messages.items()))
    found = set()
    for message in messages:
        form, text = form_of(message, Form.PLAIN), catalog.messages.get(message.name)
        if text and form is not Form.PLAIN:
            excused = catalog.entries[message.name].checked
            if refusal(message.text, text, form, setting, excused):
                found.add(message.name)
    return frozenset(found)


def rows_of(
    messages: Iterable[Message],
    catalog: Catalog | None,
    faulty: Collection[str] = (),
    names: Iterable[str] = (),
) -> tuple[Row, ...]:
    """Each message once, with its state.

    :param catalog: None if there is none
    :param faulty: names of messages whose translation is not used
    :param names: of messages whose translation is not that of an older text, besides *messages*
    """
    catalog = catalog or Catalog()
    once: dict[str, Message] = {}
    for message in messages:
        once.setdefault(message.name, message)
    older_ones = catalog.older((*once, *names))

    def row(key: str, message: Message) -> Row:
        line, path = catalog.lines.get(key, 0), catalog.paths.get(key, "")
        if key in older_ones:
            older = older_ones[key]
            return Row(message, State.FUZZY, *((line, path) if line else (older.line, older.path)))
        entry = catalog.entries.get(key)
        if (
            entry
            and message.plural is not None
            and all(entry.forms.values())
            and not entry.is_fuzzy
        ):
            return Row(message, State.TRANSLATED, line, path)
        if key not in catalog.messages:
            return Row(message, State.MISSING, line, path)
        return Row(message, State.FAULTY if key in faulty else State.TRANSLATED, line, path)

    return tuple(row(key, message) for key, message in once.items())


def tally(rows: Iterable[Row]) -> Tally:
    """Count messages and their words."""
    counted = Tally()
    for row in rows:
        counted.messages[row.state] += 1
        counted.words[row.state] += row.words
    return counted


def beginning(text: str) -> str:
    """The first words of a message, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1].rstrip()}…"


def values(languages: Iterable[LanguageProgress]) -> dict[str, Any]:
    """Everything, for programs."""

    def section(page: PageProgress, headings: tuple[str, ...], rows: list[Row]) -> dict[str, Any]:
        messages = [
            {
                "text": row.message.text,
                "kind": row.message.kind,
                "state": row.state.value,
                "words": row.words,
                "line": row.line or None,
                **({"catalog": row.path} if row.path else {}),
            }
            for row in rows
        ]
        return {"headings": list(headings), **tally(rows).values(), "messages": messages}

    def page(found: PageProgress) -> dict[str, Any]:
        return {
            "name": found.name,
            "source": found.source,
            "path": found.path or None,
            "page": found.docname or None,
            "catalog": found.catalog,
            **tally(found.rows).values(),
            "sections": [section(found, *part) for part in found.sections()],
        }

    return {
        "languages": [
            {
                "code": language.code,
                "name": language.name,
                **language.tally.values(),
                "pages": [page(found) for found in language.pages],
            }
            for language in languages
        ]
    }
