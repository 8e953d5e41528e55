"""What can happen to a file: bytes that go wrong, and structure that goes wrong.

Every mutation takes bytes and dice, and answers other bytes. `mutate` throws one to three of those
that fit the kind of file.
"""

import random
from collections.abc import Callable, Mapping

import polib
import yaml

Dice = random.Random
Mutation = Callable[[bytes, Dice], bytes]


def _words(text: str) -> list[str]:
    return text.split()


# -- Bytes ------------------------------------------------------------------

ODD_BYTES = [
    b"\x00",
    b"\xff",
    b"\xe9",  # é in Latin-1
    b"\xed\xa0\x80",  # half a surrogate pair
    b"\xef\xbb\xbf",
    b"\r",
    b"\x0b",
    b"\x0c",
    b"\x1b[31m",
    b"\xc2\x85",
    b"\xc2\xa0",
    b"\xe2\x80\xa8",  # line separator
    b"\xe2\x80\xae",  # right to left from here on
    b"\xef\xbf\xbf",
    b"\t",
    b"\\",
    b"%s",
    b"{{",
    b"{% raw",
    b"\xf0\x9f\x8c\xbf",
]


def flip(data: bytes, dice: Dice) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice([1, 1, 1, 4, 16])):
        if changed:
            changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def cut(data: bytes, dice: Dice) -> bytes:
    start, end = _span(data, dice)
    return data[:start] + data[end:]


def repeat(data: bytes, dice: Dice) -> bytes:
    start, end = _span(data, dice)
    return data[:end] + data[start:end] * dice.choice([1, 1, 2, 30]) + data[end:]


def swap(data: bytes, dice: Dice) -> bytes:
    start, end = _span(data, dice)
    other = dice.randint(0, start)
    return data[:other] + data[start:end] + data[other:start] + data[end:]


def end_early(data: bytes, dice: Dice) -> bytes:
    return data[: dice.randint(0, len(data))]


def put_odd_bytes(data: bytes, dice: Dice) -> bytes:
    for _ in range(dice.choice([1, 1, 3])):
        place = dice.randint(0, len(data))
        data = data[:place] + dice.choice(ODD_BYTES) + data[place:]
    return data


def put_noise(data: bytes, dice: Dice) -> bytes:
    place = dice.randint(0, len(data))
    return data[:place] + dice.randbytes(dice.choice([1, 2, 8, 64])) + data[place:]


def put_a_long_run(data: bytes, dice: Dice) -> bytes:
    place = dice.randint(0, len(data))
    character = dice.choice(
        [b"*", b"[", b"(", b"> ", b"`", b"#", b"_", b"a", b"- ", b"<", b"|", b"\\"]
    )
    return data[:place] + character * dice.choice([30, 200, 1000]) + data[place:]


def save_otherwise(data: bytes, dice: Dice) -> bytes:
    """Save as another program would."""
    text = data.decode("utf-8", "replace")
    return dice.choice(
        [
            b"",
            b"\n",
            b" \t\n",
            b"\xef\xbb\xbf",
            b"\xef\xbb\xbf" + data,
            data.replace(b"\n", b"\r\n"),
            data.replace(b"\n", b"\r"),
            data.rstrip(b"\n"),
            text.encode("utf-16"),
            text.encode("latin-1", "replace"),
            text.encode("cp1252", "replace").replace(b'"', b"\x94"),
        ]
    )


def _span(data: bytes, dice: Dice) -> tuple[int, int]:
    start = dice.randint(0, len(data))
    return start, min(len(data), start + dice.choice([1, 2, 5, 20, 100]))


# -- Lines ------------------------------------------------------------------


def drop_a_line(data: bytes, dice: Dice) -> bytes:
    lines = data.split(b"\n")
    del lines[dice.randrange(len(lines))]
    return b"\n".join(lines)


def say_a_line_twice(data: bytes, dice: Dice) -> bytes:
    lines = data.split(b"\n")
    lines.insert(dice.randrange(len(lines)), dice.choice(lines))
    return b"\n".join(lines)


