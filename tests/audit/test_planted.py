"""Each check of the audit finds what is planted for it, on a page that is right without it."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tools.audit import check_files, check_in_browser
from tools.auditing import serving
from tools.auditing.budgets import KB, check_weight
from tools.auditing.faults import Fault, Weight
from tools.auditing.markup import check_markup
from tools.auditing.programs import lighthouse, nu_checker
from tools.auditing.report import Found, report
from tools.serve import served

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"
)
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>A page</title>
<link rel="stylesheet" href="/site.css">
</head>
<body>
<main>
<h1>A page</h1>
<p>Words of the page.</p>
{planted}
</main>
</body>
</html>
"""
CSS = "body{font:16px sans-serif;color:#000;background:#fff}:focus-visible{outline:3px solid #00f}"
Plant = Callable[..., Path]


@pytest.fixture
def plant(tmp_path: Path) -> Plant:
    """Return ``plant(html, policy, css=…, js=…)``: a site of one page that has this in it."""

    def write(html: str = "", policy: str = POLICY, css: str = "", js: str = "") -> Path:
        script = '<script src="/page.js"></script>' if js else ""
        (tmp_path / "index.html").write_text(PAGE.format(policy=policy, planted=html + script))
        (tmp_path / "site.css").write_text(CSS + css)
        (tmp_path / "page.js").write_text(js)
        (tmp_path / "_headers").write_text(f"/\n  Content-Security-Policy: {policy}\n")
        return tmp_path

    return write


def rules(faults: list[Fault]) -> set[str]:
    assert all(fault.page == "/" and fault.detail for fault in faults)
    return {fault.rule for fault in faults}


# -- As written -------------------------------------------------------------


def test_a_page_that_is_right_has_no_fault(plant: Plant) -> None:
    assert check_files(plant('<ul><li><a href="#b" id="b">Words</a></li></ul>'), ["/"]) == []


@pytest.mark.parametrize(
    ("html", "rule"),
    [
        ('<p style="color: red">x</p>', "attribute style"),
        ('<p onclick="f()">x</p>', "attribute onclick"),
        ("<h3>Deep</h3>", "skipped level"),
        ("<h1>Again</h1>", "one h1"),
        ("<p><div>x</div></p>", "html: unexpected-end-tag"),
        ("<b><p>x</b></p>", "html: adoption-agency-1.3"),
        ("<span><div>x</div></span>", "<div> in <span>"),
        ("<ul><p>x</p></ul>", "<p> in <ul>"),
        ("<dd>x</dd>", "<dd> in <main>"),
        ('<a href="/"><button>x</button></a>', "<button> in <a>"),
        ('<p id="a">x</p><p id="a">y</p>', "id"),
        ('<img src="x.png">', "img without alt"),
        ('<a href="#nowhere">x</a>', "link leads nowhere"),
        ('<p aria-labelledby="nobody">x</p>', "aria-labelledby leads nowhere"),
        ('<a hreflang="en">x</a>', "hreflang without href"),
        ('<table align="left"><tr><td>x</td></tr></table>', "obsolete attribute align"),
        ("<main>x</main>", "one main"),
    ],
)
def test_html_that_is_wrong_is_found(plant: Plant, html: str, rule: str) -> None:
    assert rule in rules(check_files(plant(html), ["/"]))


def test_a_page_without_a_language_is_found() -> None:
    found = check_markup("/", PAGE.replace(' lang="en"', "").format(policy=POLICY, planted=""))
    assert "language of the page" in rules(found)


@pytest.mark.parametrize(
    ("policy", "rule"),
    [
        (POLICY.replace("style-src", "style-src 'unsafe-inline'"), "open policy"),
        (POLICY.replace("script-src", "script-src 'unsafe-eval'"), "open policy"),
        (POLICY.replace("img-src", "img-src *"), "open policy"),
        (POLICY.replace("img-src", "img-src https:"), "open policy"),
        (POLICY.replace("img-src", "img-src https://example.org"), "open policy"),
        (POLICY.replace("default-src 'none'; ", ""), "open policy"),
    ],
)
def test_an_open_policy_is_found(plant: Plant, policy: str, rule: str) -> None:
    assert rules(check_files(plant(policy=policy), ["/"])) == {rule}


def test_a_page_or_a_server_without_a_policy_is_found(plant: Plant) -> None:
    folder = plant()
    (folder / "_headers").unlink()
    assert rules(check_files(folder, ["/"])) == {"no policy"}
    folder = plant()
    page = folder / "index.html"
    page.write_text(page.read_text().replace("Content-Security-Policy", "x"))
    assert rules(check_files(folder, ["/"])) == {"no policy"}


@pytest.mark.parametrize(
    ("page", "kb", "requests", "text", "found"),
    [
        ("/nl/", 13.9, 6, "", set()),
        ("/nl/", 14.1, 6, "", {"weight"}),
        ("/en/partners/", 21.4, 6, 20 * '<section class="vsc-partner">', set()),
        ("/en/partners/", 23.6, 6, 20 * '<section class="vsc-partner">', {"weight"}),
        ("/en/partners/", 23.6, 6, 23 * '<section class="vsc-partner">', set()),
        ("/nl/over/", 14.4, 6, "", set()),
        ("/", 14.6, 7, "", {"weight", "requests"}),
        ("/en/specimen/search/", 44.9, 15, "js/gbif/", set()),
        ("/en/specimen/search/", 45.1, 15, "js/gbif/", {"weight"}),
    ],
)
def test_each_page_has_its_budget(
    page: str, kb: float, requests: int, text: str, found: set[str]
) -> None:
    weight = Weight(page, round(kb * KB), 19_900, 10**6, requests, 0)
    assert {fault.rule for fault in check_weight(weight, text)} == found
    heavier = weight._replace(fonts=20_100)
    assert {fault.rule for fault in check_weight(heavier, text)} == found | {"fonts"}


