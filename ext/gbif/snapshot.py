"""GBIF's figures on the portal's data sets on one day, kept in a file.

`tools/snapshot.py` asks and writes; the build reads, and never asks. Plain functions over plain
values; `ext.gbif.figures` is the interface to Sphinx.
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from ext.files import write_whole
from ext.gbif.scope import DATASET
from ext.yaml_lines import Fault, read

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

DatasetKey = Annotated[str, Field(pattern=rf"^{DATASET.pattern}$")]
Words = Annotated[str, Field(min_length=1)]
Number = Annotated[int, Field(ge=0)]
Address = Annotated[str, Field(pattern=r"^https?://[^\s<>\"]+$")]
# GBIF writes languages of metadata with three letters (ISO 639-2), HTML with two.
LANGUAGES = {"eng": "en", "nld": "nl", "dut": "nl", "fra": "fr", "fre": "fr", "deu": "de"}
CREATIVE_COMMONS = re.compile(
    r"https?://creativecommons\.org/(?:licenses/(?P<terms>by[a-z-]*)|publicdomain/zero)/"
    r"(?P<version>\d\.\d)(?:/.*)?"
)


class Dataset(BaseModel):
    """One data set.

    :param key: GBIF's own
    :param title: in the data set's language
    :param doi: without the address of a resolver: ``10.15468/wrthhx``
    :param citation: as GBIF asks to cite it
    :param licence: address of the licence of the records
    :param language: of title and citation, as GBIF writes it: ``eng``; empty if unknown
    :param specimens: records
    :param pictured: records with a picture
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    key: DatasetKey
    title: Words
    doi: Annotated[str, Field(pattern=r"^10\.\d{4,9}/[^\s<>\"]+$")]
    citation: Words
    licence: Address
    language: str = ""
    specimens: Number
    pictured: Number

    @property
    def language_code(self) -> str:
        """The language of title and citation, for HTML; empty if unknown."""
        return LANGUAGES.get(self.language, "")


class Snapshot(BaseModel):
    """The figures of one day.

    :param made: the day on which they were fetched (UTC)
    :param source: the address that they were fetched from
    :param specimens: records of all data sets
    :param pictured: those with a picture
    :param located: those with coordinates
    :param papers: publications that used or cited one of the data sets
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    made: date
    source: Address
    specimens: Number
    pictured: Number
    located: Number
    papers: Number
    datasets: Annotated[list[Dataset], Field(min_length=1)]

    @model_validator(mode="after")
    def _adds_up(self) -> Snapshot:
        if self.specimens != sum(dataset.specimens for dataset in self.datasets):
            raise ValueError("the specimens of the data sets do not add up to 'specimens'")
        if len({dataset.key for dataset in self.datasets}) != len(self.datasets):
            raise ValueError("a data set is here twice")
        return self


def read_snapshot(text: str, scope: Iterable[str]) -> tuple[Snapshot | None, list[Fault]]:
    """Read the file.

    :param scope: keys of the data sets that it must cover
    :returns: the snapshot, or None with every fault
    """
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return None, [Fault(error.lineno, f"This is not JSON: {error.msg}.")]
    except RecursionError:
        return None, [Fault(1, "This is not JSON: it is nested too deeply.")]
    except ValueError as error:  # A number of thousands of digits.
        return None, [Fault(1, f"This is not JSON: {error}.")]
    try:
        snapshot = Snapshot.model_validate_json(text)
    except ValidationError as error:
        # JSON is YAML. Faults in the few texts that are not, such as those with tabs, get line 1.
        marked, _ = read(text)
        faults = {Fault(marked.line(detail["loc"]), _sentence(detail)) for detail in error.errors()}
        return None, sorted(faults)
    if {dataset.key for dataset in snapshot.datasets} != set(scope):
        line = read(text)[0].line(("datasets",))
        return None, [Fault(line, "These are not the data sets of 'gbif_scope' in conf.py.")]
    return snapshot, []


def write_snapshot(path: Path, snapshot: Snapshot) -> None:
    """Write the whole file, or leave it unchanged.

    :raises OSError: if it cannot be written
    """
    text = json.dumps(snapshot.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"
    write_whole(path, text.encode())


def licence_name(address: str) -> str:
    """The usual name of a Creative Commons licence; the address of any other one.

    >>> licence_name("http://creativecommons.org/licenses/by-nc/4.0/legalcode")
    'CC BY-NC 4.0'
    >>> licence_name("http://creativecommons.org/publicdomain/zero/1.0/legalcode")
    'CC0 1.0'
    """
    if not (match := CREATIVE_COMMONS.fullmatch(address)):
        return address
    terms = match["terms"]
    return f"CC {terms.upper()} {match['version']}" if terms else f"CC0 {match['version']}"


def _sentence(detail: Any) -> str:
    keys = [step for step in detail["loc"] if isinstance(step, str)]
    name = f"{keys[-1]!r:.100}" if keys else "This"
    match detail["type"]:
        case "missing":
            return f"{name} is missing."
        case "extra_forbidden":
            return f"{name} does not belong here."
        case "value_error":
            return f"{str(detail['ctx']['error']).capitalize()}."
    return f"{name} is wrong: {detail['msg']}, not {detail['input']!r:.100}."
