"""The site map lists the pages of its language, as the menus do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def mapped(frame: Callable[..., Any], soup: Callable) -> Callable[..., Any]:
    """Return ``mapped(path)``: a page of the small site with a site map, built."""
    app = frame(html_permalinks=False)
    folder = app.srcdir / "nl"
    (folder / "kaart.md").write_text("---\norphan: true\n---\n\n# Kaart\n\n```{site-map}\n```\n")
    partners = (folder / "partners.md").read_text(encoding="utf-8")
    toctree = "\n\n```{toctree}\n:hidden:\n\ndeel\n```\n"
    (folder / "partners.md").write_text(partners + toctree, encoding="utf-8")
    (folder / "deel.md").write_text("# Een *deel*\n\nVan de partners.\n")
    app.build()
    return lambda path: soup(app, path)


def links(page: Any) -> list[tuple[str, str]]:
    return [(link.get_text(), link["href"]) for link in page.select("article li > p > a")]


def test_it_lists_home_and_menus(mapped: Callable[..., Any]) -> None:
    page = mapped("nl/kaart/index.html")
    assert links(page)[1:5] == [
        ("Wie meedoet", "../partners/"),
        ("Een deel", "../deel/"),
        ("Over Pteridium & co", "../over/"),
        ("GBIF", "https://www.gbif.org/"),
    ]
    assert links(page)[0][1] == "../"
    assert page.select_one("article section section > h2").get_text() == "Zoeken & vinden"


def test_pages_below_a_page_stand_below_it_with_their_markup(mapped: Callable[..., Any]) -> None:
    page = mapped("nl/kaart/index.html")
    (below,) = page.select("article li li > p > a")
    assert below["href"] == "../deel/"
    assert below.em.get_text() == "deel"


def test_it_is_in_the_reader_s_language(mapped: Callable[..., Any]) -> None:
    page = mapped("en/kaart/index.html")
    assert links(page)[1] == ("Who takes part", "../partners/")
    assert page.select_one("article h2").find(lang="nl")
    (about,) = page.select("article li a[href='../about/']")
    assert about.find(lang="nl").em.get_text() == "Pteridium"


def test_the_header_leads_to_it(mapped: Callable[..., Any]) -> None:
    for language in ("nl", "en"):
        link = mapped(f"{language}/about/index.html" if language == "en" else "nl/over/index.html")
        assert link.select_one("header a.vsc-opener")["href"] == "../kaart/"


def test_without_one_the_header_has_no_such_link(frame: Callable[..., Any], soup: Callable) -> None:
    app = frame()
    app.build()
    assert soup(app, "nl/over/index.html").select("a.vsc-opener") == []


@pytest.mark.parametrize("builder", ["text", "latex", "gettext"])
def test_other_builders_can_do_with_it(frame: Callable[..., Any], builder: str) -> None:
    app = frame(builder)
    (app.srcdir / "nl" / "kaart.md").write_text("# Kaart\n\n```{site-map}\n```\n")
    app.build()
    told = [
        line for line in app.warning.getvalue().splitlines() if "site" in line and "map" in line
    ]
    assert told == []
