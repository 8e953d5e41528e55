"""A site of one page, written by a test: what it warns of, and what comes out."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from docutils import nodes
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_colors

ROOT = Path(__file__).parents[2]


@dataclass
class Result:
    """One build of the site."""

    app: SphinxTestApp

    @property
    def warnings(self) -> list[str]:
        """Every warning of the build, with its place relative to the site."""
        text = strip_colors(self.app.warning.getvalue()).replace(f"{self.app.srcdir}/", "")
        return text.splitlines()

    @property
    def doctree(self) -> nodes.document:
        """The tree of the page as it was written."""
        return self.app.env.get_doctree("nl/page")

    def soup(self, path: str = "nl/page.html") -> BeautifulSoup:
        return BeautifulSoup((self.app.outdir / path).read_text(encoding="utf-8"), "html.parser")

    def find(self, selector: str, path: str = "nl/page.html") -> Tag:
        """The one element of a page that this selects."""
        (found,) = self.soup(path).select(selector)
        return found

    def text(self, selector: str, path: str = "nl/page.html") -> str:
        """The words of the one element that this selects, with single spaces."""
        return words(self.find(selector, path))


def words(element: Tag) -> str:
    """The words of an element, with single spaces."""
    return " ".join(element.get_text(" ").split())


class Site:
    """A copy of the root, to write in and to build more than once."""

    def __init__(self, folder: Path, make_app: Callable[..., SphinxTestApp]) -> None:
        self.folder = folder
        self.make_app = make_app
        shutil.copytree(Path(__file__).parent / "roots" / "test-blocks", folder)
        shutil.copytree(ROOT / "_templates" / "components", folder / "_templates" / "components")

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")

    def build(self, page: str | None = None, *, builder: str = "html", **options: Any) -> Result:
        """Build the site, with this text on its page."""
        if page is not None:
            self.write("nl/page.md", page)
        parallel = options.pop("parallel", 0)
        app = self.make_app(
            builder,
            srcdir=self.folder,
            confoverrides={"nitpicky": True, **options},
            parallel=parallel,
        )
        app.build()
        app.cleanup()  # So that the site can be built once more.
        return Result(app)


@pytest.fixture
def site(tmp_path: Path, make_app: Callable[..., SphinxTestApp]) -> Site:
    """A site without its page."""
    return Site(tmp_path / "site", make_app)


@pytest.fixture
def build(site: Site) -> Callable[..., Result]:
    """Build the site with a text on its page; fail on any warning."""

    def run(page: str, **options: Any) -> Result:
        result = site.build(page, **options)
        assert result.warnings == []
        return result

    return run


@pytest.fixture
def warnings(site: Site) -> Callable[..., list[str]]:
    """The warnings of a site with a text on its page."""

    def run(page: str, **options: Any) -> list[str]:
        return site.build(page, **options).warnings

    return run
