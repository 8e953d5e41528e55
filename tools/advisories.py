"""Check the pinned packages for known vulnerabilities, in the open list of advisories at https://osv.dev.

Ends with 1 if there are any. If the list cannot be reached, it says so and succeeds: a machine without
a network can still check its code.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path
from typing import Any, NamedTuple
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parent.parent
#: https://google.github.io/osv.dev/post-v1-querybatch/
SERVICE = "https://api.osv.dev/v1/querybatch"
#: Seconds to wait for an answer.
PATIENCE = 15
PIN = re.compile(r"([A-Za-z0-9._-]+)==([^\s;\\]+)")


class Pin(NamedTuple):
    """A version of a package, and where it is pinned."""

    place: str
    name: str
    version: str


def pins_in(folder: Path) -> Iterator[Pin]:
    """Each version pinned in the lock files, once."""
    seen = set()
    for path in sorted(folder.glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if (found := PIN.match(line)) and found.groups() not in seen:
                seen.add(found.groups())
                yield Pin(f"requirements/{path.name}:{number}", found[1], found[2])


def advisories(pins: list[Pin], service: str, patience: float) -> list[tuple[Pin, str]]:
    """The advisories about these versions, by their names in the list.

    :raises OSError: the list cannot be reached
    :raises ValueError: the answer is not in the expected form
    """
    queries = [
        {"package": {"name": pin.name, "ecosystem": "PyPI"}, "version": pin.version} for pin in pins
    ]
    question = Request(
        service,
        data=json.dumps({"queries": queries}).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urlopen(question, timeout=patience) as answer:
        found: Any = json.load(answer)
    try:
        return [
            (pin, str(fault["id"]))
            for pin, result in zip(pins, found["results"], strict=True)
            for fault in result.get("vulns", ())
        ]
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError("the answer does not have the expected form") from error


def main(arguments: list[str] | None = None) -> int:
    """Check and report; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--service", default=SERVICE, help="address of the list of faults")
    parser.add_argument("--patience", type=float, default=PATIENCE, help="seconds to wait")
    given = parser.parse_args(arguments)
    pins = list(pins_in(ROOT / "requirements"))
    try:
        found = advisories(pins, given.service, given.patience)
    except (OSError, ValueError, HTTPException) as error:
        reason = getattr(error, "reason", None) or error
        print(f"Packages were not checked for known faults: the list cannot be reached ({reason}).")
        return 0
    for pin, fault in found:
        print(
            f"{pin.place}: {pin.name} {pin.version} has a known fault: "
            f"https://osv.dev/vulnerability/{fault}. Update it with 'make lock'."
        )
    print(f"{len(pins)} pinned versions, {len(found)} advisories about them.")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
