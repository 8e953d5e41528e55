"""The search pages in the browser, with the stand-in for GBIF: views, facets, address, keyboard."""

import gzip
import json
import re
from collections.abc import Callable
from itertools import product
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from tests.browser.stretched import STICKS_OUT
from tests.conftest import ROOT, Built, wait_until
from tests.gbif.conftest import ADDRESSES, visit
from tests.gbif.standin.fixtures import StandInForGbif
from tests.gbif.standin.taxa import letter_key

Open = Callable[..., Page]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
SHOW = "[data-act=show]:visible"


def press(page: Page) -> None:
    """Press the search button, and wait for the answer."""
    page.locator("form[role=search] button[type=submit]").first.click()
    answered(page)


def answered(page: Page) -> None:
    expect(page.locator("[data-part=results]")).to_be_visible()
    expect(page.locator("[data-part=results]")).to_have_attribute("aria-busy", "false")


def count(page: Page) -> int:
    return int(re.sub(r"\D", "", page.locator("h2[data-part=count]").inner_text()))


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def searches(gbif: StandInForGbif) -> list[dict[str, list[str]]]:
    return [one.question for one in gbif.requests if one.path == "/v1/occurrence/search"]


def box(page: Page, parameter: str, value: str) -> Any:
    return page.locator(f"[data-part=facets] input[name={parameter}][value='{value}']")


# -- Before the visitor asks ------------------------------------------------


@pytest.mark.parametrize("kind", ["specimens", "literature", "publishers", "institutions"])
def test_nothing_is_asked_before_the_visitor_does(
    opened: Open, fresh_gbif: StandInForGbif, kind: str, faults: list[str]
) -> None:
    page = opened(kind, "nl", "?q=zorve&offset=20&view=map&record=9000000000")
    page.clock.install()
    page.locator("input[name=q]").press_sequentially("abc")
    if kind == "specimens":
        page.get_by_text("Preciezer zoeken").click()
        page.locator("#gbif-specimens-taxon").press_sequentially("Glim")
        page.clock.run_for(5000)
    page.go_back()
    page.go_forward()
    page.wait_for_load_state("networkidle")
    assert fresh_gbif.requests == []
    assert not faults


def test_an_address_with_a_question_shows_it_and_waits(
    opened: Open, fresh_gbif: StandInForGbif, faults: list[str]
) -> None:
    asked = "?q=invent&catalogNumber=A1&year=1900%2C1950&typeStatus=Holotype"
    page = opened("specimens", "nl", asked)
    expect(page.locator("input[name=q]")).to_have_value("invent")
    expect(page.locator("#gbif-specimens-number")).to_have_value("A1")
    expect(page.locator("[data-end='1']")).to_have_value("1950")
    expect(page.locator("[data-part=chips]")).to_contain_text("Typestatus Holotype")
    show = page.locator(SHOW)
    assert show.inner_text() == "Toon de resultaten van GBIF"
    assert fresh_gbif.requests == []
    show.click()
    answered(page)
    (question,) = searches(fresh_gbif)
    assert question["q"] == ["invent"]
    assert question["year"] == ["1900,1950"]
    assert question["typeStatus"] == ["Holotype"]
    assert urlsplit(page.url).query == asked[1:]
    assert not faults


def test_suggestions_begin_when_one_ticks_that(
    opened: Open, fresh_gbif: StandInForGbif, faults: list[str]
) -> None:
    page = opened("specimens", "en")
    page.get_by_text("Search more precisely").click()
    page.get_by_label("Suggest names from GBIF as I type").check()
    page.locator("#gbif-specimens-taxon").press_sequentially("Glim")
    expect(page.locator("[role=option]:visible").first).to_be_visible()
    assert {one.path for one in fresh_gbif.requests} == {"/v1/species/suggest"}
    page.locator("[role=option]:visible").first.click()
    assert searches(fresh_gbif) == [], "a name was chosen; nothing was searched for"
    assert "taxonKey" in query(page)
    assert not faults


def test_of_namesakes_the_visitor_chooses_and_a_synonym_leads_to_its_taxon(
    opened: Open, fresh_gbif: StandInForGbif, faults: list[str]
) -> None:
    page = opened("specimens", "en")
    page.get_by_text("Search more precisely").click()
    page.locator("#gbif-specimens-taxon").fill("dwimzorva")
    page.keyboard.press("Enter")
    chips = page.locator("[role=option]:visible")
    expect(chips).to_have_count(2)
    expect(page.locator("[data-part=taxon-note]")).to_contain_text("Which one do you mean")
    taxa = fresh_gbif.get("/v1/species/suggest?q=dwimzorva")
    for chip, taxon in zip(chips.all_inner_texts(), taxa, strict=True):
        assert chip.endswith(f"genus, {taxon['family']}, {taxon['kingdom']}")
    assert query(page) == {}
    page.locator("#gbif-specimens-taxon").fill("vraxdwimella")
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=taxon-note]")).to_have_text(
        "“Vraxdwimella Invent, 1883” is a synonym. You see Dwimzorva Invent, 1850, its accepted name."
    )
    page.wait_for_url("**/?taxonKey=3")
    assert not faults


