"""The real pages with figures of GBIF, invented ones: in a browser, in both languages."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.stretched import STICKS_OUT
from tests.conftest import Built, there
from tests.gbif.standin.others import scope_of_the_site
from tests.gbif.test_snapshot import VALUES
from tools.serve import served

ADDRESSES = {"nl": "/nl/data-gebruiken/", "en": "/en/data/"}
BuildSite = Callable[..., Built]


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file about the data sets of the site, one of them with words that are very long."""
    (pattern,) = VALUES["datasets"]
    datasets = [
        {**pattern, "key": key, "title": f"Invented {key}", "specimens": 1000 + number}
        for number, key in enumerate(scope_of_the_site())
    ]
    datasets[2] |= {
        "title": "Zorvelgembrunz" * 20,
        "citation": "Zorvelgembrunz" * 40,
        "doi": "10.5072/" + "zorvelgem" * 20,
        "licence": "https://licences.invalid/" + "zorvelgem" * 20,
    }
    values = {**VALUES, "datasets": datasets}
    values["specimens"] = sum(dataset["specimens"] for dataset in datasets)
    path = tmp_path_factory.mktemp("data") / "gbif.json"
    path.write_text(json.dumps(values, indent=2), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def with_figures(build_site: BuildSite, figures: Path) -> Built:
    return there(build_site("dirhtml", "-j2", "-D", f"gbif_snapshot={figures}"))


@pytest.fixture(scope="module")
def site_url(with_figures: Built) -> Iterator[str]:
    with served(with_figures.folder) as address:
        yield address


def test_the_site_builds_with_figures_and_without(with_figures: Built, built_site: Built) -> None:
    assert (with_figures.returncode, with_figures.warnings) == (0, "")
    for language, address in ADDRESSES.items():
        page = f"{address.strip('/')}/index.html"
        assert len(with_figures.soup(page).select(".vsc-figures__dataset")) == 8, language


def test_only_pages_with_figures_differ(with_figures: Built, build_site: BuildSite) -> None:
    without = there(build_site("dirhtml", "-j1", "-D", "gbif_snapshot=data/none.json"))
    differ = {
        path
        for path, content in with_figures.files.items()
        # The search of the site finds the data sets, and these pages have a sheet of their own.
        if content != without.files.get(path)
        and not path.startswith(("pagefind/", "_static/site."))
    }
    assert differ == {f"{address.strip('/')}/index.html" for address in ADDRESSES.values()}
    assert "There is no data/none.json" in without.log


@pytest.mark.exhaustive  # Without figures: tests/site/test_build.py
def test_one_process_builds_the_same(
    with_figures: Built, build_site: BuildSite, figures: Path
) -> None:
    serial = there(build_site("dirhtml", "-j1", "-D", f"gbif_snapshot={figures}"))
    assert serial.files == with_figures.files


def test_each_language_has_its_words_numbers_and_date(visit: Callable[..., Page]) -> None:
    page = visit(viewport={"width": 1280, "height": 800})
    page.goto(ADDRESSES["nl"])
    assert page.locator(".vsc-figures dd").first.inner_text() == "1.000"
    assert "29 februari 2024" in page.locator(".vsc-figures__date").inner_text()
    assert page.locator(".vsc-figures dt").all_inner_texts()[:3] == [
        "Records",
        "Met een foto",
        "Licentie",
    ]
    assert page.get_by_text("Dit zijn de datasets").count() == 1
    page.goto(ADDRESSES["en"])
    assert page.locator(".vsc-figures dd").first.inner_text() == "1,000"
    assert "29 February 2024" in page.locator(".vsc-figures__date").inner_text()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_sticks_out(visit: Callable[..., Page], width: int, faults: list[str]) -> None:
    page = visit(viewport={"width": width, "height": 800})
    for address in ADDRESSES.values():
        page.goto(address)
        faults += page.evaluate(STICKS_OUT)
    assert not faults


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(visit: Callable[..., Page], scheme: str, faults: list[str]) -> None:
    page = visit(color_scheme=scheme, viewport={"width": 390, "height": 800})
    for address in ADDRESSES.values():
        page.goto(address)
        for violation in Axe().run(page).response["violations"]:
            faults += [f"{violation['id']}: {node['html']}" for node in violation["nodes"]]
    assert not faults


def test_search_engines_learn_of_the_data_sets(with_figures: Built) -> None:
    for language, address in ADDRESSES.items():
        page = with_figures.soup(f"{address.strip('/')}/index.html")
        data = json.loads(page.select_one('script[type="application/ld+json"]').string)
        (catalogue,) = [one for one in data["@graph"] if one["@type"] == "DataCatalog"]
        assert len(catalogue["dataset"]) == 8, language
        first = catalogue["dataset"][0]
        assert first["license"].startswith("http")
        assert (
            first["@id"] == first["identifier"] == f"https://doi.org/{VALUES['datasets'][0]['doi']}"
        )
        assert all(value for one in catalogue["dataset"] for value in one.values())
