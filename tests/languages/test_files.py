"""A site reads and publishes its own files alone, whatever a page or a catalog names."""

import sys
from pathlib import Path
from textwrap import dedent

import pytest

from .conftest import Output, Site

#: In every file that must not be read.
SECRET = "GEHEIM-OUTSIDE"
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>{SECRET}</title></svg>'
#: Each stands on a page of its own, from line 3 on.
REFUSED = {
    "include": "```{include} ../../outside/s.txt\n```",
    "include-from-the-root": "```{include} /../outside/s.txt\n```",
    "include-two-slashes": "```{include} //etc/passwd\n```",
    "include-hidden": "```{include} /.git/config\n```",
    "include-literal": "```{include} ../../outside/s.txt\n:literal:\n```",
    "include-of-docutils": "```{include} <isonum.txt>\n```",
    "include-of-docutils-absolute": "```{include} </etc/passwd>\n```",
    "include-device": f"```{{include}} {'../' * 24}dev/zero\n```",
    "include-link": "```{include} uit.txt\n```",
    "include-in-a-block": ":::{note}\n```{include} ../../outside/s.txt\n```\n:::",
    "include-itself": "```{include} include-itself.md\n```",
    "literalinclude": "```{literalinclude} /../outside/s.txt\n```",
    "literalinclude-diff": "```{literalinclude} goed.txt\n:diff: ../../outside/s.txt\n```",
    "csv-file": "```{csv-table} Tabel\n:file: ../../outside/s.txt\n```",
    "csv-root": "```{csv-table} Tabel\n:file: /etc/passwd/../../../outside/s.txt\n```",
    "csv-url": "```{csv-table} Tabel\n:url: http://127.0.0.1:9/s.csv\n```",
    "csv-file-url": "```{csv-table} Tabel\n:url: file:///etc/passwd\n```",
    "raw-file": "```{raw} html\n:file: ../../outside/s.txt\n```",
    "raw-hidden": "```{raw} html\n:file: ../.git/config\n```",
    "raw-url": "```{raw} html\n:url: https://127.0.0.1:9/s.html\n```",
    "download": "Het {download}`verslag <../../outside/s.txt>`.",
    "download-in-a-folder-link": "Het {download}`verslag <map/s.txt>`.",
    "download-built": "Het {download}`verslag </out-build/dirhtml/gemaakt.txt>`.",
    "link": "Het [verslag](../../outside/s.txt).",
    "link-hidden": "Het [verslag](.verborgen.txt).",
    "link-path": "Het [verslag](path:../../outside/s.txt).",
    "link-project": "Het [verslag](project:../../outside/s.md).",
    "picture": "![Plaat](../../outside/s.svg)",
    "picture-link": "![Plaat](uit.svg)",
    "picture-forms": "![Plaat](uit.*)",
    "picture-of-a-language": "![Plaat](taal.svg)",
    "picture-host": "![Plaat](//127.0.0.1:9/s.svg)",
    "picture-address": "```{image} file:///etc/passwd\n```",
    "figure": "```{figure} ../../outside/s.svg\n:figwidth: image\n\nOnderschrift\n```",
    "image": "```{image} /../outside/s.svg\n```",
    "rest-include": "```{eval-rst}\n.. include:: ../../outside/s.txt\n```",
    "rest-include-of-docutils": "```{eval-rst}\n.. include:: <isonum.txt>\n```",
    "rest-literalinclude": "```{eval-rst}\n.. literalinclude:: ../../outside/s.txt\n```",
    "rest-csv": "```{eval-rst}\n.. csv-table:: T\n   :file: ../../outside/s.txt\n```",
    "rest-raw": "```{eval-rst}\n.. raw:: html\n   :file: ../../outside/s.txt\n```",
    "rest-raw-url": "```{eval-rst}\n.. raw:: html\n   :url: http://127.0.0.1:9/s.html\n```",
    "rest-download": "```{eval-rst}\nHet :download:`verslag <../../outside/s.txt>`.\n```",
    "rest-picture": "```{eval-rst}\n.. image:: ../../outside/s.svg\n```",
}
FINE = """\
    # Goed

    ```{include} goed.txt
    ```

    ```{literalinclude} /goed.txt
    ```

    ```{csv-table} Tabel
    :file: goed.txt
    ```

    ```{csv-table} Tabel
    :file: /nl/goed.txt
    ```

    ```{raw} html
    :file: binnen.txt
    ```

    {download}`een <goed.txt>` [twee](binnen.txt) ![drie](goed.svg) ![vier](goed.*)
    """


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Output:
    """Return the one build of a site on which everything stands."""
    folder = tmp_path_factory.mktemp("files")
    (folder / "outside").mkdir()
    for name in ("s.txt", "s.md"):
        (folder / "outside" / name).write_text(f"# {SECRET}\n")
    (folder / "outside" / "s.svg").write_text(SVG)
    (folder / "outside" / "s.po").write_text(f'msgid "Goed"\nmsgstr "{SECRET}"\n')
    site = Site(folder / "site")
    pages = {f"nl/{name}.md": f"# {name}\n\n{text}\n\nNa.\n" for name, text in REFUSED.items()}
    site.write(
        {
            **pages,
            "nl/index.md": "# Thuis\n\n```{toctree}\n:glob:\n*\n```\n",
            "nl/goed.md": dedent(FINE),
            "nl/lawine.md": "# Lawine\n\n```{include} _0.txt\n```\n",
            **{f"nl/_{n}.txt": f"```{{include}} _{n + 1}.txt\n```\n" * 10 for n in range(9)},
            "nl/_9.txt": "Sneeuw.\n",
            "nl/parser.md": "# Parser\n\n```{include} goed.txt\n:parser: this\n```\n",
            "nl/rest.rst": "Rest\n====\n\n.. raw:: html\n   :file: ../../outside/s.txt\n",
            "nl/goed.txt": "goed\n",
            "nl/goed.svg": SVG.replace(SECRET, "goed"),
            "nl/taal.svg": SVG.replace(SECRET, "goed"),
            "nl/.verborgen.txt": SECRET,
            ".git/config": SECRET,
            "out-build/dirhtml/gemaakt.txt": "gemaakt",
            "locales/en/LC_MESSAGES/link.po": {"Na.": "![After](../../outside/s.svg)"},
        }
    )
    links = {
        "nl/uit.txt": "../../outside/s.txt",
        "nl/uit.svg": "../../outside/s.svg",
        "nl/taal.nl.svg": "../../outside/s.svg",
        "nl/map": "../../outside",
        "nl/binnen.txt": "goed.txt",
        "nl/pagina.md": "../../outside/s.md",
        "locales/en/LC_MESSAGES/goed.po": "../../../../outside/s.po",
    }
    for name, target in links.items():
        Path(site.folder, name).symlink_to(target)
    return site.build()


