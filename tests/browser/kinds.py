"""One page of each kind, in each language, and what can be opened on it.

A page of search results is in tests/gbif, since it needs the stand-in for GBIF.
"""

from playwright.sync_api import Page, expect

#: By kind: the Dutch page and the English one.
KINDS = {
    "home": ("/nl/", "/en/"),
    "partners": ("/nl/partners/", "/en/partners/"),
    "text": ("/nl/toegankelijkheid/", "/en/accessibility/"),
    "text with a contents": ("/nl/over/", "/en/about/"),
    "figures": ("/nl/data-gebruiken/", "/en/data/"),
    "landscape": ("/nl/community/", "/en/community/"),
    "definitions": ("/nl/standaarden/", "/en/standards/"),
    "search form": ("/nl/exemplaren/zoekopdracht/", "/en/specimen/search/"),
    "site map": ("/nl/sitemap/", "/en/sitemap/"),
    "choice of a language": ("/", "/"),
    "not found": ("/404.html", "/404.html"),
}
LANGUAGES = ("nl", "en")


def addresses_in(language: str) -> list[str]:
    """Return one page of each kind; those in all languages at once with the first."""
    found = [pages[LANGUAGES.index(language)] for pages in KINDS.values()]
    return [one for one in found if language == LANGUAGES[0] or one.startswith(f"/{language}/")]


def open_menu(page: Page) -> None:
    """Open the menu of a phone."""
    page.locator(".vsc-menu > summary").click()
    expect(page.locator(".vsc-menu > nav")).to_be_visible()


def open_search(page: Page, query: str) -> None:
    """Open the search of the site, and let it find *query*, also in the other language."""
    page.locator("a.vsc-opener").click()
    page.locator("dialog input[type=text]").fill(query)
    expect(page.locator("dialog .vsc-find__page").first).to_be_visible()
    page.locator("dialog .vsc-find__ask").click()
    expect(page.locator("dialog section .vsc-find__page").first).to_be_visible()
