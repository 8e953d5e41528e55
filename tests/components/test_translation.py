"""Words in blocks come out with their markup and go back in: in our build and in Sphinx's own."""

from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from sphinx.testing.util import SphinxTestApp

from .conftest import Result, Site, words

PAGE = """\
    ---
    description: Een kast.
    ---
    # Kast

    ```{hero} shells
    Zoek in *Vlaanderen*.

    - **[Zoeken](https://gbif.org)**
    ```

    ```{landscape}
    Het **platform**

    - **Beleid**: vragen
    - **Wetenschap**: onderzoek
    - **Beide**: kennis
    - **Data**: delen
    ```

    ::::{partner-cards} Vlaamse *partners*
    :::{partner} [Plantentuin (PM)](https://example.org/nl)
    :key: meise
    :place: Gent

    Tekst.

    ```{collections}
    - what: droge *vellen*
      about: 4000000
      unit: stuks
    ```
    :::
    ::::
    """
WORDS = {
    "Een kast.": "A cabinet.",
    "Kast": "Cabinet",
    "Zoek in *Vlaanderen*.": "Search in *Flanders*.",
    "**[Zoeken](https://gbif.org)**": "**[Search](https://gbif.org)**",
    "Het **platform**": "The **platform**",
    "**Beleid**: vragen": "**Policy**: questions",
    "**Wetenschap**: onderzoek": "**Science**: research",
    "**Beide**: kennis": "**Both**: knowledge",
    "**Data**: delen": "**Data**: sharing",
    "Vlaamse *partners*": "Flemish *partners*",
    "[Plantentuin (PM)](https://example.org/nl)": "[Botanic Garden (BG)](https://example.org/en)",
    "Gent": "Ghent",
    "Tekst.": "Text.",
    "droge *vellen*": "dry *sheets*",
    "stuks": "pieces",
}


def catalog(path: Path, entries: dict[str, str]) -> None:
    file = polib.POFile()
    file.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    file.extend(polib.POEntry(msgid=key, msgstr=value) for key, value in entries.items())
    path.parent.mkdir(parents=True, exist_ok=True)
    file.save(str(path))


@pytest.fixture
def translated(site: Site) -> Result:
    catalog(site.folder / "locales/en/LC_MESSAGES/page.po", WORDS)
    result = site.build(PAGE)
    assert result.warnings == []
    return result


def shown(page: Result, path: str) -> dict[str, str]:
    select = {
        "title": ".vsc-hero h1",
        "lead": ".vsc-hero__lead",
        "action": ".vsc-actions",
        "centre": ".vsc-landscape__centre",
        "kind": ".vsc-landscape__kinds li:first-child",
        "group": ".vsc-partner-cards h2",
        "name": ".vsc-partner h3",
        "way": ".vsc-partner__way",
        "place": ".vsc-partner dd",
        "text": ".vsc-partner > p:not(.vsc-partner__way)",
        "figure": "tbody tr",
    }
    return {name: page.text(selector, path) for name, selector in select.items()}


ENGLISH = {
    "title": "Cabinet",
    "lead": "Search in Flanders .",
    "action": "Search",
    "centre": "The platform",
    "kind": "Policy questions",
    "group": "Flemish partners ¶",
    "name": "Botanic Garden (BG) ¶",
    "way": "Website of BG",
    "place": "Ghent",
    "text": "Text.",
    "figure": "dry sheets about 4,000,000 pieces",
}


def test_the_counterpart_is_translated(translated: Result) -> None:
    assert shown(translated, "en/page.html") == ENGLISH
    (meta,) = translated.soup("en/page.html").select('meta[name="description"]')
    assert meta.attrs == {"name": "description", "content": "A cabinet."}
    link = translated.find(".vsc-partner__way a", "en/page.html")
    assert link["href"] == "https://example.org/en"


def test_anchors_are_the_same_in_every_language(translated: Result) -> None:
    anchors = [
        [element["id"] for element in translated.soup(path).select("section[id]")]
        for path in ("nl/page.html", "en/page.html")
    ]
    assert anchors == [["kast", "vlaamse-partners", "meise"]] * 2


def test_makers_come_from_the_catalog_of_the_register(site: Site) -> None:
    catalog(
        site.folder / "locales/en/LC_MESSAGES/images.po", {"DiSSCo Vlaanderen": "DiSSCo Flanders"}
    )
    page = site.build("# Kast\n\n```{split} shells\nTekst.\n```\n")
    found = [page.text(".vsc-credit", f"{code}/page.html") for code in ("nl", "en")]
    assert found == [
        "Drawing: DiSSCo Vlaanderen, CC BY 4.0",
        "Drawing: DiSSCo Flanders, CC BY 4.0",
    ]


def test_words_of_blocks_come_out_with_their_markup_and_say_what_they_are(site: Site) -> None:
    site.build(PAGE, builder="gettext")
    (images,) = site.folder.glob("_build/gettext/nl/images.pot")
    assert [entry.msgid for entry in polib.pofile(str(images))] == [
        "Tekening van schelpen",
        "DiSSCo Vlaanderen",
        "Merk van de kast",
    ]
    (pot,) = site.folder.glob("_build/gettext/nl/page.pot")
    kinds = {entry.msgid: entry.comment.partition(":")[0] for entry in polib.pofile(str(pot))}
    assert kinds == {
        "Een kast.": "description of the page",
        "Kast": "title of the page",
        "Zoek in *Vlaanderen*.": "lead",
        "**[Zoeken](https://gbif.org)**": "button",
        "Het **platform**": "text",
        "**Beleid**: vragen": "list item",
        "**Wetenschap**: onderzoek": "list item",
        "**Beide**: kennis": "list item",
        "**Data**: delen": "list item",
        "Vlaamse *partners*": "heading",
        "[Plantentuin (PM)](https://example.org/nl)": "name of a partner",
        "Gent": "place",
        "Tekst.": "text",
        "droge *vellen*": "what a collection holds",
        "stuks": "unit, after a number",
    }


STOCK = """\
extensions = ["myst_parser", "ext.components"]
html_theme = "basic"
html_use_index = False
templates_path = ["_templates"]
myst_enable_extensions = ["colon_fence"]
locale_dirs = ["locales"]
language = "en"
suppress_warnings = ["toc.not_included"]


def setup(app):
    app.add_config_value("site_languages", ["nl"], "env")
    app.add_config_value("site_locales", "locales", "env")
"""


def test_sphinx_alone_translates_the_same_words(
    site: Site, make_app: Callable[..., SphinxTestApp]
) -> None:
    """Blocks are ordinary nodes: a stock build, without ext.languages, is the proof."""
    (site.folder / "conf.py").write_text(STOCK)
    (site.folder / "index.md").write_text("# Kast\n")
    catalog(site.folder / "locales/en/LC_MESSAGES/nl.po", WORDS)
    site.write("nl/page.md", PAGE)
    page = Result(make_app("html", srcdir=site.folder, confoverrides={"gettext_compact": True}))
    page.app.build()
    assert words(page.find(".vsc-partner dd")) == "Ghent"
    found = shown(page, "nl/page.html")
    assert {**found, "figure": ""} == {**ENGLISH, "figure": ""}
    assert found["figure"] == "dry sheets about 4.000.000 pieces"
