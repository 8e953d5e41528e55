"""What search engines read of partners."""

import json
from collections.abc import Callable

from ext.components.known_partners import Partner
from ext.components.linked_data import organisation

from .conftest import Result, Site
from .test_partners import PARTNERS

Build = Callable[..., Result]
SELECT = 'script[type="application/ld+json"]'


def test_a_page_has_its_partners_in_one_element(build: Build) -> None:
    page = build(PARTNERS)
    assert json.loads(page.find(SELECT).string or "") == {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "ResearchOrganization",
                "name": "Plantentuin Meise (PM)",
                "alternateName": "PM",
                "url": "https://example.org/",
                "sameAs": "https://ror.org/01h1jbk91",
                "address": {"@type": "PostalAddress", "addressLocality": "Meise"},
            },
            {"@type": "ResearchOrganization", "name": "KU Leuven"},
        ],
    }


def test_a_page_without_partners_has_none(build: Build) -> None:
    assert build("# Kast\n\nTekst.\n").soup().select(SELECT) == []


def test_a_name_cannot_end_the_element(build: Build) -> None:
    name = r"A</script><script>alert(1)</script>&amp;<\!--"
    page = build(f"# Kast\n\n:::{{partner}} `` {name} ``\n:key: a\n:::\n")
    (found,) = json.loads(page.find(SELECT).string or "")["@graph"]
    assert found["name"] == name
    assert [script for script in page.soup().select("script") if "alert(1)" in script.text] == [
        *page.soup().select(SELECT)
    ]


def test_the_name_is_in_the_language_of_the_page(site: Site) -> None:
    folder = site.folder / "locales" / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "page.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Tuin"\nmsgstr "Garden"\n\nmsgid "Gent"\nmsgstr "Ghent"\n'
    )
    page = site.build("# Kast\n\n:::{partner} Tuin\n:key: a\n:place: Gent\n:::\n")
    found = [
        json.loads(page.find(SELECT, f"{code}/page.html").string or "")["@graph"][0]
        for code in ("nl", "en")
    ]
    assert [one["name"] for one in found] == ["Tuin", "Garden"]
    assert [one["address"]["addressLocality"] for one in found] == ["Gent", "Ghent"]


def test_an_address_identifies_a_partner_once_it_is_known() -> None:
    partner = Partner("a", "A", "nl/page", 1, "", ())
    page = "https://example.org/nl/page/"
    assert organisation(partner, page)["@id"] == f"{page}#a"
    assert organisation(partner, None) == {"@type": "ResearchOrganization", "name": "A"}
