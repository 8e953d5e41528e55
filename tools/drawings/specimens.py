"""Pressed plants as SVG: leaflets and fronds that ferns grew, and the sheet that they lie on."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from tools.drawings.ferns import Habit, frond, lance, tongue, turned
from tools.drawings.geometry import Line, Point, polar
from tools.drawings.lsystem import Leaf
from tools.drawings.palette import GOLD, INK, MOSS, PAPER, colour
from tools.drawings.svg import Path, element, group, path, use


def leaflet(name: str, length: float, lobe: float, chance: random.Random) -> str:
    """A leaflet along the x-axis, to be copied: lobes along a rib, each with its vein.

    *lobe* is the length of its longest lobe.
    """
    habit = Habit(
        pairs=max(3, round(length / lobe * 2.3)),
        length=length,
        widest=lobe,
        profile=lance(0.12, 0.85),
        angle=72,
        bend=5,
        alternate=0.3,
        unrest=3,
    )
    grown = frond(habit, chance)
    blades, veins = Path(), Path().spline(grown.stem)
    for at, direction, size, side in grown.leaves:
        outline = tongue(size, lobe / 4 + size * 0.24, points=6, blunt=0.8)
        blades.loop(turned(outline, at, direction, side))
        if size > lobe / 2.5:
            veins.move(at + polar(size * 0.1, direction)).line(at + polar(size * 0.8, direction))
    return group(path(blades), path(veins, fill="none"), id=name)


def leaflets(
    name: str, lengths: Sequence[float], lobes: tuple[float, float], chance: random.Random
) -> str:
    """Leaflets of several *lengths*, named *name* and a number.

    *lobes* are the lengths of the longest lobe on the shortest and on the longest leaflet.
    """
    span = lengths[-1] - lengths[0]
    return "".join(
        leaflet(
            f"{name}{rank}",
            length,
            lobes[0] + (lobes[1] - lobes[0]) * (length - lengths[0]) / span,
            chance,
        )
        for rank, length in enumerate(lengths)
    )


def copies(name: str, lengths: Sequence[float], leaves: Sequence[Leaf]) -> str:
    """For each leaf a copy of the leaflet whose length is nearest, at the leaf's own size."""
    placed = []
    for at, direction, size, side in leaves:
        rank = min(range(len(lengths)), key=lambda index: abs(lengths[index] - size))
        placed.append(
            use(
                f"{name}{rank}",
                at,
                turn=math.degrees(direction) % 360,
                scale=size / lengths[rank],
                mirror=side < 0,
            )
        )
    return "".join(placed)


def stem(points: Line, width: float) -> str:
    """A stem that gets thinner from *width* to a hair."""
    sides: tuple[Line, Line] = ([], [])
    for index in range(0, len(points) - 1, 2):
        ahead = points[index + 1] - points[index]
        half = width / 2 * (1 - 0.9 * index / len(points)) * 1j * ahead / abs(ahead)
        sides[0].append(points[index] + half)
        sides[1].append(points[index] - half)
    outline = Path().spline([*sides[0], points[-1], *reversed(sides[1])]).close()
    return path(outline, **colour(fill=MOSS))


def strap(at: Point, direction: float, length: float) -> str:
    """A strip of gummed paper across a stem that runs in *direction* (degrees)."""
    across = polar(length / 2, math.radians(direction) + math.pi / 2)
    along = polar(length / 14, math.radians(direction))
    corners = [at - across - along, at + across - along, at + across + along, at - across + along]
    return path(Path().polygon(corners), **colour(fill=PAPER))


def label(left: float, top: float, width: float) -> str:
    """A label's frame with rules, on which nobody has written."""
    height, inner = width * 0.54, width * 0.03
    rules = Path()
    for part in (0.4, 0.58, 0.76):
        rules.move(complex(left + width * 0.1, top + height * part))
        rules.line(complex(left + width * 0.9, top + height * part))
    gilt = [complex(left + width * part, top + height * 0.22) for part in (0.38, 0.62)]
    return group(
        element("rect", x=left, y=top, width=width, height=height),
        element(
            "rect",
            x=left + inner,
            y=top + inner,
            width=width - 2 * inner,
            height=height - 2 * inner,
        ),
        path(rules, opacity=0.5),
        path(Path().lines(gilt), stroke_width=width / 130, **colour(stroke=GOLD)),
        stroke_width=0.8,
        **colour(fill=PAPER, stroke=INK),
    )
