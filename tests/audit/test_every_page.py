"""Every page of the site, by the checks of ``make audit``: as written, and in a real browser."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.conftest import Built, copy_of_the_site, there
from tools.audit import check_files, check_in_browser
from tools.auditing import serving
from tools.auditing.budgets import VISITS, check_visit, pages_of
from tools.auditing.in_browser import visit
from tools.serve import served

#: A site weighs more where it knows its address: the links that must be complete.
ADDRESS = "https://portal.example.org/"


@pytest.fixture(scope="module")
def site(build_site: Callable[..., Built]) -> Built:
    """Return the site as a host builds it."""
    return there(build_site("dirhtml", "-D", "language=en", READTHEDOCS_CANONICAL_URL=ADDRESS))


@pytest.fixture(scope="module")
def address(site: Built) -> Iterator[str]:
    with served(site.folder, serving.__file__) as address:
        yield address


def test_both_languages_the_root_and_the_page_not_found_are_looked_at(site: Built) -> None:
    pages = pages_of(site.folder)
    dutch = [page for page in pages if page.startswith("/nl/")]
    english = [page for page in pages if page.startswith("/en/")]
    lost = {"/404.html", "/en/404.html"}
    assert len(dutch) == len(set(english) - lost) >= 8
    assert {"/", *lost} <= set(pages)


def test_html_and_policy(site: Built) -> None:
    faults = check_files(site.folder, pages_of(site.folder))
    assert not faults, "\n".join(map(str, faults))


@pytest.mark.parametrize(
    ("thorough", "runs"), [(False, 2), pytest.param(True, 9, marks=pytest.mark.exhaustive)]
)
def test_weight_requests_console_policy_axe_text_and_targets(
    site: Built, browser: Browser, address: str, thorough: bool, runs: int
) -> None:
    pages = pages_of(site.folder)
    looked, faults = check_in_browser(site.folder, pages, browser, address, thorough=thorough)
    assert not faults, "\n".join(map(str, faults))
    assert all(one.weight.words > 1000 and one.runs == runs for one in looked)


@pytest.mark.parametrize("addresses", VISITS)
def test_a_visit_shares_sheets_scripts_and_fonts(
    browser: Browser, address: str, addresses: tuple[str, ...]
) -> None:
    whole = visit(browser, address, addresses)
    assert not list(check_visit(addresses, whole))
    assert whole < sum(visit(browser, address, [one]) for one in addresses)


def test_texts_for_partners_that_have_none_yet_break_nothing(
    build_site: Callable[..., Built], browser: Browser, tmp_path: Path
) -> None:
    source = copy_of_the_site(tmp_path / "site")
    page = source / "nl" / "partners.md"
    text = page.read_text(encoding="utf-8")
    # The longest text with figures stands in for those to come.
    bodies = re.findall(r"(?s)\n:place: [^\n]*\n(?::holds: [^\n]*\n)?(\n.*?)\n:::\n", text)
    body = max(bodies, key=len)
    assert "{collections}" in body
    for key in ("umons", "uliege", "uclouvain"):
        head = re.compile(rf":key: {key}\n:ror: .*\n:place: .*\n")
        (short,) = head.findall(text)
        text = text.replace(short, f"{short}:holds: animals earth\n{body}\n")
    page.write_text(text, encoding="utf-8")
    site = there(build_site("dirhtml", source=source))
    pages = ["/nl/", "/en/", "/nl/partners/", "/en/partners/"]
    assert not check_files(site.folder, pages)
    with served(site.folder, serving.__file__) as address:
        _, faults = check_in_browser(site.folder, pages, browser, address, thorough=False)
    assert not faults, "\n".join(map(str, faults))
    shown = (site.folder / "nl" / "partners" / "index.html").read_text(encoding="utf-8")
    assert shown.count('class="vsc-collections"') == text.count("{collections}")