def move_a_line(data: bytes, dice: Dice) -> bytes:
    lines = data.split(b"\n")
    line = lines.pop(dice.randrange(len(lines)))
    lines.insert(dice.randint(0, len(lines)), line)
    return b"\n".join(lines)


def indent_a_line(data: bytes, dice: Dice) -> bytes:
    lines = data.split(b"\n")
    place = dice.randrange(len(lines))
    lines[place] = dice.choice([b" ", b"  ", b"\t", b"    "]) + lines[place]
    return b"\n".join(lines)


LINES: list[Mutation] = [drop_a_line, say_a_line_twice, move_a_line, indent_a_line]
BYTES: list[Mutation] = [
    flip,
    cut,
    repeat,
    swap,
    end_early,
    put_odd_bytes,
    put_odd_bytes,
    put_noise,
    put_a_long_run,
    save_otherwise,
    *LINES,
    *LINES,
]

# -- Pages ------------------------------------------------------------------

#: Hostile HTML, of every kind that the list of the site does not have.
HOSTILE = [
    "<meta http-equiv=refresh content='0;url=https://example.org/'>",
    "<form action=https://example.org/><input name=q><button>ga</button></form>",
    "<base href=https://example.org/>",
    "<link rel=stylesheet href=https://example.org/x.css>",
    "<style>body{display:none}</style>",
    "<p style='position:fixed;inset:0'>x</p>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=x.svg></object><embed src=x.svg>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script><foreignObject><p>x</foreignObject></svg>",
    "<a href='jav&#x09;ascript:alert(1)'>x</a>",
    "<a href=vbscript:x>x</a>",
    "<a href='data:text/html,<b>x'>x</a>",
    "<math><mtext><mglyph><style><img src onerror=alert(1)>",
    "<video src=https://example.org/x onplay=x()></video>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<details ontoggle=alert(1) open>x</details>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<b><!--><img src=x onerror=alert(1)>--></b>",
    '"><script>alert(1)</script>',
    "' onmouseover='alert(1)",
]
#: Those that a site knows are added when it is built: see `know`.
DIRECTIVES = ["todo", "unknown"]
ROLES = ["cite", "code", "fa-solid-x", "footcite", "raw", "title", "unknown"]
ARGUMENTS = [
    "",
    "x",
    "shells",
    "dunes",
    "1",
    "-1",
    "[",
    "../../../etc/passwd",
    "/",
    "none.md",
    "é" * 40,
    "{x}",
]
OPTIONS = _words("""height reverse key ror place logo holds draft as-of header-rows widths width align name
 class maxdepth glob caption hidden link link-type file encoding lines emphasize-lines start-after
 url format columns gutter target alt figwidth lineno-start dedent label nowrap""")
