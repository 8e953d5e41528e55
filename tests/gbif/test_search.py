"""Search forms: native, within the scope, without a script."""

from collections.abc import Callable

import pytest
from bs4 import Tag
from sphinx.errors import ConfigError

from tests.components.conftest import Result, Site

Build = Callable[..., Result]
KEY = "b740eaa0-0679-41dc-acb7-990d562dfa37"


def fields(form: Tag) -> list[tuple[str, str]]:
    return [
        (str(field["name"]), str(field.get("value", ""))) for field in form.select("input[name]")
    ]


@pytest.mark.parametrize(
    ("kind", "action", "expected"),
    [
        (
            "literature",
            "https://www.gbif.org/resource/search",
            [("contentType", "literature"), ("gbifDatasetKey", KEY), ("q", "")],
        ),
        ("publishers", "https://www.gbif.org/publisher/search", [("country", "BE"), ("q", "")]),
        (
            "institutions",
            "https://scientific-collections.gbif.org/institution/search",
            [("country", "BE"), ("active", "true"), ("q", "")],
        ),
    ],
)
def test_a_form_hands_over_to_gbif_within_the_scope(
    build: Build, kind: str, action: str, expected: list[tuple[str, str]]
) -> None:
    form = build(f"# Zoek\n\n```{{gbif-search}} {kind}\n```\n").find("form.vsc-search__form")
    assert (form["action"], form["method"]) == (action, "get")
    assert fields(form) == expected


def test_specimens_are_found_by_words_kind_picture_or_number(build: Build) -> None:
    page = build("# Zoek\n\n```{gbif-search} specimens\n```\n")
    by_words, by_number = page.soup().select("form.vsc-search__form")
    assert fields(by_words) == [
        ("datasetKey", KEY),
        ("q", ""),
        ("basisOfRecord", "PRESERVED_SPECIMEN"),
        ("basisOfRecord", "FOSSIL_SPECIMEN"),
        ("basisOfRecord", "LIVING_SPECIMEN"),
        ("basisOfRecord", "MATERIAL_SAMPLE"),
        ("mediaType", "StillImage"),
        ("typeStatus", "any"),
    ]
    # Only the script knows what that stands for.
    assert by_words.select(".vsc-scripted [name=typeStatus]")
    assert fields(by_number) == [("datasetKey", KEY), ("catalogNumber", "")]
    assert by_number.select("input[required]")[0]["name"] == "catalogNumber"


def test_every_control_has_a_label_and_there_is_no_script(build: Build) -> None:
    page = build("# Zoek\n\n```{gbif-search} specimens\n```\n").find(".vsc-search")
    labels = {str(label.get("for")) for label in page.select("label[for]")}
    for control in page.select("input:not([type=hidden])"):
        assert control.get("id") in labels or control.find_parent("label")
    assert page.select("script, [style], [onclick], [onsubmit]") == []


def test_the_page_says_that_the_visitor_leaves(build: Build) -> None:
    page = build("# Zoek\n\n```{gbif-search} publishers\n```\n")
    assert "You then leave this site" in page.text(".vsc-search__leaving")
    everything = page.find(".vsc-search__leaving a")
    assert everything["href"] == "https://www.gbif.org/publisher/search?country=BE"


def test_other_builders_show_the_address(build: Build) -> None:
    page = build("# Zoek\n\n```{gbif-search} publishers\n```\n", builder="text")
    text = (page.app.outdir / "nl" / "page.txt").read_text(encoding="utf-8")
    assert "https://www.gbif.org/publisher/search" in text


@pytest.mark.parametrize(
    ("kind", "hint"),
    [
        ("specimen", "did you mean 'specimens'?"),
        ("", "use one of institutions, literature, publishers, specimens."),
    ],
)
def test_an_unknown_search_is_reported(site: Site, kind: str, hint: str) -> None:
    assert site.build(f"# Zoek\n\n```{{gbif-search}} {kind}\n```\n").warnings == [
        f"nl/page.md:3: WARNING: There is no search for {kind!r}; {hint} Write "
        "'```{gbif-search} specimens', or literature, publishers or institutions. [gbif.search]"
    ]


def test_a_wrong_scope_stops_the_build(site: Site) -> None:
    with pytest.raises(ConfigError) as found:
        site.build("# Zoek\n", gbif_scope={"country": "België"})
    message = str(found.value)
    assert message.startswith("gbif_scope in conf.py is wrong:\n  country: ")
    assert "not 'België'" in message
    assert 'Example:\ngbif_scope = {\n    "country": "BE",' in message
