"""Menus come from the home page of the reader's language."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest

from ext.portal.navigation import MOST


@pytest.fixture
def pages(frame: Callable[..., Any], soup: Callable) -> Callable[[str], Any]:
    app = frame()
    app.build()
    return lambda path: soup(app, path)


def menu(page: Any) -> list[tuple[str, str]]:
    return [(link.get_text(), link["href"]) for link in page.select(".vsc-menu a")]


def test_the_main_menu_is_the_first_toctree(pages: Callable[[str], Any]) -> None:
    assert menu(pages("nl/over/index.html")) == [
        ("Wie meedoet", "../partners/"),
        ("Over Pteridium & co", "#"),
        ("GBIF", "https://www.gbif.org/"),
    ]


def test_it_is_in_the_language_of_the_page(pages: Callable[[str], Any]) -> None:
    assert menu(pages("en/about/index.html"))[0] == ("Who takes part", "../partners/")


def test_titles_keep_their_markup(pages: Callable[[str], Any]) -> None:
    link = pages("nl/partners/index.html").select(".vsc-menu a")[1]
    assert link.em.get_text() == "Pteridium"


def test_an_untranslated_title_bears_its_language(pages: Callable[[str], Any]) -> None:
    link = pages("en/partners/index.html").select(".vsc-menu a")[1]
    assert link.find(lang="nl")


def test_untranslated_words_of_a_menu_bear_their_language(pages: Callable[[str], Any]) -> None:
    link = pages("en/partners/index.html").select(".vsc-menu a")[2]
    assert link.get_text() == "GBIF"
    assert link.find(lang="nl")
    caption = pages("en/partners/index.html").select_one(".vsc-footer__menu h2")
    assert caption.find(lang="nl").get_text() == "Zoeken & vinden"
    assert not pages("nl/partners/index.html").select("header [lang=nl] span, footer h2 [lang]")


def test_the_title_of_a_page_that_is_not_translated_bears_its_language(
    pages: Callable[[str], Any],
) -> None:
    assert pages("en/about/index.html").title["lang"] == "nl"
    assert pages("nl/over/index.html").title.get("lang") is None


def test_the_page_itself_is_marked(pages: Callable[[str], Any]) -> None:
    current = pages("nl/partners/index.html").select(".vsc-menu [aria-current=page]")
    assert [link.get_text() for link in current] == ["Wie meedoet"]


def test_a_page_with_pages_below_it_is_a_sub_menu(
    frame: Callable[..., Any], soup: Callable
) -> None:
    app = frame()
    partners = app.srcdir / "nl" / "partners.md"
    tree = "\n\n```{toctree}\n:hidden:\n\nBoeken <literatuur>\n```\n"
    partners.write_text(partners.read_text(encoding="utf-8") + tree, encoding="utf-8")
    app.build()
    page = soup(app, "nl/literatuur/index.html")
    for copy in page.select(".vsc-menu, .vsc-nav"):
        (below,) = copy.select("li details")
        assert below.summary.get_text() == "Wie meedoet"
        assert below.summary["aria-current"] == "true"
        assert [(link.get_text(), link["href"]) for link in below.select("a")] == [
            ("Partners", "../partners/"),
            ("Boeken", "#"),
        ]
        assert below.select_one("a[aria-current=page]").get_text() == "Boeken"
    assert len(page.select("header [name=vsc-menu]")) == 1
    assert soup(app, "nl/over/index.html").select("header summary[aria-current]") == []


def test_a_page_below_itself_is_left_out_and_said(
    frame: Callable[..., Any], soup: Callable
) -> None:
    app = frame()
    partners = app.srcdir / "nl" / "partners.md"
    text = partners.read_text(encoding="utf-8")
    tree = "\n\n```{toctree}\n:hidden:\n\nindex\n```\n"
    partners.write_text(text + tree, encoding="utf-8")
    app.build()
    said = [line for line in app.warning.getvalue().splitlines() if "portal.toctree" in line]
    assert len(said) == 1, said
    assert f"nl/partners.md:{text.count(chr(10)) + 3}: " in said[0]
    assert "leads back to 'nl/index'" in said[0]
    assert soup(app, "en/partners/index.html").select(".vsc-menu a")


def test_a_menu_of_eight_is_behind_a_button(frame: Callable[..., Any], soup: Callable) -> None:
    app = frame()
    home = app.srcdir / "nl" / "index.md"
    text = home.read_text(encoding="utf-8")
    for more, expected in (("", True), ("GBIF <https://www.gbif.org/>\n" * 5, False)):
        home.write_text(text.replace("over\n", f"over\n{more}"), encoding="utf-8")
        app = frame()
        app.build()
        page = soup(app, "nl/over/index.html")
        assert bool(page.select(".vsc-nav")) is expected
        assert bool(page.select(".vsc-header--row")) is expected


def test_other_toctrees_are_menus_of_the_footer(pages: Callable[[str], Any]) -> None:
    menus = pages("nl/index.html").select(".vsc-footer__menu")
    assert [one.h2.get_text() for one in menus] == ["Zoeken & vinden"]
    assert [link["href"] for link in menus[0].find_all("a")] == ["literatuur/"]


def test_languages_are_linked_by_their_own_names(pages: Callable[[str], Any]) -> None:
    links = pages("nl/over/index.html").select(".vsc-header .vsc-languages a")
    assert [(link.get_text(), link["href"], link["lang"], link["hreflang"]) for link in links] == [
        ("Nederlands", "./", "nl", "nl"),
        ("English", "../../en/about/", "en", "en"),
    ]


def test_a_page_says_what_is_not_translated(pages: Callable[[str], Any]) -> None:
    notice = pages("en/about/index.html").select_one(".vsc-notice")
    assert notice.a["href"] == "../../nl/over/"
    assert pages("nl/over/index.html").select_one(".vsc-notice") is None


def test_contents_are_shown_where_the_front_matter_asks(pages: Callable[[str], Any]) -> None:
    assert pages("nl/over/index.html").select(".vsc-toc a")
    assert not pages("nl/partners/index.html").select(".vsc-toc")


def test_no_script_of_the_theme_is_loaded(pages: Callable[[str], Any]) -> None:
    scripts = pages("nl/index.html").find_all("script")
    assert [script.get("src") for script in scripts] == [None]
    assert "vsc-mode" in scripts[0].get_text()


def test_a_long_menu_shows_its_first_entries_and_the_page_itself(
    frame: Callable[..., Any], soup: Callable
) -> None:
    app = frame("html")
    source = app.srcdir / "nl"
    for number in range(MOST + 9):
        (source / f"blad{number}.md").write_text(f"# Blad {number}\n", encoding="utf-8")
    home = (source / "index.md").read_text(encoding="utf-8")
    names = "\n".join(f"blad{number}" for number in range(MOST + 9))
    (source / "index.md").write_text(home.replace("over\n", f"over\n{names}\n"), encoding="utf-8")
    app.build()
    said = [line for line in app.warning.getvalue().splitlines() if "[portal.menu]" in line]
    assert len(said) == 1
    assert f"nl{os.sep}index.md:3: WARNING: This menu has {MOST + 12} entries" in said[0]
    assert app._warncount == 0
    assert len(menu(soup(app, "nl/blad0.html"))) == MOST
    assert len(menu(soup(app, "en/blad0.html"))) == MOST
    last = soup(app, f"nl/blad{MOST + 8}.html")
    assert len(menu(last)) == MOST + 1
    assert last.select_one(".vsc-menu [aria-current=page]").get_text() == f"Blad {MOST + 8}"
