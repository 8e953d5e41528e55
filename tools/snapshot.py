"""Fetch GBIF's figures on the portal's data sets, and keep them for the build.

``python tools/snapshot.py`` writes all of ``data/gbif.json``, and only if every answer was good.
"""

import argparse
import json
import runpy
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from pydantic import ValidationError

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ext.command import run
from ext.gbif.scope import read_scope
from ext.gbif.snapshot import Snapshot, write_snapshot

ROOT = Path(__file__).resolve().parent.parent
API = "https://api.gbif.org"
USER_AGENT = (
    "VirtualScienceCollections/1.0 "
    "(https://dissco-flanders.be; dissco.flanders@plantentuinmeise.be)"
)
# Seconds: between two requests, for one answer, and the longest that GBIF may make us wait.
PAUSE, TIMEOUT, LONGEST_WAIT = 1.0, 30.0, 300.0
# Seconds before each retry of a failed request.
WAITS = (2.0, 4.0, 8.0, 16.0)
LARGEST_ANSWER = 5_000_000

Question = Mapping[str, str | Sequence[str]]


class NoGoodAnswerError(Exception):
    """GBIF gave no answer, or none that can be used; the message says which."""


class Gbif:
    """GBIF's API, used politely: one request at a time, with pauses, identifying itself.

    :param api: its address, without a slash at the end
    :param sleep: waits for this many seconds
    """

    def __init__(self, api: str, sleep: Callable[[float], object] = time.sleep) -> None:
        self.api = api.rstrip("/")
        self.sleep = sleep
        self.asked = 0

    def ask(self, path: str, kind: type = dict, **question: str | Sequence[str]) -> Any:
        """Return the answer to a request: an object in JSON, or what else is awaited.

        Tries again if GBIF is busy or the network fails, after as long as GBIF asks for.

        :raises NoGoodAnswerError: if it is refused, or has failed too often
        """
        query = urlencode(question, doseq=True)
        address = f"{self.api}{path}" + (f"?{query}" if query else "")
        waits = iter(WAITS)
        while True:
            if self.asked:
                self.sleep(PAUSE)
            self.asked += 1
            try:
                return _answer(address, kind)
            except HTTPError as error:
                if error.code != 429 and error.code < 500:
                    sentence = _first_line(error)
                    raise NoGoodAnswerError(f"{path} returned {error.code}: {sentence}") from error
                fault, asked_for = f"{error.code} {error.reason}", retry_after(error)
            except (URLError, OSError, HTTPException, ValueError) as error:
                fault, asked_for = str(getattr(error, "reason", "") or error) or repr(error), 0.0
            wait = next(waits, None)
            if wait is None:
                raise NoGoodAnswerError(
                    f"{path} failed {len(WAITS) + 1} times. Last error: {fault}"
                )
            if asked_for > LONGEST_WAIT:
                raise NoGoodAnswerError(f"GBIF asks to try again in {asked_for:.0f} seconds.")
            self.sleep(max(wait, asked_for))


def _answer(address: str, kind: type) -> Any:
    """One try.

    :raises ValueError: if the answer is not of this kind in JSON, or is too large
    """
    request = Request(address, headers={"User-Agent": USER_AGENT, "Accept": "application/json"})
    with urlopen(request, timeout=TIMEOUT) as response:
        body = response.read(LARGEST_ANSWER + 1)
    if len(body) > LARGEST_ANSWER:
        raise ValueError(f"The answer is larger than {LARGEST_ANSWER} bytes.")
    answer = json.loads(body)
    if not isinstance(answer, kind):
        raise ValueError(f"The answer is not a JSON {'object' if kind is dict else 'array'}.")
    return answer


def _first_line(error: HTTPError) -> str:
    """What GBIF says is wrong."""
    try:
        lines = error.read(1000).decode("utf-8", "replace").strip().splitlines()
    except (OSError, HTTPException):
        lines = []
    return lines[0] if lines else error.reason


def retry_after(error: HTTPError) -> float:
    """The seconds that a server asks us to wait (RFC 9110, 10.2.3): a number, or a date; else 0."""
    text = error.headers.get("Retry-After", "")
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        then = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    if then.tzinfo is None:
        then = then.replace(tzinfo=UTC)
    return max(0.0, (then - datetime.now(UTC)).total_seconds())


