"""Menus come from the home page of the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


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
