"""Compare a translation with its source.

What is a mark of the source (links, code, placeholders) comes first. Where that is not right, the words
are not looked at: a lost link takes its figures with it, and one defect is one finding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from ext.addresses import shown, why_refused

from . import signs
from .addresses import addresses, altered
from .catalog import main_language, what_hides
from .differences import difference, lacking
from .glossary import Glossary, wrong_terms
from .header import is_for_one_number
from .interface_words import markup_fault
from .kinds import Kind
from .markup import Form, Parts, labels_in, take_apart
from .message import Message
from .numbers import changed
from .placeholders import Placeholders, differing, may_lack, misplaced, placeholders
from .untranslated import Evidence, is_forgotten

#: What Sphinx puts before the address of a picture, where that is a message.
PICTURE = ".. image::"


@dataclass(frozen=True)
class Setting:
    """What is known of all messages of a catalog.

    :param source: language of the sources
    :param target: language of the translations
    :param plurals: the header's plural forms
    :param extensions: of MyST
    """

    source: str
    target: str
    plurals: str = ""
    glossary: Glossary = field(default_factory=Glossary)
    evidence: Evidence = field(default_factory=Evidence)
    extensions: frozenset[str] = frozenset()


@dataclass
class Taken:
    """A message, all of it taken apart."""

    parts: Parts
    placeholders: Placeholders
    pages: list[str]
    people: list[str]
    words: str


def taken(
    text: str, form: Form, flags: frozenset[str], labels: frozenset[str], setting: Setting
) -> Taken:
    """Take a message apart, down to its words."""
    parts = take_apart(text, form, setting.extensions, labels)
    found, words = placeholders(parts.text, flags)
    pages, people, words = addresses(words)
    names = parts.placeholders
    found = Placeholders(found.sure + names, found.maybe + names)
    return Taken(parts, found, [*parts.addresses, *pages], people, words)


def compare(message: Message, form: Form, setting: Setting) -> Iterator[tuple[Kind, int, str]]:
    """What is wrong with the translation of a message: kind, line, and what."""
    for number, text in message.forms.items():
        line = message.lines[number]
        if not text.strip():
            yield Kind.PLURAL, line, f"leaves msgstr[{number}] empty, and has others"
            continue
        # The form of a single number may do without it: "One page" and "%d pages".
        alone = message.plural is not None and is_for_one_number(setting.plurals, number)
        sources = [message.text] if message.plural is None else [message.plural]
        if alone:
            sources.append(message.text)
        found = (list(_compare(source, text, message, form, setting, alone)) for source in sources)
        for kind, said in min(found, key=len):
            yield kind, line, said


def _compare(
    source: str, text: str, message: Message, form: Form, setting: Setting, alone: bool
) -> Iterator[tuple[Kind, str]]:
    """What is wrong with one translation.

    :param alone: it is a plural form for one number, which it need not show
    """
    wrong = list(dict.fromkeys(signs.garbled(text)))
    if len(wrong) > len(signs.garbled(source)):
        said = f"holds {', '.join(wrong)}, which looks like text in another encoding"
        yield Kind.ENCODING, said
        return
    if said := what_hides(source, text):
        yield Kind.CHARACTERS, f"holds {said}"
        return
    yield from _blanks(source, text, form)
    if source.startswith(PICTURE):
        if not text.startswith(PICTURE):
            yield (
                Kind.MARKUP,
                f"is no picture: write '{PICTURE}' before the name of its file",
            )
        return
    labels = labels_in(source, text)
    before = taken(source, form, message.all_flags, labels, setting)
    if source.strip() == text.strip():
        other = main_language(setting.source) != main_language(setting.target)
        if other and is_forgotten(before.words, setting.evidence):
            yield Kind.UNTRANSLATED, "is the source text"
        return
    after = taken(text, form, message.all_flags, labels, setting)
    wrong_marks = [
        (kind, said)
        for kind, said in _marks(source, text, before, after, form, setting)
        if not (
            alone
            and kind is Kind.PLACEHOLDERS
            and _lacks_one(before, after)
            and may_lack(source, text, message.all_flags)
        )
    ]
    yield from wrong_marks
    if not wrong_marks:
        yield from _words(before.words, after.words, setting, alone)


def _lacks_one(before: Taken, after: Taken) -> bool:
    lost = before.placeholders.sure - after.placeholders.maybe
    return lost.total() == 1 and not after.placeholders.sure - before.placeholders.maybe


def _blanks(source: str, text: str, form: Form) -> Iterator[tuple[Kind, str]]:
    for where, strip in (("begins", str.lstrip), ("ends", str.rstrip)):
        wanted, there = (_edge(whole, strip(whole), where) for whole in (source, text))
        broken = ("\n" in wanted) != ("\n" in there)
        if broken:
            said = "with a line break, and the source does not"
            lacks = "without the line break of the source"
            yield Kind.BLANKS, f"{where} {said if chr(10) in there else lacks}"
        elif wanted != there and form is Form.PLAIN:
            said = "with a blank, and the source does not"
            lacks = "without the blank of the source"
            if bool(wanted) != bool(there) and not signs.is_wide(
                text.strip()[-1 if where == "ends" else 0]
            ):
                yield Kind.BLANKS, f"{where} {said if there else lacks}"


def _edge(text: str, stripped: str, where: str) -> str:
    size = len(text) - len(stripped)
    return text[:size] if where == "begins" else text[len(text) - size :]


def _marks(
    source: str, text: str, before: Taken, after: Taken, form: Form, setting: Setting
) -> Iterator[tuple[Kind, str]]:
    """What is wrong with what is not the translator's."""
    if ran := signs.active(text) - signs.active(source):
        yield Kind.ACTIVE, f"holds {', '.join(sorted(ran))}, which a browser may run"
        return
    old, new = before.parts, after.parts
    if first := _first(old, new, form):
        # What is lost with a link or with code is not told of again.
        yield first
        return
    if said := _changed_marks(old, new, form):
        yield Kind.MARKUP, said
    said = differing(before.placeholders, after.placeholders) or misplaced(source, text)
    if said:
        yield Kind.PLACEHOLDERS, said
    if form is Form.PLAIN and (said := markup_fault(text, source)):
        yield Kind.HTML, said
    yield from _addresses(before, after, setting)


