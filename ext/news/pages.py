"""Pages that are news items or events: found in one folder, held back, and noted for others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from ext.days import stated_day
from ext.languages import (
    FrontMatter,
    Language,
    front_matter,
    hold_back,
    is_untranslated,
    language_of,
    site_languages,
    uncounted,
)
from ext.news.items import Item, chosen, read_item
from ext.per_page import PerPage
from ext.reporting import Problem, warn

if TYPE_CHECKING:
    from datetime import date

    from sphinx.application import Sphinx
    from sphinx.config import Config

#: The news items and events of the site.
ITEMS: PerPage[Item] = PerPage("vsc_news")


class news_head(nodes.container):
    """Below the title of an item: its `item`, and the place of an event as a paragraph."""


class AddHead(SphinxTransform):
    """Put the head of an item below its title, before that is translated.

    .. code-block:: text

       section: title, paragraph  ->  section: title, news_head(paragraph), paragraph
    """

    default_priority = 10

    def apply(self, **kwargs: object) -> None:
        """Add it to an item that has a title."""
        path = self.env.doc2path(self.env.docname)
        front = front_matter(Path(path))
        item = item_of(self.config, self.env.docname, front)
        title = self.document.next_node(nodes.title)
        if item is None or title is None:
            return
        head = news_head(item=item)
        if item.place:
            head += nodes.paragraph(item.place, item.place)
            head[0].source, head[0].line = str(path), front.lines.get("event.place", 1)
        title.parent.insert(title.parent.index(title) + 1, head)


def item_of(config: Config, docname: str, front: FrontMatter) -> Item | None:
    """What a page in the folder of news says; None if it is neither news nor an event."""
    folder = f"{config.news_folder.strip('/')}/"
    rest = docname.partition("/")[2]
    is_there = rest.startswith(folder) and rest != f"{folder}index"
    return read_item(front.values) if is_there and language_of(docname, config) else None


def hold_future_back(app: Sphinx) -> None:
    """Hold back what is dated in the future, except from translators (builder-inited).

    Each such page is reported; ``-W`` does not count it.
    """
    app.news_day = stated_day()  # type: ignore[attr-defined]

    def is_early(path: str, front: FrontMatter) -> bool:
        item = item_of(app.config, path.rpartition(".")[0], front)
        if item is None or item.day is None or item.day <= today(app):
            return False
        said = f"This page is held back until {item.day}; this build is for {today(app)}."
        place = f"{Path(app.srcdir, path)}:{front.lines.get('date', 1)}"
        uncounted(app, "news", "held-back", said, place)
        return True

    if app.builder.name != "gettext":
        hold_back(app, is_early)


def today(app: Sphinx) -> date:
    """The day that this build is for."""
    return app.news_day  # type: ignore[attr-defined, no-any-return]


def check_folder(app: Sphinx, docname: str, source: list[str]) -> None:
    """Report what looks like an item, but is in another folder (source-read)."""
    path = Path(app.env.doc2path(docname))
    front = front_matter(path)
    if item_of(app.config, docname, FrontMatter({"date": today(app)})) is None:
        for key in {"date", "event", "author", "tags", "until"} & front.values.keys():
            said = f"{key!r} is for news and events, in the folder {app.config.news_folder!r}."
            warn(Problem.NEWS, said, location=f"{path}:{front.lines.get(key, 1)}")


def note_item(app: Sphinx, doctree: nodes.document) -> None:
    """Note an item for the pages that show it, with its picture in the size of a card (doctree-read)."""
    docname, head = app.env.docname, doctree.next_node(news_head)
    if head is None:
        return
    path = Path(app.env.doc2path(docname))
    source = language_of(path.relative_to(app.srcdir).as_posix(), app.config) or ""
    metas = (one for one in doctree.findall(nodes.meta) if one.get("name") == "description")
    summary = next((str(one["content"]) for one in metas), "")
    is_source = summary == front_matter(path).values.get("description")
    item: Item = head["item"]._replace(
        source=source,
        place=head.astext(),
        summary=summary,
        summary_language=source if is_source and not docname.startswith(f"{source}/") else "",
    )
    for image in [one for one in doctree.findall(nodes.image) if one.get("of_page")]:
        card = nodes.image("", **{**image.attributes, "place": "card", "alt": ""})
        head += card  # So that `ext.pictures` makes it.
        state = Path(app.srcdir, card["uri"]).stat()
        stamp = state.st_mtime_ns, state.st_size
        item = item._replace(image={**card.attributes, "stamp": stamp})
    ITEMS.all(app.env)[docname] = item
    app.env.included.setdefault(docname, set()).add(docname)  # It needs no toctree.


def items(app: Sphinx, language: str | None) -> dict[str, Item]:
    """The items that lists in a language may show, by docname."""
    hides = app.config.news_untranslated == "hide"
    return {
        docname: item
        for docname, item in sorted(ITEMS.all(app.env).items())
        if language_of(docname, app.config) == language
        and not (hides and is_untranslated(app, docname))
    }


def neighbours(app: Sphinx, docname: str) -> tuple[str | None, str | None]:
    """The items before and after one, of its kind and in its language."""
    found = items(app, language_of(docname, app.config))
    events = bool(ITEMS.all(app.env)[docname].start)
    row = [None, *reversed(chosen(found, today(app), events)), None]
    at = row.index(docname) if docname in row else 0
    return (row[at - 1], row[at + 1]) if at else (None, None)


def source_language(app: Sphinx, docname: str) -> Language | None:
    """The language that an item is shown in, if it is not translated into that of its page."""
    source = ITEMS.all(app.env)[docname].source
    languages = {one.code: one for one in site_languages(app.config)}
    return languages[source] if is_untranslated(app, docname) else None
