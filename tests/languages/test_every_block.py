"""Every kind of block in every directive: extracted, shown translated, and marked where it is not."""

import re
import shutil
from dataclasses import dataclass
from textwrap import indent

import pytest
from bs4 import Tag

from ext.catalogs import po
from tests.gbif.test_snapshot import VALUES, text_of

from ..conftest import ROOT
from .conftest import CONF, Output, Site

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
#: A hero is drawn outside the text of its page.
LAYOUT = '{% extends "!layout.html" %}{% block document %}{{ hero }}{{ super() }}{% endblock %}'
CONF_OF_PAIRS = (
    CONF.replace(
        '"myst_parser"]',
        '"myst_parser", "sphinx_design", "ext.components", "ext.gbif"]',
    )
    .replace('"en"]', '"ar"]')
    .replace('"attrs_inline"', '"attrs_inline", "fieldlist", "tasklist"')
    + 'templates_path = ["_templates"]\ngettext_additional_targets = ["literal-block"]\n'
    'gbif_scope = {"country": "BE", "datasets": ["b740eaa0-0679-41dc-acb7-990d562dfa37"]}\n'
    'gbif_snapshot = "gbif.json"\n'
    + """
from docutils.parsers.rst import directives
setup_of_a_site = setup

def setup(app):  # The app of a test forgets its directives when it ends.
    setup_of_a_site(app)
    app.connect("builder-inited", lambda app: setattr(app, "known", dict(directives._directives)))
"""
)
#: Each kind of block; § is its word.
BLOCKS = {
    "paragraph": "Woord §.",
    "list": "- Punt §\n- Tweede",
    "numbered list": "1. Punt §",
    "task": "- [ ] Taak §",
    "term": "Term §\n: Uitleg",
    "definition": "Term\n: Uitleg §",
    "quotation": "> Citaat §",
    "head": "| Hoofd § | x |\n|---|---|\n| a | b |",
    "cell": "| x | y |\n|---|--:|\n| Cel § | **b** |",
    "captioned table": ":::{table} Titel §\n\n| x | y |\n|---|---|\n| a | Cel § |\n:::",
    "list table": ":::{list-table} Titel §\n\n* - Cel §\n  - b\n:::",
    "csv table": ":::{csv-table} Titel §\n:header: Kop §, b\n\nCel §, d\n:::",
    "figure": ":::{figure} /a.svg\n:alt: Alt §\n\nBijschrift §\n\nLegende §\n:::",
    "picture": ":::{image} /a.svg\n:alt: Alt §\n:::",
    "picture in a text": "Zie ![Alt §](/a.svg) hier.",
    "picture alone": "![Alt §](/a.svg)",
    "code": "```\nCode §\n```",
    "captioned code": "```{code-block} text\n:caption: Titel §\n\nCode §\n```",
    "formula": "$$\nx = \\text{§}\n$$",
    "rubric": ":::{rubric} Rubriek §\n:::",
    "footnote": "Zie daar[^noot].\n\n[^noot]: Noot §",
    "epigraph": ":::{epigraph}\nSpreuk §\n\n-- Schrijver §\n:::",
    "field": "Veld:\n\n:Naam §: Waarde §",
    "box": ":::{admonition} Titel §\nTekst §\n:::",
    "reStructuredText": "```{eval-rst}\nAlinea §\n\n| Regel §\n\n.. csv-table:: Titel §\n\n   Cel §, b\n```",
}
#: Each directive that may hold them; § is the block, and ¶ a word of its own.
DIRECTIVES = {
    "accordion": "::::::{accordion}\n:::::{dropdown} Titel ¶\n\n§\n:::::\n::::::",
    "admonition": ":::::{admonition} Titel ¶\n\n§\n:::::",
    "aside": ":::::{aside} Titel ¶\n\n§\n:::::",
    "card": ":::::{card} Titel ¶\n\n§\n:::::",
    "card-carousel": "::::::{card-carousel} 2\n:::::{card} Titel ¶\n\n§\n:::::\n::::::",
    "card-footer": "::::::{card}\nx\n:::::{card-footer}\n\n§\n:::::\n::::::",
    "card-header": "::::::{card}\n:::::{card-header}\n\n§\n:::::\nx\n::::::",
    "compound": ":::::{compound}\n\n§\n:::::",
    "container": ":::::{container} c\n\n§\n:::::",
    "div": ":::::{div} c\n\n§\n:::::",
    "dropdown": ":::::{dropdown} Titel ¶\n\n§\n:::::",
    "beside": ":::::{beside}\n\n§\n:::::",
    "figure": ":::::{figure} /a.svg\n\nBijschrift ¶\n\n§\n:::::",
    "gbif-figures": ":::::{gbif-figures} totals\n\n§\n:::::",
    "grid": "::::::{grid} 2\n:::::{grid-item}\n\n§\n:::::\n::::::",
    "grid-item-card": "::::::{grid} 2\n:::::{grid-item-card} Titel ¶\n\n§\n:::::\n::::::",
    "hero": ":::::{hero} foto\n\n§\n:::::",
    "map": ":::::{map} Plaats ¶\n:at: 50.9, 4.3\n\n§\n:::::",
    "note": ":::::{note}\n\n§\n:::::",
    "only": ":::::{only} html or gettext\n\n§\n:::::",
    "partner": "::::::{partner-cards} Kop ¶\n:::::{partner} Naam\n:key: k\n:place: Plaats ¶\n\n§\n:::::\n::::::",
    "partner-cards": ":::::{partner-cards} Kop ¶\n\n§\n:::::",
    "pictures": ":::::{pictures} foto\n\n§\n:::::",
    "sidebar": ":::::{sidebar} Titel ¶\n\n§\n:::::",
    "split": ":::::{split} foto\n\n§\n:::::",
    "step": "::::::{steps}\n:::::{step} Titel ¶\n\n§\n:::::\n::::::",
    "tab-item": "::::::{tab-set}\n:::::{tab-item} Titel ¶\n\n§\n:::::\n::::::",
    "tile": "::::::{tiles}\n:::::{tile} Titel ¶\n\n§\n:::::\n::::::",
    "tiles": ":::::{tiles}\n\n§\n:::::",
    "topic": ":::::{topic} Titel ¶\n\n§\n:::::",
    "video": ":::::{video} [Titel ¶](https://film.example.org/)\n\n§\n:::::",
    "versionadded": ":::::{versionadded} 1.0\n\n§\n:::::",
    # Other blocks of Markdown.
    "page": "§",
    "list": "- x ¶\n\n§2",
    "quotation": "> §>",
}
#: Those of sphinx-design and of this site without blocks of the editor's in them.
HOLD_NONE = {
    *("article-info", "button-link", "button-ref", "_all-octicon"),
    *("tab-set-code", "collections", "collections-overview", "landscape"),
    *("gbif-search", "partner-index", "search-box"),
}
WORD = re.compile(r"q[0-9]+z")


