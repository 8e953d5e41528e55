"""SVG in few bytes: path data with relative commands, elements as strings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tools.drawings.geometry import Line, Point
from tools.drawings.palette import night_style


class Path:
    """Path data, rounded to *digits* decimals; every step starts where the last ended."""

    def __init__(self, digits: int = 1) -> None:
        self._digits = digits
        self._data = ""
        self._letter = ""
        self._here = self._start = 0j

    def __str__(self) -> str:
        return self._data

    def move(self, to: Point) -> Path:
        """Lift the pen and put it down at *to*."""
        to = self._round(to)
        self._write("m", to - self._here)
        self._here = self._start = to
        return self

    def line(self, to: Point) -> Path:
        """A straight stroke."""
        to = self._round(to)
        step = to - self._here
        if step.imag == 0:
            self._write("h", step.real)
        elif step.real == 0:
            self._write("v", step.imag)
        else:
            self._write("l", step)
        self._here = to
        return self

    def lines(self, points: Iterable[Point]) -> Path:
        """Straight strokes from the first point to the last."""
        first, *rest = points
        self.move(first)
        for point in rest:
            self.line(point)
        return self

    def bend(self, by: Point, to: Point) -> Path:
        """A quadratic curve with control point *by*."""
        by, to = self._round(by), self._round(to)
        self._write("q", by - self._here, to - self._here)
        self._here = to
        return self

    def bend_from(self, start: Point, by: Point, to: Point) -> Path:
        """A quadratic curve of its own."""
        return self.move(start).bend(by, to)

    def spline(self, points: Sequence[Point]) -> Path:
        """A smooth stroke that starts and ends at the outer points and leans towards the others."""
        first, *inner, last = points
        self.move(first)
        if not inner:
            return self.line(last)
        return self._lean([*inner, last], stops_at_last=True)

    def join(self, points: Iterable[Point]) -> Path:
        """A smooth stroke to the last point, after a straight one to the first."""
        first, *inner, last = points
        return self.line(first)._lean([*inner, last], stops_at_last=True)

    def loop(self, points: Sequence[Point]) -> Path:
        """A smooth closed curve that leans towards *points*."""
        self.move((points[-1] + points[0]) / 2)
        self._lean([*points, points[0]], stops_at_last=False)
        return self.close()

    def polygon(self, points: Iterable[Point]) -> Path:
        """A closed figure with straight sides."""
        return self.lines(points).close()

    def circle(self, middle: Point, radius: float) -> Path:
        """A whole circle."""
        self.move(middle - radius)
        width = self._round(complex(2 * radius, 0)).real
        arc = f"{self._number(width / 2)} {self._number(width / 2)} 0 1 0"
        self._data += f"a{arc} {self._number(width)} 0 {arc}{self._number(-width)} 0"
        self._letter = "a"
        return self.close()

    def close(self) -> Path:
        """Back to where the pen was put down."""
        self._data += "z"
        self._letter, self._here = "z", self._start
        return self

    def _lean(self, points: Line, *, stops_at_last: bool) -> Path:
        """A quadratic B-spline, written with ``t``: one pair of numbers for each point.

        ``t`` mirrors the last control point in the pen's place, and that mirrored point is the
        next corner exactly when the pen stands halfway. Each halfway point is taken from the
        control point as rounded, so that errors do not add up.
        """
        control = self._round(points[0])
        for index, corner in enumerate(points[1:], 1):
            ends = stops_at_last and index == len(points) - 1
            to = self._round(corner if ends else (control + corner) / 2)
            if index == 1:
                self._write("q", control - self._here, to - self._here)
            else:
                self._write("t", to - self._here)
            self._here = to
            control = 2 * to - control
        return self

    def _round(self, point: Point) -> Point:
        return complex(round(point.real, self._digits), round(point.imag, self._digits))

    def _write(self, letter: str, *values: complex | float) -> None:
        numbers = [
            self._number(part)
            for value in values
            for part in ((value.real, value.imag) if isinstance(value, complex) else (value,))
        ]
        if letter != self._letter or letter == "m":
            self._data += letter + numbers.pop(0)
        for number in numbers:
            pressed = number[0] == "-" or (number[0] == "." and "." in self._last_number())
            self._data += number if pressed else " " + number
        self._letter = letter

    def _last_number(self) -> str:
        """What stands at the end of the data since the last separator, as far as it matters."""
        tail = self._data[-8:]
        for separator in (" ", "-", "m", "l", "h", "v", "q", "t", "a", "z"):
            tail = tail.rsplit(separator, 1)[-1]
        return tail

    def _number(self, value: float) -> str:
        return number(value, self._digits)


def number(value: float, digits: int = 1) -> str:
    """A number in as few characters as SVG allows."""
    text = f"{value:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text in ("-0", ""):
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def element(tag: str, *children: str, **attributes: object) -> str:
    """An element. Attributes: ``_`` stands for ``-``, ``class`` comes by way of ``**colour(…)``."""
    written = "".join(
        f' {name.replace("_", "-")}="{number(value) if isinstance(value, float) else value}"'
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{written}>{''.join(children)}</{tag}>" if children else f"<{tag}{written}/>"


def path(data: Path, **attributes: object) -> str:
    """A path element."""
    return element("path", d=str(data), **attributes)


def group(*children: str, **attributes: object) -> str:
    """A group element."""
    return element("g", *children, **attributes)


def use(
    name: str, at: Point = 0j, *, turn: float = 0, scale: float = 1, mirror: bool = False
) -> str:
    """A copy of the element with id *name*: mirrored, scaled, turned (degrees), then moved."""
    transform = ""
    if at:
        transform += f"translate({number(at.real)} {number(at.imag)})"
    if turn:
        transform += f"rotate({number(turn)})"
    if mirror:
        transform += f"scale({number(scale, 2)} {number(-scale, 2)})"
    elif scale != 1:
        transform += f"scale({number(scale, 2)})"
    return element("use", href=f"#{name}", transform=transform or None)


def document(width: int, height: int, *body: str) -> str:
    """A whole drawing."""
    content = "".join(body)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><style>{night_style(content)}</style>{content}</svg>\n'
    )
