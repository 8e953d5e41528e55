"""The browser for tests, the audit and screenshots: an installed one, or else a new one.

``python tools/browser.py`` installs one if there is none, and prints its path. A browser counts once
Playwright has shown a page in it. For root on Debian it is Debian's; for anyone else Playwright's, which
needs no rights, but does need libraries that a bare system does not have.
"""

import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
#: These start and draw a page in a third of the time.
WITHOUT_WINDOWS = ("chromium-headless-shell", "chrome-headless-shell", "headless_shell")
WITH_WINDOWS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
# No request leaves this computer, neither from a page nor from the browser itself.
FLAGS = [
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
#: How long to wait for a browser to start, in milliseconds.
PATIENCE = 60_000
#: The second is needed by Playwright's driver, and missing on a bare system.
DEBIAN = ("chromium-headless-shell", "libatomic1")
#: Sizes on a bare system: to download, and on disk.
DEBIAN_SIZE = "165 MB, 560 MB installed"
PLAYWRIGHT_SIZE = "120 MB, 280 MB installed"

Say = Callable[[str], None]


class NoBrowserError(Exception):
    """No browser works here, and none could be installed; the message says why."""


def say_on_stderr(text: str) -> None:
    """Print progress on stderr: stdout is for the result."""
    print(text, file=sys.stderr, flush=True)


@contextmanager
def open_browser(say: Say = say_on_stderr) -> Iterator[tuple[Browser, str]]:
    """Open a browser, installing one first if none works; yields it with the path of its program.

    :param say: called before a download, with what it is and how large
    :raises NoBrowserError: if none can be installed
    """
    try:
        playwright, browser, program = _open()
    except NoBrowserError:
        faults = get_once(say)
        try:
            playwright, browser, program = _open()
        except NoBrowserError as error:
            raise NoBrowserError("; ".join([str(error), *faults])) from None
    try:
        yield browser, program
    finally:
        browser.close()
        playwright.stop()


def _open() -> tuple[Playwright, Browser, str]:
    try:
        playwright = sync_playwright().start()
    except Exception:  # Playwright raises a plain exception when its driver ends at once.
        done = _run(sys.executable, "-m", "playwright", "--version")
        raise NoBrowserError(f"Playwright does not start ({_reason(done.stderr)})") from None
    why = "none is installed"
    flags = FLAGS + (["--no-sandbox"] if _is_root() else [])
    for program in _programs(playwright):
        try:
            browser = playwright.chromium.launch(
                executable_path=program, args=flags, timeout=PATIENCE
            )
            with browser.new_page() as page:
                page.goto("data:text/html,<title>works</title>")
                page.title()
        except Error as error:
            why = f"{program} does not work ({_reason(error.message)})"
        else:
            return playwright, browser, program
    playwright.stop()
    raise NoBrowserError(why)


def _programs(playwright: Playwright) -> Iterator[str]:
    """Every program that may be a browser, fast ones first."""
    own = Path(playwright.chromium.executable_path)
    folder = own.parents[1].name.replace("chromium", "chromium_headless_shell", 1)
    shells = map(str, own.parents[2].glob(f"{folder}/*/*headless?shell*"))
    return filter(None, map(shutil.which, [*WITHOUT_WINDOWS, *shells, *WITH_WINDOWS, str(own)]))


def get_once(say: Say) -> list[str]:
    """Install a browser: one process of a test run does so while the others wait.

    Returns what went wrong.
    """
    import fcntl

    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    path = ROOT / "_build" / "browser.lock"
    path.parent.mkdir(exist_ok=True)
    with path.open("a+", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.seek(0)
        got_by, *faults = lock.read().splitlines() or [""]
        if got_by != run:
            faults = list(get(say))
            lock.truncate(0)
            lock.write("\n".join([run, *faults]))
    return faults


def get(say: Say) -> Iterator[str]:
    """Install a browser, and what Playwright needs; yields what went wrong."""
    rights = administrator()
    if rights is not None and shutil.which("apt-get"):
        say(f"Installing Debian's {' and '.join(DEBIAN)} (about {DEBIAN_SIZE}) …")
        apt = [*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet", "--yes"]
        _run(*apt, "update")
        # Other systems than Debian only have the library.
        for package in reversed(DEBIAN):
            done = _run(*apt, "install", "--no-install-recommends", package)
        if not done.returncode:
            return
        yield f"apt-get: {_reason(done.stderr + done.stdout)}"
    if _run(sys.executable, "-m", "playwright", "--version").returncode:
        return
    say(
        f"Downloading Playwright's headless Chromium, unless it is already there (about {PLAYWRIGHT_SIZE}) …"
    )
    libraries = ["--with-deps"] if rights == [] else []
    install = [sys.executable, "-m", "playwright", "install", *libraries, "--only-shell"]
    done = _run(*install, "chromium")
    if done.returncode:
        yield f"Playwright's Chromium cannot be downloaded ({_reason(done.stderr + done.stdout)})"


def administrator() -> list[str] | None:
    """The prefix for a command that needs administrator rights; None if there are none.

    Only continuous integration uses ``sudo`` without asking.
    """
    if _is_root():
        return []
    sudo = ["sudo", "-n"]
    if os.environ.get("CI") and shutil.which("sudo") and not _run(*sudo, "true").returncode:
        return sudo
    return None


def remedy() -> str:
    """What an administrator can do."""
    try:
        system = platform.freedesktop_os_release()["ID"]
    except (OSError, KeyError):
        system = ""
    if system == "debian":
        return f"apt-get install --no-install-recommends {' '.join(DEBIAN)}"
    if shutil.which("apt-get"):
        return "apt-get install libatomic1 && .venv/bin/python -m playwright install-deps chromium"
    return "install Chromium, Chrome or Edge, and the library libatomic"


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _reason(said: str) -> str:
    """The line of a program's words that says why it failed."""
    lines = [line.strip() for line in said.splitlines() if line.strip()] or ["it gives no reason"]
    telling = [line for line in lines if re.search(r"error while loading|^E(rror)?: ", line)]
    return re.sub(r"^.*error while loading shared libraries: ", "", (telling or lines)[0])


def main() -> None:
    """Print which browser is used."""
    try:
        with open_browser() as (_, program):
            print(program)
    except NoBrowserError as error:
        sys.exit(f"No browser: {error}.\nFor an administrator: {remedy()}")


if __name__ == "__main__":
    main()
