"""What GBIF has really answered, reduced, and what the page makes of it.

`recorded.json` holds records as GBIF gave them between 2017 and 2026, one a line, without the fields
that nobody reads; persons have invented names.
"""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import pytest

from ext.gbif.kinds import TYPES
from tests.conftest import ROOT
from tests.gbif.standin.fixtures import StandInForGbif
from tests.gbif.test_modules import SETTINGS

Run = Callable[..., Any]
RECORDED = json.loads((ROOT / "tests/gbif/recorded.json").read_text("utf-8"))


def recorded(name: str) -> dict[str, Any]:
    """Return the first record of an answer."""
    record: dict[str, Any] = RECORDED[name][0]
    return record


SPEECH = "(await import('/words.js')).speech"


# -- Pictures ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "licences", "others"),
    [
        ("occurrence-meise-iiif", ["CC BY-SA 4.0"], [["iiif", "CC BY-SA 4.0"]]),
        ("occurrence-sound", ["CC BY-NC-SA 4.0"], [["Sound", "CC BY-NC-SA 4.0"]]),
        ("occurrence-chinese", ["none"], []),
        ("occurrence-living", ["none"], []),
        ("occurrence-medium-without-identifier", [], []),
        ("occurrence-holotype", ["CC BY-NC-ND 4.0", "CC BY 4.0"], []),
    ],
)
def test_media_are_whole_pictures_or_links_with_a_licence_of_their_own(
    modules: Run, name: str, licences: list[str], others: list[list[str]]
) -> None:
    speech = f"{SPEECH}('en', {{noLicence: 'none'}})"
    record = recorded(name)
    pictures = modules("answer.js", f"m.picturesOf(a[0], 'https://a.b', {speech})", record)
    assert [
        one["licence"].get("text") if isinstance(one["licence"], dict) else one["licence"]
        for one in pictures
    ] == licences
    addresses = modules(
        "answer.js", f"m.picturesOf(a[0], '', {speech}).map((one) => one.address(200))", record
    )
    assert all(one.startswith("/v1/image/cache/fit-in/200x200/occurrence/") for one in addresses)
    found = modules(
        "detail.js",
        f"m.othersOf(a[0], {speech}).map(({{name, licence}}) => [name, licence.text ?? licence])",
        record,
    )
    assert found == others


@pytest.mark.parametrize(
    ("medium", "kind"),
    [
        ({"type": "MovingImage", "format": "video/mp4"}, "MovingImage"),
        ({"format": "model/gltf-binary"}, "model"),
        ({"type": "InteractiveResource", "format": "text/html"}, "file"),
        ({"format": "image/tiff"}, "image"),
        ({}, "file"),
    ],
)
def test_what_is_no_still_picture_is_a_link_that_says_what_it_is(
    modules: Run, medium: dict[str, str], kind: str
) -> None:
    record = {"media": [{"identifier": "https://a.b/c", **medium}]}
    code = f"m.othersOf(a[0], {SPEECH}('en', {{}})).map(({{name, href}}) => [name, href])"
    assert modules("detail.js", code, record) == [[kind, "https://a.b/c"]]


# -- Vocabularies -----------------------------------------------------------

VOCABULARIES = {
    "typeStatus": {"Holotype": "a holotype", "NotAType": "no type", "OriginalMaterial": "original"},
    "sex": {"Female": "female", "Male": "male"},
}


@pytest.mark.parametrize(
    ("vocabulary", "value", "words"),
    [
        ("typeStatus", "Holotype", "a holotype"),
        ("typeStatus", "HOLOTYPE", "a holotype"),
        ("typeStatus", "ORIGINAL_MATERIAL", "original"),
        ("typeStatus", "ORIGINALMATERIAL", "original"),
        ("typeStatus", "Holotype|Eotype", "a holotype, Eotype"),
        ("typeStatus", "constructor", "constructor"),
        ("sex", "FEMALE", "female"),
        ("sex", "Male", "male"),
    ],
)
def test_a_value_has_its_words_however_it_is_spelt(
    modules: Run, vocabulary: str, value: str, words: str
) -> None:
    code = f"m.terms(a[0], a[1], {SPEECH}('en', a[2]))"
    assert modules("answer.js", code, value, vocabulary, VOCABULARIES) == words


