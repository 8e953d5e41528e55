"""Many catalogue numbers at once: what a pasted list means, what is asked, and what the table says."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.stretched import STICKS_OUT
from tests.gbif.standin.fixtures import StandInForGbif
from tests.gbif.standin.others import scope_of_the_site
from tests.gbif.test_modules import SETTINGS
from tests.gbif.test_pages import DESK, PHONE, query, searches

Open = Callable[..., Page]
Run = Callable[..., Any]


@pytest.mark.parametrize(
    ("pasted", "meant"),
    [
        ("", []),
        (" \n ,; \t\r\n", []),
        ("BR1\nBR2\r\nBR1", [["BR1"], ["BR2"], ["BR1"]]),
        ("BR1;BR2\tBR3", [["BR1"], ["BR2"], ["BR3"]]),
        ("BR1, BR2", [["BR1, BR2", "BR1", "BR2"]]),
        ('"BR1","BR2"', [['BR1","BR2', "BR1", "BR2"]]),
        ("BR1 BR2 " * 20, [["BR1"], ["BR2"]] * 20),
        # Numbers may hold blanks and commas.
        ("Herb.  Y,  a", [["Herb. Y, a"]]),
        ("122 (WSP, isotype)", [["122 (WSP, isotype)"]]),
        ("x" * 100, [["x" * 60]]),
    ],
)
def test_a_pasted_list_means_numbers(modules: Run, pasted: str, meant: list[list[str]]) -> None:
    assert modules("numbers.js", "m.readNumbers(...a)", pasted) == meant


@pytest.mark.parametrize("number", ["BR0000012345678", "é €" * 20])
def test_numbers_are_asked_in_pieces_that_fit_into_an_address(modules: Run, number: str) -> None:
    left = [f"{number}{place}" for place in range(500)]
    while left:
        piece = modules("numbers.js", "m.fitting(...a)", left, SETTINGS)
        address = modules("numbers.js", "m.numbersAddress(...a)", piece, SETTINGS)
        assert len(address) <= 2000
        assert piece == left[: len(piece)]
        left = left[len(piece) :]
        if left:
            longer = [*piece, left[0]]
            assert len(modules("numbers.js", "m.numbersAddress(...a)", longer, SETTINGS)) > 2000
    assert modules("numbers.js", "m.fitting(...a)", ["y" * 3000, "BR1"], SETTINGS) == ["y" * 3000]


# -- In the browser ---------------------------------------------------------


def numbers_of(gbif: StandInForGbif, count: int) -> list[str]:
    """Catalogue numbers of that many specimens of the site's data sets."""
    scope = urlencode([("datasetKey", key) for key in scope_of_the_site()])
    records = [
        record
        for offset in (0, 300)
        for record in gbif.get(f"/v1/occurrence/search?{scope}&limit=300&offset={offset}")[
            "results"
        ]
    ]
    gbif.reset()
    return [record["catalogNumber"] for record in records if "catalogNumber" in record][:count]


def look_up(page: Page, numbers: list[str]) -> None:
    """Paste numbers, by keyboard alone, and press the button."""
    page.locator("[data-part=numbers] > summary").focus()
    if not page.locator("#gbif-numbers").is_visible():
        page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#gbif-numbers")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("\n".join(numbers))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def lines(page: Page) -> list[list[str]]:
    """The cells of the table."""
    rows: Locator = page.locator("[data-part=numbers-rows] tr")
    return [row.locator("th, td").all_inner_texts() for row in rows.all()]


