"""The page for an address that is not there: in the site's frame, in each language, with links from the root."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ext.portal.not_found import base_path


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("", "/"),
        ("https://example.org", "/"),
        ("https://example.org/", "/"),
        ("https://example.org/portal", "/portal/"),
        ("https://example.org/a/b/", "/a/b/"),
    ],
)
def test_base_path(address: str, path: str) -> None:
    assert base_path(address) == path


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_it_stands_in_the_frame_of_each_language(
    frame: Callable[..., Any], soup: Callable, builder: str
) -> None:
    app = frame(builder)
    app.build()
    tail = "" if builder == "dirhtml" else "index.html"
    for path, language, other in (("", "nl", "en"), ("en/", "en", "nl")):
        page = soup(app, f"{path}404.html")
        assert page.html["lang"] == language
        assert page.title.get_text().startswith(page.h1.get_text())
        assert page.select("header .vsc-menu a")
        assert page.select("footer")
        links = [link["href"] for link in page.select(".vsc-lost > ul a")]
        assert links[0] == page.select_one(".vsc-header__home")["href"] == f"/{language}/{tail}"
        for link in (link for link in links if "://" not in link):
            assert (app.outdir / link.lstrip("/") / ("" if tail else "index.html")).exists()
        (elsewhere,) = page.select("noscript [lang]")
        assert (elsewhere["lang"], elsewhere.a["href"]) == (other, f"/{other}/{tail}")
        languages = {
            link["lang"]: link["href"] for link in page.select("header [data-vsc-language]")
        }
        assert languages == {"nl": f"/nl/{tail}", "en": f"/en/{tail}"}


def test_every_link_begins_with_the_path_of_the_site(
    frame: Callable[..., Any], soup: Callable
) -> None:
    app = frame(html_baseurl="https://example.org/portal/")
    app.build()
    page = soup(app, "404.html")
    addresses = [
        tag.get("href") or tag.get("src") for tag in page.find_all(["a", "link", "script"])
    ]
    outside = ("mailto:", "tel:", "#", "https:")
    local = [address for address in addresses if address and not address.startswith(outside)]
    assert local
    assert all(address.startswith("/portal/") for address in local), local
