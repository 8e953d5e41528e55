"""Which pages a site has, and where: tables for the plain functions."""

import pytest

from ext.languages.front_matter import parse_front_matter
from ext.languages.pages import Pages, plan


def planned(files: dict[str, str], *languages: str) -> Pages:
    """Plan pages with these front matters, written as YAML lines."""
    return plan(
        {docname: f"{docname}.md" for docname in files},
        languages or ("nl", "en"),
        {docname: parse_front_matter(f"---\n{text}\n---\n") for docname, text in files.items()},
    )


def addresses(pages: Pages) -> dict[str, str]:
    return {page.docname: "/".join(page.address) for page in pages.by_docname.values()}


TABLE = {
    "counterpart": ({"nl/over": ""}, {"nl/over": "nl/over", "en/over": "en/over"}),
    "index": ({"nl/index": "lang-ref: home"}, {"nl/index": "nl", "en/index": "en"}),
    "folder": (
        {"nl/a/index": "lang-ref: b", "nl/a/c": ""},
        {"nl/a/index": "nl/a", "en/a/index": "en/a", "nl/a/c": "nl/a/c", "en/a/c": "en/a/c"},
    ),
    "lang-ref": ({"nl/over": "lang-ref: about"}, {"nl/over": "nl/over", "en/over": "en/about"}),
    "slashes": ({"nl/a": "lang-ref: b/c"}, {"nl/a": "nl/a", "en/a": "en/b/c"}),
    "permalink": ({"nl/a": "permalink: /nl/x/y/"}, {"nl/a": "nl/x/y", "en/a": "en/a"}),
    "permalink of home": ({"nl/index": "permalink: /nl"}, {"nl/index": "nl", "en/index": "en"}),
    "permalink by language": (
        {"nl/a": "permalink: {nl: /nl/x, en: /en/y}"},
        {"nl/a": "nl/x", "en/a": "en/y"},
    ),
    "other direction": (
        {"en/data": "lang-ref: gegevens"},
        {"en/data": "en/data", "nl/data": "nl/gegevens"},
    ),
    "pair by path": ({"nl/a": "", "en/a": ""}, {"nl/a": "nl/a", "en/a": "en/a"}),
    "pair by lang-ref": (
        {"nl/over": "lang-ref: about", "en/us": "lang-ref: about"},
        {"nl/over": "nl/over", "en/us": "en/us"},
    ),
    "one of a pair without lang-ref": (
        {"nl/a": "lang-ref: x", "en/a": ""},
        {"nl/a": "nl/a", "en/a": "en/a"},
    ),
    "same path, other lang-refs": (
        {"nl/a": "lang-ref: one", "en/a": "lang-ref: two"},
        {"nl/a": "nl/a", "en/a": "en/a", "nl/two": "nl/two", "en/one": "en/one"},
    ),
    "outside": ({"index": "", "about": ""}, {"index": "", "about": "about"}),
}


@pytest.mark.parametrize("case", TABLE)
def test_addresses(case: str) -> None:
    files, expected = TABLE[case]
    pages = planned(files)
    assert addresses(pages) == expected
    assert pages.findings == []


def test_reader_is_led_to_his_language() -> None:
    pages = planned({"nl/over": "lang-ref: about", "en/us": "lang-ref: about", "en/data": ""})
    assert pages.for_reader("nl/over", "en") == "en/us"
    assert pages.for_reader("en/data", "nl") == "nl/data"
    assert pages.for_reader("en/data", None) == "en/data"
    assert pages.for_reader("nl/gone", "nl") is None


def test_first_language_is_the_source_of_a_third() -> None:
    pages = planned({"en/a": "", "nl/a": ""}, "nl", "en", "fr")
    assert pages.by_docname["fr/a"].source == "nl/a"
    assert planned({"en/a": "", "nl/a": ""}, "en", "nl", "fr").by_docname["fr/a"].source == "en/a"


TROUBLES = {
    "made address twice": (
        {"nl/a": "lang-ref: c", "nl/b": "permalink: {en: /en/c}"},
        ("address-twice", "nl/b.md", 2, "nl/a.md"),
    ),
    "lang-ref twice": (
        {"nl/a": "lang-ref: x", "nl/b": "toc: true\nlang-ref: x"},
        ("lang-ref", "nl/b.md", 3, "nl/a.md"),
    ),
    "permalink with a space": (
        {"nl/a": "permalink: /nl/a b"},
        ("permalink", "nl/a.md", 2, "/nl/a b"),
    ),
    "permalink with a letter of another script": (
        {"nl/a": "permalink: /nl/z\u043eeken"},
        ("permalink", "nl/a.md", 2, "/nl/z"),
    ),
    "permalink that climbs": (
        {"nl/a": "permalink: /nl/../../x"},
        ("permalink", "nl/a.md", 2, "/nl/../../x"),
    ),
    "no place for a counterpart": (
        {"nl/a": "lang-ref: x", "en/b": "lang-ref: x", "en/a": ""},
        ("no-counterpart", "en/a.md", 1, "nl/a.md"),
    ),
}


@pytest.mark.parametrize("case", TROUBLES)
def test_troubles_name_both_files(case: str) -> None:
    files, (kind, path, line, named) = TROUBLES[case]
    pages = planned(files)
    assert [(t.kind, t.path, t.line) for t in pages.findings] == [(kind, path, line)]
    assert named in pages.findings[0].message
    assert set(files) <= set(pages.by_docname), "every written page has a place all the same"
    assert len(set(addresses(pages).values())) == len(pages.by_docname)


def test_order_of_files_does_not_matter() -> None:
    files = {"nl/a": "lang-ref: x", "en/b": "lang-ref: x", "en/a": "", "nl/c": "", "fr/c": ""}
    one = planned(files, "nl", "en", "fr")
    other = planned(dict(reversed(files.items())), "nl", "en", "fr")
    assert one.by_docname == other.by_docname
    assert one.findings == other.findings


@pytest.mark.parametrize(("translated", "holder"), [(set(), "nl/nieuw"), ({"nl/over"}, "nl/over")])
def test_of_two_pages_with_one_lang_ref_the_translated_one_had_it(
    translated: set[str], holder: str
) -> None:
    texts = {"nl/nieuw": "lang-ref: about", "nl/over": "lang-ref: about"}
    pages = plan(
        {docname: f"{docname}.md" for docname in texts},
        ("nl", "en"),
        {docname: parse_front_matter(f"---\n{text}\n---\n") for docname, text in texts.items()},
        translated,
    )
    (finding,) = pages.findings
    (other,) = texts.keys() - {holder}
    assert finding.path == f"{other}.md"
    assert f"{holder}.md, which has the same language and keeps it" in finding.message
    assert addresses(pages)[holder.replace("nl/", "en/")] == "en/about"


def test_a_permalink_takes_no_address_of_another_page() -> None:
    texts = {
        "nl/a": "permalink: /en/about",
        "nl/b": "permalink: /nl/over",
        "nl/over": "lang-ref: about",
    }
    pages = planned(texts)
    assert addresses(pages) == {
        **{"nl/over": "nl/over", "en/over": "en/about"},
        **{"nl/a": "nl/a", "en/a": "en/a", "nl/b": "nl/b", "en/b": "en/b"},
    }
    assert [(finding.path, finding.line) for finding in pages.findings] == [
        ("nl/a.md", 2),
        ("nl/b.md", 2),
    ]
    assert all("nl/over.md, which keeps it" in finding.message for finding in pages.findings)
