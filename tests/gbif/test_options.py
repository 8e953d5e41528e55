"""What an editor chooses for a search page."""

import json
from collections.abc import Callable

import pytest
from sphinx.errors import ConfigError

from ext.gbif.hosts import read_host
from ext.gbif.kinds import KINDS
from ext.gbif.options import read_choice
from tests.components.conftest import Result, Site

KEY = "b740eaa0-0679-41dc-acb7-990d562dfa37"


def settings(page: Result) -> dict[str, object]:
    found: dict[str, object] = json.loads(str(page.find(".vsc-search")["data-settings"]))
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_without_options_everything_usual_is_offered(kind: str) -> None:
    choice, faults = read_choice(kind, {})
    assert faults == []
    assert choice.narrowing == ()
    assert choice.fields == tuple(KINDS[kind].fields)
    assert set(choice.facets) <= set(KINDS[kind].facets)
    assert choice.columns[0] == KINDS[kind].columns[0]


def test_options_choose() -> None:
    options = {
        "scope": "kingdomKey=5 typeStatus=Holotype,Isotype",
        "fields": "words, number",
        "facets": "country type",
        "columns": "date",
        "views": "gallery list",
    }
    choice, faults = read_choice("specimens", options)
    assert faults == []
    assert choice.narrowing == (
        ("kingdomKey", "5"),
        ("typeStatus", "Holotype"),
        ("typeStatus", "Isotype"),
    )
    assert choice.fields == ("words", "number")
    assert choice.facets == ("country", "type")
    assert choice.columns == ("name", "date"), "a result has its name"
    assert choice.views == ("gallery", "list")


def test_facets_can_be_left_out() -> None:
    assert read_choice("specimens", {"facets": "none"})[0].facets == ()


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        ({"facets": "countri"}, "There is no 'countri' for 'facets'; did you mean 'country'?"),
        (
            {"views": "globe"},
            "There is no 'globe' for 'views'; use one of gallery, list, map, overview.",
        ),
        ({"scope": "country=BE sort=year"}, "There is no 'sort' for 'scope'; "),
        ({"scope": "country"}, "'country' in 'scope' should look like "),
        ({"scope": "country=BE&q=x"}, "'country=BE&q=x' in 'scope' should look like "),
        (
            {"scope": "taxonKey=5", "fields": "words taxon"},
            "'taxonKey' in the scope cannot be combined with the field 'taxon'",
        ),
    ],
)
def test_a_wrong_option_is_named_and_the_rest_is_used(options: dict[str, str], fault: str) -> None:
    choice, faults = read_choice("specimens", options)
    assert len(faults) == 1
    assert faults[0].startswith(fault)
    assert choice.views
    assert choice.facets
    assert "taxon" not in choice.fields or "taxonKey" not in dict(choice.narrowing)


def test_the_page_is_told(build: Callable[..., Result]) -> None:
    page = build(
        "# Zoek\n\n```{gbif-search} specimens\n:scope: kingdomKey=5\n:facets: country\n"
        ":columns: name date\n:views: list\n```\n"
    )
    told = settings(page)
    assert told["scope"] == {"datasetKey": [KEY], "kingdomKey": ["5"]}
    assert told["facets"] == {"country": "country"}
    assert told["columns"] == ["name", "date"]
    assert told["api"] == "https://api.gbif.org"
    assert told["tiles"] == "https://tile.gbif.org"
    assert ("kingdomKey", "5") in [
        (field["name"], field["value"])
        for field in page.soup().select("form")[0].select("[type=hidden]")
    ]
    assert len(page.soup().select("[data-part^=facet-]")) == 1
    assert page.soup().select("a[data-view]") == []


def test_a_data_set_in_the_scope_takes_the_place_of_the_sites(build: Callable[..., Result]) -> None:
    other = "0310b080-ec4b-11dc-b73e-b8a03c50a862"
    page = build(f"# Zoek\n\n```{{gbif-search}} specimens\n:scope: datasetKey={other}\n```\n")
    assert settings(page)["scope"] == {"datasetKey": [other]}


def test_a_fault_has_its_place(site: Site) -> None:
    text = "# Zoek\n\n```{gbif-search} specimens\n:views: globe\n```\n"
    (warning,) = site.build(text).warnings
    assert warning.startswith("nl/page.md:3: WARNING: There is no 'globe' for 'views';")
    assert warning.endswith("and the values of each. [gbif.options]")


def test_a_page_has_one_search(site: Site) -> None:
    twice = "```{gbif-search} specimens\n```\n\n```{gbif-search} literature\n```\n"
    page = site.build(f"# Zoek\n\n{twice}")
    assert [line.partition(" Write ")[0] for line in page.warnings] == [
        "nl/page.md:6: WARNING: A page can have only one search: remove one of them."
    ]
    assert len(page.soup().select(".vsc-search")) == 1


def test_the_script_is_on_pages_with_a_search_alone(site: Site) -> None:
    site.write("nl/other.md", "# Anders\n")
    page = site.build("# Zoek\n\n```{gbif-search} specimens\n```\n")
    assert len(page.soup().select("script[src*='js/gbif/search.js'][type=module]")) == 1
    assert page.soup("nl/other.html").select("script[src*=gbif]") == []


@pytest.mark.parametrize("value", ["api.gbif.org", "ftp://x", "https://a/b", "https://a?b", ""])
def test_what_is_no_host_is_refused(value: str, site: Site) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_host(value)
    with pytest.raises(ConfigError, match=r"gbif_api in conf\.py is wrong"):
        site.build("# Zoek\n", gbif_api=value)
