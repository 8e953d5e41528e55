"""Titles, landmarks and the way past the header, on every page: read from its HTML."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.conftest import Built


def faults_of(page: BeautifulSoup) -> list[str]:
    """Return what is wrong with the structure of a page."""
    faults = []
    titles = page.find_all(re.compile("^h[1-6]$"))
    levels = [int(title.name[1]) for title in titles if not title.find_parent("template")]
    if levels.count(1) != 1:
        faults.append(f"has {levels.count(1)} titles of the first level")
    body = [
        level for title, level in zip(titles, levels, strict=False) if title.find_parent("main")
    ]
    for before, after in zip([0, *body], body, strict=False):
        if after > before + 1:
            faults.append(f"goes from a title of level {before} to one of level {after}")
    if len(page.find_all("main")) != 1:
        faults.append(f"has {len(page.find_all('main'))} main parts")
    if not page.html or not page.html.get("lang"):
        faults.append("says no language")
    if not page.title or not page.title.get_text(strip=True):
        faults.append("has no name")
    names = [nav.get("aria-label") or nav.get("aria-labelledby") for nav in page.find_all("nav")]
    if None in names or len(set(names)) != len(names):
        faults.append(f"has menus without a name, or with the same: {names}")
    skip = page.select_one("body a[href^='#']")
    if page.find("header") and page.find("nav"):
        first = page.body.find(["a", "button", "input"]) if page.body else None
        if skip is not first or not page.find(id=str(skip and skip["href"])[1:]):
            faults.append("does not begin with a way past its header")
        if not page.find("footer"):
            faults.append("has no foot")
    return faults


def test_every_page_is_well_built(built_site: Built) -> None:
    faults = [
        f"{page} {fault}" for page in built_site.pages for fault in faults_of(built_site.soup(page))
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("<h1", "<h3", "titles of the first level"),
        ("<h2", "<h4", "goes from a title of level 1 to one of level 4"),
        ("<main", "<div", "main parts"),
        ('href="#main-content"', 'href="#nowhere"', "a way past its header"),
        ("aria-label=", "data-label=", "menus without a name"),
        ("<footer", "<div", "no foot"),
    ],
)
def test_what_is_badly_built_would_be_found(
    built_site: Built, old: str, new: str, found: str
) -> None:
    path: Path = built_site.folder / "nl/over/index.html"
    text = path.read_text(encoding="utf-8")
    assert not faults_of(BeautifulSoup(text, "html.parser"))
    spoilt = BeautifulSoup(text.replace(old, new), "html.parser")
    assert any(found in fault for fault in faults_of(spoilt))
