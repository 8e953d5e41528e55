"""`make live`: a saved file shows at once, with what is reported of it and the messages of a translated page."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import pytest
from playwright.sync_api import Browser

from tests.conftest import wait_until

ROOT = Path(__file__).parents[2]


def test_each_text_names_its_line_of_the_catalog(frame: Callable[..., Any], soup: Callable) -> None:
    app = frame(site_show_messages=True)
    app.build()
    page = soup(app, "en/index.html")
    source = page.h1["data-message"]
    path, _, line = source.partition(":")
    lines = (Path(app.srcdir) / path).read_text(encoding="utf-8").splitlines()
    assert lines[int(line) - 1] == 'msgstr "Welcome"'
    panel = page.select_one(".vsc-live")
    assert panel.code.get_text() == "locales/en/LC_MESSAGES/index.po"
    assert not soup(app, "nl/index.html").select("[data-message], .vsc-live")
    assert soup(app, "index.html").select("script[src='/live.js']")


def test_the_published_site_says_nothing_of_it(frame: Callable[..., Any], soup: Callable) -> None:
    app = frame()
    app.build()
    page = soup(app, "en/index.html")
    assert not page.select(
        "[data-message], .vsc-live, [data-vsc-build], [href*='live'], [src*='live']"
    )


def test_a_port_that_is_taken_is_said_in_a_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = str(taken.getsockname()[1])
        command = [sys.executable, "tools/live.py", "--port", port]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(f"Port {port}: ")
    assert done.stderr.count("\n") == 1


@pytest.fixture
def live(rootdir: Path, tmp_path: Path) -> Iterator[tuple[Path, str, IO[str]]]:
    """Run `make live` on the small site; return its folder, its address, and what it prints from there on."""
    site = shutil.copytree(rootdir / "test-frame", tmp_path / "site")
    command = [sys.executable, "-u", "tools/live.py", "--port", "0", "--source", str(site), "-j2"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "A preview makes no use of -j2.\n"
            assert process.stdout.readline().startswith("Building the site… ")
            yield site, process.stdout.readline().partition(" shows the site")[0], process.stdout
        finally:
            process.terminate()


def save(path: Path, text: str) -> None:
    """Save a file at once, as editors do: no build can see half of it."""
    scratch = path.with_name(f".{path.name}")
    scratch.write_text(text, encoding="utf-8")
    scratch.replace(path)


def append(path: Path, text: str) -> str:
    before = path.read_text(encoding="utf-8")
    save(path, before + text)
    return before


def read_until(printed: IO[str], pattern: str) -> str:
    """Read what is printed up to a line of this *pattern*."""
    return next(line for line in printed if re.fullmatch(pattern, line.rstrip("\n")))


REPORTS = (
    "[...document.querySelectorAll('.vsc-build:not([hidden]) li')].map(one => one.textContent)"
)


def test_a_saved_file_shows_at_once_in_both_languages_with_its_reports(
    live: tuple[Path, str, IO[str]], browser: Browser
) -> None:
    site, address, printed = live
    with browser.new_context() as context:
        written, made = context.new_page(), context.new_page()
        errors: list[str] = []
        for page in (written, made):
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.on("dialog", lambda dialog: errors.append(dialog.message))
        written.goto(f"{address}nl/partners/")
        made.goto(f"{address}en/partners/")
        fault = "[Nieuw](nergens.md) {ref}`<img src=x onerror=alert(1)>`"
        before = append(site / "nl/partners.md", f"\n{fault}\n")
        for page in (written, made):
            wait_until(page, "document.querySelector('article')?.textContent.includes('Nieuw')")
            wait_until(page, f"{REPORTS}.length === 2")
            assert "<img src=x onerror=alert(1)>" in "".join(page.evaluate(REPORTS))
            assert not page.query_selector(".vsc-build img")
        read_until(printed, r"Building nl/partners.md… [\d.]+ seconds, 2 reports:")
        assert printed.readline().startswith("  nl/partners.md:")

        # Another file: what is still wrong elsewhere stays known, though that page has not changed.
        made.goto(f"{address}en/")
        path = site / "locales/en/LC_MESSAGES/index.po"
        save(path, path.read_text("utf-8").replace("Welcome", "Welcome, all"))
        wait_until(made, "document.querySelector('h1')?.textContent.startsWith('Welcome, all')")
        wait_until(made, "document.querySelector('.vsc-build p')?.textContent.includes(': 2.')")
        save(site / "nl/partners.md", before)
        read_until(printed, r"Building nl/partners.md… [\d.]+ seconds, nothing to report\.")
        for page in (written, made):
            wait_until(page, "document.querySelector('.vsc-build')?.hidden === true")

        # What ends a build is said on every page, and the next one goes on.
        before = append(site / "conf.py", "site_languages = []\n")
        wait_until(made, f"{REPORTS}.join().startsWith('The build failed: site_languages in conf')")
        save(site / "conf.py", before)
        read_until(printed, r"Building conf.py… [\d.]+ seconds, nothing to report\.")
        wait_until(made, "document.querySelector('.vsc-build')?.hidden === true")
        assert errors == []


def test_new_code_is_loaded_and_what_was_reported_is_reported_again(
    live: tuple[Path, str, IO[str]],
) -> None:
    site, _, printed = live
    append(site / "nl/partners.md", "\n[](nergens.md)\n")
    read_until(printed, r"Building nl/partners.md… [\d.]+ seconds, 1 report:")
    (said := printed.readline()).index("nl/partners.md")
    (site / "code.py").touch()
    read_until(printed, "A preview makes no use of -j2.")
    read_until(printed, r"Building the site… [\d.]+ seconds, 1 report:")
    assert printed.readline() == said
