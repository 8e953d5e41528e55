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

from ext.news import feed, lists, pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the settings, and connect every part."""
    app.add_config_value("news_folder", "news", "env", types=(str,))
    app.add_config_value("news_untranslated", "show", "env", types=ENUM("show", "hide"))
    app.add_node(pages.news_head)
    app.add_node(lists.news_list)
    app.add_node(lists.news_drawing, html=(lists.visit_drawing, None))
    app.add_transform(pages.AddHead)
    app.add_directive("news", lists.News)
    app.add_directive("events", lists.Events)
    app.add_post_transform(lists.FillLists)
    pages.ITEMS.connect(app)
    lists.LISTS.connect(app)
    app.connect("builder-inited", pages.hold_future_back)
    app.connect("source-read", pages.check_folder)
    app.connect("doctree-read", pages.note_item)
    app.connect("env-check-consistency", lists.check_tags)
    app.connect("env-get-updated", lists.report_what_is_shown)
    app.connect("env-get-updated", feed.find_feeds)
    # Behind the rooms that begin the linked data of a page.
    app.connect("html-page-context", feed.add_context, priority=550)
    app.connect("build-finished", feed.write_feeds)
    return {
        "version": "1",
        # Raise this when what is kept of pages changes shape: an old build starts again.
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
