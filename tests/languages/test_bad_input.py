"""Every kind of bad input: what is said of it, with file, line and remedy, and that it spoils nothing.

Each case changes one small site. All other pages keep their bytes, and the page that is wrong is
there. `tests/components/` has what blocks, the register and figures say; `tests/fuzz/` tries what
nobody thought of.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from .conftest import CONF, Output, Site, catalog

EN = "locales/en/LC_MESSAGES"
GOOD: dict[str, Any] = {
    "nl/index.md": "# Thuis\n\n```{toctree}\nover\ngetuige\n```\n",
    "nl/over.md": "---\nlang-ref: about\n---\n\n# Over\n\nLees [dit](getuige.md).\n",
    "nl/getuige.md": "# Getuige\n\nTekst.\n",
    f"{EN}/index.po": {"Thuis": "Home"},
    f"{EN}/over.po": {"Over": "About", "Lees [dit](getuige.md).": "Read [this](getuige.md)."},
    f"{EN}/getuige.po": {"Getuige": "Witness", "Tekst.": "Text."},
}
OVER = catalog(GOOD[f"{EN}/over.po"])
TRANSLATED = "About\n\nRead this."
UNTRANSLATED = "Over\n\nLees dit."
#: Where titles, addresses or menus change with what is wrong.
EVERYWHERE = ("",)
NOT_INCLUDED = "document isn't included in any toctree [toc.not_included]"
NO_TITLE = [
    f"nl/index.md:3: WARNING: toctree contains reference to document '{code}/over' that doesn't "
    "have a title: no link will be generated [toc.no_title]"
    for code in ("en", "nl")
]
RUNS = (
    "which a browser may run. The page shows the source text instead. A translation is text: remove "
    "the script. [translation.active]"
)
FRONT_MATTER = (
    "Front matter goes at the top of the page, between two lines of ---, as lines of 'key: value'. "
    "[components.front-matter]"
)


def python_says(call: Callable[[], object]) -> str:
    """What Python says when *call* fails, which its versions word differently; nothing if it does not."""
    try:
        call()
    except (ArithmeticError, OSError, ValueError) as error:
        return getattr(error, "strerror", None) or str(error)
    return ""


TOO_LONG = "x" * 300


def with_header(line: str, text: str = OVER) -> str:
    """A catalog with one more line in its header; the third of the file."""
    return text.replace('UTF-8\\n"\n', f'UTF-8\\n"\n"{line}\\n"\n', 1)


@dataclass(frozen=True)
class Case:
    """Something bad, and what comes of it.

    :param files: what is put into the site
    :param warnings: every line that is said
    :param counts: how many of those fail a build with ``-W``
    :param english: the text of the English page; None where it does not matter
    :param changed: the pages that may differ, by the beginning of their path
    """

    files: dict[str, str | dict[str, str] | bytes]
    warnings: list[str]
    counts: int = 0
    english: str | None = None
    changed: tuple[str, ...] = ("nl/over/", "en/about/", "en/over/")
    config: dict[str, Any] = field(default_factory=dict)


COMPONENTS = {"extensions": ["ext.languages", "myst_parser", "ext.components"]}
CASES = {
    # Catalogs: their state never fails a build.
    "plural forms that do not end": Case(
        {f"{EN}/over.po": with_header("Plural-Forms: nplurals=2; plural=(n != 1")},
        [
            f"{EN}/over.po:3: WARNING: The header's plural forms cannot be used: unbalanced "
            "parenthesis in plural form. Write Plural-Forms: nplurals=2; plural=(n != 1); "
            "[translation.header]"
        ],
        english=TRANSLATED,
        changed=(),
    ),
    "fewer plural forms than are asked for": Case(
        {
            "locales/nl/LC_MESSAGES/sphinx.po": with_header(
                "Plural-Forms: nplurals=1; plural=n != 1;"
            )
        },
        [
            "locales/nl/LC_MESSAGES/sphinx.po:3: WARNING: The header's plural forms cannot be used: "
            "there is no form for 0. Write Plural-Forms: nplurals=2; plural=(n != 1); "
            "[translation.header]"
        ],
        changed=(),
    ),
    "plural forms that divide by zero": Case(
        {"locales/nl/LC_MESSAGES/sphinx.po": with_header("Plural-Forms: nplurals=2; plural=n/0;")},
        [
            "locales/nl/LC_MESSAGES/sphinx.po:3: WARNING: The header's plural forms cannot be used: "
            f"{python_says(lambda: 1 // 0)}. Write Plural-Forms: nplurals=2; plural=(n != 1); "
            "[translation.header]"
        ],
        changed=(),
    ),
    "a word without its placeholder": Case(
        {"locales/nl/LC_MESSAGES/sphinx.po": {"Added in version %s": "Nieuw in 100%"}},
        [
            "locales/nl/LC_MESSAGES/sphinx.po:4: WARNING: The translation of “Added in version %s” "
            "changes a placeholder. The page shows the source text instead. Keep each part that "
            "begins with % as in the source; write %% for a percent sign. [translation.placeholders]"
        ],
        changed=(),
    ),
    "a byte-order mark": Case(
        {f"{EN}/over.po": b"\xef\xbb\xbf" + OVER.encode()}, [], english=TRANSLATED, changed=()
    ),
    "another encoding": Case(
        {f"{EN}/over.po": OVER.encode("utf-16")}, [], english=TRANSLATED, changed=()
    ),
    "Windows line ends": Case(
        {f"{EN}/over.po": OVER.replace("\n", "\r\n").encode()}, [], english=TRANSLATED, changed=()
    ),
    "a line separator in a translation": Case(
        {f"{EN}/over.po": OVER.replace("About", "Ab\u2028out")},
        [],
        english="Ab\u2028out\n\nRead this.",
        changed=EVERYWHERE,
    ),
    "another language's header": Case(
        {f"{EN}/over.po": with_header("Language: de")},
        [
            f"{EN}/over.po:3: WARNING: The header says that this catalog is in 'de', but it is in "
            "the folder of 'en'. If it is the right file, write Language: en. [translation.header]"
        ],
        english=TRANSLATED,
        changed=(),
    ),
    "another charset in the header": Case(
        {f"{EN}/over.po": OVER.replace("UTF-8", "latin-1").replace("About", "Abóut")},
        [],
        english="Abóut\n\nRead this.",
        changed=EVERYWHERE,
    ),
    "a catalog that belongs to no page": Case(
        {f"{EN}/ovre.po": {"Over": "About"}},
        [
            f"{EN}/ovre.po:1: WARNING: No page uses this catalog. Should it be called "
            "over.po? Rename or remove it. [translation.no-page]"
        ],
        changed=(),
    ),
    "a catalog overshadowed by a page": Case(
        {"en/over.md": "# By hand\n"},
        [
            f"{EN}/over.po:1: WARNING: en/over.md is written by hand, so this catalog is not used. "
            "Remove one of the two. [translation.overshadowed]"
        ],
        english="By hand",
        changed=EVERYWHERE,
    ),
    "a catalog overshadowed by a page of another name": Case(
        {"en/about.md": "---\nlang-ref: about\n---\n# By hand\n"},
        [
            f"{EN}/over.po:1: WARNING: en/about.md is written by hand, so this catalog is not used. "
            "Remove one of the two. [translation.overshadowed]"
        ],
        english="By hand",
        changed=EVERYWHERE,
    ),
    "HTML in a translation": Case(
        {
            f"{EN}/over.po": {
                "Over": "About <img src=x onerror=alert(1)>",
                "Lees [dit](getuige.md).": "Read [this](getuige.md).<script>alert(1)</script>",
            }
        },
        [
            f"{EN}/over.po:5: WARNING: The translation of “Over” contains an event attribute, {RUNS}",
            f"{EN}/over.po:8: WARNING: The translation of “Lees [dit](getuige.md).” contains "
            f"<script>, {RUNS}",
        ],
        english=UNTRANSLATED,
        changed=EVERYWHERE,
    ),
    "a javascript address in a translation": Case(
        {f"{EN}/over.po": {"Over": "<javascript:alert(1)>"}},
        [
            f"{EN}/over.po:5: WARNING: The translation of “Over” contains javascript:, {RUNS}",
        ],
        english=UNTRANSLATED,
        changed=EVERYWHERE,
    ),
    "a folder of catalogs for a language that the site lacks": Case(
        {"locales/fr/LC_MESSAGES/over.po": {"Over": "À propos"}},
        [
            "locales/fr/LC_MESSAGES:1: WARNING: The site has no language 'fr', so these catalogs are "
            "not used. Add 'fr' to site_languages in conf.py, or remove the folder. "
            "[translation.language]"
        ],
        changed=(),
    ),
    # Pages: each of these fails a build with -W.
    "a folder of pages for a language that the site lacks": Case(
        {"fr/over.md": "# À propos\n"},
        [
            "fr/over.md:1: ERROR: The folder fr/ is named after a language that the site does not have. "
            "Add 'fr' to site_languages in conf.py, or rename the folder. [languages.folder]",
            f"fr/over.md:1: WARNING: {NOT_INCLUDED}",
        ],
        2,
        changed=("fr/over/",),
    ),
    "one lang-ref twice in a language": Case(
        {"nl/zo.md": "---\nlang-ref: about\n---\n\n# Zo\n"},
        [
            "nl/zo.md:2: ERROR: lang-ref 'about' is also used by nl/over.md, which has the same "
            "language and keeps it. Give this page another lang-ref, or remove it. [languages.lang-ref]",
            f"nl/zo.md:1: WARNING: {NOT_INCLUDED}",
        ],
        2,
        english=TRANSLATED,
        changed=("nl/zo/", "en/zo/"),
    ),
    "a language that does not exist": Case(
        {"nl/over.md": "---\npermalink:\n  qq: /a\n---\n# Over\n\nLees {lang}`dit <qq>`.\n"},
        [
            "nl/over.md:2: ERROR: permalink names the language 'qq', which the site does not have. "
            "[languages.permalink]",
            "nl/over.md:7: WARNING: {lang}`dit <qq>` does not name a known language. Write the phrase, then "
            "its language code in < >, such as {lang}`herbier <fr>`. [languages.lang]",
        ],
        2,
        changed=EVERYWHERE,
    ),
    "a page in the root beside the index": Case(
        {"los.md": "# Los\n"},
        [
            "los.md:1: ERROR: This page is not in the folder of a language. Move it to that of "
            "the language that it is written in, such as nl/. [languages.page-outside]",
            f"los.md:1: WARNING: {NOT_INCLUDED}",
        ],
        2,
        changed=("los/",),
    ),
    "a page that would be a home page": Case(
        {
            "nl/index.md": "---\nlang-ref: home\n---\n" + GOOD["nl/index.md"],
            "en/data.md": "---\nlang-ref: home\norphan: true\n---\n# Data\n",
        },
        [
            "en/data.md:2: ERROR: lang-ref 'home' belongs to the home page nl/index.md. Give this page "
            "another lang-ref, or remove it. [languages.lang-ref]"
        ],
        1,
        changed=EVERYWHERE,
    ),
    "the address of another page": Case(
        {"nl/aan.md": "---\npermalink: /nl/getuige\norphan: true\n---\n# Aan\n"},
        [
            "nl/aan.md:2: ERROR: the address /nl/getuige of this page is also that of nl/getuige.md, which keeps it. "
            "Change the permalink or lang-ref of this page. [languages.address-twice]"
        ],
        1,
        changed=EVERYWHERE,
    ),
    "two pages with one address": Case(
        {"nl/over.md": "---\npermalink: /nl/getuige\n---\n# Over\n"},
        [
            "nl/over.md:2: ERROR: the address /nl/getuige of this page is also that of nl/getuige.md, which keeps it. "
            "Change the permalink or lang-ref of this page. [languages.address-twice]"
        ],
        1,
        changed=EVERYWHERE,
    ),
    "front matter of the wrong types": Case(
        {"nl/over.md": "---\nlang-ref: [a]\npermalink: 3\n---\n# Over\n"},
        [
            "nl/over.md:2: ERROR: lang-ref is ['a']: write the name that this page shares with its "
            "versions in other languages, in letters, digits, - and /, such as 'about'; at most 60 "
            "characters between two slashes. [languages.lang-ref]",
            "nl/over.md:3: ERROR: permalink is 3: write an address on this site, such as "
            "'/nl/about', in letters, digits, -, _ and /; at most 60 characters between two slashes. "
            "[languages.permalink]",
        ],
        2,
        changed=EVERYWHERE,
    ),
    "an address that is too long for a file": Case(
        {"nl/over.md": f"---\npermalink: /{'x' * 300}\n---\n# Over\n"},
        [
            f"nl/over.md:2: ERROR: permalink is '/{'x' * 198}…: write an address on this site, such as "
            "'/nl/about', in letters, digits, -, _ and /; at most 60 characters between two slashes. "
            "[languages.permalink]",
        ],
        1,
        changed=EVERYWHERE,
    ),
    "half a character": Case(
        {"nl/over.md": '---\ntoc: true\ndescription: "a\\ud800"\n---\n# Over\n'},
        [
            "nl/over.md:3: WARNING: The front matter cannot be read: an escape such as \\ud800 is half a "
            f"character. {FRONT_MATTER}"
        ],
        1,
        changed=EVERYWHERE,
        config=COMPONENTS,
    ),
    "front matter with a colon in a text": Case(
        {"nl/over.md": "---\ndescription: Over: alles\n---\n# Over\n"},
        [
            "nl/over.md:2: WARNING: The front matter cannot be read: put text that contains a colon "
            f"in quotation marks: 'like: this'. {FRONT_MATTER}"
        ],
        1,
        changed=EVERYWHERE,
        config=COMPONENTS,
    ),
    "front matter that is no YAML": Case(
        {"nl/over.md": "---\ntoc: true\nlang-ref: 'about\n---\n# Over\n"},
        [
            "nl/over.md:3: WARNING: The front matter cannot be read: found unexpected end of stream. "
            + FRONT_MATTER
        ],
        1,
        changed=EVERYWHERE,
        config=COMPONENTS,
    ),
    "front matter that is a list": Case(
        {"nl/over.md": "---\n- about\n---\n# Over\n"},
        ["nl/over.md:2: WARNING: The front matter must be lines of 'key: value'. " + FRONT_MATTER],
        1,
        changed=EVERYWHERE,
        config=COMPONENTS,
    ),
    "an empty page": Case(
        {"nl/over.md": ""},
        [
            "nl/over.md:1: WARNING: This page is empty. Write a title ('# My title') and some text, "
            "or remove the file. [components.page-empty]",
            *NO_TITLE,
        ],
        3,
        changed=EVERYWHERE,
        config=COMPONENTS,
    ),
    "a page without a title": Case(
        {"nl/over.md": "\nTekst.\n"},
        [
            "nl/over.md:2: WARNING: This page has no title. Begin the page with its title, on a line "
            "of its own: '# My title'. [components.page-untitled]",
            *NO_TITLE,
        ],
        3,
        changed=EVERYWHERE,
        config=COMPONENTS,
    ),
    "a page with a byte-order mark and Windows line ends": Case(
        {"nl/over.md": b"\xef\xbb\xbf" + GOOD["nl/over.md"].replace("\n", "\r\n").encode()},
        [],
        english=TRANSLATED,
        changed=(),
    ),
    "a toctree with an address that is none": Case(
        {
            "nl/over.md": "# Over\n\n```{toctree}\nElders <://example.org>\nhttps://example.org\n```\n"
        },
        [
            "nl/over.md:3: WARNING: toctree entry '://example.org' is neither a page nor a web "
            "address. Write the name of a page, or 'Title <https://address>'. [toc.not_readable]"
        ],
        1,
        changed=EVERYWHERE,
    ),
    "a block that fails on its content": Case(
        {"nl/over.md": "# Over\n\n```{productionlist} a\n\n- b\n```\n"},
        [
            "nl/over.md:3: WARNING: 'productionlist': Has content, but none permitted "
            "[myst.directive_parse]",
            "nl/over.md:3: ERROR: The block {productionlist} cannot be read, and is left out: "
            f"{python_says(lambda: max([]))} (ValueError). Check what it contains. "
            "[languages.unreadable]",
        ],
        2,
        changed=EVERYWHERE,
    ),
    "a link that is too long for a file": Case(
        {"nl/over.md": f"# Over\n\n[dit]({TOO_LONG})\n"},
        [
            f"nl/over.md:3: ERROR: '{TOO_LONG[:80]}' is left out: it is not the name of a file: it is too "
            "long. Use a file in the site's folder. [languages.unreadable]"
        ],
        1,
        changed=EVERYWHERE,
    ),
    "a folder for a picture": Case(
        {"nl/over.md": "# Over\n\n```{figure} ../nl\nEen bijschrift\n```\n\n![](/)\n"},
        [
            "nl/over.md:3: WARNING: '../nl' is a folder. Name a file. [languages.folder]",
            "nl/over.md:7: WARNING: '/' is a folder. Name a file. [languages.folder]",
        ],
        2,
        changed=EVERYWHERE,
    ),
    "a folder to download": Case(
        {"nl/over.md": "# Over\n\n{download}`../nl`\n"},
        ["nl/over.md:3: WARNING: '../nl' is a folder. Name a file. [languages.folder]"],
        1,
        changed=EVERYWHERE,
    ),
    "a file to download in a heading": Case(
        {"nl/over.md": "# Over\n\n## {download}`getuige.md`\n"}, [], changed=EVERYWHERE
    ),
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the files of the site before anything bad happens to it."""
    site = Site(tmp_path_factory.mktemp("sound") / "site")
    site.write(GOOD)
    output = site.build()
    assert output.warnings == ""
    assert text_of(output, "en/about/index.html") == TRANSLATED
    return output.files


