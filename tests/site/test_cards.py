"""Cards: 1200 x 630, small, and every title fits; those of the site show its name of today."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageColor

from tools import cards
from tools.cards import can_be_written, draw_card

SITE = "Virtuele Wetenschapscollecties van Vlaanderen"
TITLES = [
    "Over",
    SITE,
    f"{SITE} · Virtual Science Collections of Flanders",
    "Toegankelijkheidsverklaring",
    "Meervoudigepersoonlijkheidsstoornissen en wat erbij hoort",
    "Hottentottententententoonstellingsbezoekersinformatiebalie",
    "Een lange titel die maar niet eindigt " * 12,
    "“x” … é ô ÿ ŵ",
    "",
]


def opened(words: str) -> Image.Image:
    return Image.open(BytesIO(draw_card(words))).convert("RGB")


@pytest.mark.parametrize("title", TITLES)
def test_a_title_stays_within_the_paper(title: str) -> None:
    card, empty = opened(title), opened("")
    assert card.size == (1200, 630)
    changed = (
        ImageChops.difference(card, empty).convert("L").point(lambda value: 255 * (value > 40))
    )
    box = changed.getbbox()
    assert (box is None) == (not title)
    if box is None:
        return
    left, top, right, bottom = box
    assert left >= cards.MARGIN - 8
    assert right <= cards.PANEL - cards.MARGIN + 8
    assert top >= 120
    assert bottom <= 590


@pytest.mark.parametrize("title", TITLES)
def test_a_card_is_small(title: str) -> None:
    assert len(draw_card(title)) < 50_000


def test_a_word_that_is_too_long_is_cut_with_dots_and_others_are_whole() -> None:
    font, lines = cards._fitted("Toegankelijkheidsverklaring")
    assert lines == ["Toegankelijkheidsverklaring"]
    assert font.size >= 40
    _, (line,) = cards._fitted("Wa" * 60)
    assert line.endswith("…")


def test_the_cards_of_the_site_show_its_name() -> None:
    for code, name in cards.names().items():
        card = Image.open(cards.FOLDER / f"{code}.png")
        assert card.info["Title"] == name, "draw them anew: make cards"
        assert card.info["Colours"] == cards.colours(), "draw them anew: make cards"
        assert card.size == (cards.WIDTH, cards.HEIGHT)
    assert len(set(cards.names().values())) > 1


def test_the_favicon_has_the_colours_of_the_site() -> None:
    assert cards.FAVICON.read_text() == cards.favicon(), "draw it anew: make cards"
    assert cards.colour("gold") in cards.favicon()


def test_another_colour_is_changed_in_one_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, gold = opened(""), cards.colour("gold")
    other = f"#{0xFFFFFF ^ int(gold[1:], 16):06x}"
    tokens = cards.TOKENS.read_text(encoding="utf-8")
    monkeypatch.setattr(cards, "TOKENS", tmp_path / "tokens.css")
    cards.TOKENS.write_text(tokens.replace(gold, other), encoding="utf-8")
    for kept in (cards.colour, cards._ground):
        monkeypatch.setattr(cards, kept.__name__, kept.__wrapped__)
    assert f'stroke="{other}"' in cards.favicon()
    place = cards.MARGIN + 20, 92
    near = ImageColor.getrgb(gold), ImageColor.getrgb(other)
    for card, wanted in zip((before, opened("")), near, strict=True):
        found = card.getpixel(place)
        assert all(abs(a - b) < 24 for a, b in zip(found, wanted, strict=True))
    cards.TOKENS.write_text("", encoding="utf-8")
    with pytest.raises(SystemExit, match="has no --vsc-gold with a colour"):
        cards.colour("gold")


def test_letters_that_the_font_does_not_have_are_told() -> None:
    assert can_be_written("Über ‘ł’ — Ångström")
    assert not can_be_written("日本")
