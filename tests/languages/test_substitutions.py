"""What ``{{ … }}`` may say: values and plain filters; nothing is computed, and nothing runs."""

import json
from typing import Any

import pytest

from ext.catalogs.substitutions import SubstitutionError, fill_in, take_expressions

from .conftest import Output, Site


def bomb() -> Any:
    """Return lists of lists that are written once and hold 9 ** 12 words."""
    value: Any = "x"
    for _ in range(12):
        value = [value] * 9
    return value


VALUES: dict[str, Any] = {
    "stad": "Gent",
    "getal": 5,
    "map": {"a": "x", "items": "y", "_b": "z"},
    "rij": ["een", "twee"],
    "met-streep": "q",
    "bom": bomb(),
    "lang": "x" * 20_000,
    "_stil": "z",
}
NOTHING_COMPUTED = "nothing is computed on a page"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("stad", "Gent"),
        ("stad | upper", "GENT"),
        ("getal", "5"),
        ("map.a", "x"),
        ("map.items", "y"),
        ("map['a'] | upper | lower", "x"),
        ("rij[1]", "twee"),
        ("met-streep", "q"),
        ("weg | default('geen')", "geen"),
        ("weg | default(stad)", "Gent"),
    ],
)
def test_values_and_plain_filters(expression: str, expected: str) -> None:
    assert fill_in(expression, VALUES) == expected


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("cycler.__init__.__globals__.os.popen('x').read()", NOTHING_COMPUTED),
        ("lipsum.__globals__", NOTHING_COMPUTED),
        ("''.__class__.__mro__", NOTHING_COMPUTED),
        ("stad.__class__", NOTHING_COMPUTED),
        ("stad['__class__']", NOTHING_COMPUTED),
        ("stad | attr('__class__')", NOTHING_COMPUTED),
        ("map['a' ~ 'b']", NOTHING_COMPUTED),
        ("_stil | upper", NOTHING_COMPUTED),
        ("map._b", NOTHING_COMPUTED),
        ("self", NOTHING_COMPUTED),
        ("range(999999999) | sum", NOTHING_COMPUTED),
        ("'a' * 10**9", NOTHING_COMPUTED),
        ("'a' ~ 'b'", NOTHING_COMPUTED),
        ("10**10**10", NOTHING_COMPUTED),
        ("stad | center(999999999)", NOTHING_COMPUTED),
        ("stad | replace('G', 'GGGG')", NOTHING_COMPUTED),
        ("stad if getal", NOTHING_COMPUTED),
        ("[stad]", NOTHING_COMPUTED),
        ("stad | default(range(9))", NOTHING_COMPUTED),
        ("}}{% for x in stad %}{{", NOTHING_COMPUTED),
        ("x }} {{ y", NOTHING_COMPUTED),
        ("", NOTHING_COMPUTED),
        ("stad |", NOTHING_COMPUTED),
        ("(" * 5000, NOTHING_COMPUTED),
        ("stad" + " | upper" * 5000, NOTHING_COMPUTED),
        ("stad.upper", "there is no such value"),
        ("weg", "there is no such value"),
        ("env.config", "there is no such value"),
        ("lipsum", "there is no such value"),
        ("map", "it has several values"),
        ("rij | default('x')", "it has several values"),
        ("bom", "'bom' contains more than"),
        ("bom | upper", "'bom' contains more than"),
        ("lang", "'lang' contains more than"),
    ],
)
def test_everything_else_is_refused_with_a_remedy(expression: str, said: str) -> None:
    with pytest.raises(SubstitutionError) as error:
        fill_in(expression, VALUES)
    assert str(error.value).startswith("{{ ")
    assert f"is left out: {said}" in str(error.value)
    assert len(str(error.value)) < 300


def test_expressions_of_a_text() -> None:
    assert take_expressions("a {{b}} {{  c\n| d }} {{ e", "…") == (
        ["{{ b }}", "{{ c | d }}"],
        "a … … {{ e",
    )
    assert take_expressions("{{" * 30_000)[0] == []


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Output:
    """Return the one build of a site with substitutions of every kind."""
    folder = tmp_path_factory.mktemp("substitutions")
    marker = folder / "marker"
    attack = f"cycler.__init__.__globals__.os.popen('echo ran >> {marker}').read()"
    many = {
        one: " ".join([f"{{{{ {other} }}}}"] * 10)
        for one, other in zip("abcdef", "bcdefg", strict=True)
    }
    site = Site(folder / "site")
    front = {"myst": {"substitutions": {"stad": "Gent", "kwaad": f"{{{{ {attack} }}}}"}}}
    site.write(
        {
            "nl/index.md": "# Thuis\n\n```{toctree}\nlus\nover\nveel\n```\n",
            "nl/over.md": f"---\n{json.dumps(front)}\n---\n\n# Over\n\n{{{{ {attack} }}}}\n\n{{{{ kwaad }}}}\n\n"
            "In {{ stad | upper }}.\n\nEen zin.\n\nNog in {{ stad }}.\n\nOok {{ stad }}.\n\n{{ env }}\n",
            "nl/veel.md": f"---\n{json.dumps({'myst': {'substitutions': {**many, 'g': 'lol'}}})}\n---\n\n"
            "# Veel\n\n{{ a }}\n",
            "nl/lus.md": "---\n"
            + json.dumps({"myst": {"substitutions": {"a": "{{ b }}", "b": "{{ a }}"}}})
            + "\n---\n\n# Lus\n\n{{ a }} {{ range(999999999) | sum }}\n",
            "locales/en/LC_MESSAGES/over.po": {
                "Een zin.": f"A sentence {{{{ {attack} }}}}.",
                "Nog in {{ stad }}.": "In {{stad}} too.",
                "Ook {{ stad }}.": "Also {{ stad.__class__ }}.",
            },
        }
    )
    found = site.build(myst_enable_extensions=["substitution"])
    assert not marker.exists()
    return found


def test_a_page_fills_in_and_runs_nothing(output: Output) -> None:
    said = [
        line.partition(" [")[0] for line in output.warnings.splitlines() if "nl/over.md" in line
    ]
    assert [line.split(" is left out")[0][:45] for line in said] == [
        "nl/over.md:7: WARNING: {{ cycler.__init__.__g",
        "nl/over.md:9: WARNING: {{ cycler.__init__.__g",
        "nl/over.md:19: WARNING: {{ env }}",
    ]
    text = output.body("nl/over/index.html").get_text()
    assert "In GENT." in text
    assert "{{" not in text


def test_a_translation_has_the_expressions_of_its_source(output: Output) -> None:
    text = output.body("en/over/index.html").get_text(" ")
    assert "In Gent too." in text
    assert "Een zin." in text
    assert "Ook Gent." in text
    found = [line for line in output.warnings.splitlines() if line.startswith("locales/")]
    assert len(found) == 2
    assert all("[translation.placeholders]" in line for line in found)
    assert "over.po:5: WARNING: The translation of “Een zin.” adds {{ cycler" in found[0]
    assert "is missing {{ stad }}, and adds {{ stad.__class__ }}" in found[1]


def test_what_multiplies_comes_to_an_end(output: Output) -> None:
    assert 100 < output.body("nl/veel/index.html").get_text().count("lol") < 2_001
    assert "nl/veel.md:7: WARNING: The page fills in more than 2,000" in output.warnings
    assert (
        "nl/lus.md:7: WARNING: {{ a }} is left out: its value refers back to itself."
        in output.warnings
    )
    assert "nl/lus.md:7: WARNING: {{ range(999999999) | sum }}" in output.warnings
