"""What numbers are of, and what is left in a translation, in several languages."""

import pytest

from ext.catalogs.block_marks import added_block
from ext.catalogs.leftovers import leftovers, other_end, untranslated_words
from ext.catalogs.numbers import changed
from ext.catalogs.quantities import lost
from ext.catalogs.untranslated import Evidence


@pytest.mark.parametrize(
    ("source", "translation", "languages", "missing"),
    [
        ("Bijgewerkt op 2025-03-04.", "Updated on 2025-04-03.", "nl en", ["2025-03-04"]),
        ("Bijgewerkt op 2025-03-04.", "Updated on 4 March 2025.", "nl en", []),
        ("Bijgewerkt op 2025-03-04.", "Updated on 04/03/2025.", "nl en", []),
        ("Open vanaf 4 maart.", "Open from 4 May.", "nl en", ["maart"]),
        ("Open in maart.", "Open in March. May we welcome you?", "nl en", []),
        ("In May 2020", "2020年5月に", "en ja", []),
        ("Bij -18 °C.", "At 18 °C.", "nl en", ["-18"]),
        ("Bij -18 °C.", "At −18 °C.", "nl en", []),
        ("Bij -18 °C.", "At minus 18 °C.", "nl en", []),
        ("Bij -18 °C.", "At 18 degrees below zero.", "nl en", []),
        ("10-18 cm, 1990–2000", "10–18 cm, 1990-2000", "nl en", []),
        ("Ruim 80 % is klaar.", "Over 80 are done.", "nl en", ["80 %"]),
        ("Ruim 80 % is klaar.", "Over 80 per cent are done.", "nl en", []),
        ("Over 80% are done.", "Mehr als 80 Prozent sind fertig.", "en de", []),
        ("25 % van de foto's", "a quarter of the pictures", "nl en", []),
        ("Voor € 8.", "For $8.", "nl en", ["€"]),
        ("Voor € 8.", "For EUR 8.", "nl en", []),
        ("Voor € 8.", "For 8 euros.", "nl en", []),
        ("For £5.", "Voor 5 pond.", "en nl", []),
        ("Na 5 km.", "After 5 m.", "nl en", ["5 km"]),
        ("Na 5 km.", "After 5 kilometres.", "nl en", []),
        ("Bij 18 °C.", "At 18 °F.", "nl en", ["18 °C"]),
    ],
)
def test_what_numbers_are_of(
    source: str, translation: str, languages: str, missing: list[str]
) -> None:
    assert list(lost(source, translation, *languages.split())) == missing


@pytest.mark.parametrize(
    ("source", "translation", "languages"),
    [
        ("Anderhalf miljoen vellen.", "1.5 million sheets.", "nl en"),
        ("1,5 miljoen vellen.", "One and a half million sheets.", "nl en"),
        ("Een half miljoen.", "500,000.", "nl en"),
        ("Een kwart van de foto's.", "25% of the pictures.", "nl en"),
        ("Uit de 17de eeuw.", "From the 1600s.", "nl en"),
        ("From the 1600s.", "Uit de 17de eeuw.", "en nl"),
        ("We zijn 24/7 bereikbaar.", "You can reach us day and night.", "nl en"),
        ("Het duurt 1½ uur.", "It takes 1.5 hours.", "nl en"),
        ("25 billion records", "25 mil millones de registros", "en es"),
        ("25,000 sheets", "2万5千枚", "en ja"),
        ("120 million", "1億2000万", "en ja"),
        ("1.2 million", "120만", "en ko"),
        ("3,500", "3천500", "en ko"),
        ("Al 25 jaar.", "For twenty-five years.", "nl en"),
        ("Al 25 jaar.", "For twenty five years.", "nl en"),
        ("Vijfentwintig jaar.", "25 years.", "nl en"),
        ("For 22 years.", "Al tweeëntwintig jaar.", "en nl"),
        ("For 33 years.", "Seit dreiunddreißig Jahren.", "en de"),
        ("For 21 years.", "Depuis vingt et un ans.", "en fr"),
        ("For 72 years.", "Depuis soixante-douze ans.", "en fr"),
        ("For 91 years.", "Depuis nonante et un ans.", "en fr"),
        ("For 91 years.", "Depuis quatre-vingt-onze ans.", "en fr_BE"),
    ],
)
def test_number_words_are_no_alarm(source: str, translation: str, languages: str) -> None:
    assert changed(source, translation, *languages.split()) == ([], [])


