"""The scope of the searches, and the addresses that take them over."""

from typing import Any

import pytest

from ext.gbif.scope import KINDS, Scope, read_scope, search_of

KEYS = ["b740eaa0-0679-41dc-acb7-990d562dfa37", "0310b080-ec4b-11dc-b73e-b8a03c50a862"]
SCOPE = Scope(country="BE", datasets=KEYS)


def test_another_kind_is_no_search() -> None:
    with pytest.raises(ValueError, match="'maps' is not one of specimens, literature"):
        search_of("maps", SCOPE)
    assert all(search_of(kind, SCOPE) for kind in KINDS)


@pytest.mark.parametrize(
    ("value", "faults"),
    [
        (None, ["gbif_scope: ", "not None"]),
        ({}, ["country: ", "datasets: ", "not None"]),
        ({"country": "Belgium", "datasets": KEYS}, ["country: ", "not 'Belgium'"]),
        ({"country": "BE", "datasets": ["abc"]}, ["datasets.0: ", "not 'abc'"]),
        ({"country": "BE", "datasets": []}, ["datasets: ", "not []"]),
        (
            {"country": "BE", "datasets": KEYS, "region": 1},
            ["region: ", "use country and datasets"],
        ),
    ],
)
def test_a_wrong_scope_names_every_fault(value: Any, faults: list[str]) -> None:
    with pytest.raises(ValueError, match=r".") as found:
        read_scope(value)
    for fault in faults:
        assert fault in str(found.value)
