"""Words inside compounds: right ones are found, and what only looks like one is not."""

import pytest

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
    return Splitter("nl", alone=frozenset({"herbarium", "stalen"}))


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
    german = Splitter("de")
    assert german.parts("forschungsdaten") == ("forschung", "daten")
    assert german.parts("gesellschaft") == ()


def test_the_words_of_the_language_are_where_the_package_has_them() -> None:
    for language in ("nl", "de"):
        words = frequencies(language)
        assert len(words) > 100_000
        assert all(isinstance(count, int) for count in words.values())
