"""YAML with its lines: every fault at once."""

from pydantic import BaseModel, ConfigDict

from ext.components.marked_yaml import check
from ext.yaml_lines import Fault, read, suggestion


class Sheet(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    maker: str
    year: int = 0


def faults(text: str) -> list[Fault]:
    marked, found = read(text)
    return found or check(Sheet, marked)[1]


def test_a_sound_text_has_no_fault() -> None:
    marked, found = read("maker: Ann\nyear: 1900\n")
    assert found == []
    assert check(Sheet, marked) == (Sheet(maker="Ann", year=1900), [])


def test_every_fault_is_named_at_its_line() -> None:
    assert faults("\nyear: long ago\nmakr: Ann\n") == [
        Fault(1, "'maker' is missing."),
        Fault(2, "'year' should be a whole number, not 'long ago'."),
        Fault(3, "Unknown key 'makr': did you mean 'maker'?"),
    ]


def test_a_key_that_stands_there_twice_is_a_fault() -> None:
    assert faults("maker: Ann\nyear: 1\nmaker: Bea\n") == [
        Fault(3, "'maker' is here twice; the last one counts.")
    ]


def test_broken_yaml_is_one_fault() -> None:
    (fault,) = faults("maker: Ann\nyear: [1900\nmore: x\n")
    assert fault.line == 2
    assert fault.message.startswith("This line cannot be read: ")


def test_values_that_yaml_cannot_make_are_faults_too() -> None:
    for text in ("year: 2021-99-99", "&a [*a]", "- &a\n  - *b", "\x00", "year: !!python/x y"):
        assert faults(text) != [], text


def test_a_suggestion_names_the_nearest_word_or_all() -> None:
    assert suggestion("shels", ["shells", "ferns"]) == "did you mean 'shells'?"
    assert suggestion("q", ["shells", "ferns"]) == "use one of ferns, shells."
    assert suggestion("q", []) == "there are none."
