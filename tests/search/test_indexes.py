"""The indexes of a build: what is in them, when they are made, and that they are always the same."""

import os
from pathlib import Path
from typing import Any

import pytest
from sphinx.errors import ConfigError

from ext.search import engine, kept

from .conftest import CUPBOARD, Site


def snapshot(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_each_language_has_an_index_of_its_own_pages(site: Site) -> None:
    site.translate("kast", Kast="Cupboard", Zaden="Seeds")
    assert site.build() == ""
    assert set(site.index("nl")) == {"/nl/", "/nl/kast/"}
    assert set(site.index("en")) == {"/en/kast/"}
    assert site.index("en")["/en/kast/"]["meta"]["title"] == "Cupboard"


def test_a_page_that_is_not_translated_is_found_in_its_own_language_alone(site: Site) -> None:
    assert site.build() == ""
    assert site.index("en") == {}
    assert (site.outdir / "en" / "kast" / "index.html").is_file()
    assert not (site.outdir / "pagefind" / "en").exists()


def test_what_of_a_page_is_not_translated_is_not_found_there(site: Site) -> None:
    site.translate("kast", Kast="Cupboard")
    site.build()
    assert "herbariumvellen" not in site.index("en")["/en/kast/"]["content"]


def test_results_have_sections(site: Site) -> None:
    site.build()
    anchors = site.index("nl")["/nl/kast/"]["anchors"]
    assert [(one["element"], one["id"], one["text"]) for one in anchors] == [
        ("h2", "zaden", "Zaden")
    ]


def test_words_inside_compounds_are_in_the_index_and_not_in_the_text(site: Site) -> None:
    site.build()
    page = site.index("nl")["/nl/kast/"]
    assert page["meta"]["splits"].split() == ["bank", "vellen"]
    assert page["content"] == (
        "Kast. In de kast liggen herbariumvellen. Zaden. Er is ook een zaadbank."
    )


def test_compounds_are_left_alone_where_the_setting_says_so(site: Site) -> None:
    site.build(search_compounds=[])
    assert "splits" not in site.index("nl")["/nl/kast/"]["meta"]


def test_a_language_that_cannot_be_split_is_refused(site: Site) -> None:
    with pytest.raises(ConfigError, match=r"search_compounds .* 'en': .* nl and de"):
        site.build(search_compounds=["en"])


def test_the_html_builder_has_the_addresses_of_its_files(site: Site) -> None:
    site.build("html")
    assert set(site.index("nl")) == {"/nl/", "/nl/kast.html"}


@pytest.mark.parametrize("builder", ["text", "gettext", "xml"])
def test_other_builders_make_none(site: Site, builder: str) -> None:
    site.build(builder)
    assert not (site.outdir / "pagefind").exists()


def test_a_visitor_loads_nothing_that_is_not_used(site: Site) -> None:
    site.build()
    names = {Path(name).name for name in site.published() if name.startswith("nl/")}
    assert {"pagefind.js", "pagefind-worker.js", "pagefind-entry.json"} <= names
    assert "wasm.nl.pagefind" in names
    assert not any("ui" in name or "highlight" in name or "unknown" in name for name in names)


def test_nothing_is_done_when_nothing_has_changed(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.build()
    before = snapshot(site.outdir / "pagefind")

    def never(*args: Any) -> Any:
        raise AssertionError("pages were read again")

    monkeypatch.setattr(kept, "read_main", never)
    site.build()
    assert snapshot(site.outdir / "pagefind") == before


def test_pagefind_is_not_called_when_no_words_have_changed(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.build()
    stamp = (site.folder / "nl" / "kast.md").stat().st_mtime_ns + 2_000_000_000
    os.utime(site.folder / "nl" / "kast.md", ns=(stamp, stamp))
    monkeypatch.setattr(kept, "index_of", None)
    assert site.build() == ""


def test_an_incremental_build_equals_a_fresh_one(site: Site) -> None:
    site.build()
    site.write("nl/kast.md", CUPBOARD.replace("zaadbank", "vlindercollectie"))
    site.write("nl/lade.md", "---\norphan: true\n---\n\n# Lade\n\nIn de lade.\n")
    site.build()
    incremental = site.published()
    assert "/nl/lade/" in site.index("nl")
    assert site.index("nl")["/nl/kast/"]["meta"]["splits"].split() == ["collectie", "vellen"]
    site.build(fresh=True)
    assert site.published() == incremental
    (site.folder / "nl" / "lade.md").unlink()
    site.build()
    assert set(site.index("nl")) == {"/nl/", "/nl/kast/"}


def test_a_damaged_index_is_made_again(site: Site) -> None:
    site.build()
    whole = site.published()
    (site.outdir / "pagefind" / "nl" / "pagefind.js").unlink()
    site.build()
    assert site.published() == whole


def test_without_the_program_the_build_says_so_and_goes_on(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.build()
    monkeypatch.setattr(engine, "executable", lambda: None)
    site.write("nl/kast.md", CUPBOARD + "\nMeer.\n")
    assert site.build() == (
        "WARNING: The site has no search: the program Pagefind is not installed. Install the "
        "packages in requirements/site.txt, which include the program pagefind-bin, or write "
        "site_search = False in conf.py. [search.missing]\n"
    )
    assert (site.outdir / "nl" / "kast" / "index.html").is_file()
    assert site.published() == {}
    monkeypatch.undo()
    assert site.build() == ""
    assert site.published()


def test_what_pagefind_complains_of_is_passed_on(tmp_path: Path) -> None:
    with (
        pytest.raises(engine.EngineError, match="Pagefind says: "),
        engine.index_of("nl", tmp_path),
    ):
        pass


def test_the_search_can_be_switched_off(site: Site) -> None:
    site.build()
    site.build(site_search=False)
    assert site.published() == {}
    page = (site.outdir / "nl" / "kast" / "index.html").read_text(encoding="utf-8")
    assert 'class="vsc-opener"' in page
    assert "data-vsc-find" not in page


def test_the_dialog_stands_on_the_site_map_alone(site: Site) -> None:
    site.build()
    pages = [
        path.parent.relative_to(site.outdir).as_posix()
        for path in sorted(site.outdir.rglob("index.html"))
        if "<dialog" in path.read_text(encoding="utf-8")
    ]
    assert pages == ["en/sitemap", "nl/sitemap"]
