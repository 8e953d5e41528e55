"""How often costly things happen in a small build: no more often than `counts.py` says."""

import json
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest

from tests.conftest import ROOT, clean_environment

from .counts import COUNTS

CONF = f"""
from pathlib import Path
from runpy import run_path

globals().update(run_path({str(ROOT / "conf.py")!r}))
html_baseurl = "https://portal.example.org/"
redirects = {{"about": "en/text"}}
"""
HOME = "# Thuis\n\n```{hero} fern-wall\n\nWelkom.\n```\n\n```{toctree}\npartners\ntext\n```\n"
PARTNERS = """# Partners

::::{partner-cards} Vlaamse partners

:::{partner} [Plantentuin](https://example.org)
:key: garden
Een tuin.
:::
::::
"""
TEXT = "# Tekst\n\nEen zin over [partners](partners.md).\n"
CATALOG = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Tekst"
msgstr "Text"
"""


class Site:
    """A site of three pages in two languages, with all that the portal has."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("_static", "_templates", "images"):
            copytree(ROOT / name, folder / "source" / name)
        self.write("conf.py", CONF)
        self.write("index.md", "---\norphan: true\n---\n\n# Talen\n")
        self.write("nl/index.md", HOME)
        self.write("nl/partners.md", PARTNERS)
        self.write("nl/text.md", TEXT)
        self.write("locales/en/LC_MESSAGES/text.po", CATALOG)
        self.builds = 0

    def write(self, name: str, text: str) -> None:
        path = self.folder / "source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def build(self) -> dict[str, object]:
        """Build the site, and return what the build did."""
        self.builds += 1
        report = self.folder / f"{self.builds}.json"
        command = [
            sys.executable,
            "-m",
            "tests.counts.counting",
            str(report),
            "-q",
            "-b",
            "dirhtml",
        ]
        command += ["-j1", "-d", str(self.folder / "doctrees"), str(self.folder / "source")]
        done = subprocess.run(
            [*command, str(self.folder / "site")],
            cwd=ROOT,
            env=clean_environment(),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        return json.loads(report.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    """Return what each build did, one after another."""
    site = Site(tmp_path_factory.mktemp("counts"))
    found = {"fresh": site.build(), "nothing changed": site.build()}
    site.write("nl/text.md", TEXT + "\nNog een zin.\n")
    found["one page"] = site.build()
    site.write("locales/en/LC_MESSAGES/text.po", CATALOG.replace('"Text"', '"A text"'))
    found["one message"] = site.build()
    site.write(
        "images/register.yaml", (ROOT / "images/register.yaml").read_text() + "# A comment\n"
    )
    found["a comment in the register"] = site.build()
    sheet = "_static/css/print.css"
    site.write(sheet, (ROOT / sheet).read_text() + "\np { orphans: 3; }\n")
    found["a style sheet"] = site.build()
    return found


@pytest.mark.parametrize("step", COUNTS)
def test_costly_things_happen_as_often_as_the_table_says(
    counted: dict[str, dict[str, object]], step: str
) -> None:
    found = counted[step]
    advice = (
        "Fewer than in tests/counts/counts.py: write the new count there. More: find out why; if it "
        "must be, say why there."
    )
    assert found["counts"] == COUNTS[step], f"{advice}\nWritten: {found['written']}"
