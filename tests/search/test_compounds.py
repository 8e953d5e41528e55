"""Words inside compounds: right ones are found, and what only looks like one is not."""

import gzip
import json
from importlib.resources import files

import pytest

from ext.search import compounds
from ext.search.compounds import Splitter, frequencies

RIGHT = {
    "herbariumvellen": ("herbarium", "vellen"),
    "zaadbank": ("zaad", "bank"),
    "bodemstalen": ("bodem", "stalen"),
    "sedimentstalen": ("sediment", "stalen"),
    "museumstukken": ("museum", "stukken"),
    "gewasplagen": ("gewas", "plagen"),
    "slijpplaatjes": ("slijp", "plaatjes"),
    "nachtvlinders": ("nacht", "vlinders"),
    "dierenarts": ("dieren", "arts"),
    "roggebrood": ("rogge", "brood"),
    # A letter or two in between belong to neither.
    "biodiversiteitsonderzoek": ("biodiversiteit", "onderzoek"),
    "wetenschapscollecties": ("wetenschap", "collecties"),
    "schelpenverzameling": ("schelp", "verzameling"),
    # A part of a compound may be one itself.
    "landbouwmodellen": ("landbouw", "land", "bouw", "modellen"),
}
WHOLE = [
    # Endings and beginnings that only look like words.
    "gemeenschap",
    "wetenschappelijk",
    "natuurlijk",
    "verantwoordelijk",
    "onderzoek",
    "voorkomen",
    "samenwerkt",
    "daarvoor",
    # Far more usual than their parts together.
    "allemaal",
    "toestemming",
    "belangrijke",
    "klassieke",
    # The list has rare words that are none: mels, ieke, geste.
    "schimmels",
    "gesteenten",
    "standaarden",
    "wetenschappers",
    "digitaliseert",
    # Long words that are one.
    "universiteiten",
    "laboratorium",
    "geschiedenis",
    "verzameling",
    "afbeelding",
    # A part of three letters: chance finds those everywhere.
    "diepzee",
    "",
    "kast",
]


@pytest.fixture(scope="module")
def dutch() -> Splitter:
    known = frequencies("nl", [*RIGHT, *WHOLE])
    return Splitter("nl", known, alone=frozenset({"herbarium", "stalen"}))


@pytest.mark.parametrize("word", RIGHT)
def test_a_compound_is_split(dutch: Splitter, word: str) -> None:
    assert dutch.parts(word) == RIGHT[word]


@pytest.mark.parametrize("word", WHOLE)
def test_what_is_no_compound_stays_whole(dutch: Splitter, word: str) -> None:
    assert dutch.parts(word) == ()


def test_a_word_that_nobody_has_counted_counts_where_the_site_has_it() -> None:
    known = {"bank": 9000, "schelpje": 0}
    assert Splitter("nl", known).parts("kwalsterbank") == ()
    alone = frozenset({"kwalster"})
    assert Splitter("nl", known, alone).parts("kwalsterbank") == ("kwalster", "bank")


def test_two_short_words_that_nobody_has_counted_are_chance() -> None:
    assert Splitter("nl", {"geste": 50, "enten": 50}).parts("gesteenten") == ()
    known = {"biologie": 50, "wasserij": 50}
    assert Splitter("nl", known).parts("biologiewasserij") == ("biologie", "wasserij")


def test_german_has_links_of_its_own() -> None:
    german = Splitter("de", frequencies("de", ["forschungsdaten", "gesellschaft"]))
    assert german.parts("forschungsdaten") == ("forschung", "daten")
    assert german.parts("gesellschaft") == ()


def test_counts_are_those_of_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compounds, "AT_ONCE", 2)
    for language, words in (("nl", [*RIGHT, "coëfficiënten"]), ("de", ["größenwahn"])):
        data = (files("spellchecker") / "resources" / f"{language}.json.gz").read_bytes()
        listed = json.loads(gzip.decompress(data))
        inside = {
            word[i:j]
            for word in words
            for i in range(len(word))
            for j in range(i + 4, len(word) + 1)
        }
        expected = {word: listed[word] for word in inside if word in listed}
        assert frequencies(language, words) == expected
        assert any(not word.isascii() for word in expected)
