"""The main menu: a row of up to seven entries, two of them with pages below, or a button."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.kinds import open_menu
from tests.browser.stretched import Stretch, stretch, words_that_do_not_fit
from tests.conftest import Built, copy_of_the_site, there
from tools.serve import served

Visit = Callable[..., Page]
PHONE = {"width": 390, "height": 800}
DESK = {"width": 1280, "height": 800}
#: Of each page: its title, what the menu calls it in Dutch and in English, and the pages below it.
PAGES = {
    "exemplaren": ("Exemplaren zoeken", "Exemplaren", "Specimens", ()),
    "literatuur": ("Literatuur zoeken", "Literatuur", "Literature", ()),
    "partners": ("Partners", "Partners", "Partners", ()),
    "gemeenschap": (
        "De gemeenschap",
        "Gemeenschap",
        "Community",
        ("organisaties", "instellingen"),
    ),
    "gegevens": ("De gegevens hergebruiken", "Gegevens", "Data", ("standaarden",)),
    "over": ("Over het portaal", "Over", "About", ()),
    "contact": ("Contact opnemen", "Contact", "Contact", ()),
}
BELOW = {
    "organisaties": "Organisaties",
    "instellingen": "Instellingen",
    "standaarden": "Standaarden",
}


@pytest.fixture(scope="module")
def site_url(
    build_site: Callable[..., Built], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Return the address of a site with such a menu."""
    source = copy_of_the_site(tmp_path_factory.mktemp("menu") / "site", small=True)
    pages = source / "nl"
    entries = "\n".join(f"{dutch} <{name}>" for name, (_, dutch, _, _) in PAGES.items())
    (pages / "index.md").write_text(f"# Thuis\n\n```{{toctree}}\n:hidden:\n\n{entries}\n```\n")
    for name, (title, _, _, below) in PAGES.items():
        tree = "```{toctree}\n:hidden:\n\n" + "\n".join(below) + "\n```\n" if below else ""
        (pages / f"{name}.md").write_text(f"# {title}\n\nWoorden.\n\n{tree}")
    for name, title in BELOW.items():
        (pages / f"{name}.md").write_text(f"# {title}\n\nWoorden.\n")
    words = {dutch: english for _, dutch, english, _ in PAGES.values()}
    (source / "locales/en/LC_MESSAGES/index.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
        + "".join(f'\nmsgid "{one}"\nmsgstr "{other}"\n' for one, other in words.items())
    )
    with served(there(build_site("dirhtml", source=source)).folder) as address:
        yield address


@pytest.fixture
def look(visit: Visit) -> Callable[..., Page]:
    """Return ``look(address, **options)``: a page of that site."""

    def open_page(address: str = "/nl/", **options: object) -> Page:
        page = visit(**{"viewport": DESK, **options})
        page.goto(address)
        return page

    return open_page


@pytest.mark.parametrize(("language", "place"), [("nl", 1), ("en", 2)])
@pytest.mark.parametrize("width", [1024, 1280, 1920])
def test_seven_entries_stand_on_one_line(
    look: Callable[..., Page], language: str, place: int, width: int
) -> None:
    page = look(f"/{language}/", viewport={"width": width, "height": 800})
    expect(page.locator(".vsc-menu")).to_be_hidden()
    entries = page.locator(".vsc-nav > ul > li")
    assert [one.inner_text() for one in entries.all()] == [words[place] for words in PAGES.values()]
    boxes = [one.bounding_box() or {} for one in [*entries.all(), page.locator(".vsc-mode")]]
    middles = {round(box["y"] + box["height"] / 2) for box in boxes}
    assert max(middles) - min(middles) <= 2, "one of them is on another line"
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize(
    "options", [{"width": 1023}, {"width": 390}, {"width": 320}], ids=["1023", "390", "320"]
)
def test_where_the_row_has_no_room_there_is_a_button(
    look: Callable[..., Page], options: dict[str, int]
) -> None:
    page = look(viewport={"height": 800, **options})
    expect(page.locator(".vsc-nav")).to_be_hidden()
    expect(page.locator(".vsc-menu > summary")).to_be_visible()


