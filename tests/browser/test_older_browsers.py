"""In a browser of 2021, everything can be read and used: contrast, width, the menu, the search."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.kinds import KINDS, open_menu
from tests.browser.older import SYNTAX, WITHOUT, older_css, older_page, older_site
from tests.browser.stretched import STICKS_OUT, WORDS_FIT
from tests.conftest import ROOT, Built
from tools.serve import served

Visit = Callable[..., Page]
CONTRAST = {"runOnly": ["color-contrast"]}


@pytest.fixture(scope="module")
def site_url(built_site: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the site as such a browser reads it."""
    with served(
        older_site(built_site.folder, tmp_path_factory.mktemp("older") / "site")
    ) as address:
        yield address


@pytest.fixture
def older(visit: Visit) -> Visit:
    """Return ``visit(**options)`` for such a browser."""

    def open_page(**options: object) -> Page:
        page = visit(reduced_motion="reduce", **options)
        page.add_init_script(WITHOUT)
        return page

    return open_page


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_every_kind_of_page_can_be_read(
    older: Visit, width: int, scheme: str, faults: list[str]
) -> None:
    page = older(viewport={"width": width, "height": 800}, color_scheme=scheme)
    for dutch, english in KINDS.values():
        for address in dict.fromkeys((dutch, english)):
            page.goto(address)
            # While a face is on its way, words are measured in one and laid out in another.
            page.evaluate("() => document.fonts.ready.then(() => true)")
            faults += [f"{address}: {one}" for one in page.evaluate(STICKS_OUT)]
            faults += [f"{address}: {one}" for one in page.evaluate(WORDS_FIT)]
            found = Axe().run(page, options=CONTRAST).response
            assert found["passes"], "contrast is measured"
            faults += [f"{address}: {one['nodes'][0]['html']}" for one in found["violations"]]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_follow_the_system_and_the_button(older: Visit, scheme: str) -> None:
    page = older(color_scheme=scheme)
    page.goto("/nl/")
    paper = "getComputedStyle(document.body).backgroundColor"
    shades = ["rgb(250, 247, 240)", "rgb(16, 24, 21)"][:: 1 if scheme == "light" else -1]
    assert page.evaluate(paper) == shades[0]
    page.locator("[data-vsc-mode]").click()
    assert page.evaluate(paper) == shades[1]
    page.reload()
    assert page.evaluate(paper) == shades[1]


def test_the_menu_and_the_way_to_the_search_work(older: Visit, faults: list[str]) -> None:
    page = older(viewport={"width": 390, "height": 800})
    page.goto("/nl/")
    open_menu(page)
    page.locator(".vsc-menu").get_by_role("link", name="Partners").click()
    page.wait_for_url("**/nl/partners/")
    page.locator(".vsc-opener").click()
    page.wait_for_url("**/nl/sitemap/")  # Its dialog cannot be opened.
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.locator(".vsc-nav")).to_be_visible()
    expect(page.locator(".vsc-menu")).to_be_hidden()
    assert not faults


def test_scripts_are_written_in_words_of_then() -> None:
    for path in (ROOT / "_static" / "js").rglob("*.js"):
        assert not SYNTAX.search(path.read_text(encoding="utf-8")), path.name


@pytest.mark.parametrize(
    ("today", "then"),
    [
        ("a{color:light-dark(red,blue)}", "a{}"),
        (":root{--a:light-dark(red,blue)}", ":root{--a:unknown(red,blue)}"),
        (":root{--a: ;--b:initial}", ":root{--a: ;--b:initial}"),
        ("a{height:90vh;height:90svh}", "a{height:90vh}"),
        ("a:has(b),c{color:red}", ""),
        ("@media (width>=40rem){a{color:red}}", ""),
        ("@media (min-width:40rem){a{color:red}}", "@media (min-width:40rem){a{color:red}}"),
        ("@container a (width>=40rem){a{color:red}}", ""),
        ("@supports selector(:has(a)){a{color:red}}", ""),
        ("@supports (aspect-ratio: 1){a{color:red}}", ""),
        ("a{text-decoration:underline 2px}", "a{}"),
        ("a{color:red!important;overflow-wrap:anywhere}", "a{color:red!important}"),
    ],
)
def test_what_is_dropped_from_a_sheet(today: str, then: str) -> None:
    assert older_css(today) == then


def test_what_is_dropped_from_a_page() -> None:
    page = '<nav popover=""><details name="a" open=""></details></nav>'
    assert older_page(page) == '<nav><details open=""></details></nav>'
