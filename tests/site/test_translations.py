"""`make translations`: which catalogs it makes, and that it leaves well alone what is right.

`tests/languages/test_updating.py` looks at what happens within a catalog.
"""

import re
import shutil
from pathlib import Path

import polib
import pytest

from ext.catalogs.pot import Template
from tests.conftest import ROOT, catalogs_of, copy_of_the_site


@pytest.mark.parametrize(
    ("template", "languages"),
    [
        (Template("nl/over", "over", "nl", (), {"en": "en/over"}), ["en"]),
        (Template("nl/over", "over", "nl", (), {}), []),
        (Template("nl/images", "images", "nl", ()), ["en", "en_GB", "fr"]),
        (Template("sphinx", "sphinx", "en", ()), ["nl", "fr"]),
        (Template("sphinx", "sphinx", "en", (), language="nl"), ["nl"]),
    ],
)
def test_a_template_says_which_languages_it_is_for(
    template: Template, languages: list[str]
) -> None:
    assert [one for one in ("nl", "en", "en_GB", "fr") if template.is_for(one)] == languages


def said(text: str) -> list[tuple[str, ...]]:
    """What a catalog says of each of its messages that are in use, without how it is written."""
    return [
        (
            entry.msgctxt or "",
            entry.msgid,
            entry.comment,
            *(place for place, _ in entry.occurrences),
        )
        for entry in polib.pofile(text)
        if not entry.obsolete
    ]


def test_only_what_pages_say_anew_changes_a_catalog(site: Path, notes: list[str]) -> None:
    """Catalogs that are behind their pages are noted, and fail nothing: see `docs/editing.md`."""
    here, updated = catalogs(ROOT), catalogs(site)
    behind = [
        name
        for name in here.keys() | updated.keys()
        if here.get(name) != updated.get(name) and Path(name).stem not in {"nieuw", "both"}
    ]
    for name in behind:
        assert name not in here or name not in updated or said(here[name]) != said(updated[name])
    if behind:
        notes.append(f"{len(behind)} catalogs are behind their pages: make translations")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the site with two more pages, its catalogs brought up to date."""
    copy = copy_of_the_site(tmp_path_factory.mktemp("translations") / "site")
    (copy / "nl" / "nieuw.md").write_text("---\norphan: true\n---\n\n# Nieuw\n\nEen *zin*.\n")
    for code in ["nl", "en"]:
        (copy / code / "both.md").write_text("---\norphan: true\n---\n\n# Both\n\nWords.\n")
    make(copy)
    return copy


def make(site: Path, *options: str) -> str:
    done = catalogs_of(site, "update", *options)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "\x1b" not in done.stdout + done.stderr
    return done.stdout


def catalogs(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((site / "locales").rglob("*"))
        if path.is_file() and path.suffix != ".mo"
    }


def test_a_new_page_gets_a_catalog_with_its_messages(site: Path) -> None:
    catalog = polib.pofile(str(site / "locales" / "en" / "LC_MESSAGES" / "nieuw.po"))
    assert [entry.msgid for entry in catalog] == ["Nieuw", "Een *zin*."]


def test_a_page_written_in_both_languages_gets_none(site: Path) -> None:
    assert not [
        path for code in ("nl", "en") for path in (site / "locales" / code).rglob("both.po")
    ]


def test_nothing_but_catalogs_is_made(site: Path) -> None:
    kinds = {(name.split("/")[1] == "pot", Path(name).suffix) for name in catalogs(site)}
    assert kinds == {(True, ".pot"), (False, ".po"), (False, ".csv")}  # And the glossary.
    assert not [name for name, text in catalogs(site).items() if str(site) in text]


def translated(path: Path, *, obsolete: bool) -> dict[str, str]:
    entries = [entry for entry in polib.pofile(str(path)) if obsolete or not entry.obsolete]
    return {entry.msgid: entry.msgstr for entry in entries if entry.msgstr}


def test_every_translation_of_the_site_is_kept(site: Path) -> None:
    """Those whose source text is gone stay in the catalog, as obsolete."""
    for path in sorted((ROOT / "locales").rglob("*.po")):
        updated = translated(site / path.relative_to(ROOT), obsolete=True)
        assert translated(path, obsolete=True).items() <= updated.items(), path.name


def test_every_interface_word_that_has_a_translation_is_still_in_use(site: Path) -> None:
    for path in sorted((ROOT / "locales").rglob("sphinx.po")):
        updated = translated(site / path.relative_to(ROOT), obsolete=False)
        assert translated(path, obsolete=False).keys() <= updated.keys()


def test_a_second_time_changes_nothing_and_counts_what_waits(site: Path) -> None:
    before = catalogs(site)
    said, _, _ = make(site).partition(" wait ")
    assert int(said.removesuffix(" messages")) >= 2
    assert catalogs(site) == before


@pytest.fixture(scope="module")
def two_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the site with two of its pages and their catalogs alone."""
    copy = copy_of_the_site(tmp_path_factory.mktemp("two") / "site", small=True)
    for name in ("privacy", "contact"):
        for file in (f"nl/{name}.md", f"locales/en/LC_MESSAGES/{name}.po"):
            shutil.copy(ROOT / file, copy / file)
    make(copy)
    return copy


