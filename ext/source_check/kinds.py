"""The one list of what the source check looks for, each with an example and a message.

The remedy is the advice of the `Problem`. A kind with a pattern is found by that alone, in the text that
remains once Markdown has taken what it understands (`reading.py`); `check.py` finds the others.

Every pattern takes linear time: no repetition contains a character with which the pattern can begin.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ext.reporting import Problem

from .reading import CODE, ENTITY, LINK, LINK_END, OTHER

#: Characters that look like a space but are not one for Markdown.
BLANKS = "\xa0\u1680\u202f\u205f\u2060\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200C)))
#: What keyboards and word processors type instead of a backtick.
QUOTES = "‘’‚‛“”„´ʻʼˋ′'\"`"
BULLETS = "•·▪●○◦‣⁃∙■□▫◾➢➤►▶✓✔❖\uf0b7\uf0a7\uf0d8"
#: Names of HTML's characters that people type; with a semicolon they are decoded, and are not found here.
ENTITIES = (
    "nbsp|shy|amp|quot|apos|lt|gt|copy|reg|trade|deg|euro|pound|sect|para|middot|bull|hellip|[nm]dash|"
    "[lrs][sd]quo|bdquo|[lr]aquo|times|frac(?:12|14|34)|micro|thinsp|ensp|emsp|zwnj|zwj|[lru]arr|"
    "[aeiouyAEIOUY](?:acute|uml)|[aeiouAEIOU](?:grave|circ)|[anoANO]tilde|[cC]cedil|aring|oslash|szlig|iexcl|iquest"
)


@dataclass(frozen=True)
class Kind:
    """One pasting or typing error.

    :param looks_like: an example, as it is on a page
    :param message: what is said; ``{found}`` is what is there
    :param pattern: what finds it
    :param where: what the pattern is looked for in: ``text``, ``line`` (its match begins a line of text),
        ``links`` (text in which bare addresses are left), ``address`` or ``html``
    """

    problem: Problem
    looks_like: str
    message: str
    pattern: re.Pattern[str] | None = None
    where: str = "text"


# -- Found by `check.py` ------------------------------------------------------

FRONT_MATTER_DASHES = Kind(
    Problem.SOURCE_FRONT_MATTER,
    "––– around `toc: true`",
    "{found} does not begin or end front matter, so its lines are shown as text.",
)
FRONT_MATTER_PLACE = Kind(
    Problem.SOURCE_FRONT_MATTER,
    "`toc: true` without lines of ---",
    "{found} is shown as text: front matter is not read in this place.",
)
FRONT_MATTER_QUOTES = Kind(
    Problem.SOURCE_FRONT_MATTER,
    "`description: “Words”`",
    "The curly quotation marks in {found} become part of the value.",
)
FRONT_MATTER_BLANK = Kind(
    Problem.SOURCE_FRONT_MATTER,
    "`toc:` and a no-break space",
    "{found} contains a character that looks like a space but is not one.",
)
FENCE_OPEN = Kind(
    Problem.SOURCE_FENCE,
    "```` ```{split} shells ```` that is never closed",
    "The block that begins with {found} is never closed: everything after it becomes part of it.",
)
FENCE_CLOSE = Kind(
    Problem.SOURCE_FENCE,
    "`:::{note}` closed by ```` ``` ````",
    "The block that begins with {found} is not closed: line {there} has different characters.",
)
FENCE_LENGTH = Kind(
    Problem.SOURCE_FENCE,
    "`:::{grid}` around `:::{grid-item-card}`",
    "The block that begins with {found} is not closed before another one begins on line {there}.",
)
FENCE_STRAY = Kind(
    Problem.SOURCE_FENCE,
    "`:::` that closes no block",
    "{found} does not close a block, or begins one that is never closed.",
)
FENCE_TITLE = Kind(
    Problem.SOURCE_FENCE_SIGNS,
    "```` ```{admonition} About `code` ````",
    "{found} does not begin a block: with backticks in its title, use colons instead.",
)
BLOCK_BRACES = Kind(
    Problem.SOURCE_BLOCK_NAME,
    "```` ```split shells ````",
    "{found} does not begin a block: its name is not in braces.",
)
BLOCK_MARKS = Kind(
    Problem.SOURCE_BLOCK_NAME,
    "`{split} shells`",
    "{found} does not begin a block: there are no backticks or colons in front of it.",
)
BLOCK_UNKNOWN = Kind(
    Problem.SOURCE_BLOCK_NAME,
    "```` ```{spilt} shells ````",
    "There is no block called {found}; did you mean {other}?",
)
OPTION_COLON = Kind(
    Problem.SOURCE_OPTION,
    "`height: 60vh`",
    "{found} is not read as a setting of the block.",
)
OPTION_BLANK = Kind(
    Problem.SOURCE_OPTION,
    "`:height:` and a no-break space",
    "{found} contains a character that looks like a space but is not one.",
)
OPTION_QUOTES = Kind(
    Problem.SOURCE_OPTION,
    "`:height: “60vh”`",
    "The curly quotation marks in {found} become part of the value.",
)
TITLES = Kind(
    Problem.SOURCE_TITLE,
    "two lines with `# Title`",
    "{found} is a second title: the first one is on line {there}.",
)
TABLE = Kind(
    Problem.SOURCE_TABLE,
    "`| a | b |` without `|---|---|` below",
    "The lines from {found} on are not a table: the first needs a line of dashes below it, with as "
    "many columns.",
)
TABLE_TABS = Kind(
    Problem.SOURCE_TABLE,
    "rows from a spreadsheet",
    "The lines from {found} on are shown as running text: tabs do not make a table.",
)
TABLE_CELLS = Kind(
    Problem.SOURCE_TABLE,
    "a row with more cells than the head",
    "{found} has more cells than the head of its table: the extra cells are not shown.",
)
TABLE_END = Kind(
    Problem.SOURCE_TABLE,
    "text directly below a table",
    "{found} becomes a row of the table above it: there is no empty line between them.",
)
BULLET = Kind(
    Problem.SOURCE_LIST,
    "`• one`",
    "{found} is not a list item in Markdown: its lines are joined together.",
)
BULLET_UNSPACED = Kind(
    Problem.SOURCE_LIST,
    "`-one`",
    "{found} is not a list item in Markdown: there is no space after its mark.",
)
BULLET_LETTER = Kind(
    Problem.SOURCE_LIST,
    "`a) one`",
    "{found} is not a list item in Markdown, which accepts numbers only.",
)
TAB = Kind(
    Problem.SOURCE_TAB,
    "a tab in front of a sentence",
    "The tab in front of {found} turns it into code.",
)
SENTENCE_UNDERLINED = Kind(
    Problem.SOURCE_UNDERLINE,
    "`---` directly below a sentence",
    "The dashes below {found} turn it into a heading.",
)
CONFLICT = Kind(
    Problem.SOURCE_CONFLICT,
    "`<<<<<<< HEAD`",
    "{found} is a mark of git: it separates two versions of these lines.",
)
REST_UNDERLINE = Kind(
    Problem.SOURCE_REST,
    "a heading underlined with `~~~~` or `^^^^`",
    "The characters below {found} do not make it a heading.",
)
REST_CODE = Kind(
    Problem.SOURCE_REST,
    "`Example::` above code",
    "Both colons of {found} are shown as text.",
)
HTML_COMMENT = Kind(
    Problem.SOURCE_HTML,
    "`<!--` without `-->`",
    "The comment that begins with {found} is never closed: nothing after it is shown.",
)
REFERENCE = Kind(
    Problem.SOURCE_LINK,
    "`[text][name]` without `[name]: address`",
    "{found} is not a link: this page does not give its address.",
)
WORDLESS_LINK = Kind(
    Problem.SOURCE_LINK,
    "`[](https://www.gbif.org/)`",
    "The link to {found} has no words, so nobody can see it.",
)
DATA = Kind(
    Problem.SOURCE_DATA,
    "`![](data:image/png;base64,…)`",
    "A picture was pasted in as {found}.",
)
ROLE_WITHOUT_BRACES = Kind(
    Problem.SOURCE_CODE,
    "``lang`herbier <fr>` ``",
    "{found} needs braces, since it comes before a backtick.",
)
ROLE_BLANK = Kind(
    Problem.SOURCE_CODE,
    "``{lang} `herbier <fr>` ``",
    "There is a space between {found} and its backtick.",
)

# -- Found by a pattern -------------------------------------------------------


def _pattern(expression: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(expression, flags)


RULE = Kind(
    Problem.SOURCE_UNDERLINE,
    "`———`",
    "{found} is shown as text: these are not hyphens.",
    _pattern(r"[–—―−]{2,}\s*$|(?:[–—] ){2,}[–—]\s*$", re.M),
    "line",
)
FENCE_SIGNS = Kind(
    Problem.SOURCE_FENCE_SIGNS,
    "`‘‘‘{split} shells`",
    "{found} does not begin or end a block: these are not three backticks or colons.",
    _pattern(
        rf"(?!`{{3}})(?:[{QUOTES}]{{2,}}|:{{2}})[{BLANKS} ]?\{{[\w:+-]+\}}|[{QUOTES}]{{3,}}\s*$",
        re.M,
    ),
    "line",
)

PATTERNS = (
    FENCE_SIGNS,
    RULE,
    Kind(
        Problem.SOURCE_BLANK,
        "`##` or `-` and a no-break space",
        "{found} is shown as text: the character next to its mark looks like a space but is not one.",
        _pattern(
            rf"(?:#{{1,6}}|[-*+:])[{BLANKS}]|(?<![{BLANKS}])[{BLANKS}]++[ \t]*+(?:#|[-*+>|][{BLANKS} ]|:::|```|\d+[.)])"
        ),
        "line",
    ),
    Kind(
        Problem.SOURCE_BLANK,
        "a no-break space in front of `##` or `-`",
        "{found} is shown as text: it is indented too far, or with something other than spaces.",
        _pattern(r"#{1,6}[ \t]|[-*+][ \t]"),
        "line",
    ),
    Kind(
        Problem.SOURCE_HEADING,
        "`##Heading`",
        "{found} is not a heading in Markdown.",
        _pattern(rf"#{{2,}}[^#\s{BLANKS}]|#{{7,}}|＃"),
        "line",
    ),
    Kind(
        Problem.SOURCE_KRAMDOWN,
        "`{: .lead}`",
        "{found} is shown as text: these attributes belong to kramdown.",
        _pattern(r"\{::?(?:[ \w.#/-][^{}\n]{0,40})?\}"),
    ),
    Kind(
        Problem.SOURCE_ATTRIBUTES,
        "`{.lead}` below its paragraph",
        "{found} is shown as text: attributes do not belong in this place.",
        _pattern(
            r"\{ ?[.#][A-Za-z][^{}\n]*\}"
            rf"|(?<=[{CODE}{LINK_END}{OTHER}]) \{{ ?[A-Za-z-]+=[^{{}}\n]*\}}"
        ),
    ),
    Kind(
        Problem.SOURCE_LIQUID,
        # What is in two braces is left out of the page, and named, by `ext.safety`.
        "`{% include x %}`",
        "{found} is shown as text: pages do not use Liquid or Jinja.",
        _pattern(r"\{%[^{}\n]{0,40}\}?|\{#[ -]"),
    ),
    Kind(
        Problem.SOURCE_LIQUID,
        "`[text]({{site.x}}/page)`",
        "{found} is not an address: pages do not use Liquid or Jinja.",
        _pattern(r"(?:\{|%7B){2}|(?:\{|%7B)(?:%25|%)"),
        "address",
    ),
    Kind(
        Problem.SOURCE_LIQUID,
        '`<img src="{{ site.x }}">`',
        "{found} is published as it is: pages do not use Liquid or Jinja.",
        _pattern(r"\{\{[^{}\n]{0,40}\}{0,2}|\{%[^{}\n]{0,40}\}?"),
        "html",
    ),
    Kind(
        Problem.SOURCE_REST,
        "`.. note::`",
        "{found} is reStructuredText, so it is shown as text.",
        _pattern(r"\.\.[ \t]+\S"),
        "line",
    ),
    Kind(
        Problem.SOURCE_REST,
        "`:Author: Ann`, `:orphan:`",
        "{found} is shown as text: pages have no such fields.",
        _pattern(r":[A-Za-z][\w -]*:(?=\s|$)", re.M),
        "line",
    ),
    Kind(
        Problem.SOURCE_REST,
        "``:ref:`label` ``",
        "{found} is a role in reStructuredText.",
        _pattern(rf"(?<![\w:]):[a-zA-Z][\w+-]*(?::[a-zA-Z][\w+-]*)?:(?={CODE})"),
    ),
    Kind(
        Problem.SOURCE_REST,
        "`` `GBIF <https://www.gbif.org>`_ ``",
        "{found} ends a link in reStructuredText.",
        _pattern(rf"(?<={CODE})__?(?!\w)|\[[\w#*-]+\]_(?!\w)"),
    ),
    Kind(
        Problem.SOURCE_REST,
        "`+-----+-----+`",
        "{found} belongs to a table in reStructuredText.",
        _pattern(r"(?<![-=+])\+[-=]{3,}[-=+]*+(?<=\+)[^\S\n]*+$|(?<!=)={3,}+ +={3,}", re.M),
        "line",
    ),
    Kind(
        Problem.SOURCE_ENTITY,
        "`&nbsp` and a space, `& eacute;`",
        "{found} is shown as text: this is not valid HTML.",
        _pattern(
            rf"&(?:{ENTITIES})(?![\w;=])|(?:& |{ENTITY} ?)(?:{ENTITIES});|&(?:{ENTITIES}) ;|"
            r"&#\d{2,6}(?![\d;])|&#[xX][\da-fA-F]{2,6}(?![\da-fA-F;])|& ?\d{3,6};|& #\d{2,6};"
            r"|&[A-Za-z]{2,10};"
        ),
    ),
    Kind(
        Problem.SOURCE_LINK,
        "`(text)[https://www.gbif.org/]`",
        "{found} is not a link: its brackets are swapped.",
        _pattern(
            r"\([^()\[\]\n]+\)\[(?:https?:|www\.|mailto:|#|[^\[\]()\s]*/|[^\[\]()\s]*\.(?:md|html?|pdf|png|jpe?g|svg)\b)"
        ),
        "links",
    ),
    Kind(
        Problem.SOURCE_LINK,
        "`[text] (https://www.gbif.org/)`",
        "{found} is not a link: there is a space between its brackets.",
        _pattern(
            r"\[[^\[\]\n]*\][ \t\xa0\n]+\((?:https?:|www\.|mailto:|#\w|[^()\[\]\s]*/|[^()\[\]\s]*\.(?:md|html?|pdf|png|jpe?g|svg)\b)"
        ),
        "links",
    ),
    Kind(
        Problem.SOURCE_LINK,
        "`[text](my page.md)`",
        "A link is broken at {found}.",
        _pattern(
            r"[\[(][^\[\]()\n]*\]\((?!data:|javascript:|vbscript:|file:)[^()\n]*|\)\((?:https?:|www\.)[^()\s]*|\]\{(?:https?:|www\.)[^{}\s]*"
        ),
        "links",
    ),
    Kind(
        Problem.SOURCE_FOREIGN,
        "`[[Page]]`",
        "{found} is shown as text: this is how wikis write links.",
        _pattern(r"\[\[[^\[\]\n]+\]\]"),
    ),
    Kind(
        Problem.SOURCE_DATA,
        "`[report](data:application/pdf;base64,…)`",
        "A file was pasted in as {found}.",
        _pattern(r"\(\s*<?data:[a-z]{1,20}/[a-z+.-]{1,40}", re.I),
        "links",
    ),
    Kind(
        Problem.SOURCE_ADDRESS,
        "`https:/www.gbif.org`, `http//…`",
        "{found} is not an address.",
        _pattern(
            r"(?i)\bhttps?(?://|:/(?=[^/\s])|:\\|;/|\.//|:///|: //|:// (?=www\.))[^\s()<>]*|"
            r"\b(?!https?:)(?:h{0,2}t{1,3}p{1,3}[sd]{0,2}|htt[sl])://[^\s()<>]*|"
            r"https?://(?:https?:?//|www,)[^\s()<>]*|\bwww,\w+\.\w+"
        ),
        "links",
    ),
    Kind(
        Problem.SOURCE_EMPHASIS,
        "`**bold`",
        "The asterisks in {found} are shown as text: they are not in pairs around words.",
        _pattern(
            r"(?<![\w*])\*{2,3}[\w\"“‘'(][^*\n]*|(?<![\w*])\*{2,3} [^*\n]*\w\*{2,3}"
            r"|(?<=[^\W\d_][ ,])\*[^\W\d][^*\n]*"
        ),
    ),
    Kind(
        Problem.SOURCE_EMPHASIS,
        "`~~gone~~`, `==marked==`",
        "The characters in {found} are shown as text.",
        _pattern(r"(?<![\w~])~~(?=\w)[^~\n]*~~|(?<![\w=])==(?=\w)[^=\n]*=="),
    ),
    Kind(
        Problem.SOURCE_CODE,
        "`` `code `` without an end",
        "The backtick in {found} is shown as text: it has no closing one.",
        _pattern(r"(?<![`\w])`+[\w{][^`\n]*"),
    ),
    Kind(
        Problem.SOURCE_CODE,
        "`{lang}‘herbier <fr>’`",
        "{found} is shown as text: these are not backticks.",
        _pattern(r"\{[a-z][\w:+-]*\}[ \xa0]?[‘’‚‛“”„´ʼ′'\"]"),
    ),
    Kind(
        Problem.SOURCE_LEFTOVER,
        "`Error! Reference source not found.`, `[cid:image001.png]`",
        "{found} was left behind by the program that this was copied from.",
        _pattern(
            r"(?:Error!|Fout!|Erreur ?!) (?:Reference source|Bookmark|Bladwijzer|Verwijzingsbron|Hyperlink|Source du|Signet)"
            r"|\[?cid:[\w-]+\.\w+|:contentReference\[|oaicite|【\d+[†:]|\bturn\d+(?:search|view|news|image)\d+"
            r"|<?/?o:p>|\bmso-[a-z]+-?[a-z]*:|&lt;o:p"
        ),
    ),
    Kind(
        Problem.SOURCE_LEFTOVER,
        '`<o:p>`, `<!--[if gte mso 9]>`, `class="MsoNormal"`',
        "{found} was left behind by the program that this was copied from.",
        _pattern(
            r"</?(?:o|w|v|m|st1):\w+|<!--\[if|<!\[(?:if|endif)|\bmso-\w+|\bMso[A-Z]\w+|<!-- ?(?:Start|End)Fragment"
            r"|docs-internal-guid|<\?xml|<xml\b|data-(?:mce|sheets|pm)-\w+"
        ),
        "html",
    ),
    Kind(
        Problem.SOURCE_LEFTOVER,
        "`ann@x.be<mailto:ann@x.be>`",
        "The address in {found} appears twice, as mail programs copy it.",
        _pattern(rf"(?<=\w){LINK}(?:mailto:|https?:)[^\s{LINK_END}]*"),
        "links",
    ),
    Kind(
        Problem.SOURCE_LEFTOVER,
        "`<https://www.gbif.org|GBIF>`",
        "{found} is a link copied from a chat program.",
        _pattern(rf"{LINK}https?://[^\s{LINK_END}]*?(?:\||%7C)[^\s{LINK_END}]*"),
        "links",
    ),
    Kind(
        Problem.SOURCE_HTML,
        "`<a href=”page”>`",
        "The quotation marks in {found} are not the straight ones that HTML needs.",
        _pattern(r"=[“”„‘’″]"),
        "html",
    ),
    Kind(
        Problem.SOURCE_HTML,
        "`<a href=“my page”>`",
        "{found} is shown as text: this is not valid HTML.",
        _pattern(r"</?[a-z][\w-]*[ \n][a-z-]+ ?= ?[“”„‘’″]|<![–—-]"),
    ),
    Kind(
        Problem.SOURCE_HTML,
        "`**bold**` between `<div>` and `</div>`",
        "{found} is shown as text: inside HTML, Markdown is only read after an empty line.",
        _pattern(r"\*\*\w[^*\n<]*\*\*|(?<!!)\[\w[^\[\]\n]*\]\([^()\s]+\)|^ *#{1,6} \w", re.M),
        "markdown-in-html",
    ),
    Kind(
        Problem.SOURCE_FOREIGN,
        "`[b]bold[/b]`, `[gallery ids=1]`",
        "{found} is shown as text: codes in square brackets do not work here.",
        _pattern(
            r"\[/(?:b|i|u|s|url|img|quote|code|size|color|caption|gallery|embed|video|audio|list|center)\]"
            r"|\[(?:caption|gallery|embed|video|audio|contact-form)[ =][^\[\]\n]*\]",
            re.I,
        ),
        "links",
    ),
    Kind(
        Problem.SOURCE_FOREIGN,
        "`[ ] to do` in a list, `> [!NOTE]`, `[TOC]`",
        "{found} is shown as text: it works on GitHub and elsewhere, but not here.",
        _pattern(
            r"\[[ xX]\][ \t]+\S|\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]|\[_{0,2}TOC_{0,2}\]\s*$",
            re.M,
        ),
        "line",
    ),
    Kind(
        Problem.SOURCE_FOREIGN,
        "`!!! note`, `== Heading ==`, `h2. Heading`",
        "{found} is shown as text: this site does not use this kind of Markdown.",
        _pattern(
            r"(?:!!!|\?\?\?\+?)[ \t]+[a-z]+|={2,6}[ \t]+\S[^=\n]*={2,6}[ \t]*$|h[1-6]\. \S"
            r"|\\(?:newpage|pagebreak|clearpage|begin\{|end\{|section\*?\{|textbf\{|textit\{|emph\{)",
            re.M,
        ),
        "line",
    ),
)

KINDS = (
    *(value for value in list(globals().values()) if isinstance(value, Kind)),
    *(kind for kind in PATTERNS if kind not in (FENCE_SIGNS, RULE)),
)
