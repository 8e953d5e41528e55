"""Every interface word in the templates has its Dutch."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
CATALOG = ROOT / "locales" / "nl" / "LC_MESSAGES" / "sphinx.po"


def words() -> list[str]:
    """Return the words of all templates."""
    found = []
    for template in sorted((ROOT / "_templates").rglob("*.html")):
        for _, message, *_rest in extract_from_file("jinja2", template, options={"trimmed": "1"}):
            found += [message] if isinstance(message, str) else list(message)
    return sorted(set(found))


@pytest.mark.parametrize("word", words())
def test_a_word_of_a_template_has_its_dutch(word: str) -> None:
    with CATALOG.open("rb") as file:
        catalog = read_po(file, locale="nl")
    message = catalog.get(word)
    assert message is not None, f"missing in {CATALOG.name}"
    assert message.string
    assert not message.fuzzy
