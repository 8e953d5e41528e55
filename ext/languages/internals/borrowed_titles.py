"""Mark the language of untranslated titles and captions that a page shows of other pages.

A block that is not translated has its own `lang` (`translation.MarkUntranslated`). Its words also appear
where Sphinx copies them as plain text:

- the text of a link that takes it from a title, ``[](page.md)`` or ``{ref}`part```;
- the caption of a toctree, and the title that a toctree gives an entry, in the page and in menus.

    <a href="../y/"><span>Nog niet</span></a>  ->  <a …><span><span lang="nl">Nog niet</span></span></a>

Internals used: `_toctree_entry` and `_resolve_toctree` of `sphinx.environment.adapters.toctree`, which
make the text of a toctree; the priorities of MyST's (9) and Sphinx's (10) resolver of references.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.environment.adapters import toctree as adapter
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..page_state import site_state
from ..settings import language_of, tag_of
from .discovery import pages_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Of a toctree: which of its words are not translated, each with its language.
UNTRANSLATED = "untranslated"
#: Kinds of links whose text, where the editor gave none, is the title of their target.
TAKES_A_TITLE = frozenset({"doc", "keyword", "myst", "numref", "ref"})
MARK = "language-"


class borrowed_title(nodes.inline):
    """A link whose text will be a title, until that is known."""


class WaitForTitles(SphinxPostTransform):
    """Mark links that will take their text from a title, before they are resolved (9, 10)."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Note them."""
        for link in list(self.document.findall(addnodes.pending_xref)):
            if link.get("reftype") in TAKES_A_TITLE and not link.get("refexplicit"):
                waiting = borrowed_title()
                link.replace_self(waiting)
                waiting += link


class MarkBorrowedTitles(SphinxPostTransform):
    """Give the text of such a link its language, if that differs from the text around it."""

    default_priority = 11

    def run(self, **kwargs: Any) -> None:
        """Mark them."""
        docname = self.env.docname
        language = language_of(docname, self.config)
        for waiting in list(self.document.findall(borrowed_title)):
            link = waiting.next_node(nodes.reference)
            if link is not None and language:
                titles = untranslated_titles(self.env._app, language)
                own = titles.get(link.astext(), tag_of(language))
                if own != language_around(waiting, tag_of(language)):
                    mark(link, own)
            waiting.replace_self(waiting.children)


def untranslated_titles(app: Sphinx, language: str) -> dict[str, str]:
    """Titles and captions on pages in *language* that are not in it, each with its language."""
    found: dict[str, dict[str, str]] = app.languages_titles  # type: ignore[attr-defined]
    if language not in found:
        found[language] = {
            title: tag
            for docname, kept in sorted(site_state(app.env).pages.items())
            if kept.untranslated_titles and language_of(docname, app.config) == language
            for title, tag in kept.untranslated_titles.items()
        }
    return found[language]


def mark(link: nodes.Element, language: str) -> None:
    """Put the children of *link* into an element with the class of *language*."""
    inner = nodes.inline("", "", *link.children, classes=[f"{MARK}{language}"])
    link.children = []
    link += inner


def language_around(node: nodes.Node, language: str) -> str:
    """The tag of the language that the text around *node* is marked with; else *language*, the page's."""
    parent: nodes.Element | None = node.parent
    while parent is not None:
        for name in parent["classes"]:
            if name.startswith(MARK):
                return str(name.removeprefix(MARK))
        parent = parent.parent
    return language


def untranslated_words(toctree: addnodes.toctree) -> dict[str | None, str]:
    """Caption and titles of a toctree that are not translated, each with its language."""
    return dict(toctree.attributes.get(UNTRANSLATED) or {})


def start(app: Sphinx) -> None:
    """Forget all titles, and let toctrees mark their words."""
    app.languages_titles = {}  # type: ignore[attr-defined]
    if not hasattr(adapter._toctree_entry, "__wrapped__"):
        adapter._toctree_entry = _marking_entries(adapter._toctree_entry)
        adapter._resolve_toctree = _marking_caption(adapter._resolve_toctree)


def _marking_entries(make: Any) -> Any:
    @wraps(make)
    def make_and_mark(title: str | None, ref: str, *args: Any) -> Any:
        toc, refdoc = make(title, ref, *args)
        toctree = next(arg for arg in args if isinstance(arg, addnodes.toctree))
        language = untranslated_words(toctree).get(title)
        link = toc.next_node(nodes.reference)
        if language and link is not None and link.astext() == title:
            mark(link, language)
        return toc, refdoc

    return make_and_mark


def _marking_caption(resolve: Any) -> Any:
    @wraps(resolve)
    def resolve_and_mark(env: Any, docname: str, builder: Any, toctree: Any, **options: Any) -> Any:
        resolved = resolve(env, docname, builder, toctree, **options)
        language = untranslated_words(toctree).get(toctree.get("caption"))
        if resolved is not None and language and isinstance(resolved[0], nodes.title):
            mark(resolved[0], language)
        return resolved

    return resolve_and_mark


def title_language(app: Sphinx, docname: str) -> str | None:
    """The language of a page's title, if that is not the page's own."""
    page, title = pages_of(app).get(docname), app.env.titles.get(docname)
    if page is None or page.language is None or title is None:
        return None
    return site_state(app.env).page(docname).untranslated_titles.get(title.astext())