@pytest.mark.parametrize(
    ("language", "width"), [("nl", PHONE), ("en", DESK)], ids=["nl phone", "en desk"]
)
def test_found_missing_and_several_stand_in_the_order_of_the_list(
    opened: Open,
    fresh_gbif: StandInForGbif,
    language: str,
    width: dict[str, int],
    faults: list[str],
) -> None:
    first, second = numbers_of(fresh_gbif, 2)
    page = opened("specimens", language, viewport=width)
    page.locator("[data-part=numbers] > summary").click()
    assert fresh_gbif.requests == []
    look_up(
        page,
        [first, "NOPE-1", "STRANGE-TWICE", "NOPE-2, NOPE-3", f" {second.lower()} ", first],
    )
    said = {
        "nl": "Gevonden: 2. Meer dan één exemplaar: 1. Niet gevonden: 3. "
        "Meer dan eens in je lijst: 1.",
        "en": "Found: 2. Several specimens: 1. Not found: 3. More than once in your list: 1.",
    }
    expect(page.locator("[data-part=numbers-status]")).to_have_text(said[language])
    expect(page.locator("[data-part=numbers-press]")).to_be_focused()
    no, several, twice = {
        "nl": ("niet gevonden", "2 exemplaren", "2 keer in je lijst"),
        "en": ("not found", "2 specimens", "2 times in your list"),
    }[language]
    table = lines(page)
    assert [re.sub(r"\s+", " ", head) for head, _, _ in table] == [
        *(f"{first} {twice}", "NOPE-1", "STRANGE-TWICE", "NOPE-2", "NOPE-3"),
        *(second.lower(), f"{first} {twice}"),
    ]
    assert [state for _, state, _ in table][1:5] == [no, several, no, no]
    assert not any(specimen for _, state, specimen in table if state == no)
    assert page.locator("[data-part=numbers-rows] a[data-go]").count() == 5
    (asked,) = searches(fresh_gbif)
    assert len(asked["datasetKey"]) == 8, "within the scope"
    page.locator("#gbif-numbers").focus()
    violations = Axe().run(page).response["violations"]
    assert [violation["id"] for violation in violations] == []
    assert page.evaluate(STICKS_OUT) == []
    page.locator("[data-part=numbers-rows] a[data-go]").first.press("Enter")
    expect(page.locator(".vsc-record")).to_contain_text(first)
    assert not faults


def test_five_hundred_numbers_take_few_requests_of_a_size_that_servers_accept(
    opened: Open, fresh_gbif: StandInForGbif, faults: list[str]
) -> None:
    numbers = numbers_of(fresh_gbif, 500)
    page = opened()
    look_up(page, numbers)
    expect(page.locator("[data-part=numbers-status]")).to_contain_text(f"Gevonden: {len(numbers)}.")
    sizes = [len(fresh_gbif.url + one.path + "?" + one.query) for one in fresh_gbif.requests]
    assert max(sizes) <= 2000
    assert len(sizes) < 15
    asked = [number for one in searches(fresh_gbif) for number in one["catalogNumber"]]
    assert asked == numbers, "each once"
    expect(page.locator("[data-part=numbers-long]")).to_be_visible()
    expect(page.locator("[data-part=numbers-link]")).to_be_hidden()
    assert not faults


def test_more_records_than_one_answer_holds_are_asked_for_in_halves(
    opened: Open, fresh_gbif: StandInForGbif
) -> None:
    numbers = numbers_of(fresh_gbif, 3)
    page = opened()

    def many(route: Any) -> None:
        """400 records of the second number."""
        asked = [number for number in numbers if f"catalogNumber={number}" in route.request.url]
        records = [{"key": place, "catalogNumber": numbers[1]} for place in range(400)]
        own = [{"key": 1000, "catalogNumber": number} for number in asked if number != numbers[1]]
        found = [*(records if numbers[1] in asked else []), *own]
        headers = {"Access-Control-Allow-Origin": "*"}
        route.fulfill(json={"count": len(found), "results": found[:300]}, headers=headers)

    page.route("**/v1/occurrence/search?*", many)
    look_up(page, numbers)
    expect(page.locator("[data-part=numbers-status]")).to_contain_text(
        "Gevonden: 2. Meer dan één exemplaar: 1. Niet gevonden: 0."
    )
    assert [state for _, state, _ in lines(page)] == ["gevonden", "400 exemplaren", "gevonden"]
    more = page.locator("[data-part=numbers-rows] a[data-page]")
    expect(more).to_have_text("400 exemplaren")
    assert f"catalogNumber={numbers[1]}" in (more.get_attribute("href") or "")


