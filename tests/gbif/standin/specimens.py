"""The specimens: records that differ as much as those of real collections do."""

from dataclasses import dataclass
from random import Random
from typing import Any

from tests.gbif.standin.taxa import Taxon
from tests.gbif.standin.words import PLACE_ENDS, people, several

FIRST_KEY = 9_000_000_000
BASES = {
    "PRESERVED_SPECIMEN": 80,
    "FOSSIL_SPECIMEN": 6,
    "LIVING_SPECIMEN": 5,
    "MATERIAL_SAMPLE": 6,
    "HUMAN_OBSERVATION": 3,
}
TYPES = [
    "Holotype",
    "Isotype",
    "Paratype",
    "Syntype",
    "Lectotype",
    "Neotype",
    "Paralectotype",
    "Type",
]
LICENCES = {
    "CC0_1_0": "http://creativecommons.org/publicdomain/zero/1.0/legalcode",
    "CC_BY_4_0": "http://creativecommons.org/licenses/by/4.0/legalcode",
    "CC_BY_NC_4_0": "http://creativecommons.org/licenses/by-nc/4.0/legalcode",
}
PICTURE_LICENCES = (
    *LICENCES.values(),
    "https://creativecommons.org/licenses/by-nc-nd/4.0/",
    "All rights reserved",
)
# Code, the English name that GBIF gives, how often, and roughly where (latitude, longitude).
COUNTRIES = (
    ("BE", "Belgium", 50, 50.6, 4.6),
    ("CD", "Congo, Democratic Republic of the", 18, -2.9, 23.6),
    ("RW", "Rwanda", 5, -1.9, 29.9),
    ("BI", "Burundi", 3, -3.4, 29.9),
    ("FR", "France", 6, 46.6, 2.4),
    ("NL", "Netherlands", 4, 52.2, 5.3),
    ("BR", "Brazil", 3, -10.8, -52.9),
    ("ID", "Indonesia", 2, -2.5, 117.3),
    ("US", "United States of America", 2, 39.8, -98.6),
    ("NZ", "New Zealand", 1, -41.8, 172.8),
    ("RU", "Russian Federation", 1, 61.9, 96.7),
    ("CI", "Côte d’Ivoire", 1, 7.6, -5.6),
    ("ZZ", "unknown or invalid", 1, 0.0, 0.0),
)
NEVER_LOST = {"key", "gbifID", "datasetKey"}

Record = dict[str, Any]


@dataclass(frozen=True)
class House:
    """A data set, with what its records say of where they are kept."""

    dataset: str
    publisher: str
    institution_key: str
    institution: str
    collection: str


def make_specimens(
    random: Random, size: int, houses: list[House], taxa: list[Taxon]
) -> list[Record]:
    """That many records, by rising key."""
    species = [taxon for taxon in taxa if taxon.rank == "SPECIES"]
    classified = {taxon.key: taxon.classification for taxon in taxa}
    collectors = people(random, 400)
    places = several(random, PLACE_ENDS, 300)
    country_weights = [country[2] for country in COUNTRIES]
    shares = [4.0 ** -(number / 2) for number in range(len(houses))]
    records = []
    for number in range(size):
        (house,) = random.choices(houses, shares)
        # A few species are common, most are rare; one in ten is only known to its genus or above.
        taxon = species[int(random.random() ** 3 * len(species))]
        if random.random() < 0.1:
            taxon = taxon.line[random.choice((1, 4, 5, 5, 5))]
        key = FIRST_KEY + number
        record: Record = {
            "key": key,
            "gbifID": str(key),
            "datasetKey": house.dataset,
            "publishingOrgKey": house.publisher,
            "publishingCountry": "BE",
            "institutionKey": house.institution_key,
            "institutionCode": house.institution,
            "collectionCode": house.collection,
            "catalogNumber": f"{house.institution}{number:08d}",
            "basisOfRecord": random.choices(list(BASES), list(BASES.values()))[0],
            "occurrenceStatus": "PRESENT",
            "taxonKey": taxon.key,
            "acceptedTaxonKey": taxon.key,
            "scientificName": taxon.scientific_name,
            "acceptedScientificName": taxon.scientific_name,
            "taxonRank": taxon.rank,
            "taxonomicStatus": "ACCEPTED",
            **classified[taxon.key],
            "license": random.choice(list(LICENCES.values())),
            "lastInterpreted": "2024-02-29T12:00:00.000+00:00",
            "issues": [],
            "media": _media(random, key, collectors),
        }
        if random.random() < 0.06:
            record["typeStatus"] = random.choice(TYPES)
        if random.random() < 0.9:
            record["recordedBy"] = " | ".join(
                collectors[int(random.random() ** 2 * len(collectors))]
                for _ in range(1 if random.random() < 0.8 else random.randint(2, 4))
            )
        if random.random() < 0.7:
            record["recordNumber"] = str(random.randint(1, 9999))
        if random.random() < 0.5:
            record["identifiedBy"] = random.choice(collectors)
        if random.random() < 0.9:
            record.update(_date(random))
        if random.random() < 0.96:
            (country,) = random.choices(COUNTRIES, country_weights)
            record.update(_place(random, country, places))
        if random.random() < 0.03:
            for name in random.sample(sorted(record.keys() - NEVER_LOST), 12):
                del record[name]
        records.append(record)
    return records


