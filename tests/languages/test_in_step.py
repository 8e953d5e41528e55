"""Pages written by hand in several languages: what one gains, loses or changes, the others are told."""

import random
import re
from pathlib import Path

import pytest

from ext.languages.in_step import (
    BrokenFileError,
    PageSection,
    changes,
    declare,
    difference,
    key_of,
    match,
    pair_of,
    read,
    to_follow,
    write,
)
from ext.languages.upkeep import hand_written_pairs, sections_now

from .conftest import Output, Site

SEED = random.SystemRandom().randrange(10**6)
SPOKEN = {"suppress_warnings": []}
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


def page(*keys: str, **parts: str) -> list[PageSection]:
    """Return the sections of a page: its keys, and letters that stand for hashes."""
    return [
        PageSection(
            key, key or "top", "nl/x.md", 10 * number + 1, tuple(parts.get(f"s{number}", "h"))
        )
        for number, key in enumerate(keys)
    ]


# -- The file ---------------------------------------------------------------


def test_what_is_written_is_read_again() -> None:
    print("seed", SEED)
    dice = random.Random(SEED)

    def sections() -> dict[str, tuple[str, ...]]:
        names = ["", "a", "a/b-c", "(label)/x+2", "é", "中文/(%23)"]
        return {
            key: tuple(f"{dice.randrange(16**8):08x}" for _ in range(dice.randrange(1, 5)))
            for key in dice.sample(names, dice.randrange(1, 6))
        }

    for _ in range(100):
        declared = {
            pair_of(*pages): {name: sections() for name in pages}
            for pages in [("nl/x", "en/x"), ("nl/een map/y", "en/y.z"), ("fr/é", "nl/é")]
        }
        text = write(declared)
        assert read(text.encode()) == declared
        assert write(read(text.encode())) == text
        assert read(text.replace("\n", "\r\n").encode("utf-8-sig")) == declared


def test_a_section_is_a_line_and_a_change_touches_its_line_alone() -> None:
    now = {"nl/x": page("", "a", "b"), "en/x": page("", "c", "d")}
    hashed = {
        name: [
            PageSection(s.key, s.title, s.path, s.line, (f"{number:08x}",) * 2)
            for number, s in enumerate(found)
        ]
        for name, found in now.items()
    }
    before = write(declare({}, ("en/x", "nl/x"), hashed)).splitlines()
    changed = PageSection("a", "a", "nl/x.md", 1, ("00000001", "ffffffff"))
    hashed["nl/x"][1] = changed
    after = write(declare({}, ("en/x", "nl/x"), hashed)).splitlines()
    assert len(before) == len(after)
    assert [new for old, new in zip(before, after, strict=True) if old != new] == [
        "nl/x#a = 00000001 ffffffff"
    ]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[en/x | nl/x]\nen/x# = 0123abcd\n<<<<<<< HEAD\n", 3, "Git could not merge"),
        ("[en/x | nl/x]\n=======\n", 2, "Git could not merge"),
        ("# said\n\nen/x# = 0123abcd\n", 3, "no pair and no section"),
        ("[en/x | nl/x]\nen/y# = 0123abcd\n", 2, "no pair and no section"),
        ("[en/x | nl/x]\nen/x# = 0123abc\n", 2, "no pair and no section"),
        ("[en/x | nl/x]\nen/x# = 0123abcd\nen/x# = 0123abcd\n", 3, "for the second time"),
        ("[en/x | nl/x]\n\n[nl/x | en/x]\n", 3, "for the second time"),
        ("{}\n", 1, "no pair and no section"),
    ],
)
def test_a_broken_file_says_where(text: str, line: int, said: str) -> None:
    with pytest.raises(BrokenFileError) as error:
        read(text.encode())
    assert error.value.line == line
    assert said in error.value.message


def test_a_file_that_is_not_utf_8_says_where() -> None:
    with pytest.raises(BrokenFileError) as error:
        read(b"# a\n\xff\n")
    assert error.value.line == 2


