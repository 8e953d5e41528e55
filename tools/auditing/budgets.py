"""How much a page may weigh, how many requests it may make, and what its policy may not allow."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tools.auditing.faults import Fault, Weight
from tools.serve import header_rules

#: A kilobyte, in bytes.
KB = 1000
#: The most kB on the wire, without pictures and fonts: for the home page of a language, and for any other page.
HOME, OTHERS = 14, 14.5
#: The most kB of fonts.
FONTS = 20
_HOME = re.compile(r"/[a-z]+/")
#: How much a partner may add to a page: a card of words and links, and its line in the index.
PARTNER = 0.45
_PARTNER = re.compile(r'<\w+ class="vsc-partner[ "]')
#: How much more a page with a GBIF search may weigh, for its scripts and sheet.
SEARCH = 30.5
REQUESTS = 6
#: A visit of four pages: home, partners, community, a search. Files that they share are loaded once.
VISITS = (
    ("/nl/", "/nl/partners/", "/nl/community/", "/nl/exemplaren/zoekopdracht/"),
    ("/en/", "/en/partners/", "/en/community/", "/en/specimen/search/"),
)
#: The most kB of a visit, with fonts and without pictures.
VISIT = 102
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"')
_BAD_SOURCE = re.compile(r"'unsafe-(?:inline|eval|hashes)'|(?<=\s)(?:\*|https?:)(?=[\s;]|$)")


def pages_of(folder: Path) -> list[str]:
    """The addresses of all pages of a built site, except redirects."""
    return [
        "/" + path.relative_to(folder).as_posix().removesuffix("index.html")
        for path in sorted(folder.rglob("*.html"))
        if not {"_static", "pagefind"} & set(path.relative_to(folder).parts)
        and b'http-equiv="refresh"' not in path.read_bytes()
    ]


def file_of(folder: Path, page: str) -> Path:
    """The file of a page."""
    return folder / (f"{page}index.html" if page.endswith("/") else page).lstrip("/")


def searches(text: str) -> bool:
    """Whether a page searches GBIF."""
    return "js/gbif/" in text


def budget(page: str, text: str) -> float:
    """How many kB a page may weigh: a base, with additions for each partner and for a search."""
    base = HOME if _HOME.fullmatch(page) else OTHERS
    return base + PARTNER * len(_PARTNER.findall(text)) + (SEARCH if searches(text) else 0)


def check_weight(weight: Weight, text: str) -> Iterable[Fault]:
    """Which limits a page exceeds, given its HTML *text*."""
    kb = budget(weight.page, text)
    for what, size, most in (("weight", weight.words, kb), ("fonts", weight.fonts, FONTS)):
        if size > most * KB:
            yield Fault(weight.page, what, f"{size / KB:.1f} kB of {most:.1f}")
    if weight.requests > REQUESTS and not searches(text):
        yield Fault(weight.page, "requests", f"{weight.requests} of {REQUESTS}")
    if weight.shift > 0:
        yield Fault(weight.page, "layout shift", str(weight.shift))


def check_visit(addresses: Sequence[str], size: int) -> Iterable[Fault]:
    """Whether a visit of these pages exceeds its limit; *size* is in bytes."""
    if size > VISIT * KB:
        yield Fault(addresses[0], "visit", f"{size / KB:.1f} kB of {VISIT}")


def policies(folder: Path) -> dict[str, str]:
    """The policy of each page by its address, from ``_headers``."""
    return {
        address: value
        for address, name, value in header_rules(folder)
        if name == "Content-Security-Policy"
    }


def check_policy(page: str, text: str, sent: Mapping[str, str]) -> Iterable[Fault]:
    """What is wrong with the policy of a page, given its HTML *text*."""
    said = _POLICY.search(text)
    by_server = sent.get(page)
    if said is None or by_server is None:
        where = "the page" if said is None else "_headers"
        yield Fault(page, "no policy", f"{where} has none")
        return
    for policy in (said[1], by_server):
        if not policy.startswith("default-src 'none'"):
            yield Fault(page, "open policy", "it does not begin with default-src 'none'")
        for bad in _BAD_SOURCE.findall(policy):
            yield Fault(page, "open policy", bad)
        if "://" in policy and not searches(text):
            yield Fault(page, "open policy", "it names a host, but the page does not search there")
