"""Catalogs that pages share: `gettext_compact`, as Sphinx and sphinx-intl have it."""

import json
import shutil

import pytest
from sphinx.util.i18n import docname_to_domain

from ext.catalogs.__main__ import main
from ext.catalogs.catalog import catalog_name

from .conftest import CONF, Site, catalog
from .test_sphinx_intl import catalogs, make_translations, run

SHARED = (
    CONF.replace("locale_dirs = []", 'locale_dirs = ["locales"]')
    .replace('"out*"', '"out*", "_build"')
    .replace('"en"]', '"en", "fr"]')
)
PAGES = {
    "nl/index.md": "# Kast\n\nEen lange zin over de kast.\n",
    "nl/gids/een.md": "---\norphan: true\n---\n# Gids\n\nEen lange zin over de gids.\n",
    "nl/gids/twee.md": "---\norphan: true\n---\n# Gids\n\nNog een zin.\n",
    "en/data.md": "---\norphan: true\n---\n# Data\n",
}
WORDS = {
    "index": {"Kast": "Cupboard"},
    "gids": {"Gids": "Guide", "Een lange zin over de gids.": "A long sentence about the guide."},
}


@pytest.mark.parametrize("compact", [True, False, "messages"])
def test_names_are_those_of_sphinx(compact: bool | str) -> None:
    for page in ("over", "gids/een", "gids/deel/een"):
        assert catalog_name(page, compact) == docname_to_domain(page, compact)


@pytest.mark.parametrize(
    ("compact", "names"), [(True, ("gids", "index")), ("messages", ("messages",))]
)
def test_pages_share_a_catalog(
    site: Site, compact: bool | str, names: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    site.write({"conf.py": f"{SHARED}\ngettext_compact = {compact!r}\n", **PAGES})
    words = WORDS if compact is True else {"messages": WORDS["index"] | WORDS["gids"]}
    for name, found in words.items():
        text = catalog(found).replace('msgstr "', 'msgstr "Language: en\\n', 1)
        site.write({f"locales/en/LC_MESSAGES/{name}.po": text})
    # Read as they are, before `update` has seen them.
    assert main(["check"], site.folder) == 0
    output = site.build()
    assert output.warnings == ""
    guide = output.body("en/gids/een/index.html")
    assert guide.text.split("¶")[0].strip() == "Guide"
    assert "A long sentence about the guide." in guide.text
    # A similar text of another page is not an older one of this page.
    assert "Een lange zin over de kast." in output.body("en/index.html").text

    make_translations(site)
    made = {f"locales/en/LC_MESSAGES/{name}.po" for name in names}
    own = "messages" if compact == "messages" else "data"
    made |= {f"locales/fr/LC_MESSAGES/{name}.po" for name in (*names, own)}
    made.add(f"locales/nl/LC_MESSAGES/{own}.po")
    assert {name for name in catalogs(site.folder) if not name.endswith("sphinx.po")} == made
    places = "#: nl/gids/een.md\n#: nl/gids/twee.md\n"
    assert places in catalogs(site.folder)[f"locales/en/LC_MESSAGES/{names[0]}.po"].decode()
    after = site.build()
    assert after.warnings == ""
    assert after.files == output.files == site.fresh(parallel=2).files

    shutil.copytree(site.build("gettext", out="out-pot").folder, site.folder / "_build/gettext")
    before = catalogs(site.folder)
    run(site.folder, "update", "-j1", "-p", "_build/gettext/nl", "-l", "en")
    assert catalogs(site.folder).keys() == before.keys()
    capsys.readouterr()
    status = ["status", "--format", "json", "--templates", str(site.folder / "_build/gettext")]
    assert main(status, site.folder) == 0
    _, english, french = json.loads(capsys.readouterr().out)["languages"]
    assert [page["name"] for page in english["pages"] if page["path"]] == list(names)
    pages = [page["counts"]["messages"] for page in english["pages"] if page["path"]]
    assert sum(page["translated"] for page in pages) == 3
    assert sum(page["missing"] for page in pages) == 2
    # Its pages are from two languages.
    pages = [page["counts"]["messages"] for page in french["pages"] if page["path"]]
    assert sum(page["missing"] for page in pages) == 6
    waiting = b"".join(text for name, text in catalogs(site.folder).items() if "/fr/" in name)
    assert all(b'msgid "%s"' % title in waiting for title in (b"Kast", b"Gids", b"Data"))
