"""What each partner has, added up as far as that is honest, and a scale to show it on.

Plain functions over plain values; `ext.components.overview` is the interface to Sphinx.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ext.components.known_partners import Holding, Partner

# The number of labelled lines that is enough, besides the one at 1.
STEPS = 3


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


class Scale(NamedTuple):
    """A logarithmic scale from 1 to a power of ten.

    :param decades: which power
    :param step: how many decades there are from one line to the next
    """

    decades: int
    step: int

    @property
    def ticks(self) -> list[int]:
        """The numbers that have a line.

        >>> Scale(8, 3).ticks
        [1, 1000, 1000000]
        """
        return [10**power for power in range(0, self.decades + 1, self.step)]

    def position(self, number: int) -> float:
        """Where a number is, from 0 to 1; what is less than 1 is where 1 does.

        >>> Scale(8, 3).position(10000)
        0.5
        """
        return math.log10(max(number, 1)) / self.decades


def scale_for(numbers: Iterable[int]) -> Scale:
    """The scale that these numbers fit on.

    >>> scale_for([3, 38000000])
    Scale(decades=8, step=3)
    >>> scale_for([])
    Scale(decades=1, step=1)
    """
    # len, not log10: 1000 must not become 2.9999999999999996.
    decades = max([1, *(len(str(number - 1)) for number in numbers if number > 1)])
    return Scale(decades, math.ceil(decades / STEPS))
