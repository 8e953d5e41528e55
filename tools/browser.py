"""The browser of the tests, the audit and the screenshots: the one that is there, or else get one.

``python tools/browser.py`` gets one where there is none, and says which it is. A browser counts once
Playwright has shown a page in it. Root on Debian gets Debian's; everybody else Playwright's, which
takes no rights, but needs libraries that a bare system lacks.
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
#: Start and draw a page in a third of the time.
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
# No request leaves this computer, whether a page makes it or the browser of its own accord.
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
#: For a browser that does not start, in milliseconds.
PATIENCE = 60_000
#: The second is what Playwright's driver needs and a bare system lacks.
DEBIAN = ("chromium-headless-shell", "libatomic1")
#: Sizes on a bare system: download, and on the disk.
DEBIAN_SIZE = "165 MB, 560 MB installed"
PLAYWRIGHT_SIZE = "120 MB, 280 MB installed"

Say = Callable[[str], None]


class NoBrowserError(Exception):
    """No browser works here, and none could be had: why."""


def say_on_stderr(text: str) -> None:
    """Print what is being done: stdout is for the result."""
    print(text, file=sys.stderr, flush=True)


@contextmanager
def open_browser(say: Say = say_on_stderr) -> Iterator[tuple[Browser, str]]:
    """Open a browser, and get one first where none works; its program comes with it.

    :param say: called before anything is downloaded, with what and how large it is
    :raises NoBrowserError: where none can be had
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
    except (
        Exception
    ):  # What Playwright raises when its driver ends at once has no class of its own.
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
    """Get a browser: one process of a run of the tests does so, the others wait for it.

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
    """Install a browser, and what Playwright needs; yield what went wrong."""
    rights = administrator()
    if rights is not None and shutil.which("apt-get"):
        say(f"Installing Debian's {' and '.join(DEBIAN)} (about {DEBIAN_SIZE}) …")
        apt = [*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet", "--yes"]
        _run(*apt, "update")
        # Elsewhere than on Debian there is the library alone.
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
    """What comes before a command that needs every right; None if that cannot be had.

    Only continuous integration uses ``sudo`` without a question.
    """
    if _is_root():
        return []
    sudo = ["sudo", "-n"]
    if os.environ.get("CI") and shutil.which("sudo") and not _run(*sudo, "true").returncode:
        return sudo
    return None


def remedy() -> str:
    """What an administrator may do."""
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
    """Say which browser there is."""
    try:
        with open_browser() as (_, program):
            print(program)
    except NoBrowserError as error:
        sys.exit(f"No browser: {error}.\nFor an administrator: {remedy()}")


if __name__ == "__main__":
    main()
