"""The check within a build: reported once, with its line and remedy; in `make live` also on the page."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_colors

from ext.reporting import Problem
from ext.source_check.check import check

FRAME = Path(__file__).parents[1] / "portal" / "roots" / "test-frame"
PAGE = """# Kast

##Kop <b>&

```{hero} a
height: 60vh
```

:::{note}
• een
:::
"""


class Built:
    """A site, once published and once shown by `make live`."""

    def __init__(self, folder: Path) -> None:
        self.source = folder / "site"
        shutil.copytree(FRAME, self.source)
        conf = self.source / "conf.py"
        conf.write_text(
            conf.read_text(encoding="utf-8").replace(
                '"myst_parser",', '"ext.source_check", "myst_parser", "ext.components",'
            )
            + 'myst_enable_extensions = ["colon_fence"]\n',
            encoding="utf-8",
        )
        (self.source / "nl" / "over.md").write_text(PAGE, encoding="utf-8")
        self.published = self.build(folder / "published", False)
        self.live = self.build(folder / "live", True)

    def build(self, out: Path, live: bool) -> SphinxTestApp:
        app = SphinxTestApp(
            "dirhtml",
            srcdir=self.source,
            builddir=out,
            confoverrides={"site_show_messages": live},
        )
        app.build()
        app.cleanup()
        return app

    def warnings(self, app: SphinxTestApp) -> list[str]:
        text = strip_colors(app.warning.getvalue()).replace(f"{self.source}/", "")
        return [line for line in text.splitlines() if "[source." in line]

    def box(self, app: SphinxTestApp, page: str) -> list[Tag]:
        html = (app.outdir / page / "index.html").read_text(encoding="utf-8")
        return list(BeautifulSoup(html, "html.parser").select("main aside.admonition"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    yield Built(tmp_path_factory.mktemp("source-check"))


def test_each_fault_is_reported_once_with_its_line_and_remedy(built: Built) -> None:
    found = built.warnings(built.published)
    assert [line.partition(" ")[0] for line in found] == [
        "nl/over.md:3:",
        "nl/over.md:6:",
        "nl/over.md:10:",
    ]
    assert found[1].endswith(f"{Problem.SOURCE_OPTION.advice} [source.option]")


def test_the_published_page_has_no_box(built: Built) -> None:
    assert built.box(built.published, "nl/over") == []


def test_make_live_shows_the_faults_on_the_page_in_each_language(built: Built) -> None:
    for page in ("nl/over", "en/over"):
        (box,) = built.box(built.live, page)
        items = [item.get_text() for item in box.select("li")]
        assert len(items) == 3
        assert items[0].startswith("nl/over.md:3 '##Kop")
        assert box.select("li b, [style]") == []
    assert built.box(built.live, "nl") == []


def test_the_names_of_the_site_are_known(built: Built) -> None:
    names = built.published.source_check_names  # type: ignore[attr-defined]
    assert "height" in names.blocks["hero"]
    assert {"note", "toctree", "figure", "eval-rst"} <= set(names.blocks)
    assert {"lang", "name", "ref"} <= names.roles
    (finding,) = check("# Kast\n\n```{heroo} a\n```\n", names)
    assert finding.message == "There is no block called 'heroo'; did you mean 'hero'?"
