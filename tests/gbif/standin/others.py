"""What is around the specimens: data sets, organisations, institutions, literature."""

import runpy
from pathlib import Path
from random import Random
from typing import Any

from tests.gbif.standin.specimens import LICENCES, House, Record
from tests.gbif.standin.words import PEOPLE_ENDS, PLACE_ENDS, invented, key_like_gbifs, several

ROOT = Path(__file__).parents[3]
# DataCite's prefix for tests: no DOI with it leads anywhere.
TEST_PREFIX = "10.5072"
# Data sets beyond the scope of the portal, to see that its searches stay within.
BEYOND = 2
SUBJECTS = ("Herbarium", "Birds", "Insects", "Shells", "Fossils", "Fungi", "Mammals", "Algae")
TOPICS = ("BIODIVERSITY_SCIENCE", "CLIMATE_CHANGE", "CONSERVATION", "INVASIVES", "TAXONOMY")
LITERATURE_TYPES = ("JOURNAL", "THESIS", "REPORT", "BOOK_SECTION")
RELEVANCES = ("GBIF_USED", "GBIF_CITED", "GBIF_PUBLISHED")


def scope_of_the_site() -> list[str]:
    """Keys of the data sets that conf.py names."""
    keys: list[str] = runpy.run_path(str(ROOT / "conf.py"))["gbif_scope"]["datasets"]
    return keys


def make_organizations(random: Random, number: int) -> list[Record]:
    """Organisations that publish data, most of them in Belgium."""
    return [
        {
            "key": key_like_gbifs(random),
            "title": f"Invented Society of {place}",
            "description": f"Exists nowhere: test data of {place}.",
            "language": "ENGLISH",
            "city": place,
            "country": "NL" if place_number % 7 == 6 else "BE",
            "homepage": [f"https://{place.lower()}.invalid/"],
            "numPublishedDatasets": random.randint(0, 90),
            "endorsementApproved": place_number % 10 != 9,
        }
        for place_number, place in enumerate(several(random, PLACE_ENDS, number))
    ]


def make_institutions(random: Random, number: int) -> list[Record]:
    """Institutions with collections, as GBIF's registry of them describes them."""
    found = []
    for place_number, place in enumerate(several(random, PLACE_ENDS, number)):
        institution: Record = {
            "key": key_like_gbifs(random),
            "code": place[:4].upper(),
            "name": f"Invented Museum of {place}",
            "description": "Exists nowhere: test data.",
            "types": [random.choice(("Museum", "Herbarium", "University"))],
            "active": place_number % 9 != 8,
            "email": [f"museum@{place.lower()}.invalid"],
            "homepage": f"https://{place.lower()}.invalid/museum",
            "latitude": round(50.8 + random.gauss(0, 0.3), 4),
            "longitude": round(4.5 + random.gauss(0, 0.8), 4),
            "address": {"city": place, "country": "NL" if place_number % 8 == 7 else "BE"},
            "numberSpecimens": random.choice((0, 100, 4_700, 250_000)),
            "occurrenceCount": random.randint(0, 90_000),
            "typeSpecimenCount": random.randint(0, 500),
        }
        for name in ("description", "latitude", "homepage", "numberSpecimens", "address"):
            if random.random() < 0.1:
                del institution[name]
        found.append(institution)
    return found


def make_houses(
    random: Random, datasets: list[str], organizations: list[Record], institutions: list[Record]
) -> list[House]:
    """The data sets, those of the scope first, each with where its specimens are kept."""
    keys = [*datasets, *(key_like_gbifs(random) for _ in range(BEYOND))]
    return [
        House(
            dataset=key,
            publisher=organizations[number % len(organizations)]["key"],
            institution_key=institutions[number % len(institutions)]["key"],
            institution=institutions[number % len(institutions)]["code"],
            collection=SUBJECTS[number % len(SUBJECTS)],
        )
        for number, key in enumerate(keys)
    ]


def make_dataset(number: int, house: House) -> Record:
    """A data set, as `/v1/dataset/{key}` describes it."""
    title = f"Invented {house.collection.lower()} of {house.institution} (test data {number + 1})"
    doi = f"{TEST_PREFIX}/invented-{number + 1}"
    return {
        "key": house.dataset,
        "doi": doi,
        "type": "OCCURRENCE",
        "title": title,
        "description": "Exists nowhere: test data.",
        "language": "eng",
        "license": list(LICENCES.values())[number % len(LICENCES)],
        "publishingOrganizationKey": house.publisher,
        "citation": {
            "text": f"Inventsson I (2024). {title}. Version 1.{number}. Invented Society. "
            f"Occurrence dataset https://doi.org/{doi} accessed via GBIF.org on 2024-02-29.",
            "citationProvidedBySource": False,
        },
        "homepage": f"https://{house.institution.lower()}.invalid/data",
    }


def make_literature(random: Random, number: int, datasets: list[str]) -> list[Record]:
    """Papers that used the data sets; `_datasets` says which, and is not answered."""
    found = []
    for place in range(number):
        year = random.randint(2008, 2024)
        subject = invented(random, ["ntia", "lla"])
        paper: dict[str, Any] = {
            "id": key_like_gbifs(random),
            "title": f"On the invented distribution of {subject}: test paper {place + 1}",
            "authors": [
                {
                    "firstName": random.choice("ABCDEF") + ".",
                    "lastName": invented(random, PEOPLE_ENDS),
                }
                for _ in range(random.randint(1, 14))
            ],
            "source": f"Journal of {invented(random, ['logy'])}",
            "year": year,
            "language": "eng",
            "literatureType": random.choice(LITERATURE_TYPES),
            "relevance": [random.choice(RELEVANCES)],
            "topics": random.sample(TOPICS, random.randint(1, 3)),
            "openAccess": random.random() < 0.6,
            "peerReview": random.random() < 0.8,
            "countriesOfResearcher": random.sample(("BE", "NL", "CD", "FR"), 2),
            "countriesOfCoverage": random.sample(("BE", "NL", "CD", "FR"), 1),
            "identifiers": {"doi": f"{TEST_PREFIX}/invented-paper-{place + 1}"},
            "websites": [f"https://papers.invalid/{place + 1}"],
            "abstract": f"We looked for {subject}, which exists nowhere. " * random.randint(1, 6),
            "_datasets": random.sample(datasets, random.randint(1, 3)),
        }
        for name in (
            "authors",
            "source",
            "year",
            "identifiers",
            "websites",
            "abstract",
            "openAccess",
        ):
            if random.random() < 0.06:
                del paper[name]
        found.append(paper)
    return found
