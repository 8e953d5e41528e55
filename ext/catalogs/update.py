"""Update a `.po` file from its template, and touch nothing else in it.

    old catalog + messages of the page + what other catalogs know → new catalog

- Messages are in the order of the page; an unchanged message keeps every byte between its `msgid`
  and its end, however a translator's program broke its lines, and its comments.
- A changed message keeps its translation, `fuzzy`, with the old text as `#| msgid`.
- A message that is gone stays at the end, as `#~`, and comes back with the text.
- A message that another catalog has comes with its translation: pages may be renamed, and
  paragraphs moved.

- Two catalogs of one page become one (`joined`): sphinx-intl makes a second, `nl/over.po`.
- A file that Babel wrote, as sphinx-intl does, is laid out again: nobody chose its line breaks.

The result contains no date and no line numbers. Plain functions over plain values:
nothing here knows Sphinx.

Sources: "The Format of PO Files" in the GNU gettext manual.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from babel.messages.plurals import get_plural

from . import po
from .catalog import take_previous
from .fuzzy import closest
from .message import FUZZY, Key, Message

WRITTEN_PLACE = re.compile("\u2068[^\u2069]*\u2069|\\S+")
#: Lines without use in the catalog of a page, which would change without a change of the text.
NOISE = re.compile(r'"(?:POT-Creation-Date|Generated-By):[^"]*"\n?')
#: The encoding in a header, if it is not that of the file that is written.
OTHER_CHARSET = re.compile(r"charset=(?!(?:utf-?8|us-ascii)\b)[\w.:-]+", re.IGNORECASE)
#: Where a link of Markdown leads.
TARGET = re.compile(r"\]\(<?([^\s()<>]+)")
BABEL = re.compile(r'^"Generated-By: Babel', re.MULTILINE)
#: What Babel writes for empty fields of a header, each with its replacement.
UNSAID = (
    (re.compile("(?<=Project-Id-Version: )(?:PROJECT VERSION| +)"), ""),
    (re.compile("Report-Msgid-Bugs-To: EMAIL@ADDRESS\n"), ""),
    (re.compile("PO-Revision-Date: YEAR-MO-DA.*\n"), ""),
    (re.compile("(?<=Last-Translator: )FULL NAME <EMAIL@ADDRESS>"), ""),
    (re.compile("(?<=Language-Team: ).*<LL@li.org>"), ""),
)
#: Flags that Babel adds and removes by guessing; a message of a template has its own.
GUESSED = ("python-format", "python-brace-format")


@dataclass
class PoFile:
    """The text of a catalog, in its parts.

    :param header: the first message, with the comments above it, as it was written
    :param end: a comment below the last message, as it was written
    """

    header: str
    entries: list[Message] = field(default_factory=list)
    end: str = ""

    def __str__(self) -> str:
        parts = [self.header, *map(str, self.entries), self.end]
        return "\n\n".join(part for part in parts if part) + "\n"


def parse(text: str) -> PoFile:
    """Parse the text of a valid catalog."""
    return _parts(po.parse(text.encode()))


def read(path: Path) -> PoFile:
    """Read the catalog at *path*, whatever its encoding."""
    return _parts(po.read(path))


def _parts(read: po.Contents) -> PoFile:
    head = next((one for one in read.messages if one.is_header), None)
    messages = [one for one in read.messages if one is not head]
    header = _as_written(head, read.lines) if head else ""
    if BABEL.search(header):
        header = _header_laid_out(header)
        messages = [_laid_out(message) for message in messages]
    header = NOISE.sub("", f"{header}\n").rstrip("\n")
    header = OTHER_CHARSET.sub("charset=UTF-8", header)
    return PoFile(header, messages, "\n".join(read.end))


def _as_written(header: Message, lines: Sequence[str]) -> str:
    """The lines of a header, and the comments above it."""
    start, end = header.line - 1, header.line
    while start and (not lines[start - 1].strip() or lines[start - 1].startswith("#")):
        start -= 1
    while end < len(lines) and lines[end].lstrip().startswith(('"', "msgstr")):
        end += 1
    return "\n".join(line for line in lines[start:end] if line.strip())


def joined(catalog: PoFile, other: PoFile, name: str) -> PoFile:
    """*catalog* with all that *other*, of the same page, has in addition.

    A translation is preferred to a fuzzy one, and that to none; of two, that of *catalog* stays, and
    the other becomes a translator's comment.

    :param name: of the other catalog, for that comment
    """
    entries: dict[Key, Message] = {}
    # An empty message is left out, so that `update` can find its older version.
    said = [entry for entry in other.entries if entry.is_translated or entry.comments]
    for entry in (*catalog.entries, *said):
        own = entries.get(entry.key)
        entries[entry.key] = _better(own, entry, name) if own else entry
    comments = (line for line in other.header.split("\n") if re.match("#(?!,)", line))
    new = [line for line in comments if line not in catalog.header.split("\n")]
    header = "\n".join([*new, catalog.header or other.header])
    ends = dict.fromkeys(filter(None, (catalog.end, other.end)))
    return PoFile(header, list(entries.values()), "\n".join(ends))


def recalled(catalog: PoFile, before: Iterable[str]) -> PoFile:
    """*catalog*, with the older text of fuzzy messages added if it was missing.

    :param before: all texts of the template that the catalog was last updated from
    """
    live = {entry.text for entry in catalog.entries if not entry.obsolete}
    gone = [text for text in before if text not in live]

    def recall(entry: Message) -> Message:
        if FUZZY not in entry.flags or entry.obsolete or entry.previous or entry.plural is not None:
            return entry
        found = closest(entry.text, gone)
        return replace(entry, previous=tuple(_lines_of("msgid", found))) if found else entry

    return PoFile(catalog.header, [recall(entry) for entry in catalog.entries], catalog.end)


def _better(own: Message, other: Message, name: str) -> Message:
    """The one with the better translation, and what the other adds."""
    other_is_better = (other.is_translated, *_rank(other)) > (own.is_translated, *_rank(own))
    best, left = (other, own) if other_is_better else (own, other)
    comments = [*own.comments, *other.comments]
    # A fuzzy translation is no longer needed if there is a better one.
    is_kept = FUZZY in best.flags or FUZZY not in left.flags
    if is_kept and _translation(left) != _translation(best):
        comments += [f"# Translated otherwise in {name}.po: {text}" for text in _translation(left)]
    flags = [*best.flags, *(flag for flag in left.flags if flag != FUZZY)]
    return replace(
        best,
        comments=tuple(dict.fromkeys(comments)),
        flags=tuple(dict.fromkeys(flags)),
        obsolete=own.obsolete and other.obsolete,
    )


def _translation(entry: Message) -> list[str]:
    """Each form of a translation, on one line."""
    return [po.escape(text) for text in entry.forms.values() if text]


def _header_laid_out(header: str) -> str:
    """A header of Babel's, without placeholders."""
    lines = header.split("\n")
    found = po.parse("\n".join(lines).encode()).header
    text = found.forms.get(0, "") if found else ""
    for said, left in UNSAID:
        text = said.sub(left, text)
    comments = [line for line in lines if line.startswith("#")]
    return "\n".join([*comments, *_lines_of("msgid", ""), *_lines_of("msgstr", text)])


