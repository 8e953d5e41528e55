"""Find what would be visibly wrong on a page, before it is parsed."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it.token import Token

from ext.reporting import Problem

from . import kinds
from .findings import Finding, finding
from .front_matter import front_matter_faults
from .kinds import BLANKS, PATTERNS, QUOTES, Kind
from .paragraphs import cell_faults, paragraph_faults
from .reading import CODE, Text, blocks, running_text, texts

#: Blocks whose content is not Markdown, or no text.
NOT_MARKDOWN = frozenset(
    re.findall(
        r"\S+",
        "bibliography code code-block code-cell collections csv-table digraph doctest eval-rst "
        "gbif-search graph graphviz highlight html_meta image include inheritance-diagram index "
        "literalinclude math mermaid meta parsed-literal productionlist raw sourcecode "
        "tabularcolumns testcode testoutput toctree unicode",
    )
)
#: Names of blocks that are also languages of code.
ALSO_CODE = frozenset({"code", "math", "mermaid", "meta", "raw", "table", "unicode"})
#: What is pasted many times, line after line.
RUNS = frozenset(
    [
        Problem.SOURCE_BLANK,
        Problem.SOURCE_CONFLICT,
        Problem.SOURCE_FOREIGN,
        Problem.SOURCE_LEFTOVER,
        Problem.SOURCE_LIQUID,
        Problem.SOURCE_LIST,
        Problem.SOURCE_REST,
        Problem.SOURCE_TAB,
        Problem.SOURCE_TABLE,
    ]
)
#: How deeply nested blocks are checked.
MAX_DEPTH = 20
FENCE = re.compile(r"[ \t>]*+(`{3,}+|~{3,}+|:{3,}+)[ \t]*+(\S.*)?$")
OPENER = re.compile(r"[ \t>]*(`{3,}|~{3,}|:{3,})[ \t]*\{[\w:+-]+\}")
WRONG_CLOSER = re.compile(rf"[ \t>]*[{QUOTES}]{{3,}}\s*$")
#: How blocks of Markdown begin.
MARKDOWN = re.compile(r"#{1,6} |[-*+] |\d+[.)] |```|:::|\||:[\w-]+:")
#: What an indent of code does not begin with: a capital, words, and nothing that belongs to a program.
PROSE = re.compile(r"[A-ZÀ-Þ“‘](?:[^\W\d_A-ZÀ-Þ][\w’'-]*)?(?:[.!?]$|,? [^{}<>=;|\\$`()\[\]]*$)")
SENTENCE = re.compile(r"\S+(?:\s+\S+){3,}[.!?]\s*$")


@dataclass(frozen=True)
class Names:
    """What this site knows: its blocks with their settings, and its roles."""

    blocks: Mapping[str, frozenset[str]] = field(default_factory=dict)
    roles: frozenset[str] = frozenset()


def check(text: str, names: Names) -> list[Finding]:
    """The faults of a page by line: one for each line, and only the first of a run of lines."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    found: dict[int, Finding] = {}
    for fault in (*front_matter_faults(text.split("\n")), *_Page(names).read(text)):
        found.setdefault(fault.line, fault)
    last: dict[Problem, int] = {}
    said: list[Finding] = []
    for fault in sorted(found.values()):
        problem = fault.kind.problem
        if fault.kind is kinds.FENCE_STRAY and Problem.SOURCE_FENCE_SIGNS in last:
            continue  # The end of a block whose beginning has been reported.
        if problem not in RUNS or fault.line - last.get(problem, -9) > 2:
            said.append(fault)
        last[problem] = fault.line
    return said


# -- Blocks -----------------------------------------------------------------


@dataclass(frozen=True)
class _Part:
    """A page, or the content of a block: what is read in one go.

    :param offset: how many lines of the page come before it
    :param depth: in how many blocks it is nested
    """

    lines: list[str]
    tokens: list[Token]
    offset: int
    depth: int


