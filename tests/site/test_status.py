"""`make status`: how far the translation is, and what a change makes stale."""

import io
import json
import re
import subprocess
import sys
import tarfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from ext.catalogs.base import unpack
from ext.catalogs.report import COLOURS
from tests.conftest import ROOT, catalogs_of, copy_of_the_site

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site with one message fuzzy, one missing, and one with a wrong link."""
    copy = copy_of_the_site(tmp_path_factory.mktemp("status") / "site", small=True)
    (copy / "nl" / "nieuw.md").write_text(
        "---\norphan: true\n---\n\n# Nieuw\n\n## Deel\n\nZie [thuis](index.md).\n\nNog een zin.\n"
    )
    (copy / "locales" / "en" / "LC_MESSAGES" / "nieuw.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Nieuw"\nmsgstr "New"\n\n'
        '#, fuzzy\nmsgid "Deel"\nmsgstr "Part"\n\n'
        'msgid "Zie [thuis](index.md)."\nmsgstr "See [home](nieuw.md)."\n'
    )
    return copy


def status(site: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return catalogs_of(site, "status", *options)


def test_the_table_leads_to_each_message(site: Path) -> None:
    done = status(site)
    assert done.returncode == 0, done.stderr
    page = re.search(r"^nl/nieuw\.md +(.+)$", done.stdout, re.MULTILINE)
    assert page
    assert page[1].split() == ["4", "7", "1", "25%", "1", "1", "1"]
    catalog = "locales/en/LC_MESSAGES/nieuw.po"
    assert f"  {catalog}:8: fuzzy: “Deel”\n" in done.stdout
    assert f"  {catalog}:11: faulty: “Zie [thuis](index.md).”\n" in done.stdout
    assert f"  {catalog}: missing: “Nog een zin.”\n" in done.stdout
    assert "nl/nieuw.md › Deel: 0 of 3 translated\n" in done.stdout


def test_programs_read_all_messages(site: Path) -> None:
    done = status(site, "--format", "json")
    languages = {found["code"]: found for found in json.loads(done.stdout)["languages"]}
    assert list(languages) == ["nl", "en"]
    pages = {page["path"] or page["name"]: page for page in languages["en"]["pages"]}
    assert {"nl/index.md", "nl/nieuw.md", "images"} <= pages.keys()
    assert "sphinx" in {page["name"] for page in languages["nl"]["pages"]}
    assert pages["nl/nieuw.md"]["counts"]["messages"] == {
        "total": 4,
        "translated": 1,
        "fuzzy": 1,
        "faulty": 1,
        "missing": 1,
    }
    states = [
        (section["headings"], message["state"], message["line"])
        for section in pages["nl/nieuw.md"]["sections"]
        for message in section["messages"]
    ]
    assert states == [
        ([], "translated", 4),
        (["Deel"], "fuzzy", 8),
        (["Deel"], "faulty", 11),
        (["Deel"], "missing", None),
    ]


def test_the_site_is_counted_whole_and_what_waits_is_noted(notes: list[str]) -> None:
    """An editor who changes a page waits for no translator: it is said, and fails nothing."""
    done = status(ROOT, "--format", "json")
    for language in json.loads(done.stdout)["languages"]:
        counts = language["counts"]["messages"]
        assert counts["total"] == sum(counts.values()) - counts["total"] > 300
        if waits := counts["total"] - counts["translated"]:
            notes.append(f"{language['name']}: {waits} messages wait for a translator: make status")


def test_a_badge_says_it_in_words(site: Path) -> None:
    done = status(site, "--format", "badge")
    assert done.stdout.splitlines() == ["wrote _build/status/nl.svg", "wrote _build/status/en.svg"]
    text = (site / "_build" / "status" / "en.svg").read_text(encoding="utf-8")
    badge = ElementTree.fromstring(text)
    assert badge.get("role") == "img"
    counted = json.loads(status(site, "--format", "json").stdout)["languages"]
    (percent,) = [language["percent"] for language in counted if language["code"] == "en"]
    assert 0 < percent < 100
    assert badge.findtext(f"{SVG}title") == f"English: {percent}% translated"
    assert [part.text for part in badge.iter(f"{SVG}text")] == ["English", f"{percent}%"]
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    colours = {part.get("fill") for part in badge.iter() if part.get("fill")} - {"#fff"}
    assert len(colours) == 2
    for colour in colours:
        assert contrast(str(colour)) >= 4.5


def test_a_page_shows_it_to_translators(site: Path) -> None:
    assert status(site, "--format", "html").stdout == "wrote _build/status/index.html\n"
    page = BeautifulSoup((site / "_build/status/index.html").read_text("utf-8"), "html.parser")
    rows = [[cell.get_text() for cell in row.select("td")] for row in page.select("tbody tr")]
    assert ["nl/nieuw.md", "4", "7", "1", "25%", "1", "1", "1"] in rows
    waiting = [item.get_text() for item in page.select("li") if "nieuw.po" in item.get_text()]
    catalog = "locales/en/LC_MESSAGES/nieuw.po"
    assert waiting == [
        f"{catalog}:8: fuzzy: Deel",
        f"{catalog}:11: faulty: Zie [thuis](index.md).",
        f"{catalog}: missing: Nog een zin.",
    ]
    assert {quote["lang"] for quote in page.select("q")} == {"nl"}


def contrast(colour: str) -> float:
    """Return the contrast of white words on a colour, as WCAG 2 defines it."""
    full = colour if len(colour) == 7 else "#" + "".join(2 * sign for sign in colour[1:])
    parts = [int(full[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def test_every_colour_of_a_badge_can_be_read() -> None:
    assert [limit for limit, _ in COLOURS] == [100, 75, 50, 0]
    for _, colour in COLOURS:
        assert contrast(colour) >= 4.5


def test_a_catalog_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    copy = copy_of_the_site(tmp_path / "site", small=True)
    for name in ("nl/LC_MESSAGES/sphinx.po", "en/LC_MESSAGES/index.po"):
        (copy / "locales" / name).write_text('msgid "a\nmsgstr ""\n', encoding="utf-8")
    done = status(copy)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert "locales/nl/LC_MESSAGES/sphinx.po:1: WARNING: This is not a comment" in done.stderr
    assert "locales/en/LC_MESSAGES/index.po:1: WARNING: This is not a comment" in done.stderr
    assert re.search(r"^nl/index\.md .* 0 +0% ", done.stdout, re.MULTILINE)


# -- What a change makes stale ----------------------------------------------


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site in a repository, with changes after its one commit."""
    copy = copy_of_the_site(tmp_path_factory.mktemp("base") / "site", small=True)
    page = copy / "nl" / "kast.md"
    page.write_text(
        "---\norphan: true\n---\n\n# De kast\n\n## Waar\n\nDe kast staat in de gang.\n\nWeg hiermee.\n"
    )
    catalog = copy / "locales" / "en" / "LC_MESSAGES" / "kast.po"
    catalog.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "De kast staat in de gang."\nmsgstr "The cabinet is in the hall."\n\n'
        'msgid "Weg hiermee."\nmsgstr "Away with it."\n'
    )
    catalogs_of(copy, "update").check_returncode()
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "site"], ["tag", "v1"]):
        subprocess.run([*git, *command], cwd=copy, check=True, capture_output=True)
    text = (
        page.read_text().replace("de gang", "de lange gang").replace("Weg hiermee.\n", "Erbij.\n")
    )
    page.write_text(text)
    # Not in the pages: today's code and settings read both.
    (copy / "conf.py").write_text((copy / "conf.py").read_text() + "\n")
    return copy


