"""Cards of partners and their collections."""

from collections.abc import Callable

import pytest

from .conftest import Result, Site, words

Build = Callable[..., Result]
Warnings = Callable[..., list[str]]

PARTNERS = """\
    # Partners

    Zie [](#meise) en {ref}`kul`.

    ::::{partner-cards} Vlaamse partners

    Wie meedoet.

    :::{partner} [Plantentuin *Meise* (PM)](https://example.org/)
    :key: meise
    :ror: 01h1jbk91
    :place: Meise

    Tekst van **Meise**.

    ```{collections}
    :as-of: 2012
    - what: stukken
      about: 4000000
    - what: accessies
      more-than: 25000
      unit: planten
    - what: vellen
      number: 3500000
      part-of: stukken
    - what: zaden
      number: unknown
    ```
    :::

    :::{partner} KU Leuven
    :key: kul
    :logo: mark

    ```{collections}
    - what: herbarium
      number: 4700
      held-at: meise
    ```
    :::

    :::{partner} Geheim
    :key: geheim
    :draft:

    Nog niet.
    :::
    ::::

    ## Verder

    Slot.
    """


def test_a_group_is_a_section_and_so_is_every_card(build: Build) -> None:
    page = build(PARTNERS)
    titles = [(title.name, words(title)) for title in page.find(".body").select("h1, h2, h3")]
    assert titles == [
        ("h1", "Partners ¶"),
        ("h2", "Vlaamse partners ¶"),
        ("h3", "Plantentuin Meise (PM) ¶"),
        ("h3", "KU Leuven ¶"),
        ("h2", "Verder ¶"),
    ]
    assert page.find("section.vsc-partner-cards")["id"] == "vlaamse-partners"
    assert [card["id"] for card in page.soup().select(".vsc-partner")] == ["meise", "kul"]


def test_cards_stand_in_the_table_of_contents(build: Build) -> None:
    tree = build(PARTNERS).app.env.tocs["nl/page"]
    assert tree.astext().split("\n\n") == [
        "Partners",
        "Vlaamse partners",
        "Plantentuin Meise (PM)",
        "KU Leuven",
        "Verder",
    ]


def test_links_lead_to_a_card_by_its_key(build: Build) -> None:
    page = build(PARTNERS)
    links = [(words(link), link["href"]) for link in page.soup().select("#partners > p a")]
    assert links == [("Plantentuin Meise (PM)", "#meise"), ("KU Leuven", "#kul")]


def test_a_card_has_fields_and_words(build: Build) -> None:
    card = build(PARTNERS).find("#meise")
    assert words(card.select(".vsc-partner__fields")[0]) == "Place Meise ROR 01h1jbk91"
    assert card.select(".vsc-partner__fields a")[0]["href"] == "https://ror.org/01h1jbk91"
    assert words(card.select("h3")[0]).startswith("Plantentuin Meise (PM)")
    assert words(card.select("p")[1]) == "Tekst van Meise ."


def test_a_card_ends_with_the_way_to_the_website(build: Build) -> None:
    page = build(PARTNERS)
    (way,) = page.find("#meise").select("a[href^='https://example.org']")
    assert words(way) == "Website of PM"
    assert not page.find("#kul").select(".vsc-partner__way")


def test_a_logo_has_no_credit(build: Build) -> None:
    card = build(PARTNERS).find("#kul")
    assert card.select(".vsc-credit, .vsc-partner__fields") == []
    assert card.select(".vsc-partner__logo img")[0]["alt"] == "Merk van de kast"


def test_a_card_says_what_it_is_then_its_figures_then_the_rest(build: Build) -> None:
    page = build(
        "# P\n\n:::{partner} Plantentuin (PM)\n:key: meise\n\nEerst.\n\nDan.\n\n- Nog.\n\n"
        "```{collections}\n- what: vellen\n  number: 1\n```\n:::\n"
    )
    card = page.find("#meise")
    parts = list(card.find_all(["p", "table", "details"], recursive=False))
    assert [part.name for part in parts] == ["p", "table", "details"]
    assert words(parts[0]) == "Eerst."
    assert words(parts[2]) == "More on PM Dan. Nog."


def test_a_short_card_folds_nothing(build: Build) -> None:
    assert build(PARTNERS).soup().select("details") == []


def rows(page: Result, path: str = "nl/page.html") -> list[list[str]]:
    return [
        [words(cell) for cell in row.select("th, td")]
        for row in page.soup(path).select("#meise tr, #kul tbody tr")
    ]


def test_figures_are_a_table_with_numbers_of_the_language(build: Build) -> None:
    page = build(PARTNERS)
    assert page.text("#meise caption") == "Collections, as of 2012"
    assert rows(page) == [
        ["Collection", "Specimens, unless otherwise stated"],
        ["stukken", "about 4.000.000"],
        ["of which vellen", "3.500.000"],
        ["accessies", "more than 25.000 planten"],
        ["zaden", "unknown"],
        ["herbarium kept at Plantentuin Meise (PM)", "4.700"],
    ]
    assert rows(page, "en/page.html")[1][1] == "about 4,000,000"


