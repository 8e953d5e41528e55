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

from .numbers import amounts_are_said, factors
from .signs import is_wide

ISO_DATE = re.compile(r"(?<![\d-])([12]\d{3})-(\d{2})-(\d{2})(?![\d-])")
#: A minus before a number, not the hyphen or the dash of a range.
NEGATIVE = re.compile(
    r"(?:^|(?<=[\s(\[“\"'«\u3000-\u9fff]))(?<!\d )(?<!\d\u00a0)[-−‒–]\s?(\d+(?:[.,]\d+)?)"
)
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
    "µg",
    "µl",
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
#: Those that are said in words too, as CLDR names them.
NAMED_UNITS = {
    "length-kilometer": "km",
    "length-meter": "m",
    "length-centimeter": "cm",
    "length-millimeter": "mm",
    "length-mile": "mile",
    "length-foot": "foot",
    "length-inch": "inch",
    "length-yard": "yard",
    "area-hectare": "ha",
    "area-acre": "acre",
    "mass-kilogram": "kg",
    "mass-gram": "g",
    "mass-milligram": "mg",
    "volume-liter": "l",
    "volume-milliliter": "ml",
}
NUMBER_AND_WORD = re.compile(r"(?<!\d)(\d++(?:[.,]\d++)?)[\s\u00a0\u202f-]?([^\W\d_]++)(?!²)")
MEASURE = re.compile(rf"(?<!\d)(\d++(?:[.,]\d++)?)[\s\u00a0\u202f]?({'|'.join(UNITS)})(?![\w²])")
#: "Minus", as the end of the word before a number, and "below zero" anywhere.
MINUS = (
    "minus",
    "min",
    "moins",
    "menos",
    "meno",
    "минус",
    "零下",
    "マイナス",
    "氷点下",
    "سالب",
    "ناقص",
)
BELOW_ZERO = re.compile(r"(?i)\b(?:zero|nul|null|cero|zéro|zera|нуля|الصفر)\b")
#: The month of a date in Chinese, Japanese and Korean.
NUMBERED_MONTH = re.compile(r"(?<!\d)(\d{1,2})\s?[月월]")
#: North or south behind degrees, which many languages write alike.
HALF_OF_EARTH = re.compile(r"[°′″']\s?([NS])\b")
FRACTION = re.compile("[¼½¾⅓⅔⅛⅜⅝⅞]")
#: At least, at most; 10⁶ and m³.
COMPARISON = re.compile("[≥≤±]")
#: Leopold II
REIGN = re.compile(r"(?<=[a-z] )[IVX]{2,5}(?!\w)")
POWER = re.compile("(?<=[0-9a-z])[⁻⁰¹²³⁴-⁹]+")
MARK_OF_DIRECTION = re.compile("[\u200e\u200f\u061c]")
CODES = ("EUR", "USD", "GBP", "JPY", "CHF")
BEHIND_NUMBER = re.compile(r"\d[\s\u00a0\u202f]([^\W\d_]+)")
WORD = re.compile(r"[^\W\d_]+")


def lost(before: str, after: str, source: str, target: str) -> Iterator[str]:
    """What the numbers of a translation are missing, each as it is written in the source.

    :param before: the words of the source
    :param after: those of the translation
    """
    yield from _lost_dates(before, after, target)
    yield from _lost_names(_months_in(before, source), _months_in(after, target))
    days = (_named(before, _names_of_days(source)), _named(after, _names_of_days(target)))
    yield from _lost_names(*days)
    if not (amounts_are_said(before, source) or amounts_are_said(after, target)):
        yield from _lost_names(_named(before, factors(source)), _named(after, factors(target)))
    for signs in (FRACTION, HALF_OF_EARTH, COMPARISON, POWER, REIGN):
        here, there = ({one: one for one in signs.findall(text)} for text in (before, after))
        yield from _lost_names(here, there)
    yield from _lost_signs(before, after)
    yield from _lost_percent(before, after, target)
    yield from _lost_currencies(before, after, source, target)
    yield from _changed_units(before, after, source, target)


def _lost_dates(before: str, after: str, target: str) -> Iterator[str]:
    """Dates as in 2025-03-04, which the other text has as another one, or as its words."""
    wanted = [found for found in ISO_DATE.finditer(before) if _is_date(found)]
    there = Counter(found[0] for found in ISO_DATE.finditer(after))
    months = _months(target)
    for found in wanted:
        if there[found[0]]:
            there[found[0]] -= 1
            continue
        if any(int(month) != int(found[2]) for month in NUMBERED_MONTH.findall(after)):
            yield found[0]
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
    found = {}
    for word in WORD.findall(text):
        # Mondays, dienstags.
        name = word.casefold() if word.casefold() in known else word.casefold().removesuffix("s")
        if name in known and (word[0].isupper() or not capitals):
            found[known[name]] = word
    return found


