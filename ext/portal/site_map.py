"""The site map: a page with links to all pages, and the way to find pages without a script.

The header of every page links to it; with a script, that link opens the search instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from ext.languages import language_of, untranslated_words
from ext.portal.navigation import toctrees

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: In the metadata of a page that contains a site map; other rooms read it.
MARK = "site-map"


class site_map(nodes.General, nodes.Element):
    """Where the site map will be."""


class SiteMap(SphinxDirective):
    """All pages in the reader's language, in the order of its menus.

    .. code-block:: markdown

       ```{site-map}
       ```
    """

    def run(self) -> list[nodes.Node]:
        """Leave a placeholder, since other pages are not known yet."""
        self.env.metadata[self.env.docname][MARK] = "True"
        node = site_map()
        self.set_source_info(node)
        return [node]


class FillSiteMap(SphinxPostTransform):
    """Fill in the links, from the toctrees of the home page and of the pages in them.

    .. code-block:: text

       site_map  ->  bullet_list(home, first toctree), section(caption, bullet_list) ...
    """

    default_priority = 5

    def run(self, **kwargs: object) -> None:
        """Fill each place, for any builder except the one that extracts words for translators."""
        if self.app.builder.name == "gettext":
            return
        for place in list(self.document.findall(site_map)):
            place.replace_self(list(self._links()))

    def _links(self) -> Iterator[nodes.Node]:
        home = f"{language_of(self.env.docname, self.config) or self.config.language}/index"
        trees = list(toctrees(self.env, home))
        first = self._list(trees[0], {home}) if trees else nodes.bullet_list()
        if home in self.env.titles:
            first.insert(0, nodes.list_item("", self._link(home)))
        if first.children:
            yield first
        for number, tree in enumerate(trees[1:], start=1):
            caption = tree.get("caption") or ""
            if not caption:
                yield self._list(tree, {home})
                continue
            words = _marked(caption, untranslated_words(tree).get(caption))
            yield nodes.section(
                "",
                nodes.title("", "", words),
                self._list(tree, {home}),
                ids=[f"{MARK}-{number}"],
                names=[],
            )

    def _list(self, tree: addnodes.toctree, above: set[str]) -> nodes.bullet_list:
        """The entries of a toctree, and below each those of its page."""
        items = nodes.bullet_list()
        for title, target in tree["entries"]:
            words = _marked(title, untranslated_words(tree).get(title)) if title else None
            if "://" in target:
                link = nodes.reference("", "", words or nodes.Text(target), refuri=target)
                items += nodes.list_item("", nodes.paragraph("", "", link))
            elif target in self.env.titles and target not in above:
                item = nodes.list_item("", self._link(target, words))
                for below in toctrees(self.env, target):
                    if below["entries"]:
                        item += self._list(below, above | {target})
                items += item
        return items

    def _link(self, docname: str, words: nodes.Node | None = None) -> nodes.paragraph:
        title = self.env.titles[docname]
        # An untranslated title is marked with its language.
        own = nodes.inline("", "", *(one.deepcopy() for one in title), classes=title["classes"])
        shown = [words or own] if words or title["classes"] else own.children
        try:
            address = self.app.builder.get_relative_uri(self.env.docname, docname)
        except NoUri:
            return nodes.paragraph("", "", *shown)
        link = nodes.reference("", "", *shown, internal=True, refuri=address)
        return nodes.paragraph("", "", link)


def _marked(words: str, language: str | None) -> nodes.Node:
    """Words in a toctree; untranslated ones are marked with their language."""
    if not language:
        return nodes.Text(words)
    return nodes.inline("", words, classes=[f"language-{language}"])


def find_site_maps(app: Sphinx, env: BuildEnvironment) -> None:
    """Find the docname of the site map of each language that has one (env-updated)."""
    marked = sorted((name for name in env.metadata if MARK in env.metadata[name]), reverse=True)
    app.portal_site_maps = {language_of(name, app.config): name for name in marked}  # type: ignore[attr-defined]


def site_map_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give a page the link to its site map (html-page-context): ``site_map_href``, or None."""
    language = language_of(pagename, app.config)
    target = app.portal_site_maps.get(language) if language else None  # type: ignore[attr-defined]
    context["is_site_map"] = target == pagename
    context["site_map_href"] = context["pathto"](target) if target else None


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_node(site_map)
    app.add_directive("site-map", SiteMap)
    app.add_post_transform(FillSiteMap)
    app.connect("env-updated", find_site_maps)
    app.connect("html-page-context", site_map_context)
