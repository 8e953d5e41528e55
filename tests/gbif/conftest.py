"""The site of one page serves these tests too; the real site, asking the stand-in for GBIF; modules."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from shutil import copytree
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from tests.components.conftest import build, site
from tests.conftest import PATIENCE, ROOT, Built, there
from tests.gbif.standin.fixtures import StandInForGbif, fresh_gbif, gbif
from tools.serve import served

__all__ = ["build", "fresh_gbif", "gbif", "site"]

ADDRESSES = {
    ("specimens", "nl"): "/nl/exemplaren/zoekopdracht/",
    ("specimens", "en"): "/en/specimen/search/",
    ("literature", "nl"): "/nl/literatuur/zoekopdracht/",
    ("literature", "en"): "/en/literature/search/",
    ("publishers", "nl"): "/nl/organisaties/zoekopdracht/",
    ("publishers", "en"): "/en/publisher/search/",
    ("institutions", "nl"): "/nl/instellingen/zoekopdracht/",
    ("institutions", "en"): "/en/institution/search/",
}
#: An address of this computer that nobody answers at.
NOBODY = "http://127.0.0.1:9"
Open = Callable[..., Page]


def visit(page: Page, address: str) -> None:
    """Open a search page, and wait for its script."""
    page.goto(address)
    page.locator("[data-settings][data-ready]").wait_for()


@pytest.fixture(scope="session")
def search_site(
    build_site: Callable[..., Built], gbif: StandInForGbif, tmp_path_factory: pytest.TempPathFactory
) -> Built:
    """Return the real site, built to ask the stand-in in place of GBIF.

    It is built once a run; each process of the run puts the address of its own stand-in in.
    """
    built = there(build_site("dirhtml", "-j1", "-D", f"gbif_api={NOBODY}"))
    folder = tmp_path_factory.mktemp("search") / "site"
    copytree(built.folder, folder)
    for path in [*folder.rglob("*.html"), folder / "_headers"]:
        path.write_bytes(path.read_bytes().replace(NOBODY.encode(), gbif.url.encode()))
    return replace(built, folder=folder)


@pytest.fixture(scope="session")
def search_url(search_site: Built) -> Iterator[str]:
    """Return where that site is served."""
    with served(search_site.folder) as address:
        yield address


@pytest.fixture
def opened(
    browser: Browser, search_url: str, fresh_gbif: StandInForGbif, faults: list[str]
) -> Iterator[Open]:
    """Return ``opened(kind, language, query, **options)``: a search page in a fresh profile.

    Requests to anyone but the site and the stand-in, and errors, stand in ``faults``.
    """
    contexts = []

    def open_page(
        kind: str = "specimens", language: str = "nl", query: str = "", **options: Any
    ) -> Page:
        context = browser.new_context(
            **{"base_url": search_url, "viewport": {"width": 1280, "height": 900}, **options}
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()

        def note_request(request: Request) -> None:
            if not request.url.startswith((search_url + "/", fresh_gbif.url + "/", "data:")):
                faults.append(f"asks for {request.url}")

        def note_console(message: ConsoleMessage) -> None:
            # What the stand-in does on command is told by the browser too.
            if message.type in {"error", "warning"} and fresh_gbif.url not in (
                message.text + message.location.get("url", "")
            ):
                faults.append(message.text)

        page.on("request", note_request)
        page.on("console", note_console)
        page.on("pageerror", lambda error: faults.append(str(error)))
        if kind:
            visit(page, ADDRESSES[kind, language] + query)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def modules(browser: Browser) -> Iterator[Callable[..., Any]]:
    """Return ``run(module, expression, *arguments)``: JavaScript with a module of ours as ``m``.

    In the browser, on an empty page: none of the site is there.
    """
    with served(ROOT / "_static" / "js" / "gbif") as address:
        page = browser.new_page(base_url=address)
        page.goto("/nothing")

        def run(module: str, expression: str, *arguments: Any) -> Any:
            code = f"async (a) => {{ const m = await import('/{module}'); return ({expression}); }}"
            return page.evaluate(code, list(arguments))

        yield run
        page.close()
