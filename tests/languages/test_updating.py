"""Catalogs are brought up to date, and nothing else in them is touched."""

import difflib
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from ext.catalogs.message import Message
from ext.catalogs.update import (
    PoFile,
    changes,
    header,
    parse,
    template_text,
    update,
    without_obsolete,
)

from .conftest import Site

WORDS = [
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "blad",
    "steen",
    "vis",
    "mot",
    "varen",
    "kever",
]
SEED = int(os.environ.get("SEED", "1"))


def sentence(dice: random.Random) -> str:
    return " ".join(dice.choices(WORDS, k=12)).capitalize() + "."


def page(count: int, seed: int) -> list[Message]:
    """Return the messages of a made-up page; its seed makes its words."""
    dice = random.Random(seed)
    return [Message(sentence(dice), notes=("text",), places=("nl/p.md",)) for _ in range(count)]


def translated(messages: list[Message], language: str = "en") -> PoFile:
    """Return their catalog, with a translation of each."""
    text = str(update(PoFile(header(language)), messages, language))
    catalog = polib.pofile(text, wrapwidth=0)
    for entry in catalog:
        entry.msgstr = f"T {entry.msgid}"
    return parse(str(catalog))


def changed_lines(before: str, after: str) -> list[str]:
    left, right = before.splitlines(), after.splitlines()
    matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
    changes: list[str] = []
    for what, i1, i2, j1, j2 in matcher.get_opcodes():
        if what != "equal":
            changes += [f"-{line}" for line in left[i1:i2]] + [f"+{line}" for line in right[j1:j2]]
    return changes


def messages_of(catalog: PoFile, *, obsolete: bool = False) -> dict[str, str]:
    return {
        entry.msgid: entry.msgstr
        for entry in polib.pofile(str(catalog))
        if entry.obsolete == obsolete
    }


def test_what_has_not_changed_changes_no_byte() -> None:
    messages = page(40, 1)
    text = str(translated(messages))
    again = str(update(parse(text), messages, "en"))
    assert str(update(parse(again), messages, "en")) == again
    assert changed_lines(text, again) == []


def test_a_new_catalog_has_no_date_and_nobodys_name() -> None:
    text = str(update(PoFile(header("pl", "Site")), page(2, 1), "pl"))
    assert text.startswith(
        'msgid ""\nmsgstr ""\n"Project-Id-Version: Site\\n"\n'
        '"Last-Translator: \\n"\n"Language: pl\\n"\n"Language-Team: \\n"\n"Plural-Forms: nplurals='
    )
    # In the order of Babel, so that sphinx-intl changes none.
    assert text.partition("\n\n")[0].endswith(
        '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"'
    )
    assert "POT-Creation-Date" not in text
    assert "EMAIL" not in text


@pytest.mark.parametrize("at", [0, 20, 40])
def test_a_new_sentence_changes_few_lines(at: int) -> None:
    print(f"{SEED=}")
    messages = page(40, SEED)
    before = str(update(translated(messages), messages, "en"))
    new = Message(
        "Hier staat iets nieuws: woorden zonder voorbeeld.", None, ("text",), ("nl/p.md",)
    )
    after = str(update(parse(before), [*messages[:at], new, *messages[at:]], "en"))
    changes = changed_lines(before, after)
    assert len(changes) <= 6
    assert all(line.startswith("+") for line in changes)


def test_a_sentence_behind_another_makes_that_message_fuzzy_and_no_other() -> None:
    print(f"{SEED=}")
    messages = page(40, SEED)
    before = str(update(translated(messages), messages, "en"))
    longer = Message(f"{messages[7].text} En nog iets.", None, ("text",), ("nl/p.md",))
    after = str(update(parse(before), [*messages[:7], longer, *messages[8:]], "en"))
    assert changed_lines(before, after) == [
        f'-msgid "{messages[7].text}"',
        "+#, fuzzy",
        f'+#| msgid "{messages[7].text}"',
        f'+msgid "{longer.text}"',
    ]


