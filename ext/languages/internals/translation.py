"""Choose the translations of a page before Sphinx's `Locale` puts them in, and mark the rest after it.

A counterpart is read from the file of its source; `Locale` (priority 20) puts the messages of its
catalog in. `ChooseTranslations` runs before it, `MarkUntranslated` after it:

- a translation that `judge.refusal` refuses is removed before `Locale` sees it, and reported at its
  line of the catalog;
- a message without a translation gets its own fuzzy one, or that of its text before a change, if
  `site_fuzzy` allows it and nothing in it would mislead; the block says so;
- the box of a task, which is not part of the message, is put back before its translation;
- words that Sphinx itself put on the page are in its language already;
- the titles that MyST keeps for links without a text become those of the page's language;
- a block that shows its source gets the class ``language-nl``, which docutils' writer turns into
  ``lang="nl"``; a title, whose children are copied into menus, gets it around its children;
- the numbers of translated and of all messages are kept.

    <paragraph translated="False">Nog niet vertaald
    <paragraph translated="False" classes="language-nl">Nog niet vertaald

Internals used: the priorities of `Locale` and `TranslationProgressTotaliser` (25), the attribute
``translated``, that `Locale` replaces a node's list of children by another list,
`sphinx.util.nodes.extract_messages`, and ``myst_slugs`` of a document, which MyST also keeps in
`env.metadata`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.util import get_filetype
from sphinx.util.nodes import LITERAL_TYPE_NODES, clean_astext, extract_messages

from ...catalogs.catalog import SHOWN_INSTEAD, Catalog
from ...catalogs.differences import beginning
from ...catalogs.fuzzy import OlderTranslation
from ...catalogs.markup import Form, form_of_file
from ...catalogs.message import CONTEXT_SEPARATOR
from ...findings import Finding
from ..page_state import PageState, site_state
from ..pages import Page
from ..settings import FuzzyMode, tag_of
from .blame import COUNTERPART, note_references
from .borrowed_titles import UNTRANSLATED
from .comments import add_contexts, is_untouched, untouched, without_context
from .parsing import IN_REST, MESSAGE, PICTURE, REFUSED, REST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...catalogs.judge import Reason, Setting

#: The messages of the page that is being read, in `env.current_document`.
NOTED = "languages_noted_messages"

#: By what ``source_suffix`` calls a kind of file.
FORMS = {"markdown": Form.MARKDOWN, "restructuredtext": Form.REST}
#: Elements of sphinx-design whose words are written without a tag of their own.
SHOWS_NO_CLASSES = frozenset({"PassthroughTextElement"})
#: Of a block on the page: the state of its translation, if that is not up to date.
STATE = "translation_state"
REVISED = "revised"
RENAMED_LINK = "changes the name that a link leads to: write it as `text <name_>`_"
#: Of a translation that was made for an older text.
REVISE = "Compare the two, correct the translation, then remove the flag 'fuzzy'."


@dataclass
class Counterpart:
    """What a counterpart is made from while it is read.

    :param catalog: as it is in its file
    :param shares: whether other pages have messages in that
    :param messages: the translations that `Locale` looks up
    :param older: those of them that were made for an older text, by message
    :param at_lines: the messages of the page, by their line
    :param refused: the finding for each message whose translation is not shown
    """

    page: Page
    catalog: Catalog
    fuzzy: FuzzyMode
    messages: dict[str, str]
    extensions: frozenset[str] = frozenset()
    shares: bool = False
    older: dict[str, OlderTranslation] = field(default_factory=dict)
    at_lines: dict[int, str] = field(default_factory=dict)
    refused: dict[str, Finding] = field(default_factory=dict)

    def choose(self, forms: dict[str, Form]) -> None:
        """Remove the translations that may not be shown, and add the older ones that may.

        :param forms: how each message of the page is marked up
        """
        from ...catalogs.judge import Setting, refusal

        source, target = self.page.source.partition("/")[0], self.page.language or ""
        pairs = tuple(self.messages.items())
        setting = Setting(source, target, extensions=self.extensions, pairs=pairs)
        for message, form in forms.items():
            if text := self.messages.get(message):
                text_of = without_context(message)
                entry = self.catalog.entries.get(message)
                excused = entry.checked if entry else frozenset()
                if reason := refusal(text_of, text, form, setting, excused):
                    self.refuse(message, reason)
        self._take_older(forms, setting)

    def _take_older(self, forms: dict[str, Form], setting: Setting) -> None:
        if self.fuzzy == FuzzyMode.HIDE:
            return
        # A refused translation of today's text is not replaced by an older one.
        found = self.catalog.older(forms, self.page.path if self.shares else "")
        if not found:
            return
        # Few builds need these, and they take long to load.
        from ...catalogs.judge import refusal
        from ...catalogs.misleading import unsafe_because

        for message, older in found.items():
            source = without_context(message)
            self.older[message] = older
            if differs := unsafe_because(source, older, setting.source, setting.target):
                self._report_older(message, f"different {differs}")
            elif reason := refusal(source, older.text, forms[message], setting):
                self.refuse(message, reason)
            else:
                self.messages[message] = older.text

    def refuse(self, message: str, reason: Reason) -> None:
        """Leave out the translation of a message, for a *reason*."""
        if (older := self.older.get(message)) and older.source:
            self._report_older(message, f"different {reason.kind}")
            return
        said = f"{beginning(without_context(message))} {reason.fault}."
        self._leave_out(message, reason.kind, f"{said} {SHOWN_INSTEAD} {reason.kind.advice}")

    def refuse_faulty(self, message: str, fault: str) -> None:
        """Leave out the translation of a message because of a *fault* found when it was parsed."""
        if (older := self.older.get(message)) and older.source:
            self._report_older(message, "different links")
            return
        said = f"{beginning(without_context(message))} {fault.rstrip('.')}."
        self._leave_out(message, "refused", f"{said} {SHOWN_INSTEAD}")

    def _report_older(self, message: str, what: str) -> None:
        said = f"{beginning(without_context(message))} translates an older text with {what}."
        self._leave_out(message, "outdated", f"{said} {SHOWN_INSTEAD} {REVISE}")

    def _leave_out(self, message: str, kind: str, said: str) -> None:
        self.refused[message] = Finding(kind, *self.place(message), said)
        self.messages.pop(message, None)
        self.older.pop(message, None)

    def place(self, message: str) -> tuple[str, int]:
        """The catalog and the line that the translation of a message comes from."""
        catalog, older = self.catalog, self.older.get(message)
        if older is not None:
            return older.path or catalog.path, older.line
        entry = catalog.entries.get(message)
        line = entry.line_of_translation if entry else 0
        return catalog.paths.get(message, catalog.path), line


class ChooseTranslations(SphinxTransform):
    """Choose what `Locale` puts in, note the messages, and hide front matter from it."""

    default_priority = 19

    def apply(self, **kwargs: Any) -> None:
        """Choose."""
        current = self.env.current_document
        if COUNTERPART not in current:
            return
        reading: Counterpart = current[COUNTERPART]
        add_contexts(self.document)
        # Front matter is for programs: `Locale` must not translate "partners" in it.
        before = nodes.meta | nodes.system_message
        front = next(
            (node for node in self.document.children if not isinstance(node, before)), None
        )
        if isinstance(front, nodes.field_list):
            self.document.remove(front)
        else:
            front = None
        noted = [
            (node, message, list(node.children), _names(node, self.document))
            for node, message in extract_messages(self.document)
        ]
        reading.at_lines = {node.line or 0: message for node, message, *_ in noted}
        usual = _usual_form(reading.page.path, self.config.source_suffix)
        reading.choose({message: _form(node, usual) for node, message, *_ in noted})
        current[REST] = {
            (f"{self.document['source']}:{node.line}{MESSAGE}", reading.messages.get(message))
            for node, message, *_ in noted
            if node.get(IN_REST)
        }
        current[NOTED] = (front, noted)


class MarkUntranslated(SphinxTransform):
    """Mark what is not translated, or revised, and note what was refused."""

    default_priority = 21

    def apply(self, **kwargs: Any) -> None:
        """Mark each message."""
        current = self.env.current_document
        if NOTED not in current:
            return
        reading: Counterpart = current[COUNTERPART]
        page, catalog = reading.page, reading.catalog
        front, noted = current[NOTED]
        current.pop(NOTED)
        refused: dict[str, str] = current.get(REFUSED) or {}
        kept = site_state(self.env).page(page.docname)
        source = tag_of(page.source.partition("/")[0])
        within: set[int] = set()
        inserted = self.env._app.languages_active_locale.inserted_words  # type: ignore[attr-defined]
        for node, message, children, names in noted:
            if any(id(parent) in within for parent in _ancestors(node)):
                continue  # An image within a paragraph: the paragraph's message carries its text.
            if isinstance(node, nodes.image) and any(map(is_untouched, _ancestors(node))):
                continue
            if only_pictures(children) and message not in catalog.lines:
                continue  # Each picture has its own message.
            within.add(id(node))
            if message in inserted and message not in catalog.lines:
                continue
            text, older = reading.messages.get(message, ""), reading.older.get(message)
            if CONTEXT_SEPARATOR in node.rawsource:
                node.rawsource = without_context(node.rawsource)
            if text and node.get("translated") and isinstance(node, addnodes.translatable):
                # If the last message of a toctree is the same in both languages, `Locale` leaves
                # out all others.
                node.apply_translated_message(message, text)
            done = _is_translated(node, message, text)
            if done and text != message and names != _names(node, self.document):
                node.children = children
                for child in children:
                    child.parent = node
                node["translated"] = done = False
                reading.refuse_faulty(message, RENAMED_LINK)
            if done:
                _keep_box(node, children)
                if "`" in text:
                    note_references(node, children, reading.place(message))
            elif text in refused:
                reading.refuse_faulty(message, refused[text])
                older = None
            if message in reading.refused:
                kept.findings.append(reading.refused[message])
            is_seen = not isinstance(node, nodes.meta)
            if self.config.site_show_messages and is_seen and message in catalog.lines:
                path, line = reading.place(message)
                node["message_source"] = f"{path}:{line}"
            kept.total += 1
            kept.done += done and older is None
            kept.revised += done and older is not None
            if done and older and reading.fuzzy == FuzzyMode.SHOW_MARKED:
                _mark_revised(node)
            if not done:
                _mark(node, message, source, kept)
        for block in untouched(self.document):
            _mark_untouched(block, source)
        _keep_titles(self.document)
        if front is not None:
            self.document.insert(0, front)
        for node in self.document.findall():
            # A node from a message would keep its message's document, and with it the environment.
            node.document = self.document
            if isinstance(node, nodes.meta):
                node.attributes.pop("translated", None)


class CountMessages(SphinxTransform):
    """Correct Sphinx's own count, which includes front matter and alternative texts."""

    default_priority = 26

    def apply(self, **kwargs: Any) -> None:
        """Replace the count."""
        if COUNTERPART in self.env.current_document:
            kept = site_state(self.env).page(self.env.docname)
            self.document["translation_progress"] = {"total": kept.total, "translated": kept.done}