@dataclass
class Pairs:
    """A site with a page for each directive, which contains every block.

    :param words: each word of the pages, with the directive and the block that it stands in
    """

    words: dict[str, tuple[str, str]]
    extracted: set[str]
    source: Output
    translated: Output


def _in(directive: str, blocks: str) -> str:
    template = DIRECTIVES[directive]
    for sign, start in (("§2", "  "), ("§>", "> ")):
        if sign in template:
            return template.replace(sign, indent(blocks, start, lambda line: True).lstrip(start))
    return template.replace("§", blocks)


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Pairs:
    site = Site(tmp_path_factory.mktemp("pairs") / "site")
    words: dict[str, tuple[str, str]] = {}

    def named(text: str, directive: str, block: str) -> str:
        def word(match: re.Match[str]) -> str:
            name = f"q{len(words)}z"
            words[name] = directive, block
            return name

        return re.sub("[§¶](?![2>])", word, text)

    site.write({"conf.py": CONF_OF_PAIRS, "a.svg": SVG, "nl/index.md": "# Kast\n"})
    for directive in DIRECTIVES:
        blocks = "\n\n".join(named(text, directive, block) for block, text in BLOCKS.items())
        page = _in(directive, "§§").replace("§§", blocks)
        site.write({f"nl/{directive}.md": f"# Kast\n\n{named(page, directive, 'own words')}\n"})
    site.write({"_templates/layout.html": LAYOUT, "gbif.json": text_of(VALUES)})
    shutil.copytree(ROOT / "_templates" / "components", site.folder / "_templates" / "components")
    source = site.build("html")
    extracted: set[str] = set()
    for path in (site.build("gettext", out="pot").folder / "nl").glob("*.pot"):
        texts = [message.text for message in po.read(path).live]
        extracted.update(WORD.findall("".join(texts)))
        messages = {text: WORD.sub(r"\g<0>ar", text) for text in texts if text}
        site.write({f"locales/ar/LC_MESSAGES/{path.stem}.po": messages})
    return Pairs(words, extracted, source, site.build("html", out="translated"))


def test_every_directive_of_ours_is_tried(pairs: Pairs) -> None:
    ours = {
        name
        for name, directive in pairs.source.app.known.items()
        if directive.__module__.startswith(("ext.components", "ext.gbif", "sphinx_design"))
    }
    tried = set(re.findall(r"{([\w-]+)}", "".join(DIRECTIVES.values())))
    assert {"card", "split"} < ours
    assert ours - tried - HOLD_NONE == set()


def test_every_block_is_extracted(pairs: Pairs) -> None:
    failed = [pair for word, pair in pairs.words.items() if word not in pairs.extracted]
    assert failed == []


def _places(output: Output, directive: str, word: str) -> list[Tag]:
    """Where a word stands on the page in Arabic: what has it as text, or as alternative text."""
    page = output.page(f"ar/{directive}.html")
    texts = [text.parent for text in page.find_all(string=re.compile(word)) if text.parent]
    return [*texts, *page.select(f'[alt*="{word}"]')]


def test_what_is_not_translated_is_marked(pairs: Pairs) -> None:
    failed = []
    for word, (directive, block) in pairs.words.items():
        places = _places(pairs.source, directive, word)
        marks = [place if place.get("lang") else place.find_parent(lang=True) for place in places]
        if {(mark["lang"], mark.get("dir")) for mark in marks if mark} != {("nl", "ltr")}:
            failed.append((directive, block))
    assert failed == []


def test_every_translation_is_shown(pairs: Pairs) -> None:
    failed = []
    for word, (directive, block) in pairs.words.items():
        places = _places(pairs.translated, directive, word)
        if not places or any(f"{word}ar" not in str(place) for place in places):
            failed.append((directive, block))
    assert failed == []
