"""The feed of each language, as a feed reader reads it."""

from xml.etree import ElementTree as ET

from tests.languages.conftest import Output
from tests.news.conftest import NEXT_DAY, NewsSite

A = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def feed(output: Output, language: str) -> ET.Element:
    return ET.parse(output.folder / language / "feed.xml").getroot()


def links(element: ET.Element) -> list[str]:
    return [link.attrib["href"] for link in element.findall(f"{A}link")]


def test_it_has_what_atom_requires(site: NewsSite) -> None:
    output = site.build()
    for language in ("nl", "en"):
        root = feed(output, language)
        assert root.tag == f"{A}feed"
        assert root.attrib[LANG] == language
        ids = [one.text or "" for one in root.iter(f"{A}id")]
        assert len(ids) == len(set(ids)) == 6
        assert all(one.startswith("urn:uuid:") for one in ids)
        for element in (root, *root.findall(f"{A}entry")):
            assert element.findtext(f"{A}title")
            assert element.findtext(f"{A}updated")
            assert all(one.startswith("https://portal.example.org/") for one in links(element))
        assert root.findtext(f"{A}author/{A}name") == "Kast"
        self_links = [one for one in root.findall(f"{A}link") if one.attrib["rel"] == "self"]
        assert len(self_links) == 1


def test_its_entries_are_in_the_language_of_the_feed_the_latest_first(site: NewsSite) -> None:
    output = site.build()
    entries = feed(output, "en").findall(f"{A}entry")
    assert [one.findtext(f"{A}title") for one in entries] == [
        "A loan",
        "The guide",
        "Een lade open",
        "The project begins",
        "A lecture",
    ]
    assert [one.attrib.get(LANG) for one in entries] == [None, None, "nl", None, None]
    begins = entries[3]
    assert begins.findtext(f"{A}updated") == "2026-11-20T00:00:00Z"
    assert begins.findtext(f"{A}summary") == "Nine partners work together."
    assert begins.findtext(f"{A}author/{A}name") == "An Peeters"
    assert links(begins) == ["https://portal.example.org/en/news/start/"]


def test_pages_of_its_language_link_it(site: NewsSite) -> None:
    output = site.build()
    (link,) = output.page("nl/nieuws/start/index.html").select("link[type='application/atom+xml']")
    assert link["href"] == "../../feed.xml"
    assert output.page("index.html").select("link[type='application/atom+xml']") == []


def test_without_an_address_of_the_site_its_links_are_relative(site: NewsSite) -> None:
    root = feed(site.build(html_baseurl=""), "nl")
    assert links(root) == ["feed.xml", "../nl/"]
    assert links(root.findall(f"{A}entry")[0]) == ["../nl/nieuws/bruikleen/"]


def test_identifiers_stay_when_the_site_moves_and_days_pass(site: NewsSite) -> None:
    def ids(output: Output) -> set[str | None]:
        return {one.text for one in feed(output, "nl").iter(f"{A}id")}

    before = ids(site.build())
    site.on(NEXT_DAY)
    after = ids(site.build(html_baseurl="https://elsewhere.example.org/"))
    assert len(before & after) == 5  # One has left the lists, and one has come.
