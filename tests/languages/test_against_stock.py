"""Somebody else's site works: every article is what an ordinary Sphinx build of it gives.

The site of `constructs.py` is built three times: twice by Sphinx alone, with the site at the root and
one language a run, and once by `ext.languages`, with the same files under ``nl/`` and the same
catalogs. What differs, and why, is in `KNOWN`, in `NEVER_THE_SAME` and in `docs/languages.md`.
"""

import posixpath
import re
from dataclasses import dataclass
from pathlib import Path

import polib
import pytest
from bs4 import BeautifulSoup, Tag

from .conftest import Site
from .constructs import CONF, PAGES, translated
from .process import run_sphinx

OURS = """
extensions.insert(0, "ext.languages")
site_languages = ["nl", "en"]
exclude_patterns += ["locales", "out*"]
"""
ROOT_PAGE = "# Kast\n\n[](nl/index.md) [](en/index.md)\n"
LANGUAGES = ("nl", "en")
#: Parts of a page of the theme `basic`: previous and next with the index and the way home, the
#: article, and the side with the table of contents.
PARTS = (".related", ".body", ".sphinxsidebar")


@dataclass(frozen=True)
class Difference:
    """A difference that is meant: where, what Sphinx gives, what we give, and why."""

    pages: tuple[str, ...]
    languages: tuple[str, ...]
    stock: str
    ours: str
    why: str


INDEX_LINK = '<a class="reference internal" href="regels.html'
KNOWN = [
    *(
        Difference(
            ("nummers",),
            ("en",),
            f'text-{side}"><p>',
            f'text-{side}"><p lang="nl">',
            "Sphinx passes over the cells of a Markdown table in a directive.",
        )
        for side in ("left", "right")
    ),
    Difference(
        ("nummers",),
        ("en",),
        'tak"><span class="std std-numref">Fig. 3.2</span></a></p>',
        'tak"><span lang="en"><span class="std std-numref">Fig. 3.2</span></span></a></p>',
        "In a cell that is not translated, the number of a figure is in the reader's language.",
    ),
    Difference(
        ("index", "regels"),
        ("en",),
        "2. Een nummer vooraan",
        "2. Eenoo nummeroo vooraanoo",
        "Sphinx drops a translation that begins like a list; a message is inline text here.",
    ),
    Difference(
        ("nummers",),
        LANGUAGES,
        'alt="_images/tak.svg"',
        'alt="../_images/tak.svg"',
        "A picture without a text of its own is described by its path, and pages are a folder deeper.",
    ),
    Difference(
        ("verwijzingen",),
        ("en",),
        f'{INDEX_LINK}"><span class="std std-doc">Regelsoo vanoo hetoo huisoo</span></a>,'
        f' {INDEX_LINK}"><span class="std std-doc">Regelsoo vanoo hetoo huisoo</span></a>,'
        f' {INDEX_LINK}"><span class="std std-doc">weeroo</span>',
        f'{INDEX_LINK}#een-deel"><span class="std std-ref">Eenoo deeloo vanoo “ietsoo”</span></a>,'
        f' {INDEX_LINK}#id1"><span class="std std-ref">Zelfdeoo kopjeoo</span></a>,'
        f' {INDEX_LINK}#id1"><span class="std std-ref">weeroo</span>',
        "Of several links to one page in one message, Sphinx leads all to the last one's anchor.",
    ),
    Difference(
        ("verwijzingen",),
        ("en",),
        f'{INDEX_LINK}#los"><span class="std std-ref">eenoo</span></a> enoo '
        f'{INDEX_LINK}#los"><span class="std std-ref">tweeoo</span>',
        f'{INDEX_LINK}"><span class="std std-doc">eenoo</span></a> enoo '
        f'{INDEX_LINK}#eigen"><span class="std std-ref">tweeoo</span>',
        "Of several links to one page in one message, Sphinx leads all to the last one's anchor.",
    ),
    Difference(
        ("verwijzingen",),
        ("en",),
        "[daaroo][bron] ofoo [bron]",
        '<a class="reference external" href="https://example.org/bron">daaroo</a> ofoo '
        '<a class="reference external" href="https://example.org/bron">bron</a>',
        "Sphinx does not know the link definitions of a page when it reads a message.",
    ),
    Difference(
        ("stukken/wiskunde",),
        ("en",),
        r"\[::\]",
        r"\[e = m c^2 \text{ vooroo hetoo lichtoo}\]",
        "Sphinx writes :: for a translated formula.",
    ),
    Difference(
        ("regels",),
        ("en",),
        "Metoo enoo",
        "Metoo het slot enoo",
        "Sphinx does not know the front matter of a page when it reads a message.",
    ),
    Difference(
        ("stukken/vervangen",),
        ("en",),
        "Inoo opoo",
        "Inoo Gent opoo 2020-01-01",
        "Sphinx does not know the front matter of a page when it reads a message.",
    ),
    Difference(
        ("stukken/citaten",),
        ("en",),
        "zieoo [Rst2021]_.",
        'zieoo <a class="reference internal" href="stukken/oud-formaat.html#rst2021" id="id1">'
        "<span>[Rst2021]</span></a>.",
        "Sphinx reads a message of eval-rst as Markdown.",
    ),
    Difference(
        ("stukken/lijsten",),
        ("en",),
        "<p>klaaroo",
        '<p><input checked="checked" class="task-list-item-checkbox" disabled="disabled" '
        'type="checkbox"/> klaaroo',
        "Sphinx loses the box of a translated task.",
    ),
    Difference(
        ("stukken/lijsten",),
        ("en",),
        "<p>openoo",
        '<p><input class="task-list-item-checkbox" disabled="disabled" type="checkbox"/> openoo',
        "Sphinx loses the box of a translated task.",
    ),
    Difference(
        ("stukken/tabs",),
        ("en",),
        "<span>Knop naar regels</span>",
        '<span><span lang="nl">Knop naar regels</span></span>',
        "Sphinx does not say what is not translated.",
    ),
]
#: Warnings of the stock builds, which a build with catalogs gives for the constructs above.
STOCK_WARNINGS = re.compile(
    r"Substitution error:UndefinedError|inconsistent (term |citation )?references in translated"
)
NEVER_THE_SAME = {
    # Sphinx names a folder of downloads for a hash of the file's path, which has nl/ in front here.
    re.compile(r"_downloads/[0-9a-f]{32}/"): "_downloads/",
    # MyST gives an amsmath environment a random id.
    re.compile(r"equation-[0-9a-f-]{36}"): "equation-uuid",
}


