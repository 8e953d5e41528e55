"""The pure functions of the search, run in the browser without the site; and what is published."""

import gzip
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest

from ext.gbif.kinds import CHECKLISTS
from ext.weight.scripts import shortened
from tests.conftest import ROOT, Built

Run = Callable[..., Any]
SOURCES = sorted((ROOT / "_static" / "js" / "gbif").glob("*.js"))
KEYS = ["b740eaa0-0679-41dc-acb7-990d562dfa37", "0310b080-ec4b-11dc-b73e-b8a03c50a862"]
SETTINGS = {
    "kind": "specimens",
    "path": "/v1/occurrence/search",
    "site": "https://www.gbif.org/occurrence/search",
    "api": "https://api.gbif.org",
    "tiles": "https://tile.gbif.org",
    "siteOnly": [],
    "apiOnly": [],
    "scope": {"datasetKey": KEYS},
    "fields": {
        "words": {"parameter": "q", "type": "text"},
        "taxon": {"parameter": "taxonKey", "type": "taxon"},
        "number": {"parameter": "catalogNumber", "type": "list"},
        "period": {"parameter": "year", "type": "period"},
    },
    "facets": {"dataset": "datasetKey", "basis": "basisOfRecord", "picture": "mediaType"},
    "columns": ["name"],
    "allColumns": ["name", "number", "date"],
    "checklist": "d7dddbf4-2cf0-4f39-9b2a-bb099caae36c",
    "types": [],
    "views": ["list", "gallery", "map"],
}


# -- Questions --------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("", ""),
        ("?q=fagus++sylvatica", "?q=fagus+sylvatica"),
        ("?q=a&q=b", "?q=a"),
        ("?q=", ""),
        ("?catalogNumber=BR1;BR2", "?catalogNumber=BR1&catalogNumber=BR2"),
        ("?year=1900", "?year=1900%2C1900"),
        ("?year=1950,1900", "?year=1900%2C1950"),
        ("?year=1900,", "?year=1900%2C"),
        ("?year=soon", ""),
        ("?year=1,2,3", ""),
        ("?taxonKey=abc&taxonKey=5", "?taxonKey=5"),
        ("?taxonKey=4CGXP", "?taxonKey=4CGXP"),
        ("?taxonKey=4CGXP&taxonKey=5", "?taxonKey=4CGXP"),
        (f"?datasetKey={KEYS[0]}", f"?datasetKey={KEYS[0]}"),
        ("?datasetKey=67caab70-ec4b-11dc-b73f-b8a03c50a862", ""),
        ("?basisOfRecord=FOSSIL_SPECIMEN", "?basisOfRecord=FOSSIL_SPECIMEN"),
        ("?offset=47&view=gallery", "?view=gallery&offset=40"),
        ("?offset=-20&view=globe&record=<x>&nonsense=1", ""),
        ("?record=x", "?record=x"),
        ("?columns=date,number", "?columns=name%2Cnumber%2Cdate"),
        ("?columns=number,nonsense", "?columns=name%2Cnumber"),
        ("?columns=nonsense", ""),
        ("?record=123", "?record=123"),
        (
            "?geometry=POLYGON((0 0,1 0,1 1,0 0))",
            "?geometry=POLYGON%28%280+0%2C1+0%2C1+1%2C0+0%29%29",
        ),
        ("?geometry=<script>", ""),
        ("?q=%E0%A4%A", "?q=%EF%BF%BD%25A"),
    ],
)
def test_an_address_means_a_question(modules: Run, address: str, meant: str) -> None:
    found = modules("question.js", "m.writeAddress(m.readAddress(...a), a[1])", address, SETTINGS)
    assert found == meant
    again = modules("question.js", "m.writeAddress(m.readAddress(...a), a[1])", found, SETTINGS)
    assert again == found


def api(
    modules: Run, address: str, name: str = "searchAddress", module: str = "question.js"
) -> str:
    question = modules("question.js", "m.readAddress(...a)", address, SETTINGS)
    return str(modules(module, f"m.{name}(...a)", question, SETTINGS))


