"""A wall with a row of herbarium sheets: four ferns, each of its own habit.

The light falls from the right; below and to the left the wall is left quiet.
"""

from __future__ import annotations

import math
import random
from dataclasses import replace

from tools.drawings.ferns import Habit, frond, lance, tongue, turned
from tools.drawings.geometry import polar
from tools.drawings.palette import DUSK, GOLD, INK, MOSS, PAPER, SAGE, WALL, colour
from tools.drawings.specimens import copies, label, leaflets, stem, strap
from tools.drawings.svg import Path, document, element, group, path, use

WIDTH, HEIGHT = 1500, 1000
SEED = 1813
SHEET = complex(380, 570)
LEFT, TOP, PITCH = -288, 132, 424

LADY_FERN = Habit(
    pairs=17,
    length=512,
    widest=128,
    profile=lance(0.34, 0.4),
    angle=78,
    closing=34,
    stalk=0.13,
    crowding=0.66,
    bend=16,
    alternate=0.2,
    unrest=3,
)
LADY_LEAFLETS = (16, 36, 70, 118)
SPLEENWORT = Habit(
    pairs=23,
    length=440,
    widest=19,
    profile=lance(0.45, 0.6),
    angle=80,
    closing=14,
    stalk=0.16,
    bend=16,
    crowding=0.45,
    alternate=0.35,
    unrest=8,
)
POLYPODY = Habit(
    pairs=16,
    length=450,
    widest=90,
    profile=lance(0.22, 0.75),
    angle=70,
    closing=26,
    stalk=0.26,
    crowding=0.5,
    bend=8,
    alternate=0.5,
    unrest=3,
)
TONGUE = Habit(
    pairs=19,
    length=400,
    widest=34,
    profile=lance(0.3, 0.7),
    angle=66,
    closing=10,
    stalk=0.16,
    crowding=0.2,
    unrest=2,
)
ROOT = complex(190, 545)
ROOTSTOCK = (
    (58, 526),
    (100, 514),
    (160, 517),
    (220, 512),
    (250, 522),
    (215, 534),
    (150, 530),
    (90, 534),
)


def lady_fern(chance: random.Random) -> str:
    """One frond, twice divided."""
    plant = frond(LADY_FERN, chance, complex(208, 546), math.radians(-98))
    return (
        element("defs", leaflets("a", LADY_LEAFLETS, (7.5, 21.5), chance))
        + copies("a", LADY_LEAFLETS, plant.leaves)
        + stem(plant.stem, 5)
        + strap(plant.stem[2], -97, 34)
        + strap(plant.stem[18], -88, 30)
    )


def spleenwort(chance: random.Random) -> str:
    """A tuft of narrow fronds with round leaflets on dark stems, all copies of one."""
    plant = frond(SPLEENWORT, chance)
    blades = Path()
    for at, heading, length, side in plant.leaves:
        blades.loop(turned(tongue(length, length * 0.9, points=4, blunt=1), at, heading, side))
    root = complex(190, 524)
    tuft = "".join(
        use("c", root + x, turn=direction, scale=size, mirror=mirror)
        for x, direction, size, mirror in (
            (-10, -127, 0.66, False),
            (9, -55, 0.7, True),
            (-6, -111, 0.93, False),
            (6, -71, 0.86, True),
            (0, -92, 1.06, False),
        )
    )
    roots = Path()
    for _ in range(11):
        start = root + complex(chance.uniform(-12, 12), -2)
        end = start + polar(chance.uniform(18, 36), math.radians(chance.uniform(30, 150)))
        roots.move(start).bend(start + complex(chance.uniform(-8, 8), 16), end)
    return (
        element("defs", group(path(blades), stem(plant.stem, 3.4), id="c"))
        + path(roots, fill="none")
        + tuft
        + strap(root - 40j, -90, 70)
    )


