"""A small site in two languages with a search, written by the tests of this room."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_colors

CONF = """
from pathlib import Path
import ext
project = "Search"
extensions = ["ext.languages", "myst_parser", "ext.portal", "ext.search"]
site_languages = ["nl", "en"]
locale_dirs = []
exclude_patterns = ["_build"]
html_theme = "pydata_sphinx_theme"
html_theme_options = {"show_prev_next": False, "disable_search": True}
templates_path = [str(Path(ext.__file__).parent.parent / "_templates")]
redirects = {"about": "nl/kast"}
"""
HOME = "# Thuis\n\nWelkom.\n\n```{toctree}\nkast\nKaart <sitemap>\n```\n"
CUPBOARD = "# Kast\n\nIn de kast liggen herbariumvellen.\n\n## Zaden\n\nEr is ook een zaadbank.\n"
CATALOG = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'


class Site:
    """The site, as it was last built."""

    def __init__(self, folder: Path, make_app: Callable[..., SphinxTestApp]) -> None:
        self.folder = folder
        self._make_app = make_app
        self.outdir = folder / "_build" / "dirhtml"
        self.write("conf.py", CONF)
        self.write("index.md", "---\norphan: true\n---\n\n# Talen\n")
        self.write("nl/index.md", HOME)
        self.write("nl/kast.md", CUPBOARD)
        self.write("nl/sitemap.md", "# Sitemap\n\n```{site-map}\n```\n")

    def write(self, name: str, text: str) -> None:
        """Write a file of the site."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip(), encoding="utf-8")

    def translate(self, page: str, **words: str) -> None:
        """Translate a page into English: ``translate("kast", Kast="Cupboard")``."""
        pairs = [f'msgid "{one}"\nmsgstr "{other}"\n' for one, other in words.items()]
        name = f"locales/en/LC_MESSAGES/{page}.po"
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join([CATALOG, *pairs]), encoding="utf-8")

    def build(self, builder: str = "dirhtml", fresh: bool = False, **settings: Any) -> str:
        """Build, and return the warnings."""
        app = self._make_app(
            builder, srcdir=self.folder, confoverrides=settings, freshenv=fresh, verbosity=0
        )
        self.outdir = Path(app.outdir)
        app.build()
        app.cleanup()  # So that the site can be built once more.
        return strip_colors(app.warning.getvalue()).replace(f"{self.folder}/", "")

    def published(self) -> dict[str, bytes]:
        """The files of all indexes."""
        folder = self.outdir / "pagefind"
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }

    def index(self, language: str) -> dict[str, dict[str, Any]]:
        """What Pagefind keeps of each page of a language, by the page's address."""
        found = {}
        for path in (self.outdir / "pagefind" / language / "fragment").glob("*.pf_fragment"):
            page = json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
            found[page["url"]] = page
        return found


@pytest.fixture
def site(tmp_path: Path, make_app: Callable[..., SphinxTestApp]) -> Site:
    """Return the small site, not yet built."""
    folder = tmp_path / "site"
    folder.mkdir()
    return Site(folder, make_app)
