"""Ask GBIF one question of each kind that the pages ask, and report what they do not expect.

``python tools/gbif_check.py`` compares the answers of today with recorded ones
(``tests/gbif/recorded.json``): fields that are gone, or hold values of another type. It also tries
what is only assumed of GBIF. A dozen requests, with a pause after each.
"""

import argparse
import json
import runpy
import sys
import time
from collections.abc import Callable, Iterator
from hashlib import md5
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ext.command import run
from ext.gbif.kinds import CHECKLISTS, KINDS
from ext.gbif.scope import read_scope
from tools.snapshot import API, PAUSE, TIMEOUT, USER_AGENT, Gbif, NoGoodAnswerError

ROOT = Path(__file__).resolve().parent.parent
RECORDED = ROOT / "tests" / "gbif" / "recorded.json"
SEARCH = KINDS["specimens"].path
HOUSE_SPARROW = "5231190"
DARWIN_CORE = "http://rs.tdwg.org/dwc/terms/"


def type_of(value: Any) -> str:
    """The type of a value in JSON; GBIF gives whole numbers and others for one field."""
    names = {bool: "boolean", int: "number", float: "number", str: "text", list: "list"}
    return names.get(type(value), "object" if isinstance(value, dict) else "null")


def fields(results: list[dict[str, Any]]) -> dict[str, set[str]]:
    """The fields of results, with the types of their values."""
    found: dict[str, set[str]] = {}
    for result in results:
        for name, value in result.items():
            found.setdefault(name, set()).add(type_of(value))
    return found


def otherwise(results: Any, recorded: list[dict[str, Any]], needed: str) -> Iterator[str]:
    """What differs from recorded results: a type, or a field that is needed."""
    if not isinstance(results, list) or not all(isinstance(one, dict) for one in results):
        yield "the results are not a list of objects"
        return
    if not results:
        yield "there are no results"
        return
    known, today = fields(recorded), fields(results)
    for name, types in known.items():
        other = today.get(name, set()) - types - {"null"}
        if other:
            yield f"'{name}' holds {' and '.join(sorted(other))}, not {' or '.join(sorted(types))}"
    yield from (f"'{name}' is gone" for name in needed.split() if name not in today)


