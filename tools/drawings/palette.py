"""The colours of the cabinet, by day and by night.

A drawing carries its colours of the day as attributes; a style sheet inside the drawing replaces
them for readers who asked for a dark screen.
"""

from __future__ import annotations

from typing import NamedTuple


class Tone(NamedTuple):
    """One colour: the letter of its classes, its value by day and its value by night."""

    letter: str
    day: str
    night: str


PAPER = Tone("p", "#faf7f0", "#26362f")
SHADE = Tone("s", "#e8e1cf", "#1d2b26")
INK = Tone("i", "#17231f", "#d9decb")
MOSS = Tone("m", "#2f5d50", "#8db39f")
SAGE = Tone("g", "#a9bfa8", "#4a6b5d")
GOLD = Tone("o", "#e7b635", "#d2a236")
WALL = Tone("w", "#2a5044", "#101b18")
DUSK = Tone("d", "#16352b", "#0a1210")
WOOD = Tone("b", "#d9c9a0", "#3a3d2d")
BARK = Tone("k", "#5b5236", "#6f6c4c")

TONES = (PAPER, SHADE, INK, MOSS, SAGE, GOLD, WALL, DUSK, WOOD, BARK)

# What a tone can colour: the attribute, and the letter with which its class begins.
USES = {"fill": "f", "stroke": "s", "stop-color": "c"}


def colour(
    fill: Tone | None = None, stroke: Tone | None = None, stop: Tone | None = None
) -> dict[str, str]:
    """The attributes that give an element its colours, by day and by way of a class by night."""
    chosen = {"fill": fill, "stroke": stroke, "stop-color": stop}
    attributes = {name: tone.day for name, tone in chosen.items() if tone}
    if attributes:
        attributes["class"] = " ".join(
            USES[name] + tone.letter for name, tone in chosen.items() if tone
        )
    return attributes


def night_style(body: str) -> str:
    """The style sheet for the night, with a rule for each class that *body* uses."""
    used = {name for part in body.split('class="')[1:] for name in part.split('"', 1)[0].split()}
    rules = [
        f".{letter}{tone.letter}{{{attribute}:{tone.night}}}"
        for attribute, letter in USES.items()
        for tone in TONES
        if letter + tone.letter in used
    ]
    return f"@media (prefers-color-scheme:dark){{{''.join(rules)}}}"
