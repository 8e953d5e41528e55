"""What each kind of search can offer: fields, facets, columns, views. Plain values.

Names are those in the directive's options; parameters are those of GBIF's API
(https://techdocs.gbif.org/en/openapi/). `_static/js/gbif/` searches and draws what is chosen here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Field(NamedTuple):
    """A field of the form.

    :param parameter: of the API
    :param type: ``text``, ``list`` (separated by semicolons), ``taxon`` or ``period``
    """

    parameter: str
    type: str = "text"


class Kind(NamedTuple):
    """One kind of search.

    :param path: of the API
    :param fields: of the form, by their names in the option ``fields``
    :param facets: parameters whose values visitors can choose, by their names in ``facets``
    :param columns: of the list; the first holds the name of a result
    :param views: the first is shown first
    :param usual: columns shown by default
    :param offered: facets shown by default
    :param narrowing: parameters that the option ``scope`` may set
    """

    path: str
    fields: Mapping[str, Field]
    facets: Mapping[str, str]
    columns: tuple[str, ...]
    views: tuple[str, ...]
    usual: tuple[str, ...]
    offered: tuple[str, ...]
    narrowing: frozenset[str]


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Taxonomies in which GBIF gives each record a place, by their keys: the frozen backbone,
# and the Catalogue of Life's eXtended Release, whose keys have letters.
CHECKLISTS = {
    "backbone": "d7dddbf4-2cf0-4f39-9b2a-bb099caae36c",
    "catalogue of life": "7ddf754f-d193-4cc9-b351-99906754a03b",
}

# Concepts of GBIF's vocabulary since 2024 (https://registry.gbif.org/vocabulary/TypeStatus), in
# CamelCase. "NotAType" is one too, and no type.
TYPES = (
    *("Holotype", "Isotype", "Lectotype", "Isolectotype", "Paralectotype", "Neotype", "Isoneotype"),
    *("Paraneotype", "Syntype", "Isosyntype", "Paratype", "Isoparatype", "Epitype", "Isoepitype"),
    *("Allotype", "Cotype", "Topotype", "Type", "TypeSpecies", "TypeGenus", "Hapantotype"),
    *("Hypotype", "Iconotype", "OriginalMaterial", "Plastotype", "Extype"),
)


def type_status(value: str) -> str:
    """A type status as GBIF writes it today.

    >>> type_status("HOLOTYPE"), type_status("TYPE_SPECIES"), type_status("Eotype")
    ('Holotype', 'TypeSpecies', 'Eotype')
    """
    bare = value.replace("_", "").lower()
    return next((one for one in (*TYPES, "NotAType") if one.lower() == bare), value)


KINDS: Mapping[str, Kind] = {
    "specimens": Kind(
        path="/v1/occurrence/search",
        fields={
            "words": Field("q"),
            "taxon": Field("taxonKey", "taxon"),
            "number": Field("catalogNumber", "list"),
            "collector": Field("recordedBy", "list"),
            "collector-number": Field("recordNumber", "list"),
            "period": Field("year", "period"),
        },
        facets={
            "picture": "mediaType",
            "dataset": "datasetKey",
            "type": "typeStatus",
            "basis": "basisOfRecord",
            "country": "country",
            "taxon": "taxonKey",
        },
        columns=(
            "name",
            "number",
            "collector",
            "date",
            "place",
            "country",
            "type",
            "basis",
            "family",
            "institution",
            "dataset",
            "licence",
        ),
        views=("list", "gallery", "map", "overview"),
        usual=("name", "number", "collector", "date", "place"),
        offered=("picture", "dataset", "type", "basis", "country"),
        narrowing=_names(
            "basisOfRecord catalogNumber classKey collectionCode country datasetKey familyKey "
            "genusKey hasCoordinate institutionCode institutionKey kingdomKey license mediaType "
            "orderKey phylumKey recordedBy recordNumber taxonKey typeStatus year"
        ),
    ),
    "literature": Kind(
        path="/v1/literature/search",
        fields={"words": Field("q"), "period": Field("year", "period")},
        facets={"topic": "topics", "access": "openAccess", "form": "literatureType"},
        columns=("title", "authors", "year", "source", "access", "topics"),
        views=("list",),
        usual=("title", "authors", "year", "source", "access"),
        offered=("access", "topic"),
        narrowing=_names(
            "countriesOfCoverage countriesOfResearcher gbifDatasetKey literatureType openAccess "
            "peerReview relevance topics year"
        ),
    ),
    "publishers": Kind(
        path="/v1/organization",
        fields={"words": Field("q")},
        facets={},
        columns=("title", "city", "datasets", "website"),
        views=("list",),
        usual=("title", "city", "datasets", "website"),
        offered=(),
        narrowing=frozenset({"country"}),
    ),
    "institutions": Kind(
        path="/v1/grscicoll/institution",
        fields={"words": Field("q"), "city": Field("city")},
        facets={},
        columns=("title", "code", "city", "specimens", "records", "website"),
        views=("list",),
        usual=("title", "code", "city", "specimens", "records", "website"),
        offered=(),
        narrowing=frozenset({"active", "city", "country", "type"}),
    ),
}
