"""On paper: the words alone, in few pages, addresses spelled out once."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Visit = Callable[..., Page]

ADDRESSES = """() => [...document.querySelectorAll("main a[href^=http]")].map((link) =>
  [link.href, getComputedStyle(link, "::after").content.includes(link.getAttribute("href"))])"""


def pages_of(page: Page) -> int:
    """Return how many sheets of A4 a page takes."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


@pytest.mark.parametrize("address", ["/nl/partners/", "/en/partners/"])
def test_the_partners_are_a_booklet(page: Page, address: str) -> None:
    page.goto(address)
    assert 3 <= pages_of(page) <= 9
    page.emulate_media(media="print")
    lists = page.locator(".vsc-partner-cards__list")
    assert lists.last.evaluate("(list) => getComputedStyle(list).columnCount") == "2"


@pytest.mark.parametrize("address", ["/nl/over/", "/en/data/", "/nl/toegankelijkheid/"])
def test_a_text_takes_no_more_than_three_pages(page: Page, address: str) -> None:
    page.goto(address)
    assert pages_of(page) <= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_only_words_are_printed_black_on_white(visit: Visit, scheme: str) -> None:
    page = visit(color_scheme=scheme)
    page.goto("/nl/partners/")
    page.emulate_media(media="print", color_scheme=scheme)
    for left_out in (".vsc-header__bar", ".vsc-skip", ".vsc-footer__menu", ".vsc-aside"):
        for one in page.locator(left_out).all():
            expect(one).to_be_hidden()
    ink = page.evaluate("getComputedStyle(document.body).color")
    assert ink == "rgb(23, 35, 31)", "it is day on paper"
    spelled = dict(page.evaluate(ADDRESSES))
    assert spelled
    for href, is_spelled in spelled.items():
        assert is_spelled is not href.startswith(("https://ror.org/", "https://doi.org/")), href
