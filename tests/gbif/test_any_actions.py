"""Whatever a visitor does, list, facets, address and GBIF agree; actions are random, the seed is told."""

import os
import re
from collections.abc import Callable
from random import Random
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.gbif.standin.fixtures import StandInForGbif
from tests.gbif.test_pages import press

Open = Callable[..., Page]
SCOPED = "/v1/occurrence/search?facetLimit=12&facetMultiselect=true&"
FACETS = ("typeStatus", "basisOfRecord", "country")
SERIES = int(os.environ.get("SEARCH_SERIES", "1"))


def act(page: Page, random: Random) -> str:
    """Do one thing that can be done now, and name it."""
    if page.locator("[data-part=failure]").is_visible():
        page.locator("[data-part=begin], [data-part=blamed] button").first.click()
        return "begin again"
    if page.locator("[data-part=record]").is_visible():
        if random.random() < 0.5:
            page.go_back()
            return "back from a record"
        page.locator("[data-part=back]").click()
        return "to the results"
    choices = ["words", "year", "facet", "facet", "view", "back", "forward"]
    for name, selector in [
        ("next", "[data-part=next]:visible"),
        ("chip", "[data-part=chips] button"),
        ("record", "a[data-go]:visible"),
    ]:
        if page.locator(selector).count():
            choices.append(name)
    choice = random.choice(choices)
    if choice == "words":
        page.locator("input[name=q]").fill(random.choice(["", "invent", "zorv", "b", "van"]))
        page.keyboard.press("Enter")
    elif choice == "year":
        page.locator("[data-end='0']").fill(str(random.randint(1800, 2000)))
        page.locator("[data-end='0']").blur()
    elif choice == "facet":
        boxes = page.locator("[data-part=facets] input")
        if boxes.count():
            boxes.nth(random.randrange(boxes.count())).click()
    elif choice == "view":
        page.locator(f"a[data-view={random.choice(['list', 'gallery'])}]").click()
    elif choice == "back" and page.evaluate("navigation.currentEntry.index") > 1:
        page.go_back()
    elif choice == "forward":
        page.go_forward()
    elif choice == "next":
        page.locator("[data-part=next]").click()
    elif choice == "chip":
        page.locator("[data-part=chips] button").first.click()
    elif choice == "record":
        page.locator("a[data-go]:visible").first.click()
    return choice


def agrees(page: Page, gbif: StandInForGbif, scope: list[tuple[str, str]]) -> None:
    """The page shows what GBIF answers to the question in the address."""
    asked = parse_qsl(urlsplit(page.url).query)
    values = dict(asked)
    filters = [(n, v) for n, v in asked if n not in {"view", "offset", "record"}]
    if "record" in values:
        expect(page.locator(".vsc-record")).to_contain_text(values["record"])
        return
    results = page.locator("[data-part=results]")
    expect(results).to_have_attribute("aria-busy", "false", timeout=15_000)
    if values.get("view") == "gallery":
        filters = [one for one in filters if one[0] != "mediaType"] + [("mediaType", "StillImage")]
    own = {name for name, _ in filters}
    question = [*(one for one in scope if one[0] not in own), *filters]
    year = dict(filters).get("year", "")
    if year.endswith(","):
        question = [(n, v + "2100" if n == "year" else v) for n, v in question]
    facets = [("facet", facet) for facet in FACETS]
    offset = values.get("offset", "0")
    truth = gbif.get(SCOPED + urlencode([*question, *facets, ("limit", "20"), ("offset", offset)]))
    shown = page.locator("h2[data-part=count]")
    number = f"{truth['count']:,}".replace(",", ".")
    expect(shown).to_have_text(re.compile(rf"^{re.escape(number)} "))
    if values.get("view") != "gallery":
        numbers = [record.get("catalogNumber", "") for record in truth["results"]]
        cells = page.locator("tbody .vsc-row__cell--number").evaluate_all(
            "(all) => all.map((cell) => cell.querySelector('bdi')?.textContent ?? '')"
        )
        assert cells == [" ".join(number.split()) for number in numbers]
    for facet in truth["facets"]:
        name = {
            "TYPE_STATUS": "typeStatus",
            "BASIS_OF_RECORD": "basisOfRecord",
            "COUNTRY": "country",
        }[facet["field"]]
        chosen = {value for key, value in filters if key == name}
        found = {}
        for line in page.locator(f"[data-part=facets] label:has(input[name={name}])").all():
            value = line.locator("input").get_attribute("value") or ""
            count = re.sub(r"\D", "", line.locator("[data-part=tally]").text_content() or "")
            found[value] = int(count) if count else None
            assert line.locator("input").is_checked() is (value in chosen), value
        wanted = {one["name"]: one["count"] for one in facet["counts"]}
        assert {value: count for value, count in found.items() if count is not None} == wanted
        assert set(found) == set(wanted) | chosen
    expect(page.locator("input[name=q]")).to_have_value(dict(filters).get("q", ""))


@pytest.mark.parametrize("series", range(SERIES))
def test_whatever_one_does_everything_agrees(
    opened: Open, fresh_gbif: StandInForGbif, series: int, faults: list[str]
) -> None:
    seed = int(os.environ.get("SEARCH_SEED", "20261121")) + series
    print(f"SEARCH_SEED={seed}")
    random = Random(seed)
    page = opened()
    press(page)
    first = next(one for one in fresh_gbif.requests if one.path == "/v1/occurrence/search")
    scope = [("datasetKey", key) for key in first.question["datasetKey"]]
    page.evaluate(
        "document.querySelectorAll('.vsc-search details').forEach((one) => (one.open = true))"
    )
    done = []
    for _ in range(25):
        done.append(act(page, random))
        try:
            agrees(page, fresh_gbif, scope)
        except AssertionError as error:
            pytest.fail(f"SEARCH_SEED={seed}: after {', '.join(done)} at {page.url}:\n{error}")
    assert not faults