TOKENS = [
    *HOSTILE,
    "```",
    "````",
    ":::",
    "::::",
    "---",
    "---\n",
    "+++",
    "^^^",
    "(naam)=",
    "(merk)=\n",
    "# Titel\n",
    "#### Te diep\n",
    "Titel\n=====\n",
    "| a | b |\n|---|\n| c |\n",
    "[](niet.md)",
    "[](#niet)",
    "[](hoofd.md#niet)",
    "[](..)",
    "[](<>)",
    "[a](javascript:alert(1))",
    "[a](http://[)",
    "[a](//)",
    "[a](http://x:y/)",
    "<javascript:alert(1)>",
    "<https://[>",
    "http://[::1",
    "[a][b]",
    "[a][ref]",
    "[b]: <",
    "[^1]",
    "[^1]: voetnoot\n",
    "[^noot]",
    "![](niet.png)",
    "![](../images/shells.svg)",
    "![a](http://[x/y.png)",
    "![](data:image/png;base64,xx)",
    "![](\x00)",
    "<div>",
    "<script>alert(1)</script>",
    "<!--",
    "<img src=x>",
    "&#0;",
    "&#xD800;",
    "&bogus;",
    "{{ x }}",
    "{{ naam",
    "{{ 1/0 }}",
    "{{ env }}",
    "{% for x in y %}",
    "$$",
    "$$ (vergelijking)\n",
    "$x$",
    "\\begin{align}\nx\n\\end{align}",
    "{a=b}",
    "{#id .klas}\n",
    "{.klas",
    "{width=abc}",
    "term\n: uitleg\n",
    "- [ ] taak\n",
    "1. een\n",
    "> " * 40,
    "- " * 30,
    "  " * 60,
    "*" * 60,
    "% commentaar\n",
    "\\",
    "\\\n",
    "```{eval-rst}\n.. raw:: html\n\n   <b>\n```\n",
    "```{eval-rst}\n=====\nTitel\n===\n\n`x`_ |y| .. _a: b\n```\n",
    "```{toctree}\nniet\n```\n",
    "```{toctree}\n:glob:\nniet*\n```\n",
    "```{toctree}\nhttps://example.org\n```\n",
    "```{toctree}\nhttps://[\n```\n",
    "```{include} niet.md\n```\n",
    "```{include} ../images/mark.png\n```\n",
    "```{literalinclude} ../images/mark.png\n```\n",
    "```{figure} niet.png\n```\n",
    "```{math}\n:label: x\ny\n```\n",
    "```{partner} X\n:key: tuin\n```\n",
    "```{hero} shells\n```\n",
    "```{collections}\n- what: x\n  number: 1\n  held-at: niemand\n```\n",
    "```{collections}\n- &a [*a]\n```\n",
    "```{collections}\n? [a]\n: b\n```\n",
]


#: Of each block of the site, its settings.
SETTINGS: dict[str, list[str]] = {}


def know(blocks: Mapping[str, frozenset[str]], roles: frozenset[str]) -> None:
    """Take over every block, with its settings, and every role that a site knows."""
    SETTINGS.update({name: sorted(options) for name, options in sorted(blocks.items())})
    DIRECTIVES[:] = sorted({*DIRECTIVES, *blocks})
    ROLES[:] = sorted({*ROLES, *roles})


def put_a_token(data: bytes, dice: Dice) -> bytes:
    token = dice.choice(TOKENS)
    if dice.random() < 0.5:  # On a line of its own.
        lines = _lines(data)
        lines.insert(dice.randint(0, len(lines)), token)
        return _joined(lines)
    text = data.decode("utf-8", "replace")
    place = dice.randint(0, len(text))
    return (text[:place] + token + text[place:]).encode()


def put_a_directive(data: bytes, dice: Dice) -> bytes:
    blocks = _blocks(data)
    place = dice.randrange(len(blocks))
    fence = dice.choice(["```", "````", ":::", "::::"])
    name = dice.choice(DIRECTIVES)
    options = "".join(
        f":{dice.choice(SETTINGS.get(name) or OPTIONS)}: {dice.choice([*ARGUMENTS, *HOSTILE])}\n"
        for _ in range(dice.choice([0, 0, 1, 2]))
    )
    body = dice.choice(["", "x", blocks[place], "- a\n- b", "* - a\n  - b", dice.choice(HOSTILE)])
    end = dice.choice([fence, fence, fence, "", "```"])
    argument = dice.choice([*ARGUMENTS, dice.choice(HOSTILE)])
    blocks[place] = f"{fence}{{{name}}} {argument}\n{options}\n{body}\n{end}"
    return _rejoined(blocks)


def put_a_role(data: bytes, dice: Dice) -> bytes:
    text = data.decode("utf-8", "replace")
    place = dice.randint(0, len(text))
    content = dice.choice(
        [*ARGUMENTS, dice.choice(HOSTILE), "x <y>", "x <", "!x", "x <nl>", "~a.b", "single: a; b"]
    )
    return f"{text[:place]}{{{dice.choice(ROLES)}}}`{content}`{text[place:]}".encode()


def put_an_option(data: bytes, dice: Dice) -> bytes:
    lines = _lines(data)
    fences = [
        i for i, line in enumerate(lines) if line.lstrip().startswith(("```{", ":::{", "::::{"))
    ]
    place = dice.choice(fences) + 1 if fences else dice.randrange(len(lines))
    lines.insert(place, f":{dice.choice(OPTIONS)}: {dice.choice(ARGUMENTS)}")
    return _joined(lines)


