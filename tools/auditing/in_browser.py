"""What a browser sees on a page: weight, requests, the policy, axe, text that is cut off, focus."""

import re
from collections.abc import Iterable
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Request,
    Response,
    ViewportSize,
)

from tools.auditing.faults import Fault, Looked, Weight

#: Records what happens from the first moment.
WATCH = """
window.seen = { violations: [], shift: 0 };
document.addEventListener("securitypolicyviolation", (event) =>
  window.seen.violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.seen.shift += one.value;
}).observe({ type: "layout-shift", buffered: true });
"""
CHECKS = (Path(__file__).with_name("in_page.js")).read_text(encoding="utf-8")
NAMES = re.findall(r"^export (?:async )?function (\w+)", CHECKS, flags=re.M)
CHECKS = re.sub(r"^export ", "", CHECKS, flags=re.M)
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
RUN_AXE = """async (left_out) => {
  const rules = Object.fromEntries(left_out.map((rule) => [rule, { enabled: false }]));
  // WCAG 2.5.8, which axe only checks on request.
  rules["target-size"] = { enabled: true };
  const found = await axe.run(document, { resultTypes: ["violations"], rules });
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => [id, html]));
}"""
#: A sticky header would cover what is checked.
FROM_THE_TOP = """() => {
  document.activeElement.blur();
  scrollTo({ top: 0, behavior: "instant" });
}"""
#: The text spacing of WCAG 2.2, 1.4.12, and its resized text, 1.4.4.
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
UNSPACED = "() => { document.adoptedStyleSheets = []; }"
DOUBLE = "() => { document.documentElement.style.fontSize = '200%'; }"
SINGLE = "() => { document.documentElement.style.fontSize = ''; }"
#: A page with more stops is a trap.
STOPS = 400


def axe_version() -> str:
    """The version of axe, from its first lines."""
    found = re.search(r"axe v([\d.]+)", AXE)
    return found[1] if found else "?"


def look(browser: Browser, site: str, address: str, thorough: bool = True) -> Looked:
    """Look at one page of the *site*, in a fresh profile and with an empty cache.

    :param thorough: run axe in every width and all colours, and go through the page by keyboard;
        otherwise run it twice: on a light phone and on a dark desktop
    """
    context = browser.new_context(
        base_url=site,
        service_workers="block",
        viewport=_size(1280),
        color_scheme="light",
        reduced_motion="reduce",
    )
    try:
        return _Look(context.new_page(), site, address).all(thorough)
    finally:
        context.close()


def visit(browser: Browser, site: str, addresses: Iterable[str]) -> int:
    """What a browser loads for pages of the *site*, one after the other, with an empty cache at first.

    :returns: bytes on the wire: each file once, without pictures
    """
    with browser.new_context(base_url=site, viewport=_size(1280)) as context:
        sizes: dict[str, int] = {}
        page = context.new_page()

        def note(response: Response) -> None:
            if response.request.resource_type != "image":
                sizes[response.url] = int(response.headers.get("content-length", 0))

        page.on("response", note)
        for address in addresses:
            page.goto(address, wait_until="networkidle")
    return sum(sizes.values())


def _size(width: int) -> ViewportSize:
    return ViewportSize(width=width, height=800)


