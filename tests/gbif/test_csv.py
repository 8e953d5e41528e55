"""Results as a file for a spreadsheet: its form, what stands in it, what is asked for it."""

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from tests.gbif.standin.fixtures import StandInForGbif
from tests.gbif.test_pages import SHOW, answered, count, searches

Open = Callable[..., Page]
STATUS = "[data-part=status]"
HEADS = {
    "nl": "Catalogusnummer|Wetenschappelijke naam|Aanvaarde naam|Familie|Verzamelaar|"
    "Nummer van de verzamelaar|Datum|Land|Plaats|Typestatus|Soort exemplaar|Instelling|"
    "Licentie van de gegevens|Dataset|DOI van de dataset|Hoe je de dataset citeert|GBIF",
    "en": "Catalogue number|Scientific name|Accepted name|Family|Collector|Collector's number|"
    "Date|Country|Place|Type status|Kind of record|Institution|Licence of the record|Data set|"
    "DOI of the data set|How to cite the data set|GBIF",
}
PLACES = (0, 7, 12, 13, 14, 15)


def results(opened: Open, language: str, question: str, **options: Any) -> Page:
    """The page with the answer to a question."""
    page = opened("specimens", language, question, **options)
    page.locator(SHOW).click()
    answered(page)
    return page


def save(page: Page) -> tuple[bytes, list[dict[str, str]]]:
    """Press the button, by keyboard: the file, and its lines by the heads of columns."""
    with page.expect_download() as download:
        page.locator("[data-act=csv]").press("Enter")
    path = Path(download.value.path())
    assert re.fullmatch(r"gbif-\d{4}-\d\d-\d\d\.csv", download.value.suggested_filename)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return path.read_bytes(), list(csv.DictReader(file, strict=True))


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("", ""),
        ("Fagus", "Fagus"),
        ('a "b", c', 'a "b", c'),
        ("=1+1", "'=1+1"),
        ("+32", "'+32"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),
        # Where semicolons separate cells
        ("a; =1;=2", "a; '=1;'=2"),
        ("1 - 2", "1 - 2"),
    ],
)
def test_a_cell_is_text_and_never_computed(
    modules: Callable[..., Any], value: str, meant: str
) -> None:
    written = modules("csv.js", "m.csv([a, a])", value, "é")
    assert written.startswith("\ufeff")
    assert written.endswith("\r\n")
    assert list(csv.reader(written[1:].splitlines())) == [[meant, "é"]] * 2


@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_line_has_the_record_and_whom_to_cite(
    opened: Open, fresh_gbif: StandInForGbif, language: str, faults: list[str]
) -> None:
    page = results(opened, language, "?typeStatus=Holotype&country=BE")
    found = count(page)
    assert 20 < found < 300
    before = len(searches(fresh_gbif))
    raw, lines = save(page)
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == raw.count(b"\n") == found + 1
    (asked,) = searches(fresh_gbif)[before:]
    assert (asked["limit"], asked["offset"]) == ([str(found)], ["0"])
    (request,) = [one for one in fresh_gbif.requests if f"limit={found}" in one.query]
    truth = fresh_gbif.get(f"{request.path}?{request.query}")["results"]
    assert list(lines[0]) == HEADS[language].split("|")
    number, country, licence, data_set, doi, citation = (list(lines[0])[place] for place in PLACES)
    for line, record in zip(lines, truth, strict=True):
        dataset = fresh_gbif.get(f"/v1/dataset/{record['datasetKey']}")
        assert line[number] == record.get("catalogNumber", "")
        assert line[data_set] == dataset["title"]
        assert line[doi] == f"https://doi.org/{dataset['doi']}"
        assert line[citation] == dataset["citation"]["text"]
        assert line[country] == {"nl": "België", "en": "Belgium"}[language]
        assert re.match(r"CC0 1.0|CC BY(-NC)? 4.0|geen licentie|no licence", line[licence])
        assert line["GBIF"].endswith(f"/occurrence/{record['key']}")
    said = {"nl": f"Het bestand met {found} exemplaren", "en": f"The file with {found} specimens"}
    expect(page.locator(STATUS)).to_contain_text(said[language])
    assert not faults


def test_what_is_there_already_is_not_asked_again(
    opened: Open, fresh_gbif: StandInForGbif, faults: list[str]
) -> None:
    page = results(opened, "en", "?catalogNumber=STRANGE-HTML&catalogNumber=STRANGE-LINKS")
    before = len(searches(fresh_gbif))
    _, lines = save(page)
    assert len(lines) == 2
    assert len(searches(fresh_gbif)) == before
    assert not any("<" in value for line in lines for value in line.values())
    assert not faults


def test_beyond_a_thousand_the_page_leads_to_the_download_of_gbif(
    opened: Open, fresh_gbif: StandInForGbif, faults: list[str]
) -> None:
    page = results(opened, "en", "?country=BE&q=invent")
    assert count(page) > 1000
    before = len(searches(fresh_gbif))
    _, lines = save(page)
    assert len(lines) == 1000
    asked = [(one["offset"], one["limit"]) for one in searches(fresh_gbif)[before:]]
    assert asked == [
        (["0"], ["300"]),
        (["300"], ["300"]),
        (["600"], ["300"]),
        (["900"], ["100"]),
    ]
    expect(page.locator(STATUS)).to_contain_text("The file with 1,000 specimens is ready.")
    expect(page.locator(STATUS)).to_contain_text("words of the first field cannot be passed on")
    link = page.locator(f"{STATUS} a")
    assert '"COUNTRY","value":"BE"' in unquote(link.get_attribute("href") or "")
    assert not faults


def test_after_a_failure_the_button_asks_for_the_rest(
    opened: Open, fresh_gbif: StandInForGbif
) -> None:
    page = results(opened, "nl", "?country=BE")
    before = len(searches(fresh_gbif))
    fresh_gbif.fail("html", having="offset=600", times=1)
    page.locator("[data-act=csv]").press("Enter")
    expect(page.locator(STATUS)).to_contain_text("de knop vraagt de rest")
    expect(page.locator("[data-part=results]")).to_be_visible()
    _, lines = save(page)
    assert len(lines) == 1000
    asked = [int(one["offset"][0]) for one in searches(fresh_gbif)[before:]]
    assert asked == [0, 300, 600, 600, 900]


def test_another_question_ends_it(
    opened: Open, fresh_gbif: StandInForGbif, faults: list[str]
) -> None:
    page = results(opened, "en", "?country=BE")
    fresh_gbif.fail("held", having="offset=300")
    page.locator("[data-act=csv]").press("Enter")
    expect(page.locator(STATUS)).to_have_text("Asking GBIF: 300 of 1,000 …")
    page.locator("[data-part=chips] button").click()
    answered(page)
    fresh_gbif.release()
    expect(page.locator(STATUS)).to_contain_text("Shown: 1 to 20")
    _, lines = save(page)
    assert len(lines) == 1000
    assert not faults