# -- What has changed -------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ("habc", "habc", ""),
        ("habc", "habxc", "gained 1 part"),
        ("habc", "hxyabc", "gained 2 parts"),
        ("habc", "hac", "lost 1 part"),
        ("habc", "haxc", "changed 1 part"),
        ("habc", "haxyc", "gained 1 part, changed 1 part"),
        ("habc", "hbca", "its parts stand in another order"),
        ("habc", "kabc", "its heading changed"),
        ("habc", "kax", "its heading changed, lost 1 part, changed 1 part"),
        ("h", "h", ""),
        ("h", "ha", "gained 1 part"),
    ],
)
def test_what_a_section_gains_loses_and_changes(before: str, now: str, said: str) -> None:
    assert difference(before, now) == said


def test_sections_are_known_by_key_content_and_place() -> None:
    before = {"": "h", "a": "hab", "b": "gcd", "b/c": "ief", "(d)": "jk"}
    same = page(*before)
    assert match(before, same) == {key: key for key in before}
    other_anchor = page("", "a", "new", "new/c", "(d)", s1="hab", s2="gcd", s3="ief", s4="jk")
    assert match(before, other_anchor) == {
        "": "",
        "a": "a",
        "b": "new",
        "b/c": "new/c",
        "(d)": "(d)",
    }
    rewritten = page("", "a", "z", "(d)", s1="hab", s2="xyw", s3="jk")
    assert match({"": "h", "a": "hab", "b": "gcd", "(d)": "jk"}, rewritten) == {
        "": "",
        "a": "a",
        "b": "z",
        "(d)": "(d)",
    }


def test_a_new_and_a_lost_section() -> None:
    before = {"": "h", "a": "hab", "b": "gcd"}
    found = changes(before, page("", "a", "n", "b", s1="hab", s2="xy", s3="gcd"))
    assert [(c.before, c.now and c.now.key, c.what) for c in found] == [(None, "n", "new")]
    found = changes(before, page("", "b", s1="gcd"))
    assert [(c.before, c.now, c.what) for c in found] == [("a", None, "is gone")]


def test_nothing_changes_by_itself() -> None:
    print("seed", SEED)
    dice = random.Random(SEED)
    for _ in range(300):
        keys = ["", *dice.sample(["a", "b", "c", "(d)", "e"], dice.randrange(6))]
        hashes = {f"s{n}": "".join(dice.choices("uvwxyz", k=4)) for n in range(len(keys))}
        now = page(*keys, **hashes)
        before = {section.key: section.parts for section in now}
        assert changes(before, now) == []
        dice.shuffle(now)
        assert changes(before, now) == []


def followed(
    before: dict[str, dict[str, str]], now: dict[str, list[PageSection]], one: str, other: str
) -> list[tuple[str, str]]:
    return [(change.what, place.key) for change, place in to_follow(before, now, one, other)]


def test_a_change_is_told_where_the_other_page_answers() -> None:
    before = {
        "nl": {"": "h", "uren": "ab", "uren/kassa": "cd", "(p)": "ef", "einde": "gh"},
        "en": {"": "h", "hours": "ab", "hours/desk": "cd", "end": "gh", "(p)": "ef"},
    }
    en = page("", "hours", "hours/desk", "end", "(p)", s1="ab", s2="cd", s3="gh", s4="ef")

    def nl(*keys: str, **parts: str) -> list[tuple[str, str]]:
        return followed(before, {"nl": page(*keys, **parts), "en": en}, "nl", "en")

    rest = {"s2": "cd", "s3": "ef", "s4": "gh"}
    keys = ("", "uren", "uren/kassa", "(p)", "einde")
    assert nl(*keys, s1="ab", **rest) == []
    assert nl(*keys, s1="ax", **rest) == [("changed 1 part", "hours")]
    assert nl(*keys, s1="ab", **(rest | {"s2": "c"})) == [("lost 1 part", "hours/desk")]
    assert nl(*keys, s1="ab", **(rest | {"s3": "efx"})) == [("gained 1 part", "(p)")]
    added = nl(
        "",
        "uren",
        "uren/kassa",
        "nieuw",
        "(p)",
        "einde",
        s1="ab",
        s2="cd",
        s3="zz",
        s4="ef",
        s5="gh",
    )
    assert added == [("new", "hours/desk")]
    gone = nl("", "uren", "(p)", "einde", s1="ab", s2="ef", s3="gh")
    assert gone == [("is gone", "hours/desk")]


