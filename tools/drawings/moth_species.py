"""The moths of the drawer: five kinds, after families that everybody knows, portraits of none."""

from __future__ import annotations

from tools.drawings.geometry import Line
from tools.drawings.moths import Band, Species, Wing
from tools.drawings.palette import BARK, GOLD, MOSS, PALE, PITCH, SAGE, SHADE, WOOD


def points(*pairs: tuple[float, float]) -> Line:
    """Points from pairs of numbers."""
    return [complex(x, y) for x, y in pairs]


EMPEROR = Species(
    fore=Wing(
        complex(7, -14),
        points((100, -70), (104, -50), (96, -26), (84, 2), (70, 16)),
        front=0.16,
        tone=SAGE,
        bands=(
            Band(0.0, 0.3, BARK, 0.015, 3),
            Band(0.72, 0.76, PALE, 0.014, 9),
            Band(0.86, 1.0, SHADE),
        ),
        eyes=((0.55, 0.36, 8.5),),
    ),
    hind=Wing(
        complex(7, 2),
        points((76, 2), (84, 26), (78, 50), (58, 68), (34, 70), (14, 56)),
        tone=WOOD,
        bands=(Band(0.7, 0.75, PITCH, 0.016, 9), Band(0.86, 1.0, SHADE)),
        eyes=((0.52, 0.42, 7.5),),
        veins=7,
    ),
    feathered=True,
    girth=12,
    tail=46,
)
HAWK = Species(
    fore=Wing(
        complex(8, -14),
        points((118, -52), (108, -38), (86, -18), (66, -2), (56, 8)),
        front=0.1,
        hind=0.14,
        tone=MOSS,
        bands=(Band(0.3, 0.42, SAGE, 0.02, 4), Band(0.66, 0.84, SAGE, 0.016, 5)),
    ),
    hind=Wing(
        complex(8, 0),
        points((58, 2), (64, 16), (56, 32), (38, 42), (18, 40)),
        tone=SHADE,
        bands=(Band(0.46, 0.62, MOSS, 0.01, 4), Band(0.82, 1.0, MOSS)),
        veins=5,
    ),
    girth=16,
    tail=66,
    rings=7,
    body=MOSS,
)
TIGER = Species(
    fore=Wing(
        complex(8, -14),
        points((92, -54), (98, -38), (94, -20), (82, -2), (70, 10)),
        tone=PALE,
        bands=(
            Band(0.08, 0.24, BARK, 0.03, 4),
            Band(0.34, 0.5, BARK, 0.045, 5),
            Band(0.62, 0.76, BARK, 0.04, 4),
            Band(0.88, 1.0, BARK, 0.02, 7),
        ),
    ),
    hind=Wing(
        complex(8, 0),
        points((68, 4), (78, 22), (72, 44), (54, 58), (32, 60), (14, 48)),
        tone=WOOD,
        eyes=((0.8, 0.25, 6), (0.78, 0.55, 5.5), (0.5, 0.4, 4.5)),
        hatched=(0.9, 0.98),
    ),
    girth=15,
    tail=50,
    body=WOOD,
)
UNDERWING = Species(
    fore=Wing(
        complex(8, -14),
        points((98, -48), (104, -32), (98, -12), (84, 4), (68, 14)),
        tone=SHADE,
        scallops=0.025,
        veins=7,
        bands=(
            Band(0.3, 0.35, BARK, 0.035, 6),
            Band(0.44, 0.6, WOOD, 0.03, 5),
            Band(0.74, 0.79, BARK, 0.03, 9),
        ),
        eyes=((0.52, 0.26, 4.5),),
    ),
    hind=Wing(
        complex(8, 0),
        points((70, 6), (80, 24), (76, 46), (56, 62), (32, 64), (14, 50)),
        tone=GOLD,
        bands=(Band(0.44, 0.58, PITCH, 0.03, 3), Band(0.78, 0.95, PITCH)),
        scallops=0.03,
        veins=7,
    ),
    girth=13,
    tail=54,
    rings=6,
)
CARPET = Species(
    fore=Wing(
        complex(6, -12),
        points((88, -44), (92, -28), (86, -8), (74, 10), (62, 20)),
        tone=SHADE,
        bands=(
            Band(0.1, 0.22, MOSS, 0.012, 4),
            Band(0.4, 0.66, MOSS, 0.03, 5),
            Band(0.84, 0.88, MOSS, 0.015, 9),
        ),
    ),
    hind=Wing(
        complex(6, 0),
        points((66, 8), (74, 28), (66, 50), (46, 60), (24, 58), (12, 44)),
        tone=SHADE,
        bands=(Band(0.62, 0.66, MOSS, 0.02, 7),),
        scallops=0.02,
    ),
    girth=8,
    tail=44,
    body=SAGE,
    feathered=True,
)
