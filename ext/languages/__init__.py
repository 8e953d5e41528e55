"""One build, every language: a page is written once, and its other versions are made from catalogs.

Settings in conf.py:

- `site_languages`: codes of the languages, such as ``["nl", "en"]``; ``{"code": "fr", "draft": True}``
  holds one back, and a share such as ``0.9`` does so until that much is translated;
- `locale_dirs`: Sphinx's own, the folders of the catalogs, ``["locales"]``;
- `site_fuzzy`: what readers see when a translation was made for an older text: ``show-marked``,
  ``show`` or ``hide``, or one of these by language;
- `site_source_url`, `site_translation_url`: where a page, and a translation, is improved;
- `site_show_messages`: each block names the message that it comes from; for previews;
- `site_word_sources`: folders of Python code whose ``_("words")`` are extracted, ``["ext"]``.

`docs/developing.md` explains how it works.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import combinations
from os import fspath
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ConfigError
from sphinx.util import logging

from .. import ledger
from ..catalogs.catalog import LOCALES, Catalog, CatalogFile, read_catalogs
from ..findings import Finding
from ..limits import within_limits
from . import context, drafts, page_state, rebuilding, roles, startup, strays
from .context import files_of, is_untranslated
from .drafts import published_languages
from .extra_catalogs import add_catalog, translate
from .front_matter import FrontMatter, front_matter, parse_front_matter
from .internals import (
    blame,
    borrowed_titles,
    comments,
    discovery,
    doctrees,
    faults,
    files,
    labels,
    links,
    notices,
    numbering,
    objects,
    output,
    paths,
    setting_types,
    translation,
    unchanged,
)
from .internals.active_locale import READING_LANGUAGE, ActiveLocale, active_locale
from .internals.borrowed_titles import untranslated_words
from .internals.builders import prepare_other_builder
from .internals.contents import LanguageContents
from .internals.discovery import pages_of
from .internals.extraction import LanguageGettextBuilder
from .internals.notices import uncounted
from .internals.parsing import read_markdown
from .internals.rest import LanguageRSTParser
from .internals.unchanged import disconnect
from .internals.writing import (
    LanguageDirectoryHTMLBuilder,
    LanguageHTMLBuilder,
    UseThePagesLanguage,
    forget_the_page,
    know_the_page,
)
from .sections import Section, align
from .settings import (
    Language,
    catalog_folders,
    check_addresses,
    direction_of,
    folders_of_catalogs,
    format_date,
    format_number,
    fuzzy_mode,
    language_of,
    site_languages,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

__all__ = [
    "FrontMatter",
    "Language",
    "Section",
    "add_catalog",
    "align",
    "catalog_folders",
    "counterparts",
    "direction_of",
    "disconnect",
    "files_of",
    "format_date",
    "format_number",
    "front_matter",
    "hand_written_pairs",
    "hold_back",
    "in_language",
    "is_untranslated",
    "language_of",
    "parse_front_matter",
    "published_languages",
    "site_languages",
    "translate",
    "uncounted",
    "untranslated_words",
]

LOGGER = logging.getLogger(__name__)
#: Where Python ends a line but no editor does: line numbers in messages would be too high.
NO_END_OF_LINE = re.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]")


@contextmanager
def in_language(app: Sphinx, code: str | None) -> Iterator[None]:
    """Let ``_()`` and templates use the language *code* within a ``with`` block."""
    with active_locale(app).using(code):
        yield


def counterparts(app: Sphinx, docname: str) -> list[str]:
    """The docnames of the page *docname* in the other languages, in the order of the site's."""
    return [other for other in pages_of(app).versions(docname).values() if other != docname]


def hand_written_pairs(app: Sphinx) -> list[tuple[str, str]]:
    """The docnames of each two pages that are versions of one another and were both written by hand.

    In alphabetical order, within a pair too.
    """
    pages = pages_of(app)
    written = (
        sorted(name for name in versions.values() if not pages.by_docname[name].is_counterpart)
        for versions in pages.groups.values()
    )
    return sorted(pair for names in written for pair in combinations(names, 2))


