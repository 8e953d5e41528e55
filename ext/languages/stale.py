"""What a change makes stale: the messages of all pages before it and after it, side by side.

    messages before + messages now → new, changed and gone ones, by page
    + the catalogs of a language → what that means for its translation

A text that only moved to another page of the same language is none of these: its translation goes with it.
Plain functions over plain values: nothing here knows Sphinx.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from .catalogs import Catalog
from .drafts import closest
from .progress import SHOWN, Text, beginning

#: How many signs are shown of what a text has in common with what it was.
SHOWN_BEFORE = 20
#: The messages of each page, by its name: ``nl/over``.
Messages = Mapping[str, Sequence[Text]]


class Fate(StrEnum):
    """What has happened to a message."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


class Effect(StrEnum):
    """What that means for its translation."""

    TO_TRANSLATE = "is to be translated"
    BECOMES_FUZZY = "its translation becomes fuzzy"
    NEVER_TRANSLATED = "was not translated, and is not now"
    TRANSLATED = "is translated already"
    UNUSED = "its translation is no longer used"
    NOTHING = "nothing is left of its translation, or there was none"


@dataclass(frozen=True)
class Change:
    """A message that is not what it was.

    :param text: as it is now; of one that is gone, as it was
    :param before: as it was, where it has changed
    """

    fate: Fate
    text: Text
    before: Text | None = None

    def shown(self) -> tuple[str, str]:
        """The text now and before, on a line each, from shortly before they differ."""
        now, before = (
            " ".join(text.text.split()) for text in (self.text, self.before or self.text)
        )
        same = 0
        if max(len(now), len(before)) > SHOWN:
            pairs = enumerate(zip(now, before, strict=False))
            same = next((place for place, (one, other) in pairs if one != other), len(before))
        start = now.rfind(" ", 0, max(same - SHOWN_BEFORE, 0)) + 1 if self.before else 0
        mark = "…" if start else ""
        return mark + beginning(now[start:]), mark + beginning(before[start:])

    def effect(self, catalog: Catalog) -> Effect:
        """What it means for the language of *catalog*, which may know of the change or not."""
        known = {**catalog.messages, **catalog.fuzzy}
        if self.fate is Fate.GONE:
            return Effect.UNUSED if self.text.key in known else Effect.NOTHING
        if self.text.key in catalog.messages:
            return Effect.TRANSLATED
        if self.fate is Fate.NEW:
            return Effect.TO_TRANSLATE
        there = self.text.key in catalog.fuzzy or (self.before and self.before.key in known)
        return Effect.BECOMES_FUZZY if there else Effect.NEVER_TRANSLATED

    def line(self, catalog: Catalog) -> int:
        """Where a translator finds it, from 1; 0 where it is not in the catalog."""
        for text in (self.text, self.before):
            if text and text.key in catalog.lines and text.key not in catalog.paths:
                return catalog.lines[text.key]
        return 0


def changes(before: Messages, now: Messages) -> dict[str, list[Change]]:
    """The changes of each page that has any, in its order; what is gone stands last.

    A message has become the one that is most like it on the same page, or on a page that is there no
    more, since that may have been renamed.
    """
    found: dict[str, list[Change]] = {}
    ours, theirs = _everywhere(now), _everywhere(before)
    lost = {
        page: {text.key: text for text in texts if (_language(page), text.key) not in ours}
        for page, texts in before.items()
    }
    fresh = {
        page: [text for text in texts if (_language(page), text.key) not in theirs]
        for page, texts in now.items()
    }
    became: dict[tuple[str, str], Text] = {}
    for page, texts in fresh.items():
        homeless = [
            other for other in lost if other not in now and _language(other) == _language(page)
        ]
        for place in (page, *homeless):
            for text in texts:
                there = lost.get(place, {})
                if (page, text.key) not in became and (old := closest(text.key, there)) is not None:
                    became[page, text.key] = there.pop(old)
    for page in sorted({*before, *now}):
        told = [
            Change(Fate.CHANGED, text, became[page, text.key])
            if (page, text.key) in became
            else Change(Fate.NEW, text)
            for text in fresh.get(page, ())
        ]
        told += [Change(Fate.GONE, text) for text in lost.get(page, {}).values()]
        if told:
            found[page] = told
    return found


@dataclass(frozen=True)
class PageChanges:
    """What the changes of a page mean for one language.

    :param page: its name, ``nl/over``
    :param catalog: the path of the `.po` file
    """

    page: str
    catalog: str
    rows: tuple[tuple[Change, Effect, int], ...]

    def place(self, line: int) -> str:
        """Where a translator finds a message."""
        return f"{self.catalog}:{line}" if line else self.catalog


@dataclass(frozen=True)
class LanguageChanges:
    """What a change makes stale in one language.

    :param name: its own name for itself
    """

    code: str
    name: str
    pages: tuple[PageChanges, ...]

    def count(self, effect: Effect) -> int:
        """How many messages it has this effect on."""
        return sum(found is effect for page in self.pages for _, found, _ in page.rows)


def page_changes(page: str, found: Sequence[Change], catalog: Catalog, path: str) -> PageChanges:
    """What the changes of one page mean for the language of *catalog*."""
    rows = tuple((change, change.effect(catalog), change.line(catalog)) for change in found)
    return PageChanges(page, path, rows)


def values(base: str, languages: Sequence[LanguageChanges]) -> dict[str, Any]:
    """Everything, for programs."""

    def rows(page: PageChanges) -> Iterator[dict[str, Any]]:
        for change, effect, line in page.rows:
            yield {
                "what": change.fate.value,
                "effect": effect.name.lower().replace("_", "-"),
                "headings": list(change.text.section),
                "kind": change.text.kind,
                "text": change.text.text,
                "before": change.before.text if change.before else None,
                "line": line or None,
            }

    return {
        "base": base,
        "languages": [
            {
                "code": language.code,
                "name": language.name,
                "counts": {
                    effect.name.lower().replace("_", "-"): language.count(effect)
                    for effect in Effect
                },
                "pages": [
                    {"page": page.page, "catalog": page.catalog, "messages": list(rows(page))}
                    for page in language.pages
                ],
            }
            for language in languages
        ],
    }


def _everywhere(messages: Messages) -> set[tuple[str, str]]:
    """Each message with the language of its page."""
    return {(_language(page), text.key) for page, texts in messages.items() for text in texts}


def _language(page: str) -> str:
    return page.partition("/")[0]
