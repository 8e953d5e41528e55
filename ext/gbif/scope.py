"""What the searches look at, and the addresses on GBIF's sites that take a search over.

Plain functions over plain values; `ext.gbif.search` faces Sphinx.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, NamedTuple
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ext.gbif.kinds import KINDS

EXAMPLE = """gbif_scope = {
    "country": "BE",
    "datasets": ["b740eaa0-0679-41dc-acb7-990d562dfa37"],
}"""

DatasetKey = Annotated[str, Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]


class Scope(BaseModel):
    """The part of GBIF that belongs to the portal.

    :param country: of publishers and institutions, as two capitals (ISO 3166-1)
    :param datasets: keys of the data sets whose specimens, and literature, are searched
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    country: str = Field(pattern=r"^[A-Z]{2}$")
    datasets: list[DatasetKey] = Field(min_length=1)


class Search(NamedTuple):
    """An address on one of GBIF's sites, and the fields that keep a search within the scope."""

    address: str
    fields: tuple[tuple[str, str], ...]

    def narrowed(self, parameters: Iterable[tuple[str, str]]) -> Search:
        """The same search with these parameters, in place of what it had for them.

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
    """The search for one kind of things.

    >>> scope = Scope(country="BE", datasets=["b740eaa0-0679-41dc-acb7-990d562dfa37"])
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
    raise ValueError(f"{kind!r} is none of {', '.join(KINDS)}")


def read_scope(value: Any) -> Scope:
    """Check the setting.

    :raises ValueError: with every fault, the value found and an example
    """
    try:
        return Scope.model_validate(value)
    except ValidationError as error:
        faults = [
            f"  {'.'.join(map(str, detail['loc'])) or 'gbif_scope'}: {detail['msg']}, "
            f"not {detail['input']!r}"
            for detail in error.errors()
        ]
        raise ValueError("\n".join(faults)) from error
