"""A small site with five news items and three events, in Dutch and English."""

from pathlib import Path

import pytest

import ext
from tests.languages.conftest import Output, Site

#: The stated day of builds, and the day after it.
DAY, NEXT_DAY = 1_800_014_400, 1_800_100_800  # 2027-01-15 and 2027-01-16, noon in Brussels
ROOT = Path(ext.__file__).parent.parent
CONF = f"""
extensions = ["ext.languages", "myst_parser", "ext.pictures", "ext.components", "ext.portal", "ext.news", "ext.sharing"]
site_languages = ["nl", "en"]
news_folder = "nieuws"
project = author = "Kast"
html_theme = "pydata_sphinx_theme"
html_theme_options = {{"show_prev_next": False, "disable_search": True}}
html_baseurl = "https://portal.example.org/"
html_copy_source = False
html_use_index = False
exclude_patterns = ["locales", "out*", "doctrees*"]
templates_path = [{str(ROOT / "_templates")!r}]
myst_enable_extensions = ["colon_fence"]

def setup(app):
    app.connect("builder-inited", lambda app: setattr(app.builder, "search", False))
"""


def page(title: str, front: str, text: str = "Tekst.") -> str:
    return f"---\n{front}\n---\n\n# {title}\n\n{text}\n"


PAGES: dict[str, str | dict[str, str]] = {
    "index.md": "---\norphan: true\n---\n\n# Talen\n",
    "nl/index.md": "# Thuis\n\n```{news}\n:limit: 2\n:cards:\n```\n\n```{toctree}\nnieuws/index\nagenda\nover\n```\n",
    "nl/over.md": "# Over\n\nTekst.\n",
    "nl/nieuws/index.md": "---\npermalink: {en: /en/news/}\n---\n\n# Nieuws\n\n```{news}\n:by-year:\n```\n",
    "nl/agenda.md": "# Agenda\n\n```{events}\n```\n\n## Voorbij\n\n```{events}\n:past:\n```\n",
    # News: translated, untranslated, in both languages by hand, written in English, and of tomorrow.
    "nl/nieuws/start.md": page(
        "Het project begint",
        "lang-ref: news/start\ndate: 2026-11-20\nauthor: An Peeters\ntags: [project]\n"
        "description: Negen partners werken samen.",
    ),
    "nl/nieuws/lade.md": page(
        "Een lade open", "lang-ref: news/drawer\ndate: 2026-12-03\nuntil: 2027-01-15"
    ),
    "nl/nieuws/gids.md": page("De gids", "lang-ref: news/guide\ndate: 2027-01-10\npicture: fern"),
    "en/nieuws/gids.md": page(
        "The guide",
        "lang-ref: news/guide\npermalink: /en/news/guide/\ndate: 2027-01-10\npicture: fern",
    ),
    "en/nieuws/loan.md": page("A loan", "permalink: {nl: /nl/nieuws/bruikleen/}\ndate: 2027-01-12"),
    "nl/nieuws/morgen.md": page("Morgen", "lang-ref: news/tomorrow\ndate: 2027-01-16"),
    # Events: over, until today, and to come.
    "nl/nieuws/lezing.md": page(
        "Een lezing",
        "event:\n  start: 2026-10-07 19:30\n  end: 2026-10-07 21:00\n  place: Plantentuin\n"
        "  address: Nieuwelaan 38, Meise\ndate: 2026-09-01",
    ),
    "nl/nieuws/week.md": page(
        "De open week", "event:\n  start: 2027-01-13\n  end: 2027-01-15\n  place: Museum"
    ),
    "nl/nieuws/cursus.md": page("Een cursus", "event:\n  start: 2027-03-01 10:00"),
    "images/register.yaml": "language: en\npictures:\n  fern:\n    file: fern.svg\n    alt: A fern\n"
    "    maker: An\n    licence: CC0\n    kind: drawing\n",
    "images/fern.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40"><path d="M0 0h60v40H0z"/></svg>',
    "locales/nl/LC_MESSAGES/images.po": {"A fern": "Een varen", "An": "An"},
    "locales/en/LC_MESSAGES/nieuws/start.po": {
        "Het project begint": "The project begins",
        "Tekst.": "Text.",
        "Negen partners werken samen.": "Nine partners work together.",
    },
    "locales/en/LC_MESSAGES/nieuws/lezing.po": {
        "Een lezing": "A lecture",
        "Tekst.": "Text.",
        "Plantentuin": "Botanic garden",
    },
    "locales/en/LC_MESSAGES/nieuws/morgen.po": {"Morgen": "Tomorrow"},
    "locales/nl/LC_MESSAGES/nieuws/loan.po": {"A loan": "Een bruikleen", "Tekst.": "Tekst."},
}


class NewsSite(Site):
    """The site, built for a stated day."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__(folder)
        self.monkeypatch = monkeypatch
        self.on(DAY)
        self.write({"conf.py": CONF, **PAGES})

    def on(self, moment: int) -> None:
        """State another day."""
        self.monkeypatch.setenv("SOURCE_DATE_EPOCH", str(moment))


def titles(output: Output, path: str, number: int = 0) -> list[str]:
    """The titles in a list of a page."""
    found = output.page(path).select(".vsc-news")[number]
    return [one.get_text() for one in found.select(".vsc-news__title")]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> NewsSite:
    """Return the site, not yet built."""
    return NewsSite(tmp_path / "site", monkeypatch)