def _laid_out(entry: Message) -> Message:
    """A message of Babel's, as this tool writes it."""
    previous, comments = take_previous([line[1:].strip() for line in entry.comments])
    forms = entry.forms.items()
    plural = entry.plural is not None
    tail = (_lines_of(f"msgstr[{number}]" if plural else "msgstr", text) for number, text in forms)
    return replace(
        entry,
        comments=tuple(f"# {comment}".rstrip() for comment in comments),
        written_places=tuple(WRITTEN_PLACE.findall(" ".join(entry.written_places))),
        flags=tuple(flag for flag in entry.flags if flag not in GUESSED),
        previous=_head(po.message_of(previous)) if previous else entry.previous,
        head=_head(entry),
        tail=tuple(line for lines in tail for line in lines),
    )


def update(
    old: PoFile,
    template: Iterable[Message],
    language: str,
    elsewhere: Iterable[Message] = (),
    homeless: Iterable[Message] = (),
) -> PoFile:
    """The catalog of *language* for the messages of *template*.

    :param old: the catalog as it is; of a new one, its header
    :param elsewhere: messages of other catalogs of the language: a paragraph may have moved
    :param homeless: those of catalogs without a page: a page may have been renamed, and changed
    """
    new = PoFile(old.header or header(language), end=old.end)
    messages = {message.key: message for message in template}
    texts = {message.text for message in messages.values()}
    there = old.entries
    live = {entry.key: entry for entry in there if not entry.obsolete}
    known = _by_key([*there, *elsewhere, *homeless])
    gone = [entry for entry in there if not entry.obsolete]
    free = [entry for entry in (*gone, *homeless) if entry.key not in messages]
    used: set[Key] = set()
    for key, message in messages.items():
        own, entry = live.get(key), known.get(key)
        if own and (own.is_translated or entry is None):
            entry = own  # Even if others have it: somebody has worked on it.
        elif own and entry:
            entry = replace(entry, comments=tuple(dict.fromkeys(own.comments + entry.comments)))
        if entry is None:
            others = [e for e in free if e.key not in used and e.text not in texts]
            entry = _in_another_context(message, live) or _like(message, others)
            if entry is not None:
                used.add(entry.key)
                entry = _readdressed(entry, message) or _made_fuzzy(entry, message)
        if entry is None:
            entry = Message(
                message.text,
                message.plural,
                head=_head(message),
                tail=_tail(message, language),
            )
        new.entries.append(
            replace(
                entry,
                context=message.context,
                notes=message.notes,
                places=message.places,
                written_places=_places(message, entry),
                flags=tuple(dict.fromkeys([*entry.flags, *message.flags])),
                obsolete=False,
            )
        )
    kept = {entry.key for entry in new.entries} | used
    for entry in old.entries:
        if entry.key not in kept and entry.is_translated:
            kept.add(entry.key)
            new.entries.append(replace(entry, obsolete=True))
    return new


