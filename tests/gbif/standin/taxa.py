"""An invented tree of life: kingdoms to species."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.gbif.standin.words import EPITHET_ENDS, LATIN_ENDS, several

RANKS = ("KINGDOM", "PHYLUM", "CLASS", "ORDER", "FAMILY", "GENUS", "SPECIES")
# How many a taxon of the rank above has.
CHILDREN = (4, 2, 2, 2, 3, 4, 6)
ENDS = ("ota", "phyta", "opsida", "ales", "aceae", "", "")
FIRST_KEY = 700_000


@dataclass
class Taxon:
    """A taxon: its name, and those that it belongs to, the kingdom first."""

    key: int
    rank: str
    name: str
    author: str
    ancestors: tuple["Taxon", ...]
    children: list["Taxon"] = field(default_factory=list)
    accepted: "Taxon | None" = None
    common: tuple[str, ...] = ()

    @property
    def scientific_name(self) -> str:
        """The name with its author, as GBIF writes it."""
        return f"{self.name} {self.author}".strip()

    @property
    def line(self) -> tuple["Taxon", ...]:
        """Its ancestors and itself."""
        return (*self.ancestors, self)

    @property
    def classification(self) -> dict[str, Any]:
        """Names and keys of it and what it belongs to: `family`, `familyKey`."""
        fields: dict[str, Any] = {}
        for one in self.line:
            fields[one.rank.lower()] = one.name
            fields[f"{one.rank.lower()}Key"] = one.key
        return fields

    @property
    def suggestion(self) -> dict[str, Any]:
        """An entry of `/v1/species/suggest`."""
        return {
            "key": self.key,
            "nubKey": self.key,
            "scientificName": self.scientific_name,
            "canonicalName": self.name,
            "rank": self.rank,
            "status": "SYNONYM" if self.accepted else "ACCEPTED",
            "synonym": self.accepted is not None,
            **self.classification,
            "higherClassificationMap": {str(one.key): one.name for one in self.ancestors},
        }

    @property
    def vernacular_names(self) -> list[dict[str, str]]:
        """Names that people use: of species, with the repetitions and gaps of GBIF's."""
        if self.rank != "SPECIES":
            return []
        word = self.name.split()[-1]
        english, dutch = self.common or (f"Common {word}", f"Gewone {word}")
        return [
            {"vernacularName": f"{english} of nobody", "language": ""},
            {"vernacularName": english, "language": "eng"},
            {"vernacularName": dutch, "language": "nld"},
            {"vernacularName": dutch.lower(), "language": "nld", "country": "BE"},
        ]

    @property
    def found(self) -> dict[str, Any]:
        """An entry of `/v1/species/search`."""
        own = [{k: one[k] for k in ("vernacularName", "language")} for one in self.vernacular_names]
        return self.details | {"vernacularNames": own}

    @property
    def details(self) -> dict[str, Any]:
        """The answer of `/v1/species/{key}`."""
        fields = self.suggestion
        del fields["status"], fields["higherClassificationMap"]
        fields |= {"taxonomicStatus": self.suggestion["status"], "authorship": self.author}
        if self.accepted:
            fields |= {"acceptedKey": self.accepted.key, "accepted": self.accepted.scientific_name}
        return fields


def letter_key(key: int) -> str:
    """The key of a taxon in the Catalogue of Life, which has letters.

    >>> letter_key(700123)
    'HAABCD'
    """
    return "".join(chr(ord("A") + int(digit)) for digit in str(key))


def number_key(letters: str) -> str:
    """The key in the backbone of a taxon of the Catalogue of Life.

    >>> number_key("HAABCD")
    '700123'
    """
    return "".join(str(ord(letter) - ord("A")) for letter in letters)


def make_namesakes(families: list[Taxon]) -> list[Taxon]:
    """Two genera of one name, in different kingdoms, a synonym of the second, and two real taxa."""
    first = Taxon(2, "GENUS", "Dwimzorva", "A.Invent.", families[0].line)
    second = Taxon(3, "GENUS", "Dwimzorva", "Invent, 1850", families[-1].line)
    synonym = Taxon(4, "GENUS", "Vraxdwimella", "Invent, 1883", families[-1].line, accepted=second)
    names = ("House Sparrow", "Huismus")
    sparrow = Taxon(5231190, "SPECIES", "Passer domesticus", "(Linnaeus, 1758)", (), common=names)
    puma = Taxon(5, "GENUS", "Puma", "Jardine, 1834", families[-1].line)
    return [first, second, synonym, sparrow, puma]


def make_taxa(random: Random) -> list[Taxon]:
    """All taxa, those of a rank together, kingdoms first."""
    total = 1
    level: list[Taxon] = []
    found: list[Taxon] = []
    for rank, number, end in zip(RANKS, CHILDREN, ENDS, strict=True):
        total *= number
        names = iter(several(random, EPITHET_ENDS if rank == "SPECIES" else LATIN_ENDS, total))
        next_level = []
        for parent in level or [None]:
            for _ in range(number):
                name = next(names)
                if rank == "SPECIES" and parent:
                    name = f"{parent.name} {name.lower()}"
                elif end:
                    name = name.rstrip("aeiou") + end
                author = f"{random.choice('ABDKLMV')}.Invent." if rank in RANKS[-2:] else ""
                line = parent.line if parent else ()
                taxon = Taxon(FIRST_KEY + len(found), rank, name, author, line)
                found.append(taxon)
                next_level.append(taxon)
                if parent:
                    parent.children.append(taxon)
        level = next_level
    return found
