"""Every interface word, in templates and in Python, has its Dutch."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
CATALOG = ROOT / "locales" / "nl" / "LC_MESSAGES" / "sphinx.po"


def words() -> list[str]:
    """Return the words of all templates, and those that Python marks with ``_("…")``."""
    found = []
    for method, folder, pattern in (
        ("jinja2", "_templates", "*.html"),
        ("python", "ext", "*.py"),
    ):
        for path in sorted((ROOT / folder).rglob(pattern)):
            if (
                path == ROOT / "ext/languages/internals/active_locale.py"
            ):  # Sphinx's own words, passed on
                continue
            for _, message, *_rest in extract_from_file(method, path):
                found += [message] if isinstance(message, str) else list(message)
    return sorted(set(found))


@pytest.mark.parametrize("word", words())
def test_a_word_has_its_dutch(word: str) -> None:
    with CATALOG.open("rb") as file:
        catalog = read_po(file, locale="nl")
    message = catalog.get(word)
    assert message is not None, f"missing in {CATALOG.name}"
    assert message.string
    assert not message.fuzzy
