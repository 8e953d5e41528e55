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


PAPER = Tone("p", "#faf7f0", "#22312b")
SHADE = Tone("s", "#e8e1cf", "#47514a")
PALE = Tone("l", "#f7f2e4", "#a6a38b")
INK = Tone("i", "#17231f", "#dfe3d2")
PITCH = Tone("t", "#17231f", "#0b1311")
MOSS = Tone("m", "#2f5d50", "#3f7463")
SAGE = Tone("g", "#a9bfa8", "#5a7d6c")
GOLD = Tone("o", "#e7b635", "#cf9f37")
WALL = Tone("w", "#2a5044", "#14211d")
DUSK = Tone("d", "#16352b", "#0a1210")
WOOD = Tone("b", "#d9c9a0", "#7a7050")
HEART = Tone("h", "#d9c9a0", "#36362a")
SAP = Tone("a", "#e8e1cf", "#1b2723")
BARK = Tone("k", "#5b5236", "#3d3a28")

TONES = (PAPER, SHADE, PALE, INK, PITCH, MOSS, SAGE, GOLD, WALL, DUSK, WOOD, HEART, SAP, BARK)

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
