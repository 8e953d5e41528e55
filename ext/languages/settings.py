"""What conf.py says about languages and catalogs, and what follows from it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from babel.dates import format_date as babel_format_date
from babel.dates import parse_pattern
from babel.numbers import format_decimal
from sphinx.errors import ConfigError

from ..catalogs import catalog
from ..catalogs.catalog import CatalogFolders

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

#: Scripts as gettext names them, behind an @, by their code in ISO 15924.
SCRIPTS = {"latin": "Latn", "cyrillic": "Cyrl", "arabic": "Arab", "devanagari": "Deva"}
EXAMPLE = 'site_languages = ["nl", "en"]'
DRAFT_EXAMPLE = 'site_languages = ["nl", "en", {"code": "fr", "draft": True}]'
#: Settings that are addresses, each with an example and the names that are filled in.
ADDRESSES = {
    "html_baseurl": ("https://portal.example.org/",),
    "site_source_url": ("https://github.com/OWNER/NAME/edit/main/{path}", "path"),
    "site_translation_url": (
        "https://hosted.weblate.org/translate/NAME/{catalog}/{language}/",
        *("catalog", "language", "path"),
    ),
}
#: English is British here; dates in plain "en" would be American.
DATES_LIKE = {"en": "en_GB"}


class FuzzyMode(StrEnum):
    """What readers see when a translation was made for an older text."""

    HIDE = "hide"
    SHOW = "show"
    SHOW_MARKED = "show-marked"


@dataclass(frozen=True)
class Language:
    """A language of the site.

    :param code: as in the name of its folder: ``nl``, ``pt_BR``
    :param name: its own name for itself: ``Nederlands``
    :param direction: ``ltr`` or ``rtl``
    :param draft: whether it is held back; as a number, until this share of its messages is translated
    """

    code: str
    name: str
    direction: str
    draft: bool | float = False

    @property
    def tag(self) -> str:
        """The BCP 47 tag for HTML: ``pt-BR``."""
        return tag_of(self.code)

    def name_in(self, code: str) -> str:
        """The name of this language in the language *code*: ``Engels``."""
        return Locale.parse(self.code).get_display_name(code) or self.name


def tag_of(code: str) -> str:
    """The BCP 47 tag of a language's *code*: ``pt-BR``; that of ``sr@latin`` is ``sr-Latn``."""
    plain, _, variant = code.partition("@")
    language, *region = plain.split("_")
    script = SCRIPTS.get(variant)
    if variant and script is None:
        return "-".join([language, *region, variant])
    return "-".join([language, *([script] if script else []), *region])


@lru_cache
def direction_of(tag: str) -> str:
    """The direction that the language with this BCP 47 *tag*, or code, is written in: ``ltr`` or ``rtl``."""
    try:
        return Locale.parse(tag_of(tag), sep="-").text_direction
    except (ValueError, UnknownLocaleError):
        return "ltr"


def site_languages(config: Config) -> tuple[Language, ...]:
    """The languages of the site, the first one first.

    :raises ConfigError: if `site_languages` is not a list of language codes, or of maps with a code,
        or a map from code to name
    """
    setting = config.site_languages
    if isinstance(setting, Mapping):
        for code, name in setting.items():
            if not isinstance(name, str | None):
                raise ConfigError(
                    f"site_languages in conf.py gives {code!r} the name {name!r}, which is not text in quotes."
                )
        return _languages(tuple((code, name, False) for code, name in setting.items()))
    if isinstance(setting, Sequence) and not isinstance(setting, str):
        return _languages(tuple(map(_entry, setting)))
    raise ConfigError(
        f"site_languages in conf.py is {setting!r}: it must be a list of language codes, "
        f"such as {EXAMPLE}"
    )


def _entry(entry: object) -> tuple[str, str | None, bool | float]:
    """Code, name and draft of one entry of a list."""
    if not isinstance(entry, Mapping):
        return str(entry), None, False
    code, name, draft = (entry.get(key) for key in ("code", "name", "draft"))
    unknown = sorted(map(str, entry.keys() - {"code", "name", "draft"}))
    if unknown:
        wrong = f"the unknown key {unknown[0]!r}"
    elif not isinstance(code, str):
        wrong = "an entry without a 'code'"
    elif not isinstance(name, str | None):
        wrong = f"the name {name!r}, which is not text in quotes,"
    elif not isinstance(draft, bool | int | float | None) or not 0 <= (draft or 0) <= 1:
        wrong = f"'draft': {draft!r}, which is neither True nor a share such as 0.9,"
    else:
        return code, name, draft or False
    raise ConfigError(
        f"site_languages in conf.py has {wrong} in {entry!r}. For example: {DRAFT_EXAMPLE}"
    )


