"""Translations of an older text: found again, shown with a mark, hidden where they would be wrong."""

import os
import random
from difflib import SequenceMatcher
from typing import Any

import pytest
from sphinx.errors import ConfigError

from ext.catalogs import fuzzy as fuzzy_module
from ext.catalogs.fuzzy import OlderTranslation, closest
from ext.catalogs.misleading import unsafe_because

from .conftest import PO_HEADER, Site

OLD = "De collectie telt 12.500 bladen uit heel de wereld, zegt [Meise](over.md)."
NEW = OLD.replace("heel de wereld", "de hele wereld")
ENGLISH = "The collection counts 12,500 sheets from all over the world, says [Meise](over.md)."

SAME = [
    ("De bladen lign in Meise.", "De bladen liggen in Meise.", "The sheets are kept at Meise."),
    ("Ongeveer 5,8 miljoen stuks.", "Zowat 5,8 miljoen stuks.", "About 5.8 million items."),
    ("In 1870 begon dat alles.", "In 1870 is dat alles begonnen.", "It all began in 1870."),
    ("Zie [hier](a.md#b).", "Kijk [hier](a.md#b).", "See [here](a.md#b)."),
    ("Lees `conf.py` goed.", "Lees `conf.py` heel goed.", "Read `conf.py` well."),
    ("GBIF deelt alles.", "GBIF deelt echt alles.", "GBIF shares everything."),
    ("In de tuin is het stil.", "Rond de tuin is het stil.", "In the garden it is quiet."),
    ("Van 2010-2020 was dat.", "Van 2010-2020 was dat zo.", "That was from 2010-2020."),
]
OTHER = [
    ("Het zijn 12 kasten.", "Het zijn 13 kasten.", "There are 12 cupboards.", "numbers"),
    ("Open om 14.30 uur.", "Open om 15.30 uur.", "Open at 14.30.", "numbers"),
    ("In 5,8 miljoen.", "In 58 miljoen.", "In 5.8 million.", "numbers"),
    ("Zie [hier](a.md).", "Zie [hier](b.md).", "See [here](a.md).", "links"),
    ("Zie [hier](a.md#x).", "Zie [hier](a.md#y).", "See [here](a.md#x).", "links"),
    (
        "Op https://a.org staat het.",
        "Op https://b.org staat het.",
        "It is on https://a.org.",
        "links",
    ),
    ("Zie [hier][x].", "Zie [hier][y].", "See [here][x].", "links"),
    ("Door {ref}`deel` heen.", "Door {ref}`stuk` heen.", "Through {ref}`deel`.", "links"),
    ("Lees `conf.py` goed.", "Lees `make.py` goed.", "Read `conf.py` well.", "links"),
    ("Dit deed Jan Janssen.", "Dit deed Jan Jansen.", "Jan Janssen did this.", "names"),
    ("Het ligt in Gent.", "Het ligt in Brugge.", "It is in Ghent.", "names"),
    ("Meise heeft een tuin.", "Gent heeft een tuin.", "Meise has a garden.", "names"),
    ("Zo'n 5,8 miljoen stuks.", "Zo'n 5,8 miljard stuks.", "Some 5.8 million items.", "numbers"),
    ("Zo'n 5,8 miljoen stuks.", "Zo'n 5,8 stuks.", "Some 5.8 million items.", "numbers"),
    ("Mail naar info@a.be.", "Mail naar help@a.be.", "Mail info@a.be.", "links"),
    ("Kijk op www.a.be nu.", "Kijk op www.b.be nu.", "Look at www.a.be.", "links"),
    ("Tot 5 graden koud.", "Tot -5 graden koud.", "Down to 5 degrees.", "numbers"),
    ("Dat kost 5 €.", "Dat kost 5 $.", "That costs 5 €.", "numbers"),
    ("Dat is 25% meer.", "Dat is 25‰ meer.", "That is 25% more.", "numbers"),
]


@pytest.mark.parametrize(("old", "new", "translation"), SAME, ids=[case[1] for case in SAME])
def test_another_wording_says_the_same(old: str, new: str, translation: str) -> None:
    assert closest(new, ["Iets heel anders.", old]) == old
    assert unsafe_because(new, OlderTranslation(translation, old, 1), "nl", "en") == ""