class _Page:
    """One page while it is looked at: what it defines, and where its title is."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.env: dict[str, Any] = {}
        self.title = 0
        self.conflict = False
        self.data: set[str] = set()

    def read(self, text: str, offset: int = 0, depth: int = 0) -> Iterator[Finding]:
        """Faults of a text: of the page, or of a block that contains Markdown."""
        part = _Part(text.split("\n"), blocks(text, self.env), offset, depth)
        if depth == 0:
            yield from self._data_definitions()
        conflicts = list(_conflicts(part.lines, _lines_of_code(part.tokens), offset))
        self.conflict = self.conflict or bool(conflicts)
        yield from conflicts
        stray = False
        for at, token in enumerate(part.tokens):
            if token.type in {"fence", "colon_fence"}:
                faults = list(self._fence(part, token, stray))
                stray = stray or any(f.kind.problem == Problem.SOURCE_FENCE for f in faults)
                yield from faults
            elif token.map:
                yield from self._block(part, at, token, token.map)
        for piece in texts(part.tokens, self.env, offset):
            yield from self._text(piece)

    def _block(self, part: _Part, at: int, token: Token, rows: Sequence[int]) -> Iterator[Finding]:
        """Faults of a block of Markdown, which spans these rows of its part."""
        first, lines = rows[0], part.lines
        line = part.offset + first + 1
        if token.type == "heading_open":
            yield from self._heading(part, token, rows, part.tokens[at + 1].content)
        elif token.type == "code_block":
            if re.match(r"[ >]*\t", lines[first]) and (
                MARKDOWN.match(token.content) or PROSE.match(token.content.partition("\n")[0])
            ):
                yield finding(kinds.TAB, line, lines[first])
            above = _line_above(lines, first)
            if first and re.search(r"\w ?::\s*$", lines[above]):
                yield finding(kinds.REST_CODE, part.offset + above + 1, lines[above])
        elif token.type == "hr" and at and part.tokens[at - 1].type == "paragraph_close":
            title, marks = lines[first - 1].strip(), lines[first].strip()
            if marks[0] == "*" and len(marks) >= max(4, len(title) - 2) and title[-1:] not in ".!?":
                yield finding(kinds.REST_UNDERLINE, line - 1, title)
        elif token.type == "html_block":
            yield from _html(Text("html", line, [], html=[(line, token.content)]))
            if not re.search(r"<(?:script|style|pre|textarea|code|!--)", token.content, re.I):
                yield from _patterns("markdown-in-html", token.content, line)
        elif token.type == "attrs_block" and "{%" in lines[first]:
            yield from _patterns("text", lines[first], line)
        elif token.type == "table_open":
            yield from cell_faults(lines, rows, part.offset)

    def _heading(
        self, part: _Part, token: Token, rows: Sequence[int], words: str
    ) -> Iterator[Finding]:
        line, above = part.offset + rows[0] + 1, part.lines[rows[0] - 1].strip() if rows[0] else ""
        mark = part.lines[rows[1] - 1].strip()
        if token.markup in "=-":
            if re.match(r"={3,}\s*(?:\n|$)", words):
                yield finding(kinds.REST_UNDERLINE, line + 1, words.partition("\n")[2] or words)
                return
            if token.markup == "-" and SENTENCE.match(words) and len(words) > 40:
                yield finding(kinds.SENTENCE_UNDERLINED, line, words)
            elif token.markup == "-" and len(mark) >= 4 and above == mark:
                yield finding(kinds.REST_UNDERLINE, line, words)
        if words and token.tag == "h1" and not part.depth and token.level == 0:
            if self.title and not (self.conflict and token.markup == "="):
                yield finding(kinds.TITLES, line, words, there=self.title)
            self.title = self.title or line

    def _data_definitions(self) -> Iterator[Finding]:
        for reference in self.env.get("references", {}).values():
            if _is_data(reference["href"]):
                self.data.add(reference["href"])
                yield finding(kinds.DATA, reference["map"][0] + 1, reference["href"])

    # -- Blocks with a name, and code ----------------------------------------

    def _fence(self, part: _Part, token: Token, stray: bool) -> Iterator[Finding]:
        """Faults of a block with fences around it; *stray*: one before it was not closed."""
        assert token.map
        first, end = token.map
        lines, offset = part.lines, part.offset
        line, opener = offset + first + 1, lines[first]
        inside = token.content.count("\n") + (
            not token.content.endswith("\n") and bool(token.content)
        )
        closed = end - first - 1 > inside
        named = re.match(r"\{([^\s{}]+)\}(?:\s+(.*))?$", token.info.strip())
        above = lines[first - 1].strip() if first else ""
        if above and _is_underline(token, above, lines[end - 1].strip() if closed else None):
            yield finding(kinds.REST_UNDERLINE, line - 1, above)
            if part.depth < MAX_DEPTH and not closed:
                yield from self.read(token.content, offset + first + 1, part.depth + 1)
            return
        fault = _fence_fault(token, closed)
        if fault is not None and not closed and not token.info.strip():
            if not stray:
                yield finding(kinds.FENCE_STRAY, line, opener)
            return
        if fault is not None:
            kind, at = fault
            yield finding(kind, line, opener, there=line + at)
            return
        content, ahead = token.content, 1
        if named is None:
            yield from self._unnamed(token, opener, line)
            if token.type != "colon_fence" or token.info.strip().startswith("{"):
                return
        else:
            name, argument = named[1].lower(), named[2] or ""
            if name not in self.names.blocks:
                yield from self._unknown(name, line)
                return
            if _is_data(argument):
                yield finding(kinds.DATA, line, argument)
            found, ahead = self._options(name, content, line)
            yield from found
            if name in NOT_MARKDOWN:
                yield from _conflicts(lines[first + 1 : end], set(), offset + first + 1)
                return
            if argument:
                yield from self._text(running_text("argument", argument, line, self.env))
            content = "\n".join(content.split("\n")[ahead - 1 :])
        if part.depth < MAX_DEPTH:
            yield from self.read(content, offset + first + ahead, part.depth + 1)

    def _unnamed(self, token: Token, opener: str, line: int) -> Iterator[Finding]:
        """Faults of code that was meant to be a block of the site."""
        info = token.info.strip()
        if not info:
            info = token.content.partition("\n")[0].strip()
            meant = re.match(r"\{([\w:+-]+)\}", info)
            if meant and meant[1] in self.names.blocks:
                yield finding(kinds.BLOCK_BRACES, line + 1, info)
            return
        word = re.match(r"[\[({<]*\s*([A-Za-z][\w+-]*(?::[\w-]+)?)\s*[\])}>:]*", info)
        if word is None:
            return
        bracket = info[0] in "[({<"
        if word[1].lower() in self.names.blocks and (bracket or word[1] not in ALSO_CODE):
            yield finding(kinds.BLOCK_BRACES, line, opener)

    def _unknown(self, name: str, line: int) -> Iterator[Finding]:
        if close := difflib.get_close_matches(name.lower(), self.names.blocks, 1, 0.7):
            yield finding(kinds.BLOCK_UNKNOWN, line, name, other=f"'{close[0]}'")

    def _options(self, name: str, content: str, line: int) -> tuple[list[Finding], int]:
        """Faults of the settings of a block, and the line, counted from its first, where its content begins."""
        known = self.names.blocks[name]
        lines = content.split("\n")
        found: list[Finding] = []
        at = 0
        if lines[0].startswith("---"):
            end = next(
                (i for i, text in enumerate(lines[1:], 1) if text.startswith("---")), len(lines)
            )
            return [], end + 2
        while at < len(lines):
            text = lines[at]
            bare = text.lstrip(f" \t{BLANKS}")
            setting = re.match(
                rf"[:：]?[{BLANKS} \t]*([\w-]+)[{BLANKS} ]*[:：]?(?=[{BLANKS}\s]|$)",
                bare,
            )
            if re.match(r"\s*:(?!::)", text):
                found += _option_faults(text, line + at + 1, known)
            elif setting and setting[1] in known and re.search(r"[:：]", setting[0]):
                kind = kinds.OPTION_BLANK if text[0] in BLANKS else kinds.OPTION_COLON
                found.append(finding(kind, line + at + 1, text))
            else:
                break
            at += 1
        return found, at + 1

    # -- Running text ---------------------------------------------------------

    def _text(self, text: Text) -> Iterator[Finding]:
        if text.kind == "paragraph":
            yield from paragraph_faults(text)
            block = re.match(r"\{([\w:-]+)\}(?: +\S|$)", text.lines[0])
            if block and block[1] in self.names.blocks and text.left.startswith("{"):
                yield finding(kinds.BLOCK_MARKS, text.line, text.lines[0])
        where = {"text": text.masked, "links": text.left, "line": text.masked}
        for kind in PATTERNS:
            if kind.where in where and kind.pattern:
                left = where[kind.where]
                if kind.where == "line":
                    if text.kind == "paragraph":
                        yield from _at_lines(kind, left, text)
                elif match := kind.pattern.search(left):
                    yield _in_text(kind, text, match)
        yield from self._code(text)
        yield from self._links(text)
        yield from _html(text)

    def _code(self, text: Text) -> Iterator[Finding]:
        """Roles whose braces or backticks are not where they should be."""
        for match in re.finditer(
            rf"(?:(?<=\s)|^)(?:(\w+)(?={CODE})|\{{([a-z][\w:-]*)\}}[ \xa0](?={CODE}))",
            text.masked,
            re.M,
        ):
            name = match[1] or match[2]
            if name in self.names.roles:
                kind = kinds.ROLE_WITHOUT_BRACES if match[1] else kinds.ROLE_BLANK
                yield _in_text(kind, text, match, name)

    def _links(self, text: Text) -> Iterator[Finding]:
        for match in re.finditer(r"(?<!\w)\[([^\[\]\n]+)\]\[([^\[\]\n]*)\]", text.left):
            if not (match[1].isdigit() and match[2].isdigit()):
                yield _in_text(kinds.REFERENCE, text, match)
        for line, href in text.wordless:
            if re.match(r"https?:|mailto:|tel:", href):
                yield finding(kinds.WORDLESS_LINK, line, href)
        for line, href in text.addresses:
            if _is_data(href) and href not in self.data:
                yield finding(kinds.DATA, line, href)
            for kind in PATTERNS:
                asked = kind.where == "address" or kind.problem == Problem.SOURCE_ADDRESS
                if asked and kind.pattern and kind.pattern.search(href):
                    yield finding(kind, line, href)


def _option_faults(text: str, line: int, known: frozenset[str]) -> Iterator[Finding]:
    """Faults of a line that begins with a colon, as a setting does."""
    setting = re.match(rf"\s*:([\s{BLANKS}]*)([\w-]+)([\s{BLANKS}]*)(:?)([\s{BLANKS}]*)(.*)$", text)
    if setting is None or setting[2] not in known:
        return
    if any(char in f"{BLANKS}\t" for part in (1, 3, 5) for char in setting[part]):
        yield finding(kinds.OPTION_BLANK, line, text)
    elif not setting[4] or setting[1] or setting[3] or (setting[6] and not setting[5]):
        yield finding(kinds.OPTION_COLON, line, text)
    elif re.fullmatch(r"[“”„‘’][^\s“”„‘’]*[“”‘’]\s*", setting[6]):
        yield finding(kinds.OPTION_QUOTES, line, text)


def _fence_fault(token: Token, closed: bool) -> tuple[Kind, int] | None:
    """What is wrong with the end of a block, and in which of its lines that shows."""
    char, length = token.markup[0], len(token.markup)
    open_: tuple[str, int, int, bool] | None = None
    for at, line in enumerate(token.content.split("\n"), 1):
        if WRONG_CLOSER.match(line) and "`" not in line and open_ is None and not closed:
            return kinds.FENCE_CLOSE, at
        fence = FENCE.match(line)
        if fence is None:
            continue
        bare = fence[2] is None
        if OPENER.match(line) and fence[1][0] == char and len(fence[1]) >= length:
            if open_ is not None and open_[3] and open_[0] != char:
                return kinds.FENCE_CLOSE, open_[2]
            if closed:
                return kinds.FENCE_LENGTH, at
        if open_ is None:
            open_ = (fence[1][0], len(fence[1]), at, bare)
        elif bare and fence[1][0] == open_[0] and len(fence[1]) >= open_[1]:
            open_ = None
    if closed:
        return None
    if open_ is not None and open_[3]:
        return kinds.FENCE_CLOSE, open_[2]
    return kinds.FENCE_OPEN, 0


def _is_underline(token: Token, above: str, closer: str | None) -> bool:
    """Whether tildes below a line make it a reST heading, so that the next such heading ends as code."""
    if token.markup[0] != "~" or token.info.strip():
        return False
    if closer is None:
        return len(token.markup) >= len(above) - 2
    last = token.content.rstrip("\n").rpartition("\n")[2]
    return (
        len(token.markup) > 3
        and abs(len(token.markup) - len(above)) < 2
        and bool(last.strip())
        and not token.content.endswith("\n\n")
        and abs(len(closer) - len(last)) < 2
    )


def _lines_of_code(tokens: list[Token]) -> set[int]:
    """Numbers of lines, from 0, that are code, a separately read block, or HTML."""
    return {
        line
        for token in tokens
        if token.map
        and token.type in {"fence", "colon_fence", "code_block", "html_block", "front_matter"}
        for line in range(*token.map)
    }


def _line_above(lines: list[str], at: int) -> int:
    """The nearest line above that is not empty."""
    return next((above for above in range(at - 1, -1, -1) if lines[above].strip()), 0)


def _conflicts(lines: list[str], code: set[int], offset: int) -> Iterator[Finding]:
    """The first marker of each conflict that git has left."""
    open_ = False
    for at, line in enumerate(lines):
        if at in code:
            continue
        if re.match(r"<{7} \S", line):
            open_ = True
            yield finding(kinds.CONFLICT, offset + at + 1, line)
        elif re.match(r">{7} \S", line):
            if not open_:
                yield finding(kinds.CONFLICT, offset + at + 1, line)
            open_ = False


def _is_data(address: str) -> bool:
    return bool(re.match(r"\s*<?data:[a-z]+/", address, re.I))


# -- Running text -----------------------------------------------------------


def _patterns(where: str, text: str, line: int) -> Iterator[Finding]:
    for kind in PATTERNS:
        if kind.where == where and kind.pattern and (match := kind.pattern.search(text)):
            yield finding(kind, line + text.count("\n", 0, match.start()), match[0])


def _in_text(kind: Kind, text: Text, match: re.Match[str], words: str = "") -> Finding:
    """What a pattern has found in a text, at the line of its words."""
    ahead = match.string.count("\n", 0, match.start())
    return finding(kind, text.line_of(words or match[0], ahead), match[0])


def _html(text: Text) -> Iterator[Finding]:
    for line, html in text.html:
        if html.lstrip().startswith("<!--") and not re.match(r"\s*<!--\[if", html):
            if "-->" not in html:
                yield finding(kinds.HTML_COMMENT, line, html)
            if not re.match(r"\s*<!-- ?(?:Start|End)Fragment", html):
                continue
        yield from _patterns("html", html, line)
        if re.search(r"""\ssrc\s*=\s*["']?data:""", html, re.I):
            yield finding(kinds.DATA, line, html)


def _at_lines(kind: Kind, left: str, text: Text) -> Iterator[Finding]:
    """The first line of a text that begins as the kind says."""
    assert kind.pattern
    start = 0
    for at, line in enumerate(left.split("\n")):
        if match := kind.pattern.match(left, start):
            yield finding(kind, text.line_of(match[0], at), line)
            return
        start += len(line) + 1
