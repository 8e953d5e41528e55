"""Records that were made of Sphinx's tree, before pages were read by their text, stay what they are."""

import re
from pathlib import Path

import pytest

from ext.in_step import pairs_of, sections_now
from ext.in_step.record import PageSection, changes, read, write
from tests.in_step.test_build import NL, in_step, prepared, say
from tests.languages.conftest import Site

#: As version 0 wrote it of `NL` and `EN`.
RECORD = """\
# What pages that were written by hand in several languages said when they were last in step.
# Written by `make in-step PAGE=…`: docs/editing.md says when. Keep it in git.

[en/visit | nl/visit]
en/visit# = aec15f89 983df710
en/visit#opening-hours = 4cc94672 de2a20e5
en/visit#(prijs) = d11ba088 dc9e0c05
en/visit#(prijs)/groups = 81aaf01a 5ec9f289
nl/visit# = d6f57ffc cf00df0c
nl/visit#uren = d7039fdd 01c5e6a9 0158a6ff 43d75411
nl/visit#(prijs) = 52ea6a28 4bc45832 98360e74 2f48e428
nl/visit#(prijs)/groepen = 1d3193e8 1358164c a35e3e7b
"""


def build(site: Site, text: str) -> list[str]:
    return in_step(prepared(site, **{"nl/visit.md": text, "locales/in-step.txt": RECORD}).build())


def test_it_is_read_and_written_as_it_was() -> None:
    assert write(read(RECORD.encode())) == RECORD


@pytest.mark.parametrize(
    "text", [NL, NL.replace("Welkom in", "Welkom terug in"), NL.replace("# Bezoek", "# Kom langs")]
)
def test_nothing_is_reported_of_parts(site: Site, text: str) -> None:
    assert build(site, text) == []


def test_a_new_section_is_reported(site: Site) -> None:
    (said,) = build(site, NL.replace("### Groepen", "### Scholen\n\nBel ons.\n\n### Groepen"))
    assert said.startswith(
        "en/visit.md:14: WARNING: This section “Admission” may be behind nl/visit.md"
    )
    assert "section “Scholen” (line 24): new" in said


def test_a_lost_section_is_reported(site: Site) -> None:
    (said,) = build(site, NL[: NL.index("### Groepen")])
    assert said.startswith(
        "en/visit.md:18: WARNING: This section “Groups” may be behind nl/visit.md"
    )
    assert "the section '(prijs)/groepen' is gone" in said


def test_the_build_says_that_less_is_compared(site: Site) -> None:
    prepared(site, **{"locales/in-step.txt": RECORD})
    assert "only new and lost sections of en/visit and nl/visit are reported" in site.build().status


def test_a_renewed_record_is_compared_whole(site: Site) -> None:
    output = prepared(site, **{"locales/in-step.txt": RECORD}).build()
    say(site, output)
    text = Path(site.folder, "locales/in-step.txt").read_text(encoding="utf-8")
    assert not re.search(r"[ =][0-9a-f]{8}\b", text)
    site.write({"nl/visit.md": NL.replace("Welkom in", "Welkom terug in")})
    (said,) = in_step(site.build())
    assert "changed 1 part" in said


def page(*keys: str, inserts: bool = False) -> list[PageSection]:
    return [PageSection(key, key, 1, ["t00000000"], inserts and not key) for key in keys]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (["", "id1", "b"], page("", "中文", "b", "c")),  # Numbered by docutils.
        (["", "a", "a/id2"], page("", "a")),
        (["", "included", "b"], page("", "b", inserts=True)),
        (["", "a", "b"], page("", "z", "b")),  # Perhaps a key that is made in another way.
    ],
)
def test_keys_that_may_have_been_made_otherwise_are_not_compared(
    before: list[str], now: list[PageSection]
) -> None:
    assert changes({key: ["0123abcd", "0123abcd"] for key in before}, now) == []


def test_a_page_that_includes_another_file_is_as_it_was(site: Site) -> None:
    record = RECORD.replace(
        "nl/visit#(prijs) =", "nl/visit#included = 0123abcd\nnl/visit#(prijs) ="
    )
    text = NL.replace("(prijs)=", "```{include} part.txt\n```\n\n(prijs)=")
    prepared(site, **{"nl/visit.md": text, "locales/in-step.txt": record})
    site.write({"nl/part.txt": "## Included\n"})
    output = site.build()
    assert in_step(output) == []
    (first, *_) = [
        one for one in sections_now(output.app, pairs_of(output.app))["nl/visit"] if one.inserts
    ]
    assert first.key == "uren"
