"""Does a translation keep what numbers are of: signs, percent, currencies, units, and the days of dates?

    -18 °C    80 % = 80 per cent    € 8 = 8 euros    5 km ≠ 5 m    2025-03-04 = 4 March 2025

Names of months, currencies and units come from Babel (CLDR), for any two languages. What the other
language may say in other words (a quarter, below zero) is given the benefit of the doubt.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_name
from babel.units import format_unit

from .numbers import factors

ISO_DATE = re.compile(r"(?<![\d-])([12]\d{3})-(\d{2})-(\d{2})(?![\d-])")
#: A minus before a number, not the hyphen or the dash of a range.
NEGATIVE = re.compile(r"(?:^|(?<=[\s(\[“\"'«]))(?<!\d )(?<!\d\u00a0)[-−‒–]\s?(\d+(?:[.,]\d+)?)")
PERCENT = re.compile(r"(?<!\d)(\d++(?:[.,]\d++)?)\s?[%٪﹪％]")
SIGN_OF_PERCENT = re.compile("[%٪﹪％]")
#: Symbols of currencies that are those of one currency, or nearly.
SYMBOLS = {"€": "EUR", "£": "GBP", "$": "USD", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW"}
CURRENCY = re.compile(
    rf"(?:([{''.join(SYMBOLS)}])\s?\d|\d\s?([{''.join(SYMBOLS)}])"
    r"|\b(EUR|USD|GBP|JPY|CHF)\s?\d|\d\s?(EUR|USD|GBP|JPY|CHF)\b)"
)
#: Symbols of units that most languages share.
UNITS = [
    "km²",
    "m²",
    "km",
    "cm",
    "mm",
    "µm",
    "kg",
    "mg",
    "ml",
    "ha",
    "m",
    "g",
    "l",
    "°C",
    "°F",
    "TB",
    "GB",
    "MB",
    "kB",
]
MEASURE = re.compile(rf"(?<!\d)(\d++(?:[.,]\d++)?)[\s\u00a0\u202f]?({'|'.join(UNITS)})(?![\w²])")
MINUS = frozenset({"minus", "min", "moins", "menos", "meno"})
BELOW_ZERO = re.compile(r"(?i)\b(?:zero|nul|null|cero|zéro)\b")
CODES = ("EUR", "USD", "GBP", "JPY", "CHF")
BEHIND_NUMBER = re.compile(r"\d[\s\u00a0\u202f]([^\W\d_]+)")
WORD = re.compile(r"[^\W\d_]+")


def lost(before: str, after: str, source: str, target: str) -> Iterator[str]:
    """What the numbers of a translation are missing, each as it is written in the source.

    :param before: the words of the source
    :param after: those of the translation
    """
    yield from _lost_dates(before, after, target)
    for names in (_names_of_months, _names_of_days):
        yield from _lost_names(_named(before, names(source)), _named(after, names(target)))
    yield from _lost_names(_named(before, factors(source)), _named(after, factors(target)))
    yield from _lost_signs(before, after)
    yield from _lost_percent(before, after, target)
    yield from _lost_currencies(before, after, source, target)
    yield from _changed_units(before, after)


def _lost_dates(before: str, after: str, target: str) -> Iterator[str]:
    """Dates as in 2025-03-04, which the other text has as another one, or as its words."""
    wanted = [found for found in ISO_DATE.finditer(before) if _is_date(found)]
    there = Counter(found[0] for found in ISO_DATE.finditer(after))
    months = _months(target)
    for found in wanted:
        if there[found[0]]:
            there[found[0]] -= 1
            continue
        names = {name for name, month in months.items() if month == int(found[2])}
        in_words = names.intersection(_names_in(after)) and str(int(found[3])) in after
        day, month = int(found[3]), int(found[2])
        orders = (
            rf"(?<!\d)0?{one}\D{{1,3}}0?{other}(?!\d)"
            for one, other in ((day, month), (month, day))
        )
        if there or not (in_words or any(re.search(order, after) for order in orders)):
            yield found[0]


def _is_date(found: re.Match[str]) -> bool:
    try:
        date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return False
    return True


def _lost_names(here: Mapping[object, str], there: Mapping[object, str]) -> Iterator[str]:
    """What one text names and the other does not, where the other names something else instead."""
    gone = here.keys() - there.keys()
    if gone and there.keys() - here.keys():
        yield from sorted(here[what] for what in gone)


def _named(text: str, names: Mapping[str, object]) -> dict[object, str]:
    """What a text names, each as it is written: 3 as ``March``.

    Where names begin with a capital, a word that does not is another word: may.
    """
    known = {name.casefold(): what for name, what in names.items()}
    capitals = all(name[0].isupper() for name in names)
    return {
        known[word.casefold()]: word
        for word in WORD.findall(text)
        if word.casefold() in known and (word[0].isupper() or not capitals)
    }


@lru_cache(maxsize=64)
def _months(language: str) -> dict[str, int]:
    return {name.casefold(): month for name, month in _names_of_months(language).items()}


@lru_cache(maxsize=64)
def _names_of_months(language: str) -> dict[str, int]:
    locale = _locale(language)
    kinds = [locale.months[kind]["wide"] for kind in ("format", "stand-alone")] if locale else []
    return {name: month for found in kinds for month, name in found.items() if WORD.fullmatch(name)}


@lru_cache(maxsize=64)
def _names_of_days(language: str) -> dict[str, int]:
    locale = _locale(language)
    kinds = [locale.days[kind]["wide"] for kind in ("format", "stand-alone")] if locale else []
    return {name: day for found in kinds for day, name in found.items() if WORD.fullmatch(name)}


def _names_in(text: str) -> set[str]:
    return {word.casefold() for word in WORD.findall(text)}


def _lost_signs(before: str, after: str) -> Iterator[str]:
    wanted, there = (
        Counter(found[1].replace(",", ".") for found in NEGATIVE.finditer(text))
        for text in (before, after)
    )
    for number in (wanted - there).elements():
        # "18 below zero" and "minus 18" say it in words, in any language.
        near = re.search(rf"([^\W\d_]+)\s?{re.escape(number)}(?![\d.,]*\d)", after)
        said = near is not None and near[1].casefold() in MINUS
        if not said and not BELOW_ZERO.search(after):
            yield f"-{number}"


def _lost_percent(before: str, after: str, target: str) -> Iterator[str]:
    wanted = [found[0] for found in PERCENT.finditer(before)]
    if not wanted or SIGN_OF_PERCENT.search(after):
        return
    if any(word in after.casefold() for word in _percent(target)):
        return
    numbers = (found[1] for found in PERCENT.finditer(before))
    # Without its number too, it may be a quarter or a half.
    yield from (
        sign
        for sign, number in zip(wanted, numbers, strict=True)
        if re.search(rf"(?<!\d){re.escape(number)}(?!\d)", after)
    )


@lru_cache(maxsize=64)
def _percent(language: str) -> frozenset[str]:
    """How a language says percent."""
    words = {"percent", "per cent", "procent", "prozent", "pour cent", "por ciento", "pct"}
    if locale := _locale(language):
        shown = (format_unit(n, "concentr-percent", "long", locale=locale) for n in (1, 5))
        words |= {re.sub(r"[\d\s]+", " ", one).strip().casefold() for one in shown}
    return frozenset(filter(None, words))


def _lost_currencies(before: str, after: str, source: str, target: str) -> Iterator[str]:
    there = dict(_currencies(after))
    for code, sign in dict(_currencies(before)).items():
        named = code in there or sign in after or code in after
        if not named and not _names_currency(after, code, target):
            yield sign
    # 5 euro, and not 5 dollars.
    named_here = {code for code in CODES if _names_currency(before, code, source, of_number=True)}
    named_there = {code for code in CODES if _names_currency(after, code, target, of_number=True)}
    if len(named_here) == 1 and named_there and not named_here & (named_there | there.keys()):
        yield from named_here


def _names_currency(text: str, code: str, language: str, *, of_number: bool = False) -> bool:
    """Whether a text says the name of a currency, or *of_number* right behind a number."""
    names = _names_of_currency(code, language)
    if not of_number:
        return any(name in text.casefold() for name in names)
    return any(found[1].casefold() in names for found in BEHIND_NUMBER.finditer(text))


def _currencies(text: str) -> Iterator[tuple[str, str]]:
    """The currencies of a text: the code of each, and how it is written."""
    for found in CURRENCY.finditer(text):
        sign = next(filter(None, found.groups()))
        yield SYMBOLS.get(sign, sign), sign


@lru_cache(maxsize=128)
def _names_of_currency(code: str, language: str) -> frozenset[str]:
    """What a language calls a currency, and its last word: dollar of US dollar."""
    locale = _locale(language)
    names = {get_currency_name(code, n, locale).casefold() for n in (1, 2, 5)} if locale else set()
    return frozenset(names | {name.split()[-1] for name in names if len(name.split()[-1]) > 2})


def _changed_units(before: str, after: str) -> Iterator[str]:
    """Measures whose number has another unit in the translation; words for units are left alone."""
    there: dict[str, set[str]] = {}
    for found in MEASURE.finditer(_plain(after)):
        there.setdefault(found[1].replace(",", "."), set()).add(found[2])
    for found in MEASURE.finditer(_plain(before)):
        units = there.get(found[1].replace(",", "."))
        if units and found[2] not in units:
            yield found[0]


def _plain(text: str) -> str:
    """*text* with the signs that look alike as one: ℃ is °C, μ is µ."""
    return (
        unicodedata.normalize("NFC", text).replace("℃", "°C").replace("μ", "µ").replace("ºC", "°C")
    )


def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language.replace("-", "_").partition("@")[0])
    except (UnknownLocaleError, ValueError):
        return None