def text_of(output: Output, path: str) -> str:
    """The words of a page, paragraph by paragraph."""
    found = output.body(path).select("h1, p")
    return "\n\n".join(part.get_text().removesuffix("\N{PILCROW SIGN}") for part in found)


@pytest.mark.parametrize("name", CASES)
def test_bad_input_is_reported_and_spoils_nothing(
    site: Site, sound: dict[str, bytes], name: str
) -> None:
    case = CASES[name]
    site.write(GOOD)
    site.write(case.files)
    if "extensions" in case.config:
        site.write({"conf.py": CONF + f"extensions = {case.config['extensions']!r}\n"})
    output = site.build()
    assert output.warnings.splitlines() == case.warnings
    assert output.app._warncount == case.counts
    builder = output.app.builder
    paths = {
        docname: Path(builder.get_output_path(docname)) for docname in output.app.env.found_docs
    }
    assert paths.keys() >= {"index", "nl/over", "nl/getuige", "nl/index", "en/index", "en/getuige"}
    assert all(path.is_file() for path in paths.values())
    for docname, expected in (
        ("nl/getuige", "Getuige\n\nTekst."),
        ("en/getuige", "Witness\n\nText."),
    ):
        assert text_of(output, paths[docname].relative_to(output.folder).as_posix()) == expected
    if case.english is not None:
        page = (
            "en/about/index.html" if "en/about/index.html" in output.files else "en/over/index.html"
        )
        assert text_of(output, page) == case.english
    pages = [path for path in sound if path.endswith(".html")]
    kept = [path for path in pages if not path.startswith(case.changed or ("\0",))]
    assert [path for path in kept if output.files.get(path) != sound[path]] == []
    for path in paths.values():
        assert not re.search('href="javascript:|<script>alert|onerror', path.read_text("utf-8"))