def test_a_change_says_what_it_makes_stale(changed: Path) -> None:
    done = status(changed, "--base", "v1")
    assert done.returncode == 0, done.stderr
    catalog = "locales/en/LC_MESSAGES/kast.po"
    assert done.stdout.splitlines() == [
        "Nederlands: nothing to translate has changed since v1.",
        "",
        "English, since v1: to translate: 1, becomes fuzzy: 1, unused: 1",
        "  nl/kast › Waar: changed: “De kast staat in de lange gang.”",
        "      before: “De kast staat in de gang.”",
        f"      {catalog}:16: its translation becomes fuzzy",
        "  nl/kast › Waar: new: “Erbij.”",
        f"      {catalog}: needs translating",
        "  nl/kast › Waar: gone: “Weg hiermee.”",
        f"      {catalog}:21: its translation is no longer used",
    ]
    assert not list(changed.glob("../*/v1*"))


def test_programs_read_what_is_stale(changed: Path) -> None:
    done = status(changed, "--base", "HEAD", "--format", "json")
    found = json.loads(done.stdout)
    assert found["base"] == "HEAD"
    english = found["languages"][1]
    assert english["counts"]["becomes-fuzzy"] == 1
    assert [page["page"] for page in english["pages"]] == ["nl/kast"]


@pytest.mark.parametrize("base", ["nope", "--help", "HEAD~99"])
def test_a_revision_that_is_not_there(changed: Path, base: str) -> None:
    done = status(changed, f"--base={base}")
    assert done.returncode == 1
    assert f"git does not know the revision '{base}'." in done.stderr
    assert "Traceback" not in done.stderr


def test_without_git_or_a_repository(site: Path, tmp_path: Path) -> None:
    done = status(site, "--base", "main")
    assert done.returncode == 1
    assert "this folder is not in a git repository" in done.stderr
    command = [sys.executable, "-m", "ext.catalogs", "status", "--base", "main"]
    done = subprocess.run(
        command, cwd=site, capture_output=True, text=True, check=False, env={"PATH": str(tmp_path)}
    )
    assert done.returncode == 1
    assert "BASE needs git, which is not installed here." in done.stderr


def test_the_first_releases_of_python_3_11_unpack_nothing_outside_of_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(tarfile, "data_filter", raising=False)
    trusting = staticmethod(lambda member, path: member)
    monkeypatch.setattr(tarfile.TarFile, "extraction_filter", trusting, raising=False)
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name in ("nl/over.md", "../out.md", str(tmp_path / "root.md"), "nl/../../up.md"):
            archive.addfile(tarfile.TarInfo(name))
        link = tarfile.TarInfo("en")
        link.type, link.linkname = tarfile.SYMTYPE, str(tmp_path)
        archive.addfile(link)
        archive.addfile(tarfile.TarInfo("en/over.md"))
    unpack(packed.getvalue(), tmp_path / "folder")
    found = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.md"))
    assert found == ["folder/en/over.md", "folder/nl/over.md"]


def test_a_badge_has_no_base(site: Path) -> None:
    done = status(site, "--base", "main", "--format", "badge")
    assert done.returncode == 1
    assert "leave BASE or FORMAT out" in done.stderr
