"""Every page has one sheet of its own needs, however the site was built."""

import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import ext.weight

Small = Callable[..., Any]
LINK = re.compile(r'<link rel="stylesheet" href="([^"]+)">')


def files(app: Any) -> dict[str, bytes]:
    return {
        path.relative_to(app.outdir).as_posix(): path.read_bytes()
        for path in sorted(Path(app.outdir).rglob("*"))
        if path.is_file() and path.suffix in {".html", ".css"}
    }


def sheets(app: Any) -> dict[str, str]:
    """The name of the sheet of each page."""
    found = {}
    for path in sorted(Path(app.outdir).rglob("*.html")):
        if "_static" not in path.parts:
            links = re.findall(r"<link[^>]*stylesheet[^>]*>", path.read_text(encoding="utf-8"))
            assert len(links) == 1, path
            (address,) = LINK.findall(links[0])
            sheet = (
                Path(app.outdir, address.lstrip("/"))
                if address[0] == "/"
                else path.parent / address
            )
            assert sheet.resolve().is_file(), address
            found[path.relative_to(app.outdir).as_posix()] = sheet.name
    return found


def edit(app: Any, name: str, text: str) -> None:
    """Change a file as a person does: a while after the last build."""
    path = Path(app.srcdir, name)
    path.write_text(text, encoding="utf-8")
    later = time.time() + 5
    os.utime(path, (later, later))


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {
        name
        for name in before.keys() | after.keys()
        if name.endswith(".html") and before.get(name) != after.get(name)
    }


def test_every_page_has_one_sheet_and_every_sheet_a_page(small: Small) -> None:
    for builder in ("dirhtml", "html"):
        app = small(builder, builder=builder)
        assert set(sheets(app).values()) == {
            path.name for path in Path(app.outdir, "_static").glob("site.*.css")
        }


def test_other_builders_are_left_alone(small: Small) -> None:
    app = small("single", builder="singlehtml")
    assert not list(Path(app.outdir, "_static").glob("site.*.css"))


def test_pages_of_text_share_a_sheet_and_others_have_their_own(small: Small) -> None:
    of = sheets(small())
    assert of["nl/over/index.html"] == of["nl/contact/index.html"] == of["en/over/index.html"]
    assert of["nl/index.html"] == of["en/index.html"] != of["nl/over/index.html"]


def test_a_sheet_has_what_scripts_set_and_no_more(small: Small) -> None:
    app = small()
    sheet = Path(app.outdir, "_static", sheets(app)["nl/over/index.html"]).read_text("utf-8")
    assert ".vsc-scripted" in sheet
    assert ".vsc-part-one" in sheet, "in a module that the script imports"
    assert ".never" not in sheet
    assert "beat" not in sheet
    assert "@font-face" not in sheet


def test_a_new_class_changes_no_other_page(small: Small) -> None:
    before = files(small())
    app = small()
    edit(app, "nl/over.md", "# Over\n\n{.lively}\nWords.\n")
    after = small()
    assert changed(before, files(after)) == {"nl/over/index.html", "en/over/index.html"}
    assert files(after) == files(small("fresh"))
    edit(app, "nl/over.md", "# Over\n\n{.of-no-sheet}\nWords.\n")
    of = sheets(small())
    assert of["nl/over/index.html"] == of["nl/contact/index.html"]


def test_another_sheet_or_script_reaches_every_page(small: Small) -> None:
    app = small()
    before = files(app)
    sheet = Path(app.srcdir, "_static", "own.css")
    edit(app, "_static/own.css", f"{sheet.read_text('utf-8')}p {{ color: red }}\n")
    after = files(small())
    assert len(changed(before, after)) == len(sheets(app))
    assert after == files(small("fresh"))
    edit(app, "_static/js/more.js", "export const name = 'never';\n")
    last = files(small())
    assert last == files(small("again"))
    assert any(b".never" in text for name, text in last.items() if name.startswith("_static/site."))


def test_names_that_no_sheet_asks_for_make_no_other_sheet_and_nothing_is_cut_twice(
    small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = "# Over\n\n{{#id-{0} .class-{0}}}\nWords.\n"
    app = small()
    edit(app, "nl/over.md", page.format("one"))
    small()
    edit(app, "nl/over.md", page.format("other"))

    def never(*args: Any) -> str:
        raise AssertionError("a sheet was cut again")

    monkeypatch.setattr(ext.weight, "_cut", never)
    after = files(small())
    assert b"id-other" in after["nl/over/index.html"]
    monkeypatch.undo()
    assert after == files(small("fresh"))


def test_sheets_of_another_source_are_not_kept(small: Small) -> None:
    app = small()
    kept = {path.name for path in Path(app.doctreedir, "sheets").iterdir()}
    edit(app, "_static/own.css", "p { color: red }\n")
    small()
    assert kept.isdisjoint(path.name for path in Path(app.doctreedir, "sheets").iterdir())
