"""How far the translation is: counted rightly."""

import os
import random

import pytest

from ext.catalogs.catalog import Catalog
from ext.catalogs.fuzzy import OlderTranslation
from ext.catalogs.message import CONTEXT_SEPARATOR, Message
from ext.catalogs.progress import (
    LanguageProgress,
    PageProgress,
    Row,
    State,
    beginning,
    rows_of,
    tally,
    values,
    words_in,
)

from .conftest import Site

SEED = int(os.environ.get("SEED", "1"))
OVER = """
# Over ons

Een *eerste* zin.

## Team

Wij zijn [vijf](index.md) mensen.

- Ann
- Bob

### Vrijwilligers

Een laatste zin.
"""
PAGES = {
    "nl/index.md": "# Thuis\n\n```{toctree}\nover\n```\n",
    "nl/over.md": OVER,
}
OVER_PO = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Over ons"
msgstr "About us"

#, fuzzy
msgid "Een *eerste* zin."
msgstr "A first sentence."

msgid "Team"
msgstr "Team"

msgid "Wij zijn [vijf](index.md) mensen."
msgstr "We are [five](over.md) people."

msgid "Ann"
msgstr ""
"""


# -- Words ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("Een *zin* met **vette** woorden.", 5),
        ("Lees over de [partners](partners.md) en [VLIZ](partners.md#vliz 'a title').", 6),
        ("[](over.md)", 0),
        ("![Een schelp](a.png)", 2),
        ("[text][ref] en [^1]", 2),
        ("{lang}`herbier général <fr>` van {name}`Plantentuin Meise`", 5),
        ("`words <https://x.be>`_ en :ref:`over <x>` of :py:func:`f`", 5),
        ("5,8 miljoen (25.000)", 3),
        ("Mail info@x.be, zie https://example.org/a?b of <https://a.b>.", 3),
        ("%(year)s en %s of {{ name }} met |x|", 3),
        ('<span class="a b">hoi</span>{.red}', 1),
        ("Tom's well-known 's avonds", 4),
        ("nu—of straks/later …", 4),
        ("标本馆 ABC", 4),
        ("हिन्दी भाषा", 2),
        ("– * 👍 –", 0),
    ],
)
def test_markup_and_addresses_are_no_words(text: str, words: int) -> None:
    assert words_in(text) == words


def test_words_of_random_texts_are_those_that_they_were_made_of() -> None:
    print("seed", SEED)
    dice = random.Random(SEED)
    dress = [
        "{}", "*{}*", "**{}**", "[{}](a/b.md#c-d)", "[{}](<a b.md>)", "`{}`", "{{ref}}`{} <a>`",
        "“{}”", "({})", "{},", "<em>{}</em>", "{}[^3]", "[{}][r]", "{} %(x)s", "{} <https://a.b/c>",
    ]  # fmt: skip
    for _ in range(500):
        words = [dice.choice(["vis", "mot", "d'Ys", "5,8", "A4", "één"]) for _ in range(9)]
        text = " ".join(dice.choice(dress).format(word) for word in words)
        assert words_in(text) == len(words), text


# -- Counts -----------------------------------------------------------------


def test_each_message_has_one_state() -> None:
    catalog = Catalog(
        messages={"a": "A", "b": "B"},
        entries={
            text: Message(text, line=line) for text, line in zip("abcd", (3, 6, 9, 12), strict=True)
        },
        fuzzy={"c": OlderTranslation("C", "", 9)},
    )
    rows = rows_of([Message(text) for text in "abcdea"], catalog, faulty={"b"})
    assert [(row.message.text, row.state.value, row.line) for row in rows] == [
        ("a", "translated", 3),
        ("b", "faulty", 6),
        ("c", "fuzzy", 9),
        ("d", "missing", 12),
        ("e", "missing", 0),
    ]


def test_a_message_that_has_changed_is_fuzzy_before_anybody_has_updated_its_catalog() -> None:
    before, now = "De kast staat in de gang.", "De kast staat in de lange gang."
    catalog = Catalog(messages={before: "The cabinet."}, entries={before: Message(before, line=12)})
    (row,) = rows_of([Message(now)], catalog)
    assert (row.state, row.line) == (State.FUZZY, 12)


def test_one_text_with_two_contexts_is_two_messages() -> None:
    catalog = Catalog(
        messages={f"menu{CONTEXT_SEPARATOR}Blad": "Leaf"},
        entries={f"menu{CONTEXT_SEPARATOR}Blad": Message("Blad", context="menu", line=5)},
    )
    rows = rows_of([Message("Blad"), Message("Blad", context="menu")], catalog)
    assert [(row.state.value, row.line) for row in rows] == [("missing", 0), ("translated", 5)]


def test_without_a_catalog_everything_is_missing() -> None:
    assert [row.state for row in rows_of([Message("a")], None)] == [State.MISSING]


def test_only_what_is_complete_is_a_hundred_percent() -> None:
    rows = [Row(Message("een twee"), State.TRANSLATED)] * 999 + [
        Row(Message("drie"), State.MISSING)
    ]
    counted = tally(rows)
    assert counted.percent == 99
    assert counted.words[State.TRANSLATED] == 1998
    assert counted.words.total() == 1999
    assert tally(rows[:-1]).percent == 100
    assert tally([]).percent == 100


def test_sums_are_the_sums_of_their_parts() -> None:
    print("seed", SEED)
    dice = random.Random(SEED)
    pages = tuple(
        PageProgress(
            f"p{number}",
            "nl",
            f"nl/p{number}.md",
            f"en/p{number}",
            "x.po",
            tuple(
                Row(
                    Message(
                        "w " * dice.randrange(9),
                        kind="text",
                        headings=tuple("ab"[: dice.randrange(3)]),
                    ),
                    dice.choice(list(State)),
                )
                for _ in range(dice.randrange(30))
            ),
        )
        for number in range(20)
    )
    (language,) = values([LanguageProgress("en", "English", pages)])["languages"]
    for what in ("messages", "words"):
        for state in ("total", *(state.value for state in State)):
            of_pages = sum(page["counts"][what][state] for page in language["pages"])
            of_sections = sum(
                section["counts"][what][state]
                for page in language["pages"]
                for section in page["sections"]
            )
            assert language["counts"][what][state] == of_pages == of_sections
        counted = language["counts"][what]
        assert counted["total"] == sum(counted[state.value] for state in State)
    messages = sum(len(s["messages"]) for p in language["pages"] for s in p["sections"])
    assert messages == language["counts"]["messages"]["total"]


def test_a_message_is_shown_on_one_line() -> None:
    assert beginning("a\n  b") == "a b"
    assert beginning("x" * 90) == "x" * 59 + "…"


# -- Pages ------------------------------------------------------------------


def test_messages_know_their_section_and_what_they_are(site: Site) -> None:
    site.write({**PAGES, "locales/en/LC_MESSAGES/over.po": OVER_PO})
    builder = site.build("gettext").app.builder
    texts = builder.catalogs["nl/over"].in_order()  # type: ignore[attr-defined]
    assert [(text.text, text.kind, text.headings) for text in texts] == [
        ("Over ons", "title of the page", ()),
        ("Een *eerste* zin.", "text", ()),
        ("Team", "heading", ("Team",)),
        ("Wij zijn [vijf](index.md) mensen.", "text", ("Team",)),
        ("Ann", "list item", ("Team",)),
        ("Bob", "list item", ("Team",)),
        ("Vrijwilligers", "heading", ("Team", "Vrijwilligers")),
        ("Een laatste zin.", "text", ("Team", "Vrijwilligers")),
    ]
