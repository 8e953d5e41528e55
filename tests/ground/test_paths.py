"""Which files the site may use: a table over a small folder."""

import os
from pathlib import Path

import pytest

from ext.paths import is_address, line_of_setting, why_unusable

OUTSIDE = "is outside the site's folder"
HIDDEN = "is a hidden file"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site with links of every kind, beside a folder that it must not read."""
    around = tmp_path_factory.mktemp("around")
    site = around / ".work" / "site"  # A hidden folder above the site hides nothing.
    for folder in (site / "nl", site / ".git", site / "_build/html", around / "outside"):
        folder.mkdir(parents=True)
    for path in ("nl/a.txt", ".git/config", "nl/.b", "_build/html/c.html", "../../outside/d"):
        (site / path).write_text("x")
    links = {
        "nl/in": "a.txt",
        "nl/out": "../../../outside/d",
        "nl/folder": "../../../outside",
        "nl/git": "../.git/config",
        "nl/device": "/dev/null",
        "nl/loop": "loop",
        "nl/chain": "out",
    }
    for name, target in links.items():
        (site / name).symlink_to(target)
    os.mkfifo(site / "nl/pipe")
    return site


@pytest.mark.parametrize(
    "path", ["nl/a.txt", "nl/in", "nl/../nl/a.txt", "nl", "nl/missing.txt", "nl/loop"]
)
def test_files_of_the_site(site: Path, path: str) -> None:
    assert why_unusable(site / path, site, [site / "_build/html"]) == ""


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("../../outside/d", OUTSIDE),
        ("../missing", OUTSIDE),
        ("/etc/hostname", OUTSIDE),
        ("nl/out", OUTSIDE),
        ("nl/chain", OUTSIDE),
        ("nl/folder/d", OUTSIDE),
        ("nl/device", OUTSIDE),
        ("../site-beside", OUTSIDE),
        (".git/config", HIDDEN),
        ("nl/git", HIDDEN),
        ("nl/.b", HIDDEN),
        ("nl/.missing", HIDDEN),
        ("_build/html/c.html", "is written by the build"),
        ("nl/pipe", "is not an ordinary file"),
        ("nl/a\0b", "is not the name of a file"),
    ],
)
def test_files_that_are_refused(site: Path, path: str, why: str) -> None:
    said = why_unusable(site / path, site, [site / "_build/html"])
    assert said.startswith(why)
    assert said.endswith(".")
    assert ". " in said  # The remedy.


def test_an_output_around_the_site_hides_none_of_it(site: Path) -> None:
    assert why_unusable(site / "nl/a.txt", site, [site.parent]) == ""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("http://x/a", True),
        ("file:///etc/passwd", True),
        ("FTP://x", True),
        (" https://x", True),
        ("//host/a", True),
        (r"\\host\a", True),
        ("a/b.csv", False),
        ("/a//b", False),
        ("C:/a.csv", False),
        ("a:b.csv", False),
        ("1://x", False),
    ],
)
def test_addresses(name: str, expected: bool) -> None:
    assert is_address(name) is expected


def test_the_line_of_a_setting(tmp_path: Path) -> None:
    conf = tmp_path / "conf.py"
    assert line_of_setting(conf, "a") == 0
    conf.write_text('# a = 1\nab = 2\na = "x"\nb: str = ""\n  c = 1\n')
    assert [line_of_setting(conf, name) for name in "abc"] == [3, 4, 0]
