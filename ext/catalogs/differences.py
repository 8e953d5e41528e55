"""Describe in words what one text has and another is missing.

Used wherever a translation is compared with its source. Plain functions over plain values.
"""

from __future__ import annotations

from collections import Counter

#: How many characters of a message are shown.
SHOWN = 40
#: How many characters of what is missing or added.
LISTED = 200


def difference(before: Counter[str], after: Counter[str], what: str = "") -> str:
    """What a translation is missing, and what it adds to its source; empty if they agree.

    :param before: how often the source has each thing
    :param after: how often its translation does
    :param what: the word for one, such as ``link to``

    >>> difference(Counter(["a.md"]), Counter(["b.md"]), "link to")
    'is missing the link to a.md, and adds a link to b.md'
    """
    said = []
    if lost := before - after:
        said.append(f"is missing {f'the {what} ' if what else ''}{_listed(lost)}")
    if added := after - before:
        said.append(f"adds {f'a {what} ' if what else ''}{_listed(added)}")
    return ", and ".join(said)


def _listed(found: Counter[str]) -> str:
    """What was found, on one line, with invisible characters as codes."""
    text = " ".join(", ".join(sorted(found.elements())).split())
    text = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
    return text if len(text) <= LISTED else f"{text[:LISTED]}…"


def beginning(message: str) -> str:
    """The first words of a message, by which a translator recognises it."""
    first = message.strip().splitlines()[0] if message.strip() else message
    return f"The translation of “{first[:SHOWN]}{'…' if len(first) > SHOWN else ''}”"
