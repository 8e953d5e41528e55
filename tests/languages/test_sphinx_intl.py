"""sphinx-intl, as its manual tells: its verbs work, what it writes is read, and nothing is lost."""

import os
import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import polib
import pytest
import sphinx
from click.testing import CliRunner, Result
from sphinx_intl import transifex
from sphinx_intl.basic import UpdateItem, _update_single_file
from sphinx_intl.commands import main

from ext.catalogs import po
from ext.catalogs.__main__ import update_catalogs
from ext.catalogs.catalog import Catalog, CatalogFolders, folders_of_catalogs, read_catalogs
from ext.catalogs.message import Message
from ext.catalogs.progress import State, rows_of
from ext.catalogs.site import site_at
from ext.catalogs.update import PoFile, header, joined, parse, recalled, template_text, update

from .conftest import CONF, Output, Site
from .process import run_sphinx

ROOT = Path(__file__).parents[2]
TODAY = CONF.replace("locale_dirs = []", 'locale_dirs = ["locales"]\nhtml_title = "Kast"').replace(
    '"out*"', '"out*", "_build"'
)
WORDS = f"""{header("nl", "Kast")}

# Of the theme, or of Sphinx.
msgid "Search"
msgstr "Zoek hier"

msgid "Kast"
msgstr "De kast"
"""


def run(folder: Path, *arguments: str) -> Result:
    """Run sphinx-intl in a folder; it may say by 1 that something is not translated."""
    here = Path.cwd()
    os.chdir(folder)
    try:
        done = CliRunner().invoke(main, list(arguments))
    finally:
        os.chdir(here)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code in (0, 1), done.output
    assert "WARNING" not in done.output
    return done