@dataclass
class Trio:
    """The builds that are compared."""

    stock: dict[str, Path]
    ours: Path
    warnings: str

    def part(self, language: str, page: str, selector: str) -> tuple[str, str]:
        """Return a part of a page as Sphinx gives it, with what is known to differ, and as we do."""
        stock = _part(self.stock[language] / f"{page}.html", "", page, selector)
        for known in KNOWN:
            if page in known.pages and language in known.languages:
                assert selector != ".body" or known.stock in stock, f"no longer so: {known.why}"
                stock = stock.replace(known.stock, known.ours)
        ours = _part(self.ours / language / f"{page}.html", language, page, selector)
        return stock, ours


def _part(path: Path, language: str, page: str, selector: str) -> str:
    """Return a part of a page, with its addresses counted from the root of its language."""
    part = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").select_one(selector)
    assert part is not None, f"{path} has no {selector}"
    for element in part.find_all(True):
        for name in ("href", "src", "action"):
            _count_from_root(
                element, name, posixpath.join(language, posixpath.dirname(page)), language
            )
    text = re.sub(r"\s+", " ", str(part))
    for pattern, replacement in NEVER_THE_SAME.items():
        text = pattern.sub(replacement, text)
    return text


def _count_from_root(element: Tag, name: str, folder: str, language: str) -> None:
    address = str(element.get(name, ""))
    if not address or address.startswith(("#", "mailto:")) or "://" in address:
        return
    path, mark, anchor = address.partition("#")
    whole = posixpath.normpath(posixpath.join(folder, path))
    inside = whole.removeprefix(f"{language}/") if language else whole
    element[name] = inside + mark + anchor


