"""Judge what Sphinx's `Locale` transform made of a counterpart, and mark what is not translated.

A counterpart is read from the file of its source; `Locale` (priority 20) puts the messages of its
catalog in. `NoteSource` runs before it, `Judge` after it:

- a translation whose ``{{ … }}`` differ from its source's is refused before it is read;
- a translation whose links differ from its source's is taken back, and reported;
- the box of a task, which is no part of the message, is put back before its translation;
- words that Sphinx itself put on the page are in its language already, and no message;
- the titles that MyST keeps for links without a text become those of the page's language;
- a message without a translation takes that of the text that it has become of, or its own fuzzy one, if
  `site_fuzzy` allows it and `misleading.what_differs` finds nothing; the block says so;
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
from sphinx.util.nodes import LITERAL_TYPE_NODES, clean_astext, extract_messages

from ext.addresses import shown, why_refused
from ext.characters import hidden_names
from ext.markup_policy import run_faults

from ...catalogs import substitutions
from ...catalogs.catalog import BETWEEN, CHARACTERS, Catalog, Finding
from ...catalogs.differences import RAW, RENAMED, beginning, difference
from ...catalogs.fuzzy import Draft
from ..memory import PageMemory, memory
from ..pages import Page
from ..settings import FuzzyMode, tag_of
from .comments import add_contexts, is_untouched, untouched, without_context
from .parsing import IN_REST, PICTURE, PICTURES, REFUSED, REST, UNREAD
from .shown_elsewhere import UNTRANSLATED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: The page that is being read, and its catalog, in `env.current_document`.
COUNTERPART = "languages_counterpart"
NOTED = "languages_noted_messages"

#: How MyST writes the end of a line, in HTML and in LaTeX. Messages do not keep it.
HARD_BREAK = frozenset({"<br />", "\\\\"})

#: Elements of sphinx-design whose words are written without a tag of their own.
SHOWS_NO_CLASSES = frozenset({"PassthroughTextElement"})
#: Of a block on the page: what its translation is, other than up to date.
STATE = "translation_state"
REVISED = "revised"
#: Of a translation that would tell readers something wrong.
OLDER = (
    "was made for an older text with other {what}, so the page shows the source text. Compare the "
    "two, mend it, and take the mark 'fuzzy' away; `make translations` sets it beside the new text."
)
ADVICE = (
    "The page shows the source text instead. Keep each link of the source text, and only that, "
    "with its target unchanged."
)
EXPRESSIONS = (
    "The page shows the source text instead. Keep each {{ … }} of the source text, and only that, word "
    "for word."
)
#: How the reason begins where characters hide.
HOLDS = "holds"


@dataclass
class Counterpart:
    """What a counterpart is made from, while it is read.

    :param catalog: as it stands in its file
    :param messages: the translations that `Locale` looks up
    :param drafts: those of them that were made for an older text, by message
    :param hidden: such translations that must not be shown, each with what differs
    """

    page: Page
    catalog: Catalog
    fuzzy: FuzzyMode
    messages: dict[str, str]
    drafts: dict[str, Draft] = field(default_factory=dict)
    hidden: dict[str, tuple[Draft, str]] = field(default_factory=dict)

    def take_drafts(self, messages: Sequence[str]) -> None:
        """Find an older translation for each of the *messages* that has none."""
        if self.fuzzy == FuzzyMode.HIDE:
            return
        older = self.catalog.older(messages)
        if not older:
            return
        from ...catalogs.misleading import (
            what_differs,  # Few builds need it, and it takes long to load.
        )

        language = self.page.source.partition("/")[0]
        for message, draft in older.items():
            if differs := what_differs(without_context(message), draft, language):
                self.hidden[message] = draft, differs
            else:
                self.drafts[message] = draft
                self.messages[message] = draft.text

    def older(self, message: str) -> Finding:
        """What to say of a translation that is not shown since its text has changed."""
        draft, what = self.hidden[message]
        said = f"{beginning(without_context(message))} {OLDER.format(what=what)}"
        return Finding("outdated", draft.path or self.catalog.path, draft.line, said)

    def faulty(self, message: str, reason: str) -> Finding:
        """What to say of a translation that is not shown, for *reason*."""
        kind, advice = "links" if "link" in reason else "refused", ADVICE
        if substitutions.OPENING in reason:
            kind, advice = "placeholders", EXPRESSIONS
        if reason.startswith(HOLDS):
            kind, advice = "characters", f"The page shows the source text instead. {CHARACTERS}"
        said = f"{beginning(without_context(message))} {reason} {advice}"
        return Finding(kind, *self.place(message), said)

    def place(self, message: str) -> tuple[str, int]:
        """The catalog and the line that the translation of a message comes from."""
        catalog, draft = self.catalog, self.drafts.get(message)
        if draft is not None:
            return draft.path or catalog.path, draft.line
        return catalog.paths.get(message, catalog.path), catalog.lines.get(message, 0)


class NoteSource(SphinxTransform):
    """Note the messages of a counterpart before `Locale` replaces them, and hide front matter."""

    default_priority = 19

    def apply(self, **kwargs: Any) -> None:
        """Note them."""
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
            (node, message, list(node.children), _links(node, self.document))
            for node, message in extract_messages(self.document)
        ]
        reading.take_drafts([message for _, message, _, _ in noted])
        unread: dict[str, str] = {}
        for message in dict.fromkeys(note[1] for note in noted):
            text = reading.messages.get(message, "")
            if text and (said := substitutions.differing(without_context(message), text)):
                unread[text] = f"{said}."
        current[UNREAD] = unread
        rest = current.get(IN_REST) or ()
        current[REST] = {reading.messages.get(message) for message in rest}
        current[PICTURES] = {
            reading.messages.get(message)
            for _, message, _, _ in noted
            if message.startswith(PICTURE)
        }
        current[NOTED] = (front, noted)


class Judge(SphinxTransform):
    """Keep the translations that are right, take the others back, and mark what is left."""

    default_priority = 21

    def apply(self, **kwargs: Any) -> None:
        """Judge each message."""
        current = self.env.current_document
        if NOTED not in current:
            return
        reading: Counterpart = current[COUNTERPART]
        page, catalog = reading.page, reading.catalog
        front, noted = current[NOTED]
        current.pop(NOTED)
        refused: dict[str, str] = current.get(REFUSED) or {}
        kept = memory(self.env).page(page.docname)
        source = tag_of(page.source.partition("/")[0])
        within: set[int] = set()
        said = self.env._app.languages_speech.said  # type: ignore[attr-defined]
        for node, message, children, links in noted:
            if any(id(parent) in within for parent in _ancestors(node)):
                continue  # An image within a paragraph: the paragraph's message carries its text.
            if isinstance(node, nodes.image) and any(map(is_untouched, _ancestors(node))):
                continue
            if only_pictures(children) and message not in catalog.lines:
                continue  # Each picture has its own message.
            within.add(id(node))
            if message in said and message not in catalog.lines:
                continue
            text, draft = reading.messages.get(message, ""), reading.drafts.get(message)
            if BETWEEN in node.rawsource:
                node.rawsource = without_context(node.rawsource)
            if text and node.get("translated") and isinstance(node, addnodes.translatable):
                # Of a toctree whose last message is the same in both languages, `Locale` leaves
                # out all others.
                node.apply_translated_message(message, text)
            done = _is_translated(node, message, text)
            reason = refused.get(text, "") if text and not done else ""
            if done:
                _keep_box(node, children)
            if (
                done
                and text != message
                and (
                    differing := difference(links, _links(node, self.document))
                    or _unsafe(node.children, children)
                )
            ):
                node.children = children
                for child in children:
                    child.parent = node
                node["translated"] = done = False
                reason = f"{differing}."
            if reason and draft:
                reading.hidden[message] = draft, "links"
            if message in reading.hidden:
                kept.findings.append(reading.older(message))
            elif reason:
                kept.findings.append(reading.faulty(message, reason))
            if self.config.site_show_messages and message in catalog.lines:
                path, line = reading.place(message)
                node["message_source"] = f"{path}:{line}"
            kept.total += 1
            kept.done += done and draft is None
            kept.revised += done and draft is not None
            if done and draft and reading.fuzzy == FuzzyMode.SHOW_MARKED:
                _mark_revised(node)
            if not done:
                _mark(node, message, source, kept)
        for block in untouched(self.document):
            _mark_untouched(block, source)
        _keep_titles(self.document)
        if front is not None:
            self.document.insert(0, front)
        for node in self.document.findall():
            # A node from a message would hold its message's document, and with it the environment.
            node.document = self.document
            if isinstance(node, nodes.meta):
                node.attributes.pop("translated", None)


class CountMessages(SphinxTransform):
    """Correct Sphinx's own count, which takes front matter and alternative texts for messages."""

    default_priority = 26

    def apply(self, **kwargs: Any) -> None:
        """Put the right count in its place."""
        if COUNTERPART in self.env.current_document:
            kept = memory(self.env).page(self.env.docname)
            self.document["translation_progress"] = {"total": kept.total, "translated": kept.done}


