"""A message of a page, a template or a catalog, in one form. Plain values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

#: Context and text of a message.
Key = tuple[str | None, str]

FUZZY = "fuzzy"
#: Between the context and the text of a message in a `.mo` file: gettext's own separator.
CONTEXT_SEPARATOR = "\x04"
CHECKED = re.compile(r"#\s*checked:\s*([a-z]+(?:\s*,\s*[a-z]+)*)", re.IGNORECASE)
#: Flags that gettext calls sticky. They stay where they are, among the comments.
STICKY = "#="


@dataclass(frozen=True)
class Message:
    """A message.

    :param text: what is translated
    :param plural: its plural form; None for most
    :param notes: what a translator should know (``#.``), a line each
    :param places: files that contain its text (``#:``)
    :param flags: such as ``fuzzy`` (``#,``)
    :param context: distinguishes messages with the same text; None for most
    :param comments: lines of translators, with their ``#``
    :param previous: the text that a fuzzy translation was made for (``#|``), as lines of a catalog
    :param forms: its translation by the number of the plural form; of a message without, number 0
    :param obsolete: whether its text is gone (``#~``)
    :param line: of its first keyword in the catalog, from 1
    :param lines: line of each form
    :param written_places: `places` as lines of the catalog, each of one or more
    :param kind: what it is, on a page: ``heading``, ``table cell``
    :param headings: those above it, the outermost first, without the page's title
    :param head: lines from ``msgctxt`` to the first ``msgstr``, as they were written
    :param tail: lines from the first ``msgstr``, as they were written
    """

    text: str = ""
    plural: str | None = None
    notes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    context: str | None = None
    comments: tuple[str, ...] = ()
    previous: tuple[str, ...] = ()
    forms: Mapping[int, str] = field(default_factory=dict)
    obsolete: bool = False
    line: int = 0
    lines: Mapping[int, int] = field(default_factory=dict)
    written_places: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()
    kind: str = ""
    headings: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """What identifies it in a catalog."""
        return self.context, self.text

    @property
    def name(self) -> str:
        """Its key as one text, as `.mo` files have it."""
        return (
            self.text if self.context is None else f"{self.context}{CONTEXT_SEPARATOR}{self.text}"
        )

    def is_in(self, file: str) -> bool:
        """Whether a page contains its text; tools name that from another folder, and with a line."""
        named = (f"/{place.partition(':')[0]}" for place in self.places)
        return any(place.endswith(f"/{file}") for place in named)

    @property
    def is_header(self) -> bool:
        """Whether it is the header of a catalog, not a message."""
        return self.text == "" and self.context is None

    @property
    def is_fuzzy(self) -> bool:
        """Whether a translator should review it."""
        return FUZZY in self.flags

    @property
    def is_translated(self) -> bool:
        """Whether there is a translation, fuzzy or not."""
        return any(text.strip() for text in self.forms.values())

    @property
    def line_of_translation(self) -> int:
        """The line of its first form in the catalog."""
        return self.lines.get(0, self.line)

    @property
    def all_flags(self) -> frozenset[str]:
        """Its flags, also those that are sticky."""
        sticky = (line[2:].split(",") for line in self.comments if line.startswith(STICKY))
        return frozenset((*self.flags, *(flag.strip() for flags in sticky for flag in flags)))

    @property
    def checked(self) -> frozenset[str]:
        """Kinds of findings that a translator has looked at: ``# checked: numbers``."""
        found = filter(None, map(CHECKED.match, self.comments))
        return frozenset(kind for one in found for kind in re.findall("[a-z]+", one[1].lower()))

    def __str__(self) -> str:
        """The message as lines of a catalog."""
        lines = list(self.comments)
        if not self.obsolete:
            lines += [f"#. {note}".rstrip() for note in self.notes]
            lines += [f"#: {place}" for place in self.written_places]
        if self.flags:
            lines.append(f"#, {', '.join(self.flags)}")
        mark = "#~ " if self.obsolete else ""
        lines += [f"#~| {line}" if self.obsolete else f"#| {line}" for line in self.previous]
        return "\n".join([*lines, *(mark + line for line in (*self.head, *self.tail))])
