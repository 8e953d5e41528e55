"""Names that exist nowhere, the same for the same seed."""

from random import Random

BEGINNINGS = [
    "Zorv",
    "Quib",
    "Mjel",
    "Vrax",
    "Dwim",
    "Plov",
    "Skarn",
    "Twov",
    "Glim",
    "Brunz",
    "Fexo",
    "Hwal",
    "Jupr",
    "Krim",
    "Nazd",
    "Ozwi",
]
MIDDLES = [
    "a",
    "e",
    "i",
    "o",
    "u",
    "andi",
    "elo",
    "imu",
    "oro",
    "uva",
    "anti",
    "erbo",
    "ilga",
    "oske",
    "umbi",
]
LATIN_ENDS = ["ntia", "lla", "ria", "nus", "rix", "dium", "phora", "ceras", "psis", "stoma"]
EPITHET_ENDS = ["nsis", "rosa", "lata", "tica", "fera", "gera", "nula", "bilis", "cola", "formis"]
PEOPLE_ENDS = ["velde", "mans", "straete", "gem", "ckx", "kens", "bosch", "daele"]
PLACE_ENDS = ["gem", "zele", "velde", "hoven", "beke", "loo", "daal", "wijk"]


def invented(random: Random, ends: list[str]) -> str:
    """A word of the collection, with a capital."""
    middle = random.choice(MIDDLES) + (random.choice("vzkrm") if random.random() < 0.5 else "")
    return random.choice(BEGINNINGS) + middle + random.choice(ends)


def several(random: Random, ends: list[str], number: int) -> list[str]:
    """That many words, all different."""
    found: dict[str, None] = {}
    while len(found) < number:
        found[invented(random, ends)] = None
    return list(found)


def people(random: Random, number: int) -> list[str]:
    """Collectors: initials and a family name; some with `Van`, some with an accent."""
    found: dict[str, None] = {}
    while len(found) < number:
        name = invented(random, PEOPLE_ENDS)
        if random.random() < 0.3:
            name = f"Van {name}"
        if random.random() < 0.1:
            name = name.replace("e", "é", 1)
        found[f"{random.choice('ABCDEFGHJKLMNPRSTV')}. {name}"] = None
    return list(found)


def key_like_gbifs(random: Random) -> str:
    """A key of the form that GBIF gives to data sets and organisations (a UUID)."""
    digits = f"{random.getrandbits(128):032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
