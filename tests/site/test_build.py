"""The real site builds without a warning, and is the same however it is built."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

import pytest

from tests.conftest import ROOT, copy_of_the_site

Build = Callable[..., Any]


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Name each file that is not the same in both."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def status() -> str:
    """Return what git sees in the working tree."""
    command = ["git", "status", "--porcelain", "--untracked-files=all"]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("builder", ["dirhtml", "html"])
def test_builds_without_a_warning(build_site: Build, builder: str) -> None:
    built = build_site(builder, "-j1")
    assert built.warnings == ""
    assert built.returncode == 0


def test_two_processes_build_the_same_site(build_site: Build) -> None:
    plain, other = build_site("dirhtml", "-j1"), build_site("dirhtml", "-j2")
    assert other.warnings == plain.warnings
    assert len(plain.files) > 30
    assert differences(plain.files, other.files) == []


def test_the_language_that_a_host_names_changes_nothing(build_site: Build, tmp_path: Path) -> None:
    # In a copy: of the language that is named, Sphinx itself compiles `sphinx.po` beside it.
    copy = copy_of_the_site(tmp_path / "site")
    plain = build_site("html", "-j1")
    other = build_site("html", "-j1", "-D", "language=nl", source=copy)
    assert list(copy.rglob("*.mo"))
    assert other.warnings == plain.warnings
    assert differences(plain.files, other.files) == []


def test_a_difference_would_be_found() -> None:
    assert differences({"a": b"1", "b": b"1"}, {"b": b"2", "c": b"1"}) == ["a", "b", "c"]


def test_a_host_gives_the_address(build_site: Build) -> None:
    address = "https://portal.example.org/"
    built = build_site("dirhtml", "-D", "language=en", READTHEDOCS_CANONICAL_URL=address)
    assert built.warnings == ""
    page = built.soup("nl/over/index.html")
    assert page.select_one("link[rel=canonical]")["href"] == f"{address}nl/over/"
    alternates = {link["hreflang"]: link["href"] for link in page.select("link[rel=alternate]")}
    assert alternates["nl"] == f"{address}nl/over/"
    assert alternates["en"] == f"{address}en/about/"


def test_without_an_address_nothing_is_made_up(built_site: Any) -> None:
    for name in built_site.pages:
        page = built_site.soup(name)
        assert not page.select("link[rel=canonical], link[rel=alternate]"), name
    told = [line for line in built_site.log.splitlines() if "html_baseurl" in line]
    assert len(told) == 1, "the build says once that the address is missing, and where to give it"


def test_two_links_of_one_name_lead_to_one_place(built_site: Any) -> None:
    faults = []
    for name in built_site.pages:
        places: dict[tuple[str, str], set[str]] = {}
        # The contents of a page lead to its headings, and say so: "On this page".
        for link in built_site.soup(name).select("a[href]:not(.vsc-toc a)"):
            words = " ".join(link.get_text().split()), str(link.get("hreflang", ""))
            places.setdefault(words, set()).add(unquote(urljoin(f"/{name}", link["href"])))
        faults += [f"{name}: {words}: {led}" for words, led in places.items() if len(led) > 1]
    assert not faults, "\n".join(faults)


def test_the_build_says_how_many_pages_each_language_has(built_html: Any) -> None:
    last = built_html.log.splitlines()[-8:]
    assert any(line.startswith("Nederlands: ") and "written" in line for line in last), last
    assert any(line.startswith("English: ") and "translated" in line for line in last), last


def test_a_build_leaves_the_working_tree_as_it_was(build_site: Build) -> None:
    def files() -> tuple[str, list[Path]]:
        """What git sees, and compiled catalogs, which it does not."""
        return status(), list((ROOT / "locales").rglob("*.mo"))

    before = files()
    built = build_site("html", "-j1", "-D", "language=en")
    assert files() == before
    assert differences(built.files, build_site("html", "-j1").files) == []


def test_every_published_page_says_its_language(built_site: Any) -> None:
    for name in built_site.pages:
        code = name.partition("/")[0] if "/" in name else "nl"
        assert built_site.soup(name).html["lang"] == code, name


def test_nothing_for_the_people_who_work_on_the_site_is_published(built_site: Any) -> None:
    names = "\n".join(built_site.files)
    for word in ["README", "developing", "CHANGELOG", "requirements", ".po", ".mo", ".md"]:
        assert word not in names, word
    assert "drawer-of-moths" in names
