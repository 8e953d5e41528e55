"""What is read of a page's text: its sections with their keys, and what makes a difference to a hash."""

import os
import random
from contextlib import suppress

import pytest
from myst_parser.config.main import MdParserConfig

from ext.in_step.blocks import sections_of
from ext.in_step.record import PageSection

SEED = int(os.environ.get("SEED", "1"))
CONFIG = MdParserConfig(
    enable_extensions={
        "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "linkify", "smartquotes",
    }
)  # fmt: skip


def sections(text: str) -> list[PageSection]:
    return sections_of(text, CONFIG)


def parts(text: str) -> list[str]:
    (section,) = sections(text)
    return section.parts[1:]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("", [""]),
        ("Words.\n", [""]),
        ("# Page\n\n## Opening hours\n\n### Desk\n\n## Tickets\n",
         ["", "opening-hours", "opening-hours/desk", "tickets"]),
        ("## One\n\n# Two\n\n### Three\n", ["", "one", "two", "two/three"]),
        ("Words.\n\n## Page\n\n#### Deep\n\n### Less\n", ["", "deep", "less"]),
        ("# Page\n\n(A  b)=\n% comment\n+++\n## One\n", ["", "(a%20b)"]),
        ("# Page\n\n(a)=\n\nWords.\n\n## One\n", ["", "one"]),
        ("# Page\n\n{#a .c}\n## One\n", ["", "(a)"]),
        ("# Page\n\n## A **b** `c` {lang}`herbier <fr>` &amp; é\n", ["", "a-b-c-herbier-e"]),
        ("# Page\n\n## Two\nlines\n---\n", ["", "two", "lines"]),
        ("# Page\n\nTwo\nlines\n---\n", ["", "two-lines"]),
        ("# Page\n\n## Same\n\n### Same\n\n## Same\n", ["", "same", "same/same", "same+2"]),
        ("# Page\n\n## 中文\n\n## !\n\n##\n", ["", "中文", "!", "section"]),
        ("# Page\n\n> ## Quoted\n\n- ## Listed\n\n:::{note}\n## Noted\n:::\n", [""]),
    ],
)  # fmt: skip
def test_sections_have_keys(text: str, keys: list[str]) -> None:
    assert [section.key for section in sections(text)] == keys


def test_a_section_has_its_heading_and_line() -> None:
    found = sections("---\na: b\n---\n\n# The *page*\n\n## `Code` {doc}`over <x>` ![A](a.svg)\n")
    assert [(one.title, one.line) for one in found] == [("The page", 5), ("Code over", 7)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One.\n\nTwo\nlines.\n", 2),
        ("- one\n- two\n\n  - deep\n  - deep\n- three\n", 3),
        ("1. one\n2. two\n", 2),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n", 3),
        ("Term\n: What it means\n: And more\n\nOther\n: Thing\n", 3),
        ("> One.\n>\n> Two.\n", 1),
        (":::{note}\nOne.\n\nTwo.\n:::\n", 1),
        ("Note.[^1]\n\n[^1]: The note.\n", 2),
        ("% comment\n\n+++\n\n(a)=\n\n<!-- comment -->\n\n[b]: https://example.org\n", 0),
        ("---\ndescription: Words\nlang-ref: a\n---\n", 1),
    ],
)
def test_a_page_has_parts(text: str, count: int) -> None:
    assert len(parts(text)) == count


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A line\nand another.", "A  line and\nanother."),
        ("A\\\nb", "A  \nb"),
        ("*a* **b**", "_a_ __b__"),
        ("- a\n- b", "+ a\n\n+ b"),
        ("1. a\n1. b", "1. a\n2. b"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "|a|  b|\n|:--|--:|\n|1|2|"),
        ("```{note}\nA\n```", ":::{note}\nA\n:::"),
        ("```{figure} a.svg\nA\n```", "```{figure} a.svg\n:width: 50%\n:name: b\n:class: c\n\nA\n```"),
        ("```{note}\nA\n```", "```{note}\n% translators: b\n(label)=\n\nA\n```"),
        ("![a](b.svg)", "![a](b.svg){width=50 .c #d name=e}"),
        ("[a](https://example.org)", "[a][b]\n\n[b]: https://example.org"),
        ("$$a$$", "$$a$$ (label)"),
        ("https://example.org", "https\\://example.org"),
        ('"a"', "&quot;a&quot;"),
        ("a<!-- b -->", "a"),
    ],
)  # fmt: skip
def test_what_no_reader_sees_makes_no_difference(one: str, other: str) -> None:
    assert parts(one) == parts(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a 1", "a 2"),
        ("**a**", "*a*"),
        ("`a`", "a"),
        ("[a](https://example.org/1)", "[a](https://example.org/2)"),
        ('[a](b.md "c")', '[a](b.md "d")'),
        ("![a](b.svg)", "![c](b.svg)"),
        ("![a](b.svg)", "![a](c.svg)"),
        ("{doc}`a`", "{ref}`a`"),
        ("{doc}`a <b>`", "{doc}`a <c>`"),
        ("$a$", "$b$"),
        ("```{note} A\nB\n```", "```{note} C\nB\n```"),
        ("```{note}\nB\n```", "```{warning}\nB\n```"),
        ("```{figure} a.svg\n:alt: b\n```", "```{figure} a.svg\n:alt: c\n```"),
        ("```{code-block} matlab\n% a\n```", "```{code-block} matlab\n% b\n```"),
        ("```python\na\n```", "```python\nb\n```"),
        ("```{include} a.md\n```", "```{include} b.md\n```"),
        ("a <b>c</b>", "a <i>c</i>"),
        ("<!-- a --> <p>b</p>", "<!-- a --> <p>c</p>"),
        ("a[^1]\n\n[^1]: b", "a[^1]\n\n[^1]: c"),
        ("- a\n  - b", "- a\n  - c"),
        ("---\ndescription: a\n---", "---\ndescription: b\n---"),
    ],
)
def test_what_a_reader_sees_makes_a_difference(one: str, other: str) -> None:
    assert parts(one) != parts(other)


def test_a_block_deep_in_others_makes_a_difference() -> None:
    def deep(words: str) -> str:
        return "".join(f"{'  ' * number}- a\n" for number in range(30)) + f"{'  ' * 30}- {words}\n"

    assert parts(deep("one")) != parts(deep("two"))


@pytest.mark.parametrize("text", ["*a **b " * 5000, "![" * 5000, "> " * 9000 + "a", "- " * 9000])
def test_what_is_nested_too_deeply_is_cut_or_refused(text: str) -> None:
    with suppress(RecursionError):  # `sections_now` leaves such a page out.
        assert sections(text)


def test_any_text_is_read_and_twice_the_same() -> None:
    print("seed", SEED)
    dice = random.Random(SEED)
    marks = ["# ", "## ", "\n", "\n\n", "a", " ", "(b)=\n", "```", "{note}", ":::", "- ", "| a |\n|--|\n",
             "**", "[", "](c)", "[^1]", "<!--", "-->", "---\n", "%", "\0", "\u2028", "é", "{#x}", ": ",
             "{lang}`a <b>`", "$", "`"]  # fmt: skip
    for _ in range(300):
        text = "".join(dice.choices(marks, k=60))
        found = sections(text)
        assert found == sections(text), text
        assert found[0].key == ""
        assert len({section.key for section in found}) == len(found), text