def catalogs(folder: Path, kind: str = "po") -> dict[str, bytes]:
    """Every catalog of a site, by its path."""
    found = sorted((folder / "locales").glob(f"*/LC_MESSAGES/**/*.{kind}"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def make_translations(site: Site) -> None:
    """Do what `make translations` does, for a small site."""
    _, faults = update_catalogs(site_at(site.folder), site.build("gettext", out="out-pot").folder)
    assert faults == []


def message(text: str, translation: str, *above: str) -> str:
    return "\n".join([*above, f'msgid "{text}"', f'msgstr "{translation}"', ""])


@dataclass
class Updated:
    """A site before sphinx-intl and after it."""

    site: Site
    before: Output
    after: Output
    today: dict[str, bytes]
    now: dict[str, bytes]
    said: str


@pytest.fixture(scope="module")
def updated(tmp_path_factory: pytest.TempPathFactory) -> Updated:
    """Return a site on which every verb was used, in every form."""
    site = Site(tmp_path_factory.mktemp("sphinx-intl") / "site")
    site.write(
        {
            "conf.py": TODAY,
            "nl/index.md": "# Kast\n\n[over](over.md)\n\n```{toctree}\nover\n```\n",
            "nl/over.md": "# Over\n\nEen *zin*.\n\nNog een zin.\n",
            "en/data.md": "---\norphan: true\n---\n\n# Data\n\nA sentence.\n",
            "nl/both.md": "---\norphan: true\n---\n\n# Beide\n",
            "en/both.md": "---\norphan: true\n---\n\n# Both\n",
            "locales/en/LC_MESSAGES/over.po": {"Over": "About", "Een *zin*.": "A *sentence*."},
            "locales/nl/LC_MESSAGES/data.po": {"Data": "Gegevens"},
            "locales/nl/LC_MESSAGES/sphinx.po": WORDS,
        }
    )
    make_translations(site)
    before, today = site.build(), catalogs(site.folder)
    shutil.copytree(site.build("gettext", out="out-pot").folder, site.folder / "_build/gettext")
    said = ""
    for arguments in (
        "stat",
        "update -j1",
        "update -j1 -p _build/gettext -l en",
        "update -j1 -p _build/gettext -l en -l nl",
        "update -j1 -p _build/gettext/nl -l en",
        "update -j1 -p locales/pot/en -l nl,en",
        "stat",
        "build",
    ):
        said += run(site.folder, *arguments.split()).output
    return Updated(site, before, site.build(), today, catalogs(site.folder), said)


def test_every_catalog_of_today_stays_byte_for_byte(updated: Updated) -> None:
    assert updated.today.items() <= updated.now.items()
    assert "locales/en/LC_MESSAGES/nl/over.po" in updated.now.keys() - updated.today.keys()
    assert "locales/nl/LC_MESSAGES/nl/over.po" in updated.now
    assert "over.po: 2 translated, 0 fuzzy, 1 untranslated." in updated.said


def test_pages_are_the_same_with_what_it_makes(updated: Updated) -> None:
    assert updated.after.files == updated.before.files
    assert updated.after.body("en/over/index.html").em.string == "sentence"  # type: ignore[union-attr]


def test_one_notice_says_what_nothing_reads(updated: Updated) -> None:
    assert updated.before.warnings == ""
    (line,) = updated.after.warnings.splitlines()
    assert line.startswith(
        "locales/en/LC_MESSAGES/both.po:1: WARNING: Its page is written in this "
    )
    assert line.endswith("[translation.unneeded]")
    assert updated.after.app._warncount == 0, "it does not count for -W"
    compiled = catalogs(updated.site.folder, "mo")
    assert compiled
    assert f"{len(compiled)} compiled catalogs (.mo) are ignored" in updated.after.status
    assert ".mo" not in updated.before.status


def test_make_translations_leaves_what_was_there(updated: Updated, tmp_path: Path) -> None:
    site = Site(tmp_path / "site")
    shutil.copytree(updated.site.folder, site.folder, dirs_exist_ok=True)
    make_translations(site)
    assert catalogs(site.folder) == updated.today
    assert not list(site.folder.glob("locales/*/LC_MESSAGES/*/")), "and no empty folder"


def test_templates_name_words_of_sphinx_that_a_catalog_holds(updated: Updated) -> None:
    template = updated.site.folder / "_build/gettext/sphinx.pot"
    words = [entry.msgid for entry in polib.pofile(str(template))]
    assert words[0] == "Kast"
    assert "Search" in words, "the site translates it itself"
    assert "Added in version %s" in words, "Sphinx has no Dutch for it"
    assert "Note" not in words, "Sphinx has, and the site says nothing else"
    assert not [word for word in words if word.startswith(("glossary", "Support for source"))]
    assert "build succeeded." not in words, "no page says so"


def test_the_real_site_is_understood() -> None:
    before = catalogs(ROOT)
    assert "over.po" in run(ROOT, "stat").output
    assert catalogs(ROOT) == before


def test_resources_for_transifex(updated: Updated, monkeypatch: pytest.MonkeyPatch) -> None:
    """The client gets a command for each template; it is not installed here."""
    commands: list[list[str]] = []

    def check_output(command: list[str] | str, **options: object) -> str:
        commands.append([command] if isinstance(command, str) else command)
        return "TX Client, version=1.6.17"

    monkeypatch.setattr(transifex, "which", lambda name: name)
    monkeypatch.setattr(transifex.subprocess, "check_output", check_output)
    options = ["--transifex-organization-name", "o", "--transifex-project-name", "p"]
    run(updated.site.folder, "update-txconfig-resources", *options)
    filters = {one[one.index("--file-filter") + 1] for one in commands if "--file-filter" in one}
    assert "locales/<lang>/LC_MESSAGES/nl/over.po" in filters
    commands.clear()
    run(updated.site.folder, "update-txconfig-resources", *options, "-p", "_build/gettext/nl")
    filters = {one[one.index("--file-filter") + 1] for one in commands if "--file-filter" in one}
    assert "locales/<lang>/LC_MESSAGES/over.po" in filters


# Two catalogs of one page


def test_two_catalogs_are_one_in_a_build_and_become_one(updated: Updated, tmp_path: Path) -> None:
    """A page that is new, one that has changed and one that is gone, translated where sphinx-intl says."""
    site = Site(tmp_path / "site")
    shutil.copytree(updated.site.folder, site.folder, dirs_exist_ok=True)
    site.write(
        {
            "nl/nieuw.md": "---\norphan: true\n---\n\n# Nieuw\n\nNog niets.\n",
            "nl/over.md": "# Over\n\nEen *zin*.\n\nNog een zin.\n\nZie [daar](index.md).\n",
        }
    )
    site.remove("en/data.md")
    shutil.rmtree(site.folder / "_build/gettext")
    shutil.copytree(site.build("gettext", out="out-pot").folder, site.folder / "_build/gettext")
    run(site.folder, "update", "-j1", "-l", "en")
    folder = site.folder / "locales/en/LC_MESSAGES"
    for name, texts in {
        "nl/over": {"Nog een zin.": "Another.", "Zie [daar](index.md).": "See [there](index.md."},
        "nl/nieuw": {"Nieuw": "New"},
    }.items():
        translated = polib.pofile(str(folder / f"{name}.po"), wrapwidth=76)
        for entry in translated:
            entry.msgstr = texts.get(entry.msgid, "")
        translated.save()
    built = site.build(site_show_messages=True)
    assert (
        built.page("en/nieuw/index.html")
        .h1["data-message"]
        .startswith(  # type: ignore[index, union-attr]
            "locales/en/LC_MESSAGES/nl/nieuw.po:"
        )
    )
    text = built.body("en/over/index.html").get_text()
    assert "A sentence." in text
    assert "Another." in text
    assert "Zie daar" in text
    told = po.read(folder / "nl/over.po").messages
    line = next(
        message.line_of_translation for message in told if message.text == "Zie [daar](index.md)."
    )
    assert f"locales/en/LC_MESSAGES/nl/over.po:{line}: WARNING: The translation" in built.warnings
    make_translations(site)
    assert not list(folder.glob("*/"))
    assert {e.msgid: e.msgstr for e in polib.pofile(str(folder / "over.po"))} == {
        "Over": "About",
        "Een *zin*.": "A *sentence*.",
        "Nog een zin.": "Another.",
        "Zie [daar](index.md).": "See [there](index.md.",
    }
    assert polib.pofile(str(folder / "nieuw.po")).find("Nieuw").msgstr == "New"
    assert "Generated-By" not in (folder / "nieuw.po").read_text(encoding="utf-8")
    assert (site.folder / "locales/nl/LC_MESSAGES/data.po").is_file(), "its translations wait"
    after = site.build()
    assert after.body("en/over/index.html").get_text() == text


NONE, FUZZY, DONE = message("a", ""), message("a", "F", "#, fuzzy"), message("a", "T")


@pytest.mark.parametrize(
    ("first", "second", "translation", "path"),
    [
        (DONE, NONE, "T", "a.po"),
        (NONE, DONE, "T", "nl/a.po"),
        (FUZZY, DONE, "T", "nl/a.po"),
        (DONE, FUZZY, "T", "a.po"),
        (NONE, FUZZY, "F", "nl/a.po"),
        (FUZZY, NONE, "F", "a.po"),
        (DONE, message("a", "U"), "T", "a.po"),
        ("", DONE, "T", "nl/a.po"),
        (message("b", "B"), DONE, "T", "nl/a.po"),
    ],
)
def test_the_better_translation_of_two(
    first: str, second: str, translation: str, path: str, tmp_path: Path
) -> None:
    head = message("", "Content-Type: text/plain; charset=utf-8\\n")
    files = CatalogFolders(tmp_path, (".",)).files("en", "a", "nl/a")
    for file, text in zip(files, (first, second), strict=True):
        if text:
            file.path.parent.mkdir(parents=True, exist_ok=True)
            file.path.write_text(f"{head}\n{text}", encoding="utf-8")
    found = read_catalogs(files, "en") or Catalog()
    fuzzy = found.fuzzy.get("a")
    assert (found.messages.get("a") or (fuzzy.text if fuzzy else "")) == translation
    (row,) = rows_of([Message("a")], found)
    assert row.state == (State.FUZZY if translation == "F" else State.TRANSLATED)
    assert (row.path or found.path).endswith(f"en/LC_MESSAGES/{path}")
    assert row.line > 2
    # Folded, it is the same.
    one, other = parse(f"{head}\n{first}"), parse(f"{head}\n{second}")
    (entry,) = [e for e in polib.pofile(str(joined(one, other, "nl/a"))) if e.msgid == "a"]
    assert (entry.msgstr, entry.fuzzy) == (translation, translation == "F")


def test_of_two_translations_none_is_lost() -> None:
    one = message("a", "T", "# mine") + "\n" + message("b", "B", "# checked: numbers")
    other = "\n".join(
        [
            message("a", "U", "# yours", "#, no-wrap"),
            message("c", "C", "#, fuzzy", '#| msgid "cc"'),
            '#~ msgid "d"\n#~ msgstr "D"\n',
        ]
    )
    head = '# By me.\nmsgid ""\nmsgstr "Language: en\\n"\n\n'
    both = joined(parse(head + one), parse(head.replace("me", "you") + other), "nl/p")
    assert str(both) == (
        '# By you.\n# By me.\nmsgid ""\nmsgstr "Language: en\\n"\n\n'
        "# mine\n# yours\n# Translated otherwise in nl/p.po: U\n#, no-wrap\n"
        f"{message('a', 'T')}\n{message('b', 'B', '# checked: numbers')}\n"
        '#, fuzzy\n#| msgid "cc"\nmsgid "c"\nmsgstr "C"\n\n'
        '#~ msgid "d"\n#~ msgstr "D"\n'
    )


# Its layout


def worked_on(count: int) -> tuple[PoFile, list[Message]]:
    """Return a catalog as translators leave it, in our layout, with its messages."""
    dice = random.Random(3)
    words = ["herbarium", "vel", "kast", "welbekende", "{name}`Meise`", "%(count)s", "steen", "“ü”"]
    messages = [
        Message(
            " ".join(dice.choices(words, k=12)) + f" {number}",
            places=("nl/een lange naam van een pagina.md", f"nl/{number}.md", "nl/nog een.md"),
            notes=("text: " + "Een kop die lang is, langer nog dan een regel " * 2,),
            flags=("python-format",) if number % 5 == 0 else (),
            context="menu" if number % 7 == 3 else None,
        )
        for number in range(count)
    ]
    found = polib.pofile(str(update(PoFile(header("en", "Site")), messages, "en")), wrapwidth=0)
    for number, entry in enumerate(found):
        entry.msgstr, entry.occurrences = f"T {entry.msgid}", []
        if number % 3 == 0:
            entry.flags.insert(0, "fuzzy")
            entry.previous_msgid = f"oud {entry.msgid}, en dat is een lange tekst"
        if number % 4 == 1:
            entry.tcomment = "checked: numbers, as it says\nA short note"
    found.append(polib.POEntry(msgid="weg", msgstr="gone", obsolete=True, tcomment="kept"))
    # As our tool writes it: polib has an order of its own.
    catalog = update(parse(str(found)), messages, "en")
    return PoFile(header("en", "Site"), catalog.entries), messages


def by_sphinx_intl(folder: Path, catalog: PoFile, messages: list[Message]) -> str:
    """What sphinx-intl makes of a catalog, by a template of these messages."""
    po, pot = folder / "p.po", folder / "p.pot"
    po.write_text(str(catalog), encoding="utf-8")
    pot.write_text(template_text(messages, "Site"), encoding="utf-8")
    assert _update_single_file(UpdateItem(str(po), str(pot), "en", 76, False)).status == "update"
    return po.read_text(encoding="utf-8")


def test_what_is_fuzzy_keeps_the_text_before_for_the_build(tmp_path: Path) -> None:
    """Babel takes ``#| msgid`` for a comment, and wraps it."""
    catalog, messages = worked_on(4)
    new = Message("Iets heel anders.", places=("nl/0.md",))
    file = CatalogFolders(tmp_path, (".",)).files("en", "p")[0]
    file.path.parent.mkdir(parents=True)
    file.path.write_text(str(catalog), encoding="utf-8")
    before = read_catalogs([file], "en")
    text = by_sphinx_intl(tmp_path, catalog, [*messages, new])
    assert "# | msgid" in text
    file.path.write_text(text, encoding="utf-8")
    after = read_catalogs([file], "en")
    assert before
    assert after
    assert before.fuzzy
    assert {key: older.source for key, older in after.fuzzy.items()} == {
        key: older.source for key, older in before.fuzzy.items()
    }


def test_make_translations_brings_its_layout_back(tmp_path: Path) -> None:
    """Of what Babel has wrapped, marked and put into comments, every byte is as it was."""
    catalog, messages = worked_on(40)
    new = Message("Iets heel anders.", places=("nl/0.md",))
    after = by_sphinx_intl(tmp_path, catalog, [*messages, new])
    assert after != str(update(catalog, [*messages, new], "en"))
    assert str(update(parse(after), [*messages, new], "en")) == str(
        update(catalog, [*messages, new], "en")
    )


def changed_page() -> tuple[PoFile, list[Message], list[Message]]:
    """Return a catalog, the messages that it was made for, and those that its page has now."""
    said = [Message("Een zin over de kast in Meise."), Message("Iets anders, dat blijft.")]
    text = str(update(PoFile(header("en")), said, "en"))
    catalog = parse(text.replace('Meise."\nmsgstr ""', 'Meise."\nmsgstr "A sentence."'))
    return catalog, said, [Message("Een zin over de kast in Gent."), said[1]]


def test_the_text_before_comes_from_the_last_template(tmp_path: Path) -> None:
    """sphinx-intl makes a changed message fuzzy, and does not say what it was."""
    catalog, said, now = changed_page()
    after = recalled(
        parse(by_sphinx_intl(tmp_path, catalog, now)), [message.text for message in said]
    )
    assert str(update(after, now, "en")) == str(update(catalog, now, "en"))
    assert '#| msgid "Een zin over de kast in Meise."' in str(after)


def test_a_message_without_a_translation_hides_no_older_one() -> None:
    """In a new catalog of sphinx-intl a changed message is empty."""
    catalog, _, now = changed_page()
    second = update(PoFile(header("en")), now, "en")
    both = joined(catalog, second, "nl/p")
    assert str(update(both, now, "en")) == str(update(catalog, now, "en"))


def test_words_that_a_template_lacked_come_back(updated: Updated, tmp_path: Path) -> None:
    """A template of an older version named no words of Sphinx and the theme."""
    site = Site(tmp_path / "site")
    shutil.copytree(updated.site.folder, site.folder, dirs_exist_ok=True)
    template = polib.pofile(str(site.folder / "_build/gettext/sphinx.pot"))
    template.remove(template.find("Search"))
    template.save()
    run(site.folder, "update", "-j1", "-l", "nl")
    site.remove("locales/en/LC_MESSAGES/sphinx.po")  # Where that word stands too.
    words = site.folder / "locales/nl/LC_MESSAGES/sphinx.po"
    assert polib.pofile(str(words)).find("Search", include_obsolete_entries=True).obsolete
    make_translations(site)
    assert words.read_bytes() == updated.today["locales/nl/LC_MESSAGES/sphinx.po"]


# The setting


@pytest.mark.parametrize(
    ("locale_dirs", "site_locales", "folders"),
    [
        (["locales"], None, ("locales",)),
        (("a", Path("b")), None, ("a", "b")),
        ([], None, ("locales",)),
        (None, None, ("locales",)),
        ([], "catalogs", ("catalogs",)),
        (["locales"], "catalogs", ("catalogs",)),
        (["a"], "", ("a",)),
    ],
)
def test_folders_of_catalogs(
    locale_dirs: object, site_locales: object, folders: tuple[str, ...]
) -> None:
    assert folders_of_catalogs(locale_dirs, site_locales) == folders


@pytest.mark.parametrize(
    ("locale_dirs", "site_locales", "said"),
    [
        (
            "locales",
            None,
            "locale_dirs in conf.py is 'locales': it must be a list of folders, such as ",
        ),
        ([1], None, "locale_dirs in conf.py is [1]: it must be a list"),
        ({"a": 1}, None, "locale_dirs in conf.py is {'a': 1}: it must be a list"),
        ([], 3, "site_locales in conf.py is 3: it must be"),
    ],
)
def test_another_form_stops_the_build(locale_dirs: object, site_locales: object, said: str) -> None:
    with pytest.raises(ValueError) as stopped:
        folders_of_catalogs(locale_dirs, site_locales)
    assert said in str(stopped.value)


def test_several_folders(site: Site) -> None:
    """Catalogs are read as one, the first folder's first, and read again when the setting changes."""
    site.write(
        {
            "nl/index.md": "# Kast\n\nEen.\n\nTwee.\n",
            "locales/en/LC_MESSAGES/index.po": {"Een.": "One.", "Kast": "Case"},
            "shared/en/LC_MESSAGES/index.po": {"Een.": "1.", "Twee.": "Two."},
            "shared/en/LC_MESSAGES/of-another-site.po": {"Een.": "1."},
        }
    )
    two = ["locales", "shared"]

    def shown(locale_dirs: list[str]) -> tuple[str, str, Output]:
        built = site.build(locale_dirs=locale_dirs)
        text = built.body("en/index.html").get_text()
        return text, built.warnings, built

    text, warnings, built = shown(two)
    assert [text.count(word) for word in ("Case", "One.", "Two.", "1.")] == [1, 1, 1, 0]
    assert warnings == ""
    assert built.app.config.locale_dirs == [], "Sphinx itself finds no catalogs"
    _, _, again = shown(two)
    assert "0 added, 0 changed, 0 removed" in again.status
    text, _, _ = shown(two[::-1])
    assert [text.count(word) for word in ("Case", "One.", "Two.", "1.")] == [1, 0, 1, 1]


def test_two_names_of_the_folder_that_differ_are_reported(site: Site) -> None:
    site.write({"nl/index.md": "# Kast\n"})
    built = site.build("dummy", site_locales="catalogs", locale_dirs=["locale"])
    assert built.warnings == (
        "conf.py:1: WARNING: locale_dirs in conf.py begins with 'locale', where sphinx-intl writes, "
        "but site_locales, which takes precedence, is 'catalogs'. Remove site_locales. "
        "[languages.locale-dirs]\n"
    )


PAGE_OF_WORDS = """\
# T

```{py:function} f(a)

:param a: een
:raises ValueError: twee
```

```{note}
Zie {ref}`genindex`.
```

```{deprecated} 1.0
Weg.
```
"""


def test_no_compiled_catalog_reaches_a_page(site: Site) -> None:
    """Sphinx reads `sphinx.mo` before any extension is asked, with `-D language`."""
    folder = site.folder / "locales/nl/LC_MESSAGES"
    site.write(
        {
            "conf.py": TODAY.replace('["attrs_inline",', '["attrs_inline", "fieldlist",'),
            "nl/index.md": PAGE_OF_WORDS,
            "en/data.md": "---\norphan: true\n---\n\n# Data\n",
            "locales/nl/LC_MESSAGES/sphinx.po": {},
            "locales/nl/LC_MESSAGES/data.po": {"Data": "Gegevens"},
        }
    )
    stale = polib.pofile(str(Path(sphinx.package_dir) / "locale/sphinx.pot"))
    stale.metadata = {"Content-Type": "text/plain; charset=utf-8"}
    for entry in stale:
        entry.msgstr = "STALE"
    stale.append(polib.POEntry(msgid="Data", msgstr="STALE"))
    for name in ("sphinx", "data"):
        path = folder / f"{name}.mo"
        stale.save_as_mofile(str(path))
        os.utime(path, (2**31, 2**31))  # Newer than the catalog, so Sphinx leaves it as it is.
    run_sphinx("-b", "dirhtml", "-D", "language=nl", ".", "out", folder=site.folder)
    pages = {
        path.parent.relative_to(site.folder / "out").as_posix(): path.read_text(encoding="utf-8")
        for path in site.folder.glob("out/**/*.html")
    }
    assert not [name for name, text in pages.items() if "STALE" in text]
    for name, words in {
        "nl": ("Veroorzaakt", "Verouderd sinds versie 1.0", "Notitie"),
        "en": ("Raises", "Deprecated since version 1.0", "Note"),
        "nl/data": ("Gegevens",),
    }.items():
        assert [word for word in words if word not in pages[name]] == [], name
