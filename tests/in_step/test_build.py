"""Pages written by hand in several languages: what one gains, loses or changes is reported at the others."""

import re
from pathlib import Path

import pytest

from ext.in_step import pairs_of, sections_now
from ext.in_step.blocks import sections_of
from ext.in_step.record import Declared, PageSection, write
from tests.in_step.conftest import InStepSite
from tests.languages.conftest import Output, Site

NL = """\
---
lang-ref: visit
---

# Bezoek

Welkom in het museum.

## Uren

- Maandag: 9 tot 17 uur
- Dinsdag: 9 tot 17 uur

Gesloten in **augustus**.

(prijs)=
## Toegang

| wie | prijs |
|---|---|
| groot | 8 |
| klein | 4 |

### Groepen

Zie [de site](https://example.org/groep).

![De hal](hal.svg)
"""
EN = """\
---
lang-ref: visit
---

# Visit

Welcome to the museum.

## Opening hours

Monday and Tuesday from 9 to 5.

(prijs)=
## Admission

Adults 8, children 4.

### Groups

See [the site](https://example.org/group).
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>'


def prepared(site: Site, **files: str) -> Site:
    site.write(
        {
            "nl/index.md": "# Thuis\n\n```{toctree}\nvisit\n```\n",
            "nl/visit.md": NL,
            "en/visit.md": EN,
            "nl/hal.svg": SVG,
            **files,
        }
    )
    return site


def say(site: Site, output: Output) -> None:
    """Say that all pages are in step."""
    pairs = pairs_of(output.app)
    now = sections_now(output.app, pairs)
    declared: Declared = {
        pair: {name: {section.key: section.parts for section in now[name]} for name in pair}
        for pair in pairs
    }
    site.write({"locales/in-step.txt": write(declared)})


def in_step(output: Output) -> list[str]:
    return [line for line in output.warnings.splitlines() if "[translation.in-step]" in line]


def told(site: Site, name: str, old: str, new: str) -> list[str]:
    """Return what an incremental build says of a change, after a fresh one has said the same."""
    path = site.folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    site.write({name: text.replace(old, new)})
    said = in_step(site.build())
    assert said == in_step(site.fresh())
    site.write({name: text})
    assert in_step(site.build()) == []
    return said


@pytest.fixture
def declared(site: Site) -> Site:
    """Return a site whose pair was said to be in step."""
    say(site, prepared(site).build())
    assert in_step(site.build()) == []
    return site


def test_a_pair_without_a_record_is_reported_once(site: Site) -> None:
    output = prepared(site).build()
    assert in_step(output) == [
        "en/visit.md:1: WARNING: This page and nl/visit.md are both written by hand, and have not "
        "been declared in step. Compare them, then run: make in-step PAGE=en/visit "
        "[translation.in-step]"
    ]
    assert output.app._warncount == 0  # type: ignore[attr-defined]


def test_a_page_with_a_catalog_is_no_pair(site: Site) -> None:
    prepared(site)
    site.remove("en/visit.md")
    site.write({"locales/en/LC_MESSAGES/visit.po": {"Bezoek": "Visit"}})
    output = site.build()
    assert in_step(output) == []
    assert pairs_of(output.app) == []


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ("Welkom in", "Welkom terug in", "en/visit.md:5", "This page may be behind nl/visit.md: "
         "the page above its first section: changed 1 part"),
        ("# Bezoek", "# Kom langs", "en/visit.md:5", "its heading changed"),
        ("Gesloten in **augustus**.\n", "", "en/visit.md:9", "“Uren” (line 9): lost 1 part"),
        ("**augustus**", "**juli**", "en/visit.md:9", "“Uren” (line 9): changed 1 part"),
        ("**augustus**", "augustus", "en/visit.md:9", "“Uren” (line 9): changed 1 part"),
        ("- Dinsdag", "- Woensdag: dicht\n- Dinsdag", "en/visit.md:9", "gained 1 part"),
        ("| klein | 4 |", "| klein | 5 |", "en/visit.md:14", "“Toegang” (line 17): changed 1 part"),
        ("| klein | 4 |\n", "", "en/visit.md:14", "“Toegang” (line 17): lost 1 part"),
        ("org/groep", "org/groepen", "en/visit.md:18", "“Groepen” (line 24): changed 1 part"),
        ("### Groepen", "### Met een groep", "en/visit.md:18", "its heading changed"),
        ("### Groepen", "### Scholen\n\nBel ons.\n\n### Groepen", "en/visit.md:14",
         "section “Scholen” (line 24): new"),
        ("## Uren", "## Uren\n\n### Kassa\n\nTot 16 uur.\n", "en/visit.md:9", "“Kassa” (line 11): new"),
    ],
)  # fmt: skip
def test_a_change_is_reported_at_the_other_page(
    declared: Site, old: str, new: str, place: str, said: str
) -> None:
    found = told(declared, "nl/visit.md", old, new)
    assert found, "nobody was told"
    assert any(line.startswith(f"{place}: WARNING: ") and said in line for line in found), found
    assert all("make in-step PAGE=en/visit [" in line for line in found)


def test_a_change_of_the_other_page_is_reported_too(declared: Site) -> None:
    (said,) = told(declared, "en/visit.md", "Monday and Tuesday", "Monday")
    assert said.startswith("nl/visit.md:9: WARNING: This section “Uren” may be behind en/visit.md")
    assert "section “Opening hours” (line 9): changed 1 part" in said


def test_where_both_have_changed_each_is_reported(declared: Site) -> None:
    text = (declared.folder / "en/visit.md").read_text(encoding="utf-8")
    declared.write({"en/visit.md": text.replace("Welcome to", "Welcome back to")})
    declared.write({"nl/visit.md": NL.replace("Welkom in", "Welkom terug in")})
    said = in_step(declared.build())
    assert [line.partition(":")[0] for line in said] == ["nl/visit.md", "en/visit.md"]
    say(declared, declared.build())
    assert in_step(declared.build()) == []


def test_what_no_reader_sees_is_no_change(declared: Site) -> None:
    """Here with what names a section; `test_blocks.py` has all the rest."""
    assert told(declared, "nl/visit.md", "(prijs)=\n", "(toegangsprijs)=\n") == []
    assert told(declared, "nl/visit.md", "(prijs)=\n", "") == []
    assert told(declared, "nl/visit.md", "## Uren", "(de-uren)=\nUren\n----") == []
    assert told(declared, "nl/visit.md", "---\n\n# B", "permalink: /nl/bezoek\n---\n\n# B") == []


def test_a_lost_section_is_reported(declared: Site) -> None:
    start = NL.index("### Groepen")
    (said,) = told(declared, "nl/visit.md", NL[start:], "")
    assert said.startswith("en/visit.md:18: WARNING: This section “Groups” may be behind")
    assert "the section '(prijs)/groepen' is gone" in said


def test_a_hand_written_version_that_comes_later_makes_a_pair(site: Site) -> None:
    prepared(site)
    site.remove("en/visit.md")
    site.build()
    site.write({"en/visit.md": EN})
    assert len(in_step(site.build())) == 1
    say(site, site.build())
    (said,) = told(site, "nl/visit.md", "Welkom in", "Welkom terug in")
    assert "changed 1 part" in said


def test_of_three_pages_each_reports_the_others(site: Site) -> None:
    three = {"site_languages": ["nl", "en", "fr"]}
    prepared(site)
    site.write({"fr/visit.md": EN.replace("Welcome", "Bienvenue")})
    assert len(in_step(site.build(**three))) == 3
    say(site, site.build(**three))
    assert in_step(site.build(**three)) == []
    site.write({"nl/visit.md": NL.replace("Welkom in", "Welkom terug in")})
    said = in_step(site.build(**three))
    assert [line.partition(":")[0] for line in said] == ["en/visit.md", "fr/visit.md"]


@pytest.mark.parametrize("parallel", [1, 2])
def test_two_processes_know_the_same(site: Site, parallel: int) -> None:
    for number in range(8):
        for code in ("nl", "en"):
            site.write(
                {f"{code}/p{number}.md": f"---\norphan: true\n---\n# P {number}\n\n{code}\n"}
            )
    say(site, prepared(site).build())
    site.write({"nl/p3.md": "---\norphan: true\n---\n# P 3\n\nanders\n"})
    said = in_step(site.build(parallel=parallel))
    assert len(said) == 1
    assert said[0].startswith("en/p3.md:4: WARNING: ")


def test_a_broken_file_is_reported_and_kept(declared: Site) -> None:
    path = declared.folder / "locales/in-step.txt"
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    broken = "\n".join([*lines[:5], "<<<<<<< HEAD", *lines[5:]])
    declared.write({"locales/in-step.txt": broken})
    output = declared.build()
    (said,) = in_step(output)
    assert said.startswith("locales/in-step.txt:6: WARNING: Git could not merge these lines.")
    assert path.read_text(encoding="utf-8") == broken
    assert output.app._warncount == 0  # type: ignore[attr-defined]


def test_the_file_has_no_path_and_no_date(declared: Site) -> None:
    text = (declared.folder / "locales/in-step.txt").read_text(encoding="utf-8")
    assert str(declared.folder) not in text
    assert not re.search(r"\b20\d\d-", text)
    keys = re.findall(r"^(\S+#\S*) =", text, re.MULTILINE)
    assert keys == [
        "en/visit#",
        "en/visit#opening-hours",
        "en/visit#(prijs)",
        "en/visit#(prijs)/groups",
        "nl/visit#",
        "nl/visit#uren",
        "nl/visit#(prijs)",
        "nl/visit#(prijs)/groepen",
    ]


def test_hashes_are_the_same_in_another_folder_and_for_another_builder(
    declared: Site, tmp_path: Path
) -> None:
    text = (declared.folder / "locales/in-step.txt").read_bytes()
    other = prepared(InStepSite(tmp_path / "elsewhere" / "deep"))
    other.write({"locales/in-step.txt": text})
    for builder in ("dummy", "gettext", "html"):
        assert in_step(other.build(builder, out=builder)) == []


def test_every_construct_says_the_same_twice(site: Site, tmp_path: Path) -> None:
    """Nothing of a page is random, or depends on the rest of the site."""
    rich = """\