def test_a_question_becomes_one_request(modules: Run) -> None:
    parts = urlsplit(api(modules, "?q=fagus&catalogNumber=BR1&catalogNumber=BR2&offset=20"))
    assert (parts.netloc, parts.path) == ("api.gbif.org", "/v1/occurrence/search")
    assert parse_qs(parts.query) == {
        "datasetKey": KEYS,
        "q": ["fagus"],
        "catalogNumber": ["BR1", "BR2"],
        "limit": ["20"],
        "offset": ["20"],
        "facet": ["datasetKey", "basisOfRecord", "mediaType"],
        "facetLimit": ["12"],
        "facetMultiselect": ["true"],
    }


def test_the_scope_is_narrowed_and_never_widened(modules: Run) -> None:
    asked = parse_qs(urlsplit(api(modules, f"?datasetKey={KEYS[1]}")).query)
    assert asked["datasetKey"] == [KEYS[1]]
    asked = parse_qs(
        urlsplit(api(modules, "?datasetKey=ffffffff-0000-0000-0000-000000000000")).query
    )
    assert asked["datasetKey"] == KEYS


@pytest.mark.parametrize(
    ("address", "period"),
    [
        ("?year=1900,1950", "1900,1950"),
        ("?year=,1950", "1000,1950"),
        ("?year=1900,", r"1900,20\d\d"),
    ],
)
def test_both_ends_of_a_period_are_given(modules: Run, address: str, period: str) -> None:
    (found,) = parse_qs(urlsplit(api(modules, address)).query)["year"]
    assert re.fullmatch(period, found)


def test_views_ask_for_what_they_show(modules: Run) -> None:
    assert parse_qs(urlsplit(api(modules, "?view=gallery")).query)["mediaType"] == ["StillImage"]
    assert parse_qs(urlsplit(api(modules, "?view=map")).query)["hasCoordinate"] == ["true"]


def test_gbifs_site_gets_the_same_filters(modules: Run) -> None:
    found = api(modules, "?taxonKey=5&year=1900,1950", "siteAddress")
    assert parse_qsl(urlsplit(found).query) == [
        *(("datasetKey", key) for key in KEYS),
        ("taxonKey", "5"),
        ("year", "1900,1950"),
        ("checklistKey", "d7dddbf4-2cf0-4f39-9b2a-bb099caae36c"),
    ]
    assert api(modules, "?record=12", "siteAddress") == "https://www.gbif.org/occurrence/12"


def test_a_key_with_letters_is_one_of_the_catalogue_of_life(modules: Run) -> None:
    for to in ("searchAddress", "siteAddress"):
        asked = parse_qs(urlsplit(api(modules, "?taxonKey=4CGXP", to)).query)
        assert asked["taxonKey"] == ["4CGXP"]
        assert asked["checklistKey"] == ["7ddf754f-d193-4cc9-b351-99906754a03b"]
    assert "checklistKey=d7dddbf4" in api(modules, "?taxonKey=5")
    assert "checklistKey" not in api(modules, "?q=oak")


@pytest.mark.parametrize(
    ("checklist", "asked", "key"),
    [
        ("backbone", "", "backbone"),
        ("catalogue of life", "", "catalogue of life"),
        ("catalogue of life", "?taxonKey=5", "backbone"),
        ("backbone", "?taxonKey=4CGXP", "catalogue of life"),
    ],
)
def test_the_taxonomy_is_always_said(modules: Run, checklist: str, asked: str, key: str) -> None:
    settings = SETTINGS | {"facets": {"taxon": "taxonKey"}, "checklist": CHECKLISTS[checklist]}
    found = modules(
        "question.js", "m.searchAddress(m.readAddress(a[0], a[1]), a[1])", asked, settings
    )
    assert parse_qs(urlsplit(found).query)["checklistKey"] == [CHECKLISTS[key]]


def test_a_download_is_handed_over_without_free_words(modules: Run) -> None:
    found = urlsplit(
        api(modules, "?q=oak&catalogNumber=1&year=1900,1950", "downloadAddress", "using.js")
    )
    assert (found.netloc, found.path) == ("www.gbif.org", "/occurrence/download/request")
    assert found.fragment == "create"
    assert json.loads(parse_qs(found.query)["predicate"][0]) == {
        "type": "and",
        "predicates": [
            {"type": "in", "key": "DATASET_KEY", "values": KEYS},
            {"type": "equals", "key": "CATALOG_NUMBER", "value": "1"},
            {
                "type": "and",
                "predicates": [
                    {"type": "greaterThanOrEquals", "key": "YEAR", "value": "1900"},
                    {"type": "lessThanOrEquals", "key": "YEAR", "value": "1950"},
                ],
            },
        ],
    }