# -- In the browser ---------------------------------------------------------

NOISE = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=60_000))
WIDE = ".wide{inline-size:1400px;block-size:9px}"


@pytest.mark.parametrize(
    ("planted", "rule"),
    [
        ({}, None),
        ({"html": f"<!-- {NOISE} -->"}, "weight"),
        (
            {"html": "".join(f'<script src="/page.js?{one}"></script>' for one in range(6))},
            "requests",
        ),
        (
            {
                "js": 'fetch("https://example.org/").catch(() => {})',
                "policy": POLICY.replace("connect-src", "connect-src https://example.org"),
            },
            "outside request",
        ),
        ({"js": 'fetch("https://example.org/").catch(() => {})'}, "policy"),
        ({"html": '<p style="color: red">x</p>'}, "policy"),
        ({"html": "<script>window.a = 1</script>"}, "policy"),
        ({"html": '<script src="/gone.js"></script>'}, "missing"),
        ({"html": '<img src="/page.js" alt="Broken" width="9" height="9">'}, "broken picture"),
        ({"js": 'console.warn("Look")'}, "console"),
        ({"js": 'throw new Error("No")'}, "error in a script"),
        ({"js": 'localStorage.setItem("a", "b")'}, "something is stored"),
        ({"js": 'document.cookie = "a=b"'}, "something is stored"),
        (
            {"js": 'setTimeout(() => document.querySelector("main").prepend("Words"), 100)'},
            "layout shift",
        ),
        (
            {"html": '<p class="pale">Pale words</p>', "css": ".pale{color:#ccc}"},
            "axe color-contrast",
        ),
        (
            {
                "html": '<p class="pale">Pale words</p>',
                "css": "@media (prefers-color-scheme:dark){.pale{color:#ccc}}",
            },
            "axe color-contrast",
        ),
        ({"html": "<button></button>"}, "axe button-name"),
        ({"html": '<div class="wide">x</div>', "css": WIDE}, "sideways"),
        (
            {
                "html": '<p class="cut">Herbariumvellenverzameling</p>',
                "css": ".cut{inline-size:50px;overflow:hidden}",
            },
            "text cut off",
        ),
        (
            {
                "html": '<p class="cut">Words that want two lines at the least, or even more</p>',
                "css": ".cut{block-size:1.2em;overflow:hidden;inline-size:9em}",
            },
            "text cut off below",
        ),
        (
            {"html": '<p class="over">Words over words</p>', "css": ".over{margin-top:-2em}"},
            "text over text",
        ),
        (
            {
                "html": '<a class="a" href="/">a</a><a class="a" href="/">b</a>',
                "css": ".a{display:block;block-size:9px;inline-size:9px;font-size:8px}",
            },
            "target under 24 px",
        ),
    ],
)
def test_a_browser_finds_what_is_planted(
    plant: Plant, browser: Browser, planted: dict[str, str], rule: str | None
) -> None:
    folder = plant(**planted)
    with served(folder, serving.__file__) as address:
        _, faults = check_in_browser(folder, ["/"], browser, address, thorough=False)
    assert rule in rules(faults) if rule else not faults, faults


@pytest.mark.parametrize(
    ("html", "css", "rule"),
    [
        ('<a href="/">Words</a>', "", None),
        ('<a href="/">Words</a>', "a:focus-visible{outline:none}", "focus does not show"),
        ('<a href="/">Words</a>', "a:focus-visible{outline-color:#ddd}", "focus under 3:1"),
        (
            '<a href="/">Words</a><div class="lid"></div>',
            ".lid{position:fixed;inset:0;background:#fff}",
            "focus is covered",
        ),
        (
            '<a class="off" href="/">Words</a>',
            ".off{position:fixed;inset-block-start:-99px}",
            "focus out of view",
        ),
    ],
)
def test_the_keyboard_finds_what_is_planted(
    plant: Plant, browser: Browser, html: str, css: str, rule: str | None
) -> None:
    folder = plant(html, css=css)
    with served(folder, serving.__file__) as address:
        looked, faults = check_in_browser(folder, ["/"], browser, address)
    assert looked[0].stops == 2, "one link, in two sizes"
    assert rule in rules(faults) if rule else not faults, faults


# -- What may not be there --------------------------------------------------


def test_what_cannot_be_run_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("LIGHTHOUSE", raising=False)
    monkeypatch.setenv("VNU_JAR", str(tmp_path / "vnu.jar"))
    assert nu_checker() == ([], "there is neither `vnu` nor Java with a `VNU_JAR`")
    program, why = lighthouse()
    assert not program
    assert "npm install" in why
    text = report(Found([], 0, [], [f"Lighthouse: {why}"], {}, {("/nl/", "/nl/partners/"): 98_400}))
    assert "`/nl/`, `/nl/partners/`: 98.4 kB" in text
    assert "- Not run: Lighthouse: it is not installed" in text


def test_an_old_nu_checker_is_not_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "vnu"
    program.write_text("#!/bin/sh\necho 20.6.30\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert (
        nu_checker()[1] == "version 20.6.30 is older than 24 and does not know all of today's HTML"
    )
    program.write_text("#!/bin/sh\necho '26.9.27 (c6ba02c)'\n")
    assert nu_checker() == ([str(program)], "26.9.27")
