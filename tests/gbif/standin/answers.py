"""What each address answers: from path and question to status, type and body, without a network."""

import hashlib
import json
import re
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from random import Random
from typing import Any, NamedTuple
from urllib.parse import unquote

from ext.gbif.kinds import CHECKLISTS, TYPES
from tests.gbif.standin import drawings
from tests.gbif.standin.index import (
    Field,
    Index,
    Question,
    Record,
    RefusedError,
    constant,
    many,
    number_range,
    one,
    places_of,
    words_of,
)
from tests.gbif.standin.others import (
    LITERATURE_TYPES,
    RELEVANCES,
    TOPICS,
    make_dataset,
    make_houses,
    make_institutions,
    make_literature,
    make_organizations,
    scope_of_the_site,
)
from tests.gbif.standin.specimens import BASES, LICENCES, make_specimens
from tests.gbif.standin.strange import HTML, TURNED, make_strange, make_strange_others
from tests.gbif.standin.taxa import (
    RANKS,
    Taxon,
    letter_key,
    make_namesakes,
    make_taxa,
    number_key,
)

SEED = 20240229
SIZE = 50_000
DEEPEST = 100_000
STRANGE_TAXON = 1
LICENCE_NAMES = {address: name for name, address in LICENCES.items()}
VERBATIM = (
    *("scientificName", "typeStatus", "recordedBy", "recordNumber", "eventDate", "locality"),
    *("country", "identifiedBy", "basisOfRecord", "catalogNumber", "institutionCode"),
)
OTHER_BASES = ("OBSERVATION", "MACHINE_OBSERVATION", "MATERIAL_CITATION", "OCCURRENCE")


class Answer(NamedTuple):
    """An answer of HTTP."""

    status: int
    type: str
    body: bytes


def as_json(value: Any, status: int = 200) -> Answer:
    """An answer in JSON."""
    return Answer(status, "application/json", json.dumps(value, ensure_ascii=False).encode())


def refusal(sentence: str) -> Answer:
    """GBIF's answer to a wrong question."""
    return Answer(400, "text/plain;charset=UTF-8", sentence.encode())


def not_found(path: str) -> Answer:
    """GBIF's answer where nothing is."""
    return as_json(
        {
            "timestamp": "2024-02-29T12:00:00.000+00:00",
            "status": 404,
            "error": "Not Found",
            "message": f"Nothing is at {path}",
        },
        404,
    )


def png(body: bytes | None) -> Answer:
    """A picture; an empty tile is an answer without content."""
    return Answer(200, "image/png", body) if body else Answer(204, "image/png", b"")


# -- What the parameters look at --------------------------------------------


def _taxon_keys(record: Record) -> list[int]:
    names = [f"{rank.lower()}Key" for rank in RANKS]
    return [record[name] for name in (*names, "taxonKey") if name in record]


def _media_types(record: Record) -> list[str]:
    return [media["type"] for media in record.get("media", []) if "type" in media]


def _has_coordinate(record: Record) -> list[bool]:
    return ["decimalLatitude" in record and "decimalLongitude" in record]


def _licence(record: Record) -> list[str]:
    return [LICENCE_NAMES.get(record.get("license", ""), "UNSPECIFIED")]


def _people(name: str, record: Record) -> list[str]:
    return [part for part in record.get(name, "").split(" | ") if part]


def _types(record: Record) -> list[str]:
    return [part for part in record.get("typeStatus", "").split("|") if part]


def _choice(values: Callable[[Record], Any], *choices: str) -> Field:
    return Field(values, "choice", frozenset(choices))


