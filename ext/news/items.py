"""What a news item or an event says, and which of them a list shows on a day.

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
    :param source: code of the language that it was written in
    :param summary: the description of its page, with the code of its language if it is untranslated
    :param image: the attributes of its picture on a card
    """

    day: date | None = None
    start: date | datetime | None = None
    end: date | datetime | None = None
    place: str = ""
    address: str = ""
    author: str = ""
    tags: tuple[str, ...] = ()
    until: date | None = None
    source: str = ""
    summary: str = ""
    summary_language: str = ""
    image: Mapping[str, Any] = {}

    @property
    def first_day(self) -> date:
        """The day on which an event begins, or on which news was published."""
        return day_of(self.start or self.day or date.min)

    def is_over(self, today: date) -> bool:
        """Whether it is an event whose last day has passed."""
        return self.start is not None and day_of(self.end or self.start) < today


def read_item(values: Mapping[str, Any]) -> Item | None:
    """Read front matter; what is not valid is ignored. None if it is neither dated nor an event."""
    event, tags = values.get("event"), values.get("tags")
    event = event if isinstance(event, dict) else {}
    start, end = (_valid(read_time, event.get(key)) for key in ("start", "end"))
    item = Item(
        _valid(read_day, values.get("date")),
        start,
        None if start and end and is_before(end, start) else end,
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


def chosen(
    items: Mapping[str, Item],
    today: date,
    events: bool = False,
    over: bool | None = None,
    tag: str = "",
    limit: int = 0,
) -> list[str]:
    """The names of the items that a list shows: the latest first, but events to come the soonest first.

    >>> chosen({"a": Item(date(2027, 1, 2)), "b": Item(date(2027, 1, 5))}, date(2027, 1, 5))
    ['b', 'a']

    :param over: of events, only those that are over, or only those that are not; None: all
    :param tag: only those with this tag
    :param limit: at most so many; 0: all
    """
    found = [
        name
        for name, item in items.items()
        if bool(item.start) == events
        and (item.until is None or item.until >= today)
        and (not tag or tag in item.tags)
        and over in {None, item.is_over(today)}
    ]

    def order(name: str) -> tuple[date, str, str]:
        return items[name].first_day, str(items[name].start), name

    return sorted(found, key=order, reverse=over is not False)[: limit or None]
