"""The stand-in for GBIF: it finds what it should, and fails as it is told to."""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from hashlib import md5
from io import BytesIO
from random import Random
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode

import pytest
from PIL import Image

from tests.gbif.standin.answers import Answer, Gbif, constant, shown
from tests.gbif.standin.fixtures import StandInForGbif
from tests.gbif.standin.index import words_of
from tests.gbif.standin.specimens import LICENCES
from tests.gbif.standin.strange import HTML

SEARCH = "/v1/occurrence/search"


@cache
def small() -> Gbif:
    """A collection that is counted anew in no time."""
    return Gbif(size=3000)


def ask(path: str, **question: Any) -> Answer:
    """What the small collection answers; a list repeats a parameter."""
    asked = {
        name: [str(value) for value in (values if isinstance(values, list) else [values])]
        for name, values in question.items()
    }
    return small().answer(path, asked)


def found(path: str = SEARCH, **question: Any) -> Any:
    answer = ask(path, **question)
    assert answer.status == 200, answer.body
    return json.loads(answer.body)


# -- Filters and facets, counted a second time without an index -------------


def values(record: dict[str, Any], name: str) -> list[str]:
    """What a record says of a parameter, read from the record alone."""
    match name:
        case "mediaType":
            return [media["type"] for media in record.get("media", []) if "type" in media]
        case "hasCoordinate":
            return [str("decimalLatitude" in record and "decimalLongitude" in record).lower()]
        case "taxonKey":
            ranks = ("kingdom", "phylum", "class", "order", "family", "genus", "species")
            names = [f"{rank}Key" for rank in ranks] + ["taxonKey"]
            return list({str(record[name]) for name in names if name in record})
        case "recordedBy":
            return [name for name in record.get(name, "").split(" | ") if name]
        case "license":
            names = {address: name for name, address in LICENCES.items()}
            return [names.get(record.get("license", ""), "UNSPECIFIED")]
        case "typeStatus" if HTML not in record.values():
            return [one for one in record.get(name, "").split("|") if one]
        case "basisOfRecord" | "typeStatus" if HTML in record.values():
            return []  # Not one of the vocabulary: GBIF would not have found it by that.
        case "country":
            name = "countryCode"
    return [str(record[name])] if name in record else []


def fits(record: dict[str, Any], name: str, asked: list[str]) -> bool:
    """Does a record fit one of the values asked for?"""
    own = values(record, name)
    for text in asked:
        if "," in text and name == "year":
            low, high = text.split(",")
            for value in own:
                if (low == "*" or int(low) <= int(value)) and (
                    high == "*" or int(value) <= int(high)
                ):
                    return True
        elif text.lower() in [value.lower() for value in own]:
            return True
    return False


ASKED = ("datasetKey", "basisOfRecord", "typeStatus", "mediaType", "hasCoordinate", "taxonKey")
ASKED += ("year", "country", "recordedBy", "license", "catalogNumber", "collectionCode")


def random_question(random: Random) -> dict[str, list[str]]:
    """Parameters with values that some record has."""
    question: dict[str, list[str]] = {}
    records = [random.choice(small().specimens.records) for _ in range(3)]
    for name in random.sample(ASKED, random.randint(0, 3)):
        asked = [value for record in records for value in values(record, name)[:2]]
        if name == "year" and random.random() < 0.5:
            low = random.randint(1800, 2024)
            asked = [random.choice((f"{low},{low + 30}", f"{low},*", f"*,{low}"))]
        if asked:
            question[name] = asked
    return question


@pytest.mark.parametrize("seed", range(40))
def test_random_questions_find_what_a_second_count_finds(seed: int) -> None:
    random = Random(seed)
    question = random_question(random)
    expected = [
        record
        for record in small().specimens.records
        if all(fits(record, name, asked) for name, asked in question.items())
    ]
    facets = random.sample(ASKED, 3)
    offset, limit = random.choice(((0, 300), (5, 10), (0, 0)))
    answer = found(
        **question, facet=facets, facetLimit=10_000, facetMincount=2, offset=offset, limit=limit
    )
    assert answer["count"] == len(expected), question
    assert answer["results"] == [shown(one) for one in expected[offset : offset + limit]]
    assert answer["endOfRecords"] is (offset + limit >= len(expected))
    for name, facet in zip(facets, answer["facets"], strict=True):
        counted = Counter(value for record in expected for value in set(values(record, name)))
        assert facet["field"] == constant(name)
        assert {item["name"]: item["count"] for item in facet["counts"]} == {
            value: number for value, number in counted.items() if number >= 2
        }
        numbers = [item["count"] for item in facet["counts"]]
        assert numbers == sorted(numbers, reverse=True)


