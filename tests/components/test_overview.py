"""The overview of collections: what it adds up, how it is drawn, and when it is drawn again."""

from collections.abc import Callable

import pytest
from bs4 import Tag

from ext.components.known_partners import Holding, Partner
from ext.components.totals import add_up, square_for, totals

from .conftest import Result, Site, words
from .test_translation import catalog

Build = Callable[..., Result]

OVERVIEW = """\
    # Kast

    ```{collections-overview} Het consortium
    :apart: kbin
    :apart-title: Federale *musea*
    ```
    """
PARTNERS = """\
    # Partners

    ::::{partner-cards} Groep
    :::{partner} Plantentuin (PM)
    :key: meise

    ```{collections}
    - what: stukken
      about: 4000000
    - what: vellen
      number: 3500000
      part-of: stukken
    - what: zaden
      more-than: 6600
      unit: accessies
    - what: foto's
      number: unknown
    ```
    :::

    :::{partner} Universiteit (UG)
    :key: ug

    ```{collections}
    :as-of: 2012
    - what: stenen
      number: 50000
    - what: vogels
      number: 460
      held-at: meise
    - what: farmacie
      number: unknown
    - what: zaden
      number: unknown
      unit: accessies
    - what: modellen
      number: 5
      unit: modellen
    ```
    :::

    :::{partner} Museum
    :key: kbin

    ```{collections}
    - what: alles
      number: 38000000
    ```
    :::

    :::{partner} Zonder
    :key: zonder
    :::
    ::::
    """


def rows(page: Result, path: str = "nl/page.html") -> list[list[str]]:
    """The words of each table: its caption, then one text for each row of its bodies."""
    return [
        [words(table.select("caption")[0])]
        + [" | ".join(words(cell) for cell in row.find_all(["th", "td"])) for row in body(table)]
        for table in page.soup(path).select(".vsc-overview table")
    ]


def body(table: Tag) -> list[Tag]:
    return table.select("tbody tr")


@pytest.fixture
def overview(site: Site) -> Result:
    site.write("nl/partners.md", PARTNERS)
    page = site.build(OVERVIEW)
    assert page.warnings == []
    return page


def test_the_table_says_what_each_partner_holds(overview: Result) -> None:
    assert rows(overview) == [
        [
            "Het consortium",
            "Specimens",
            "PM without collections of unknown size (1) | about 4.000.000",
            "UG as of 2012 sum of 2 figures without collections of unknown size (1) "
            "of which 460 kept at PM | 50.460",
            "accessies",
            "PM | more than 6.600",
            "UG as of 2012 | unknown",
        ],
        ["Federale musea", "Specimens", "Museum | 38.000.000"],
    ]
    assert overview.text(".vsc-overview__without") == "No figures for: Zonder"


def test_names_lead_to_cards(overview: Result) -> None:
    links = [link["href"] for link in overview.soup().select(".vsc-overview tbody a")]
    assert links[:3] == ["partners.html#meise", "partners.html#ug", "partners.html#meise"]


def test_numbers_are_those_of_the_language(overview: Result) -> None:
    assert rows(overview, "en/page.html")[1][-1] == "Museum | 38,000,000"
    assert "10,000 of them" in overview.text(".vsc-overview__key", "en/page.html")


def test_specimens_are_drawn_to_one_scale(overview: Result) -> None:
    """A square of 3 by 3 for 10,000 of them, and 1 between: also for the table that stands apart."""
    drawn = overview.soup().select("td svg")
    assert {squares["aria-hidden"] for squares in drawn} == {"true"}
    paths = [squares.select("path")[0]["d"] for squares in drawn]
    assert [squares["viewbox"] for squares in drawn] == ["0 0 400 16", "0 0 400 4", "0 0 400 152"]
    assert paths[0] == "M0 1.5h400M0 5.5h400M0 9.5h400M0 13.5h400"
    assert paths[1] == "M0 1.5h20.14"  # 5.046 squares
    assert paths[2].count("h400") == 38


def test_words_are_translated_and_those_that_are_not_are_marked(site: Site) -> None:
    folder = site.folder / "locales" / "en" / "LC_MESSAGES"
    catalog(
        folder / "page.po",
        {"Het consortium": "The consortium", "Federale *musea*": "Federal *museums*"},
    )
    catalog(folder / "partners.po", {"Plantentuin (PM)": "Garden (BG)"})
    site.write("nl/partners.md", PARTNERS)
    page = site.build(OVERVIEW)
    assert [table[0] for table in rows(page, "en/page.html")] == [
        "The consortium",
        "Federal museums",
    ]
    soup = page.soup("en/page.html")
    links = soup.select(".vsc-overview tbody tr:nth-of-type(2) th a")
    assert words(links[0]) == "BG"
    assert soup.select('.vsc-overview__unit [lang="nl"]')[0].get_text() == "accessies"
    assert "UG" in [words(name) for name in soup.select('.vsc-overview tbody [lang="nl"] > a')]
    assert not page.soup().select(".vsc-overview [lang]")


