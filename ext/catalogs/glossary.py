"""The agreed terms of a project: a table with a column for each language.

    nl,en,note,forbidden_nl,forbidden_en
    specimen|exemplaar,specimen,,staal,exemplar

The first word of a cell is the term; those after a ``|`` are accepted too. If the source has the
term of its column, the translation must have one of the words of its own, and none of the forbidden
ones. Inflected and compound forms count, and so does a word that is left as it is, in a name: if it
is not certain that a term is missing, nothing is reported.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..findings import Finding
from ..paths import why_unusable
from .header import main_language
from .kinds import Kind

NOTE = "note"
FORBIDDEN = "forbidden_"
CODE = re.compile(r"[a-z]{2,3}(?:[_-][^\W_]+)*")
WORD = re.compile(r"\w+")
#: How much longer than the word of the glossary an inflected form may be.
ENDING = 3


@dataclass(frozen=True)
class Row:
    """A term: its words and those that are wrong for it, by language."""

    words: dict[str, tuple[str, ...]]
    forbidden: dict[str, tuple[str, ...]]
    note: str = ""


@dataclass(frozen=True)
class Glossary:
    """A glossary, and what is wrong with it."""

    rows: tuple[Row, ...] = ()
    faults: tuple[Finding, ...] = ()


def read_glossary(path: Path, site: Path | None = None) -> Glossary:
    """Read the table at *path*; a missing one is empty.

    :param site: the folder that it must be in, if it belongs to the site
    """
    if site is not None and (why := why_unusable(path, site)):
        what, remedy = why.split(". ", 1)
        return Glossary(faults=(Finding(Kind.FILE, "", 1, f"The glossary {what}.", remedy),))
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return Glossary()
    except (OSError, UnicodeDecodeError) as error:
        said = f"The glossary cannot be read ({type(error).__name__})."
        return Glossary(
            faults=(Finding(Kind.FILE, "", 1, said, "Save it as a CSV file, in UTF-8."),)
        )
    # Spreadsheets in Dutch and other languages put semicolons between cells.
    first = text.partition("\n")[0]
    mark = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    faults: list[Finding] = []
    rows: list[Row] = []
    header: list[str] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = [cell.strip() for cell in cells]
                faults += _header_faults(header, reader.line_num)
            elif len(cells) > len(header):
                said = f"This row has {len(cells)} cells, but the header has {len(header)}."
                remedy = "Put text that contains a comma in quotation marks."
                faults.append(Finding(Kind.FILE, "", reader.line_num, said, remedy))
            else:
                rows.append(_row(dict(zip(header, cells, strict=False))))
    except csv.Error as error:
        said = f"This row cannot be read: {error}."
        faults.append(Finding(Kind.FILE, "", reader.line_num, said, "Save it as a CSV file."))
    return Glossary(tuple(rows), tuple(faults))


def _header_faults(header: list[str], line: int) -> Iterator[Finding]:
    for name in header:
        if name != NOTE and not CODE.fullmatch(name.removeprefix(FORBIDDEN)):
            yield Finding(
                Kind.FILE,
                "",
                line,
                f"The column '{name}' is neither a language, nor '{NOTE}', nor '{FORBIDDEN}' followed by a language.",
                "Name columns as in: nl,en,note,forbidden_nl,forbidden_en",
            )


def _row(cells: dict[str, str]) -> Row:
    words: dict[str, tuple[str, ...]] = {}
    forbidden: dict[str, tuple[str, ...]] = {}
    for name, cell in cells.items():
        found = tuple(word.strip() for word in cell.split("|") if word.strip())
        if name.startswith(FORBIDDEN):
            forbidden[name.removeprefix(FORBIDDEN)] = found
        elif name != NOTE:
            words[name] = found
    return Row(words, forbidden, cells.get(NOTE, "").strip())


def wrong_terms(
    before: str, after: str, source: str, target: str, glossary: Glossary
) -> Iterator[str]:
    """What a translation says differently from the glossary."""
    terms = [(_of(row.words, source), row) for row in glossary.rows]
    found = [(words[0], row) for words, row in terms if words and _occurs_in(words[0], before)]
    # "Meise Botanic Garden" is a term of its own, though "botanic garden" is one too.
    found = [
        (term, row)
        for term, row in found
        if not any(term != other and _may_be_in(term, other) for other, _ in found)
    ]
    allowed = [word for _, row in found for word in _of(row.words, target)]
    for term, row in found:
        ours = _of(row.words, target)
        if not ours:
            continue
        wrong = next((word for word in _of(row.forbidden, target) if _occurs_in(word, after)), None)
        if wrong is not None and not any(_occurs_in(wrong, word) for word in allowed):
            yield f"translates “{term}” as “{wrong}”; the glossary says “{ours[0]}”"
        elif not any(_may_be_in(word, after) for word in (*ours, *_of(row.words, source))):
            yield f"translates “{term}” differently from the glossary, which says “{ours[0]}”"


def _of(cells: dict[str, tuple[str, ...]], language: str) -> tuple[str, ...]:
    return cells.get(language) or cells.get(main_language(language), ())


@lru_cache(maxsize=4096)
def _bare(text: str) -> str:
    """In lower case, without accents."""
    return "".join(
        c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c)
    )


def _stem(word: str) -> str:
    return word[:-2] if len(word) > 6 else word[:-1] if len(word) > 4 else word


def _occurs_in(term: str, text: str) -> bool:
    """Whether *text* has *term* for sure: its words, each perhaps with an ending."""
    found = WORD.findall(_bare(text))
    wanted = WORD.findall(_bare(term))
    return bool(wanted) and any(
        all(_is_form(word, there) for word, there in zip(wanted, found[at:], strict=False))
        for at in range(len(found) - len(wanted) + 1)
    )


def _is_form(word: str, there: str) -> bool:
    return there.startswith(word) and len(there) - len(word) <= (ENDING if len(word) > 4 else 1)


def _may_be_in(term: str, text: str) -> bool:
    """Whether *text* may have *term*: the beginnings of its words, also within others."""
    text = _bare(text)
    return all(_stem(word) in text for word in WORD.findall(_bare(term)))