class QuoteLikeTheReader(SphinxTransform):
    """Let quotation marks follow the page's language. Front matter (340) was read before that."""

    default_priority = 700

    def apply(self, **kwargs: Any) -> None:
        """Tell docutils the language."""
        self.document.settings.language_code = self.config.language


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


def _links(node: nodes.Element, document: nodes.document) -> Counter[str]:
    """Where the links in *node* lead; those to other sites and to terms only by their number."""
    found: Counter[str] = Counter()
    for link in node.findall(nodes.Element):
        if isinstance(link, addnodes.pending_xref):
            term = link.get("reftype") == "term"
            found["a term" if term else str(link.get("reftarget"))] += 1
        elif isinstance(link, addnodes.download_reference):
            found[str(link.get("reftarget"))] += 1
        elif isinstance(link, nodes.footnote_reference | nodes.citation_reference):
            found[f"[{link.get('refname', '#')}]"] += 1
        elif isinstance(link, nodes.reference) and "refname" in link:
            # A section also goes by its translated title.
            found[f"{document.nameids.get(link['refname']) or link['refname']}_"] += 1
            is_alias = "<" in link.rawsource
            name = nodes.fully_normalize_name(str(link.get("name", "")))
            found[RENAMED] += not is_alias and name != link["refname"]
        elif isinstance(link, nodes.reference):
            address = str(link.get("refuri", ""))
            found[address if address.startswith("#") else "another site"] += 1
        elif isinstance(link, nodes.raw) and link.astext().strip() not in HARD_BREAK:
            found[f"{RAW}{link.astext()}"] += 1
    return found