def test_what_was_typed_before_the_script_came_gets_suggestions(
    opened: Open, fresh_gbif: StandInForGbif, faults: list[str]
) -> None:
    page = opened("specimens", "en")
    held: list[Route] = []
    page.route("**/taxon.js*", lambda route: held.append(route))
    page.get_by_text("Search more precisely").click()
    page.get_by_label("Suggest names from GBIF as I type").check()
    page.locator("#gbif-specimens-taxon").press_sequentially("Glim")
    for _ in range(500):
        if not held:
            page.wait_for_timeout(20)
    held[0].continue_()
    expect(page.locator("[role=option]:visible").first).to_be_visible()
    assert not faults


def common(gbif: StandInForGbif) -> tuple[str, str, int]:
    """A species with a picture: its name in Dutch, its scientific name and its key."""
    record = next(
        one
        for one in gbif.get("/v1/occurrence/search?mediaType=StillImage&limit=300")["results"]
        if one.get("taxonRank") == "SPECIES" and "species" in one and "speciesKey" in one
    )
    gbif.reset()
    return f"gewone {record['species'].split()[-1]}", record["species"], record["speciesKey"]


def test_a_dutch_name_becomes_a_key(
    opened: Open, fresh_gbif: StandInForGbif, faults: list[str]
) -> None:
    name, species, key = common(fresh_gbif)
    page = opened()
    page.get_by_text("Preciezer zoeken").click()
    page.locator("#gbif-specimens-taxon").fill(name.upper())
    press(page)
    assert query(page) == {"taxonKey": [str(key)]}
    expect(page.locator("[data-part=taxon-note]")).to_contain_text(f"is {species}.")
    expect(page.locator("tbody tr").first).to_contain_text(name, ignore_case=True)
    assert not faults


