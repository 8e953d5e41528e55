"""The results of a search, for people with large text: the words of every view fit."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.stretched import hard_words_that_do_not_fit, words_that_do_not_fit
from tests.gbif.conftest import ADDRESSES, visit
from tests.gbif.standin.fixtures import StandInForGbif

Open = Callable[..., Page]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_words_of_every_view_fit(
    opened: Open, fresh_gbif: StandInForGbif, language: str, faults: list[str]
) -> None:
    page = opened("", viewport={"width": 320, "height": 800}, reduced_motion="reduce")
    views = (
        ["list", "gallery", "map", "overview", "numbers", "record"]
        if language == "nl"
        else ["list"]
    )
    for view in views:
        query = "?typeStatus=Holotype" + (
            f"&view={view}" if view not in {"numbers", "record"} else ""
        )
        page.set_viewport_size({"width": 320, "height": 800})
        visit(page, ADDRESSES["specimens", language] + query)
        page.locator("[data-act=show]:visible").click()
        expect(page.locator("[data-part=results]")).to_be_visible()
        expect(page.locator("[data-part=results][aria-busy=true]")).to_have_count(0)
        if view == "record":
            page.locator("a[data-go]").first.click()
            expect(page.locator(".vsc-record")).to_be_visible()
        if view == "numbers":
            page.locator("[data-part=numbers] > summary").click()
            page.locator("#gbif-numbers").fill("STRANGE-TWICE, NOPE-1\nNOPE-1")
            page.locator("[data-part=numbers-press]").click()
            expect(page.locator(".vsc-numbers__table")).to_be_visible()
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        # Names and numbers of GBIF, in columns, may break: nothing of them is lost.
        found = words_that_do_not_fit(page, whole=False)
        if language == "nl":
            found += hard_words_that_do_not_fit(page)
        faults += [f"{view} at {fault}" for fault in found]
    fresh_gbif.fail("400")
    visit(page, ADDRESSES["specimens", language] + "?q=x")
    page.locator("[data-act=show]:visible").click()
    expect(page.locator("[data-part=failure]")).to_be_visible()
    faults += [f"failure at {fault}" for fault in words_that_do_not_fit(page, whole=False)]
    assert not faults, "\n".join(faults)


def test_a_record_is_printed_on_one_page(opened: Open, fresh_gbif: StandInForGbif) -> None:
    page = opened("")
    visit(page, ADDRESSES["specimens", "nl"] + "?typeStatus=Holotype")
    page.locator("[data-act=show]:visible").click()
    page.locator("a[data-go]").first.click()
    expect(page.locator(".vsc-record")).to_be_visible()
    page.wait_for_load_state("networkidle")
    sheets = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", sheets)) == 1
