"""Write the state of a block's translation as attributes of its HTML tag.

    <p data-translation="revised">…</p>
    <p data-message="locales/en/LC_MESSAGES/over.po:34">…</p>   where `site_show_messages` is on

Internals used: `starttag` of docutils' HTML writers, by which every visitor begins a tag.
"""

from __future__ import annotations

from typing import Any

#: Attributes of a node, each with that of its tag.
ATTRIBUTES = {"translation_state": "data-translation", "message_source": "data-message"}


def add_translation_attributes(translator: Any) -> None:
    """Let *translator*, which writes one page, add these attributes."""
    begin = translator.starttag

    def starttag(
        node: Any, tagname: str, suffix: str = "\n", empty: bool = False, **attributes: Any
    ) -> str:
        for name, attribute in ATTRIBUTES.items():
            attributes.pop(name, None)  # The visitor of `meta` writes all attributes of its node.
            if value := node.get(name):
                attributes[attribute] = value
        return str(begin(node, tagname, suffix, empty, **attributes))

    translator.starttag = starttag
