"""Read a `.po` file as strictly as gettext's `msgfmt` does, and continue after a fault.

    bytes → messages, each with the line of each of its parts, and what cannot be read

A fault costs only its message; the others are still read. Build and checker use the same reader.
`Contents.data` has the original bytes.

Sources: "The Format of PO Files" and "msgfmt Invocation" in the GNU gettext manual.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from ..findings import Finding
from ..limits import MESSAGES, message_fault
from ..paths import why_unusable
from .message import CONTEXT_SEPARATOR, Message

#: The folder of catalogs, in that of a language.
FOLDER = "LC_MESSAGES"
#: A line of a `.po` file: a comment, or a keyword and a string in quotes.
LINE = re.compile(
    r"""\s*+(?:\#(?!~).*
      |(?:\#~\s*+(?:\|\s*+)?)?
       (?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s*+)?
       "(?:[^"\\]|\\.)*+"\s*+
      |\#~\s*+)?""",
    re.VERBOSE,
)
SPACE = " \t\r\f\v"
TOKEN = re.compile(
    r"""[ \t\r\f\v]*(?:
      (?P<key>msgctxt|msgid_plural|msgid|msgstr)\b(?:[ \t]*\[[ \t]*(?P<form>\d+)[ \t]*\])?
      |"(?P<text>(?:[^"\\]|\\.)*)"
      |(?P<rest>.+))""",
    re.VERBOSE,
)
#: What git writes where it cannot merge.
CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)")
TWO_CHANGED = "Two people changed this message, and git could not merge what they wrote"
KEEP_ONE = (
    "Keep one of the two, and remove the three lines that begin with <<<<<<<, ======= and >>>>>>>."
)
SAVE_AS_UTF_8 = "Save it as UTF-8, with charset=UTF-8 in its header: `make translations` does so."
MIXED = "Begin every line of this message with #~, or none: only a part of it is marked obsolete"
PREVIOUS = re.compile(r'\s*+(?:msgctxt|msgid_plural|msgid)?\s*+"(?:[^"\\]|\\.)*+"\s*+')
ESCAPE = re.compile(r"\\([ntbrfva\\\"]|[0-7]{1,3}|x[0-9A-Fa-f]{1,8})?")
PLAIN = {
    "n": "\n", "t": "\t", "b": "\b", "r": "\r", "f": "\f", "v": "\v", "a": "\a",
    "\\": "\\", '"': '"',
}  # fmt: skip
ESCAPES = {character: code for code, character in PLAIN.items() if code != "a"}
ESCAPED = re.compile("[" + re.escape("".join(ESCAPES)) + "]")
#: The encoding that a header names.
CHARSET = re.compile(r"charset\s*=\s*([\w.:-]+)", re.IGNORECASE)
#: Encodings beside UTF-8 in which catalogs are read, as Python calls them.
OTHER_ENCODINGS = re.compile(r"utf-16(?:-[lb]e)?|iso8859-\d+|cp125\d")
#: A zero byte, or one that is not UTF-8, as `surrogateescape` decodes it.
NOT_UTF_8 = re.compile("[\0\udc80-\udcff]")
#: A path with spaces is between two isolation characters.
PLACE = re.compile(r"\u2068([^\u2069]*)\u2069|(\S+)")


@dataclass
class Contents:
    """What a catalog contains, as far as it can be read.

    :param lines: the lines of the file
    :param skipped: numbers of the lines that are left out, with the messages that they belong to
    :param data: the bytes of the file
    :param end: comments below the last message
    :param encoding: of the file, as Python calls it
    """

    messages: list[Message] = field(default_factory=list)
    faults: list[Finding] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    skipped: frozenset[int] = frozenset()
    data: bytes = b""
    end: tuple[str, ...] = ()
    encoding: str = "utf-8"

    @property
    def header(self) -> Message | None:
        """The first message that is a header."""
        return next((message for message in self.live if message.is_header), None)

    @property
    def live(self) -> Iterator[Message]:
        """All messages that are not obsolete."""
        return (message for message in self.messages if not message.obsolete)


def why_not_read(path: Path) -> str:
    """Why the catalog at *path* must not be read, with the remedy; empty if it may.

    With links followed, it must be in the folder that contains the folder of catalogs: the site.
    """
    locales = next((p.parent.parent for p in path.parents if p.name == FOLDER), None)
    why = why_unusable(path, locales.parent) if locales else ""
    return f"The catalog is not used: it {why}" if why else ""


