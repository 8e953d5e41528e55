"""Old addresses lead on; a wrong setting stops the build and is named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sphinx.errors import ConfigError


def test_an_old_address_leads_to_the_page(frame: Callable[..., Any], soup: Callable) -> None:
    app = frame()
    app.build()
    page = soup(app, "about/index.html")
    assert page.html["lang"] == "en"
    assert page.find("meta", {"http-equiv": "refresh"})["content"] == "0; url=../en/about/"
    assert [(link["href"], link.parent["lang"]) for link in page.find_all("a")] == [
        ("../en/about/", "en"),
        ("../nl/over/", "nl"),
    ]
    assert page.title.get_text()


def test_links_of_redirects_work_on_html_output(frame: Callable[..., Any], soup: Callable) -> None:
    app = frame("html")
    app.build()
    links = soup(app, "nl/old/search.html").find_all("a")
    for link in links:
        assert (app.outdir / "nl/old" / link["href"]).resolve().is_file()
    assert len(links) == 2


def test_canonical_needs_the_address_of_the_site(frame: Callable[..., Any], soup: Callable) -> None:
    app = frame(html_baseurl="https://example.org/portal")
    app.build()
    canonical = soup(app, "about/index.html").find("link", rel="canonical")
    assert canonical["href"] == "https://example.org/portal/en/about/"


@pytest.mark.parametrize(
    ("redirects", "words"),
    [
        ({"about": "en/overr"}, ["'about'", "'en/overr'", "'en/over'"]),
        ({"en/about": "en/partners"}, ["'en/about'", "nl/over.md"]),
        ({"nl/partners": "en/partners"}, ["'nl/partners'", "nl/partners.md"]),
        ({"/about": "en/over"}, ["'/about'", "slash"]),
        ({"about": 3}, ["3", "docname"]),
    ],
)
def test_a_wrong_redirect_is_named(
    frame: Callable[..., Any], redirects: dict[str, Any], words: list[str]
) -> None:
    with pytest.raises(ConfigError) as caught:
        frame(redirects=redirects).build()
    for word in ("redirects", *words):
        assert word in str(caught.value)
