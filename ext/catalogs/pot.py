"""Read templates: `.pot` files, which say what to translate, and into which languages.

    _build/gettext/nl/over.pot   X-Source-Language: nl   X-Counterparts: en/over fr/over
    _build/gettext/sphinx.pot    X-Source-Language: en
    _build/gettext/sphinx.pot.nl X-Source-Language: en   Language: nl

A template of a page names the pages that are made from it; without that field, as stock Sphinx writes
it, it is for every language but its own. One with the field ``Language`` is for that language alone, in place
of the one beside it, and sphinx-intl does not see it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from . import po
from .header import header_fields
from .markup import Form, form_of, parse_markup
from .message import Message

SOURCE, COUNTERPARTS, LANGUAGE = "X-Source-Language", "X-Counterparts", "Language"


@dataclass(frozen=True)
class Template:
    """A template.

    :param path: of the file, without its suffixes, within the folder of templates: ``nl/over``
    :param name: of its catalogs: ``over``
    :param source: language of its messages
    :param counterparts: docnames of the pages that are made from its page, by language; None where
        it is for every language
    :param language: the one that it is for; empty where it is for several
    """

    path: str
    name: str
    source: str
    messages: tuple[Message, ...]
    counterparts: Mapping[str, str] | None = None
    language: str = ""

    @property
    def is_in_folder(self) -> bool:
        """Whether it is in the folder of its language, and so not of words of programs."""
        return self.path == f"{self.source}/{self.name}"

    @property
    def page(self) -> str:
        """The file of its page: ``nl/over.md``; empty for words that belong to no page."""
        if self.counterparts is None:
            return ""
        places = (place for message in self.messages for place in message.places)
        return next((place for place in places if place.rpartition(".")[0] == self.path), self.path)

    def located(self) -> list[Message]:
        """Its messages with their kind and the headings that they are under, as their notes say."""
        if not self.is_in_folder:
            return list(self.messages)
        if not self.page:
            return [replace(one, kind=one.notes[0] if one.notes else "") for one in self.messages]
        noted = [(one, *_kind_and_path(one)) for one in self.messages]
        paths = {path for _, _, path in noted}
        found = []
        for message, kind, path in noted:
            words = parse_markup(
                message.text, form_of(message, Form.PLAIN), frozenset(), frozenset()
            )
            # A heading is under itself.
            own = (*path, words.text)
            headings = own if own in paths else path
            found.append(replace(message, kind=kind, headings=headings))
        return found

    def is_for(self, language: str) -> bool:
        """Whether it needs a translation into *language*."""
        if self.language or self.counterparts is not None:
            return language in (self.language, *(self.counterparts or ()))
        if not self.is_in_folder:
            # Words of programs: British English needs no translation of English.
            return language.partition("_")[0] != self.source
        return language != self.source


def _kind_and_path(message: Message) -> tuple[str, tuple[str, ...]]:
    """The kind and path in the first note of a message, as in ``heading: Where › How``."""
    kind, _, path = (message.notes[0] if message.notes else "").partition(": ")
    return kind, tuple(filter(None, path.split(" › ")))


def read_templates(folder: Path, source: str = "en") -> list[Template]:
    """Read each template in *folder*.

    :param source: the language of those that do not name one
    """
    found = []
    for file in sorted(folder.rglob("*.pot*")):
        contents = po.read(file)
        fields = header_fields(contents)
        if file.suffix not in (".pot", f".{fields.get(LANGUAGE)}"):
            continue
        path = file.relative_to(folder).as_posix().rpartition(".pot")[0]
        said, language = fields.get(SOURCE) or source, fields.get(LANGUAGE, "")
        pages = fields.get(COUNTERPARTS)
        found.append(
            Template(
                path,
                path.removeprefix(f"{said}/"),
                said,
                tuple(message for message in contents.live if not message.is_header),
                None if pages is None else {page.partition("/")[0]: page for page in pages.split()},
                language,
            )
        )
    return found


def templates_for(templates: Iterable[Template], language: str) -> list[Template]:
    """The templates that need a translation into *language*."""
    wanted = [template for template in templates if template.is_for(language)]
    own = {template.name for template in wanted if template.language}
    return [one for one in wanted if one.language or one.name not in own]
