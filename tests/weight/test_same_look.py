"""A page looks the same with its cut sheet as with all of the site's style sheets."""

import base64
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page, Route

from tools.serve import served

ROOT = Path(__file__).parents[2]
SHEET = re.compile(r"/_static/site\.[0-9a-f]+\.css$")
SHEET_IN_PAGE = re.compile(r"_static/site\.[0-9a-f]+\.css")
SETTINGS: dict[str, Any] = {"__file__": str(ROOT / "conf.py")}
exec((ROOT / "conf.py").read_text(encoding="utf-8"), SETTINGS)
#: All sheets, in the order in which a page would link them.
WHOLE = "".join(
    f'@import "{path}";\n'
    for path in [
        "basic.css",
        "styles/pydata-sphinx-theme.css",
        "sphinx-design.min.css",
        *SETTINGS["html_css_files"],
    ]
) + "\n".join(
    # What stood in style attributes, but for these classes.
    f".{name} {{ {rule} }}"
    for name, rule in [
        (r"vsc-style\:width\:30\.0\%", "width: 30% !important"),
        (r"vsc-style\:width\:70\.0\%", "width: 70% !important"),
        (r"vsc-style\:width\:50\%", "width: 50% !important"),
    ]
)
#: Marks one of all that have the same names, in the same surroundings.
ONE_OF_EACH = """() => {
  const seen = new Set();
  for (const one of document.querySelectorAll("a, button, input, select, summary, li, tr, [tabindex]")) {
    const names = [];
    for (let at = one; at; at = at.parentElement) names.push(`${at.tagName}.${at.className}`);
    if (!seen.has(names.join())) one.dataset.probe = "";
    seen.add(names.join());
  }
}"""
#: Of 255: rounded corners at the edge of the paper differ by 2, from one picture to the next.
UNSEEN = 3
THREE = ["/nl/", "/nl/partners/", "/nl/text/"]
Look = Callable[..., Any]


@pytest.fixture(scope="module")
def address(full_site: Path) -> Iterator[str]:
    with served(full_site) as address:
        yield address


@pytest.fixture(scope="module", params=["three", pytest.param("all", marks=pytest.mark.exhaustive)])
def paths(full_site: Path, request: pytest.FixtureRequest) -> list[str]:
    """One page of each kind, the Dutch one: pages of one kind share their sheet.

    Three of them have most of what a page may have: the home page, partners, and all of Markdown.
    """
    kinds: dict[str, str] = {}
    for path in sorted(full_site.rglob("*.html"), reverse=True):
        if sheet := SHEET_IN_PAGE.search(path.read_text(encoding="utf-8")):
            name = path.relative_to(full_site).as_posix().removesuffix("index.html")
            kinds.setdefault(sheet[0], f"/{name}")
    assert {"/", "/en/404.html", *THREE} <= set(kinds.values())
    return list(kinds.values()) if request.param == "all" else THREE


@pytest.fixture
def both(browser: Browser, address: str) -> Look:
    """Return ``both(**options)``: two pages side by side, with the cut sheet and with all sheets."""

    @contextmanager
    def open_both(**options: Any) -> Iterator[tuple[Page, Page]]:
        contexts = [
            browser.new_context(base_url=address, reduced_motion="reduce", **options)
            for _ in range(2)
        ]
        cut, whole = (context.new_page() for context in contexts)

        def answer(route: Route) -> None:
            route.fulfill(body=WHOLE, content_type="text/css")

        whole.route(SHEET, answer)
        yield cut, whole
        for context in contexts:
            context.close()

    return open_both


def pixels(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture)).convert("RGB")


def screenshot(page: Page) -> bytes:
    """Take a picture of the whole page, packed in the fastest way that keeps every pixel."""
    tools = page.context.new_cdp_session(page)
    size = tools.send("Page.getLayoutMetrics")["cssContentSize"]
    taken = tools.send(
        "Page.captureScreenshot",
        {
            "format": "png",
            "optimizeForSpeed": True,
            "captureBeyondViewport": True,
            "clip": {**size, "scale": 1},
        },
    )
    tools.detach()
    return base64.b64decode(taken["data"])


def difference(cut: Page, whole: Page) -> str:
    """Where two pages look different, if they do."""
    taken = screenshot(cut), screenshot(whole)
    if taken[0] == taken[1]:
        return ""
    one, other = map(pixels, taken)
    if one.size != other.size:
        return f"{one.size}, and with all sheets {other.size}"
    levels = ImageChops.difference(one, other).point(lambda level: level if level > UNSEEN else 0)
    box = levels.getbbox()
    return f"in {box}" if box else ""