# -- The requests -----------------------------------------------------------


def take(gbif: Gbif, keys: list[str]) -> Snapshot:
    """Ask everything that a snapshot contains.

    :param keys: of the data sets
    :raises NoGoodAnswerError: if an answer cannot be used
    """
    specimens, by_dataset = counts(gbif, keys)
    pictured, pictured_by_dataset = counts(gbif, keys, mediaType="StillImage")
    located, _ = counts(gbif, keys, hasCoordinate="true")
    papers = gbif.ask("/v1/literature/search", gbifDatasetKey=keys, limit="0")
    datasets = [
        {
            **described(gbif, key),
            "specimens": by_dataset.get(key, 0),
            "pictured": pictured_by_dataset.get(key, 0),
        }
        for key in keys
    ]
    values = {
        "made": datetime.now(UTC).date(),
        "source": gbif.api,
        "specimens": specimens,
        "pictured": pictured,
        "located": located,
        "papers": papers.get("count"),
        "datasets": datasets,
    }
    try:
        return Snapshot.model_validate(values)
    except ValidationError as error:
        raise NoGoodAnswerError("\n".join(faults(error, keys))) from error


def counts(gbif: Gbif, keys: list[str], **filters: str) -> tuple[Any, dict[str, Any]]:
    """How many specimens there are, in all and in each data set.

    :raises NoGoodAnswerError: if they do not add up, since part of the answer is then missing
    """
    path = "/v1/occurrence/search"
    answer = gbif.ask(
        path, datasetKey=keys, facet="datasetKey", facetLimit=str(len(keys)), limit="0", **filters
    )
    try:
        (facet,) = answer["facets"]
        numbers = {str(item["name"]): item["count"] for item in facet["counts"]}
        complete = sum(numbers.values()) == answer["count"] and set(numbers) <= set(keys)
    except (KeyError, TypeError, ValueError):
        complete = False
    if not complete:
        raise NoGoodAnswerError(f"{path}: the counts of the data sets do not add up.")
    return answer["count"], numbers


def described(gbif: Gbif, key: str) -> dict[str, Any]:
    """GBIF's description of a data set, not yet checked: the snapshot does that."""
    answer = gbif.ask(f"/v1/dataset/{key}")
    citation = answer.get("citation")
    found = {
        "key": answer.get("key"),
        "title": answer.get("title"),
        "doi": answer.get("doi"),
        "citation": citation.get("text") if isinstance(citation, dict) else None,
        "licence": answer.get("license"),
        "language": answer.get("language") or "",
    }
    if found["key"] != key:
        raise NoGoodAnswerError(f"/v1/dataset/{key} is about another data set.")
    return found


def faults(error: ValidationError, keys: list[str]) -> Iterator[str]:
    """Each fault, with the data set that it concerns."""
    for detail in error.errors():
        match detail["loc"]:
            case ("datasets", int(number), *rest):
                where = f"/v1/dataset/{keys[number]}: {'.'.join(map(str, rest))}"
            case loc:
                where = ".".join(map(str, loc)) or "snapshot"
        yield f"{where}: {detail['msg']}, not {detail['input']!r:.100}"


def main(arguments: list[str] | None = None, sleep: Callable[[float], object] = time.sleep) -> int:
    """Fetch and write; returns 0 if the file was written."""
    settings = runpy.run_path(str(ROOT / "conf.py"))
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--api", default=settings.get("gbif_api", API), help="address of the API")
    parser.add_argument(
        "--to", type=Path, default=ROOT / settings["gbif_snapshot"], help="file to write"
    )
    given = parser.parse_args(arguments)
    keys = read_scope(settings["gbif_scope"]).datasets
    print(f"Asking {given.api} about {len(keys)} data sets …", flush=True)
    try:
        snapshot = take(Gbif(given.api, sleep), keys)
        write_snapshot(given.to, snapshot)
    except (NoGoodAnswerError, OSError) as error:
        print(f"{error}\nNothing was written: {given.to.name} is unchanged.", file=sys.stderr)
        return 1
    print(f"{given.to}: {snapshot.specimens} specimens, as of {snapshot.made}.")
    return 0


if __name__ == "__main__":
    run(main)
