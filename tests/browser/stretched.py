"""Pages as some people need them: large text, a narrow window, room between lines, words and signs."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from tools.auditing.in_browser import CHECKS

#: Where words are cut off, stick out or lie on each other: a function that returns sentences.
WORDS_FIT = Path(__file__).with_name("words_fit.js").read_text(encoding="utf-8")
#: What is wider than the window, words or not: a function that returns sentences.
STICKS_OUT = f"() => {{ {CHECKS}\nreturn sticksOut().map((one) => one.join(': ')); }}"

# A constructed sheet is the CSS object model's, which the policy of a page does not forbid.
STRETCH = """([scale, spaced]) => {
  document.documentElement.style.fontSize = `${scale}%`;
  const sheet = new CSSStyleSheet();
  // Only some browsers know where to hyphenate. Spacing: WCAG 2.2, success criterion 1.4.12.
  sheet.replaceSync(`* { hyphens: manual !important }`);
  if (spaced) sheet.replaceSync(`
    * { hyphens: manual !important;  line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
  // The header stays in sight, over what has scrolled below it.
  scrollTo({ top: 0, behavior: "instant" });
}"""

# In tables of figures, words and numbers stay whole; their own words are measured there.
HARDEN = """(words) => {
  const able = `h1, h2, h3, h4, p, a, button, label, legend, summary, caption, figcaption, dt, dd, th, td, li`;
  let next = 0;
  const hard = new WeakSet();
  for (const element of document.querySelectorAll(able)) {
    if (element.closest(".vsc-hidden, svg, .leaflet-control, :is(.vsc-collections, .vsc-overview__table) *")) continue;
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() && !walker.currentNode.data.trim());
    const text = walker.currentNode;
    if (text.nodeType !== Node.TEXT_NODE || hard.has(text)) continue;
    text.data = `${words[next++ % words.length]} ${text.data}`;
    hard.add(text);
  }
}"""
HARD_WORDS = (
    "Meerjarenbeleidsplanningsovereenkomst",
    "wetenschappelijkecollectiebeheerder",
    "Aansprakelijkheidswaardevaststellingsveranderingen",
)


@dataclass(frozen=True)
class Stretch:
    """How a page is looked at.

    :param width: of the window, in CSS pixels
    :param scale: of the text, in percent
    :param spaced: whether text has the spacing of WCAG 1.4.12
    """

    width: int
    scale: int = 100
    spaced: bool = False

    def __str__(self) -> str:
        return f"{self.width}px, text at {self.scale} %{', spaced' if self.spaced else ''}"


#: The third is a window of 1280 pixels in a browser that shows everything at 200 %.
STRETCHES = (
    Stretch(320),
    Stretch(320, scale=200),
    Stretch(640),
    Stretch(1280, scale=200),
    Stretch(320, spaced=True),
    Stretch(1280, spaced=True),
)
FOR_HARD_WORDS = (Stretch(320, scale=200), Stretch(640), Stretch(1280, spaced=True))


def stretch(page: Page, how: Stretch) -> None:
    """Look at the page in this way."""
    page.set_viewport_size({"width": how.width, "height": 800})
    page.evaluate(STRETCH, [how.scale, how.spaced])


def words_that_do_not_fit(
    page: Page, stretches: tuple[Stretch, ...] = STRETCHES, whole: bool = True
) -> list[str]:
    """Return what is wrong with the words of the page, in every way to look at it.

    :param whole: whether short words must not be broken
    """
    return _look(page, stretches, hard=not whole)


def hard_words_that_do_not_fit(
    page: Page, stretches: tuple[Stretch, ...] = FOR_HARD_WORDS
) -> list[str]:
    """Put a hard word in front of every title, link, button, paragraph …, and do the same."""
    page.evaluate(HARDEN, HARD_WORDS)
    return [f"hard words, {fault}" for fault in _look(page, stretches, hard=True)]


def _look(page: Page, stretches: tuple[Stretch, ...], hard: bool) -> list[str]:
    faults = []
    for how in stretches:
        stretch(page, how)
        found = page.evaluate(WORDS_FIT, hard) + page.evaluate(STICKS_OUT)
        faults += [f"{how}: {fault}" for fault in found]
    return faults