def hold_back(app: Sphinx, is_early: Callable[[str, FrontMatter], bool]) -> None:
    """Leave out, in every language, each written page for which *is_early* is true in this build.

    To be called before pages are found. Its catalogs and its address stay its own.

    :param is_early: called with the path of its file in the site, and its front matter
    """
    app.languages_early.append(is_early)  # type: ignore[attr-defined]


def check_settings(app: Sphinx, config: Config) -> None:
    """`config-inited`, first: read the settings, and use the first language whatever ``-D`` says."""
    codes = tuple(language.code for language in site_languages(config))
    for code in codes:
        fuzzy_mode(config, code)  # A mistake in the setting stops the build here.
    # Sphinx itself must not find a catalog: it would compile it, and depend on the result.
    folders = folders_of_catalogs(config)
    for folder in folders:
        try:
            Path(app.srcdir, folder).is_dir()
        except (OSError, ValueError) as error:
            raise ConfigError(
                f"site_locales or locale_dirs in conf.py names {folder[:40]!r}, which cannot be a folder."
            ) from error
    if config.locale_dirs and fspath(config.locale_dirs[0]) not in (LOCALES, *folders):
        LOGGER.warning(
            "locale_dirs in conf.py begins with %r, where sphinx-intl writes, but site_locales, which "
            "takes precedence, is %r. Remove site_locales.",
            config.locale_dirs[0],
            folders[0],
            location=f"{Path(app.srcdir, 'conf.py')}:1",
            type="languages",
            subtype="locale-dirs",
        )
    config.site_locales, config.locale_dirs = folders, []
    active = ActiveLocale(app, codes, catalog_folders(app))
    for name, folder in app.languages_message_catalogs:  # type: ignore[attr-defined]
        active.note_message_catalog(name, folder)
    active.note_numfig_format(config)
    app.languages_active_locale = active  # type: ignore[attr-defined]
    active.prepare()
    config.gettext_auto_build = False
    if not setting_types.is_set(config, "gettext_compact"):
        config.gettext_compact = False  # One catalog for each page.
    # `judge.refusal` compares the links of every message, and findings name catalog and line.
    config.suppress_warnings = [*config.suppress_warnings, "i18n.inconsistent_references"]
    objects.install(app)


def find_root(app: Sphinx, config: Config) -> None:
    """`config-inited`, when suffixes are known: find the page at ``/``, or use a home page."""

    def file_of(docname: str) -> Path | None:
        files = (Path(app.srcdir, docname + suffix) for suffix in config.source_suffix)
        return next((file for file in files if file.is_file()), None)

    for language in site_languages(config):
        home = f"{language.code}/index"
        if (file := file_of(home)) and not file_of(config.root_doc):
            LOGGER.warning(
                "The site has no page at its root: there is no %s beside conf.py. Write one with "
                'links to the languages, or put root_doc = "%s" into conf.py.',
                f"{config.root_doc}{file.suffix}",
                home,
                location=f"{Path(app.srcdir, 'conf.py')}:1",
                type="languages",
                subtype="root",
            )
            config.root_doc = home
    app.languages_root = config.root_doc  # type: ignore[attr-defined]


def start(app: Sphinx) -> None:
    """`builder-inited`: find pages in every language, with the words that the theme has added."""
    active = active_locale(app)
    for name, folder in app.languages_message_catalogs:  # type: ignore[attr-defined]
        active.note_message_catalog(name, folder)
    active.note_numfig_format(app.config)
    active.current = None
    active.prepare()
    active.prepare_templates()
    app.languages_resolving = []  # type: ignore[attr-defined]
    app.env.settings["language_code"] = READING_LANGUAGE
    paths.install(app)
    discovery.install(app, active.codes)
    numbering.install(app)
    notices.install(app)
    borrowed_titles.start(app)
    if app.builder.format == "html" and not app.config.html_baseurl:
        LOGGER.info(
            "html_baseurl in conf.py is empty: canonical and alternate links, which need the "
            "address of the site, are left out."
        )


