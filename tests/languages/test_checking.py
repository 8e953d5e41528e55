"""What is wrong in a catalog is found, at its line, once; what is right is left alone.

`test_checking_texts.py` does the same with a thousand messages in many languages.
"""

import os
import random
import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from ext.catalogs.__main__ import main
from ext.catalogs.annotations import annotation, line_of
from ext.catalogs.check import Source, check
from ext.catalogs.glossary import Glossary, read_glossary
from ext.catalogs.kinds import Kind
from ext.catalogs.site import site_at
from ext.findings import Finding

ROOT = Path(__file__).parents[2]
SEED = int(os.environ.get("SEED", "1"))
MSGFMT = shutil.which("msgfmt")
HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: Trial\\n"
"PO-Revision-Date: 2026-11-21 10:00+0000\\n"
"Last-Translator: Nobody <nobody@example.org>\\n"
"Language-Team: None\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset={charset}\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"
"""
SOUND = {"language": "en", "charset": "UTF-8", "plurals": "nplurals=2; plural=(n != 1);"}
PAGE = "#: nl/trial.md\n"
REST = "#: nl/trial.rst\n"
WORDS = "#: _templates/trial.html\n"
PYTHON = WORDS + "#, python-format\n"
GLOSSARY = "nl,en,note,forbidden_nl,forbidden_en\nherbariumvel,herbarium sheet,,,\nlicentie,licence,,,license\n"


class Defect(NamedTuple):
    """A message with one thing wrong.

    :param mark: words of the line at which it should be found, the first such line of the message
    """

    name: str
    kind: str
    text: str
    mark: str = "msgstr"


def pair(source: str, translation: str) -> str:
    return f'msgid "{source}"\nmsgstr "{translation}"\n'


DEFECTS = [
    # What msgfmt finds too
    Defect("a quote within", "syntax", PAGE + pair("Het type", 'The "type" here')),
    Defect("no closing quote", "syntax", PAGE + 'msgid "Varens"\nmsgstr "Ferns\n'),
    Defect("no opening quote", "syntax", PAGE + 'msgid "Mossen"\nmsgstr Mosses"\n'),
    Defect("no msgstr", "syntax", PAGE + 'msgid "Kevers"\n', "msgid"),
    Defect("no msgid", "syntax", PAGE + 'msgstr "Beetles"\n'),
    Defect("no keyword", "syntax", PAGE + 'msgid "Vissen"\nmsgstring "Fish"\n', "msgstring"),
    Defect("an unknown escape", "syntax", PAGE + pair("Vogels", "Bir\\\\qds".replace("\\\\", "\\"))),
    Defect("two translations", "syntax", PAGE + pair("Motten", "Moths") + 'msgstr "Butterflies"\n', 'msgstr "Butter'),
    Defect(
        "forms in the wrong order",
        "syntax",
        WORDS + 'msgid "a vel"\nmsgid_plural "vellen"\nmsgstr[1] "sheets"\nmsgstr[0] "a sheet"\n',
    ),
    Defect(
        "a form too few",
        "plural",
        WORDS + 'msgid "een mot"\nmsgid_plural "motten"\nmsgstr[0] "a moth"\n',
    ),
    Defect(
        "an empty form",
        "plural",
        WORDS + 'msgid "een vis"\nmsgid_plural "vissen"\nmsgstr[0] "a fish"\nmsgstr[1] ""\n',
        "msgstr[1]",
    ),
    Defect("a message twice", "duplicate", PAGE + pair("Het begin", "The beginning"), "msgid"),
    Defect("a line break too many", "blanks", WORDS + pair("Nog een", "Another one\\n")),
    # Blanks and encoding
    Defect("a lost blank", "blanks", WORDS + pair("Plaats: ", "Place:")),
    Defect("garbled letters", "encoding", PAGE + pair("De reünie", "The reÃ¼nion")),
    # Marks of Markdown
    Defect("a lost link", "links", PAGE + pair("Zie de [lijst](lijst.md).", "See the list.")),
    Defect("another target", "links", PAGE + pair("Lees [meer](over.md).", "Read [more](about.md).")),
    Defect("another anchor", "links", PAGE + pair("[Wie](over.md#wie)", "[Who](over.md#who)")),
    Defect("a blank in a link", "links", PAGE + pair("Naar [start](index.md)", "To [start] (index.md)")),
    Defect("a role to elsewhere", "links", PAGE + pair("Zie {doc}`dit <een>`", "See {doc}`this <one>`")),
    Defect("another label", "links", PAGE + pair("Zie [hier][bron].", "See [here][source].")),
    Defect("a lost label", "links", PAGE + pair("Zie [boek][] daar.", "See the book there.")),
    Defect("a picture, none", "markup", PAGE + pair(".. image:: a.svg", "a.svg")),
    Defect(
        "a page on another site",
        "addresses",
        PAGE + pair("Zie [zaad](https://www.gbif.org/a).", "See [seed](https://www.gbiv.org/en/a)."),
    ),
    Defect("a lost note", "links", PAGE + pair("Oud werk[^1]", "Old work")),
    Defect("other code", "code", PAGE + pair("Typ `make html`.", "Type `make site`.")),
    Defect("code as words", "code", PAGE + pair("De naam `modus`", "The name modus")),
    Defect("lost bold", "markup", PAGE + pair("Een **boom**", "A ** tree **")),
    Defect("lost italics", "markup", PAGE + pair("De *Fagus* hier", "This * Fagus * here")),
    Defect("stars without partner", "markup", PAGE + pair("Altijd mooi", "Always** nice")),
    Defect("another class", "attributes", PAGE + pair("[Ga](x.md){.knop}", "[Go](x.md){.button}")),
    Defect("foreign HTML", "html", PAGE + pair("Gewone tekst", "Plain <b>text</b>")),
    Defect("a script", "active", PAGE + pair("[Klik](y.md)", "[Click](javascript:alert(1))")),
    # Marks of reStructuredText
    Defect("another target in reST", "links", REST + pair("Zie :doc:`dit <een>`.", "See :doc:`this <uno>`.")),
    Defect("a lost substitution", "placeholders", REST + pair("Versie |versie| nu", "Version |version| now")),
    # Placeholders
    Defect("a renamed placeholder", "placeholders", PYTHON + pair("In %(jaar)s al", "In %(year)s already")),
    Defect("a single %", "placeholders", PYTHON + pair("%(aantal)s vellen", "%(aantal)s % sheets")),
    Defect("a lost %s", "placeholders", WORDS + pair("Logo van %s", "Logo")),
    Defect("a renamed brace", "placeholders", WORDS + pair("Dag {naam}!", "Hi {name}!")),
    Defect("a renamed double brace", "placeholders", PAGE + pair("Nu {{ versie }}", "Now {{ version }}")),
    Defect("another attribute", "attributes", WORDS + pair("<b class='a'>Ja</b>", "<b class='b'>Yes</b>")),
    # Words
    Defect("another figure", "numbers", PAGE + pair("Samen 4.350 vellen", "4,530 sheets together")),
    Defect("the other decimal mark", "numbers", PAGE + pair("Ruim 5,8 miljoen", "Over 5,8 million")),
    Defect("the other group mark", "numbers", PAGE + pair("Wel 25.000 vellen", "As many as 25.000 sheets")),
    Defect("another year", "numbers", PAGE + pair("Sinds 1987 open", "Open since 1978")),
    Defect("another address", "addresses", PAGE + pair("Op https://www.dissco.eu/ dus", "At https://www.disco.eu/ then")),
    Defect("another site in a link", "addresses", PAGE + pair("[Nieuws](https://www.gbif.org/a)", "[News](https://www.gbiv.org/a)")),
    Defect("another mail address", "addresses", PAGE + pair("Mail info@voorbeeld.be", "Mail info@voorbeelt.be")),
    Defect("another number to call", "addresses", PAGE + pair("Bel +32 2 260 09 70", "Call +32 2 260 09 07")),
    Defect("a lost bracket", "brackets", PAGE + pair("Gent (stad) ligt hier", "Ghent (city lies here")),
    Defect("a lost quotation mark", "quotes", PAGE + pair("Het “type” dus", "The “type then")),
    Defect("not translated", "untranslated", PAGE + pair("Dit zijn gewone woorden die niemand vertaalde.", "Dit zijn gewone woorden die niemand vertaalde.")),
    Defect("a missing term", "terms", PAGE + pair("Een oud herbariumvel", "An old page")),
    Defect("a forbidden term", "terms", PAGE + pair("Welke licentie geldt?", "Which license applies?")),
]  # fmt: skip


def catalog(tmp_path: Path, text: str | bytes, name: str = "trial.po") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def checked(path: Path, target: str = "en", source: str = "nl", terms: str = "") -> list[Finding]:
    glossary = Glossary()
    if terms:
        table = path.with_suffix(".csv")
        table.write_text(terms, encoding="utf-8")
        glossary = read_glossary(table)
    extensions = frozenset({"attrs_inline"})
    return check([Source(path, "trial.po", source, target)], glossary, extensions).findings


def kinds(text: str | bytes, tmp_path: Path, **how: str) -> list[str]:
    return [finding.kind for finding in checked(catalog(tmp_path, text), **how)]


def only(entry: str, **header: str) -> str:
    return HEADER.format(**(SOUND | header)) + "\n" + entry


def test_each_defect_is_found_once_at_its_line(tmp_path: Path) -> None:
    """One catalog with all of them, in an order that nobody chose."""
    dice = random.Random(SEED)
    defects = dice.sample(DEFECTS, len(DEFECTS))
    text = HEADER.format(language="fr", charset="ISO-8859-1", plurals="nplurals=2; plural=(n > 4);")
    wanted = [(1, "encoding"), (7, "header"), (9, "header"), (11, "header")]
    blocks = [PAGE + pair("Het begin", "The start")]
    blocks += [defect.text for defect in defects]
    line = text.count("\n") + 2
    for number, block in enumerate(blocks):
        text += "\n" + block
        if number:
            lines = block.split("\n")
            mark = defects[number - 1].mark
            at = next(i for i, part in enumerate(lines) if part.startswith(mark))
            wanted.append((line + at, defects[number - 1].kind))
        line += block.count("\n") + 1
    found = checked(catalog(tmp_path, "\ufeff" + text), terms=GLOSSARY)
    assert len(wanted) >= 40
    told = "\n".join(line_of(finding) for finding in found)
    assert sorted((f.line, str(f.kind)) for f in found) == sorted(wanted), f"seed {SEED}\n{told}"


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.name)
def test_a_defect_is_found_alone(defect: Defect, tmp_path: Path) -> None:
    before = PAGE + pair("Het begin", "The start") + "\n"
    assert kinds(only(before + defect.text), tmp_path, terms=GLOSSARY) == [defect.kind]


def test_a_finding_names_message_and_remedy(tmp_path: Path) -> None:
    text = only(PAGE + pair("Lees [meer](over.md).", "Read [more](about.md)."))
    (finding,) = checked(catalog(tmp_path, text))
    assert line_of(finding) == (
        "trial.po:15: [links] The translation of “Lees [meer](over.md).” is missing the link to "
        "over.md, and adds a link to about.md. Keep every link of the source, and only those, with "
        "its target unchanged."
    )


# -- What is no finding --------------------------------------------------------


def test_fuzzy_and_missing_are_counted_and_obsolete_left_alone(tmp_path: Path) -> None:
    text = only(
        PAGE + pair("Gedaan", "Done") + "\n"
        + PAGE + pair("Leeg", "") + "\n"
        + PAGE + "#, fuzzy\n" + pair("Oud [x](y.md)", "Old 12345") + "\n"
        + '#~ msgid "Weg [x](y.md)"\n#~ msgstr "Gone 12345"\n'
    )  # fmt: skip
    report = check([Source(catalog(tmp_path, text), "trial.po", "nl", "en")])
    assert (report.findings, report.translated, report.fuzzy, report.missing) == ([], 1, 1, 1)


def test_a_translator_may_have_looked_at_it(tmp_path: Path) -> None:
    text = PAGE + pair("Samen 4.350 vellen", "4,530 sheets together")
    for comment in ("# checked: numbers, links", "# checked: links,numbers. Another edition."):
        assert kinds(only(f"{comment}\n{text}"), tmp_path) == []
    for comment in ("# checked: links", "# checked: links. Not its numbers.", "# numbers"):
        assert kinds(only(f"{comment}\n{text}"), tmp_path) == ["numbers"]


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Op https://www.ugent.be/nl te lezen", "To be read at https://www.ugent.be/en"),
        ("Op https://www.kbr.be/nl te lezen", "To be read at https://kbr.be/en"),
        ("Op https://nl.abc.org/x te lezen", "To be read at https://en.abc.org/x"),
        ("Op https://www.bbc.co.uk/nl te lezen", "To be read at https://www.bbc.com/en"),
        ("[Start](https://nl.wikipedia.org/wiki/A)", "[Home](https://en.wikipedia.org/wiki/B)"),
        ("Vindbaar", "Findable ({lang}`vindbaar <nl>`)"),
        ("de inventaris van 2012", "the *Inventaris* (inventory) of 2012"),
        ("Meise", "Meise"),
        ("DiSSCo", "DiSSCo"),
        ("12.500", "12,500"),
        ("[BCCM](https://bccm.belspo.be/)", "[BCCM](https://bccm.belspo.be/)"),
        ("Université libre de Bruxelles (ULB)", "Université libre de Bruxelles (ULB)"),
        ("`eventDate`", "`eventDate`"),
        ("a) de eerste; b) de tweede", "1) the first; 2) the second"),
        ("Mooi :)", "Nice ;-)"),
        ("Drie tuinen", "3 gardens"),
        ("100% zeker van %s", "100% sure of %s"),
        ("'s avonds om 20.30 uur", "in the evening at 8.30 pm"),
        ("'t Is 5 °C", "It’s 5 °C"),
        ("het ‘type’ ervan", "its “type”"),
        ("Versie 3.11 van Python", "Version 3.11 of Python"),
        ("jaren tachtig", "1980s"),
        ("Met TLS 1.3 dus", "So with TLSv1.3"),
        ("in de 19e eeuw", "in the nineteenth century"),
        ("38 miljoen", "38,000,000"),
    ],
)
def test_what_is_right_is_no_finding(source: str, translation: str, tmp_path: Path) -> None:
    assert kinds(only(PAGE + pair(source, translation)), tmp_path) == []


def test_a_name_that_is_translated_elsewhere_was_forgotten(tmp_path: Path) -> None:
    others = "".join(
        PAGE + pair(f"Vellen uit {place}", f"Sheets from {place}") + "\n"
        for place in ("Gent", "Meise", "Leuven")
    )
    forgotten = PAGE + pair("Vellen uit", "Vellen uit")
    assert kinds(only(others + forgotten), tmp_path) == ["untranslated"]


# -- Headers ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "plurals", "right"),
    [
        ("en", "nplurals=2; plural=(n != 1);", True),
        ("en", "nplurals=1; plural=0;", False),
        ("fr", "nplurals=2; plural=(n > 1);", True),
        ("fr", "nplurals=3; plural=(n == 0 || n == 1) ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;", True),
        ("fr", "nplurals=2; plural=(n != 1);", False),
        ("pl", "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);", True),
        ("pl", "nplurals=4; plural=(n==1 ? 0 : (n%10>=2 && n%10<=4) && (n%100<12 || n%100>14) ? 1 : n!=1 && (n%10>=0 && n%10<=1) || (n%10>=5 && n%10<=9) || (n%100>=12 && n%100<=14) ? 2 : 3);", True),
        ("pl", "nplurals=2; plural=(n != 1);", False),
        ("ja", "nplurals=1; plural=0;", True),
        ("ar", "nplurals=2; plural=(n != 1);", False),
        ("en", "nplurals=2; plural=(n / 0);", False),
        ("en", "nplurals=2; plural=(n;", False),
        ("en", "two", False),
        ("xx", "nplurals=2; plural=(n != 1);", True),
    ],
)  # fmt: skip
def test_plural_rules_of_any_language(
    language: str, plurals: str, right: bool, tmp_path: Path
) -> None:
    found = kinds(only("", language=language, plurals=plurals), tmp_path, target=language)
    assert found == ([] if right else ["header"])


def test_a_catalog_without_a_header(tmp_path: Path) -> None:
    assert kinds(PAGE + pair("Een", "One"), tmp_path) == ["header"]


def test_a_header_that_says_nothing(tmp_path: Path) -> None:
    assert kinds('msgid ""\nmsgstr "X: y\\n"\n', tmp_path) == ["header", "header"]


# -- Files that are no catalogs ----------------------------------------------------


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "file"),
        (b"\n \n", "file"),
        (only(PAGE + pair("Een", "One")).encode("utf-16"), "encoding"),
        (only(PAGE + pair("België", "Belgium")).encode("latin-1"), "encoding"),
        (b"\xef\xbb\xbf" + only(PAGE + pair("Een", "One")).encode(), "encoding"),
        (b"\x00\x01\x02", "encoding"),
        (b"GIF89a", "syntax"),
    ],
)
def test_what_is_no_catalog(data: bytes, kind: str, tmp_path: Path) -> None:
    assert kinds(data, tmp_path) == [kind]


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    (tmp_path / "x.po").mkdir()
    for name, said in (
        ("x.po", "This catalog is a folder"),
        ("none.po", "This catalog cannot be read"),
    ):
        (finding,) = checked(tmp_path / name)
        assert finding.kind == "file" and said in finding.message


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_ends_of_lines_do_not_matter(end: str, tmp_path: Path) -> None:
    text = only(PAGE + pair("Een", "One") + "\n" + PAGE + pair("[a](b.md)", "c"))
    (finding,) = checked(catalog(tmp_path, text.replace("\n", end)))
    assert (finding.kind, finding.line) == ("links", 19)


def test_junk_is_reported_and_ends_nothing(tmp_path: Path) -> None:
    dice = random.Random(SEED)
    sound = only("\n".join(defect.text for defect in DEFECTS)).encode()
    for number in range(200):
        data = bytearray(sound if number % 4 else dice.randbytes(300))
        for _ in range(dice.randrange(1, 9)):
            at = dice.randrange(len(data))
            data[at : at + dice.randrange(30)] = dice.randbytes(dice.randrange(6))
        for finding in checked(catalog(tmp_path, bytes(data))):
            assert finding.line >= 1 and finding.message, f"seed {SEED}"


# -- gettext -----------------------------------------------------------------------

BROKEN = [
    *(d for d in DEFECTS if d.kind in ("syntax", "duplicate", "plural") and d.name != "an empty form"),
    Defect("msgid twice", "syntax", 'msgid "a"\nmsgid "b"\nmsgstr "c"\n'),
    Defect("plural without index", "syntax", 'msgid "a"\nmsgid_plural "b"\nmsgstr "c"\n'),
    Defect("index without plural", "syntax", 'msgid "a"\nmsgstr[0] "c"\n'),
    Defect("half obsolete", "syntax", '#~ msgid "a"\nmsgstr "c"\n'),
    Defect("only a context", "syntax", 'msgctxt "a"\n'),
    Defect("no old text", "syntax", '#| mgid "a"\n' + pair("c", "d")),
    Defect("twice obsolete", "duplicate", '#~ msgid "a"\n#~ msgstr "b"\n' * 2),
    Defect("a comment that goes on", "syntax", "# a\\\n" + pair("c", "d")),
    Defect("the sign behind a context", "syntax", pair("a \\4", "b")),
    Defect("text alone", "syntax", '# b\n"a"\n'),
    Defect("no line break at the end", "blanks", WORDS + pair("a\\n", "b")),
    Defect("line break at the beginning", "blanks", WORDS + pair("a", "\\nb")),
    Defect("python, lost", "placeholders", PYTHON + pair("a %(x)s", "b")),
    Defect("python, two kinds", "placeholders", PYTHON + pair("%s a %d", "%d b %s")),
    Defect("c, lost", "placeholders", "#, c-format\n" + pair("a %5.2f", "b")),
    Defect("c, changed", "placeholders", "#, c-format\n" + pair("a %d", "b %s")),
    Defect(
        "python, left out of one form",
        "placeholders",
        PYTHON + 'msgid "%d wig"\nmsgid_plural "%d wiggen"\nmsgstr[0] "One wedge"\nmsgstr[1] "%d wedges"\n',
    ),
    Defect("c, another place", "placeholders", "#, c-format\n" + pair("%1$s kom", "%2$s bowl")),
    Defect(
        "c, the first left out",
        "placeholders",
        "#, c-format\n"
        'msgid "%d wiek van %s"\nmsgid_plural "%d wieken van %s"\n'
        'msgstr[0] "A sail of %s"\nmsgstr[1] "%d sails of %s"\n',
    ),
    Defect("brace, lost", "placeholders", "#, python-brace-format\n" + pair("a {x}", "b {y}")),
]  # fmt: skip


def msgfmt(path: Path) -> bool:
    """Whether msgfmt takes a catalog."""
    assert MSGFMT
    done = subprocess.run([MSGFMT, "-c", "-o", "-", str(path)], capture_output=True, check=False)
    return done.returncode == 0


@pytest.mark.skipif(not MSGFMT, reason="gettext is not installed")
@pytest.mark.parametrize("defect", BROKEN, ids=lambda defect: defect.name)
def test_what_msgfmt_refuses_is_a_finding(defect: Defect, tmp_path: Path) -> None:
    sound = only(PAGE + pair("Het begin", "The start") + "\n")
    assert msgfmt(catalog(tmp_path, sound))
    path = catalog(tmp_path, sound + defect.text)
    assert not msgfmt(path)
    assert [finding.kind for finding in checked(path)] == [defect.kind]


@pytest.mark.skipif(not MSGFMT, reason="gettext is not installed")
@pytest.mark.parametrize(
    "entry",
    [
        'msgctxt "menu"\nmsgid "Over"\nmsgstr "About"\n\nmsgctxt "tijd"\nmsgid "Over"\nmsgstr "In"\n',
        'msgid ""\n"Een "\n"twee"\nmsgstr ""\n"One "\n"two"\n',
        '#| msgid "Oud"\nmsgid "Nieuw"\nmsgstr "New"\n',
        WORDS + 'msgid "%d mot"\nmsgid_plural "%d motten"\nmsgstr[0] "One moth"\nmsgstr[1] "%d moths"\n',
        "#, c-format\n"
        'msgid "%s heeft %d"\nmsgid_plural "%s hebben %d"\n'
        'msgstr[0] "%s has one"\nmsgstr[1] "%s have %d"\n',
        "#, c-format\n" + pair("%s heeft %d", "%2$d by %1$s"),
        '#~ msgid "Weg"\n#~ msgstr "Gone"\n\n#~ msgid "Nog weg"\n#~ msgstr "Gone too"\n',
        pair("Een \\\\ en \\t", "A \\\\ and \\t"),
        "# A remark\n\n" + pair("Een", "One"),
    ],
)  # fmt: skip
def test_what_msgfmt_takes_is_no_finding(entry: str, tmp_path: Path) -> None:
    path = catalog(tmp_path, only(entry))
    assert msgfmt(path)
    assert checked(path) == []


@pytest.mark.skipif(not MSGFMT, reason="gettext is not installed")
def test_no_spoilt_catalog_passes_that_msgfmt_refuses(tmp_path: Path) -> None:
    dice = random.Random(SEED)
    good = [PAGE + pair(f"Zin {n}", f"Sentence {n}") for n in range(5)]
    good.append('msgid "a vel"\nmsgid_plural "vellen"\nmsgstr[0] "a sheet"\nmsgstr[1] "sheets"\n')
    for _ in range(120):
        lines = only("\n".join(good)).split("\n")
        at = dice.randrange(11, len(lines))
        line = lines[at]
        spot = dice.randrange(len(line) + 1)
        lines[at] = dice.choice(
            [
                line[:spot] + line[spot + 1 :],
                line[:spot] + dice.choice('"\\#[]~mx') + line[spot:],
                "",
            ]
        )
        path = catalog(tmp_path, "\n".join(lines))
        if not msgfmt(path):
            assert checked(path), f"seed {SEED}: line {at + 1}: {lines[at]!r}"


# -- The glossary --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "line", "said"),
    [
        ("nl,en,Remark\n", 1, "The column 'Remark'"),
        ("nl,en\n\nstaal,sample,what\n", 3, "This row has 3 cells"),
        ('nl,en\nstaal,"sample\n', 0, ""),
    ],
)
def test_a_glossary_that_cannot_be_read(table: str, line: int, said: str, tmp_path: Path) -> None:
    path = tmp_path / "glossary.csv"
    path.write_text(table, encoding="utf-8")
    assert [(f.line, f.message.startswith(said)) for f in read_glossary(path).faults] == (
        [(line, True)] if said else []
    )


def test_a_glossary_in_another_encoding_and_one_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "glossary.csv"
    assert read_glossary(path) == Glossary()
    path.write_bytes("nl,en\ncafé,café\n".encode("latin-1"))
    assert [fault.line for fault in read_glossary(path).faults] == [1]


@pytest.mark.parametrize(
    ("source", "translation", "found"),
    [
        ("Elk herbariumvel", "Each herbarium sheet", 0),
        ("Alle herbariumvellen", "All herbarium sheets", 0),
        ("Elk herbariumvel", "Each plant", 1),
        ("De licentie", "The licensed use", 1),
        ("De licentie", "Its licences", 0),
        ("Alle licenties (license)", "All licences (license)", 1),
        ("Vellen", "Anything", 0),
    ],
)
def test_terms_in_many_forms(source: str, translation: str, found: int, tmp_path: Path) -> None:
    wanted = ["terms"] * found
    assert kinds(only(PAGE + pair(source, translation)), tmp_path, terms=GLOSSARY) == wanted


def test_a_glossary_that_leads_out_of_the_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / "outside.csv").write_text("nl,en\n")
    (site / "glossary.csv").symlink_to("../outside.csv")
    (site / "endless.csv").symlink_to("/dev/zero")
    for name in ("glossary.csv", "endless.csv"):
        faults = read_glossary(site / name, site).faults
        assert [(f.line, f.message) for f in faults] == [
            (1, "The glossary is outside the site's folder.")
        ]
    assert not read_glossary(site / "glossary.csv").faults  # Named by who checks.


def test_a_glossary_with_semicolons(tmp_path: Path) -> None:
    table = GLOSSARY.replace(",", ";")
    assert kinds(only(PAGE + pair("De licentie", "A license")), tmp_path, terms=table) == ["terms"]


def test_a_glossary_serves_a_third_language(tmp_path: Path) -> None:
    table = "nl,en,de\nherbariumvel,herbarium sheet,Herbarbeleg|Herbarbogen\n"
    for translation, found in (("Alte Herbarbelege", []), ("Alte Blätter", ["terms"])):
        text = only(PAGE + pair("Oude herbariumvel", translation), language="de")
        assert kinds(text, tmp_path, target="de", terms=table) == found


# -- The guide ---------------------------------------------------------------------------

GUIDE = (ROOT / "docs" / "translating.md").read_text(encoding="utf-8")
PAIR = re.compile(r"^\| `(\w+)` \| (`+)(.+?)\2 \| (`+)(.+?)\4 \| (`+)(.+?)\6 \|$", re.MULTILINE)


@pytest.mark.parametrize("row", PAIR.findall(GUIDE), ids=lambda row: row[0])
def test_right_and_wrong_pairs_of_the_guide(row: tuple[str, ...], tmp_path: Path) -> None:
    kind, source, right, wrong = row[0], row[2], row[4], row[6]
    terms = (ROOT / "locales" / "glossary.csv").read_text(encoding="utf-8")
    assert kinds(only(PAGE + pair(source, right)), tmp_path, terms=terms) == []
    assert kinds(only(PAGE + pair(source, wrong)), tmp_path, terms=terms) == [kind]


def test_the_guide_tells_of_every_kind() -> None:
    section = GUIDE.partition("## Check it")[2].partition("\n## ")[0]
    assert {kind for kind in Kind if f"| `{kind}` |" not in section} == set()
    assert len(PAIR.findall(section)) >= 15


# -- The verb --------------------------------------------------------------------------


@pytest.mark.parametrize("named_by", ["nl/p.md", "locales/pot/nl/p.pot"])
def test_a_page_or_a_template_says_which_language_a_catalog_is_made_from(
    tmp_path: Path, named_by: str
) -> None:
    for name in ["locales/en/LC_MESSAGES/p.po", named_by]:
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).touch()
    (tmp_path / "conf.py").write_text('site_languages = ["nl", "en"]\n')
    (source,) = site_at(tmp_path).catalogs()
    assert (source.source, source.language) == ("nl", "en")


def test_the_catalogs_of_the_site_have_no_finding(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["check"], ROOT)
    assert (code, capsys.readouterr().out.count("\n")) == (0, 1)
    assert read_glossary(ROOT / "locales" / "glossary.csv").rows


def test_the_verb_fails_with_findings_and_marks_them_on_github(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = catalog(tmp_path, only(PAGE + pair("100%, [a](b.md)", "c")), "a,b.po")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--source", "nl", str(path)]) == 1
    first, second, last = capsys.readouterr().out.splitlines()
    assert first.startswith("a,b.po:15: [links] ")
    assert second.startswith("::error file=a%2Cb.po,line=15,title=Translation%3A links::The trans")
    assert "“100%25, [a](b.md)”" in second
    assert last.startswith("1 catalogs: 1 messages translated, 0 fuzzy, 0 missing. 1 finding:")
    monkeypatch.delenv("GITHUB_ACTIONS")
    assert main(["check", str(tmp_path), "--source", "nl"]) == 1
    assert "::error" not in capsys.readouterr().out


def test_annotations_are_escaped() -> None:
    finding = Finding("links", "a:b,c%.po", 0, "100 %\r\nmore: this, that")
    assert annotation(finding) == (
        "::error file=a%3Ab%2Cc%25.po,line=1,title=Translation%3A links::"
        "100 %25%0D%0Amore: this, that"
    )


def test_no_control_character_of_a_catalog_reaches_the_terminal(tmp_path: Path) -> None:
    text = only(PAGE + pair("\x1b[31mRood [a](b.md)", "Red"))
    assert all(line_of(finding).isprintable() for finding in checked(catalog(tmp_path, text)))


@pytest.mark.parametrize("has_template", [True, False])
def test_a_msgid_that_somebody_has_changed_is_found(tmp_path: Path, has_template: bool) -> None:
    files = {
        "conf.py": 'site_languages = ["nl", "en"]\n',
        "nl/p.md": "# Blad\n\nEen zin over varens.\n\nNog een zin.\n",
        "locales/en/LC_MESSAGES/p.po": only(
            PAGE + pair("Een zin over de varens.", "A sentence about ferns.")
        ),
    }
    if has_template:
        files["locales/pot/nl/p.pot"] = 'msgid "Een zin over varens."\nmsgstr ""\n'
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (finding,) = check(site_at(tmp_path).catalogs()).findings
    assert (finding.kind, finding.line) == ("msgid", 14)
    assert "the closest is “Een zin over varens.”" in finding.message
