"""Languages that are not ready: built, checked and counted, but in no menu, sitemap or alternate link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..ledger import EVERY_PAGE, shows
from .internals.discovery import pages_of
from .page_state import site_state
from .settings import Language, site_languages

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def is_draft(app: Sphinx, language: Language) -> bool:
    """Whether a language is held back: always, or while less of it is translated than its setting asks.

    To be asked once pages have been read.
    """
    if isinstance(language.draft, bool):
        return language.draft
    kept = site_state(app.env).pages
    pages = [
        kept[page.docname]
        for page in pages_of(app).by_docname.values()
        if page.language == language.code and page.docname in kept
    ]
    return sum(page.done for page in pages) < language.draft * sum(page.total for page in pages)


def published_languages(app: Sphinx) -> tuple[Language, ...]:
    """The languages of the site, without those that are held back."""
    return tuple(one for one in site_languages(app.config) if not is_draft(app, one))


def report_drafts(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """`env-get-updated`: every page shows which languages there are."""
    return shows(app, "drafts", {EVERY_PAGE: [one.code for one in published_languages(app)]})
