"""Read catalogs: `.po` files, strictly and in memory. No `.mo` file is made or needed.

Plain functions over plain values: nothing here knows Sphinx.
"""

from __future__ import annotations

import gettext
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce
from html import unescape
from os import PathLike, fspath
from pathlib import Path
from typing import Any

from ..characters import hidden_names
from ..findings import Finding
from . import po
from .differences import beginning
from .fuzzy import OlderTranslation, closest
from .header import PLURALS, header_faults, header_fields, line_of_field, plural_fault
from .interface_words import markup_fault
from .kinds import Kind
from .message import CONTEXT_SEPARATOR, Message
from .po import FOLDER, why_not_read

#: A line of the text before the last change, without its mark.
PREVIOUS = re.compile(r'(?:(?:msgctxt|msgid|msgid_plural)\s+)?"(?:[^"\\]|\\.)*"')
#: The effect of a fault of the file, and the remedy; an empty file is one without messages.
REMEDIES = {
    "encoding": "Save the catalog as UTF-8; until then the page shows the source text.",
    "syntax": "The message is skipped, and the page shows the source text. Write a msgid and then a "
    'msgstr, each followed by text in quotation marks, with \\" for a " within it.',
}
#: What Python replaces in a text, by name or by position; a single % is not replaced.
PLACEHOLDER = re.compile(r"%(?:%|\(\w+\)[sdr]|[sdr])?")
#: Where catalogs are, if conf.py does not say.
LOCALES = "locales"
#: The effect on a translation that is not used.
SHOWN_INSTEAD = "The page shows the source text instead."


@dataclass(frozen=True)
class CatalogFile:
    """A path where a catalog may be.

    :param shown: how findings name it
    """

    path: Path
    shown: str


@dataclass(frozen=True)
class CatalogFolders:
    """The folders of the catalogs of a site, each with a folder for every language.

    :param root: that the others are relative to
    :param names: as conf.py has them; the first is the one that is written to
    """

    root: Path
    names: tuple[str, ...]

    @property
    def first(self) -> Path:
        """The folder that is written to."""
        return self.root / self.names[0]

    def files(self, language: str, *names: str) -> list[CatalogFile]:
        """Where the catalogs *names* of *language* may be: earlier ones take precedence."""
        shown = [f"{folder}/{language}/{FOLDER}/{n}.po" for folder in self._folders for n in names]
        return [CatalogFile(Path(self.root, path), path) for path in shown]

    @cached_property
    def _folders(self) -> list[str]:
        """The folders, as paths are written."""
        return [Path(name).as_posix() for name in self.names]


@dataclass(frozen=True)
class Catalog:
    """The usable messages of a `.po` file; the key of one with a context has both.

    Two files of one page are one catalog: see `read_catalogs`.

    :param messages: translation by source text, without fuzzy, empty and obsolete ones
    :param entries: each message of the file, even if it cannot be used
    :param fuzzy: fuzzy translations, by source text
    :param findings: what is wrong with the file; messages that cannot be read are left out
    :param path: the file, as findings name it
    :param paths: the other files that contain messages, by source text
    """

    messages: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[str, Message] = field(default_factory=dict)
    fuzzy: Mapping[str, OlderTranslation] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    path: str = ""
    paths: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def lines(self) -> dict[str, int]:
        """The line of each source text in its file."""
        return {key: entry.line for key, entry in self.entries.items()}

    @property
    def is_broken(self) -> bool:
        """Whether a part of it cannot be read."""
        return any(finding.kind in REMEDIES for finding in self.findings)

    def older(self, messages: Iterable[str], file: str = "") -> dict[str, OlderTranslation]:
        """An older translation for each of the *messages* of a page that has none, if there is one.

        It is its fuzzy one, or that of the most similar text that is no longer on the page.

        :param file: of the page, if other pages have messages in the catalog too
        """
        there = dict.fromkeys(messages)
        left = {
            key: OlderTranslation(
                translation,
                key.rpartition(CONTEXT_SEPARATOR)[2],
                self.entries[key].line,
                self.paths.get(key, ""),
            )
            for key, translation in self.messages.items()
            if key not in there and (not file or self.entries[key].is_in(file))
        }
        left |= {key: older for key, older in self.fuzzy.items() if key not in there}
        found: dict[str, OlderTranslation] = {}
        for message in there:
            if message in self.messages:
                continue
            if message in self.fuzzy:
                found[message] = self.fuzzy[message]
            elif (became := closest(message, left)) is not None:
                found[message] = left.pop(became)
        return found


