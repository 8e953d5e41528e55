"""The header of a catalog: encoding, language, plural forms.

A plural rule is right if it distinguishes all numbers that the language distinguishes, by gettext's
table or by CLDR's; both are in Babel, and they differ for some languages.
"""

from __future__ import annotations

import codecs
import gettext
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.messages.plurals import get_plural

from ..findings import Finding
from .kinds import Kind
from .po import CHARSET, Contents

#: The BCP 47 tag of an unknown language.
UNKNOWN = "und"
PLURALS = re.compile(r"\s*nplurals\s*=\s*([1-9])\s*;\s*plural\s*=([^;]+);?\s*")
#: Numbers that plural rules are tested with.
NUMBERS = (*range(202), 1000, 1_000_000)


def header_fields(contents: Contents) -> dict[str, str]:
    """The fields of a catalog's header."""
    text = contents.header.forms.get(0, "") if contents.header else ""
    pairs = (line.partition(":") for line in text.splitlines() if ":" in line)
    return {name.strip(): value.strip() for name, _, value in pairs}


def line_of_field(contents: Contents, name: str) -> int:
    """The line of a field of the header; if there is none, that of the header."""
    lines = enumerate(contents.lines, 1)
    there = (number for number, line in lines if line.lstrip('" ').startswith(f"{name}:"))
    return next(there, contents.header.line if contents.header else 1)


def faults(contents: Contents, language: str) -> Iterator[Finding]:
    """What is wrong with the header of a catalog of *language*."""
    header = contents.header
    if header is None:
        if any(contents.live):
            yield Finding(Kind.HEADER, "", 1, "The catalog has no header.")
        return
    found = header_fields(contents)

    for fault in _charset_faults(found) if contents.encoding == "utf-8" else ():
        yield Finding(
            Kind.HEADER, "", line_of_field(contents, "Content-Type"), fault, "Write charset=UTF-8."
        )
    if not found.get("Language"):
        code = language if language != UNKNOWN else "followed by its code, such as nl"
        remedy = f"Write Language: {code}"
        yield Finding(
            Kind.HEADER,
            "",
            line_of_field(contents, "Language"),
            "The header does not name a language.",
            remedy,
        )
    for name, fault in header_faults(found, language):
        yield Finding(Kind.HEADER, "", line_of_field(contents, name), fault, " ")
    has_plurals = any(message.plural is not None for message in contents.live)
    plurals = found.get("Plural-Forms", "")
    right = plural_forms(language)
    remedy = f"Write Plural-Forms: {right}" if right else "Use those of the language."
    if has_plurals and not plurals:
        said = "The header has no Plural-Forms, but there are messages with a msgid_plural."
        yield Finding(Kind.HEADER, "", line_of_field(contents, "Plural-Forms"), said, remedy)
    elif plurals and not plural_fault(plurals) and not _tells_apart(plurals, language):
        said = f"The header's plural forms are not those of '{language}'."
        yield Finding(Kind.HEADER, "", line_of_field(contents, "Plural-Forms"), said, remedy)


def header_faults(header: Mapping[str, str], language: str) -> Iterator[tuple[str, str]]:
    """Each field of a header that cannot be right, and what is wrong with it, with the remedy."""
    said = header.get("Language", "").strip()
    if said and main_language(said) != main_language(language):
        yield (
            "Language",
            f"The header says that this catalog is in '{said}', but it is in the folder of "
            f"'{language}'. If it is the right file, write Language: {language}.",
        )
    plurals = header.get("Plural-Forms", "")
    fault = plural_fault(plurals) if plurals else ""
    if fault:
        right = plural_forms(language)
        remedy = f" Write Plural-Forms: {right}" if right else ""
        yield "Plural-Forms", f"The header's plural forms cannot be used: {fault}.{remedy}"


def main_language(code: str) -> str:
    """The language of a code, without its region."""
    return re.split(r"[-_@.]", code.lower())[0]


@lru_cache(maxsize=64)
def plural_fault(header: str) -> str:
    """What is wrong with plural forms; empty if they are valid."""
    found = PLURALS.fullmatch(header)
    if not found:
        return f"{header!r} is not of the form 'nplurals=2; plural=(n != 1);'"
    try:
        chosen = gettext.c2py(found[2].strip())
        beyond = [number for number in NUMBERS if not 0 <= chosen(number) < int(found[1])]
    except (ArithmeticError, MemoryError, RecursionError, SyntaxError, ValueError) as error:
        return str(error) or type(error).__name__
    return f"there is no form for {beyond[0]}" if beyond else ""


def plural_forms(language: str) -> str:
    """The plural forms of a language, as a header gives them; empty if unknown."""
    try:
        return get_plural(language.replace("-", "_")).plural_forms
    except (UnknownLocaleError, ValueError):
        return ""


def _charset_faults(header: Mapping[str, str]) -> Iterator[str]:
    found = CHARSET.search(header.get("Content-Type", ""))
    if not found:
        yield "The header does not name an encoding."
        return
    try:
        name = codecs.lookup(found[1]).name
    except LookupError:
        name = ""
    if name not in ("utf-8", "ascii"):
        yield f"The header says that the encoding is {found[1]}, but catalogs must be UTF-8."


@lru_cache(maxsize=128)
def _rule(plurals: str) -> Callable[[int], int] | None:
    found = PLURALS.fullmatch(plurals)
    return None if found is None or plural_fault(plurals) else gettext.c2py(found[2].strip())


@lru_cache(maxsize=128)
def _tells_apart(plurals: str, language: str) -> bool:
    """Whether no two numbers share a form that have different ones in the language."""
    rule = _rule(plurals)
    others: list[Callable[[int], object]] = []
    if usual := _rule(plural_forms(language)):
        others.append(usual)
    for code in (language.replace("-", "_").partition("@")[0], main_language(language)):
        with suppress(UnknownLocaleError, ValueError):
            others.append(Locale.parse(code).plural_form)
    if rule is None or not others:
        return True
    return any(
        len({rule(number) for number in NUMBERS})
        == len({(rule(number), other(number)) for number in NUMBERS})
        for other in others
    )


def number_of_forms(plurals: str) -> int | None:
    """How many plural forms a header has; None if it does not say."""
    found = PLURALS.fullmatch(plurals)
    return int(found[1]) if found else None


@lru_cache(maxsize=512)
def is_for_one_number(plurals: str, form: int) -> bool:
    """Whether a plural form is that of a single number, so that it need not show it.

    In French and some others, the form of one is also that of zero.
    """
    rule = _rule(plurals)
    return rule is not None and sum(rule(number) == form for number in NUMBERS if number) <= 1
