"""Pages that are news items or events: found in one folder, held back, and noted for others."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx.transforms import SphinxTransform

from ext.days import stated_day
from ext.languages import (
    FrontMatter,
    front_matter,
    hold_back,
    is_untranslated,
    language_of,
    site_languages,
    uncounted,
)
from ext.news.items import Choice, Item, chosen, read_item
from ext.per_page import PerPage
from ext.reporting import Problem, warn

if TYPE_CHECKING:
    from datetime import date

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

#: Keys of front matter that only news and events have.
KEYS = ("date", "event", "author", "tags", "until")


class Page(NamedTuple):
    """A news item or an event as one page shows it.

    :param source: code of the language that it was written in
    :param place: where an event is, in the language of the page if that is translated
    :param summary: the description of the page, likewise
    :param has_own_summary: whether that is in the language of the page
    :param image: the attributes of its picture on a card
    """

    item: Item
    source: str
    place: str
    summary: str
    has_own_summary: bool
    image: Mapping[str, Any] | None


#: The news items and events of the site.
PAGES: PerPage[Page] = PerPage("vsc_news")


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
            head[0].source, head[0].line = str(path), front.lines["event.place"]
        title.parent.insert(title.parent.index(title) + 1, head)


def item_of(config: Config, docname: str, front: FrontMatter) -> Item | None:
    """What a page in the folder of news says; None if it is neither news nor an event."""
    language, _, rest = docname.partition("/")
    folder = config.news_folder.strip("/")
    is_there = rest.startswith(f"{folder}/") and rest != f"{folder}/index"
    return read_item(front.values) if is_there and language_of(docname, config) else None


def hold_future_back(app: Sphinx) -> None:
    """Hold back what is dated in the future, except from translators (builder-inited)."""
    app.news_day, app.news_early = stated_day(), {}  # type: ignore[attr-defined]

    def is_early(path: str, front: FrontMatter) -> bool:
        item = item_of(app.config, path.rpartition(".")[0], front)
        if item is None or item.day is None or item.day <= today(app):
            return False
        app.news_early[f"{Path(app.srcdir, path)}:{front.lines['date']}"] = item.day  # type: ignore[attr-defined]
        return True

    if app.builder.name != "gettext":
        hold_back(app, is_early)


def today(app: Sphinx) -> date:
    """The day that this build is for."""
    return app.news_day  # type: ignore[attr-defined, no-any-return]


def report_held_back(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Report each page that is held back; ``-W`` does not count it (env-before-read-docs)."""
    for place, day in sorted(app.news_early.items()):  # type: ignore[attr-defined]
        said = f"This page is held back until {day}; this build is for {today(app)}."
        uncounted(app, "news", "held-back", said, place)


def check_folder(app: Sphinx, docname: str, source: list[str]) -> None:
    """Report what looks like an item, but is in another folder (source-read)."""
    path = Path(app.env.doc2path(docname))
    front = front_matter(path)
    if item_of(app.config, docname, FrontMatter({**front.values, "date": today(app)})):
        return
    for key in set(KEYS) & front.values.keys():
        said = f"{key!r} is for news and events, which are in the folder {app.config.news_folder!r}."
        warn(Problem.NEWS, said, location=f"{path}:{front.lines[key]}")


def note_page(app: Sphinx, doctree: nodes.document) -> None:
    """Note an item for the pages that show it, with its picture in the size of a card (doctree-read)."""
    env, head = app.env, doctree.next_node(news_head)
    if head is None:
        return
    path = Path(env.doc2path(env.docname))
    source = language_of(path.relative_to(app.srcdir).as_posix(), app.config) or ""
    metas = (one for one in doctree.findall(nodes.meta) if one.get("name") == "description")
    summary = next((str(one["content"]) for one in metas), "")
    place = head.astext()
    image = next((one for one in doctree.findall(nodes.image) if one.get("of_page")), None)
    if image is not None:
        card = nodes.image("", **{**image.attributes, "place": "card", "alt": ""})
        head += card  # So that `ext.pictures` makes it.
        image = card
    is_own = summary != front_matter(path).values.get("description")
    PAGES.all(env)[env.docname] = Page(
        head["item"],
        source,
        place,
        summary,
        is_own or source == language_of(env.docname, app.config),
        None if image is None else dict(image.attributes),
    )


def items(app: Sphinx, language: str | None) -> dict[str, Item]:
    """The items that lists in a language may show, by docname."""
    hides = app.config.news_untranslated == "hide"
    return {
        docname: page.item
        for docname, page in sorted(PAGES.all(app.env).items())
        if language_of(docname, app.config) == language
        and not (hides and is_untranslated(app, docname))
    }


def neighbours(app: Sphinx, docname: str) -> tuple[str | None, str | None]:
    """The items before and after one, of its kind and in its language."""
    found = items(app, language_of(docname, app.config))
    events = bool(PAGES.all(app.env)[docname].item.start)
    row = [None, *reversed(chosen(found, Choice(events), today(app))), None]
    at = row.index(docname) if docname in row else 0
    return (row[at - 1], row[at + 1]) if at else (None, None)


def source_language(app: Sphinx, docname: str) -> tuple[str, str]:
    """Of an untranslated item: the tag of its language, and the name of that for readers; else empty."""
    if not is_untranslated(app, docname):
        return "", ""
    source = PAGES.all(app.env)[docname].source
    language = next(one for one in site_languages(app.config) if one.code == source)
    return language.tag, language.name_in(language_of(docname, app.config) or source)


def count_as_included(app: Sphinx, env: BuildEnvironment) -> None:
    """An item needs no toctree (env-updated)."""
    env.included[f"{env.config.news_folder}/"] = set(PAGES.all(env))


def setup(app: Sphinx) -> None:
    """Connect the pages to the build."""
    app.add_node(news_head)
    app.add_transform(AddHead)
    PAGES.connect(app)
    app.connect("builder-inited", hold_future_back)
    app.connect("env-before-read-docs", report_held_back)
    app.connect("source-read", check_folder)
    app.connect("doctree-read", note_page)
    app.connect("env-updated", count_as_included)
