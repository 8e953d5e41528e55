"""Audit every page of a built site: weight, requests, policy, HTML, accessibility.

``python tools/audit.py _build/audit [--write docs/audit.md]`` ends with the page and rule of each fault,
and lists what it could not run. The site must be built for the root of a host.
"""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import Browser

from tools.auditing import serving
from tools.auditing.budgets import (
    VISITS,
    check_policy,
    check_visit,
    check_weight,
    file_of,
    pages_of,
    policies,
)
from tools.auditing.faults import Fault, Looked
from tools.auditing.in_browser import axe_version, look, visit
from tools.auditing.markup import check_markup
from tools.auditing.programs import check_nu, lighthouse, nu_checker, run_lighthouse
from tools.auditing.report import Found, report
from tools.browser import open_browser
from tools.serve import served

LAST = "## The last audit\n"


def check_files(folder: Path, pages: Iterable[str]) -> list[Fault]:
    """What is wrong with pages as written."""
    sent = policies(folder)
    faults: list[Fault] = []
    for page in pages:
        text = file_of(folder, page).read_text(encoding="utf-8")
        faults += check_markup(page, text)
        faults += check_policy(page, text, sent)
    return faults


def check_in_browser(
    folder: Path, pages: Iterable[str], browser: Browser, site: str, thorough: bool = True
) -> tuple[list[Looked], list[Fault]]:
    """Look at pages in the browser, served at *site*: what was seen, and what is wrong."""
    looked: list[Looked] = []
    faults: list[Fault] = []
    for page in pages:
        one = look(browser, site, page, thorough)
        text = file_of(folder, page).read_text(encoding="utf-8")
        faults += [*one.faults, *check_weight(one.weight, text)]
        looked.append(one)
        if thorough:
            print(f"{page}: {one.weight.words} bytes", file=sys.stderr, flush=True)
    return looked, faults


def audit(folder: Path) -> tuple[list[Fault], str]:
    """Audit all pages: the faults, and a report in Markdown."""
    pages = pages_of(folder)
    faults = check_files(folder, pages)
    left_out = []
    nu, about_nu = nu_checker()
    if nu:
        faults += check_nu(folder, pages, nu)
    else:
        left_out.append(f"the Nu HTML checker: {about_nu}")
    scores: dict[str, dict[str, float]] = {}
    with served(folder, serving.__file__) as site, open_browser() as (browser, program):
        looked, seen = check_in_browser(folder, pages, browser, site)
        visits = {addresses: visit(browser, site, addresses) for addresses in VISITS}
        faults += [*seen, *(fault for one in visits.items() for fault in check_visit(*one))]
        versions = [f"Chromium {browser.version}", f"axe {axe_version()}"]
        measure, about = lighthouse()
        if measure:
            scores = run_lighthouse(site, measure, program)
            versions.append(f"Lighthouse {about}")
        else:
            left_out.append(f"Lighthouse: {about}")
    if nu:
        versions.append(f"the Nu HTML checker {about_nu}")
    return faults, report(Found(looked, len(faults), versions, left_out, scores, visits))


def main() -> None:
    """Audit, report, and end with an error if a page breaks a rule."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="folder of the built site")
    parser.add_argument(
        "--write", type=Path, help="document to write the report into, as its last part"
    )
    arguments = parser.parse_args()
    faults, found = audit(arguments.folder)
    print(found)
    if arguments.write:
        head = arguments.write.read_text(encoding="utf-8").partition(LAST)[0]
        arguments.write.write_text(f"{head}{LAST}\n{found}", encoding="utf-8")
    for fault in sorted(faults):
        print(fault, file=sys.stderr)
    if faults:
        sys.exit(f"{len(faults)} faults on {len({fault.page for fault in faults})} pages")


if __name__ == "__main__":
    main()
