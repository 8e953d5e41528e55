"""Extract the messages of written pages only, and of words outside pages.

``_build/gettext/nl/over.pot`` contains the messages of ``nl/over.md``, in the order of the page; a
counterpart has none of its own. Each has a note of what it is, and where on the page.

Internals used: `MessageCatalogBuilder` is replaced by a subclass; its `catalogs`, whose `Catalog.add`
gets the node of each message, `MsgOrigin` and `_collect_templates`, which hands words with plural
forms on as tuples.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sphinx
from babel.messages.extract import extract_from_dir, extract_python
from docutils import nodes
from sphinx import addnodes
from sphinx.builders.gettext import Catalog, MessageCatalogBuilder, MsgOrigin

from ...catalogs import po
from ...catalogs.markup import NOTED_AS_REST
from ...catalogs.message import Message
from ...catalogs.pot import COUNTERPARTS, LANGUAGE, SOURCE
from ...catalogs.update import template_text
from ...files import write_whole
from ..extra_catalogs import catalogs_of
from ..package_words import Packages, words_for_language, words_for_template
from ..settings import catalog_folders, site_languages
from .active_locale import WORDS
from .comments import MESSAGE_CONTEXT, is_untouched, lineage, note_before
from .discovery import pages_of
from .parsing import IN_REST
from .translation import only_pictures

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Literal

    from sphinx.application import Sphinx

    from ..pages import Page

OWN = Path(__file__).resolve().parent.parent
#: The language of interface words.
OF_WORDS = "en"
SPHINX_WORDS = Path(sphinx.package_dir, "locale", "sphinx.pot")
#: What a message is, by the node that contains it; the nearest one counts. A node may say it itself,
#: or that of a part of it, by its attribute ``message_kind``.
KINDS: tuple[tuple[type[Any], str], ...] = (
    (addnodes.toctree, "menu"),
    (nodes.image, "alternative text"),
    (nodes.meta, "description of the page"),
    (nodes.caption, "caption"),
    (nodes.term, "term"),
    (nodes.literal_block, "code"),
    (nodes.math_block, "formula"),
    (nodes.raw, "HTML"),
    (nodes.attribution, "who is quoted"),
    (nodes.entry, "table cell"),
    (nodes.footnote, "note"),
    (nodes.list_item, "list item"),
    (nodes.definition, "definition"),
    (nodes.Admonition, "box"),
    (nodes.block_quote, "quotation"),
)
#: What a message is in a component of sphinx-design.
COMPONENTS = {
    "card-footer": "foot of a card",
    "card-header": "head of a card",
    "card-title": "title of a card",
}
#: What a rubric is in one.
RUBRICS = {"dropdown": "title of a dropdown", "tab-item": "tab"}
BUTTON = "sd-btn"


class Origin(MsgOrigin):
    """The place of words outside pages, with a note for translators."""

    note: str = ""


class Messages(Catalog):
    """The messages of a catalog, with what a translator should know about each."""

    def __init__(self, srcdir: Path) -> None:
        super().__init__()
        self.srcdir = srcdir
        #: How many pages it has so far.
        self.pages = 0
        self.found: dict[tuple[str | None, str], tuple[tuple[int, float], Message]] = {}

    def add(self, msg: Any, origin: nodes.Element | MsgOrigin) -> None:
        """Add a message; one with a plural form is a tuple."""
        if isinstance(origin, nodes.Element) and _needs_no_message(origin, msg):
            return
        super().add(msg, origin)
        if msg not in self.metadata:
            return
        text, plural = (msg[0], msg[1]) if isinstance(msg, tuple) else (msg, None)
        place = _relative(origin.source, self.srcdir)
        context = None
        if isinstance(origin, nodes.Element):
            title = _is_title_of_page(origin)
            line, notes = (-1.0 if title else float(origin.line or 0)), tuple(_notes(origin, msg))
            context = origin.get(MESSAGE_CONTEXT)
            flags: tuple[str, ...] = ()
            kind, headings = _kind_of(origin, text), tuple(_headings_above(origin))
        else:
            kind, headings = "", ()
            line, notes = 0.0, tuple(filter(None, [getattr(origin, "note", "")]))
            flags = ("python-format",) if "%(" in text or plural else ()
        order = self.pages, line
        if known := self.found.get((context, text)):
            order, message = known
            message = replace(message, places=(*message.places, place))
        else:
            message = Message(
                text, plural, notes, (place,), flags, context, kind=kind, headings=headings
            )
        self.found[context, text] = order, message

    def in_order(self) -> list[Message]:
        """The messages in the order of the pages, each title first."""
        return [message for _, message in sorted(self.found.values(), key=lambda item: item[0])]


class LanguageGettextBuilder(MessageCatalogBuilder):
    """Sphinx's builder of message templates, for a site in several languages."""

    def init(self) -> None:
        """Begin with catalogs that keep more than Sphinx's."""
        super().init()
        # Findings on older translations and unused catalogs are about to change.
        changing = ["translation.outdated", "translation.unneeded"]
        self.config.suppress_warnings = [*self.config.suppress_warnings, *changing]
        srcdir = Path(self.srcdir)
        self.catalogs = defaultdict(lambda: Messages(srcdir))

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Extract a written page; counterparts and pages of no language have no messages."""
        page = pages_of(self._app).get(docname)
        if page is not None and page.language is not None and not page.is_counterpart:
            messages = self.catalogs[page.template]
            assert isinstance(messages, Messages)
            messages.pages += 1
            self.config.gettext_compact = page.template
            super().write_doc(docname, doctree)

    def build(  # type: ignore[misc]
        self,
        docnames: Iterable[str] | None,
        summary: str | None = None,
        method: Literal["all", "specific", "update"] = "update",
    ) -> None:
        """Extract everything: also the words of extensions and of settings."""
        for setting in ("html_title", "html_short_title"):
            if text := getattr(self.config, setting):
                self.catalogs[WORDS].add(text, Origin("conf.py", 1))
        for path, line, text in words_in_code(self._app):
            self.catalogs[WORDS].add(text, Origin(path, line))
        for catalog in catalogs_of(self._app):
            for text, path, line, note in catalog.messages():
                origin = Origin(path, line)
                origin.note = note
                self.catalogs[f"{catalog.language}/{catalog.name}"].add(text, origin)
        super().build(docnames, summary, method)

    def messages_by_template(self) -> dict[str, list[Message]]:
        """The messages of each template, once all pages are read: with words of Sphinx and the theme."""
        found = {}
        for name, messages in self.catalogs.items():
            assert isinstance(messages, Messages)
            found[name] = messages.in_order()
        own = found.get(WORDS, [])
        folders = catalog_folders(self._app)
        if theirs := words_for_template(own, folders, self._packages(), self._translated_into()):
            found[WORDS] = own + theirs
        return found

    def _packages(self) -> Packages:
        return Packages(self.config.html_theme, self._app.extensions)

    def _translated_into(self) -> list[str]:
        codes = [language.code for language in site_languages(self.config)]
        return [code for code in codes if code.partition("_")[0] != OF_WORDS]

    def finish(self) -> None:
        """Write the templates; unchanged ones are left as they are, and unused ones are removed."""
        pages: dict[str, list[Page]] = {}
        for page in pages_of(self._app).by_docname.values():
            pages.setdefault(page.template, []).append(page)
        found = {
            f"{name}.pot": template_text(
                messages, self.config.project, _header_fields(name, pages.get(name, []))
            )
            for name, messages in self.messages_by_template().items()
        }
        own = self.catalogs[WORDS]
        assert isinstance(own, Messages)
        folders, packages = catalog_folders(self._app), self._packages()
        for code in self._translated_into():
            words = own.in_order() + words_for_language(own.in_order(), folders, packages, code)
            text = template_text(words, self.config.project, {SOURCE: OF_WORDS, LANGUAGE: code})
            found[f"{WORDS}.pot.{code}"] = text
        for name, text in found.items():
            write_whole(Path(self.outdir, name), text.encode())
        for path in Path(self.outdir).rglob("*.pot*"):
            if path.relative_to(self.outdir).as_posix() not in found:
                path.unlink()


def _header_fields(name: str, pages: list[Page]) -> dict[str, str]:
    """What the header of a template says: its language, and the pages that are made from its *pages*.

    Those that share it are not named one by one.
    """
    source, slash, _ = name.partition("/")
    fields = {SOURCE: source if slash else OF_WORDS}
    if pages:
        made = [page for page in pages if page.is_counterpart]
        names = {p.docname if p.source == name else f"{p.language}/{p.catalog}" for p in made}
        fields[COUNTERPARTS] = " ".join(sorted(names))
    return fields


def may_contain(words: Iterable[str]) -> Callable[[str], bool]:
    """A quick look at whether a file may contain one of *words*: the letters of its longest part without signs."""
    parts = [max(re.split("[^A-Za-z ,.-]", word), key=len) for word in words]
    patterns = [re.compile("[^A-Za-z]+".join(re.findall("[A-Za-z]+", part))) for part in parts]
    return lambda text: any(pattern.search(text) for pattern in patterns)


def words_in_code(app: Sphinx, among: Iterable[str] = ("",)) -> Iterator[tuple[str, int, str]]:
    """Path, line and text of the words in Python code: of the site, and of this extension.

    Files that contain none of the words *among* which to look are skipped.
    """
    is_worth_reading = may_contain(among)

    def words_in(file: Any, *arguments: Any, **options: Any) -> Iterator[Any]:
        content = file.read().decode("utf-8", "replace")
        file.seek(0)
        if is_worth_reading(content):
            yield from extract_python(file, *arguments, **options)

    theirs = {message.text for message in po.read(SPHINX_WORDS).messages}
    read: set[Path] = set()
    for root in (*(Path(app.srcdir, name) for name in app.config.site_word_sources), OWN):
        for name, line, message, _, _ in extract_from_dir(
            root,
            method_map=[("**.py", words_in)],  # type: ignore[list-item]
            keywords={"_": None},
        ):
            path = Path(root, name).resolve()
            text = message if isinstance(message, str) else message[0]
            if path in read or (path.is_relative_to(OWN) and text in theirs):
                continue  # Sphinx has these words already.
            yield str(path), line, text
        read |= {path.resolve() for path in root.rglob("*.py")}


def _relative(source: str | None, srcdir: Path) -> str:
    """The path of a file within the site; docutils adds what a part of it was read for."""
    name = (source or "").partition(":<")[0]
    path = Path(srcdir, name)
    return path.relative_to(srcdir).as_posix() if path.is_relative_to(srcdir) else path.name


def _needs_no_message(node: nodes.Element, text: str) -> bool:
    """Whether another message has these words, or they are not to be translated.

    Of a picture and its paragraph, one is enough.
    """
    if any(is_untouched(parent) for parent in lineage(node)):
        return True
    if isinstance(node, nodes.paragraph) and only_pictures(node.children):
        return True
    paragraph = node.parent
    return (
        isinstance(node, nodes.image)
        and isinstance(paragraph, nodes.paragraph)
        and text == node.get("alt")
        and text in paragraph.rawsource
        and not only_pictures(paragraph.children)
    )


def _is_title_of_page(node: nodes.Node) -> bool:
    return isinstance(node, nodes.title) and isinstance(node.parent.parent, nodes.document)


def _kind_of(node: nodes.Element, text: str) -> str:
    """What a message is, in a word or a few."""
    if _is_title_of_page(node):
        return "title of the page"
    if isinstance(node, nodes.image):
        return "alternative text" if text == node.get("alt") else "picture"
    for parent in lineage(node):
        if not isinstance(parent, nodes.Element):
            continue
        if said := parent.get("message_kind") or COMPONENTS.get(parent.get("design_component", "")):
            return str(said)
        if BUTTON in parent["classes"]:
            return "button"
        if isinstance(parent, nodes.section):
            break
    if isinstance(node, nodes.title):
        return "heading"
    if isinstance(node, nodes.rubric):
        return RUBRICS.get(node.parent.get("design_component", ""), "heading")
    return next(
        (name for parent in lineage(node) for what, name in KINDS if isinstance(parent, what)),
        "text" if isinstance(node, nodes.paragraph) else "words",
    )


def _notes(node: nodes.Element, text: str) -> Iterator[str]:
    """What a message is, the headings above it, and the notes of the editor."""
    kind = _kind_of(node, text)
    path = [heading for heading in _headings_above(node) if heading != node.astext()]
    if node.get(IN_REST):
        kind = f"{kind} {NOTED_AS_REST}"
    yield f"{kind}: {' › '.join(path)}" if path else kind
    if note := note_before(node):
        yield note


def _headings_above(node: nodes.Element) -> list[str]:
    """The headings above a message, the outermost first, without the page's title.

    A heading counts as above itself.
    """
    above = [
        parent[0].astext()
        for parent in lineage(node.parent)
        if isinstance(parent, nodes.section)
        and isinstance(parent[0], nodes.title)
        and not _is_title_of_page(parent[0])
    ]
    return above[::-1]
