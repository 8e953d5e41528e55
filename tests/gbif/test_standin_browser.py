"""The stand-in as a browser sees it: what a page of another origin may ask, and what fails how."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.gbif.standin.fixtures import StandInForGbif
from tools.serve import served

Script = Callable[..., Any]

SEARCH = "/v1/occurrence/search?limit=0"
# What a script learns of an answer: its status and size, or that the fetch failed.
FETCH = """async ([address, options]) => {
  try {
    const answer = await fetch(address, options);
    return {status: answer.status, retry: answer.headers.get("Retry-After"),
            count: (await answer.json().catch(() => ({}))).count ?? null};
  } catch (error) {
    return error.name;
  }
}"""


@pytest.fixture
def script(
    browser: Browser, fresh_gbif: StandInForGbif, tmp_path: Path
) -> Iterator[Callable[..., Any]]:
    """Ask from a page of another origin."""
    (tmp_path / "index.html").write_text("<!doctype html><title>elsewhere</title>")
    context = browser.new_context()
    page = context.new_page()

    def ask(address: str, **options: Any) -> Any:
        return page.evaluate(FETCH, [fresh_gbif.url + address, options])

    with served(tmp_path) as elsewhere:
        page.goto(elsewhere)
        yield ask
    context.close()


def test_a_header_of_its_own_makes_a_fetch_fail(script: Script) -> None:
    assert script(SEARCH, headers={"X-Portal": "mine"}) == "TypeError"


def test_busy_is_seen_and_how_long_is_not(script: Script, fresh_gbif: StandInForGbif) -> None:
    fresh_gbif.fail("429", times=1)
    fresh_gbif.fail("503", times=1)
    assert script(SEARCH) == {"status": 429, "retry": None, "count": None}
    assert script(SEARCH) == {"status": 503, "retry": None, "count": None}
    assert script(SEARCH)["count"] == 50_000
