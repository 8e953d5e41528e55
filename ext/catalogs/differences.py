"""What one text has and another lacks, in words: links, and what else must agree.

Used where a translation is put on a page, and where a catalog is checked: one truth for both. Plain
functions over plain values: nothing here knows Sphinx.
"""

from __future__ import annotations

from collections import Counter

#: Links of reST that are called otherwise than their target. `Locale` guesses which is which.
RENAMED = "links with another name"
#: Before a piece of HTML, where links are counted by their target.
RAW = "raw "
#: How many signs of a message are shown.
SHOWN = 40


def difference(before: Counter[str], after: Counter[str]) -> str:
    """How the links of a translation differ from its source's; nothing if they do not.

    :param before: how often the source leads to each target
    :param after: how often its translation does
    """
    before, after = before.copy(), after.copy()
    renamed = after.pop(RENAMED, 0) - before.pop(RENAMED, 0)
    lost, new = before - after, after - before
    said = []
    if renamed > 1:
        said.append("has a new name for more than one link: write each as `text <name_>`_")
    if lost:
        said.append(f"lacks {_named(lost, 'the link')}")
    if new:
        said.append(f"has {_named(new, 'a link')} that the source lacks")
    return " and ".join(said)


def lacking(lost: Counter[str], new: Counter[str]) -> str:
    """What a translation lacks and what it has besides, in words; nothing if it does not."""
    said = [f"lacks {', '.join(sorted(lost.elements()))}"] if lost else []
    if new:
        said.append(f"has {', '.join(sorted(new.elements()))}, which the source lacks")
    return " and ".join(said)


def _named(found: Counter[str], link: str) -> str:
    """Links and pieces of HTML, in words."""
    html = sorted(what.removeprefix(RAW) for what in found.elements() if what.startswith(RAW))
    targets = sorted(what for what in found.elements() if not what.startswith(RAW))
    said = [f"{link} to {', '.join(targets)}"] if targets else []
    return " and ".join([*said, f"the HTML {' '.join(html)}"] if html else said)


def beginning(message: str) -> str:
    """The first words of a message, to know it by."""
    first = message.strip().splitlines()[0] if message.strip() else message
    return f"The translation of “{first[:SHOWN]}{'…' if len(first) > SHOWN else ''}”"
