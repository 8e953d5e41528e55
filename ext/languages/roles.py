"""Roles for a phrase in another language, a date, and a name that is never translated.

::

    the {lang}`herbier général <fr>` of {name}`Plantentuin Meise`, on {date}`2027-03-14`

    <span lang="fr">herbier général</span> … <span class="notranslate" translate="no">…</span>, on 14 March 2027
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from ..catalogs.phrase import phrase
from ..days import read_time
from .settings import format_date, language_of

if TYPE_CHECKING:
    from docutils.nodes import Node, system_message
    from sphinx.writers.html5 import HTML5Translator

LOGGER = logging.getLogger(__name__)


class proper_name(nodes.inline):
    """A name that stays as it is in every language."""


class LangRole(SphinxRole):
    """``{lang}`herbier <fr>```: a phrase in another language than its page."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Mark the phrase, or warn where the language is missing or unknown."""
        found = phrase(self.text)
        if found is None:
            LOGGER.warning(
                "{lang}`%s` does not name a known language. Write the phrase, then its language code in "
                "< >, such as {lang}`herbier <fr>`.",
                self.text,
                location=self.get_location(),
                type="languages",
                subtype="lang",
            )
            return [nodes.inline(self.rawtext, self.text)], []
        words, language = found
        return [nodes.inline(self.rawtext, words, classes=[f"language-{language}"])], []


class DateRole(SphinxRole):
    """``{date}`2027-03-14 19:30```: a day, or a time, as the language of the page writes it."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Write it, or warn where it is not a date."""
        language = language_of(self.env.docname, self.config) or self.config.language
        try:
            words = format_date(read_time(self.text), language)
        except ValueError as error:
            words = self.text
            LOGGER.warning(
                "%s", error, location=self.get_location(), type="languages", subtype="date"
            )
        return [nodes.inline(self.rawtext, words)], []


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
