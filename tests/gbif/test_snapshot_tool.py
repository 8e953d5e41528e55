"""`make snapshot` against the stand-in: polite, and all or nothing."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email.message import Message
from email.utils import format_datetime
from pathlib import Path
from urllib.error import HTTPError

import pytest

from ext.gbif.snapshot import read_snapshot
from tests.gbif.standin.fixtures import StandInForGbif
from tests.gbif.standin.others import scope_of_the_site
from tools.snapshot import PAUSE, WAITS, main, retry_after

SEARCH = "/v1/occurrence/search"
AS_IT_WAS = '{"as": "it was"}'


class Taken:
    """A run of the tool: where it writes, how long it waited, what it said."""

    def __init__(self, gbif: StandInForGbif, path: Path) -> None:
        self.path = path
        self.waits: list[float] = []
        self.status = main(["--api", gbif.url, "--to", str(path)], self.waits.append)


@pytest.fixture
def take(
    fresh_gbif: StandInForGbif, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], Taken]:
    """Run the tool; it waits for nothing."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    path = tmp_path / "data" / "gbif.json"
    path.parent.mkdir()
    path.write_text(AS_IT_WAS)
    return lambda: Taken(fresh_gbif, path)


def test_what_is_written_is_what_gbif_says(
    take: Callable[[], Taken], fresh_gbif: StandInForGbif
) -> None:
    taken = take()
    assert taken.status == 0
    keys = scope_of_the_site()
    snapshot, faults = read_snapshot(taken.path.read_text(encoding="utf-8"), keys)
    assert snapshot is not None, faults
    assert [dataset.key for dataset in snapshot.datasets] == keys
    assert snapshot.source == fresh_gbif.url
    scope = "&".join(f"datasetKey={key}" for key in keys)
    for filters, number in (
        ("", snapshot.specimens),
        ("&mediaType=StillImage", snapshot.pictured),
        ("&hasCoordinate=true", snapshot.located),
    ):
        assert fresh_gbif.get(f"{SEARCH}?{scope}{filters}&limit=0")["count"] == number
    for dataset in snapshot.datasets:
        answer = fresh_gbif.get(f"/v1/dataset/{dataset.key}")
        assert dataset.title == answer["title"]
        assert dataset.citation == answer["citation"]["text"]
        assert (dataset.doi, dataset.licence) == (answer["doi"], answer["license"])
        one = fresh_gbif.get(f"{SEARCH}?datasetKey={dataset.key}&limit=0")
        assert dataset.specimens == one["count"]


def test_gbif_is_asked_by_name_and_with_pauses(
    take: Callable[[], Taken], fresh_gbif: StandInForGbif
) -> None:
    taken = take()
    assert len(fresh_gbif.requests) == 4 + len(scope_of_the_site())
    assert taken.waits == [PAUSE] * (len(fresh_gbif.requests) - 1)
    for request in fresh_gbif.requests:
        assert "dissco.flanders@plantentuinmeise.be" in request.headers["User-Agent"]


@pytest.mark.parametrize(
    "kind", ["429", "500", "503", "closed", "broken-off", "truncated", "empty"]
)
def test_what_passes_is_waited_for(
    take: Callable[[], Taken], fresh_gbif: StandInForGbif, kind: str
) -> None:
    fresh_gbif.fail(kind, times=2, path="/v1/literature")
    taken = take()
    assert taken.status == 0
    assert [wait for wait in taken.waits if wait != PAUSE] == list(WAITS[:2])


def test_gbif_says_how_long_to_wait(take: Callable[[], Taken], fresh_gbif: StandInForGbif) -> None:
    fresh_gbif.fail("503", times=1, seconds=90, path="/v1/literature")
    taken = take()
    assert taken.status == 0
    assert [wait for wait in taken.waits if wait != PAUSE] == [90]


