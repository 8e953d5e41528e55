"""The stand-in for tests, in a process of its own: a test that makes processes must not have threads.

A `conftest.py` takes what it needs: ``from tests.gbif.standin.fixtures import fresh_gbif, gbif``.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs
from urllib.request import ProxyHandler, Request, build_opener

import pytest

ROOT = Path(__file__).parents[3]
# Not by way of a proxy that the environment names.
OPENER = build_opener(ProxyHandler({}))


@dataclass(frozen=True)
class Asked:
    """A request that reached the stand-in, whatever became of it.

    :param number: its place in time
    :param query: as it stood in the address
    """

    number: int
    path: str
    query: str
    headers: dict[str, str]

    @property
    def question(self) -> dict[str, list[str]]:
        """The values of each parameter."""
        return parse_qs(self.query, keep_blank_values=True)


@dataclass(frozen=True)
class StandInForGbif:
    """A stand-in that runs: where it is, and what to order of it."""

    url: str

    @property
    def requests(self) -> list[Asked]:
        """Every request since the last `reset`, the oldest first."""
        return [Asked(**entry) for entry in self._ask("/standin/requests")]

    def fail(self, kind: str, **how: Any) -> None:
        """Fail from now on: `tests.gbif.standin.failures` has the kinds and what `how` may be.

        Of several orders that meet a request, the oldest that still has `times` left counts.
        """
        self._ask("/standin/fail", {"kind": kind, **how})

    def release(self) -> None:
        """Give the answers that `held` holds back, and hold no more."""
        self._ask("/standin/release", {})

    def reset(self) -> None:
        """Forget requests and failures; what hangs is closed."""
        self._ask("/standin/reset", {})

    def get(self, address: str) -> Any:
        """What the stand-in answers, from its JSON; noted as a request, as any is."""
        return self._ask(address)

    def _ask(self, address: str, order: dict[str, Any] | None = None) -> Any:
        body = None if order is None else json.dumps(order).encode()
        with OPENER.open(Request(self.url + address, body), timeout=60) as answer:
            return json.load(answer)


@contextmanager
def standing_in(*options: str) -> Iterator[StandInForGbif]:
    """Run a stand-in until the end of the block."""
    command = [sys.executable, "-u", "-m", "tests.gbif.standin", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield StandInForGbif(process.stdout.readline().split(" ")[0])
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def gbif() -> Iterator[StandInForGbif]:
    """Return the stand-in for GBIF; all tests share it, so a test begins with `reset`."""
    with standing_in() as stand_in:
        yield stand_in


@pytest.fixture
def fresh_gbif(gbif: StandInForGbif) -> Iterator[StandInForGbif]:
    """Return the stand-in for GBIF without requests and failures, and leave it so."""
    gbif.reset()
    yield gbif
    gbif.reset()
