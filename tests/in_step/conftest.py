"""Small sites whose hand-written pages are compared."""

from pathlib import Path

import pytest

from tests.languages.conftest import CONF, Site


class InStepSite(Site):
    """A small site in Dutch and English, with `ext.in_step`."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.write({"conf.py": CONF.replace('"ext.languages",', '"ext.languages", "ext.in_step",')})


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Return an empty one."""
    return InStepSite(tmp_path / "site")
