"""Addresses lead to the site itself or by a scheme of the list, as browsers read them."""

import pytest

from ext.addresses import why_refused

FINE = [
    "",
    "#meise",
    "over.md",
    "../images/shells.svg",
    "/nl/over/",
    "nl/a b.md",
    "?q=a:b",
    "Varen_%28plant%29",
    "./1:2.html",
    "http://example.org",
    "HTTPS://www.gbif.org/species/6?a=1&b=2#c",
    "https://example.org:8080/a@b",
    "https://nl.wikipedia.org/wiki/Varen_%28plant%29",
    "https://köln.example/",
    "https://xn--kln-sna.example/",
    "https://почта.рф/",
    "https://[2001:db8::1]/",
    "mailto:info@example.org?subject=a%20b",
    "tel:+32 2 123 45 67",
]
REFUSED = {
    "javascript:alert(1)": "'javascript:'",
    "JaVaScRiPt:alert(1)": "'javascript:'",
    " javascript:alert(1)": "'javascript:'",
    "javascript://%0aalert(1)": "'javascript:'",
    "java script:alert(1)": "'javascript:'",
    "java\u00adscript:alert(1)": "'javascript:'",
    "\u200bjavascript:alert(1)": "'javascript:'",
    "\u00a0javascript:alert(1)": "'javascript:'",
    "java\tscript:alert(1)": "U+0009",
    "java\nscript:alert(1)": "U+000A",
    "\x01javascript:alert(1)": "U+0001",
    "over.md\x00": "U+0000",
    "vbscript:x": "'vbscript:'",
    "data:text/html,x": "'data:'",
    "file:///etc/passwd": "'file:'",
    "blob:https://example.org/1": "'blob:'",
    "ftp://example.org": "'ftp:'",
    "view-source:x": "'view-source:'",
    "C:\\x": "'c:'",
    "//example.org": "https://",
    "/\\example.org": "https://",
    "\\\\example.org": "https://",
    "/ /example.org": "https://",
    "https:example.org": "does not name a site",
    "https:///example.org": "does not name a site",
    "h\u200bttps://example.org": "invisible",
    "https://gbif.org@example.org/": "@",
    "https://gbif.org\\@example.org/": "@",
    "https://gbif.org\\.example.org/": "\\",
    "https://example%2eorg/": "%",
    "https://g\u0431if.org": "U+0431",
    "https://p\u0430ypal.com/": "U+0430",
    "https://\u0430\u0440\u0440\u04cf\u0435.com/": "U+0430",
    "https://xn--80ak6aa92e.com/": "U+0430",
    "https://xn--pypal-4ve.com/": "U+0430",
    "https://xn--\u20ac.com/": "xn--",
    "https://\uff47bif.org/": "look like",
    "https://example.org/a\u202eb": "U+202E",
    "https://exa\u2060mple.org/": "U+2060",
    "mailto:a\u200bb@example.org": "U+200B",
    "over\u2066.md": "U+2066",
}


@pytest.mark.parametrize("address", FINE)
def test_an_address_of_the_list_is_fine(address: str) -> None:
    assert why_refused(address) == ""


@pytest.mark.parametrize(("address", "said"), REFUSED.items(), ids=map(ascii, REFUSED))
def test_any_other_is_refused_with_the_reason(address: str, said: str) -> None:
    assert said in why_refused(address)