SPECIMEN_FIELDS = {
    "datasetKey": Field(one("datasetKey"), "key"),
    "publishingOrg": Field(one("publishingOrgKey"), "key"),
    "institutionKey": Field(one("institutionKey"), "key"),
    "basisOfRecord": _choice(one("basisOfRecord"), *BASES, *OTHER_BASES),
    "typeStatus": _choice(_types, *TYPES, "NotAType"),
    "mediaType": _choice(_media_types, "StillImage", "MovingImage", "Sound"),
    "hasCoordinate": Field(_has_coordinate, "boolean"),
    "license": _choice(_licence, *LICENCES, "UNSPECIFIED", "UNSUPPORTED"),
    "taxonKey": Field(_taxon_keys, "number"),
    **{f"{rank.lower()}Key": Field(one(f"{rank.lower()}Key"), "number") for rank in RANKS},
    "year": Field(one("year"), "number"),
    "month": Field(one("month"), "number"),
    "country": Field(one("countryCode")),
    "catalogNumber": Field(one("catalogNumber")),
    "recordNumber": Field(one("recordNumber")),
    "recordedBy": Field(partial(_people, "recordedBy")),
    "identifiedBy": Field(partial(_people, "identifiedBy")),
    "collectionCode": Field(one("collectionCode")),
    "institutionCode": Field(one("institutionCode")),
    "stateProvince": Field(one("stateProvince")),
    "locality": Field(one("locality")),
    "scientificName": Field(one("scientificName")),
}
SPECIMEN_TEXTS = (
    *("scientificName", "family", "genus", "catalogNumber", "recordedBy", "identifiedBy"),
    *("locality", "stateProvince", "country", "collectionCode", "institutionCode", "kingdom"),
)
LITERATURE_FIELDS = {
    "gbifDatasetKey": Field(many("_datasets"), "key"),
    "year": Field(one("year"), "number"),
    "literatureType": _choice(one("literatureType"), *LITERATURE_TYPES),
    "relevance": _choice(many("relevance"), *RELEVANCES),
    "topics": _choice(many("topics"), *TOPICS),
    "openAccess": Field(one("openAccess"), "boolean"),
    "peerReview": Field(one("peerReview"), "boolean"),
    "countriesOfResearcher": Field(many("countriesOfResearcher")),
    "countriesOfCoverage": Field(many("countriesOfCoverage")),
}


def _address(name: str, record: Record) -> list[str]:
    value = record.get("address", {}).get(name)
    return [value] if value else []


INSTITUTION_FIELDS = {
    "country": Field(partial(_address, "country")),
    "city": Field(partial(_address, "city")),
    "active": Field(one("active"), "boolean"),
    "type": Field(many("types")),
    "code": Field(one("code")),
    "name": Field(one("name")),
    "numberSpecimens": Field(one("numberSpecimens"), "number"),
    "occurrenceCount": Field(one("occurrenceCount"), "number"),
}
ORGANIZATION_FIELDS = {
    "country": Field(one("country")),
    "isEndorsed": Field(one("endorsementApproved"), "boolean"),
}


def _texts(names: tuple[str, ...], record: Record) -> list[str]:
    return [record[name] for name in names if isinstance(record.get(name), str)]


def _words_of_paper(record: Record) -> list[str]:
    authors = [author.get("lastName", "") for author in record.get("authors", [])]
    return [*_texts(("title", "abstract", "source"), record), *authors]


# -- The answers ------------------------------------------------------------


