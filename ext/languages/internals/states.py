"""Write the state of a block's translation, and its direction, as attributes of its HTML tag.

    <p data-translation="revised">…</p>
    <p data-message="locales/en/LC_MESSAGES/over.po:34">…</p>   where `site_show_messages` is on
    <p dir="ltr" lang="nl">…</p>   in Dutch, on a page in Arabic

Internals used: `starttag` of docutils' HTML writers, by which every visitor begins a tag.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes

from ..settings import direction_of
from .borrowed_titles import MARK, language_around

#: Attributes of a node, each with that of its tag.
ATTRIBUTES = {"translation_state": "data-translation", "message_source": "data-message"}


def add_translation_attributes(translator: Any, language: str) -> None:
    """Let *translator*, which writes one page, add these attributes.

    :param language: the tag of the page's language
    """
    begin = translator.starttag

    def starttag(
        node: Any, tagname: str, suffix: str = "\n", empty: bool = False, **attributes: Any
    ) -> str:
        for name, attribute in ATTRIBUTES.items():
            attributes.pop(name, None)  # The visitor of `meta` writes all attributes of its node.
            if value := node.get(name):
                attributes[attribute] = value
        # docutils writes it on `meta`, beside `lang`; HTML has no need of it.
        attributes.pop("xml:lang", None)
        own = next((name for name in node.get("classes", ()) if name.startswith(MARK)), None)
        if own and isinstance(node, nodes.Element):
            direction = direction_of(own.removeprefix(MARK))
            if direction != direction_of(language_around(node, language)):
                attributes["dir"] = direction
        return str(begin(node, tagname, suffix, empty, **attributes))

    translator.starttag = starttag
