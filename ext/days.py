"""Days and times as front matter states them, by the clocks of Brussels; and the day that a build is for."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from typing import Any

DAY = "write year, month and day, such as 2027-03-14"


def read_day(value: Any) -> date:
    """A day, as YAML reads it.

    :raises ValueError: if it is something else
    """
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise ValueError(f"{str(value or '')[:60]!r} is not a day: {DAY}.")


def read_time(value: Any) -> date | datetime:
    """A day, or a time in Brussels; YAML reads a time without seconds as text.

    >>> read_time("2027-03-14"), read_time("2027-03-14 19:30")
    (datetime.date(2027, 3, 14), datetime.datetime(2027, 3, 14, 19, 30))
    >>> read_time(datetime(2027, 7, 1, 12, tzinfo=UTC))
    datetime.datetime(2027, 7, 1, 14, 0)

    :raises ValueError: if it is something else
    """
    try:
        kind = date if len(str(value)) == len("2027-03-14") else datetime
        found = kind.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        found = None
    if isinstance(found, datetime) and found.tzinfo:
        return _in_brussels(found)
    if isinstance(found, date):
        return found
    raise ValueError(
        f"{str(value or '')[:60]!r} is not a time: {DAY}, or also the time, such as '2027-03-14 19:30'."
    )


def day_of(time: date | datetime) -> date:
    """The day of a time."""
    return time.date() if isinstance(time, datetime) else time


def is_before(end: date | datetime, start: date | datetime) -> bool:
    """Whether what begins at *start* ends before that; a day alone lasts until its end."""
    if isinstance(end, datetime) and isinstance(start, datetime):
        return end < start
    return day_of(end) < day_of(start)


def iso(time: date | datetime) -> str:
    """A day or a time as ISO 8601, a time with its offset.

    >>> iso(date(2027, 3, 14)), iso(datetime(2027, 3, 14, 19, 30))
    ('2027-03-14', '2027-03-14T19:30:00+01:00')
    """
    if not isinstance(time, datetime):
        return time.isoformat()
    hours = _offset(time - timedelta(hours=1)) // timedelta(hours=1)
    return f"{time.isoformat(timespec='seconds')}+{hours:02}:00"


def stated_day() -> date:
    """The day that a build is for: that of ``SOURCE_DATE_EPOCH``, else today.

    https://reproducible-builds.org/specs/source-date-epoch/
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return _in_brussels(now).date()


def _in_brussels(moment: datetime) -> datetime:
    moment = moment.astimezone(UTC).replace(tzinfo=None)
    return moment + _offset(moment)


def _offset(moment: datetime) -> timedelta:
    """What Brussels is ahead of a moment in UTC: two hours in summer, else one (Directive 2000/84/EC).

    Not `zoneinfo`: Debian's Python comes without the data that it needs.
    """
    start, end = (
        last - timedelta(days=(last.weekday() + 1) % 7)
        for last in (datetime(moment.year, 3, 31, 1), datetime(moment.year, 10, 31, 1))
    )
    return timedelta(hours=2 if start <= moment < end else 1)