def test_other_builders_get_the_words(site: Site) -> None:
    site.write("nl/partners.md", PARTNERS)
    page = site.build(OVERVIEW, builder="text")
    assert page.warnings == []
    found = (page.app.outdir / "nl" / "page.txt").read_text(encoding="utf-8").split("\n\n")
    assert [line.strip() for line in found][1:4] == ["Het consortium", "PM", "about 4.000.000"]
    assert [line.strip() for line in found][-4:] == [
        "Federale *musea*",
        "Museum",
        "38.000.000",
        "Zonder",
    ]


@pytest.mark.parametrize("parallel", [0, 2])
def test_another_figure_is_drawn_where_another_page_shows_it(site: Site, parallel: int) -> None:
    for number in range(6):
        site.write(f"nl/more{number}.md", f"# Meer {number}\n")
    site.write("nl/partners.md", PARTNERS)
    site.build(OVERVIEW, parallel=parallel)
    site.write("nl/partners.md", PARTNERS.replace("38000000", "39000000"))
    page = site.build(parallel=parallel)
    assert rows(page)[1][-1] == "Museum | 39.000.000"
    assert rows(page, "en/page.html")[1][-1] == "Museum | 39,000,000"


def test_nothing_is_written_when_nothing_has_changed(site: Site) -> None:
    site.write("nl/partners.md", PARTNERS)
    written = site.build(OVERVIEW).app.outdir / "nl" / "page.html"
    before = written.stat().st_mtime_ns
    site.build()
    assert written.stat().st_mtime_ns == before


def test_a_site_without_figures_has_no_table(build: Build) -> None:
    page = build("# Kast\n\n```{collections-overview}\n```\n")
    assert page.soup().select(".vsc-overview table, .vsc-overview__without") == []


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (":apart: kbin", "':apart:' and ':apart-title:' must be used together."),
        (
            ":apart: kbim\n:apart-title: Musea",
            "':apart:' takes keys of partners, not 'kbim'; did you mean",
        ),
    ],
)
def test_what_is_wrong_is_reported(site: Site, options: str, problem: str) -> None:
    site.write("nl/partners.md", PARTNERS)
    (found,) = site.build(f"# Kast\n\n```{{collections-overview}}\n{options}\n```\n").warnings
    assert found.startswith(f"nl/page.md:3: WARNING: {problem}")
    assert found.endswith("[components.collections-overview]")


# -- Adding up --------------------------------------------------------------


@pytest.mark.parametrize(
    ("figures", "total"),
    [
        ([(10, "exactly"), (20, "exactly")], (30, "exactly")),
        ([(10, "exactly"), (20, "more-than")], (30, "more-than")),
        ([(4000000, "about")], (4000000, "about")),
        ([(10000000, "about"), (337500, "exactly")], (10000000, "about")),
        ([(70000, "about"), (25, "more-than"), (1234, "exactly")], (70000, "about")),
        ([(250, "about"), (1006, "exactly")], (1260, "about")),
        ([(0, "about")], (0, "about")),
        ([(0, "exactly")], (0, "exactly")),
        ([], (None, "unknown")),
    ],
)
def test_a_sum_is_no_more_exact_than_its_figures(
    figures: list[tuple[int, str]], total: tuple[int | None, str]
) -> None:
    assert add_up(figures) == total


def holding(number: int, unit: str = "", *, part_of: bool = False, as_of: int = 2012) -> Holding:
    return Holding("iets", number, "exactly", unit, part_of, "", 1, as_of=as_of)


def test_nothing_is_added_over_units_years_partners_or_parts() -> None:
    first = (holding(5), holding(4, part_of=True), holding(7, as_of=2020), holding(3, "stalen"))
    known = [
        Partner("a", "A", "nl/a", 1, "", first),
        Partner("b", "B", "nl/a", 1, "", (holding(5), holding(2))),
    ]
    found = [(one.partner.key, one.unit, one.as_of, one.number) for one in totals(known)]
    assert found == [
        ("a", "", 2020, 7),
        ("b", "", 2012, 7),
        ("a", "", 2012, 5),
        ("a", "stalen", 2012, 3),
    ]


@pytest.mark.parametrize("number", [1, 2, 99, 999, 1000, 1001, 38_000_000, 10**12])
def test_the_largest_number_has_up_to_a_thousand_squares(number: int) -> None:
    squares = number / square_for([1, number])
    assert squares == number if number < 1000 else 100 <= squares < 1000
