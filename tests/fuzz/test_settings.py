"""Odd values of the site's settings: a build ends in one sentence about the setting, or is a site.

A twentieth of `FUZZ` is tried, and twelve at least, from `FUZZ_SEED` on.
"""

import random
from io import StringIO
from itertools import product
from pathlib import Path

import pytest
from sphinx.errors import ConfigError
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_colors

from tests.conftest import copy_of_the_site

from .conftest import TOO_LONG, Hanging, at_most, describe
from .mutations import HOSTILE
from .test_fuzz import FUZZ, SEED

SECRET = "GEHEIM-BUITEN"
#: All but `locale_dirs`, which Sphinx itself reads before it loads any extension.
SETTINGS = [
    "gbif_api",
    "gbif_checklist",
    "gbif_scope",
    "gbif_snapshot",
    "html_baseurl",
    "html_extra_path",
    "html_favicon",
    "html_static_path",
    "html_title",
    "picture_register",
    "pictures_cache",
    "redirects",
    "search_compounds",
    "sharing_locales",
    "site_fuzzy",
    "site_languages",
    "site_locales",
    "site_search",
    "site_show_messages",
    "site_word_sources",
]
PLAIN = r"""
None; True; 0; -1.5; ''; 'x'; '../outside'; '../outside/secret.txt'; '/etc'; '\x00'; '\n'; b'x'; object(); []; ['x']
[1]; [None]; ['../outside']; [[]]; ['nl', 'nl']; ['../nl']; {}; {'x': 1}; {1: 'x'}; {'nl': None}; {'x': ['y']}
{'a/../../b': 'nl/index'}; {'a': 'weg'}; {'nl': 'nl/index'}; {'a': '../outside/secret'}; {'country': 5}
{'datasets': 'x'}; {'datasets': [1]}; {'country': 'BE', 'x': 1}; 'javascript:alert(1)'; 'https://['
'ftp://example.org'; 'é' * 5000; ['é' * 300]
"""
VALUES = [
    *PLAIN.strip().replace("\n", "; ").split("; "),
    *map(repr, HOSTILE[:6]),
    *(f"{{'a': {html!r}}}" for html in HOSTILE[:3]),
]


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the portal, of a few pages, beside a folder that is none of its business."""
    folder = tmp_path_factory.mktemp("settings")
    (folder / "outside").mkdir()
    (folder / "outside" / "secret.txt").write_text(SECRET)
    return copy_of_the_site(folder / "site", small=True)


def build(portal: Path, line: str) -> tuple[BaseException | None, str, dict[str, bytes]]:
    """Build with one more line in ``conf.py``: what ended it, what it said, what it wrote."""
    conf = portal / "conf.py"
    sound = conf.read_text(encoding="utf-8")
    conf.write_text(f"{sound}\n{line}\n", encoding="utf-8")
    out = portal / "_build"
    warnings = StringIO()
    ended: BaseException | None = None
    try:
        with at_most(TOO_LONG):
            app = SphinxTestApp(
                "dirhtml", srcdir=portal, builddir=out, freshenv=True, warning=warnings
            )
            app.build()
            app.cleanup()
    except (Exception, Hanging, SystemExit) as reason:
        ended = reason
    finally:
        conf.write_text(sound, encoding="utf-8")
    files = {path.as_posix(): path.read_bytes() for path in out.rglob("*.*") if path.is_file()}
    return ended, strip_colors(warnings.getvalue()), files


def faults_of(built: tuple[BaseException | None, str, dict[str, bytes]], setting: str) -> list[str]:
    ended, said, files = built
    faults = [f"publishes {name}" for name, data in files.items() if SECRET.encode() in data]
    if ended is not None and not isinstance(ended, ConfigError):
        faults.append(describe(ended))
    if isinstance(ended, ConfigError) and setting not in str(ended).partition("\n")[0]:
        faults.append(f"does not say which setting: {ended}")
    if "Traceback" in said:
        faults.append(said)
    return faults


def test_odd_settings_stop_in_one_sentence_or_make_a_site(portal: Path, notes: list[str]) -> None:
    sound = build(portal, "")
    assert sound[0] is None
    dice = random.Random(SEED)
    pairs = list(product(SETTINGS, VALUES))
    tried = dice.sample(pairs, min(len(pairs), max(12, FUZZ // 20)))
    failures = []
    for setting, value in tried:
        if faults := faults_of(build(portal, f"{setting} = {value}"), setting):
            failures.append(f"{setting} = {value}:\n  " + "\n  ".join(faults[:3]))
            print(failures[-1])
    notes.append(f"FUZZ_SEED={SEED}: {len(tried)} odd settings; {len(failures)} failures")
    assert not failures, "\n\n".join(failures)
