"""Title a page's own table of contents in the page's language.

docutils takes the title of ``contents`` from the language that it reads in, which is not that of the
page (see `active_locale.READING_LANGUAGE`). Internals used: that `Contents.run` looks up the title by
``document.settings.language_code``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from docutils.parsers.rst.directives.parts import Contents

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


class LanguageContents(Contents):
    """``contents``: the headings of a page, under a title of its own or in the page's language."""

    def run(self) -> list[nodes.Node]:
        """Make the table, as docutils does."""
        settings = self.state_machine.document.settings
        env: BuildEnvironment = settings.env
        before = settings.language_code
        settings.language_code = env.config.language
        try:
            made = list(super().run())
        finally:
            settings.language_code = before
        if not self.arguments:
            inserted = env._app.languages_active_locale.inserted_words  # type: ignore[attr-defined]
            inserted.update(node.astext() for part in made for node in part.findall(nodes.title))
        return made