@pytest.mark.parametrize("name", REFUSED)
def test_what_leads_out_is_left_out_and_reported(output: Output, name: str) -> None:
    line = 4 if name in ("include-in-a-block",) or name.startswith("rest-") else 3
    said = [line for line in output.warnings.splitlines() if line.startswith(f"nl/{name}.md:")]
    assert len(said) == 1, said
    assert said[0].startswith(f"nl/{name}.md:{line}: "), said
    assert "left out" in said[0]
    body = output.body(f"nl/{name}/index.html")
    assert body.get_text().split().count("Na.") == 1
    assert body.get_text().split()[-1] == "Na."
    assert not body.select("img, table, pre, a.download")


def test_the_rest_of_the_site_is_built_and_holds_none_of_it(output: Output) -> None:
    assert SECRET.encode() not in b"".join(output.files.values())
    assert b"root:x:" not in b"".join(output.files.values())
    assert len([name for name in output.files if name.startswith("en/")]) >= len(REFUSED) + 3
    body = output.body("nl/goed/index.html")
    assert len(body.select("table")) == 2
    assert [img["alt"] for img in body.select("img")] == ["drie", "vier"]
    assert [a.get_text() for a in body.select("a.download")] == ["een", "twee"]
    assert body.get_text().count("goed") >= 5


def test_pages_and_catalogs_that_are_links_out_of_the_site_are_left_out(output: Output) -> None:
    assert "nl/pagina.md:1: ERROR: This page is left out: it is outside" in output.warnings
    assert "nl/map/s.md:1: ERROR: This page is left out" in output.warnings
    assert "nl/rest.rst:4: ERROR: '../../outside/s.txt' is left out" in output.warnings
    assert "locales/en/LC_MESSAGES/goed.po:1: WARNING: " in output.warnings
    assert not [name for name in output.files if "pagina" in name or name.startswith("nl/map")]


def test_files_that_include_files_come_to_an_end(output: Output) -> None:
    assert "is left out: the page includes more than 500 files." in output.warnings
    assert output.body("nl/lawine/index.html").get_text().count("Sneeuw") < 500


def test_a_page_names_no_python_module_to_be_imported(output: Output) -> None:
    assert "nl/parser.md:4: WARNING: 'include': Unknown option" in output.warnings
    assert "this" not in sys.modules


def test_a_translation_that_shows_a_picture_from_outside_is_not_used(output: Output) -> None:
    assert "locales/en/LC_MESSAGES/link.po" in output.warnings
    assert not output.body("en/link/index.html").select("img")
