"""Words fit, however long, large or spaced: the extent of the text itself is measured.

WCAG 2.2, success criteria 1.4.4, 1.4.10 and 1.4.12. The results of a search on GBIF: tests/gbif.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.kinds import LANGUAGES, addresses_in, open_menu, open_search
from tests.browser.stretched import (
    WORDS_FIT,
    Stretch,
    hard_words_that_do_not_fit,
    stretch,
    words_that_do_not_fit,
)

Visit = Callable[..., Page]
SMALL = {"width": 320, "height": 800}


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_fit_on_every_kind_of_page(visit: Visit, language: str, faults: list[str]) -> None:
    page = visit(viewport=SMALL, reduced_motion="reduce")
    for address in addresses_in(language):
        page.goto(address)
        found = words_that_do_not_fit(page)
        if language == LANGUAGES[0]:  # The boxes are the same in the other.
            found += hard_words_that_do_not_fit(page)
        faults += [f"{address} at {fault}" for fault in found]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_fit_in_the_menu_and_in_the_search(
    visit: Visit, language: str, faults: list[str]
) -> None:
    page = visit(viewport=SMALL, reduced_motion="reduce")
    page.goto(f"/{language}/")
    open_menu(page)
    phones = (Stretch(320), Stretch(320, scale=200), Stretch(320, spaced=True))
    found = words_that_do_not_fit(page, phones) + hard_words_that_do_not_fit(page, phones)
    faults += [f"menu at {fault}" for fault in found]
    page.goto(f"/{language}/")
    open_search(page, "collecti")
    found = words_that_do_not_fit(page) + hard_words_that_do_not_fit(page)
    faults += [f"search at {fault}" for fault in found]
    assert not faults, "\n".join(faults)


# The check itself works: each of these is found, and by nothing else than the extent of the text.
PLANTED = {
    "a title on one line, in a page that is clipped": (
        "ends at",
        """document.documentElement.style.overflowX = "clip";
        document.querySelector("h1").style.whiteSpace = "nowrap";
        document.querySelector("h1").textContent = "Wetenschappelijke collectiebeheerders";""",
    ),
    "a card that cuts off at the side": (
        "is cut off at the side",
        """const card = document.querySelector(".vsc-partner");
        card.style.cssText = "overflow: hidden; inline-size: 8rem";
        card.querySelector("h3").style.whiteSpace = "nowrap";""",
    ),
    "a heading that is cut off by its height": (
        "is cut off by the height",
        """document.querySelector("h2").style.cssText = "block-size: 1em; overflow: hidden";""",
    ),
    "words that leave their button": (
        "sticks out of <summary",
        """const button = document.querySelector(".vsc-menu > summary");
        button.style.cssText = "border: 1px solid; inline-size: 2rem; white-space: nowrap";""",
    ),
    "a heading that lies on a text": (
        "lies on",
        """document.querySelector("h1").style.marginBlockEnd = "-4rem";""",
    ),
    "a box without room for its words": (
        "lies on",
        """document.querySelector("#inbo").style.blockSize = "3rem";
        document.querySelector("#inbo").style.border = "0";
        document.querySelector("#inbo").style.background = "none";""",
    ),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_what_does_not_fit_would_be_found(visit: Visit, fault: str) -> None:
    found, plant = PLANTED[fault]
    page = visit(viewport=SMALL)
    page.goto("/nl/partners/")
    assert page.evaluate(WORDS_FIT) == []
    page.evaluate(f"() => {{ {plant} }}")
    assert any(found in one for one in page.evaluate(WORDS_FIT)), page.evaluate(WORDS_FIT)


def test_large_text_that_does_not_fit_would_be_found(visit: Visit) -> None:
    """The text is really larger: what fits at 100 % does not at 200 %."""
    page = visit(viewport=SMALL)
    page.goto("/nl/over/")
    page.evaluate("document.querySelector('h1').style.whiteSpace = 'nowrap'")
    page.evaluate("document.querySelector('h1').textContent = 'Collectiebeheer'")
    assert page.evaluate(WORDS_FIT) == []
    stretch(page, Stretch(320, scale=200))
    assert page.evaluate(WORDS_FIT)
    stretch(page, Stretch(320))
    page.evaluate("document.querySelector('h1').textContent = 'Een collectie beheren'")
    assert page.evaluate(WORDS_FIT) == []
    stretch(page, Stretch(320, spaced=True))
    assert page.evaluate(WORDS_FIT)
