"""`make why`: where a page comes from, and why the last build read and wrote it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, clean_environment
from tests.counts.test_counts import CATALOG, TEXT, Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(tmp_path_factory.mktemp("why"))


def ask(site: Site, page: str) -> dict[str, str]:
    """Return what the tool says of a page, by the words that begin its lines."""
    done = run(site.folder, page)
    assert (done.returncode, done.stderr) == (0, "")
    lines = [line.partition(":") for line in done.stdout.splitlines()]
    return {name: said.strip() for name, _, said in lines}


def run(doctrees: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "tools/why.py", "--doctrees", str(doctrees), *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=clean_environment(), capture_output=True, text=True, check=False
    )


def test_it_says_where_a_page_comes_from_and_why_it_was_made(site: Site) -> None:
    site.build()
    home = ask(site, "nl/index.md")
    assert home["page"] == "nl/index"
    assert home["made from"] == "nl/index.md"
    assert home["address"] == "/nl, from the path of its file"
    assert home["pictures"] == "images/fern-wall.svg"
    assert home["style sheet"].startswith("../_static/site.")
    assert home["read"] == "yes: it was not known before"
    made = ask(site, "en/text")
    assert made["made from"] == "nl/text.md, in translation"
    assert made["catalog"] == "locales/en/LC_MESSAGES/text.po"
    assert made["translated"] == "1 of 2 messages"
    assert made["menus"] == "en/index"
    assert ask(site, "en/partners")["catalog"].startswith("none yet; it would be locales/en/")

    site.build()
    for page in ("nl/index", "en/text"):
        assert {ask(site, page)[step][:2] for step in ("read", "written")} == {"no"}

    site.write("locales/en/LC_MESSAGES/text.po", CATALOG.replace('"Text"', '"A text"'))
    site.build()
    assert (
        ask(site, "en/text")["read"] == "yes: its catalog, or that of interface words, has changed"
    )
    assert ask(site, "nl/text")["read"].startswith("no")
    # Menus show the title.
    assert ask(site, "nl/text")["written"].startswith("yes: titles, addresses, menus")

    site.write("nl/text.md", TEXT + "\nNog een zin.\n")
    site.build()
    assert ask(site, "nl/text")["read"] == "yes: nl/text.md has changed"
    assert ask(site, "nl/text")["written"] == "yes: it was read again"

    refused = run(site.folder, "nl/tekst")
    assert refused.returncode == 1
    assert "There is no page 'nl/tekst' in the last build. Did you mean nl/text?" in refused.stderr


def test_without_a_build_it_says_what_to_do(tmp_path: Path) -> None:
    assert run(tmp_path, "nl/over").stderr.strip().endswith("Run: make html")
    assert "make why PAGE=nl/over" in run(tmp_path).stderr