def test_suggestions_go_by_keyboard(
    opened: Open, fresh_gbif: StandInForGbif, faults: list[str]
) -> None:
    page = opened("specimens", "en")
    press(page)
    page.get_by_text("Search more precisely").click()
    field = page.get_by_role("combobox", name="Name of a species or group")
    field.press_sequentially("glim")
    options = page.get_by_role("listbox", name="Names").get_by_role("option")
    expect(options.first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator("[data-part=suggestions]")).to_contain_text("press the down arrow")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute(
        "aria-activedescendant", options.nth(1).get_attribute("id") or ""
    )
    page.keyboard.press("ArrowUp")
    expect(options.nth(0)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("glim")
    field.press("i")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    answered(page)
    assert len(query(page)["taxonKey"]) == 1
    assert not faults


def test_collectors_are_suggested_within_the_scope(
    opened: Open, fresh_gbif: StandInForGbif, faults: list[str]
) -> None:
    page = opened("specimens", "en")
    press(page)
    page.get_by_text("Search more precisely").click()
    field = page.get_by_role("combobox", name="Collector")
    field.press_sequentially("van ")
    options = page.get_by_role("listbox", name="Collectors").get_by_role("option")
    expect(options.first).to_be_visible()
    assert all("van" in one.lower() for one in options.all_inner_texts())
    assert len(searches(fresh_gbif)[-1]["datasetKey"]) == 8
    name = options.first.locator("bdi").inner_text()
    options.first.click()
    expect(page.locator("[data-part=chips]")).to_contain_text(name)
    answered(page)
    assert query(page) == {"recordedBy": [name]}
    assert not faults


# -- The list ---------------------------------------------------------------


def test_columns_are_chosen_and_stand_in_the_address(
    opened: Open, fresh_gbif: StandInForGbif, faults: list[str]
) -> None:
    page = opened("specimens", "en")
    press(page)
    page.locator("[data-part=columns] summary").click()
    before = len(searches(fresh_gbif))
    page.get_by_label("Institution").check()
    page.get_by_label("Place").uncheck()
    heads = ["Scientific name", "Catalogue number", "Collector", "Date", "Institution"]
    expect(page.get_by_role("columnheader")).to_have_text(heads)
    assert query(page) == {"columns": ["name,number,collector,date,institution"]}
    assert len(searches(fresh_gbif)) == before, "GBIF is not asked again"
    page.reload()
    page.locator(SHOW).click()
    answered(page)
    expect(page.get_by_role("columnheader")).to_have_text(heads)
    page.locator("[data-part=columns] summary").click()
    page.get_by_label("Institution").uncheck()
    page.get_by_label("Place").check()
    expect(page).to_have_url(re.compile(r"/search/$"))
    assert not faults


def test_the_first_results_take_one_request(
    opened: Open, fresh_gbif: StandInForGbif, faults: list[str]
) -> None:
    page = opened()
    press(page)
    page.wait_for_load_state("networkidle")
    first, *others = [one for one in fresh_gbif.requests if "/image/" not in one.path]
    assert first.path == "/v1/occurrence/search"
    assert {one.path.rsplit("/", 1)[0] for one in others} == {"/v1/dataset"}, "names follow"
    assert len(others) == len({one.path for one in others})
    assert "cookie" not in {name.lower() for name in first.headers}
    truth = fresh_gbif.get(f"/v1/occurrence/search?{first.query}")
    assert count(page) == truth["count"]
    names = [row["scientificName"] for row in truth["results"] if "scientificName" in row]
    shown = page.locator("tbody th").all_inner_texts()
    assert len(shown) == 20
    assert sum(any(name in text for text in shown) for name in names) == len(names)
    assert not faults


@pytest.mark.parametrize("width", [PHONE, DESK], ids=["phone", "desk"])
def test_cards_on_a_phone_a_table_on_a_desk(opened: Open, width: dict[str, int]) -> None:
    page = opened(viewport=width)
    press(page)
    display = page.locator("tbody tr").first.evaluate("(row) => getComputedStyle(row).display")
    assert display == ("flex" if width is PHONE else "table-row")
    expect(page.get_by_role("row")).to_have_count(21)
    facets = page.locator("[data-part=facets]")
    assert facets.evaluate("(box) => box.open") is (width is DESK), "filters do not fill a phone"


def test_pages_turn_and_the_address_follows(
    opened: Open, fresh_gbif: StandInForGbif, faults: list[str]
) -> None:
    page = opened()
    press(page)
    first = page.locator("tbody th").first.text_content() or ""
    page.get_by_role("link", name="Volgende").click()
    expect(page.locator("[data-part=range]")).to_contain_text("Getoond: 21 tot 40")
    expect(page.locator("h2[data-part=count]")).to_be_focused()
    assert query(page) == {"offset": ["20"]}
    before = len(searches(fresh_gbif))
    page.go_back()
    expect(page.locator("tbody th").first).to_have_text(first)
    page.go_forward()
    expect(page.locator("[data-part=range]")).to_contain_text("Getoond: 21 tot 40")
    assert len(searches(fresh_gbif)) == before, "answers are kept in memory"
    assert not faults


def test_facets_narrow_and_can_be_taken_away(
    opened: Open, fresh_gbif: StandInForGbif, faults: list[str]
) -> None:
    page = opened()
    press(page)
    everything = count(page)
    one = box(page, "typeStatus", "Holotype")
    said = one.locator("xpath=ancestor::label").inner_text()
    number = int(re.sub(r"\D", "", said))
    one.focus()
    page.keyboard.press("Space")
    expect(page.locator("h2[data-part=count]")).to_have_text(re.compile(rf"^{number}\D"))
    expect(box(page, "typeStatus", "Holotype")).to_be_focused()
    expect(box(page, "typeStatus", "Holotype")).to_be_checked()
    assert query(page) == {"typeStatus": ["Holotype"]}
    box(page, "typeStatus", "Isotype").check()
    answered(page)
    assert count(page) > number, "values of one filter are alternatives"
    page.locator("[data-part=chips] button", has_text="Isotype").click()
    answered(page)
    assert count(page) == number
    page.locator("[data-part=chips] button").click()
    answered(page)
    assert count(page) == everything
    assert query(page) == {}
    assert not faults


def test_rarer_values_of_a_facet_are_there(opened: Open, fresh_gbif: StandInForGbif) -> None:
    page = opened()
    press(page)
    group = page.locator("[data-part=facet-country]")
    group.locator("summary").click()
    before = group.locator("input").count()
    more = group.locator("[data-part=more]")
    truth = fresh_gbif.get("/v1/occurrence/search?limit=0&facet=country&facetLimit=300")
    if len(truth["facets"][0]["counts"]) <= before:
        expect(more).to_be_hidden()
        return
    more.click()
    expect(group.locator("input").nth(before)).to_be_focused()


def test_typing_asks_once_and_cancels_what_is_under_way(
    opened: Open, fresh_gbif: StandInForGbif, faults: list[str]
) -> None:
    page = opened()
    press(page)
    before = len(searches(fresh_gbif))
    page.locator("input[name=q]").press_sequentially("invent", delay=20)
    page.wait_for_url("**/?q=invent")
    answered(page)
    assert [one["q"] for one in searches(fresh_gbif)[before:]] == [["invent"]]
    assert not faults


def test_a_name_becomes_a_key(opened: Open, fresh_gbif: StandInForGbif, faults: list[str]) -> None:
    taxon = next(
        one
        for one in fresh_gbif.get("/v1/species/suggest?q=Glim&limit=50")
        if one["rank"] == "GENUS"
    )
    fresh_gbif.reset()
    page = opened()
    page.get_by_text("Preciezer zoeken").click()
    page.locator("#gbif-specimens-taxon").fill(taxon["canonicalName"].lower())
    press(page)
    assert query(page) == {"taxonKey": [str(taxon["key"])]}
    expect(page.locator("[data-part=chips]")).to_contain_text(taxon["canonicalName"])
    page.locator("#gbif-specimens-taxon").fill("Nonsense nonsense")
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=taxon-note]")).to_contain_text("GBIF kent geen taxon")
    assert query(page) == {"taxonKey": [str(taxon["key"])]}, "the rest of the question stays"
    assert not faults


