"""A thin section of rock under the microscope: Voronoi cells, hatched after their kind."""

from __future__ import annotations

import math
import random

from tools.drawings.geometry import (
    Line,
    Point,
    area,
    between,
    centroid,
    hatch,
    inset,
    polar,
    voronoi,
)
from tools.drawings.palette import (
    BARK,
    DUSK,
    GOLD,
    INK,
    MOSS,
    PAPER,
    PITCH,
    SAGE,
    SHADE,
    WOOD,
    Tone,
    colour,
)
from tools.drawings.svg import Path, document, element, group, path

WIDTH, HEIGHT = 1500, 1000
SEED = 1858
GRAINS = 125
FIELD = complex(910, 440)
VIEW = 415
FRAME = [
    complex(-30, -30),
    complex(WIDTH + 30, -30),
    complex(WIDTH + 30, HEIGHT + 30),
    complex(-30, HEIGHT + 30),
]


def seeds(chance: random.Random) -> list[Point]:
    """Where the grains lie: at random, denser in view, evened out, with small ones between."""
    places: list[Point] = []
    while len(places) < GRAINS:
        place = complex(chance.uniform(-30, WIDTH + 30), chance.uniform(-30, HEIGHT + 30))
        if abs(place - FIELD) < VIEW + 40 or chance.random() < 0.5:
            places.append(place)
    cells = voronoi(places, FRAME)
    places = [
        between(place, centroid(cell), 0.8) for place, cell in zip(places, cells, strict=True)
    ]
    for _ in range(GRAINS // 4):
        host = places[chance.randrange(GRAINS)]
        near = host + polar(chance.uniform(34, 60), chance.uniform(0, math.tau))
        if 0 < near.real < WIDTH and 0 < near.imag < HEIGHT:
            places.append(near)
    return places


class Section:
    """The section's layers of ink, filled grain by grain."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.fine, self.heavy, self.dots = Path(0), Path(0), Path(0)
        self.fills: dict[Tone, Path] = {}

    def grain(self, cell: Line) -> None:
        """Draw a grain after a kind that falls to it; out of view it gets no strokes."""
        if all(abs(corner - FIELD) > VIEW for corner in cell):
            self.fill(
                self.chance.choice(
                    (PAPER, PAPER, SHADE, SHADE, SAGE, SAGE, WOOD, MOSS, MOSS, BARK)
                ),
                cell,
            )
            return
        kinds = (self.quartz, self.feldspar, self.mica, self.pyroxene, self.zoned, self.garnet)
        weights = (20, 30, 17, 16, 14, 4 if 3000 < area(cell) < 9000 else 0)
        tone = self.chance.choices(kinds, weights)[0](cell)
        self.fill(tone, cell)

    def fill(self, tone: Tone, cell: Line) -> None:
        """Colour a grain and draw its edge."""
        self.fills.setdefault(tone, Path(0)).polygon(cell)

    def strokes(
        self, layer: Path, cell: Line, angle: float, distance: float, wear: float = 0.0
    ) -> None:
        """Parallel strokes over a grain, each worn away by up to a part *wear* at its ends."""
        for start, end in hatch(cell, angle, distance):
            a = self.chance.uniform(0, wear)
            b = 1 - self.chance.uniform(0, wear)
            layer.move(between(start, end, a)).line(between(start, end, b))

    def quartz(self, cell: Line) -> Tone:
        """Clear: a few dusty trails of bubbles."""
        angle = self.chance.uniform(0, math.pi)
        for start, end in hatch(cell, angle, 34):
            self.dots.move(start).line(end)
        return self.chance.choice((PAPER, SHADE))

    def feldspar(self, cell: Line) -> Tone:
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
        return self.chance.choice((PAPER, SHADE, WOOD))

    def mica(self, cell: Line) -> Tone:
        """Leafed: close strokes in one direction."""
        self.strokes(self.heavy, cell, self.chance.uniform(0, math.pi), 8, 0.16)
        return self.chance.choice((MOSS, MOSS, MOSS, BARK))

    def pyroxene(self, cell: Line) -> Tone:
        """Cleaved: two directions that cross almost squarely."""
        angle = self.chance.uniform(0, math.pi)
        self.strokes(self.fine, cell, angle, 11, 0.1)
        self.strokes(self.fine, cell, angle + 1.52, 16, 0.3)
        return self.chance.choice((SAGE, SAGE, WOOD))

    def zoned(self, cell: Line) -> Tone:
        """Grown in coats: outlines within outlines."""
        for distance in (7, 12, 21, 26, 36, 48, 52, 66):
            coat = inset(cell, distance)
            if coat:
                self.fine.polygon(coat)
        return self.chance.choice((SAGE, SHADE))

    def garnet(self, cell: Line) -> Tone:
        """Cracked from the middle, and gold."""
        self.strokes(self.fine, inset(cell, 3), self.chance.uniform(0, math.pi), 7, 0.5)
        middle = centroid(cell)
        for corner in cell:
            way = corner - middle
            bend = middle + way * 0.5 + 1j * way * self.chance.uniform(-0.2, 0.2)
            self.heavy.lines(
                [middle + way * self.chance.uniform(0, 0.3), bend, middle + way * 0.86]
            )
        return GOLD


def eyepiece() -> str:
    """What the microscope leaves dark, and the cross-hairs with their marks."""
    around = (
        Path(0).polygon([0, WIDTH, complex(WIDTH, HEIGHT), complex(0, HEIGHT)]).circle(FIELD, VIEW)
    )
    marks = Path(0)
    for turn in range(4):
        way = polar(1, turn * math.pi / 2)
        marks.move(FIELD + 14 * way).line(FIELD + VIEW * way)
        for k in range(1, 8):
            tick = (9 if k % 2 else 5) * 1j * way
            marks.move(FIELD + 50 * k * way - tick).line(FIELD + 50 * k * way + tick)
    return (
        path(around, fill_rule="evenodd", opacity=0.84, **colour(fill=DUSK))
        + path(marks, fill="none", stroke_width=1.1, **colour(stroke=INK))
        + element(
            "circle",
            cx=FIELD.real,
            cy=FIELD.imag,
            r=VIEW,
            fill="none",
            stroke_width=2,
            **colour(stroke=GOLD),
        )
    )


def draw() -> str:
    """The whole drawing."""
    chance = random.Random(SEED)
    section = Section(chance)
    for cell in voronoi(seeds(chance), FRAME):
        section.grain(inset(cell, 1.2))
    return document(
        WIDTH,
        HEIGHT,
        element("rect", width=WIDTH, height=HEIGHT, **colour(fill=PITCH)),
        *(path(fill, **colour(fill=tone)) for tone, fill in section.fills.items()),
        group(
            path(section.fine, stroke_width=0.8),
            path(section.heavy, stroke_width=1.3),
            path(section.dots, stroke_width=1.6, stroke_dasharray=".1 9", stroke_linecap="round"),
            fill="none",
            stroke_linejoin="round",
            **colour(stroke=PITCH),
        ),
        eyepiece(),
    )
