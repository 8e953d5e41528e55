"""The page for an address that is not there: one, in all languages, with links from the root."""

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
def test_it_helps_on_in_every_language(
    frame: Callable[..., Any], soup: Callable, builder: str
) -> None:
    app = frame(builder)
    app.build()
    page = soup(app, "404.html")
    parts = page.select("main section")
    assert [part["lang"] for part in parts] == ["nl", "en"]
    assert len(page.find_all("h1")) == 1
    tail = "" if builder == "dirhtml" else "index.html"
    assert [part.find("a")["href"] for part in parts] == [f"/nl/{tail}", f"/en/{tail}"]
    for link in page.select("main a"):
        assert (app.outdir / link["href"].lstrip("/") / ("index.html" if not tail else "")).exists()


def test_every_link_begins_with_the_path_of_the_site(
    frame: Callable[..., Any], soup: Callable
) -> None:
    app = frame(html_baseurl="https://example.org/portal/")
    app.build()
    page = soup(app, "404.html")
    addresses = [
        tag.get("href") or tag.get("src") for tag in page.find_all(["a", "link", "script"])
    ]
    local = [address for address in addresses if address and not address.startswith("mailto:")]
    assert local
    assert all(address.startswith("/portal/") for address in local), local
