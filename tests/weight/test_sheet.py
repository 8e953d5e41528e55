"""Style sheets are read and written without a change in what they mean."""

from pathlib import Path

import pydata_sphinx_theme
import pytest
import sphinx_design
import tinycss2

from ext.weight.cut import declarations, kept, without_repeated, without_unused
from ext.weight.page import Words, elements_of, words_of
from ext.weight.selectors import Selectors, read_selector
from ext.weight.sheet import AtRule, Group, Rule, moved, read_rules, without_comments, write_rules
from ext.weight.small import minified, with_short_names, without_indents

THEME = Path(pydata_sphinx_theme.__file__).parent / "theme" / "pydata_sphinx_theme" / "static"
BIG_SHEETS = [
    next(THEME.rglob("pydata-sphinx-theme.css")),
    next(Path(sphinx_design.__file__).parent.rglob("*.min.css")),
    *sorted((Path(__file__).parents[2] / "_static" / "css").rglob("*.css")),
]
GROUPS = {"media", "supports", "container", "layer", "starting-style"}


def rules(text: str) -> tuple:
    return read_rules(without_comments(text))


def cut(sheet: str, page: str, script: str = "") -> str:
    words = words_of(script)
    nodes = rules(sheet)
    used = Selectors(
        selector for node in nodes if isinstance(node, Rule) for selector in node.selectors
    ).matching(elements_of(page).all, words)
    return minified(without_unused(kept(nodes, used.__contains__), words))


@pytest.mark.parametrize("path", BIG_SHEETS, ids=lambda path: path.name)
def test_every_rule_of_a_sheet_is_read_as_a_css_parser_reads_it(path: Path) -> None:
    def flat(nodes: tuple) -> list[tuple[str, str]]:
        found = []
        for node in nodes:
            if isinstance(node, Group):
                found.append((node.prelude, ""))
                found += flat(node.children)
            elif isinstance(node, AtRule):
                found.append((node.prelude, node.block or ""))
            else:
                found.append((",".join(node.selectors), node.block))
        return [(plain(head), plain(block)) for head, block in found]

    def expected(nodes: list) -> list[tuple[str, str]]:
        found = []
        for node in nodes:
            assert node.type in {"qualified-rule", "at-rule"}, node
            head = tinycss2.serialize(node.prelude)
            if node.type == "at-rule":
                head = f"@{node.at_keyword}{head}"
            block = tinycss2.serialize(node.content or [])
            if node.type == "at-rule" and node.lower_at_keyword in GROUPS:
                found.append((head, ""))
                found += expected(tinycss2.parse_rule_list(node.content, True, True))
            else:
                found.append((head, block))
        return [(plain(head), plain(block)) for head, block in found]

    def plain(text: str) -> str:
        """The tokens of a text, without what no parser keeps."""
        tokens = tinycss2.parse_component_value_list(text, skip_comments=True)
        return "".join(tinycss2.serialize(tokens).split())

    text = path.read_text(encoding="utf-8")
    assert flat(rules(text)) == expected(tinycss2.parse_stylesheet(text, True, True))


@pytest.mark.parametrize(
    "text",
    [
        'a{content:"}"}b{c:d}',
        "a{content:'\\'}'}b{c:d}",
        "a{b:url(data:x;y{z)}c{d:e}",
        "a{b:c/* } */}d{e:f}",
        '@import "x.css";a{b:c}',
        "a{b:c}}d{e:f}",
    ],
)
def test_what_stands_in_strings_ends_nothing(text: str) -> None:
    assert len(rules(text)) == 2


def test_a_sheet_that_breaks_off_gives_what_is_whole() -> None:
    assert rules("a{b:c}d{e:") == (Rule(("a",), "b:c"),)


@pytest.mark.parametrize(
    ("address", "folder", "there"),
    [
        ("../a.png", "css", 'url("a.png")'),
        ("'a b.png'", "css/components", 'url("css/components/a b.png")'),
        ("data:image/png;base64,AA", "css", "url(data:image/png;base64,AA)"),
        ("https://example.org/a.png", "css", "url(https://example.org/a.png)"),
        ("#mask", "css", "url(#mask)"),
    ],
)
def test_addresses_follow_the_sheet(address: str, folder: str, there: str) -> None:
    assert there in write_rules(moved(rules(f"@media print{{a{{b:url({address})}}}}"), folder))


