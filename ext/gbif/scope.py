"""What the searches cover, and the addresses on GBIF's sites where a search can be continued.

Plain functions over plain values; `ext.gbif.search` is the interface to Sphinx.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from ext.gbif.kinds import KINDS

EXAMPLE = """gbif_scope = {
    "country": "BE",
    "datasets": ["b740eaa0-0679-41dc-acb7-990d562dfa37"],
}"""

COUNTRY = re.compile(r"[A-Z]{2}")
DATASET = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Scope(NamedTuple):
    """The part of GBIF that belongs to the portal.

    :param country: of publishers and institutions, as two capitals (ISO 3166-1)
    :param datasets: keys of the data sets whose specimens, and literature, are searched
    """

    country: str
    datasets: tuple[str, ...]


class Search(NamedTuple):
    """An address on one of GBIF's sites, and the fields that keep a search within the scope."""

    address: str
    fields: tuple[tuple[str, str], ...]

    def narrowed(self, parameters: Iterable[tuple[str, str]]) -> Search:
        """The same search with these parameters, which replace earlier ones of the same name.

        >>> Search("https://a.b", (("country", "BE"),)).narrowed([("country", "NL")]).href
        'https://a.b?country=NL'
        """
        parameters = tuple(parameters)
        names = {name for name, _ in parameters}
        kept = tuple(field for field in self.fields if field[0] not in names)
        return Search(self.address, (*kept, *parameters))

    @property
    def href(self) -> str:
        """The address of everything within the scope."""
        return f"{self.address}?{urlencode(self.fields)}"


def search_of(kind: str, scope: Scope) -> Search:
    """The search for one kind of thing.

    >>> scope = Scope(country="BE", datasets=("b740eaa0-0679-41dc-acb7-990d562dfa37",))
    >>> search_of("publishers", scope).href
    'https://www.gbif.org/publisher/search?country=BE'
    """
    country = ("country", scope.country)
    match kind:
        case "specimens":
            fields = tuple(("datasetKey", key) for key in scope.datasets)
            return Search("https://www.gbif.org/occurrence/search", fields)
        case "literature":
            fields = tuple(("gbifDatasetKey", key) for key in scope.datasets)
            return Search(
                "https://www.gbif.org/resource/search", (("contentType", "literature"), *fields)
            )
        case "publishers":
            return Search("https://www.gbif.org/publisher/search", (country,))
        case "institutions":
            return Search(
                "https://scientific-collections.gbif.org/institution/search",
                (country, ("active", "true")),
            )
    raise ValueError(f"{kind!r} is not one of {', '.join(KINDS)}")


def read_scope(value: Any) -> Scope:
    """Check the setting.

    :raises ValueError: with every fault, the value found and an example
    """
    faults = list(_faults(value))
    if faults:
        raise ValueError("\n".join(f"  {place}: {said}" for place, said in faults))
    return Scope(value["country"], tuple(value["datasets"]))


def _faults(value: Any) -> Iterable[tuple[str, str]]:
    """What is wrong with the setting: where, and what should be there."""
    if not isinstance(value, Mapping):
        yield "gbif_scope", f"should give a country and data sets, not {value!r}"
        return
    for name in sorted(map(str, value.keys() - set(Scope._fields))):
        yield name, f"is not a known key; use {' and '.join(Scope._fields)}"
    country, datasets = value.get("country"), value.get("datasets")
    if not (isinstance(country, str) and COUNTRY.fullmatch(country)):
        yield "country", f'should be two capital letters, such as "BE", not {country!r}'
    if not (isinstance(datasets, list | tuple) and datasets):
        yield "datasets", f"should be a list of keys of data sets, not {datasets!r}"
        return
    for number, key in enumerate(datasets):
        if not (isinstance(key, str) and DATASET.fullmatch(key)):
            yield f"datasets.{number}", f"should be the key of a data set, not {key!r}"
