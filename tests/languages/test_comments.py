"""What editors say to translators above a block: a context, or that it stays as it is."""

from typing import Any

import polib
import pytest

from .conftest import PO_HEADER, Site

PAGE = """\
# Kop

Het blad.

% translation context: paper

Het blad.

% vertaalcontext: plant
% vertalers: van een boom
(varen)=
## Varen

% do not translate

Fagus sylvatica L.

- Punt

% Niet vertalen.

- Herbarium Martii
- ![Martius](a.png)

```{note}
:class: notranslate

Zoals het is.
```

Einde van {name}`Meise`.
"""
CATALOG = (
    PO_HEADER
    + """
msgid "Kop"
msgstr "Title"

msgid "Het blad."
msgstr "The leaf."

msgctxt "paper"
msgid "Het blad."
msgstr "The sheet."

msgctxt "plant"
msgid "Varen"
msgstr "Fern"

msgid "Punt"
msgstr "Point"

msgid "Einde van {name}`Meise`."
msgstr "End of {name}`Meise`."
"""
)


@pytest.fixture
def page(site: Site) -> Site:
    site.write({"nl/index.md": PAGE, "nl/a.png": b"x", "locales/en/LC_MESSAGES/index.po": CATALOG})
    return site


def test_messages(page: Site) -> None:
    found = polib.pofile(page.build("gettext").files["nl/index.pot"].decode())
    assert [(entry.msgctxt, entry.msgid, entry.comment) for entry in found] == [
        (None, "Kop", "title of the page"),
        (None, "Het blad.", "text"),
        ("paper", "Het blad.", "text"),
        ("plant", "Varen", "heading\nvan een boom"),
        (None, "Punt", "list item: Varen"),
        (None, "Einde van {name}`Meise`.", "text: Varen"),
    ]


def test_translated_by_context(page: Site) -> None:
    output = page.build()
    assert output.warnings == ""
    body = output.body("en/index.html")
    text = [node.text for node in body.select("h2, p")]
    assert text[:3] == ["The leaf.", "The sheet.", "Fern¶"]
    assert "\x04" not in str(body)
    assert body.select_one("#varen h2")


def test_what_is_not_to_be_translated_bears_its_language(page: Site) -> None:
    body = page.build().body("en/index.html")
    marked: list[Any] = body.select("[lang=nl]")
    assert [" ".join(node.text.split()) for node in marked] == [
        "Fagus sylvatica L.",
        "Herbarium Martii",
        "Note Zoals het is.",
    ]
    assert all("notranslate" in node["class"] for node in marked)
    assert page.build().app.env.languages_state.pages["en/index"].total == 6  # type: ignore[attr-defined]


def test_it_stays_even_where_another_message_has_the_same_text(page: Site) -> None:
    page.write(
        {"locales/en/LC_MESSAGES/index.po": CATALOG + '\nmsgid "Fagus sylvatica L."\nmsgstr "No"\n'}
    )
    body = page.build().body("en/index.html")
    assert "Fagus sylvatica L." in body.text


def test_a_message_whose_context_has_no_translation_shows_its_source(page: Site) -> None:
    page.write({"locales/en/LC_MESSAGES/index.po": CATALOG.replace('"paper"', '"other"')})
    output = page.build(site_fuzzy="hide")
    shown = [(p.text, p.get("lang")) for p in output.body("en/index.html").select("p")][:2]
    assert shown == [("The leaf.", None), ("Het blad.", "nl")]
    assert "\x04" not in output.files["en/index.html"].decode()
