"""No page bears a style attribute: a class says what it would have said."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup

from ext.weight.styles import classes_of, rules_of


@pytest.mark.parametrize(
    ("style", "blocks"),
    [
        ("width: 33.3%", ["width:33.3%!important"]),
        ("width:50%;height:2em;", ["height:2em!important", "width:50%!important"]),
        ("--field-indent: 7em;", ["--field-indent:7em!important"]),
        ("WIDTH: 9px !important", ["width:9px!important"]),
        # What is not declared, or has another value, never becomes a rule.
        ("color: red; background: url(x); width: 1px}body{width:2px; height: 2 em", []),
        ("nothing", []),
        ("", []),
    ],
)
def test_a_class_says_what_a_style_says(style: str, blocks: list[str]) -> None:
    classes = classes_of(style)
    assert all(name.startswith("vsc-style:") and " " not in name for name in classes)
    assert [rule.block for rule in rules_of(classes)] == blocks


def test_a_table_keeps_its_widths(small: Callable[..., Any]) -> None:
    app = small()
    text = (app.outdir / "nl/breed/index.html").read_text(encoding="utf-8")
    assert "style=" not in text
    columns = [col["class"] for col in BeautifulSoup(text, "html.parser").select("col")]
    assert columns == [["vsc-style:width:30.0%"], ["vsc-style:width:70.0%"]]
    sheet = sheet_of(app, "nl/breed/index.html")
    assert r".vsc-style\:width\:30\.0\%{width:30.0%!important}" in sheet


@pytest.mark.parametrize(
    "name",
    [
        "vsc-style:color:red",
        "vsc-style:color:red_7d_body_7b_width:14vmax",
        "vsc-style:width:1px}body{width:2px",
        "vsc-style:width:expression(1)",
        "vsc-style:--other:1px",
        "vsc-style::",
    ],
)
def test_a_class_that_declares_nothing_writes_no_rule(name: str) -> None:
    assert rules_of([name]) == ()


def sheet_of(app: Any, path: str) -> str:
    soup = BeautifulSoup((app.outdir / path).read_text(encoding="utf-8"), "html.parser")
    link = soup.select_one("link[rel=stylesheet]")["href"]
    return ((app.outdir / path).parent / link).resolve().read_text(encoding="utf-8")