def test_multiselect_counts_a_facet_without_its_own_filter() -> None:
    own = {"basisOfRecord": "FOSSIL_SPECIMEN", "country": "BE"}
    (narrow,) = found(**own, facet="basisOfRecord", limit=0)["facets"]
    (wide,) = found(**own, facet="basisOfRecord", facetMultiselect="true", limit=0)["facets"]
    (alone,) = found(country="BE", facet="basisOfRecord", limit=0)["facets"]
    assert len(narrow["counts"]) == 1
    assert wide == alone
    assert len(wide["counts"]) == 5


def test_facets_have_limits_offsets_and_pages_of_their_own() -> None:
    usual, other = found(facet=["taxonKey", "country"], limit=0)["facets"]
    assert (len(usual["counts"]), len(other["counts"])) == (10, 10)
    (second,) = found(facet="taxonKey", facetLimit=5, facetOffset=5, limit=0)["facets"]
    assert second["counts"] == usual["counts"][5:]
    one, other = found(facet=["taxonKey", "country"], limit=0, **{"country.facetLimit": 3})[
        "facets"
    ]
    assert (len(one["counts"]), len(other["counts"])) == (10, 3)


def test_unknown_facets_and_parameters_are_passed_over() -> None:
    assert found(facet="colour", colour="green", limit=0) == found(limit=0)


def test_words_are_found_whole_and_together() -> None:
    record = next(one for one in small().specimens.records if "genus" in one and "locality" in one)
    word = words_of(record["genus"])[0]
    assert shown(record) in found(q=f"{record['locality']} {word.upper()}", limit=300)["results"]
    assert found(q=word[:-1])["count"] == 0
    assert found(q=f"{word}*")["count"] == found(q=word)["count"]
    assert found(q="nowhere-to-be-found")["count"] == 0


def test_a_polygon_narrows_down() -> None:
    corners = "POLYGON((2 49, 7 49, 7 52, 2 52, 2 49))"
    records = found(geometry=corners, limit=300)["results"]
    assert records
    for record in records:
        assert 2 <= record["decimalLongitude"] <= 7
        assert 49 <= record["decimalLatitude"] <= 52


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ({"limit": 301}, "Max limit of 300 exceeded: 301"),
        ({"offset": 99_981, "limit": 20}, "Max offset of 100000 exceeded: 99981 + 20"),
        ({"offset": -1}, "Invalid value for parameter OFFSET: -1"),
        ({"limit": "many"}, "Invalid value for parameter LIMIT: many"),
        ({"basisOfRecord": "STONE"}, "Invalid value for parameter BASIS_OF_RECORD: STONE"),
        ({"datasetKey": "mine"}, "Invalid value for parameter DATASET_KEY: mine"),
        ({"hasCoordinate": "yes"}, "Invalid value for parameter HAS_COORDINATE: yes"),
        ({"year": "1900,1800"}, "Invalid range for parameter YEAR: 1900,1800"),
        ({"year": "long ago"}, "Invalid value for parameter YEAR: long ago"),
        ({"geometry": "POINT(1 2)"}, "Invalid value for parameter GEOMETRY: POINT(1 2)"),
    ],
)
def test_a_wrong_question_gets_one_sentence(question: dict[str, Any], sentence: str) -> None:
    answer = ask(SEARCH, **question)
    assert (answer.status, answer.type) == (400, "text/plain;charset=UTF-8")
    assert answer.body.decode() == sentence


def test_the_deepest_page_is_answered() -> None:
    assert found(offset=99_980, limit=20)["results"] == []


# -- The other addresses ----------------------------------------------------


def test_one_record_and_none() -> None:
    record = small().specimens.records[17]
    assert found(f"/v1/occurrence/{record['key']}") == shown(record)
    answer = ask("/v1/occurrence/1")
    assert (answer.status, answer.type) == (404, "application/json")
    assert json.loads(answer.body).keys() == {"timestamp", "status", "error", "message"}


