"""What docs/editing.md shows can be copied: every snippet builds, and every message is real."""

import re
import shutil
from pathlib import Path

import pytest
from PIL import Image

from .conftest import ROOT, Site

GUIDE = (ROOT / "docs" / "editing.md").read_text(encoding="utf-8")
SNIPPETS = [
    snippet
    for _, snippet in re.findall(r"^(`{3,4})\n(.*?)^\1$", GUIDE, re.DOTALL | re.MULTILINE)
    if re.search(
        r"\{(hero|split|beside|tiles|search-box|partner|collections|landscape|gbif-\w+|grid|news)",
        snippet,
    )
]
NAMED = ("meise", "kbin", "kmma")
# A snippet stands alone: pages that it links to are not there.
ALONE = ("cross-reference target not found", "unknown document")


@pytest.fixture
def guide_site(site: Site) -> Site:
    """The small site with the pictures of the real one, and partners that blocks name."""
    shutil.copytree(ROOT / "images", site.folder / "images", dirs_exist_ok=True)
    partners = [f":::{{partner}} {key.upper()}\n:key: {key}\n:::\n" for key in NAMED]
    site.write("nl/keeper.md", "\n".join(["# Bewaarders\n", *partners]))
    conf = site.folder / "conf.py"
    text = conf.read_text(encoding="utf-8")
    conf.write_text(text.replace('"myst_parser",', '"myst_parser", "sphinx_design",'))
    return site


def test_the_guide_shows_every_block() -> None:
    shown = set(re.findall(r"\{([a-z-]+)\}", "".join(SNIPPETS)))
    assert shown >= {
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


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda text: re.findall(r"\{([a-z-]+)", text)[0])
def test_a_snippet_of_the_guide_builds(guide_site: Site, snippet: str) -> None:
    title = "" if snippet.startswith("# ") else "# Kast\n\n"
    page = guide_site.build(title + snippet)
    assert [line for line in page.warnings if not any(words in line for words in ALONE)] == []


def test_a_page_of_the_guide_builds(site: Site) -> None:
    (snippet,) = re.findall(r"^   ```\n(   ---\n.*?)^   ```$", GUIDE, re.DOTALL | re.MULTILINE)
    assert site.build(re.sub(r"^   ", "", snippet, flags=re.MULTILINE)).warnings == []


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