@dataclass(frozen=True)
class Change:
    """What `update` has done to a message.

    :param before: as it was; None where it is new
    :param now: as it is; None where its text is gone
    """

    before: Message | None
    now: Message | None


def changes(old: PoFile, new: PoFile) -> Iterator[Change]:
    """What is new, changed or gone in *new*, which `update` has made from *old*; moves do not count."""
    live = {entry.key: entry for entry in old.entries if not entry.obsolete}
    for entry in new.entries:
        if entry.obsolete:
            if entry.key in live:
                yield Change(entry, None)
        elif entry.key not in live:
            if FUZZY in entry.flags and entry.previous:
                key = _key_of(entry.previous)
                yield Change(live.get(key) or Message(key[1], key[0]), entry)
            elif not entry.is_translated:
                yield Change(None, entry)


def without_obsolete(catalog: PoFile) -> PoFile:
    """*catalog* without the messages whose text is gone."""
    entries = [entry for entry in catalog.entries if not entry.obsolete]
    return PoFile(catalog.header, entries, catalog.end)


def template_text(
    messages: Iterable[Message], project: str, fields: Mapping[str, str] | None = None
) -> str:
    """A `.pot` file, from which a new language starts.

    :param fields: more fields of its header
    """
    more = "".join(f"{name}: {value}".rstrip() + "\n" for name, value in (fields or {}).items())
    head = _lines_of("msgid", "") + _lines_of(
        "msgstr",
        f"Project-Id-Version: {project}\nMIME-Version: 1.0\n"
        f"Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n{more}",
    )
    entries = [
        Message(
            message.text,
            notes=message.notes,
            written_places=_shown(message),
            flags=message.flags,
            head=_head(message),
            tail=_tail(message, "en"),
        )
        for message in messages
    ]
    return str(PoFile("\n".join(head), entries))


def header(language: str, project: str = "") -> str:
    """The first message of a new catalog.

    Its translator fills in names. The date of revision is left out: gettext accepts an empty one, but
    Babel cannot read it. Fields are in the order and form of Babel, so that sphinx-intl changes
    none.
    """
    plural = get_plural(language.replace("-", "_"))
    text = (
        f"Project-Id-Version: {project}\nLast-Translator: \n"
        f"Language: {language}\nLanguage-Team: \n"
        f"Plural-Forms: nplurals={plural.num_plurals}; plural={plural.plural_expr};\n"
        "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
        "Content-Transfer-Encoding: 8bit\n"
    )
    return "\n".join([*_lines_of("msgid", ""), *_lines_of("msgstr", text)])


