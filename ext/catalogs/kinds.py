"""What can be wrong in a catalog: every kind, and what a translator can do about it."""

from __future__ import annotations

from enum import StrEnum

from .catalog import CHARACTERS


class Kind(StrEnum):
    """A kind of finding. The value is its name in print, in annotations and in comments.

    A translator who has looked at a finding and knows better writes ``# checked: numbers`` above
    the message: findings of that kind are then no longer told of it.
    """

    remedy: str

    def __new__(cls, value: str, remedy: str) -> Kind:
        """Make a member with its remedy."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.remedy = remedy
        return member

    # The file
    FILE = (
        "file",
        "A catalog is a file in gettext's form; remove this one, or put the right one in its place.",
    )
    ENCODING = "encoding", "Save the catalog as UTF-8, without a byte order mark."
    CHARACTERS = "characters", CHARACTERS
    SYNTAX = "syntax", 'A message is a msgid and then a msgstr, each a text between two ".'
    HEADER = "header", "The first message of a catalog, with an empty msgid, is its header."
    DUPLICATE = "duplicate", "Keep one of the two, with the better translation."
    PLURAL = (
        "plural",
        "Each number in the header's nplurals has a msgstr of its own, from msgstr[0] on.",
    )
    BLANKS = "blanks", "Begin and end as the source does."
    # Marks, which are not the translator's
    LINKS = "links", "Keep each link of the source, and only that, with its target unchanged."
    CODE = "code", "Code stays as it is in the source, between the same marks."
    MARKUP = "markup", "Keep the marks of the source, close to the words: **bold**, *italic*."
    PLACEHOLDERS = (
        "placeholders",
        "Keep each placeholder as it is written in the source; only its place is yours.",
    )
    ATTRIBUTES = "attributes", "Keep the attributes as they are in the source."
    HTML = "html", "Use the HTML of the source, and no other."
    ACTIVE = "active", "A translation holds text: take the script out."
    ADDRESSES = (
        "addresses",
        "Copy the address from the source, or give the one of the same page in the reader's language.",
    )
    # Words
    NUMBERS = "numbers", "Give the figures of the source, written as the language writes them."
    BRACKETS = "brackets", "Give each bracket its partner."
    QUOTES = "quotes", "Give each quotation mark its partner."
    UNTRANSLATED = "untranslated", "Translate it, or leave msgstr empty."
    TERMS = "terms", "Use the word of the glossary."
