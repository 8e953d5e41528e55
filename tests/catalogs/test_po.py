"""The reader of catalogs: what is wrong costs its message, and the bytes stay as they were."""

import random

import pytest

from ext.catalogs.po import parse

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
