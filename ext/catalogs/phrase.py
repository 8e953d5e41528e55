"""A phrase in another language than its page, as it is written: ``herbier général <fr>``."""

from __future__ import annotations

import re

from babel import Locale, UnknownLocaleError

PHRASE = re.compile(r"(?s)(.*\S)\s*+<([\w-]++)>")


def phrase(content: str) -> tuple[str, str] | None:
    """The words and the language of the content of ``{lang}``; None if no known language is named.

    >>> phrase("herbier <fr>"), phrase("herbier <xx>")
    (('herbier', 'fr'), None)
    """
    found = PHRASE.fullmatch(content)
    if found is None:
        return None
    try:
        Locale.parse(found[2], sep="-")
    except (UnknownLocaleError, ValueError):
        return None
    return found[1], found[2]