def compare(cut: Page, whole: Page, paths: list[str], prepare: Callable[[Page], None]) -> list[str]:
    faults = []
    for path in paths:
        for page in (cut, whole):
            page.goto(path, wait_until="load")
            # Pictures that wait to be seen would come at different moments.
            page.evaluate(
                "for (const one of document.images) one.loading = 'eager';"
                "Promise.all([...document.images].map((one) => one.decode().catch(() => {})))"
            )
            prepare(page)
        if fault := difference(cut, whole):
            faults.append(f"{path}: {fault}")
    return faults


def nothing(page: Page) -> None:
    """Leave the page as it is."""


@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 1280)])
def test_as_it_opens(both: Look, paths: list[str], scheme: str, width: int) -> None:
    with both(color_scheme=scheme, viewport={"width": width, "height": 700}) as (cut, whole):
        assert compare(cut, whole, paths, nothing) == []


def test_in_colours_that_the_reader_chose(both: Look, paths: list[str]) -> None:
    with both(color_scheme="light", viewport={"width": 390, "height": 700}) as (cut, whole):
        for page in (cut, whole):
            page.goto("/nl/")
            page.locator("button[data-vsc-mode]").click()
            assert page.evaluate("document.documentElement.dataset.mode") == "dark"
        assert compare(cut, whole, paths, nothing) == []


def test_in_print(both: Look, paths: list[str]) -> None:
    with both(viewport={"width": 700, "height": 900}) as (cut, whole):
        for page in (cut, whole):
            page.emulate_media(media="print")
        assert compare(cut, whole, paths, nothing) == []


def test_in_forced_colours(both: Look, paths: list[str]) -> None:
    with both(forced_colors="active", viewport={"width": 1280, "height": 700}) as (cut, whole):
        assert compare(cut, whole, paths, nothing) == []


@pytest.mark.parametrize(
    ("width", "states"), [(1280, ["hover"]), (320, ["focus", "focus-visible"]), (390, ["active"])]
)
def test_in_every_state_of_links_and_buttons(
    both: Look, paths: list[str], width: int, states: list[str]
) -> None:
    def put(page: Page) -> None:
        """Put links, buttons and fields, one of each kind, into these states at once."""
        page.evaluate(ONE_OF_EACH)
        tools = page.context.new_cdp_session(page)
        tools.send("DOM.enable")
        tools.send("CSS.enable")
        root = tools.send("DOM.getDocument")["root"]["nodeId"]
        found = tools.send("DOM.querySelectorAll", {"nodeId": root, "selector": "[data-probe]"})
        assert found["nodeIds"]
        for node in found["nodeIds"]:
            tools.send("CSS.forcePseudoState", {"nodeId": node, "forcedPseudoClasses": states})

    with both(viewport={"width": width, "height": 700}) as (cut, whole):
        assert compare(cut, whole, paths, put) == []


def test_with_the_menu_open(both: Look, paths: list[str]) -> None:
    def unfold(page: Page) -> None:
        page.evaluate("""() => {
          for (const one of document.querySelectorAll("details")) one.open = true;
        }""")

    with both(viewport={"width": 390, "height": 700}) as (cut, whole):
        assert compare(cut, whole, paths, unfold) == []


@pytest.mark.parametrize(
    "rule",
    ["hr { border-top-color: red }", "body { background-color: rgb(250 247 244) !important }"],
    ids=["a line", "a wall, a shade of blue away"],
)
def test_a_difference_would_be_found(both: Look, rule: str) -> None:
    """The check itself works: one rule that is missing shows."""
    with both(viewport={"width": 390, "height": 700}) as (cut, whole):
        cut.goto("/nl/text/")
        whole.goto("/nl/text/")
        # As the policy of the page lets a script do.
        cut.evaluate(
            "(rule) => document.styleSheets[0].insertRule(rule, document.styleSheets[0].cssRules.length)",
            rule,
        )
        assert difference(cut, whole)


def test_the_theme_s_icons_are_not_fetched(both: Look, paths: list[str]) -> None:
    with both(viewport={"width": 1280, "height": 700}) as (cut, _whole):
        asked: list[str] = []
        cut.on("request", lambda request: asked.append(request.url))
        for path in paths:
            cut.goto(path, wait_until="load")
        asked = [address for address in asked if "/fonts/newsreader" not in address]
        kinds = {address.rpartition(".")[2].partition("?")[0] for address in asked}
        assert not kinds & {"woff", "woff2", "ttf", "otf"}
        assert not [
            address for address in asked if re.search(r"pydata|bootstrap|fontawes", address)
        ]
