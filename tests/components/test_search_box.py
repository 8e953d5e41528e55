"""The search box: a form for a search page, and questions that are links to it."""

from collections.abc import Callable

import pytest

from .conftest import Result, Site, words
from .test_translation import catalog

Warnings = Callable[..., list[str]]

PAGE = """\
    # Kast

    ```{hero} shells
    Zoek.

    :::{search-box} zoeken
    Vogels <datasetKey=ec83&mediaType=StillImage>
    Eiken & beuken <q=eik "x">
    :::

    - [Zoeken](zoeken.md)
    ```
    """


@pytest.fixture
def page(site: Site) -> Result:
    catalog(site.folder / "locales/en/LC_MESSAGES/page.po", {"Vogels": "Birds"})
    site.write("nl/zoeken.md", "# Zoeken\n\nHier.\n")
    found = site.build(PAGE)
    assert found.warnings == []
    return found


def test_the_form_asks_the_page_by_an_address_that_anyone_can_follow(page: Result) -> None:
    form = page.find("form[role=search]")
    assert (form["action"], form.get("method")) == ("zoeken.html", None)
    (field,) = form.select("input")
    assert field["name"] == "q"
    assert form.select("label")[0]["for"] == field["id"]


def test_questions_are_links_in_the_language_of_the_page(page: Result) -> None:
    for code, first in (("nl", "Vogels"), ("en", "Birds")):
        links = page.soup(f"{code}/page.html").select(".vsc-box__examples a")
        assert [words(link) for link in links] == [first, "Eiken & beuken"]
        assert [link["href"] for link in links] == [
            "zoeken.html?datasetKey=ec83&mediaType=StillImage",
            "zoeken.html?q=eik+%22x%22",
        ]


def test_it_stands_between_the_lead_and_the_buttons(page: Result) -> None:
    parts = page.find(".vsc-hero__words").find_all(recursive=False)
    assert [part["class"][0] for part in parts] == [
        "vsc-hero__title",
        "vsc-hero__lead",
        "vsc-box",
        "vsc-actions",
    ]


def test_what_is_wrong_is_reported_and_the_rest_is_drawn(site: Site) -> None:
    site.write("nl/zoeken.md", "# Zoeken\n\nHier.\n")
    page = site.build("# Kast\n\n:::{search-box} zoeken\nVogels\nVissen <q=vis>\n:::\n")
    assert page.warnings == [
        "nl/page.md:3: WARNING: This is no question: 'Vogels'. Write each question as 'Words "
        "<parameter=value>', as in the address of the search page. [components.search-box]"
    ]
    assert page.text(".vsc-box__examples a") == "Vissen"


def test_without_its_page_there_is_no_form(site: Site) -> None:
    page = site.build("# Kast\n\n:::{search-box} weg\n:::\n")
    (warning,) = page.warnings
    assert "unknown document: 'weg'" in warning
    assert page.soup().select(".vsc-box") == []


def test_other_builders_link_to_the_page(site: Site) -> None:
    site.write("nl/zoeken.md", "# Zoeken\n\nHier.\n")
    page = site.build(PAGE, builder="text")
    text = (page.app.outdir / "nl" / "page.txt").read_text(encoding="utf-8")
    assert "Vogels" in text and "Zoeken" in text
