"""What would be published visibly wrong on a page, named before it is parsed."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from markdown_it.token import Token

from ext.reporting import Problem

from . import kinds
from .kinds import BLANKS, PATTERNS, QUOTES, Kind
from .reading import CODE, ESCAPED, LINK, LINK_END, TAKEN, Text, blocks, running_text, texts

#: Blocks whose content is no Markdown, or no text.
NOT_MARKDOWN = frozenset(
    "bibliography code code-block code-cell collections csv-table digraph doctest eval-rst gbif-search "
    "graph graphviz highlight html_meta image include inheritance-diagram index literalinclude math mermaid "
    "meta parsed-literal productionlist raw raw-cell sourcecode tabularcolumns testcode testoutput toctree "
    "uml unicode".split()
)
#: Names of blocks that are also languages of code, or that Markdown elsewhere uses so.
ALSO_CODE = frozenset(
    "code csv graph math mermaid meta parsed-literal python raw table text unicode".split()
)
#: What is pasted by the dozen, line after line.
RUNS = frozenset(
    [
        Problem.SOURCE_BLANK,
        Problem.SOURCE_CONFLICT,
        Problem.SOURCE_FOREIGN,
        Problem.SOURCE_LEFTOVER,
        Problem.SOURCE_LIST,
        Problem.SOURCE_REST,
        Problem.SOURCE_TAB,
        Problem.SOURCE_TABLE,
    ]
)
#: Blocks within blocks: deeper ones are not looked at.
MAX_DEPTH = 20
FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,}|:{3,})[ \t]*(\S.*)?$")
OPENER = re.compile(r"[ \t>]*(`{3,}|~{3,}|:{3,})[ \t]*\{[\w:+-]+\}")
WRONG_CLOSER = re.compile(rf"[ \t>]*[{QUOTES}]{{3,}}\s*$")
PAGE_KEYS = (
    "lang-ref",
    "permalink",
    "description",
    "toc",
    "orphan",
    "title",
    "layout",
    "tags",
    "date",
    "author",
)
DASHES = re.compile(r"[ \t]*(?:[-–—―−_*]+|(?:[-–—] ?){2,}|\+{3}|-{3,}[^\s\w-]+)\s*$")
SENTENCE = re.compile(r"\S+(?:\s+\S+){3,}[.!?]\s*$")


@dataclass(frozen=True)
class Names:
    """What this site knows: its blocks, each with its settings, and its roles."""

    blocks: Mapping[str, frozenset[str]] = field(default_factory=dict)
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True, order=True)
class Finding:
    """Something that would be published visibly wrong."""

    line: int
    kind: Kind = field(compare=False)
    message: str


def check(text: str, names: Names) -> list[Finding]:
    """The faults of a page, in the order of its lines: one on a line, and the first of a run of lines."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    found: dict[int, Finding] = {}
    for finding in (*_front_matter(text.split("\n")), *_Page(names).read(text)):
        found.setdefault(finding.line, finding)
    last: dict[Problem, int] = {}
    said: list[Finding] = []
    for finding in sorted(found.values()):
        problem = finding.kind.problem
        if problem not in RUNS or finding.line - last.get(problem, -9) > 2:
            said.append(finding)
        last[problem] = finding.line
    return said


def _finding(kind: Kind, line: int, found: str, **words: object) -> Finding:
    shown = (
        TAKEN.sub(lambda sign: "`…`" if sign[0] == CODE else "", found).strip().partition("\n")[0]
    )
    shown = shown if len(shown) <= 50 else f"{shown[:49]}…"
    return Finding(line, kind, kind.message.format(found=f"'{shown}'", **words))


# -- Front matter -----------------------------------------------------------


