"""The index of partners in a browser: one chooses without a script, and sees what is left."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

Visit = Callable[..., Page]


@pytest.fixture
def index(visit: Visit) -> Page:
    page = visit(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    page.goto("/en/partners/")
    return page


def shown(page: Page) -> list[str]:
    names = page.locator(".vsc-index__list li:visible .vsc-index__name")
    return [name.strip() for name in names.all_inner_texts()]


def said(page: Page) -> list[str]:
    """How many are left, as a screen reader hears it: a counter is in no text of the page."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    texts = [
        node["name"]["value"]
        for node in tree["nodes"]
        if node.get("role", {}).get("value") == "StaticText"
    ]
    return [text for text, after in pairwise(texts) if after.startswith(" of 21 partners.")]


def test_a_kind_and_a_place_are_chosen_without_a_script(index: Page) -> None:
    assert len(shown(index)) == 21
    index.get_by_role("radio", name="plants and fungi").check()
    plants = shown(index)
    assert "Meise Botanic Garden" in plants
    assert "Flanders Marine Institute (VLIZ)" not in plants
    index.locator(".vsc-index summary").click()
    index.get_by_role("radio", name="Meise").check()
    assert shown(index) == [
        "Meise Botanic Garden",
        "Association of Botanical Gardens and Arboreta (VBTA)",
    ]
    assert said(index) == ["2"]
    index.get_by_role("radio", name="everything").check()
    index.get_by_role("radio", name="everywhere").check()
    assert said(index) == ["21"]


def test_a_name_on_the_map_chooses_its_place(index: Page) -> None:
    index.locator(".vsc-map-of-belgium label", has_text="Leuven").first.click()
    assert shown(index) == ["KU Leuven"]


def test_the_keyboard_walks_through_the_kinds(index: Page) -> None:
    index.get_by_role("radio", name="everything").focus()
    index.keyboard.press("ArrowRight")
    expect(index.get_by_role("radio", name="plants and fungi")).to_be_checked()
    assert "KU Leuven" not in shown(index)


def test_names_on_the_map_do_not_cover_each_other(visit: Visit) -> None:
    page = visit(viewport={"width": 360, "height": 800})
    for width in (360, 390, 768, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        for address in ("/nl/partners/", "/en/partners/"):
            page.goto(address)
            assert page.evaluate(COVERED) == [], (width, address)


COVERED = """() => {
  const boxes = [...document.querySelectorAll(".vsc-map-of-belgium__name")].map((label) => {
    const range = document.createRange();
    range.selectNodeContents(label);
    return [label.innerText, range.getBoundingClientRect()];
  });
  const inside = ([, box]) => box.left >= 0 && box.right <= innerWidth;
  return boxes.flatMap(([name, a], i) => boxes.slice(i + 1).filter(([, b]) =>
    a.left < b.right && b.left < a.right && a.top + 2 < b.bottom - 2 && b.top + 2 < a.bottom - 2,
  ).map(([other]) => `${name} / ${other}`)).concat(boxes.filter((one) => !inside(one)).map(([name]) => name));
}"""
