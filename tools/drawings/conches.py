"""Shells, drawn as they grew: every whorl a constant number of times as wide as the one before.

Lengths are in units of a shell, which is about 200 across; its middle is the origin.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from tools.drawings.geometry import Line, Point, mix, polar
from tools.drawings.palette import BARK, DUSK, PALE, SAGE, SHADE, WOOD, Tone, colour
from tools.drawings.svg import Path, group, path

# The mouth of a shell that climbs, in half widths of its last whorl from the middle of its foot.
MOUTH = (
    (0.98, -0.4),
    (1.06, 0.05),
    (0.86, 0.52),
    (0.44, 0.8),
    (0.12, 0.7),
    (0.2, 0.15),
    (0.55, -0.35),
)


# How a rib of an ammonite runs: across the whorl, and ahead of where it began, in turns.
RIB = ((0.03, 0.0), (0.3, -0.014), (0.62, 0.0), (0.98, 0.02))
# How the wall of a chamber bows backwards.
WALL_BOW = 0.056
# The length of a chamber, in turns.
CHAMBER = 1 / 17


@dataclass(frozen=True)
class Spiral:
    """A logarithmic spiral that turns clockwise and ends at *mouth* (degrees) on *radius*."""

    radius: float
    growth: float
    turns: float
    mouth: float

    @cached_property
    def middle(self) -> Point:
        """The middle of the shell, seen from the spiral's own origin."""
        turns = [self._grown(self.turns - k / 36) for k in range(37)]
        across, along = [p.real for p in turns], [p.imag for p in turns]
        return complex(min(across) + max(across), min(along) + max(along)) / 2

    def _grown(self, turn: float, across: float = 1.0) -> Point:
        outer = self.radius * self.growth ** (turn - self.turns)
        angle = math.radians(self.mouth) + math.tau * (turn - self.turns)
        return polar(mix(outer / self.growth, outer, across), angle)

    def at(self, turn: float, across: float = 1.0) -> Point:
        """The place after *turn* turns: *across* from the inner (0) to the outer (1) edge."""
        return self._grown(turn, across) - self.middle

    def edge(self, start: float, end: float, across: float = 1.0) -> Line:
        """The spiral line from one turn to another."""
        count = max(3, round((end - start) * 18) + 1)
        return [self.at(mix(start, end, k / (count - 1)), across) for k in range(count)]

    def whorl(self, low: float, high: float, start: float, lip: Line | None = None) -> Path:
        """The strip between two lines on the whorls, from turn *start* to the mouth or *lip*."""
        strip = Path().spline(self.edge(start, self.turns, high))
        if lip:
            strip.join(lip)
        return strip.join(reversed(self.edge(start, self.turns, low))).close()

    def body(self) -> Path:
        """Everything inside the last turn's edge."""
        return Path().spline(self.edge(self.turns - 1, self.turns)).close()


def shell(name: str, *parts: str) -> str:
    """A shell, to be copied."""
    return group(*parts, id=name, stroke_width=0.8)


def ammonite(name: str) -> str:
    """Ribs that fork on their way to the back."""
    spiral = Spiral(100, 2.0, 4.0, -20)
    ribs, forks = Path(), Path()
    turn = 1.6
    while turn < 3.94:
        ribs.spline([spiral.at(turn + ahead, across) for across, ahead in RIB])
        if turn > 2.3:
            forks.move(spiral.at(turn + 0.004, 0.56)).line(spiral.at(turn + 0.042, 0.98))
        turn += 0.04
    return shell(
        name,
        path(spiral.body(), **colour(fill=WOOD)),
        path(spiral.whorl(0, 0.36, 1.6), stroke="none", opacity=0.3, **colour(fill=BARK)),
        path(ribs, fill="none", stroke_width=1.1),
        path(forks, fill="none", stroke_width=0.6),
        path(Path().spline(spiral.edge(1.2, spiral.turns)), fill="none", stroke_width=1.6),
        path(mouth(spiral, 0.07), **colour(fill=SHADE)),
    )


def mouth(spiral: Spiral, depth: float) -> Path:
    """The opening at the end of a spiral, seen from the side."""
    lip = [
        spiral.at(spiral.turns + depth * bend, across)
        for across, bend in ((0.02, 0), (0.2, 0.8), (0.5, 1.2), (0.8, 0.8), (1, 0))
    ]
    back = [
        spiral.at(spiral.turns - depth * bend, across)
        for across, bend in ((0.9, 0.25), (0.5, 0.4), (0.1, 0.25))
    ]
    return Path().loop([*lip, *back])


