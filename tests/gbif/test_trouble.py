"""When things go wrong, in the browser: each is said in the page's language, none loses the question."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.stretched import STICKS_OUT
from tests.conftest import PATIENCE
from tests.gbif.standin.fixtures import StandInForGbif

Open = Callable[..., Page]
SHOW = "[data-act=show]:visible"
SEARCH = "/v1/occurrence/search"
# What a script says that shows what is not there.
NONSENSE = re.compile(r"\b(?:undefined|null|NaN)\b|\[object")
QUESTION = "?q=invent&typeStatus=Holotype"


def title(page: Page) -> str:
    """What the page says is wrong, once it says so."""
    box = page.locator("[data-part=failure]")
    expect(box).to_be_visible(timeout=20_000)
    expect(page.locator("[data-part=failure-title]")).to_be_focused()
    expect(page.locator("[data-part=results]")).to_be_hidden()
    assert page.locator("[data-part=failure-advice]").inner_text()
    return page.locator("[data-part=failure-title]").inner_text()


def kept(page: Page) -> None:
    """The question stands in form, filters, address and in the way to GBIF's site."""
    assert page.url.endswith(QUESTION)
    expect(page.locator("input[name=q]")).to_have_value("invent")
    expect(page.locator("[data-part=chips]")).to_contain_text("Holotype")
    out = page.locator("[data-part=failure] a[data-out]").get_attribute("href") or ""
    assert "q=invent&typeStatus=Holotype" in out


def shown(page: Page) -> None:
    expect(page.locator("tbody tr").first).to_be_visible(timeout=20_000)
    expect(page.locator("[data-part=failure]")).to_be_hidden()