@pytest.mark.parametrize(
    ("source", "translation", "languages"),
    [
        ("2 miljoen vellen", "2 billion sheets", "nl en"),
        ("Uit de 18de eeuw", "From the 1800s", "nl en"),
        ("25% van de foto's", "35% of the pictures", "nl en"),
        ("25,000 sheets", "2万6千枚", "en ja"),
        ("Anderhalf miljoen in 1987", "1.5 million in 1978", "nl en"),
        ("Al 25 jaar.", "For thirty-five years.", "nl en"),
        ("Al 25 jaar.", "For twenty and five years.", "nl en"),
        ("For 25 years.", "Al honderdvijfentwintig jaar.", "en nl"),
        ("For 71 years.", "Depuis soixante-douze ans.", "en fr"),
    ],
)
def test_other_numbers_are(source: str, translation: str, languages: str) -> None:
    assert changed(source, translation, *languages.split()) != ([], [])


@pytest.mark.parametrize(
    ("source", "translation", "found"),
    [
        ("Een varen", "TODO: fern", 1),
        ("De lijst TODO", "The list TODO", 0),
        ("Een varen", "Sure! Here is the translation: A fern", 1),
        ("Een varen", "Vertaling: A fern", 1),
        ("Een vertaling: hoe?", "A translation: how?", 0),
        ("Hier is de tuin", "Here is the garden", 0),
    ],
)
def test_what_was_left_in_a_translation(source: str, translation: str, found: int) -> None:
    assert len(list(leftovers(source, translation))) == found


SOURCE = "De bomen zijn oud, en de struiken zijn jong en groeien snel."


@pytest.mark.parametrize(
    ("source", "translation", "words"),
    [
        ("De bomen zijn oud. De struiken zijn jong en groeien snel.",
         "The trees are old. De struiken zijn jong en groeien snel.",
         ["De struiken zijn jong en groeien snel."]),
        (SOURCE, "The trees are old, en de struiken zijn jong en groeien snel.",
         ["en de struiken zijn jong en groeien snel."]),
        ("De bomen in de tuin zijn oud.", "The trees are old. De bomen in de tuin zijn oud.",
         ["De bomen in de tuin zijn oud."]),
        ("De bomen in de tuin zijn oud en groot.", "De bomen in de garden zijn oud en groot.",
         ["De bomen in de", "zijn oud en groot."]),
        (SOURCE, "The trees are old.", []),
        ("Het motto is *alle bomen die groeien zijn mooi* hier.",
         "The motto is *alle bomen die groeien zijn mooi* here.", []),
        ("Zie “de struiken zijn jong en groeien snel”.",
         "See “de struiken zijn jong en groeien snel”.", []),
        ("De waarde is te groot voor een getal.",
         "The value is too big (in Dutch: De waarde is te groot voor een getal).", []),
        ("Gebruik make, nox of tox, pydoit, pyinvoke, taskipy, of thx.",
         "Use make, nox or tox, pydoit, pyinvoke, taskipy, or thx.", []),
    ],
)  # fmt: skip
def test_words_of_the_source_were_forgotten(
    source: str, translation: str, words: list[str]
) -> None:
    before, after = (one.replace("*", "") for one in (source, translation))
    assert list(untranslated_words(source, before, after, Evidence())) == words


@pytest.mark.parametrize(
    ("source", "translation", "is_hint"),
    [
        ("Kom je?", "You come.", True),
        ("Een zin.", "A sentence", True),
        ("Een kop", "A heading", False),
        ("Wie?", "Ποιος;", False),
        ("Wie?", "誰？", False),
        ("Mooi!", "Nice.", False),
    ],
)
def test_how_a_sentence_ends(source: str, translation: str, is_hint: bool) -> None:
    assert bool(other_end(source, translation)) == is_hint


@pytest.mark.parametrize(
    ("source", "translation", "is_refused"),
    [
        ("Mossen", "# Mosses", True),
        ("Er is: mos", "There is:\n- moss", True),
        ("Een zin", ":::{note}\nA sentence\n:::", True),
        ("Twee dingen.", "Two.\n\nThings.", True),
        ("Een citaat", "> A quotation", True),
        ("2. Een kop", "2. A heading", False),
        ("a) eerst", "1) first", False),
        ("Dat was in 2020.", "2020. That was it.", False),
        ("Kop", "\\- Heading", False),
        ("*Fagus* is", "*Fagus* is", False),
    ],
)
def test_marks_of_another_block(source: str, translation: str, is_refused: bool) -> None:
    assert bool(added_block(source, translation)) == is_refused
