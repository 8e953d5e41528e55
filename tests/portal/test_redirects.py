"""Old addresses lead on; one that leads nowhere is left out and named; a wrong setting stops the build."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sphinx.errors import ConfigError
from sphinx.util.console import strip_colors


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


def test_a_folder_leads_to_its_page_or_to_the_home_page(
    frame: Callable[..., Any], soup: Callable
) -> None:
    redirects = {"old/a": "nl/over", "old/b": "nl/partners", "older/c": "en/over"}
    app = frame(redirects=redirects, html_baseurl="https://example.org/portal/")
    app.build()
    assert soup(app, "old/index.html").find("a")["href"] == "../nl/"
    assert soup(app, "older/index.html").find("a")["href"] == "../en/about/"
    rules = (app.outdir / "_redirects").read_text().splitlines()
    assert "/portal/old /portal/nl/ 301" in rules
    assert "/portal/older/c/ /portal/en/about/ 301" in rules


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


def test_a_redirect_that_leads_nowhere_is_left_out_and_named(
    frame: Callable[..., Any], tmp_path: Path
) -> None:
    redirects = {
        "gone": "en/overr",
        "en/about": "en/partners",
        "nl/partners": "en/partners",
        "about": "en/over",
    }
    app = frame(redirects=redirects, nitpicky=True)
    with (tmp_path / "site" / "conf.py").open("a") as conf:
        conf.write('\nOLD = {\n    "gone": 1,\n}\nOLD["en/about"] = 2\n')
    line = len((tmp_path / "site" / "conf.py").read_text().splitlines()) - 2
    app.build()
    said = [
        said.replace(f"{app.srcdir}/", "")
        for said in strip_colors(app.warning.getvalue()).splitlines()
        if said
    ]
    assert said == [
        f"conf.py:{line}: WARNING: redirects in conf.py: 'gone' leads to 'en/overr', which is not "
        "a page. The old address is left out. Did you mean 'en/over'? [portal.redirects]",
        f"conf.py:{line + 2}: WARNING: redirects in conf.py: 'en/about' is the address of the page "
        "nl/over.md, so it is ignored. Remove it from redirects. [portal.redirects]",
        "conf.py:1: WARNING: redirects in conf.py: 'nl/partners' is the address of the page "
        "nl/partners.md, so it is ignored. Remove it from redirects. [portal.redirects]",
    ]
    assert app._warncount == 0
    assert not (app.outdir / "gone").exists()
    for name in ("about", "en/about", "nl/partners"):
        text = (app.outdir / name / "index.html").read_text(encoding="utf-8")
        assert ('http-equiv="refresh"' in text) is (name == "about")