class _Look:
    """One page, loaded once and then checked in every size and all colours."""

    def __init__(self, page: Page, site: str, address: str) -> None:
        self.page, self.site, self.address = page, site, address
        self.faults: list[Fault] = []
        self.sizes: dict[str, int] = {}
        self.runs = self.stops = 0
        page.on("request", self._request)
        page.on("response", self._response)
        page.on("pageerror", lambda error: self.note("error in a script", str(error)))
        page.on("console", self._console)
        page.add_init_script(WATCH)

    def note(self, rule: str, detail: str) -> None:
        """Note a fault, once."""
        fault = Fault(self.address, rule, detail)
        if fault not in self.faults:
            self.faults.append(fault)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.site}/", "data:", "blob:")):
            self.note("outside request", request.url)

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.note("missing", f"{response.url}: {response.status}")
        self.sizes[response.url] = int(response.headers.get("content-length", 0))

    def _console(self, message: ConsoleMessage) -> None:
        # A missing file is noted by its address, above.
        if message.type in {"error", "warning"} and "Failed to load" not in message.text:
            self.note("console", message.text)

    def all(self, thorough: bool) -> Looked:
        """Weigh the page, and run every check."""
        weight = self.weigh()
        self.page.evaluate(f"() => {{ {CHECKS}\nwindow.vsc = {{ {', '.join(NAMES)} }}; }}")
        self.page.evaluate(AXE)
        self.check("", "brokenPictures")
        for width in (1280, 390, 320):
            self.page.set_viewport_size(_size(width))
            name = f"{width} px"
            if width == 390 or thorough:
                self.axe(f"{name}, light")
            self.check(name, "sticksOut", "cutText", "overlaps", "smallTargets")
            for about, before, after in (
                ("text at 200%", DOUBLE, SINGLE),
                ("text spacing", SPACED, UNSPACED),
            ):
                if width != 320 or before != DOUBLE:
                    self.page.evaluate(before)
                    self.check(f"{name}, {about}", "cutText", "overlaps")
                    self.page.evaluate(after)
            if width == 1280 and thorough:
                self.walk(f"{name}, light")
            if width == 1280 or thorough:
                self.page.emulate_media(color_scheme="dark")
                self.axe(f"{name}, dark")
                if width == 390:
                    self.walk(f"{name}, dark")
                    self.other_colours()
                self.page.emulate_media(color_scheme="light")
        return Looked(weight, self.faults, self.runs, self.stops)

    def weigh(self) -> Weight:
        """Load the page; note what breaks the policy and what is stored."""
        page = self.page
        page.goto(self.address, wait_until="networkidle")
        seen = page.evaluate("window.seen")
        for violation in seen["violations"]:
            self.note("policy", violation)
        stored = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
        if stored != [0, 0, ""]:
            self.note("something is stored", str(stored))
        # A headless browser does not load them.
        for icon in page.eval_on_selector_all("link[rel~=icon]", "(all) => all.map((i) => i.href)"):
            answer = page.request.get(icon)
            self.sizes[icon] = int(answer.headers.get("content-length", 0))
            if not answer.ok:
                self.note("missing", f"{icon}: {answer.status}")
        shown = page.evaluate("[...document.images].map((one) => one.currentSrc.split('#')[0])")
        pictures = {url: size for url, size in self.sizes.items() if url in shown}
        others = {url: size for url, size in self.sizes.items() if url not in pictures}
        fonts = sum(size for url, size in others.items() if url.endswith(".woff2"))
        return Weight(
            self.address,
            sum(others.values()) - fonts,
            fonts,
            sum(pictures.values()),
            len(others),
            round(seen["shift"], 4),
        )

    def check(self, setting: str, *names: str) -> None:
        """Run checks of ``in_page.js``."""
        self.page.evaluate(FROM_THE_TOP)
        calls = ", ".join(f"...(await window.vsc.{name}())" for name in names)
        for rule, detail in self.page.evaluate(f"async () => [{calls}]"):
            self.note(rule, f"{setting}: {detail}" if setting else detail)

    def axe(self, setting: str, *left_out: str) -> None:
        """Run axe, without some of its rules."""
        self.runs += 1
        self.page.evaluate(FROM_THE_TOP)
        for rule, html in self.page.evaluate(RUN_AXE, list(left_out)):
            self.note(f"axe {rule}", f"{setting}: {html[:200]}")

    def other_colours(self) -> None:
        """Run axe in colours chosen by the reader, against the system's, and in forced colours."""
        self.page.emulate_media(color_scheme="dark")
        for chosen in ("light", "dark"):
            self.page.evaluate("(mode) => { document.documentElement.dataset.mode = mode }", chosen)
            self.axe(f"{chosen} chosen")
            self.page.emulate_media(color_scheme="light")
        self.page.evaluate("delete document.documentElement.dataset.mode")
        self.page.emulate_media(forced_colors="active")
        # The system's colours apply then, and axe reads those of the site.
        self.axe("forced colours", "color-contrast")
        self.page.emulate_media(forced_colors="none")

    def walk(self, setting: str) -> None:
        """Go through the page by keyboard."""
        for _ in range(STOPS):
            self.page.keyboard.press("Tab")
            found = self.page.evaluate("window.vsc.focusFaults()")
            if found is None:
                return
            self.stops += 1
            for rule, detail in found:
                self.note(rule, f"{setting}: {detail}")
        self.note("keyboard trap", f"{setting}: more than {STOPS} stops")
