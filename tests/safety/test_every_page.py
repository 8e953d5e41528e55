"""The policy of every page, in a real browser: as the page says it, and as a server sends it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, Route

from tools.auditing.budgets import policies

Visit = Callable[..., Page]

# Noted by a script that the browser runs before any of the page.
WATCH = """document.addEventListener("securitypolicyviolation", (event) => {
  (window.violations ??= []).push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`);
});"""
KINDS = [
    "/",
    "/404.html",
    "/nl/",
    "/nl/partners/",
    "/nl/over/",
    "/en/specimen/search/",
    "/en/privacy/",
]
SEARCHES = re.compile(r"^/(nl|en)/.*(zoekopdracht|search)/$")


def test_no_page_has_a_style_or_a_script_in_it(built_site: Any) -> None:
    constants = set()
    for path in sorted(built_site.folder.rglob("*.html")):
        if "_static" in path.parts:
            continue
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        assert not page.select("style, [style]"), path
        assert not [
            name for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")
        ], path
        constants |= {
            script.get_text()
            for script in page.select("script:not([src])")
            if script.get("type", "module") == "module"
        }
    assert len(constants) == 1


def test_every_page_says_its_policy_before_all_that_it_is_about(built_site: Any) -> None:
    sent = policies(built_site.folder)
    for path in sorted(built_site.folder.rglob("*.html")):
        if "_static" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        place = text.index("Content-Security-Policy")
        for other in ("<title", "<link", "<script", "<img", 'http-equiv="refresh"'):
            assert place < text.find(other) or other not in text, (path, other)
        said = BeautifulSoup(text, "html.parser").select_one("meta[http-equiv^=Content]")["content"]
        name = f"/{path.relative_to(built_site.folder).as_posix()}".removesuffix("index.html")
        assert sent[name] == f"{said}; frame-ancestors 'none'"


def test_other_hosts_are_named_by_pages_that_search_there(
    built_site: Any, addresses: list[str]
) -> None:
    sent = policies(built_site.folder)
    naming = {address for address in addresses if "://" in sent[address]}
    assert naming == {address for address in addresses if SEARCHES.search(address)}
    assert all("gbif.org" in sent[address] for address in naming)
    assert not any("unsafe-inline" in sent[address] for address in addresses)
    assert not any("'unsafe-eval'" in sent[address] for address in addresses)


@pytest.mark.parametrize("by", ["the page", "the server"])
def test_no_page_breaks_its_policy(
    visit: Visit, built_site: Any, site_url: str, faults: list[str], by: str
) -> None:
    """On a page of each kind; tests/audit looks at every page, with both policies."""
    sent = policies(built_site.folder)
    page = visit(viewport={"width": 1280, "height": 800})
    page.add_init_script(WATCH)

    def answer(route: Route) -> None:
        """Send the policy of a page as a server does, and not in the page."""
        response = route.fetch()
        name = route.request.url.removeprefix(site_url).partition("?")[0]
        body = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", response.text())
        headers = {**response.headers, "content-security-policy": sent[name]}
        headers.pop("content-length", None)
        route.fulfill(response=response, body=body, headers=headers)

    if by == "the server":
        page.route(re.compile(r"/([^.]*|404\.html)$"), answer)
    for address in KINDS:
        page.goto(address, wait_until="load")
        page.evaluate("for (const one of document.images) one.loading = 'eager'")
        faults += [f"{address}: {one}" for one in page.evaluate("window.violations ?? []")]
        if address not in {"/", "/404.html"}:
            page.locator("button[data-vsc-mode]").click()
            chosen = page.evaluate("document.documentElement.dataset.mode")
            page.reload()
            kept = page.evaluate("document.documentElement.dataset.mode")
            assert kept == chosen, f"{address}: the one script in the page does not run"
            stored = page.evaluate("[Object.keys(localStorage), sessionStorage.length]")
            assert stored == [["vsc-mode"], 0], address
    assert not faults, "\n".join(faults)


def test_a_script_and_a_style_would_be_stopped(page: Page) -> None:
    """The check itself works: what a page must not do is stopped, and seen."""
    page.add_init_script(WATCH)
    page.goto("/nl/")
    page.evaluate("""() => {
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.body.append(script);
      document.body.insertAdjacentHTML("beforeend", '<p style="color: red">x</p>');
      return fetch("https://example.org/").catch(() => {});
    }""")
    assert page.evaluate("window.ran") is None
    kinds = {one.partition(":")[0] for one in page.evaluate("window.violations")}
    assert {"script-src-elem", "style-src-attr", "connect-src"} <= kinds
