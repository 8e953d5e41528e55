"""The picture register: what is sound in it, and what is reported."""

from pathlib import Path

import pytest

from ext.components.register import licence_address, parse_register, point, read_register
from ext.yaml_lines import Fault

ENTRY = "{file: a.svg, alt: Een vel, maker: Ann, licence: CC BY 4.0}"


def test_a_sound_register_has_no_fault() -> None:
    register = parse_register(f"language: nl\npictures:\n  a: {ENTRY}\n")
    assert register.faults == []
    assert (register.language, register.lines) == ("nl", {"a": 3})
    assert register.pictures["a"].alt == "Een vel"


def test_all_faults_are_found_at_once_and_the_rest_is_kept() -> None:
    register = parse_register(
        "lang: nl\n"
        "pictures:\n"
        f"  a: {ENTRY}\n"
        "  b: {file: b.svg, alt: x, maker: Ann}\n"
        "  c:\n"
        "    file: c.svg\n"
        "    alt: x\n"
        "    maker: 5\n"
        "    lisence: CC0\n"
        "  d: shells.svg\n"
    )
    assert sorted(register.faults) == [
        Fault(1, "'language' is missing: write its code."),
        Fault(1, "Unknown key 'lang': did you mean 'language'?"),
        Fault(4, "'b': 'licence' is missing."),
        Fault(8, "'c': 'maker' should be text, not 5."),
        Fault(9, "'c': Unknown key 'lisence': did you mean 'licence'?"),
        Fault(10, "'d' should be lines of 'key: value', not 'shells.svg'."),
    ]
    assert list(register.pictures) == ["a"]


def test_an_awaited_picture_needs_no_words_yet() -> None:
    text = "language: nl\npictures:\n  a: {file: a.jpg, maker: Ann, awaited: true}\n"
    assert parse_register(text).faults == []


def test_a_drawing_may_be_without_a_licence() -> None:
    text = "language: nl\npictures:\n  a: {file: a.svg, kind: drawing, alt: Een vel, maker: Ann}\n"
    assert parse_register(text).faults == []


@pytest.mark.parametrize("text", ["", "- a", "words"])
def test_a_register_of_another_shape_is_reported(text: str) -> None:
    (fault,) = parse_register(text).faults
    assert fault == Fault(1, "The register must consist of 'language:' and 'pictures:'.")


def test_a_colon_in_a_text_wants_quotes() -> None:
    (fault,) = parse_register("language: nl\npictures:\n  a:\n    alt: Een bij: dichtbij\n").faults
    assert fault.line == 4
    assert "text with a colon in it belongs in quotation marks, 'like: this'" in fault.message


def test_a_site_may_have_no_register(tmp_path: Path) -> None:
    assert read_register(tmp_path / "register.yaml", tmp_path).faults == ()


def test_a_register_that_is_not_utf_8_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "register.yaml"
    path.write_bytes(b"language: nl\npictures: {a\xe9: }")
    (fault,) = read_register(path, tmp_path).faults
    assert fault.message.startswith("The register cannot be read: ")


def test_a_picture_that_is_not_there_is_missing(tmp_path: Path) -> None:
    text = f"language: nl\npictures:\n  a: {ENTRY}\n  b: {ENTRY.replace('a.svg', 'b.svg')}\n"
    (tmp_path / "register.yaml").write_text(text)
    (tmp_path / "b.svg").write_text("<svg/>")
    register = read_register(tmp_path / "register.yaml", tmp_path)
    assert register.missing == {"a": Fault(3, "Picture 'a': there is no file 'a.svg'.")}


@pytest.mark.parametrize(
    ("focus", "found"),
    [("30% 60%", (30, 60)), ("0%, 100%", (0, 100)), ("", None), ("101% 5%", None), ("30 60", None)],
)
def test_a_focus_is_two_percentages(focus: str, found: tuple[int, int] | None) -> None:
    assert point(focus) == found
    entry = ENTRY.replace("}", f", focus: '{focus}'}}")
    faults = parse_register(f"language: nl\npictures:\n  a: {entry}\n").faults
    wrong = (
        f"'a': 'focus' should look like '30% 60%', from the left and from the top, not {focus!r}."
    )
    assert faults == ([Fault(3, wrong)] if focus and not found else [])


@pytest.mark.parametrize(
    ("licence", "address"),
    [
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/deed.nl"),
        ("CC BY-NC-SA 2.0", "https://creativecommons.org/licenses/by-nc-sa/2.0/deed.nl"),
        ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/deed.nl"),
        ("CC0", "https://creativecommons.org/publicdomain/zero/1.0/deed.nl"),
        ("CC BY-NC", ""),
        ("alle rechten voorbehouden", ""),
    ],
)
def test_a_known_licence_has_an_address(licence: str, address: str) -> None:
    assert licence_address(licence, "nl") == address


@pytest.mark.parametrize("alt", ["Een v\u0435l", '"Een \\u202Evel"', "Een\u200b vel"])
def test_characters_that_hide_cost_their_picture_alone(alt: str) -> None:
    text = f"language: nl\npictures:\n  a: {ENTRY}\n  b:\n    file: b.svg\n    alt: {alt}\n"
    register = parse_register(f"{text}    maker: Ann\n    licence: CC0\n")
    (fault,) = register.faults
    assert fault.line == 6
    assert "'alt' contains" in fault.message
    assert "U+" in fault.message
    assert list(register.pictures) == ["a"]