# -- Pages ------------------------------------------------------------------


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


def say(site: Site, output: Output, **only: bool) -> None:
    """Say that all pages are in step."""
    now, declared = sections_now(output.app), {}
    for pair in sorted(hand_written_pairs(output.app)):
        declared = declare(declared, pair, now)
    site.write({"locales/in-step.txt": write(declared)})


def in_step(output: Output) -> list[str]:
    return [line for line in output.warnings.splitlines() if "[translation.in-step]" in line]


def told(site: Site, name: str, old: str, new: str) -> list[str]:
    """Return what an incremental build says of a change, after a fresh one has said the same."""
    path = site.folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    site.write({name: text.replace(old, new)})
    said = in_step(site.build(**SPOKEN))
    assert said == in_step(site.fresh(**SPOKEN))
    site.write({name: text})
    assert in_step(site.build(**SPOKEN)) == []
    return said


@pytest.fixture
def declared(site: Site) -> Site:
    """Return a site whose pair was said to be in step."""
    say(site, prepared(site).build(**SPOKEN))
    assert in_step(site.build(**SPOKEN)) == []
    return site


def test_a_pair_of_which_nobody_has_said_anything_is_told_once(site: Site) -> None:
    output = prepared(site).build(**SPOKEN)
    assert in_step(output) == [
        "en/visit.md:1: WARNING: This page and nl/visit.md are both written by hand, and nobody has "
        "said that they say the same. Compare them, then: make in-step PAGE=en/visit "
        "[translation.in-step]"
    ]
    assert output.app._warncount == 0  # type: ignore[attr-defined]


def test_a_page_with_a_catalog_is_no_pair(site: Site) -> None:
    prepared(site)
    site.remove("en/visit.md")
    site.write({"locales/en/LC_MESSAGES/visit.po": {"Bezoek": "Visit"}})
    output = site.build(**SPOKEN)
    assert in_step(output) == []
    assert sections_now(output.app) == {}


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
        ("9 tot 17 uur\n- D", "9 tot 16 uur\n- D", "en/visit.md:9", "changed 1 part"),
        ("| klein | 4 |", "| klein | 5 |", "en/visit.md:14", "“Toegang” (line 17): changed 1 part"),
        ("| klein | 4 |\n", "", "en/visit.md:14", "“Toegang” (line 17): lost 1 part"),
        ("org/groep", "org/groepen", "en/visit.md:18", "“Groepen” (line 24): changed 1 part"),
        ("hal.svg", "zaal.svg", "en/visit.md:18", "“Groepen” (line 24): changed 1 part"),
        ("![De hal]", "![De zaal]", "en/visit.md:18", "“Groepen” (line 24): changed 1 part"),
        ("### Groepen", "### Met een groep", "en/visit.md:18", "its heading changed"),
        ("### Groepen", "### Scholen\n\nBel ons.\n\n### Groepen", "en/visit.md:14",
         "section “Scholen” (line 24): new"),
        ("## Uren", "## Uren\n\n### Kassa\n\nTot 16 uur.\n", "en/visit.md:9", "“Kassa” (line 11): new"),
    ],
)  # fmt: skip
def test_a_change_is_told_to_the_other_page(
    declared: Site, old: str, new: str, place: str, said: str
) -> None:
    declared.write({"nl/zaal.svg": SVG})
    found = told(declared, "nl/visit.md", old, new)
    assert found, "nobody was told"
    assert any(line.startswith(f"{place}: WARNING: ") and said in line for line in found), found
    assert all("make in-step PAGE=en/visit [" in line for line in found)


def test_a_change_of_the_other_page_is_told_as_well(declared: Site) -> None:
    (said,) = told(declared, "en/visit.md", "Monday and Tuesday", "Monday")
    assert said.startswith("nl/visit.md:9: WARNING: This section “Uren” may be behind en/visit.md")
    assert "section “Opening hours” (line 9): changed 1 part" in said