class Gbif:
    """The invented collection, and what it answers."""

    def __init__(
        self, size: int = SIZE, seed: int = SEED, datasets: list[str] | None = None
    ) -> None:
        random = Random(seed)
        scope = datasets or scope_of_the_site()
        self.taxa = {taxon.key: taxon for taxon in make_taxa(random)}
        organizations = make_organizations(random, 60)
        institutions = make_institutions(random, 40)
        houses = make_houses(random, scope, organizations, institutions)
        self.scope = scope
        self.datasets = {
            house.dataset: make_dataset(number, house) for number, house in enumerate(houses)
        }
        specimens = make_specimens(random, size, houses, list(self.taxa.values()))
        make_strange(specimens, scope[0])
        papers = make_literature(random, 400, list(self.datasets))
        make_strange_others(papers, organizations, institutions)
        strange = Taxon(STRANGE_TAXON, "GENUS", f"Strange {HTML}", TURNED, ())
        families = [taxon for taxon in self.taxa.values() if taxon.rank == "FAMILY"]
        self.taxa |= {taxon.key: taxon for taxon in [strange, *make_namesakes(families)]}
        self.by_key = {record["key"]: record for record in specimens}
        self.specimens = Index(specimens, SPECIMEN_FIELDS, partial(_texts, SPECIMEN_TEXTS))
        self.literature = Index(papers, LITERATURE_FIELDS, _words_of_paper)
        self.organizations = Index(
            organizations, ORGANIZATION_FIELDS, partial(_texts, ("title", "description", "city"))
        )
        self.institutions = Index(
            institutions, INSTITUTION_FIELDS, partial(_texts, ("name", "code", "description"))
        )
        self.squares: dict[str, list[tuple[float, float] | None]] = {}
        self.routes: list[tuple[re.Pattern[str], Callable[..., Answer]]] = [
            (re.compile(pattern), answer)
            for pattern, answer in (
                (r"/v1/occurrence/search", self.search_specimens),
                (r"/v1/occurrence/(\d+)", self.specimen),
                (r"/v1/occurrence/(\d+)/verbatim", self.verbatim),
                (r"/v1/species/suggest", self.suggest),
                (r"/v1/species/search", self.search_taxa),
                (r"/v1/species/(\d+)/vernacularNames", self.vernacular_names),
                (r"/v1/species/(\d+)", self.taxon),
                (r"/v1/dataset/([0-9a-f-]+)", self.dataset),
                (r"/v1/organization", partial(self.list_of, self.organizations)),
                (r"/v1/organization/([0-9a-f-]+)", partial(self.entry, self.organizations)),
                (r"/v1/grscicoll/institution", partial(self.list_of, self.institutions)),
                (r"/v1/grscicoll/institution/geojson", self.institutions_on_a_map),
                (
                    r"/v1/grscicoll/institution/([0-9a-f-]+)",
                    partial(self.entry, self.institutions),
                ),
                (r"/v1/literature/search", self.search_literature),
                (
                    r"/v1/image/cache/(fit-in/)?(\d*)x(\d*)/occurrence/(\d+)/media/([0-9a-f]{32})",
                    self.picture,
                ),
                (r"/v2/map/occurrence/adhoc/(\d+)/(\d+)/(\d+)@(\w+)\.png", self.tile),
                (r"/3857/omt/(\d+)/(\d+)/(\d+)@(\w+)\.png", self.base_map),
            )
        ]

    def answer(self, path: str, question: Question) -> Answer:
        """The answer to a GET."""
        for pattern, answer in self.routes:
            if match := pattern.fullmatch(unquote(path)):
                try:
                    return answer(question, *match.groups()) or not_found(path)
                except RefusedError as error:
                    return refusal(str(error))
        return not_found(path)

    def search_specimens(self, question: Question) -> Answer:
        """`/v1/occurrence/search`."""
        if any(abs(float(text)) > 90 for text in question.get("decimalLatitude", [])):
            raise RefusedError("334 is not valid value, latitude must be between -90 and 90.")
        if CHECKLISTS["catalogue of life"] in question.get("checklistKey", []):
            asked = question.get("taxonKey", [])
            keys = [number_key(key) if key.isalpha() else "0" for key in asked]
            question = {name: v for name, v in question.items() if name != "taxonKey"}
            question |= {"taxonKey": keys} if keys else {}
        return self._search(self.specimens, question, self._within(question))

    def search_literature(self, question: Question) -> Answer:
        """`/v1/literature/search`."""
        return self._search(self.literature, question, self.literature.everything)

    def _within(self, question: Question) -> int:
        """The specimens inside the polygons of `geometry`."""
        if not (asked := question.get("geometry")):
            return self.specimens.everything
        shapes = [polygon(text) for text in asked]
        return self.specimens.where(
            lambda record: any(
                "decimalLatitude" in record
                and "decimalLongitude" in record
                and inside(record["decimalLongitude"], record["decimalLatitude"], shape)
                for shape in shapes
            )
        )

    def _search(self, index: Index, question: Question, within: int) -> Answer:
        offset, limit = paging(question, 20, 300)
        found = index.select(question) & within
        count = found.bit_count()
        return as_json(
            {
                "offset": offset,
                "limit": limit,
                "endOfRecords": offset + limit >= count,
                "count": count,
                "results": [shown(record) for record in index.page(found, offset, limit)],
                "facets": facets(index, question, found, within),
            }
        )

    def specimen(self, question: Question, key: str) -> Answer | None:
        """`/v1/occurrence/{key}`."""
        record = self.by_key.get(int(key))
        return as_json(shown(record)) if record else None

    def verbatim(self, question: Question, key: str) -> Answer | None:
        """`/v1/occurrence/{key}/verbatim`: as its holder gave it, by terms of Darwin Core."""
        record = self.by_key.get(int(key))
        if not record:
            return None
        given = {name: record[name] for name in VERBATIM if name in record}
        if "eventDate" in given:
            given["eventDate"] = ".".join(reversed(given["eventDate"].split("-")))
        terms = {f"http://rs.tdwg.org/dwc/terms/{name}": value for name, value in given.items()}
        return as_json({"key": record["key"], "datasetKey": record["datasetKey"], **terms})

    def suggest(self, question: Question) -> Answer:
        """`/v1/species/suggest`: taxa with words that begin as the question does."""
        asked = words_of(" ".join(question.get("q", [])))
        _, limit = paging(question, 20, 100)
        ranks = question.get("rank", RANKS)
        found = [
            taxon
            for taxon in self.taxa.values()
            if asked
            and taxon.rank in ranks
            and all(any(own.startswith(word) for own in words_of(taxon.name)) for word in asked)
        ]
        return as_json([taxon.suggestion for taxon in found[:limit]])

    def search_taxa(self, question: Question) -> Answer:
        """`/v1/species/search`: taxa of whose names these are words."""
        asked = set(words_of(" ".join(question.get("q", []))))
        offset, limit = paging(question, 20, 100)
        field = question.get("qField", [""])[0]
        found = []
        for taxon in self.taxa.values():
            names = [one["vernacularName"] for one in taxon.vernacular_names]
            names += [] if field == "VERNACULAR" else [taxon.scientific_name]
            if asked and any(asked <= set(words_of(name)) for name in names):
                found.append(taxon.found)
        page = found[offset : offset + limit]
        return as_json({"offset": offset, "limit": limit, "count": len(found), "results": page})

    def vernacular_names(self, question: Question, key: str) -> Answer | None:
        """`/v1/species/{key}/vernacularNames`, an envelope without a count."""
        taxon = self.taxa.get(int(key))
        offset, limit = paging(question, 100, 1000)
        envelope = {"offset": offset, "limit": limit, "endOfRecords": True}
        return taxon and as_json(envelope | {"results": taxon.vernacular_names})

    def taxon(self, question: Question, key: str) -> Answer | None:
        """`/v1/species/{key}`."""
        taxon = self.taxa.get(int(key))
        return as_json(taxon.details) if taxon else None

    def dataset(self, question: Question, key: str) -> Answer | None:
        """`/v1/dataset/{key}`."""
        dataset = self.datasets.get(key)
        return as_json(dataset) if dataset else None

    def list_of(self, index: Index, question: Question) -> Answer:
        """`/v1/organization` and `/v1/grscicoll/institution`."""
        offset, limit = paging(question, 20, 1000)
        found = index.select(question)
        count = found.bit_count()
        return as_json(
            {
                "offset": offset,
                "limit": limit,
                "endOfRecords": offset + limit >= count,
                "count": count,
                "results": index.page(found, offset, limit),
            }
        )

    def entry(self, index: Index, question: Question, key: str) -> Answer | None:
        """One of them, by its key."""
        found = next((record for record in index.records if record["key"] == key), None)
        return as_json(found) if found else None

    def institutions_on_a_map(self, question: Question) -> Answer:
        """`/v1/grscicoll/institution/geojson`."""
        found = self.institutions.select(question)
        features = [
            {
                "type": "Feature",
                "geometry": {
                    "type": "Point",
                    "coordinates": [record["longitude"], record["latitude"]],
                },
                "properties": {"key": record["key"], "name": record["name"]},
            }
            for record in self.institutions.page(found, 0, len(self.institutions.records))
            if "latitude" in record and "longitude" in record
        ]
        return as_json({"type": "FeatureCollection", "features": features})

    def picture(
        self,
        question: Question,
        whole: str | None,
        width: str,
        height: str,
        key: str,
        digest: str,
    ) -> Answer | None:
        """The image cache: still images only, by the MD5 of the exact identifier.

        Whole with `fit-in/` or one side; otherwise cut to the size."""
        if max(int(width or 0), int(height or 0)) > 1200:
            raise RefusedError("The largest size is 1200 pixels.")
        for media in self.by_key.get(int(key), {}).get("media", []):
            own = hashlib.md5(media.get("identifier", "").encode(), usedforsecurity=False)
            if media.get("type") == "StillImage" and own.hexdigest() == digest:
                size = (int(width) if width else None, int(height) if height else None)
                return png(drawings.picture(digest, *size, cut=not whole and None not in size))
        return None

    def tile(self, question: Question, z: str, x: str, y: str, scale: str) -> Answer:
        """The map of a search, drawn for it."""
        found = self.specimens.select(question) & self._within(question)
        squares = self._squares(question.get("srs", ["EPSG:4326"])[-1])
        points = (point for place in places_of(found) if (point := squares[place]))
        return png(drawings.dots(points, int(z), int(x), int(y), tile_size(scale)))

    def _squares(self, srs: str) -> list[tuple[float, float] | None]:
        """Where each specimen is on the map of the world; None if nobody knows."""
        if srs not in {"EPSG:3857", "EPSG:4326"}:
            raise RefusedError(f"Invalid value for parameter SRS: {srs}")
        if srs not in self.squares:
            self.squares[srs] = [
                drawings.unit_square(record["decimalLatitude"], record["decimalLongitude"], srs)
                if "decimalLatitude" in record and "decimalLongitude" in record
                else None
                for record in self.specimens.records
            ]
        return self.squares[srs]

    def base_map(self, question: Question, z: str, x: str, y: str, scale: str) -> Answer:
        """The map below it."""
        return png(drawings.base_map(int(z), int(x), int(y), tile_size(scale)))