def _by_key(entries: Iterable[Message]) -> dict[Key, Message]:
    """The first of the best entries of each message: translated before fuzzy, live before obsolete."""
    best: dict[Key, Message] = {}
    for entry in entries:
        other = best.get(entry.key)
        if entry.is_translated and (other is None or _rank(entry) > _rank(other)):
            best[entry.key] = entry
    return best


def _in_another_context(message: Message, live: Mapping[Key, Message]) -> Message | None:
    """The message that got a context or lost it: its translation may have become another."""
    for (_, text), entry in live.items():
        if text == message.text and entry.is_translated:
            return entry
    return None


def _rank(entry: Message) -> tuple[bool, bool]:
    return FUZZY not in entry.flags, not entry.obsolete


def _like(message: Message, others: Iterable[Message]) -> Message | None:
    """The entry whose text has become that of *message*, if there is one."""
    candidates = {
        entry.text: entry
        for entry in others
        if (entry.is_translated or entry.comments)
        and (message.plural is None) == (entry.plural is None)
    }
    found = closest(message.text, candidates)
    return candidates[found] if found is not None else None


def _readdressed(entry: Message, message: Message) -> Message | None:
    """*entry* with the addresses of *message*, if nothing else has changed: a page was renamed."""
    old, new = TARGET.findall(entry.text), TARGET.findall(message.text)
    text = entry.forms.get(0, "")
    if (
        FUZZY in entry.flags
        or message.plural is not None
        or entry.context != message.context
        or TARGET.sub("](", entry.text) != TARGET.sub("](", message.text)
        or sorted(TARGET.findall(text)) != sorted(old)
        or any("://" in target for target in (*old, *new))
    ):
        return None
    became = dict(zip(old, new, strict=True))
    if any(became[one] != other for one, other in zip(old, new, strict=True)):
        return None  # One page has become two.
    text = TARGET.sub(lambda found: f"]({became[found[1]]}", text)
    return replace(
        entry,
        text=message.text,
        forms={0: text},
        head=_head(message),
        tail=tuple(_lines_of("msgstr", text)),
    )


def _made_fuzzy(entry: Message, message: Message) -> Message:
    if not entry.is_translated:
        return replace(entry, text=message.text, previous=(), head=_head(message))
    flags = (FUZZY, *(flag for flag in entry.flags if flag != FUZZY))
    # A fuzzy translation was made for an older text than its last. A translator who removed the flag,
    # but left that older text, made the translation for the newer one.
    previous = (entry.previous if FUZZY in entry.flags else ()) or entry.head
    if (message.context, message.text) == _key_of(previous):
        # The text is again that of the translation.
        return replace(entry, text=message.text, flags=flags[1:], previous=(), head=_head(message))
    return replace(
        entry,
        text=message.text,
        flags=flags,
        previous=previous,
        head=_head(message),
    )


def _key_of(lines: Sequence[str]) -> Key:
    return po.message_of(lines).key


def _head(message: Message) -> tuple[str, ...]:
    lines = _lines_of("msgctxt", message.context) if message.context is not None else []
    lines += _lines_of("msgid", message.text)
    if message.plural is not None:
        lines += _lines_of("msgid_plural", message.plural)
    return tuple(lines)


def _tail(message: Message, language: str) -> tuple[str, ...]:
    if message.plural is None:
        return ('msgstr ""',)
    count = get_plural(language.replace("-", "_")).num_plurals
    return tuple(f'msgstr[{number}] ""' for number in range(count))


def _lines_of(key: str, text: str) -> list[str]:
    """*text* after its keyword: on one line, or one for each line of it."""
    parts = [po.escape(part) for part in text.splitlines(keepends=True)]
    if len(parts) < 2 and "\n" not in text:
        return [f'{key} "{po.escape(text)}"']
    return [f'{key} ""', *(f'"{part}"' for part in parts)]


def _places(message: Message, entry: Message) -> tuple[str, ...]:
    """The places of a message; as they were written if they are the same, since gettext joins lines."""
    shown = _shown(message)
    written = WRITTEN_PLACE.findall(" ".join(entry.written_places))
    return entry.written_places if sorted(written) == sorted(shown) else shown


def _shown(message: Message) -> tuple[str, ...]:
    """Places as gettext writes them: a path with spaces is between two isolation characters."""
    return tuple(
        f"\u2068{place}\u2069" if " " in place else place for place in sorted(set(message.places))
    )
