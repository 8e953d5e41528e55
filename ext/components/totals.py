"""What each partner has, added up as far as that is honest, and a scale to draw it to.

Plain functions over plain values; `ext.components.overview` is the interface to Sphinx.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ext.components.known_partners import Holding, Partner


@dataclass(frozen=True)
class Total:
    """What one partner has of what is counted in one unit, in one year.

    :param number: None if it is unknown
    :param qualifier: exactly, about, more-than or unknown
    :param summed: how many figures it is the sum of
    :param unknown: how many figures are missing from it
    :param elsewhere: figures in it for collections that another partner holds
    """

    partner: Partner
    unit: str
    unit_language: str
    as_of: int | None
    number: int | None
    qualifier: str
    summed: int
    unknown: int
    elsewhere: tuple[Holding, ...]


def totals(partners: Iterable[Partner]) -> list[Total]:
    """One total for each partner, unit and year: specimens first, then the largest units.

    A figure that is part of another is counted there, and nothing is added up across partners, units
    or years.
    """
    found = [total for partner in partners for total in _of_one(partner)]
    largest: dict[str, int] = {}
    for total in found:
        largest[total.unit] = max(largest.get(total.unit, 0), total.number or 0)

    def place(total: Total) -> tuple[bool, int, str, int]:
        number = -1 if total.number is None else total.number
        return total.unit != "", -largest[total.unit], total.unit, -number

    return sorted(found, key=place)


def comparable(found: Iterable[Total]) -> list[Total]:
    """The totals in specimens, and in units in which more than one partner counts."""
    found = list(found)
    partners = Counter(unit for unit, _ in {(one.unit, one.partner.key) for one in found})
    return [one for one in found if not one.unit or partners[one.unit] > 1]


def _of_one(partner: Partner) -> Iterable[Total]:
    kinds: dict[tuple[str, int | None], list[Holding]] = {}
    for holding in partner.holdings:
        if not holding.part_of:
            kinds.setdefault((holding.unit, holding.as_of), []).append(holding)
    for (unit, as_of), holdings in kinds.items():
        known = [holding for holding in holdings if holding.number is not None]
        number, qualifier = add_up([(one.number or 0, one.qualifier) for one in known])
        yield Total(
            partner=partner,
            unit=unit,
            unit_language=holdings[0].unit_language,
            as_of=as_of,
            number=number,
            qualifier=qualifier,
            summed=len(known),
            unknown=len(holdings) - len(known),
            elsewhere=tuple(one for one in known if one.held_at),
        )


def add_up(figures: Sequence[tuple[int, str]]) -> tuple[int | None, str]:
    """The sum of numbers with their qualifiers, no more exact than its least exact part.

    >>> add_up([(50000, "exactly"), (460, "exactly")])
    (50460, 'exactly')
    >>> add_up([(25000, "more-than"), (6600, "exactly")])
    (31600, 'more-than')
    >>> add_up([(10000000, "about"), (337500, "exactly")])
    (10000000, 'about')
    >>> add_up([])
    (None, 'unknown')
    """
    if not figures:
        return None, "unknown"
    number = sum(number for number, _ in figures)
    qualifiers = {qualifier for _, qualifier in figures}
    if "about" in qualifiers:
        coarsest = max(_last_place(one) for one, qualifier in figures if qualifier == "about")
        return (number + coarsest // 2) // coarsest * coarsest, "about"
    return number, "more-than" if "more-than" in qualifiers else "exactly"


def _last_place(number: int) -> int:
    """The place of the last digit that is not zero: how exact an "about" number is.

    >>> _last_place(4500000)
    100000
    """
    place = 1
    while number and number % (place * 10) == 0:
        place *= 10
    return place


def square_for(numbers: Iterable[int]) -> int:
    """How many one square stands for, where squares are counted: a power of ten.

    The largest number has from 100 to 1,000 squares.

    >>> square_for([12432, 4000000])
    10000
    >>> square_for([])
    1
    """
    return int(10 ** max(len(str(max(numbers, default=0))) - 3, 0))