NOT_UTF8 = (
    "ERROR: This line is not UTF-8, so the page shows � for what cannot be read. Save the page as "
    "UTF-8. [languages.encoding]\n"
)


@pytest.mark.parametrize("parallel", [1, 2])
def test_page_that_is_not_utf_8(site: Site, sound: dict[str, bytes], parallel: int) -> None:
    site.write(GOOD)
    site.write({"nl/over.md": GOOD["nl/over.md"].replace("dit", "dít").encode("latin-1")})
    output = site.build(parallel=parallel)
    assert output.warnings == f"nl/over.md:7: {NOT_UTF8}"
    assert output.app._warncount == 1
    assert text_of(output, "nl/over/index.html") == "Over\n\nLees d�t."
    assert text_of(output, "en/about/index.html") == (
        "About\n\nRead this. This paragraph is being revised."
    )
    # It is said again as long as it is so, and forgotten when it is mended.
    assert site.build(parallel=parallel).warnings == f"nl/over.md:7: {NOT_UTF8}"
    site.write({"nl/over.md": GOOD["nl/over.md"]})
    mended = site.build(parallel=parallel)
    assert mended.warnings == ""
    assert {path: data for path, data in mended.files.items() if path.endswith(".html")} == {
        path: data for path, data in sound.items() if path.endswith(".html")
    }


