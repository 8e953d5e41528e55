"""A small site in two languages with an address, written by the tests of this room."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from PIL import Image
from sphinx.testing.util import SphinxTestApp

BASE = "https://portal.example.org/"
CONF = """
from pathlib import Path
import ext
project = "Sharing"
extensions = ["ext.languages", "myst_parser", "ext.components", "ext.portal", "ext.sharing"]
site_languages = ["nl", "en"]
locale_dirs = []
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence"]
html_theme = "pydata_sphinx_theme"
html_theme_options = {"show_prev_next": False, "disable_search": True}
html_static_path = ["_static"]
templates_path = [str(Path(ext.__file__).parent.parent / "_templates")]
redirects = {"about": "nl/kast"}
html_title = "Virtual Science Collections of Flanders"
sharing_locales = {"nl": "nl_BE"}
"""
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
PAGES = {
    "index.md": "---\norphan: true\n---\n\n# Talen\n",
    "nl/index.md": "# Thuis\n\nWelkom.\n\n```{toctree}\nkast\n```\n",
    "nl/kast.md": "---\ndescription: Wat er in de kast ligt.\n---\n\n"
    "# Kast & *lade*\n\nTekst.\n\n```{toctree}\nlade\n```\n",
    "nl/lade.md": "# Lade\n\nNiet vertaald.\n",
    "locales/en/LC_MESSAGES/kast.po": HEADER + '\nmsgid "Kast & *lade*"\n'
    'msgstr "Cupboard & *drawer*"\n\nmsgid "Wat er in de kast ligt."\n'
    'msgstr "What is in the \\"cupboard\\"."\n',
    "locales/en/LC_MESSAGES/index.po": HEADER + '\nmsgid "Welkom."\nmsgstr "Welcome."\n',
}


class Site:
    """The site, as it was last built."""

    def __init__(self, folder: Path, make_app: Callable[..., SphinxTestApp]) -> None:
        self.folder = folder
        self._make_app = make_app
        self.outdir = folder / "_build" / "dirhtml"
        self.warnings = ""
        for name, text in {"conf.py": CONF, **PAGES}.items():
            self.write(name, text)
        (folder / "_static" / "cards").mkdir(parents=True)
        for code in ("nl", "en"):
            Image.new("RGB", (1200, 630)).save(folder / "_static" / "cards" / f"{code}.png")

    def write(self, name: str, text: str) -> None:
        """Write a file of the site."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def build(self, builder: str = "dirhtml", fresh: bool = False, **settings: Any) -> Site:
        """Build."""
        app = self._make_app(
            builder,
            srcdir=self.folder,
            confoverrides={"html_baseurl": BASE, **settings},
            freshenv=fresh,
        )
        self.outdir = Path(app.outdir)
        app.build()
        app.cleanup()  # So that the site can be built once more.
        self.warnings = app.warning.getvalue()
        return self

    def soup(self, path: str) -> BeautifulSoup:
        """A written page."""
        name = self.outdir / path / "index.html"
        return BeautifulSoup(name.read_text(encoding="utf-8"), "html.parser")

    def properties(self, path: str) -> dict[str, list[str]]:
        """What networks read of a page: the values of each property."""
        found: dict[str, list[str]] = {}
        for meta in self.soup(path).select("meta[property]"):
            found.setdefault(str(meta["property"]), []).append(str(meta["content"]))
        return found

    def linked(self, path: str) -> list[dict[str, Any]]:
        """What search engines read of it."""
        scripts = self.soup(path).select('script[type="application/ld+json"]')
        assert len(scripts) <= 1
        return [one for script in scripts for one in json.loads(script.string or "")["@graph"]]

    def files(self) -> dict[str, bytes]:
        """The files that this room writes."""
        paths = [self.outdir / "sitemap.xml", self.outdir / "robots.txt"]
        return {path.name: path.read_bytes() for path in paths if path.is_file()}


@pytest.fixture
def site(tmp_path: Path, make_app: Callable[..., SphinxTestApp]) -> Site:
    """Return the small site, not yet built."""
    return Site(tmp_path / "site", make_app)