def test_tiles_are_asked_with_all_data_sets(modules: Run) -> None:
    found = api(modules, "?q=oak", "tilesAddress", "map.js")
    assert found.startswith("https://api.gbif.org/v2/map/occurrence/adhoc/{z}/{x}/{y}@1x.png?")
    asked = parse_qs(urlsplit(found).query)
    assert asked["srs"] == ["EPSG:3857"]
    assert asked["datasetKey"] == KEYS
    assert asked["q"] == ["oak"]


def test_the_area_of_a_map_runs_against_the_clock(modules: Run) -> None:
    box = {"west": -200, "south": 50, "east": 4.12345, "north": 95}
    assert modules("map.js", "m.areaOf(a[0])", box) == (
        "POLYGON((-180.000 50.000,4.123 50.000,4.123 90.000,-180.000 90.000,-180.000 50.000))"
    )


# -- Answers ----------------------------------------------------------------


@pytest.mark.parametrize("length", [0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 1000])
def test_md5_is_md5(modules: Run, length: int) -> None:
    random = Random(length)
    text = "".join(random.choice("abc/é?&=漢 😀") for _ in range(length))
    digest = hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
    assert modules("md5.js", "m.md5(a[0])", text) == digest


@pytest.mark.parametrize(
    ("value", "safe"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("javascript:alert(1)", ""),
        (" JaVaScRiPt:alert(1)", ""),
        ("java\u0000script:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//example.org", ""),
        (7, ""),
        (None, ""),
        ({"a": 1}, ""),
    ],
)
def test_only_harmless_links_are_links(modules: Run, value: Any, safe: str) -> None:
    assert modules("answer.js", "m.link(a[0])", value) == safe


@pytest.mark.parametrize(
    ("value", "text"),
    [("  a\n b ", "a b"), (7, "7"), (None, ""), (True, ""), ([1], ""), ("a\u202eb", "a b")],
)
def test_values_become_text(modules: Run, value: Any, text: str) -> None:
    assert modules("answer.js", "m.text(a[0])", value) == text


@pytest.mark.parametrize("answer", [None, [], "<html>", 7, {}, {"results": "a"}, {"results": None}])
def test_what_is_no_page_of_results_is_unreadable(modules: Run, answer: Any) -> None:
    code = "(() => { try { m.readPage(a[0]); } catch (e) { return e.kind; } })()"
    assert modules("answer.js", code, answer) == "unreadable"


def test_a_page_of_results_with_holes_is_read(modules: Run) -> None:
    answer = {
        "count": "many",
        "results": [{"key": 1}, None, 7, {}, []],
        "facets": [{"field": "BASIS_OF_RECORD", "counts": [{"name": "A", "count": 2}, None]}, 3],
    }
    found = modules(
        "answer.js",
        "(({count, results, facets}) => [count, results, [...facets]])(m.readPage(a[0]))",
        answer,
    )
    assert found == [1, [{"key": 1}], [["basisOfRecord", [{"value": "A", "count": 2}]]]]


@pytest.mark.parametrize(
    ("record", "name"),
    [
        (
            {"scientificName": "Fagus sylvatica L.", "species": "Fagus sylvatica"},
            ["Fagus sylvatica", "L."],
        ),
        (
            {"scientificName": "Fagus sylvatica var. x L.", "species": "Fagus sylvatica"},
            ["Fagus sylvatica", "var. x L."],
        ),
        ({"scientificName": "Fagus L.", "genus": "Fagus"}, ["Fagus", "L."]),
        ({"scientificName": "Fagusia L.", "genus": "Fagus"}, ["", "Fagusia L."]),
        ({"species": "Fagus sylvatica"}, ["Fagus sylvatica", ""]),
    ],
)
def test_names_are_set_in_italics_without_their_author(
    modules: Run, record: dict[str, str], name: list[str]
) -> None:
    code = "(({italic, plain}) => [italic, plain])(m.nameOf(a[0], {say: String}))"
    assert modules("answer.js", code, record) == name