@pytest.mark.parametrize(
    ("kind", "path", "sentence"),
    [
        ("400", "/v1/dataset/", "/v1/dataset/{} returned 400: Invented sentence"),
        ("404", "/v1/dataset/", "/v1/dataset/{} returned 404: "),
        ("503", "/v1/dataset/", "/v1/dataset/{} failed 5 times. Last error: 503"),
        ("closed", "/v1/dataset/", "/v1/dataset/{} failed 5 times. Last error: "),
        ("broken-off", SEARCH, f"{SEARCH} failed 5 times. Last error: "),
        ("truncated", "/v1/dataset/", "/v1/dataset/{} failed 5 times. Last error: "),
        ("html", "/v1/dataset/", "/v1/dataset/{} failed 5 times. Last error: "),
        ("array", SEARCH, f"{SEARCH} failed 5 times. Last error: The answer is not a JSON object."),
        ("missing", SEARCH, f"{SEARCH}: the counts of the data sets do not add up."),
        ("nulls", SEARCH, f"{SEARCH}: the counts of the data sets do not add up."),
        ("strange", SEARCH, f"{SEARCH}: the counts of the data sets do not add up."),
        ("missing", "/v1/dataset/", "/v1/dataset/{}: title: "),
        ("nulls", "/v1/dataset/", "/v1/dataset/{} is about another data set."),
        ("nulls", "/v1/literature", "papers: "),
    ],
)
def test_nothing_is_written_unless_every_answer_is_good(
    take: Callable[[], Taken],
    fresh_gbif: StandInForGbif,
    capsys: pytest.CaptureFixture[str],
    kind: str,
    path: str,
    sentence: str,
) -> None:
    # In the middle: of the data sets, the fifth.
    fifth = scope_of_the_site()[4]
    fresh_gbif.fail(kind, path=f"{path}{fifth}" if path.endswith("/") else path)
    taken = take()
    said = capsys.readouterr().err
    assert taken.status == 1
    assert said.startswith(sentence.format(fifth))
    assert "Nothing was written: gbif.json is unchanged." in said
    assert taken.path.read_text() == AS_IT_WAS
    assert list(taken.path.parent.iterdir()) == [taken.path]


def test_a_long_wait_is_left_to_a_person(
    take: Callable[[], Taken], fresh_gbif: StandInForGbif, capsys: pytest.CaptureFixture[str]
) -> None:
    fresh_gbif.fail("429", seconds=3600, path="/v1/dataset/")
    taken = take()
    assert taken.status == 1
    assert "GBIF asks to try again in 3600 seconds." in capsys.readouterr().err
    assert max(taken.waits) == PAUSE


def test_a_title_that_is_missing_is_not_made_up(
    take: Callable[[], Taken], fresh_gbif: StandInForGbif, capsys: pytest.CaptureFixture[str]
) -> None:
    fresh_gbif.fail("missing", path="/v1/dataset/", fields=["title"])
    assert take().status == 1
    assert capsys.readouterr().err.count("title: ") == len(scope_of_the_site())


def test_without_a_network_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "gbif.json"
    # Port 1 of this computer: nothing answers there.
    assert main(["--api", "http://127.0.0.1:1", "--to", str(path)], lambda _: None) == 1
    assert "failed 5 times. Last error: " in capsys.readouterr().err
    assert not path.exists()


def test_retry_after_is_a_number_or_a_date() -> None:
    def asked(text: str) -> float:
        headers = Message()
        headers["Retry-After"] = text
        return retry_after(HTTPError("http://127.0.0.1", 503, "busy", headers, None))

    assert asked("120") == 120
    assert asked("soon") == asked("") == 0
    assert asked(format_datetime(datetime(2000, 1, 1, tzinfo=UTC), usegmt=True)) == 0
    later = datetime.now(UTC) + timedelta(days=1)
    assert 80_000 < asked(format_datetime(later, usegmt=True)) < 90_000


def test_the_file_is_for_people_to_read_too(take: Callable[[], Taken]) -> None:
    text = take().path.read_text(encoding="utf-8")
    assert text.endswith("}\n")
    assert len(text.splitlines()) > 50
    assert date.fromisoformat(json.loads(text)["made"])
