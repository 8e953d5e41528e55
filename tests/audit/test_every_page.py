"""Every page of the site, by the checks of ``make audit``: as written, and in a real browser."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.conftest import Built, there
from tools.audit import check_files, check_in_browser
from tools.auditing import serving
from tools.auditing.budgets import pages_of
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
