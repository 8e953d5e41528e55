"""Figures of collections: what is sound, what is reported, in which order."""

from typing import Any

import pytest

from ext.components.figures import Figure, read_figures
from ext.yaml_lines import Fault


@pytest.mark.parametrize(
    ("line", "qualifier", "amount"),
    [
        ({"number": 4700}, "exactly", 4700),
        ({"number": 0}, "exactly", 0),
        ({"about": 4000000}, "about", 4000000),
        ({"more-than": 25000}, "more-than", 25000),
        ({"number": "unknown"}, "unknown", None),
    ],
)
def test_a_figure_has_a_number_and_says_how_exact_it_is(
    line: dict[str, Any], qualifier: str, amount: int | None
) -> None:
    figure = Figure.model_validate({"what": "sheets", **line})
    assert (figure.qualifier, figure.amount) == (qualifier, amount)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "number: 4.000.000",
            "'4.000.000' is not a number: write digits only, such as 4700, or 'unknown'.",
        ),
        ("number: 4,7", "'4,7' is not a number: write digits only, such as 4700, or 'unknown'."),
        ("number: 0.5", "0.5 is not a number: write digits only, such as 4700, or 'unknown'."),
        ("number: yes", "True is not a number: write digits only, such as 4700, or 'unknown'."),
        ("number: -1", "A number cannot be negative: -1."),
        ("numbr: 5", "Unknown key 'numbr': did you mean 'number'?"),
        ("unit: 5", "'unit' should be text, not 5."),
    ],
)
def test_a_figure_that_is_wrong_is_left_out_and_reported(line: str, message: str) -> None:
    found, faults = read_figures(f"- what: ferns\n  number: 1\n- what: sheets\n  {line}\n")
    assert [entry.figure.what for entry in found] == ["ferns"]
    assert Fault(4, message) in faults or Fault(3, message) in faults


@pytest.mark.parametrize("numbers", ["", "\n  number: 1\n  about: 1"])
def test_a_figure_has_exactly_one_number(numbers: str) -> None:
    found, faults = read_figures(f"- what: sheets{numbers}\n")
    message = "'sheets' needs one number: write 'number', 'about' or 'more-than'."
    assert (found, faults) == ([], [Fault(1, message)])


def test_parts_stand_below_their_whole() -> None:
    found, faults = read_figures(
        "- {what: a, number: 1, part-of: b}\n"
        "- {what: b, number: 3}\n"
        "- {what: c, number: 3}\n"
        "- {what: d, number: 1, part-of: b}\n"
    )
    assert faults == []
    assert [entry.figure.what for entry in found] == ["b", "a", "d", "c"]


def test_a_part_of_nothing_stands_on_its_own() -> None:
    found, faults = read_figures(
        "- {what: sheets, number: 3}\n- {what: a, number: 1, part-of: sheet}\n"
    )
    assert [(entry.figure.what, entry.figure.part_of) for entry in found] == [
        ("sheets", ""),
        ("a", ""),
    ]
    assert faults == [
        Fault(
            2,
            "'part-of' must repeat the 'what' of another line here, not 'sheet'; did you mean 'sheets'?",
        )
    ]


@pytest.mark.parametrize("text", ["", "what: sheets", "sheets"])
def test_other_yaml_is_no_list_of_collections(text: str) -> None:
    assert read_figures(text) == ([], [Fault(1, "This block has no list of collections.")])
