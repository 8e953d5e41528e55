"""Records that a page must survive, each to be found by its catalogue number.

They take the place of the last records of the first data set. `STRANGE` names them. Among papers,
organisations, institutions and taxa, those that the word "strange" finds are strange too.
"""

from typing import Any

from tests.gbif.standin.specimens import LICENCES, Record

HTML = (
    "<img src=x onerror=\"document.title='broken in'\"><script>document.title='broken in'</script>"
)
SCRIPT_LINK = "javascript:document.title='broken in'"
LONG_WORD = "Zorvelgembrunz" * 300
# U+202E turns the direction of what follows; U+2066 to U+2069 isolate.
TURNED = "\u202eabc\u202d \u2067Zorv\u2069 אבג"


def _picture(number: int, **more: Any) -> Record:
    return {
        "type": "StillImage",
        "format": "image/jpeg",
        "identifier": f"https://pictures.invalid/strange/{number}.jpg",
        "license": LICENCES["CC_BY_NC_4_0"],
        "creator": "I. Inventsson",
        **more,
    }


# By catalogue number: what the record says. None takes a field away.
STRANGE: dict[str, dict[str, Any]] = {
    # Nothing but its number
    "STRANGE-BARE": {"only": ("catalogNumber",)},
    "STRANGE-NAMELESS": dict.fromkeys(
        (
            *("scientificName", "acceptedScientificName", "taxonKey", "acceptedTaxonKey"),
            *("kingdom", "phylum", "class", "order", "family", "genus", "species", "taxonRank"),
        )
    ),
    "STRANGE-UNDATED": dict.fromkeys(("eventDate", "year", "month", "day")),
    "STRANGE-PLACELESS": dict.fromkeys(
        (
            "country",
            "countryCode",
            "locality",
            "stateProvince",
            "decimalLatitude",
            "decimalLongitude",
        )
    ),
    "STRANGE-40-PICTURES": {"media": [_picture(number) for number in range(40)]},
    "STRANGE-INTERVAL": {
        "eventDate": "1887-05-01/1887-06-30",
        "year": 1887,
        "month": None,
        "day": None,
    },
    "STRANGE-COLLECTORS": {"recordedBy": "A. Inventsson | B. Fictief-Verzonnen | C. d’Élégué"},
    "STRANGE-TWO-TYPES": {"typeStatus": "Holotype|Paratype"},
    "STRANGE-NOT-A-TYPE": {"typeStatus": "NotAType"},
    "STRANGE-WITHHELD": {
        "informationWithheld": "see metadata",
        "dataGeneralizations": "<b>Invented</b> formula: `floor(x * 20) / 20`",
        "recordedByIDs": [{"type": "ORCID", "value": "https://orcid.org/0000-0000-0000-0000"}],
    },
    "STRANGE-SOUND": {"media": [_picture(0, type="Sound", format="audio/mpeg")]},
    "STRANGE-PICTURE-WITHOUT-ADDRESS": {
        "media": [{"type": "StillImage"}, _picture(0, license=None)]
    },
    "STRANGE-HTML": {
        **dict.fromkeys(
            (
                *("scientificName", "recordedBy", "locality", "country", "institutionCode"),
                *("collectionCode", "eventDate", "identifiedBy", "license", "typeStatus"),
                *("basisOfRecord", "stateProvince", "occurrenceRemarks"),
            ),
            HTML,
        ),
        "media": [
            _picture(0, title=HTML, creator=HTML, rightsHolder=HTML, license=HTML, format=HTML)
        ],
    },
    "STRANGE-LINKS": {
        **dict.fromkeys(("references", "license", "occurrenceID", "locality"), SCRIPT_LINK),
        "media": [
            _picture(0, identifier=SCRIPT_LINK, references=SCRIPT_LINK, license=SCRIPT_LINK),
            _picture(1, identifier="data:text/html,<script>document.title='broken in'</script>"),
            _picture(2, license="//pictures.invalid/licence", references="file:///etc/passwd"),
        ],
    },
    "STRANGE-TURNED": dict.fromkeys(("scientificName", "recordedBy", "locality"), TURNED),
    "STRANGE-LONG": dict.fromkeys(("scientificName", "recordedBy", "locality"), LONG_WORD),
    "STRANGE-MARKUP": dict.fromkeys(
        ("scientificName", "recordedBy", "locality"), "%s {0} {{ x }} ${y} &amp; \\u0041 \x07 😀"
    ),
    # What has to be escaped in an address
    "STRANGE 12/34&5+6%20#7": {},
}


def make_strange_others(
    papers: list[Record], organizations: list[Record], institutions: list[Record]
) -> None:
    """Turn the last of each into strange ones: hostile words and links, and next to nothing."""
    hostile, bare = papers[-2:]
    for name in ("title", "source", "abstract"):
        hostile[name] = f"strange {HTML}"
    hostile |= {
        "authors": [{"firstName": HTML, "lastName": TURNED}, {"lastName": LONG_WORD}, {}],
        "identifiers": {"doi": SCRIPT_LINK},
        "websites": [SCRIPT_LINK, "//papers.invalid", "data:text/html,strange"],
        "year": 2020,
        "openAccess": True,
    }
    for name in bare.keys() - {"id", "_datasets"}:
        del bare[name]
    bare["title"] = "strange"
    for records, name in ((organizations, "title"), (institutions, "name")):
        hostile, long, bare = records[-3:]
        for one, words in ((hostile, HTML), (long, LONG_WORD), (bare, "")):
            one[name] = f"strange {words}".strip()
        hostile |= {"description": HTML, "homepage": [SCRIPT_LINK]}
        for one in (hostile, long, bare):
            one["country"], one["address"] = "BE", {"country": "BE", "city": HTML}
        for key in bare.keys() - {"key", name, "country", "active", "address"}:
            del bare[key]


def make_strange(records: list[Record], dataset: str) -> None:
    """Turn the last records of a data set into strange ones; two data sets use the same number."""
    own = (record for record in reversed(records) if record["datasetKey"] == dataset)
    for (number, changes), record in zip(STRANGE.items(), own, strict=False):
        record["catalogNumber"] = number
        if only := changes.get("only"):
            kept = {"key", "gbifID", "datasetKey", *only}
            for name in record.keys() - kept:
                del record[name]
            continue
        for name, value in changes.items():
            record[name] = value
            if value is None:
                del record[name]
    other = next(record for record in reversed(records) if record["datasetKey"] != dataset)
    for record in (next(own), other):
        record["catalogNumber"] = "STRANGE-TWICE"
