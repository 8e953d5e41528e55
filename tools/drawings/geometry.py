"""Plane geometry. A point is a complex number: x to the right, y downwards."""

from __future__ import annotations

import cmath
import math
from collections.abc import Sequence

Point = complex
Line = list[Point]


def polar(radius: float, angle: float) -> Point:
    """The point at *radius* and *angle* (radians, clockwise from the right) of the origin."""
    return cmath.rect(radius, angle)


def mix(start: float, end: float, part: float) -> float:
    """The number at *part* (0 to 1) of the way from *start* to *end*."""
    return start + (end - start) * part


def between(start: Point, end: Point, part: float) -> Point:
    """The point at *part* (0 to 1) of the way from *start* to *end*."""
    return start + (end - start) * part


def dot(one: Point, other: Point) -> float:
    """The scalar product of two vectors."""
    return (one.conjugate() * other).real


def through(points: Sequence[Point], part: float) -> Point:
    """A point of the smooth curve (Catmull-Rom) through *points*, at *part* from 0 to 1."""
    place = min(max(part, 0.0), 1.0) * (len(points) - 1)
    index = min(int(place), len(points) - 2)
    t = place - index
    before, start, end, after = (
        points[max(index - 1, 0)],
        points[index],
        points[index + 1],
        points[min(index + 2, len(points) - 1)],
    )
    return (
        start
        + (end - before) * t / 2
        + (2 * before - 5 * start + 4 * end - after) * t**2 / 2
        + (3 * start - before - 3 * end + after) * t**3 / 2
    )


def centroid(polygon: Sequence[Point]) -> Point:
    """The mean of a polygon's corners."""
    return sum(polygon) / len(polygon)


def area(polygon: Sequence[Point]) -> float:
    """The area of a polygon without crossings."""
    pairs = zip(polygon, [*polygon[1:], polygon[0]], strict=True)
    return abs(sum((a.conjugate() * b).imag for a, b in pairs)) / 2


def cut(polygon: Line, at: Point, normal: Point) -> Line:
    """The part of a convex polygon on the side of the line through *at* that *normal* leaves."""
    kept: Line = []
    for here, following in zip(polygon, [*polygon[1:], *polygon[:1]], strict=True):
        depth, next_depth = dot(here - at, normal), dot(following - at, normal)
        if depth <= 0:
            kept.append(here)
        if depth * next_depth < 0:
            kept.append(between(here, following, depth / (depth - next_depth)))
    return kept


def voronoi(seeds: Sequence[Point], frame: Line) -> list[Line]:
    """For each seed the part of the convex *frame* that is nearer to it than to any other."""
    cells = []
    for seed in seeds:
        cell = frame
        for other in sorted(seeds, key=lambda point: abs(point - seed))[1:40]:
            cell = cut(cell, (seed + other) / 2, other - seed)
        cells.append(cell)
    return cells


def inset(polygon: Line, distance: float) -> Line:
    """A convex polygon with every edge moved inwards; empty where nothing is left."""
    middle = centroid(polygon)
    smaller = polygon
    for start, end in zip(polygon, [*polygon[1:], polygon[0]], strict=True):
        if abs(end - start) < 1e-9:
            continue
        normal = (end - start) / abs(end - start) * 1j
        if dot(middle - start, normal) > 0:
            normal = -normal
        smaller = cut(smaller, start - normal * distance, normal)
        if len(smaller) < 3:
            return []
    return smaller


def hatch(polygon: Line, angle: float, distance: float) -> list[tuple[Point, Point]]:
    """Parallel strokes through a convex polygon, from edge to edge.

    *angle* is their direction in radians, *distance* what lies between two strokes.
    """
    turned = [point * polar(1, -angle) for point in polygon]
    low, high = min(p.imag for p in turned), max(p.imag for p in turned)
    strokes = []
    for index in range(1, math.ceil((high - low) / distance)):
        level = low + index * distance
        ends = [
            mix(a.real, b.real, (level - a.imag) / (b.imag - a.imag))
            for a, b in zip(turned, [*turned[1:], turned[0]], strict=True)
            if (a.imag - level) * (b.imag - level) < 0
        ]
        if len(ends) == 2:
            left, right = sorted(ends)
            back = polar(1, angle)
            strokes.append((complex(left, level) * back, complex(right, level) * back))
    return strokes
