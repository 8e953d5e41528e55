"""A small site whose pages are cut, and the real one with a page of everything that Markdown makes."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sphinx.testing.util import SphinxTestApp

from tests.conftest import clean_environment

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent


@pytest.fixture
def small(make_app: Callable[..., Any], tmp_path: Path) -> Callable[..., SphinxTestApp]:
    """Return ``small(name)``: the small site, built from the same sources into another folder."""
    source = tmp_path / "site"
    shutil.copytree(HERE / "roots" / "test-weight", source)

    def build(name: str = "out", builder: str = "dirhtml", **settings: Any) -> SphinxTestApp:
        app = make_app(builder, srcdir=source, builddir=tmp_path / name, confoverrides=settings)
        app.build()
        return app

    return build


@pytest.fixture(scope="session")
def full_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built site of the portal, with the page ``/nl/text/`` of all that Markdown makes."""
    source = tmp_path_factory.mktemp("full")
    for name in ("conf.py", "index.md", "nl", "en", "locales", "data", "images", "_static"):
        whole = ROOT / name
        (shutil.copytree if whole.is_dir() else shutil.copy)(whole, source / name)
    for name in ("ext", "_templates"):
        (source / name).symlink_to(ROOT / name, target_is_directory=True)
    shutil.copy(HERE / "text.md", source / "nl" / "text.md")
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "dirhtml", ".", "_build/site"]
    done = subprocess.run(
        command, cwd=source, env=clean_environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    # That it is in no menu is reported, and nothing else.
    assert len(done.stderr.splitlines()) <= 1, done.stderr
    return source / "_build" / "site"