def read(path: Path) -> Contents:
    """Read the catalog at *path*, whatever is there."""
    if why := why_not_read(path):
        return Contents(faults=[Finding("file", "", 1, why)])
    try:
        data = path.read_bytes()
    except OSError as error:
        what = "is a folder" if path.is_dir() else f"cannot be read ({error.strerror})"
        return Contents(faults=[Finding("file", "", 1, f"This catalog {what}.")])
    return parse(data)


@lru_cache(maxsize=16)
def parse(data: bytes) -> Contents:
    """Read the bytes of a catalog: once, if it is asked for again soon; nobody changes what is found."""
    faults = []
    if not data.strip():
        return Contents(faults=[Finding("file", "", 1, "The catalog is empty.")], data=data)
    text, encoding = data.decode("utf-8-sig", "surrogateescape"), "utf-8"
    if wrong := NOT_UTF_8.search(text):
        encoding = _other_encoding(data)
        if not encoding:
            line = text.count("\n", 0, wrong.start()) + 1
            why = ": it contains zero bytes, as binary files do" if wrong[0] == "\0" else ""
            fault = Finding("encoding", "", line, f"The catalog is not UTF-8{why}.")
            return Contents(faults=[fault], data=data)
        said = f"The catalog is in {encoding.upper()}, not in UTF-8. It is read all the same."
        faults.append(Finding("encoding", "", 1, said, SAVE_AS_UTF_8))
        text = data.decode(encoding)
    elif data.startswith(codecs.BOM_UTF8):
        said = "The catalog begins with a byte order mark, which msgfmt does not accept."
        faults.append(Finding("encoding", "", 1, said))
    lines = lines_of(text)
    ends = (number for number, line in enumerate(lines, 1) if line.startswith(">" * 7))
    reader = _Reader(faults, max(ends, default=0))
    for number, line_text in enumerate(lines, 1):
        reader.take(number, line_text)
    reader.close()
    end = tuple(line for line in reader.above if line.startswith("#"))
    skipped = frozenset(reader.skipped)
    return Contents(reader.messages, reader.faults, lines, skipped, data, end, encoding)


def _other_encoding(data: bytes) -> str:
    """The encoding of a catalog that is not UTF-8, by its byte order mark or header; else empty."""
    is_utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    named = CHARSET.search(data.replace(b"\0", b"").decode("latin-1"))
    with suppress(LookupError, UnicodeDecodeError):
        name = codecs.lookup("utf-16" if is_utf16 else named[1] if named else "").name
        text = data.decode(name) if OTHER_ENCODINGS.fullmatch(name) else ""
        if "msgid" in text and "\0" not in text:
            return name
    return ""


