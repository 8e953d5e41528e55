"""Read a `.po` file as strictly as gettext's `msgfmt` does, and go on behind a fault.

    bytes → messages, each with the line of each of its parts, and what cannot be read

A fault costs its message, and the others are still read: build and checker ask the same reader.
`Contents.data` holds the bytes as they were.

Sources: "The Format of PO Files" and "msgfmt Invocation" in the GNU gettext manual.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..limits import MESSAGES, message_fault
from ..paths import why_unusable

#: Of catalogs, in the folder of a language.
FOLDER = "LC_MESSAGES"
#: Between the context and the text of a message in a `.mo` file: gettext's own sign.
CONTEXT_SEPARATOR = "\x04"
#: A line of a `.po` file: a comment, or a keyword and a string in quotes.
LINE = re.compile(
    r"""\s*+(?:\#(?!~).*
      |(?:\#~\s*+(?:\|\s*+)?)?
       (?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s*+)?
       "(?:[^"\\]|\\.)*+"\s*+
      |\#~\s*+)?""",
    re.VERBOSE,
)
BLANK = " \t\r\f\v"
#: So often a catalog is read until nothing is wrong with what is left; two are enough but for a bomb.
MOST_PASSES = 50
TOKEN = re.compile(
    r"""[ \t\r\f\v]*(?:
      (?P<key>msgctxt|msgid_plural|msgid|msgstr)\b(?:[ \t]*\[[ \t]*(?P<form>\d+)[ \t]*\])?
      |"(?P<text>(?:[^"\\]|\\.)*)"
      |(?P<rest>.+))""",
    re.VERBOSE,
)
MIXED = "One part of the message is marked obsolete (#~) and another is not"
PREVIOUS = re.compile(r'\s*+(?:msgctxt|msgid_plural|msgid)?\s*+"(?:[^"\\]|\\.)*+"\s*+')
ESCAPE = re.compile(r"\\([ntbrfva\\\"]|[0-7]{1,3}|x[0-9A-Fa-f]{1,8})?")
PLAIN = {
    "n": "\n", "t": "\t", "b": "\b", "r": "\r", "f": "\f", "v": "\v", "a": "\a",
    "\\": "\\", '"': '"',
}  # fmt: skip
#: What UTF-16 and UTF-32 files begin with.
OTHER_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
CHECKED = re.compile(r"#\s*checked:\s*([a-z]+(?:\s*,\s*[a-z]+)*)", re.IGNORECASE)


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where.

    :param kind: ``file``, ``encoding`` or ``syntax``; of other faults, a kind of finding
    :param line: in the catalog, from 1
    :param said: what was found
    :param remedy: instead of that of the kind
    """

    kind: str
    line: int
    said: str
    remedy: str = ""


@dataclass
class Unit:
    """A message of a catalog.

    :param line: of its first keyword
    :param forms: its translation by the number of the plural form; of a message without, number 0
    :param lines: line of each translation
    :param places: files in which its source stands
    :param checked: kinds of findings that a translator has looked at
    """

    line: int
    context: str | None = None
    source: str = ""
    plural: str | None = None
    forms: dict[int, str] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()
    places: tuple[str, ...] = ()
    checked: frozenset[str] = frozenset()
    obsolete: bool = False

    @property
    def is_header(self) -> bool:
        """Whether it says something about the catalog, and is no message."""
        return self.source == "" and self.context is None

    @property
    def is_fuzzy(self) -> bool:
        """Whether a translator should look at it."""
        return "fuzzy" in self.flags

    @property
    def is_translated(self) -> bool:
        """Whether there is any translation."""
        return any(text.strip() for text in self.forms.values())


@dataclass
class Contents:
    """What a catalog holds, as far as it can be read.

    :param lines: the lines of the file
    :param skipped: numbers of the lines that are left out, with the messages that they belong to
    :param data: the bytes of the file
    """

    units: list[Unit] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    skipped: frozenset[int] = frozenset()
    data: bytes = b""

    @property
    def sound_text(self) -> str:
        """The text with blank lines in place of what is left out, so that lines keep their numbers."""
        found = self
        for _ in range(MOST_PASSES):
            numbered = enumerate(found.lines, 1)
            text = "\n".join("" if number in found.skipped else line for number, line in numbered)
            # A line may hold the end of one message and the beginning of another.
            found = parse(text.encode())
            if not found.skipped:
                return text
        return ""

    @property
    def header(self) -> Unit | None:
        """The first message that is a header."""
        return next((unit for unit in self.live if unit.is_header), None)

    @property
    def live(self) -> Iterator[Unit]:
        """All messages that are not obsolete."""
        return (unit for unit in self.units if not unit.obsolete)


def why_not_read(path: Path) -> str:
    """Why the catalog at *path* is not read, with the remedy; nothing if it may be.

    A catalog lies, links followed, in the folder that holds the folder of catalogs: the site.
    """
    locales = next((p.parent.parent for p in path.parents if p.name == FOLDER), None)
    why = why_unusable(path, locales.parent) if locales else ""
    return f"The catalog is not used: it {why}" if why else ""


def read(path: Path) -> Contents:
    """Read the catalog at *path*, whatever stands there."""
    if why := why_not_read(path):
        return Contents(faults=[Fault("file", 1, why)])
    try:
        data = path.read_bytes()
    except OSError as error:
        what = "a folder" if path.is_dir() else f"no file that can be read ({error.strerror})"
        return Contents(faults=[Fault("file", 1, f"This is {what}.")])
    return parse(data)


def parse(data: bytes) -> Contents:
    """Read the bytes of a catalog."""
    faults = []
    if not data.strip():
        return Contents(faults=[Fault("file", 1, "The catalog is empty.")], data=data)
    if data.startswith(OTHER_MARKS) or b"\0" in data:
        line = data[: max(data.find(b"\0"), 0)].count(b"\n") + 1
        said = "The catalog is not UTF-8: it holds zero bytes, as UTF-16 and binary files do."
        return Contents(faults=[Fault("encoding", line, said)], data=data)
    if data.startswith(b"\xef\xbb\xbf"):
        faults.append(
            Fault(
                "encoding",
                1,
                "The catalog begins with a byte order mark, which no msgfmt reads.",
            )
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        fault = Fault("encoding", line, "The catalog is not UTF-8.")
        return Contents(faults=[fault], data=data)
    reader = _Reader(faults)
    lines = lines_of(text)
    for number, line_text in enumerate(lines, 1):
        reader.take(number, line_text)
    reader.close()
    return Contents(reader.units, reader.faults, lines, frozenset(reader.skipped), data)


def lines_of(text: str) -> list[str]:
    """The lines of a text as editors count them; `str.splitlines` ends one at other signs too."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


