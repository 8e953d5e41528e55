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
        ("width:50%;height:2 em;", ["height:2 em!important", "width:50%!important"]),
        ("--field-indent: 7em;", ["--field-indent:7em!important"]),
        ("color: red !important", ["color:red!important"]),
        ('background: url("a_b;c.png")', ['background:url("a_b;c.png")!important']),
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


def test_html_that_browsers_refuse_is_reported(small: Callable[..., Any]) -> None:
    app = small()
    page = app.srcdir / "nl" / "over.md"
    for text, what in [
        ('<p style="color: red">x</p>', "'style='"),
        ("<script>1</script>", "<script>"),
        ('<p onclick="a()">x</p>', "'onclick='"),
    ]:
        page.write_text(f"# Over\n\nWords.\n\n{text}\n", encoding="utf-8")
        app = small()
        assert f"nl/over.md:5: WARNING: HTML in this page has {what}." in app.warning.getvalue()
    page.write_text('# Over\n\n<p class="fine">x</p>\n', encoding="utf-8")
    assert "HTML in this page" not in small().warning.getvalue()


def sheet_of(app: Any, path: str) -> str:
    soup = BeautifulSoup((app.outdir / path).read_text(encoding="utf-8"), "html.parser")
    link = soup.select_one("link[rel=stylesheet]")["href"]
    return ((app.outdir / path).parent / link).resolve().read_text(encoding="utf-8")