def patient(page: Page) -> None:
    """Let the pauses between attempts pass at once."""
    for _ in range(PATIENCE // 50):
        if page.locator("[data-part=failure]").is_visible():
            return
        page.clock.run_for(1000)
        page.wait_for_timeout(50)


def test_a_question_that_gbif_refuses(opened: Open, fresh_gbif: StandInForGbif) -> None:
    page = opened("specimens", "nl", "?q=invent&typeStatus=Holotype&basisOfRecord=NONSENSE")
    page.locator(SHOW).click()
    assert title(page) == "GBIF aanvaardt deze zoekopdracht niet."
    sentence = page.locator("[data-part=sentence]")
    assert sentence.get_attribute("lang") == "en"
    assert "NONSENSE" in sentence.inner_text()
    blamed = page.locator("[data-part=blamed] button")
    expect(blamed).to_have_count(1)
    expect(blamed).to_contain_text("Soort exemplaar NONSENSE")
    expect(page.locator("[data-part=again]")).to_be_hidden()
    blamed.click()
    shown(page)
    assert page.url.endswith(QUESTION)


def test_a_refusal_that_names_no_filter_offers_all(
    opened: Open, fresh_gbif: StandInForGbif
) -> None:
    fresh_gbif.fail("400", path=SEARCH, times=1, sentence="Wrong <b>nonsense</b>.")
    page = opened("specimens", "nl", QUESTION)
    page.locator(SHOW).click()
    title(page)
    kept(page)
    expect(page.locator("[data-part=sentence]")).to_have_text("Wrong <b>nonsense</b>.")
    expect(page.locator("[data-part=blamed] button")).to_have_count(2)


def test_a_record_that_is_not_there(opened: Open, fresh_gbif: StandInForGbif) -> None:
    page = opened("specimens", "nl", "?record=1&q=invent")
    page.locator(SHOW).click()
    assert title(page) == "GBIF heeft dit niet, of niet meer."
    page.locator("[data-part=begin]").click()
    shown(page)
    assert page.url.endswith("?q=invent")


@pytest.mark.parametrize("kind", ["429-without-cors", "503", "500", "closed", "broken-off"])
def test_gbif_is_asked_again_where_it_fails(
    opened: Open, fresh_gbif: StandInForGbif, kind: str
) -> None:
    fresh_gbif.fail(kind, path=SEARCH, times=1)
    page = opened("specimens", "nl", QUESTION)
    page.clock.install()
    page.locator(SHOW).click()
    expect(page.locator("[data-part=status]")).to_have_text(re.compile("GBIF heeft het druk"))
    expect(page.locator("[data-part=status]")).to_be_visible()
    page.clock.run_for(1000)
    shown(page)
    assert len([one for one in fresh_gbif.requests if one.path == SEARCH]) >= 2


@pytest.mark.parametrize(
    ("kind", "said", "attempts"),
    [
        ("429", "GBIF heeft het te druk om te antwoorden.", 1),
        ("429-without-cors", "GBIF is niet bereikbaar.", 2),
        ("503", "GBIF heeft het te druk om te antwoorden.", 2),
        ("403", "GBIF laat deze pagina niets opvragen.", 1),
        ("500", "Er liep iets mis bij GBIF.", 2),
    ],
)
def test_it_is_not_asked_for_ever_and_can_be_asked_once_more(
    opened: Open, fresh_gbif: StandInForGbif, kind: str, said: str, attempts: int
) -> None:
    fresh_gbif.fail(kind, path=SEARCH)
    page = opened("specimens", "nl", QUESTION)
    page.clock.install()
    page.locator(SHOW).click()
    patient(page)
    assert title(page) == said
    kept(page)
    assert len([one for one in fresh_gbif.requests if one.path == SEARCH]) == attempts
    fresh_gbif.reset()
    page.locator("[data-part=again]").click()
    if kind == "429":
        expect(page.locator("[data-part=status]")).to_have_text(re.compile(r"Over \d\d seconden"))
        assert len([one for one in fresh_gbif.requests if one.path == SEARCH]) <= attempts
        page.clock.run_for(30_000)
    shown(page)


def test_after_a_429_it_is_asked_once_more_by_itself(
    opened: Open, fresh_gbif: StandInForGbif
) -> None:
    def asked() -> int:
        return len([one for one in fresh_gbif.requests if one.path == SEARCH])

    fresh_gbif.fail("429", path=SEARCH)
    page = opened("specimens", "nl", QUESTION)
    page.clock.install()
    page.locator(SHOW).click()
    assert title(page) == "GBIF heeft het te druk om te antwoorden."
    expect(page.locator("[data-part=status]")).to_have_text(re.compile(r"Over 30 seconden"))
    page.clock.run_for(29_000)
    assert asked() == 1
    page.clock.run_for(2_000)
    expect(page.locator("[data-part=status]")).to_be_empty()
    assert title(page) == "GBIF heeft het te druk om te antwoorden."
    page.clock.run_for(120_000)
    assert asked() == 2, "at most one repeat"
    kept(page)


def test_an_answer_that_does_not_come(opened: Open, fresh_gbif: StandInForGbif) -> None:
    fresh_gbif.fail("hanging", path=SEARCH, times=1)
    page = opened("specimens", "nl", QUESTION)
    page.clock.install()
    page.locator(SHOW).click()
    page.clock.run_for(4_500)
    expect(page.locator("[data-part=status]")).to_have_text(re.compile("GBIF is traag"))
    patient(page)
    assert title(page) == "GBIF doet te lang over een antwoord."
    kept(page)
    page.locator("[data-part=again]").click()
    shown(page)


def test_without_a_connection(opened: Open, fresh_gbif: StandInForGbif) -> None:
    page = opened("specimens", "nl", QUESTION)
    page.context.set_offline(True)
    page.locator(SHOW).click()
    assert title(page) == "Je bent niet verbonden met het internet."
    kept(page)
    page.context.set_offline(False)
    shown(page)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("truncated", "Er kwam maar een deel van het antwoord van GBIF aan."),
        ("array", "Het antwoord van GBIF is onleesbaar."),
        ("null", "Het antwoord van GBIF is onleesbaar."),
        ("html", "Het antwoord is een webpagina, en niet van GBIF."),
        ("empty", "Het antwoord van GBIF is leeg."),
    ],
)
def test_an_answer_that_is_none(
    opened: Open, fresh_gbif: StandInForGbif, kind: str, said: str
) -> None:
    fresh_gbif.fail(kind, path=SEARCH, times=1)
    page = opened("specimens", "nl", QUESTION)
    page.locator(SHOW).click()
    assert title(page) == said
    kept(page)
    page.locator("[data-part=again]").click()
    shown(page)


