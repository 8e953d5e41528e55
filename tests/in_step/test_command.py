"""`make in-step`: what it says of which pages, and that it loses nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from ext.in_step.__main__ import wanted_pairs
from tests.conftest import Built, clean_environment, copy_of_the_site

FILE = "locales/in-step.txt"
PAIRS = [("en/x", "nl/x"), ("en/y", "fr/y"), ("en/y", "nl/y"), ("fr/y", "nl/y")]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site with two pages that are written in both languages."""
    copy = copy_of_the_site(tmp_path / "site", small=True)
    (copy / FILE).unlink(missing_ok=True)
    for code, name in [("nl", "bezoek"), ("en", "visit"), ("nl", "kort"), ("en", "kort")]:
        ref = "kort" if name == "kort" else "visit"
        (copy / code / f"{name}.md").write_text(
            f"---\norphan: true\nlang-ref: {ref}\n---\n\n# {name}\n\n## Deel\n\nTekst.\n"
        )
    return copy


def in_step(site: Path, *pages: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ext.in_step", *pages]
    return subprocess.run(
        command, cwd=site, env=clean_environment(), capture_output=True, text=True, check=False
    )


def build(site: Path) -> list[str]:
    """Build the site as its host does; return what is said of pages that are not in step."""
    command = [sys.executable, "-m", "sphinx", "-T", "-W", "--keep-going", "-q", "-b", "dirhtml"]
    command += ["-d", "_build/doctrees/dirhtml", ".", "_build/dirhtml"]
    done = subprocess.run(
        command, cwd=site, env=clean_environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return [line for line in done.stderr.splitlines() if "[translation.in-step]" in line]


def test_it_says_so_and_the_build_is_quiet_until_something_changes(site: Path) -> None:
    assert len(build(site)) == 2
    done = in_step(site, "nl/bezoek.md")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "en/visit and nl/bezoek are in step.",
        f"wrote {FILE}: commit it",
    ]
    (undeclared,) = build(site)
    assert "en/kort.md:1: WARNING" in undeclared
    assert in_step(site, "all").returncode == 0
    assert build(site) == []
    path = site / "nl" / "bezoek.md"
    path.write_text(path.read_text() + "\nMeer.\n")
    (said,) = build(site)
    assert "en/visit.md:8: WARNING: This section “Deel” may be behind nl/bezoek.md" in said
    assert "section “Deel” (line 8): gained 1 part" in said
    assert in_step(site, "./en/visit.md").stdout.startswith("en/visit and nl/bezoek are in step.")
    assert build(site) == []


def test_twice_changes_nothing(site: Path) -> None:
    in_step(site, "all")
    before = (site / FILE).read_bytes()
    done = in_step(site, "nl/bezoek", "en/kort")
    assert done.stdout.splitlines() == [
        "en/kort and nl/kort are in step.",
        "en/visit and nl/bezoek are in step.",
    ]
    assert (site / FILE).read_bytes() == before


def test_a_pair_that_is_gone_goes_with_all(site: Path) -> None:
    in_step(site, "all")
    (site / "en" / "kort.md").unlink()
    in_step(site, "nl/bezoek")
    assert "[en/kort | nl/kort]" in (site / FILE).read_text(encoding="utf-8")
    in_step(site, "all")
    text = (site / FILE).read_text(encoding="utf-8")
    assert "kort" not in text
    assert "[en/visit | nl/bezoek]" in text


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("nl/bezoke", "nl/bezoke is not a page. Did you mean nl/bezoek?"),
        ("nl/index.md", "nl/index has no version that was written by hand in another language."),
        ("", "Which page? For example: make in-step PAGE=nl/visit, or PAGE=all for every page."),
    ],
)
def test_a_page_that_cannot_be_in_step(site: Path, page: str, said: str) -> None:
    done = in_step(site, *page.split(), *(["nl/kort"] if page else []))
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (site / FILE).exists()


def test_a_file_that_git_could_not_merge_is_left_as_it_is(site: Path) -> None:
    in_step(site, "all")
    text = (site / FILE).read_text(encoding="utf-8") + ">>>>>>> other\n"
    (site / FILE).write_text(text, encoding="utf-8")
    done = in_step(site, "all")
    assert done.returncode == 1
    line = len(text.splitlines())
    assert f"{FILE}:{line}: Git could not merge these lines." in done.stderr
    assert (site / FILE).read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("pages", "wanted"),
    [
        (["nl/x"], PAIRS[:1]),
        (["nl/y"], PAIRS[2:]),
        (["nl/y", "en/y"], [PAIRS[2]]),
        (["nl/y", "en/y", "fr/y"], PAIRS[1:]),
        (["nl/x", "fr/y", "en/y"], PAIRS[:2]),
        (["all"], PAIRS),
    ],
)
def test_a_page_means_all_its_versions_and_two_mean_each_other(
    pages: list[str], wanted: list[tuple[str, str]]
) -> None:
    assert wanted_pairs(pages, PAIRS, []) == wanted


def test_the_pages_of_the_site_are_in_step(built_site: Built) -> None:
    assert "[translation.in-step]" not in built_site.warnings
