"""Write each page in its own language, at its own address.

`StandaloneHTMLBuilder.prepare_writing` collects, once per run, what every page shares: the title of the
site, previous and next pages, the date, the words of the frame. Here it runs once for each language,
and its results are put in place before a page is written.

Internals used: which attributes `prepare_writing` sets (`SHARED`), `config.root_doc` and
`env.master_doctree`, which themes take for the home page, `get_doc_context`, which takes the suffix
of a file from the length of the docname, and `IndexEntries` behind the general index.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..settings import language_of, site_languages, tag_of
from .active_locale import active_locale
from .discovery import pages_of
from .numbering import home_of
from .objects import FOR_OTHERS
from .states import add_translation_attributes
from .unchanged import UnchangedFilesBuilder

if TYPE_CHECKING:
    from collections.abc import Set

    from docutils import nodes
    from sphinx.application import Sphinx

    from ..pages import Page

#: What `prepare_writing` leaves on the builder.
SHARED = ("docsettings", "domain_indices", "relations", "globalcontext")
#: How many lines Sphinx's note on settings has when it is complete.
BUILDINFO_LINES = 4
#: The first tag of a page, where a theme gave it no direction.
WITHOUT_DIRECTION = re.compile(r"<html(?=[\s>])(?![^>]*\sdir=)")
#: Sphinx's name for the general index.
INDEX = "genindex"


class UseThePagesLanguage(SphinxPostTransform):
    """Enter the language of a page before its references are resolved, since they insert words."""

    default_priority = 0

    def run(self, **kwargs: Any) -> None:
        """Enter it."""
        active_locale(self.env._app).enter(language_of(self.env.docname, self.config))


def know_the_page(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """`doctree-resolved`, first: Sphinx has forgotten which page it is, and domains ask.

    One page may be resolved within another, as `sphinx.ext.todo` does.
    """
    current = app.env.current_document
    app.languages_resolving.append(current.docname)  # type: ignore[attr-defined]
    current.docname = docname


def forget_the_page(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """`doctree-resolved`, last."""
    app.env.current_document.docname = app.languages_resolving.pop()  # type: ignore[attr-defined]


class LanguageHTMLBuilder(UnchangedFilesBuilder):
    """The builder ``html``, for a site in several languages."""

    _shared: dict[str | None, dict[str, Any]]
    _home_trees: dict[str, Any]

    def init(self) -> None:
        """Start with nothing prepared."""
        super().init()
        self._shared = {}
        self._home_trees = {}
        self.other_files: set[Path] = set()
        self._files: dict[str, tuple[Page, Path]] = {}
        self._domain_index_names = frozenset(
            f"{domain.name}-{index.name}"
            for domain in self.env.domains.sorted()
            for index in domain.indices
        )

    def get_outdated_docs(self) -> Iterator[str]:
        """Ask Sphinx, which reads its note on settings: a build that was killed may have truncated it."""
        note = Path(self.outdir, ".buildinfo")
        if note.is_file() and len(note.read_text(encoding="utf-8").splitlines()) < BUILDINFO_LINES:
            note.unlink()
        return super().get_outdated_docs()

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Prepare once for each language, and last for pages of none."""
        self._shared, self._home_trees = {}, {}
        codes = [language.code for language in site_languages(self.config)]
        indexed, indexer = self.search, None
        for code in (*codes, None):
            with self._using(code), self._reading_objects_of(code):
                self.search = indexed and code is None
                super().prepare_writing(docnames)
                self.globalcontext["docstitle"] = _(self.config.html_title)
                self.globalcontext["shorttitle"] = _(self.config.html_short_title)
                indexer = self.indexer or indexer
                self._shared[code] = {name: getattr(self, name) for name in SHARED}
        self.search, self.indexer = indexed, indexer

    def create_translator(self, *args: Any) -> nodes.NodeVisitor:
        """One that adds the states of translations, and the direction of what is in another language."""
        translator = super().create_translator(*args)
        active = active_locale(self._app)
        add_translation_attributes(translator, tag_of(active.current or active.base))
        return translator

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write a page in its language."""
        with self._using(language_of(docname, self.config)):
            super().write_doc(docname, doctree)

    def handle_page(self, pagename: str, addctx: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        """Fill a template in the language of its page."""
        name = self._in_language(pagename)
        with self._using(language_of(name, self.config)):
            super().handle_page(name, addctx, *args, **kwargs)
        if name not in self.env.found_docs:
            self.other_files.add(Path(kwargs.get("outfilename") or self.get_output_path(name)))

    def get_doc_context(self, docname: str, body: str, metatags: str) -> dict[str, Any]:
        """The context of a page, with the true suffix of its file."""
        context = super().get_doc_context(docname, body, metatags)
        suffix = "".join(PurePosixPath(self.env.doc2path(docname, False)).suffixes[-1:])
        context["page_source_suffix"] = suffix
        if self.config.html_copy_source:
            context["sourcename"] = self.source_name(docname)
        return context

    def source_name(self, docname: str) -> str:
        """The name of the copy of a page's source, below ``_sources``."""
        suffix = "".join(PurePosixPath(self.env.doc2path(docname, False)).suffixes[-1:])
        link_suffix = self.config.html_sourcelink_suffix
        return docname + suffix + (link_suffix if suffix != link_suffix else "")

    def finish(self) -> None:
        """Write what belongs to no page in the base language, whichever page was the last."""
        active_locale(self._app).enter(None)
        super().finish()

    def write_genindex(self) -> None:
        """Write a general index for each language, of the pages in it."""
        for code in filter(None, self._shared):
            with self._using(code), self._reading_objects_of(code):
                super().write_genindex()

    def write_domain_indices(self) -> None:
        """Write the other indices, such as that of Python modules, for each language."""
        for code in filter(None, self._shared):
            with self._using(code):
                super().write_domain_indices()

    def dump_inventory(self) -> None:
        """Write the inventory for other sites, which know of no language: of the written pages."""
        setattr(self._app, FOR_OTHERS, True)
        try:
            super().dump_inventory()
        finally:
            setattr(self._app, FOR_OTHERS, False)

    def create_template_bridge(self) -> None:
        """Let a page that is read from right to left say so, whatever the theme."""
        super().create_template_bridge()
        render = self.templates.render

        def render_with_direction(template: str, context: dict[str, Any]) -> str:
            text = str(render(template, context))
            if context.get("text_direction") != "rtl":
                return text
            return WITHOUT_DIRECTION.sub(r'\g<0> dir="rtl"', text, count=1)

        self.templates.render = render_with_direction

    # Addresses

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """The address of a page: from its permalink, lang-ref or path."""
        page = pages_of(self._app).get(docname)
        if page is None:
            return super().get_target_uri(self._in_language(docname), typ)
        return self._uri(page)

    def get_output_path(self, page_name: str, /) -> Path:
        """The file of a page in the output folder."""
        page = pages_of(self._app).get(page_name)
        if page is None:
            return super().get_output_path(page_name)
        if page_name not in self._files or self._files[page_name][0] is not page:
            self._files[page_name] = page, self._file(page)
        return self._files[page_name][1]

    def _in_language(self, pagename: str) -> str:
        """The name of a page; of an index, that in the active language."""
        is_index = pagename == INDEX or pagename.startswith(f"{INDEX}-")
        if is_index or pagename in self._domain_index_names:
            return f"{active_locale(self._app).current}/{pagename}"
        return pagename

    def _uri(self, page: Page) -> str:
        name = ("index",) if self._is_folder(page) else ()
        return quote("/".join((*page.address, *name))) + self.link_suffix

    def _file(self, page: Page) -> Path:
        if self._is_folder(page):
            return Path(self.outdir, *page.address, f"index{self.out_suffix}")
        *folders, name = page.address
        return Path(self.outdir, *folders, name + self.out_suffix)

    def _is_folder(self, page: Page) -> bool:
        """Whether the page is that of a whole folder, so that its file is called index."""
        home = page.docname.rpartition("/")[0]
        return not page.address or (
            page.docname.rpartition("/")[2] == "index"
            and (page.address == tuple(part for part in home.split("/") if part))
        )

    # Language

    @contextmanager
    def _using(self, code: str | None) -> Iterator[None]:
        shared = self._shared.get(code, {})
        before = {name: getattr(self, name) for name in shared}
        root = self.config.root_doc
        with active_locale(self._app).using(code):
            self._take(shared, home_of(self._app, code) if code else self._root())
            try:
                yield
            finally:
                self._take(before, root)

    @contextmanager
    def _reading_objects_of(self, code: str | None) -> Iterator[None]:
        """Let domains return the objects of *code*, as on a page in that language."""
        current = self.env.current_document
        before = current.docname
        current.docname = f"{code}/{INDEX}" if code else ""
        try:
            yield
        finally:
            current.docname = before

    def _take(self, shared: dict[str, Any], home: str) -> None:
        for name, value in shared.items():
            setattr(self, name, value)
        if home != self.config.root_doc:
            trees = self._home_trees
            if "master_doctree" in self.env.__dict__:
                trees[self.config.root_doc] = self.env.__dict__.pop("master_doctree")
            if home in trees:
                self.env.__dict__["master_doctree"] = trees[home]
            self.config.root_doc = home

    def _root(self) -> str:
        return str(self._app.languages_root)  # type: ignore[attr-defined]


class LanguageDirectoryHTMLBuilder(LanguageHTMLBuilder, DirectoryHTMLBuilder):
    """The builder ``dirhtml``, for a site in several languages."""

    name = "dirhtml"

    def _uri(self, page: Page) -> str:
        return quote("".join(f"{part}/" for part in page.address))

    def _file(self, page: Page) -> Path:
        return Path(self.outdir, *page.address, f"index{self.out_suffix}")