def test_a_message_that_changes_twice_remembers_what_its_translation_was_made_for() -> None:
    one, two, three = (Message(f"De collectie telt vellen{end}") for end in (".", "!", "?"))
    catalog = translated([one])
    for message in (two, three):
        catalog = update(catalog, [message], "en")
    (entry,) = polib.pofile(str(catalog))
    assert (entry.msgid, entry.previous_msgid) == (three.text, one.text)
    assert entry.fuzzy


def test_a_translator_who_corrects_and_leaves_the_old_text_is_asked_about_the_next_change_alone() -> (
    None
):
    one, two, three = (Message(f"De collectie telt vellen{end}") for end in (".", "!", "?"))
    fuzzy = str(update(translated([one]), [two], "en"))
    mended = fuzzy.replace("#, fuzzy\n", "")
    assert "#| msgid" in mended
    (entry,) = polib.pofile(str(update(parse(mended), [three], "en")))
    assert (entry.msgid, entry.previous_msgid) == (three.text, two.text)
    assert entry.fuzzy


def test_a_moved_message_moves_and_no_other() -> None:
    messages = page(40, 3)
    before = str(update(translated(messages), messages, "en"))
    moved = [*messages[1:], messages[0]]
    after = str(update(parse(before), moved, "en"))
    assert len(changed_lines(before, after)) == 10
    assert messages_of(parse(after)) == messages_of(parse(before))


def test_what_is_gone_stays_marked_until_it_is_cleaned_away_or_comes_back() -> None:
    messages = page(3, 4)
    full = update(translated(messages), messages, "en")
    less = update(full, messages[:2], "en")
    assert messages_of(less, obsolete=True) == {messages[2].text: f"T {messages[2].text}"}
    assert str(update(parse(str(less)), messages, "en")) == str(full)
    assert messages_of(without_obsolete(less), obsolete=True) == {}
    untranslated = update(PoFile(header("en")), messages, "en")
    assert len(update(untranslated, messages[:2], "en").entries) == 2


def test_a_message_of_another_catalog_comes_with_its_translation() -> None:
    messages = page(3, 5)
    other = translated(messages)
    found = update(PoFile(header("en")), messages[1:2], "en", other.entries)
    assert messages_of(found) == {messages[1].text: f"T {messages[1].text}"}
    # Its own translation is its own.
    own = translated(messages[:1])
    own.entries[0] = parse(str(own).replace("T ", "Own ")).entries[0]
    assert messages_of(update(own, messages[:1], "en", other.entries)) == {
        messages[0].text: f"Own {messages[0].text}"
    }
    # One that was never translated here takes what is there.
    empty = update(PoFile(header("en")), messages[:1], "en")
    assert messages_of(update(empty, messages[:1], "en", other.entries)) == {
        messages[0].text: f"T {messages[0].text}"
    }


def test_nothing_that_a_translator_wrote_is_lost() -> None:
    message = Message("Contact")
    other = translated([message])
    for own in ('#, fuzzy\nmsgid "Contact"\nmsgstr "Get in touch"', 'msgid "Contact"\nmsgstr ""'):
        written = f"{header('en')}\n\n# Keep this.\n{own}\n\n# Ask the garden.\n"
        after = str(update(parse(written), [message], "en", other.entries))
        if "touch" in own:
            assert after == written
        assert "# Keep this.\n" in after
        assert after.endswith("\n\n# Ask the garden.\n")
        # The text changes: what was said about it is about the new one too.
        after = str(update(parse(written), [Message("Contacten")], "en"))
        assert "# Keep this.\n" in after
        assert ("Get in touch" in after) == ("touch" in own) == ("#| msgid" in after)


def test_a_text_that_is_again_as_it_was_waits_for_nobody() -> None:
    old, new = Message("De collectie is groot."), Message("De collecties zijn groot.")
    first = translated([old])
    changed = update(first, [new], "en")
    assert "#, fuzzy" in str(changed)
    assert str(update(parse(str(changed)), [old], "en")) == str(first)


