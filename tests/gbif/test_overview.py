"""The overview: what is counted, what it shows, where its bars lead."""

import gzip
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.stretched import STICKS_OUT
from tests.conftest import Built
from tests.gbif.standin.fixtures import StandInForGbif
from tests.gbif.test_pages import DESK, PHONE, SHOW, answered, count, query, searches

Open = Callable[..., Page]
Run = Callable[..., Any]
COUNTED = ["year", "country", "basisOfRecord", "datasetKey", "institutionKey", "familyKey"]
TITLES = {
    "nl": ["Periode", "Land", "Soort exemplaar", "Dataset", "Instelling", "Familie"],
    "en": ["Period", "Country", "Kind of record", "Data set", "Institution", "Family"],
}


def overview(opened: Open, language: str = "en", question: str = "", **options: Any) -> Page:
    """The overview of a question."""
    page = opened("specimens", language, f"?view=overview{question}", **options)
    page.locator(SHOW).click()
    answered(page)
    return page


def charts(page: Page) -> Locator:
    return page.locator(".vsc-chart")


def number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


@pytest.mark.parametrize(
    ("years", "periods"),
    [
        ({"1900": 3}, [("1900,1900", 3)]),
        ({"1901": 1, "1899": 2}, [("1899,1899", 2), ("1900,1900", 0), ("1901,1901", 1)]),
        (
            {"1900": 1, "1919": 2, "1911": 4, "soon": 9},
            [
                (f"{year},{year + 1}", {1900: 1, 1910: 4, 1918: 2}.get(year, 0))
                for year in range(1900, 1919, 2)
            ],
        ),
        (
            {"1801": 1, "2024": 2},
            [
                (f"{year},{year + 19}", {1800: 1, 2020: 2}.get(year, 0))
                for year in range(1800, 2021, 20)
            ],
        ),
        (
            {"1": 1, "9999": 1},
            [(f"{year},{year + 999}", int(year in (0, 9000))) for year in range(0, 9001, 1000)],
        ),
        ({"soon": 9}, []),
    ],
)
def test_years_become_a_dozen_periods_of_one_length(
    modules: Run, years: dict[str, int], periods: list[tuple[str, int]]
) -> None:
    counts = [{"value": value, "count": number} for value, number in years.items()]
    found = modules("overview.js", "m.periodsOf(...a)", counts)
    assert [(one["value"], one["count"]) for one in found] == periods


@pytest.mark.parametrize(
    ("language", "width"), [("nl", PHONE), ("en", DESK)], ids=["nl phone", "en desk"]
)
def test_one_request_counts_everything_and_each_number_can_be_read(
    opened: Open,
    fresh_gbif: StandInForGbif,
    language: str,
    width: dict[str, int],
    faults: list[str],
) -> None:
    page = overview(opened, language, "&q=invent", viewport=width)
    page.wait_for_load_state("networkidle")
    (asked,) = searches(fresh_gbif)
    assert asked["facet"] == COUNTED
    assert asked["limit"] == ["0"]
    expect(page.locator("a[data-view=overview]")).to_have_attribute("aria-current", "true")
    (request,) = [one for one in fresh_gbif.requests if one.path == "/v1/occurrence/search"]
    truth = fresh_gbif.get(f"{request.path}?{request.query}")
    assert count(page) == truth["count"]
    assert page.locator(".vsc-chart caption").all_inner_texts() == TITLES[language]
    for name in ["facets", "columns", "citations", "range", "pager"]:
        expect(page.locator(f"[data-part={name}]")).to_be_hidden()
    for chart, facet in zip(charts(page).all(), truth["facets"], strict=True):
        rows = [row.inner_text().split("\n") for row in chart.locator("tbody tr").all()]
        shown = [number(row[-1]) for row in rows]
        counts = [one["count"] for one in facet["counts"]]
        if facet["field"] == "YEAR" or len(counts) < 14:
            assert sum(shown) == truth["count"], "with what is not stated"
        else:
            assert shown == counts[:12]
    text = page.locator(".vsc-charts").inner_text()
    assert not re.search(r"[0-9a-f]{8}-|\b\d{6}\b|_", text), "names, not keys"
    for row in charts(page).locator("tbody tr").all():
        assert row.locator("svg[aria-hidden=true] rect").count() == 1
    page.evaluate("document.querySelectorAll('.vsc-charts button').forEach((one) => one.click())")
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
    assert page.evaluate(STICKS_OUT) == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate(STICKS_OUT) == []
    assert not faults


@pytest.mark.parametrize("place", range(6), ids=COUNTED)
def test_each_bar_leads_to_what_it_counts(
    opened: Open, fresh_gbif: StandInForGbif, place: int, faults: list[str]
) -> None:
    page = overview(opened)
    row = charts(page).nth(place).locator("tbody tr").nth(1)
    counted = number(row.locator("td").inner_text())
    address = row.locator("a").get_attribute("href") or ""
    row.locator("a").press("Enter")
    expect(page.locator("h2[data-part=count]")).to_have_text(re.compile(rf"^{counted:,} "))
    expect(page.locator("h2[data-part=count]")).to_be_focused()
    assert query(page) == parse_qs(urlsplit(address).query)
    assert query(page).keys() == {COUNTED[place], "view"}
    if place:
        expect(charts(page).nth(place).locator("tbody a")).to_have_count(0)
        expect(page.locator("[data-part=chips] button")).to_have_count(1)
    page.go_back()
    expect(row.locator("a")).to_be_visible()
    page.locator("a[data-view=list]").click()
    expect(page.locator("tbody .vsc-row").first).to_be_visible()
    expect(page.locator("[data-part=facets]")).to_be_visible()
    assert not faults


