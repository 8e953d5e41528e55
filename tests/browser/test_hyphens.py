"""Words are hyphenated in Dutch sentences on a phone, and nowhere else."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.kinds import KINDS

Visit = Callable[..., Page]

#: Of each element with words of its own: its name, the nearest element that may be hyphenated, and whether it is.
HYPHENATED = """() => {
  const found = new Set();
  for (const element of document.querySelectorAll("body *"))
    if (getComputedStyle(element).hyphens === "auto" &&
        [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()))
      found.add(`${element.localName} in ${element.closest("section, header, footer, form, figure, table")?.localName}`);
  return [...found];
}"""
SENTENCES = {"p in section"}


def test_only_dutch_sentences_on_a_phone_are_hyphenated(visit: Visit) -> None:
    page = visit(viewport={"width": 390, "height": 800})
    found = set()
    for dutch, english in KINDS.values():
        page.goto(dutch)
        found |= set(page.evaluate(HYPHENATED))
        if english.startswith("/en/"):
            page.goto(english)
            assert page.evaluate(HYPHENATED) == [], english
    assert found == SENTENCES


def test_nothing_is_hyphenated_on_a_desk(page: Page) -> None:
    for dutch, _ in KINDS.values():
        page.goto(dutch)
        assert page.evaluate(HYPHENATED) == [], dutch
