"""Blocks: a snippet in, one element or a warning out."""

from collections.abc import Callable
from textwrap import dedent

import pytest

from .conftest import Result, Site, words

Build = Callable[..., Result]
Warnings = Callable[..., list[str]]

HERO = """\
    # Kast

    ```{hero} shells
    :height: 90vh

    Zoek in *Vlaanderen*.

    - **[Zoeken](https://gbif.org)**
    - [Over](#deel)
    ```

    ## Deel

    Tekst.
    """


def test_a_hero_takes_the_title_and_leaves_the_body(build: Build) -> None:
    page = build(HERO)
    assert page.text(".vsc-hero h1") == "Kast"
    assert page.text("h1") == "Kast"
    assert page.soup().select(".body .vsc-hero, .body h1, .body .vsc-picture") == []
    assert page.find(".vsc-hero")["class"] == ["vsc-hero", "vsc-hero--90vh"]
    assert page.text(".body") == "Deel ¶ Tekst."


def test_a_list_of_links_at_the_end_becomes_buttons(build: Build) -> None:
    page = build(HERO)
    assert page.text(".vsc-hero__lead") == "Zoek in Vlaanderen ."
    assert [words(link) for link in page.find(".vsc-actions").select("a")] == ["Zoeken", "Over"]
    assert page.text(".vsc-actions strong") == "Zoeken"


def test_a_hero_may_hold_boxes_of_sphinx(build: Build) -> None:
    page = build("# Kast\n\n````{hero} shells\n```{seealso}\nMeer.\n```\n````\n")
    assert page.text(".vsc-hero__lead .seealso") == "Zie ook Meer."


def test_a_list_of_other_things_stays_a_list(build: Build) -> None:
    page = build("# Kast\n\n```{hero} shells\n- [Over](#kast) ons\n- Meer\n```\n")
    assert page.soup().select(".vsc-actions") == []
    assert page.text(".vsc-hero__lead ul") == "Over ons Meer"


def test_a_hero_is_fetched_first_and_other_pictures_when_they_are_near(build: Build) -> None:
    page = build("# Kast\n\n```{hero} shells\n```\n\n## Deel\n\n```{split} shells\nTekst.\n```\n")
    assert page.find(".vsc-hero img")["fetchpriority"] == "high"
    assert "loading" not in page.find(".vsc-hero img").attrs
    assert page.find(".vsc-split img")["loading"] == "lazy"


def test_a_picture_has_words_size_and_credit_and_is_published(build: Build) -> None:
    page = build("# Kast\n\n```{split} shells\nTekst.\n```\n")
    image = page.find(".vsc-split img")
    assert image.attrs["alt"] == "Tekening van schelpen"
    assert (image["width"], image["height"]) == ("160", "90")
    (published,) = (page.app.outdir / "_images").iterdir()
    assert image["src"] == f"../_images/{published.name}"
    assert published.name.startswith("shells.")
    assert page.text(".vsc-credit") == "Drawing: DiSSCo Vlaanderen, CC BY 4.0"
    licence = page.find(".vsc-credit a")
    assert licence["href"] == "https://creativecommons.org/licenses/by/4.0/deed.nl"


def test_a_split_may_be_reversed(build: Build) -> None:
    page = build("# Kast\n\n```{split} shells\n:reverse:\n\nTekst.\n\n- [Meer](#kast)\n```\n")
    assert "vsc-split--reverse" in page.find(".vsc-split")["class"]
    assert page.text(".vsc-split__words > p") == "Tekst."
    assert page.text(".vsc-split .vsc-actions") == "Meer"


LANDSCAPE = """\
    # Kast

    ```{landscape}
    Het **platform**

    - **Beleid**: vragen
    - **Wetenschap**: onderzoek
    - **Beide**: kennis
    - **Data**: delen

    Met anderen.
    ```
    """


def test_a_landscape_has_a_centre_and_four_kinds(build: Build) -> None:
    page = build(LANDSCAPE)
    assert page.text(".vsc-landscape__centre") == "Het platform"
    assert [words(kind) for kind in page.soup().select(".vsc-landscape__kinds li")] == [
        "Beleid vragen",
        "Wetenschap onderzoek",
        "Beide kennis",
        "Data delen",
    ]
    assert page.text(".vsc-landscape__around") == "Met anderen."


def test_other_builders_draw_the_words_one_below_the_other(build: Build) -> None:
    page = build(dedent(HERO) + dedent(LANDSCAPE).replace("# Kast", "## Bos"), builder="text")
    text = (page.app.outdir / "nl" / "page.txt").read_text(encoding="utf-8")
    for line in ("Zoek in *Vlaanderen*.", "* **Zoeken**", "* **Beleid**: vragen", "Met anderen."):
        assert line in text.splitlines()


FORM = "Write the key that the picture has in images/register.yaml. [components.picture-unknown]"


@pytest.mark.parametrize(
    ("snippet", "warning"),
    [
        (
            "```{hero} shels\n```",
            "nl/page.md:3: WARNING: There is no picture 'shels' in the register; "
            f"did you mean 'shells'? {FORM}",
        ),
        (
            "```{split} dunes\nTekst.\n```",
            "nl/page.md:3: WARNING: The picture 'dunes' is still awaited. Use another picture until "
            "the file arrives; then remove 'awaited' from its entry. [components.picture-awaited]",
        ),
        (
            "```{hero}\n```",
            "nl/page.md:3: WARNING: This hero has no picture: write its key after {hero}. "
            "Begin a hero with '```{hero} picture-key', directly below the '# title'. "
            "[components.hero]",
        ),
        (
            "```{hero} shells\n```\n\n```{hero} shells\n```",
            "nl/page.md:6: WARNING: A page can have only one hero: remove this one. "
            "Begin a hero with '```{hero} picture-key', directly below the '# title'. "
            "[components.hero]",
        ),
        (
            "```{split}\nTekst.\n```",
            "nl/page.md:3: WARNING: This split has no picture: write its key after {split}. "
            "Begin a split with '```{split} picture-key'. [components.split]",
        ),
        (
            "```{hero} shells\n:heigth: 90vh\n```",
            "nl/page.md:4: WARNING: 'hero': Unknown option key: 'heigth' (allowed: ['height']) "
            "[myst.directive_option]",
        ),
        (
            "```{hero} shells\n:height: 80vh\n```",
            "nl/page.md:4: WARNING: 'hero': Invalid option value for 'height': 80vh: \"80vh\" "
            'unknown; choose from "90vh", "70vh", or "60vh" [myst.directive_option]',
        ),
        (
            "```{landscape}\nEen\n\n- **a**: b\n```",
            "nl/page.md:3: WARNING: This landscape is incomplete. Write a paragraph, a list of four "
            "items '- **Title**: words' and, if you like, one more paragraph. [components.landscape]",
        ),
    ],
)
def test_a_block_that_is_wrong_is_reported_at_its_line(
    warnings: Warnings, snippet: str, warning: str
) -> None:
    assert warnings(f"# Kast\n\n{snippet}\n") == [warning]


def test_what_can_be_drawn_is_drawn(site: Site) -> None:
    page = site.build("# Kast\n\n```{split} shels\nTekst.\n```\n\n```{landscape}\nEen\n```\n")
    assert page.text(".vsc-split") == "Tekst."
    assert page.text(".body") == "Kast ¶ Tekst. Een"
