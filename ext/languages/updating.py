"""Bring a `.po` file up to date with its template, and touch nothing else in it.

    old catalog + messages of the page + what other catalogs know → new catalog

- Messages stand in the order of the page; a message that has not changed keeps every byte between
  its `msgid` and its end, however a translator's program broke its lines, and its comments.
- A changed message keeps its translation, `fuzzy`, with the old text as `#| msgid`.
- A message that is gone stays at the end, as `#~`, and comes back with the text.
- A message that another catalog has comes with its translation: pages may be renamed, and
  paragraphs moved.

- Two catalogs of one page become one (`joined`): sphinx-intl makes a second, `nl/over.po`.
- A file that Babel wrote, as sphinx-intl does, is laid out anew: nobody chose its line breaks.

There is no date and no line number in what is written here. Plain functions over plain values:
nothing here knows Sphinx.

Sources: "The Format of PO Files" in the GNU gettext manual.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import polib
from babel.messages.plurals import get_plural

from .catalogs import take_previous
from .drafts import closest

FUZZY = "fuzzy"
BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
PLACE = re.compile("\u2068[^\u2069]*\u2069|\\S+")
KEYWORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)?\s*"(.*)"\s*$')
#: Lines that the catalog of a page is no better for; each would change without a change of the text.
NOISE = re.compile(r'"(?:POT-Creation-Date|Generated-By):[^"]*"\n?')
BABEL = re.compile(r'^"Generated-By: Babel', re.MULTILINE)
#: What Babel writes where a header says nothing, each with what is left of it.
UNSAID = (
    (re.compile("(?<=Project-Id-Version: )(?:PROJECT VERSION| +)"), ""),
    (re.compile("Report-Msgid-Bugs-To: EMAIL@ADDRESS\n"), ""),
    (re.compile("PO-Revision-Date: YEAR-MO-DA.*\n"), ""),
    (re.compile("(?<=Last-Translator: )FULL NAME <EMAIL@ADDRESS>"), ""),
    (re.compile("(?<=Language-Team: ).*<LL@li.org>"), ""),
)
#: Flags that Babel gives and takes by its own guess; a message of a template has its own.
GUESSED = ("python-format", "python-brace-format")

#: Context and text of a message.
Key = tuple[str | None, str]


@dataclass(frozen=True)
class Message:
    """A message of a template.

    :param text: what is translated
    :param plural: its plural form, if it has one
    :param notes: what a translator should know, a line each
    :param places: files in which it stands
    :param flags: such as ``python-format``
    :param context: which of two messages with one text it is; None for most
    """

    text: str
    plural: str = ""
    notes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    context: str | None = None

    @property
    def key(self) -> Key:
        """What a catalog knows it by."""
        return self.context, self.text


@dataclass(frozen=True)
class Entry:
    """A message of a catalog, as it stands in the file.

    :param comments: lines of translators, with their ``#``
    :param places: as they were written, one or more on a line
    :param head: lines from ``msgctxt`` to the first ``msgstr``, as they were written
    :param tail: lines from the first ``msgstr``, as they were written
    :param previous: lines of the text that a fuzzy translation belongs to, without ``#| ``
    """

    text: str
    context: str | None = None
    comments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    previous: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()
    obsolete: bool = False

    @property
    def key(self) -> Key:
        """What a catalog knows it by."""
        return self.context, self.text

    @property
    def is_translated(self) -> bool:
        """Whether there is a translation, fuzzy or not."""
        return any(found[2] for line in self.tail if (found := KEYWORD.match(line)))

    def __str__(self) -> str:
        lines = list(self.comments)
        if not self.obsolete:
            lines += [f"#. {note}".rstrip() for note in self.notes]
            lines += [f"#: {place}" for place in self.places]
        if self.flags:
            lines.append(f"#, {', '.join(self.flags)}")
        mark = "#~ " if self.obsolete else ""
        lines += [f"#~| {line}" if self.obsolete else f"#| {line}" for line in self.previous]
        return "\n".join([*lines, *(mark + line for line in (*self.head, *self.tail))])


@dataclass
class PoFile:
    """The text of a catalog, in its parts.

    :param header: the first message, with the comments above it, as it was written
    :param end: a comment below the last message, as it was written
    """

    header: str
    entries: list[Entry] = field(default_factory=list)
    end: str = ""

    def __str__(self) -> str:
        parts = [self.header, *map(str, self.entries), self.end]
        return "\n\n".join(part for part in parts if part) + "\n"


def parse(text: str) -> PoFile:
    """Take the text of a sound catalog apart."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").strip()
    found = PoFile("")
    waiting: list[str] = []
    for block in BLANK.split(text):
        lines = [*waiting, *block.split("\n")]
        if all(line.startswith("#") and not line.startswith("#~") for line in lines):
            waiting = lines  # A comment with a blank line below it.
            continue
        waiting = []
        for part in _messages(lines):
            entry = _entry(part)
            if entry.text == "" and entry.context is None and not found.header:
                found.header = "\n".join(part)
            else:
                found.entries.append(entry)
    found.end = "\n".join(waiting)
    if BABEL.search(found.header):
        found.header = _header_laid_out(found.header)
        found.entries = [_laid_out(entry) for entry in found.entries]
    found.header = NOISE.sub("", found.header + "\n").rstrip("\n")
    return found