class Checks:
    """One check after the other, on answers of GBIF.

    :param gbif: asked politely
    :param keys: of the portal's data sets
    """

    def __init__(self, gbif: Gbif, keys: list[str]) -> None:
        self.gbif = gbif
        self.keys = keys
        self.recorded: dict[str, list[Any]] = json.loads(RECORDED.read_text(encoding="utf-8"))

    def like(self, name: str) -> list[dict[str, Any]]:
        """The recorded results of a kind."""
        known = (all_ for key, all_ in self.recorded.items() if key.startswith(name))
        return [one for all_ in known for one in all_ if isinstance(one, dict)]

    def look(self, path: str, **question: str) -> tuple[int, Any]:
        """The status and the headers of an answer."""
        self.gbif.sleep(PAUSE)
        address = f"{self.gbif.api}{path}" + (f"?{urlencode(question)}" if question else "")
        request = Request(
            address, headers={"User-Agent": USER_AGENT, "Origin": "https://a.example"}
        )
        try:
            with urlopen(request, timeout=TIMEOUT) as response:
                return response.status, response.headers
        except HTTPError as error:
            return error.code, error.headers

    def specimens(self) -> Iterator[str]:
        """Specimens of the portal, and what is asked of one of them."""
        facets = list(KINDS["specimens"].facets.values())
        answer = self.gbif.ask(SEARCH, datasetKey=self.keys, limit="20", facet=facets)
        records = answer.get("results")
        yield from otherwise(
            records, self.like("occurrence-"), "key datasetKey basisOfRecord license"
        )
        if len(answer.get("facets", [])) != len(facets):
            yield f"{len(answer.get('facets', []))} facets, not {len(facets)}"
        if not records:
            return
        record = records[0]
        path = f"/v1/occurrence/{record['key']}"
        if self.gbif.ask(path).get("key") != record["key"]:
            yield f"{path} is about another record"
        if not any(name.startswith(DARWIN_CORE) for name in self.gbif.ask(f"{path}/verbatim")):
            yield f"{path}/verbatim has no terms of Darwin Core"
        letters = [
            one["key"]
            for each in records
            for one in each.get("classifications", {})
            .get(CHECKLISTS["catalogue of life"], {})
            .get("classification", [])
        ]
        key = letters[-1] if letters else "4CGXP"
        found = self.gbif.ask(
            SEARCH, taxonKey=key, checklistKey=CHECKLISTS["catalogue of life"], limit="0"
        )
        if not found.get("count"):
            yield f"taxon {key} of the Catalogue of Life is not found"

    def types(self) -> Iterator[str]:
        """Types, as GBIF writes them."""
        if not self.gbif.ask(SEARCH, typeStatus="Holotype", limit="0").get("count"):
            yield "typeStatus=Holotype finds nothing"

    def pictures(self) -> Iterator[str]:
        """A picture from the cache, whole."""
        answer = self.gbif.ask(SEARCH, datasetKey=self.keys, mediaType="StillImage", limit="1")
        for record in answer.get("results", []):
            for medium in record.get("media", []):
                if medium.get("type") != "StillImage" or "identifier" not in medium:
                    continue
                digest = md5(medium["identifier"].encode(), usedforsecurity=False).hexdigest()
                place = f"/v1/image/cache/fit-in/200x200/occurrence/{record['key']}/media/{digest}"
                status, headers = self.look(place)
                if status != 200 or not headers.get("Content-Type", "").startswith("image/"):
                    yield f"{place}: {status}"
                return
        yield "no specimen with a picture is found"

    def names(self) -> Iterator[str]:
        """Scientific names, and those that people use."""
        answer = self.gbif.ask("/v1/species/suggest", list, q="Puma")
        yield from otherwise(answer, self.like("suggest-"), "key scientificName rank status family")
        answer = self.gbif.ask(
            "/v1/species/search",
            q="huismus",
            qField="VERNACULAR",
            datasetKey=CHECKLISTS["backbone"],
        )
        keys = {str(one.get("nubKey") or one.get("key")) for one in answer.get("results", [])}
        if HOUSE_SPARROW not in keys:
            yield "'huismus' does not find Passer domesticus by its name in Dutch"
        answer = self.gbif.ask(f"/v1/species/{HOUSE_SPARROW}/vernacularNames", limit="100")
        needed = "vernacularName language"
        yield from otherwise(answer.get("results"), self.like("vernacular-names-"), needed)

    def others(self) -> Iterator[str]:
        """Data sets, publishers, institutions, literature."""
        dataset = self.gbif.ask(f"/v1/dataset/{self.keys[0]}")
        yield from otherwise([dataset], self.like("dataset-"), "key title doi citation license")
        answer = self.gbif.ask("/v1/organization", isEndorsed="true", country="BE", limit="20")
        yield from otherwise(answer.get("results"), self.like("publisher"), "key title city")
        if not all(one.get("endorsementApproved") for one in answer.get("results", [])):
            yield "isEndorsed=true also finds organisations that wait for it"
        for name, like, needed in (
            ("institutions", "institution-", "key name"),
            ("literature", "literature-", "title authors year openAccess"),
        ):
            answer = self.gbif.ask(KINDS[name].path, limit="20")
            yield from otherwise(answer.get("results"), self.like(like), needed)

    def refusals(self) -> Iterator[str]:
        """How GBIF refuses, and whether a script of another site may read its answers."""
        for path, question, wanted in (
            (SEARCH, {"decimalLatitude": "334"}, 400),
            ("/v1/occurrence/1", {}, 404),
        ):
            status, _ = self.look(path, **question)
            if status != wanted:
                yield f"{path}: {status}, not {wanted}"
        _, headers = self.look(SEARCH, limit="0")
        if headers.get("Access-Control-Allow-Origin") not in {"*", "https://a.example"}:
            yield "answers do not allow other sites' scripts to read them"

    def all(self) -> Iterator[tuple[str, list[str]]]:
        """Each check by what it is about, with what it found."""
        for check in (
            *(self.specimens, self.types, self.pictures),
            *(self.names, self.others, self.refusals),
        ):
            found: list[str] = []
            try:
                found.extend(check())
            except NoGoodAnswerError as error:
                found.append(str(error))
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                found.append(f"an answer has another form: {error!r}")
            yield str(check.__doc__), found


def main(arguments: list[str] | None = None, sleep: Callable[[float], object] = time.sleep) -> int:
    """Ask, and report; returns 0 if everything is as the pages expect."""
    settings = runpy.run_path(str(ROOT / "conf.py"))
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--api", default=settings.get("gbif_api", API), help="address of the API")
    api = parser.parse_args(arguments).api
    differences = 0
    for name, found in Checks(Gbif(api, sleep), read_scope(settings["gbif_scope"]).datasets).all():
        print(f"{'as expected' if not found else 'otherwise'}: {name}", flush=True)
        for one in found:
            print(f"  {one}")
        differences += len(found)
    print(f"{differences} differences." if differences else "The pages know these answers.")
    return 1 if differences else 0


if __name__ == "__main__":
    run(main)