def polypody(chance: random.Random) -> str:
    """Two fronds, cut to the rib, on a creeping rootstock."""
    plant = frond(POLYPODY, chance)
    blades, veins = Path(), Path()
    for at, heading, length, side in plant.leaves:
        outline = tongue(length, 8 + length * 0.13, points=6, blunt=0.95)
        blades.loop(turned(outline, at, heading, side))
        veins.move(at).line(at + polar(length * 0.86, heading))
    rootstock = [complex(x, y) for x, y in ROOTSTOCK]
    return (
        element("defs", group(path(blades), path(veins), stem(plant.stem, 4.6), id="d"))
        + use("d", complex(130, 518), turn=-102, scale=0.78, mirror=True)
        + use("d", complex(204, 520), turn=-84, scale=1.06)
        + path(Path().loop(rootstock), **colour(fill=MOSS))
        + strap(complex(104, 520), 0, 34)
        + strap(complex(218, 524), 0, 34)
    )


def harts_tongue(chance: random.Random) -> str:
    """Undivided fronds with the stripes of their spores."""
    body = ""
    for direction, length, bend in ((-118, 390, 30), (-62, 410, -24), (-91, 490, 6)):
        plant = frond(
            replace(TONGUE, length=length, bend=bend), chance, ROOT, math.radians(direction)
        )
        sides: dict[float, list[complex]] = {1.0: [], -1.0: []}
        stripes = Path()
        for at, heading, size, side in plant.leaves:
            sides[side].append(at + polar(size * chance.uniform(0.97, 1.06), heading))
            stripes.move(at + polar(size * 0.22, heading)).line(at + polar(size * 0.76, heading))
        blade = [plant.leaves[0].at, *sides[1.0], plant.stem[-1], *reversed(sides[-1.0])]
        body += path(Path().loop(blade)) + path(stripes, stroke_width=1.3) + stem(plant.stem, 4)
    return body + strap(ROOT - 34j, -90, 66)


def sheet() -> str:
    """An empty sheet with its shadow, a blank label, and two brass pins."""
    width, height = SHEET.real, SHEET.imag
    pins = Path().circle(complex(14, 14), 3).circle(complex(width - 14, 14), 3)
    return group(
        element("rect", x=9, y=13, width=width, height=height, stroke="none", **colour(fill=DUSK)),
        element("rect", width=width, height=height, **colour(fill=PAPER)),
        label(width - 122, height - 78, 108),
        path(pins, **colour(fill=GOLD)),
        id="sheet",
    )


def draw() -> str:
    """The whole drawing."""
    chance = random.Random(SEED)
    row = ""
    for index, specimen in enumerate((harts_tongue, polypody, lady_fern, spleenwort)):
        pressed = group(use("sheet"), specimen(chance), id=f"f{index}")
        row += group(pressed, transform=f"translate({LEFT + index * PITCH} {TOP})")
    row += use("f0", complex(LEFT + 4 * PITCH, TOP))
    rail, skirting = Path(), Path()
    for y in (52, 58):
        rail.lines([complex(0, y), complex(WIDTH, y)])
    for y in (838, 850, 868, 872):
        skirting.lines([complex(0, y), complex(WIDTH, y)])
    return document(
        WIDTH,
        HEIGHT,
        element(
            "linearGradient",
            element("stop", offset=0, stop_opacity=0.75, **colour(stop=DUSK)),
            element("stop", offset=0.44, stop_opacity=0, **colour(stop=DUSK)),
            id="shade",
            x1=0,
            y1=0.75,
            x2=0.9,
            y2=0.1,
        ),
        element("defs", sheet()),
        element("rect", width=WIDTH, height=HEIGHT, **colour(fill=WALL)),
        path(rail, **colour(stroke=GOLD)),
        path(skirting, stroke_width=2, **colour(stroke=DUSK)),
        group(row, stroke_width=0.6, stroke_linejoin="round", **colour(fill=SAGE, stroke=INK)),
        element("rect", width=WIDTH, height=HEIGHT, fill="url(#shade)"),
    )
