"""What the front matter of a page may contain."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator


class FrontMatter(BaseModel):
    """The keys that a page may have: the portal's, then Sphinx's and MyST's own.

    The values of ``lang-ref`` and ``permalink`` are checked where addresses are made, those of news and
    events by `ext.news`.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    lang_ref: Any = Field(default=None, alias="lang-ref")
    permalink: Any = None
    description: str = ""
    toc: bool = False

    date: Any = None
    event: Any = None
    author: Any = None
    picture: Any = None
    tags: Any = None
    until: Any = None

    orphan: bool | None = None
    tocdepth: int | None = None
    no_search: bool | None = Field(default=None, alias="no-search")
    nocomments: bool | None = None
    myst: Any = None

    title: Any = None

    @field_validator("title")
    @classmethod
    def _title_stands_on_the_page(cls, value: Any) -> Any:
        raise ValueError("Write the title as the first line of the page, '# My title', not here.")