def folders_of_catalogs(locale_dirs: Any, site_locales: Any = None) -> tuple[str, ...]:
    """The folders of catalogs, relative to that of the pages; the first is the one that is written to.

    :param locale_dirs: of conf.py; what is empty counts as ``["locales"]``
    :param site_locales: an older setting, which takes precedence
    :raises ValueError: if a setting has the wrong form
    """
    if isinstance(site_locales, str) and site_locales:
        return (site_locales,)
    for name, setting in {"site_locales": site_locales, "locale_dirs": locale_dirs}.items():
        is_list = isinstance(setting, Sequence) and not isinstance(setting, str)
        if setting and not (is_list and all(isinstance(f, str | PathLike) for f in setting)):
            raise ValueError(
                f"{name} in conf.py is {setting!r}: it must be a list of folders, "
                f'such as locale_dirs = ["{LOCALES}"]'
            )
    folders = site_locales or locale_dirs or [LOCALES]
    return tuple(fspath(folder) for folder in folders)


def catalog_path(locales: Path, language: str, name: str) -> Path:
    """The path of the catalog *name* of *language*, whether or not it exists."""
    return locales / language / FOLDER / f"{name}.po"


def catalog_name(page: str, compact: bool | str) -> str:
    """The name of the catalog of a *page*, both within their folders, as Sphinx and sphinx-intl have it.

    :param compact: ``gettext_compact`` of conf.py: True for one catalog for each top folder, or the name
        of one for all pages
    """
    if isinstance(compact, str):
        return compact
    return page.partition("/")[0] if compact else page


def fingerprint(path: Path) -> str:
    """A hash of the file's bytes; empty if there is no file."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    except OSError:
        return ""


def read_catalog(path: Path, shown: str, language: str) -> Catalog | None:
    """Read the `.po` file at *path*; None if there is none.

    :param shown: how findings name the file
    :param language: that it should be in
    """
    read = _read(path, shown)
    if read is None:
        return None
    contents, faults = read
    messages: dict[str, str] = {}
    entries: dict[str, Message] = {}
    fuzzy: dict[str, OlderTranslation] = {}
    hiding: list[Finding] = []
    for message in contents.live:
        if message.is_header:
            continue
        key = message.name
        entries.setdefault(key, message)
        text = message.forms.get(0, "") if message.plural is None else ""
        if not text.strip():
            continue
        if said := what_hides(message.text, text):
            hiding.append(_hides(message, shown, said))
        elif message.is_fuzzy:
            fuzzy[key] = OlderTranslation(text, previous_text(message), message.line)
        else:
            messages[key] = text
    about_header = list(_header_findings(contents, shown, language))[:1]
    return Catalog(messages, entries, fuzzy, (*faults, *about_header, *hiding), shown)


def read_catalogs(files: Iterable[CatalogFile], language: str) -> Catalog | None:
    """Read the `.po` files of one page as one, message by message; None if there are none.

    Earlier files take precedence, but any translation is preferred to a fuzzy one, and that to
    none.
    """
    read = (read_catalog(file.path, file.shown, language) for file in files)
    return reduce(_beside, filter(None, read), None)


def _beside(catalog: Catalog | None, other: Catalog) -> Catalog:
    """*catalog*, completed by what *other* has and it does not."""
    if catalog is None:
        return other
    better = {key for key in other.messages if key not in catalog.messages}
    better |= {key for key in other.fuzzy if key not in {**catalog.messages, **catalog.fuzzy}}
    better |= {key for key in other.entries if key not in catalog.entries}
    fuzzy = {key: replace(older, path=other.path) for key, older in other.fuzzy.items()}
    messages = {**other.messages, **catalog.messages}
    return Catalog(
        messages,
        {**catalog.entries, **{key: other.entries[key] for key in better}},
        {key: d for key, d in {**fuzzy, **catalog.fuzzy}.items() if key not in messages},
        (*catalog.findings, *other.findings),
        catalog.path,
        {**catalog.paths, **dict.fromkeys(better, other.path)},
    )


def previous_text(message: Message) -> str:
    """The text before the last change, which Babel may have made a translator's comment."""
    lines = message.previous or take_previous([line[1:].strip() for line in message.comments])[0]
    return po.message_of(lines).text if lines else ""


def take_previous(comments: Sequence[str]) -> tuple[list[str], list[str]]:
    """Separate lines of ``#| msgid "…"`` from true comments, since Babel confuses them.

    It writes the former as ``# | msgid "…"``, and wraps them as it wraps any comment.

    :param comments: without their ``#`` and the space after it
    :returns: the lines without their mark, and the comments
    """
    previous: list[str] = []
    others: list[str] = []
    for line in comments:
        if previous and not PREVIOUS.fullmatch(previous[-1]):
            # A hyphen ends a line if the word continues.
            previous[-1] += line if re.search(r"\w-$", previous[-1]) else f" {line}"
        elif re.match(r'\|\s*(?:msg\w+\s+)?"', line):
            previous.append(line[1:].strip())
        else:
            others.append(line)
    if previous and not PREVIOUS.fullmatch(previous[-1]):
        return [], list(comments)
    return previous, others


