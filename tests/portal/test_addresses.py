"""In a browser: addresses that were never, or are no longer, those of a page lead on."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

Visit = Callable[..., Page]


def leads(page: Page, asked: str, there: str) -> None:
    """Visit an address, and wait until the page is at another."""
    page.goto(asked, wait_until="commit")
    page.wait_for_url(re.compile(f"^[a-z]+://[^/]+{re.escape(there)}$"))
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        # The question is kept, in the words of this site.
        ("/specimen/search?taxonKey=212&year=1900#x", "/en/specimen/search/?taxonKey=212&year=1900#x"),
        ("/specimen/search/?view=GALLERY&from=40", "/en/specimen/search/?view=gallery&offset=40"),
        ("/nl/specimen/search?entity=o_12", "/nl/exemplaren/zoekopdracht/?record=12"),
        ("/nl/publisher/search?q=inbo", "/nl/organisaties/zoekopdracht/?q=inbo"),
        ("/community#bebif", "/en/community/#bebif"),
        # Folders above a page.
        ("/nl/exemplaren/", "/nl/exemplaren/zoekopdracht/"),
        ("/en/specimen?q=moss", "/en/specimen/search/?q=moss"),
        ("/literature", "/en/literature/search/"),
        # Other letters, a missing slash, an ending.
        ("/NL/Over", "/nl/over/"),
        ("/nl/over.html?a=b#contact", "/nl/over/?a=b#contact"),
        ("/nl/Över/index.htm", "/nl/over/"),
        ("/en//about).", "/en/about/"),
        ("/Specimen/Search?q=x", "/en/specimen/search/?q=x"),
    ],
)  # fmt: skip
def test_an_address_leads_to_its_page(page: Page, asked: str, there: str) -> None:
    leads(page, asked, there)


@pytest.mark.parametrize("asked", ["/specimen/search?q=x", "/nl/exemplaren/"])
def test_without_a_script_it_leads_on_too(visit: Visit, asked: str) -> None:
    page = visit(java_script_enabled=False)
    page.goto(asked, wait_until="commit")
    page.wait_for_url(re.compile(r"/(search|zoekopdracht)/$"))


def test_every_folder_above_a_page_has_a_page(built_site: Any) -> None:
    folder = built_site.folder
    written = [path for path in folder.rglob("*.html") if "_static" not in path.parts]
    above = {parent for path in written for parent in path.relative_to(folder).parents}
    assert len(above) > 40
    assert [
        one.as_posix() for one in sorted(above) if not (folder / one / "index.html").is_file()
    ] == []


def test_hosts_with_rules_get_the_same(built_site: Any) -> None:
    """`_redirects` has each address twice, leads to pages alone, and never from one."""
    rules = [
        line.split(" ") for line in (built_site.folder / "_redirects").read_text().splitlines()
    ]
    by_address = {old: new for old, new, status in rules if status == "301"}
    assert len(by_address) == len(rules)
    moved = {
        f"/{path.parent.relative_to(built_site.folder).as_posix()}"
        for path in built_site.folder.rglob("index.html")
        if b"js/moved.js" in path.read_bytes()
    }
    assert set(by_address) == moved | {f"{address}/" for address in moved}
    pages = {f"/{name.removesuffix('index.html')}" for name in built_site.pages}
    assert set(by_address.values()) <= pages
    assert not pages & set(by_address)


@pytest.mark.parametrize(
    ("asked", "tongue", "language", "words"),
    [
        ("/nl/koffie_en-thee.html", "en-GB", "nl", "koffie en thee"),
        ("/en/Wild%20c%C3%B4ffee/plant", "nl-BE", "en", "Wild côffee plant"),
        ("/nergens", "nl-BE", "nl", "nergens"),
        ("/nowhere", "en-GB", "en", "nowhere"),
        ("/en/100%", "en-GB", "en", "100"),
    ],
)
def test_not_found_keeps_the_language_and_fills_its_search(
    visit: Visit, asked: str, tongue: str, language: str, words: str
) -> None:
    page = visit(locale=tongue)
    page.goto(asked)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("form[data-vsc-lost] input")).to_have_value(words)
    assert page.evaluate("location.pathname") == asked
    expect(page.locator(".vsc-header__home")).to_have_attribute("href", f"/{language}/")
    expect(page.locator(f"header [data-vsc-language][lang={language}]")).to_have_attribute(
        "aria-current", "true"
    )


def test_not_found_searches_the_site(page: Page) -> None:
    page.goto("/en/herbarium-sheet")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator("form[data-vsc-lost] button").click()
    expect(page.locator("dialog input[type=text]")).to_have_value("herbarium sheet")
    expect(page.locator("dialog .vsc-find__page").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("form[data-vsc-lost] button")).to_be_focused()


def test_not_found_without_a_script_helps_in_every_language(visit: Visit) -> None:
    page = visit(java_script_enabled=False)
    page.goto("/en/nowhere")
    expect(page.locator("form[data-vsc-lost]")).to_be_hidden()
    expect(page.locator("main a[href='/en/']")).to_be_visible()
    expect(page.locator("main a[href='/nl/']").first).to_be_visible()
