"""The typeface of titles: what the tool makes, small, with every letter that a title of the site needs."""

import unicodedata

from fontTools.ttLib import TTFont

from tests.conftest import Built
from tools.typeface import CUTS, FOLDER, made

TITLES = "h1, h2, h3, h4, .vsc-mark__name"


def test_the_files_are_what_the_tool_makes() -> None:
    assert {name: (FOLDER / name).read_bytes() for name in made()} == made()
    assert b"SIL OPEN FONT LICENSE" in made()["OFL.txt"]


def test_both_together_are_small() -> None:
    assert sum((FOLDER / name).stat().st_size for name in CUTS) <= 20_000


def test_every_title_of_the_site_is_written_in_it(built_site: Built) -> None:
    upright = TTFont(FOLDER / "newsreader.woff2").getBestCmap()
    italic = TTFont(FOLDER / "newsreader-italic.woff2").getBestCmap()
    assert {ord("é"), ord("ï"), ord("×")} <= upright.keys() & italic.keys()
    for page in built_site.pages:
        for title in built_site.soup(page).select(TITLES):
            words = unicodedata.normalize("NFC", title.get_text())
            lacking = {char for char in words if char.isprintable() and ord(char) not in upright}
            assert not lacking, f"{page}: {words}"
            for latin in title.select("em, i"):
                assert {ord(char) for char in latin.get_text()} <= italic.keys(), f"{page}: {words}"
