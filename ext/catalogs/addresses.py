"""Web and mail addresses and telephone numbers in a text.

The address of a page may be replaced by that of the same page in the reader's language:
``https://www.ugent.be/nl`` and ``https://www.ugent.be/en``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from .header import main_language
from .markup import GAP

URL = re.compile(r"(?i)(?<![\w/.])(?:(?:https?|ftp)://|www\.(?=[\w-]+\.))[^\s<>\"“”„«»\ufffc|`]+")
MAIL = re.compile(r"(?<![\w.+-])[\w.+-]*\w@\w[\w-]*(?:\.\w[\w-]*)+")
PHONE = re.compile(r"(?<![\w+])\+\d[\d\s\u00a0\u202f().\-/]{6,}\d(?!\w)")
#: What may be between the name of a site and its country: bbc.co.uk.
SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gov", "net", "org"})
BEHIND = ".,;:!?'’…*_。，、；：！？)]}）」』"


def addresses(text: str) -> tuple[list[str], list[str], str]:
    """The addresses of pages, and of people, and what is left of *text*."""
    pages: list[str] = []
    people: list[str] = []

    def page(found: re.Match[str]) -> str:
        address = _without_end(found[0])
        pages.append(address)
        return GAP + found[0][len(address) :]

    def mail(found: re.Match[str]) -> str:
        people.append(found[0].casefold())
        return GAP

    def phone(found: re.Match[str]) -> str:
        people.append("+" + "".join(re.findall(r"\d", found[0])))
        return GAP

    text = URL.sub(page, text)
    text = MAIL.sub(mail, text)
    text = PHONE.sub(phone, text)
    return pages, people, text


def _without_end(address: str) -> str:
    """An address without the punctuation of the sentence around it."""
    while address and address[-1] in BEHIND:
        if address[-1] == ")" and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return address


def altered(
    before: Sequence[str], after: Sequence[str], source: str, target: str
) -> tuple[list[str], list[str]]:
    """Addresses that are missing and that are added, except versions in other languages."""
    lost, new = list(before), list(after)
    for address in before:
        same = next((other for other in new if _plain(other) == _plain(address)), None)
        if same is not None:
            lost.remove(address)
            new.remove(same)
    for address in list(lost):
        version = next((o for o in new if _is_version(address, o, source, target)), None)
        if version is not None:
            lost.remove(address)
            new.remove(version)
    return lost, new


def _plain(address: str) -> str:
    return address.removesuffix("/").casefold()


def _is_version(address: str, other: str, source: str, target: str) -> bool:
    """Whether *other* looks like the page of *address* in the target language, on the same site."""
    by_language = _words(other) & _names(target) or _words(address) & _names(source)
    return bool(by_language) and _site(address) == _site(other)


def _site(address: str) -> str:
    """What a site is called in all its languages, whatever its country: ``ugent`` of ugent.be."""
    host = re.sub(r"(?i)^\w+://", "", address).partition("/")[0].casefold()
    parts = host.split(".")[:-1]
    if len(parts) > 1 and parts[-1] in SECOND_LEVEL:
        parts.pop()
    return parts[-1] if parts else host


def _words(address: str) -> frozenset[str]:
    """The words of an address, without the name of its country: .nl is not a language."""
    host, slash, path = re.sub(r"(?i)^\w+://", "", address).partition("/")
    return frozenset(re.split(r"[\W_]+", (host.rpartition(".")[0] + slash + path).casefold()))


@lru_cache(maxsize=64)
def _names(language: str) -> frozenset[str]:
    """How addresses name a language."""
    code = main_language(language)
    names = {code}
    try:
        locale = Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return frozenset(names)
    for name in (locale.get_display_name("en"), locale.get_display_name()):
        names.add((name or code).casefold())
    return frozenset(names)
