"""Check that a translation has the figures of its source, written as usual in its language.

    5,8 miljoen = 5.8 million      25.000 = 25,000      14.30 uur = 2.30 pm

Marks of decimals and of thousands, and words such as million, come from Babel (CLDR), for any two
languages. Number words are not figures: "3 gardens" may be "drie tuinen".
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from babel import Locale, UnknownLocaleError

from .header import main_language

SPACES = "\u00a0\u202f\u2009"
#: Figures after a letter are part of a name: CO2, B12.
TOKEN = re.compile(
    rf"(?:(?<![A-Za-z0-9_À-ɏͰ-ϿЀ-ӿ])|(?<=\d[hu]))(?<!\d[.,])\d+(?:[.,'’{SPACES}]\d+)*"
)
CODE = re.compile(r"(?<!\w)[A-Za-z]+\d[A-Za-z0-9]*\d{2,}\w*|(?<!\w)[A-Za-z]+\d{3,}\w*")
HALF_DAY = re.compile(
    r"(\d{1,2})(?:[:.](\d{2}))?[\s\u00a0\u202f]?([ap])\.?[\s\u00a0\u202f]?m\b", re.IGNORECASE
)
WORD = re.compile(rf"[\s{SPACES}-]{{0,2}}([^\W\d_]+)")
ORDINAL = re.compile(r"[^\W\d_]|[º°ª]|\.(?=\s?[^\W\d_])|['’][^\W\d_]")
#: Up to here, a number may be a word in the other language.
SMALL = 20
#: Percentages that are a word in most languages: a quarter, half, two thirds.
FRACTIONS = frozenset(map(Decimal, (10, 20, 25, 33, 50, 66, 67, 75, 100)))
#: How languages say one and a half.
HALVES = (
    "anderhal", "anderthalb", "полтор", "półtor", "and a half", "en een half", "und eine halbe",
    "et demi", "y medi",
)  # fmt: skip
#: How languages say 21 to 99: the order, the units and the tens.
NUMBER_WORDS = {
    "de": (
        "{1}und{0}",
        "ein zwei drei vier fünf sechs sieben acht neun",
        "zwanzig dreissig vierzig fünfzig sechzig siebzig achtzig neunzig",
    ),
    "en": (
        "{0}-{1}",
        "one two three four five six seven eight nine",
        "twenty thirty forty fifty sixty seventy eighty ninety",
    ),
    "fr": (
        "{0}-{1}",
        "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
        "dix-sept dix-huit dix-neuf",
        "vingt trente quarante cinquante soixante septante quatre-vingt nonante",
    ),
    "nl": (
        "{1}en{0}",
        "een twee drie vier vijf zes zeven acht negen",
        "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    ),
}
#: How words for 3 to 9 begin, and those made of them.
SAID = {
    "de": "dre|dri|tri vier|quar fünf|quin sech sieb acht|okt neun",
    "en": "thre|thir|tri four|quar fiv|fif|quin six sev eigh|oct nin",
    "fr": "troi|tri|tier quat|quar cinq|quin six|siz sept huit|octo neuf|neuv",
    "nl": "drie|derd|tri vier|kwart vijf zes zeven acht negen",
}
#: What an unknown word may be that stands for a thousand or a million: Tsd., M, 万亿.
ABBREVIATION = re.compile(
    r"[\s\u00a0\u202f]?(?:[^\W\d_]{1,5}\.(?=\s)|[A-Z][a-z]{0,3}\b|[\u0370-\u1fff]{1,6}\b)"
)
ROMAN = re.compile(r"\b[IVX]{2,5}(?=\b|[a-zè])")
#: Numbers of Chinese and Japanese: 三万五千, 二〇二五.
CHINESE = re.compile("[〇零一二两三四五六七八九十百千万萬亿億]{2,}")
#: 1½, of which the sign alone may be a word.
MIXED = re.compile(r"(?<=\d)[\s\u2009]?([¼-¾⅐-⅞])")


@dataclass(frozen=True)
class Figure:
    """A figure in a text.

    :param raw: as it is written
    :param value: its value in its language; None if it is not a number in that language
    :param factor: of the word after it, such as million; 1 if none
    :param tail: whether letters or a point follow it directly, as in 19th
    :param hour: of 24, where am or pm is behind it
    :param afternoon: whether the text speaks of an afternoon or evening in words
    :param unknown: whether the word behind it may be a short form of million
    """

    raw: str
    value: Decimal | None
    factor: Decimal = Decimal(1)
    tail: bool = False
    hour: Decimal | None = None
    afternoon: bool = False
    unknown: bool = False

    @property
    def digits(self) -> str:
        """Its digits alone."""
        return "".join(c for c in self.raw if c.isdigit())

    @property
    def full(self) -> Decimal | None:
        """Its value with its factor."""
        return None if self.value is None else self.value * self.factor


def changed(before: str, after: str, source: str, target: str) -> tuple[list[str], list[str]]:
    """Figures that a translation is missing, and those that it adds.

    :param before: the words of the source
    :param after: those of the translation
    """
    lost, new = list(_figures(before, source)), list(_figures(after, target))
    _pair(lost, new)
    if lost and new:
        # A date or a time that is written differently: 21.11.2026, 21/11/2026.
        lost, new = _runs(lost, source), _runs(new, target)
        _pair(lost, new)
        _join(lost, new)
        _join(new, lost)
        lost, new = (
            [f for f in lost if f.digits.strip("0")],
            [f for f in new if f.digits.strip("0")],
        )
    lost, new = _without_centuries(lost, new), _without_centuries(new, lost)
    romans = {_roman(found) for found in ROMAN.findall(after) if found not in before}
    lost = [
        f
        for f in lost
        if new
        or not _may_be_words(f)
        or _is_another_century(f, romans)
        or _is_unsaid(f, after, target)
    ]
    new = [f for f in new if lost or not _may_be_words(f)]
    lost = [f for f in lost if not _is_in_words(f, after, before, target)]
    new = [f for f in new if not _is_in_words(f, before, after, source)]
    # A version that is written close to its name: TLS 1.3 and TLSv1.3.
    lost = [f for f in lost if not re.search(rf"[A-Za-z]{re.escape(f.raw)}(?!\d)", after)]
    new = [f for f in new if not re.search(rf"[A-Za-z]{re.escape(f.raw)}(?!\d)", before)]
    spelt, said = _spelt(before, source), _spelt(after, target)
    if spelt and said:
        known = {f.full for one in ((before, source), (after, target)) for f in _figures(*one)}
        gone = [word for number, word in spelt.items() if number not in {*said, *known}]
        come = [word for number, word in said.items() if number not in {*spelt, *known}]
        if gone and come:
            return gone, come
    codes, others = _codes(before), _codes(after)
    lost_codes = [code for code in codes if not any(code in other for other in others)]
    new_codes = [code for code in others if not any(other in code for other in codes)]
    return (
        [f.raw for f in lost if not _is_within(f, new_codes)] + _without(lost_codes, new),
        [f.raw for f in new if not _is_within(f, lost_codes)] + _without(new_codes, lost),
    )


def _without_centuries(figures: list[Figure], others: list[Figure]) -> list[Figure]:
    """*figures* but those of centuries that the other text counts in another way: 17de, 1600s."""
    numbers = {figure.value for figure in others if figure.tail}
    return [
        figure
        for figure in figures
        if not figure.tail
        or figure.value is None
        or (figure.value / 100 + 1 not in numbers and (figure.value - 1) * 100 not in numbers)
    ]


def _is_another_century(figure: Figure, romans: set[int]) -> bool:
    """Whether the other text counts centuries in Roman figures, and not this one."""
    return bool(figure.tail and romans and figure.value not in romans)


def _is_unsaid(figure: Figure, other: str, language: str) -> bool:
    """Whether no word of the *other* text can stand for a figure from 3 to 9: three, third, triple."""
    beginnings = SAID.get(main_language(language), "").split()
    at = ord(figure.raw) - ord("3") if len(figure.raw) == 1 and not figure.tail else -1
    if not 0 <= at < len(beginnings):
        return False
    return not any(one in other.casefold() for one in beginnings[at].split("|"))


def _is_in_words(figure: Figure, other: str, own: str, language: str) -> bool:
    """Whether the *other* text, in *language*, may say a figure in words: half a million, a quarter.

    :param own: the text that has it
    """
    if re.search(r"(?<!\d)24\s?/\s?7(?!\d)", own) and figure.raw in ("24", "7"):
        return True
    if figure.value == Decimal("1.5") and any(word in other.casefold() for word in HALVES):
        return True
    if figure.full is not None and figure.full in map(_chinese, CHINESE.findall(other)):
        return True
    plain = _plain(other)
    spelt = map(re.escape, _spellings(figure.value or Decimal(0), language))
    if any(re.search(rf"(?<![^\W\d_]){word}", plain) for word in spelt):
        return True
    percent = re.search(rf"(?<!\d){re.escape(figure.raw)}\s?%", own)
    if percent and figure.value in FRACTIONS:
        return True
    marks = _marks(language)
    words = {word.casefold() for word in re.findall(r"(?<!\d)(?<!\d[\s.,])[^\W\d_]+", other)}
    sizes = [size for word, size in marks.factors.items() if word in words and len(word) > 2]
    return figure.full is not None and any(0 < figure.full / size < 10_000 for size in sizes)


def _spellings(value: Decimal, language: str) -> Iterator[str]:
    """How a language may say a number from 21 to 99.

    >>> list(_spellings(Decimal(72), "fr"))
    ['septante-deux', 'soixante-douze']
    """
    order, *names = NUMBER_WORDS.get(main_language(language), ("", "", ""))
    units, tens = (["", *words.split()] for words in names)
    number = int(value) if value == int(value) else 0
    for ten in (number // 10, number // 10 - 1):
        unit = number - ten * 10
        if 2 <= ten <= len(tens) and 0 < unit < len(units):
            yield order.format(tens[ten - 1], units[unit])


def _spelt(text: str, language: str) -> dict[Decimal, str]:
    """The numbers from 21 to 99 that a text says in words, with how it says them."""
    numbers, spelling = _number_words(main_language(language))
    found = spelling.findall(_plain(text)) if numbers else ()
    return {numbers[word]: word for word in found}


@lru_cache(maxsize=8)
def _number_words(language: str) -> tuple[dict[str, Decimal], re.Pattern[str]]:
    """The words for 21 to 99, and what finds them."""
    numbers = {word: n for n in map(Decimal, range(21, 100)) for word in _spellings(n, language)}
    words = "|".join(sorted(map(re.escape, numbers), key=len, reverse=True))
    return numbers, re.compile(rf"(?<![^\W\d_])(?:{words})(?![^\W\d_])")


def _plain(text: str) -> str:
    """*text* as number words are looked for in it."""
    return re.sub(r"[\s-](?:et[\s-])?", "-", text.casefold().replace("ë", "e"))


def _chinese(text: str) -> Decimal:
    """The value of a number in Chinese characters.

    >>> _chinese("三万五千"), _chinese("二〇二五")
    (Decimal('35000'), Decimal('2025'))
    """
    values = [2 if c == "两" else int(unicodedata.numeric(c)) for c in text]
    if max(values) < 10:
        return Decimal("".join(map(str, values)))
    whole = part = digit = 0
    for value in values:
        if value < 10:
            digit = value
        elif value < 10_000:
            part += (digit or 1) * value
            digit = 0
        else:
            whole += (part + digit or 1) * value
            part = digit = 0
    return Decimal(whole + part + digit)


def _roman(text: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in text]
    return sum(-one if one < other else one for one, other in pairwise([*values, 0]))


def amounts(text: str, language: str) -> Counter[str]:
    """The value of each figure of *text*, with the word after it: 5,8 miljoen is 5800000."""
    return Counter(
        figure.raw if figure.full is None else str(figure.full.normalize())
        for figure in _figures(text, language)
    )


def _is_within(figure: Figure, codes: list[str]) -> bool:
    return any(figure.digits in code for code in codes)


def _without(codes: list[str], figures: list[Figure]) -> list[str]:
    """Codes, except those that the other text writes with a space: sha256 and SHA 256."""
    return [code for code in codes if not any(figure.digits in code for figure in figures)]


def _codes(text: str) -> list[str]:
    return [found[0] for found in CODE.finditer(_ascii(text, "."))]


def _figures(text: str, language: str) -> Iterator[Figure]:
    marks = _marks(language)
    text = MIXED.sub(lambda found: _fraction(found[1], marks.decimal), text)
    text = _ascii(text, marks.decimal)
    halves = {found.start(): found for found in HALF_DAY.finditer(text)}
    afternoon = any(word in text.casefold() for word in _halves_of_day(language))
    compound: Figure | None = None
    for found in TOKEN.finditer(text):
        behind = text[found.end() :]
        raw = found[0]
        half = next((h for at, h in halves.items() if at <= found.start() < h.end(1)), None)
        if half:
            hour = Decimal(int(half[1]) % 12 + 12 * (half[3].lower() == "p"))
            yield Figure(half[1], Decimal(half[1]), hour=hour)
            if half[2]:
                yield Figure(half[2], Decimal(half[2]))
            continue
        if any(at < found.start() < h.end() for at, h in halves.items()):
            continue
        figure = Figure(
            raw,
            marks.value(raw),
            marks.factor(behind),
            bool(ORDINAL.match(behind)),
            afternoon=afternoon,
            unknown=bool(ABBREVIATION.match(behind)),
        )
        if compound and compound.full is not None and figure.full is not None:
            figure = Figure(compound.raw + raw, compound.full + figure.full)
            compound = None
        # 2万5千, 2만 5천: the sign behind the number counts, and the next number follows.
        if figure.factor != 1 and re.match(r"[\u3040-\u9fff\uac00-\ud7af]{1,2}\s?\d", behind):
            compound = figure
            continue
        yield figure


def _fraction(sign: str, decimal: str) -> str:
    """A sign such as ½ as digits behind a mark: ,5."""
    return f"{decimal}{str(round(unicodedata.numeric(sign), 3)).partition('.')[2]}"


def _ascii(text: str, decimal: str) -> str:
    """*text* with the digits of every script as 0 to 9, and without direction marks."""
    text = text.replace("٫", decimal).replace("٬", SPACES[0])
    return "".join(
        str(unicodedata.decimal(c)) if c.isdecimal() and not c.isascii() else c
        for c in text
        if c.isascii() or unicodedata.category(c) != "Cf"
    )


def _pair(lost: list[Figure], new: list[Figure]) -> None:
    """Remove what is the same from both; the most certain first."""
    for same in (_is_same, _is_alike):
        for figure in list(lost):
            other = next((f for f in new if same(figure, f)), None)
            if other is not None:
                lost.remove(figure)
                new.remove(other)


def _is_same(one: Figure, other: Figure) -> bool:
    if (one.hour is None) != (other.hour is None):
        return False
    if one.full is not None and other.full is not None:
        return one.full == other.full
    # A version, a chapter: 3.11 is not a Dutch number, and stays as it is. But 5,8 is one.
    return one.raw == other.raw and not (_is_decimal(one) or _is_decimal(other))


def _is_decimal(figure: Figure) -> bool:
    """Whether it is certainly a fraction, not a version."""
    return figure.value is not None and ("," in figure.raw or figure.factor != 1)


def _hours(figure: Figure) -> set[Decimal | None]:
    """The hours of 24 that a figure may be."""
    if figure.hour is not None or figure.value is None:
        return {figure.hour}
    return {figure.value, figure.value + 12} if figure.afternoon else {figure.value}


def _is_alike(one: Figure, other: Figure) -> bool:
    if one.value is None or other.value is None:
        return False
    if one.hour is not None or other.hour is not None:
        return bool(_hours(one) & _hours(other))
    if (one.factor == 1) != (other.factor == 1):
        # An abbreviation that nobody knows.
        return one.value == other.value and (one if one.factor == 1 else other).unknown
    short, long = sorted((one.raw, other.raw), key=len)
    is_year = len(short) == 2 and len(long) == 4 and long.isdigit() and 1000 <= int(long) <= 2100
    return is_year and long.endswith(short)


def _runs(figures: list[Figure], language: str) -> list[Figure]:
    """Figures that are not numbers of their language, split into parts that are."""
    found: list[Figure] = []
    for figure in figures:
        if figure.value is not None:
            found.append(figure)
        else:
            found += [
                replace(figure, raw=raw, value=Decimal(raw))
                for raw in re.findall(r"\d+", figure.raw)
            ]
    return found


def _join(whole: list[Figure], parts: list[Figure]) -> None:
    """Remove figures that the other text writes as several: 25,000 and 25 000."""
    for figure in [f for f in whole if f.value is None or f.value == int(f.value)]:
        for size in (2, 3, 4):
            for start in range(len(parts) - size + 1):
                some = parts[start : start + size]
                # 5,00,000 and telephone numbers, but not 12–18.
                sizes = (2, 3) if size > 2 else (3,)
                groups = all(len(part.digits) in sizes for part in some[1:])
                if groups and "".join(part.digits for part in some) == figure.digits:
                    whole.remove(figure)
                    del parts[start : start + size]
                    break
            else:
                continue
            break


def _may_be_words(figure: Figure) -> bool:
    """Whether the other language may have it in words: ten, a hundred, the eighties, the 19th."""
    value = figure.value
    if value is None or value != int(value):
        return False
    number = int(value)
    is_round = number <= 100 and number % 10 == 0
    is_power = str(number).strip("0") == "1"
    is_decade = figure.tail and 1000 <= number <= 2100 and number % 10 == 0
    return number <= SMALL or is_round or is_power or is_decade or (figure.tail and number < 100)


# -- How a language writes numbers ----------------------------------------------


@dataclass(frozen=True)
class Marks:
    """The marks of a language.

    :param factors: words such as million, in lower case
    """

    decimal: str
    group: str
    factors: Mapping[str, Decimal]

    def value(self, raw: str) -> Decimal | None:
        """The value of *raw*; None if it is not a number of the language."""
        groups = f"{re.escape(self.group)}'’{SPACES}" if self.group != " " else f"'’{SPACES}"
        decimal = re.escape(self.decimal)
        if not re.fullmatch(rf"(?:\d+|[1-9]\d{{0,2}}(?:[{groups}]\d{{3}})+)(?:{decimal}\d+)?", raw):
            return None
        whole, _, fraction = raw.partition(self.decimal)
        return Decimal(f"{''.join(c for c in whole if c.isdigit())}.{fraction or 0}")

    def factor(self, behind: str) -> Decimal:
        """That of the word at the start of a text, 1 if there is none."""
        found = WORD.match(behind)
        word = found[1].casefold() if found else ""
        if found and word in self.factors:
            # Spanish counts in mil millones.
            return self.factors[word] * self.factor(behind[found.end() :])
        # Languages without spaces, and endings: ألفا.
        begun = [w for w in self.factors if not w.isascii() and word.startswith(w)]
        near = [w for w in begun if len(w) < 3 or len(word) - len(w) < 2]
        if not near:
            return Decimal(1)
        name = max(near, key=len)
        # 천만: a thousand times ten thousand.
        return self.factors[name] * (self.factor(word[len(name) :]) if len(name) < 3 else 1)


def amounts_are_said(text: str, language: str) -> bool:
    """Whether a figure of *text* has a word such as million behind it."""
    return any(figure.factor != 1 for figure in _figures(text, language))


def factors(language: str) -> dict[str, Decimal]:
    """Words of a language for large numbers, such as million, each with what it counts."""
    return {word: size for word, size in _marks(language).factors.items() if len(word) > 3}


@lru_cache(maxsize=64)
def _halves_of_day(language: str) -> frozenset[str]:
    """How a language says which half of the day an hour is in: nachmittags, 午後."""
    try:
        locale = Locale.parse(language.replace("-", "_").partition("@")[0])
    except (UnknownLocaleError, ValueError):
        return frozenset()
    names = (
        name.casefold()
        for lengths in locale.day_periods.values()
        for periods in lengths.values()
        for period, name in periods.items()
        if period.startswith(("pm", "afternoon", "evening", "night"))
    )
    return frozenset(name for name in names if len(name) > 3 or not name.isascii())


@lru_cache(maxsize=64)
def _marks(language: str) -> Marks:
    try:
        locale = Locale.parse(language.replace("-", "_").partition("@")[0])
    except (UnknownLocaleError, ValueError):
        return Marks(".", ",", {})
    symbols = locale.number_symbols.get("latn", {})
    factors: dict[str, Decimal] = {}
    for length in ("long", "short"):
        for patterns in locale.compact_decimal_formats.get(length, {}).values():
            for size, pattern in patterns.items():
                words = re.sub(r"[0.'\s\u200f\u200e]+", " ", pattern.pattern).casefold().split()
                zeros = pattern.pattern.count("0")
                if len(words) == 1 and zeros and (len(words[0]) > 2 or not words[0].isascii()):
                    factors.setdefault(words[0], Decimal(int(size)) / 10 ** (zeros - 1))
    if locale.language in ("ja", "ko", "zh"):
        # CLDR does not name them all.
        factors |= {"百": Decimal(100), "千": Decimal(1000), "천": Decimal(1000)}
    return Marks(symbols.get("decimal", "."), symbols.get("group", ","), factors)
