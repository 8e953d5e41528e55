"""L-systems with parameters, and the turtle that walks what they grow.

Lindenmayer's way to write down how a plant grows: every module of a row is replaced by the modules
that its rule gives, all at once, season after season.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tools.drawings.geometry import Line, Point, polar


class Module(NamedTuple):
    """One letter of a row with its parameters.

    The turtle knows ``F`` (walk a distance), ``T`` (turn by degrees), ``[`` and ``]`` (go back to
    where the bracket opened) and ``L`` (bear a leaf: size, side). Other letters only grow.
    """

    letter: str
    values: tuple[float, ...] = ()


Row = list[Module]
Rules = Mapping[str, Callable[..., Sequence[Module]]]


class Leaf(NamedTuple):
    """A leaf that the turtle came by: its place, its direction (radians), its size, its side."""

    at: Point
    direction: float
    size: float
    side: float


@dataclass
class Plant:
    """What the turtle walked: the stem's points, and the leaves in order."""

    stem: Line
    leaves: list[Leaf] = field(default_factory=list)


def grow(axiom: Row, rules: Rules, seasons: int) -> Row:
    """The row that *axiom* becomes after some *seasons*."""
    row = axiom
    for _ in range(seasons):
        row = [
            grown
            for module in row
            for grown in (
                rules[module.letter](*module.values) if module.letter in rules else [module]
            )
        ]
    return row


def walk(row: Row, start: Point = 0j, direction: float = 0.0) -> Plant:
    """Send the turtle along *row*. Brackets hold leaves, so that the stem is one line."""
    plant = Plant([start])
    at, kept = start, []
    for letter, values in row:
        if letter == "F":
            at += polar(values[0], direction)
            plant.stem.append(at)
        elif letter == "T":
            direction += math.radians(values[0])
        elif letter == "[":
            kept.append((at, direction))
        elif letter == "]":
            at, direction = kept.pop()
        elif letter == "L":
            plant.leaves.append(Leaf(at, direction, values[0], values[1]))
    return plant