def test_nothing_found_is_said_with_advice(opened: Open) -> None:
    page = opened("specimens", "nl", "?q=qqqqqq&recordedBy=Nobody")
    page.locator(SHOW).click()
    expect(page.locator("[data-part=empty]")).to_contain_text("GBIF vindt niets")
    expect(page.locator("[data-part=empty-collector]")).to_be_visible()
    expect(page.locator("[data-part=status]")).to_have_text("GBIF vond niets.")
    expect(page.locator("h2[data-part=count]")).to_have_text("0 exemplaren")
    for part in ("columns", "citations", "download"):
        expect(page.locator(f"[data-part={part}]"), "nothing to use it on").to_be_hidden()
    expect(page.locator("[data-act=csv]")).to_be_hidden()


EXAMPLES = re.findall(
    r"^\| `(\?[^`]+)` \| [^|]+ \| `([^`]+)` \|$", (ROOT / "docs/search.md").read_text("utf-8"), re.M
)


@pytest.mark.parametrize(("address", "asked"), EXAMPLES)
def test_an_example_of_the_documents_asks_what_they_say(
    opened: Open, fresh_gbif: StandInForGbif, address: str, asked: str, faults: list[str]
) -> None:
    page = opened("specimens", "nl", address)
    page.locator(SHOW).click()
    answered(page)
    if "huismus" in address:
        expect(page.locator("[data-part=named]")).to_contain_text("Passer domesticus")
        answered(page)
    question = searches(fresh_gbif)[-1]
    for name, values in parse_qs(asked).items():
        assert set(values) <= set(question[name])
    assert not faults


def test_the_documents_have_examples() -> None:
    assert len(EXAMPLES) >= 12


# -- Other views ------------------------------------------------------------


def test_the_gallery_shows_maker_and_licence_under_each_picture(
    opened: Open, fresh_gbif: StandInForGbif, faults: list[str]
) -> None:
    page = opened(viewport=PHONE)
    press(page)
    page.get_by_role("link", name="Foto's", exact=True).click()
    expect(page.locator("a[data-view=gallery]")).to_have_attribute("aria-current", "true")
    expect(page.locator(".vsc-plate").first).to_be_visible()
    assert searches(fresh_gbif)[-1]["mediaType"] == ["StillImage"]
    assert query(page) == {"view": ["gallery"]}
    expect(page.locator("h2[data-part=count]")).to_contain_text("met een foto")
    for credit in page.locator(".vsc-plate__credit").all_inner_texts():
        maker, _, licence = credit.partition(" · ")
        assert maker.strip()
        assert licence.strip()
    images = page.locator(".vsc-plate img")
    expect(images.first).to_have_js_property("complete", True)
    for image in images.all():
        assert re.search(
            r"/v1/image/cache/fit-in/400x400/occurrence/", image.get_attribute("src") or ""
        )
        assert image.get_attribute("loading") == "lazy"
        assert image.get_attribute("alt")
    asked = [one for one in fresh_gbif.requests if "/image/cache/fit-in/400x400" in one.path]
    assert asked
    assert not faults


def test_a_picture_that_fails_says_so(opened: Open, fresh_gbif: StandInForGbif) -> None:
    fresh_gbif.fail("404", path="/v1/image/")
    page = opened("specimens", "nl", "?view=gallery")
    page.locator(SHOW).click()
    expect(page.locator(".vsc-frame__none").first).to_have_text("GBIF kan deze foto niet tonen")


def test_the_map_is_fetched_when_it_is_asked_for(
    opened: Open, fresh_gbif: StandInForGbif, faults: list[str]
) -> None:
    page = opened(viewport=PHONE)
    scripts: list[str] = []
    page.on("request", lambda request: scripts.append(urlsplit(request.url).path))
    press(page)
    assert not [path for path in scripts if "leaflet" in path or "map.js" in path]
    page.get_by_role("link", name="Kaart", exact=True).click()
    expect(page.locator(".leaflet-tile-loaded").first).to_be_attached()
    assert [path for path in scripts if path.endswith("leaflet.js")]
    tiles = [one for one in fresh_gbif.requests if one.path.startswith("/v2/map/")]
    assert tiles
    assert all(len(one.question["datasetKey"]) == 8 for one in tiles)
    assert all(one.question["srs"] == ["EPSG:3857"] for one in tiles)
    expect(page.locator("tbody tr")).to_have_count(20)
    assert searches(fresh_gbif)[-1]["hasCoordinate"] == ["true"]
    for name in ["OpenMapTiles", "OpenStreetMap", "GBIF"]:
        expect(page.locator(".vsc-map__credit")).to_contain_text(name)
    canvas = page.locator("[data-part=map-canvas]")
    canvas.focus()
    before = page.locator(".leaflet-map-pane").get_attribute("style") or ""
    page.keyboard.press("ArrowRight")
    expect(page.locator(".leaflet-map-pane")).not_to_have_attribute("style", before)
    page.get_by_role("button", name="Alleen hier zoeken").click()
    answered(page)
    assert query(page)["geometry"][0].startswith("POLYGON((")
    expect(page.locator("[data-part=chips]")).to_contain_text("Kaart een deel ervan")
    assert not faults


