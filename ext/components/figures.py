"""How many of what a collection contains: lines of YAML, checked and put in order.

Plain functions over plain values; `ext.components.collections` is the interface to Sphinx.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from ext.components.marked_yaml import check
from ext.yaml_lines import Fault, read, suggestion

UNKNOWN = "unknown"


def _whole(value: Any) -> Any:
    """Let whole numbers through, and the word "unknown"."""
    if value == UNKNOWN or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise ValueError(f"{value!r} is not a number: write digits only, such as 4700, or 'unknown'.")


Number = Annotated[int | Literal["unknown"] | None, BeforeValidator(_whole)]
Qualifier = Literal["exactly", "about", "more-than", "unknown"]


class Figure(BaseModel):
    """One line: what is held, and exactly one of number, about, more-than."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, str_strip_whitespace=True)

    what: str = Field(min_length=1)
    number: Number = None
    about: Number = None
    more_than: Number = Field(default=None, alias="more-than")
    unit: str = ""
    part_of: str = Field(default="", alias="part-of")
    held_at: str = Field(default="", alias="held-at")

    @model_validator(mode="after")
    def _one_number(self) -> Figure:
        given = [n for n in (self.number, self.about, self.more_than) if n is not None]
        if len(given) != 1:
            choice = "'number', 'about' or 'more-than'"
            raise ValueError(f"{self.what!r} needs one number: write {choice}.")
        if isinstance(given[0], int) and given[0] < 0:
            raise ValueError(f"A number cannot be negative: {given[0]}.")
        return self

    @property
    def amount(self) -> int | None:
        """The number; None if it is unknown."""
        (given,) = (n for n in (self.number, self.about, self.more_than) if n is not None)
        return given if isinstance(given, int) else None

    @property
    def qualifier(self) -> Qualifier:
        """How exact the number is."""
        if self.amount is None:
            return "unknown"
        if self.about is not None:
            return "about"
        return "exactly" if self.more_than is None else "more-than"


class Line(NamedTuple):
    """A valid figure, and the line of each of its keys."""

    figure: Figure
    lines: dict[str, int]


def read_figures(text: str) -> tuple[list[Line], list[Fault]]:
    """Read the lines of a collections block; parts follow the collection that they are part of."""
    marked, faults = read(text)
    if faults and marked.value is None:
        return [], faults
    if not isinstance(marked.value, list):
        return [], [Fault(1, "This block has no list of collections.")]
    found = []
    for index in range(len(marked.value)):
        figure, wrong = check(Figure, marked, (index,))
        faults += wrong
        if figure:
            keys = {"what": marked.line((index, "what"))}
            keys |= {key: marked.line((index, key)) for key in marked.value[index] if key != "what"}
            found.append(Line(figure, keys))
    return in_order(found, faults)


def in_order(found: list[Line], faults: list[Fault]) -> tuple[list[Line], list[Fault]]:
    """Put parts below their whole; a part of nothing is a fault, and stays on its own."""
    wholes = [line.figure.what for line in found if not line.figure.part_of]
    ordered: list[Line] = []
    for line in found:
        part_of = line.figure.part_of
        if not part_of:
            parts = [other for other in found if other.figure.part_of == line.figure.what]
            ordered += [line, *parts]
        elif part_of not in wholes:
            problem = f"'part-of' must repeat the 'what' of another line here, not {part_of!r}; "
            faults.append(Fault(line.lines["part-of"], problem + suggestion(part_of, wholes)))
            ordered.append(Line(line.figure.model_copy(update={"part_of": ""}), line.lines))
    return ordered, faults