# -- Words ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "dutch", "english"),
    [
        ("1887", "1887", "1887"),
        ("1887-05", "mei 1887", "May 1887"),
        ("1887-05-03", "3 mei 1887", "3 May 1887"),
        ("1887-05-03T12:00:00", "3 mei 1887, 12:00", "3 May 1887, 12:00"),
        ("1923-05-01T00:00:00.000+0000", "1 mei 1923", "1 May 1923"),
        ("2021-09-19T17:21Z", "19 september 2021, 17:21 UTC", "19 September 2021, 17:21 UTC"),
        (
            "2025-01-01T08:30Z/2025-01-01T10:52Z",
            "1 januari 2025, 08:30 UTC – 10:52 UTC",
            "1 January 2025, 08:30 UTC – 10:52 UTC",
        ),
        ("1887-05-03T25:00", "1887-05-03T25:00", "1887-05-03T25:00"),
        ("1887-05-01/1887-05-31", "1 mei 1887 – 31 mei 1887", "1 May 1887 – 31 May 1887"),
        ("1887/1887", "1887", "1887"),
        ("0812", "812", "812"),
        ("1887-13-03", "1887-13-03", "1887-13-03"),
        ("1887-02-30", "1887-02-30", "1887-02-30"),
        ("in the spring", "in the spring", "in the spring"),
        ("", "", ""),
    ],
)
def test_dates_are_said_in_the_language(modules: Run, text: str, dutch: str, english: str) -> None:
    assert modules("words.js", "m.speech('nl', {}).date(a[0])", text) == dutch
    assert modules("words.js", "m.speech('en', {}).date(a[0])", text) == english


def test_countries_and_numbers_are_said_in_the_language(modules: Run) -> None:
    code = "((s) => [s.country('BE'), s.country('XX', 'Nowhere'), s.country('??', '?'), s.number(12345)])"
    assert modules("words.js", f"{code}(m.speech('nl', {{}}))") == [
        "België",
        "Nowhere",
        "?",
        "12.345",
    ]
    assert modules("words.js", f"{code}(m.speech('en', {{}}))") == [
        "Belgium",
        "Nowhere",
        "?",
        "12,345",
    ]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("http://creativecommons.org/licenses/by-nc/4.0/legalcode", "CC BY-NC 4.0"),
        ("https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"),
        ("http://creativecommons.org/publicdomain/zero/1.0/legalcode", "CC0 1.0"),
        ("CC_BY_NC_4_0", "CC BY-NC 4.0"),
        ("CC0_1_0", "CC0 1.0"),
        ("All rights reserved", "All rights reserved"),
    ],
)
def test_licences_have_names(modules: Run, address: str, name: str) -> None:
    assert modules("words.js", "m.speech('nl', {}).licence(a[0])", address) == name


def test_sentences_are_filled_in_once(modules: Run) -> None:
    words = {"s": "{a} of {b}, {c}", "n_one": "one", "n_other": "{count} things"}
    code = "((s) => [s.say('s', {a: '{b}', b: 1200}), s.count('n', 1), s.count('n', 3000), s.say('no')])"
    assert modules("words.js", f"{code}(m.speech('en', a[0]))", words) == [
        "{b} of 1,200, {c}",
        "one",
        "3,000 things",
        "",
    ]


# -- What is published ------------------------------------------------------


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_a_module_is_published_without_its_comments(source: Path, search_site: Built) -> None:
    text = source.read_text(encoding="utf-8")
    published = (search_site.folder / "_static" / "js" / "gbif" / source.name).read_text("utf-8")
    assert published == shortened(text) == shortened(published)
    assert published.count("\n") == text.count("\n"), "lines keep their numbers"
    assert "// @ts-check" in text
    assert "/*" not in published
    # Strings and expressions are left alone: only whole comments may hold these.
    code = re.sub(r"(?m)^\s*//.*$|/\*\*?\s(?:.|\n)*?\*/", "", text)
    assert "".join(code.split()) == "".join(published.split())


def test_no_module_makes_html_of_strings() -> None:
    for source in SOURCES:
        text = shortened(source.read_text(encoding="utf-8"))
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|Function\(", text
        )
        assert "localStorage" not in text
        assert not re.search(r"\.style\b|setAttribute\(.style", text), source.name


def test_leaflet_is_published_once(search_site: Built) -> None:
    found = [name for name in search_site.files if "leaflet" in name.lower()]
    assert found == ["_static/leaflet/leaflet.css", "_static/leaflet/leaflet.js"]
    assert len(gzip.compress(search_site.files["_static/leaflet/leaflet.js"])) < 50_000
