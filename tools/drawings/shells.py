"""A cabinet drawer with shells in trays, row by row."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from tools.drawings.conches import ammonite, nautilus, spire
from tools.drawings.palette import DUSK, GOLD, PALE, PITCH, WALL, WOOD, colour
from tools.drawings.svg import Path, document, element, group, path, use

WIDTH, HEIGHT = 1500, 1000
SEED = 1735
GAP = 8


class Row(NamedTuple):
    """A row of trays: what lies in them, how many, the tray's height, the shell's size."""

    shell: Callable[[str], str]
    number: int
    height: float
    size: float


TURRET = partial(spire, whorls=11, growth=1.2, slender=0.17, ribs=15, tone=PALE, bands=(0.3, 0.6))
WHELK = partial(spire, whorls=6, growth=1.6, slender=0.4, ribs=24, tone=WOOD, bands=(0.45,))
ROWS = (
    Row(ammonite, 6, 262, 1.16),
    Row(TURRET, 12, 262, 1.22),
    Row(nautilus, 6, 262, 1.18),
    Row(WHELK, 8, 250, 1.1),
)


def draw() -> str:
    """The whole drawing."""
    chance = random.Random(SEED)
    trays, shells = Path(0), ""
    top = -18.0
    for rank, row in enumerate(ROWS):
        width = (WIDTH + 60) / row.number
        for k in range(row.number):
            corner = complex(-30 + k * width + GAP / 2, top + GAP / 2)
            right, down = complex(width - GAP, 0), complex(0, row.height - GAP)
            trays.polygon([corner, corner + right, corner + right + down, corner + down])
            middle = corner + (right + down) / 2
            shells += use(
                f"s{rank}",
                middle,
                turn=chance.uniform(-6, 6),
                scale=row.size * chance.uniform(0.92, 1.02),
            )
        top += row.height
    return document(
        WIDTH,
        HEIGHT,
        element("defs", *(row.shell(f"s{rank}") for rank, row in enumerate(ROWS))),
        element("rect", width=WIDTH, height=HEIGHT, **colour(fill=DUSK)),
        path(trays, stroke_width=1, **colour(fill=WALL, stroke=GOLD)),
        group(shells, stroke_linejoin="round", **colour(stroke=PITCH)),
    )
