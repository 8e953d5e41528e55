"""Builds that can be trusted, in any languages, from any folder, and two at once."""

from pathlib import Path

import polib
import pytest

from .conftest import CONF, Site
from .process import run_sphinx, start_sphinx

TEMPLATE = """\
{% extends "!page.html" %}
{% block footer %}
<footer dir="{{ text_direction }}">
{% for count in (1, 2, 5) %}
<i>{% trans count=count %}{{ count }} page{% pluralize %}{{ count }} pages{% endtrans %}</i>
{% endfor %}
</footer>
{% endblock %}
"""
WORDS = {
    "pl": """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgid "%(count)s page"
msgid_plural "%(count)s pages"
msgstr[0] "%(count)s strona"
msgstr[1] "%(count)s strony"
msgstr[2] "%(count)s stron"
""",
    "nl": """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "%(count)s page"
msgid_plural "%(count)s pages"
msgstr[0] "%(count)s bladzijde"
msgstr[1] "%(count)s bladzijden"
""",
}
PAGES = {
    "index.md": "# Root\n\n[](nl/index.md) [](ar/index.md) [](pl/index.md)\n",
    "_templates/page.html": TEMPLATE,
    "nl/index.md": """\
        # Thuis

        :::{note}
        Zie {ref}`polka` en [](gids/index.md).
        :::

        ```{toctree}
        gids/index
        polska
        ```
        """,
    "nl/gids/index.md": "# Gids\n\n```{toctree}\ndieper/index\narabi\n```\n",
    "nl/gids/dieper/index.md": "# Dieper\n\nZie [](../../index.md) en [](../arabi.md).\n",
    "ar/gids/arabi.md": "# العربية\n\nانظر [](../index.md) و[](dieper/index.md).\n",
    "pl/polska.md": "(polka)=\n# Półka\n\nZobacz [](gids/arabi.md).\n",
    "locales/pl/LC_MESSAGES/sphinx.po": WORDS["pl"],
    "locales/nl/LC_MESSAGES/sphinx.po": WORDS["nl"],
    "locales/pl/LC_MESSAGES/index.po": {"Thuis": "Dom"},
    "locales/ar/LC_MESSAGES/index.po": {
        "Thuis": "البيت",
        "Zie {ref}`polka` en [](gids/index.md).": "انظر [](gids/index.md) و{ref}`polka`.",
    },
    "locales/pl/LC_MESSAGES/gids/arabi.po": {"العربية": "Arabski"},
    "locales/nl/LC_MESSAGES/polska.po": {
        "Półka": "Plank",
        "Zobacz [](gids/arabi.md).": "Zie [](gids/arabi.md).",
    },
}
SETTINGS = CONF.replace('["nl", "en"]', '["nl", "ar", "pl"]') + (
    'templates_path = ["_templates"]\nexclude_patterns += ["_templates"]\n'
)


@pytest.fixture
def three(site: Site) -> Site:
    site.write({"conf.py": SETTINGS, **PAGES})  # type: ignore[dict-item]
    return site


def test_three_languages_written_in_each(three: Site) -> None:
    output = three.build()
    assert output.warnings == ""
    titles = {
        code: [
            output.body(f"{code}/{page}index.html").h1.text.rstrip("¶")  # type: ignore[union-attr]
            for page in ("", "gids/", "gids/dieper/", "gids/arabi/", "polska/")
        ]
        for code in ("nl", "ar", "pl")
    }
    assert titles == {
        "nl": ["Thuis", "Gids", "Dieper", "العربية", "Plank"],
        "ar": ["البيت", "Gids", "Dieper", "العربية", "Półka"],
        "pl": ["Dom", "Gids", "Dieper", "Arabski", "Półka"],
    }
    # Links lead to the page in the reader's language, and show its title.
    assert output.links("ar/index.html")[:2] == [("Gids", "gids/"), ("Półka", "polska/#polka")]
    assert output.links("pl/gids/dieper/index.html") == [
        ("Dom", "../../"),
        ("Arabski", "../arabi/"),
    ]
    assert output.links("nl/polska/index.html") == [("العربية", "../gids/arabi/")]
    # A text in a third language says so.
    heading = output.body("ar/polska/index.html").select_one("h1 [lang]")
    assert heading is not None and heading["lang"] == "pl"


def test_plural_forms_and_direction(three: Site) -> None:
    output = three.build()

    def foot(page: str) -> list[str]:
        footer = output.page(page).footer
        assert footer is not None
        return [str(footer["dir"]), *(item.text for item in footer.select("i"))]

    assert foot("pl/index.html") == ["ltr", "1 strona", "2 strony", "5 stron"]
    assert foot("nl/index.html") == ["ltr", "1 bladzijde", "2 bladzijden", "5 bladzijden"]
    assert foot("ar/gids/index.html") == ["rtl", "1 page", "2 pages", "5 pages"]


def test_parallel_equals_serial(three: Site) -> None:
    assert three.build(out="two", parallel=2).files == three.build().files


def snapshot(folder: Path) -> dict[Path, tuple[int, bytes | None]]:
    return {
        path: (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else None)
        for path in [folder, *folder.rglob("*")]
    }


def built(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".buildinfo")
    }


def test_two_at_once_from_a_folder_with_spaces_and_accents(three: Site, tmp_path: Path) -> None:
    place = tmp_path / "één map à Noël"
    source = place / "bron met spaties"
    place.mkdir()
    three.folder.rename(source)
    before = snapshot(source)
    options = ("-b", "html", "-W", "--keep-going", source)
    one = start_sphinx(*options, "uit één", folder=place)
    two = start_sphinx(*options, "uit twee", folder=place)
    assert [one.communicate()[1], two.communicate()[1]] == ["", ""]
    assert run_sphinx("-b", "html", source, "uit drie", folder=place) == ""
    files = [built(place / name) for name in ("uit één", "uit twee", "uit drie")]
    doctrees = [{name for name in found if ".doctrees" in name} for found in files]
    assert doctrees[0] == doctrees[1] == doctrees[2]
    pages = [{name: found[name] for name in found if ".doctrees" not in name} for found in files]
    assert "pl/gids/arabi.html" in pages[0]
    assert pages[0] == pages[1] == pages[2]
    # A source tree that may only be read will do: nothing was written in it.
    assert snapshot(source) == before


@pytest.mark.parametrize("builder", ["gettext", "dirhtml"])
def test_nothing_is_written_beside_the_pages(three: Site, tmp_path: Path, builder: str) -> None:
    before = snapshot(three.folder)
    options = ("-b", builder, "-D", "language=pl", three.folder, tmp_path / "out")
    assert run_sphinx(*options, folder=tmp_path) == ""
    assert snapshot(three.folder) == before


def test_words_with_plural_forms_are_extracted(three: Site) -> None:
    """Sphinx itself ends in a traceback where a template has a word with plural forms."""
    output = three.build("gettext")
    assert output.warnings == ""
    entry = polib.pofile(output.files["sphinx.pot"].decode("utf-8")).find("%(count)s page")
    assert entry is not None
    assert (entry.msgid_plural, entry.msgstr_plural) == ("%(count)s pages", {0: "", 1: ""})
    assert [path.rpartition("/")[2] for path, _ in entry.occurrences] == ["page.html"]