def check_addresses(app: Sphinx, config: Config) -> None:
    """`config-inited`, when their types are known: refuse an invalid address.

    :raises ConfigError: if a setting is not the address of a site, or does not say what differs from page to page
    """
    for setting, (example, *names) in ADDRESSES.items():
        address = bare = getattr(config, setting)
        for name in names:
            bare = bare.replace(f"{{{name}}}", "")
        try:
            found = urlsplit(bare)
        except ValueError:  # A bracket that is not closed.
            found = urlsplit("")
        if not (found.scheme in {"http", "https"} and found.hostname):
            wrong = "is not the address of a site"
        elif names and (bare == address or re.search("[{}]", bare)):
            wrong = f"must contain {' or '.join(f'{{{name}}}' for name in names)}, and no other {{name}}"
        else:
            continue
        if address:
            raise ConfigError(
                f"{setting} in conf.py is {address!r}, which {wrong}. Write it whole, such as "
                f'"{example}", or leave it empty.'
            )


def language_of(docname: str, config: Config) -> str | None:
    """The code of the language of the page *docname*; None for a page outside the language folders."""
    folder, slash, _ = docname.partition("/")
    return folder if slash and folder in _codes(config) else None


def fuzzy_mode(config: Config, code: str) -> FuzzyMode:
    """What `site_fuzzy` in conf.py says about the language *code*; by default, marked.

    :raises ConfigError: if it is not a mode, or names a language that the site does not have
    """
    setting = config.site_fuzzy
    by_language = setting if isinstance(setting, Mapping) else {code: setting}
    example = 'site_fuzzy = "show-marked", or {"en": "hide"}'
    if unknown := [c for c in by_language if c not in {code, *_codes(config)}]:
        raise ConfigError(
            f"site_fuzzy in conf.py names {unknown[0]!r}, which is not one of the site's languages. "
            f"For example: {example}"
        )
    mode = by_language.get(code, FuzzyMode.SHOW_MARKED)
    if mode not in list(FuzzyMode):
        raise ConfigError(
            f"site_fuzzy in conf.py is {mode!r}: use one of {', '.join(FuzzyMode)}. "
            f"For example: {example}"
        )
    return FuzzyMode(mode)


def folders_of_catalogs(config: Config) -> tuple[str, ...]:
    """The folders of catalogs, relative to that of the pages; the first is the one that is written to.

    :raises ConfigError: if a setting has the wrong form
    """
    try:
        return catalog.folders_of_catalogs(config.locale_dirs, config.site_locales)
    except ValueError as error:
        raise ConfigError(str(error)) from error


def catalog_folders(app: Sphinx) -> CatalogFolders:
    """Where the catalogs of the site are."""
    return CatalogFolders(Path(app.srcdir), tuple(app.config.site_locales))


def format_number(number: int, language: str) -> str:
    """*number* with its digits grouped as CLDR says for *language*: ``410.000``, ``410,000``."""
    return format_decimal(number, locale=language.replace("-", "_"))


def format_date(start: date, language: str, end: date | None = None) -> str:
    """A day or a time, or from one to another, as readers of *language* write it.

    >>> format_date(date(2027, 6, 1), "nl", date(2027, 6, 3))
    '1–3 juni 2027'
    >>> format_date(datetime(2027, 6, 1, 10), "en", datetime(2027, 6, 1, 12, 30))
    '1 June 2027, 10:00–12:30'
    """
    locale = Locale.parse(DATES_LIKE.get(language, language))
    end = end or start
    days = [f"{one:%Y-%m-%d}" for one in (start, end)]
    times = [f"{one:%H:%M}" if isinstance(one, datetime) else "" for one in (start, end)]
    if days[0] == days[1]:
        clock = "–".join(dict.fromkeys(filter(None, times)))
        return ", ".join(filter(None, (babel_format_date(start, "long", locale), clock)))
    if any(times):
        return " – ".join(format_date(one, language) for one in (start, end))
    # CLDR's patterns for two days have short names of months.
    part = "y" if start.year != end.year else "M" if start.month != end.month else "d"
    patterns = [one.replace("MMM", "MMMM") for one in locale.interval_formats["yMMMd"][part]]
    both = zip(patterns, (start, end), strict=True)
    return "".join(parse_pattern(pattern).apply(one, locale) for pattern, one in both)


def _codes(config: Config) -> frozenset[str]:
    return frozenset(language.code for language in site_languages(config))


@lru_cache
def _languages(setting: tuple[tuple[str, str | None, bool | float], ...]) -> tuple[Language, ...]:
    languages: dict[str, Language] = {}
    for code, name, draft in setting:
        try:
            locale = Locale.parse(code)
        except (UnknownLocaleError, ValueError, TypeError) as error:
            raise ConfigError(
                f"site_languages in conf.py names {code!r}, which is not a language code that CLDR "
                f"knows. For example: {EXAMPLE}"
            ) from error
        if code in languages:
            raise ConfigError(f"site_languages in conf.py names {code!r} twice.")
        own = locale.get_display_name() or code
        own = own[:1].upper() + own[1:]
        languages[code] = Language(code, name or own, locale.text_direction, draft)
    if all(language.draft is True for language in languages.values()) and languages:
        raise ConfigError(
            f"site_languages in conf.py holds every language back. For example: {DRAFT_EXAMPLE}"
        )
    if not languages:
        raise ConfigError(f"site_languages in conf.py is empty. For example: {EXAMPLE}")
    return tuple(languages.values())
