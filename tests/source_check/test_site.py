"""The check within a build: reported once, with its line and remedy."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
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
    """A site with the faults of `PAGE`."""

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
        self.published = SphinxTestApp("dirhtml", srcdir=self.source, builddir=folder / "published")
        self.published.build()
        self.published.cleanup()

    def warnings(self, app: SphinxTestApp) -> list[str]:
        text = strip_colors(app.warning.getvalue()).replace(f"{self.source}/", "")
        return [line for line in text.splitlines() if "[source." in line]


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


def test_the_names_of_the_site_are_known(built: Built) -> None:
    names = built.published.source_check_names  # type: ignore[attr-defined]
    assert "height" in names.blocks["hero"]
    assert {"note", "toctree", "figure", "eval-rst"} <= set(names.blocks)
    assert {"lang", "name", "ref"} <= names.roles
    (finding,) = check("# Kast\n\n```{heroo} a\n```\n", names)
    assert finding.message == "There is no block called 'heroo'; did you mean 'hero'?"
