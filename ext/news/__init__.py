"""News and events: pages with a date in one folder, lists of them, and a feed of each language.

Settings in conf.py:

- `news_folder`: the folder of news within that of a language, ``news``;
- `news_untranslated`: whether the lists of a language ``show`` what is not translated into it, marked
  with its language, or ``hide`` it.

What a build shows depends on its day: that of ``SOURCE_DATE_EPOCH``, else today's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.config import ENUM

from ext.news import feed, linked_data, lists, pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the settings and connect every part."""
    app.add_config_value("news_folder", "news", "env", types=(str,))
    app.add_config_value("news_untranslated", "show", "env", types=ENUM("show", "hide"))
    for part in (pages, lists, feed, linked_data):
        part.setup(app)
    return {
        "version": "1",
        # Raise this when what is kept of pages changes shape: an old build starts again.
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
