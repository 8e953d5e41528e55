"""What a build does to Python's garbage collector is undone, however the build ends."""

import gc

import pytest
from sphinx.errors import ConfigError

from .conftest import CONF, Site

FAILS = """
from sphinx.errors import ConfigError

def fail(app):
    raise ConfigError("wrong")

def setup(app):
    app.connect("builder-inited", fail)
"""


@pytest.mark.parametrize(("conf", "config"), [("", {"site_languages": []}), (FAILS, {})])
def test_a_build_that_stops_on_a_setting_leaves_the_collector_as_it_was(
    site: Site, conf: str, config: dict[str, list[str]]
) -> None:
    site.write({"conf.py": CONF + conf})
    with pytest.raises(ConfigError):
        site.build(**config)
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_while_pages_are_read_the_collector_leaves_alone_what_was_loaded(site: Site) -> None:
    counts = "def setup(app):\n    app.connect('source-read', count)\n"
    counts = f"import gc\ndef count(app, *_):\n    app.frozen = gc.get_freeze_count()\n{counts}"
    site.write({"conf.py": CONF + counts})
    assert site.build("dummy").app.frozen > 10_000  # type: ignore[attr-defined]
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
