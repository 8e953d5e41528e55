"""What a change makes stale: new, changed and gone messages, and what becomes of their translations."""

import random

import pytest

from ext.languages.catalogs import BETWEEN, Catalog
from ext.languages.drafts import Draft
from ext.languages.progress import Text
from ext.languages.stale import (
    Change,
    Effect,
    Fate,
    LanguageChanges,
    changes,
    page_changes,
    values,
)

SEED = random.SystemRandom().randrange(10**6)
WORDS = ["blad", "steen", "vis", "mot", "varen", "kever", "schelp", "mos", "zaad", "veer", "rots"]
OLD = "De kast staat in de gang van het museum."
NEW = "De kast staat in de lange gang van het museum."


def texts(*said: str) -> list[Text]:
    return [Text(text) for text in said]


def told(before: dict[str, list[Text]], now: dict[str, list[Text]]) -> dict[str, list[str]]:
    return {
        page: [
            f"{change.fate.value} {change.text.text}"
            + (f" < {change.before.text}" if change.before else "")
            for change in found
        ]
        for page, found in changes(before, now).items()
    }


def test_new_changed_and_gone() -> None:
    before = {"nl/a": texts("Kop", OLD, "Weg ermee."), "nl/b": texts("Iets")}
    now = {"nl/a": texts("Kop", "Heel iets anders", NEW), "nl/b": texts("Iets")}
    assert told(before, now) == {
        "nl/a": ["new Heel iets anders", f"changed {NEW} < {OLD}", "gone Weg ermee."]
    }


def test_a_text_that_moved_is_no_change() -> None:
    assert (
        told({"nl/a": texts("x", "y"), "nl/b": []}, {"nl/a": texts("x"), "nl/b": texts("y")}) == {}
    )
    assert told({"nl/a": texts("x")}, {"nl/renamed": texts("x")}) == {}
    assert told({"nl/a": texts("x", "y")}, {"nl/a": texts("y", "x")}) == {}


def test_a_text_that_moved_to_another_language_is_new_there() -> None:
    assert told({"nl/a": texts("x")}, {"en/a": texts("x")}) == {
        "en/a": ["new x"],
        "nl/a": ["gone x"],
    }


def test_a_renamed_page_that_changed_as_well() -> None:
    assert told({"nl/a": texts("Kop", OLD)}, {"nl/b": texts("Kop", NEW)}) == {
        "nl/b": [f"changed {NEW} < {OLD}"]
    }


def test_a_text_is_like_one_of_its_own_page_first() -> None:
    almost = OLD.replace("museum", "museums")
    before = {"nl/a": texts(OLD), "nl/gone": texts(almost)}
    assert told(before, {"nl/a": texts(NEW)}) == {
        "nl/a": [f"changed {NEW} < {OLD}"],
        "nl/gone": [f"gone {almost}"],
    }


def test_random_edits_are_found_again() -> None:
    print("seed", SEED)
    dice = random.Random(SEED)

    def sentence() -> str:
        return " ".join(dice.choices(WORDS, k=30)).capitalize() + "."

    for _ in range(30):
        page = [sentence() for _ in range(12)]
        after, expected = [], []
        for text in page:
            match dice.randrange(4):
                case 0:
                    expected.append(("gone", text, ""))
                case 1:
                    changed = text.replace(".", " nog.")
                    after.append(changed)
                    expected.append(("changed", changed, text))
                case 2:
                    added = "Nieuw: " + " ".join(dice.choices("abcdefgh", k=40))
                    after += [text, added]
                    expected.append(("new", added, ""))
                case _:
                    after.append(text)
        found = changes({"nl/p": texts(*page)}, {"nl/p": texts(*after)})
        got = [
            (change.fate.value, change.text.text, change.before.text if change.before else "")
            for change in found.get("nl/p", [])
        ]
        assert sorted(got) == sorted(expected)


CATALOG = Catalog(
    messages={"here": "Here", OLD: "The cabinet.", f"menu{BETWEEN}Blad": "Leaf"},
    lines={"here": 3, OLD: 6, "marked": 9, f"menu{BETWEEN}Blad": 12, "empty": 15},
    fuzzy={"marked": Draft("Marked", "", 9)},
)


@pytest.mark.parametrize(
    ("change", "effect", "line"),
    [
        (Change(Fate.NEW, Text("zz")), Effect.TO_TRANSLATE, 0),
        (Change(Fate.NEW, Text("empty")), Effect.TO_TRANSLATE, 15),
        (Change(Fate.NEW, Text("here")), Effect.TRANSLATED, 3),
        (Change(Fate.NEW, Text("Blad")), Effect.TO_TRANSLATE, 0),
        (Change(Fate.NEW, Text("Blad", context="menu")), Effect.TRANSLATED, 12),
        (Change(Fate.CHANGED, Text(NEW), Text(OLD)), Effect.BECOMES_FUZZY, 6),
        (Change(Fate.CHANGED, Text("marked"), Text("zz")), Effect.BECOMES_FUZZY, 9),
        (Change(Fate.CHANGED, Text("here"), Text(OLD)), Effect.TRANSLATED, 3),
        (Change(Fate.CHANGED, Text("yy"), Text("zz")), Effect.NEVER_TRANSLATED, 0),
        (Change(Fate.GONE, Text("here")), Effect.UNUSED, 3),
        (Change(Fate.GONE, Text("zz")), Effect.NOTHING, 0),
    ],
)
def test_what_becomes_of_a_translation(change: Change, effect: Effect, line: int) -> None:
    assert change.effect(CATALOG) is effect
    assert change.line(CATALOG) == line


def test_a_change_is_shown_from_where_it_is() -> None:
    before = "Een lange aanhef die overal dezelfde is, en dan een oud slot."
    now = before.replace("oud", "nieuw")
    change = Change(Fate.CHANGED, Text(now), Text(before))
    assert change.shown() == (
        "…dezelfde is, en dan een nieuw slot.",
        "…dezelfde is, en dan een oud slot.",
    )
    short = Change(Fate.CHANGED, Text(NEW), Text(OLD))
    assert short.shown() == (NEW, OLD)
    longer = Change(Fate.CHANGED, Text("x " * 40 + "y"), Text("x " * 40))
    assert longer.shown()[0].endswith("x y")
    assert Change(Fate.NEW, Text("a\nb")).shown()[0] == "a b"


def test_programs_get_all_of_it() -> None:
    found = [
        Change(Fate.CHANGED, Text(NEW, "text", ("Kop",)), Text(OLD)),
        Change(Fate.NEW, Text("n")),
    ]
    page = page_changes("nl/a", found, CATALOG, "locales/en/LC_MESSAGES/a.po")
    (language,) = values("main", [LanguageChanges("en", "English", (page,))])["languages"]
    assert language["counts"]["becomes-fuzzy"] == 1
    assert language["counts"]["to-translate"] == 1
    assert language["pages"][0]["messages"][0] == {
        "what": "changed",
        "effect": "becomes-fuzzy",
        "headings": ["Kop"],
        "kind": "text",
        "text": NEW,
        "before": OLD,
        "line": 6,
    }