@pytest.mark.parametrize("kind", ["missing", "nulls", "strange"])
@pytest.mark.parametrize("view", ["list", "gallery", "map"])
def test_an_answer_with_holes_shows_what_is_there(
    opened: Open, fresh_gbif: StandInForGbif, kind: str, view: str, faults: list[str]
) -> None:
    fresh_gbif.fail(kind)
    page = opened("specimens", "nl", f"{QUESTION}&view={view}")
    page.locator(SHOW).click()
    expect(page.locator("[data-part=results]")).to_be_visible()
    if view != "gallery":
        expect(page.locator("tbody tr").first).to_be_visible()
    assert not NONSENSE.findall(page.locator(".vsc-search").inner_text())
    assert not faults


@pytest.mark.parametrize("kind", ["truncated", "array", "html", "404"])
def test_names_that_do_not_come_spoil_nothing(
    opened: Open, fresh_gbif: StandInForGbif, kind: str, faults: list[str]
) -> None:
    fresh_gbif.fail(kind, path="/v1/dataset")
    page = opened("specimens", "nl", QUESTION)
    page.locator(SHOW).click()
    shown(page)
    page.locator("[data-part=citations] summary").click()
    expect(page.locator("[data-part=citation-list]")).to_contain_text("niet volledig")
    assert not faults


def test_an_answer_that_comes_too_late_changes_nothing(
    opened: Open, fresh_gbif: StandInForGbif, faults: list[str]
) -> None:
    fresh_gbif.fail("held", path=SEARCH, having="q=zorv")
    page = opened()
    page.locator("input[name=q]").fill("zorv")
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=status]")).to_have_text("Even vragen aan GBIF …")
    page.locator("input[name=q]").fill("invent")
    page.keyboard.press("Enter")
    shown(page)
    said = page.locator("h2[data-part=count]").inner_text()
    fresh_gbif.release()
    page.wait_for_load_state("networkidle")
    assert page.locator("h2[data-part=count]").inner_text() == said
    assert page.url.endswith("?q=invent")
    assert not faults


def test_deeper_than_gbif_goes(opened: Open, fresh_gbif: StandInForGbif) -> None:
    page = opened("specimens", "nl", "?offset=100000")
    page.locator(SHOW).click()
    assert title(page) == "GBIF toont niet meer dan 100.000 resultaten."
    assert fresh_gbif.requests == [], "it is known beforehand"
    page.locator("[data-part=begin]").click()
    shown(page)


@pytest.mark.parametrize(
    "number",
    [
        *("BARE", "NAMELESS", "UNDATED", "PLACELESS", "INTERVAL", "COLLECTORS", "SOUND"),
        *("PICTURE-WITHOUT-ADDRESS", "HTML", "LINKS", "TURNED", "LONG", "MARKUP"),
    ],
)
def test_a_strange_record_is_shown_and_harmless(
    opened: Open, fresh_gbif: StandInForGbif, number: str, faults: list[str]
) -> None:
    page = opened(
        "specimens",
        "nl",
        f"?catalogNumber=STRANGE-{number}",
        viewport={"width": 390, "height": 844},
    )
    before = page.title()
    for view in ["list", "gallery", "record"]:
        if view == "gallery":
            page.locator("a[data-view=gallery]").click()
        elif view == "record":
            page.go_back()
            page.locator("tbody a[data-go]").click()
            expect(page.locator(".vsc-record")).to_contain_text(f"STRANGE-{number}")
        else:
            page.locator(SHOW).click()
            expect(page.locator("tbody tr")).to_have_count(1)
        page.wait_for_load_state("networkidle")
        assert page.evaluate(STICKS_OUT) == [], view
        links = page.locator(".vsc-search a[href]").evaluate_all(
            "(all) => all.map((a) => a.protocol)"
        )
        assert set(links) <= {"http:", "https:", "mailto:"}
        assert page.locator(".vsc-search :is(script, [onerror])").count() == 0
        assert not NONSENSE.findall(page.locator(".vsc-search").inner_text())
    assert page.title().endswith(f" – {before}"), "with the name of the record before it"
    page.locator("[data-part=back]").click()
    expect(page).to_have_title(before)
    assert not faults


