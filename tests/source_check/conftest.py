"""The blocks and roles that the portal knows, as far as pages of these tests use them."""

import pytest

from ext.source_check.check import Names

SETTINGS = {
    "hero": "height",
    "split": "reverse",
    "partner": "key ror place holds logo draft",
    "partner-index": "names",
    "search-box": "",
    "beside": "",
    "pictures": "",
    "video": "picture",
    "map": "at picture",
    "tab-set": "",
    "tab-item": "",
    "dropdown": "open",
    "tiles": "",
    "tile": "picture",
    "partner-cards": "",
    "collections": "as-of",
    "collections-overview": "apart apart-title",
    "grid": "gutter class-container",
    "grid-item-card": "link link-type",
    "landscape": "",
    "news": "limit tag cards by-year",
    "events": "limit tag cards by-year past",
    "gbif-search": "scope fields facets columns views",
    "gbif-figures": "",
    "site-map": "",
    "button-link": "color",
    "toctree": "hidden caption name",
    "figure": "alt width class name",
    "image": "alt width class name",
    "code-block": "caption name",
    **dict.fromkeys(["admonition", "note", "tip", "warning", "important"], "class name"),
    **dict.fromkeys(["code", "math", "raw", "table", "include", "literalinclude"], "name"),
}


@pytest.fixture(scope="session")
def names() -> Names:
    blocks = {name: frozenset(settings.split()) for name, settings in SETTINGS.items()}
    return Names(blocks, frozenset({"lang", "date", "name", "ref", "doc", "math"}))