class QuotesOfLanguage(SphinxTransform):
    """Let quotation marks follow the page's language; front matter (340) has been read before."""

    default_priority = 700

    def apply(self, **kwargs: Any) -> None:
        """Tell docutils the language."""
        self.document.settings.language_code = self.config.language


def _usual_form(path: str, suffixes: dict[str, str]) -> Form:
    """How the messages of a page are marked up; ``source_suffix`` may say ``.txt`` is reStructuredText."""
    return FORMS.get(get_filetype(suffixes, path)) or form_of_file(path)


def _form(node: nodes.Element, usual: Form) -> Form:
    """How a message is marked up."""
    if isinstance(node, LITERAL_TYPE_NODES):
        return Form.CODE
    return Form.REST if node.get(IN_REST) else usual


def _names(node: nodes.Element, document: nodes.document) -> Counter[str]:
    """The reStructuredText names that links in *node* lead to; `Locale` guesses renamed ones."""
    if "_" not in node.rawsource:
        return Counter()
    links = (link for link in node.findall(nodes.reference) if "refname" in link)
    # A section also goes by its translated title.
    return Counter(document.nameids.get(link["refname"]) or link["refname"] for link in links)


def only_pictures(children: Sequence[nodes.Node]) -> bool:
    """Whether a paragraph with these *children* has no words but the alternative texts of pictures."""
    pictures = [child for child in children if isinstance(child, nodes.image)]
    rest = [child for child in children if not isinstance(child, nodes.image)]
    return bool(pictures) and all(
        isinstance(child, nodes.Text) and not child.strip() for child in rest
    )