def joined(catalog: PoFile, other: PoFile, name: str) -> PoFile:
    """*catalog* with all that *other*, which is of the same page, has beside it.

    A translation goes before a fuzzy one, and that before none; of two, that of *catalog* stays, and
    the other becomes a translator's comment.

    :param name: of the other catalog, for that comment
    """
    entries: dict[Key, Entry] = {}
    # A message that says nothing yet is left out, so that `update` can find what it was before.
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
    """*catalog*, whose fuzzy messages say what their text was before, where nobody has noted it.

    :param before: all texts of the template that the catalog was last updated from
    """
    live = {entry.text for entry in catalog.entries if not entry.obsolete}
    gone = [text for text in before if text not in live]

    def recall(entry: Entry) -> Entry:
        if FUZZY not in entry.flags or entry.obsolete or entry.previous or _has_plural(entry):
            return entry
        found = closest(entry.text, gone)
        return replace(entry, previous=tuple(_lines_of("msgid", found))) if found else entry

    return PoFile(catalog.header, [recall(entry) for entry in catalog.entries], catalog.end)


def _better(own: Entry, other: Entry, name: str) -> Entry:
    """The one with the better translation, and what the other has besides."""
    other_is_better = (other.is_translated, *_rank(other)) > (own.is_translated, *_rank(own))
    best, left = (other, own) if other_is_better else (own, other)
    comments = [*own.comments, *other.comments]
    # A fuzzy translation has had its day when somebody has made a better one.
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


def _translation(entry: Entry) -> list[str]:
    """Each form of a translation, on one line."""
    texts = _texts(entry.tail).values()
    return [polib.escape(text) for text in texts if text]


def _header_laid_out(header: str) -> str:
    """A header of Babel's, without what nobody said."""
    lines = header.split("\n")
    text = _texts([line for line in lines if not line.startswith("#")]).get("msgstr", "")
    for said, left in UNSAID:
        text = said.sub(left, text)
    comments = [line for line in lines if line.startswith("#")]
    return "\n".join([*comments, *_lines_of("msgid", ""), *_lines_of("msgstr", text)])


def _laid_out(entry: Entry) -> Entry:
    """A message of Babel's, as this tool writes it."""
    previous, comments = take_previous([line[1:].strip() for line in entry.comments])
    return replace(
        entry,
        comments=tuple(f"# {comment}".rstrip() for comment in comments),
        places=tuple(PLACE.findall(" ".join(entry.places))),
        flags=tuple(flag for flag in entry.flags if flag not in GUESSED),
        previous=_lines(_texts(previous)) if previous else entry.previous,
        head=_lines(_texts(entry.head)),
        tail=_lines(_texts(entry.tail)),
    )


