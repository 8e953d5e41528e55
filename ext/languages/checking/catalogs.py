"""Check catalogs: read each, look at its header, at its messages, and at all of them together.

Fuzzy and missing translations are counted, and are no findings. Of obsolete messages only what gettext
refuses is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ...catalogs.po import Contents, Fault, Unit, read
from ..catalogs import Finding
from ..differences import beginning
from . import header
from .glossary import Glossary
from .kinds import Kind
from .markup import form_of, usual_form
from .messages import Setting, compare
from .words import Evidence


@dataclass(frozen=True)
class Source:
    """A catalog that is to be checked.

    :param shown: how findings name it
    :param source: the language of its msgids
    :param language: that it should be in; where empty, the one that its header names
    :param is_second: whether it adds to another catalog of its page, so that nothing is missing in it
    """

    path: Path
    shown: str
    source: str
    language: str = ""
    is_second: bool = False


@dataclass
class Report:
    """What was found.

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
        fields = header.fields(found.header.forms.get(0, "")) if found.header else {}
        setting = Setting(
            catalog.source,
            language,
            fields.get("Plural-Forms", ""),
            glossary or Glossary(),
            known[catalog.source, language],
            extensions,
        )
        for unit in found.live:
            if not unit.is_header:
                report.fuzzy += unit.is_fuzzy
                is_missing = not unit.is_fuzzy and not unit.is_translated
                report.missing += is_missing and not catalog.is_second
                report.translated += not unit.is_fuzzy and unit.is_translated
        faults = [*found.faults, *_faults(found, setting)]
        report.findings += [
            Finding(fault.kind, catalog.shown, fault.line, _told(fault))
            for fault in sorted(faults, key=lambda fault: fault.line)
        ]
    return report


def _language(catalog: Source, found: Contents) -> str:
    said = header.fields(found.header.forms.get(0, "")).get("Language", "") if found.header else ""
    return catalog.language or said or header.UNKNOWN


def _pairs(found: Contents) -> Iterator[tuple[str, str]]:
    for unit in found.live:
        if not unit.is_header and not unit.is_fuzzy and unit.forms.get(0):
            yield unit.source, unit.forms[0]


def _faults(found: Contents, setting: Setting) -> Iterator[Fault]:
    yield from header.faults(found, setting.target)
    usual = usual_form(unit.source for unit in found.live)
    seen: dict[tuple[str | None, str], int] = {}
    for unit in found.units:
        first = seen.setdefault((unit.context, unit.source), unit.line)
        if first != unit.line:
            what = "This header" if unit.is_header else _message(unit)
            said = f"{what} stands here for the second time; the first is at line {first}."
            yield Fault(Kind.DUPLICATE, unit.line, said)
        elif not unit.obsolete and not unit.is_header and not unit.is_fuzzy and unit.is_translated:
            yield from _forms(unit, setting)
            for kind, line, said in compare(unit, form_of(unit, usual), setting):
                if kind not in unit.checked:
                    yield Fault(kind, line, f"{beginning(unit.source)} {said}.")


def _message(unit: Unit) -> str:
    return beginning(unit.source).replace("The translation of", "The message")


def _forms(unit: Unit, setting: Setting) -> Iterator[Fault]:
    """Whether a message has as many plural forms as the header says, and sound ones."""
    ends = {text.endswith("\n") for text in (unit.source, unit.plural or unit.source)}
    begins = {text.startswith("\n") for text in (unit.source, unit.plural or unit.source)}
    if len(ends) > 1 or len(begins) > 1:
        said = f"{_message(unit)} begins or ends with a line break in only one of its two forms."
        yield Fault(Kind.PLURAL, unit.line, said, "Tell who wrote it; no translation can be right.")
    wanted = header.number_of_forms(setting.plurals)
    if unit.plural is None or wanted is None or len(unit.forms) == wanted:
        return
    last = unit.lines[max(unit.lines)]
    said = f"{beginning(unit.source)} has {len(unit.forms)} plural forms, and the header says {wanted}."
    yield Fault(Kind.PLURAL, last, said)


def _told(fault: Fault) -> str:
    remedies = {str(kind): kind.remedy for kind in Kind}
    return f"{fault.said} {fault.remedy or remedies[fault.kind]}".strip()