def _front_matter(lines: Sequence[str]) -> Iterator[Finding]:
    """Faults of the lines on top of a page, or of lines that were meant to stand there."""
    if re.fullmatch(r"---[ \t]*", lines[0]):
        end = next(
            (at for at, line in enumerate(lines[1:], 1) if re.match(r"(?:---|\.\.\.)\s*$", line)),
            None,
        )
        if end is None:
            last = next(
                (at for at, line in enumerate(lines[1:], 1) if not _is_key(line)), len(lines) - 1
            )
            if last > 1:
                yield _finding(kinds.FRONT_MATTER_DASHES, last + 1, lines[last] or lines[0])
            return
        for at, line in enumerate(lines[1:end], 2):
            yield from _front_matter_line(line, at)
        return
    first = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    if (
        first + 1 < len(lines)
        and DASHES.match(lines[first])
        and re.match(r"[\w-]+ ?[:=]\s", lines[first + 1])
    ):
        yield _finding(
            kinds.FRONT_MATTER_DASHES if first == 0 else kinds.FRONT_MATTER_PLACE,
            first + 1,
            lines[first],
        )
    elif first < len(lines) and re.match(rf"(?:{'|'.join(PAGE_KEYS)}):\s", lines[first]):
        yield _finding(kinds.FRONT_MATTER_PLACE, first + 1, lines[first])


def _is_key(line: str) -> bool:
    return bool(re.match(r"[\w-]+:(?:\s|$)", line))


def _front_matter_line(line: str, at: int) -> Iterator[Finding]:
    if re.match(rf"[{BLANKS}\s]*[{BLANKS}]|\s*[\w-]+[{BLANKS}]*:[ \t]*[{BLANKS}]", line):
        yield _finding(kinds.FRONT_MATTER_BLANK, at, line)
    elif re.match(r"\s*[“”„‘’][\w-]+[“”‘’]\s*:|\s*[\w-]+:\s*[“”„‘’][^“”„‘’]*[“”‘’]\s*$", line):
        yield _finding(kinds.FRONT_MATTER_QUOTES, at, line)
    if re.match(r"<{7} |={7}$|>{7} ", line):
        yield _finding(kinds.CONFLICT, at, line)


# -- Blocks -----------------------------------------------------------------