def test_large_text_gets_the_button_too(look: Callable[..., Page]) -> None:
    page = look()
    stretch(page, Stretch(1280, scale=200))
    expect(page.locator(".vsc-nav")).to_be_hidden()
    expect(page.locator(".vsc-menu > summary")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize(("viewport", "copy"), [(PHONE, ".vsc-menu"), (DESK, ".vsc-nav")])
def test_a_sub_menu_opens_by_keyboard(
    look: Callable[..., Page], viewport: dict[str, int], copy: str, scripts: bool
) -> None:
    page = look(viewport=viewport, java_script_enabled=scripts)
    if copy == ".vsc-menu":
        page.locator(".vsc-menu > summary").focus()
        page.keyboard.press("Enter")
    community, data = page.locator(f"{copy} li > details").all()
    community.locator("summary").focus()
    page.keyboard.press("Enter")
    links = community.locator("a")
    assert links.all_inner_texts() == ["De gemeenschap", "Organisaties", "Instellingen"]
    page.keyboard.press("Tab")
    expect(links.first).to_be_focused()
    data.locator("summary").focus()
    page.keyboard.press("Space")
    expect(data.locator("a").first).to_be_visible()
    expect(links.first).to_be_hidden()  # One is open at a time.
    data.get_by_role("link", name="Standaarden").press("Enter")
    page.wait_for_url("**/nl/standaarden/")


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_a_sub_menu_opens_by_touch(look: Callable[..., Page], viewport: dict[str, int]) -> None:
    page = look(viewport=viewport, has_touch=True)
    copy = ".vsc-nav"
    if viewport is PHONE:
        page.locator(".vsc-menu > summary").tap()
        copy = ".vsc-menu"
    page.locator(f"{copy} summary", has_text="Gegevens").tap()
    page.locator(copy).get_by_role("link", name="Standaarden").tap()
    page.wait_for_url("**/nl/standaarden/")


@pytest.mark.parametrize(
    ("viewport", "menu"), [(PHONE, ".vsc-menu"), (DESK, ".vsc-nav details >> nth=0")]
)
def test_a_menu_closes_on_escape_and_when_one_goes_on(
    look: Callable[..., Page], viewport: dict[str, int], menu: str
) -> None:
    """It lies over the page: behind it, nobody would see where the keyboard is."""
    page = look(viewport=viewport)
    opener, link = page.locator(menu).locator("> summary"), page.locator(menu).locator("a").first
    for leave in (
        lambda: page.keyboard.press("Escape"),
        lambda: page.locator("header [hreflang=en]").focus(),
        lambda: page.locator("h1").click(force=True),
        lambda: page.evaluate(RETURN),
    ):
        opener.click()
        expect(link).to_be_visible()
        page.keyboard.press("Tab")
        expect(link).to_be_focused()
        leave()
        expect(link).to_be_hidden()
    opener.click()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()


#: What a browser does when it shows again a page that it has kept.
RETURN = "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"


def test_the_branch_and_the_page_are_marked(look: Callable[..., Page]) -> None:
    page = look("/nl/standaarden/")
    marked = page.locator(".vsc-nav [aria-current]")
    assert [one.text_content() for one in marked.all()] == ["Gegevens", "Standaarden"]
    assert [one.get_attribute("aria-current") for one in marked.all()] == ["true", "page"]
    path = page.get_by_role("navigation", name="Kruimelpad")
    assert path.locator("li").all_inner_texts() == ["De gegevens hergebruiken", "Standaarden"]
    path.get_by_role("link").click()
    page.wait_for_url("**/nl/gegevens/")
    expect(page.locator(".vsc-path")).to_have_count(0)
    # On a phone the branch is open.
    page.set_viewport_size({"width": 390, "height": 800})
    open_menu(page)
    expect(page.locator(".vsc-menu").get_by_role("link", name="Standaarden")).to_be_visible()


def test_words_fit_in_a_menu_with_sub_menus(look: Callable[..., Page]) -> None:
    page = look("/nl/standaarden/", viewport={"width": 320, "height": 800})
    open_menu(page)
    phones = (Stretch(320), Stretch(320, scale=200), Stretch(320, spaced=True))
    assert words_that_do_not_fit(page, phones) == []


def test_a_long_menu_is_scrolled_within_a_window(look: Callable[..., Page]) -> None:
    page = look(viewport={"width": 390, "height": 480})
    open_menu(page)
    last = page.locator(".vsc-menu").get_by_role("link", name="Contact")
    last.focus()
    expect(last).to_be_in_viewport(ratio=1)
