"""Where links may lead: one list of schemes for every place where an address can be written.

An address leads to a page of the site (``over.md``, ``/nl/over/``, ``#meise``), or to another site by one
of `SCHEMES`. It is read as browsers read it: https://url.spec.whatwg.org/#url-parsing.
"""

from __future__ import annotations

import re
import unicodedata

from .characters import hidden_names, looks_latin

SCHEMES = ("http", "https", "mailto", "tel")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_BLANKS = re.compile(r"[\s\x00-\x20\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")
_ELSEWHERE = re.compile(r"[/\\]{2}")
_AUTHORITY = re.compile(r"//([^/?#]*)")
#: How many characters of an address are shown.
SHOWN = 60


def why_refused(address: str) -> str:
    r"""Why a link may not lead to *address*, and what to write; empty if it may.

    >>> why_refused("https://www.gbif.org/"), why_refused("partners.md#meise")
    ('', '')
    >>> why_refused("java\tscript:alert(1)")
    'has a control character (U+0009)'
    """
    text = address.strip(" ")
    if control := _CONTROL.search(text):
        return f"has a control character (U+{ord(control[0]):04X})"
    bare = _BLANKS.sub("", text)
    found = _SCHEME.match(bare)
    if found is None:
        if _ELSEWHERE.match(bare):
            return "begins with //; write https:// before the name of the other site"
        return _hides(text)
    scheme = found[1].lower()
    if scheme not in SCHEMES:
        others = ", ".join(f"{name}:" for name in SCHEMES)
        return f"begins with '{scheme}:'; write {others} or the name of a page"
    if not text.startswith(found[0]):
        return f"has a space or an invisible character in {scheme}:"
    if not scheme.startswith("http"):
        return _hides(text)
    authority = _AUTHORITY.match(text, found.end())
    if not authority or not authority[1]:
        return f"does not name a site: write {scheme}:// and then the name of the site"
    return _strange_host(authority[1]) or _hides(text)


def is_elsewhere(address: str) -> bool:
    """Whether an address leads outside the site, so that a page may link to it but never fetch it."""
    return bool(_SCHEME.match(address.strip()) or _ELSEWHERE.match(address.strip()))


def shown(address: str) -> str:
    """The beginning of an address in quotes, as messages show it, with invisible characters as codes."""
    text = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in address[:SHOWN])
    return f"'{text}{'…' if len(address) > SHOWN else ''}'"


def _hides(text: str) -> str:
    said = hidden_names(text)
    return f"contains {said}" if said else ""


def _strange_host(authority: str) -> str:
    """What is wrong with the part of an address that names the site; empty if nothing is."""
    if "@" in authority:
        return "has a name before an @, which hides where it leads: write only the site"
    if "\\" in authority or "%" in authority:
        return "has a \\ or a % in the name of the site"
    host = re.sub(r":\d*$", "", authority)
    if unicodedata.normalize("NFKC", host).lower() != unicodedata.normalize("NFC", host).lower():
        return "spells its site in characters that only look like ordinary letters: type it again"
    try:
        labels = [_decoded(label) for label in host.split(".")]
    except UnicodeError:
        return "has a part that begins with xn-- and cannot be read"
    for label in labels:
        if said := hidden_names(label):
            return f"contains {said} in the name of its site"
        # A Cyrillic name in front of a Cyrillic country code is at home there.
        if labels[-1].isascii() and looks_latin(label):
            return f"spells its site “{label}” in letters that only look like Latin ones (U+{ord(label[0]):04X})"
    return ""


def _decoded(label: str) -> str:
    """A part of a host name as readers see it: ``xn--…`` encodes other letters."""
    if not label.lower().startswith("xn--"):
        return label
    return label[4:].encode("ascii").decode("punycode")
