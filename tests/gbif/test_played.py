"""Each answer that GBIF has really given, played to the pages: what must stand there, and what must not.

`recorded.json` has the answers. A row says it in Dutch and in English; what both must or must not hold
stands once.
"""

import json
import re
from collections.abc import Callable
from itertools import product
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Page, Route, expect

from tests.conftest import ROOT
from tests.gbif.standin.others import scope_of_the_site
from tests.gbif.test_trouble import NONSENSE

Open = Callable[..., Page]
RECORDED: dict[str, Any] = json.loads((ROOT / "tests/gbif/recorded.json").read_text("utf-8"))
SHOW = "[data-act=show]:visible"
ALLOWED = {"Access-Control-Allow-Origin": "*"}


class Row(NamedTuple):
    """What a page says.

    :param nl: in Dutch
    :param en: in English
    :param both: in either
    :param never: in neither
    :param italic: the name that is set in italics, if any
    """

    nl: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    both: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    italic: str = ""


RECORDS = {
    "occurrence-allotype-old-enumeration": Row(
        (
            "Allotype",
            "vrouwelijk",
            "8 maart 1947",
            "geen licentie vermeld",
            "CC0 1.0",
            "Filipijnen",
        ),
        ("Allotype", "female", "8 March 1947", "no licence stated", "CC0 1.0", "Philippines"),
        ("[Copyright] Field Museum of Natural History - CC BY-NC", "FMNHINS 0000 028 524"),
        ("ALLOTYPE", "FEMALE", "00:00"),
        "Menacanthus werneri",
    ),
    "occurrence-bare": Row(
        ("17 maart 1992", "Bewaard exemplaar"),
        ("17 March 1992", "Preserved specimen"),
        ("B. E. Nordhagen, R. Cazelles", "65921"),
        (),
        "Cycas circinalis",
    ),
    "occurrence-belgium-withheld": Row(
        ("niet vrijgegeven", "mannelijk", "België"),
        ("withheld", "male", "Belgium"),
        ("see metadata", "Fazant", "CC BY-NC 4.0"),
        ("Male",),
        "Phasianus colchicus",
    ),
    "occurrence-bold-bin": Row(
        ("Staal", "17 januari 2026"), ("Sample", "17 January 2026"), ("BOLD:ACD1886",)
    ),
    "occurrence-chinese": Row(
        ("Taiwan", "geen licentie vermeld", "9 januari 2025"),
        ("Taiwan", "no licence stated", "9 January 2025"),
        ("林書遠", "22", "120", "Boisduval, 1833"),
        ("\u200e", "Chinese Taipei"),
        "Cosmophila",
    ),
    "occurrence-coordinates-hidden": Row(
        ("niet vrijgegeven", "11 februari 2025, 14:57"),
        ("withheld", "11 February 2025, 14:57"),
        ("Coordinates hidden at the request of the observer", "Bram Ashgroven"),
        ("Land", "Country", "Vindplaats", "Where it was found"),
        "Encelia californica",
    ),
    "occurrence-detail": Row(
        ("17 april 2013, 09:00", "Zweden", "volwassen"),
        ("17 April 2013, 09:00", "Sweden", "adult"),
        ("Wout Ostermeer", "49366", "ekorre", "855998194"),
        (),
        "Sciurus vulgaris",
    ),
    "occurrence-generalised-nl": Row(
        ("minder precies", "Nederland", "ei", "4 januari 2025"),
        ("less precise", "Netherlands", "egg", "4 January 2025"),
        ("User 59456", "CC BY-NC-ND 4.0"),
        (),
        "Thecla betulae",
    ),
    "occurrence-holotype": Row(
        ("Holotype", "mannelijk", "december 2002"),
        ("Holotype", "male", "December 2002"),
        ("pallandier", "2003-1086", "CC BY-NC-ND 4.0", "CC BY 4.0", "Malawi"),
        ("1 december", "1 December", "Male"),
        "Aulonocara koningsi",
    ),
    "occurrence-html-in-locality": Row(
        ("19 januari 2007", "Argentinië"),
        ("19 January 2007", "Argentina"),
        ("M. Kestelyn, A. Delorge, F. del Marrowby, Gpque. F. Tanakawa", "Cerro Cuevas"),
        ("<p", "&nbsp;", "00:00"),
        "Puma concolor",
    ),
    "occurrence-html-in-people": Row(
        ("19 september 2021, 17:21 UTC", "Australië"),
        ("19 September 2021, 17:21 UTC", "Australia"),
        ("zilvermos", "questagame.com", "questagame-468499"),
        ("<a", "href"),
        "Cycas circinalis",
    ),
    "occurrence-interval-with-times": Row(
        ("1 januari 2025", "Finland"),
        ("1 January 2025", "Finland"),
        ("Floris Ashgroven",),
        ("LINESTRING",),
        "Parus major",
    ),
    "occurrence-living": Row(
        ("Levend exemplaar", "geen licentie vermeld", "Noorwegen"),
        ("Living specimen", "no licence stated", "Norway"),
        ("Sago Palm",),
        (),
        "Cycas circinalis",
    ),
    "occurrence-material-citation": Row(
        ("Vermelding in een publicatie",),
        ("Mention in a publication",),
        ("NO DISPONIBLE", "león de montaña"),
        ("NotAType",),
        "Puma concolor",
    ),
    "occurrence-medium-without-identifier": Row(
        ("20 januari 2025", "Brazilië"),
        ("20 January 2025", "Brazil"),
        ("Kestelyn, B.O.", "ESA00152633", "180"),
        ("foto van", "Picture of"),
        "Myrcia pubipetala",
    ),
    "occurrence-meise-iiif": Row(
        ("Inzoomen (IIIF)", "17 juni 1990"),
        ("Zoom in (IIIF)", "17 June 1990"),
        ("Morenzi R., Nordhagen R.; Haverkoop E.", "BR0000032165739", "CC BY-SA 4.0", "CC BY 4.0"),
        ("van 2", "of 2"),
        "Cycas circinalis",
    ),
    "occurrence-nameless": Row(
        ("Naam onbekend", "9 januari 2023"),
        ("Name unknown", "9 January 2023"),
        ("Wanda Vandersteene", "CC0 1.0", "Bangladesh"),
    ),
    "occurrence-neotype-2017": Row(
        ("Neotype", "1 mei 1923"),
        ("Neotype", "1 May 1923"),
        ("Collaboration; W. H. Brown; R. Kienholz", "42539"),
        ("NEOTYPE", "30 april", "30 April"),
        "Cycas circinalis",
    ),
    "occurrence-not-a-type": Row(
        ("niet bepaald", "24 februari 1991"),
        ("not determined", "24 February 1991"),
        ("E. E. Pallandier; B. Santerelli", "00184997"),
        ("NotAType", "Indeterminate"),
        "Encelia californica",
    ),
    "occurrence-sound": Row(
        ("Geluidsopname", "1 januari 2022"),
        ("Sound recording", "1 January 2022"),
        ("CC BY-NC-SA 4.0", "XC695654", "Animalia"),
    ),
    "occurrence-synonym": Row(
        ("Aanvaarde naam", "mei 1976"),
        ("Accepted name", "May 1976"),
        ("Garra ornata", "1977-0012"),
        (),
        "Garra trewavasae",
    ),
    "occurrence-type-with-impossible-date": Row(
        ("Holotype", "7 januari 2026"),
        ("Holotype", "7 January 2026"),
        ("J Delacour; W P. Lowe",),
        (),
        "Pteruthius aenobarbus",
    ),
    "occurrence-undated-order": Row(
        ("Antarctica",), ("Antarctica",), ("Allogromiida", "100"), ("Verzamelaar", "Collector")
    ),
}


