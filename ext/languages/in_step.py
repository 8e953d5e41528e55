"""Whether two pages that were written by hand, in two languages, still say the same.

Nobody can compare them by their words. But somebody can say that they are in step, and from then on it
is known what has changed on either: ``locales/in-step.txt`` keeps a short hash of each part of each
section, as it was when that was said.

    [en/visit | nl/visit]
    en/visit# = 3f0c9a11 77be02d4
    en/visit#opening-hours = 90ab1c22 5d3e8f10 c4410b7e
    nl/visit# = …

A line for each section, in the order of the page, without dates and commas, so that git merges them in
peace. Plain functions over plain values: nothing here knows Sphinx.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from .sections import Section, align

FILE = "in-step.txt"
HEAD = """\
# What pages that were written by hand in several languages said when they were last in step.
# Written by `make in-step PAGE=…`: docs/editing.md says when. Keep it in git.
"""
PAIR = re.compile(r"\[(?P<one>[^|\]]+) \| (?P<other>[^|\]]+)\]")
SECTION = re.compile(r"(?P<page>.+)#(?P<key>[^#=]*) = (?P<parts>[0-9a-f]{8}(?: [0-9a-f]{8})*)")
#: Signs that mean something in a key.
UNSAFE = re.compile(r"[\s#=/%()]")
CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")

#: Docnames of two pages, in alphabetical order.
Pair = tuple[str, str]
#: Hashes of the parts of each section of a page; the first is that of its heading.
Hashes = Mapping[str, Sequence[str]]
#: What each page of each pair said when they were last in step.
Declared = dict[Pair, dict[str, dict[str, tuple[str, ...]]]]


@dataclass(frozen=True)
class PageSection:
    """A section of a page as it is now.

    :param key: its anchors from the top, ``collections/(herbarium)``; a label stands in brackets, and
        the page itself is empty
    :param title: its heading
    :param path: the file that it stands in
    :param line: of its heading, from 1
    :param parts: a hash of its heading, then of each of its parts
    """

    key: str
    title: str
    path: str
    line: int
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """What has happened to a section.

    :param before: its key when the pages were in step; None for a new one
    :param now: the section; None for one that is gone
    :param what: what has happened, in words
    """

    before: str | None
    now: PageSection | None
    what: str

    @property
    def said(self) -> str:
        """The section and what has happened to it, in words."""
        if self.now is None:
            return f"the section '{self.before}' {self.what}"
        if not self.now.key:
            return f"the page above its first section: {self.what}"
        return f"section “{self.now.title}” (line {self.now.line}): {self.what}"


class BrokenFileError(ValueError):
    """The file cannot be read, for the reason and at the line that it says."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


def pair_of(one: str, other: str) -> Pair:
    """The pair of two pages, whichever is named first."""
    return (one, other) if one < other else (other, one)