def _months_in(text: str, language: str) -> dict[object, str]:
    """The months that a text names, or numbers as Chinese does."""
    found = _named(text, _names_of_months(language))
    short = _short_months(language)
    for word in BEHIND_NUMBER.findall(text):
        if word.casefold() in short:
            found[short[word.casefold()]] = word
    found |= {int(month[1]): month[0] for month in NUMBERED_MONTH.finditer(text)}
    return found


@lru_cache(maxsize=64)
def _months(language: str) -> dict[str, int]:
    return {name.casefold(): month for name, month in _names_of_months(language).items()}


@lru_cache(maxsize=64)
def _names_of_months(language: str) -> dict[str, int]:
    locale = _locale(language)
    kinds = [locale.months[kind]["wide"] for kind in ("format", "stand-alone")] if locale else []
    return {name: month for found in kinds for month, name in found.items() if WORD.fullmatch(name)}


@lru_cache(maxsize=64)
def _short_months(language: str) -> dict[str, int]:
    locale = _locale(language)
    names = locale.months["format"]["abbreviated"] if locale else {}
    return {name.rstrip(".").casefold(): month for month, name in names.items()}


@lru_cache(maxsize=64)
def _names_of_days(language: str) -> dict[str, int]:
    locale = _locale(language)
    kinds = [locale.days[kind]["wide"] for kind in ("format", "stand-alone")] if locale else []
    return {name: day for found in kinds for day, name in found.items() if WORD.fullmatch(name)}


def _names_in(text: str) -> set[str]:
    return {word.casefold() for word in WORD.findall(text)}


def _lost_signs(before: str, after: str) -> Iterator[str]:
    before, after = (MARK_OF_DIRECTION.sub("", text) for text in (before, after))
    wanted, there = (
        Counter(found[1].replace(",", ".") for found in NEGATIVE.finditer(text))
        for text in (before, after)
    )
    for number in (wanted - there).elements():
        # "18 below zero" and "minus 18" say it in words, in any language.
        near = re.search(rf"([^\W\d_]+)\s?{re.escape(number)}(?![\d.,]*\d)", after)
        said = near is not None and near[1].casefold().endswith(MINUS)
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
    words |= {"процент", "في المئة", "في المائة", "بالمئة", "بالمائة", "百分之"}
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
    """What a language calls a currency, and the words of it: dollar of US dollar, ドル of 米ドル."""
    locale = _locale(language)
    numbers = (1, 2, 3, 5, 11, 100)
    names = {get_currency_name(code, n, locale).casefold() for n in numbers} if locale else set()
    words = {word for name in names for word in WORD.findall(name)}
    ends = {name[-size:] for name in names for size in (2, 3)}
    short = {end for end in ends if is_wide(end[0])}
    return frozenset(names | {word for word in words if len(word) > 2} | short)


def _changed_units(before: str, after: str, source: str, target: str) -> Iterator[str]:
    """Measures whose number has another unit in the translation."""
    there: dict[str, set[str]] = {}
    for number, unit, _ in _measures(after, target):
        there.setdefault(number, set()).add(unit)
    wanted = {(number, unit): written for number, unit, written in _measures(before, source)}
    for (number, unit), written in wanted.items():
        if number in there and unit not in there[number]:
            yield written


def _measures(text: str, language: str) -> Iterator[tuple[str, str, str]]:
    """The measures of a text: number, unit, and how they are written."""
    for found in MEASURE.finditer(_plain(text)):
        yield found[1].replace(",", "."), found[2], found[0]
    names = _names_of_units(language)
    for found in NUMBER_AND_WORD.finditer(text):
        word = found[2].casefold()
        # Languages without spaces go on after the name.
        fits = [name for name in names if is_wide(name[0]) and word.startswith(name)]
        if name := word if word in names else max(fits, key=len, default=""):
            yield found[1].replace(",", "."), names[name], f"{found[1]} {found[2][: len(name)]}"


@lru_cache(maxsize=64)
def _names_of_units(language: str) -> dict[str, str]:
    """How a language names units, in one word: kilometres, км."""
    locale = _locale(language)
    found: dict[str, str] = {}
    for unit, symbol in NAMED_UNITS.items() if locale else ():
        for length in ("long", "short"):
            for number in (1, 2, 5, 11, 100):
                shown = format_unit(number, unit, length, locale=locale)
                words = WORD.findall(shown)
                if len(words) == 1 and (len(words[0]) > 1 or not words[0].isascii()):
                    found.setdefault(words[0].casefold(), symbol)
    return found


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
