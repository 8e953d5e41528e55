"""What the front matter of a news item or an event says, and which of them a list shows on a day.

Plain functions over plain values. Days and times are those of Brussels.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from ext.yaml_lines import Fault, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

KEYS = ("date", "event", "author", "picture", "tags", "until")
EVENT_KEYS = ("start", "end", "place", "address")
DAY = "write year, month and day, such as 2027-03-14"
TIME = f"{DAY}, or also the time, such as '2027-03-14 19:30'"


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
    picture: str = ""
    tags: tuple[str, ...] = ()
    until: date | None = None

    @property
    def first_day(self) -> date:
        """By which lists order it: the day on which an event begins, or on which news was published."""
        day = self.start or self.day or date.min
        return day.date() if isinstance(day, datetime) else day

    @property
    def last_day(self) -> date:
        """The last day of an event."""
        day = self.end or self.first_day
        return day.date() if isinstance(day, datetime) else day


class Choice(NamedTuple):
    """Which items a list shows.

    :param events: events rather than news
    :param past: of events, those that are over
    :param every: all of them, for an archive
    :param tag: only those with this tag
    :param limit: at most so many; 0: all
    """

    events: bool = False
    past: bool = False
    every: bool = False
    tag: str = ""
    limit: int = 0


def read_item(
    values: Mapping[str, Any], lines: Mapping[str, int]
) -> tuple[Item | None, list[Fault]]:
    """Read front matter: an item, or None if it is neither dated nor an event, and what is wrong.

    :param lines: the line of each key, of those of an event as ``event.start``
    """
    faults: list[Fault] = []

    def fault(key: str, message: str) -> None:
        faults.append(Fault(lines.get(key, 1), message))

    def read(key: str, value: Any, form: str) -> Any:
        """The value of a key that is a day, a time, text, or texts; None if it is not."""
        if value is None:
            return None
        found = _READERS[form][0](value)
        if found is None:
            fault(key, f"{key.rpartition('.')[2]!r} is {str(value)[:60]!r}: {_READERS[form][1]}.")
        return found

    event = values.get("event")
    if event is not None and not isinstance(event, dict):
        fault("event", "'event' should be lines of 'key: value' below it, such as '  start: 2027-03-14'.")
        event = None
    for key in event or ():
        if key not in EVENT_KEYS:
            fault(f"event.{key}", f"Unknown key {key!r} of an event: {suggestion(str(key), EVENT_KEYS)}")
    parts = {key: (event or {}).get(key) for key in EVENT_KEYS}
    item = Item(
        day=read("date", values.get("date"), "day"),
        start=read("event.start", parts["start"], "time"),
        end=read("event.end", parts["end"], "time"),
        place=read("event.place", parts["place"], "text") or "",
        address=read("event.address", parts["address"], "text") or "",
        author=read("author", values.get("author"), "text") or "",
        picture=read("picture", values.get("picture"), "text") or "",
        tags=read("tags", values.get("tags"), "texts") or (),
        until=read("until", values.get("until"), "day"),
    )
    if event is not None and parts["start"] is None:
        fault("event", f"An event needs a 'start': {TIME}.")
    if item.start and item.end and _moment(item.end, item.start) < _moment(item.start, item.end):
        fault("event.end", "The event ends before it starts.")
        item = item._replace(end=None)
    if item.until and item.day and item.until < item.day:
        fault("until", "'until' is before 'date', so no list shows this page.")
    return (item if item.day or item.start else None), faults


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


def _time(value: Any) -> date | datetime | None:
    """A day, or a time in Brussels; YAML reads one without seconds as text."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    if isinstance(value, datetime) and value.tzinfo:
        return in_brussels(value)
    return value if isinstance(value, date) else None


def _text(value: Any) -> str | None:
    return value.strip() if isinstance(value, str) and value.strip() else None


def _texts(value: Any) -> tuple[str, ...] | None:
    is_list = isinstance(value, list) and all(map(_text, value))
    return tuple(one.strip() for one in value) if is_list else None


_READERS: dict[str, tuple[Any, str]] = {
    "day": (_day, DAY),
    "time": (_time, TIME),
    "text": (_text, "write it as text"),
    "texts": (_texts, "write a list, such as [research, visit]"),
}


def _moment(one: date | datetime, other: date | datetime) -> date | datetime:
    """One of two times, as a day if the other is only that."""
    both = isinstance(one, datetime) and isinstance(other, datetime)
    return one if both or not isinstance(one, datetime) else one.date()


def chosen(items: Mapping[str, Item], choice: Choice, today: date) -> list[str]:
    """The names of the items that a list shows: news and past events latest first, others soonest first.

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
        and (not choice.events or choice.every or (item.last_day < today) == choice.past)
    ]
    soonest_first = choice.events and not choice.past and not choice.every
    found.sort(key=lambda name: (_order(items[name]), name), reverse=not soonest_first)
    return found[: choice.limit or None]


def _order(item: Item) -> tuple[date, str]:
    return item.first_day, str(item.start or "")


def years(items: Mapping[str, Item], names: Iterable[str]) -> dict[int, list[str]]:
    """These names by the year of their item, in the order in which they come."""
    found: dict[int, list[str]] = {}
    for name in names:
        found.setdefault(items[name].first_day.year, []).append(name)
    return found


def stated_day() -> date:
    """The day that a build is for: that of ``SOURCE_DATE_EPOCH``, else today.

    https://reproducible-builds.org/specs/source-date-epoch/
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return in_brussels(now).date()


def in_brussels(moment: datetime) -> datetime:
    """A moment by the clocks of Brussels, without its time zone.

    >>> in_brussels(datetime(2027, 7, 1, 12, tzinfo=UTC))
    datetime.datetime(2027, 7, 1, 14, 0)
    """
    moment = moment.astimezone(UTC).replace(tzinfo=None)
    return moment + _offset(moment)


def iso(moment: date | datetime) -> str:
    """A day or a time in Brussels as ISO 8601, a time with its offset.

    >>> iso(date(2027, 3, 14)), iso(datetime(2027, 3, 14, 19, 30))
    ('2027-03-14', '2027-03-14T19:30:00+01:00')
    """
    if not isinstance(moment, datetime):
        return moment.isoformat()
    hours = _offset(moment - timedelta(hours=1)) // timedelta(hours=1)
    return f"{moment.isoformat(timespec='seconds')}+{hours:02}:00"


def _offset(moment: datetime) -> timedelta:
    """What Brussels is ahead of a moment in UTC: two hours in summer, else one (Directive 2000/84/EC).

    Not `zoneinfo`: Debian's Python comes without the data that it needs.
    """
    start, end = (
        last - timedelta(days=(last.weekday() + 1) % 7)
        for last in (datetime(moment.year, 3, 31, 1), datetime(moment.year, 10, 31, 1))
    )
    return timedelta(hours=2 if start <= moment < end else 1)