def read(data: bytes) -> Declared:
    """What the file says.

    :raises BrokenFileError: where it cannot be read
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BrokenFileError(line, "This line is not UTF-8.") from error
    found: Declared = {}
    pages: dict[str, dict[str, tuple[str, ...]]] = {}
    for number, line_text in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        line_text = line_text.strip()
        if not line_text or line_text.startswith("#"):
            continue
        if line_text.startswith(CONFLICT):
            raise BrokenFileError(
                number,
                "Git could not merge this place. Keep the lines of one side, or of both, and remove "
                "those that git added.",
            )
        if pair := PAIR.fullmatch(line_text):
            key = pair_of(pair["one"], pair["other"])
            if key in found:
                raise BrokenFileError(number, f"{line_text} stands here for the second time.")
            pages = found[key] = {pair["one"]: {}, pair["other"]: {}}
        elif (section := SECTION.fullmatch(line_text)) and section["page"] in pages:
            sections = pages[section["page"]]
            if section["key"] in sections:
                raise BrokenFileError(
                    number, f"{section['page']}#{section['key']} stands here for the second time."
                )
            sections[section["key"]] = tuple(section["parts"].split())
        else:
            raise BrokenFileError(
                number, f"This line is no pair and no section of the pair above it: {line_text!r}."
            )
    return found


def write(declared: Declared) -> str:
    """The text of the file."""
    lines = [HEAD.rstrip("\n")]
    for pair in sorted(declared):
        lines += ["", f"[{pair[0]} | {pair[1]}]"]
        for page in pair:
            for key, parts in declared[pair].get(page, {}).items():
                lines.append(f"{page}#{key} = {' '.join(parts)}")
    return "\n".join(lines) + "\n"


def declare(declared: Declared, pair: Pair, pages: Mapping[str, Sequence[PageSection]]) -> Declared:
    """*declared*, with the two pages of *pair* as they are now."""
    as_they_are = {page: {section.key: section.parts for section in pages[page]} for page in pair}
    return {**declared, pair: as_they_are}


def changes(before: Hashes, now: Sequence[PageSection]) -> list[Change]:
    """What has changed on a page, in its order; what is gone stands last."""
    became = match(before, now)
    there = {section.key: section for section in now}
    was = {after: key for key, after in became.items()}
    found = []
    for section in now:
        if section.key not in was:
            found.append(Change(None, section, "new"))
        elif what := difference(before[was[section.key]], section.parts):
            found.append(Change(was[section.key], there[section.key], what))
    return found + [Change(key, None, "is gone") for key in before if key not in became]


def match(before: Hashes, now: Sequence[PageSection]) -> dict[str, str]:
    """Which section of then is which one now, by their keys.

    By key; else by what they hold; else by the place between two sections that are known.
    """
    keys = [section.key for section in now]
    found = {key: key for key in before if key in keys}
    free = {section.key: section.parts for section in now if section.key not in found}
    for key, parts in before.items():
        if key in found or not free:
            continue
        shared = {other: sum((Counter(parts) & Counter(free[other])).values()) for other in free}
        best = max(shared, key=lambda other: shared[other])
        if shared[best]:
            found[key] = best
            del free[best]
    olds = [found.get(key, f"\0{key}") for key in before]
    names = list(before)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, olds, keys, autojunk=False).get_opcodes():
        if tag == "replace" and i2 - i1 == j2 - j1:
            for key, other in zip(names[i1:i2], keys[j1:j2], strict=True):
                if key not in found and other in free and key.count("/") == other.count("/"):
                    found[key] = other
                    del free[other]
    return found


def difference(before: Sequence[str], now: Sequence[str]) -> str:
    """What a section has gained, lost and changed, in words; nothing if it is the same."""
    old_head, *old = before or [""]
    new_head, *new = now or [""]
    said = [] if old_head == new_head else ["its heading changed"]
    if Counter(old) == Counter(new):
        if old != new:
            said.append("its parts stand in another order")
        return ", ".join(said)
    numbers: Counter[str] = Counter()
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            both = min(i2 - i1, j2 - j1)
            numbers.update(changed=both, lost=i2 - i1 - both, gained=j2 - j1 - both)
    for what in ("gained", "lost", "changed"):
        if number := numbers[what]:
            said.append(f"{what} {number} {'part' if number == 1 else 'parts'}")
    return ", ".join(said)


def to_follow(
    before: Mapping[str, Hashes], now: Mapping[str, Sequence[PageSection]], page: str, other: str
) -> Iterator[tuple[Change, PageSection]]:
    """Each change of *page*, with the section of *other* in which it is to be followed.

    That is the one that answered it when the pages were in step; for a new section, or where the
    answer is gone too, the nearest above it.
    """
    ours = {section.key: section for section in now[page]}
    theirs = {section.key: section for section in now[other]}
    became = match(before[other], now[other])
    then = {"": "", **align(_tree(before[page]), _tree(before[other]))}
    answer_then = {key: became[to] for key, to in then.items() if to in became}
    was = {after: key for key, after in match(before[page], now[page]).items()}
    today = {"": "", **align(_tree(ours), _tree(theirs))}
    answer_now = {
        key: answer_then[was[key]] if was.get(key) in answer_then else today.get(key, "")
        for key in ours
        if was.get(key) in answer_then or (key not in was and key in today)
    }
    for change in changes(before[page], now[page]):
        if change.now is not None:
            keys, answer, own = list(ours), answer_now, change.now.key
        else:
            keys, answer, own = list(before[page]), answer_then, change.before or ""
        above = reversed(keys[: keys.index(own) + 1])
        yield change, theirs[next((answer[key] for key in above if key in answer), "")]


def key_of(name: str, parent: str, *, is_label: bool) -> str:
    """The key of a section by its label or anchor, within that of the section that it stands in."""
    name = UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", name)
    own = f"({name})" if is_label else name
    return f"{parent}/{own}" if parent else own


def _tree(keys: Iterable[str]) -> Section:
    """The sections of a page by their keys."""
    top = Section("")
    known = {"": top}
    for key in keys:
        if key:
            parent, _, name = key.rpartition("/")
            labels = frozenset([name]) if name.startswith("(") else frozenset()
            known[key] = Section(key, labels)
            known.get(parent, top).parts.append(known[key])
    return top
