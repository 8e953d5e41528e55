"""A site of one page, written by a test, with pictures that the test draws."""

import shutil
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from PIL import Image
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_colors

ROOT = Path(__file__).parents[2]
TYPES = ("image/avif", "image/webp")


class Result:
    """One build of the site."""

    def __init__(self, app: SphinxTestApp) -> None:
        self.app = app
        self.folder = Path(app.outdir)

    @property
    def warnings(self) -> list[str]:
        """Every warning of the build, with its place relative to the site."""
        text = strip_colors(self.app.warning.getvalue()).replace(f"{self.app.srcdir}/", "")
        return text.splitlines()

    @property
    def files(self) -> dict[str, bytes]:
        """Every published file, by its path."""
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and path.name not in {".buildinfo", "searchindex.js"}
        }

    @property
    def pictures(self) -> list[str]:
        """The names of all published pictures."""
        return sorted(path.name for path in (self.folder / "_images").glob("*"))

    def find(self, selector: str, path: str = "nl/page.html") -> Tag:
        """The one element of a page that this selects."""
        html = (self.folder / path).read_text(encoding="utf-8")
        (found,) = BeautifulSoup(html, "html.parser").select(selector)
        return found

    def all(self, selector: str, path: str = "nl/page.html") -> list[Tag]:
        """The elements of a page that this selects."""
        html = (self.folder / path).read_text(encoding="utf-8")
        return list(BeautifulSoup(html, "html.parser").select(selector))

    def open(self, name: str) -> Image.Image:
        """A published picture, by the end of its address."""
        return Image.open(self.folder / "_images" / name.rpartition("/")[2])


def candidates(element: Tag) -> dict[int, str]:
    """The files of a `srcset`, by their width."""
    pairs = (part.strip().split(" ") for part in str(element["srcset"]).split(","))
    return {int(width.removesuffix("w")): name for name, width in pairs}


class Site:
    """A copy of the root, to write in and to build more than once."""

    def __init__(self, folder: Path, make_app: Callable[..., SphinxTestApp]) -> None:
        self.folder = folder
        self.make_app = make_app
        self.made: list[str] = []
        shutil.copytree(Path(__file__).parent / "roots" / "test-pictures", folder)
        shutil.copytree(ROOT / "_templates" / "components", folder / "_templates" / "components")
        (folder / "images").mkdir()
        (folder / "nl").mkdir()
        self.entries = ""

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else dedent(text).encode())
        return path

    def draw(self, name: str, image: Image.Image, **options: Any) -> Path:
        """Save a picture."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        image.save(path, **options)
        return path

    def register(self, key: str, file: str, **values: str) -> None:
        """Put a picture of `images/` in the register."""
        entry = {"file": file, "alt": f"Beeld van {key}", "maker": "Ann", "licence": "CC BY 4.0"}
        lines = [f"    {name}: {value}\n" for name, value in (entry | values).items()]
        self.entries += f"  {key}:\n{''.join(lines)}"
        self.write("images/register.yaml", f"language: nl\npictures:\n{self.entries}")

    def build(self, page: str | None = None, builder: str = "html", **options: Any) -> Result:
        """Build the site, with this text on its page."""
        if page is not None:
            self.write("nl/page.md", page)
        parallel = options.pop("parallel", 0)
        app = self.make_app(builder, srcdir=self.folder, confoverrides=options, parallel=parallel)
        app.build()
        app.cleanup()  # So that the site can be built once more.
        status = strip_colors(app.status.getvalue())
        self.made = [line for line in status.splitlines() if line.startswith("making pictures")]
        return Result(app)


@pytest.fixture
def site(tmp_path: Path, make_app: Callable[..., SphinxTestApp]) -> Site:
    """A site without its page."""
    return Site(tmp_path / "site", make_app)
