"""An editor's choices for one search page: options, read into plain values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ext.gbif.kinds import KINDS, type_status
from ext.yaml_lines import suggestion

OPTIONS = ("scope", "fields", "facets", "columns", "views")
Parameters = tuple[tuple[str, str], ...]


class Choice(NamedTuple):
    """A search page as its editor wants it.

    :param narrowing: parameters and values of every search on this page
    :param fields: of the form
    :param facets: by which results can be narrowed
    :param columns: of the list
    :param views: of the results
    """

    narrowing: Parameters
    fields: tuple[str, ...]
    facets: tuple[str, ...]
    columns: tuple[str, ...]
    views: tuple[str, ...]


def read_choice(kind: str, options: Mapping[str, str]) -> tuple[Choice, list[str]]:
    """Read the options into a choice, with a sentence for each fault in them.

    An option that is left out, or of which nothing is valid, means the default of the kind.
    What visitors may not change has no field and no facet.
    """
    known = KINDS[kind]
    faults: list[str] = []

    def names(option: str, of: Iterable[str], usual: Iterable[str]) -> tuple[str, ...]:
        if option not in options:
            return tuple(usual)
        words = options[option].replace(",", " ").split()
        if words == ["none"] and option == "facets":
            return ()
        of = list(of)
        faults.extend(_unknown(word, of, option) for word in words if word not in of)
        return tuple(dict.fromkeys(word for word in words if word in of)) or tuple(usual)

    narrowing = _narrowing(kind, options.get("scope", ""), faults)
    fixed = {name for name, _ in narrowing}
    fields = names("fields", known.fields, known.fields)
    if "taxonKey" in fixed and "taxon" in fields:
        # GBIF would add the visitor's taxa to the editor's: a repeated parameter means "or".
        if "fields" in options:
            faults.append(
                "'taxonKey' in the scope cannot be combined with the field 'taxon'; narrow the "
                "scope by kingdomKey, phylumKey, classKey, orderKey, familyKey or genusKey."
            )
        fields = tuple(field for field in fields if field != "taxon")
    columns = names("columns", known.columns, known.usual)
    if known.columns[0] not in columns:
        columns = (known.columns[0], *columns)
    choice = Choice(
        narrowing,
        fields,
        names("facets", known.facets, known.offered),
        columns,
        names("views", known.views, known.views),
    )
    return choice, faults


def _narrowing(kind: str, text: str, faults: list[str]) -> Parameters:
    """Read ``kingdomKey=5 typeStatus=Holotype,Isotype`` into pairs."""
    allowed = KINDS[kind].narrowing
    found: list[tuple[str, str]] = []
    for word in text.split():
        match = re.fullmatch(r"(\w+)=([^=&#?]+)", word)
        if match is None:
            faults.append(f"{word!r} in 'scope' should look like typeStatus=Holotype,Isotype.")
        elif match[1] not in allowed:
            faults.append(_unknown(match[1], allowed, "scope"))
        else:
            said = type_status if match[1] == "typeStatus" else str
            found += [(match[1], said(value)) for value in match[2].split(",") if value]
    return tuple(dict.fromkeys(found))


def _unknown(word: str, known: Iterable[str], option: str) -> str:
    return f"There is no {word!r} for '{option}'; {suggestion(word, known)}"