def test_where_both_have_changed_each_is_told(declared: Site) -> None:
    text = (declared.folder / "en/visit.md").read_text(encoding="utf-8")
    declared.write({"en/visit.md": text.replace("Welcome to", "Welcome back to")})
    declared.write({"nl/visit.md": NL.replace("Welkom in", "Welkom terug in")})
    said = in_step(declared.build(**SPOKEN))
    assert [line.partition(":")[0] for line in said] == ["nl/visit.md", "en/visit.md"]
    say(declared, declared.build(**SPOKEN))
    assert in_step(declared.build(**SPOKEN)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Welkom in het museum.", "Welkom in\nhet   museum."),
        ("Welkom in het museum.\n", "Welkom in het museum.\n\n\n% een opmerking\n"),
        ("## Uren", "(de-uren)=\n## Uren"),
        ("## Uren", "Uren\n----"),
        ("(prijs)=\n", "(toegangsprijs)=\n"),
        ("(prijs)=\n", ""),
        ("- Maandag: 9 tot 17 uur\n- Dinsdag", "* Maandag: 9 tot 17 uur\n\n* Dinsdag"),
        ("lang-ref: visit", "lang-ref: visit\npermalink: /nl/bezoek"),
        ("| groot | 8 |", "|  groot  |  8  |"),
        ("Gesloten in **augustus**.", "Gesloten  in __augustus__."),
    ],
)
def test_what_no_reader_sees_is_no_change(declared: Site, old: str, new: str) -> None:
    assert told(declared, "nl/visit.md", old, new) == []


def test_a_lost_section_is_told(declared: Site) -> None:
    start = NL.index("### Groepen")
    (said,) = told(declared, "nl/visit.md", NL[start:], "")
    assert said.startswith("en/visit.md:18: WARNING: This section “Groups” may be behind")
    assert "the section '(prijs)/groepen' is gone" in said


def test_pages_are_read_again_when_a_hand_written_version_comes(site: Site) -> None:
    prepared(site)
    site.remove("en/visit.md")
    site.build(**SPOKEN)
    site.write({"en/visit.md": EN})
    assert len(in_step(site.build(**SPOKEN))) == 1
    say(site, site.build(**SPOKEN))
    (said,) = told(site, "nl/visit.md", "Welkom in", "Welkom terug in")
    assert "changed 1 part" in said


def test_three_pages_are_told_each_of_the_others(site: Site) -> None:
    three = {**SPOKEN, "site_languages": ["nl", "en", "fr"]}
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
    say(site, prepared(site).build(**SPOKEN))
    site.write({"nl/p3.md": "---\norphan: true\n---\n# P 3\n\nanders\n"})
    said = in_step(site.build(parallel=parallel, **SPOKEN))
    assert len(said) == 1
    assert said[0].startswith("en/p3.md:4: WARNING: ")


def test_a_broken_file_is_told_and_kept(declared: Site) -> None:
    path = declared.folder / "locales/in-step.txt"
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    broken = "\n".join([*lines[:5], "<<<<<<< HEAD", *lines[5:]])
    declared.write({"locales/in-step.txt": broken})
    output = declared.build(**SPOKEN)
    (said,) = in_step(output)
    assert said.startswith("locales/in-step.txt:6: WARNING: Git could not merge this place.")
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
    other = prepared(Site(tmp_path / "elsewhere" / "deep"))
    other.write({"locales/in-step.txt": text})
    for builder in ("dummy", "gettext", "html"):
        assert in_step(other.build(builder, out=builder, **SPOKEN)) == []


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
    first = sections_now(site.build(**SPOKEN).app)
    other = prepared(Site(tmp_path / "other"))
    other.write(
        {**files, "en/hal.svg": SVG, "nl/aaa.md": "# A\n\n$$x$$ (y)\n", "en/fff.md": "# F\n"}
    )
    second = sections_now(other.build(**SPOKEN).app)
    for name in ("nl/rich", "en/rich", "nl/visit", "en/visit"):
        assert [(s.key, s.parts) for s in first[name]] == [(s.key, s.parts) for s in second[name]]
    assert len(first["nl/rich"][0].parts) > 12


def test_a_key_holds_no_sign_of_the_file() -> None:
    assert key_of("a=b #c/d", "x", is_label=True) == "x/(a%3Db%20%23c%2Fd)"
