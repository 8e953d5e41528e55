"""What the site keeps of partners, from page to page and from process to process."""

from collections.abc import Callable

import pytest

from ext.components.known_partners import Holding, Partner, partners

from .conftest import Result, Site
from .test_partners import PARTNERS

Build = Callable[..., Result]

EXPECTED = (
    Partner(
        key="meise",
        name="Plantentuin Meise (PM)",
        docname="nl/page",
        line=9,
        ror="01h1jbk91",
        holdings=(
            Holding("stukken", 4000000, "about", "", False, "", 18, as_of=2012),
            Holding("vellen", 3500000, "exactly", "", True, "", 23, as_of=2012),
            Holding("accessies", 25000, "more-than", "planten", False, "", 20, as_of=2012),
            Holding("zaden", None, "unknown", "", False, "", 26, as_of=2012),
        ),
        url="https://example.org/",
        place="Meise",
    ),
    Partner(
        key="kul",
        name="KU Leuven",
        docname="nl/page",
        line=31,
        ror="",
        holdings=(Holding("herbarium", 4700, "exactly", "", False, "meise", 36),),
    ),
)


@pytest.mark.parametrize("parallel", [0, 2])
def test_the_site_keeps_what_cards_say(build: Build, site: Site, parallel: int) -> None:
    for number in range(6):
        site.write(f"nl/more{number}.md", f"# Meer {number}\n")
    env = build(PARTNERS, parallel=parallel).app.env
    assert tuple(partners(env, "nl")) == EXPECTED
    assert [partner.docname for partner in partners(env, "en")] == ["en/page", "en/page"]


def test_the_site_forgets_what_a_page_no_longer_says(site: Site) -> None:
    site.build(PARTNERS)
    assert partners(site.build("# Leeg\n\nTekst.\n").app.env, "nl") == []


def test_a_key_of_two_pages_is_reported(site: Site) -> None:
    site.write("nl/other.md", "# Meer\n\n:::{partner} A\n:key: a\n:::\n")
    found = site.build("# Kast\n\n:::{partner} A\n:key: a\n:::\n", parallel=2).warnings
    assert (
        "nl/page.md:3: WARNING: The key 'a' is already used by a partner on 'nl/other'. "
        "Give each partner its own key. [components.partner-twice]"
    ) in found