def test_forty_pictures_come_when_one_gets_to_them(
    opened: Open, fresh_gbif: StandInForGbif, faults: list[str]
) -> None:
    page = opened(
        "specimens",
        "nl",
        "?catalogNumber=STRANGE-40-PICTURES",
        viewport={"width": 390, "height": 844},
    )
    page.locator(SHOW).click()
    expect(page.locator("tbody")).to_contain_text("40 foto's")
    page.locator("tbody a[data-go]").click()
    pictures = page.locator(".vsc-record__picture img")
    expect(pictures).to_have_count(40)
    page.wait_for_load_state("networkidle")
    asked = {one.path for one in fresh_gbif.requests if "/image/cache/" in one.path}
    assert 1 <= len(asked) < 30
    assert page.locator(".vsc-record__picture figcaption").count() == 40
    expect(pictures.nth(39)).to_have_attribute("alt", re.compile("^Foto 40 van 40 van "))
    assert not faults


def test_what_is_withheld_stands_near_the_top(opened: Open, faults: list[str]) -> None:
    page = opened("specimens", "en", "?catalogNumber=STRANGE-WITHHELD")
    page.locator(SHOW).click()
    page.locator("tbody a[data-go]").click()
    notes = page.locator("[data-part=notes] li")
    expect(notes).to_have_text(
        [re.compile("withheld.*see metadata"), re.compile("less precise.*Invented formula: `floor")]
    )
    link = page.locator(".vsc-record dd a[href='https://orcid.org/0000-0000-0000-0000']")
    expect(link).to_have_text("0000-0000-0000-0000")
    assert not faults


def test_what_must_be_escaped_in_an_address(opened: Open, fresh_gbif: StandInForGbif) -> None:
    page = opened()
    page.get_by_text("Preciezer zoeken").click()
    page.locator("#gbif-specimens-number").fill("STRANGE 12/34&5+6%20#7")
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.reload()
    expect(page.locator("#gbif-specimens-number")).to_have_value("STRANGE 12/34&5+6%20#7")
    page.locator(SHOW).click()
    expect(page.locator("tbody tr")).to_have_count(1)


@pytest.mark.parametrize(
    "query",
    [
        "?q=%00%ff&view=globe&offset=99999999999&record=<script>",
        "?year=1e9&taxonKey=-1&datasetKey=../..&geometry=POINT(1 1)",
        "?" + "q=a&" * 300,
        "?%E0%A4%A=%E0&&&=&?",
    ],
)
def test_an_address_edited_by_hand_is_made_good(
    opened: Open, fresh_gbif: StandInForGbif, query: str, faults: list[str]
) -> None:
    page = opened("specimens", "nl", query)
    page.locator("form[role=search] button[type=submit]").first.click()
    expect(page.locator("[data-part=results]")).to_be_visible()
    assert not faults


def test_strange_papers_and_institutions_are_harmless(opened: Open, faults: list[str]) -> None:
    for kind in ["literature", "publishers", "institutions"]:
        page = opened(kind, "nl", "?q=strange", viewport={"width": 390, "height": 844})
        before = page.title()
        page.locator(SHOW).click()
        expect(page.locator("[data-part=results]")).to_be_visible()
        links = page.locator("tbody a").evaluate_all("(all) => all.map((a) => a.protocol)")
        assert set(links) <= {"http:", "https:", "mailto:"}
        assert page.evaluate(STICKS_OUT) == []
        assert page.title() == before
    assert not faults