def nautilus(name: str) -> str:
    """Sawn through: chambers, and the tube that joins them."""
    spiral = Spiral(112, 2.8, 3.0, -62)
    walls, tube, shadow = Path(), Path(), Path()

    def wall(turn: float, across: float, ahead: float = 0.0) -> Point:
        bow = WALL_BOW * math.sin(math.pi * across**0.85)
        return spiral.at(turn + ahead - bow + 0.015 * across, across)

    turn, last = 0.9, 0.9 + 31 * CHAMBER
    while turn <= last:
        walls.spline([wall(turn, k / 6) for k in range(7)])
        if turn < last:
            tube.move(wall(turn, 0.42)).line(wall(turn, 0.42, 0.03))
        if 1.7 < turn < last:
            for k in range(2, 12):
                shadow.move(wall(turn, k / 13)).line(wall(turn, k / 13, 0.008 + 0.012 * (k / 13)))
        turn += CHAMBER
    for k in range(1, 7):
        shadow.spline(spiral.edge(last + 0.02, 2.98 - k * 0.045, 1 - k * 0.022))
    lip = [spiral.at(3, 1), spiral.at(3.035, 0.62), spiral.at(3.03, 0.2), spiral.at(2.97, 0)]
    living = Path().spline([wall(last, k / 6) for k in range(7)]).join(spiral.edge(last, 3))
    living.join(lip).join(reversed(spiral.edge(last, 3, 0)))
    return shell(
        name,
        path(spiral.whorl(0, 1, 0.2, lip), stroke="none", **colour(fill=PALE)),
        path(living.close(), stroke="none", **colour(fill=SAGE)),
        path(shadow, fill="none", stroke_width=0.5),
        path(walls, fill="none"),
        path(tube, fill="none", stroke_width=1.8),
        path(Path().spline(spiral.edge(0.5, 3)).join(lip), fill="none", stroke_width=1.8),
    )


@dataclass(frozen=True)
class Whorl:
    """One turn of a shell that climbs, from the side."""

    top: float
    bottom: float
    narrow: float
    broad: float
    last: bool

    def at(self, u: float, v: float) -> Point:
        """The place *u* from the left (-1) to the right (1), *v* from the upper (0) to the lower seam (1)."""
        half = mix(self.narrow, self.broad, v**0.6) + self.broad * 0.07 * math.sin(math.pi * v)
        sag = 0.62 * v**3 if self.last else 0.14 * v
        sag = max(sag, 0.14 * (1 - v) * self.narrow / self.broad)
        return complex(
            u * half, mix(self.top, self.bottom, v) + half * (0.2 * u + sag * (1 - u * u))
        )

    def edge(self) -> Line:
        """The outline, to be drawn as a loop."""
        left = [self.at(-1, v / 4) for v in range(5)]
        base = [self.at(u / 4, 1) for u in range(-3, 4)]
        right = [self.at(1, v / 4) for v in (4, 3, 2, 1, 0)]
        return [*left, *base, *right, *(self.at(u, 0) for u in (0.5, 0, -0.5))]


def spire(
    name: str,
    whorls: int,
    growth: float,
    slender: float,
    ribs: int,
    tone: Tone,
    bands: tuple[float, ...],
) -> str:
    """A shell that climbs, from the side; the last whorl opens to the lower right."""
    heights = [growth**k for k in range(whorls)]
    unit = (196 - 196 * slender * 0.7) / sum(heights)
    parts = []
    top, narrow = -98.0, 1.0
    for k, height in enumerate(heights):
        bottom = top + height * unit
        whorl = Whorl(top, bottom, narrow, slender * (bottom + 100), last=k == whorls - 1)
        fine = Path()
        count = max(5, round(ribs * (0.45 + 0.55 * k / whorls)))
        for r in range(1, count):
            u = -math.cos(math.pi * r / count)
            # The light comes from the left: there every second rib fades halfway.
            end = 0.55 if u < 0.1 and r % 2 else 0.95
            fine.bend_from(
                whorl.at(u, 0.05), whorl.at(u + 0.05 * (1 - u * u), end / 2), whorl.at(u, end)
            )
        parts.append(path(Path().loop(whorl.edge()), **colour(fill=tone)))
        for band in bands:
            line = Path().spline([whorl.at(u / 3, band) for u in range(-3, 4)])
            parts.append(path(line, fill="none", stroke_width=1.2))
        parts.append(path(fine, fill="none", stroke_width=0.6))
        top, narrow = bottom, whorl.broad
    return shell(name, *parts, opening(complex(0, bottom), narrow))


def opening(foot: Point, wide: float) -> str:
    """The mouth of a shell that climbs, with its lip."""
    lip = [foot + wide * complex(x, y) for x, y in MOUTH]
    middle = sum(lip) / len(lip)
    inner = [middle + (point - middle) * 0.76 for point in lip]
    return path(Path().loop(lip), **colour(fill=SHADE)) + path(
        Path().loop(inner), **colour(fill=DUSK)
    )
