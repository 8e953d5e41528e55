"""A page as a whole: front matter, title, description, an empty page."""

from collections.abc import Callable

import pytest

from .conftest import Result, Site

Build = Callable[..., Result]
Warnings = Callable[..., list[str]]

ADVICE = (
    "Front matter goes at the top of the page, between two lines of ---, as lines of 'key: value'. "
    "[components.front-matter]"
)


def test_front_matter_that_is_sound_is_silent(build: Build) -> None:
    page = build(
        "---\nlang-ref: case/one\npermalink: /nl/een\ndescription: Een kast.\ntoc: true\n"
        "orphan: true\ntocdepth: 2\n---\n# Kast\n"
    )
    assert page.warnings == []
    assert page.find("h1", "nl/een.html").get_text().startswith("Kast")


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("langref: a", ["2: WARNING: Unknown key 'langref': did you mean 'lang-ref'?"]),
        ("toc: ja", ["2: WARNING: 'toc' should be true or false, not 'ja'."]),
        (
            "toc: 5\ndescription:\n  - a",
            [
                "2: WARNING: 'toc' should be true or false, not 5.",
                "3: WARNING: 'description' should be text, not ['a'].",
            ],
        ),
        (
            "title: Kast",
            ["2: WARNING: Write the title as the first line of the page, '# My title', not here."],
        ),
    ],
)
def test_front_matter_that_is_wrong_is_reported_once(
    warnings: Warnings, front: str, expected: list[str]
) -> None:
    found = warnings(f"---\n{front}\n---\n# Kast\n")
    assert found == [f"nl/page.md:{line} {ADVICE}" for line in expected]


def test_broken_front_matter_is_reported_once_and_the_page_is_drawn(site: Site) -> None:
    page = site.build("---\ntoc: true\ndescription: 'Een kast\n---\n# Kast\n\nTekst.\n")
    (warning,) = page.warnings
    assert warning.startswith("nl/page.md:")
    assert "the front matter cannot be read" in warning.replace("The front", "the front")
    assert page.text(".body") == "Kast ¶ Tekst."


def test_a_page_with_front_matter_alone_is_empty(warnings: Warnings) -> None:
    (warning,) = warnings("---\ntoc: true\n---\n\n")
    assert warning.startswith("nl/page.md:1: WARNING: This page is empty.")


def test_a_page_without_a_title_is_reported(warnings: Warnings) -> None:
    assert warnings("---\ntoc: true\n---\n\nTekst.\n\n- Lijst\n") == [
        "nl/page.md:5: WARNING: This page has no title. Begin the page with its title, on a line "
        "of its own: '# My title'. [components.page-untitled]"
    ]


def test_the_description_stands_in_the_head(build: Build) -> None:
    page = build("---\ndescription: Een kast & meer.\n---\n# Kast\n\nTekst.\n")
    meta = page.soup().select('meta[name="description"]')
    assert [tag["content"] for tag in meta] == ["Een kast & meer."]
    assert meta[0].attrs.keys() == {"name", "content"}