def test_the_whole_bar_can_be_pressed(opened: Open, faults: list[str]) -> None:
    page = overview(opened)
    charts(page).nth(1).locator("svg").first.click(force=True)
    page.wait_for_url("**/?country=*")
    assert not faults


def test_rarer_values_follow_and_only_those_that_show_are_named(
    opened: Open, fresh_gbif: StandInForGbif
) -> None:
    page = overview(opened)
    page.wait_for_load_state("networkidle")
    families = charts(page).last
    expect(families.locator("tbody tr")).to_have_count(12)
    (request,) = [one for one in fresh_gbif.requests if one.path == "/v1/occurrence/search"]
    named = {one.path for one in fresh_gbif.requests}
    (counts,) = [
        facet["counts"]
        for facet in fresh_gbif.get(f"{request.path}?{request.query}")["facets"]
        if facet["field"] == "FAMILY_KEY"
    ]
    asked = [f"/v1/species/{one['name']}" in named for one in counts]
    assert asked == [True] * 12 + [False] * (len(counts) - 12)
    more = page.locator(".vsc-charts > div").last.locator("[data-part=more]")
    more.press("Enter")
    expect(families.locator("tbody tr").nth(12).locator("a")).to_be_focused()
    expect(families.locator("tbody tr")).to_have_count(24)
    expect(families.locator("tbody th").last).not_to_have_text(re.compile(r"^\d+$"))


def test_a_family_of_another_taxonomy_is_no_filter(
    opened: Open, fresh_gbif: StandInForGbif
) -> None:
    page = opened("specimens", "en", "?view=overview&taxonKey=4CGXP")

    def answer(route: Route) -> None:
        counts = [{"name": "7WTGD", "count": 3}, {"name": "3065", "count": 2}]
        facets = [{"field": "FAMILY_KEY", "counts": counts}]
        headers = {"Access-Control-Allow-Origin": "*"}
        route.fulfill(json={"count": 5, "results": [], "facets": facets}, headers=headers)

    page.route("**/v1/occurrence/search?*", answer)
    page.locator(SHOW).click()
    expect(charts(page)).to_have_count(1)
    expect(charts(page).locator("tbody tr")).to_have_count(2)
    (link,) = charts(page).locator("a").all()
    assert "familyKey=7WTGD" in (link.get_attribute("href") or "")


def test_nothing_found_says_so(opened: Open, faults: list[str]) -> None:
    page = overview(opened, question="&q=nonesuchword")
    expect(page.locator("[data-part=empty]")).to_be_visible()
    expect(charts(page)).to_have_count(0)
    assert not faults


@pytest.mark.parametrize("kind", ["strange", "nulls", "missing", "array", "503"])
def test_an_answer_of_another_form_breaks_nothing(
    opened: Open, fresh_gbif: StandInForGbif, kind: str, faults: list[str]
) -> None:
    fresh_gbif.fail(kind, path="/v1/occurrence/search")
    page = opened("specimens", "en", "?view=overview")
    page.locator(SHOW).click()
    expect(page.locator("[data-part=failure]:visible, [data-part=results]:visible")).to_have_count(
        1
    )
    expect(page.locator("[data-part=results]")).to_have_attribute("aria-busy", "false")
    assert "NaN" not in page.locator(".vsc-search").inner_html()
    assert not faults


def test_what_comes_on_request_weighs_less_than_12_kb(
    opened: Open, search_site: Built, faults: list[str]
) -> None:
    asked = {"overview.js", "csv.js", "numbers.js"}
    page = opened("")
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(urlsplit(request.url).path))
    page.goto("/en/specimen/search/?q=invent")
    page.locator(SHOW).click()
    answered(page)
    before = set(loaded)
    assert not asked & {path.rsplit("/", 1)[1] for path in before}
    page.locator("a[data-view=overview]").click()
    expect(charts(page)).to_have_count(6)
    with page.expect_download():
        page.locator("[data-act=csv]").click()
    page.locator("[data-part=numbers] > summary").click()
    page.locator("#gbif-numbers").fill("NOPE-1")
    page.locator("[data-part=numbers-press]").click()
    expect(page.locator("[data-part=numbers-found]")).to_be_visible()
    own = {path for path in loaded if path.startswith("/_static/")} - before
    assert asked <= {path.rsplit("/", 1)[1] for path in own}
    weight = sum(
        len(gzip.compress((search_site.folder / path[1:]).read_bytes(), 6)) for path in own
    )
    assert weight <= 12_000, f"{weight} bytes: {sorted(own)}"
    assert not faults
