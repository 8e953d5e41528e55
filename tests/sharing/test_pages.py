"""What is said of a page to networks and search engines, and what is not."""

from io import BytesIO

from PIL import Image

from .conftest import BASE, Site


def test_a_page_says_what_networks_show(site: Site) -> None:
    found = site.build().properties("nl/kast")
    image = found.pop("og:image")[0]
    assert found == {
        "og:type": ["website"],
        "og:title": ["Kast & lade"],
        "og:site_name": ["Virtual Science Collections of Flanders"],
        "og:description": ["Wat er in de kast ligt."],
        "og:url": [f"{BASE}nl/kast/"],
        "og:locale": ["nl_BE"],
        "og:locale:alternate": ["en_US"],
        "og:image:width": ["1200"],
        "og:image:height": ["630"],
        "og:image:alt": [
            "The title “Virtual Science Collections of Flanders” beside a drawing of an ammonite"
        ],
    }
    card = site.outdir / image.removeprefix(BASE)
    assert Image.open(BytesIO(card.read_bytes())).size == (1200, 630)
    assert site.soup("nl/kast").select_one("meta[name='twitter:card']")


def test_each_language_says_it_in_its_words(site: Site) -> None:
    found = site.build().properties("en/kast")
    assert found["og:title"] == ["Cupboard & drawer"]
    assert found["og:description"] == ['What is in the "cupboard".']
    assert found["og:locale"] == ["en_US"]
    assert found["og:image"] == site.properties("en/lade")["og:image"]


def test_no_field_is_empty(site: Site) -> None:
    site.build()
    for path in sorted(site.outdir.rglob("index.html")):
        page = path.parent.relative_to(site.outdir).as_posix()
        for name, values in site.properties(page).items():
            assert all(values), f"{page}: {name}"
    assert "og:description" not in site.properties("nl/lade")


def test_a_page_that_is_not_translated_claims_no_language(site: Site) -> None:
    found = site.build().properties("en/lade")
    assert "og:locale" not in found
    assert found["og:url"] == [f"{BASE}nl/lade/"]
    assert site.linked("en/lade") == []


def test_without_an_address_nothing_is_said(site: Site) -> None:
    site.build(html_baseurl="")
    assert site.properties("nl/kast") == {}
    assert site.linked("nl/kast") == []
    assert site.files() == {}


def test_the_root_has_a_card_too(site: Site) -> None:
    found = site.build().properties(".")
    assert found["og:url"] == [BASE]
    assert "og:locale" not in found
    assert found["og:image"]


def test_a_home_page_says_what_the_site_is(site: Site) -> None:
    assert site.build().linked("nl") == [
        {
            "@type": "WebSite",
            "@id": f"{BASE}nl/#site",
            "url": f"{BASE}nl/",
            "name": "Virtual Science Collections of Flanders",
            "inLanguage": "nl",
        }
    ]


def test_other_pages_say_how_one_gets_there(site: Site) -> None:
    (found,) = site.build().linked("nl/lade")
    assert found["@type"] == "BreadcrumbList"
    assert [(one["position"], one["name"], one["item"]) for one in found["itemListElement"]] == [
        (1, "Virtual Science Collections of Flanders", f"{BASE}nl/"),
        (2, "Kast & lade", f"{BASE}nl/kast/"),
        (3, "Lade", f"{BASE}nl/lade/"),
    ]


def test_what_a_page_says_of_itself_stays_beside_it(site: Site) -> None:
    partner = ":::{partner} [Meise](https://example.org/)\n:key: meise\n:::\n"
    site.write("nl/lade.md", f"# Lade\n\n{partner}")
    kinds = [one["@type"] for one in site.build().linked("nl/lade")]
    assert kinds == ["ResearchOrganization", "BreadcrumbList"]


def test_other_builders_write_nothing_of_it(site: Site) -> None:
    site.build("text")
    assert site.files() == {}
