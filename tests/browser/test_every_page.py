"""What holds on every page of the site, in every language: seen in a real browser."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Visit = Callable[..., Page]

# By its horizontal scroll bar, or by something that sticks out of a clipped page.
STICKS_OUT = """() => {
  const width = document.documentElement.clientWidth;
  const faults = [];
  if (document.documentElement.scrollWidth > width)
    faults.push(`is ${document.documentElement.scrollWidth}px wide`);
  for (const element of document.querySelectorAll("main *, header *, footer *")) {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    if (!box.width || !box.height || style.visibility === "hidden") continue;
    if (style.position === "absolute" && box.right <= 0) continue;
    if (element.closest("svg, [popover]:not(:popover-open)")) continue;
    let inside = false;
    for (let up = element.parentElement; up; up = up.parentElement)
      if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(up).overflowX)
          && up !== document.body && up !== document.documentElement) inside = true;
    if (!inside && (box.right > width + 1 || box.left < -1))
      faults.push(`<${element.localName} class="${element.className}"> ends at ${box.right}`);
  }
  return faults.slice(0, 5);
}"""


# WCAG 2.5.8, which axe looks at on request only: targets of 24 pixels, or with room around them.
AXE = {"rules": {"target-size": {"enabled": True}}}


def load_everything(page: Page) -> None:
    """Scroll through the page, so that pictures that wait for that are there."""
    page.evaluate("""async () => {
      for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) {
        scrollTo(0, y);
        await new Promise(requestAnimationFrame);
      }
      scrollTo(0, 0);
    }""")
    page.wait_for_load_state("networkidle")


def test_pages_are_there_in_every_language(addresses: list[str]) -> None:
    dutch = [address for address in addresses if address.startswith("/nl/")]
    english = [address for address in addresses if address.startswith("/en/")]
    assert len(dutch) == len(english) >= 8
    assert "/" in addresses


def test_nothing_is_missing_and_nothing_leaves_the_site(
    page: Page, addresses: list[str], faults: list[str]
) -> None:
    for address in addresses:
        answer = page.goto(address)
        assert answer and answer.ok, address
        load_everything(page)
        broken = page.evaluate(
            "[...document.images].filter((i) => !i.complete || !i.naturalWidth).map((i) => i.src)"
        )
        faults += [f"{address}: {picture} is broken" for picture in broken]
    assert not faults


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_scrolls_sideways(
    visit: Visit, addresses: list[str], width: int, faults: list[str]
) -> None:
    page = visit(viewport={"width": width, "height": 800})
    for address in addresses:
        page.goto(address)
        faults += [f"{address} at {width}px: {fault}" for fault in page.evaluate(STICKS_OUT)]
    assert not faults


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(
    visit: Visit, addresses: list[str], scheme: str, width: int, faults: list[str]
) -> None:
    page = visit(color_scheme=scheme, viewport={"width": width, "height": 800})
    axe = Axe()
    for address in addresses:
        page.goto(address)
        for violation in axe.run(page, options=AXE).response["violations"]:
            for node in violation["nodes"]:
                faults.append(f"{address}: {violation['id']}: {node['html']} {node['any'][:1]}")
    assert not faults, "\n".join(faults)


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


def test_axe_would_find_one(page: Page) -> None:
    """The check itself works: a picture without an alternative text is found."""
    page.goto("/nl/")
    page.evaluate("document.querySelector('main').append(new Image())")
    assert "image-alt" in {violation["id"] for violation in Axe().run(page).response["violations"]}


def test_axe_would_find_a_target_that_is_too_small(page: Page) -> None:
    page.goto("/nl/")
    page.evaluate("""() => document.querySelector("main").insertAdjacentHTML("afterbegin",
      "<ul><li><a href=#a>a</a></li><li><a href=#b>b</a></li></ul>")""")
    page.evaluate("""() => document.querySelectorAll("main > ul *").forEach((one) => {
      one.style.cssText = "font-size: 8px; line-height: 8px; margin: 0; padding: 0";
    })""")
    found = Axe().run(page, options=AXE).response["violations"]
    assert "target-size" in {violation["id"] for violation in found}


def test_the_guard_would_stop_a_request(page: Page, faults: list[str]) -> None:
    """The check itself works: a request to elsewhere is stopped and noted."""
    page.goto("/nl/")
    page.evaluate("fetch('https://example.org/').catch(() => {})")
    page.wait_for_timeout(200)
    assert any("https://example.org/" in fault for fault in faults)


def test_a_page_that_is_too_wide_would_be_found(visit: Visit) -> None:
    """The check itself works: a box that is wider than the window is found."""
    page = visit(viewport={"width": 320, "height": 800})
    page.goto("/nl/")
    page.evaluate("document.querySelector('article').style.minWidth = '400px'")
    assert page.evaluate(STICKS_OUT)


def test_pages_work_without_a_script(visit: Visit, addresses: list[str], faults: list[str]) -> None:
    page = visit(java_script_enabled=False, viewport={"width": 390, "height": 800})
    for address in addresses:
        page.goto(address)
        if page.locator("h1").count() != 1:
            faults.append(f"{address} has {page.locator('h1').count()} h1")
        if not page.locator("h1").is_visible():
            faults.append(f"{address}: the title does not show")
    assert not faults


def test_nothing_is_stored_before_a_reader_chooses(page: Page, addresses: list[str]) -> None:
    for address in addresses:
        page.goto(address)
        stored = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
        assert stored == [0, 0, ""], address
