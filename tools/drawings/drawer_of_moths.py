"""A drawer of an insect cabinet: rows of pinned moths above blank labels."""

from __future__ import annotations

import random
from typing import NamedTuple

from tools.drawings.moth_species import CARPET, EMPEROR, HAWK, TIGER, UNDERWING
from tools.drawings.moths import Species, moth
from tools.drawings.palette import BARK, DUSK, GOLD, INK, PAPER, colour
from tools.drawings.svg import Path, document, element, group, path, use

WIDTH, HEIGHT = 1500, 1000
SEED = 1758
FRAME = 30
EDGE = 52


class Row(NamedTuple):
    """A row of moths of one species: how many, their size, where they and their labels stand."""

    species: Species
    number: int
    size: float
    y: float
    label: float


ROWS = (
    Row(EMPEROR, 6, 1.06, 172, 270),
    Row(HAWK, 6, 0.96, 360, 438),
    Row(UNDERWING, 7, 0.89, 526, 605),
    Row(TIGER, 7, 0.88, 696, 771),
    Row(CARPET, 9, 0.72, 855, 919),
)


def moths(chance: random.Random) -> str:
    """The rows; no two moths of a row stand and measure quite the same."""
    placed, labels = "", Path(0)
    for rank, row in enumerate(ROWS):
        pitch = (WIDTH - 2 * EDGE) / row.number
        for k in range(row.number):
            x = EDGE + pitch * (k + 0.5)
            at = complex(x + chance.uniform(-3, 3), row.y + chance.uniform(-3, 3))
            turn, scale = chance.uniform(-2.5, 2.5), row.size * chance.uniform(0.95, 1.04)
            placed += use(f"m{rank}", at, turn=turn, scale=scale)
            left = complex(x - 19, row.label)
            labels.polygon([left, left + 38, left + 38 + 15j, left + 15j])
    return path(labels, stroke_width=0.6, **colour(fill=PAPER)) + placed


def frame() -> str:
    """The drawer's wood with its grain, the shadow of its edge, a hairline of brass."""
    right, bottom = WIDTH - FRAME, HEIGHT - FRAME
    wood = Path(0).polygon([0, WIDTH, complex(WIDTH, HEIGHT), complex(0, HEIGHT)])
    wood.polygon(
        [
            complex(FRAME, FRAME),
            complex(FRAME, bottom),
            complex(right, bottom),
            complex(right, FRAME),
        ]
    )
    grain = Path(0)
    for depth in (5, 9, 15, 18, 24):
        grain.polygon(
            [
                complex(x, y)
                for x, y in (
                    (depth, depth),
                    (WIDTH - depth, depth),
                    (WIDTH - depth, HEIGHT - depth),
                    (depth, HEIGHT - depth),
                )
            ]
        )
    for x, y in ((0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)):
        inner = complex(FRAME if x == 0 else right, FRAME if y == 0 else bottom)
        grain.lines([complex(x, y), inner])
    shadow = Path(0).lines(
        [complex(FRAME + 4, bottom), complex(FRAME + 4, FRAME + 5), complex(right, FRAME + 5)]
    )
    inside = element(
        "rect", x=EDGE - 10, y=EDGE - 8, width=WIDTH - 2 * EDGE + 20, height=HEIGHT - 2 * EDGE + 18
    )
    return (
        path(shadow, fill="none", stroke_width=10, opacity=0.25, **colour(stroke=DUSK))
        + group(inside, fill="none", stroke_width=1, **colour(stroke=GOLD))
        + path(wood, fill_rule="evenodd", **colour(fill=BARK))
        + path(grain, fill="none", opacity=0.6)
    )


def draw() -> str:
    """The whole drawing."""
    chance = random.Random(SEED)
    kinds = [moth(f"m{rank}", row.species, chance) for rank, row in enumerate(ROWS)]
    return document(
        WIDTH,
        HEIGHT,
        element("defs", *kinds),
        element("rect", width=WIDTH, height=HEIGHT, **colour(fill=PAPER)),
        group(frame(), moths(chance), stroke_linejoin="round", **colour(stroke=INK)),
    )
