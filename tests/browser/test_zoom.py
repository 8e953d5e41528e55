"""A window of 1280 by 1024 pixels at 400 % has 320 by 256: WCAG 2.2, success criterion 1.4.10."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.kinds import KINDS, open_menu
from tests.browser.stretched import STICKS_OUT

Visit = Callable[..., Page]


def test_every_kind_of_page_can_be_read_at_400_percent(visit: Visit, faults: list[str]) -> None:
    page = visit(viewport={"width": 320, "height": 256}, reduced_motion="reduce")
    for addresses in KINDS.values():
        for address in dict.fromkeys(addresses):
            page.goto(address)
            faults += [f"{address}: {one}" for one in page.evaluate(STICKS_OUT)]
            header = page.locator(".vsc-header")
            if header.count():
                page.mouse.wheel(0, 400)
                assert header.evaluate("(one) => getComputedStyle(one).position") == "static"
    assert not faults, "\n".join(faults)


def test_the_menu_can_be_used_at_400_percent(visit: Visit) -> None:
    page = visit(viewport={"width": 320, "height": 256})
    page.goto("/nl/")
    open_menu(page)
    last = page.locator(".vsc-menu a").last
    last.focus()
    expect(last).to_be_in_viewport(ratio=1)
    last.press("Enter")
    page.wait_for_url("**/nl/over/")