def _lines(texts: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(line for key, text in texts.items() for line in _lines_of(key, text))


def update(
    old: PoFile,
    template: Iterable[Message],
    language: str,
    elsewhere: Iterable[Entry] = (),
    homeless: Iterable[Entry] = (),
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
            entry = own  # Whatever others have: somebody has worked on it.
        elif own and entry:
            entry = replace(entry, comments=tuple(dict.fromkeys(own.comments + entry.comments)))
        if entry is None:
            others = [e for e in free if e.key not in used and e.text not in texts]
            entry = _in_another_context(message, live) or _like(message, others)
            if entry is not None:
                used.add(entry.key)
                entry = _made_fuzzy(entry, message)
        if entry is None:
            entry = Entry(message.text, head=_head(message), tail=_tail(message, language))
        new.entries.append(
            replace(
                entry,
                context=message.context,
                notes=message.notes,
                places=_places(message, entry),
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

    before: Entry | None
    now: Entry | None


def changes(old: PoFile, new: PoFile) -> Iterator[Change]:
    """What is new, changed or gone in *new*, which `update` has made of *old*; what only moved is neither."""
    live = {entry.key: entry for entry in old.entries if not entry.obsolete}
    for entry in new.entries:
        if entry.obsolete:
            if entry.key in live:
                yield Change(entry, None)
        elif entry.key not in live:
            if FUZZY in entry.flags and entry.previous:
                key = _key_of(entry.previous)
                yield Change(live.get(key) or Entry(key[1], key[0]), entry)
            elif not entry.is_translated:
                yield Change(None, entry)


def without_obsolete(catalog: PoFile) -> PoFile:
    """*catalog* without the messages whose text is gone."""
    entries = [entry for entry in catalog.entries if not entry.obsolete]
    return PoFile(catalog.header, entries, catalog.end)


def template_text(messages: Iterable[Message], project: str) -> str:
    """A `.pot` file: what a new language begins with."""
    head = _lines_of("msgid", "") + _lines_of(
        "msgstr",
        f"Project-Id-Version: {project}\nMIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n",
    )
    entries = [
        Entry(
            message.text,
            notes=message.notes,
            places=_shown(message),
            flags=message.flags,
            head=_head(message),
            tail=_tail(message, "en"),
        )
        for message in messages
    ]
    return str(PoFile("\n".join(head), entries))


def header(language: str, project: str = "") -> str:
    """The first message of a new catalog.

    Names wait for its translator, and so does the date of revision, which is left out: gettext
    takes an empty one, but Babel cannot read it. Fields stand as Babel has them, so that sphinx-intl
    changes none.
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


def _messages(lines: Sequence[str]) -> list[list[str]]:
    """Messages that no blank line parts: a comment or a `msgid` after a `msgstr` begins one."""
    parts: list[list[str]] = [[]]
    done = False
    for line in lines:
        bare = re.sub(r"^#~ ?", "", line)
        begins = bare.startswith(("#", "msgid", "msgctxt")) or line.startswith("#~|")
        if begins and done:
            parts.append([])
            done = False
        done = done or bare.startswith("msgstr")
        parts[-1].append(line)
    return parts


def _entry(lines: Sequence[str]) -> Entry:
    kinds: dict[str, list[str]] = {mark: [] for mark in ("#.", "#:", "#,", "#|", "#~|", "#")}
    body: list[str] = []
    obsolete = False
    for line in lines:
        mark = next((mark for mark in kinds if line.startswith(mark)), "")
        if line.startswith("#~") and not line.startswith("#~|"):
            obsolete = True
            body.append(line.removeprefix("#~").strip())
        elif mark == "#":
            kinds["#"].append(line)
        elif mark:
            kinds[mark].append(line.removeprefix(mark).strip())
        elif line.strip():
            body.append(line.strip())
    begin = next((i for i, line in enumerate(body) if line.startswith("msgstr")), len(body))
    texts = _texts(body)
    flags = [flag.strip() for line in kinds["#,"] for flag in line.split(",")]
    return Entry(
        texts.get("msgid", ""),
        texts.get("msgctxt"),
        tuple(kinds["#"]),
        tuple(kinds["#."]),
        tuple(kinds["#:"]),
        tuple(flag for flag in flags if flag),
        tuple(kinds["#|"] or kinds["#~|"]),
        tuple(body[:begin]),
        tuple(body[begin:]),
        obsolete or bool(kinds["#~|"]),
    )


def _texts(body: Sequence[str]) -> dict[str, str]:
    texts: dict[str, str] = {}
    key = ""
    for line in body:
        if found := KEYWORD.match(line):
            key = found[1] or key
            texts[key] = texts.get(key, "") + found[2]
    return {key: polib.unescape(text) for key, text in texts.items()}


def _by_key(entries: Iterable[Entry]) -> dict[Key, Entry]:
    """The first of the best entries of each message: rather translated than fuzzy, rather live."""
    best: dict[Key, Entry] = {}
    for entry in entries:
        other = best.get(entry.key)
        if entry.is_translated and (other is None or _rank(entry) > _rank(other)):
            best[entry.key] = entry
    return best


def _in_another_context(message: Message, live: Mapping[Key, Entry]) -> Entry | None:
    """The message that got a context or lost it: its translation may have become another."""
    for (_, text), entry in live.items():
        if text == message.text and entry.is_translated:
            return entry
    return None


def _rank(entry: Entry) -> tuple[bool, bool]:
    return FUZZY not in entry.flags, not entry.obsolete


def _like(message: Message, others: Iterable[Entry]) -> Entry | None:
    """The entry whose text has become that of *message*, if there is one."""
    candidates = {
        entry.text: entry
        for entry in others
        if (entry.is_translated or entry.comments) and bool(message.plural) == _has_plural(entry)
    }
    found = closest(message.text, candidates)
    return candidates[found] if found is not None else None


def _made_fuzzy(entry: Entry, message: Message) -> Entry:
    if not entry.is_translated:
        return replace(entry, text=message.text, previous=(), head=_head(message))
    flags = (FUZZY, *(flag for flag in entry.flags if flag != FUZZY))
    # What a fuzzy translation was made for is older than the text that it stood at last. A translator
    # who took the mark away, and left that older text, made the translation for the newer one.
    previous = (entry.previous if FUZZY in entry.flags else ()) or entry.head
    if (message.context, message.text) == _key_of(previous):
        # The text is again what it was translated from.
        return replace(entry, text=message.text, flags=flags[1:], previous=(), head=_head(message))
    return replace(
        entry,
        text=message.text,
        flags=flags,
        previous=previous,
        head=_head(message),
    )


def _key_of(lines: Sequence[str]) -> Key:
    texts = _texts(lines)
    return texts.get("msgctxt"), texts.get("msgid", "")


def _has_plural(entry: Entry) -> bool:
    return any(line.startswith("msgid_plural") for line in entry.head)


def _head(message: Message) -> tuple[str, ...]:
    lines = _lines_of("msgctxt", message.context) if message.context is not None else []
    lines += _lines_of("msgid", message.text)
    if message.plural:
        lines += _lines_of("msgid_plural", message.plural)
    return tuple(lines)


def _tail(message: Message, language: str) -> tuple[str, ...]:
    if not message.plural:
        return ('msgstr ""',)
    count = get_plural(language.replace("-", "_")).num_plurals
    return tuple(f'msgstr[{number}] ""' for number in range(count))


def _lines_of(key: str, text: str) -> list[str]:
    """*text* behind its keyword: on one line, or one for each line of it."""
    parts = [polib.escape(part) for part in text.splitlines(keepends=True)]
    if len(parts) < 2 and "\n" not in text:
        return [f'{key} "{polib.escape(text)}"']
    return [f'{key} ""', *(f'"{part}"' for part in parts)]


def _places(message: Message, entry: Entry) -> tuple[str, ...]:
    """The places of a message; as they were written, if they are the same: gettext joins lines."""
    shown = _shown(message)
    written = PLACE.findall(" ".join(entry.places))
    return entry.places if sorted(written) == sorted(shown) else shown


def _shown(message: Message) -> tuple[str, ...]:
    """Places as gettext writes them: a path with spaces stands between two signs."""
    return tuple(
        f"\u2068{place}\u2069" if " " in place else place for place in sorted(set(message.places))
    )
