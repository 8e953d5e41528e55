"""Comments of editors for translators, above a block, and the class ``notranslate``.

    % translators: the leaf of a herbarium, not of a plant
    % translation context: menu
    % do not translate

The first is shown with the message (`extraction`). The second gives a message that occurs twice, with
two meanings, a translation for each: gettext's ``msgctxt``. The third, as the class ``notranslate``,
keeps a block as it is in every language. On a Dutch page one may write ``vertalers:``,
``vertaalcontext:`` and ``niet vertalen``.

    <comment>do not translate            <comment>do not translate
    <paragraph>Fagus sylvatica L.        <paragraph classes="notranslate" translatable="False">…

Internals used: that `Locale` and the `gettext` builder leave out what is not ``translatable``, and that
they know a message by a node's `rawsource`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from ...catalogs.message import CONTEXT_SEPARATOR

#: How an editor begins a comment that translators see.
NOTE = re.compile(r"\s*(?:translators|vertalers)\s*:\s*", re.IGNORECASE)
CONTEXT = re.compile(r"\s*(?:translation context|vertaalcontext)\s*:\s*(\S.*?)\s*", re.IGNORECASE)
AS_IT_IS = re.compile(r"\s*(?:do not translate|niet vertalen)\s*\.?\s*", re.IGNORECASE)
#: The class that browsers' translators know as well.
UNTOUCHED = "notranslate"
#: The context of a message, on its node.
MESSAGE_CONTEXT = "message_context"


class ReadComments(SphinxTransform):
    """Apply comments to the blocks below them, before `Locale` (20) and all builders."""

    default_priority = 18

    def apply(self, **kwargs: Any) -> None:
        """Apply each."""
        for comment in list(self.document.findall(nodes.comment)):
            for line in comment.astext().splitlines():
                if AS_IT_IS.fullmatch(line):
                    for block in blocks_after(comment):
                        block["classes"].append(UNTOUCHED)
                elif context := CONTEXT.fullmatch(line):
                    for block in blocks_after(comment):
                        for node in block.findall(nodes.TextElement):
                            node[MESSAGE_CONTEXT] = context[1]
        for block in untouched(self.document):
            for node in block.findall(nodes.TextElement):
                if not isinstance(node, nodes.Inline):
                    node["translatable"] = False


def untouched(document: nodes.document) -> list[nodes.Element]:
    """The blocks, as opposed to phrases, that stay as they are in every language."""
    return [node for node in document.findall(nodes.Element) if is_untouched(node)]


def is_untouched(node: nodes.Node) -> bool:
    """Whether a node is such a block."""
    return (
        isinstance(node, nodes.Element)
        and not isinstance(node, nodes.Inline)
        and UNTOUCHED in node["classes"]
    )


def blocks_after(comment: nodes.comment) -> Iterator[nodes.Element]:
    """The block below a comment; where a heading follows, that heading alone."""
    node: nodes.Node = comment
    while node.parent is not None:
        after = node.parent[node.parent.index(node) + 1 :]
        for block in after:
            if isinstance(block, nodes.comment | nodes.target) or not isinstance(
                block, nodes.Element
            ):
                continue
            heading = block[0] if isinstance(block, nodes.section) else block
            yield heading if isinstance(heading, nodes.Element) else block
            return
        if not isinstance(node.parent, nodes.section):
            return
        node = node.parent


def note_before(node: nodes.Element) -> str:
    """The notes for translators above the block that contains *node*."""
    for block in lineage(node):
        if block.parent is not None and block is not block.parent[0]:
            return "\n".join(
                reversed([said for text in _comments_before(block) if (said := _note(text))])
            )
    return ""


def _comments_before(block: nodes.Node) -> Iterator[str]:
    before = block
    while before is not before.parent[0]:
        before = before.parent[before.parent.index(before) - 1]
        while isinstance(before, nodes.section) and before.children:
            before = before.children[-1]
        if isinstance(before, nodes.comment):
            yield before.astext()
        elif not isinstance(before, nodes.target):
            return


def _note(comment: str) -> str:
    """The note for translators in a comment, which may also contain other lines."""
    said: list[str] = []
    for line in comment.splitlines():
        if found := NOTE.match(line):
            said.append(line[found.end() :])
        elif AS_IT_IS.fullmatch(line) or CONTEXT.fullmatch(line):
            continue
        elif said:
            said.append(line)
    return " ".join(" ".join(said).split())


def lineage(node: nodes.Node | None) -> Iterator[nodes.Node]:
    """A node and its ancestors, the nearest first."""
    while node is not None:
        yield node
        node = node.parent


def add_contexts(document: nodes.document) -> None:
    """Let `Locale` look up messages with a context by context and text."""
    for node in document.findall(nodes.TextElement):
        if MESSAGE_CONTEXT in node and node.rawsource:
            node.rawsource = f"{node[MESSAGE_CONTEXT]}{CONTEXT_SEPARATOR}{node.rawsource}"


def without_context(message: str) -> str:
    """The text of a message."""
    return message.rpartition(CONTEXT_SEPARATOR)[2]
