"""A page by options alone: the one of docs/editing.md, from its options to GBIF's answer."""

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.components.conftest import Result
from tests.conftest import ROOT
from tests.gbif.standin.fixtures import StandInForGbif

GUIDE = (ROOT / "docs" / "editing.md").read_text(encoding="utf-8")
(PAGE,) = re.findall(r"(?ms)^````\w*\n(# Typen van paddenstoelen.*?)^````$", GUIDE)


def test_the_page_of_the_guide_searches_what_it_says(
    build: Callable[..., Result], modules: Callable[..., Any], fresh_gbif: StandInForGbif
) -> None:
    page = build(PAGE, gbif_api=fresh_gbif.url)
    assert page.text("h1").startswith("Typen van paddenstoelen")
    assert [link["data-view"] for link in page.soup().select("a[data-view]")] == ["list", "gallery"]
    assert [group["data-part"] for group in page.soup().select("[data-part^=facet-]")] == [
        *("facet-type", "facet-dataset", "facet-country", "facet-picture")
    ]
    assert page.soup().select("[data-parameter=taxonKey]") == []
    settings = json.loads(str(page.find(".vsc-search")["data-settings"]))
    columns = ["name", "number", "type", "collector", "date", "country"]
    assert settings["columns"] == columns
    code = "m.searchAddress(m.readAddress(...a), a[1])"
    everything = urlsplit(modules("question.js", code, "", settings))
    asked = parse_qs(everything.query)
    assert asked["kingdomKey"] == ["5"]
    assert asked["typeStatus"] == ["Holotype", "Isotype", "Lectotype", "Neotype", "Syntype"]
    assert set(asked["facet"]) == {"typeStatus", "datasetKey", "country", "mediaType"}
    narrower = modules("question.js", code, "?typeStatus=Holotype&typeStatus=Paratype", settings)
    assert parse_qs(urlsplit(narrower).query)["typeStatus"] == ["Holotype"], "never wider"
    # In the invented collection the fungi have another key.
    kingdom = fresh_gbif.get("/v1/occurrence/search?limit=1&facet=kingdomKey")["facets"][0]
    key, count = kingdom["counts"][-1]["name"], kingdom["counts"][-1]["count"]
    found = fresh_gbif.get(
        narrower.removeprefix(fresh_gbif.url).replace("kingdomKey=5", f"kingdomKey={key}")
    )
    assert 0 < found["count"] < count
    for record in found["results"]:
        assert record["typeStatus"] == "Holotype"
        assert str(record["kingdomKey"]) == key
