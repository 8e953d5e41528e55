"""Roles for a phrase in another language, and for a name that is never translated.

::

    the {lang}`herbier général <fr>` of {name}`Plantentuin Meise`

    <span lang="fr">herbier général</span> … <span class="notranslate" translate="no">…</span>
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from babel import Locale, UnknownLocaleError
from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

if TYPE_CHECKING:
    from docutils.nodes import Node, system_message
    from sphinx.writers.html5 import HTML5Translator

LOGGER = logging.getLogger(__name__)
PHRASE = re.compile(r"(?s)(.*\S)\s*+<([\w-]++)>")


class proper_name(nodes.inline):
    """A name that stays as it is in every language."""


class LangRole(SphinxRole):
    """``{lang}`herbier <fr>```: a phrase in another language than its page."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Mark the phrase, or warn where the language is missing or unknown."""
        found = PHRASE.fullmatch(self.text)
        if found is None or not _is_language(found[2]):
            LOGGER.warning(
                "{lang}`%s` names no known language. Write the phrase, then its language code in "
                "< >, such as {lang}`herbier <fr>`.",
                self.text,
                location=self.get_location(),
                type="languages",
                subtype="lang",
            )
            return [nodes.inline(self.rawtext, self.text)], []
        return [nodes.inline(self.rawtext, found[1], classes=[f"language-{found[2]}"])], []


class NameRole(SphinxRole):
    """``{name}`Plantentuin Meise```: a name that translators and browsers leave as it is."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Mark the name."""
        return [proper_name(self.rawtext, self.text)], []


def visit_proper_name(translator: HTML5Translator, node: proper_name) -> None:
    """Begin the name, for browsers that translate pages."""
    attributes: dict[str, Any] = {"CLASS": "notranslate", "translate": "no"}
    translator.body.append(translator.starttag(node, "span", "", **attributes))


def depart_proper_name(translator: HTML5Translator, node: proper_name) -> None:
    """End the name."""
    translator.body.append("</span>")


def _is_language(tag: str) -> bool:
    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True
