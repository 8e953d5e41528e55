"""Point the links of a page at pages in the reader's language.

    <pending_xref refdoc="nl/over" reftarget="en/partners#inbo" …>   on a Dutch page
    <pending_xref refdoc="nl/over" reftarget="nl/partners" reftargetid="inbo" …>

Runs after `Locale` (20) and before Sphinx's collectors copy titles and toctrees.

Internals used: the attributes of `pending_xref` that MyST and the `doc` role write, `env.included`,
`TocTree.parse_content`, `StandardDomain._virtual_doc_names`.
"""

from __future__ import annotations

import posixpath
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.directives.other import TocTree
from sphinx.domains.std import StandardDomain
from sphinx.errors import NoUri
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging, url_re
from sphinx.util.nodes import explicit_title_re
from sphinx.util.osutil import SEP

from ..page_state import site_state
from ..settings import language_of
from .discovery import pages_of
from .notices import uncounted
from .parsing import page_at, page_named
from .paths import docname_at

if TYPE_CHECKING:
    from collections.abc import Iterator

LOGGER = logging.getLogger(__name__)
#: Of a picture's link: the docname and the anchor that it leads to.
PAGE = "languages_page"


class LinkToReadersLanguage(SphinxTransform):
    """Point links, toctrees and includes at the pages in the language of this one."""

    default_priority = 22

    def apply(self, **kwargs: Any) -> None:
        """Point them."""
        docname = self.env.docname
        language = language_of(docname, self.config)
        pages, kept = pages_of(self.env._app), site_state(self.env).page(docname)

        def lead(target: str) -> str:
            kept.links[target] = reader = pages.for_reader(target, language)
            return reader or target

        held_back = {page.docname for page in pages.held_back}
        prefixed = getattr(self.config, "autosectionlabel_prefix_document", False)
        for link in self.document.findall(addnodes.pending_xref):
            if link.get("refdomain") == "doc":
                target, _, anchor = str(link["reftarget"]).partition("#")
                link["reftarget"] = lead(target)
                if anchor:
                    link["reftargetid"] = anchor
            elif link.get("refdomain") == "std" and link.get("reftype") == "doc":
                target = self._absolute(str(link["reftarget"]))
                if lead(target) in self.env.found_docs or target in held_back:
                    link["reftarget"] = SEP + lead(target)
            elif prefixed and link.get("reftype") == "ref" and ":" in link["reftarget"]:
                # sphinx.ext.autosectionlabel prefixes a section with the name of its page.
                folded, _, label = str(link["reftarget"]).partition(":")
                target = next((name for name in pages.by_docname if name.lower() == folded), "")
                link["reftarget"] = f"{lead(target).lower() or folded}:{label}"
            elif named := page_named(link, self.env):
                lead(named[0])
        for picture in self.document.findall(nodes.image):
            around, address = picture.parent, picture.parent.get("refuri", "")
            if address and not url_re.match(address):
                target, anchor = page_at(address, self.env)
                docname = lead(target.removesuffix(".html"))
                if docname in self.env.found_docs:
                    around[PAGE] = docname, anchor
        for toctree in self.document.findall(addnodes.toctree):
            toctree["entries"] = [(title, lead(ref)) for title, ref in toctree["entries"]]
            toctree["includefiles"] = [lead(ref) for ref in toctree["includefiles"]]
        if included := self.env.included.get(docname):
            included |= {lead(other) for other in included}

    def _absolute(self, target: str) -> str:
        """The docname that a ``doc`` role names, from the file that the page is made from."""
        path = self.env.doc2path(self.env.docname, base=False).as_posix()
        return docname_at(
            self.env, posixpath.normpath(posixpath.join(SEP, posixpath.dirname(path), target))
        )


class WaitForHeldBack(SphinxPostTransform):
    """Show the words of a link to a page that is held back; it becomes a link when that is published."""

    default_priority = 8

    def run(self, **kwargs: Any) -> None:
        """Show them, and report it."""
        held_back = {page.docname: page.path for page in pages_of(self.env._app).held_back}
        for link in list(self.document.findall(addnodes.pending_xref)) if held_back else ():
            if link.get("reftype") in {"myst", "doc"}:
                path = held_back.get(str(link["reftarget"]).removeprefix(SEP))
                if path is not None:
                    said = f"This link leads to {path}, which is held back: until it is published, only the words are shown."
                    uncounted(self.env._app, "languages", "held-back", said, link)
                    link.replace_self(link.children)


class LinkPictures(SphinxPostTransform):
    """Give the ``:target:`` of a picture the address of the page that it names."""

    default_priority = 8

    def run(self, **kwargs: Any) -> None:
        """Give it to them."""
        for link in self.document.findall(nodes.reference):
            if PAGE in link:
                docname, anchor = link[PAGE]
                with suppress(NoUri):
                    address = self.env._app.builder.get_relative_uri(self.env.docname, docname)
                    link["refuri"] = f"{address}#{anchor}" if anchor else address


class LanguageTocTree(TocTree):
    """``toctree``, whose entries are relative to the file that the page is made from."""

    def parse_content(self, toctree: addnodes.toctree) -> Any:
        """Read the entries as on the written page; `LinkToReadersLanguage` changes them."""
        current = self.env.current_document
        docname = current.docname
        page = pages_of(self.env._app).get(docname)
        source = page.source if page else docname
        for number, entry in enumerate(self.content):
            self.content[number] = self._rooted(entry, source)
        try:
            current.docname = source
            return super().parse_content(toctree)
        finally:
            current.docname = docname
            toctree["entries"] = list(self._usable(toctree))

    def _usable(self, toctree: addnodes.toctree) -> Iterator[tuple[str | None, str]]:
        """The entries that Sphinx can show: it takes some for addresses that are not."""
        known = {*self.env.found_docs, *StandardDomain._virtual_doc_names, "self"}
        for title, target in toctree["entries"]:
            if url_re.match(target) or target in known:
                yield title, target
            else:
                LOGGER.warning(
                    "toctree entry %r is neither a page nor a web address. Write the name of a "
                    "page, or 'Title <https://address>'.",
                    target,
                    location=toctree,
                    type="toc",
                    subtype="not_readable",
                )

    def _rooted(self, entry: str, source: str) -> str:
        """*entry* with the path from the root, if it is /page or a page of Sphinx's own."""
        explicit = explicit_title_re.match(entry)
        target = explicit[2] if explicit else entry
        if source.count(SEP) == 1 and target in StandardDomain._virtual_doc_names:
            rooted = SEP + target
        elif target.startswith(SEP):
            suffix = next((s for s in self.config.source_suffix if target.endswith(s)), "")
            rooted = SEP + docname_at(self.env, target.removesuffix(suffix))
        else:
            return entry
        return f"{explicit[1]} <{rooted}>" if explicit else rooted