def test_places_that_a_program_has_joined_stay_joined() -> None:
    message = Message("Ja", places=("a.html", "b c.html", "d.html"))
    apart = str(update(PoFile(header("en")), [message], "en"))
    joined = apart.replace("\n#: \u2068b", " \u2068b").replace("\n#: d", " d")
    assert "#: a.html \u2068b c.html\u2069 d.html" in joined
    assert str(update(parse(joined), [message], "en")) == joined
    assert "e.html" in str(update(parse(joined), [Message("Ja", places=("e.html",))], "en"))


def test_a_renamed_page_that_changed_keeps_its_translations_as_fuzzy() -> None:
    old = translated([Message("De collectie telt honderd vellen.")])
    new = Message("De collectie telt tweehonderd vellen.")
    (entry,) = polib.pofile(str(update(PoFile(header("en")), [new], "en", (), old.entries)))
    assert entry.fuzzy
    assert entry.msgstr == "T De collectie telt honderd vellen."
    # A page that is there keeps its own.
    assert messages_of(update(PoFile(header("en")), [new], "en", old.entries)) == {new.text: ""}


@pytest.mark.parametrize(
    "written",
    [
        'msgid ""\n"Een lange "\n"zin."\nmsgstr ""\n"A long "\n"sentence."',
        '# A translator was here.\n#, no-wrap\nmsgid "Een lange zin."\nmsgstr   "A\\tlong \\"one\\"."',
    ],
)
def test_what_somebody_wrote_is_not_wrapped_again(written: str) -> None:
    catalog = parse(f"{header('en')}\n\n{written}\n")
    after = str(update(catalog, [Message("Een lange zin.")], "en"))
    assert after == f"{header('en')}\n\n{written}\n"


def test_messages_without_a_blank_line_between_them() -> None:
    text = f'{header("en")}\n#: a.md\nmsgid "a"\nmsgstr "A"\nmsgid "b"\nmsgstr "B"\n#~ msgid "c"\n#~ msgstr "C"\n'
    catalog = parse(text)
    assert [(entry.text, entry.obsolete) for entry in catalog.entries] == [
        ("a", False),
        ("b", False),
        ("c", True),
    ]
    assert str(parse(str(catalog))) == str(catalog)


def test_windows_line_ends_and_a_byte_order_mark() -> None:
    text = str(translated(page(3, 6)))
    assert parse("\ufeff" + text.replace("\n", "\r\n")) == parse(text)


def test_plural_forms() -> None:
    message = Message("%(n)d vel", "%(n)d vellen", flags=("python-format",))
    catalog = update(PoFile(header("pl")), [message], "pl")
    assert list(polib.pofile(str(catalog))[0].msgstr_plural) == [0, 1, 2]
    assert str(update(parse(str(catalog)), [message], "pl")) == str(catalog)


def test_one_text_with_two_contexts_has_two_translations() -> None:
    messages = [Message("blad", context="plant"), Message("blad")]
    catalog = update(parse(header("en")), messages, "en")
    text = str(catalog)
    assert 'msgctxt "plant"\nmsgid "blad"\nmsgstr ""\n\nmsgid "blad"\nmsgstr ""' in text
    text = text.replace(
        'msgstr ""\n\nmsgid "blad"\nmsgstr ""', 'msgstr "leaf"\n\nmsgid "blad"\nmsgstr "sheet"'
    )
    assert str(update(parse(text), messages, "en")) == text
    assert 'msgctxt "plant"\nmsgid "blad"\nmsgstr ""' in template_text(messages, "Site")


def test_a_message_that_gets_or_loses_a_context_keeps_its_translation_as_fuzzy() -> None:
    catalog = parse(f'{header("en")}\n\nmsgctxt "verb"\nmsgid "blad"\nmsgstr "leaf"\n')
    kept = str(update(catalog, [Message("blad")], "en"))
    assert kept.endswith(
        '#, fuzzy\n#| msgctxt "verb"\n#| msgid "blad"\nmsgid "blad"\nmsgstr "leaf"\n'
    )
    back = str(update(parse(kept), [Message("blad", context="verb")], "en"))
    assert back.endswith('msgctxt "verb"\nmsgid "blad"\nmsgstr "leaf"\n')


def test_a_place_with_a_space_is_one_place() -> None:
    text = template_text([Message("a", places=("nl/a b.md", "nl/a b.md", "nl/c.md"))], "Site")
    assert "#: \u2068nl/a b.md\u2069\n#: nl/c.md\nmsgid" in text