def words(page: Page, selector: str) -> str:
    """What can be read in a part of the page, with single blanks."""
    seen = page.locator(selector).evaluate(
        """(box) => {
          const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
          let all = "";
          while (texts.nextNode())
            if (texts.currentNode.parentElement.checkVisibility()) all += ` ${texts.currentNode.data}`;
          return all;
        }"""
    )
    return " ".join(seen.split())


def play(page: Page, answers: dict[str, Any]) -> list[str]:
    """Answer addresses that end on these, or go on with a question; nothing else is known to GBIF.

    :return: the addresses that are asked, as they are asked
    """
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        path = route.request.url.partition("?")[0]
        found = next((one for end, one in answers.items() if path.endswith(end)), None)
        if found is None:
            route.fulfill(status=404, json=RECORDED["error-404"][0], headers=ALLOWED)
        else:
            route.fulfill(json=found, headers=ALLOWED)

    page.route("**/v1/**", answer)
    return asked


def page_of(*results: Any, **more: Any) -> dict[str, Any]:
    """An answer of a search."""
    count = len(results)
    return {
        "offset": 0,
        "limit": 20,
        "count": count,
        "results": results,
        "endOfRecords": True,
    } | more


def in_scope(record: dict[str, Any]) -> dict[str, Any]:
    """The record, in a data set that the portal searches."""
    return record | {"datasetKey": scope_of_the_site()[0]}