class _Reader:
    """What is known between two lines."""

    def __init__(self, faults: list[Fault]) -> None:
        self.units: list[Unit] = []
        self.faults = faults
        self.unit: Unit | None = None
        self.where: tuple[str, int] | None = None
        self.seen: set[str] = set()
        self.broken = False
        #: Whether a blank line stands between the message and what is read now.
        self.after_blank = False
        #: Numbers of lines that are left out: what is wrong, with the message that it is in.
        self.skipped: set[int] = set()
        self.number = 0
        #: Whether the old text above the next message is obsolete; None without one.
        self.previous: bool | None = None
        self._forget()

    def _forget(self) -> None:
        self.flags: set[str] = set()
        self.places: list[str] = []
        self.checked: set[str] = set()

    def take(self, number: int, line: str) -> None:
        """Take one line."""
        self._take(number, line)
        if self.broken:
            self.skipped.add(number)
        self.number = number

    def _take(self, number: int, line: str) -> None:
        text = line.strip(BLANK)
        before = len(self.faults)
        obsolete = text.startswith("#~")
        if obsolete:
            text = text[2:].strip(BLANK)
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
            self._comment(number, text)
            if text.endswith("\\"):
                self._fault(
                    number, r"A \ at the end of a comment joins the next line to it", stop=False
                )
        else:
            self._message(number, text, obsolete)
        if len(self.faults) == before and not self.broken and not LINE.fullmatch(line):
            is_comment = text.startswith("#")
            self._fault(number, "This line cannot be read by the build", stop=not is_comment)

    def _previous(self, number: int, text: str, obsolete: bool) -> None:
        """Look at the text that a fuzzy translation was made for."""
        self.close()
        self.previous = obsolete
        if not PREVIOUS.fullmatch(text):
            self._fault(number, f"This is no old text: {text.strip()[:60]}", stop=False)

    def _comment(self, number: int, text: str) -> None:
        self.close()
        if self.previous is not None:
            self._fault(number, "An old text (#|) stands right above its message", stop=False)
            self.previous = None
        if text.startswith(("#,", "#=")):
            self.flags.update(flag.strip() for flag in text[2:].split(","))
        elif text.startswith("#:"):
            # A path with spaces stands between two signs.
            paths = re.findall(r"\u2068([^\u2069]*)\u2069|(\S+)", text[2:])
            self.places += [isolated or plain for isolated, plain in paths]
        elif found := CHECKED.match(text):
            self.checked.update(re.findall("[a-z]+", found[1].lower()))

    def _message(self, number: int, text: str, obsolete: bool) -> None:
        first = TOKEN.match(text)
        if first and self.after_blank and self.unit is not None and self.unit.forms:
            # Behind a blank line there may be another part of the message, but nothing else.
            is_part = first["text"] is not None or first["form"] is not None
            if not is_part and first["key"] not in ("msgid", "msgctxt"):
                self.close()
        for token in TOKEN.finditer(text):
            if token["key"]:
                self._keyword(number, token["key"], token["form"], obsolete)
            elif token["text"] is not None:
                self._string(number, token["text"], obsolete)
            elif token["rest"]:
                self._fault(number, f"This is no gettext: {token['rest'].strip()[:60]}")
                return

    def _keyword(self, number: int, key: str, form: str | None, obsolete: bool) -> None:
        begins = key == "msgctxt" or (key == "msgid" and self.seen != {"msgctxt"})
        if begins and (not self.broken or key == "msgctxt" or self.seen != {"msgctxt"}):
            self.close()
        if self.previous not in (None, obsolete):
            self._fault(number, MIXED)
        self.previous = None
        if self.unit is None:
            self.unit = Unit(
                number,
                flags=frozenset(self.flags),
                places=tuple(self.places),
                checked=frozenset(self.checked),
                obsolete=obsolete,
            )
            self._forget()
            if not begins:
                self.seen.add(key)
                self._fault(number, f"There is a {key} without a msgid before it")
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
        """Report a keyword that cannot stand where it does."""
        assert self.unit is not None
        has_plural = "msgid_plural" in self.seen
        if obsolete != self.unit.obsolete:
            self._fault(number, MIXED)
        elif key == "msgid_plural" and ("msgstr" in self.seen or "msgid" not in self.seen):
            self._fault(number, "msgid_plural stands between msgid and msgstr[0]")
        elif key == "msgstr" and "msgid" not in self.seen:
            self._fault(number, "There is a msgstr without a msgid before it")
        elif key == "msgstr" and has_plural and form is None:
            self._fault(number, "A message with a msgid_plural has msgstr[0], msgstr[1] …")
        elif key == "msgstr" and not has_plural and form is not None:
            self._fault(number, f"There is a msgstr[{form}], and no msgid_plural")
        elif form is None and key in self.seen:
            self._fault(number, f"There is a second {key} in one message")
        elif key == "msgstr" and int(form or 0) != len(self.unit.forms):
            wanted = f"msgstr[{len(self.unit.forms)}]"
            self._fault(number, f"There is a msgstr[{form}] where {wanted} should stand")

    def _string(self, number: int, raw: str, obsolete: bool) -> None:
        if self.unit is None or self.where is None:
            self._fault(number, "There is a text without a msgid or msgstr before it")
            return
        if obsolete != self.unit.obsolete:
            self._fault(number, MIXED)
        text = self._unescaped(number, raw)
        if CONTEXT_SEPARATOR in text:
            said = r"The sign \4 separates context and text in a .mo file: take it out here"
            self._fault(number, said)
        key, form = self.where
        if key == "msgctxt":
            self.unit.context = (self.unit.context or "") + text
        elif key == "msgid":
            self.unit.source += text
        elif key == "msgid_plural":
            self.unit.plural = (self.unit.plural or "") + text
        else:
            self.unit.forms[form] = self.unit.forms.get(form, "") + text

    def _unescaped(self, number: int, raw: str) -> str:
        def plain(found: re.Match[str]) -> str:
            code = found[1]
            if code is None:
                wrong = raw[found.start() : found.start() + 2]
                said = r'write \\ for \, \" for " and \n for a new line'
                self._fault(number, f"{wrong} means nothing: {said}")
                return ""
            if code in PLAIN:
                return PLAIN[code]
            value = int(code[1:], 16) if code[0] == "x" else int(code, 8)
            return chr(value) if value < 0x110000 else "\ufffd"

        return ESCAPE.sub(plain, raw) if "\\" in raw else raw

    def _fault(self, number: int, said: str, *, stop: bool = True) -> None:
        if not self.broken:
            self.faults.append(Fault("syntax", number, f"{said}."))
            self.skipped.add(number)
        if stop and not self.broken and self.unit is not None:
            self.skipped.update(range(self.unit.line, max(number, self.number) + 1))
        self.broken = self.broken or stop

    def close(self) -> None:
        """End the message that was begun."""
        unit = self.unit
        if unit is not None and not self.broken:
            texts = (unit.context, unit.source, unit.plural, *unit.forms.values())
            beyond = next(filter(None, (message_fault(text or "") for text in texts)), "")
            if not unit.forms:
                self._fault(unit.line, "There is a msgid without a msgstr below it")
            elif beyond:
                self._fault(unit.line, f"The message {beyond}")
            elif len(self.units) >= MESSAGES:
                self._fault(unit.line, f"The catalog has more than {MESSAGES:,} messages")
            else:
                self.units.append(unit)
        self.unit, self.where, self.seen, self.broken = None, None, set(), False
        self.after_blank = False