def _media(random: Random, key: int, makers: list[str]) -> list[Record]:
    chance = random.random()
    if chance > 0.35:
        return []
    if chance > 0.06:
        number = 1
    else:
        number = random.randint(2, 4) if chance > 0.002 else random.randint(5, 40)
    found = []
    for place in range(number):
        identifier = f"https://pictures.invalid/{key}/{place}.jpg"
        if place % 3 == 1:
            identifier = f"https://pictures.invalid/één?id={key}&page={place}&size=full"
        media = {
            "type": "StillImage",
            "format": "image/jpeg",
            "identifier": identifier,
            "license": random.choice(PICTURE_LICENCES),
            "creator": random.choice(makers),
            "rightsHolder": "Invented rights holder",
            "title": f"Sheet {place + 1}",
        }
        if random.random() < 0.04:
            media |= {"type": "Sound", "format": "audio/mpeg"}
        if random.random() < 0.2:
            for name in random.sample(("format", "license", "creator", "rightsHolder", "title"), 3):
                del media[name]
        found.append(media)
    return found


def _date(random: Random) -> Record:
    """When it was collected, as precisely as the label says."""
    year = 2024 - int(random.random() ** 1.7 * 224)
    month, day = random.randint(1, 12), random.randint(1, 28)
    chance = random.random()
    if chance < 0.7:
        date = f"{year}-{month:02d}-{day:02d}"
        return {"eventDate": date, "year": year, "month": month, "day": day}
    if chance < 0.8:
        return {"eventDate": f"{year}-{month:02d}", "year": year, "month": month}
    if chance < 0.9:
        return {"eventDate": f"{year}", "year": year}
    if chance < 0.93:
        date = f"{year}-{month:02d}-{day:02d}T10:30:00"
        return {"eventDate": date, "year": year, "month": month, "day": day}
    if chance < 0.97:
        date = f"{year}-{month:02d}-01/{year}-{month:02d}-{day:02d}"
        return {"eventDate": date, "year": year, "month": month}
    return {"eventDate": f"{year}/{year + random.randint(1, 9)}"}


def _place(
    random: Random, country: tuple[str, str, int, float, float], places: list[str]
) -> Record:
    code, name, _, latitude, longitude = country
    place: Record = {"countryCode": code, "country": name}
    if random.random() < 0.8:
        place["locality"] = random.choice(places)
    if random.random() < 0.5:
        place["stateProvince"] = f"Province of {places[hash_free(code) % len(places)]}"
    if code != "ZZ" and random.random() < 0.6:
        place["decimalLatitude"] = round(latitude + random.gauss(0, 0.8), 5)
        place["decimalLongitude"] = round(longitude + random.gauss(0, 1.2), 5)
        if random.random() < 0.5:
            place["coordinateUncertaintyInMeters"] = random.choice((10.0, 100.0, 5000.0))
    if random.random() < 0.2:
        place["elevation"] = float(random.randint(0, 4000))
    return place


def hash_free(text: str) -> int:
    """A number for a text that is the same in every run, unlike `hash`."""
    return int.from_bytes(text.encode(), "big")
