"""Placeholders: what a program or a page fills in.

If a message names its format (``#, python-format``), every placeholder of the format counts;
otherwise, only those that cannot be words: ``%(name)s``, ``%s``, ``{name}``, ``{{ name }}``, ``${name}``,
``|name|``.

Sources: "printf-style String Formatting" and "Format String Syntax" in the Python documentation;
"format strings" in the GNU gettext manual.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import count

from .catalog import fits
from .differences import difference
from .markup import GAP
from .substitutions import take_expressions

#: Formats whose placeholders begin with %.
PRINTF = ("python-format", "c-format", "php-format", "perl-format", "objc-format", "lua-format")
PERCENT = re.compile(
    r"%(?:(?P<literal>%)|(?P<name>\(\w+\))?(?P<place>\d+\$)?[-+ #0']*(?:\*|\d+)?(?:\.(?:\*|\d+))?"
    r"(?:hh|ll|[hlLqjzt])?(?P<type>[diouxXeEfFgGcrsaAp@])|(?P<wrong>))"
)
#: Behind a number it is a sign for hundredths: 25 %, 100%d'eau.
LIKELY = r"%(?:\(\w+\)[-+ #0]*\d*(?:\.\d+)?[a-zA-Z]|(?:\d+\$)?[sd@])"
SURE = re.compile(rf"(?<![\d%])(?<!\d[\s\u00a0\u202f]){LIKELY}")
MAYBE = re.compile(rf"(?<!%){LIKELY}")
#: The position that a translation may give it, to change the order.
PLACE = re.compile(r"%\d+\$")
#: A date as programs write it: %H:%M, %e %B.
DATE = re.compile(r"%[-_0^#]?[aAbBeHIMSYpymjZ](?!\w)")
DOLLAR = re.compile(r"[$%#]\{[\w.]+\}")
BRACE = re.compile(
    r"(?<!\{)\{(?:[A-Za-z_]\w*|\d+)?(?:\.\w+|\[\w+\])*(?:![rsa])?(?::[^{}\s]{0,12})?\}(?!\})"
)
BARS = re.compile(r"(?<![\w|])\|[A-Za-z_][\w.-]*\|(?![\w|])")


@dataclass(frozen=True)
class Placeholders:
    """The placeholders of a text.

    :param sure: those that cannot be anything else
    :param maybe: the same, and "100 %s", where the % may be a sign for hundredths
    """

    sure: Counter[str]
    maybe: Counter[str]


def placeholders(text: str, flags: frozenset[str]) -> tuple[Placeholders, str]:
    """The placeholders of *text*, and what is left of it."""
    found: Counter[str] = Counter()
    places = count(1)

    def note(match: re.Match[str]) -> str:
        found[re.sub(r"\s+", "", match[0])] += 1
        return GAP

    def note_percent(match: re.Match[str]) -> str:
        if match["wrong"] is not None:
            found["%"] += 1
        elif not match["literal"]:
            # By name, or by position, which a translation may state.
            place = match["place"] or ("" if "python-format" in flags else f"{next(places)}$")
            found[f"%{match['name'] or place}{_kind(match['type'])}"] += 1
        return GAP if not match["literal"] else "%"

    names, text = take_expressions(text, GAP)
    found.update(names)
    for pattern in (DOLLAR, BRACE, BARS):
        text = pattern.sub(note, text)
    if flags.intersection(PRINTF):
        text = PERCENT.sub(note_percent, text)
        return Placeholders(found, found), text
    if DATE.search(text):
        return Placeholders(found, found), text
    maybe = found + Counter(PLACE.sub("%", match[0]) for match in MAYBE.finditer(text))
    sure = found + Counter(PLACE.sub("%", match[0]) for match in SURE.finditer(text))
    return Placeholders(sure, maybe), SURE.sub(GAP, text)


def _kind(letter: str) -> str:
    """The letter of a format, the same for equivalent ones: %d and %i."""
    return {"i": "d", "u": "d"}.get(letter, letter)


def differing(before: Placeholders, after: Placeholders) -> str:
    """How the placeholders of a translation differ; empty if they do not."""
    return difference(before.sure - after.maybe, after.sure - before.maybe)


def may_lack(source: str, text: str, flags: frozenset[str]) -> bool:
    """Whether *text* may omit a placeholder, by the rules of msgfmt: "One page" for "%d pages".

    One that is filled in by position cannot be left out, except the last one in some formats.
    """
    if not flags.intersection(PRINTF):
        return True
    before, after = (
        [found for found in PERCENT.finditer(one) if not found["literal"]] for one in (source, text)
    )
    if all(found["name"] or found["place"] for found in before):
        return True
    kinds = [_kind(found["type"] or "") for found in after]
    return "python-format" not in flags and kinds == [
        _kind(found["type"] or "") for found in before[: len(kinds)]
    ]


def misplaced(source: str, text: str) -> str:
    """Why Python could not fill in a translation with the right placeholders; else empty."""
    if not fits(source, "", source) or fits(source, "", text) or PLACE.search(text):
        return ""
    if text.replace("%%", "").count("%") > source.replace("%%", "").count("%"):
        return "has a single %: write %%"
    return "changes the order of placeholders that are filled in by position"