def _ancestors(node: nodes.Element) -> Sequence[nodes.Element]:
    found = []
    parent = node.parent
    while parent is not None:
        found.append(parent)
        parent = parent.parent
    return found


def _is_translated(node: nodes.Element, message: str, text: str) -> bool:
    if not text:
        return False
    if isinstance(node, nodes.image) and message.startswith(PICTURE):
        return str(node["uri"]) == text.removeprefix(PICTURE).strip()
    if isinstance(node, nodes.image):
        return node.get("alt") in (text, message)
    if isinstance(node, addnodes.translatable):
        return True
    return bool(node.get("translated"))


def _keep_box(node: nodes.Element, children: list[nodes.Node]) -> None:
    box = children[0] if children and node.children is not children else None
    if isinstance(box, nodes.raw) and "task-list-item-checkbox" in box.astext():
        node.insert(0, [box, nodes.Text(" ")])


def _keep_titles(document: nodes.document) -> None:
    slugs = getattr(document, "myst_slugs", {})
    for section in document.findall(nodes.section):
        title = section.next_node(nodes.title)
        slug = section.get("slug")
        if title is not None and slug in slugs:
            slugs[slug] = (*slugs[slug][:2], clean_astext(title))


def _mark_revised(node: nodes.Element) -> None:
    """Mark a block as changed since it was translated."""
    node[STATE] = REVISED
    if isinstance(node, nodes.paragraph) and not isinstance(node.parent, nodes.entry):
        note = _("This paragraph is being revised.")
        node += [nodes.Text(" "), nodes.inline("", note, classes=["translation-note"])]


