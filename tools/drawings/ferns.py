"""Ferns, grown by L-systems.

A frond's tip ``A`` leaves behind a pair of leaflets and a piece of stem, and becomes a tip again.
A leaflet may be such a frond itself, of the same rule with other numbers.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass

from tools.drawings.geometry import Line, Point, polar
from tools.drawings.lsystem import Module, Plant, grow, walk

Profile = Callable[[float], float]


@dataclass(frozen=True)
class Habit:
    """How a frond grows. Lengths are in the drawing's units, angles in degrees."""

    pairs: int
    length: float
    widest: float
    profile: Profile
    angle: float = 62.0
    closing: float = 22.0
    stalk: float = 0.0
    crowding: float = 0.6
    bend: float = 0.0
    alternate: float = 0.0
    unrest: float = 0.0


def lance(widest_at: float, base: float = 0.35) -> Profile:
    """An outline like a lance: *base* at the foot, 1 at *widest_at*, a long taper to the tip."""

    def profile(part: float) -> float:
        if part < widest_at:
            return base + (1 - base) * math.sin(part / widest_at * math.pi / 2)
        return 0.03 + 0.97 * (1.0 - math.pow((part - widest_at) / (1 - widest_at), 1.35))

    return profile


def frond(habit: Habit, chance: random.Random, start: Point = 0j, direction: float = 0.0) -> Plant:
    """Grow a frond of *habit* from *start* towards *direction* (radians)."""
    # Pieces of stem get shorter towards the tip; their lengths add up to the length of the blade.
    pieces = [1 - habit.crowding * k / habit.pairs for k in range(habit.pairs)]
    blade = sum(pieces)
    unit = habit.length * (1 - habit.stalk) / blade

    def tip(node: float) -> list[Module]:
        part = sum(pieces[: int(node)]) / blade
        size = habit.widest * habit.profile(part)
        angle = habit.angle - habit.closing * part
        step = unit * pieces[int(node)]
        leaflets = []
        for side in (1.0, -1.0):
            leaflets += [
                Module("["),
                Module("T", (side * angle + chance.uniform(-1, 1) * habit.unrest,)),
                Module("L", (size * (1 + chance.uniform(-0.01, 0.01) * habit.unrest), side)),
                Module("]"),
            ]
            if side > 0 and habit.alternate:
                leaflets.append(Module("F", (step * habit.alternate,)))
        return [
            *leaflets,
            Module("T", (habit.bend / habit.pairs * (0.5 + part),)),
            Module("F", (step * (1 - habit.alternate),)),
            Module("A", (node + 1,)),
        ]

    axiom = [Module("A", (0,))]
    if habit.stalk:
        axiom = [Module("F", (habit.length * habit.stalk / 3,))] * 3 + axiom
    row = grow(axiom, {"A": tip}, habit.pairs)
    return walk(row, start, direction)


def tongue(length: float, width: float, points: int = 7, blunt: float = 0.6) -> Line:
    """The outline of a leaflet along the x-axis, a loop. *blunt*: 0 pointed, 1 round."""
    side = [
        complex(length * part, width / 2 * (math.sin(math.pi * part ** (1 - 0.45 * blunt)) ** 0.6))
        for part in (k / (points - 1) for k in range(1, points - 1))
    ]
    return [0j, *side, complex(length, 0), *(point.conjugate() for point in reversed(side))]


def turned(points: Line, at: Point, direction: float, side: float = 1.0) -> Line:
    """*points* moved to *at* and turned to *direction*; mirrored where *side* is negative."""
    turn = polar(1, direction)
    return [at + (point if side > 0 else point.conjugate()) * turn for point in points]
