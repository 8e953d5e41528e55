"""What an entry of the picture register may contain. Only a register that has changed is checked."""

from __future__ import annotations

import re
from typing import Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from ext.characters import hidden_names
from ext.components.register import point

# In bytes, on today's file systems.
LONGEST_NAME = 255


class Entry(BaseModel):
    """The keys of a picture, as `Picture` describes them."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, str_strip_whitespace=True)

    file: str = Field(min_length=1)
    alt: str = ""
    maker: str = Field(min_length=1)
    licence: str = ""
    kind: Literal["drawing", "photo", "logo", "picture"] = "picture"
    title: str = ""
    source: str = ""
    focus: str = ""
    detail: str = ""
    awaited: bool = False

    @field_validator("*")
    @classmethod
    def _hides_nothing(cls, value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, str) and (said := hidden_names(value)):
            raise ValueError(
                f"{info.field_name!r} contains {said}. Remove it, or type the word again."
            )
        return value

    @field_validator("file")
    @classmethod
    def _names_a_file(cls, name: str) -> str:
        if not name.isprintable() or len(name.encode()) > LONGEST_NAME:
            raise ValueError(f"'file' is not the name of a file: {name[:40]!r}.")
        return name

    @field_validator("focus")
    @classmethod
    def _is_a_point(cls, value: str) -> str:
        if value and not point(value):
            raise ValueError(
                f"'focus' should look like '30% 60%', from the left and from the top, not {value!r}."
            )
        return value

    @field_validator("detail")
    @classmethod
    def _is_a_part(cls, value: str) -> str:
        if value and not re.fullmatch(r"(\d{1,5} ){2}[1-9]\d{0,4}", value):
            raise ValueError(
                f"'detail' should look like '600 250 500', from the left, from the top and wide, not {value!r}."
            )
        return value

    @model_validator(mode="after")
    def _can_be_shown(self) -> Entry:
        needed = ("alt",) if self.kind == "drawing" else ("alt", "licence")
        missing = [f"{name!r}" for name in needed if not getattr(self, name)]
        if missing and not self.awaited:
            raise ValueError(
                f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing."
            )
        return self
