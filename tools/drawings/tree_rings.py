"""A slice of an old tree: rings of good and bad years, rays, a crack, bark."""

from __future__ import annotations

import math
import random

from tools.drawings.geometry import Line, Point, mix, polar
from tools.drawings.palette import BARK, DUSK, GOLD, HEART, INK, SAP, WALL, colour
from tools.drawings.svg import Path, document, element, group, path

WIDTH, HEIGHT = 1500, 1000
SEED = 1932
PITH = complex(880, 415)
RADIUS = 640
YEARS = 58
CRACK = math.radians(112)


class Slice:
    """The shape of the slice: how far a ring stands from the pith in every direction."""

    def __init__(self, chance: random.Random) -> None:
        self._waves = [
            (count, chance.uniform(0.4, 1) * 0.13 / count, chance.uniform(0, math.tau))
            for count in (1, 2, 3, 4, 5, 7, 9)
        ]
        widths = []
        width = 1.0
        for year in range(YEARS):
            width = 0.55 * width + 0.45 * chance.uniform(0.3, 1.6)
            widths.append(width * (1.5 - year / YEARS))
        total = sum(widths)
        self.years = [sum(widths[: year + 1]) / total for year in range(YEARS)]

    def at(self, age: float, angle: float) -> Point:
        """The point of the ring of *age* (0 the pith, 1 the last year) in a direction."""
        wave = sum(
            strength * math.cos(count * angle + phase) for count, strength, phase in self._waves
        )
        # The tree was rounder when it was young; next to the crack its rings draw back.
        off = math.remainder(angle - CRACK, math.tau)
        dent = 0.03 * age * math.exp(-((off / 0.16) ** 2))
        return PITH + polar(RADIUS * age * (1 + wave * mix(0.35, 1, age) - dent), angle)

    def ring(self, age: float, corners: int) -> Line:
        """The whole ring of *age*."""
        return [self.at(age, math.tau * k / corners) for k in range(corners)]


def rings(tree: Slice) -> str:
    """A line for every year; some years end in a heavy one."""
    fine, heavy = Path(0), Path(0)
    for year, age in enumerate(tree.years):
        corners = 10 if age < 0.15 else 20 if age < 0.5 else 30
        before = tree.years[year - 1] if year else 0
        (heavy if age - before > 1.05 / YEARS else fine).loop(tree.ring(age, corners))
    return path(fine, stroke_width=0.9) + path(heavy, stroke_width=1.8)


def grain(tree: Slice) -> str:
    """Fine radial strokes inside the rings: broad dashed lines, one dash a stroke."""
    strokes = ""
    for year in range(2, YEARS, 2):
        inner, outer = tree.years[year - 1], tree.years[year]
        corners = 20 if outer < 0.5 else 30
        strokes += path(
            Path(0).loop(tree.ring(mix(inner, outer, 0.62), corners)),
            stroke_width=round((outer - inner) * RADIUS * 0.7, 1),
            stroke_dasharray=f".7 {3.5 + year % 5 * 0.9:.1f}",
        )
    return group(strokes, opacity=0.55)


def rays(tree: Slice, chance: random.Random) -> str:
    """Rays from the heart outwards, each over a part of the way."""
    lines = Path(0)
    for k in range(96):
        angle = math.tau * (k + chance.uniform(0.2, 0.8)) / 96
        if abs(math.remainder(angle - CRACK, math.tau)) < 0.04:
            continue
        start = chance.uniform(0.04, 0.75)
        end = min(start + chance.uniform(0.12, 0.4), 0.99)
        lines.move(tree.at(start, angle)).line(tree.at(end, angle))
    return path(lines, stroke_width=0.8, opacity=0.7)


def crack(tree: Slice, chance: random.Random) -> str:
    """The crack of drying: a wedge from the bark almost to the heart."""
    left, right = [], []
    for k in range(13):
        age = 1.07 - k * 0.08
        shake = chance.uniform(-0.006, 0.006) / max(age, 0.2)
        half = 0.034 * age**1.2
        left.append(tree.at(age, CRACK - half + shake))
        right.append(tree.at(age, CRACK + half * 0.7 + shake))
    return path(
        Path(0).polygon([*left, tree.at(0.05, CRACK), *reversed(right)]), **colour(fill=DUSK)
    )


def bark(tree: Slice, chance: random.Random) -> str:
    """A rim of bark with plates and furrows."""
    plates: Line = []
    angle = 0.0
    while angle < math.tau - 0.05:
        wide, thick = chance.uniform(0.04, 0.09), chance.uniform(1.05, 1.075)
        plates += [tree.at(1.036, angle), tree.at(thick, angle + 0.008)]
        plates += [tree.at(thick + chance.uniform(-0.008, 0.008), angle + wide - 0.012)]
        angle += wide
    furrows = Path(0)
    for k in range(180):
        angle = math.tau * (k + chance.random()) / 180
        start = chance.uniform(1.008, 1.03)
        end = start + chance.uniform(0.008, 0.024)
        furrows.move(tree.at(start, angle)).line(tree.at(end, angle + chance.uniform(-0.01, 0.01)))
    rim = path(Path(0).polygon(plates), stroke_linejoin="round", **colour(fill=BARK))
    return rim + path(furrows, stroke_width=1.3)


def draw() -> str:
    """The whole drawing."""
    chance = random.Random(SEED)
    tree = Slice(chance)
    return document(
        WIDTH,
        HEIGHT,
        element(
            "radialGradient",
            element("stop", offset=0, **colour(stop=HEART)),
            element("stop", offset=0.72, **colour(stop=SAP)),
            element("stop", offset=1, **colour(stop=HEART)),
            id="wood",
        ),
        element("rect", width=WIDTH, height=HEIGHT, **colour(fill=WALL)),
        group(
            bark(tree, chance),
            path(Path(0).loop(tree.ring(1.005, 34)), fill="url(#wood)", stroke_width=2.5),
            group(grain(tree), rings(tree), rays(tree, chance), fill="none"),
            crack(tree, chance),
            path(Path().loop(tree.ring(0.006, 6)), **colour(fill=GOLD)),
            **colour(stroke=INK),
        ),
    )
