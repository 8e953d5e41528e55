"""What is read of the head of a written page, and how often."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import ext.published
from ext.ledger import Ledger, publishes
from ext.published import PAGES, Head, pages, read_head

PAGE = """<!DOCTYPE html>
<html lang="nl-BE" data-theme="light">
<head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'">
<title>A <meta name="robots" content="noindex"></title>
<meta property="og:title" content="Fern &amp; &quot;moss&quot;"><meta property="og:title" content="x">
<link rel="canonical" href="https://portal.example.org/nl/?a=1&amp;b=2">
<link rel="alternate" hreflang="en" href="https://portal.example.org/en/">
<link rel="alternate" type="application/rss+xml" href="feed.xml">
<link rel='stylesheet' href='_static/site.0.css'>
</head>
<body><link rel="stylesheet" href="late.css"><meta name="robots" content="noindex"></body></html>
"""


def test_a_head_is_read_and_nothing_behind_it() -> None:
    assert read_head(PAGE) == Head(
        language="nl-BE",
        is_listed=True,
        canonical="https://portal.example.org/nl/?a=1&b=2",
        alternates=(("en", "https://portal.example.org/en/"),),
        meta={"og:title": 'Fern & "moss"'},
        policy="default-src 'none'; base-uri 'none'",
        sheets=("_static/site.0.css",),
    )


@pytest.mark.parametrize(
    ("said", "listed"), [("noindex", False), ("noindex,nofollow", False), ("all", True)]
)
def test_a_page_that_nobody_may_list_says_so(said: str, listed: bool) -> None:
    assert read_head(f'<head><meta name="robots" content="{said}"></head>').is_listed is listed


def build(folder: Path, names: list[str]) -> Any:
    """Return a build that has written these pages."""
    app = SimpleNamespace(
        outdir=folder / "out", doctreedir=folder, builder=SimpleNamespace(name="html")
    )
    app.vsc_ledger = Ledger(folder / "ledger.json", folder / "out")
    publishes(app, PAGES, names)  # type: ignore[arg-type]
    return app


def test_only_pages_that_were_written_since_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out").mkdir()
    for name in ("a.html", "b.html"):
        (tmp_path / "out" / name).write_text(PAGE)
    before = {
        name: page.head
        for name, page in pages(build(tmp_path, ["a.html", "b.html", "c.html"])).items()
    }
    assert before == {"a.html": read_head(PAGE), "b.html": read_head(PAGE)}
    (tmp_path / "out" / "b.html").write_text(PAGE.replace("nl-BE", "fr"))
    read: list[str] = []
    monkeypatch.setattr(
        ext.published, "read_head", lambda page: read.append(page) or read_head(page)
    )
    after = pages(build(tmp_path, ["a.html", "b.html"]))
    assert len(read) == 1
    assert after["a.html"].head == before["a.html"]
    assert after["b.html"].head.language == "fr"
