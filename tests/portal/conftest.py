"""A small site with the portal's frame, built for the tests of this room."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from sphinx.testing.util import SphinxTestApp


@pytest.fixture(scope="session")
def rootdir() -> Path:
    """Return where the roots of this room stand."""
    return Path(__file__).parent / "roots"


@pytest.fixture
def frame(make_app: Callable[..., Any], rootdir: Path, tmp_path: Path) -> Callable[..., Any]:
    """Return ``frame(**settings)``: the small site with these settings, not yet built."""

    def prepare(builder: str = "dirhtml", **settings: Any) -> SphinxTestApp:
        source = tmp_path / "site"
        if not source.exists():
            shutil.copytree(rootdir / "test-frame", source)
        return make_app(builder, srcdir=source, confoverrides=settings)

    return prepare


@pytest.fixture
def soup() -> Callable[[SphinxTestApp, str], BeautifulSoup]:
    """Return ``soup(app, path)``: a written page as a tree."""

    def read(app: SphinxTestApp, path: str) -> BeautifulSoup:
        return BeautifulSoup((app.outdir / path).read_text(encoding="utf-8"), "html.parser")

    return read