@pytest.fixture(scope="module")
def trio(tmp_path_factory: pytest.TempPathFactory) -> Trio:
    place = tmp_path_factory.mktemp("trio")
    ours = Site(place / "ours")
    ours.write({"conf.py": CONF + OURS, "index.md": ROOT_PAGE})
    stock = Site(place / "stock")
    stock.write({"conf.py": CONF})
    for name, text in PAGES.items():
        for site, folder in ((stock, ""), (ours, "nl/")):
            path = site.folder / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    run_sphinx("-b", "gettext", "-D", "language=nl", "stock", "pot", folder=place)
    for path in (place / "pot").rglob("*.pot"):
        template = polib.pofile(str(path))
        for entry in template:
            entry.msgstr = translated(entry.msgid)
            entry.flags = []
        for site in (stock, ours):
            catalogs = site.folder / "locales/en/LC_MESSAGES"
            target = (catalogs / path.relative_to(place / "pot")).with_suffix(".po")
            target.parent.mkdir(parents=True, exist_ok=True)
            template.save(str(target))
    warnings = "".join(
        run_sphinx("-b", "html", "-D", f"language={language}", "stock", language, folder=place)
        for language in LANGUAGES
    )
    unexpected = [line for line in warnings.splitlines() if not STOCK_WARNINGS.search(line)]
    assert unexpected == []
    warnings = run_sphinx("-b", "html", "ours", "out", folder=place)
    return Trio({language: place / language for language in LANGUAGES}, place / "out", warnings)


ARTICLES = [
    *(
        name.rpartition(".")[0]
        for name in PAGES
        if name.endswith((".md", ".rst")) and not name.rpartition("/")[2].startswith("_")
    ),
    "genindex",
    "py-modindex",
]


def test_enough_pages() -> None:
    assert len(ARTICLES) > 25


def test_no_warnings(trio: Trio) -> None:
    assert trio.warnings == ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ARTICLES)
def test_article_is_what_sphinx_gives(trio: Trio, page: str, language: str) -> None:
    for selector in PARTS:
        stock, ours = trio.part(language, page, selector)
        assert ours.replace("><", ">\n<") == stock.replace("><", ">\n<")


def test_head_says_language_title_and_neighbours(trio: Trio) -> None:
    for language in LANGUAGES:
        for page in ARTICLES:
            names = (
                trio.stock[language] / f"{page}.html",
                trio.ours / language / f"{page}.html",
            )
            heads = [
                BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser") for path in names
            ]
            said = [
                [
                    head.html["lang"] if head.html else None,
                    head.title.text if head.title else None,
                    *(
                        # Sphinx leaves an attribute "translated" in them, which is no HTML.
                        str(meta).replace(' translated="True"', "")
                        for meta in head.select("meta[property], meta[name=description]")
                    ),
                    *(
                        f"{link['rel']} {link['title']} {link['href']}"
                        for link in head.select("link[rel=next], link[rel=prev], link[rel=index]")
                    ),
                ]
                for head in heads
            ]
            assert said[1] == said[0], f"{language}/{page}"


def test_frame_of_a_theme_is_what_sphinx_gives(trio: Trio) -> None:
    """Menu, way home, previous and next of a theme that asks Sphinx for much."""
    place = trio.ours.parent
    theme = ("-b", "html", "-D", "html_theme=pydata_sphinx_theme")
    run_sphinx(*theme, "-D", "language=en", "stock", "theme-en", folder=place)
    assert run_sphinx(*theme, "ours", "theme-out", folder=place) == ""
    themed = Trio({"en": place / "theme-en"}, place / "theme-out", "")
    parts = (".bd-header", ".bd-sidebar-primary", ".bd-header-article", ".prev-next-footer")
    # The theme marks "Index" as current where a page is called genindex, not en/genindex.
    for page in (article for article in ARTICLES if article != "genindex"):
        for selector in parts:
            stock, ours = themed.part("en", page, selector)
            assert ours == stock, f"{selector} of {page}"


def test_parallel_equals_serial(trio: Trio) -> None:
    place = trio.ours.parent
    assert run_sphinx("-b", "html", "-j2", "ours", "out-two", folder=place) == ""
    one, two = _files(trio.ours), _files(place / "out-two")
    assert [name for name in one.keys() | two.keys() if one.get(name) != two.get(name)] == []


def _files(folder: Path) -> dict[str, str]:
    """Return the published files by their path, as text, without what is never the same."""
    texts = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith((".", "searchindex.js")):
            texts[name] = path.read_bytes().decode("latin-1")
            for pattern, replacement in NEVER_THE_SAME.items():
                texts[name] = pattern.sub(replacement, texts[name])
    return texts
