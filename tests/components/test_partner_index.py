"""The index of partners: what it says of each, what one chooses from, and when it is written again."""

from collections.abc import Callable

import pytest

from ext.components.places import PLACES

from .conftest import Result, Site, words
from .test_translation import catalog

Build = Callable[..., Result]

INDEX = "# Kast\n\n```{partner-index}\n```\n"
PARTNERS = """\
    # Partners

    ::::{partner-cards} Groep
    :::{partner} Universiteit (UG)
    :key: ug
    :place: Gent
    :holds: animals plants

    ```{collections}
    - what: zaden
      more-than: 6600
      unit: accessies
    - what: vellen
      about: 4000
    ```
    :::

    :::{partner} Tuin
    :key: tuin
    :place: Antwerpen
    :holds: plants
    :::

    :::{partner} Vereniging
    :key: vereniging
    :::
    ::::
    """


@pytest.fixture
def index(site: Site) -> Result:
    site.write("nl/partners.md", PARTNERS)
    page = site.build(INDEX)
    assert page.warnings == []
    return page


def test_each_partner_has_its_name_place_first_figure_and_kinds(index: Result) -> None:
    entries = index.soup().select(".vsc-index__list li")
    assert [words(entry) for entry in entries] == [
        "Universiteit (UG) Gent about 4.000 plants and fungi · animals",
        "Tuin Antwerpen plants and fungi",
        "Vereniging",
    ]
    links = [link["href"] for entry in entries for link in entry.select("a")]
    assert links == ["partners.html#ug", "partners.html#tuin", "partners.html#vereniging"]


def test_one_chooses_among_the_kinds_and_places_that_there_are(index: Result) -> None:
    groups = index.soup().select(".vsc-index fieldset")
    assert [[words(label) for label in group.select("label")] for group in groups] == [
        ["everything", "plants and fungi", "animals"],
        ["everywhere", "Antwerpen", "Gent"],
    ]
    places = [entry["class"] for entry in index.soup().select(".vsc-index__list li")]
    assert places == [
        ["vsc-in-2", "vsc-has-plants", "vsc-has-animals"],
        ["vsc-in-1", "vsc-has-plants"],
        [],
    ]


def test_the_map_has_the_places_that_it_knows(index: Result, site: Site) -> None:
    assert words(index.find(".vsc-map-of-belgium")) == "Antwerpen Gent"
    site.write("nl/partners.md", PARTNERS.replace("place: Gent", "place: Atlantis"))
    page = site.build()
    assert words(page.find(".vsc-map-of-belgium")) == "Antwerpen"
    assert "Atlantis" in page.text(".vsc-index__list")


def test_every_place_lies_on_the_map() -> None:
    for name, place in PLACES.items():
        assert 0 < place.x < 100 and 0 < place.y < 100, name


def test_a_wall_has_short_names_and_places(site: Site) -> None:
    site.write("nl/partners.md", PARTNERS)
    page = site.build("# Kast\n\n```{partner-index}\n:names:\n```\n")
    assert [words(entry) for entry in page.soup().select(".vsc-names li")] == [
        "UG Gent",
        "Tuin Antwerpen",
        "Vereniging",
    ]
    assert page.soup().select(".vsc-index") == []


def test_the_index_is_in_the_language_of_its_page(site: Site) -> None:
    folder = site.folder / "locales" / "en" / "LC_MESSAGES"
    catalog(folder / "partners.po", {"Universiteit (UG)": "University (UG)", "Gent": "Ghent"})
    site.write("nl/partners.md", PARTNERS)
    entries = site.build(INDEX).soup("en/page.html").select(".vsc-index__list li")
    assert words(entries[0]) == "University (UG) Ghent about 4,000 plants and fungi · animals"
    assert words(entries[1].select('[lang="nl"]')[0]) == "Tuin"


@pytest.mark.parametrize("parallel", [0, 2])
def test_a_changed_partner_is_drawn_where_another_page_lists_it(site: Site, parallel: int) -> None:
    for number in range(6):
        site.write(f"nl/more{number}.md", f"# Meer {number}\n")
    site.write("nl/partners.md", PARTNERS)
    site.build(INDEX, parallel=parallel)
    site.write("nl/partners.md", PARTNERS.replace("about: 4000", "about: 5000"))
    assert "about 5.000" in site.build(parallel=parallel).text(".vsc-index__list")


def test_other_builders_list_the_names(site: Site) -> None:
    site.write("nl/partners.md", PARTNERS)
    page = site.build(INDEX, builder="text")
    text = (page.app.outdir / "nl" / "page.txt").read_text(encoding="utf-8")
    assert text.split("\n\n")[1:4] == ["Universiteit (UG)", "Gent", "about 4.000"]


def test_a_site_without_partners_has_an_empty_index(build: Build) -> None:
    assert build(INDEX).soup().select(".vsc-index li, .vsc-index input") == []