class _Page:
    """One page while it is looked at: what it defines, and where its title stands."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.env: dict[str, Any] = {}
        self.title = 0
        self.conflict = False
        self.data: set[str] = set()

    def read(self, text: str, offset: int = 0, depth: int = 0) -> Iterator[Finding]:
        """Faults of a text: of the page, or of a block that holds Markdown."""
        lines = text.split("\n")
        tokens = blocks(text, self.env)
        if depth == 0:
            yield from self._data_definitions()
        conflicts = list(_conflicts(lines, _lines_of_code(tokens), offset))
        self.conflict = self.conflict or bool(conflicts)
        yield from conflicts
        stray = False
        for at, token in enumerate(tokens):
            if token.type in {"fence", "colon_fence"}:
                faults = list(self._fence(token, lines, offset, depth, stray))
                stray = stray or any(
                    fault.kind.problem == kinds.FENCE_OPEN.problem for fault in faults
                )
                yield from faults
            elif token.map:
                yield from self._block(
                    token, tokens[at - 1] if at else None, tokens, at, lines, offset, depth
                )
        for piece in texts(tokens, self.env, offset):
            yield from self._text(piece)

    def _block(
        self,
        token: Token,
        before: Token | None,
        tokens: list[Token],
        at: int,
        lines: list[str],
        offset: int,
        depth: int,
    ) -> Iterator[Finding]:
        assert token.map
        line = offset + token.map[0] + 1
        if token.type == "heading_open":
            yield from self._heading(token, tokens[at + 1].content, lines, line, depth)
        elif token.type == "code_block":
            first = lines[token.map[0]]
            if "\t" in re.match(r"[ \t>]*", first)[0] and (
                re.match(r"(?:#{1,6} |[-*+] |\d+[.)] |```|:::|\||:[\w-]+:)", token.content)
                or SENTENCE.match(token.content.partition("\n")[0])
            ):
                yield _finding(kinds.TAB, line, first)
            if token.map[0] and (above := _line_above(lines, token.map[0])) is not None:
                if re.search(r"\w ?::\s*$", lines[above]):
                    yield _finding(kinds.REST_CODE, offset + above + 1, lines[above])
        elif token.type == "hr" and before is not None and before.type == "paragraph_close":
            above = lines[token.map[0] - 1].strip()
            marks = lines[token.map[0]].strip()
            if (
                marks[0] == "*"
                and above
                and len(marks) >= max(4, len(above) - 2)
                and above[-1] not in ".!?"
            ):
                yield _finding(kinds.REST_UNDERLINE, line - 1, above)
        elif token.type == "html_block":
            yield from _html(Text("html", line, [], html=[(line, token.content)]))
            if not re.search(r"<(?:script|style|pre|textarea|code|!--)", token.content, re.I):
                yield from _patterns("markdown-in-html", token.content, line)
        elif token.type == "attrs_block" and "{%" in lines[token.map[0]]:
            yield from _patterns("text", lines[token.map[0]], line)
        elif token.type == "table_open":
            yield from _cells(lines, token.map, offset)

    def _heading(
        self, token: Token, words: str, lines: list[str], line: int, depth: int
    ) -> Iterator[Finding]:
        assert token.map
        if token.markup in "=-":
            mark = lines[token.map[1] - 1].strip()
            if re.match(r"={4,}(?:\n|$)", words):
                yield _finding(kinds.REST_UNDERLINE, line + 1, words.partition("\n")[2] or words)
                return
            if token.markup == "-" and SENTENCE.match(words) and len(words) > 40:
                yield _finding(kinds.SENTENCE_UNDERLINED, line, words)
            elif (
                token.map[0]
                and len(mark) >= 4
                and lines[token.map[0] - 1].strip() == mark
                and mark[0] == "-"
            ):
                yield _finding(kinds.REST_UNDERLINE, line, words)
        if token.tag == "h1" and not depth and token.level == 0:
            if self.title and not (self.conflict and token.markup == "="):
                yield _finding(kinds.TITLES, line, words, there=self.title)
            self.title = self.title or line

    def _data_definitions(self) -> Iterator[Finding]:
        for reference in self.env.get("references", {}).values():
            if _is_data(reference["href"]):
                self.data.add(reference["href"])
                yield _finding(kinds.DATA, reference["map"][0] + 1, reference["href"])

    # -- Blocks with a name, and code ----------------------------------------

    def _fence(
        self, token: Token, lines: list[str], offset: int, depth: int, stray: bool
    ) -> Iterator[Finding]:
        assert token.map
        first, end = token.map
        line, opener = offset + first + 1, lines[first]
        inside = token.content.count("\n") + (
            not token.content.endswith("\n") and token.content != ""
        )
        closed = end - first - 1 > inside
        named = re.match(r"\{([^\s{}]+)\}(?:\s+(.*))?$", token.info.strip())
        fault = _fence_fault(token, closed)
        if fault is not None and not closed and not token.info.strip():
            above = lines[first - 1].strip() if first else ""
            if token.markup[0] == "~" and above and len(token.markup) >= len(above) - 2:
                yield _finding(kinds.REST_UNDERLINE, line - 1, above)
                yield from self.read(token.content, offset + first + 1, depth + 1)
                return
            if stray:
                return
            if token.markup[0] == ":":
                yield _finding(kinds.FENCE_STRAY, line, opener)
                return
        if fault is not None:
            kind, at = fault
            yield _finding(kind, line, opener, there=line + at)
            return
        content, ahead = token.content, 1
        if named is None:
            yield from self._unnamed(token, opener, line)
            if token.type != "colon_fence" or token.info.strip().startswith("{"):
                return
        else:
            name, argument = named[1], named[2] or ""
            if name not in self.names.blocks:
                yield from self._unknown(name, line)
                return
            if _is_data(argument):
                yield _finding(kinds.DATA, line, argument)
            found, ahead = self._options(name, content, line)
            yield from found
            if name in NOT_MARKDOWN:
                yield from _conflicts(lines[first + 1 : end], set(), offset + first + 1)
                return
            if argument:
                yield from self._text(running_text("argument", argument, line, self.env))
            content = "\n".join(content.split("\n")[ahead - 1 :])
        if depth < MAX_DEPTH:
            yield from self.read(content, offset + first + ahead, depth + 1)

    def _unnamed(self, token: Token, opener: str, line: int) -> Iterator[Finding]:
        """Code, unless it was meant to be a block of the site."""
        info = token.info.strip()
        if not info:
            info = token.content.partition("\n")[0].strip()
            meant = re.match(r"\{([\w:+-]+)\}", info)
            if meant and meant[1] in self.names.blocks:
                yield _finding(kinds.BLOCK_BRACES, line + 1, info)
            return
        word = re.match(r"[\[({<]*\s*([A-Za-z][\w+-]*(?::[\w-]+)?)\s*[\])}>:]*", info)
        if word is None:
            return
        bracket = info[0] in "[({<"
        if word[1].lower() in self.names.blocks and (bracket or word[1] not in ALSO_CODE):
            if token.type == "fence" or bracket or word[1] in self.names.blocks:
                yield _finding(kinds.BLOCK_BRACES, line, opener)

    def _unknown(self, name: str, line: int) -> Iterator[Finding]:
        if close := difflib.get_close_matches(name.lower(), self.names.blocks, 1, 0.7):
            yield _finding(kinds.BLOCK_UNKNOWN, line, name, other=f"'{close[0]}'")

    def _options(self, name: str, content: str, line: int) -> tuple[list[Finding], int]:
        """Faults of the settings of a block, and how many lines from its first its content begins."""
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
            setting = re.match(
                rf"[\s{BLANKS}]*[:：]?[\s{BLANKS}]*([\w-]+)[\s{BLANKS}]*(?:[:：]|(?=\s|$))", text
            )
            if re.match(r"\s*:(?!::)", text):
                found += _option_faults(text, line + at + 1, known)
            elif (
                setting
                and setting[1] in known
                and re.match(rf"[\s{BLANKS}]*[:：]|[\w-]+ ?[:：](?:[\s{BLANKS}]|$)", text)
            ):
                kind = kinds.OPTION_BLANK if text[0] in kinds.BLANK_SIGNS else kinds.OPTION_COLON
                found.append(_finding(kind, line + at + 1, text))
            else:
                break
            at += 1
        return found, at + 1

    # -- Running text ---------------------------------------------------------

    def _text(self, text: Text) -> Iterator[Finding]:
        where = {"text": text.masked, "links": text.left, "line": text.masked}
        for kind in PATTERNS:
            if kind.where in where and kind.pattern:
                left = where[kind.where]
                if kind.where == "line":
                    if text.kind == "paragraph":
                        yield from _at_lines(kind, left, text)
                elif match := kind.pattern.search(left):
                    yield _finding(
                        kind, text.line_of(match[0], left.count("\n", 0, match.start())), match[0]
                    )
        if text.kind == "paragraph":
            yield from _paragraph(text)
        yield from self._code(text)
        yield from self._links(text)
        yield from _html(text)

    def _code(self, text: Text) -> Iterator[Finding]:
        """Roles whose braces or backticks do not stand where they should."""
        for match in re.finditer(
            rf"(?:(?<=\s)|^)(?:(\w+)(?={CODE})|\{{([a-z][\w:-]*)\}}[ \xa0](?={CODE}))",
            text.masked,
            re.M,
        ):
            name = match[1] or match[2]
            if name in self.names.roles:
                kind = kinds.ROLE_WITHOUT_BRACES if match[1] else kinds.ROLE_BLANK
                ahead = text.masked.count("\n", 0, match.start())
                yield _finding(kind, text.line_of(name, ahead), match[0])

    def _links(self, text: Text) -> Iterator[Finding]:
        for match in re.finditer(r"\[([^\[\]\n]+)\]\[([^\[\]\n]*)\]", text.left):
            if not (match[1].isdigit() and match[2].isdigit()):
                yield _finding(
                    kinds.REFERENCE,
                    text.line_of(match[0], text.left.count("\n", 0, match.start())),
                    match[0],
                )
        for line, href in text.wordless:
            if re.match(r"https?:|mailto:|tel:", href):
                yield _finding(kinds.WORDLESS_LINK, line, href)
        for line, href in text.addresses:
            if not href:
                yield _finding(
                    kinds.EMPTY_LINK, line, text.lines[min(line - text.line, len(text.lines) - 1)]
                )
            elif _is_data(href) and href not in self.data:
                yield _finding(kinds.DATA, line, href)
            for kind in PATTERNS:
                if kind.pattern and (
                    kind.where == "address" or kind.problem == Problem.SOURCE_ADDRESS
                ):
                    if match := kind.pattern.search(href):
                        yield _finding(kind, line, href)


def _option_faults(text: str, line: int, known: frozenset[str]) -> Iterator[Finding]:
    """Faults of a line that begins with a colon, as a setting does."""
    setting = re.match(rf"\s*:([\s{BLANKS}]*)([\w-]+)([\s{BLANKS}]*)(:?)([\s{BLANKS}]*)(.*)$", text)
    if setting is None or setting[2] not in known:
        return
    if any(sign in kinds.BLANK_SIGNS for part in (1, 3, 5) for sign in setting[part]):
        yield _finding(kinds.OPTION_BLANK, line, text)
    elif not setting[4] or setting[1] or setting[3]:
        yield _finding(kinds.OPTION_COLON, line, text)
    elif re.fullmatch(r"[“”„‘’][^\s“”„‘’]*[“”‘’]\s*", setting[6]):
        yield _finding(kinds.OPTION_QUOTES, line, text)


def _fence_fault(token: Token, closed: bool) -> tuple[Kind, int] | None:
    """What is wrong with the end of a block, and in which line of it that shows."""
    sign, length = token.markup[0], len(token.markup)
    open_: tuple[str, int, int, bool] | None = None
    for at, line in enumerate(token.content.split("\n"), 1):
        if WRONG_CLOSER.match(line) and "`" not in line and open_ is None and not closed:
            return kinds.FENCE_CLOSE, at
        fence = FENCE.match(line)
        if fence is None:
            continue
        bare = fence[2] is None
        if OPENER.match(line) and fence[1][0] == sign and len(fence[1]) >= length:
            if open_ is not None and open_[3] and open_[0] != sign:
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


def _lines_of_code(tokens: list[Token]) -> set[int]:
    """Numbers of lines, from 0, that are code, a block that is read apart, or HTML."""
    return {
        line
        for token in tokens
        if token.map
        and token.type in {"fence", "colon_fence", "code_block", "html_block", "front_matter"}
        for line in range(*token.map)
    }


def _line_above(lines: list[str], at: int) -> int | None:
    return next(
        (above for above in range(at - 1, max(at - 3, -1), -1) if lines[above].strip()), None
    )


def _conflicts(lines: list[str], code: set[int], offset: int) -> Iterator[Finding]:
    """The first mark of each conflict that git has left."""
    open_ = False
    for at, line in enumerate(lines):
        if at in code:
            continue
        if re.match(r"<{7} \S", line):
            open_ = True
            yield _finding(kinds.CONFLICT, offset + at + 1, line)
        elif re.match(r">{7} \S", line):
            if not open_:
                yield _finding(kinds.CONFLICT, offset + at + 1, line)
            open_ = False


def _is_data(address: str) -> bool:
    return bool(re.match(r"\s*<?data:[a-z]+/", address, re.I))


# -- Running text -----------------------------------------------------------


def _patterns(where: str, text: str, line: int) -> Iterator[Finding]:
    for kind in PATTERNS:
        if kind.where == where and kind.pattern and (match := kind.pattern.search(text)):
            yield _finding(kind, line + text.count("\n", 0, match.start()), match[0])


def _html(text: Text) -> Iterator[Finding]:
    for line, html in text.html:
        if html.lstrip().startswith("<!--") and not re.match(r"\s*<!--\[if", html):
            if "-->" not in html:
                yield _finding(kinds.HTML_COMMENT, line, html)
            if not re.match(r"\s*<!-- ?(?:Start|End)Fragment", html):
                continue
        yield from _patterns("html", html, line)
        if re.search(r"""\ssrc\s*=\s*["']?data:""", html, re.I):
            yield _finding(kinds.DATA, line, html)


