"""The typeface of titles is there at the first paint or not at all: nothing waits for it, nothing moves."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route

from tests.browser.kinds import KINDS
from tests.conftest import wait_until
from tools.auditing.in_browser import WATCH

Visit = Callable[..., Page]
LOADED = """[...document.fonts].filter((one) => one.status === "loaded")
  .filter((one) => one.family.replaceAll('"', "") === "Newsreader").map((one) => one.style).sort()"""
PAINTED = "performance.getEntriesByName('first-contentful-paint').length > 0"


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_when_it_comes_late(visit: Visit, width: int, faults: list[str]) -> None:
    page = visit(viewport={"width": width, "height": 800})
    page.add_init_script(WATCH)
    waiting: list[Route] = []
    page.route("**/*.woff2", lambda route: waiting.append(route))
    for address in ("/nl/", "/en/", "/nl/partners/", "/nl/over/", "/en/data/"):
        page.goto(address, wait_until="domcontentloaded")
        wait_until(page, PAINTED)
        while waiting:
            waiting.pop().continue_()
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.seen.shift") == 0, address
    assert not faults


def test_the_italic_is_fetched_where_a_title_has_a_scientific_name(page: Page) -> None:
    for address, _ in KINDS.values():
        page.goto(address, wait_until="networkidle")
        styles = page.evaluate(LOADED)
        latin = page.locator("main :is(h1, h2, h3, h4) em").count()
        assert styles == (["italic", "normal"] if latin else ["normal"]), address
    page.evaluate("document.querySelector('h1').innerHTML = '<em>Quercus robur</em>'")
    page.evaluate("document.fonts.load('italic 1rem Newsreader')")
    assert page.evaluate(LOADED) == ["italic", "normal"]
