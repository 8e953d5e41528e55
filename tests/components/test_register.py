"""The picture register: what is sound in it, what is reported, how large a picture is."""

from pathlib import Path

import pytest
from PIL import Image

from ext.components.marked_yaml import Fault
from ext.components.register import licence_address, measure, parse_register, read_register

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
        Fault(1, "'language' is missing, such as 'nl'."),
        Fault(1, "Unknown key 'lang': did you mean 'language'?"),
        Fault(4, "'b': 'licence' is missing."),
        Fault(8, "'c': 'maker' should be text, not 5."),
        Fault(9, "'c': Unknown key 'lisence': did you mean 'licence'?"),
        Fault(10, "'d' should hold lines of 'key: value', not 'shells.svg'."),
    ]
    assert list(register.pictures) == ["a"]


def test_an_awaited_picture_needs_no_words_yet() -> None:
    text = "language: nl\npictures:\n  a: {file: a.jpg, maker: Ann, awaited: true}\n"
    assert parse_register(text).faults == []


@pytest.mark.parametrize("text", ["", "- a", "words"])
def test_a_register_of_another_shape_is_reported(text: str) -> None:
    (fault,) = parse_register(text).faults
    assert fault == Fault(1, "The register must begin with 'language:' and 'pictures:'.")


def test_a_site_may_have_no_register(tmp_path: Path) -> None:
    assert read_register(tmp_path / "register.yaml").faults == ()


def test_a_register_that_is_not_utf_8_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "register.yaml"
    path.write_bytes(b"language: nl\npictures: {a\xe9: }")
    (fault,) = read_register(path).faults
    assert fault.message.startswith("The register cannot be read: ")


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.svg", None, "there is no file 'a.svg'."),
        ("a.svg", b"", "the file 'a.svg' is empty."),
        ("a.svg", b"<svg", "the file 'a.svg' is broken: "),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "the file 'a.svg' is broken: "),
        ("a.png", b"words", "the file 'a.png' is broken: "),
        ("a.svg", b"\xff\xfe", "the file 'a.svg' is broken: "),
    ],
)
def test_a_picture_that_cannot_be_shown_is_broken(
    tmp_path: Path, name: str, content: bytes | None, problem: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    text = f"language: nl\npictures:\n  a: {ENTRY.replace('a.svg', name)}\n"
    (tmp_path / "register.yaml").write_text(text)
    register = read_register(tmp_path / "register.yaml")
    (fault,) = register.broken
    assert fault.line == 3
    assert fault.message.startswith(f"Picture 'a': {problem}")
    assert register.sizes == {}


def test_a_cut_off_photo_is_broken(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    Image.effect_noise((300, 200), 90).save(path)
    assert measure(path) == (300, 200)
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(ValueError, match=r"a\.jpg' is broken"):
        measure(path)


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('viewBox="0 0 160 90"', (160, 90)),
        ('viewBox="0,0,160.4,90"', (160, 90)),
        ('width="30px" height="40"', (30, 40)),
        ('viewBox="0 0 160 90" width="100%"', (160, 90)),
    ],
)
def test_a_drawing_says_its_size(tmp_path: Path, attributes: str, size: tuple[int, int]) -> None:
    path = tmp_path / "a.svg"
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}/>')
    assert measure(path) == size


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
