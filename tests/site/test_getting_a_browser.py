"""The browser of the tests is got where it is missing; where none can be had, the run says so."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import NO_BROWSER, ROOT, clean_environment
from tools import browser

ALONE = ("-m", "pytest", "-p", "no:cacheprovider", "tests/browser/test_tables.py")
NO_DRIVER = {"PLAYWRIGHT_NODEJS_PATH": "/not/there"}


def run(bare: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python where no other program can be found, and no browser of Playwright's."""
    kept = {name: value for name, value in clean_environment().items() if name != "CI"}
    kept |= {"PATH": str(bare), "PLAYWRIGHT_BROWSERS_PATH": str(bare / "none")}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("options", "environment", "status"), [((), {}, 0), (("--numprocesses=1",), {"CI": "true"}, 1)]
)
def test_without_a_browser_its_tests_are_skipped_by_name(
    tmp_path: Path, options: tuple[str, ...], environment: dict[str, str], status: int
) -> None:
    done = run(tmp_path, *ALONE, *options, **NO_DRIVER, **environment)
    assert done.returncode == status
    *_, last = done.stdout.splitlines()
    assert last.startswith("2 tests were skipped for want of a browser: Playwright does not start")
    assert last.endswith(browser.remedy())
    name = "tests/browser/test_tables.py: test_tables_stay_tables_on_a_narrow_screen"
    assert done.stdout.count(f"Skipped without a browser: {name}\n") == 1


def test_tests_that_need_no_browser_ask_for_none() -> None:
    done = subprocess.run(["make", "-n", "test"], cwd=ROOT, capture_output=True, text=True)
    assert "-m pytest" in done.stdout
    assert "browser" not in done.stdout


def test_a_program_that_shows_no_page_is_no_browser(tmp_path: Path) -> None:
    starts = subprocess.run([sys.executable, "-m", "playwright", "--version"], capture_output=True)
    if starts.returncode:
        pytest.skip(f"{NO_BROWSER}Playwright does not start, which would try it")
    program = tmp_path / "chromium-headless-shell"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    got_nothing = "from tools import browser; browser.get = lambda say: []; browser.main()"
    done = run(tmp_path, "-c", got_nothing)
    assert done.returncode == 1
    assert f"No browser: {program} does not work" in done.stderr
    assert done.stderr.splitlines()[-1] == f"For an administrator: {browser.remedy()}"


APT = ["update", "install libatomic1", "install chromium-headless-shell"]
OWN = ["playwright --version", "playwright install --only-shell chromium"]


@pytest.mark.parametrize(
    ("programs", "root", "ci", "failing", "expected"),
    [
        ("apt-get", True, "", "", APT),
        ("apt-get", True, "", "headless", [*APT, OWN[0], "playwright install --with-deps"]),
        ("apt-get sudo", False, "", "", OWN),
        ("apt-get sudo", False, "true", "", ["sudo -n true", *APT]),
        ("apt-get sudo", False, "true", "sudo", ["sudo -n true", *OWN]),
        ("", False, "", "--version", OWN[:1]),
        ("", True, "", "", [OWN[0], "playwright install --with-deps"]),
    ],
)
def test_who_gets_which_browser(
    monkeypatch: pytest.MonkeyPatch,
    programs: str,
    root: bool,
    ci: str,
    failing: str,
    expected: list[str],
) -> None:
    commands, said = [], []

    def note(*command: str) -> subprocess.CompletedProcess[str]:
        commands.append(" ".join(command))
        status = int(bool(failing) and failing in commands[-1])
        return subprocess.CompletedProcess(command, status, "", "E: No.\n")

    monkeypatch.setattr(browser, "_run", note)
    monkeypatch.setattr(browser, "_is_root", lambda: root)
    monkeypatch.setattr(browser.shutil, "which", lambda name: name in programs.split())
    monkeypatch.setenv("CI", ci)
    faults = list(browser.get(said.append))
    assert len(commands) == len(expected)
    for command, words in zip(commands, expected, strict=True):
        assert all(word in command for word in words.split()), command
    assert all("MB" in text for text in said)
    assert len(faults) == ("headless" in failing)


def test_one_process_of_a_run_gets_it_for_all(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    got = []
    monkeypatch.setattr(browser, "ROOT", tmp_path)
    monkeypatch.setattr(browser, "get", lambda say: [got.append(1) or "apt-get: No."])
    for name, times in [("one", 1), ("one", 1), ("two", 2)]:
        monkeypatch.setenv("PYTEST_XDIST_TESTRUNUID", name)
        assert browser.get_once(print) == ["apt-get: No."]
        assert len(got) == times
