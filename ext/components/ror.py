"""Identifiers of the Research Organization Registry, https://ror.readme.io/docs/identifier."""

from __future__ import annotations

import re

# Crockford's base 32: without i, l, o and u.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
SHAPE = re.compile(rf"0([{ALPHABET}]{{6}})(\d\d)")


def check_digits(number: str) -> str:
    """The two check digits for the six characters of an identifier (ISO/IEC 7064, mod 97-10).

    >>> check_digits("1h1jbk")
    '91'
    """
    value = 0
    for character in number:
        value = value * len(ALPHABET) + ALPHABET.index(character)
    return f"{98 - value * 100 % 97:02}"


def ror_problem(identifier: str) -> str:
    """What is wrong with an identifier; empty if it is valid.

    >>> ror_problem("05f950310")
    ''
    """
    found = SHAPE.fullmatch(identifier)
    if not found:
        return f"{identifier!r} is not a ROR identifier: one has nine characters and begins with 0."
    if check_digits(found[1]) != found[2]:
        return f"{identifier!r} is not a ROR identifier: it contains a typing error."
    return ""
