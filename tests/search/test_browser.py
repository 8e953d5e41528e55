"""The search of the site as visitors meet it, in both languages, on a phone and on a desk."""

import gzip
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.conftest import Built

Visit = Callable[..., Page]

SIZES = {"phone": {"width": 390, "height": 800}, "desk": {"width": 1280, "height": 800}}
FIELD = "dialog input[type=text]"
PAGES = "dialog .vsc-find__page"
STATUS = "dialog .vsc-find__status >> nth=0"
WORDS = {
    "nl": {
        "query": "herbarium",
        "title": "Projectpartners",
        "none": "Niets gevonden.",
        "name": "Zoeken op deze site",
        "other": "Zoek dit ook in het Engels",
        "heading": "Ook gevonden in het Engels",
        "lang": "en",
    },
    "en": {
        "query": "herbarium",
        "title": "Project partners",
        "none": "Nothing found.",
        "name": "Search this site",
        "other": "Look for this in Dutch too",
        "heading": "Also found in Dutch",
        "lang": "nl",
    },
}


def opened(page: Page, address: str) -> Page:
    """The page with its search open."""
    page.goto(address)
    page.locator("a.vsc-opener").click()
    expect(page.locator(FIELD)).to_be_focused()
    return page


def ask(page: Page, query: str) -> None:
    """Type a question, and wait for its answer."""
    page.locator(FIELD).fill(query)
    expect(page.locator(STATUS)).to_contain_text(":")


