"""What is pasted or typed wrong is named at its line; what is correct raises nothing; time is linear."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from ext.reporting import Problem
from ext.source_check.check import Names, check
from ext.source_check.kinds import KINDS
from tests.limit import ends, hostile

from .correct import pages
from .faults import FAULTS, page_of

ROOT = Path(__file__).parents[2]


def named(text: str, names: Names) -> list[tuple[int, str]]:
    """Line and kind of each finding."""
    return [(found.line, found.kind.problem.partition(".")[2]) for found in check(text, names)]


@pytest.mark.parametrize(("text", "line", "kind"), FAULTS, ids=lambda value: str(value)[:40])
def test_a_fault_is_named_once_at_its_line(names: Names, text: str, line: int, kind: str) -> None:
    assert named(page_of(text), names) == [(line, kind)]


def test_there_are_faults_of_every_kind(names: Names) -> None:
    found = {finding.kind for text, *_ in FAULTS for finding in check(page_of(text), names)}
    assert [kind.looks_like for kind in KINDS if kind not in found] == []


def test_a_message_names_what_was_found_and_the_other_line(names: Names) -> None:
    text = "# Titel\n\n::::{grid} 1\n:::{grid-item-card} Kaart\nTekst.\n```\n::::\n"
    (finding,) = check(text, names)
    assert finding.message == (
        "The block that begins with ':::{grid-item-card} Kaart' is not closed: line 6 has different characters."
    )


def test_two_faults_of_a_page_are_both_named(names: Names) -> None:
    assert named("# Titel\n\n##Kop\n\nTekst **vet.\n", names) == [(3, "heading"), (5, "emphasis")]


def test_lines_that_end_as_on_windows(names: Names) -> None:
    text = "---\ntoc: true\n---\n\n# Titel\n\n```{note}\nTekst.\n```\n\n##Kop\n"
    assert named(text.replace("\n", "\r\n"), names) == [(11, "heading")]


@pytest.mark.parametrize("mark", ["", "> ", "- ", "\t"])
def test_a_page_that_breaks_off_anywhere_is_read(names: Names, mark: str) -> None:
    for text, *_ in FAULTS:
        for end in range(1, len(text), 3):
            page = mark + text[:end].replace("\n", f"\n{mark}")
            lines = page.count("\n") + 1
            assert all(1 <= finding.line <= lines for finding in check(page, names)), page


def test_a_comment_in_a_quote_may_end_the_page(names: Names) -> None:
    assert check("# Titel\n\n> % een opmerking\n>", names) == []


# -- Correct pages ------------------------------------------------------------


def site_pages() -> Iterator[str]:
    """The pages of the site, the documentation, and what it shows; `upstream.md` shows faults."""
    for folder in (".", "nl", "en", "docs"):
        for path in sorted((ROOT / folder).glob("*.md")):
            text = path.read_text(encoding="utf-8")
            yield text
            for token in MarkdownIt().parse(text) if path.name != "upstream.md" else ():
                if token.type == "fence" and token.info in {"", "md", "markdown"}:
                    whole = token.content.startswith(("# ", "---"))
                    yield token.content if whole else f"# Titel\n\n{token.content}"


def test_correct_pages_raise_nothing(names: Names) -> None:
    correct = [*pages(), *site_pages()]
    assert len(correct) >= 300
    found = [(text, named(text, names)) for text in correct]
    assert [(text, faults) for text, faults in found if faults] == []


# -- The list -----------------------------------------------------------------


def test_every_problem_of_a_source_has_a_kind() -> None:
    assert {kind.problem for kind in KINDS} == {p for p in Problem if p.startswith("source.")}
    assert len({kind.looks_like for kind in KINDS}) == len(KINDS)


def code(quoted: re.Match[str]) -> str:
    """What stands between quotation marks, as code."""
    marks = "`" * (max(map(len, re.findall("`+", quoted[1])), default=0) + 1)
    blank = " " if "`" in quoted[1] else ""
    return f"{marks}{blank}{quoted[1]}{blank}{marks}"


def table() -> str:
    """The table of docs/editing.md."""
    rows = ["| on the page | kind | what to do |", "|---|---|---|"]
    for problem in dict.fromkeys(kind.problem for kind in KINDS):
        examples = "<br>".join(kind.looks_like for kind in KINDS if kind.problem == problem)
        cells = (examples, f"`{problem}`", re.sub("'([^']+)'", code, problem.advice))
        rows.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join(rows)


def test_the_guide_shows_the_list() -> None:
    assert table() in (ROOT / "docs" / "editing.md").read_text(encoding="utf-8")


# -- Time ---------------------------------------------------------------------

LINES = [
    *(
        ":::\n",
        ":::{note}\n",
        "```\n",
        "```{note}\n",
        "• a\n",
        "1.a\n",
        ".. a\n",
        "+---\n",
        "a\n===\n",
    ),
    *(
        "a\n---\n",
        "~~~\n",
        "a::\n\n    b\n",
        "% a\n",
        "(a)=\n",
        "<!--\n",
        "<div>\n",
        "**a**\n",
        "- [ ] a\n",
    ),
    *(
        "a | b\n",
        "|---|\n",
        "| a | b |\n",
        "{.a}\n",
        "[^a]: b\n",
        "[a]: b\n",
        "key: a\n",
        ":key: a\n",
    ),
    *("#\xa0\n", "\xa0", "\t", "a\t", "\u200b:", "- \t", ":\xa0"),
]


@pytest.mark.parametrize("before", ["", "# Titel\n\n", "```{hero} a\n", "---\n"])
@pytest.mark.parametrize(
    "atom", ["\t", "\xa0", "x ", ":a ", "```\n", ":::{note}\n", "• a\n", "| a ", "[a][", "key: a\n"]
)
def test_a_page_is_read_in_linear_time(names: Names, before: str, atom: str) -> None:
    assert ends(lambda: check(before + hostile(atom), names))
