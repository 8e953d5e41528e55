"""Menus of the header and the footer, from the toctrees of a language's home page.

The first toctree of the home page is the main menu; the others are menus of the footer, each
under its caption. A page in the main menu that has toctrees of its own becomes a sub-menu: of itself, and of
what is in them. What is in menus is read once per language and marked per page. A menu that nobody
would read to its end shows its first entries: else every page of a large site would name every other.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx import addnodes

from ext.languages import site_languages, uncounted, untranslated_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.environment import BuildEnvironment


#: How many entries of a menu are shown, besides that of the page itself.
MOST = 50


class Entry(NamedTuple):
    """An entry of a menu: what is shown (HTML), and the page or the address that it leads to.

    :param below: the entries of its sub-menu; empty if it is a link
    :param pages: the pages of the branch that it begins
    """

    title: str
    docname: str | None
    address: str | None
    below: tuple[Entry, ...] = ()
    pages: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Menu:
    """A toctree as a menu. The caption is HTML, empty without one."""

    caption: str
    entries: tuple[Entry, ...]

    def shown_on(self, docname: str) -> list[Entry]:
        """The entries that a page shows."""
        own = self.places.get(docname, 0)
        return [*self.entries[:MOST], *(self.entries[own : own + 1] if own >= MOST else ())]

    @cached_property
    def places(self) -> dict[str | None, int]:
        """Where each page is in it."""
        return {entry.docname: number for number, entry in enumerate(self.entries)}


class Navigation:
    """The menus of every language, read when a page first asks for them."""

    def __init__(self) -> None:
        self._menus: dict[str, tuple[Menu, ...]] = {}

    def forget(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Read the menus again after pages have been read (env-updated)."""
        self._menus.clear()

    def menus(self, builder: StandaloneHTMLBuilder, home: str) -> tuple[Menu, ...]:
        """All menus of the home page `home`; none if there is no such page."""
        if home not in self._menus:
            self._menus[home] = read_menus(builder, home)
        return self._menus[home]

    def add_to_context(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Give a page the menus of its language, marked for it (html-page-context)."""
        home = context.get("home_docname", app.config.root_doc)

        def marked_entry(entry: Entry) -> dict[str, Any]:
            return {
                "title": entry.title,
                "href": context["pathto"](entry.docname) if entry.docname else entry.address,
                "current": entry.docname == pagename,
                "in_branch": pagename in entry.pages,
                "below": [marked_entry(one) for one in entry.below],
            }

        marked = [
            {
                "caption": menu.caption,
                "entries": [marked_entry(entry) for entry in menu.shown_on(pagename)],
            }
            for menu in self.menus(app.builder, home)  # type: ignore[arg-type]
        ]
        context["main_menu"] = marked[0]["entries"] if marked else []
        context["footer_menus"] = marked[1:]


def read_menus(builder: StandaloneHTMLBuilder, home: str) -> tuple[Menu, ...]:
    """Read the toctrees of the page `home`, in the order in which they appear on it."""
    return tuple(
        Menu(
            caption=_words(builder, tree, tree.get("caption") or ""),
            entries=tuple(
                _with_branch(builder, entry, home) if number == 0 else entry
                for entry in _entries(builder, tree)
            ),
        )
        for number, tree in enumerate(toctrees(builder.env, home))
    )


def toctrees(env: BuildEnvironment, docname: str) -> Iterator[addnodes.toctree]:
    """The toctrees of a page, in the order in which they appear on it."""
    if docname in env.found_docs and env.toctree_includes.get(docname):
        yield from env.get_doctree(docname).findall(addnodes.toctree)


def _with_branch(builder: StandaloneHTMLBuilder, entry: Entry, home: str) -> Entry:
    """An entry with its sub-menu: its page, under its own title, and the toctrees of that page."""
    env, docname = builder.env, entry.docname
    trees = list(toctrees(env, docname)) if docname and docname != home else []
    below = [one for tree in trees for one in _entries(builder, tree) if one.docname != docname]
    if not docname or not below:
        return entry
    branch, waiting = set[str](), [docname]
    while waiting:
        if (page := waiting.pop()) not in branch | {home}:
            branch.add(page)
            waiting += env.toctree_includes.get(page, ())
    first = Entry(title_of(builder, docname), docname, None)
    return entry._replace(below=(first, *below[:MOST]), pages=frozenset(branch))


def report_long_menus(app: Sphinx, env: BuildEnvironment) -> None:
    """Report menus that only show part of their entries (env-check-consistency)."""
    for language in site_languages(app.config):
        home = f"{language.code}/index"
        if (
            home not in env.found_docs
            or Path(env.doc2path(home, base=False)).parts[0] != language.code
        ):
            continue  # It is reported where it is written.
        for tree in env.get_doctree(home).findall(addnodes.toctree):
            if len(tree["entries"]) > MOST:
                said = (
                    f"This menu has {len(tree['entries'])} entries, but pages show only the first {MOST}. Keep "
                    "the most important pages here, and list the others in a {toctree} on one of them."
                )
                place = f"{env.doc2path(home)}:{tree.line or 1}"
                uncounted(app, "portal", "menu", said, place)


def _entries(builder: StandaloneHTMLBuilder, tree: addnodes.toctree) -> tuple[Entry, ...]:
    """The entries of one toctree. Sphinx reports pages that do not exist."""
    env = builder.env
    entries = []
    for title, reference in tree["entries"]:
        if "://" in reference or reference.startswith("mailto:"):
            entries.append(Entry(_words(builder, tree, title or reference), None, reference))
        elif reference in env.titles:
            shown = _words(builder, tree, title) if title else title_of(builder, reference)
            entries.append(Entry(shown, reference, None))
    return tuple(entries)


def _words(builder: StandaloneHTMLBuilder, tree: addnodes.toctree, words: str) -> str:
    """Words in a toctree as HTML; untranslated ones are marked with their language."""
    language = untranslated_words(tree).get(words)
    if not language:
        return html.escape(words)
    marked = nodes.inline(words, words, classes=[f"language-{language}"])
    return builder.render_partial(marked)["fragment"]


def title_of(builder: StandaloneHTMLBuilder, docname: str) -> str:
    """The title of a page as HTML, with its markup; if untranslated, marked with its language."""
    return builder.render_partial(builder.env.titles[docname])["title"]


def setup(app: Sphinx) -> None:
    """Connect one `Navigation` to the build."""
    navigation = Navigation()
    app.connect("env-updated", navigation.forget)
    app.connect("html-page-context", navigation.add_to_context)
    app.connect("env-check-consistency", report_long_menus)