def shown(record: Record) -> Record:
    """A record without what only the stand-in knows of it, and with its place in two taxonomies."""
    own = {name: value for name, value in record.items() if not name.startswith("_")}
    line = [
        (record[f"{rank.lower()}Key"], record[rank.lower()], rank)
        for rank in RANKS
        if f"{rank.lower()}Key" in record and rank.lower() in record
    ]
    if not line:
        return own
    keys = {"backbone": str, "catalogue of life": letter_key}
    places = {
        CHECKLISTS[name]: {
            "classification": [{"key": key(at), "name": n, "rank": rank} for at, n, rank in line]
        }
        for name, key in keys.items()
    }
    return own | {"classifications": places}


def tile_size(scale: str) -> int:
    """Pixels of a tile: `Hx` (half) 256, `1x` 512, `2x` 1024 and so on."""
    return {"Hx": 256, "1x": 512, "2x": 1024, "3x": 1536, "4x": 2048}.get(scale, drawings.TILE)


def paging(question: Question, usual: int, most: int) -> tuple[int, int]:
    """Offset and limit of a question.

    :raises RefusedError: if they are no numbers, or ask for too much
    """
    found = {}
    for name, otherwise in (("offset", 0), ("limit", usual)):
        text = question.get(name, [str(otherwise)])[-1]
        if not (text.isascii() and text.isdigit()):
            raise RefusedError(f"Invalid value for parameter {constant(name)}: {text}")
        found[name] = int(text)
    if found["limit"] > most:
        raise RefusedError(f"Max limit of {most} exceeded: {found['limit']}")
    if found["offset"] + found["limit"] > DEEPEST:
        raise RefusedError(
            f"Max offset of {DEEPEST} exceeded: {found['offset']} + {found['limit']}"
        )
    return found["offset"], found["limit"]


