"""Every kind of finding in a catalog, and what a translator can do about it."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """A kind of finding. The value is its name in print, in annotations and in comments.

    To excuse a finding, a translator writes ``# checked: numbers`` above the message: findings of
    that kind are no longer reported for it. Those of links, HTML, scripts and characters cannot be
    excused.

    :param advice: what to do
    """

    advice: str

    def __new__(cls, value: str, advice: str) -> Kind:
        """Make a member with its advice."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.advice = advice
        return member

    # The file
    FILE = (
        "file",
        "Replace it with a catalog in gettext's format, or remove it.",
    )
    ENCODING = "encoding", "Save the catalog as UTF-8, without a byte order mark."
    CHARACTERS = "characters", "Remove it, or type the word again."
    SYNTAX = (
        "syntax",
        "A message is a msgid and then a msgstr, each followed by text in quotation marks.",
    )
    HEADER = "header", "The first message of a catalog, with an empty msgid, is its header."
    DUPLICATE = "duplicate", "Keep one of the two, with the better translation."
    PLURAL = "plural", "Fill in each form that the header's nplurals counts, from msgstr[0] on."
    MSGID = "msgid", "A msgid is never changed: copy it from the page, or run `make translations`."
    BLANKS = "blanks", "Begin and end as the source does."
    # Markup, which is not the translator's to change
    LINKS = "links", "Keep every link of the source, and only those, with its target unchanged."
    CODE = "code", "Keep code and formulas as they are in the source."
    MARKUP = "markup", "Keep the marks of the source, close to the words: **bold**, *italic*."
    ROLES = "roles", "Keep each role of the source, and add no other than {lang}."
    PLACEHOLDERS = (
        "placeholders",
        "Keep each placeholder exactly as in the source; only its position may change.",
    )
    ATTRIBUTES = "attributes", "Keep the attributes as they are in the source."
    HTML = "html", "Use the HTML of the source, and nothing else."
    ACTIVE = "active", "A translation is text: remove the script."
    ADDRESSES = (
        "addresses",
        "Copy the address from the source, or use that of the same page in the reader's language.",
    )
    # Words
    NUMBERS = "numbers", "Use the numbers of the source, written as usual in the language."
    BRACKETS = "brackets", "Add the matching bracket, or remove this one."
    QUOTES = "quotes", "Add the matching quotation mark, or remove this one."
    UNTRANSLATED = "untranslated", "Translate it, or leave msgstr empty."
    TERMS = "terms", "Use the word from the glossary."
    LEFTOVERS = "leftovers", "Remove it: a translation says what its source says."
    # Hints, which may be left
    ENDS = "ends", "End the sentence as the source does, if the language does."
    LENGTH = "length", "Compare the two: something may be missing, or too much."
    SPACES = "spaces", "Remove what is too much."

    @property
    def is_hint(self) -> bool:
        """Whether it is worth a look, and may well be right."""
        return self in (Kind.ENDS, Kind.LENGTH, Kind.SPACES)

    @property
    def may_be_excused(self) -> bool:
        """Whether ``# checked:`` has an effect on findings of this kind."""
        return self not in (Kind.LINKS, Kind.HTML, Kind.ACTIVE, Kind.CHARACTERS)


#: Those that may be left.
HINTS = frozenset(kind for kind in Kind if kind.is_hint)
#: What to do, by the name of a kind.
ADVICE = {str(kind): kind.advice for kind in Kind}
