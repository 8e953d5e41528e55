"""What docs/editing.md shows can be copied: every snippet builds, and every message is real."""

import re
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from bs4 import Tag
from PIL import Image
from playwright.sync_api import Browser

from tests.browser.pseudo import OPEN, pseudo
from tests.conftest import Built, catalogs_of
from tools.audit import check_files, check_in_browser
from tools.auditing import serving
from tools.auditing.budgets import pages_of
from tools.guide import DAY, Example, examples, write_guide
from tools.serve import served

from .conftest import ROOT, Site

GUIDE = (ROOT / "docs" / "editing.md").read_text(encoding="utf-8")
EXAMPLES = list(examples())
#: What comes of each example, in every language.
RESULTS = {
    "table": "table td.text-right",
    "quote": "blockquote p.attribution",
    "date": "section > p",
    "footnote": "aside.footnote[role=doc-footnote] p",
    "download": "a.download.vsc-download .vsc-download__what",
    "buttons": "ul.vsc-actions strong a[href^='https:']",
    "tabs": ".sd-tab-set > label:not([aria-controls]) + .sd-tab-content",
    "dropdown": "details.sd-dropdown[open] > summary",
    "pictures": ".vsc-pictures figure + figure .vsc-credit",
    "video": ".vsc-still--video figure ~ .vsc-still__title a[href='https://vimeo.com/123456789']",
    "map": ".vsc-still--map:has(circle) a[href^='https://www.openstreetmap.org/?mlat=50.9287&']",
    "hero": ".vsc-hero h1",
    "search-box": ".vsc-hero form[role=search] + .vsc-box__examples a[href*='datasetKey=']",
    "beside": "aside.vsc-beside img",
    "partner-index": ".vsc-index__list li:nth-child(5) .vsc-index__name a",
    "collections": ".vsc-partner table",
    "collections-overview": ".vsc-overview table",
    "cards": ".sd-card a.sd-stretched-link",
    "split": "section > h2 + .vsc-split--reverse img",
    "tiles": ".vsc-tile h3 > a",
    "partner": ".vsc-partner a[href='https://ror.org/03d1maw17']",
    "statistics": ".vsc-statistics strong",
    "labels": ".vsc-labels a",
    "landscape": ".vsc-landscape__kinds li:nth-child(4)",
    "search": "form.vsc-search__form",
    "nieuws/news-item": "h1 + .vsc-news-head time[datetime='2027-01-12']",
    "nieuws/event": ".vsc-news-head time[datetime^='2027-03-14T10:00']",
    "news": ".vsc-news--cards:has(img) ~ .vsc-news time[datetime^='2027-03-14T10:00']",
}

#: What the theme and sphinx-design draw with the letters of an icon font.
ICONS = """# Tekens

{fas}`book` {far}`book` {fab}`github` {octicon}`mail` <https://github.com/sphinx-doc/sphinx>
<https://gitlab.com/gitlab-org/gitlab> [Verslag](jaarverslag.pdf) {download}`types.xlsx`
""" + "".join(
    f"\n:::{{{name}\nTekst.\n:::\n"
    for name in (
        *("versionadded} 1.0", "versionchanged} 1.1", "deprecated} 1.2", "versionremoved} 1.3"),
        *("note}", "seealso}", "tip}", "hint}", "important}", "attention}", "caution}", "warning}"),
        *("danger}", "error}", "admonition} Titel"),
    )
)
LETTERS_OF_ICONS = """() => [...document.querySelectorAll("*")].flatMap((element) =>
  ["", "::before", "::after"].filter((pseudo) => {
    const { content, fontFamily } = getComputedStyle(element, pseudo);
    const drawn = pseudo ? !["none", "normal", '""'].includes(content) : element.childElementCount === 0;
    return drawn && element.checkVisibility() && /awesome/i.test(fontFamily);
  }).map((pseudo) => element.outerHTML + pseudo))"""


@pytest.fixture(scope="session")
def guide(tmp_path_factory: pytest.TempPathFactory, build_site: Callable[..., Built]) -> Built:
    """The examples as a site, each translated into English letters with accents."""
    site = tmp_path_factory.mktemp("guide") / "site"
    write_guide(site)
    (site / "nl" / "tekens.md").write_text(ICONS, encoding="utf-8")
    assert catalogs_of(site, "update").returncode == 0
    for path in site.glob("locales/en/LC_MESSAGES/**/*.po"):
        catalog = polib.pofile(str(path))
        for message in catalog:
            message.msgstr = pseudo(message.msgid)
        catalog.save()
    return build_site("dirhtml", "-j1", source=site, SOURCE_DATE_EPOCH=DAY)


def article(guide: Built, example: Example, language: str) -> Tag:
    """The text of an example's page."""
    shared = re.search("^lang-ref: (.*)$", example.text, re.M) if language == "en" else None
    (found,) = guide.soup(f"{language}/{shared[1] if shared else example.name}/index.html")("main")
    return found


