"""What a page shows for a picture, in every place: elements, files, widths and words."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from .conftest import Site, candidates
from .drawn import photo, quarters

HERO = "# Kast\n\n```{hero} moss\n:height: 90vh\n\nTekst.\n```\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 90"><path d="M0 0h9"/></svg>'


def test_others_wait_until_they_are_near(site: Site) -> None:
    site.draw("images/moss.jpg", photo(1000, 800))
    site.register("moss", "moss.jpg", kind="photo")
    page = site.build("# Kast\n\n```{split} moss\nTekst.\n```\n\n![Mos](../images/moss.jpg)\n")
    for image in page.all("picture > img"):
        assert image["loading"] == "lazy"
        assert "fetchpriority" not in image.attrs
        assert (image["width"], image["height"]) == ("1000", "800")
    split, text = page.all("picture > source[type='image/avif']")
    assert list(candidates(split)) == [360, 480, 640, 800, 1000]
    assert list(candidates(text)) == [480, 800, 1000]
    assert text["sizes"] == "auto, min(1000px, min(90vw + 0.4rem, 48.5rem))"


@pytest.mark.parametrize(
    ("focus", "colour"), [("0% 50%", (255, 0, 0)), ("100% 50%", (0, 255, 0)), ("", None)]
)
def test_the_cut_keeps_the_focus(site: Site, focus: str, colour: tuple[int, int, int]) -> None:
    image = Image.new("RGB", (2000, 1000), (255, 0, 0))
    image.paste((0, 255, 0), (1000, 0, 2000, 1000))
    site.draw("images/moss.png", image)
    site.register("moss", "moss.png", **({"focus": focus} if focus else {}))
    page = site.build(HERO)
    assert page.warnings == []
    tall = page.all(".vsc-hero source[media*=portrait]")[-1]
    with page.open(candidates(tall)[480]) as file:
        ends = [file.convert("RGB").getpixel((x, 300)) for x in (5, 474)]
    if colour:
        assert near(ends[0], colour) and near(ends[1], colour)
        assert f"vsc-focus-x-{focus.partition('%')[0]}" in page.find(".vsc-hero img")["class"]
    else:
        assert near(ends[0], (255, 0, 0)) and near(ends[1], (0, 255, 0))
        assert "class" not in page.find(".vsc-hero img").attrs


def near(one: object, other: tuple[int, ...], by: int = 24) -> bool:
    """Are these colours alike?"""
    assert isinstance(one, tuple)
    return all(abs(left - right) <= by for left, right in zip(one, other, strict=False))


def test_pictures_in_markdown_get_the_same(site: Site) -> None:
    site.draw("nl/bos.jpg", photo(1300, 600))
    page = site.build(
        """\
        # Bos

        Een ![bos](bos.jpg){width=200px} in een zin.

        ```{figure} bos.jpg
        :alt: Een bos
        :width: 50%
        :align: center
        :name: het-bos

        Onderschrift.
        ```

        [![klein bos](bos.jpg){width=100px}](https://example.org/)
        """
    )
    assert page.warnings == []
    first, figure, link = page.all("picture > img")
    assert (first["width"], first["height"]) == ("200", "92")
    assert list(candidates(first)) == [200, 400, 600]
    assert first["alt"] == "bos"
    assert figure["class"] == ["vsc-width-50"]
    assert figure["sizes"] == "auto, calc(min(90vw + 0.4rem, 82rem) * 0.5)"
    assert page.find("figure#het-bos figcaption").get_text(strip=True).startswith("Onderschrift.")
    assert link.find_parent("a")["href"] == "https://example.org/"
    # A small one is no link to a large one that nobody asked for.
    assert first.find_parent("a") is None
    assert page.all(".body [style], .body script") == []


def test_a_page_has_no_style_attribute(site: Site) -> None:
    site.draw("nl/bos.jpg", photo(300, 200))
    lines = ["width: 50%", "width: 3cm", "height: 40px", "scale: 50", "width: 7em\n:height: 9em"]
    blocks = "\n".join(f"```{{image}} bos.jpg\n:alt: x\n:{line}\n```\n" for line in lines)
    page = site.build(f"# Bos\n\n{blocks}")
    assert page.warnings == []
    assert page.all(".body [style]") == []
    sizes = [(image["width"], image["height"]) for image in page.all("picture > img")]
    assert sizes == [("300", "200"), ("113", "75"), ("60", "40"), ("150", "100"), ("112", "75")]


def test_a_drawing_stays_one_file(site: Site) -> None:
    site.write("images/kast.svg", SVG)
    site.register("moss", "kast.svg", kind="drawing")
    page = site.build(HERO)
    image = page.find(".vsc-hero img")
    assert page.all("picture") == []
    assert (image["width"], image["height"], image["fetchpriority"]) == ("160", "90", "high")
    assert [f"../_images/{name}" for name in page.pictures] == [image["src"]]


def test_logos_are_as_large_as_their_place(site: Site) -> None:
    cards = ""
    for key, size in {"a": (1200, 300), "b": (300, 1200), "c": (40, 20)}.items():
        site.draw(f"images/{key}.png", photo(*size))
        site.register(key, f"{key}.png", kind="logo")
        cards += f":::{{partner}} Naam {key}\n:key: {key}x\n:logo: {key}\n:::\n"
    page = site.build(f"# Partners\n\n::::{{partner-cards}} Groep\n{cards}::::\n")
    assert page.warnings == []
    images = page.all(".vsc-partner__logo img")
    assert [(i["width"], i["height"]) for i in images] == [
        ("176", "44"),
        ("20", "80"),
        ("40", "20"),
    ]
    assert [list(candidates(image)) for image in images] == [
        [176, 352, 528],
        [20, 40, 60],
        [40],
    ]
    assert [image["sizes"] for image in images] == ["176px", "20px", "40px"]


def test_words_of_the_register_come_in_the_readers_language(site: Site) -> None:
    site.draw("images/moss.jpg", photo(300, 200))
    site.register("moss", "moss.jpg", kind="photo")
    page = site.build(HERO)
    dutch, english = (page.find(".vsc-hero img", f"{code}/page.html") for code in ("nl", "en"))
    assert (dutch["alt"], english["alt"]) == ("Beeld van moss", "Beeld van moss")
    assert (dutch.get("lang"), english.get("lang")) == (None, "nl")
    catalog = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    catalog += 'msgid "Beeld van moss"\nmsgstr "A picture of moss"\n'
    site.write("locales/en/LC_MESSAGES/images.po", catalog)
    english = site.build(HERO).find(".vsc-hero img", "en/page.html")
    assert (english["alt"], english.get("lang")) == ("A picture of moss", None)


def test_another_language_may_have_another_picture(site: Site) -> None:
    site.draw("nl/kaart.png", photo(300, 200, 1))
    site.draw("nl/map.png", photo(300, 200, 2))
    site.write(
        "locales/en/LC_MESSAGES/page.po",
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid ".. image:: kaart.png"\nmsgstr ".. image:: map.png"\n\n'
        'msgid "Een kaart"\nmsgstr "A map"\n',
    )
    page = site.build(
        "# Kast\n\n```{image} kaart.png\n:alt: Een kaart\n```\n",
        gettext_additional_targets=["image"],
    )
    assert page.warnings == []
    dutch, english = (page.find("picture img", f"{code}/page.html") for code in ("nl", "en"))
    assert (dutch["alt"], english["alt"]) == ("Een kaart", "A map")
    assert "/kaart." in dutch["src"] and "/map." in english["src"]


@pytest.mark.parametrize("builder", ["text", "epub", "latex", "singlehtml"])
def test_other_builders_get_a_plain_picture(site: Site, builder: str) -> None:
    site.draw("images/moss.jpg", photo(1000, 800))
    site.register("moss", "moss.jpg", kind="photo")
    site.write("nl/index.md", "# Thuis\n\n```{toctree}\npage\n```\n")
    page = site.build(HERO + "\n![Mos](../images/moss.jpg)\n", builder, **OPTIONS.get(builder, {}))
    assert page.warnings == []
    assert site.made == []
    written = b"".join(data for name, data in page.files.items() if not name.endswith(".jpg"))
    assert b"<picture" not in written
    if builder != "text":
        assert [Path(name).name for name in page.files if "moss" in name] == ["moss.jpg"]
    if builder == "text":
        assert page.files["nl/page.txt"].decode().count("[afbeelding: ") == 2


OPTIONS = {"epub": {"epub_show_urls": "no", "version": "1", "epub_copyright": "x"}}


def test_only_what_a_page_shows_is_published(site: Site) -> None:
    site.draw("images/moss.jpg", quarters())
    site.draw("images/other.jpg", quarters())
    site.register("moss", "moss.jpg")
    site.register("other", "other.jpg")
    page = site.build("# Kast\n\n```{split} moss\n```\n")
    assert page.pictures and all(name.startswith("moss.") for name in page.pictures)
    # Nor the original itself, beside what was made of it.
    assert "moss.jpg" not in page.pictures


def test_what_a_browser_does_not_show_in_an_img_is_left_alone(
    site: Site, recwarn: Callable[..., object]
) -> None:
    site.write("nl/film.mp4", b"\0\0\0\x18ftypmp42")
    page = site.build("# Kast\n\n![Film](film.mp4)\n\n![Elders](https://example.org/a.png)\n")
    assert page.warnings == []
    assert page.find("video")["src"] == "../_images/film.mp4"
    assert page.find("img")["src"] == "https://example.org/a.png"