# -- One specimen -----------------------------------------------------------


def test_a_specimen_shows_all_that_is_known_and_the_way_back(
    opened: Open, fresh_gbif: StandInForGbif, faults: list[str]
) -> None:
    page = opened("specimens", "en")
    press(page)
    link = page.locator("tbody tr:has(img) a").nth(2)
    name = link.inner_text()
    link.scroll_into_view_if_needed()
    top = page.evaluate("scrollY")
    link.click()
    title = page.locator("h2[data-part=record-title]")
    expect(title).to_be_focused()
    assert title.inner_text().replace("\n", " ").strip() == name.replace("\n", " ").strip()
    (key,) = query(page)["record"]
    record = fresh_gbif.get(f"/v1/occurrence/{key}")
    sheet = page.locator(".vsc-record")
    for field in ["catalogNumber", "institutionCode", "family"]:
        if field in record:
            expect(sheet).to_contain_text(record[field])
    ways = sheet.locator(".vsc-ways a")
    assert f"https://www.gbif.org/occurrence/{key}" in [
        one.get_attribute("href") for one in ways.all()
    ]
    expect(sheet.locator("[data-part=record-citation]")).to_contain_text("Via GBIF.org")
    expect(sheet.locator("[data-part=record-citation]")).to_contain_text("https://doi.org/")
    expect(sheet.locator(".vsc-record__picture img").first).to_be_visible()
    page.go_back()
    expect(page.locator("tbody a:focus")).to_have_text(re.compile(re.escape(name.split()[0])))
    assert abs(page.evaluate("scrollY") - top) < 5, "one is where one was"
    assert not faults


def test_a_specimen_of_others_is_not_shown(opened: Open, fresh_gbif: StandInForGbif) -> None:
    key = fresh_gbif.get("/v1/occurrence/search?limit=1")["results"][0]["key"]
    page = opened("specimens", "nl", f"?record={key}")
    page.route(
        "**/v1/occurrence/*",
        lambda route: route.fulfill(
            json={"key": key, "datasetKey": "of-others"},
            headers={"Access-Control-Allow-Origin": "*"},
        ),
    )
    page.locator(SHOW).click()
    expect(page.locator("[data-part=failure-title]")).to_contain_text("hoort niet bij")
    expect(page.locator("[data-part=failure] a[data-out]")).to_have_attribute(
        "href", f"https://www.gbif.org/occurrence/{key}"
    )


def test_a_specimen_in_detail(opened: Open, fresh_gbif: StandInForGbif, faults: list[str]) -> None:
    record = next(
        one
        for one in fresh_gbif.get("/v1/occurrence/search?mediaType=StillImage&limit=300")["results"]
        if {"decimalLatitude", "eventDate", "scientificName", "publishingOrgKey"} <= one.keys()
        and "/" not in one["eventDate"]
        and "-" in one["eventDate"]
        and any(medium.get("type") == "StillImage" for medium in one["media"])
    )
    page = opened("specimens", "en", f"?record={record['key']}", permissions=["clipboard-write"])
    before = page.title()
    page.locator(SHOW).click()
    sheet = page.locator(".vsc-record")
    expect(sheet).to_be_visible()
    expect(page).to_have_title(f"{record['scientificName']} – {before}")
    publisher = fresh_gbif.get(f"/v1/organization/{record['publishingOrgKey']}")["title"]
    expect(sheet.locator("[data-key]", has_text=publisher)).to_be_visible()
    assert not [one for one in fresh_gbif.requests if "/omt/" in one.path or "verbatim" in one.path]
    sheet.get_by_role("button", name="Compare with the original").click()
    expect(sheet.get_by_role("heading", name="As its holder gave it")).to_be_focused()
    given = ".".join(reversed(record["eventDate"].split("-")))
    expect(sheet.get_by_role("row", name="Date")).to_contain_text(given)
    expect(sheet.get_by_role("row", name="Scientific name")).to_contain_text("unchanged")
    sheet.get_by_role("button", name="Show a map from GBIF").click()
    expect(sheet.locator(".leaflet-tile-loaded").first).to_be_attached()
    expect(sheet.locator(".vsc-map__place")).to_be_attached()
    sheet.get_by_role("button", name="Enlarge").first.click()
    expect(page.get_by_role("dialog").locator("img")).to_have_attribute(
        "src", re.compile("/fit-in/1200x1200/")
    )
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(sheet.get_by_role("button", name="Enlarge").first).to_be_focused()
    sheet.get_by_role("button", name="Copy the citation").click()
    expect(page.locator("[data-part=status]")).to_have_text(
        re.compile(f"^Copied: .*{record['key']}")
    )
    assert not faults


