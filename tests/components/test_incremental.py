"""What a change of the register or a picture makes Sphinx read, draw and publish again."""

import os
from pathlib import Path

import pytest

from .conftest import Site

REGISTERED = """
  snails:
    file: shells.svg
    alt: Slakken
    maker: Ann
    licence: CC BY 4.0
    kind: drawing
"""
PAGE = "# Kast\n\n```{split} shells\nTekst.\n```\n"


def later(path: Path) -> None:
    """Let a file look changed, however coarse the clock of the disk."""
    stamp = path.stat().st_mtime_ns + 2_000_000_000
    os.utime(path, ns=(stamp, stamp))


def test_a_change_of_the_register_shows_on_the_pages_that_use_it(site: Site) -> None:
    assert site.build(PAGE).text(".vsc-credit") == "Drawing: DiSSCo Vlaanderen, CC BY 4.0"
    register = site.folder / "images" / "register.yaml"
    register.write_text(register.read_text().replace("maker: DiSSCo Vlaanderen", "maker: Ann"))
    later(register)
    assert site.build().text(".vsc-credit") == "Drawing: Ann, CC BY 4.0"


def test_a_change_of_a_picture_shows_on_the_pages_that_use_it(site: Site) -> None:
    site.build(PAGE)
    drawing = site.folder / "images" / "shells.svg"
    drawing.write_text(drawing.read_text().replace("160 90", "320 90"))
    later(drawing)
    page = site.build()
    assert page.find(".vsc-split img")["width"] == "320"
    (published,) = (page.app.outdir / "_images").iterdir()
    assert "320 90" in published.read_text()


def test_a_picture_that_arrives_is_drawn(site: Site) -> None:
    drawing = site.folder / "images" / "shells.svg"
    text = drawing.read_text()
    drawing.unlink()
    page = site.build(PAGE)
    assert page.warnings == [
        "images/register.yaml:3: WARNING: Picture 'shells': there is no file 'shells.svg'. "
        "Put the picture in the folder of the register, under the name given at 'file'. "
        "[components.picture-file]"
    ]
    assert page.soup().select("img") == []
    drawing.write_text(text)
    page = site.build()
    (published,) = (page.app.outdir / "_images").iterdir()
    assert page.find(".vsc-split img")["src"] == f"../_images/{published.name}"


def test_a_change_of_a_translated_alternative_text_is_shown(site: Site) -> None:
    catalog = site.folder / "locales" / "en" / "LC_MESSAGES" / "images.po"
    catalog.parent.mkdir(parents=True)
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    entry = 'msgid "Tekening van schelpen"\nmsgstr "{}"\n'
    catalog.write_text(header + entry.format("Drawing of a shell"))
    assert site.build(PAGE).find("img", "en/page.html")["alt"] == "Drawing of a shell"
    catalog.write_text(header + entry.format("Drawing of shells"))
    later(catalog)
    assert site.build().find("img", "en/page.html")["alt"] == "Drawing of shells"


@pytest.mark.parametrize("parallel", [0, 2])
def test_a_hero_is_drawn_by_every_process(site: Site, parallel: int) -> None:
    for number in range(8):
        site.write(f"nl/more{number}.md", f"# Meer {number}\n\n```{{hero}} shells\n```\n")
    page = site.build("# Kast\n\n```{hero} shells\n```\n", parallel=parallel)
    assert page.warnings == []
    for number in range(8):
        assert page.text(".vsc-hero h1", f"nl/more{number}.html") == f"Meer {number}"


def test_a_picture_that_comes_into_the_register_is_drawn_on_the_page_that_asked_for_it(
    site: Site,
) -> None:
    asking = site.build(PAGE.replace("shells", "snails"))
    assert "There is no picture 'snails' in the register" in "\n".join(asking.warnings)
    register = site.folder / "images" / "register.yaml"
    register.write_text(register.read_text() + REGISTERED)
    later(register)
    assert site.build().text(".vsc-credit") == "Drawing: Ann, CC BY 4.0"


def test_another_language_of_the_register_reaches_the_pages_with_its_pictures(site: Site) -> None:
    assert site.build(PAGE).find("img").get("lang") is None
    register = site.folder / "images" / "register.yaml"
    register.write_text(register.read_text().replace("language: nl", "language: en", 1))
    later(register)
    assert site.build().find("img")["lang"] == "en"


def test_a_register_that_cannot_be_read_is_said_once(site: Site) -> None:
    """Not again for each picture, nor for the catalog that translates its words."""
    register = site.folder / "images" / "register.yaml"
    text = register.read_text(encoding="utf-8")
    register.write_text(text + "  bij:\n    alt: Een bij: dichtbij\n", encoding="utf-8")
    (warning,) = site.build("# Kast\n\n```{hero} mark\nTekst.\n```\n").warnings
    line = text.count("\n") + 2
    assert warning.startswith(f"images/register.yaml:{line}: WARNING: This line cannot be read: ")
    # What is wrong with its language is said beside other faults.
    text = text.replace("language: nl", "language: nll", 1)
    register.write_text(text + "  bij: {file: bij.jpg}\n", encoding="utf-8")
    said = "\n".join(site.build("# Kast\n\nTekst.\n").warnings)
    assert "did you mean 'nl'?" in said
    assert "'bij': " in said


def test_a_register_in_a_language_that_the_site_does_not_have(site: Site) -> None:
    register = site.folder / "images" / "register.yaml"
    text = register.read_text(encoding="utf-8")
    register.write_text(text.replace("language: nl", "language: nll", 1), encoding="utf-8")
    (warning,) = site.build("# Kast\n\nTekst.\n").warnings
    assert warning.startswith(
        "images/register.yaml:1: WARNING: 'nll' is not a language of the site: did you mean 'nl'?"
    )
