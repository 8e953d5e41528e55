"""The record of pages that were in step: how it reads and writes, and what has changed since."""

import os
import random

import pytest

from ext.in_step.record import (
    BrokenFileError,
    Declared,
    PageSection,
    changes,
    difference,
    key_of,
    match,
    read,
    to_follow,
    write,
)

SEED = int(os.environ.get("SEED", "1"))


def page(*keys: str, **parts: str) -> list[PageSection]:
    """Return the sections of a page: its keys, and letters that stand for hashes."""
    return [
        PageSection(key, key or "top", 10 * number + 1, list(parts.get(f"s{number}", "h")))
        for number, key in enumerate(keys)
    ]


# -- The file ---------------------------------------------------------------


def test_what_is_written_is_read_again() -> None:
    print("seed", SEED)
    dice = random.Random(SEED)

    def sections() -> dict[str, list[str]]:
        names = ["", "a", "a/b-c", "(label)/x+2", "é", "中文/(%23)"]
        return {
            key: [
                f"{dice.choice(['t', ''])}{dice.randrange(16**8):08x}"
                for _ in range(dice.randrange(1, 5))
            ]
            for key in dice.sample(names, dice.randrange(1, 6))
        }

    for _ in range(100):
        declared = {
            (min(pages), max(pages)): {name: sections() for name in pages}
            for pages in [("nl/x", "en/x"), ("nl/een map/y", "en/y.z"), ("fr/é", "nl/é")]
        }
        text = write(declared)
        assert read(text.encode()) == declared
        assert write(read(text.encode())) == text
        assert read(text.replace("\n", "\r\n").encode("utf-8-sig")) == declared


def test_a_section_is_a_line_and_a_change_touches_its_line_alone() -> None:
    pages = {"nl/x": ["", "a", "b"], "en/x": ["", "c", "d"]}
    declared: Declared = {
        ("en/x", "nl/x"): {
            name: {key: [f"t{number:08x}"] * 2 for number, key in enumerate(keys)}
            for name, keys in pages.items()
        }
    }
    before = write(declared).splitlines()
    declared["en/x", "nl/x"]["nl/x"]["a"] = ["t00000001", "tffffffff"]
    after = write(declared).splitlines()
    assert len(before) == len(after)
    assert [new for old, new in zip(before, after, strict=True) if old != new] == [
        "nl/x#a = t00000001 tffffffff"
    ]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[en/x | nl/x]\nen/x# = 0123abcd\n<<<<<<< HEAD\n", 3, "Git could not merge"),
        ("[en/x | nl/x]\n=======\n", 2, "Git could not merge"),
        ("# said\n\nen/x# = 0123abcd\n", 3, "neither a pair nor a section"),
        ("[en/x | nl/x]\nen/y# = 0123abcd\n", 2, "neither a pair nor a section"),
        ("[en/x | nl/x]\nen/x# = 0123abc\n", 2, "neither a pair nor a section"),
        ("[en/x | nl/x]\nen/x# = 0123abcd\nen/x# = 0123abcd\n", 3, "is a duplicate"),
        ("[en/x | nl/x]\n\n[nl/x | en/x]\n", 3, "is a duplicate"),
        ("{}\n", 1, "neither a pair nor a section"),
    ],
)
def test_a_broken_file_says_where(text: str, line: int, said: str) -> None:
    with pytest.raises(BrokenFileError) as error:
        read(text.encode())
    assert error.value.args[0] == line
    assert said in error.value.args[1]


def test_a_file_that_is_not_utf_8_says_where() -> None:
    with pytest.raises(BrokenFileError) as error:
        read(b"# a\n\xff\n")
    assert error.value.args[0] == 2


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
        ("habc", "hbca", "its parts are in a different order"),
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


def test_a_change_is_reported_at_the_matching_section() -> None:
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


def test_a_key_contains_no_character_of_the_format() -> None:
    assert key_of("a=b #c/d", "x", True) == "x/(a%3Db%20%23c%2Fd)"
