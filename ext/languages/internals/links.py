"""Point the links of a page at pages in the reader's language.

    <pending_xref refdoc="nl/over" reftarget="en/partners#inbo" …>   on a Dutch page
    <pending_xref refdoc="nl/over" reftarget="nl/partners" reftargetid="inbo" …>

Runs after `Locale` (20) and before Sphinx's collectors copy titles and toctrees.

Internals used: the attributes of `pending_xref` that MyST and the `doc` role write, `env.included`,
`TocTree.parse_content`, and that MyST's `MystReferenceResolver` (post-transform 9) finds labels by
`_std_label_in_doc` in `env.domaindata`, past the domain, so that they are resolved before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.directives.other import TocTree
from sphinx.domains.std import StandardDomain
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode
from sphinx.util.osutil import SEP

from ..settings import language_of
from .discovery import pages_of

if TYPE_CHECKING:
    from ..pages import Pages


class PointToReader(SphinxTransform):
    """Lead links, toctrees and includes to the page in the language of this one."""

    default_priority = 22

    def apply(self, **kwargs: Any) -> None:
        docname = self.env.docname
        pages = pages_of(self.app)
        language = language_of(docname, self.config)
        for link in self.document.findall(addnodes.pending_xref):
            if link.get("refdomain") == "doc":
                target, _, anchor = str(link["reftarget"]).partition("#")
                link["reftarget"] = pages.for_reader(target, language)
                if anchor:
                    link["reftargetid"] = anchor
            elif link.get("refdomain") == "std" and link.get("reftype") == "doc":
                link["reftarget"] = self._absolute(str(link["reftarget"]), pages, language)
        for toctree in self.document.findall(addnodes.toctree):
            toctree["entries"] = [
                (title, pages.for_reader(ref, language)) for title, ref in toctree["entries"]
            ]
            toctree["includefiles"] = [
                pages.for_reader(ref, language) for ref in toctree["includefiles"]
            ]
        if included := self.env.included.get(docname):
            included |= {pages.for_reader(other, language) for other in included}

    def _absolute(self, target: str, pages: Pages, language: str | None) -> str:
        page = pages.get(self.env.docname)
        folder = (page.source if page else self.env.docname).rpartition(SEP)[0]
        parts = target.split(SEP) if target.startswith(SEP) else [*folder.split(SEP), *target.split(SEP)]
        resolved: list[str] = []
        for part in parts:
            if part == "..":
                resolved = resolved[:-1]
            elif part not in ("", "."):
                resolved.append(part)
        wanted = SEP.join(resolved)
        return SEP + pages.for_reader(wanted, language) if pages.get(wanted) else target


class LanguageTocTree(TocTree):
    """``toctree``, whose entries are relative to the file that the page is made from."""

    def parse_content(self, toctree: addnodes.toctree) -> Any:
        """Read the entries as on the written page; `PointToReader` leads them on."""
        current = self.env.current_document
        docname = current.docname
        page = pages_of(self.env._app).get(docname)
        try:
            current.docname = page.source if page else docname
            return super().parse_content(toctree)
        finally:
            current.docname = docname


class ResolveLabels(SphinxPostTransform):
    """Resolve ``[](page.md#label)``, before MyST looks for the label in the wrong set of objects."""

    default_priority = 8

    def run(self, **kwargs: Any) -> None:
        std = self.env.get_domain("std")
        assert isinstance(std, StandardDomain)
        for link in list(self.document.findall(addnodes.pending_xref)):
            if link.get("refdomain") != "doc" or link.get("reftype") != "myst":
                continue
            name, docname = link.get("reftargetid"), link["reftarget"]
            if not name or name in self.env.metadata[docname].get("myst_slugs", {}):
                continue
            for labels in (std.labels, std.anonlabels):
                entry = labels.get(name)
                if entry is None or entry[0] != docname:
                    continue
                title = entry[2] if len(entry) > 2 else name
                inner = nodes.inline("", "", classes=["std", "std-ref"])
                inner += link[0].children if link["refexplicit"] else [nodes.Text(title)]
                link.replace_self(
                    make_refnode(
                        self.app.builder, link.get("refdoc", self.env.docname), docname, entry[1], inner
                    )
                )
                break