def test_suggestions_are_a_bare_list_and_are_named_by_their_key() -> None:
    record = next(one for one in small().specimens.records if "genus" in one)
    suggestions = found("/v1/species/suggest", q=record["genus"][:5].lower(), limit=100)
    assert record["genusKey"] in [one["key"] for one in suggestions]
    for one in suggestions[:5]:
        assert {"key", "scientificName", "canonicalName", "rank", "status"} <= one.keys()
        named = found(f"/v1/species/{one['key']}")
        assert named["canonicalName"] == one["canonicalName"]
    assert found("/v1/species/suggest", q="") == []


def test_every_data_set_of_the_site_is_described() -> None:
    assert len(small().scope) == 8
    for key in small().scope:
        dataset = found(f"/v1/dataset/{key}")
        assert dataset["doi"].startswith("10.5072/"), "the prefix for tests"
        assert "accessed via GBIF.org" in dataset["citation"]["text"]
        assert dataset["license"] in LICENCES.values()
        assert found(f"/v1/organization/{dataset['publishingOrganizationKey']}")["title"]
    beyond = found(limit=0)["count"] - found(datasetKey=small().scope, limit=0)["count"]
    assert beyond > 0, "some specimens are not in the scope"


def test_organisations_and_institutions() -> None:
    for path in ("/v1/organization", "/v1/grscicoll/institution"):
        every, belgian = found(path, limit=1000), found(path, country="BE", limit=1000)
        assert 0 < belgian["count"] == len(belgian["results"]) < every["count"]
        assert ask(path, limit=1001).status == 400
    path = "/v1/grscicoll/institution"
    active = found(path, active="true", limit=1000)
    assert all(one["active"] for one in active["results"])
    assert active["count"] < found(path)["count"]
    on_the_map = found(f"{path}/geojson", active="true")
    assert on_the_map["type"] == "FeatureCollection"
    assert 0 < len(on_the_map["features"]) <= active["count"]


def test_literature_of_a_data_set() -> None:
    path = "/v1/literature/search"
    one = found(path, gbifDatasetKey=small().scope[0], openAccess="true", facet="year", limit=300)
    assert 0 < one["count"] < found(path)["count"]
    assert all(paper.get("openAccess") for paper in one["results"])
    assert all(not name.startswith("_") for paper in one["results"] for name in paper)
    (years,) = one["facets"]
    assert years["field"] == "YEAR"


def test_pictures_by_the_exact_identifier() -> None:
    (record,) = found(catalogNumber="STRANGE-40-PICTURES")["results"]
    digest = md5(record["media"][3]["identifier"].encode(), usedforsecurity=False).hexdigest()
    path = "/v1/image/cache/{}/occurrence/{}/media/{}"
    cut = ask(path.format("200x300", record["key"], digest))
    assert Image.open(BytesIO(cut.body)).size == (200, 300)
    answer = ask(path.format("fit-in/200x300", record["key"], digest))
    assert answer.type == "image/png"
    width, height = Image.open(BytesIO(answer.body)).size
    assert (width == 200 and height <= 300) or (height == 300 and width <= 200)
    assert ask(path.format("200x", record["key"], digest)).status == 200
    assert ask(path.format("1201x300", record["key"], digest)).status == 400
    assert ask(path.format("200x300", record["key"], "0" * 32)).status == 404
    (sound,) = found(catalogNumber="STRANGE-SOUND")["results"]
    digest = md5(sound["media"][0]["identifier"].encode(), usedforsecurity=False).hexdigest()
    assert ask(path.format("200x300", sound["key"], digest)).status == 404


def test_tiles_show_the_search_and_are_empty_where_nothing_is() -> None:
    path = "/v2/map/occurrence/adhoc/{}@1x.png"
    tile = ask(path.format("0/0/0"), srs="EPSG:3857")
    assert Image.open(BytesIO(tile.body)).size == (512, 512)
    # Belgium, and the ice south of it
    assert ask(path.format("4/8/5"), srs="EPSG:3857", country="BE").status == 200
    assert ask(path.format("4/8/15"), srs="EPSG:3857", country="BE").status == 204
    narrowed = ask(path.format("0/0/0"), srs="EPSG:3857", country="BE")
    assert narrowed.body != tile.body
    assert ask(path.format("0/0/0")).body != tile.body, "4326 unless asked otherwise"
    base = ask("/3857/omt/4/8/5@1x.png", style="gbif-classic")
    assert Image.open(BytesIO(base.body)).size == (512, 512)


