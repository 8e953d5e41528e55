"""What the front matter of a page may contain."""

from __future__ import annotations

import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from ext.days import is_before, read_day, read_time

Day = datetime.date
Time = datetime.date | datetime.datetime


class Event(BaseModel):
    """When and where an event is: `ext.news`."""

    model_config = ConfigDict(extra="forbid", strict=True)

    start: Time
    end: Time | None = None
    place: str = ""
    address: str = ""

    @field_validator("start", "end", mode="before")
    @classmethod
    def _is_a_time(cls, value: Any) -> Time:
        return read_time(value)

    @field_validator("end")
    @classmethod
    def _follows_its_start(cls, value: Time, info: ValidationInfo) -> Time:
        if is_before(value, info.data.get("start", value)):
            raise ValueError("This event ends before it starts.")
        return value


class FrontMatter(BaseModel):
    """The keys that a page may have: the portal's, those of `ext.news`, then Sphinx's and MyST's own.

    The values of ``lang-ref`` and ``permalink`` are checked where addresses are made.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    lang_ref: Any = Field(default=None, alias="lang-ref")
    permalink: Any = None
    description: str = ""
    toc: bool = False

    date: Day | None = None
    event: Event | None = None
    author: str = ""
    picture: str = ""
    tags: list[str] = []
    until: Day | None = None

    orphan: bool | None = None
    tocdepth: int | None = None
    no_search: bool | None = Field(default=None, alias="no-search")
    nocomments: bool | None = None
    myst: Any = None

    title: Any = None

    @field_validator("date", "until", mode="before")
    @classmethod
    def _is_a_day(cls, value: Any) -> Day:
        return read_day(value)

    @field_validator("until")
    @classmethod
    def _follows_its_date(cls, value: Day, info: ValidationInfo) -> Day:
        if is_before(value, info.data.get("date") or value):
            raise ValueError("'until' is before 'date', so no list ever shows this page.")
        return value

    @field_validator("title")
    @classmethod
    def _title_stands_on_the_page(cls, value: Any) -> Any:
        raise ValueError("Write the title as the first line of the page, '# My title', not here.")