@pytest.mark.parametrize("kind", ["400", "429", "html", "truncated", "empty"])
def test_a_failure_keeps_what_was_found_and_the_button_asks_for_the_rest(
    opened: Open, fresh_gbif: StandInForGbif, kind: str
) -> None:
    numbers = numbers_of(fresh_gbif, 120)
    page = opened()
    fresh_gbif.fail(kind, having=numbers[-1], times=1)
    look_up(page, numbers)
    status = page.locator("[data-part=numbers-status]")
    expect(status).to_contain_text("de knop vraagt de rest")
    kept = int(re.findall(r"Gevonden: (\d+)", status.inner_text())[0])
    assert 0 < kept < len(numbers)
    expect(status).to_contain_text(f"Nog niet gevraagd: {len(numbers) - kept}.")
    assert len(lines(page)) == len(numbers)
    before = len(fresh_gbif.requests)
    if kind == "429":
        return  # GBIF is left in peace for half a minute.
    expect(page.locator("[data-part=numbers-press]")).to_have_text("Zoek de rest op")
    page.locator("[data-part=numbers-press]").press("Enter")
    expect(status).to_have_text(re.compile(rf"^Gevonden: {len(numbers)}\."))
    assert len(fresh_gbif.requests) == before + 1


def test_it_can_be_stopped(opened: Open, fresh_gbif: StandInForGbif, faults: list[str]) -> None:
    numbers = numbers_of(fresh_gbif, 120)
    page = opened()
    fresh_gbif.fail("held", having=numbers[-1])
    look_up(page, numbers)
    press = page.locator("[data-part=numbers-press]")
    status = page.locator("[data-part=numbers-status]")
    expect(status).to_have_text(re.compile(rf"^Aan het opzoeken: [1-9]\d* van {len(numbers)} …"))
    expect(press).to_have_text("Stoppen")
    press.press("Enter")
    expect(status).to_have_text(re.compile(r"^Gestopt\. .*Gevonden: [1-9]\d*\. .*gevraagd"))
    expect(press).to_be_focused()
    fresh_gbif.release()
    press.press("Enter")
    expect(status).to_contain_text(f"Gevonden: {len(numbers)}.")
    assert not faults


def test_what_was_not_found_is_copied_and_what_was_found_becomes_results(
    opened: Open, fresh_gbif: StandInForGbif, faults: list[str]
) -> None:
    first, second = numbers_of(fresh_gbif, 2)
    page = opened(permissions=["clipboard-read", "clipboard-write"])
    look_up(page, ["NOPE-1", first, "NOPE-2", second, "NOPE-1"])
    expect(page.locator("[data-part=numbers-missing]")).to_be_visible()
    page.locator("[data-part=numbers-missing]").press("Enter")
    expect(page.locator("[data-part=numbers-status]")).to_contain_text("2 catalogusnummers zijn")
    assert page.evaluate("navigator.clipboard.readText()") == "NOPE-1\nNOPE-2"
    page.locator("[data-part=numbers-link]").press("Enter")
    expect(page.locator("h2[data-part=count]")).to_have_text("2 exemplaren")
    assert query(page) == {"catalogNumber": [first, second]}
    assert not faults


def test_of_a_very_long_list_the_first_thousand_are_looked_up(
    opened: Open, fresh_gbif: StandInForGbif
) -> None:
    page = opened()
    look_up(page, [f"NOPE-{place}" for place in range(1005)])
    expect(page.locator("[data-part=numbers-status]")).to_contain_text(
        "Niet opgezocht, omdat ze na de eerste 1.000 komen: 5."
    )
    assert "NOPE-1000" not in {
        one for asked in searches(fresh_gbif) for one in asked["catalogNumber"]
    }
