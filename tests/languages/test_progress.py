"""How far the translation is: counted rightly, and shown by every builder."""

import random

import pytest
from docutils import nodes

from ext.languages.catalogs import BETWEEN, Catalog
from ext.languages.drafts import Draft
from ext.languages.internals.extraction import texts_of
from ext.languages.progress import (
    LanguageProgress,
    PageProgress,
    Row,
    State,
    Text,
    beginning,
    rows_of,
    tally,
    values,
    words_in,
)

from .conftest import Output, Site

SEED = random.SystemRandom().randrange(10**6)
STATUS = "# Stand\n\n```{translation-status}\n```\n"
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
    "nl/index.md": "# Thuis\n\n```{toctree}\nover\nstand\n```\n",
    "nl/over.md": OVER,
    "nl/stand.md": STATUS,
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
        lines={"a": 3, "b": 6, "c": 9, "d": 12},
        fuzzy={"c": Draft("C", "", 9)},
    )
    rows = rows_of([Text(text) for text in "abcdea"], catalog, faulty={6})
    assert [(row.text.text, row.state.value, row.line) for row in rows] == [
        ("a", "translated", 3),
        ("b", "faulty", 6),
        ("c", "fuzzy", 9),
        ("d", "missing", 12),
        ("e", "missing", 0),
    ]


def test_a_message_that_has_changed_is_fuzzy_before_anybody_has_updated_its_catalog() -> None:
    before, now = "De kast staat in de gang.", "De kast staat in de lange gang."
    catalog = Catalog(messages={before: "The cabinet."}, lines={before: 12})
    (row,) = rows_of([Text(now)], catalog)
    assert (row.state, row.line) == (State.FUZZY, 12)


def test_one_text_with_two_contexts_is_two_messages() -> None:
    catalog = Catalog(messages={f"menu{BETWEEN}Blad": "Leaf"}, lines={f"menu{BETWEEN}Blad": 5})
    rows = rows_of([Text("Blad"), Text("Blad", context="menu")], catalog)
    assert [(row.state.value, row.line) for row in rows] == [("missing", 0), ("translated", 5)]


def test_without_a_catalog_everything_is_missing() -> None:
    assert [row.state for row in rows_of([Text("a")], None)] == [State.MISSING]


def test_only_what_is_complete_is_a_hundred_percent() -> None:
    rows = [Row(Text("een twee"), State.TRANSLATED)] * 999 + [Row(Text("drie"), State.MISSING)]
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
                    Text("w " * dice.randrange(9), "text", tuple("ab"[: dice.randrange(3)])),
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


def built(site: Site, builder: str = "dirhtml", **options: object) -> Output:
    site.write({**PAGES, "locales/en/LC_MESSAGES/over.po": OVER_PO})
    return site.build(builder, **options)  # type: ignore[arg-type]


def test_messages_know_their_section_and_what_they_are(site: Site) -> None:
    output = built(site)
    env = output.app.env
    texts = texts_of(env.get_doctree("nl/over"), env.tocs["nl/over"])
    assert [(text.text, text.kind, text.section) for text in texts] == [
        ("Over ons", "title of the page", ()),
        ("Een *eerste* zin.", "text", ()),
        ("Team", "heading", ("Team",)),
        ("Wij zijn [vijf](index.md) mensen.", "text", ("Team",)),
        ("Ann", "list item", ("Team",)),
        ("Bob", "list item", ("Team",)),
        ("Vrijwilligers", "heading", ("Team", "Vrijwilligers")),
        ("Een laatste zin.", "text", ("Team", "Vrijwilligers")),
    ]


def test_a_page_and_the_templates_have_the_same_messages(site: Site) -> None:
    site.write(
        {
            "nl/index.md": """
            ---
            myst:
              substitutions:
                naam: "een *waarde*"
            ---
            # Thuis

            {{ naam }} en ![een plaatje](x.svg) in een zin.

            ![alleen een plaatje](x.svg)

            ```{toctree}
            :caption: Wat er is
            De andere <over>
            ```

            | a | b |
            |---|---|
            | c | d |

            ```{note}
            Let op.[^1]
            ```

            Term
            : Wat het is

            [^1]: Een noot.
            """,
            "nl/over.md": OVER,
            "nl/x.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
        }
    )
    gettext = site.build(
        "gettext", out="gettext", myst_enable_extensions=["deflist", "substitution"]
    )
    html = site.build(myst_enable_extensions=["deflist", "substitution"])
    for docname in ("nl/index", "nl/over"):
        env = html.app.env
        texts = texts_of(env.get_doctree(docname), env.tocs[docname])
        assert texts == gettext.app.builder.catalogs[docname].texts()  # type: ignore[attr-defined]
        assert len(texts) > 5