def _first(old: Parts, new: Parts, form: Form) -> tuple[Kind, str] | None:
    """What is wrong with what others depend on."""
    if said := difference(old.links, new.links):
        return Kind.LINKS, said
    if form is not Form.PLAIN and new.text.count("](") > old.text.count("]("):
        return Kind.LINKS, "has a link that is none: mind the brackets"
    if said := lacking(old.code - new.code, new.code - old.code):
        return Kind.CODE, said
    if said := lacking(old.html - new.html, new.html - old.html):
        return Kind.HTML, said
    if said := ", and it ".join(sorted(new.html_faults - old.html_faults)):
        return Kind.HTML, f"has the HTML of the source in another order, so that it {said}"
    if said := lacking(old.attributes - new.attributes, new.attributes - old.attributes):
        return Kind.ATTRIBUTES, said
    return None


def _addresses(before: Taken, after: Taken, setting: Setting) -> Iterator[tuple[Kind, str]]:
    for address in after.pages:
        if address not in before.pages and (said := why_refused(address)):
            yield Kind.LINKS, f"has the address {shown(address)}, which {said}"
            return
    lost, gained = altered(before.pages, after.pages, setting.source, setting.target)
    is_link = len(before.parts.addresses) != len(after.parts.addresses)
    people, others = Counter(before.people), Counter(after.people)
    lost += (people - others).elements()
    gained += (others - people).elements()
    if lost or gained:
        kind = Kind.LINKS if is_link else Kind.ADDRESSES
        yield kind, lacking(Counter(lost), Counter(gained))
    elif is_link:
        yield Kind.LINKS, "has an address as a link where the source has none, or the reverse"


def _changed_marks(old: Parts, new: Parts, form: Form) -> str:
    marks, there = old.marks.copy(), new.marks.copy()
    # A name or a word of another language may become italic in a translation.
    if there["italic"] > marks["italic"]:
        del there["italic"], marks["italic"]
    said = lacking(marks - there, there - marks)
    if not said and form is not Form.PLAIN:
        for sign in ("**", "`"):
            if new.text.count(sign) > old.text.count(sign):
                return f"has a {sign} without its partner"
    return said


def _words(before: str, after: str, setting: Setting, alone: bool) -> Iterator[tuple[Kind, str]]:
    """What is wrong with the words."""
    lost, gained = changed(before, after, setting.source, setting.target)
    if gained or (lost and not alone):
        yield Kind.NUMBERS, lacking(Counter(lost), Counter(gained))
    wrong = Counter(signs.unbalanced_brackets(after))
    if wrong and not list(signs.unbalanced_brackets(before)):
        yield Kind.BRACKETS, f"has {' '.join(wrong)} without its partner"
    quotes = list(signs.unbalanced_quotes(after))
    if quotes and not list(signs.unbalanced_quotes(before)):
        yield Kind.QUOTES, f"has one of {' and '.join(quotes)} without its partner"
    for said in wrong_terms(before, after, setting.source, setting.target, setting.glossary):
        yield Kind.TERMS, said