def _mark_untouched(block: nodes.Element, language: str) -> None:
    mark = f"language-{language}"
    if isinstance(block, nodes.title | nodes.caption | nodes.rubric):
        inline = nodes.inline("", "", *block.children, classes=[mark])
        block.children = []
        block.append(inline)
    elif mark not in block["classes"]:
        block["classes"].append(mark)


def _mark_within(node: nodes.Element, mark: str) -> None:
    # sphinx-exercise looks for the part of a title that an editor wrote, beside its own word.
    parts = [part for part in node.children if isinstance(part, nodes.subtitle)]
    if parts:
        for part in parts:
            _mark_within(part, mark)
        return
    inline = nodes.inline("", "", *node.children, classes=[mark])
    inline.source, inline.line = node.source, node.line
    node.children = [inline]
    inline.parent = node


def _mark(node: nodes.Element, message: str, language: str, kept: PageState) -> None:
    mark = f"language-{language}"
    if isinstance(node, addnodes.toctree):
        node.attributes.setdefault(UNTRANSLATED, {})[message] = language
    elif isinstance(node, nodes.title | nodes.caption | nodes.rubric):
        kept.untranslated_titles[clean_astext(node)] = language
        _mark_within(node, mark)
    elif isinstance(node, nodes.image):
        if not message.startswith(PICTURE):
            node["classes"].append(mark)
    elif isinstance(node, nodes.meta):
        node["lang"] = language
    elif isinstance(node, LITERAL_TYPE_NODES):
        node["classes"].append(mark)  # Of code and formulas; a writer passes over that of HTML.
    elif node.get("translatable") or type(node).__name__ in SHOWS_NO_CLASSES:
        _mark_within(node, mark)
    elif isinstance(node, nodes.TextElement):
        node["classes"].append(mark)