# -- What a page uses -------------------------------------------------------

PAGE = """<html lang=nl><body class="vsc-page"><ul id=one class='a b'><li hidden>A &lt;b> c</li></ul>
<input type="search"><!-- <em class="comment"> --><script>x.classList.add("set")</script>
<script type="application/ld+json">{"said": "data"}</script>
<template><p class="loose">…</p></template></body></html>"""


@pytest.mark.parametrize(
    ("selector", "is_used"),
    [
        ("ul", True),
        ("UL.a.b", True),
        ("ol", False),
        ("ul.a > li:hover", True),
        ("li.a", False),
        ("#one li::before", True),
        ("#two li", False),
        (".a:not(.never):first-child", True),
        (".never:not(.a)", False),
        (":is(.never, .b) li", True),
        (":where(.never, .other) li", False),
        ("ul:has(> li)", True),
        ("ul:has(.never)", False),
        (":root[data-mode=dark]", False),
        ("li[aria-expanded=true]", True),
        ("ul[open]", True),
        ("[type='search']", True),
        ("[type=button]", False),
        ("input::file-selector-button", True),
        ("*", True),
        ("::selection", True),
        (".comment", False),
        (".said", False),
        (".vsc\\-page", True),
        ("a b c", False),
        ("&.never", False),
        (r".\31 0", False),
    ],
)
def test_what_a_page_uses(selector: str, is_used: bool) -> None:
    found = Selectors([selector]).matching(elements_of(PAGE).all, Words())
    assert bool(found) is is_used


def test_what_cannot_be_read_is_kept() -> None:
    assert read_selector("a ! b").compounds == ()
    assert Selectors(["a ! b"]).matching([], Words())


def test_what_scripts_may_set_is_kept() -> None:
    sheet = ".set,.said,.part-x,[data-some-mode]{color:red}.unset{color:red}"
    script = "a.className = 'set'; b.id = `part-${kind}`; c.dataset.someMode = 1; /* said */"
    assert cut(sheet, "<p>", script) == ".set,.part-x,[data-some-mode]{color:red}"


def test_scripts_and_templates_in_a_page_are_seen() -> None:
    found = elements_of(PAGE)
    assert found.scripts == ['x.classList.add("set")']
    assert {".loose", "p"} <= found.loose


def test_elements_of_main_are_told_from_those_of_the_frame() -> None:
    found = elements_of("<body><p><main><em></em></main><strong>")
    assert found.main == {frozenset({"main"}), frozenset({"em"})}
    assert found.frame == {frozenset({"body"}), frozenset({"p"}), frozenset({"strong"})}


# -- What is left -----------------------------------------------------------


def test_own_properties_that_nothing_uses_go() -> None:
    sheet = "p{--a:var(--b);--b:red;--c:blue;--d:1;color:var(--a)}"
    assert cut(sheet, "<p>") == "p{--a:var(--b);--b:red;color:var(--a)}"
    assert "--c" in cut(sheet, "<p>", "e.style.setProperty('--c', 1)")


def test_fonts_and_animations_that_nothing_names_go() -> None:
    made = "@font-face{font-family:'Some Icons';src:url(a)}@keyframes beat{to{opacity:0}}"
    assert cut(f"{made}p{{color:red}}", "<p>") == "p{color:red}"
    assert "@keyframes" in cut(f"{made}p{{animation:1s beat}}", "<p>")
    assert "@font-face" in cut(f"{made}p{{font:1em 'Some Icons'}}", "<p>")
    assert "@font-face" in cut(f"{made}p{{--f:'Some Icons';font:1em var(--f)}}", "<p>")
    assert "@font-face" not in cut(f"{made}p{{--f:'Some Icons'}}", "<p>")