def test_an_original_that_gbif_does_not_give_is_left_out(
    opened: Open, fresh_gbif: StandInForGbif
) -> None:
    page = opened("specimens", "en")
    press(page)
    page.locator("tbody a[data-go]").first.click()
    key = query(page)["record"][0]
    fresh_gbif.fail("404", path=f"/v1/occurrence/{key}/verbatim")
    page.get_by_role("button", name="Compare with the original").click()
    expect(page.locator("[data-part=compared]")).to_have_text(
        "GBIF does not give the original of this record."
    )


def test_a_key_that_cannot_be_one_is_said(
    opened: Open, fresh_gbif: StandInForGbif, faults: list[str]
) -> None:
    page = opened("specimens", "en", "?record=BR0000012345")
    page.locator(SHOW).click()
    expect(page.locator("[data-part=failure-title]")).to_have_text(
        "GBIF does not have this, or no longer."
    )
    assert fresh_gbif.requests == []
    assert not faults


def test_a_taxon_of_the_catalogue_of_life_is_found_and_named(
    opened: Open, fresh_gbif: StandInForGbif, faults: list[str]
) -> None:
    _, species, key = common(fresh_gbif)
    letters = letter_key(key)
    page = opened("specimens", "en", f"?taxonKey={letters}")
    page.locator(SHOW).click()
    answered(page)
    expect(page.locator("[data-part=chips]")).to_contain_text(species)
    assert count(page) == fresh_gbif.get(f"/v1/occurrence/search?taxonKey={key}")["count"]
    assert not [one for one in fresh_gbif.requests if f"/species/{letters}" in one.path]
    assert not faults


# -- Using results ----------------------------------------------------------


def test_links_and_numbers_are_copied(opened: Open, search_url: str, faults: list[str]) -> None:
    page = opened(permissions=["clipboard-read", "clipboard-write"])
    page.locator("input[name=q]").fill("invent")
    press(page)
    page.get_by_role("button", name="Link kopiëren").first.click()
    expect(page.locator("[data-part=status]")).to_have_text("De link is gekopieerd.")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    page.get_by_role("button", name=re.compile("catalogusnummers")).click()
    # The link was copied before: it is the number that tells that this is done.
    expect(page.locator("[data-part=status]")).to_have_text(re.compile(r"^\d+ .* gekopieerd"))
    copied = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert copied == [
        number
        for number in page.locator("tbody .vsc-row__cell--number bdi").all_inner_texts()
        if number
    ]
    button = page.get_by_role("button", name=f"Kopiëren {copied[0]}", exact=True)
    button.click()
    expect(page.locator("[data-part=status]")).to_have_text(f"Gekopieerd: {copied[0]}")
    assert page.evaluate("navigator.clipboard.readText()") == copied[0]
    assert not faults


def test_a_browser_that_copies_nothing_lets_the_visitor(opened: Open) -> None:
    page = opened()
    page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }"
    )
    press(page)
    page.get_by_role("button", name="Link kopiëren").first.click()
    expect(page.locator("[data-part=copied]")).to_be_visible()
    assert page.locator("[data-part=copied]").input_value() == page.url


def test_results_are_handed_over_to_gbif(opened: Open) -> None:
    page = opened("specimens", "en", "?q=invent&typeStatus=Holotype")
    page.locator(SHOW).click()
    answered(page)
    out = page.get_by_role("link", name="Open on GBIF.org").get_attribute("href") or ""
    asked = parse_qs(urlsplit(out).query)
    assert (asked["q"], asked["typeStatus"]) == (["invent"], ["Holotype"])
    assert len(asked["datasetKey"]) == 8
    page.get_by_text("Download all results").click()
    expect(page.locator("[data-part=download-words]")).to_be_visible()
    link = page.locator("[data-part=download-link]")
    expect(link).to_have_attribute("href", re.compile("TYPE_STATUS"))
    page.get_by_text("Cite the data sets of these results").click()
    expect(page.locator("[data-part=citation-list] li").first).to_contain_text("10.")


def test_the_other_language_shows_the_same_question(opened: Open, faults: list[str]) -> None:
    page = opened()
    page.locator("input[name=q]").fill("invent")
    press(page)
    page.locator("header a[hreflang=en]").click()
    page.wait_for_url("**/en/specimen/search/?q=invent")
    expect(page.locator(SHOW)).to_have_text("Show results from GBIF")
    assert not faults


