"""Record what pages said when they were last in step, in `in-step.txt`, and find changes since.

    [en/visit | nl/visit]
    en/visit# = t3f0c9a11 t77be02d4
    en/visit#opening-hours = t90ab1c22 t5d3e8f10 tc4410b7e
    nl/visit# = …

A line for each section, in the order of the page, with a hash of its heading and of each of its parts;
without dates and commas, so that git can merge them. A hash that begins with ``t`` is of the text
of the page. Others were made by an older version, of Sphinx's tree, and are not compared: until the pages
are declared in step again, only the keys of such sections are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain, count

from ext.languages import Section, align

HEAD = [
    "# What pages that were written by hand in several languages said when they were last in step.",
    "# Written by `make in-step PAGE=…`: docs/editing.md says when. Keep it in git.",
]
PAIR = re.compile(r"\[([^|\]]+) \| ([^|\]]+)\]")
SECTION = re.compile(r"(.+)#([^#=]*) = (t?[0-9a-f]{8}(?: t?[0-9a-f]{8})*)")
FROM_TEXT, FROM_TREE = "t", re.compile(r"[0-9a-f]{8}")
#: A key with an anchor that docutils numbered, since the name was taken or empty.
NUMBERED = re.compile(r"(?:^|/)id[0-9]+(?:/|$)")
#: Characters with a meaning in a key.
UNSAFE = re.compile(r"[\s#=/%()]")

#: Docnames of two pages, in alphabetical order.
Pair = tuple[str, str]
#: Hashes of each section of a page, by its key; the first is that of its heading.
Hashes = Mapping[str, Sequence[str]]
#: What each page of each pair said when they were last in step.
Declared = dict[Pair, dict[str, dict[str, list[str]]]]


@dataclass
class PageSection:
    """A section of a page as it is now: a hash of its heading, and of each of its parts.

    Its key is made of the anchors from the top, ``collections/(herbarium)``; a label is in brackets, and
    the page itself is empty. It *inserts* where a part may bring sections that are not in the text.
    """

    key: str
    title: str
    line: int
    parts: list[str]
    inserts: bool = False


@dataclass(frozen=True)
class Change:
    """What has happened to a section, in words; *before* is its old key, *now* the section."""

    before: str | None
    now: PageSection | None
    what: str

    @property
    def summary(self) -> str:
        """The section, and what has happened to it."""
        if self.now is None:
            return f"the section '{self.before}' {self.what}"
        if not self.now.key:
            return f"the page above its first section: {self.what}"
        return f"section “{self.now.title}” (line {self.now.line}): {self.what}"


class BrokenFileError(ValueError):
    """The file cannot be read; the arguments are the line and the reason."""


def read(data: bytes) -> Declared:
    """Read the record.

    :raises BrokenFileError: if it cannot be read
    """
    text = data.decode("utf-8-sig", errors="replace")
    found: Declared = {}
    pages: dict[str, dict[str, list[str]]] = {}
    for number, line_text in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        line_text = line_text.strip()
        if not line_text or line_text.startswith("#"):
            continue
        if line_text.startswith(("<<<<<<<", "=======", ">>>>>>>", "|||||||")):
            fault = "Git could not merge these lines. Keep those of one side, or of both, and "
            raise BrokenFileError(number, f"{fault}remove the marks that git added.")
        if pair := PAIR.fullmatch(line_text):
            one, other = sorted(pair.groups())
            is_new, pages = (one, other) not in found, {one: {}, other: {}}
            found[one, other] = pages
        elif (section := SECTION.fullmatch(line_text)) and section[1] in pages:
            is_new = section[2] not in pages[section[1]]
            pages[section[1]][section[2]] = section[3].split()
        else:
            fault = "This line is neither a pair nor a section of the pair above it"
            raise BrokenFileError(number, f"{fault}: {line_text!r}.")
        if not is_new:
            raise BrokenFileError(number, f"{line_text} is a duplicate: remove one of the two.")
    return found


def write(declared: Declared) -> str:
    """The text of the file."""
    lines = [*HEAD]
    for pair in sorted(declared):
        lines += ["", f"[{pair[0]} | {pair[1]}]"]
        for page in pair:
            for key, parts in declared[pair].get(page, {}).items():
                lines.append(f"{page}#{key} = {' '.join(parts)}")
    return "\n".join(lines) + "\n"


def is_old(before: Hashes) -> bool:
    """Whether an older version made the hashes of a page, so that they cannot be compared."""
    return any(FROM_TREE.fullmatch(part) for parts in before.values() for part in parts)


def changes(before: Hashes, now: Sequence[PageSection]) -> list[Change]:
    """What has changed on a page, in its order; what is gone is last."""
    became = match(before, now)
    was = {after: key for key, after in became.items()}
    found: list[Change] = []
    for section in now:
        if section.key not in was:
            found.append(Change(None, section, "new"))
        elif what := difference(before[was[section.key]], section.parts):
            found.append(Change(was[section.key], section, what))
    found += [Change(key, None, "is gone") for key in before if key not in became]
    # An older version numbered some headings, and knew the sections of what a page includes.
    has_other_keys = any(map(NUMBERED.search, before)) or any(section.inserts for section in now)
    return [] if is_old(before) and has_other_keys else found


def match(before: Hashes, now: Sequence[PageSection]) -> dict[str, str]:
    """Match the old sections to those of now, by their keys.

    By key, else by content, else by position between two matched sections.
    """
    keys = [section.key for section in now]
    found = {key: key for key in before if key in keys}
    free = {section.key: section.parts for section in now if section.key not in found}
    for key, parts in before.items():
        if key not in found:
            shared = {other: (Counter(parts) & Counter(free[other])).total() for other in free}
            best = max(shared, key=shared.__getitem__, default="")
            if shared.get(best):
                found[key] = best
                del free[best]
    olds, names = [found.get(key, f"\0{key}") for key in before], list(before)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, olds, keys, autojunk=False).get_opcodes():
        if tag == "replace" and i2 - i1 == j2 - j1:
            for key, other in zip(names[i1:i2], keys[j1:j2], strict=True):
                if key not in found and other in free and key.count("/") == other.count("/"):
                    found[key] = other
                    del free[other]
    return found


def difference(before: Sequence[str], now: Sequence[str]) -> str:
    """What a section has gained, lost and changed, in words; empty if it is the same."""
    if is_old({"": before}):
        return ""
    old_head, *old = before or [""]
    new_head, *new = now or [""]
    said = ["its heading changed"] * (old_head != new_head)
    if Counter(old) == Counter(new):
        return ", ".join(said + ["its parts are in a different order"] * (old != new))
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
    """Each change of *page*, with the section of *other* in which it should be followed.

    That is the one that matched it when the pages were in step; for a new section, or if that one is
    gone too, the nearest above it.
    """
    ours = {section.key: section for section in now[page]}
    theirs = {section.key: section for section in now[other]}
    became = match(before[other], now[other])
    then = {"": "", **align(_tree(before[page]), _tree(before[other]))}
    match_then = {key: became[to] for key, to in then.items() if to in became}
    was = {after: key for key, after in match(before[page], now[page]).items()}
    today = {key: to for key, to in align(_tree(ours), _tree(theirs)).items() if key not in was}
    match_now = today | {key: match_then[was[key]] for key in was if was[key] in match_then}
    for change in changes(before[page], now[page]):
        keys, found, own = list(before[page]), match_then, change.before or ""
        if change.now is not None:
            keys, found, own = list(ours), match_now, change.now.key
        above = reversed(keys[: keys.index(own) + 1])
        yield change, theirs[next((found[key] for key in above if key in found), "")]


def key_of(name: str, parent: str, is_label: bool, taken: Container[str] = ()) -> str:
    """The key of a section by its label or anchor, within that of the section that contains it."""
    name = UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", name)
    key = "/".join(filter(None, [parent, f"({name})" if is_label else name]))
    others = (f"{key}+{number}" for number in count(2))
    return next(one for one in chain([key], others) if one not in taken)


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