def _unsafe(text: Sequence[nodes.Node], source: Sequence[nodes.Node]) -> str:
    """Why a translation may not be shown, though its links are those of its source; else nothing."""
    for address in sorted(_addresses(text) - _addresses(source)):
        if said := why_refused(address):
            return f"has a link to {shown(address)}, which {said}"
    if said := hidden_names(
        *("".join(part.astext() for part in parts) for parts in (text, source))
    ):
        return f"{HOLDS} {said}"
    if wrong := set(_html_faults(text)).difference(_html_faults(source)):
        return f"has the HTML of the source in another order, so that it {min(wrong)}"
    return ""


def _addresses(parts: Sequence[nodes.Node]) -> set[str]:
    links = [link for part in parts for link in part.findall(nodes.reference)]
    return {str(link["refuri"]) for link in links if "refuri" in link}


def _html_faults(parts: Sequence[nodes.Node]) -> Iterator[str]:
    """What is wrong with the raw HTML in a message."""
    if any(isinstance(part, nodes.raw) for part in parts):
        tags = [part.astext() if isinstance(part, nodes.raw) else None for part in parts]
        yield from run_faults(tags, inline=True)
    for part in parts:
        yield from _html_faults(part.children)


def _mark_revised(node: nodes.Element) -> None:
    """Say of a block that its text has changed since it was translated."""
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
    inline = nodes.inline("", "", *node.children, classes=[mark])
    inline.source, inline.line = node.source, node.line
    node.children = [inline]
    inline.parent = node


def _mark(node: nodes.Element, message: str, language: str, kept: PageMemory) -> None:
    mark = f"language-{language}"
    if isinstance(node, addnodes.toctree):
        node.attributes.setdefault(UNTRANSLATED, {})[message] = language
    elif isinstance(node, nodes.title | nodes.caption | nodes.rubric):
        kept.untranslated_titles[clean_astext(node)] = language
        _mark_within(node, mark)
    elif node.get("translatable") or type(node).__name__ in SHOWS_NO_CLASSES:
        _mark_within(node, mark)
    elif isinstance(node, nodes.image):
        if not message.startswith(PICTURE):
            node["classes"].append(mark)
    elif isinstance(node, nodes.TextElement) and not isinstance(node, LITERAL_TYPE_NODES):
        node["classes"].append(mark)