def stays_closed(page: Page, key: str) -> bool:
    """Press a key, and see that the search is not even fetched: what was asked for comes in order."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.keyboard.press(key)
    page.evaluate("fetch('/robots.txt').catch(() => {})")
    assert "/robots.txt" in asked
    fetched = [path for path in asked if path.startswith("/_static/js/search/")]
    return not fetched and page.locator("dialog[open]").count() == 0


@pytest.mark.parametrize("code", WORDS)
@pytest.mark.parametrize("size", SIZES)
def test_pages_are_found_as_one_types(
    visit: Visit, code: str, size: str, faults: list[str]
) -> None:
    words = WORDS[code]
    page = opened(visit(viewport=SIZES[size]), f"/{code}/")
    expect(page.get_by_role("dialog", name=words["name"])).to_be_visible()
    page.keyboard.type(words["query"], delay=20)
    result = page.locator(PAGES, has_text=words["title"])
    expect(result).to_be_visible()
    # What the first letters found may still stand there.
    expect(page.locator("dialog mark").first).to_have_text(re.compile("^herbari", re.IGNORECASE))
    assert page.evaluate("document.documentElement.scrollWidth") == SIZES[size]["width"]
    result.click()
    page.wait_for_url(f"**/{code}/partners/")
    assert not faults


def test_a_result_leads_to_its_sections(page: Page, faults: list[str]) -> None:
    opened(page, "/nl/partners/")
    ask(page, "otolieten")
    link = page.locator("dialog .vsc-find__sections a").first
    section = urlsplit(str(link.get_attribute("href"))).fragment
    assert section
    link.click()
    # It is on this very page: the search closes, and shows it.
    expect(page.locator("dialog")).to_be_hidden()
    expect(page.locator(f"[id='{section}']")).to_be_in_viewport()
    assert not faults


@pytest.mark.parametrize(("word", "whole"), [("vellen", "herbariumvellen"), ("bank", "zaadbank")])
def test_a_part_of_a_compound_is_found_and_shown_where_it_stands(
    page: Page, word: str, whole: str
) -> None:
    opened(page, "/nl/")
    ask(page, word)
    result = page.locator("dialog .vsc-find__result", has_text="Projectpartners")
    expect(result.locator("mark", has_text=whole).first).to_be_visible()
    expect(result.locator(".vsc-find__sections a").first).to_be_visible()


@pytest.mark.parametrize("code", WORDS)
def test_the_other_language_is_searched_on_request(
    page: Page, code: str, faults: list[str]
) -> None:
    words, asked = WORDS[code], []
    opened(page, f"/{code}/")
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    ask(page, "herbarium")
    other = f"/pagefind/{words['lang']}/"
    assert not [path for path in asked if path.startswith(other)]
    page.get_by_role("button", name=words["other"]).click()
    heading = page.get_by_role("heading", name=words["heading"])
    expect(heading).to_be_focused()
    group = page.locator("dialog section .vsc-find__group")
    assert group.get_attribute("lang") == words["lang"]
    expect(group.locator(".vsc-find__page").first).to_be_visible()
    assert [path for path in asked if path.startswith(other)]
    # From now on it is asked along.
    ask(page, "TDWG")
    expect(group.locator(".vsc-find__page").first).to_contain_text("tanda")
    group.locator(".vsc-find__page").first.click()
    page.wait_for_url(lambda url: urlsplit(url).path.startswith(f"/{words['lang']}/"))
    assert not faults


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_a_key_opens_it_and_escape_gives_the_focus_back(page: Page, key: str) -> None:
    page.goto("/en/about/")
    before = page.locator("main a").first
    before.focus()
    page.keyboard.press(key)
    expect(page.locator(FIELD)).to_be_focused()
    assert page.locator(FIELD).input_value() == ""
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    expect(before).to_be_focused()


def test_it_opens_by_keyboard_on_its_button(page: Page) -> None:
    page.goto("/nl/over/")
    opener = page.get_by_role("button", name="Zoeken op deze site")
    for key in ["Enter", " "]:
        opener.focus()
        page.keyboard.press(key)
        expect(page.locator(FIELD)).to_be_focused()
        page.locator("dialog").get_by_role("button", name="Sluiten").click()
        expect(opener).to_be_focused()
    assert opener.get_attribute("aria-haspopup") == "dialog"
    assert opener.get_attribute("aria-keyshortcuts") == "/ Control+K"


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_no_key_opens_it_while_one_types_in_a_field(page: Page, key: str) -> None:
    page.goto("/nl/exemplaren/zoekopdracht/")
    field = page.locator("main input[type=search]").first
    field.focus()
    assert stays_closed(page, key)
    assert field.input_value() == ("/" if key == "/" else "")


def test_the_key_can_be_switched_off_for_good(page: Page) -> None:
    """A key that is a character must not get into the way of speech input: WCAG 2.1.4."""
    opened(page, "/en/")
    box = page.get_by_role("checkbox", name="The / key opens the search")
    expect(box).to_be_checked()
    box.uncheck()
    page.keyboard.press("Escape")
    page.goto("/en/about/")
    assert stays_closed(page, "/")
    page.keyboard.press("Control+k")
    expect(page.locator(FIELD)).to_be_focused()
    page.get_by_role("checkbox", name="The / key opens the search").check()
    assert page.evaluate("localStorage.length") == 0


def test_arrows_and_enter_go_through_the_results(page: Page) -> None:
    opened(page, "/en/")
    ask(page, "specimens")
    links = page.locator("dialog .vsc-find__results a")
    assert links.count() > 2
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.press("Enter")
    expect(links.nth(0)).to_be_focused()
    target = links.nth(0).get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(str(target))


@pytest.mark.parametrize("code", WORDS)
def test_how_much_was_found_is_announced(page: Page, code: str) -> None:
    opened(page, f"/{code}/")
    status = page.locator("dialog [role=status]").first
    assert status.inner_text() == ""
    ask(page, WORDS[code]["query"])
    assert any(sign.isdigit() for sign in status.inner_text())
    page.locator(FIELD).fill("qqqqzzzz")
    expect(status).to_have_text(WORDS[code]["none"])
    assert page.locator(PAGES).count() == 0
    page.locator(FIELD).fill("")
    expect(status).to_have_text("")
    field = page.locator(FIELD)
    assert page.locator(f"label[for={field.get_attribute('id')}]").inner_text()
    assert page.locator(f"#{field.get_attribute('aria-describedby')}").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", WORDS)
def test_axe_finds_no_violation_in_it(visit: Visit, code: str, size: str, scheme: str) -> None:
    page = opened(
        visit(viewport=SIZES[size], color_scheme=scheme),
        f"/{code}/about/".replace("/nl/about", "/nl/over"),
    )
    ask(page, "collecti")
    page.get_by_role("button", name=WORDS[code]["other"]).click()
    expect(page.locator("dialog section .vsc-find__page").first).to_be_visible()
    faults = [
        (violation["id"], node["html"])
        for violation in Axe().run(page).response["violations"]
        for node in violation["nodes"]
    ]
    assert faults == []


def test_targets_are_large_enough_and_nothing_is_cut_off_on_a_small_phone(visit: Visit) -> None:
    page = opened(visit(viewport={"width": 320, "height": 640}), "/nl/")
    ask(page, "toegankelijkheidsverklaring")
    small = page.evaluate("""() => [...document.querySelectorAll("dialog :is(a, button, input)")]
      .filter((one) => one.checkVisibility())
      .map((one) => [one.outerHTML, one.getBoundingClientRect()])
      .filter(([, box]) => box.height < 24 && box.width < 24).map(([html]) => html)""")
    assert small == []
    out = page.evaluate("""() => {
      const dialog = document.querySelector("dialog").getBoundingClientRect();
      const walker = document.createTreeWalker(document.querySelector("dialog"), NodeFilter.SHOW_TEXT);
      const faults = [], range = document.createRange();
      while (walker.nextNode()) {
        range.selectNodeContents(walker.currentNode);
        for (const box of range.getClientRects())
          if (box.right > dialog.right || box.left < dialog.left) faults.push(walker.currentNode.data);
      }
      return faults;
    }""")
    assert out == []


def test_nothing_is_loaded_before_it_is_opened(page: Page, faults: list[str]) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto("/nl/")
    page.wait_for_load_state("networkidle")
    own = ("/_static/js/search/", "/_static/css/components/site-search", "/pagefind/")
    assert not [path for path in asked if path.startswith(own)]
    assert page.locator("dialog, template").count() == 0
    page.keyboard.press("/")
    expect(page.locator(FIELD)).to_be_focused()
    ask(page, "partners")
    loaded = [path for path in asked if path.startswith(own)]
    assert "/_static/js/search/dialog.js" in loaded
    assert [path for path in loaded if path.startswith("/pagefind/nl/")]
    assert not faults, "and nothing from another host"


def test_words_are_never_taken_for_html(page: Page) -> None:
    opened(page, "/en/")
    ask(page, "<img src=x onerror=alert(1)>")
    assert page.locator("dialog img").count() == 0


def test_it_works_under_a_strict_policy(visit: Visit, faults: list[str]) -> None:
    """With what docs/hosting.md says about its needs, and nothing more."""
    page = visit()
    policy = (
        "default-src 'none'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'self'; "
        "img-src 'self' data:; connect-src 'self'; worker-src 'self'; font-src 'self'"
    )

    def answer(route: Any) -> None:
        got = route.fetch()
        route.fulfill(response=got, headers=got.headers | {"content-security-policy": policy})

    page.route("**/*", answer)
    opened(page, "/nl/partners/")
    ask(page, "herbarium")
    expect(page.locator(PAGES).first).to_be_visible()
    assert not faults


def test_where_it_cannot_be_loaded_the_site_map_comes(page: Page) -> None:
    page.route("**/js/search/*", lambda route: route.abort())
    page.goto("/nl/over/")
    page.locator("a.vsc-opener").click()
    page.wait_for_url("**/nl/sitemap/")
    assert page.locator("h1").inner_text() == "Sitemap"
    assert page.locator("article").get_by_role("link", name="Partners").is_visible()


def test_an_index_that_does_not_answer_is_said(page: Page) -> None:
    page.route("**/pagefind/**", lambda route: route.abort())
    opened(page, "/en/")
    page.locator(FIELD).fill("partners")
    expect(page.locator(STATUS)).to_contain_text("The search is not working.")
    assert page.get_by_role("dialog").get_by_role("link", name="Site map").is_visible()


@pytest.mark.parametrize("code", WORDS)
def test_without_a_script_the_site_map_leads_to_every_page(
    visit: Visit, addresses: list[str], code: str
) -> None:
    page = visit(java_script_enabled=False, viewport=SIZES["phone"])
    page.goto(f"/{code}/partners/")
    page.locator("a.vsc-opener").click()
    page.wait_for_url(f"**/{code}/sitemap/")
    listed = {
        urlsplit(link).path
        for link in page.locator("article a").evaluate_all("(all) => all.map((one) => one.href)")
    }
    pages = {address for address in addresses if address.endswith("/")}
    assert listed == {address for address in pages if address.startswith(f"/{code}/")}


def test_scripts_are_published_without_their_comments(built_site: Built) -> None:
    scripts = {
        name: text
        for name, text in built_site.files.items()
        if name.endswith(".js") and name.startswith("_static/js")
    }
    assert {"_static/js/portal.js", "_static/js/search/dialog.js"} <= set(scripts)
    assert not [name for name, text in scripts.items() if b"@ts-check" in text or b"/**" in text]
    assert len(gzip.compress(scripts["_static/js/portal.js"], 6)) < 1850
