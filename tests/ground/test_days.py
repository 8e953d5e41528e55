"""Days and times of Brussels, and the day that a build is for."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from ext.days import iso, read_time, stated_day


@pytest.mark.parametrize(
    ("epoch", "day"),
    [
        (1_800_053_999, date(2027, 1, 15)),
        (1_800_054_000, date(2027, 1, 16)),  # 23:00 in UTC is midnight in Brussels.
        (1_814_392_800, date(2027, 7, 1)),  # 22:00 in UTC is midnight in summer.
    ],
)
def test_the_stated_day_is_that_of_brussels(
    epoch: int, day: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(epoch))
    assert stated_day() == day


def test_without_one_it_is_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert abs(stated_day() - datetime.now(UTC).date()) <= timedelta(days=1)


@pytest.mark.parametrize(
    ("time", "written"),
    [
        (datetime(2027, 3, 28, 1, 59), "2027-03-28T01:59:00+01:00"),
        (datetime(2027, 3, 28, 3, 0), "2027-03-28T03:00:00+02:00"),
        (datetime(2027, 10, 31, 1, 59), "2027-10-31T01:59:00+02:00"),
        (datetime(2027, 10, 31, 3, 0), "2027-10-31T03:00:00+01:00"),
    ],
)
def test_clocks_change_on_the_last_sundays_of_march_and_october(
    time: datetime, written: str
) -> None:
    assert iso(time) == written


def test_a_time_with_an_offset_is_read_by_the_clocks_of_brussels() -> None:
    elsewhere = datetime(2027, 6, 1, 9, tzinfo=timezone(timedelta(hours=-4)))
    assert read_time(elsewhere) == read_time("2027-06-01T09:00-04:00") == datetime(2027, 6, 1, 15)