def test_a_renamed_page_and_a_moved_paragraph_keep_their_translations(two_pages: Path) -> None:
    """Its catalog goes when all of it stands elsewhere; what is gone stays until it is cleaned."""
    catalog = two_pages / "locales/en/LC_MESSAGES/privacy.po"
    text = catalog.read_text(encoding="utf-8")
    catalog.write_text(text.replace("Language-Team: English", "Language-Team: Gent"), "utf-8")
    words = polib.pofile(str(catalog))
    assert words.metadata["Language-Team"] == "Gent"
    before = {entry.msgid: entry.msgstr for entry in words if not entry.obsolete}
    privacy = two_pages / "nl" / "privacy.md"
    text = privacy.read_text(encoding="utf-8")
    *rest, last = text.strip().split("\n\n")
    contact = two_pages / "nl" / "contact.md"
    privacy.unlink()
    (two_pages / "nl" / "wij.md").write_text("\n\n".join(rest) + "\n", encoding="utf-8")
    contact.write_text(contact.read_text(encoding="utf-8") + f"\n{last}\n", encoding="utf-8")
    make(two_pages)
    folder = two_pages / "locales" / "en" / "LC_MESSAGES"
    after: dict[str, str] = {}
    for name in ("wij", "contact"):
        after |= {e.msgid: e.msgstr for e in polib.pofile(str(folder / f"{name}.po"))}
    assert before.items() <= after.items()
    assert polib.pofile(str(folder / "wij.po")).metadata["Language-Team"] == "Gent"
    assert not (folder / "privacy.po").exists()
    assert not (two_pages / "locales" / "pot" / "nl" / "privacy.pot").exists()
    # A translator's program has written Windows line ends: they stay.
    (folder / "contact.po").write_bytes(
        (folder / "contact.po").read_bytes().replace(b"\n", b"\r\n")
    )
    contact.write_text(contact.read_text(encoding="utf-8").replace(last, ""), encoding="utf-8")
    make(two_pages)
    lines = (folder / "contact.po").read_bytes().split(b"\n")
    assert [line for line in lines if line and not line.endswith(b"\r")] == []
    assert [entry for entry in polib.pofile(str(folder / "contact.po")) if entry.obsolete]
    make(two_pages, "--clean")
    assert not [entry for entry in polib.pofile(str(folder / "contact.po")) if entry.obsolete]


def test_a_catalog_that_cannot_be_read_is_left_as_it_is(two_pages: Path) -> None:
    path = two_pages / "locales" / "en" / "LC_MESSAGES" / "contact.po"
    path.write_text('msgid "a\nmsgstr ""\n', encoding="utf-8")
    done = catalogs_of(two_pages, "update")
    assert done.returncode == 1
    assert "locales/en/LC_MESSAGES/contact.po:1: This is not a comment" in done.stderr
    assert "Traceback" not in done.stderr
    assert path.read_text(encoding="utf-8") == 'msgid "a\nmsgstr ""\n'


def weblate_rules() -> list[str]:
    """Return the regular expressions that the guide gives to Weblate."""
    guide = (ROOT / "docs" / "translating.md").read_text(encoding="utf-8")
    return list(re.findall(r"`(locales/[^`]*\?P<[^`]*)`", guide))


def test_weblates_rules_find_every_catalog_once() -> None:
    files = [path.relative_to(ROOT).as_posix() for path in (ROOT / "locales").rglob("*.po*")]
    templates = [path for path in files if path.endswith(".pot") and path.count("/") > 2]
    catalogs = [path for path in files if path.endswith(".po") and not path.endswith("/sphinx.po")]
    rules = weblate_rules()
    assert len(rules) == 4
    for paths, pair in ((templates, rules[:2]), (catalogs, rules[2:])):
        assert paths
        for path in paths:
            assert [bool(re.fullmatch(rule, path)) for rule in pair].count(True) == 1, path
    for path in catalogs:
        found = re.fullmatch(rules[2], path) or re.fullmatch(rules[3], path)
        assert found
        source = "nl" if re.fullmatch(rules[2], path) else "en"
        assert f"locales/pot/{source}/{found['component']}.pot" in templates
