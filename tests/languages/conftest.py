"""Small sites, written by a test and built in the same process."""

import shutil
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from docutils import nodes
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_colors

CONF = """
extensions = ["ext.languages", "myst_parser"]
site_languages = ["nl", "en"]
locale_dirs = []
project = "Kast"
html_theme = "basic"
html_copy_source = False
html_use_index = False
exclude_patterns = ["locales", "out*", "doctrees*"]
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 4

# Sphinx's own search index is of one language, and not the same after an incremental build.
def setup(app):
    app.connect("builder-inited", lambda app: setattr(app.builder, "search", False))
"""
INDEX = "# Kast\n\n[](nl/index.md) [](en/index.md)\n"
PO_HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'


def catalog(messages: dict[str, str]) -> str:
    """Return the text of a `.po` file."""

    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

    entries = [f"msgid {quoted(key)}\nmsgstr {quoted(value)}\n" for key, value in messages.items()]
    return "\n".join([PO_HEADER, *entries])


@dataclass
class Output:
    """One build of a small site."""

    folder: Path
    warnings: str
    status: str
    app: SphinxTestApp

    @property
    def files(self) -> dict[str, bytes]:
        """Every published file by its path, without Sphinx's notes to itself."""
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and not path.name.startswith(".buildinfo")
        }

    def page(self, path: str) -> BeautifulSoup:
        """Return a page, by its path, as a tree."""
        return BeautifulSoup((self.folder / path).read_text(encoding="utf-8"), "html.parser")

    def body(self, path: str) -> Tag:
        """Return the text of a page, without the theme's frame."""
        body = self.page(path).select_one(".body")
        assert body is not None, f"{path} has no body"
        return body

    def links(self, path: str) -> list[tuple[str, str]]:
        """Return the links in the text of a page: text and address."""
        return [
            (link.get_text(), str(link["href"]))
            for link in self.body(path).select("a:not(.headerlink)")
        ]

    def doctree(self, docname: str) -> nodes.document:
        return self.app.env.get_doctree(docname)


class Site:
    """A small site in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write({"conf.py": CONF, "index.md": INDEX})

    def write(self, files: dict[str, str | dict[str, str] | bytes]) -> None:
        """Write files by their path; a map is a catalog."""
        for name, content in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, bytes):
                path.write_bytes(content)
            elif isinstance(content, dict):
                path.write_text(catalog(content), encoding="utf-8")
            else:
                path.write_text(dedent(content), encoding="utf-8")

    def remove(self, name: str) -> None:
        (self.folder / name).unlink()

    def build(
        self, builder: str = "dirhtml", *, out: str = "out", parallel: int = 1, **config: Any
    ) -> Output:
        """Build the site; a second build with the same *out* is incremental."""
        status, warnings = StringIO(), StringIO()
        app = SphinxTestApp(
            builder,
            srcdir=self.folder,
            builddir=self.folder / f"{out}-build",
            confoverrides={"nitpicky": True, **config},
            status=status,
            warning=warnings,
            parallel=parallel,
        )
        try:
            app.build()
        finally:
            app.cleanup()
        text = strip_colors(warnings.getvalue()).replace(f"{self.folder}/", "")
        return Output(Path(app.outdir), text, strip_colors(status.getvalue()), app)

    def fresh(self, builder: str = "dirhtml", **options: Any) -> Output:
        """Build the site as if it had never been built."""
        shutil.rmtree(self.folder / "out-fresh-build", ignore_errors=True)
        return self.build(builder, out="out-fresh", **options)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Return an empty site in Dutch and English."""
    return Site(tmp_path / "site")
