"""Moths, spread and pinned. A wing is a fan of veins from its hinge to its margin.

A place on a wing is ``(reach, turn)``: how far from the hinge (0) to the margin (1), and where
between its front edge (0) and its hind edge (1). Moths look upwards; the right half is drawn, the
left one mirrors it. Lengths are in units of a moth, whose forewing is about 100 long.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tools.drawings.geometry import Line, Point, mix, polar, through
from tools.drawings.palette import BARK, GOLD, PITCH, SAGE, Tone, colour
from tools.drawings.svg import Path, element, group, path


@dataclass(frozen=True)
class Band:
    """A stripe across a wing, from one reach to another, with waves along its edges."""

    start: float
    end: float
    tone: Tone
    waves: float = 0.0
    count: int = 5


@dataclass(frozen=True)
class Wing:
    """A wing's margin from the front to the hind corner, its bulge, colour and marks."""

    hinge: Point
    margin: Sequence[Point]
    front: float = 0.1
    hind: float = 0.08
    tone: Tone = SAGE
    bands: Sequence[Band] = ()
    eyes: Sequence[tuple[float, float, float]] = ()
    veins: int = 6
    scallops: float = 0.0
    hatched: tuple[float, float] = (0.8, 0.97)

    def at(self, reach: float, turn: float) -> Point:
        """A place on the wing."""
        end = through(self.margin, turn)
        end += (end - self.hinge) * self.scallops * abs(math.sin(turn * math.pi * (self.veins + 1)))
        arm = end - self.hinge
        bulge = mix(self.front, -self.hind, turn) * math.sin(math.pi * reach)
        return self.hinge + arm * reach - 1j * arm * bulge * 0.5

    def across(self, reach: Callable[[float], float], count: int) -> Line:
        """A line over the wing from the front to the hind edge, at a changing reach."""
        return [self.at(reach(turn), turn) for turn in (k / (count - 1) for k in range(count))]


@dataclass(frozen=True)
class Species:
    """What the moths of a row have in common."""

    fore: Wing
    hind: Wing
    body: Tone = BARK
    girth: float = 11.0
    tail: float = 52.0
    feathered: bool = False
    rings: int = 5


def outline(wing: Wing) -> Path:
    """The edge of a wing."""
    count = 2 * wing.veins + 3 if wing.scallops else 9
    edge = [wing.at(reach, 0) for reach in (0, 0.3, 0.65, 0.9)]
    edge += wing.across(lambda _turn: 1.0, count)
    edge += [wing.at(reach, 1) for reach in (0.85, 0.5, 0.1)]
    return Path().loop(edge)


def marking(wing: Wing, band: Band) -> str:
    """A band of colour."""

    def edge(reach: float) -> Callable[[float], float]:
        return lambda turn: reach + band.waves * math.sin(turn * math.tau * band.count / 2)

    count = 2 * band.count + 2 if band.waves else 6
    near, far = wing.across(edge(band.start), count), wing.across(edge(band.end), count)
    return path(Path().spline(near).join(reversed(far)).close(), **colour(fill=band.tone))


def eye(wing: Wing, reach: float, turn: float, size: float) -> str:
    """An eyespot: rings around a pupil."""
    middle = wing.at(reach, turn)
    return (
        path(Path().circle(middle, size), **colour(fill=PITCH))
        + path(Path().circle(middle, size * 0.72), **colour(fill=GOLD))
        + path(Path().circle(middle, size * 0.42), **colour(fill=PITCH))
    )


def strokes(wing: Wing, chance: random.Random) -> Path:
    """The graver's strokes along the veins: towards the margin, and from the hinge."""
    drawn = Path()
    start, end = wing.hatched
    count = wing.veins * 4 + 3
    for k in range(count):
        turn = (k + 0.5) / count
        drawn.move(wing.at(start + chance.uniform(-0.05, 0.06), turn)).line(wing.at(end, turn))
        if k % 3 == 0:
            drawn.move(wing.at(0.16, turn)).line(wing.at(chance.uniform(0.26, 0.42), turn))
    return drawn


def draw_wing(wing: Wing, chance: random.Random) -> str:
    """A wing with everything on it."""
    veins = Path()
    for k in range(1, wing.veins + 1):
        turn = k / (wing.veins + 1)
        veins.spline([wing.at(reach, turn) for reach in (0.08, 0.5, 0.98)])
    edge = outline(wing)
    return (
        path(edge, stroke="none", **colour(fill=wing.tone))
        + "".join(marking(wing, band) for band in wing.bands)
        + path(strokes(wing, chance), fill="none", stroke_width=0.45)
        + path(veins, fill="none", stroke_width=0.6)
        + "".join(eye(wing, *spot) for spot in wing.eyes)
        + path(edge, fill="none", stroke_width=0.9)
    )


def antenna(species: Species) -> str:
    """The right feeler: a thread, or a feather."""
    spine = [complex(3, -24), complex(10, -44), complex(26, -58), complex(40, -62)]
    thread = Path().spline(spine)
    if species.feathered:
        for part in (k / 12 for k in range(1, 12)):
            at = through(spine, part)
            ahead = through(spine, part + 0.02) - at
            ahead *= 8 * math.sin(math.pi * part**0.8) / abs(ahead)
            thread.lines([at + ahead * polar(1, 0.9), at, at + ahead * polar(1, -0.9)])
    return path(thread, fill="none", stroke_width=0.8)


def trunk(species: Species) -> str:
    """Abdomen, thorax, head, and the pin."""
    girth, tail = species.girth, species.tail
    half = [
        complex(girth * width, tail * y)
        for width, y in ((0.5, -0.02), (0.78, 0.2), (0.7, 0.5), (0.5, 0.8), (0.14, 1.0))
    ]
    abdomen = Path().loop([*half, *(-point.conjugate() for point in reversed(half))])
    rings = Path()
    for k in range(1, species.rings + 1):
        y = tail * (0.12 + 0.76 * k / (species.rings + 1))
        width = girth * (0.68 - 0.34 * (y / tail) ** 2)
        rings.move(complex(-width, y)).bend(complex(0, y + 5), complex(width, y))
    thorax = [
        complex(girth * x, y)
        for x, y in ((0, -27), (0.6, -22), (1.02, -10), (0.9, 4), (0.4, 12), (0, 13))
    ]
    thorax += [-point.conjugate() for point in reversed(thorax[1:-1])]
    fur = Path()
    for k in range(11):
        x = girth * (k - 5) / 6
        fur.move(complex(x, -17 + abs(k - 5) * 1.4)).line(complex(x * 0.8, 6 - abs(k - 5)))
    return (
        path(abdomen, **colour(fill=species.body))
        + path(rings, fill="none")
        + path(Path().circle(-26j, girth * 0.42), **colour(fill=species.body))
        + path(Path().loop(thorax), **colour(fill=species.body))
        + path(fur, fill="none", stroke_width=0.5)
        + path(Path().circle(-6j, 2.2), stroke_width=0.6, **colour(fill=GOLD))
    )


def moth(name: str, species: Species, chance: random.Random) -> str:
    """A whole moth, to be copied."""
    half = draw_wing(species.hind, chance) + draw_wing(species.fore, chance) + antenna(species)
    return group(
        group(half, id=f"{name}h"),
        element("use", href=f"#{name}h", transform="scale(-1 1)"),
        trunk(species),
        id=name,
    )
