"""Sitemap, robots.txt and cards in a build, fresh and incremental."""

import xml.etree.ElementTree as ET

from PIL import Image

from .conftest import BASE, PAGES, Site

SPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def listed(site: Site) -> dict[str, dict[str, str]]:
    """The pages of the sitemap, each with its alternates."""
    root = ET.fromstring((site.outdir / "sitemap.xml").read_text(encoding="utf-8"))
    return {
        url.findtext("s:loc", "", SPACES): {
            link.attrib["hreflang"]: link.attrib["href"] for link in url.findall("x:link", SPACES)
        }
        for url in root.findall("s:url", SPACES)
    }


def test_the_sitemap_lists_pages_with_their_languages(site: Site) -> None:
    pages = listed(site.build())
    assert set(pages) == {
        BASE,
        *(f"{BASE}{page}/" for page in ("nl", "en", "nl/kast", "en/kast", "nl/lade")),
    }
    assert pages[f"{BASE}nl/kast/"] == pages[f"{BASE}en/kast/"]
    assert pages[f"{BASE}nl/kast/"] == {
        "nl": f"{BASE}nl/kast/",
        "en": f"{BASE}en/kast/",
        "x-default": f"{BASE}nl/kast/",
    }
    assert pages[f"{BASE}nl/"]["x-default"] == BASE
    # What is not translated is no one's alternate.
    assert "en" not in pages[f"{BASE}nl/lade/"]


def test_robots_learn_where_it_is(site: Site) -> None:
    site.build()
    assert (site.outdir / "robots.txt").read_text() == (
        f"User-agent: *\nDisallow:\n\nSitemap: {BASE}sitemap.xml\n"
    )


def test_in_a_folder_of_a_host_nobody_looks_for_robots_txt(site: Site) -> None:
    site.build(html_baseurl="https://example.org/portal/")
    assert set(site.files()) >= {"sitemap.xml"}
    assert "robots.txt" not in site.files()
    assert "https://example.org/portal/nl/kast/" in listed(site)


def test_an_address_without_a_slash_at_its_end_is_as_good(site: Site) -> None:
    site.build(html_baseurl=BASE.rstrip("/"))
    assert f"{BASE}nl/kast/" in listed(site)
    assert site.properties("nl/kast")["og:image"] == [f"{BASE}_static/cards/nl.png"]


def test_an_incremental_build_equals_a_fresh_one(site: Site) -> None:
    site.build()
    site.write("nl/kast.md", PAGES["nl/kast.md"].replace("Kast", "Ladekast"))
    site.write("nl/doos.md", "---\norphan: true\n---\n\n# Doos\n\nTekst.\n")
    incremental = site.build().files()
    assert f"{BASE}nl/doos/" in listed(site)
    assert f"{BASE}nl/lade/" in listed(site), "a page that was not written again stays listed"
    assert site.build(fresh=True).files() == incremental
    (site.folder / "nl" / "doos.md").unlink()
    site.build()
    assert f"{BASE}nl/doos/" not in listed(site)
    assert site.files().keys() == incremental.keys()


def test_a_card_that_comes_or_goes_is_named_on_every_page(site: Site) -> None:
    card = site.folder / "_static" / "cards" / "nl.png"
    site.build()
    card.unlink()
    found = site.build().properties("nl/kast")
    assert not {name for name in found if "image" in name}
    assert site.soup("nl/kast").select("meta[name='twitter:card']") == []
    assert site.properties("en/kast")["og:image"]
    Image.new("RGB", (600, 315)).save(card)
    found = site.build().properties("nl/kast")
    assert found["og:image"] == [f"{BASE}_static/cards/nl.png"]
    assert found["og:image:width"] == ["600"]


def test_a_card_that_is_not_a_picture_is_named_and_left_out(site: Site) -> None:
    card = site.folder / "_static" / "cards" / "nl.png"
    card.write_bytes(b"not a picture")
    site.build()
    assert "og:image" not in site.properties("nl/kast")
    assert "nl.png:1: WARNING: This card is not a picture" in site.warnings


def test_without_an_address_any_more_the_files_go(site: Site) -> None:
    assert site.build().files()
    assert site.build(html_baseurl="").files() == {}