def lines_of(text: str) -> list[str]:
    """The lines of a text as editors count them; `str.splitlines` also splits at other characters."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def message_of(lines: Iterable[str]) -> Message:
    """The message in these lines, with or without a translation; an empty one if there is none."""
    return next(iter(parse("\n".join([*lines, 'msgstr ""']).encode()).messages), Message())


def escape(text: str) -> str:
    r"""A text, escaped for the quotes of a catalog.

    >>> escape('a "b"\n')
    'a \\"b\\"\\n'
    """
    return ESCAPED.sub(lambda found: f"\\{ESCAPES[found[0]]}", text)


@dataclass
class _Begun:
    """A message that is being read."""

    line: int
    obsolete: bool
    context: str | None = None
    text: str = ""
    plural: str | None = None
    forms: dict[int, str] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)


class _Reader:
    """The state of the reader between two lines."""

    def __init__(self, faults: list[Finding], end_of_conflicts: int) -> None:
        self.messages: list[Message] = []
        self.faults = faults
        self.unit: _Begun | None = None
        #: Lines above the message and in it, as they were written.
        self.above: list[str] = []
        self.body: list[str] = []
        self.where: tuple[str, int] | None = None
        self.seen: set[str] = set()
        self.broken = self.in_conflict = False
        #: The last line in which git ends what it could not merge.
        self.end_of_conflicts = end_of_conflicts
        #: Whether there is a blank line between the message and the line that is read now.
        self.after_blank = False
        #: Numbers of lines that are left out: those of a fault and of its message.
        self.skipped: set[int] = set()
        self.number = 0
        #: Whether the previous text above the next message is obsolete; None without one.
        self.previous: bool | None = None

    def take(self, number: int, line: str) -> None:
        """Read one line."""
        self._take(number, line)
        bare = line.strip(SPACE)
        if self.unit is not None and bare and not re.match("#(?!~(?!\\|))", bare):
            self.body.append(bare)
        elif self.unit is None and bare.startswith("#"):
            self.above.append(line.rstrip(SPACE))
        if self.broken:
            self.skipped.add(number)
        self.number = number

    def _take(self, number: int, line: str) -> None:
        text = line.strip(SPACE)
        if self.in_conflict and not CONFLICT.match(text):
            self.skipped.add(number)
            return
        before = len(self.faults)
        obsolete = text.startswith("#~")
        if obsolete:
            text = text[2:].strip(SPACE)
            if text.startswith("|"):
                self._previous(number, text[1:], obsolete)
                return
        if not text:
            self.after_blank = True
            if self.broken:
                self.close()
        elif text.startswith("#|"):
            self._previous(number, text[2:], obsolete)
        elif text.startswith("#"):
            self._comment(number)
            if text.endswith("\\"):
                self._fault(
                    number, r"A \ at the end of a comment joins the next line to it", stop=False
                )
        else:
            self._message(number, text, obsolete)
        if len(self.faults) == before and not self.broken and not LINE.fullmatch(line):
            said = "This line cannot be read: look for a missing quotation mark here or one line up"
            self._fault(number, said, stop=not text.startswith("#"))

    def _previous(self, number: int, text: str, obsolete: bool) -> None:
        """Check the text that a fuzzy translation was made for."""
        self.close()
        self.previous = obsolete
        if not PREVIOUS.fullmatch(text):
            said = f"Expected the previous source text in quotes, found: {text.strip()[:60]}"
            self._fault(number, said, stop=False)

    def _comment(self, number: int) -> None:
        self.close()
        if self.previous is not None:
            said = "The previous source text (#|) must be directly above its message"
            self._fault(number, said, stop=False)
            self.previous = None

    def _message(self, number: int, text: str, obsolete: bool) -> None:
        first = TOKEN.match(text)
        if first and self.after_blank and self.unit is not None and self.unit.forms:
            # After a blank line, only another part of the message may follow.
            is_part = first["text"] is not None or first["form"] is not None
            if not is_part and first["key"] not in ("msgid", "msgctxt"):
                self.close()
        for token in TOKEN.finditer(text):
            if token["key"]:
                self._keyword(number, token["key"], token["form"], obsolete)
            elif token["text"] is not None:
                self._string(number, token["text"], obsolete)
            elif CONFLICT.match(text):
                self._conflict(number, text)
                return
            elif token["rest"]:
                said = "This is not a comment, a msgid, a msgstr or text in quotation marks"
                self._fault(number, f"{said}: {token['rest'].strip()[:60]}")
                return

    def _conflict(self, number: int, text: str) -> None:
        """Report once what git could not merge; no message within it is read."""
        if not self.in_conflict:
            self._fault(number, TWO_CHANGED, KEEP_ONE)
        self.in_conflict = not text.startswith(">") and number < self.end_of_conflicts
        self.skipped.add(number)
        self.broken = True

    def _keyword(self, number: int, key: str, form: str | None, obsolete: bool) -> None:
        begins = key == "msgctxt" or (key == "msgid" and self.seen != {"msgctxt"})
        if begins and (not self.broken or key == "msgctxt" or self.seen != {"msgctxt"}):
            self.close()
        if self.previous not in (None, obsolete):
            self._fault(number, MIXED)
        self.previous = None
        if self.unit is None:
            self.unit = _Begun(number, obsolete)
            if not begins:
                self.seen.add(key)
                self._fault(number, f"The msgid above this {key} is missing")
                return
        self._allow(number, key, form, obsolete)
        if key == "msgctxt":
            self.unit.context = ""
        elif key == "msgid_plural":
            self.unit.plural = ""
        elif key == "msgstr":
            self.unit.forms[int(form or 0)] = ""
            self.unit.lines[int(form or 0)] = number
        self.seen.add(key)
        self.where = key, int(form or 0)

    def _allow(self, number: int, key: str, form: str | None, obsolete: bool) -> None:
        """Report a keyword in the wrong place."""
        assert self.unit is not None
        has_plural = "msgid_plural" in self.seen
        if obsolete != self.unit.obsolete:
            self._fault(number, MIXED)
        elif key == "msgid_plural" and ("msgstr" in self.seen or "msgid" not in self.seen):
            self._fault(number, "msgid_plural must come between msgid and msgstr[0]")
        elif key == "msgstr" and "msgid" not in self.seen:
            self._fault(number, "The msgid above this msgstr is missing")
        elif key == "msgstr" and has_plural and form is None:
            self._fault(number, "A message with a msgid_plural needs msgstr[0], msgstr[1] …")
        elif key == "msgstr" and not has_plural and form is not None:
            self._fault(number, f"msgstr[{form}] needs a msgid_plural above it")
        elif form is None and key in self.seen:
            self._fault(number, f"This message has a second {key}")
        elif key == "msgstr" and int(form or 0) != len(self.unit.forms):
            wanted = f"msgstr[{len(self.unit.forms)}]"
            self._fault(number, f"msgstr[{form}] is here where {wanted} should be")

    def _string(self, number: int, raw: str, obsolete: bool) -> None:
        if self.unit is None or self.where is None:
            self._fault(number, "The msgid or msgstr above this text is missing")
            return
        if obsolete != self.unit.obsolete:
            self._fault(number, MIXED)
        text = self._unescaped(number, raw)
        if CONTEXT_SEPARATOR in text:
            said = r"The character \4 separates context and text in a .mo file: remove it"
            self._fault(number, said)
        key, form = self.where
        if key == "msgctxt":
            self.unit.context = (self.unit.context or "") + text
        elif key == "msgid":
            self.unit.text += text
        elif key == "msgid_plural":
            self.unit.plural = (self.unit.plural or "") + text
        else:
            self.unit.forms[form] = self.unit.forms.get(form, "") + text

    def _unescaped(self, number: int, raw: str) -> str:
        def plain(found: re.Match[str]) -> str:
            code = found[1]
            if code is None:
                wrong = raw[found.start() : found.start() + 2]
                said = r'is not a valid escape: write \\ for \, \" for " and \n for a new line'
                self._fault(number, f"{wrong} {said}")
                return ""
            if code in PLAIN:
                return PLAIN[code]
            value = int(code[1:], 16) if code[0] == "x" else int(code, 8)
            return chr(value) if value < 0x110000 else "\ufffd"

        return ESCAPE.sub(plain, raw) if "\\" in raw else raw

    def _fault(self, number: int, said: str, advice: str = "", *, stop: bool = True) -> None:
        if not self.broken:
            self.faults.append(Finding("syntax", "", number, f"{said}.", advice))
            self.skipped.add(number)
        if stop and not self.broken and self.unit is not None:
            self.skipped.update(range(self.unit.line, max(number, self.number) + 1))
        self.broken = self.broken or stop

    def close(self) -> None:
        """End the message that was begun."""
        unit = self.unit
        if unit is not None and not self.broken:
            texts = (unit.context, unit.text, unit.plural, *unit.forms.values())
            beyond = next(filter(None, (message_fault(text or "") for text in texts)), "")
            if not unit.forms:
                self._fault(unit.line, "The msgstr below this msgid is missing")
            elif beyond:
                self._fault(unit.line, f"The message {beyond}")
            elif len(self.messages) >= MESSAGES:
                self._fault(unit.line, f"The catalog has more than {MESSAGES:,} messages")
            else:
                self.messages.append(_message(unit, self.above, self.body))
        if unit is not None:
            self.above = []
        self.unit, self.where, self.seen, self.broken = None, None, set(), False
        self.body, self.after_blank = [], False


def _message(unit: _Begun, above: Iterable[str], body: Iterable[str]) -> Message:
    """The message that was read, with its lines."""
    kinds: dict[str, list[str]] = {mark: [] for mark in ("#.", "#:", "#,", "#|", "#~", "#")}
    for line in map(str.lstrip, above):
        mark = next(mark for mark in kinds if line.startswith(mark))
        if mark == "#~":
            mark, line = "#|", line[2:].lstrip()[1:]
        kinds[mark].append(line if mark == "#" else line.removeprefix(mark).strip())
    lines = [line.removeprefix("#~").strip(SPACE) for line in body]
    begin = next((at for at, line in enumerate(lines) if line.startswith("msgstr")), len(lines))
    flags = [flag.strip() for line in kinds["#,"] for flag in line.split(",")]
    return Message(
        unit.text,
        unit.plural,
        tuple(kinds["#."]),
        tuple(one or other for line in kinds["#:"] for one, other in PLACE.findall(line)),
        tuple(filter(None, flags)),
        unit.context,
        tuple(kinds["#"]),
        tuple(kinds["#|"]),
        unit.forms,
        unit.obsolete,
        unit.line,
        unit.lines,
        tuple(kinds["#:"]),
        tuple(lines[:begin]),
        tuple(lines[begin:]),
    )