def drop_a_block(data: bytes, dice: Dice) -> bytes:
    blocks = _blocks(data)
    del blocks[dice.randrange(len(blocks))]
    return _rejoined(blocks)


def say_a_block_twice(data: bytes, dice: Dice) -> bytes:
    blocks = _blocks(data)
    blocks.insert(dice.randint(0, len(blocks)), dice.choice(blocks))
    return _rejoined(blocks)


def swap_blocks(data: bytes, dice: Dice) -> bytes:
    blocks = _blocks(data)
    one, other = dice.randrange(len(blocks)), dice.randrange(len(blocks))
    blocks[one], blocks[other] = blocks[other], blocks[one]
    return _rejoined(blocks)


def quote_a_block(data: bytes, dice: Dice) -> bytes:
    blocks = _blocks(data)
    place = dice.randrange(len(blocks))
    mark = dice.choice(["> ", "- ", "    ", "1. ", "| ", "# ", ": "])
    blocks[place] = "\n".join(mark + line for line in blocks[place].split("\n"))
    return _rejoined(blocks)


FRONT_KEYS = _words("""lang-ref permalink description toc title orphan tocdepth no-search nocomments myst
 html_meta substitutions author date language layout 1 ~ [a] {a:1} <<""")
FRONT_VALUES = [
    "",
    "x",
    "home",
    "null",
    "true",
    "no",
    "0",
    "-1",
    "1e999",
    ".nan",
    "0o99",
    "9" * 5000,
    "2026-99-99",
    "2026-01-01",
    "12:99:99",
    "[]",
    "[a, b]",
    "{}",
    "{nl: /x, en: /y}",
    "{nl: [1], de: 3}",
    "{a: {b: {c: d}}}",
    "/",
    "//",
    "/nl",
    "/nl/zelf",
    "../../weg",
    "/nl/../en",
    "/nl/a b",
    "/nl/é",
    "https://example.org/",
    "C:\\x",
    "a/b/c/d/e",
    "con",
    "*",
    "&a [*a]",
    "&a {b: *a}",
    "*niet",
    "!!python/object:os.system x",
    "!!binary x",
    "!!set {a}",
    "!!timestamp x",
    "!!int x",
    "!x y",
    "|\n  a\n  b",
    ">-",
    "'",
    '"',
    '"\\x00"',
    '"\\uD800"',
    '"\\q"',
    "%x",
    "@x",
    "`x`",
    "{enable_extensions: 5}",
    "{enable_extensions: [niet]}",
    "{substitutions: {naam: '{{ naam }}'}}",
    "{substitutions: [1]}",
    "{heading_anchors: x}",
    "{niet: 1}",
    "{title_to_header: true}",
    "{html_meta: {a: 1}}",
    "x" * 400,
    "y/" * 200,
    "{html_meta: {http-equiv=refresh: 0}}",
    *(f"'{html.replace(chr(39), chr(34))}'" for html in HOSTILE),
]


def change_front_matter(data: bytes, dice: Dice) -> bytes:
    lines = _lines(data)
    line = f"{dice.choice(FRONT_KEYS)}: {dice.choice(FRONT_VALUES)}"
    end = lines[1:].index("---") + 1 if lines[:1] == ["---"] and "---" in lines[1:] else 0
    if not end:
        return _joined(["---", line, "---", "", *lines])
    if end > 1 and dice.random() < 0.7:
        place = dice.randrange(1, end)
        key = lines[place].partition(":")[0]
        lines[place] = dice.choice([line, f"{key}: {dice.choice(FRONT_VALUES)}"])
    else:
        lines.insert(dice.randint(1, end), line)
    return _joined(lines)


def break_the_fence(data: bytes, dice: Dice) -> bytes:
    lines = _lines(data)
    if lines[:1] != ["---"]:
        return _joined(
            [dice.choice(["---", "--- ", "----", "---\n", "---\n---", "---\n..."]), *lines]
        )
    places = [i for i, line in enumerate(lines) if line == "---"]
    lines[dice.choice(places)] = dice.choice(["", "--", "----", " ---", "...", "--- x", "---\n---"])
    return _joined(lines)