def test_few_texts_are_compared_by_character_and_the_most_alike_is_among_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dice = random.Random(1)
    words = ["blad", "steen", "vis", "mot", "varen", "kever", "schelp", "mos", "zaad", "veer"]
    there = [" ".join(dice.choices(words, k=14)) for _ in range(200)]
    compared: list[str] = []

    class Counting(SequenceMatcher):  # type: ignore[type-arg]
        def set_seq1(self, text: Any) -> None:
            compared.append(text)
            super().set_seq1(text)

    monkeypatch.setattr(fuzzy_module, "SequenceMatcher", Counting)
    for text in there:
        changed = text.split()
        changed[dice.randrange(14)] = "nieuw"
        assert closest(" ".join(changed), there) == text
    assert len([*filter(None, compared)]) == len(there) * fuzzy_module.COMPARED


@pytest.mark.parametrize(
    ("old", "new", "translation", "what"), OTHER, ids=[case[1] for case in OTHER]
)
def test_what_would_mislead_is_found(old: str, new: str, translation: str, what: str) -> None:
    assert unsafe_because(new, OlderTranslation(translation, old, 1), "nl", "en") == what


def test_a_translation_of_which_nobody_knows_what_it_was_made_for() -> None:
    """Names may be others in another language; what is no number, the judge looks at."""

    def differs(source: str, translation: str) -> str:
        return unsafe_because(source, OlderTranslation(translation, "", 1), "nl", "en")

    assert differs("De 12 kasten van Meise.", "The 12 cupboards of Meise.") == ""
    assert differs("De drie kasten, 5,8 m.", "The 3 cupboards, 5.8 m.") == ""
    assert differs("De 12 kasten.", "The 13 cupboards.") == "numbers"
    assert differs("Het Museum in Tervuren.", "The Africa Museum in Tervuren.") == ""


def test_any_figure_that_changes_is_found() -> None:
    seed = int(os.environ.get("SEED", "1"))
    print(f"seed {seed}")
    chance = random.Random(seed)
    for _ in range(500):
        numbers = [chance.randrange(1, 10**7) for _ in range(chance.randrange(1, 4))]
        old = "Er zijn " + " en ".join(f"{number:,}".replace(",", ".") for number in numbers)
        english = "There are " + " and ".join(f"{number:,}" for number in numbers)
        assert (
            unsafe_because(
                f"{old} stuks.", OlderTranslation(f"{english} items.", f"{old}.", 1), "nl", "en"
            )
            == ""
        )
        numbers[chance.randrange(len(numbers))] += chance.randrange(1, 1000)
        new = "Er zijn " + " en ".join(f"{number:,}".replace(",", ".") for number in numbers)
        assert unsafe_because(new, OlderTranslation(english, old, 1), "nl", "en") == "numbers"


def fuzzy(message: str, translation: str, old: str = "") -> str:
    previous = f'#| msgid "{old}"\n' if old else ""
    return f'\n#, fuzzy\n{previous}msgid "{message}"\nmsgstr "{translation}"\n'


def write(site: Site, message: str, catalog: str) -> None:
    site.write(
        {"nl/index.md": f"# Kop\n\n{message}\n", "nl/over.md": "---\norphan: true\n---\n# Over\n"}
    )
    title = '\nmsgid "Kop"\nmsgstr "Title"\n'
    site.write({"locales/en/LC_MESSAGES/index.po": PO_HEADER + title + catalog})


@pytest.mark.parametrize(
    "catalog",
    [fuzzy(NEW, ENGLISH, OLD), fuzzy(NEW, ENGLISH), f'\nmsgid "{OLD}"\nmsgstr "{ENGLISH}"\n'],
    ids=["fuzzy", "fuzzy, made for nobody knows what", "nobody has run `make translations`"],
)
def test_a_revised_paragraph_is_shown_and_marked(site: Site, catalog: str) -> None:
    write(site, NEW, catalog)
    output = site.build()
    assert output.warnings == ""
    (paragraph,) = output.body("en/index.html").select("p")
    assert paragraph["data-translation"] == "revised"
    assert paragraph.get("lang") is None
    note = paragraph.select_one(".translation-note")
    assert note is not None
    assert note.extract().text == "This paragraph is being revised."
    assert paragraph.text.strip().startswith("The collection counts 12,500 sheets")
    assert paragraph.a is not None
    assert not output.body("nl/index.html").select("[data-translation], .translation-note")
    assert "English: 2 pages, 0 written, 0 translated, 2 with untranslated text" in output.status