def test_the_guide_shows_every_block() -> None:
    shown = set(re.findall(r"\{([a-z-]+)\}", "".join(one.text for one in EXAMPLES)))
    assert shown >= {
        "date",
        "pictures",
        "video",
        "map",
        "hero",
        "split",
        "beside",
        "tiles",
        "tile",
        "search-box",
        "partner-index",
        "partner-cards",
        "partner",
        "collections",
        "collections-overview",
        "landscape",
        "news",
        "events",
        "gbif-search",
        "gbif-figures",
        "grid",
        "grid-item-card",
    }


def test_the_examples_build_without_a_warning(guide: Built) -> None:
    assert (guide.warnings, guide.returncode) == ("", 0)


def test_every_picture_of_the_guide_is_of_an_example() -> None:
    named = set(re.findall(r"screenshots/([\w-]+)\.png", GUIDE))
    assert named == {one.picture for one in EXAMPLES} - {""}
    assert all((ROOT / "docs" / "screenshots" / f"{name}.png").is_file() for name in named)
    assert RESULTS.keys() == {one.name for one in EXAMPLES if one.picture}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.name)
def test_an_example_is_on_its_page_in_every_language(
    guide: Built, example: Example, language: str
) -> None:
    page = article(guide, example, language)
    assert page.select(RESULTS.get(example.name, "h1")) != []
    assert (OPEN in page.select("h1")[0].get_text()) is (language == "en")
    assert page.select("[lang=nl]") == []


@pytest.mark.parametrize(
    ("name", "dutch", "english"),
    [
        ("date", "tot 14 maart 2027.", "14 March 2027."),
        ("date", "20 maart 2027, 14:00", "20 March 2027, 14:00"),
        ("download", "(PDF, 1,2 MB)", "(PDF, 1.2 MB)"),
        ("download", "(XLSX, 46 kB)", "(XLSX, 46 kB)"),
        ("video", "Opent op vimeo.com", "Opens on vimeo.com"),
    ],
)
def test_a_page_says_it_in_its_own_language(
    guide: Built, name: str, dutch: str, english: str
) -> None:
    (example,) = (one for one in EXAMPLES if one.name == name)
    for language, said in (("nl", dutch), ("en", english)):
        assert said in article(guide, example, language).get_text()


def test_the_examples_look_right_on_a_phone_and_on_a_desk(guide: Built, browser: Browser) -> None:
    """Nothing sticks out, is cut off, asked of others, refused by the policy or found by axe."""
    pages = pages_of(guide.folder)
    faults = check_files(guide.folder, pages)
    with served(guide.folder, serving.__file__) as address:
        looked, seen = check_in_browser(guide.folder, pages, browser, address, thorough=False)
    assert len(looked) > 2 * len(EXAMPLES)
    assert faults + seen == []


def test_on_paper_every_tab_is_open(guide: Built, browser: Browser) -> None:
    with served(guide.folder) as address, browser.new_page() as page:
        page.goto(f"{address}/nl/tabs/")
        assert [one.is_visible() for one in page.locator(".sd-tab-content").all()] == [True, False]
        page.emulate_media(media="print")
        assert [one.is_visible() for one in page.locator(".sd-tab-content").all()] == [True, True]


def test_nothing_is_drawn_by_a_font_of_icons(guide: Built, browser: Browser) -> None:
    with served(guide.folder) as address, browser.new_page() as page:
        page.goto(f"{address}/nl/tekens/")
        assert page.locator("span.versionmodified").count() == 4
        assert page.locator(".admonition").count() >= 11
        assert page.locator("svg.sd-octicon-mail").is_visible()
        assert page.evaluate(LETTERS_OF_ICONS) == []
        page.evaluate(
            "document.styleSheets[0].insertRule('h1::before{content:\"x\";font-family:Awesome}', 0)"
        )
        assert len(page.evaluate(LETTERS_OF_ICONS)) == 1, "one would be found"


def test_an_entry_of_the_guide_is_a_picture(site: Site) -> None:
    (snippet,) = re.findall(r"^   ```yaml\n(.*?)^   ```$", GUIDE, re.DOTALL | re.MULTILINE)
    register = Path(site.folder, "images", "register.yaml")
    entry = re.sub(r"^   ", "", snippet, flags=re.MULTILINE)
    register.write_text(register.read_text(encoding="utf-8") + entry, encoding="utf-8")
    Image.new("RGB", (30, 20)).save(site.folder / "images" / "orchids.jpg")
    page = site.build("# Kast\n\n```{split} orchids\nTekst.\n```\n")
    assert page.warnings == []
    assert page.text(".vsc-credit") == "Photo: Ann Peeters, CC BY 4.0"


@pytest.mark.parametrize(
    ("page", "message"),
    [
        (
            ":::{hero} shels\n:::",
            "There is no picture 'shels' in the register; did you mean 'shells'?",
        ),
        ("---\nlangref: a\n---", "Unknown key 'langref': did you mean 'lang-ref'?"),
        ("Tekst.", "This page has no title."),
        (
            "```{collections}\n- what: a\n  number: 5K\n```",
            "'5K' is not a number: write digits only",
        ),
    ],
)
def test_a_message_of_the_guide_is_what_the_build_says(site: Site, page: str, message: str) -> None:
    title = "" if page == "Tekst." else "\n\n# Kast\n"
    assert any(message in line for line in site.build(page + title).warnings)
    assert message in GUIDE
