"""In `make live` alone, a translated page says which message each text comes from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def test_each_text_names_its_line_of_the_catalog(frame: Callable[..., Any], soup: Callable) -> None:
    app = frame(site_show_messages=True)
    app.build()
    page = soup(app, "en/index.html")
    source = page.h1["data-message"]
    path, _, line = source.partition(":")
    lines = (Path(app.srcdir) / path).read_text(encoding="utf-8").splitlines()
    assert lines[int(line) - 1] == 'msgid "Welkom"'
    panel = page.select_one(".vsc-live")
    assert panel.code.get_text() == "locales/en/LC_MESSAGES/index.po"
    assert not soup(app, "nl/index.html").select("[data-message], .vsc-live")


def test_the_published_site_says_nothing_of_it(frame: Callable[..., Any], soup: Callable) -> None:
    app = frame()
    app.build()
    page = soup(app, "en/index.html")
    assert not page.select("[data-message], .vsc-live, link[href*='live.css']")


def test_make_live_asks_for_it() -> None:
    assert '"site_show_messages=1"' in (ROOT / "tools" / "live.py").read_text(encoding="utf-8")
