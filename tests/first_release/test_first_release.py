"""Every name, link and figure of the first release stands on the built pages, in both languages.

The values are in `first_release.yaml`, which says when to change them; this file only knows where
on a page each kind of value must be found. `test_holds` keeps the finders themselves honest.
"""

import posixpath
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import yaml
from bs4 import BeautifulSoup, Tag

VALUES = yaml.safe_load((Path(__file__).parent / "first_release.yaml").read_text(encoding="utf-8"))
LANGUAGES = ("nl", "en")
PARTNERS = next(p["page"] for p in VALUES["pages"] if "nl/partners" in p["page"][0])
# What a reader does not see.
NOT_READ = ["script", "style", "template", "[hidden]", "[aria-hidden=true]", "a.headerlink"]
# What begins a line of its own, so that its words do not run into those before it.
BLOCKS = ["h1", "h2", "h3", "p", "li", "dt", "dd", "th", "td", "caption", "figcaption", "div"]


# -- Reading the values and the pages ---------------------------------------


def of_language(value: Any, language: str) -> Any:
    """One half of a pair; a single value holds for both languages."""
    return value[LANGUAGES.index(language)] if isinstance(value, list) else value


def words_of(element: Tag) -> str:
    """The words of an element, as a reader sees them, with plain quotes and single spaces."""
    # Curly quotes are a matter of typography; so are spaces that do not break.
    return " ".join(element.get_text().replace("’", "'").replace("‘", "'").split())


def holds(words: str, wanted: str) -> bool:
    """Is it there as a whole: no part of a longer word or number?"""
    whole = rf"(?<!\w)(?<!\d[.,]){re.escape(wanted)}(?!\w)(?![.,]\d)"
    return re.search(whole, words) is not None


def read(folder: Path, page: str) -> Tag:
    """What visitors read on a page: `<main>`, without what is hidden."""
    tree = BeautifulSoup((folder / page).read_text(encoding="utf-8"), "html.parser")
    for hidden in tree.select(", ".join(NOT_READ)):
        hidden.decompose()
    for block in tree.find_all(BLOCKS):
        block.insert_before(" ")
    # In the landscape each kind's name stands on a line of its own.
    for name in tree.select("li > p > strong:first-child"):
        name.insert_after(" ")
    main = tree.find("main")
    assert isinstance(main, Tag), f"{page} has no <main>"
    return main


def links_of(element: Tag, page: str) -> set[tuple[str, str]]:
    """Words and target of every link; a link within the site becomes an address from the root."""
    found = set()
    for link in element.find_all("a", href=True):
        target = unquote(str(link["href"]))
        if not re.match(r"[a-z]+:|#", target):
            base = "/" + posixpath.dirname(page)
            target = posixpath.normpath(posixpath.join(base, target)).removesuffix("index.html")
            target = target if "#" in target else target.rstrip("/") + "/"
        found.add((words_of(link), target))
    return found


def the(element: Tag, selector: str) -> Tag:
    """The one element that fits."""
    found = element.select(selector)
    assert len(found) == 1, f"{len(found)} x {selector}"
    return found[0]


# -- Pages ------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("values", VALUES["pages"], ids=lambda values: values["page"][0])
def test_page_says_what_it_must(built_site: Any, values: dict[str, Any], language: str) -> None:
    page = of_language(values["page"], language)
    main = read(built_site.folder, page)
    assert words_of(the(main, "h1")) == of_language(values["title"], language)
    links = links_of(main, page)
    wanted = {tuple(of_language(part, language) for part in link) for link in values["links"]}
    assert wanted <= links, f"missing: {wanted - links}"
    for _, target in wanted:
        if target.startswith("/"):
            assert (built_site.folder / target[1:] / "index.html").is_file(), target
    words = words_of(main)
    said = (of_language(value, language) for value in values["words"])
    missing = [wanted for wanted in said if not holds(words, wanted)]
    assert not missing


@pytest.mark.parametrize("language", LANGUAGES)
def test_drafts_are_not_to_be_seen(built_site: Any, language: str) -> None:
    page = (built_site.folder / of_language(PARTNERS, language)).read_text(encoding="utf-8")
    assert not [address for address in VALUES["drafts"] if address in page]


# -- Partners ---------------------------------------------------------------


