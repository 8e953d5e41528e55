"""Compare a translation with its source.

`refusal` returns what keeps it off the page, for builds and the checker alike; `compare` returns all
that is wrong with it. Markup comes first, and if that is wrong, the words are not checked: a lost link
may take numbers with it, and one defect is one finding.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from docutils.utils.urischemes import schemes

from ..addresses import shown, why_refused
from . import quantities, signs
from .addresses import addresses, altered
from .block_marks import added_block
from .catalog import what_hides
from .differences import difference
from .glossary import Glossary, wrong_terms
from .header import is_for_one_number, main_language
from .interface_words import markup_fault
from .kinds import Kind
from .leftovers import (
    changed_names,
    end_of,
    foreign_words,
    leftovers,
    odd_marks,
    other_end,
    other_length,
    repeated_word,
    untranslated_words,
)
from .markup import ANONYMOUS, Form, Markup, labels_in, parse_markup
from .message import Message
from .numbers import changed
from .placeholders import Placeholders, differing, may_lack, misplaced, placeholders
from .substitutions import take_expressions
from .untranslated import Evidence, is_forgotten

#: What Sphinx puts before the address of a picture, where that is a message.
PICTURE = ".. image::"
#: Of links to people.
PEOPLE = ("mailto:", "tel:")
#: Two spaces between words, or a space at an end.
EXTRA_SPACE = re.compile(r"(?<=\S)  (?=\S)|^ | $|\t|\w [,.](?!\w|\.)|(?<!\.)\.\.(?!\.)")
#: The end of a sentence and the next one.
WITHOUT_SPACE = re.compile(r"[a-zà-ÿ]{2}[.!?][A-ZÀ-Þ][a-zà-ÿ]")
OPENING = re.compile("[¿¡]")
HOST = re.compile(r"(?i)(?:https?:)?//[^/?#]*")
#: docutils ends an address at a letter, a digit, or one of the signs named here.
STANDALONE = re.compile(r"(?<![\w+.-])([a-zA-Z][\w+.-]*+):[^\s\ufffc]*[\w~*/=+]")
#: A text without any of these has no markup, and no address.
MARKED = re.compile(r"[\[\]`{}<>|$&\\:@/_]|www\.")


@dataclass(frozen=True)
class Setting:
    """What is known about all messages of a catalog.

    :param source: language of the sources
    :param target: language of the translations
    :param plurals: the header's plural forms
    :param extensions: of MyST
    :param pairs: all messages with their translations
    """

    source: str
    target: str
    plurals: str = ""
    glossary: Glossary = field(default_factory=Glossary)
    evidence: Evidence = field(default_factory=Evidence)
    extensions: frozenset[str] = frozenset()
    pairs: Iterable[tuple[str, str]] = ()

    @cached_property
    def titles(self) -> dict[str, str]:
        """The text of each translation, as a name: docutils knows a heading by its text."""
        return {_name(text): _name(source) for source, text in self.pairs}


class Reason(NamedTuple):
    """Why a translation is not right.

    :param fault: the words after "The translation of “…”"
    """

    kind: Kind
    fault: str


def refusal(
    source: str, text: str, form: Form, setting: Setting, excused: frozenset[str] = frozenset()
) -> Reason | None:
    """Why *text* must not be shown as the translation of *source*; None if it may.

    :param excused: kinds that a translator has looked at, of which some may be excused

    >>> nl_en = Setting("nl", "en")
    >>> refusal("Zie [a](a.md).", "See [a](b.md).", Form.MARKDOWN, nl_en).fault
    'is missing the link to a.md, and adds a link to b.md'
    """
    if source == text:
        return None
    found = _refusals(source, text, form, setting)
    return next(
        (one for one in found if one.kind not in excused or not one.kind.may_be_excused), None
    )


def compare(message: Message, form: Form, setting: Setting) -> Iterator[tuple[Kind, int, str]]:
    """What is wrong with the translation of a message: kind, line, and what."""
    for number, text in message.forms.items():
        line = message.lines[number]
        if not text.strip():
            yield Kind.PLURAL, line, f"has an empty msgstr[{number}]: fill in every form, or none"
            continue
        # The form of a single number need not show it: "One page" and "%d pages".
        alone = message.plural is not None and is_for_one_number(setting.plurals, number)
        sources = [message.text] if message.plural is None else [message.plural]
        if alone:
            sources.append(message.text)
        found = (list(_compare(source, text, message, form, setting, alone)) for source in sources)
        for kind, fault in min(found, key=len):
            yield kind, line, fault


def _refusals(source: str, text: str, form: Form, setting: Setting) -> Iterator[Reason]:
    if fault := what_hides(source, text):
        yield Reason(Kind.CHARACTERS, f"contains {fault}")
    if ran := signs.active(text) - signs.active(source):
        fault = f"contains {', '.join(sorted(ran))}, which a browser may run"
        yield Reason(Kind.ACTIVE, fault)
    if source.startswith(PICTURE):
        if not text.startswith(PICTURE):
            yield Reason(Kind.MARKUP, f"must begin with '{PICTURE}', as the source does")
        return
    if form in (Form.MARKDOWN, Form.REST) and (fault := added_block(source, text)):
        yield Reason(Kind.MARKUP, fault)
    if not MARKED.search(source) and not MARKED.search(text):
        return
    labels = labels_in(source, text)
    old, new = (parse_markup(one, form, setting.extensions, labels) for one in (source, text))
    yield from _lost_links(old, new, form, setting)
    if fault := difference(old.code, new.code):
        yield Reason(Kind.CODE, fault)
    if fault := difference(old.html, new.html):
        yield Reason(Kind.HTML, fault)
    if fault := ", and it ".join(sorted(new.html_faults - old.html_faults)):
        fault = f"has the HTML of the source in another order, so that it {fault}"
        yield Reason(Kind.HTML, fault)
    if fault := difference(old.attributes, new.attributes):
        yield Reason(Kind.ATTRIBUTES, fault)
    if fault := difference(old.roles, new.roles, "role"):
        yield Reason(Kind.ROLES, fault)
    if form is not Form.PLAIN and (
        fault := difference(_filled_in(source, old), _filled_in(text, new))
    ):
        yield Reason(Kind.PLACEHOLDERS, fault)


def _lost_links(old: Markup, new: Markup, form: Form, setting: Setting) -> Iterator[Reason]:
    if fault := difference(old.links, new.links, "link to"):
        changed = [*(old.links - new.links), *(new.links - old.links)]
        people = all(target.startswith(PEOPLE) for target in changed)
        yield Reason(Kind.ADDRESSES if people else Kind.LINKS, fault)
    if fault := _renamed(old.names, new.names, setting):
        yield Reason(Kind.LINKS, fault)
    before, after = (_all_addresses(one, form) for one in (old, new))
    for address in after:
        if address not in before and (fault := why_refused(address)):
            yield Reason(Kind.LINKS, f"has the address {shown(address)}, which {fault}")
    if form is not Form.REST and "linkify" not in setting.extensions:
        # Where MyST makes no links of addresses, <https://…> is a link and https://… is not.
        before, after = old.addresses, new.addresses
    if len(before) != len(after):
        lost, added = altered(before, after, setting.source, setting.target)
        otherwise = "links an address that is plain text in the source, or the reverse"
        fault = difference(Counter(lost), Counter(added), "link to") or otherwise
        yield Reason(Kind.LINKS, fault)
    elif form is Form.REST and len(old.worded_links) > len(new.worded_links):
        yield Reason(Kind.LINKS, "has a broken link: write `words <address>`_, as the source does")
    if fault := _exchanged(old, new):
        yield Reason(Kind.LINKS, fault)
    if form is not Form.PLAIN and new.text.count("](") > old.text.count("]("):
        fault = "has a broken link: check its brackets, and remove spaces from its target"
        yield Reason(Kind.LINKS, fault)


def _exchanged(old: Markup, new: Markup) -> str:
    """Which link leads where another link of the source does, behind the same words."""
    targets: dict[str, set[str]] = {}
    for target, words in old.worded_links:
        targets.setdefault(_name(words), set()).add(target)
    there = {target for target, _ in old.worded_links}
    sites = set(map(_site, there))
    for target, words in new.worded_links:
        wanted = targets.get(_name(words), {target})
        # Another page of another site, vliz.be/en for vliz.be/nl, is the same; that of another link is not.
        site = _site(target)
        is_other = site in sites and site not in map(_site, wanted)
        if is_other or (target in there and target not in wanted):
            return f"leads “{words}” to {target}; in the source it leads to {min(wanted)}"
    return ""


def _site(target: str) -> str:
    """The host of an address of another site; of any other target, all of it."""
    host = HOST.match(target)
    return host[0] if host else target


def _all_addresses(markup: Markup, form: Form) -> list[str]:
    """Addresses of links, and those in the text, which are links in reStructuredText."""
    pages, people, _ = addresses(markup.text)
    if form is not Form.REST:
        return [*markup.addresses, *pages]
    # docutils asks for no slashes behind the scheme.
    found = [one[0] for one in STANDALONE.finditer(markup.text) if one[1].lower() in schemes]
    return [*markup.addresses, *found, *people]


def _renamed(old: Counter[str], new: Counter[str], setting: Setting) -> str:
    """How references by name differ; empty if Sphinx can match them.

    Sphinx lets a translation rename one, and all that lead to a heading, which has its own
    translation.
    """
    added: Counter[str] = Counter()
    lost = old - new
    for name, count in (new - old).items():
        added[setting.titles.get(name, name)] += count
    lost, added = lost - added, added - lost
    if lost.total() == added.total() == 1 and not (added.keys() & old.keys()):
        return ""
    if lost.total() == added.total() > 1 and not (added.keys() & old.keys()):
        return "renames more than one link: write each as `text <name_>`_"
    was, now = (Counter({_shown(name): n for name, n in one.items()}) for one in (lost, added))
    return difference(was, now, "link to")


def _shown(name: str) -> str:
    return "the next address, as in `words`__" if name == ANONYMOUS else f"{name}_"


def _name(text: str) -> str:
    return " ".join(text.lower().split())


def _filled_in(text: str, markup: Markup) -> Counter[str]:
    """What a page fills in: ``{{ name }}``, and ``|name|`` of reStructuredText."""
    return Counter(take_expressions(text)[0]) + markup.placeholders


@dataclass
class Content:
    """A message, parsed down to its words."""

    markup: Markup
    placeholders: Placeholders
    pages: list[str]
    people: list[str]
    words: str


def content_of(
    text: str, form: Form, flags: frozenset[str], labels: frozenset[str], setting: Setting
) -> Content:
    """Parse a message down to its words."""
    markup = parse_markup(text, form, setting.extensions, labels)
    found, words = placeholders(markup.text, flags)
    pages, people, words = addresses(words)
    return Content(markup, found, [*markup.addresses, *pages], people, words)


def _compare(
    source: str, text: str, message: Message, form: Form, setting: Setting, alone: bool
) -> Iterator[tuple[Kind, str]]:
    """What is wrong with one translation.

    :param alone: it is a plural form for one number, which it need not show
    """
    wrong = list(dict.fromkeys(signs.garbled(text)))
    if len(wrong) > len(signs.garbled(source)):
        yield Kind.ENCODING, f"contains garbled letters: {', '.join(wrong)}. Type them again"
        return
    reason = refusal(source, text, form, setting, message.checked)
    if reason is not None and reason.kind is Kind.CHARACTERS:
        yield reason
        return
    yield from _blanks(source, text, form)
    if reason is not None:
        yield reason
        return
    if source.startswith(PICTURE):
        return
    labels = labels_in(source, text)
    before = content_of(source, form, message.all_flags, labels, setting)
    if source.strip() == text.strip():
        other = main_language(setting.source) != main_language(setting.target)
        if other and is_forgotten(before.words, setting.evidence):
            yield Kind.UNTRANSLATED, "is still in the source language"
        return
    after = content_of(text, form, message.all_flags, labels, setting)
    wrong_marks = [
        (kind, fault)
        for kind, fault in _marks(source, text, before, after, form, setting)
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
    yield from _leftovers(source, text, before.words, after.words, setting)


def _leftovers(
    source: str, text: str, before: str, after: str, setting: Setting
) -> Iterator[tuple[Kind, str]]:
    """What was left in a translation, and what a careful eye would see."""
    for fault in leftovers(source, text):
        yield Kind.LEFTOVERS, fault
    if main_language(setting.source) != main_language(setting.target):
        for words in untranslated_words(source, before, after, setting.evidence):
            yield Kind.UNTRANSLATED, f"still has words of the source: “{words}”"
        if words := foreign_words(before, after, setting.target):
            yield Kind.UNTRANSLATED, f"has words of another language: “{words}”"
    if fault := odd_marks(source, text, before, after, setting.target):
        yield Kind.LEFTOVERS, fault
    if fault := other_end(before, after):
        yield Kind.ENDS, fault
    if fault := other_length(before, after):
        yield Kind.LENGTH, fault
    if WITHOUT_SPACE.search(after) and not WITHOUT_SPACE.search(before):
        yield Kind.SPACES, "has no space between two sentences"
    if EXTRA_SPACE.search(text) and not EXTRA_SPACE.search(source):
        yield Kind.SPACES, "has a space or a full stop too many"
    if word := repeated_word(before, after):
        yield Kind.SPACES, f"says “{word}” twice in a row"
    is_spanish = main_language(setting.target) == "es"
    if is_spanish and end_of(after) in ("?", "!") and not OPENING.search(after):
        yield Kind.ENDS, "must begin its question or exclamation with ¿ or ¡"


def _lacks_one(before: Content, after: Content) -> bool:
    lost = before.placeholders.sure - after.placeholders.maybe
    return lost.total() == 1 and not after.placeholders.sure - before.placeholders.maybe


def _blanks(source: str, text: str, form: Form) -> Iterator[tuple[Kind, str]]:
    for where, strip in (("begin", str.lstrip), ("end", str.rstrip)):
        wanted, there = (_edge(whole, strip(whole), where) for whole in (source, text))
        broken = ("\n" in wanted) != ("\n" in there)
        if broken:
            what = "with a line break"
        elif (
            bool(wanted) != bool(there)
            and form is Form.PLAIN
            and not signs.is_wide(text.strip()[-1 if where == "end" else 0])
        ):
            what = "with a space"
        else:
            continue
        is_added = "\n" in there if broken else bool(there)
        fault = f"{where}s {what}, unlike" if is_added else f"must {where} {what}, like"
        yield Kind.BLANKS, f"{fault} the source"


def _edge(text: str, stripped: str, where: str) -> str:
    size = len(text) - len(stripped)
    return text[:size] if where == "begin" else text[len(text) - size :]


def _marks(
    source: str, text: str, before: Content, after: Content, form: Form, setting: Setting
) -> Iterator[tuple[Kind, str]]:
    """What is wrong with markup that hides nothing, with placeholders and with addresses."""
    if text.count("[](") > source.count("[]("):
        yield Kind.MARKUP, "has a link or a picture without words: write them between [ and ]"
    if fault := _changed_marks(before.markup, after.markup, form):
        yield Kind.MARKUP, fault
    fault = differing(before.placeholders, after.placeholders) or misplaced(source, text)
    if fault:
        yield Kind.PLACEHOLDERS, fault
    if form is Form.PLAIN and (fault := markup_fault(text, source)):
        yield Kind.HTML, fault
    lost, added = altered(before.pages, after.pages, setting.source, setting.target)
    people, others = Counter(before.people), Counter(after.people)
    if fault := changed_names(before.words, after.words):
        yield Kind.ADDRESSES, fault
    if fault := difference(Counter(lost) + (people - others), Counter(added) + (others - people)):
        yield Kind.ADDRESSES, fault


def _changed_marks(old: Markup, new: Markup, form: Form) -> str:
    marks, there = old.marks.copy(), new.marks.copy()
    # A name or a word of another language may become italic in a translation.
    if there["italic"] > marks["italic"]:
        del there["italic"], marks["italic"]
    fault = difference(marks, there)
    if not fault and form is not Form.PLAIN:
        for mark in ("**", "`"):
            if new.text.count(mark) > old.text.count(mark):
                return f"has an unmatched {mark}"
    return fault


def _words(before: str, after: str, setting: Setting, alone: bool) -> Iterator[tuple[Kind, str]]:
    """What is wrong with the words."""
    lost, added = changed(before, after, setting.source, setting.target)
    if not (lost or added or alone):
        lost = list(quantities.lost(before, after, setting.source, setting.target))
        added = list(quantities.lost(after, before, setting.target, setting.source))
    if added or (lost and not alone):
        same = (
            f"has {' and '.join(added)} for another amount than the source: look at the word behind it, "
            "and at the marks of decimals and thousands"
        )
        yield Kind.NUMBERS, difference(Counter(lost), Counter(added)) or same
    wrong = Counter(signs.unbalanced_brackets(after))
    if wrong and not list(signs.unbalanced_brackets(before)):
        yield Kind.BRACKETS, f"has an unmatched {' '.join(wrong)}"
    quotes = list(signs.unbalanced_quotes(after))
    if quotes and not list(signs.unbalanced_quotes(before)):
        yield Kind.QUOTES, f"has an unmatched {' or '.join(quotes)}"
    for fault in wrong_terms(before, after, setting.source, setting.target, setting.glossary):
        yield Kind.TERMS, fault
