"""A link on each page to the file that it is improved in, where conf.py has an address for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from sphinx.errors import ConfigError

SOURCE = "https://git.example.org/portal/edit/main/site/{path}"
TRANSLATION = "https://translate.example.org/portal/{catalog}/{language}/"


@pytest.fixture
def links(frame: Callable[..., Any]) -> Callable[..., dict[str, tuple[str, str]]]:
    """Return ``links(**settings)``: text and address of the link on each page that has one."""

    def build(**settings: str) -> dict[str, tuple[str, str]]:
        app = frame(**settings)
        source = Path(app.srcdir)
        (source / "nl" / "met één & ander.md").write_text("---\norphan: true\n---\n\n# Iets\n")
        (source / "nl" / "paar.md").write_text("---\norphan: true\n---\n\n# Paar\n")
        (source / "en" / "paar.md").parent.mkdir()
        (source / "en" / "paar.md").write_text("---\norphan: true\n---\n\n# Pair\n")
        app.build()
        found = {}
        for path in sorted(Path(app.outdir).rglob("index.html")):
            page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
            for link in page.select(".vsc-footer__base p a"):
                name = path.parent.relative_to(app.outdir).as_posix()
                found[name] = link.get_text(), str(link["href"])
        return found

    return build


def test_a_page_leads_to_its_source_and_a_translation_to_its_catalog(links: Callable) -> None:
    found, here = links(site_source_url=SOURCE), SOURCE.removesuffix("{path}")
    assert found["nl"] == ("Improve this page", f"{here}nl/index.md")
    assert found["en"] == ("Improve this translation", f"{here}locales/en/LC_MESSAGES/index.po")
    # It has no catalog yet, so that its source is all there is.
    assert (
        found["en/literatuur"]
        == found["nl/literatuur"]
        == ("Improve this page", f"{here}nl/literatuur.md")
    )
    # Both were written by hand.
    assert found["nl/paar"] == ("Improve this page", f"{here}nl/paar.md")
    assert found["en/paar"] == ("Improve this page", f"{here}en/paar.md")
    assert found["nl/met één & ander"][1] == f"{here}nl/met%20%C3%A9%C3%A9n%20%26%20ander.md"
    # Redirects and the page "not found" have no source.
    assert {name.partition("/")[0] for name in found} == {"nl", "en"}
    assert not {"about", "nl/old/search"} & set(found)


def test_a_translation_leads_to_the_translation_server(links: Callable) -> None:
    found = links(site_translation_url=TRANSLATION)
    server = "https://translate.example.org/portal/index/en/"
    assert found == {"en": ("Improve this translation", server)}


def test_both_lead_to_their_own_place(links: Callable) -> None:
    found = links(site_source_url=SOURCE, site_translation_url=TRANSLATION)
    assert found["nl"][1] == SOURCE.format(path="nl/index.md")
    assert found["en"][1] == "https://translate.example.org/portal/index/en/"


def test_without_an_address_there_is_no_link(links: Callable) -> None:
    assert links() == {}


@pytest.mark.parametrize(
    ("setting", "address", "said"),
    [
        ("site_source_url", "git.example.org/{path}", "which is not the address of a site"),
        ("site_source_url", "javascript:alert({path})", "which is not the address of a site"),
        ("site_source_url", "https://[x/{path}", "which is not the address of a site"),
        ("site_source_url", "https://git.example.org/portal", "which must contain {path}"),
        ("site_source_url", "https://git.example.org/{path}{x}", "and no other {name}"),
        ("site_source_url", "https://git.example.org/{path.__class__}", "and no other {name}"),
        ("site_translation_url", "https://w.example.org/", "{catalog} or {language} or {path}"),
    ],
)
def test_an_invalid_address_ends_the_build_with_an_example(
    frame: Callable[..., Any], setting: str, address: str, said: str
) -> None:
    with pytest.raises(ConfigError) as error:
        frame(**{setting: address})
    message = str(error.value)
    assert message.startswith(f"{setting} in conf.py is {address!r}, which ")
    assert said in message
    assert message.endswith("or leave it empty.")
