"""Limits: what is beyond them is refused, and by a small number of steps."""

import pytest
import yaml

from ext import limits
from ext.languages import parse_front_matter
from ext.limits import message_fault, within_limits, yaml_fault


def bomb(levels: int) -> str:
    """Lists of ten aliases of the list before, so often."""
    rows = ["- &a0 [x, x]"]
    rows += [f"- &a{one} [{', '.join([f'*a{one - 1}'] * 10)}]" for one in range(1, levels)]
    return "\n".join(rows)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (bomb(3), ""),
        (bomb(5), "5: it contains more than 20,000 values"),
        (bomb(30), "5: it contains more than 20,000 values"),
        ("a: &a [b, *a]", "1: an alias (*) is inside the value that it refers to"),
        ("a: &a {b: *a}", "1: an alias (*) is inside the value that it refers to"),
        ("a: &a [b]\nc: [*a, *a]", ""),
        ("[" * 40 + "]" * 40, ""),
        ("[" * 41 + "]" * 41, "1: lists and maps are nested more than 40 levels deep"),
    ],
)
def test_yaml_is_bounded(text: str, said: str) -> None:
    found = yaml_fault(yaml.compose(text, yaml.SafeLoader))
    assert (f"{found[0]}: {found[1]}" if found else "").startswith(said)
    assert bool(found) is bool(said)


def test_a_bomb_is_counted_once_for_each_of_its_nodes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred levels are ten to the hundredth values, and a thousand nodes."""
    steps = 0
    parts = limits._parts

    def counted(node: yaml.Node) -> list[yaml.Node]:
        nonlocal steps
        steps += 1
        return parts(node)

    monkeypatch.setattr("ext.limits._parts", counted)
    assert yaml_fault(yaml.compose(bomb(100), yaml.SafeLoader))
    assert steps < 500


def test_front_matter_beyond_the_limits_is_named_at_its_line() -> None:
    found = parse_front_matter(f"---\nlangs:\n{bomb(9)}\n---\n\n# A\n")
    assert found.values == {}
    assert found.error
    assert found.error[1] == 7
    assert "20,000 values" in found.error[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ""),
        ("a" * 20_000, ""),
        ("a" * 20_001, "is longer than 20,000 characters"),
        ("[a]" * 500, ""),
        ("[^" * 501, "has more than 500 opening brackets"),
    ],
)
def test_a_message_has_its_limits(text: str, said: str) -> None:
    assert message_fault(text) == said


@pytest.mark.parametrize(
    ("text", "kept", "said"),
    [
        ("a\nb\n", "a\nb\n", []),
        ("a\n" + "b" * 20_000, "a\n" + "b" * 20_000, []),
        ("a\n" + "b" * 20_001 + "\nc", "a\n\nc", [(2, "This line has 20,001 characters")]),
        ("a\n" * 600_000, "a\n" * 500_000, [(500_001, "The rest of the page is left out")]),
    ],
    ids=["short", "longest", "line", "page"],
)
def test_a_page_has_its_limits(text: str, kept: str, said: list[tuple[int, str]]) -> None:
    found, faults = within_limits(text)
    assert found == kept
    assert [
        (line, why[: len(words)]) for (line, why), (_, words) in zip(faults, said, strict=True)
    ] == said