def shown(page: Page, record: dict[str, Any]) -> tuple[str, str]:
    """What the list and the sheet of a record say."""
    play(page, {"/occurrence/search": page_of(record), f"/occurrence/{record['key']}": record})
    page.locator(SHOW).click()
    expect(page.locator("tbody tr")).to_have_count(1)
    listed = words(page, "tbody")
    page.locator("tbody a[data-go]").click()
    expect(page.locator(".vsc-record")).to_be_visible()
    expect(page.locator("[data-part=record-citation]")).not_to_be_empty()
    return listed, words(page, ".vsc-record")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", RECORDS)
def test_a_record_that_gbif_gave(opened: Open, name: str, language: str, faults: list[str]) -> None:
    row = RECORDS[name]
    record = in_scope(RECORDED[name][0])
    page = opened("specimens", language, "?q=x1", timezone_id="America/New_York")
    listed, sheet = shown(page, record)
    whole = f"{listed} {sheet}"
    assert [one for one in (*getattr(row, language), *row.both) if one not in whole] == []
    assert [one for one in row.never if one in whole] == []
    assert not NONSENSE.findall(whole)
    title = page.locator("[data-part=record-title] i")
    assert (title.inner_text() if title.count() else "") == row.italic
    pictures = [one for one in record.get("media", []) if one.get("type") == "StillImage"]
    assert page.locator(".vsc-record__picture").count() == len(
        [one for one in pictures if one.get("identifier")]
    )
    for source in page.locator(".vsc-record__picture img").evaluate_all(
        "(all) => all.map((i) => i.src)"
    ):
        assert "/image/cache/fit-in/" in source
    badge = page.locator("tbody .vsc-type")
    assert badge.count() == (name in TYPES), "what is no type has no badge"
    assert not faults


TYPES = {
    *("occurrence-allotype-old-enumeration", "occurrence-holotype", "occurrence-neotype-2017"),
    "occurrence-type-with-impossible-date",
}


# -- Thirty answers that are spoilt -----------------------------------------

HOSTILE = "<img src=x onerror=\"document.title='broken in'\">"
SPOILT: list[Any] = [None, 7, [], {"a": 1}, HOSTILE]
FIELDS = {
    "occurrence-holotype": ("scientificName", "species", "typeStatus", "sex"),
    "occurrence-meise-iiif": ("media", "license", "recordedBy"),
    "occurrence-synonym": ("eventDate", "acceptedScientificName", "taxonRank"),
    "occurrence-belgium-withheld": ("decimalLatitude", "countryCode", "informationWithheld"),
    "occurrence-detail": ("classifications", "vernacularName", "taxonKey"),
    "occurrence-neotype-2017": ("catalogNumber", "locality", "basisOfRecord"),
}


@pytest.mark.parametrize(("name", "spoilt"), [*product(FIELDS, range(len(SPOILT)))])
def test_a_spoilt_answer_shows_what_is_left(
    opened: Open, name: str, spoilt: int, faults: list[str]
) -> None:
    record = in_scope(RECORDED[name][0]) | dict.fromkeys(FIELDS[name], SPOILT[spoilt])
    page = opened("specimens", ("nl", "en")[spoilt % 2], "?q=x1")
    whole = " ".join(shown(page, record))
    assert not NONSENSE.findall(whole)
    assert str(record["key"]) in whole
    assert not page.title().startswith("broken in")
    assert page.locator(".vsc-search [onerror]").count() == 0
    assert not faults


# -- What is not a record ---------------------------------------------------


@pytest.mark.parametrize(
    ("language", "number", "country"),
    [("nl", "1.254.251.672", "Verenigde Staten"), ("en", "1,254,251,672", "United States")],
)
def test_counts_of_countries(
    opened: Open, language: str, number: str, country: str, faults: list[str]
) -> None:
    page = opened("specimens", language, "?q=x1")
    play(page, {"/occurrence/search": RECORDED["facet-country"][0]})
    page.locator(SHOW).click()
    page.locator("[data-part=facet-country] summary").click()
    facet = words(page, "[data-part=facet-country]")
    assert number in facet
    assert country in facet
    assert not faults


