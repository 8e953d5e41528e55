"""Identifiers of the Research Organization Registry."""

import pytest

from ext.components.ror import ALPHABET, ror_problem

SOUND = ["01h1jbk91", "05f950310", "00j54wy13", "00cv9y106", "001805t51", "02495e989"]


@pytest.mark.parametrize("identifier", SOUND)
def test_a_ror_that_exists_is_sound(identifier: str) -> None:
    assert ror_problem(identifier) == ""


@pytest.mark.parametrize("identifier", ["", "05f95031", "15f950310", "05f95031o", "05F950310"])
def test_another_shape_is_no_ror(identifier: str) -> None:
    assert "nine characters" in ror_problem(identifier)


@pytest.mark.parametrize("identifier", SOUND)
def test_every_slip_of_one_character_is_found(identifier: str) -> None:
    for place in range(1, 7):
        for character in ALPHABET.replace(identifier[place], ""):
            slip = identifier[:place] + character + identifier[place + 1 :]
            assert "typing error" in ror_problem(slip), slip
