"""`make gbif-check` against the stand-in: quiet where all is as recorded, and a line for what is not."""

import pytest

from tests.gbif.standin.fixtures import StandInForGbif
from tools.gbif_check import main

WAITS: list[float] = []


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


def check(gbif: StandInForGbif) -> int:
    return main(["--api", gbif.url], WAITS.append)


def test_answers_as_recorded_are_no_differences(
    fresh_gbif: StandInForGbif, capsys: pytest.CaptureFixture[str]
) -> None:
    status = check(fresh_gbif)
    said = capsys.readouterr().out
    assert (status, "otherwise" in said) == (0, False), said
    assert said.count("as expected") == 6
    assert said.endswith("The pages know these answers.\n")
    assert WAITS
    assert min(WAITS) >= 1, "a pause after each question"


@pytest.mark.parametrize(
    ("path", "kind", "said"),
    [
        ("/v1/occurrence/search", "strange", "holds"),
        ("/v1/occurrence/search", "missing", "'license' is gone"),
        ("/v1/species/suggest", "array", "there are no results"),
        ("/v1/species/suggest", "404", "/v1/species/suggest returned 404"),
        ("/v1/species/suggest", "missing", "'rank' is gone"),
        ("/v1/species/search", "nulls", "'huismus' does not find"),
        ("/v1/organization", "missing", "wait for it"),
        ("/v1/image", "404", ": 404"),
        ("/v1/dataset", "html", "failed 5 times"),
        ("/v1/literature", "array", "failed 5 times"),
        ("/v1/occurrence/1", "500", "500, not 404"),
    ],
)
def test_each_difference_is_a_line(
    fresh_gbif: StandInForGbif, capsys: pytest.CaptureFixture[str], path: str, kind: str, said: str
) -> None:
    fresh_gbif.fail(kind, path=path)
    assert check(fresh_gbif) == 1
    assert said in capsys.readouterr().out