@pytest.mark.parametrize(
    ("name", "type_", "what"),
    [
        ("occurrence-holotype", "a holotype", ["a holotype", "male"]),
        ("occurrence-allotype-old-enumeration", "ALLOTYPE", ["ALLOTYPE", "female"]),
        ("occurrence-not-a-type", "", ["no type", "Indeterminate"]),
        ("occurrence-type-with-impossible-date", "a holotype", ["a holotype", "male"]),
    ],
)
def test_types_and_sexes_of_records(modules: Run, name: str, type_: str, what: list[str]) -> None:
    record, speech = recorded(name), f"{SPEECH}('en', a[1])"
    code = f"m.specimen(a[0], {speech}, '').cells.type"
    assert modules("answer.js", code, record, VOCABULARIES) == type_
    code = (
        f"(({{label, more}}) => [label.typeStatus, more.sex])(m.fieldsOf({{talk: {speech}}}, a[0]))"
    )
    assert modules("detail.js", code, record, VOCABULARIES) == what


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("?typeStatus=HOLOTYPE&typeStatus=TYPE_SPECIES", ["Holotype", "TypeSpecies"]),
        ("?typeStatus=Holotype", ["Holotype"]),
        ("?typeStatus=EOTYPE", ["EOTYPE"]),
        ("?typeStatus=NotAType", ["NotAType"]),
        ("?typeStatus=any", [*TYPES]),
        ("?typeStatus=any&typeStatus=Holotype", [*TYPES]),
    ],
)
def test_types_are_asked_as_gbif_writes_them(modules: Run, address: str, asked: list[str]) -> None:
    settings = SETTINGS | {"facets": {"type": "typeStatus"}, "types": TYPES}
    found = modules("question.js", "m.query(m.readAddress(a[0], a[1]), a[1])", address, settings)
    assert parse_qs(found)["typeStatus"] == asked


def test_a_facet_is_asked_with_the_value_that_it_gave(modules: Run) -> None:
    settings = SETTINGS | {"facets": {"type": "typeStatus"}, "types": TYPES}
    code = "m.toggled(m.nothing(a[0]), 'typeStatus', 'HOLOTYPE', true, a[0]).values.typeStatus"
    assert modules("question.js", code, settings) == ["HOLOTYPE"]


def test_every_type_has_words() -> None:
    words = (ROOT / "_templates/components/gbif-words.html").read_text("utf-8")
    assert [one for one in TYPES if f'"{one}": _(' not in words] == []


# -- Institutions and publishers --------------------------------------------


@pytest.mark.parametrize(
    ("homepage", "site"),
    [
        ("https://www.collection.example/en", "collection.example"),
        (["https://collection.example"], "collection.example"),
        ("mailto:someone@collection.example", ""),
        (None, ""),
    ],
)
def test_a_website_is_no_persons_address(modules: Run, homepage: Any, site: str) -> None:
    record = recorded("institution-turku") | {"homepage": homepage}
    code = f"m.OTHERS.institutions(a[0], {SPEECH}('en', {{}}), 'https://a.b').cells"
    cells = modules("others.js", code, record)
    assert (cells["website"] and cells["website"]["text"]) == site
    assert cells["specimens"] == "5,000,000"
    assert "@" not in json.dumps(cells)


# -- People, places, time ---------------------------------------------------


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("J Delacour|W P. Lowe", "J Delacour; W P. Lowe"),
        ("Collaboration; W. H. Brown & R. Kienholz", "Collaboration; W. H. Brown; R. Kienholz"),
        ("Kestelyn, B.O.", "Kestelyn, B.O."),
        ("['A W. Hughes']", "A W. Hughes"),
        ("['A. Kest', 'B. Tana']", "A. Kest; B. Tana"),
        (
            recorded("occurrence-html-in-people")["identifiedBy"],
            "Stille Otter (Low); Kersenhout (Low)",
        ),
        ("<a href='#|b'> a|b.example</a>", "a; b.example"),
        ("<script>x</script>", "x"),
        ("a < b > c", "a < b > c"),
        (["A", "B"], "A; B"),
    ],
)
def test_people_are_told_apart_and_tags_left_out(modules: Run, value: Any, names: str) -> None:
    assert modules("answer.js", "m.people(a[0])", value) == names


@pytest.mark.parametrize(
    ("name", "group", "field", "value"),
    [
        ("occurrence-belgium-withheld", "place", "coordinates", "51.25442 ; 3.25097"),
        ("occurrence-chinese", "place", "coordinates", "22.741214 ; 120.322015"),
        ("occurrence-chinese", "label", "recordedBy", "林書遠"),
        ("occurrence-detail", "label", "eventDate", "17 April 2013, 09:00"),
        (
            "occurrence-interval-with-times",
            "label",
            "eventDate",
            "1 January 2025, 08:30 UTC – 10:52 UTC",
        ),
        ("occurrence-neotype-2017", "label", "eventDate", "1 May 1923"),
        ("occurrence-holotype", "label", "eventDate", "December 2002"),
        ("occurrence-type-with-impossible-date", "label", "eventDate", "7 January 2026"),
        ("occurrence-undated-order", "label", "eventDate", ""),
        (
            *("occurrence-html-in-locality", "label", "locality"),
            "Cerro Cuevas, recorriendo desde el Lago por el filo del Cordón Cuevas. "
            "Límite entre RNE y RNS.",
        ),
        ("occurrence-holotype", "label", "acceptedName", ""),
    ],
)
def test_a_field_of_a_record_is_shown_as_it_is(
    modules: Run, name: str, group: str, field: str, value: str
) -> None:
    code = f"m.fieldsOf({{talk: {SPEECH}('en', {{}})}}, a[0])[a[1]][a[2]]"
    assert modules("detail.js", code, recorded(name), group, field) == value