# Alles

```{math}
:label: formule
a + b
```

$$c^2$$

```{literalinclude} code.py
```

```{figure} hal.svg
Bijschrift
```

Term
: Uitleg[^1]

[^1]: Een noot.

:::{note}
Let op [een *link*](visit.md#uren) en {doc}`visit`.
:::

```{toctree}
:glob:
*
```

```{code-block} python
:caption: Code
print(1)
```

1. een
2. twee
   - diep

{eval-rst}`x`

```{eval-rst}
.. _plek:

Deel
----

Een `link <https://example.org>`_ en |s|.

.. |s| replace:: tekst
```
"""
    files = {
        "nl/rich.md": rich,
        "en/rich.md": rich,
        "nl/code.py": "x = 1\n",
        "en/code.py": "x = 1\n",
    }
    prepared(site).write({**files, "en/hal.svg": SVG})
    app = site.build().app
    first = sections_now(app, pairs_of(app))
    other = prepared(InStepSite(tmp_path / "other"))
    other.write(
        {**files, "en/hal.svg": SVG, "nl/aaa.md": "# A\n\n$$x$$ (y)\n", "en/fff.md": "# F\n"}
    )
    app = other.build().app
    second = sections_now(app, pairs_of(app))
    for name in ("nl/rich", "en/rich", "nl/visit", "en/visit"):
        assert [(s.key, s.parts) for s in first[name]] == [(s.key, s.parts) for s in second[name]]
    assert len(first["nl/rich"][0].parts) > 12


def test_a_record_that_leads_out_of_the_site_is_not_read(declared: Site) -> None:
    path = declared.folder / "locales/in-step.txt"
    outside = declared.folder.parent / "outside.txt"
    path.rename(outside)
    path.symlink_to(outside)
    output = declared.build()
    assert "locales/in-step.txt:1: WARNING: This file is not read: it is outside" in output.warnings
    assert in_step(output) == []


def test_pages_in_restructuredtext_are_not_compared(site: Site) -> None:
    prepared(site)
    site.remove("en/visit.md")
    site.write({"en/visit.rst": "Visit\n=====\n\nWelcome.\n"})
    output = site.build()
    assert in_step(output) == []
    assert pairs_of(output.app) == []


def test_a_description_is_followed_too(declared: Site) -> None:
    (said,) = told(declared, "nl/visit.md", "lang-ref: visit", "lang-ref: visit\ndescription: Kom")
    assert "the page above its first section: gained 1 part" in said


def test_only_pages_of_the_record_are_read_for_this_and_none_by_sphinx(
    declared: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def note(text: str, config: object) -> list[PageSection]:
        read.append(text)
        return sections_of(text, config)  # type: ignore[arg-type]

    monkeypatch.setattr("ext.in_step.sections_of", note)
    output = declared.build()
    assert sorted(read) == sorted([NL, EN])
    assert "0 added, 0 changed, 0 removed" in output.status
    declared.remove("locales/in-step.txt")
    read.clear()
    assert len(in_step(declared.build())) == 1
    assert read == []


def test_a_page_that_cannot_be_read_is_left_out(
    declared: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(text: str, config: object) -> list[PageSection]:
        raise RecursionError

    monkeypatch.setattr("ext.in_step.sections_of", refuse)
    assert in_step(declared.build()) == []
