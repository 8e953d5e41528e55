"""What GBIF has really answered, reduced, and what the page makes of it.

`recorded.json` holds records as GBIF gave them between 2017 and 2026, one a line, without the fields
that nobody reads; persons have invented names.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import ROOT

Run = Callable[..., Any]
RECORDED = json.loads((ROOT / "tests/gbif/recorded.json").read_text("utf-8"))


def recorded(name: str) -> dict[str, Any]:
    """Return the first record of an answer."""
    record: dict[str, Any] = RECORDED[name][0]
    return record


SPEECH = "(await import('/words.js')).speech"


# -- Pictures ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "licences", "others"),
    [
        ("occurrence-meise-iiif", ["CC BY-SA 4.0"], [["iiif", "CC BY-SA 4.0"]]),
        ("occurrence-sound", ["CC BY-NC-SA 4.0"], [["Sound", "CC BY-NC-SA 4.0"]]),
        ("occurrence-chinese", ["none"], []),
        ("occurrence-living", ["none"], []),
        ("occurrence-medium-without-identifier", [], []),
        ("occurrence-holotype", ["CC BY-NC-ND 4.0", "CC BY 4.0"], []),
    ],
)
def test_media_are_whole_pictures_or_links_with_a_licence_of_their_own(
    modules: Run, name: str, licences: list[str], others: list[list[str]]
) -> None:
    speech = f"{SPEECH}('en', {{noLicence: 'none'}})"
    record = recorded(name)
    pictures = modules("answer.js", f"m.picturesOf(a[0], 'https://a.b', {speech})", record)
    assert [
        one["licence"].get("text") if isinstance(one["licence"], dict) else one["licence"]
        for one in pictures
    ] == licences
    addresses = modules(
        "answer.js", f"m.picturesOf(a[0], '', {speech}).map((one) => one.address(200))", record
    )
    assert all(one.startswith("/v1/image/cache/fit-in/200x200/occurrence/") for one in addresses)
    found = modules(
        "detail.js",
        f"m.othersOf(a[0], {speech}).map(({{name, licence}}) => [name, licence.text ?? licence])",
        record,
    )
    assert found == others


@pytest.mark.parametrize(
    ("medium", "kind"),
    [
        ({"type": "MovingImage", "format": "video/mp4"}, "MovingImage"),
        ({"format": "model/gltf-binary"}, "model"),
        ({"type": "InteractiveResource", "format": "text/html"}, "file"),
        ({"format": "image/tiff"}, "image"),
        ({}, "file"),
    ],
)
def test_what_is_no_still_picture_is_a_link_that_says_what_it_is(
    modules: Run, medium: dict[str, str], kind: str
) -> None:
    record = {"media": [{"identifier": "https://a.b/c", **medium}]}
    code = f"m.othersOf(a[0], {SPEECH}('en', {{}})).map(({{name, href}}) => [name, href])"
    assert modules("detail.js", code, record) == [[kind, "https://a.b/c"]]
