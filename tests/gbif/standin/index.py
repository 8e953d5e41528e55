"""Filters, facets and pages over a list of records.

A set of records is an integer, a bit for each: sets of 50,000 are joined in microseconds, so that
facets over all of them take milliseconds.
"""

import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter
from typing import Any

Record = dict[str, Any]
Question = Mapping[str, list[str]]

WORDS = re.compile(r"\w+")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
# Up to this many sets of a field are kept once they are made (6 kB each for 50,000 records).
KEPT = 4000


class RefusedError(Exception):
    """A question that GBIF answers with 400 and this sentence."""


@dataclass(frozen=True)
class Field:
    """What a parameter looks at.

    :param values: of a record; numbers for `kind` `number`, else texts
    :param kind: `text`, `number` (with ranges), `boolean`, `key` (a UUID) or `choice`
    :param choices: all values of a `choice`; others stand in records, and are not found
    """

    values: Callable[[Record], Iterable[Any]]
    kind: str = "text"
    choices: frozenset[str] = frozenset()


def one(name: str) -> Callable[[Record], Iterable[Any]]:
    """The values of a field that holds one."""
    return lambda record: (record[name],) if record.get(name) is not None else ()


def many(name: str) -> Callable[[Record], Iterable[Any]]:
    """The values of a field that holds a list."""
    return lambda record: record.get(name) or ()


def constant(name: str) -> str:
    """The name of a field as facets are answered: `basisOfRecord` is `BASIS_OF_RECORD`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).upper()


class Index:
    """Records, and where each value and each word of them is."""

    def __init__(
        self,
        records: list[Record],
        fields: Mapping[str, Field],
        texts: Callable[[Record], Iterable[str]],
    ) -> None:
        self.records = records
        self.fields = fields
        self.everything = (1 << len(records)) - 1
        self._columns: dict[str, list[tuple[Any, ...]]] = {}
        self._places: dict[str, dict[Any, array[int]]] = {}
        self._entries: dict[str, int] = {}
        self._sets: dict[str, dict[Any, int]] = {name: {} for name in fields}
        self._spellings: dict[str, dict[str, list[Any]]] = {}
        self._words: dict[str, array[int]] = {}
        for name, field in fields.items():
            self._add_field(name, field)
        for place, record in enumerate(records):
            for word in {word for text in texts(record) for word in words_of(text)}:
                self._words.setdefault(word, array("I")).append(place)

    def _add_field(self, name: str, field: Field) -> None:
        column = [tuple(dict.fromkeys(field.values(record))) for record in self.records]
        if field.kind == "choice":
            column = [tuple(value for value in own if value in field.choices) for own in column]
        places: dict[Any, array[int]] = {}
        for place, values in enumerate(column):
            for value in values:
                places.setdefault(value, array("I")).append(place)
        spellings: dict[str, list[Any]] = {}
        for value in places:
            spellings.setdefault(str(value).casefold(), []).append(value)
        self._columns[name], self._places[name], self._spellings[name] = column, places, spellings
        self._entries[name] = sum(map(len, places.values()))

    # -- Sets ---------------------------------------------------------------

    def select(self, question: Question, leaving_out: str = "") -> int:
        """The records that a question finds.

        Values of one parameter are alternatives, parameters narrow each other down.

        :param leaving_out: a parameter that is not looked at
        :raises RefusedError: if a value is none that the parameter may have
        """
        found = self.everything
        for name, asked in question.items():
            if name == "q":
                for word in {word for text in asked for word in words_of(text)}:
                    found &= self._from_places(self._words.get(word, ()))
            elif name in self.fields and name != leaving_out:
                alternatives = 0
                for text in asked:
                    for value in self._meant(name, text):
                        alternatives |= self._set(name, value)
                found &= alternatives
        return found

    def _meant(self, name: str, text: str) -> Iterable[Any]:
        """The values that are in the index and that a text asks for."""
        field = self.fields[name]
        if field.kind == "number":
            low, high = number_range(name, text)
            if low == high:
                return [low] if low in self._places[name] else []
            return [value for value in self._places[name] if low <= value <= high]
        wrong = (
            (field.kind == "key" and not UUID.fullmatch(text))
            or (field.kind == "boolean" and text.casefold() not in {"true", "false"})
            or (field.kind == "choice" and text not in field.choices)
        )
        if wrong:
            raise RefusedError(f"Invalid value for parameter {constant(name)}: {text}")
        return self._spellings[name].get(text.casefold(), ())

    def _set(self, name: str, value: Any) -> int:
        kept = self._sets[name]
        if value not in kept:
            found = self._from_places(self._places[name][value])
            if len(kept) >= KEPT:
                return found
            kept[value] = found
        return kept[value]

    def _from_places(self, places: Iterable[int]) -> int:
        bits = bytearray(len(self.records) // 8 + 1)
        for place in places:
            bits[place >> 3] |= 1 << (place & 7)
        return int.from_bytes(bits, "little")

    def where(self, test: Callable[[Record], bool]) -> int:
        """The records that pass a test."""
        return self._from_places(place for place, record in enumerate(self.records) if test(record))

    # -- What is in a set ---------------------------------------------------

    def page(self, found: int, offset: int, limit: int) -> list[Record]:
        """Some of the records of a set, in their order."""
        return [self.records[place] for place in islice(places_of(found), offset, offset + limit)]

    def counts(self, found: int, name: str) -> list[tuple[str, int]]:
        """How many records of a set have each value: the most frequent first, then by name."""
        places, column = self._places[name], self._columns[name]
        counted: Mapping[Any, int]
        # A set is compared in the time in which about sixty records are counted.
        if len(places) <= KEPT and len(places) * 60 < self._entries[name]:
            counted = {value: (found & self._set(name, value)).bit_count() for value in places}
        else:
            counted = Counter(value for place in places_of(found) for value in column[place])
        named = sorted((_name(value), number) for value, number in counted.items() if number)
        named.sort(key=itemgetter(1), reverse=True)
        return named


def _name(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def words_of(text: str) -> list[str]:
    """The words of a text, as they are compared."""
    return WORDS.findall(text.casefold())


def places_of(found: int) -> Iterator[int]:
    """The places of the bits of a set, rising."""
    digits = f"{found:b}"[::-1]
    place = digits.find("1")
    while place != -1:
        yield place
        place = digits.find("1", place + 1)


def number_range(name: str, text: str) -> tuple[float, float]:
    """The bounds, both included, of `1900`, `1900,1950`, `1900,*` or `*,1950`.

    :raises RefusedError: if it is none of these
    """
    low, comma, high = text.partition(",")
    try:
        first = float("-inf") if comma and low in {"*", ""} else float(int(low))
        last = float("inf") if comma and high in {"*", ""} else float(int(high if comma else low))
    except ValueError:
        raise RefusedError(f"Invalid value for parameter {constant(name)}: {text}") from None
    if first > last:
        raise RefusedError(f"Invalid range for parameter {constant(name)}: {text}")
    return first, last