def test_a_keeper_is_a_link_to_its_card(build: Build) -> None:
    assert build(PARTNERS).find("#kul .vsc-collections__note a")["href"] == "#meise"


def test_other_builders_show_names_words_and_numbers(build: Build) -> None:
    page = build(PARTNERS, builder="text")
    lines = (page.app.outdir / "nl" / "page.txt").read_text(encoding="utf-8").splitlines()
    for line in ("KU Leuven", "Tekst van **Meise**.", "about 4.000.000", "4.700"):
        assert line in lines


PARTNER = (
    "Begin a partner with ':::{partner} [Name](https://address)' and ':key: short-name'. "
    "[components.partner]"
)
ROR = (
    "Copy the last nine characters of its address on https://ror.org, such as 05f950310. "
    "[components.ror]"
)
LINE = (
    "Begin each line with '- what: herbarium sheets' and put 'number: 3500000' below it. "
    "[components.collections]"
)


@pytest.mark.parametrize(
    ("snippet", "expected"),
    [
        (":::{partner}\n:key: a\n:::", [f"3: WARNING: This partner has no name. {PARTNER}"]),
        (":::{partner} A\n:::", [f"3: WARNING: 'A' has no key. {PARTNER}"]),
        (
            "::::{partner-cards} Groep\n\n:::{partner} A\n:key: a\n\nTekst.\n\n"
            ":::{partner} B\n:key: b\n:::\n::::",
            [
                "5: WARNING: Partner 'B' is inside 'A': close the outer one with ::: on a line of its "
                f"own before the inner one. {PARTNER}"
            ],
        ),
        (
            ":::{partner} A\n:key: KU Leuven\n:::",
            [
                "3: WARNING: The key 'KU Leuven' cannot be used: write lower-case letters, digits and "
                f"hyphens, such as 'ku-leuven'. {PARTNER}"
            ],
        ),
        (
            ":::{partner} A\n:key: a\n:::\n\n:::{partner} B\n:key: a\n:::",
            [
                "7: WARNING: The key 'a' is already used on this page. "
                "Give each partner its own key. [components.partner-twice]"
            ],
        ),
        (
            ":::{partner} A\n:key: a\n:ror: 05f950311\n:::",
            [f"3: WARNING: '05f950311' is not a ROR identifier: it contains a typing error. {ROR}"],
        ),
        (
            ":::{partner} A\n:key: a\n:holds: plant animals\n:::",
            [
                "3: WARNING: There is no kind 'plant'; did you mean 'plants'? Write at ':holds:' what the "
                "partner has: plants, animals, earth, molecular or living. [components.holds]"
            ],
        ),
        (
            ":::{partner} A\n:key: a\n:logo: marc\n:::",
            [
                "3: WARNING: There is no picture 'marc' in the register; did you mean 'mark'? "
                "Write the key that the picture has in images/register.yaml. [components.picture-unknown]"
            ],
        ),
        (
            ":::{partner-cards}\n:::",
            [
                "3: WARNING: This group of partners has no heading. Write the heading after "
                "{partner-cards}, as in '::::{partner-cards} Flemish partners'. "
                "[components.partner-cards]"
            ],
        ),
        (
            "```{collections}\n:as-of: 2012\n\n- what: a\n  number: 5K\n- wat: b\n  number: 1\n```",
            [
                "7: WARNING: '5K' is not a number: write digits only, such as 4700, or 'unknown'. "
                + LINE,
                f"8: WARNING: 'what' is missing. {LINE}",
                f"8: WARNING: Unknown key 'wat': did you mean 'what'? {LINE}",
            ],
        ),
        (
            "```{collections}\n- what: [a\n  number: 1\n```",
            [
                "4: WARNING: This line cannot be read: expected ',' or ']', but got ':'. Check the spaces, colons and "
                "quotation marks here and one line up. " + LINE,
            ],
        ),
        (
            ":::{partner} A\n:key: meise\n\n```{collections}\n- what: a\n  number: 1\n"
            "  held-at: meize\n```\n:::",
            [
                "7: WARNING: 'held-at' must be the key of a partner, not 'meize'; did you mean 'meise'? "
                "Write the key of the partner that holds the collection. [components.held-at]"
            ],
        ),
        (
            "```{collections}\n:as-of: lang geleden\n- what: a\n  number: 1\n```",
            [
                "4: WARNING: 'collections': Invalid option value for 'as-of': lang geleden: "
                "write a year, such as 2012 [myst.directive_option]"
            ],
        ),
    ],
)
def test_what_is_wrong_is_reported_at_its_line(
    warnings: Warnings, snippet: str, expected: list[str]
) -> None:
    assert warnings(f"# Kast\n\n{snippet}\n") == [f"nl/page.md:{line}" for line in expected]


def test_what_can_be_drawn_is_drawn(site: Site) -> None:
    page = site.build(
        "# Kast\n\n:::{partner} A\n:ror: x\n\nTekst.\n\n"
        "```{collections}\n- what: a\n  number: 1\n- what: b\n  number: 5K\n```\n:::\n"
    )
    assert words(page.find(".vsc-partner > p")) == "Tekst."
    assert words(page.find(".vsc-partner tbody")) == "a 1"
    assert page.soup().select(".vsc-partner__fields") == []