# -- The collection ---------------------------------------------------------


def test_the_collection_is_the_same_each_time() -> None:
    one, other = Gbif(size=200), Gbif(size=200)
    assert one.specimens.records == other.specimens.records
    assert one.literature.records == other.literature.records


def test_records_differ_as_real_ones_do() -> None:
    records = small().specimens.records
    for name in ("scientificName", "eventDate", "country", "locality", "media", "license"):
        missing = sum(name not in record for record in records)
        assert 0 < missing < len(records), name
    numbers = {len(record.get("media", [])) for record in records}
    assert {0, 1, 2, 40} <= numbers
    dates = [record.get("eventDate", "") for record in records]
    assert any("/" in date for date in dates)
    assert any(" | " in record.get("recordedBy", "") for record in records)
    assert set(LICENCES.values()) <= {record.get("license") for record in records}


@pytest.mark.parametrize(
    "path", ["/v1/literature/search", "/v1/organization", "/v1/grscicoll/institution"]
)
def test_the_others_have_strange_ones_too(path: str) -> None:
    answer = found(path, q="strange")
    assert 2 <= answer["count"] <= 3
    assert HTML in json.dumps(answer, ensure_ascii=False).replace('\\"', '"')
    assert min(len(one) for one in answer["results"]) <= 5


def test_a_suggestion_is_strange() -> None:
    (one,) = found("/v1/species/suggest", q="strange")
    assert HTML in one["canonicalName"]
    assert found(f"/v1/species/{one['key']}")["canonicalName"] == one["canonicalName"]


# -- Over the network: failures on command ----------------------------------


def test_requests_are_noted_in_order(fresh_gbif: StandInForGbif) -> None:
    fresh_gbif.get(f"{SEARCH}?{urlencode({'q': 'été', 'limit': 0})}")
    fresh_gbif.get("/v1/species/suggest?q=a")
    first, second = fresh_gbif.requests
    assert (first.path, first.question) == (SEARCH, {"q": ["été"], "limit": ["0"]})
    assert (second.number, second.path) == (1, "/v1/species/suggest")
    fresh_gbif.reset()
    assert fresh_gbif.requests == []


def test_an_older_answer_comes_after_a_newer_question(fresh_gbif: StandInForGbif) -> None:
    fresh_gbif.fail("held", having="year=1900")
    with ThreadPoolExecutor() as pool:
        older = pool.submit(fresh_gbif.get, f"{SEARCH}?year=1900&limit=1")
        while not fresh_gbif.requests:
            assert not older.done()
        assert fresh_gbif.get(f"{SEARCH}?year=1950&limit=1")["results"][0]["year"] == 1950
        assert not older.done()
        fresh_gbif.release()
        assert older.result(30)["results"][0]["year"] == 1900
    assert fresh_gbif.get(f"{SEARCH}?year=1900&limit=1"), "no longer held"


def test_answers_of_another_shape(fresh_gbif: StandInForGbif) -> None:
    address = f"{SEARCH}?limit=3&facet=country"
    for kind in ("array", "null", "nulls", "strange"):
        fresh_gbif.fail(kind, times=1)
    assert fresh_gbif.get(address) == []
    assert fresh_gbif.get(address) is None
    assert fresh_gbif.get(address)["count"] is None
    assert fresh_gbif.get(address)["count"] == "a text for 50000"
    assert fresh_gbif.get(address)["count"] == 50_000


def test_missing_fields(fresh_gbif: StandInForGbif) -> None:
    fresh_gbif.fail("missing", fields=["count", "media"], times=1)
    answer = fresh_gbif.get(f"{SEARCH}?limit=3&facet=country")
    assert "count" not in answer
    assert all("media" not in record and "license" in record for record in answer["results"])
    assert answer["facets"][0]["counts"][0].keys() == {"name"}
    fresh_gbif.fail("missing", times=1)
    answer = fresh_gbif.get(f"{SEARCH}?limit=2&facet=country")
    assert answer.keys() == {"results"}
    assert [record.keys() for record in answer["results"]] == [{"key"}] * 2


def test_an_order_that_makes_no_sense_is_refused(fresh_gbif: StandInForGbif) -> None:
    with pytest.raises(HTTPError, match="400"):
        fresh_gbif.fail("sulking")
    assert fresh_gbif.get(f"{SEARCH}?limit=0")["count"]
