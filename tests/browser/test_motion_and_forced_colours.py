"""What a reader's system asks for: nothing moves, or all colours are its own."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.kinds import KINDS, open_menu, open_search

Visit = Callable[..., Page]

# Longer than a moment: a tenth of a second.
MOVES = """() => {
  const seconds = (value) => Math.max(...value.split(",").map((one) =>
    parseFloat(one) * (one.trim().endsWith("ms") ? 0.001 : 1)));
  const faults = new Set();
  for (const element of document.querySelectorAll("*"))
    for (const part of [null, "::before", "::after", "::backdrop"]) {
      const style = getComputedStyle(element, part);
      const name = `<${element.localName} class="${element.getAttribute("class") ?? ""}">${part ?? ""}`;
      if (seconds(style.transitionDuration) > 0.1) faults.add(`${name} changes in ${style.transitionDuration}`);
      if (style.animationName !== "none" && seconds(style.animationDuration) > 0.1)
        faults.add(`${name} moves: ${style.animationName}`);
      if (!part && style.scrollBehavior === "smooth") faults.add(`${name} scrolls smoothly`);
    }
  return [...faults].slice(0, 10);
}"""

# A control that only its background showed is lost where the system takes backgrounds away.
LOST = """() => {
  const faults = [];
  for (const element of document.querySelectorAll(".vsc-button, .vsc-actions a, .vsc-chip, input, .vsc-partner, .sd-card")) {
    const style = getComputedStyle(element);
    if (!element.checkVisibility({ visibilityProperty: true }) || element.type === "hidden") continue;
    if (["checkbox", "radio"].includes(element.type)) continue;
    const edge = parseFloat(style.borderTopWidth) > 0 && style.borderTopStyle !== "none"
      && style.borderTopColor !== style.backgroundColor;
    if (!edge) faults.push(`<${element.localName} class="${element.getAttribute("class")}"> has no edge`);
  }
  for (const icon of document.querySelectorAll(".vsc-opener__icon, .vsc-bars")) {
    const style = getComputedStyle(icon);
    if (icon.checkVisibility() && !(parseFloat(style.borderTopWidth) > 0)) faults.push("an icon is lost");
  }
  for (const current of document.querySelectorAll(":is(nav, header) :is(a, summary)[aria-current]:not(.vsc-header__home)"))
    if (current.checkVisibility() && !getComputedStyle(current).textDecorationLine.includes("underline")
        && getComputedStyle(current).fontWeight < 600)
      faults.push(`that one is at "${current.innerText}" does not show`);
  for (const drawn of document.querySelectorAll("svg.vsc-overview__squares path")) {
    const style = getComputedStyle(drawn);
    const paper = getComputedStyle(document.body).backgroundColor;
    if ([style.fill, style.stroke].every((one) => one === "none" || one === paper))
      faults.push(`${drawn.outerHTML} has the colour of its paper`);
  }
  return faults.slice(0, 10);
}"""


def test_nothing_moves_for_who_wants_that(visit: Visit, faults: list[str]) -> None:
    page = visit(viewport={"width": 390, "height": 800}, reduced_motion="reduce")
    for kind, (address, _) in KINDS.items():
        page.goto(address)
        if kind == "home":
            open_menu(page)
        if kind == "text":
            open_search(page, "collecti")
        faults += [f"{address}: {one}" for one in page.evaluate(MOVES)]
    assert not faults, "\n".join(faults)
    page.evaluate("document.querySelector('a').style.transition = 'color 1s'")
    assert page.evaluate(MOVES), "the check itself works"


def test_nothing_is_lost_in_forced_colours(visit: Visit, faults: list[str]) -> None:
    page = visit(viewport={"width": 1280, "height": 800}, forced_colors="active")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, forced_colors="active")
        for address, _ in KINDS.values():
            page.goto(address)
            faults += [f"{address}, {scheme}: {one}" for one in page.evaluate(LOST)]
    page.goto("/nl/")
    assert not faults, "\n".join(faults)
    page.evaluate("document.querySelector('.vsc-actions a').style.border = '0'")
    assert page.evaluate(LOST), "the check itself works"
