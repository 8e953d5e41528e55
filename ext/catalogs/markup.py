"""Parse the markup of a message: links, code, marks, and the words between them.

    "See [the **plan**](plan.md), `make`" → links {plan.md}, bold 1, code {make}, "See the plan, ␣"

Markdown is parsed by MyST's own parser, as inline text, as in a build; inline markup of
reStructuredText is found by docutils' rules; of interface words, HTML tags are found.

Sources: "Inline markup recognition rules" in the specification of reStructuredText; the manual of
MyST-Parser.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from html import unescape
from pathlib import PurePosixPath

from docutils.utils import punctuation_chars
from markdown_it.token import Token

from ..markup_policy import run_faults
from .message import Message
from .phrase import phrase
from .tokens import inline_tokens

#: Replaces what is not words.
GAP = "\ufffc"


class Form(StrEnum):
    """How a message is marked up."""

    MARKDOWN = "markdown"
    REST = "rest"
    PLAIN = "plain"
    CODE = "code"


SUFFIXES = {
    ".md": Form.MARKDOWN, ".markdown": Form.MARKDOWN, ".ipynb": Form.MARKDOWN,
    ".rst": Form.REST, ".rest": Form.REST,
}  # fmt: skip
#: Of a file that may be marked up in any way, or not at all.
OF_ANY_FORM = ".txt"
#: What a template says of a message in ``{eval-rst}``, and of those that are not text.
NOTED_AS_REST = "(reStructuredText)"
LITERAL = frozenset({"code", "formula", "HTML"})
#: Markup that only reStructuredText has, for a Markdown page with ``{eval-rst}``.
ONLY_REST = re.compile(r"(?<![\w}]):[a-zA-Z][\w:+.-]*:`[^`]+`|`[^`]+`__?(?!\w)|\]_(?!\w)")
LIKE_MARKDOWN = re.compile(r"\]\(|\{[\w:-]+\}`")
LIKE_REST = re.compile(r"``\S|" + ONLY_REST.pattern)
#: One in this many messages may look like markup that the others do not have.
SELDOM = 33
#: Roles whose words are for the reader, as a rule, and so are translated.
WORDED = frozenset(
    {"abbr", "dfn", "emphasis", "guilabel", "kbd", "menuselection", "strong", "sub", "subscript",
     "sup", "superscript", "t", "title", "title-reference"}
)  # fmt: skip
#: Roles whose content is code.
CODED = frozenset({"code", "command", "file", "program", "samp"})
#: Roles whose content is an address, or a name that an address is made of.
POINTING = frozenset(
    {"any", "attr", "cite", "class", "confval", "const", "data", "doc", "download", "envvar", "eq",
     "exc", "func", "keyword", "meth", "mod", "name", "numref", "obj", "option", "pep", "ref", "rfc",
     "token", "type"}
)  # fmt: skip
#: Roles whose content may have ``{words}`` of the reader's, for what is to be filled in.
WITH_BLANKS = frozenset({"file", "samp"})
BLANK = re.compile(r"\{[^{}]++\}")
#: Roles of sphinx-design for badges that are links, and for icons.
OF_SPHINX_DESIGN = ("bdg-link", "bdg-ref", "fab", "far", "fas", "material-", "octicon")
#: Roles whose words are for the reader, and which must be kept: an index leads to them.
INDEXED = frozenset({"index"})
#: A role of `ext.languages`, by which a translator marks a phrase in another language.
OF_TRANSLATORS = frozenset({"lang"})
#: The words of a formula, and the comma of a language: not compared.
OF_LANGUAGES = re.compile(r"\\(?:text|mathrm|textrm|operatorname)\s*\{[^{}]*\}|\{,\}|[.,]|\s+")
#: A reference of reStructuredText that leads to the next target without a name.
ANONYMOUS = "__"
TARGET = re.compile(r"(?s)(|.*\S)\s*+<([^<>]++)>")
FILLED_IN = re.compile(r"%\S?|\{[^{}]*+\}?|\}")
#: ``[text][label]`` and ``[label][]``.
LABEL = re.compile(r"\]\[([^\[\]^][^\[\]]*+)\]|\[([^\[\]]+)\]\[\]")
NOTE = re.compile(r"\[\^(?:[^\[\]\s]|\[(?!\^))++\]")
ATTRIBUTES = re.compile(r"\{\s*[.#][^{}]*\}")
TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)((?:\s[^<>]*)?)>")
TAGGED_CODE = re.compile(r"<(code|kbd|samp)\b([^<>]*)>([^<>]*)</\1>")
ATTRIBUTE = re.compile(r"""([^\s=/"'<>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
#: Attributes whose words are for the reader.
FOR_READERS = frozenset({"alt", "title", "aria-label", "placeholder", "lang", "hreflang", "dir"})
ELSEWHERE = re.compile(r"(?i)(?:https?:|ftp:)?//")
VOID = frozenset({"br", "hr", "img", "input", "wbr", "script", "iframe", "style"})


@dataclass
class Markup:
    """The markup of a message; counters count every occurrence.

    :param links: targets within the site, footnotes and terms
    :param names: targets of reStructuredText that are named, as in ``name_``
    :param addresses: targets on other sites
    :param worded_links: targets of links that have words of their own, with these words
    :param code: code and formulas
    :param marks: ``bold``, ``italic``, and roles around words for the reader
    :param roles: other roles
    :param attributes: those of tags, links and spans
    :param html: tags
    :param html_faults: what is wrong with them
    :param placeholders: names of substitutions
    :param text: the words, with a gap where code was
    """

    links: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    addresses: list[str] = field(default_factory=list)
    worded_links: list[tuple[str, str]] = field(default_factory=list)
    code: Counter[str] = field(default_factory=Counter)
    marks: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    attributes: Counter[str] = field(default_factory=Counter)
    html: Counter[str] = field(default_factory=Counter)
    html_faults: frozenset[str] = frozenset()
    placeholders: Counter[str] = field(default_factory=Counter)
    text: str = ""

    def link(self, target: str) -> None:
        """Note a link; ``./over.md`` is ``over.md``."""
        if ELSEWHERE.match(target):
            self.addresses.append(target)
            return
        path, mark, anchor = target.partition("#")
        if path.startswith("."):
            path = posixpath.normpath(path)
        self.links[f"{path}{mark}{anchor}"] += 1


def form_of_file(path: str) -> Form:
    """How the messages of a file are marked up, by its suffix."""
    return SUFFIXES.get(PurePosixPath(path).suffix.lower(), Form.PLAIN)


def form_of(message: Message, otherwise: Form) -> Form:
    """How a message is marked up, by its notes and by the file that it is from."""
    kind = message.notes[0].partition(":")[0] if message.notes else ""
    if kind in LITERAL:
        return Form.CODE
    if kind.endswith(NOTED_AS_REST) or any(p.endswith(":docstring") for p in message.places):
        return Form.REST
    files = [re.sub(r":\d+$", "", place) for place in message.places]
    says_nothing = not files or any(file.endswith(OF_ANY_FORM) for file in files)
    forms = [form for form in map(form_of_file, files) if form is not Form.PLAIN]
    form = forms[0] if forms else otherwise if says_nothing else Form.PLAIN
    return Form.REST if form is Form.MARKDOWN and ONLY_REST.search(message.text) else form


def usual_form(sources: Iterable[str]) -> Form:
    """How messages are marked up that do not say where they are from."""
    found: Counter[Form] = Counter()
    total = 0
    for source in sources:
        total += 1
        found[Form.MARKDOWN] += bool(LIKE_MARKDOWN.search(source))
        found[Form.REST] += bool(LIKE_REST.search(source))
    form, count = max(found.items(), key=lambda item: item[1], default=(Form.PLAIN, 0))
    return form if count * SELDOM > total else Form.PLAIN


def parse_markup(
    text: str, form: Form, extensions: frozenset[str], labels: frozenset[str]
) -> Markup:
    """Parse the markup of *text*.

    :param extensions: of MyST
    :param labels: names of links that are defined elsewhere on the page, as ``[text][label]``
    """
    if form is Form.MARKDOWN:
        return _markdown(text, extensions, labels)
    if form is Form.CODE:
        return Markup(text=text)
    return _rest(text) if form is Form.REST else _plain(text)


def labels_in(*texts: str) -> frozenset[str]:
    """The labels of links in Markdown that are defined elsewhere on the page."""
    return frozenset("".join(found) for text in texts for found in LABEL.findall(text))


# -- Markdown -----------------------------------------------------------------


def _markdown(text: str, extensions: frozenset[str], labels: frozenset[str]) -> Markup:
    parts = Markup()
    words: list[str] = []
    runs: list[list[str | None]] = [[]]
    opened = [runs[0]]
    is_automatic = False
    opened_links: list[tuple[str, int]] = []
    for token in inline_tokens(text, extensions, labels):
        if token.type == "link_open":
            is_automatic = token.info == "auto"
        # The words of <https://…>, and of a bare address that MyST links, are the target.
        words.append(GAP if is_automatic and token.type == "text" else _token(token, parts))
        if token.type == "link_open":
            opened_links.append((str(token.attrs.get("href", "")), len(words)))
        elif token.type == "link_close" and opened_links:
            target, start = opened_links.pop()
            if not is_automatic:
                parts.worded_links.append((target, "".join(words[start:])))
            is_automatic = False
        if token.nesting > 0:
            runs.append([])
            opened.append(runs[-1])
        elif token.nesting < 0:
            opened.pop()
        opened[-1].append(token.content if token.type == "html_inline" else None)
    parts.html_faults = frozenset(said for run in runs for said in run_faults(run, inline=True))
    found = "".join(words)
    for note in NOTE.findall(found):
        parts.links[note] += 1
    for attributes in ATTRIBUTES.findall(found):
        parts.attributes[attributes] += 1
    parts.text = ATTRIBUTES.sub(GAP, NOTE.sub(GAP, found))
    return parts


def _token(token: Token, parts: Markup) -> str:
    """Note what a token is; return its words."""
    for name, value in token.attrs.items():
        if name not in ("href", "src", "title", "alt"):
            parts.attributes[f"{name}={value}"] += 1
    match token.type:
        case "text" | "text_special":
            return token.content
        case "softbreak" | "hardbreak":
            return "\n"
        case "strong_open":
            parts.marks["bold"] += 1
        case "em_open":
            parts.marks["italic"] += 1
        case "s_open":
            parts.marks["struck through"] += 1
        case "link_open":
            parts.link(str(token.attrs.get("href", "")))
        case "image":
            parts.links[f"{token.attrs.get('src', '')} (a picture)"] += 1
            return token.content
        case "footnote_ref":
            parts.links[f"[^{token.meta.get('label', '')}]"] += 1
            return GAP
        case "html_inline":
            parts.html[token.content] += 1
        case "myst_role":
            return _role(str(token.meta["name"]), token.content, parts)
        case "code_inline":
            parts.code[token.content] += 1
            return GAP
        case kind if kind.startswith("math"):
            parts.code[_formula(token.content)] += 1
            return GAP
    return ""


def _formula(content: str) -> str:
    """A formula as it is compared."""
    return f"${OF_LANGUAGES.sub('', content)}$"


# -- Roles --------------------------------------------------------------------


def _role(name: str, content: str, parts: Markup) -> str:
    last = name.rpartition(":")[2]
    words, target = _title_and_target(content)
    if name in OF_TRANSLATORS:
        if phrase(content) is None:
            parts.roles[f"{{{name}}}`{content}`, which does not name a known language"] += 1
    elif last == "math":
        parts.code[_formula(content)] += 1
        return GAP
    elif last == "term":
        parts.links["a term"] += 1
    elif last in WORDED:
        parts.marks[name] += 1
        return content
    elif name in CODED:
        shown = BLANK.sub("{…}", content) if name in WITH_BLANKS else content
        parts.code[f"{shown} ({name})"] += 1
        return GAP
    elif last in INDEXED:
        parts.roles[f"{{{name}}}"] += 1
    elif target:
        # Sphinx fills in numbers: {numref}`Figure {number} <x>`.
        filled_in = "".join(f" {one}" for one in sorted(FILLED_IN.findall(words)))
        parts.links[f"{target} ({name}{filled_in if last == 'numref' else ''})"] += 1
        parts.worded_links.append((target, words))
    elif ":" in name or last in POINTING or last.startswith(OF_SPHINX_DESIGN):
        parts.links[f"{content} ({name})"] += 1
        return GAP
    else:
        parts.roles[f"{{{name}}}"] += 1
    return words


def _title_and_target(content: str) -> tuple[str, str]:
    """What Sphinx's roles make of ``words <target>``; the target is empty where none is given."""
    at = content.find("<", 1)
    if at < 0 or not content.endswith(">") or content[at - 1] == "\0":
        return content, ""
    return content[:at].rstrip(), content[at + 1 : -1]


# -- reStructuredText ---------------------------------------------------------

#: The most characters of a name, or of words between two marks.
LONGEST = 250
START = rf"(?:^|(?<=[\s{punctuation_chars.openers}{punctuation_chars.delimiters}]))"
CLOSING = (
    punctuation_chars.closing_delimiters + punctuation_chars.delimiters + punctuation_chars.closers
)
END = rf"(?=$|[\s{CLOSING}])"
WITHIN = rf"[^\s`](?:.{{0,{LONGEST}}}?\S)??"
REST = re.compile(
    rf"""
      \\(?P<escaped>.)
      |{START}(?:
          ``(?P<literal>\S(?:.{{0,{LONGEST}}}?\S)??)``
          |:(?P<role>[a-zA-Z][\w:+.-]*):`(?P<content>{WITHIN})`
          |`(?P<quoted>{WITHIN})`(?::(?P<behind>[a-zA-Z][\w:+.-]*):|(?P<anonymous>__?))?
          |\|(?P<substitution>[^\s|](?:.{{0,{LONGEST}}}?\S)??)\|(?P<linked>_{{0,2}})
          |\[(?P<note>\#?[\w.-]*|\*)\]_
          |_`(?P<anchor>{WITHIN})`
          |\*\*(?P<bold>[^\s*](?:.{{0,{LONGEST}}}?[^\s\\])??)\*\*
          |\*(?P<italic>[^\s*](?:[^*]*?[^\s\\*])?)\*
          |(?P<name>[^\W_](?:[\w.+:-]{{0,{LONGEST}}}[^\W_])?)(?P<unnamed>__?)
      ){END}
    """,
    re.VERBOSE | re.DOTALL,
)


def _rest(text: str) -> Markup:
    parts = Markup()

    def words(found: re.Match[str]) -> str:
        match found.lastgroup:
            case "escaped":
                return found["escaped"].strip()
            case "literal":
                parts.code[found["literal"]] += 1
            case "content":
                return _role(found["role"], found["content"], parts)
            case "behind":
                return _role(found["behind"], found["quoted"], parts)
            case "anonymous":
                return _reference(found["quoted"], found["anonymous"], parts)
            case "linked":
                parts.placeholders[f"|{found['substitution']}|"] += 1
            case "note":
                parts.links[f"[{found['note']}]_"] += 1
            case "bold":
                parts.marks["bold"] += 1
                return found["bold"]
            case "italic":
                parts.marks["italic"] += 1
                return found["italic"]
            case "quoted":
                parts.marks["`…`"] += 1
                return re.sub(r"(?<!\w)\w++:\S+", GAP, found["quoted"])
            case "unnamed":
                parts.names[_normalised(found["name"], found["unnamed"])] += 1
                return found["name"]
            case "anchor":
                parts.attributes["an anchor, as in _`name`"] += 1
                return found["anchor"]
            case _:
                return found[found.lastgroup or 0]
        return GAP

    parts.text = REST.sub(words, text)
    return parts


def _reference(content: str, mark: str, parts: Markup) -> str:
    """Note a reference in backquotes; return its words."""
    target = TARGET.fullmatch(content)
    if not target:
        parts.names[_normalised(content, mark)] += 1
        return content
    if target[2].endswith("_") and "/" not in target[2]:
        parts.names[_normalised(target[2].removesuffix("_"))] += 1
    else:
        parts.link(target[2])
    parts.worded_links.append((target[2], target[1]))
    return target[1]


def _normalised(name: str, mark: str = "_") -> str:
    """A name as docutils compares it; those that end in ``__`` have none."""
    return " ".join(name.lower().split()) if mark == "_" else ANONYMOUS


# -- HTML ---------------------------------------------------------------------


def _plain(text: str) -> Markup:
    parts = Markup()
    closed = {found[2].lower() for found in TAG.finditer(text) if found[1]}

    def words(found: re.Match[str]) -> str:
        # `<file>` is a name that may be translated; `<b>` with `</b>`, `<br>`, `<a href=…>` are HTML.
        if found[2].lower() not in closed | VOID and "=" not in found[3]:
            return GAP
        _tag(found, parts, FOR_READERS)
        return ""

    def code(found: re.Match[str]) -> str:
        parts.code[unescape(found[3])] += 1
        return f"<{found[1]}{found[2]}>{GAP}</{found[1]}>"

    parts.text = unescape(TAG.sub(words, TAGGED_CODE.sub(code, text)))
    return parts


def _tag(found: re.Match[str], parts: Markup, free: frozenset[str]) -> None:
    """Note a tag, and its attributes but the *free* ones."""
    parts.html[f"<{found[1]}{found[2].lower()}>"] += 1
    attributes: Mapping[str, str] = dict(ATTRIBUTE.findall(found[3]))
    for name, value in attributes.items():
        bare = unescape(value.strip("\"'"))
        if name.lower() == "href" and free:
            parts.link(bare)
        elif name.lower() not in free:
            parts.attributes[f"{name.lower()}={bare}"] += 1
