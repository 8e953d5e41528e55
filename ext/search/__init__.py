"""Searching the site: an index of each language, made by Pagefind from the written pages.

Settings in conf.py:

- `site_search`: whether the site has a search; True by default.
- `search_compounds`: codes of the languages in which words inside compounds are found:
  ``["nl", "de"]``, as far as the site has them.

The script in ``_static/js/search/`` asks the indexes. `docs/search.md` explains how it works.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError
from sphinx.util import logging

from ext.languages import language_of, published_languages, site_languages
from ext.ledger import publishes
from ext.published import Page, pages
from ext.reporting import Problem, warn
from ext.search.compounds import LANGUAGES, Splitter
from ext.search.engine import EngineError, engine_version
from ext.search.kept import FOLDER, Kept
from ext.search.reading import Reading, copy_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

LOGGER = logging.getLogger(__name__)
BUILDERS = frozenset({"html", "dirhtml"})
#: Of a page in its metadata: it lists all pages, by their titles, and is never a result.
SITE_MAP = "site-map"
#: Increase this when a copy of a page, what is published, or the shape of what is kept changes.
VERSION = 3
#: After everything that changes written pages.
LATE = 900


def check_settings(app: Sphinx, config: Config) -> None:
    """Refuse languages whose compounds cannot be split (config-inited)."""
    for code in config.search_compounds:
        if code not in LANGUAGES:
            raise ConfigError(
                f"search_compounds in conf.py contains {code!r}: compounds can only be split in "
                f"{' and '.join(LANGUAGES)}. Write, for example, search_compounds = ['nl']"
            )


def has_search(app: Sphinx) -> bool:
    """Whether this build makes indexes."""
    return bool(app.config.site_search) and app.builder.name in BUILDERS


def search_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Tell a page where the indexes are (html-page-context).

    ``search_folder``: below the root, and empty without a search. Its script needs
    ``'wasm-unsafe-eval'``, and a worker of the site itself.
    ``search_languages``: on the site map alone, which contains the dialog for all pages; the other
    languages that can be searched, each with its ``name`` in the page's.
    """
    context["search_folder"] = FOLDER if has_search(app) else ""
    # Only pages with the search button: it compiles WebAssembly.
    context["csp_wasm"] = has_search(app) and bool(
        pagename in app.env.found_docs and language_of(pagename, app.config)
    )
    if not context["search_folder"] or SITE_MAP not in app.env.metadata.get(pagename, {}):
        return
    own = language_of(pagename, app.config)
    context["search_languages"] = [
        {
            "tag": language.tag,
            "direction": language.direction,
            "name": language.name_in(own or language.code),
        }
        for language in published_languages(app)
        if language.code != own
    ]


def make_search(app: Sphinx, error: Exception | None) -> None:
    """Make the indexes from the written pages (build-finished)."""
    if error is not None or not has_search(app):
        return
    found = _pages(app)
    kept = Kept(app, [VERSION, engine_version(), sorted(app.config.search_compounds)])
    try:
        kept.make({tag: _copies(app, tag, found[tag], kept) for tag in kept.changed(found)})
    except EngineError as fault:
        publishes(app, "search", [])
        warn(Problem.SEARCH, f"The site has no search: {fault}")


def _tags(app: Sphinx) -> dict[str, str]:
    """The tags of the site's languages, by their codes."""
    return {language.code: language.tag for language in site_languages(app.config)}


def _pages(app: Sphinx) -> dict[str, dict[str, Page]]:
    """All pages that may be listed, by the tag of their language and by name, in a fixed order."""
    builder, metadata, written = app.builder, app.env.metadata, pages(app)
    tags, found = _tags(app), dict[str, dict[str, Page]]()
    for docname in sorted(app.env.found_docs):
        code = language_of(docname, app.config)
        if code and SITE_MAP not in metadata.get(docname, {}):
            name = Path(builder.get_output_path(docname)).relative_to(app.outdir).as_posix()  # type: ignore[attr-defined]
            page = written.get(name)  # A build of only some pages has not written the others.
            if page and page.head.is_listed:
                found.setdefault(tags[code], {})[name] = page
    return found


def _copies(app: Sphinx, tag: str, found: Mapping[str, Page], kept: Kept) -> dict[str, str]:
    """The copies of the pages in a language, by file name.

    A page that shows only its source text is found as that source alone.
    """
    tags = _tags(app)
    readings = kept.readings(tag, found.values(), tags.values())
    there = {name: reading for name, reading in readings.items() if reading.body}
    code = next(code for code in tags if tags[code] == tag)
    if code in app.config.search_compounds:
        return _with_parts(kept, code, tag, there)
    return {name: copy_of(reading.body, tag) for name, reading in there.items()}


def _with_parts(kept: Kept, code: str, tag: str, pages: Mapping[str, Reading]) -> dict[str, str]:
    """Copies that are also found by words inside their compounds.

    The beginning of a word is always found.
    """
    alone = frozenset().union(*(reading.words for reading in pages.values()))
    splitter = Splitter(code, kept.counts(code, alone), alone)
    inside = {
        word: [part for part in splitter.parts(word) if not word.startswith(part)] for word in alone
    }
    return {
        name: copy_of(
            reading.body,
            tag,
            sorted({part for word in reading.words for part in inside[word]} - reading.words),
        )
        for name, reading in pages.items()
    }


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the settings and connect the search to the build."""
    app.add_config_value("site_search", True, "html", types=(bool,))
    app.add_config_value("search_compounds", list(LANGUAGES), "", types=(list, tuple))
    app.connect("config-inited", check_settings)
    app.connect("html-page-context", search_context)
    app.connect("build-finished", make_search, priority=LATE)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
