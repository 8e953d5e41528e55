"""Every pair of colours that meets on a page, measured as WCAG 2.2 measures it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[2] / "_static" / "css" / "tokens.css"
STYLES = TOKENS.parent
PAIR = re.compile(
    r"--vsc-([\w-]+): (?:var\(--vsc-by-day, (#\w{6})\) var\(--vsc-by-night, (#\w{6})\)|(#\w{6}));"
)
WALLS = ("paper", "surface", "sunk", "wash")

TEXT = [
    *((word, wall) for word in ("ink", "muted", "moss", "moss-deep") for wall in WALLS),
    *((word, "surface") for word in ("note", "warn", "danger")),
    ("on-gold", "gold"),
    ("on-gold", "gold-bright"),
    ("paper", "ink"),
    ("on-night", "night"),
    ("on-night", "drawer"),
    ("on-night", "wall"),
    ("on-night-muted", "wall"),
    ("on-night-muted", "night"),
    ("on-label", "label"),
    ("on-label-muted", "label"),
    ("gold-bright", "night"),
    ("gold", "night"),
]
CONTROLS = [
    *((edge, wall) for edge in ("control", "focus") for wall in WALLS),
    *((edge, "paper") for edge in ("note", "warn", "danger")),
    ("gold", "night"),
    ("gold", "drawer"),
    ("gold", "drawer-edge"),
    ("gold", "wall"),
    ("field", "wall"),
]


def colours() -> dict[str, tuple[str, str]]:
    """Return the colours of tokens.css by name: by day, by night."""
    found = {}
    tokens = TOKENS.read_text(encoding="utf-8")
    gold = re.search(r"--vsc-gold: (#\w{6});", tokens)
    assert gold
    for name, day, night, always in PAIR.findall(tokens.replace("var(--vsc-gold)", gold[1])):
        found[name] = (day or always, night or always)
    return found


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_known_pairs() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("mode", ["day", "night"])
@pytest.mark.parametrize(("word", "wall"), TEXT)
def test_text_is_readable(word: str, wall: str, mode: str) -> None:
    side = mode == "night"
    assert contrast(colours()[word][side], colours()[wall][side]) >= 4.5


@pytest.mark.parametrize("mode", ["day", "night"])
@pytest.mark.parametrize(("edge", "wall"), CONTROLS)
def test_controls_and_focus_are_seen(edge: str, wall: str, mode: str) -> None:
    side = mode == "night"
    assert contrast(colours()[edge][side], colours()[wall][side]) >= 3


@pytest.mark.parametrize("side", [0, 1], ids=["day", "night"])
def test_words_of_a_hero_are_read_on_its_wall(side: int) -> None:
    for words in ("on-night", "on-night-muted", "gold"):
        assert contrast(colours()[words][side], colours()["wall"][side]) >= 4.5


def test_gold_is_no_colour_for_text_on_paper() -> None:
    for sheet in STYLES.rglob("*.css"):
        if sheet.name == "footer.css":  # dark by day and by night
            continue
        for line in sheet.read_text(encoding="utf-8").splitlines():
            assert not re.match(r"\s*color:\s*var\(--vsc-gold", line), f"{sheet.name}: {line}"


def test_raw_colours_stand_in_the_tokens_only() -> None:
    raw = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch)\(", re.IGNORECASE)
    for sheet in sorted(STYLES.rglob("*.css")):
        if sheet == TOKENS:
            continue
        code = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        declarations = re.findall(r":[^;{}]*;", code)
        assert not [found for found in declarations if raw.search(found)], sheet.name


def test_every_token_that_is_used_is_there() -> None:
    known = set(re.findall(r"(--vsc-[\w-]+):", TOKENS.read_text(encoding="utf-8")))
    for sheet in sorted(STYLES.rglob("*.css")):
        code = sheet.read_text(encoding="utf-8")
        own = set(re.findall(r"(--vsc-[\w-]+):", code))
        used = set(re.findall(r"var\((--vsc-[\w-]+)", code))
        assert used <= known | own, sheet.name
