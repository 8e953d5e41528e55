"""A thin section of rock in a microscope: grains of a Voronoi diagram, each hatched after its kind."""

from __future__ import annotations

import math
import random

from tools.drawings.geometry import Line, Point, area, between, centroid, hatch, inset, polar, voronoi
from tools.drawings.palette import BARK, DUSK, GOLD, INK, MOSS, PALE, PAPER, PITCH, SAGE, SHADE, WALL, WOOD, colour
from tools.drawings.svg import Path, document, element, group, path

WIDTH, HEIGHT = 1500, 1000
SEED = 1851
GRAINS = 84
FIELD = complex(985, 470)
VIEW = 415


def seeds(chance: random.Random) -> list[Point]:
    """Where the grains lie: at random, then evened out twice; a few small ones squeezed between."""
    frame = [complex(-60, -60), complex(WIDTH + 60, -60), complex(WIDTH + 60, HEIGHT + 60), complex(-60, HEIGHT + 60)]
    places = [complex(chance.uniform(-60, WIDTH + 60), chance.uniform(-60, HEIGHT + 60)) for _ in range(GRAINS)]
    places = [between(place, centroid(cell), 0.8) for place, cell in zip(places, voronoi(places, frame), strict=True)]
    for _ in range(GRAINS // 4):
        host = chance.choice(places[:GRAINS])
        places.append(host + polar(chance.uniform(34, 60), chance.uniform(0, math.tau)))
    return places


class Section:
    """The section's layers of ink, filled grain by grain."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.fine, self.heavy, self.dots = Path(0), Path(0), Path(0)
        self.fills: dict[str, Path] = {}
        self.edges = Path(0)

    def grain(self, cell: Line) -> None:
        """Draw one grain after a kind that falls to it."""
        kinds = (self.quartz, self.feldspar, self.mica, self.pyroxene, self.zoned, self.garnet)
        weights = (26, 30, 16, 14, 10, 4 if area(cell) < 16000 else 0)
        tone = self.chance.choices(kinds, weights)[0](cell)
        self.fills.setdefault(tone, Path(0)).polygon(cell)
        self.edges.polygon(cell)

    def strokes(self, layer: Path, cell: Line, angle: float, distance: float, wear: float = 0.0) -> None:
        """Parallel strokes over a grain, each worn away by up to a part *wear* at its ends."""
        for start, end in hatch(cell, angle, distance):
            a = self.chance.uniform(0, wear)
            b = 1 - self.chance.uniform(0, wear)
            layer.move(between(start, end, a)).line(between(start, end, b))

    def quartz(self, cell: Line) -> str:
        """Clear: a few dusty trails of bubbles."""
        angle = self.chance.uniform(0, math.pi)
        for start, end in hatch(cell, angle, 34):
            self.dots.move(start).line(end)
        return self.chance.choice("ps")

    def feldspar(self, cell: Line) -> str:
        """Twinned: stripes of uneven breadth, one hatched, one clear."""
        angle = self.chance.uniform(0, math.pi)
        distance = self.chance.uniform(15, 24)
        for index, (start, end) in enumerate(hatch(cell, angle, distance)):
            self.fine.move(start).line(end)
            if index % 2:
                for shift in (4, 8, 12):
                    by = polar(min(shift, distance - 3), angle + math.pi / 2)
                    a, b = self.chance.uniform(0.08, 0.2), self.chance.uniform(0.8, 0.92)
                    self.fine.move(between(start, end, a) + by).line(between(start, end, b) + by)
        return self.chance.choice("psl")

    def mica(self, cell: Line) -> str:
        """Leafed: close strokes in one direction."""
        self.strokes(self.heavy, cell, self.chance.uniform(0, math.pi), 10, 0.16)
        return self.chance.choice("mk")

    def pyroxene(self, cell: Line) -> str:
        """Cleaved: two directions that cross almost squarely."""
        angle = self.chance.uniform(0, math.pi)
        self.strokes(self.fine, cell, angle, 15, 0.1)
        self.strokes(self.fine, cell, angle + 1.52, 22, 0.3)
        return self.chance.choice("gb")

    def zoned(self, cell: Line) -> str:
        """Grown in coats: outlines within outlines."""
        for distance in (7, 12, 21, 26, 36, 48, 52, 66):
            coat = inset(cell, distance)
            if coat:
                self.fine.polygon(coat)
        return self.chance.choice("gs")

    def garnet(self, cell: Line) -> str:
        """Cracked all over, and gold."""
        for _ in range(7):
            middle = centroid(cell) + polar(self.chance.uniform(0, 14), self.chance.uniform(0, math.tau))
            way = self.chance.uniform(0, math.tau)
            self.heavy.lines([middle, middle + polar(22, way), middle + polar(38, way + self.chance.uniform(-0.7, 0.7))])
        return "o"


def eyepiece() -> str:
    """What the microscope leaves dark, and the cross-hairs with their marks."""
    around = Path(0).polygon([0, WIDTH, complex(WIDTH, HEIGHT), complex(0, HEIGHT)]).circle(FIELD, VIEW)
    marks = Path(0)
    for turn in range(4):
        way = polar(1, turn * math.pi / 2)
        marks.move(FIELD + 14 * way).line(FIELD + VIEW * way)
        for k in range(1, 8):
            tick = (9 if k % 2 else 5) * 1j * way
            marks.move(FIELD + 50 * k * way - tick).line(FIELD + 50 * k * way + tick)
    return (
        path(around, fill_rule="evenodd", opacity=0.8, **colour(fill=DUSK))
        + path(marks, fill="none", stroke_width=1.1, **colour(stroke=INK))
        + element("circle", cx=FIELD.real, cy=FIELD.imag, r=VIEW, fill="none", stroke_width=2, **colour(stroke=GOLD))
    )


def draw() -> str:
    """The whole drawing."""
    chance = random.Random(SEED)
    frame = [complex(-20, -20), complex(WIDTH + 20, -20), complex(WIDTH + 20, HEIGHT + 20), complex(-20, HEIGHT + 20)]
    section = Section(chance)
    for cell in voronoi(seeds(chance), frame):
        section.grain(inset(cell, 1.5))
    tones = {tone.letter: tone for tone in (PAPER, SHADE, PALE, SAGE, WOOD, MOSS, BARK, GOLD)}
    return document(
        WIDTH,
        HEIGHT,
        element("rect", width=WIDTH, height=HEIGHT, **colour(fill=PITCH)),
        *(path(fill, **colour(fill=tones[letter])) for letter, fill in section.fills.items()),
        group(
            path(section.fine, stroke_width=0.8),
            path(section.heavy, stroke_width=1.3),
            path(section.dots, stroke_width=1.6, stroke_dasharray=".1 9", stroke_linecap="round"),
            path(section.edges, stroke_width=1.6),
            fill="none",
            stroke_linejoin="round",
            **colour(stroke=PITCH),
        ),
        eyepiece(),
    )