DATE = "header field 'PO-Revision-Date' missing in header"
CATALOGS = sorted((Path(__file__).parents[2] / "locales").rglob("*.po"))


@pytest.mark.parametrize("path", [*CATALOGS, None], ids=lambda path: path and path.name)
def test_gettext_finds_nothing_wrong(path: Path | None, tmp_path: Path) -> None:
    """Neither in the catalogs of the site nor, None, in a new one."""
    if not shutil.which("msgfmt"):
        pytest.skip("gettext is not installed")
    if path is None:
        path = tmp_path / "new.po"
        path.write_text(str(update(PoFile(header("nl")), page(2, 9), "nl")), encoding="utf-8")
    command = ["msgfmt", "--check", "-o", str(tmp_path / "out.mo"), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    # Nobody has revised a new one yet.
    lines = [line for line in done.stderr.splitlines() if DATE not in line]
    assert (done.returncode, lines) == (0, [])


PROGRAMS = {
    "msgcat": ("msgcat", "catalog.po", "-o", "catalog.po"),
    "msgcat --no-wrap": ("msgcat", "--no-wrap", "catalog.po", "-o", "catalog.po"),
    "msgattrib": ("msgattrib", "--no-wrap", "catalog.po", "-o", "catalog.po"),
    "msgmerge": (
        "msgmerge",
        "--quiet",
        "--no-wrap",
        "--previous",
        "--update",
        "catalog.po",
        "template.pot",
    ),
}


@pytest.mark.parametrize("program", PROGRAMS)
def test_gettext_may_save_a_catalog(program: str, tmp_path: Path) -> None:
    """What it writes is what we wrote, but for its line breaks; and these are left alone."""
    command = PROGRAMS[program]
    if not shutil.which(command[0]):
        pytest.skip("gettext is not installed")
    messages = [
        *page(5, 7),
        Message("Twee\nregels “met” \\ en\ttab"),
        Message("Een plaats", places=("nl/a b.md",)),
        Message("%(n)d vel", "%(n)d vellen", flags=("python-format",)),
    ]
    catalog = update(translated(messages[:-1]), messages, "en")
    gone = update(
        catalog, [*messages[1:3], Message(f"{messages[3].text} En meer."), *messages[4:]], "en"
    )
    wanted = [*messages[1:3], Message(f"{messages[3].text} En meer."), *messages[4:]]
    (tmp_path / "catalog.po").write_text(str(gone), encoding="utf-8")
    (tmp_path / "template.pot").write_text(template_text(wanted, "Site"), encoding="utf-8")
    subprocess.run(command, cwd=tmp_path, check=True)
    saved = (tmp_path / "catalog.po").read_text(encoding="utf-8")
    if "--no-wrap" in command:
        assert changed_lines(str(gone), saved) == []
    same = ("msgid", "msgstr", "msgstr_plural", "flags", "previous_msgid", "obsolete", "comment")
    for ours, theirs in zip(polib.pofile(str(gone)), polib.pofile(saved), strict=True):
        assert [getattr(ours, name) for name in same] == [getattr(theirs, name) for name in same]
    assert str(update(parse(saved), wanted, "en")) == saved


SAVE = """
import sys
from translate.storage.factory import getobject
getobject(sys.argv[1]).savefile(sys.argv[1])
"""
TOOLKIT = Path(sys.executable).parent


def a_worked_on_catalog() -> tuple[PoFile, list[Message]]:
    """Return a catalog with all that there may be in one, and the messages of its page."""
    messages = [
        *page(5, 7),
        Message("Twee\nregels “met” \\ en\ttab"),
        Message("Een plaats", places=("nl/a b.md",)),
        Message("blad", context="plant"),
    ]
    catalog = update(translated(messages), messages, "en")
    wanted = [*messages[1:3], Message(f"{messages[3].text} En meer."), *messages[4:]]
    return update(catalog, wanted, "en"), wanted


def test_translate_toolkit_may_save_a_catalog(tmp_path: Path) -> None:
    """It is what Virtaal and Weblate save with: not a byte is another."""
    catalog, wanted = a_worked_on_catalog()
    path = tmp_path / "catalog.po"
    path.write_text(str(catalog), encoding="utf-8")
    subprocess.run([sys.executable, "-c", SAVE, str(path)], check=True)
    saved = path.read_text(encoding="utf-8")
    assert saved == str(catalog)
    assert str(update(parse(saved), wanted, "en")) == saved


@pytest.mark.parametrize("source", [None, *CATALOGS], ids=lambda path: path and path.name)
def test_a_catalog_to_xliff_and_back(source: Path | None, tmp_path: Path) -> None:
    catalog, _ = a_worked_on_catalog()
    before, xliff, after = (tmp_path / name for name in ("a.po", "a.xlf", "b.po"))
    before.write_text(source.read_text(encoding="utf-8") if source else str(catalog), "utf-8")
    for program, *paths in (("po2xliff", before, xliff), ("xliff2po", xliff, after)):
        command = [str(TOOLKIT / str(program)), "--progress=none", *map(str, paths)]
        subprocess.run(command, check=True, capture_output=True)
    same = ("msgid", "msgstr", "msgid_plural", "msgstr_plural", "fuzzy")
    ours, theirs = (
        {
            entry.msgid: [getattr(entry, name) for name in same]
            for entry in polib.pofile(str(path))
            if not entry.obsolete
        }
        for path in (before, after)
    )
    # XLIFF knows no messages that are gone: they come back as any other.
    assert ours.keys() <= theirs.keys()
    assert ours == {text: theirs[text] for text in ours}


PAGE = """\
---
myst:
  html_meta:
    description: Waarover het gaat
---

# Titel

Inleiding.

## Kop

% translators: het blad van papier,
% not the leaf

Elk blad.

% a comment of the editor's own

- Punt

```{figure} foto.png
:alt: Een foto

Bijschrift
```

| A |
|---|
| B |

% vertalers: kort houden

### Onder

Tekst.

```{toctree}
Elders <https://example.org/>
```
"""


DESIGN = """
# Kop

::::{card} Titel van de kaart
Tekst van de kaart.
+++
Voet
::::

::::{tab-set}
:::{tab-item} Tabblad
Inhoud.
:::
::::

:::{dropdown} Uitklappen
Meer.
:::

:::{button-link} https://example.org
Druk hier
:::
"""


def test_components_of_sphinx_design_say_what_they_are(site: Site) -> None:
    site.write({"nl/index.md": DESIGN})
    output = site.build("gettext", extensions=["ext.languages", "myst_parser", "sphinx_design"])
    found = polib.pofile(output.files["nl/index.pot"].decode())
    assert {entry.msgid: entry.comment for entry in found} == {
        "Kop": "title of the page",
        "Titel van de kaart": "title of a card",
        "Tekst van de kaart.": "text",
        "Voet": "foot of a card",
        "Tabblad": "tab",
        "Inhoud.": "text",
        "Uitklappen": "title of a dropdown",
        "Meer.": "text",
        "Druk hier": "button",
    }


def test_each_message_says_what_and_where_it_is(site: Site) -> None:
    site.write({"nl/index.md": PAGE, "nl/foto.png": b"x"})
    output = site.build("gettext")
    found = polib.pofile(output.files["nl/index.pot"].decode())
    assert [(entry.msgid, entry.comment) for entry in found] == [
        ("Titel", "title of the page"),
        ("Waarover het gaat", "description of the page"),
        ("Inleiding.", "text"),
        ("Kop", "heading"),
        ("Elk blad.", "text: Kop\nhet blad van papier, not the leaf"),
        ("Punt", "list item: Kop"),
        ("Een foto", "alternative text: Kop"),
        ("Bijschrift", "caption: Kop"),
        ("A", "table cell: Kop"),
        ("B", "table cell: Kop"),
        ("Onder", "heading: Kop\nkort houden"),
        ("Tekst.", "text: Kop › Onder"),
        ("Elders", "menu"),
    ]
    assert {entry.occurrences[0] for entry in found} == {("nl/index.md", "")}


def test_a_picture_has_one_message(site: Site) -> None:
    site.write(
        {
            "nl/index.md": "# T\n\n![Een varen](a.png)\n\nZie ![een mot](a.png) hier.\n\n![](a.png)\n",
            "nl/a.png": b"x",
        }
    )
    found = polib.pofile(site.build("gettext").files["nl/index.pot"].decode())
    assert [entry.msgid for entry in found] == ["T", "Een varen", "Zie ![een mot](a.png) hier."]


# -- What an update has done ------------------------------------------------

LONG = "De kast staat in de gang van het museum."
LONGER = "De kast staat in de lange gang van het museum."


def told(old: PoFile, messages: list[Message], *elsewhere: PoFile) -> list[tuple[str, str]]:
    """Return what an update of *old* has changed: each text before, and now."""
    others = [entry for catalog in elsewhere for entry in catalog.entries]
    return [
        (change.before.text if change.before else "", change.now.text if change.now else "")
        for change in changes(old, update(old, messages, "en", others))
    ]


def test_what_is_new_changed_and_gone_is_reported() -> None:
    old = translated([Message("Kop"), Message(LONG), Message("Weg ermee.")])
    now = [Message("Kop"), Message("Heel iets anders"), Message(LONGER)]
    assert told(old, now) == [("", "Heel iets anders"), (LONG, LONGER), ("Weg ermee.", "")]


def test_what_only_moved_is_not_reported() -> None:
    old = translated([Message("x"), Message("y")])
    assert told(old, [Message("y"), Message("x")]) == []
    assert told(translated([Message("x")]), [Message("x"), Message("y")], old) == []


def test_what_was_gone_before_is_not_reported_again() -> None:
    old = translated([Message("Kop"), Message("Weg ermee.")])
    once = update(old, [Message("Kop")], "en")
    assert told(once, [Message("Kop")]) == []


def test_random_edits_are_reported() -> None:
    print("seed", SEED)
    dice = random.Random(SEED)
    for _ in range(20):
        before = page(12, dice.randrange(10**6))
        now, expected = [], []
        for message in before:
            match dice.randrange(4):
                case 0:
                    expected.append((message.text, ""))
                case 1:
                    changed = message.text.replace(".", " nog.")
                    now.append(Message(changed))
                    expected.append((message.text, changed))
                case 2:
                    added = "Nieuw: " + " ".join(dice.choices("abcdefgh", k=40))
                    now += [message, Message(added)]
                    expected.append(("", added))
                case _:
                    now.append(message)
        assert sorted(told(translated(before), now)) == sorted(expected)


@pytest.mark.parametrize(
    ("before", "after", "translation", "wanted", "is_fuzzy"),
    [
        ("Zie [a](a.md) hier.", "Zie [a](b.md) hier.", "See [a](a.md).", "See [a](b.md).", False),
        ("Zie [a](a.md#x).", "Zie [a](map/b.md#x).", "[a](a.md#x)!", "[a](map/b.md#x)!", False),
        ("Zie [a](a.md) hier.", "Zie [a](b.md) daar.", "See [a](a.md).", "See [a](a.md).", True),
        ("Zie [a](a.md) hier.", "Zie [a](b.md) hier.", "See a.", "See a.", True),
        ("[a](a.md) of [b](a.md)", "[a](c.md) of [b](d.md)", "[a](a.md), [b](a.md)", "[a](a.md), [b](a.md)", True),
        ("Op [a](https://a.be).", "Op [a](https://b.be).", "At [a](https://a.be).", "At [a](https://a.be).", True),
    ],
)  # fmt: skip
def test_an_address_that_moved_within_the_site_is_carried_over(
    before: str, after: str, translation: str, wanted: str, is_fuzzy: bool
) -> None:
    """A page was renamed, and its links with it."""
    old = parse(f'{header("en")}\n\nmsgid "{before}"\nmsgstr "{translation}"\n')
    (entry,) = [e for e in update(old, [Message(after)], "en").entries if not e.obsolete]
    assert (entry.text, entry.forms[0], entry.is_fuzzy) == (after, wanted, is_fuzzy)
    assert f'msgstr "{wanted}"' in str(entry)