@pytest.mark.parametrize("kind", ["specimens", "literature", "publishers", "institutions"])
def test_without_a_script_the_form_leads_to_gbif(
    opened: Open, kind: str, faults: list[str]
) -> None:
    page = opened("", java_script_enabled=False)
    page.route("https://*.gbif.org/**", lambda route: route.fulfill(body="GBIF"))
    page.goto(ADDRESSES[kind, "nl"])
    page.locator("input[name=q]").fill("meise")
    page.keyboard.press("Enter")
    page.wait_for_url("https://*.gbif.org/**")
    assert parse_qs(urlsplit(page.url).query)["q"] == ["meise"]
    assert [fault for fault in faults if "gbif.org/" not in fault] == []
    faults.clear()


# -- Literature, publishers, institutions -----------------------------------


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("literature", "/v1/literature/search"),
        ("publishers", "/v1/organization"),
        ("institutions", "/v1/grscicoll/institution"),
    ],
)
def test_other_things_are_found(
    opened: Open, fresh_gbif: StandInForGbif, kind: str, path: str, language: str, faults: list[str]
) -> None:
    page = opened(kind, language, viewport=PHONE)
    press(page)
    (asked,) = [one for one in fresh_gbif.requests if one.path == path]
    truth = fresh_gbif.get(f"{path}?{asked.query}")
    assert count(page) == truth["count"] > 0
    expect(page.locator("tbody tr")).to_have_count(len(truth["results"]))
    assert asked.question.get("isEndorsed") == (["true"] if kind == "publishers" else None)
    out = page.locator("a[data-out]").last.get_attribute("href") or ""
    assert "isEndorsed" not in out, "a parameter of the API alone"
    if kind == "literature":
        assert len(asked.question["gbifDatasetKey"]) == 8
        assert page.locator("tbody a[href^='https://doi.org/']").count()
        facet = page.locator("[data-part=facets]")
        facet.locator("summary").first.click()
        facet.locator("input[name=openAccess]").first.check()
        answered(page)
        assert count(page) < truth["count"]
    else:
        assert asked.question["country"] == ["BE"]
        assert page.locator("tbody a[href*='gbif.org/']").count()
    assert page.evaluate(STICKS_OUT) == []
    assert not faults


# -- Words ------------------------------------------------------------------


@pytest.mark.parametrize("view", ["list", "gallery", "map", "overview"])
def test_no_english_word_stands_on_a_dutch_page(opened: Open, view: str) -> None:
    """Every word that the script says differs from its English, or is the same in Dutch."""
    said = {}
    for language in ["nl", "en"]:
        page = opened("specimens", language)
        said[language] = json.loads(page.locator("[data-words]").get_attribute("data-words") or "")
    same = {
        "Holotype Isotype Lectotype Isolectotype Paralectotype Neotype Isoneotype Paraneotype "
        "Syntype Isosyntype Paratype Isoparatype Epitype Isoepitype Allotype Cotype Topotype Type "
        "Hapantotype Hypotype Iconotype Plastotype Ex-type Taxon Film Habitat embryo imago spore {number}_m "
        "Via_GBIF.org,_{date}."
    }
    allowed = {word.replace("_", " ") for words in same for word in words.split()} | {""}

    def leaves(value: Any, path: str = "") -> dict[str, str]:
        if isinstance(value, dict):
            return {
                k: v for key, one in value.items() for k, v in leaves(one, f"{path}.{key}").items()
            }
        return {path: value}

    dutch, english = leaves(said["nl"]), leaves(said["en"])
    assert dutch.keys() == english.keys()
    assert {word for key, word in dutch.items() if word == english[key]} <= allowed
    page = opened("specimens", "nl", f"?view={view}&typeStatus=Holotype")
    page.locator(SHOW).click()
    answered(page)
    text = page.locator(".vsc-search").inner_text()
    for word in set(english.values()) - set(dutch.values()):
        if len(word) > 12 and "{" not in word:
            assert word not in text, word


# -- Everyone ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "scheme", "language"),
    [
        (PHONE, "light", "nl"),
        (DESK, "dark", "en"),
        *(
            pytest.param(width, scheme, language, marks=pytest.mark.exhaustive)
            for width, scheme, language in product([PHONE, DESK], ["light", "dark"], ["nl", "en"])
            if (width, scheme, language) not in [(PHONE, "light", "nl"), (DESK, "dark", "en")]
        ),
    ],
)
def test_axe_finds_nothing_and_nothing_sticks_out(
    opened: Open, fresh_gbif: StandInForGbif, width: dict[str, int], scheme: str, language: str
) -> None:
    page = opened(
        "specimens", language, viewport=width, color_scheme=scheme, reduced_motion="reduce"
    )
    faults = []

    def look(where: str) -> None:
        faults.extend(f"{where}: {one}" for one in page.evaluate(STICKS_OUT))
        for violation in Axe().run(page).response["violations"]:
            faults.extend(
                f"{where}: {violation['id']}: {node['html'][:200]}" for node in violation["nodes"]
            )

    for view in ["list", "gallery", "map"]:
        visit(page, ADDRESSES["specimens", language] + f"?view={view}&typeStatus=Holotype")
        look(f"{view}, not asked yet")
        page.locator(SHOW).click()
        answered(page)
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        look(view)
    page.locator("a[data-go]").first.click()
    expect(page.locator(".vsc-record")).to_be_visible()
    look("record")
    fresh_gbif.fail("400")
    visit(page, ADDRESSES["specimens", language] + "?q=x")
    page.locator(SHOW).click()
    expect(page.locator("[data-part=failure]")).to_be_visible()
    look("failure")
    assert not faults, "\n".join(faults)