def test_a_synonym_is_shown_with_its_accepted_name(modules: Run) -> None:
    record = recorded("occurrence-synonym")
    code = f"m.fieldsOf({{talk: {SPEECH}('en', {{}})}}, a[0]).label.acceptedName"
    found = modules("detail.js", code, record)
    assert " ".join(found.values()).strip() == record["acceptedScientificName"]
    assert record["acceptedScientificName"] != record["scientificName"]


@pytest.mark.parametrize(
    "name", ["occurrence-sound", "occurrence-undated-order", "occurrence-bold-bin"]
)
def test_names_above_genus_are_upright(modules: Run, name: str) -> None:
    code = f"m.nameOf(a[0], {SPEECH}('en', {{}}))"
    record = recorded(name)
    assert modules("answer.js", code, record) == {"italic": "", "plain": record["scientificName"]}


def test_persons_are_known_by_links(modules: Run) -> None:
    ids = [
        {"type": "ORCID", "value": "https://orcid.org/0000-0000-0000-000X"},
        {"type": "ORCID", "value": "0000-0000-0000-0001"},
        {"type": "WIKIDATA", "value": "http://www.wikidata.org/entity/Q1"},
        {"type": "OTHER", "value": "javascript:alert(1)"},
        {},
    ]
    assert modules("detail.js", "m.identities(a[0]).map((one) => one.href)", ids) == [
        *("https://orcid.org/0000-0000-0000-000X", "https://orcid.org/0000-0000-0000-0001"),
        "http://www.wikidata.org/entity/Q1",
    ]
    assert modules("detail.js", "m.identities(a[0])", None) == ""


# -- Names ------------------------------------------------------------------


def test_the_exact_name_stands_first_with_its_place_and_synonyms_are_told_apart(
    modules: Run,
) -> None:
    code = "m.readSuggestions(a[0], 'puma')"
    found = modules("taxon.js", code, RECORDED["suggest-synonyms"][::-1])
    assert [(one["key"], one["synonym"]) for one in found] == [
        ("2435098", False),
        *(("4969803", True), ("6164600", True)),
    ]
    assert all(one["place"] == ["Felidae", "Animalia"] for one in found)


@pytest.mark.parametrize(
    ("words", "key"),
    [("Dugesia", None), ("Dugesia A.Gray", "1"), ("dugezia", None), ("Dug", None)],
)
def test_a_name_of_several_taxa_is_never_chosen(modules: Run, words: str, key: str | None) -> None:
    taxa = [
        taxon | {"key": number}
        for number, taxon in enumerate(RECORDED["match-homonyms-dugesia"], start=1)
    ]
    code = "m.meantBy(m.readSuggestions(a[0], a[1]), a[1])?.key ?? null"
    assert modules("taxon.js", code, taxa, words) == key


# -- The stand-in -----------------------------------------------------------


def types(records: list[dict[str, Any]], prefix: str = "") -> set[tuple[str, str]]:
    """Return the fields that records have, with the types of JSON that their values are of."""
    found = set()
    for record in records:
        for name, value in record.items():
            number = isinstance(value, int | float) and not isinstance(value, bool)
            found.add((prefix + name, "number" if number else type(value).__name__))
            if name == "media":
                found |= types(value, "media.")
    return found


@pytest.mark.parametrize(
    ("path", "answers"),
    [
        ("/v1/occurrence/search?limit=300", "occurrence-"),
        ("/v1/organization?limit=40", "publisher"),
        ("/v1/grscicoll/institution?limit=30", "institution-"),
        ("/v1/literature/search?limit=300", "literature-"),
        ("/v1/species/suggest?q=dwim&limit=100", "suggest-"),
    ],
)
def test_the_stand_in_has_fields_and_types_of_gbif(
    fresh_gbif: StandInForGbif, path: str, answers: str
) -> None:
    real = [
        one
        for name, all_ in RECORDED.items()
        if name.startswith(answers)
        for one in all_
        if isinstance(one, dict)
    ]
    given = fresh_gbif.get(path)
    given = given if isinstance(given, list) else given["results"]
    assert len(given) > 2
    assert types(given) - types(real) == set()
