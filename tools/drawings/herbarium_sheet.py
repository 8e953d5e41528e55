"""One herbarium sheet with one splendid frond of a male fern."""

from __future__ import annotations

import math
import random

from tools.drawings.ferns import Habit, frond, lance
from tools.drawings.palette import DUSK, INK, PAPER, SAGE, SAP, colour
from tools.drawings.specimens import copies, label, leaflets, stem, strap
from tools.drawings.svg import document, element, group

WIDTH, HEIGHT = 900, 1200
SEED = 1753
FROND = Habit(
    pairs=25,
    length=1050,
    widest=286,
    profile=lance(0.3, 0.42),
    angle=80,
    closing=34,
    stalk=0.12,
    crowding=0.68,
    bend=22,
    alternate=0.16,
    unrest=3,
)
# The lengths for which a leaflet is grown; a leaflet of the frond is a copy of the nearest.
LEAFLETS = (30, 58, 92, 130, 170, 212, 258)


def draw() -> str:
    """The whole drawing."""
    chance = random.Random(SEED)
    plant = frond(FROND, chance, complex(424, 1136), math.radians(-97))
    return document(
        WIDTH,
        HEIGHT,
        element("defs", leaflets("l", LEAFLETS, (12, 29), chance)),
        element("rect", width=WIDTH, height=HEIGHT, **colour(fill=SAP)),
        element("rect", x=38, y=34, width=838, height=1146, opacity=0.3, **colour(fill=DUSK)),
        element(
            "rect",
            x=28,
            y=22,
            width=838,
            height=1146,
            stroke_width=0.8,
            **colour(fill=PAPER, stroke=SAGE),
        ),
        label(590, 1000, 236),
        group(
            copies("l", LEAFLETS, plant.leaves),
            stem(plant.stem, 9),
            strap(plant.stem[2], -96, 60),
            strap(plant.stem[15], -92, 56),
            strap(plant.stem[31], -86, 48),
            stroke_width=0.7,
            stroke_linejoin="round",
            **colour(fill=SAGE, stroke=INK),
        ),
    )