def suggested(page: Page, typed: str, answer: Any, language: str) -> list[str]:
    """The suggestions for what is typed."""
    play(page, {"/species/suggest": answer})
    page.get_by_text("Preciezer zoeken" if language == "nl" else "Search more precisely").click()
    page.locator("[data-part=suggest]").check()
    page.locator("#gbif-specimens-taxon").press_sequentially(typed)
    expect(page.locator("[role=option]:visible").first).to_be_visible()
    return page.locator("[role=option]:visible").all_inner_texts()


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("name", "typed", "each"),
    [
        ("suggest-puma", "Puma", "dae, Animalia"),
        ("suggest-synonyms", "Puma", "Felidae, Animalia"),
    ],
)
def test_suggestions_say_where_a_taxon_belongs(
    opened: Open, name: str, typed: str, each: str, language: str, faults: list[str]
) -> None:
    page = opened("specimens", language)
    options = suggested(page, typed, RECORDED[name], language)
    assert len(options) == len(RECORDED[name])
    assert all(each in one for one in options)
    synonyms = sum(one.get("status") == "SYNONYM" for one in RECORDED[name])
    word = "synoniem" if language == "nl" else "synonym"
    assert sum(one.endswith(word) for one in options) == synonyms
    assert not options[0].endswith(word)
    assert not faults


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_name_of_three_taxa_asks_which(opened: Open, language: str, faults: list[str]) -> None:
    taxa = [one | {"key": n} for n, one in enumerate(RECORDED["match-homonyms-dugesia"], start=1)]
    page = opened("specimens", language)
    asked = play(page, {"/species/suggest": taxa})
    page.get_by_text("Preciezer zoeken" if language == "nl" else "Search more precisely").click()
    page.locator("#gbif-specimens-taxon").fill("Dugesia")
    page.keyboard.press("Enter")
    options = page.locator("[role=option]:visible")
    expect(options).to_have_count(len(taxa))
    text = " ".join(options.all_inner_texts()[:3])
    assert [
        one for one in ("Plantae", "Asteraceae", "Dugesiidae", "Smarididae") if one not in text
    ] == []
    assert "taxonKey" not in page.url
    assert not [one for one in asked if "/occurrence/" in one]
    assert not faults


@pytest.mark.parametrize(("language", "name"), [("nl", "huismus"), ("en", "House Sparrow")])
def test_a_record_has_the_name_that_people_use(
    opened: Open, language: str, name: str, faults: list[str]
) -> None:
    record = in_scope(RECORDED["occurrence-detail"][0]) | {"acceptedTaxonKey": 5231190}
    page = opened("specimens", language, f"?record={record['key']}")
    play(
        page,
        {
            f"/occurrence/{record['key']}": record,
            "/5231190/vernacularNames": page_of(*RECORDED["vernacular-names-huismus"]),
        },
    )
    page.locator(SHOW).click()
    expect(page.locator("[data-part=common]")).to_have_text(name)
    assert not faults


@pytest.mark.parametrize(("language", "typed"), [("nl", "Dieren"), ("en", "animals")])
def test_words_that_people_use_lead_to_the_taxon(
    opened: Open, language: str, typed: str, faults: list[str]
) -> None:
    page = opened("specimens", language, f"?q={typed}")
    asked = play(
        page,
        {
            "/species/search": page_of(*RECORDED["species-search-vernacular"]),
            "/occurrence/search": page_of(),
        },
    )
    page.locator(SHOW).click()
    expect(page).to_have_url(re.compile(r"\?taxonKey=1$"))
    expect(page.locator("[data-part=named]")).to_contain_text("Animalia")
    (search,) = [one for one in asked if "/species/search" in one]
    assert "qField=VERNACULAR" in search
    assert not faults