PAGES: list[Mutation] = [
    put_a_token,
    put_a_token,
    put_a_token,
    put_a_directive,
    put_a_directive,
    put_a_directive,
    put_a_role,
    put_an_option,
    put_an_option,
    drop_a_block,
    say_a_block_twice,
    swap_blocks,
    quote_a_block,
    change_front_matter,
    change_front_matter,
    change_front_matter,
    change_front_matter,
    break_the_fence,
]

# -- The register -----------------------------------------------------------

REGISTER_KEYS = _words("""language pictures shells mark file kind alt maker licence source title awaited
 lisence 1 null <<""")


def change_a_value(data: bytes, dice: Dice) -> bytes:
    lines = _lines(data)
    places = [i for i, line in enumerate(lines) if ":" in line and not line.startswith("#")]
    if places:
        place = dice.choice(places)
        lines[place] = f"{lines[place].partition(':')[0]}: {dice.choice(FRONT_VALUES)}"
    return _joined(lines)


def change_a_key(data: bytes, dice: Dice) -> bytes:
    lines = _lines(data)
    places = [i for i, line in enumerate(lines) if ":" in line and not line.startswith("#")]
    if places:
        place = dice.choice(places)
        key, _, value = lines[place].partition(":")
        indent = key[: len(key) - len(key.lstrip())]
        new = dice.choice([*REGISTER_KEYS, "? [a]", "&a b", "*a", "- x", "é", '"\\x00"'])
        lines[place] = f"{indent}{new}:{value}"
    return _joined(lines)


def change_the_tree(data: bytes, dice: Dice) -> bytes:
    """Replace, drop or wrap something within the YAML."""
    try:
        tree = yaml.safe_load(data)
    except (yaml.YAMLError, ValueError):
        return data
    odd = [None, True, 1, -1.5, "x", [], {}, [1, {"a": 2}], {"a": []}, {1: 2}, "", "x" * 500]
    holder, key = {"": tree}, ""
    while isinstance(holder[key], dict | list) and holder[key] and dice.random() < 0.75:
        holder = holder[key]
        key = dice.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
    act = dice.randrange(3)
    if act == 0:
        holder[key] = dice.choice(odd)
    elif act == 1:
        holder[key] = [holder[key]]
    elif isinstance(holder, dict) and key != "":
        del holder[key]
    if "" in holder and holder[""] is not tree:
        tree = holder[""]
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False).encode()


REGISTER: list[Mutation] = [
    change_a_value,
    change_a_value,
    change_a_key,
    change_the_tree,
    change_the_tree,
]

# -- Catalogs ---------------------------------------------------------------

HEADERS = [
    ("Content-Type", "text/plain; charset=latin-1"),
    ("Content-Type", "text/plain; charset=niet"),
    ("Content-Type", "text/plain"),
    ("Content-Type", ""),
    ("Plural-Forms", "nplurals=2; plural=(n != 1)"),
    ("Plural-Forms", "nplurals=0; plural=0;"),
    ("Plural-Forms", "nplurals=99; plural=n/0;"),
    ("Plural-Forms", "nplurals=2; plural=__import__('os');"),
    ("Plural-Forms", "nplurals=2; plural=" + "(" * 200 + "n" + ")" * 200 + ";"),
    ("Plural-Forms", "nplurals=2; plural=n" + "+n" * 3000 + ";"),
    ("Plural-Forms", "x"),
    ("Plural-Forms", "nplurals=x; plural=;"),
    ("Language", "de"),
    ("Language", ""),
    ("Niet", "x"),
    ("", ""),
]
WORDS = [
    *TOKENS,
    "",
    " ",
    "\n",
    "x",
    "1. x",
    "# x",
    "- x",
    "> x",
    "    x",
    "```{note}\nx\n```",
    "| a |",
    "x\n===",
    "x::",
    "::",
    "**x",
    "[x](",
    "[x](hoofd.md)",
    "[x](hoofd.md#niet)",
    "[x](https://example.org)",
    "<b onclick='x'>",
    "{ref}`x`",
    "{ref}`merk`",
    "{doc}`niet`",
    "{term}`niet`",
    "{numref}`niet`",
    "{math}`x`",
    "{niet}`x`",
    "{lang}`x`",
    "{download}`niet.svg`",
    "[^niet]",
    "{{ naam }}",
    "{{ niet }}",
    "(x)=",
    "% x",
    "\x00",
    "\ud7ff",
    "\u202e",
    "http://[",
    "x" * 5000,
    "*" * 300,
    "[" * 300,
    "> " * 100,
    "%s %(x)s {0}",
]


