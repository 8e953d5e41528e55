"""The browser of the tests: find the one that is there, or install one.

``python tools/browser.py find|ensure|install``: `ensure` installs one if `CI` is set, and else
says what to do.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = (
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
ADVICE = "The tests need Chromium, Chrome or Edge, and none was found: run `make browser` once."


def works(path: str) -> bool:
    """Whether the program starts: a name may be there without a browser behind it."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def playwright_browser() -> str:
    """Where Playwright keeps the Chromium that it has installed, or would."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def find() -> str | None:
    """Return the program of a browser that works, or None."""
    for name in NAMES:
        path = shutil.which(name)
        if path and works(path):
            return path
    path = playwright_browser()
    return path if Path(path).exists() else None


def install_by_apt() -> None:
    """Install Debian's Chromium, where there is apt and the right to use it without a question."""
    if not shutil.which("apt-get"):
        return
    if os.geteuid() == 0:
        may = []
    elif (
        shutil.which("sudo") and not subprocess.run(["sudo", "-n", "true"], check=False).returncode
    ):
        may = ["sudo", "-n"]
    else:
        return
    apt = [*may, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--yes"]
    install = [*apt, "install", "--no-install-recommends", "chromium"]
    if subprocess.run(install, check=False).returncode:
        subprocess.run([*apt, "update"], check=False)
        subprocess.run(install, check=False)


def install() -> str | None:
    """Install a browser unless there is one; return its program."""
    if path := find():
        return path
    install_by_apt()
    if path := find():
        return path
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    return find()


def main() -> None:
    """Do what the command line asks."""
    verb = sys.argv[1] if len(sys.argv) == 2 else ""
    if verb not in {"find", "ensure", "install"}:
        sys.exit(__doc__)
    if verb == "install" or (verb == "ensure" and os.environ.get("CI")):
        path = install()
        advice = "No browser could be installed: install Chromium, Chrome or Edge by hand."
    else:
        path = find()
        advice = ADVICE
    if path is None:
        sys.exit(advice)
    if verb != "ensure":
        print(path)


if __name__ == "__main__":
    main()
