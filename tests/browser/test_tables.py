"""A table stays a table for a screen reader, also where a narrow screen shows it as lines.

Read from the browser's own accessibility tree, since what a table is shown as can take its meaning.
"""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.stretched import Stretch, stretch
from tests.conftest import wait_until

Visit = Callable[..., Page]
ROLES = {"table", "caption", "row", "columnheader", "rowheader", "cell"}


def tables_of(page: Page) -> list[tuple[str, str]]:
    """Return role and name of each table and of what it consists of, as a screen reader has them."""
    tools = page.context.new_cdp_session(page)
    nodes: dict[str, Any] = {
        node["nodeId"]: node for node in tools.send("Accessibility.getFullAXTree")["nodes"]
    }
    found: list[tuple[str, str]] = []

    def walk(node: Any) -> None:
        role = node.get("role", {}).get("value", "")
        if role in ROLES and not node["ignored"]:
            found.append((role, node.get("name", {}).get("value", "")))
        for child in node.get("childIds", []):
            walk(nodes[child])

    walk(next(iter(nodes.values())))
    return found


@pytest.mark.parametrize("address", ["/nl/partners/", "/en/partners/"])
def test_tables_stay_tables_on_a_narrow_screen(
    visit: Visit, address: str, faults: list[str]
) -> None:
    page = visit(viewport={"width": 1280, "height": 800})
    page.goto(address)
    wide = tables_of(page)
    assert {role for role, _ in wide} == ROLES
    for screen in (Stretch(390), Stretch(320), Stretch(320, scale=200)):
        stretch(page, screen)
        assert tables_of(page) == wide, screen
    # So narrow that each table is shown as lines: else nothing was tried.
    wait_until(page, "getComputedStyle(document.querySelector('main td')).display === 'block'")
    page.evaluate("document.querySelector('main thead').style.display = 'none'")
    assert tables_of(page) != wide
    assert not faults
