"""The portal computes nothing on a page, and publishes nothing that lies outside it."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from ext.safety.braces import expressions
from tests.conftest import clean_environment, copy_of_the_site

SECRET = "GEHEIM-OUTSIDE"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>{}</title><rect width="9" height="9"/></svg>'
PAGE = """\
---
myst:
  substitutions:
    zin: "{{ lipsum.__globals__ }}"
---

# Titel {{ a }}

```{toctree}
:hidden:
:caption: Menu {{ kop }}

Regel {{ r }} <index>
```

![Beeld {{ beeld }}](../images/shells.svg "{{ 1 }}") [link](index.md "naar {{ link }}")

Een zin met `{{ code }}` en {math}`x_{{2}}`,
en {{ cycler.__init__.__globals__ }} op deze regel.

- punt {{ 2 *3* 4 }} einde

{{ zin }}

| kop |
|---|
| {{ cel }} |

```text
{{ code }}
```

```{eval-rst}
Ook {{ rest }}.
```

```{split} buiten
Woorden.
```

```{split} verborgen
Woorden.
```
"""
REGISTER = """
  buiten:
    kind: drawing
    file: ../../outside/s.svg
    alt: Buiten
    maker: Iemand
    licence: CC BY 4.0
  verborgen:
    kind: drawing
    alt: Verborgen
    file: .verborgen.svg
    maker: Iemand
    licence: CC BY 4.0
"""
CONF = """
gbif_snapshot = "../outside/gbif.json"
html_favicon = "_static/link.svg"
html_extra_path = ["../outside"]
"""


@dataclass
class Built:
    """What a build said, by line, and where it wrote."""

    said: list[str]
    status: int
    folder: Path
    conf: list[str]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the one build of a small portal on which all of it stands."""
    folder = tmp_path_factory.mktemp("safety")
    site = copy_of_the_site(folder / "site", small=True)
    (folder / "outside").mkdir()
    for name in ("s.svg", "x.txt", "gbif.json"):
        (folder / "outside" / name).write_text(SVG.format(SECRET))
    (site / "nl/pagina.md").write_text(PAGE)
    (site / "images/.verborgen.svg").write_text(SVG.format(SECRET))
    with (site / "images/register.yaml").open("a") as register:
        register.write(REGISTER)
    with (site / "conf.py").open("a") as conf:
        conf.write(CONF)
    (site / "_static/link.svg").symlink_to("../../outside/s.svg")
    (site / "_static/img").symlink_to("../../outside")
    (site / "_static/css/uit.svg").symlink_to("../../../outside/s.svg")
    (site / "_static/binnen.svg").symlink_to("favicon.svg")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", ".", "_build/html"]
    done = subprocess.run(
        command, cwd=site, env=clean_environment(), capture_output=True, text=True, check=False
    )
    said = [line.replace(f"{site}/", "") for line in done.stderr.splitlines()]
    said = [line for line in said if "toc.not_included" not in line]
    conf_lines = (site / "conf.py").read_text().splitlines()
    return Built(said, done.returncode, site / "_build/html", conf_lines)


def test_what_a_page_would_compute_is_left_out_and_reported(built: Built) -> None:
    said = [line for line in built.said if "[safety.braces]" in line]
    assert [line.partition(" is left out.")[0] for line in said] == [
        "nl/pagina.md:7: WARNING: '{{ a }}'",
        "nl/pagina.md:9: WARNING: '{{ kop }}'",
        "nl/pagina.md:9: WARNING: '{{ r }}'",
        "nl/pagina.md:16: WARNING: '{{ beeld }}'",
        "nl/pagina.md:16: WARNING: '{{ 1 }}'",
        "nl/pagina.md:16: WARNING: '{{ link }}'",
        "nl/pagina.md:19: WARNING: '{{ cycler.init.globals }}'",
        "nl/pagina.md:21: WARNING: '{{ 2 3 4 }}'",
        "nl/pagina.md:23: WARNING: '{{ zin }}'",
        "nl/pagina.md:27: WARNING: '{{ cel }}'",  # MyST knows the table's line.
        "nl/pagina.md:34: WARNING: '{{ rest }}'",
    ]
    page = BeautifulSoup((built.folder / "nl/pagina.html").read_text(), "html.parser")
    assert str(page).count("{{") == 3  # In code twice, and in a formula.
    assert [code.get_text().strip() for code in page.select("code, pre")] == ["{{ code }}"] * 2


def test_pictures_from_outside_are_not_shown(built: Built) -> None:
    said = [line for line in built.said if line.startswith("images/register.yaml:")]
    lines = (built.folder.parents[1] / "images/register.yaml").read_text().splitlines()
    assert len(said) == 2
    for line, file, why in zip(
        said,
        ("../../outside/s.svg", ".verborgen.svg"),
        ("is outside", "is a hidden"),
        strict=True,
    ):
        number = lines.index(f"    file: {file}") + 1
        assert line.startswith(f"images/register.yaml:{number}: WARNING: ")
        assert f"{file!r} {why}" in line
    assert "Buiten" not in (built.folder / "nl/pagina.html").read_text()


def test_settings_and_links_that_lead_out_are_left_out(built: Built) -> None:
    said = [line for line in built.said if "[safety.file]" in line]
    for setting in ("gbif_snapshot", "html_favicon", "html_extra_path"):
        number = next(n for n, line in enumerate(built.conf, 1) if line in CONF and setting in line)
        assert any(line.startswith(f"conf.py:{number}: WARNING: {setting}: ") for line in said)
    for link in ("_static/link.svg", "_static/img", "_static/css/uit.svg"):
        assert f"{link}:1: WARNING: This is not published: it is outside" in "\n".join(said)
    assert len(said) == 6
    assert (built.folder / "_static/binnen.svg").is_file()


def test_nothing_from_outside_is_published_and_the_rest_is(built: Built) -> None:
    files = [path for path in built.folder.rglob("*") if path.is_file()]
    assert not [path for path in files if SECRET.encode() in path.read_bytes()]
    assert (built.folder / "en/index.html").is_file()
    assert built.status == 1
    assert not [line for line in built.said if "Traceback" in line]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("a {{ b }} {{c}}", [(2, 9), (10, 15)]),
        ("}} {{ a", []),
        ("{{ {{ a }} b }}", [(0, 10)]),
        ("{{" * 50_000, []),
    ],
)
def test_expressions(text: str, expected: list[tuple[int, int]]) -> None:
    assert list(expressions(text)) == expected
