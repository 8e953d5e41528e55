"""Where the keyboard is: every stop shows it at 3:1, and none is hidden. WCAG 2.2: 2.4.7, 2.4.11, 1.4.11.

The ring is measured in pictures of the page, with the focus and without it.
"""

import io
from collections.abc import Callable, Iterator

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.browser.kinds import KINDS, open_search

Visit = Callable[..., Page]

# Controls of one look are looked at once: by what they are, and in what they stand.
STOP = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const look = (one) => one && `${one.localName}.${one.getAttribute("class") ?? ""}`;
  // What a link makes clickable may be its whole card.
  const after = getComputedStyle(element, "::after");
  const card = after.content !== "none" && after.position === "absolute" ? element.offsetParent : null;
  const rects = [...(card ?? element).getClientRects()].filter((rect) => rect.width && rect.height);
  const hit = (x, y) => {
    const found = document.elementFromPoint(x, y);
    return !found || element.contains(found) || found.contains(element)
      || !!element.labels && [...element.labels].some((label) => label.contains(found));
  };
  const inside = (rect) => [
    [rect.left + 2, rect.top + 2], [rect.right - 2, rect.top + 2],
    [rect.left + 2, rect.bottom - 2], [rect.right - 2, rect.bottom - 2],
  ].filter(([x, y]) => x >= 0 && x < innerWidth && y >= 0 && y < innerHeight);
  const points = rects.flatMap(inside);
  const box = (card ?? element).getBoundingClientRect();
  return {
    name: `${look(element)} "${(element.innerText ?? "").trim().slice(0, 40)}"`,
    look: [look(element), look(element.parentElement), look(element.parentElement?.parentElement),
      look(element.closest("header, footer, dialog, main, nav"))].join(" < "),
    box: [box.left, box.top, box.width, box.height],
    seen: points.length > 0,
    covered: points.length > 0 && points.filter(([x, y]) => !hit(x, y)).length >= points.length / 2,
  };
}"""
MARGIN = 9
# Corners are round, and an edge of a box that scrolls may cut a side off.
ENOUGH = 0.6


def light(pixel: tuple[int, ...]) -> float:
    """Return the relative luminance of a pixel, as WCAG defines it."""
    parts = [value / 255 for value in pixel[:3]]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def changed(one: Image.Image, other: Image.Image) -> int:
    """Return how many pixels differ at 3:1 between two pictures."""
    pairs = zip(one.get_flattened_data(), other.get_flattened_data(), strict=True)
    found = 0
    for before, after in pairs:
        if before != after:
            dark, bright = sorted((light(before), light(after)))
            found += (bright + 0.05) / (dark + 0.05) >= 3
    return found


def ring(page: Page, stop: dict[str, list[float]]) -> float:
    """Return how much of a ring of 2 pixels around a stop is there: 1 and more is all of it."""
    size = page.viewport_size
    assert size
    left, top, width, height = stop["box"]
    x, y = max(left - MARGIN, 0), max(top - MARGIN, 0)
    right = min(left + width + MARGIN, size["width"])
    bottom = min(top + height + MARGIN, size["height"])
    clip = {"x": x, "y": y, "width": right - x, "height": bottom - y}

    def picture() -> Image.Image:
        taken = page.screenshot(clip=clip, caret="hide", animations="disabled")  # type: ignore[arg-type]
        return Image.open(io.BytesIO(taken)).convert("RGB")

    with_it = picture()
    page.evaluate("window.left = document.activeElement; window.left.blur()")
    without = picture()
    page.evaluate("window.left.focus({ preventScroll: true })")
    return changed(with_it, without) / (4 * (width + height))


def stops(page: Page, key: str = "Tab") -> Iterator[dict[str, list[float]]]:
    """Go through the page by keyboard."""
    for _ in range(250):
        page.keyboard.press(key)
        stop = page.evaluate(STOP)
        if stop is None:
            return
        yield stop
    pytest.fail(f"the keyboard does not get out of {page.url}", False)


def faults_of(page: Page, known: set[str], most: int = 40, back: bool = False) -> list[str]:
    """Return what is wrong with the stops of a page.

    :param known: looks of controls that are passed over; new ones are added
    :param most: so many rings are measured
    :param back: whether to go through the page from its end too
    """
    found, number, looked_at = [], 0, 0
    for stop in stops(page):
        number += 1
        if not stop["seen"]:
            found.append(f"{stop['name']} is out of sight")
        if stop["covered"]:
            found.append(f"{stop['name']} is covered")
        if str(stop["look"]) not in known and looked_at < most:
            known.add(str(stop["look"]))
            looked_at += 1
            if (part := ring(page, stop)) < ENOUGH:
                found.append(f"{stop['name']} shows {part:.0%} of a ring at 3:1")
    if number < page.locator("main a:visible").count():
        found.append(f"only {number} stops")
    for stop in stops(page, "Shift+Tab") if back else ():
        if stop["covered"] or not stop["seen"]:
            found.append(f"{stop['name']} is covered, or out of sight, on the way back")
    return found


@pytest.mark.parametrize(
    ("width", "scheme", "kinds"),
    [
        (390, "light", list(KINDS)),
        (1280, "dark", list(KINDS)),
        # Where a stop is does not depend on colours.
        (390, "dark", ["home", "search form"]),
        (1280, "light", ["home", "search form"]),
    ],
)
def test_every_stop_shows_and_is_not_covered(
    visit: Visit, width: int, scheme: str, kinds: list[str], faults: list[str]
) -> None:
    page = visit(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    known: set[str] = set()
    for number, kind in enumerate(kinds):
        # Half of them in each language.
        address = KINDS[kind][(number + (width == 390)) % 2]
        page.goto(address)
        found = faults_of(page, known, back=kind in {"text", "search form"})
        faults += [f"{address}: {one}" for one in found]
    assert len(known) >= 12
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_stop_of_the_search_shows(visit: Visit, scheme: str, faults: list[str]) -> None:
    page = visit(
        viewport={"width": 1280, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    page.goto("/nl/")
    open_search(page, "collecti")
    known: set[str] = set()
    for _ in range(25):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:  # Between the end of the dialog and its beginning: the browser itself.
            continue
        if not stop["seen"] or stop["covered"]:
            faults.append(f"{stop['name']} is covered, or out of sight")
        if stop["look"] not in known:
            known.add(stop["look"])
            if (part := ring(page, stop)) < ENOUGH:
                faults.append(f"{stop['name']} shows {part:.0%} of a ring at 3:1")
    assert len(known) >= 5
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("plant", "found"),
    [
        ("outline: none !important", "of a ring"),
        (
            "outline-color: color-mix(in srgb, currentcolor 20%, transparent) !important",
            "of a ring",
        ),
        ("outline-width: 1px !important", "of a ring"),
    ],
)
def test_a_focus_that_does_not_show_would_be_found(visit: Visit, plant: str, found: str) -> None:
    page = visit(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page.goto("/nl/contact/")
    page.evaluate(
        """(rule) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(`:focus-visible, :focus-visible::after { ${rule} }`);
          document.adoptedStyleSheets = [sheet];
        }""",
        plant,
    )
    assert any(found in one for one in faults_of(page, set(), most=6))


def test_a_stop_beneath_the_header_would_be_found(visit: Visit) -> None:
    page = visit(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page.goto("/nl/toegankelijkheid/")
    page.evaluate("""() => {
      document.querySelector("header").style.cssText = "position: fixed; inset: 0 0 auto; block-size: 50vh";
    }""")
    assert any("covered" in one for one in faults_of(page, set(), most=0))