def test_a_revised_description_says_so_in_html_alone(site: Site) -> None:
    write(site, "", fuzzy("Wie wij zijn.", "Who we are.", "Wie we zijn."))
    front = "---\nmyst:\n  html_meta:\n    description: Wie wij zijn.\n---\n\n"
    site.write({"nl/index.md": f"{front}# Kop\n"})
    page = site.build(site_show_messages=True).page("en/index.html")
    (description,) = page.select('meta[name="description"]')
    assert description["content"] == "Who we are."
    assert set(description.attrs) == {"name", "content", "data-translation"}


@pytest.mark.parametrize(
    ("mode", "shown", "marked"),
    [
        ("hide", "De collectie", False),
        ("show", "The collection", False),
        ("show-marked", "The collection", True),
        ({"en": "hide"}, "De collectie", False),
        ({"nl": "hide"}, "The collection", True),
    ],
)
def test_modes(site: Site, mode: object, shown: str, marked: bool) -> None:
    write(site, NEW, fuzzy(NEW, ENGLISH, OLD))
    (paragraph,) = site.build(site_fuzzy=mode).body("en/index.html").select("p")
    assert paragraph.text.startswith(shown)
    assert (paragraph.get("data-translation") == "revised") is marked
    assert (paragraph.get("lang") == "nl") is (shown == "De collectie")


@pytest.mark.parametrize("mode", ["hidden", {"fr": "hide"}, {"en": "no"}])
def test_a_mode_that_is_none_stops_the_build(site: Site, mode: object) -> None:
    write(site, NEW, "")
    with pytest.raises(ConfigError, match="site_fuzzy in conf"):
        site.build(site_fuzzy=mode)


def test_what_would_mislead_is_hidden_and_reported(site: Site) -> None:
    new = OLD.replace("12.500", "13.500")
    write(site, new, f'\nmsgid "{OLD}"\nmsgstr "{ENGLISH}"\n')
    output = site.build()
    assert output.warnings == (
        "locales/en/LC_MESSAGES/index.po:7: WARNING: The translation of “De collectie telt 13.500 "
        "bladen uit heel…” translates an older text with different numbers. The page shows the "
        "source text instead. Compare the two, correct the translation, then remove the flag "
        "'fuzzy'. [translation.outdated]\n"
    )
    assert output.app._warncount == 0
    (paragraph,) = output.body("en/index.html").select("p")
    assert paragraph["lang"] == "nl"


def test_a_translation_is_used_once(site: Site) -> None:
    """Two new sentences like an old one: the old translation is that of one of them."""
    write(site, f"{NEW}\n\n{NEW} Echt.", f'\nmsgid "{OLD}"\nmsgstr "{ENGLISH}"\n')
    states = [p.get("data-translation") for p in site.build().body("en/index.html").select("p")]
    assert sorted(states, key=str) == [None, "revised"]


def test_a_revised_title_has_no_note_in_menus(site: Site) -> None:
    site.write(
        {
            "nl/index.md": "# Kop\n\n```{toctree}\na\n```\n",
            "nl/a.md": "# De grote collecties hier\n",
            "locales/en/LC_MESSAGES/a.po": PO_HEADER
            + fuzzy(
                "De grote collecties hier", "The large collections", "De groote collecties hier"
            ),
        }
    )
    output = site.build()
    assert output.body("en/index.html").select_one(".toctree-wrapper").text.strip() == (  # type: ignore[union-attr]
        "The large collections"
    )
    heading = output.body("en/a/index.html").h1
    assert heading is not None
    assert heading["data-translation"] == "revised"


def test_incremental_equals_fresh(site: Site) -> None:
    write(site, OLD, f'\nmsgid "{OLD}"\nmsgstr "{ENGLISH}"\n')
    before = site.build().files
    site.write({"nl/index.md": f"# Kop\n\n{NEW}\n"})
    revised = site.build().files
    assert revised["en/index.html"] != before["en/index.html"]
    fresh = site.build(freshenv=True).files
    assert revised == fresh
    site.write({"nl/index.md": f"# Kop\n\n{OLD}\n"})
    assert site.build().files == before
