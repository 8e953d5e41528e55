"""How a visitor moves through the site: languages, keyboard, menus, wrong addresses."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

Visit = Callable[..., Page]

PHONE = {"width": 390, "height": 800}
DESK = {"width": 1280, "height": 800}


def path_of(page: Page) -> str:
    return urlsplit(page.url).path


def to_language(page: Page, code: str) -> None:
    page.locator(f"header a[hreflang={code}]").click()
    page.wait_for_url(lambda address: urlsplit(address).path.startswith(f"/{code}/"))


# -- The language menu ------------------------------------------------------


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_the_language_menu_leads_to_the_same_page_and_back(
    visit: Visit, addresses: list[str], viewport: dict[str, int], faults: list[str]
) -> None:
    page = visit(viewport=viewport)
    for address in addresses:
        if address.startswith("/nl/"):
            page.goto(address)
            to_language(page, "en")
            assert page.locator("html").get_attribute("lang") == "en"
            to_language(page, "nl")
            assert path_of(page) == address
    assert not faults


def test_the_language_menu_names_each_language_in_itself(page: Page) -> None:
    page.goto("/en/partners/")
    links = page.locator("header a[hreflang]")
    assert links.all_inner_texts() == ["Nederlands", "English"]
    for link in links.all():
        assert link.get_attribute("lang") == link.get_attribute("hreflang")
    expect(page.locator("header a[hreflang=en]")).to_have_attribute("aria-current", "true")
    assert page.locator("header a[hreflang=nl][aria-current]").count() == 0


def test_the_language_menu_keeps_the_section_of_the_address(page: Page) -> None:
    page.goto("/nl/partners/#vliz")
    to_language(page, "en")
    assert urlsplit(page.url).fragment == "vliz"
    expect(page.locator("#vliz")).to_be_in_viewport()


# On a desk cards stand in two columns, and two may begin at one height.
SCROLLED_TO = [(PHONE, "ulb"), (DESK, "wat-de-partners-bewaren")]


@pytest.mark.parametrize(("viewport", "section"), SCROLLED_TO, ids=["phone", "desk"])
@pytest.mark.parametrize("opened_at", ["", "#vliz"])
def test_the_language_menu_keeps_the_section_that_one_has_scrolled_to(
    visit: Visit, viewport: dict[str, int], section: str, opened_at: str
) -> None:
    """The section in view counts, not the one that the page was opened at."""
    page = visit(viewport=viewport)
    page.goto(f"/nl/partners/{opened_at}")
    page.locator(f"#{section}").evaluate("(section) => section.scrollIntoView()")
    to_language(page, "en")
    assert urlsplit(page.url).fragment == section
    expect(page.locator(f"#{section}")).to_be_in_viewport()


def test_the_language_menu_works_without_a_script(visit: Visit) -> None:
    page = visit(java_script_enabled=False, viewport=PHONE)
    page.goto("/nl/over/")
    to_language(page, "en")
    assert path_of(page) == "/en/about/"
    to_language(page, "nl")
    assert path_of(page) == "/nl/over/"


# -- Coming back --------------------------------------------------------------


def test_a_page_that_was_kept_has_the_colours_that_were_chosen_since(visit: Visit) -> None:
    """A browser shows it again as it was left, and says so: playwright's keeps no pages."""
    page = visit(viewport=DESK, color_scheme="light")
    page.goto("/nl/")
    other = page.context.new_page()
    other.goto("/nl/over/")
    other.locator("[data-vsc-mode]").click()
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    expect(page.locator("[data-vsc-mode]")).to_have_text("Overschakelen naar lichte kleuren")


# -- The root and what is not there -----------------------------------------


def test_the_root_lets_one_choose_and_forces_nothing(visit: Visit, faults: list[str]) -> None:
    for locale in ["nl-BE", "en-GB", "fr-BE"]:
        page = visit(locale=locale, viewport=PHONE)
        page.goto("/")
        page.wait_for_load_state("networkidle")
        assert path_of(page) == "/"
        for code in ["nl", "en"]:
            expect(page.locator(f"main a[hreflang={code}]").first).to_be_visible()
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.locator("main a[hreflang=en]").first.click()
    assert path_of(page) == "/en/"
    assert not faults


@pytest.mark.parametrize("address", ["/nl/not-here/", "/a/b/c.html", "/news"])
def test_an_address_that_leads_nowhere_gets_a_page_that_helps_on(page: Page, address: str) -> None:
    answer = page.goto(address)
    assert answer and answer.status == 404
    language = "nl" if address.startswith("/nl/") else "en"
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert page.evaluate("document.styleSheets.length") > 0
    for link in page.locator("main li a").all():
        target = page.request.get(link.evaluate("(link) => link.href"))
        assert target.ok, link.inner_text()
    page.locator("main li a").first.click()
    page.wait_for_url(f"**/{language}/")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/about", "/en/about/"),
        ("/partners", "/en/partners/"),
        ("/specimen/search", "/en/specimen/search/"),
        ("/nl/specimen/search", "/nl/exemplaren/zoekopdracht/"),
        ("/nl/literature/search", "/nl/literatuur/zoekopdracht/"),
    ],
)
def test_an_old_address_leads_on(page: Page, old: str, new: str, faults: list[str]) -> None:
    page.goto(old)
    page.wait_for_url(lambda address: urlsplit(address).path == new)
    assert not faults


# -- Keyboard ---------------------------------------------------------------


def test_the_first_stop_skips_to_the_content(page: Page) -> None:
    page.goto("/nl/partners/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.get_attribute("href") == "#main-content"
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main-content")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_order_of_stops_is_that_of_the_page(page: Page) -> None:
    page.goto("/nl/partners/")
    page.keyboard.press("Tab")
    order = []
    while not page.evaluate("document.activeElement === document.body"):
        order.append(
            page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)")
        )
        page.keyboard.press("Tab")
    assert len(order) > 20
    assert order == sorted(order)


def test_the_menu_stands_open_on_a_desk(page: Page) -> None:
    page.goto("/en/")
    names = page.get_by_role("navigation", name="Main menu").get_by_role("link").all_inner_texts()
    assert names == ["Specimens", "Partners", "Community", "About"]
    expect(page.locator(".vsc-menu")).to_be_hidden()


# -- Search forms -----------------------------------------------------------


def test_without_a_script_a_search_is_handed_over_to_gbif_with_the_scope(visit: Visit) -> None:
    """With a script it is answered in place: tests/gbif."""
    page = visit(viewport=PHONE, java_script_enabled=False)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/nl/exemplaren/zoekopdracht/")
    expect(page.locator(".vsc-search__leaving")).to_be_visible()
    for hidden in page.locator(".vsc-scripted").all():
        expect(hidden).to_be_hidden()
    page.locator("main input[type=search]").fill("Fagus sylvatica")
    with page.expect_request("https://www.gbif.org/**"):
        page.keyboard.press("Enter")
    handed = [url for url in asked if url.startswith("https://www.gbif.org/occurrence/search?")]
    assert len(handed) == 1, asked
    assert "Fagus" in handed[0]
    assert handed[0].count("datasetKey=") == 8
