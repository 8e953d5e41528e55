"""Find catalogs and pages that belong nowhere."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel import Locale, UnknownLocaleError
from jinja2 import TemplateError
from sphinx.util import logging

from ..catalogs import po
from ..catalogs.catalog import Catalog, read_catalog
from ..catalogs.differences import beginning
from ..catalogs.po import FOLDER
from ..findings import Finding
from .extra_catalogs import catalogs_of, findings_of
from .internals.active_locale import WORDS
from .internals.discovery import pages_of
from .internals.extraction import may_contain, words_in_code
from .package_words import Packages
from .settings import catalog_folders, site_languages

if TYPE_CHECKING:
    from sphinx.application import Sphinx

LOGGER = logging.getLogger(__name__)


def stray_catalogs(app: Sphinx) -> Iterator[Finding]:
    """Find the catalogs that are not used, with the reason.

    Only in the first folder of catalogs: other folders may be shared with other sites.
    """
    codes = [language.code for language in site_languages(app.config)]
    yield from findings_of(app, codes)
    words = {WORDS, *(name for name, _ in app.languages_message_catalogs)}  # type: ignore[attr-defined]
    plan = pages_of(app)
    pages = plan.by_docname.values()
    unneeded: list[str] = []
    folders = catalog_folders(app)
    for folder in sorted(folders.first.glob(f"*/{FOLDER}")):
        code = folder.parent.name
        shown = f"{folders.names[0]}/{code}/{FOLDER}"
        if code not in codes:
            yield Finding(
                "language",
                shown,
                0,
                f"The site has no language '{code}', so these catalogs are not used. Add '{code}' "
                "to site_languages in conf.py, or remove the folder.",
            )
            continue
        made = [page for page in pages if page.language == code and page.is_counterpart]
        used = words | {name for page in made for name in plan.catalogs(page)}
        used |= {name for page in plan.held_back for name in plan.catalogs(page)}
        used |= {name for catalog in catalogs_of(app) for name in catalog.names(code)}
        by_hand = {
            name: plan.by_docname[version].path
            for page in pages
            if not page.is_counterpart and (version := plan.versions(page.docname).get(code))
            for name in plan.catalogs(page)
        }
        own = {f"{catalog.language}/{catalog.name}" for catalog in catalogs_of(app)} - used
        for path in sorted(folder.rglob("*.po")):
            name = path.relative_to(folder).with_suffix("").as_posix()
            if name in used:
                continue
            is_own = name in own or (name in by_hand and name.startswith(f"{code}/"))
            if is_own or (name in by_hand and not _translates(path, code)):
                unneeded.append(f"{shown}/{name}.po")
                continue
            if name in by_hand:
                message = (
                    f"{by_hand[name]} is written by hand, so this catalog is not used. Remove one "
                    "of the two."
                )
                yield Finding("overshadowed", f"{shown}/{name}.po", 0, message)
                continue
            close = difflib.get_close_matches(name, [page.catalog for page in made], n=1)
            hint = f" Should it be called {close[0]}.po?" if close else ""
            message = f"No page uses this catalog.{hint} Rename or remove it."
            yield Finding("no-page", f"{shown}/{name}.po", 0, message)
    if unneeded:
        others = f" The same applies to {len(unneeded) - 1} more." if unneeded[1:] else ""
        yield Finding(
            "unneeded",
            unneeded[0],
            0,
            f"Its page is written in this language, so this catalog is not used.{others} "
            "sphinx-intl makes such catalogs when it is run for every language; `make translations` "
            "removes those that translate nothing.",
        )


def _translates(path: Path, language: str) -> bool:
    """Whether a catalog has a translation, or is broken and may have one."""
    catalog = read_catalog(path, path.name, language) or Catalog()
    return bool(catalog.messages or catalog.fuzzy or (catalog.findings and not catalog.lines))


def retired_words(app: Sphinx) -> Iterator[Finding]:
    """Find translations of interface words that a catalog holds as obsolete, though pages use them.

    gettext's ``msgmerge`` retires what its template does not name.
    """
    retired: dict[str, list[Finding]] = {}
    for language in site_languages(app.config):
        files = [f for f in catalog_folders(app).files(language.code, WORDS) if f.path.is_file()]
        if not any(b"\n#~ msgid" in file.path.read_bytes() for file in files):
            continue
        messages = [(file, message) for file in files for message in po.read(file.path).messages]
        live = {m.text for _, m in messages if m.is_translated and not m.obsolete}
        for file, message in messages:
            if message.obsolete and message.is_translated and message.text not in live:
                said = f"{beginning(message.text)} is obsolete (#~), so it is not used, but pages have the word."
                remedy = "Run `make translations`, or remove the #~."
                finding = Finding("retired", file.shown, message.line, f"{said} {remedy}")
                retired.setdefault(message.text, []).append(finding)
    if retired:
        used = _words_of_pages(app, set(retired))
        yield from (finding for word in retired if word in used for finding in retired[word])


def _words_of_pages(app: Sphinx, among: set[str]) -> set[str]:
    """The interface words that pages may have, of templates, of code, of Sphinx and its extensions: those *among* these."""
    used = {app.config.html_title, app.config.html_short_title}
    used |= {text for _, _, text in words_in_code(app, among)}
    used |= Packages(app.config.html_theme, app.extensions).shown(among)
    environment: Any = getattr(getattr(app.builder, "templates", None), "environment", None)
    is_worth_reading = may_contain(among)
    for folder in app.config.templates_path if environment else ():
        for path in Path(app.confdir, folder).rglob("*.html"):
            with suppress(OSError, ValueError, TemplateError):  # Whoever uses it reports it.
                template = path.read_text(encoding="utf-8")
                if is_worth_reading(template):
                    found = environment.extract_translations(template)
                    used |= {text if isinstance(text, str) else text[0] for _, _, text in found}
    return used


def note_compiled_catalogs(app: Sphinx) -> None:
    """Log that `.mo` files are ignored."""
    if found := list(catalog_folders(app).first.glob(f"*/{FOLDER}/**/*.mo")):
        LOGGER.info("%d compiled catalogs (.mo) are ignored: the site reads .po files.", len(found))


def stray_pages(app: Sphinx) -> Iterator[Finding]:
    """Find the pages that are in no language, though they should be."""
    root = app.languages_root  # type: ignore[attr-defined]
    for page in pages_of(app).by_docname.values():
        folder, slash, _ = page.docname.partition("/")
        if page.language is not None or page.docname == root:
            continue
        if not slash:
            yield Finding(
                "page-outside",
                page.path,
                1,
                f"This page is not in the folder of a language. Move it to that of the "
                f"language that it is written in, such as {site_languages(app.config)[0].code}/.",
            )
        elif _is_language(folder):
            yield Finding(
                "folder",
                page.path,
                1,
                f"The folder {folder}/ is named after a language that the site does not have. Add "
                f"'{folder}' to site_languages in conf.py, or rename the folder.",
            )


def _is_language(code: str) -> bool:
    try:
        Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return False
    return True