def facets(index: Index, question: Question, found: int, within: int) -> list[dict[str, Any]]:
    """The facets of an answer. Unknown ones are left out."""
    by_constant = {constant(name): name for name in index.fields}
    multiselect = question.get("facetMultiselect", ["false"])[-1].lower() == "true"
    answered = []
    for asked in dict.fromkeys(question.get("facet", [])):
        name = asked if asked in index.fields else by_constant.get(asked.upper(), "")
        if not name:
            continue
        chosen = index.select(question, leaving_out=name) & within if multiselect else found
        least = _setting(question, name, "facetMincount", 1)
        first = _setting(question, name, "facetOffset", 0)
        last = first + _setting(question, name, "facetLimit", 10)
        counts = [item for item in index.counts(chosen, name) if item[1] >= least][first:last]
        answered.append(
            {
                "field": constant(name),
                "counts": [{"name": value, "count": number} for value, number in counts],
            }
        )
    return answered


def _setting(question: Question, name: str, setting: str, otherwise: int) -> int:
    """A setting of a facet, of its own (`country.facetLimit`) or of all."""
    asked = question.get(f"{name}.{setting}") or question.get(setting) or [str(otherwise)]
    low, _ = number_range(setting, asked[-1])
    return int(low)


def polygon(text: str) -> list[tuple[float, float]]:
    """The corners (longitude, latitude) of a POLYGON without holes in WKT.

    :raises RefusedError: if it is none
    """
    match = re.fullmatch(r"\s*POLYGON\s*\(\(([^()]+)\)\)\s*", text, re.IGNORECASE)
    try:
        pairs = [pair.split() for pair in match[1].split(",")] if match else []
        corners = [(float(x), float(y)) for x, y in pairs]
    except ValueError:
        corners = []
    if len(corners) < 4 or corners[0] != corners[-1]:
        raise RefusedError(f"Invalid value for parameter GEOMETRY: {text}")
    return corners


def inside(x: float, y: float, corners: list[tuple[float, float]]) -> bool:
    """Is a point inside a polygon? Counts the sides that a ray to the east crosses."""
    crossed = False
    for (x1, y1), (x2, y2) in pairwise(corners):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossed = not crossed
    return crossed