def report_pages(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """`env-before-read-docs`: report what is wrong with the pages as a whole; forget those to be read."""
    for finding in (*pages_of(app).findings, *strays.stray_pages(app)):
        LOGGER.error(
            "%s",
            finding.message,
            location=f"{Path(app.srcdir, finding.path)}:{finding.line}",
            type="languages",
            subtype=finding.kind,
        )
    for docname in docnames:
        # Otherwise a page would find the old labels of the next one, if that is read again too.
        env.clear_doc(docname)


def begin_page(app: Sphinx, docname: str, content: list[str]) -> None:
    """`source-read`: from here to `end_page`, this page is read in its language."""
    # End with a line break: MyST looks beyond the last line of a comment in a quotation.
    text, beyond = within_limits(content[0])
    for line, said in beyond:
        LOGGER.warning("%s", said, location=(docname, line), type="languages", subtype="limit")
    text = NO_END_OF_LINE.sub(" ", text)
    content[0] = text if text.endswith("\n") else f"{text}\n"
    page = pages_of(app).get(docname)
    kept = page_state.site_state(app.env).page(docname)
    messages = None
    if page is not None:
        kept.made_from = rebuilding.made_from(app, page)
    if page is not None and page.is_counterpart and page.language is not None:
        names = pages_of(app).catalogs(page)
        files = catalog_folders(app).files(page.language, *names)
        catalog = _read_catalogs(tuple(files), page.language, kept.made_from[1])
        kept.findings += catalog.findings
        reading = translation.Counterpart(
            page,
            catalog,
            fuzzy_mode(app.config, page.language),
            dict(catalog.messages),
            frozenset(getattr(app.config, "myst_enable_extensions", ())),
            shares=bool(app.config.gettext_compact),
        )
        messages = reading.messages
        app.env.current_document[blame.COUNTERPART] = reading
    active_locale(app).start_reading(language_of(docname, app.config), messages)


@lru_cache(maxsize=8)
def _read_catalogs(files: tuple[CatalogFile, ...], language: str, state: str) -> Catalog:
    """Read the catalogs of a page; kept for the next one, which may share them (`gettext_compact`)."""
    return read_catalogs(files, language) or Catalog()


def end_page(app: Sphinx, doctree: object) -> None:
    """`doctree-read`, last: the page is read."""
    docname = app.env.docname
    kept = page_state.site_state(app.env).page(docname)
    kept.shown = rebuilding.shown_of(app.env, docname)
    kept.uses = rebuilding.used_by(app.env, docname)
    active_locale(app).stop_reading()


def count_homes_as_included(app: Sphinx, env: BuildEnvironment) -> None:
    """`env-updated`: the home page of a language needs no toctree."""
    homes = {f"{code}/index" for code in active_locale(app).codes}
    env.included[app.languages_root].update(homes)  # type: ignore[attr-defined]


def summarise(app: Sphinx, exception: Exception | None) -> None:
    """`build-finished`: log how many pages each language has, and report what is wrong with catalogs."""
    if exception is not None:
        return
    active, kept = active_locale(app), page_state.site_state(app.env).pages
    findings: list[Finding] = [
        *active.findings,
        *strays.stray_catalogs(app),
        *strays.retired_words(app),
    ]
    for docname in sorted(kept):
        findings += kept[docname].findings
    for finding in dict.fromkeys(findings):
        notices.notice(app, finding)
    strays.note_compiled_catalogs(app)
    for language in site_languages(app.config):
        pages = [
            page for page in pages_of(app).by_docname.values() if page.language == language.code
        ]
        made = [page for page in pages if page.is_counterpart]
        whole = (
            [page for page in made if kept[page.docname].done == kept[page.docname].total]
            if kept
            else []
        )
        LOGGER.info(
            "%s: %d pages, %d written, %d translated, %d with untranslated text",
            language.name,
            len(pages),
            len(pages) - len(made),
            len(whole),
            len(made) - len(whole),
        )


def _record_message_catalogs(app: Sphinx) -> None:
    """Remember every catalog that is added to *app*: Sphinx loads only one language of it."""
    added: list[tuple[str, Path]] = []
    add = app.add_message_catalog

    def add_and_record(catalog: str, locale_dir: str | Path) -> None:
        added.append((catalog, Path(locale_dir)))
        add(catalog, locale_dir)

    app.languages_message_catalogs = added  # type: ignore[attr-defined]
    app.add_message_catalog = add_and_record  # type: ignore[method-assign, assignment]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything."""
    _record_message_catalogs(app)
    # It changes how containers are written, and makes pages of .md: a site in reStructuredText has neither.
    if "myst_parser" in app.config.extensions:
        app.setup_extension("myst_parser")
    app.add_config_value("site_languages", ["en"], "env", types=(list, tuple, dict))
    app.add_config_value("site_locales", None, "env", types=(str, list, tuple))
    app.add_config_value("site_fuzzy", "show-marked", "env", types=(str, dict))
    app.add_config_value("site_show_messages", False, "env", types=(bool,))
    app.add_config_value("site_source_url", "", "html", types=(str,))
    app.add_config_value("site_translation_url", "", "html", types=(str,))
    app.add_config_value("site_word_sources", ["ext"], "gettext", types=(list,))
    app.languages_early = []  # type: ignore[attr-defined]
    app.add_source_parser(LanguageRSTParser, override=True)
    files.install(app)
    output.install(app)
    unchanged.install(app)
    blame.install(app)
    app.add_directive("toctree", links.LanguageTocTree, override=True)
    app.add_directive("contents", LanguageContents, override=True)
    for transform in (
        comments.ReadComments,
        translation.ChooseTranslations,
        translation.MarkUntranslated,
        translation.CountMessages,
        translation.QuotesOfLanguage,
        links.LinkToReadersLanguage,
        faults.LeaveOutFaults,
    ):
        app.add_transform(transform)
    app.add_role("lang", roles.LangRole())
    app.add_role("date", roles.DateRole())
    app.add_role("name", roles.NameRole())
    app.add_node(roles.proper_name, html=(roles.visit_proper_name, roles.depart_proper_name))
    app.add_post_transform(UseThePagesLanguage)
    app.add_post_transform(links.WaitForHeldBack)
    app.add_post_transform(links.LinkPictures)
    app.add_post_transform(borrowed_titles.WaitForTitles)
    app.add_post_transform(borrowed_titles.MarkBorrowedTitles)
    ledger.connect(app)
    for builder in (LanguageHTMLBuilder, LanguageDirectoryHTMLBuilder, LanguageGettextBuilder):
        app.add_builder(builder, override=True)
    app.connect("config-inited", output.wait_for_turn, priority=0)
    app.connect("config-inited", read_markdown, priority=1)
    app.connect("config-inited", check_settings, priority=1)
    app.connect("config-inited", setting_types.refuse_wrong_types, priority=2)
    app.connect("config-inited", check_addresses, priority=3)
    app.connect("config-inited", find_root, priority=900)
    app.connect("config-inited", startup.freeze_what_is_loaded, priority=999)
    app.connect("builder-inited", startup.unfreeze, priority=-999)
    app.connect("builder-inited", start, priority=1)
    app.connect("builder-inited", startup.cache_templates)
    app.connect("builder-inited", doctrees.forget_each)
    app.connect("builder-inited", startup.freeze_what_is_loaded, priority=999)
    app.connect("env-before-read-docs", report_pages)
    app.connect("env-purge-doc", labels.forget)
    app.connect("env-purge-doc", page_state.forget)
    app.connect("env-merge-info", labels.merge, priority=900)
    app.connect("env-merge-info", page_state.merge)
    app.connect("source-read", begin_page, priority=1)
    app.connect("doctree-read", end_page, priority=999)
    app.connect("env-get-outdated", rebuilding.read_again)
    app.connect("env-updated", count_homes_as_included)
    app.connect("env-get-updated", rebuilding.report_what_is_shown)
    app.connect("env-get-updated", drafts.report_drafts)
    app.connect("write-started", prepare_other_builder)
    app.connect("write-started", startup.freeze_what_was_read, priority=999)
    app.connect("doctree-resolved", know_the_page, priority=-1000)
    app.connect("doctree-resolved", forget_the_page, priority=10000)
    app.connect("html-page-context", context.add_context, priority=1)
    app.connect("html-page-context", context.edit_the_source, priority=900)
    app.connect("build-finished", summarise)
    app.connect("build-finished", rebuilding.name_files)
    app.connect("build-finished", startup.unfreeze, priority=999)
    return {
        "version": "1.0",
        # Raise this when `page_state.py` or what it keeps changes shape, or translations are judged
        # differently: the next build then starts from scratch.
        "env_version": 15,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
