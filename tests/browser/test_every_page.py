"""What holds on every page of the site without a script, and in colours that the reader chose.

Weight, requests, axe, text that sticks out and more, of every page: tests/audit.
"""

from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Visit = Callable[..., Page]


def test_axe_finds_no_violation_in_colours_that_the_reader_chose(
    visit: Visit, faults: list[str]
) -> None:
    page = visit(color_scheme="light", viewport={"width": 1280, "height": 800})
    page.goto("/nl/partners/")
    page.locator("button[data-vsc-mode]").click()
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    page.goto("/en/")
    assert page.evaluate("document.documentElement.dataset.mode") == "dark", "the choice is kept"
    for address in ["/nl/", "/en/partners/"]:
        page.goto(address)
        faults += [violation["id"] for violation in Axe().run(page).response["violations"]]
    assert not faults


def test_the_guard_would_stop_a_request(page: Page, faults: list[str]) -> None:
    """The check itself works: a request to elsewhere is stopped and noted."""
    page.goto("/nl/")
    page.evaluate("fetch('https://example.org/').catch(() => {})")
    assert any("https://example.org/" in fault for fault in faults)


def test_pages_work_without_a_script(visit: Visit, addresses: list[str], faults: list[str]) -> None:
    page = visit(java_script_enabled=False, viewport={"width": 390, "height": 800})
    for address in addresses:
        page.goto(address)
        if page.locator("h1").count() != 1:
            faults.append(f"{address} has {page.locator('h1').count()} h1")
        if not page.locator("h1").is_visible():
            faults.append(f"{address}: the title does not show")
    assert not faults