def read_words(
    path: Path, shown: str, language: str
) -> tuple[gettext.GNUTranslations | None, list[Finding]]:
    """Read a catalog of interface words with plural forms; also return what is wrong with it."""
    read = _read(path, shown)
    if read is None:
        return None, []
    contents, findings = read
    findings += _header_findings(contents, shown, language)
    found: dict[str | tuple[str, int], str] = {}
    for message in contents.live:
        sources = (message.text, *filter(None, [message.plural]))
        texts = tuple(message.forms.values())
        if message.is_header:
            continue
        if said := what_hides(" ".join(sources), " ".join(texts)):
            findings.append(_hides(message, shown, said))
        elif not all(fits(message.text, message.plural or "", text) for text in texts):
            findings.append(Finding("placeholders", shown, message.line, _unfit(message)))
        elif fault := next(filter(None, (markup_fault(text, *sources) for text in texts)), ""):
            findings.append(markup_finding(fault, message.text, shown, message.line))
        elif message.is_fuzzy or not all(texts):
            continue
        elif message.plural is None:
            found[message.name] = texts[0]
        else:
            found |= {(message.name, number): text for number, text in message.forms.items()}
    plurals = header_fields(contents).get("Plural-Forms", "")
    # The rest of the header is not needed, and may be wrong.
    return _Words(found, "" if plural_fault(plurals) else plurals), findings


class _Words(gettext.GNUTranslations):
    """Words of a catalog, with their plural forms, as `gettext` keeps those of a `.mo` file."""

    def __init__(self, words: dict[str | tuple[str, int], str], plurals: str) -> None:
        super().__init__()
        rule = PLURALS.fullmatch(plurals)
        self._catalog = words
        self.plural = gettext.c2py(rule[2].strip() if rule else "n != 1")


def without_markup(catalog: Catalog) -> Catalog:
    """*catalog*, of words outside pages, without those that add markup to their source."""
    faults = {
        key: fault
        for key, text in catalog.messages.items()
        if (fault := markup_fault(text, key.rpartition(CONTEXT_SEPARATOR)[2]))
    }
    findings = (
        markup_finding(fault, key, catalog.paths.get(key, catalog.path), catalog.lines.get(key, 1))
        for key, fault in faults.items()
    )
    return replace(
        catalog,
        messages={key: text for key, text in catalog.messages.items() if key not in faults},
        findings=(*catalog.findings, *findings),
    )


def markup_finding(fault: str, source: str, shown: str, line: int) -> Finding:
    """The finding for a word with the wrong markup."""
    said = f"{beginning(source.rpartition(CONTEXT_SEPARATOR)[2])} {fault}. {SHOWN_INSTEAD}"
    return Finding(Kind.HTML, shown, line, f"{said} {Kind.HTML.advice}")


def _header_findings(contents: po.Contents, shown: str, language: str) -> Iterator[Finding]:
    """What is wrong in the header. The messages are used all the same."""
    for name, fault in header_faults(header_fields(contents), language):
        yield Finding("header", shown, line_of_field(contents, name), fault)


def fits(source: str, plural: str, text: str) -> bool:
    """Whether Python can fill in *text* with what it fills in the source and its plural."""
    wanted = set(PLACEHOLDER.findall(f"{source} {plural}")) - {"%", "%%"}
    if not text or not wanted:
        return True
    named = {part for part in wanted if part.startswith("%(")}
    unnamed = [part for part in PLACEHOLDER.findall(source) if part != "%%"]
    parts = [part for part in PLACEHOLDER.findall(text) if part != "%%"]
    if named:
        return set(parts) <= named
    return parts == unnamed


def _unfit(message: Message) -> str:
    return (
        f"The translation of “{message.text}” changes a placeholder. {SHOWN_INSTEAD} Keep "
        "each part that begins with % as in the source; write %% for a percent sign."
    )


def what_hides(source: str, text: str) -> str:
    """The hidden characters that a translation adds to its source, in words; else empty."""
    return hidden_names(unescape(text), unescape(source))


def _hides(message: Message, shown: str, said: str) -> Finding:
    said = f"{beginning(message.text)} contains {said}. {SHOWN_INSTEAD} {Kind.CHARACTERS.advice}"
    return Finding(Kind.CHARACTERS, shown, message.line_of_translation, said)


def _read(path: Path, shown: str) -> tuple[po.Contents, list[Finding]] | None:
    """A catalog, and why parts of it cannot be read; None if there is no file."""
    if why := why_not_read(path):
        return po.Contents(), [Finding("file", shown, 1, why)]
    if not path.is_file():
        return None
    found = po.read(path)
    return found, [
        Finding(
            fault.kind, shown, fault.line, f"{fault.message} {fault.advice or REMEDIES[fault.kind]}"
        )
        for fault in found.faults
        if fault.kind in REMEDIES and (fault.line in found.skipped or not found.lines)
    ]