def change_the_catalog(data: bytes, dice: Dice) -> bytes:
    """Change entries as a careless translator or a broken program would."""
    try:
        catalog = polib.pofile(data.decode("utf-8"), encoding="utf-8")
        entries = list(catalog)
        for _ in range(dice.choice([1, 1, 3])):
            if not entries:
                break
            entry, other = dice.choice(entries), dice.choice(entries)
            act = dice.randrange(10)
            if act < 4:
                entry.msgstr = dice.choice(WORDS)
            elif act == 4:
                entry.msgstr += dice.choice(WORDS)
            elif act == 5:
                entry.msgstr, other.msgstr = other.msgstr, entry.msgstr
            elif act == 6:
                entry.flags.append("fuzzy")
                entry.previous_msgid = other.msgid
            elif act == 7:
                entry.msgctxt = dice.choice(["", "x"])
            elif act == 8:
                entry.msgid_plural = "x"
                entry.msgstr_plural = {0: "a", dice.choice([1, 7]): dice.choice(WORDS)}
            else:
                catalog.append(entry)
        if dice.random() < 0.3:
            key, value = dice.choice(HEADERS)
            if dice.random() < 0.2:
                catalog.metadata = {}
            catalog.metadata[key] = value
        return str(catalog).encode("utf-8", "replace")
    except (OSError, ValueError, IndexError, AttributeError, UnicodeDecodeError):
        return data


GETTEXT = [
    'msgid ""',
    'msgstr ""',
    'msgid "x"',
    'msgstr "x"',
    'msgctxt "x"',
    'msgid_plural "x"',
    'msgstr[0] "x"',
    'msgstr[9] "x"',
    'msgstr[99999999999] "x"',
    "#~ msgid",
    '#~ msgid "x"',
    "#| msgid",
    '#| msgid "x"',
    "#, fuzzy",
    "#, ",
    "#: x:y",
    "#:",
    "#. x",
    "#",
    '"x"',
    '"\\x"',
    '"\\',
    '"',
    '"\\u"',
    "msgstr",
    'msgid x "y"',
    "domain x",
]


def put_gettext(data: bytes, dice: Dice) -> bytes:
    lines = _lines(data)
    for _ in range(dice.choice([1, 1, 3])):
        lines.insert(dice.randint(0, len(lines)), dice.choice(GETTEXT))
    return _joined(lines)


CATALOGS: list[Mutation] = [*[change_the_catalog] * 8, put_gettext, put_gettext, put_gettext]

# -- One of them ------------------------------------------------------------


def mutate(path: str, data: bytes, dice: Dice) -> tuple[bytes, str]:
    """Answer the file as something happened to it, and what that was."""
    by_kind = {".md": PAGES, ".po": CATALOGS, ".yaml": REGISTER}
    structure = by_kind["." + path.rpartition(".")[2]]
    done: list[str] = []
    while not done or dice.random() < 0.3:
        mutation = dice.choice(structure if dice.random() < 0.6 else BYTES)
        data = mutation(data, dice)
        done.append(mutation.__name__)
    return data, ", ".join(done)


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8", "replace").split("\n")


def _joined(lines: list[str]) -> bytes:
    return "\n".join(lines).encode("utf-8", "replace")


def _blocks(data: bytes) -> list[str]:
    return data.decode("utf-8", "replace").split("\n\n")


def _rejoined(blocks: list[str]) -> bytes:
    return "\n\n".join(blocks).encode("utf-8", "replace")
