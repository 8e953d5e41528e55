"""Sphinx's other builders: one document is of one language, and a file for each page in its own."""

import json
import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from .conftest import CONF, Output, Site

PAGES = {
    "nl/index.md": """\
        # Thuis

        :::{note}
        Let op: [de regels](regels.md), {numref}`schelp` en [elders](https://example.org/).
        :::

        ```{versionchanged} 2.0
        Toen.
        ```

        ```{toctree}
        regels
        data
        ```
        """,
    "nl/regels.md": "# Regels\n\n```{figure} schelp.svg\n:name: schelp\nBijschrift\n```\n",
    "nl/schelp.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>\n',
    "en/data.md": "# Data\n\nWritten in English, see [home](index.md).\n",
    "locales/en/LC_MESSAGES/index.po": {
        "Thuis": "Home",
        "Let op: [de regels](regels.md), {numref}`schelp` en [elders](https://example.org/).": (
            "Beware: {numref}`schelp`, [the rules](regels.md) and [elsewhere](https://example.org/)."
        ),
        "Toen.": "Then.",
    },
    "locales/en/LC_MESSAGES/regels.po": {"Regels": "Rules", "Bijschrift": "Caption"},
    "locales/nl/LC_MESSAGES/data.po": {"Data": "Gegevens"},
}
OPTIONS = {"numfig": True, "version": "1.0", "copyright": "2026", "latex_engine": "xelatex"}


@pytest.fixture
def small(site: Site) -> Site:
    site.write({"conf.py": CONF.replace("project =", "linkcheck_ignore = ['https:']\nproject =")})
    site.write(PAGES)  # type: ignore[arg-type]
    return site


def read(output: Output, name: str) -> str:
    return output.files[name].decode("utf-8")


@pytest.mark.parametrize("parallel", [1, 2])
def test_text_of_each_page_is_in_its_language(small: Site, parallel: int) -> None:
    output = small.build("text", parallel=parallel, **OPTIONS)
    assert output.warnings == ""
    assert "Notitie:\n\n  Let op: de regels, " in read(output, "nl/index.txt")
    assert "Veranderd in versie 2.0: Toen." in read(output, "nl/index.txt")
    assert "Note:\n\n  Beware: " in read(output, "en/index.txt")
    assert "Changed in version 2.0: Then." in read(output, "en/index.txt")


@pytest.mark.parametrize("builder", ["xml", "pseudoxml"])
def test_trees_of_every_page(small: Site, builder: str) -> None:
    output = small.build(builder, **OPTIONS)
    assert output.warnings == ""
    assert "Regels" in read(output, f"nl/regels.{builder}")
    assert "Rules" in read(output, f"en/regels.{builder}")


def test_json_of_every_page(small: Site) -> None:
    output = small.build("json", **OPTIONS)
    assert output.warnings == ""
    page = json.loads(read(output, "en/index.fjson"))
    assert page["title"] == "Home"
    assert "Note" in page["body"] and 'href="regels/' in page["body"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_one_html_page_of_one_language(small: Site, language: str) -> None:
    options = {} if language == "nl" else {"language": language}
    output = small.build("singlehtml", **OPTIONS, **options)
    assert output.warnings == ""
    assert "-D language=" in output.status
    page = output.page("index.html")
    text = page.get_text()
    assert ("Notitie" in text, "Note" in text) == (language == "nl", language == "en")
    assert ("Regels" in text, "Rules" in text) == (language == "nl", language == "en")
    # The first language is not mixed with the second; a page written in English is in both.
    assert ("Gegevens" in text) == (language == "nl")
    picture = page.select_one("figure img")
    assert picture is not None
    assert (output.folder / str(picture["src"])).is_file()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_book_of_one_language(small: Site, language: str) -> None:
    output = small.build("epub", **OPTIONS, language=language)
    assert output.warnings == ""
    with zipfile.ZipFile(output.folder / "Kast.epub") as book:
        pages = {name for name in book.namelist() if name.endswith("regels.xhtml")}
        package = book.read("content.opf").decode()
        contents = BeautifulSoup(book.read("nav.xhtml"), "html.parser")
    assert pages == {f"{language}/regels.xhtml"}
    assert f"<dc:language>{language}</dc:language>" in package
    titles = [link.get_text() for link in contents.select("li a")]
    assert ("Regels" if language == "nl" else "Rules") in titles


def test_latex_of_one_language(small: Site) -> None:
    words = {}
    for language in ("nl", "en"):
        output = small.build("latex", out=language, **OPTIONS, language=language)
        # LaTeX takes no SVG: Sphinx says so on any site.
        assert all("schelp.svg" in line for line in output.warnings.splitlines())
        words[language] = read(output, "kast.tex")
    assert "\\chapter{Regels}" in words["nl"] and "Rules" not in words["nl"]
    assert "\\chapter{Rules}" in words["en"] and "Regels" not in words["en"]
    assert "{dutch}" in words["nl"] and "{dutch}" not in words["en"]
    assert "Notitie" in words["nl"] and "Note" in words["en"]


@pytest.mark.parametrize("builder", ["man", "texinfo"])
def test_other_documents_of_one_language(small: Site, builder: str) -> None:
    output = small.build(builder, **OPTIONS, language="en")
    assert all("schelp.svg" in line for line in output.warnings.splitlines())
    (document,) = [name for name in output.files if name.startswith("kast.")]
    text = read(output, document)
    assert "Beware" in text
    assert "Let op" not in text


@pytest.mark.parametrize("builder", ["linkcheck", "changes", "dummy", "pickle", "gettext"])
def test_nothing_to_say(small: Site, builder: str) -> None:
    assert small.build(builder, **OPTIONS).warnings == ""


def test_links_of_every_language_are_checked(small: Site) -> None:
    output = small.build("linkcheck", **OPTIONS)
    checked = [json.loads(line) for line in read(output, "output.json").splitlines()]
    assert {Path(entry["filename"]).as_posix() for entry in checked} == {"nl/index.md"}


def test_html_after_another_builder_is_the_same(small: Site) -> None:
    """Both in the same folder of doctrees, as `make` verbs often have it."""
    before = small.build("dirhtml", **OPTIONS).files
    small.build("epub", **OPTIONS, language="en")
    after = small.build("dirhtml", **OPTIONS)
    assert after.warnings == ""
    assert after.files == before


def test_no_page_at_the_root(site: Site) -> None:
    """The site begins at a home page then, and its other pages are as they were."""
    site.write(PAGES)
    usual = site.build(numfig=True).files
    site.remove("index.md")
    without = site.build(numfig=True)
    assert without.warnings == (
        "conf.py:1: WARNING: The site has no page at its root: there is no index.md beside conf.py. "
        'Write one with links to the languages, or put root_doc = "nl/index" into conf.py. '
        "[languages.root]\n"
    )
    pages = {path: data for path, data in usual.items() if path.endswith(".html")}
    assert pages.pop("index.html")
    written = without.files
    assert {path: data for path, data in written.items() if path.endswith(".html")} == pages
    assert site.fresh(numfig=True).files == written
    assert site.build(numfig=True, root_doc="nl/index").warnings == ""
    # In one document, all links begin at the top.
    one = site.fresh("singlehtml", numfig=True, root_doc="nl/index").page("index.html")
    assert {link["href"] for link in one.select(".note a.internal")} >= {"#document-nl/regels"}
