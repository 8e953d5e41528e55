"""What is in the output already is not written again, and what is not comes back."""

import inspect
from pathlib import Path
from typing import Any

import pytest
from sphinx.builders.html import StandaloneHTMLBuilder

from .conftest import Site

STATIC = {"html_static_path": ["_static"], "html_theme": "basic"}


@pytest.fixture
def with_static(site: Site) -> Site:
    site.write({"_static/own.css": "p { color: red }\n", "_static/js/own.js": "let a = 1;\n"})
    return site


def state(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def build(site: Site, **settings: Any) -> Path:
    return Path(site.build(**STATIC, **settings).folder)


def test_a_build_without_a_change_writes_nothing(with_static: Site) -> None:
    before = state(build(with_static))
    assert state(build(with_static)) == before


def test_a_file_that_is_gone_comes_back_and_a_changed_one_is_copied(with_static: Site) -> None:
    folder = build(with_static)
    (folder / "_static" / "own.css").unlink()
    with_static.write({"_static/js/own.js": "let b = 2;\n"})
    build(with_static)
    assert (folder / "_static" / "own.css").read_text() == "p { color: red }\n"
    assert (folder / "_static" / "js" / "own.js").read_text() == "let b = 2;\n"
    with_static.write({"_static/new.css": "a { color: blue }\n"})
    build(with_static)
    assert (folder / "_static" / "new.css").is_file()


def test_a_setting_reaches_the_templates_among_static_files(with_static: Site) -> None:
    name = Path("_static", "documentation_options.js")
    before = (build(with_static, release="1") / name).read_text()
    assert (build(with_static, release="2") / name).read_text() != before


def test_sphinx_writes_by_the_methods_that_are_overridden() -> None:
    page = inspect.signature(StandaloneHTMLBuilder.handle_page).parameters
    assert page["outfilename"].kind is inspect.Parameter.KEYWORD_ONLY
    finish = inspect.getsource(StandaloneHTMLBuilder.finish)
    finish += inspect.getsource(StandaloneHTMLBuilder.handle_finish)
    assert {"write_buildinfo", "dump_inventory"} <= {
        word.strip("().") for word in finish.replace("(", " ").replace("self.", " ").split()
    }
    # Static files are copied before pages are written, which name scripts by what these hold.
    assert "copy_static_files" in inspect.getsource(StandaloneHTMLBuilder.copy_assets)
    write = inspect.getsource(StandaloneHTMLBuilder.write)
    assert write.index("self.copy_assets()") < write.index("self.write_documents(")