@dataclass
class Card:
    """One partner's section on the page of one language."""

    section: Tag
    page: str
    values: dict[str, Any]
    language: str

    def wanted(self, name: str) -> Any:
        """A value of this partner, in the language of the page."""
        return of_language(self.values.get(name), self.language)

    def wanted_list(self, name: str) -> list[Any]:
        """Values of this partner, each in the language of the page."""
        return [of_language(value, self.language) for value in self.values.get(name, [])]


ALL_PARTNERS = [partner for group in VALUES["groups"] for partner in group["partners"]]


@pytest.fixture(scope="module", params=LANGUAGES)
def partners_page(built_site: Any, request: pytest.FixtureRequest) -> tuple[Tag, str]:
    return read(built_site.folder, of_language(PARTNERS, request.param)), request.param


@pytest.fixture(params=ALL_PARTNERS, ids=lambda values: values["key"])
def card(partners_page: tuple[Tag, str], request: pytest.FixtureRequest) -> Card:
    main, language = partners_page
    section = the(main, f"section#{request.param['key']}")
    return Card(section, of_language(PARTNERS, language), request.param, language)


def test_groups_hold_their_partners_in_order(partners_page: tuple[Tag, str]) -> None:
    main, language = partners_page
    found = {}
    for group in main.select("section:has(> h2):has(h3)"):
        found[words_of(the(group, "h2"))] = [card["id"] for card in group.select("section:has(h3)")]
    for group in VALUES["groups"]:
        wanted = [partner["key"] for partner in group["partners"]]
        # Others may have come since.
        there = found[of_language(group["heading"], language)]
        assert [key for key in there if key in wanted] == wanted


def test_partner_has_its_name_and_link(card: Card) -> None:
    title = the(card.section, "h3")
    assert words_of(title) == card.wanted("name")
    assert not title.find("a"), "its name leads to the card, elsewhere on the page"
    ((words, address),) = links_of(the(card.section, ".vsc-partner__way"), card.page)
    assert address == card.wanted("link")
    assert words.startswith("Website")


def test_partner_has_its_label(card: Card) -> None:
    label = {
        words_of(field.dt): words_of(field.dd)
        for field in card.section.select("dl > div")
        if field.dt and field.dd
    }
    place, ror = card.wanted("place"), card.wanted("ror")
    assert label.get("ROR") == ror
    if ror:
        assert (ror, f"https://ror.org/{ror}") in links_of(card.section, card.page)
    assert {value for field, value in label.items() if field != "ROR"} == ({place} - {None})


def test_partner_has_its_words(card: Card) -> None:
    words = words_of(card.section)
    assert not [wanted for wanted in card.wanted_list("words") if not holds(words, wanted)]


def test_partner_has_its_links(card: Card) -> None:
    wanted = {
        tuple(of_language(part, card.language) for part in link)
        for link in card.values.get("links", [])
    }
    assert wanted <= links_of(card.section, card.page)


def test_partner_has_its_figures(card: Card) -> None:
    found = [
        (words_of(the(row, "th")), words_of(the(row, "td")), links_of(row, card.page))
        for row in card.section.select("tbody tr")
    ]
    figures = card.values.get("figures", [])
    assert len(found) == len(figures)
    for (label, amount, links), (what, number, *more) in zip(found, figures, strict=True):
        name = of_language(what, card.language)
        if "part" in more:
            name = f"{of_language(VALUES['part'], card.language)} {name}"
        kept = [target for target in more if target.startswith("#")]
        assert (label if not kept else label[: len(name)]) == name
        assert amount == of_language(number, card.language)
        assert {target for _, target in links} == set(kept)


def test_partner_says_when_it_counted(card: Card) -> None:
    captions = " ".join(words_of(caption) for caption in card.section.select("caption"))
    year = card.values.get("as_of")
    assert re.findall(r"\d{4}", captions) == ([str(year)] if year else [])


# -- The finders themselves -------------------------------------------------


@pytest.mark.parametrize(
    ("words", "wanted", "there"),
    [
        ("ongeveer 4.000 vellen", "4.000", True),
        ("ongeveer 14.000 vellen", "4.000", False),
        ("ongeveer 4.000.000 vellen", "4.000", False),
        ("ongeveer 1.400.000 vellen", "400.000", False),
        ("Van de 21 tuinen, 19 in", "21", True),
        ("het herbarium.", "herbarium", True),
        ("de herbariumvellen", "herbarium", False),
        ("Meise (BE)", "(BE)", True),
    ],
)
def test_holds(words: str, wanted: str, there: bool) -> None:
    assert holds(words, wanted) is there