def test_everything_goes_by_keyboard(opened: Open, faults: list[str]) -> None:
    page = opened()
    page.locator("input[name=q]").focus()
    page.keyboard.type("invent")
    page.keyboard.press("Enter")
    expect(page.locator("h2[data-part=count]")).to_be_focused()
    reached = []
    for _ in range(80):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                """() => {
                  const now = document.activeElement;
                  const box = now.getBoundingClientRect();
                  return [now.dataset.act || now.dataset.view || now.name || (now.dataset.go && "record")
                    || now.dataset.part || now.localName, getComputedStyle(now).outlineStyle,
                    box.bottom > 0 && box.top < innerHeight];
                }"""
            )
        )
        if reached[-1][0] == "next":
            break
    names = [name for name, _, _ in reached]
    for wanted in [
        "list",
        "gallery",
        "map",
        "copy-link",
        "summary",
        "typeStatus",
        "record",
        "next",
    ]:
        assert wanted in names, names
    assert all(outline != "none" and seen for _, outline, seen in reached)
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=range]")).to_contain_text("21")
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("'go' in document.activeElement.dataset"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("h2[data-part=record-title]")).to_be_focused()
    assert not faults


def test_three_actions_lead_from_home_by_a_dutch_name_to_a_whole_picture(
    opened: Open, fresh_gbif: StandInForGbif, faults: list[str]
) -> None:
    name, species, _ = common(fresh_gbif)
    page = opened("", viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto("/nl/")
    page.locator(".vsc-hero strong a").tap()  # One
    page.locator("[data-settings][data-ready]").wait_for()
    page.locator("input[name=q]").fill(name)
    page.keyboard.press("Enter")  # Two
    expect(page.locator("[data-part=named]")).to_contain_text(species)
    page.locator("tbody tr:has(img) a[data-go]").first.tap()  # Three
    picture = page.locator(".vsc-record__picture img").first
    wait_until(
        page, "(image) => image.complete && image.naturalWidth > 300", picture.element_handle()
    )
    assert "/fit-in/" in (picture.get_attribute("src") or "")
    expect(page.locator("[data-part=common]")).to_have_text(name, ignore_case=True)
    assert not faults


@pytest.mark.parametrize("language", ["nl", "en"])
def test_three_actions_lead_from_home_to_the_picture_of_a_specimen(
    opened: Open, fresh_gbif: StandInForGbif, language: str, faults: list[str]
) -> None:
    wanted = next(
        one
        for one in fresh_gbif.get("/v1/occurrence/search?mediaType=StillImage&limit=300")["results"]
        if one.get("catalogNumber", "").isalnum() and one.get("scientificName")
    )
    page = opened("", viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto(f"/{language}/")
    page.locator(".vsc-hero strong a").tap()  # One
    page.locator("[data-settings][data-ready]").wait_for()
    page.locator("input[name=q]").fill(wanted["catalogNumber"])
    page.keyboard.press("Enter")  # Two
    page.locator("tbody a[data-go]").first.tap()  # Three
    picture = page.locator(".vsc-record__picture img").first
    expect(picture).to_be_visible()
    wait_until(
        page, "(image) => image.complete && image.naturalWidth > 300", picture.element_handle()
    )
    expect(page.locator(".vsc-record")).to_contain_text(wanted["catalogNumber"])
    assert str(wanted["key"]) in page.url
    assert not faults


# -- Weight -----------------------------------------------------------------


def test_form_and_list_weigh_less_than_18_kb(
    opened: Open, search_site: Built, search_url: str
) -> None:
    page = opened("")
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(urlsplit(request.url).path))
    visit(page, ADDRESSES["specimens", "nl"])
    page.locator("input[name=q]").fill("invent")
    press(page)
    page.wait_for_load_state("networkidle")
    modules = {path for path in loaded if "/js/gbif/" in path}
    assert "/_static/js/gbif/search.js" in modules
    weight = sum(
        len(gzip.compress((search_site.folder / path[1:]).read_bytes(), 6)) for path in modules
    )
    assert weight <= 18_000, f"{weight} bytes: {sorted(modules)}"
    loaded.clear()
    page.goto("/nl/")
    assert not [path for path in loaded if "gbif" in path and path.endswith(".js")]
