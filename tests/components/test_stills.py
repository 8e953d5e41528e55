"""Pictures side by side, films, maps, downloads and dates: what is drawn, and what is reported."""

from collections.abc import Callable

import pytest

from ext.reporting import Problem

from .conftest import Result, Site, words

Build = Callable[..., Result]
MEISE = "50.9287, 4.3266"


def test_pictures_stand_in_a_row_with_their_credits(build: Build) -> None:
    page = build("# Kast\n\n```{pictures} shells shells\nTwee laden.\n```\n")
    first, second = page.soup().select(".vsc-pictures__row > figure.vsc-picture")
    assert words(first) == words(second) == "Drawing: DiSSCo Vlaanderen, CC BY 4.0"
    assert page.text(".vsc-pictures > p") == "Twee laden."


def test_of_pictures_only_an_unknown_one_is_left_out(site: Site) -> None:
    page = site.build("# Kast\n\n```{pictures} shels shells\n```\n")
    (warning,) = page.warnings
    assert warning.startswith("nl/page.md:3: WARNING: There is no picture 'shels' in the register")
    assert len(page.soup().select(".vsc-pictures figure")) == 1


def test_a_film_is_a_link_with_a_still(build: Build) -> None:
    page = build(
        "# Kast\n\n```{video} [Een *lade*](https://www.vimeo.com/1)\n:picture: shells\n\nKort.\n```\n"
    )
    assert page.find(".vsc-still__title a")["href"] == "https://www.vimeo.com/1"
    assert page.text(".vsc-still__host") == "Opens on vimeo.com"
    assert page.text(".vsc-still") == (
        "Drawing: DiSSCo Vlaanderen, CC BY 4.0 Een lade Opens on vimeo.com Kort."
    )
    assert not page.soup().select("iframe, video, script[src*=vimeo]")


@pytest.mark.parametrize(
    "block",
    [
        "```{video}\nTekst.\n```",
        "```{video} Een lade\nTekst.\n```",
        "```{video} [Een lade](http://film.example.org/1)\nTekst.\n```",
        "```{video} [Een lade](page.md)\nTekst.\n```",
        "```{video} [Een](https://a.example.org/) [lade](https://b.example.org/)\nTekst.\n```",
        "```{map} Meise\nTekst.\n```",
        f"```{{map}}\n:at: {MEISE}\n\nTekst.\n```",
        "```{map} Meise\n:at: 50,9287 4,3266\n\nTekst.\n```",
        "```{map} Meise\n:at: north\n\nTekst.\n```",
    ],
)
def test_what_leads_nowhere_is_reported_and_its_words_stay(site: Site, block: str) -> None:
    page = site.build(f"# Kast\n\n{block}\n")
    (warning,) = page.warnings
    assert warning.startswith("nl/page.md:3: WARNING: This ")
    assert warning.endswith(f"{Problem.STILL.advice} [components.still]")
    assert page.text("section > p") == "Tekst."
    assert not page.soup().select(".vsc-still")


def test_a_place_is_a_dot_and_a_link(build: Build) -> None:
    page = build(f"# Kast\n\n```{{map}} Plantentuin\n:at: {MEISE}\n\nMeise\n```\n")
    assert page.find(".vsc-still__title a")["href"] == (
        "https://www.openstreetmap.org/?mlat=50.9287&mlon=4.3266#map=17/50.9287/4.3266"
    )
    assert page.text(".vsc-still__host") == "Opens on openstreetmap.org"
    spot = page.find(".vsc-map-of-belgium svg:has(> circle)")
    assert (spot["x"], spot["y"]) == ("46.2%", "29.9%")
    assert not page.soup().select("label")


@pytest.mark.parametrize("option", [":at: 48.8566, 2.3522", f":at: {MEISE}\n:picture: shells"])
def test_abroad_or_with_a_picture_there_is_no_outline(build: Build, option: str) -> None:
    page = build(f"# Kast\n\n```{{map}} Plantentuin\n{option}\n```\n")
    assert page.find(".vsc-still__title a")
    assert not page.soup().select(".vsc-map-of-belgium")
    assert len(page.soup().select("figure")) == option.count("picture")


def test_a_download_says_what_it_is_and_is_read_again_when_it_grows(site: Site) -> None:
    path = site.folder / "nl" / "verslag.PDF"
    site.write("nl/page.md", "# Kast\n\n[Verslag](verslag.PDF)\n")
    for size, said in ((12, "Verslag (PDF, 1 kB)"), (2_345_678, "Verslag (PDF, 2,3 MB)")):
        path.write_bytes(bytes(size))
        page = site.build()
        assert page.warnings == []
        assert page.text("a.download") == said
        assert page.text("a.download", "en/page.html") == said.replace(",3", ".3")


@pytest.mark.parametrize("text", ["morgen", "2027-02-30", "14/03/2027", "2027-03-14 25:00"])
def test_a_date_that_is_not_one_is_reported_and_shown_as_it_is(site: Site, text: str) -> None:
    page = site.build(f"# Kast\n\nTot {{date}}`{text}`.\n")
    (warning,) = page.warnings
    assert warning.startswith(f"nl/page.md:3: WARNING: '{text}' is not a time: write year, month")
    assert warning.endswith("[languages.date]")
    assert page.text("section > p") == f"Tot {text} ."