@pytest.mark.parametrize(
    ("sheet", "left"),
    [
        ("p{--a:1;--b:2}q{--a:3}p{--a:4}", "p{--b:2}q{--a:3}p{--a:4}"),
        ("p{--a:1}@media print{p{--a:5}}", "p{--a:1}@media print{p{--a:5}}"),
        ("p{--a:1!important}p{--a:2}", "p{--a:1!important}p{--a:2}"),
        ("p{color:red;top:0}p{color:var(--x)}", "p{top:0}p{color:var(--x)}"),
        ("p{margin:1em}p{margin:1px 2em}", "p{margin:1px 2em}"),
        ("p{margin-top:1em}p{margin:0}", "p{margin-top:1em}p{margin:0}"),
        ("p,q{color:red}p{color:blue}", "p,q{color:red}p{color:blue}"),
        ("p{height:100vh}p{height:100dvh}", "p{height:100vh}p{height:100dvh}"),
        ("p{color:red}p{color:light-dark(red,blue)}", "p{color:red}p{color:light-dark(red,blue)}"),
        ("p{color:red;&:hover{top:0}}p{color:blue}", "p{color:red;&:hover{top:0}}p{color:blue}"),
    ],
)
def test_what_is_set_again_is_set_once(sheet: str, left: str) -> None:
    assert write_rules(without_repeated(rules(sheet))).replace("\n", "") == left


def test_a_semicolon_in_a_value_ends_no_declaration() -> None:
    block = "a:url(data:x;y);b:';';c:d"
    assert [one.text for one in declarations(block)] == ["a:url(data:x;y)", "b:';'", "c:d"]


@pytest.mark.parametrize(
    ("sheet", "small"),
    [
        ("a  >  b , c { color : red ; }", "a>b,c{color:red}"),
        (
            "a b:hover c{margin: 0.5rem  -0.25em 10.05px}",
            "a b:hover c{margin:.5rem -.25em 10.05px}",
        ),
        ("a{width: 33.3333333333%}", "a{width:33.3333333333%}"),
        ("a{color: rgb(0 0 0 / 3%)!important}", "a{color:rgb(0 0 0 / 3%)!important}"),
        ("a{width:calc(1px + 2px)}", "a{width:calc(1px + 2px)}"),
        ("a{content: '0.5  ,  x'}", "a{content:'0.5  ,  x'}"),
        ("a{b:c}a{d:e}", "a{b:c;d:e}"),
        ("@media print{a{b:c}}@media print{d{e:f}}", "@media print{a{b:c}d{e:f}}"),
        ("a{--x: ;b:c}", "a{--x: ;b:c}"),
        ("li + li{b:c}", "li + li{b:c}"),
        ("a{b: c; & d , e { f: g }}", "a{b: c;& d,e{f: g}}"),
        ("[a='x  >  y']{b:c}", "[a='x  >  y']{b:c}"),
    ],
)
def test_a_sheet_in_few_bytes_says_the_same(sheet: str, small: str) -> None:
    assert minified(rules(sheet)) == small


def test_own_properties_get_short_names() -> None:
    css = ".b--c{--long:1;--other:2}a{x:var(--long);y:var( --long,--other)}@property --other{}"
    assert with_short_names(css, Words()) == (
        ".b--c{--a:1;--b:2}a{x:var(--a);y:var( --a,--b)}@property --b{}"
    )
    assert "--long:1" in with_short_names(css, words_of("style.getPropertyValue('--long')"))
    kept_one = with_short_names("a{--a:1;--bcd:2;z:var(--bcd)}", words_of("'--a'"))
    assert kept_one == "a{--a:1;--b:2;z:var(--b)}", "a name that is taken is given to no other"
    styled = r".vsc-style\:--field-indent\:7em{--field-indent:7em!important}"
    assert with_short_names(styled, Words()).startswith(r".vsc-style\:--field-indent\:7em{--a:7em")


def test_a_page_keeps_the_lines_that_count() -> None:
    page = "<p>a\n\n   b</p>\n<pre>a\n\n  b</pre>\n  <script>a\n  b</script>\n<p>\n c"
    assert without_indents(page) == (
        "<p>a\nb</p>\n<pre>a\n\n  b</pre>\n<script>a\n  b</script>\n<p>\nc"
    )
    assert without_indents("a\u00a0\n b") == "a\u00a0\nb", "a space that does not break is text"