def _at_lines(kind: Kind, left: str, text: Text) -> Iterator[Finding]:
    """The first line of a text that begins as the kind says."""
    assert kind.pattern
    start = 0
    for at, line in enumerate(left.split("\n")):
        if match := kind.pattern.match(left, start):
            yield _finding(kind, text.line_of(match[0], at), line)
            return
        start += len(line) + 1


def _paragraph(text: Text) -> Iterator[Finding]:
    for at, line in enumerate(text.lines):
        if re.match(rf"[{QUOTES}]{{2,}}\{{[\w:+-]+\}}[^`]*$", line):
            yield _finding(kinds.FENCE_SIGNS, text.line + at, line)
    yield from _lists(text)
    yield from _tables(text)
    yield from _underlined(text)


def _lists(text: Text) -> Iterator[Finding]:
    """Lists whose marks Markdown does not know."""
    lines = text.left.split("\n")
    number = partial(text.line_of)

    def begin(pattern: str) -> list[int]:
        return [at for at, line in enumerate(lines) if re.match(pattern, line)]

    for pattern, least, kind in (
        (rf"[{kinds.BULLETS}][\s{BLANKS}]|[–—o§üØv][\t\xa0]", 1, kinds.BULLET),
        (rf"[–—][ {BLANKS}]", 2, kinds.BULLET),
        (r"[-+*][^\W\d]", 2, kinds.BULLET_UNSPACED),
        (r"\d{1,2}[.)][^\W\d]", 2, kinds.BULLET_UNSPACED),
        (rf"\d{{1,2}}[.)][{BLANKS}]", 2, kinds.BULLET),
        (r"\(?[a-h1-9][.)][ \t\xa0]", 2, kinds.BULLET_LETTER),
    ):
        found = begin(pattern)
        if len(found) >= least and (least == 1 or found[0] == 0):
            yield _finding(kind, number(lines[found[0]], found[0]), lines[found[0]])
            return