def test_front_matter_of_a_page_that_is_not_utf_8_counts(site: Site) -> None:
    page = "---\nlang-ref: about\ndescription: caf\xe9\n---\n# Over\n".encode("latin-1")
    site.write(GOOD | {"nl/over.md": page})
    output = site.build()
    assert output.warnings == f"nl/over.md:3: {NOT_UTF8}"
    assert "en/about/index.html" in output.files


def test_included_file_that_is_not_utf_8(site: Site) -> None:
    site.write(GOOD | {"nl/over.md": "# Over\n\n```{include} deel.txt\n```\n"})
    site.write({"nl/deel.txt": "caf\xe9\n".encode("latin-1")})
    output = site.build()
    assert output.warnings.startswith(
        'nl/over.md:3: CRITICAL: Directive "include": error reading file: nl/deel.txt\n'
        "'utf-8' codec can't decode byte 0xe9"
    )
    assert text_of(output, "nl/over/index.html") == "Over"


def test_a_message_in_a_title_is_in_no_menu(site: Site) -> None:
    site.write(GOOD | {"nl/over.md": "# Over {rfc}`single: a; b`\n\nLees dit.\n"})
    output = site.build()
    assert output.warnings == "nl/over.md:1: ERROR: invalid RFC number single: a; b [docutils]\n"
    assert not [name for name, data in output.files.items() if b"invalid RFC" in data]


