"""The reader of catalogs: what is wrong costs its message, and the bytes stay as they were."""

import random
from pathlib import Path

import pytest

from ext.catalogs.catalog import catalog_path, read_catalog
from ext.catalogs.check import Source, check
from ext.catalogs.folder import LanguageFolder
from ext.catalogs.message import Message
from ext.catalogs.po import parse
from ext.catalogs.pot import Template

HEAD = 'msgid ""\nmsgstr "Language: en\\n"\n\n'
SOUND = (
    'msgid "a"\nmsgstr "A"\n',
    'msgid "b"\nmsgstr ""\n"B"\n',
    '#, fuzzy\nmsgid "c"\nmsgstr "C"\n',
)
#: A broken message, and the line of it that is named.
BROKEN = [
    ('msgid "x"\nmsgstr "the "second" one"\n', 2),
    ('msgid "x"\nmsgstr "not closed\n', 2),
    ('msgid x\nmsgstr "y"\n', 1),
    ('msgid "x"\n', 1),
    ('msgstr "x"\n', 1),
    ('msgid "x"\nmsgstr "y"\nmsgstr "z"\n', 3),
    ('msgid "x"\nmsgstr "\\q"\n', 2),
    ('msgid "x"\nmsgstr[0] "y"\n', 2),
    ('msgid "x"\n<<<<<<< ours\nmsgstr "y"\n=======\nmsgstr "z"\n>>>>>>> theirs\n', 2),
    ("words\n", 1),
    ('msgid "x"\nmsgstr "' + "[" * 501 + '"\n', 1),
    ('msgid "x"\nmsgstr "' + "a" * 20_001 + '"\n', 1),
]


@pytest.mark.parametrize(("broken", "line"), BROKEN, ids=range(len(BROKEN)))
@pytest.mark.parametrize("place", range(4))
def test_a_fault_costs_its_message_alone(broken: str, line: int, place: int) -> None:
    parts = [*SOUND[:place], broken, *SOUND[place:]]
    data = (HEAD + "\n".join(parts)).encode()
    found = parse(data)
    assert [message.text for message in found.messages] == ["", "a", "b", "c"]
    before = (HEAD + "".join(f"{part}\n" for part in SOUND[:place])).count("\n")
    assert [fault.line for fault in found.faults] == [before + line]
    assert found.data == data


def test_whatever_the_bytes_are_they_stay_and_nothing_is_raised() -> None:
    dice = random.Random(1)
    whole = (HEAD + "\n".join(SOUND)).encode()
    for _ in range(2000):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 4)):
            at = dice.randrange(len(data))
            data[at : at + dice.randint(0, 3)] = dice.randbytes(dice.randint(0, 3))
        found = parse(bytes(data))
        assert found.data == data


def test_what_git_could_not_merge_is_one_fault_and_nothing_within_it_is_read() -> None:
    conflict = (
        '<<<<<<< HEAD\nmsgid "b"\nmsgstr "B"\n\nmsgid "c"\nmsgstr "C"\n=======\nmsgid "b"\n'
        'msgstr "BB"\n>>>>>>> other\n'
    )
    text = f'msgid ""\nmsgstr ""\n\nmsgid "a"\nmsgstr "A"\n\n{conflict}\nmsgid "d"\nmsgstr "D"\n'
    found = parse(text.encode())
    assert [(one.line, one.advice.split(",")[0]) for one in found.faults] == [
        (7, "Keep one of the two")
    ]
    assert [message.text for message in found.live] == ["", "a", "d"]


UPLOADED = r"""# Häg
msgid ""
msgstr ""
"Language: de\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgid "Old trees and ferns."
msgstr "Alte Bäume und Farne."
"""


def declared(charset: str) -> str:
    return UPLOADED.replace("UTF-8", charset)


MENDED, KEPT = True, False


@pytest.mark.parametrize(
    ("data", "kinds", "is_mended"),
    [
        (UPLOADED.encode("utf-16"), ["encoding"], MENDED),
        (declared("UTF-16").encode("utf-16"), ["encoding"], MENDED),
        (declared("UTF-16BE").encode("utf-16-be"), ["encoding"], MENDED),
        (declared("ISO-8859-1").encode("latin-1"), ["encoding"], MENDED),
        (declared("windows-1252").encode("cp1252"), ["encoding"], MENDED),
        (declared("ISO-8859-1").encode(), ["header"], MENDED),
        (b"\xef\xbb\xbf" + UPLOADED.encode(), ["encoding"], MENDED),
        (UPLOADED.replace("n != 1", "n > 1").encode(), ["header"], KEPT),
        (UPLOADED.replace("n != 1", "n != ").encode(), ["header"], KEPT),
        (UPLOADED.replace("Language: de", "Language: fr").encode(), ["header"], KEPT),
        (UPLOADED.replace("\n", "\r\n").encode(), [], KEPT),
        (UPLOADED.replace("Alte ", 'Alte "\n"').encode(), [], KEPT),
        (f"{UPLOADED}\n<<<<<<< a\n=======\n>>>>>>> b\n".encode(), ["syntax"], KEPT),
    ],
)
def test_a_catalog_that_another_program_saved_is_read(
    data: bytes, kinds: list[str], *, is_mended: bool, tmp_path: Path
) -> None:
    path = catalog(data, tmp_path)
    read = read_catalog(path, "p.po", "de")
    assert read and read.messages == {"Old trees and ferns.": "Alte Bäume und Farne."}
    assert [one.kind for one in check([Source(path, "p.po", "en", "de")]).findings] == kinds
    update(tmp_path)
    assert path.read_bytes() == (UPLOADED.encode() if is_mended else data)


@pytest.mark.parametrize(
    "data",
    [
        UPLOADED.encode("latin-1"),
        declared("cp037").encode("latin-1"),
        declared("UTF-16").encode("latin-1"),
        UPLOADED.encode("utf-16")[:-1],
        UPLOADED.encode("utf-32"),
    ],
)
def test_a_catalog_in_an_unknown_encoding_is_named_and_kept(data: bytes, tmp_path: Path) -> None:
    path = catalog(data, tmp_path)
    assert [one.kind for one in check([Source(path, "p.po", "en", "de")]).findings] == ["encoding"]
    assert update(tmp_path)
    assert path.read_bytes() == data


def catalog(data: bytes, folder: Path) -> Path:
    path = catalog_path(folder / "locales", "de", "p")
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    return path


def update(root: Path) -> list[str]:
    """Do what `make translations` does; return what is wrong with catalogs that cannot be read."""
    folder = LanguageFolder("de", root / "locales", "")
    folder.want(Template("en/p", "p", "en", (Message("Old trees and ferns."),)), root)
    faults = folder.read(str)
    list(folder.write(folder.updated(), clean=False))
    return faults
