"""What the front matter of a news item or an event says, and which of them a list shows on a day.

Plain functions over plain values; `ext.components.front_matter` reports what is wrong in front matter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from ext.days import day_of, is_before, read_day, read_time

T = TypeVar("T")


class Item(NamedTuple):
    """A news item, or an event if it has a start.

    :param day: when it is published; None for an event that does not say so
    :param until: the last day on which lists show it
    """

    day: date | None = None
    start: date | datetime | None = None
    end: date | datetime | None = None
    place: str = ""
    address: str = ""
    author: str = ""
    tags: tuple[str, ...] = ()
    until: date | None = None

    @property
    def first_day(self) -> date:
        """The day on which an event begins, or on which news was published."""
        return day_of(self.start or self.day or date.min)

    @property
    def last_day(self) -> date:
        """The last day of an event."""
        return day_of(self.end or self.first_day)


class Choice(NamedTuple):
    """Which items a list shows.

    :param events: events rather than news
    :param over: of events, only those that are over, or only those that are not; None: all
    :param tag: only those with this tag
    :param limit: at most so many; 0: all
    """

    events: bool = False
    over: bool | None = None
    tag: str = ""
    limit: int = 0


def read_item(values: Mapping[str, Any]) -> Item | None:
    """Read front matter; what is not valid is ignored. None if it is neither dated nor an event."""
    event = values.get("event")
    event = event if isinstance(event, dict) else {}
    tags = values.get("tags")
    start, end = (_valid(read_time, event.get(key)) for key in ("start", "end"))
    item = Item(
        day=_valid(read_day, values.get("date")),
        start=start,
        end=None if start and end and is_before(end, start) else end,
        place=str(event.get("place") or ""),
        address=str(event.get("address") or ""),
        author=str(values.get("author") or ""),
        tags=tuple(map(str, tags)) if isinstance(tags, list) else (),
        until=_valid(read_day, values.get("until")),
    )
    return item if item.day or item.start else None


def _valid(read: Callable[[Any], T], value: Any) -> T | None:
    try:
        return read(value)
    except ValueError:
        return None


def chosen(items: Mapping[str, Item], choice: Choice, today: date) -> list[str]:
    """The names of the items that a list shows: the latest first, but events to come the soonest first.

    >>> items = {"a": Item(day=date(2027, 1, 2)), "b": Item(day=date(2027, 1, 5))}
    >>> chosen(items, Choice(), date(2027, 1, 5))
    ['b', 'a']
    """
    found = [
        name
        for name, item in items.items()
        if bool(item.start) == choice.events
        and (item.until is None or item.until >= today)
        and (not choice.tag or choice.tag in item.tags)
        and choice.over in {None, item.last_day < today}
    ]

    def order(name: str) -> tuple[date, str, str]:
        return items[name].first_day, str(items[name].start), name

    return sorted(found, key=order, reverse=choice.over is not False)[: choice.limit or None]