@pytest.mark.parametrize("name", ["dataset-by-doi", "dataset-html-title"])
def test_a_data_set_is_cited_without_its_people(opened: Open, name: str, faults: list[str]) -> None:
    dataset = RECORDED[name][0] | {"contacts": [{"email": ["a@collection.example"]}]}
    record = in_scope(RECORDED["occurrence-bare"][0])
    page = opened("specimens", "en", f"?record={record['key']}")
    play(
        page,
        {f"/occurrence/{record['key']}": record, f"/dataset/{record['datasetKey']}": dataset},
    )
    page.locator(SHOW).click()
    expect(page.locator("[data-part=record-citation]")).to_contain_text(dataset["doi"])
    expect(page.locator(".vsc-record [data-part=more]")).to_contain_text(
        re.sub("<.*?>", "", dataset["title"])[:20]
    )
    sheet = words(page, ".vsc-record")
    assert "<i>" not in sheet
    assert "@" not in sheet
    assert not faults


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("kind", "path", "names", "both"),
    [
        ("publishers", "/organization", ["publishers-waiting"], ("Fort Pierce", "2", "fau.edu")),
        (
            *("publishers", "/organization", ["publisher-nl"]),
            ("Strandwerkgemeenschap", "Almere", "1", "strandwerkgemeenschap.nl"),
        ),
        (
            *("institutions", "/grscicoll/institution", ["institution-turku"]),
            ("University of Turku", "TUR", "Turku", "collections.utu.fi"),
        ),
        (
            *("literature", "/literature/search", ["literature-articles"]),
            ("eDNA", "2024", "Scientific Reports", "Sofia Fenwright"),
        ),
        (
            *("literature", "/literature/search", ["literature-report"]),
            ("Pistacia atlantica", "2024", "IUCN Red List"),
        ),
    ],
)
def test_others_that_gbif_gave(
    opened: Open,
    language: str,
    kind: str,
    path: str,
    names: list[str],
    both: tuple[str, ...],
    faults: list[str],
) -> None:
    page = opened(kind, language, "?q=x1")
    asked = play(page, {path: page_of(*(one for name in names for one in RECORDED[name]))})
    page.locator(SHOW).click()
    expect(page.locator("tbody tr").first).to_be_visible()
    text = words(page, "tbody")
    assert [one for one in both if one not in text] == []
    assert "@" not in text
    assert not NONSENSE.findall(text)
    if kind == "publishers":
        assert "isEndorsed=true" in asked[0]
    if kind == "institutions":
        assert ("5.000.000" if language == "nl" else "5,000,000") in text
        link = "https://scientific-collections.gbif.org/institution/"
        assert page.locator(f"tbody a[href^='{link}']").count()
    if names == ["literature-articles"]:
        assert ("Vrij toegankelijk" if language == "nl" else "Freely accessible") in text
        assert page.locator("tbody a[href^='https://doi.org/10.']").count() == 2
    if names == ["literature-report"]:
        assert ("Niet vrij" if language == "nl" else "Not freely") in text
        assert page.locator("tbody a[href^='https://www.iucnredlist.org/']").count()
        assert page.locator("tbody a[href*='doi.org']").count() == 0
    assert not faults


def test_a_catalogue_number_is_one_value_with_its_commas(opened: Open, faults: list[str]) -> None:
    page = opened()
    asked = play(page, {"/occurrence/search": page_of()})
    page.get_by_text("Preciezer zoeken").click()
    number = RECORDED["suggest-catalog-number"][2]
    assert "," in number
    page.locator("#gbif-specimens-number").fill(number)
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=empty]")).to_be_visible()
    values = page.evaluate("(url) => new URL(url).searchParams.getAll('catalogNumber')", asked[0])
    assert values == [number]
    assert not faults


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("name", "status", "nl", "en"),
    [
        ("error-429", 429, "GBIF heeft het te druk", "GBIF is too busy"),
        (
            "error-400",
            400,
            "GBIF aanvaardt deze zoekopdracht niet",
            "GBIF does not accept this search",
        ),
        ("error-404", 404, "GBIF heeft dit niet", "GBIF does not have this"),
    ],
)
def test_a_refusal_is_said_in_our_words(
    opened: Open, language: str, name: str, status: int, nl: str, en: str
) -> None:
    body = RECORDED[name] if name == "error-429" else RECORDED[name][0]
    page = opened("specimens", language, "?q=x1")
    page.route(
        "**/v1/occurrence/search*",
        lambda route: route.fulfill(
            status=status,
            body=body if isinstance(body, str) else json.dumps(body),
            headers=ALLOWED | {"Retry-After": "31"},
        ),
    )
    page.locator(SHOW).click()
    expect(page.locator("[data-part=failure-title]")).to_contain_text(
        nl if language == "nl" else en
    )
    text = words(page, "[data-part=failure]")
    assert ("latitude must be" in text) == (name == "error-400")
    assert "bulk" not in text
    expect(page.locator("input[name=q]")).to_have_value("x1")


def test_no_answer_is_left_out() -> None:
    own = (ROOT / "tests/gbif/test_played.py").read_text("utf-8")
    assert [name for name in RECORDED if f'"{name}"' not in own] == []