def _tables(text: Text) -> Iterator[Finding]:
    """Rows that are no table for Markdown."""
    lines = text.left.split("\n")
    if re.match(r"\+[-=]", lines[0]):
        return
    pipes = [line.count("|") for line in lines]
    outer = [line.lstrip().startswith("|") and line.rstrip().endswith("|") for line in lines]
    first = next((at for at, is_row in enumerate(outer) if is_row and pipes[at] >= 3), None)
    if first is not None or (len(lines) > 1 and min(pipes) > 0 and len(set(pipes)) == 1):
        yield _finding(kinds.TABLE, text.line + (first or 0), lines[first or 0])
        return
    tabs = [bool(re.search(r"[^\s\t]\t+[^\s]", line)) for line in lines]
    row = next((at for at in range(len(lines) - 1) if tabs[at] and tabs[at + 1]), None)
    if row is not None and not re.match(rf"[{kinds.BULLETS}–—o§]", lines[row]):
        yield _finding(kinds.TABLE_TABS, text.line + row, lines[row])


def _cells(lines: list[str], where: list[int], offset: int) -> Iterator[Finding]:
    """A row that has more cells than the head of its table."""

    def cells(line: str) -> int:
        line = re.sub(r"\\\||^[\s>]*\|", " ", line.rstrip())
        return line.removesuffix("|").count("|") + 1

    head = cells(lines[where[0] + 1])
    for at in range(where[0] + 2, where[1]):
        if cells(lines[at]) > head:
            yield _finding(kinds.TABLE_CELLS, offset + at + 1, lines[at])
            return


def _underlined(text: Text) -> Iterator[Finding]:
    """Headings with an underline that only reStructuredText knows."""
    lines = text.left.split("\n")
    for at, line in enumerate(lines[1:], 1):
        if (
            re.fullmatch(r"([\^\"'`*+#.:_~=-])\1{2,}\s*", line)
            and len(line) >= len(lines[at - 1]) - 2
        ):
            yield _finding(kinds.REST_UNDERLINE, text.line + at - 1, lines[at - 1])
            return