def test_the_directive_draws_pages_and_what_is_left(site: Site) -> None:
    output = built(site)
    body = output.body("en/stand/index.html")
    rubrics = [rubric.get_text() for rubric in body.select(".rubric")]
    assert rubrics == ["English"]
    assert "2 of 10 messages are translated (20%), 3 of 18 words." in body.get_text()
    table = [
        [cell.get_text(" ", strip=True) for cell in row.select("td")]
        for row in body.select("tbody tr")
    ]
    assert table == [
        ["Thuis", "1", "1", "0 (0%)", "0", "0", "1"],
        ["About us", "8", "16", "2 (25%)", "1", "1", "4"],
        ["Stand", "1", "1", "0 (0%)", "0", "0", "1"],
    ]
    links = dict(output.links("en/stand/index.html"))
    assert links["About us"] == "../over/"
    assert body.select_one("[lang=nl]")
    items = [
        " ".join(item.get_text(" ").split())
        for item in body.select("li > ul > li > ul > li")
        if "over.po" in item.get_text()
    ]
    catalog = "locales/en/LC_MESSAGES/over.po"
    assert items == [
        f"{catalog}:7 to revise: Een *eerste* zin.",
        f"{catalog}:14 not usable: Wij zijn [vijf](index.md) mensen.",
        f"{catalog}:17 not translated: Ann",
        f"{catalog} not translated: Bob",
        f"{catalog} not translated: Vrijwilligers",
        f"{catalog} not translated: Een laatste zin.",
    ]
    sections = [
        " ".join(item.get_text(" ").split()) for item in body.select("li > ul > li > p:first-child")
    ]
    assert "Team 1 of 4 translated" in sections
    assert "Team › Vrijwilligers 0 of 2 translated" in sections


def test_the_directive_speaks_the_language_of_its_page(site: Site) -> None:
    words = {"Page": "Pagina", "Not translated": "Niet vertaald"}
    site.write({"locales/nl/LC_MESSAGES/sphinx.po": words})
    output = built(site)
    heads = [head.get_text() for head in output.body("nl/stand/index.html").select("th")]
    assert (heads[0], heads[-1]) == ("Pagina", "Niet vertaald")
    assert output.body("en/stand/index.html").select_one("th").get_text() == "Page"  # type: ignore[union-attr]
    assert [r.get_text() for r in output.body("nl/stand/index.html").select(".rubric")] == [
        "Engels",
    ]


def test_the_directive_draws_the_languages_that_it_names(site: Site) -> None:
    site.write({**PAGES, "nl/stand.md": "# Stand\n\n```{translation-status} fr en\n```\n"})
    output = site.build(site_languages=["nl", "en", "fr"])
    body = output.body("en/stand/index.html")
    assert [rubric.get_text() for rubric in body.select(".rubric")] == ["English", "French"]


def test_the_directive_names_a_language_that_the_site_does_not_have(site: Site) -> None:
    site.write({**PAGES, "nl/stand.md": "# Stand\n\n```{translation-status} nll\n```\n"})
    warnings = site.build().warnings
    assert "nl/stand.md:3: ERROR" in warnings
    assert "translation-status names the language 'nll'" in warnings
    assert "Write some of: nl en" in warnings
    assert "Traceback" not in warnings


@pytest.mark.parametrize(
    "builder",
    ["html", "singlehtml", "text", "latex", "man", "texinfo", "epub", "xml", "pseudoxml"],
)
def test_every_builder_shows_it(site: Site, builder: str) -> None:
    output = built(site, builder)
    assert [
        line
        for line in output.warnings.splitlines()
        if "translation." not in line and "EPUB" not in line
    ] == []
    shown = b"".join(output.files.values())
    assert b"over.po" in shown


@pytest.mark.parametrize("parallel", [1, 2])
def test_it_is_drawn_anew_when_a_page_or_a_catalog_changes(site: Site, parallel: int) -> None:
    site.write({f"nl/p{number}.md": f"# P {number}\n\nTekst.\n" for number in range(8)})
    index = PAGES["nl/index.md"].replace("over\n", "over\np*\n").replace("}\n", "}\n:glob:\n")

    def same() -> str:
        site.write({"nl/index.md": index})
        incremental = site.build(parallel=parallel)
        assert incremental.files == site.fresh().files
        return incremental.body("en/stand/index.html").get_text(" ")

    built(site, parallel=parallel)
    before = same()
    site.write({"locales/en/LC_MESSAGES/over.po": OVER_PO.replace('msgstr ""\n"""', "")[:-11]})
    site.write({"locales/en/LC_MESSAGES/p3.po": {"Tekst.": "Text."}})
    with_catalog = same()
    assert with_catalog != before
    site.write({"nl/p4.md": "# P 4\n\nTekst.\n\nMeer tekst.\n"})
    with_page = same()
    assert with_page != with_catalog
    site.remove("nl/p5.md")
    assert same() != with_page


def test_nothing_is_drawn_anew_when_nothing_changes(site: Site) -> None:
    built(site)
    again = site.build()
    assert "0 added, 0 changed, 0 removed" in again.status
    assert "nl/stand" not in again.status


def test_nodes_of_the_drawing_do_not_hold_other_pages(site: Site) -> None:
    output = built(site)
    builder = output.app.builder
    doctree = builder.env.get_and_resolve_doctree("en/stand", builder, tags=builder.tags)
    assert not [node for node in doctree.findall() if node.document not in (doctree, None)]
    assert doctree.next_node(nodes.table) is not None
