"""A language that is held back: built and counted, and nowhere to be seen until it is opened."""

import pytest
from sphinx.errors import ConfigError

from ext.catalogs.site import site_at
from tests.languages.conftest import Output, Site
from tests.news.conftest import ROOT

CONF = f"""
extensions = ["ext.languages", "myst_parser", "ext.portal", "ext.sharing"]
site_languages = ["nl", "en", {{"code": "fr", "draft": True}}]
project = "Kast"
html_theme = "pydata_sphinx_theme"
html_theme_options = {{"show_prev_next": False, "disable_search": True}}
html_baseurl = "https://portal.example.org/"
html_copy_source = False
html_use_index = False
exclude_patterns = ["locales", "out*", "doctrees*"]
templates_path = [{str(ROOT / "_templates")!r}]
redirects = {{"old": "nl/kast"}}

def setup(app):
    app.connect("builder-inited", lambda app: setattr(app.builder, "search", False))
"""
WORDS = {"Kast": "Armoire", "Een kast.": "Une armoire.", "Een lade.": "Un tiroir."}
PLACES = ("index.html", "404.html", "old/index.html", "nl/kast/index.html", "en/kast/index.html")


@pytest.fixture
def site(site: Site) -> Site:
    """Return a site with French, of which two of four messages are translated."""
    site.write(
        {
            "conf.py": CONF,
            "index.md": "---\norphan: true\n---\n\n# Talen\n",
            "nl/index.md": "# Thuis\n\n```{toctree}\nkast\n```\n",
            "nl/kast.md": "# Kast\n\nEen kast.\n\nEen lade.\n",
            "locales/en/LC_MESSAGES/kast.po": {"Kast": "Cupboard"},
            "locales/fr/LC_MESSAGES/kast.po": {"Kast": "Armoire", "Een kast.": "Une armoire."},
        }
    )
    return site


def places_with_french(output: Output) -> list[str]:
    """The pages in other languages, and the sitemap, that name French."""
    found = [
        path
        for path in PLACES
        if output.page(path).select("[lang=fr], [hreflang=fr]")
        or any("fr/" in str(link.get("href")) for link in output.page(path).select("a, link"))
    ]
    sitemap = (output.folder / "sitemap.xml").read_text(encoding="utf-8")
    return [*found, *(["sitemap.xml"] if "/fr/" in sitemap else [])]


def test_it_is_built_and_counted_and_nothing_leads_to_it(site: Site) -> None:
    output = site.build()
    page = output.page("fr/kast/index.html")
    assert "Armoire" in page.get_text()
    assert [one["content"] for one in page.select("meta[name=robots]")] == ["noindex"]
    assert page.select("link[hreflang]") == []
    # In a preview, its own pages have a menu that leads back.
    languages = [one.get_text(strip=True) for one in page.select(".vsc-languages li")]
    assert languages[:3] == ["Nederlands", "English", "Français"]
    assert places_with_french(output) == []
    assert "Français: 2 pages, 0 written" in output.status
    assert site_at(site.folder).languages == ("nl", "en", "fr")


def test_one_line_opens_it(site: Site) -> None:
    site.build()
    site.write({"conf.py": CONF.replace('{"code": "fr", "draft": True}', '"fr"')})
    output = site.build()
    assert places_with_french(output) == [*PLACES, "sitemap.xml"]
    assert output.page("fr/kast/index.html").select("meta[name=robots]") == []
    assert output.files == site.fresh().files


def test_it_opens_when_enough_is_translated(site: Site) -> None:
    site.write({"conf.py": CONF.replace("True}", "0.75}")})
    assert places_with_french(site.build()) == []
    site.write({"locales/fr/LC_MESSAGES/kast.po": WORDS})
    output = site.build()
    assert places_with_french(output) == [*PLACES, "sitemap.xml"]
    assert output.files == site.fresh(parallel=2).files


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"code": "fr", "drft": True}, "the unknown key 'drft'"),
        ({"draft": True}, "an entry without a 'code'"),
        ({"code": "fr", "draft": "yes"}, "'draft': 'yes', which is neither True nor a share"),
        ({"code": "fr", "draft": 90}, "'draft': 90, which is neither True nor a share"),
        ({"code": "fr", "name": 3}, "the name 3, which is not text in quotes,"),
    ],
)
def test_what_is_wrong_stops_the_build_with_an_example(
    site: Site, entry: dict[str, object], said: str
) -> None:
    with pytest.raises(ConfigError, match="For example: site_languages = ") as error:
        site.build(site_languages=["nl", entry])
    assert said in str(error.value)


def test_one_language_must_be_open(site: Site) -> None:
    with pytest.raises(ConfigError, match="holds every language back"):
        site.build(site_languages=[{"code": "nl", "draft": True}])