def test_a_picture_whose_data_is_broken_is_left_out(site: Site) -> None:
    site.write(GOOD | {"nl/over.md": "# Over\n\n![x](data:image/png;base64,abc)\n"})
    wrong = "'data:image/png;base64,abc' is not a picture (Incorrect padding). Name a file."
    for builder in ("dirhtml", "text"):
        warnings = site.build(builder, out=builder).warnings
        assert warnings == f"nl/over.md:3: WARNING: {wrong} [languages.data]\n"


def test_a_label_that_moves_to_the_page_before_is_there_once(site: Site) -> None:
    site.write({"nl/a.md": "# A\n", "nl/b.md": "(here)=\n# B\n"})
    site.write({"nl/index.md": "# T\n\n```{toctree}\na\nb\n```\n"})
    site.build()
    site.write({"nl/a.md": "(here)=\n# A\n", "nl/b.md": "# B\n"})
    assert site.build().warnings == ""


def test_front_matter_may_have_numbers_for_keys(site: Site) -> None:
    site.write(GOOD | {"nl/over.md": "---\n1: 0\nmyst:\n  substitutions:\n---\n# Over\n"})
    assert text_of(site.build(), "en/over/index.html") == "About"


def test_lines_end_where_an_editor_ends_them(site: Site) -> None:
    site.write(GOOD | {"nl/over.md": "# Over\n\n:::{note}\na\u2028b\fc\n\n{ref}`x`\n:::\n"})
    assert site.build().warnings == "nl/over.md:6: WARNING: undefined label: 'x' [ref.ref]\n"


def test_a_link_in_a_literal_block_has_a_line(site: Site) -> None:
    text = "````{parsed-literal} /\n\n\n\n\n# Over\n\n## Waar\n\n[Naar](#waar)\n"
    site.write(GOOD | {"nl/over.md": text})
    wrong = "WARNING: 'myst' cross-reference target not found: 'waar' [myst.xref_missing]"
    lines = [line for line in site.build().warnings.splitlines() if line.endswith(wrong)]
    assert len(lines) == 1
    assert all(re.match(r"nl/over\.md:\d+: ", line) for line in lines)
