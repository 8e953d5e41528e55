"""Check catalogs: read each, check its header, its messages, and all of them together.

Fuzzy and missing translations are counted, and are not findings. Of obsolete messages only what gettext
refuses is reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..findings import Finding
from . import header
from .differences import SHOWN, beginning
from .fuzzy import closest
from .glossary import Glossary
from .judge import Setting, compare
from .kinds import ADVICE, Kind
from .markup import form_of, usual_form
from .message import Message
from .po import Contents, read
from .untranslated import Evidence


@dataclass(frozen=True)
class Source:
    """A catalog to check.

    :param shown: how findings name it
    :param source: the language of its msgids
    :param language: that it should be in; where empty, the one that its header names
    :param texts: what its page says, message by message; empty where that is not known
    :param is_second: whether it adds to another catalog of its page, so that nothing is missing in it
    """

    path: Path
    shown: str
    source: str
    language: str = ""
    is_second: bool = False
    texts: tuple[str, ...] = ()


@dataclass
class Report:
    """What a check has found.

    :param translated: how many messages are translated; fuzzy and missing ones are not
    """

    findings: list[Finding] = field(default_factory=list)
    translated: int = 0
    fuzzy: int = 0
    missing: int = 0


def check(
    catalogs: Iterable[Source],
    glossary: Glossary | None = None,
    extensions: frozenset[str] = frozenset(),
) -> Report:
    """Check *catalogs*.

    :param extensions: ``myst_enable_extensions`` of the site
    """
    report = Report()
    read_ones = [
        (catalog, _language(catalog, found), found)
        for catalog in catalogs
        for found in [read(catalog.path)]
    ]
    evidence: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for catalog, language, found in read_ones:
        evidence.setdefault((catalog.source, language), []).extend(_pairs(found))
    known = {pair: Evidence(messages) for pair, messages in evidence.items()}
    for catalog, language, found in read_ones:
        setting = Setting(
            catalog.source,
            language,
            header.header_fields(found).get("Plural-Forms", ""),
            glossary or Glossary(),
            known[catalog.source, language],
            extensions,
            tuple(_pairs(found)),
        )
        for message in found.live:
            if not message.is_header:
                report.fuzzy += message.is_fuzzy
                is_missing = not message.is_fuzzy and not message.is_translated
                report.missing += is_missing and not catalog.is_second
                report.translated += not message.is_fuzzy and message.is_translated
        faults = [*found.faults, *_faults(found, setting), *_edited(found, catalog.texts)]
        report.findings += [
            Finding(fault.kind, catalog.shown, fault.line, _reported(fault))
            for fault in sorted(faults, key=lambda fault: fault.line)
        ]
    return report


def _language(catalog: Source, found: Contents) -> str:
    return catalog.language or header.header_fields(found).get("Language") or header.UNKNOWN


def _pairs(found: Contents) -> Iterator[tuple[str, str]]:
    for message in found.live:
        if not message.is_header and not message.is_fuzzy and message.forms.get(0):
            yield message.text, message.forms[0]


def _faults(found: Contents, setting: Setting) -> Iterator[Finding]:
    yield from header.faults(found, setting.target)
    usual = usual_form(message.text for message in found.live)
    seen: dict[tuple[str | None, str], int] = {}
    for message in found.messages:
        first = seen.setdefault((message.context, message.text), message.line)
        if first != message.line:
            what = "This header" if message.is_header else _message(message)
            said = f"{what} is a duplicate of the one in line {first}."
            yield Finding(Kind.DUPLICATE, "", message.line, said)
        elif (
            not message.obsolete
            and not message.is_header
            and not message.is_fuzzy
            and message.is_translated
        ):
            yield from _forms(message, setting)
            for kind, line, said in compare(message, form_of(message, usual), setting):
                if kind not in message.checked or not kind.may_be_excused:
                    yield Finding(kind, "", line, f"{beginning(message.text)} {said}.")


def _edited(found: Contents, texts: tuple[str, ...]) -> Iterator[Finding]:
    """Each message whose msgid is on no page, where one of the texts is nearly the same."""
    live = {message.text for message in found.live}
    free = [text for text in texts if text not in live]
    for message in found.live if free else ():
        is_known = message.is_header or not message.is_translated or message.text in texts
        near = None if is_known else closest(message.text, free)
        if near is not None:
            said = f"The msgid “{message.text[:SHOWN]}” is not a text of its page; the closest is"
            yield Finding(Kind.MSGID, "", message.line, f"{said} “{near[:SHOWN]}”.")


def _message(message: Message) -> str:
    return beginning(message.text).replace("The translation of", "The message")


def _forms(message: Message, setting: Setting) -> Iterator[Finding]:
    """Check that a message has as many plural forms as the header says, and valid ones."""
    ends = {text.endswith("\n") for text in (message.text, message.plural or message.text)}
    begins = {text.startswith("\n") for text in (message.text, message.plural or message.text)}
    if len(ends) > 1 or len(begins) > 1:
        said = f"{_message(message)} begins or ends with a line break in only one of msgid and msgid_plural."
        yield Finding(
            Kind.PLURAL,
            "",
            message.line,
            said,
            "Ask the author to correct it: no translation can be right.",
        )
    wanted = header.number_of_forms(setting.plurals)
    if message.plural is None or wanted is None or len(message.forms) == wanted:
        return
    last = message.lines[max(message.lines)]
    said = f"{beginning(message.text)} has {len(message.forms)} plural forms; the header says {wanted}."
    yield Finding(Kind.PLURAL, "", last, said)


def _reported(fault: Finding) -> str:
    return f"{fault.message} {fault.advice or ADVICE[fault.kind]}".strip()
