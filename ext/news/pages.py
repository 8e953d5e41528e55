"""Pages that are news items or events: found in one folder, checked, held back, and noted for others."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx.errors import ConfigError
from sphinx.transforms import SphinxTransform

from ext.languages import (
    FrontMatter,
    front_matter,
    hold_back,
    is_untranslated,
    language_of,
    site_languages,
    uncounted,
)
from ext.news.items import KEYS, Choice, Item, chosen, read_item, stated_day
from ext.per_page import PerPage
from ext.reporting import Problem, warn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

#: What `news_untranslated` may be.
SHOW, HIDE = "show", "hide"


class Page(NamedTuple):
    """A news item or an event as one page shows it.

    :param source_language: code of the language that it was written in
    :param place: where an event is, in the language of the page where that is translated
    :param summary: the description of the page, likewise
    :param image: the attributes of its picture on a card, if it has one
    """

    item: Item
    source_language: str
    place: str = ""
    summary: str = ""
    image: Mapping[str, Any] | None = None


#: The news items and events of the site.
PAGES: PerPage[Page] = PerPage("vsc_news")


class news_head(nodes.container):
    """Below the title of an item: its `item`, and in it the place of an event, as a paragraph."""


class AddHead(SphinxTransform):
    """Put the head of an item below its title, before that is translated.

    .. code-block:: text

       section: title, paragraph  ->  section: title, news_head(paragraph), paragraph
    """

    default_priority = 10

    def apply(self, **kwargs: object) -> None:
        """Add it to an item that has a title."""
        path = Path(self.env.doc2path(self.env.docname))
        title = self.document.next_node(nodes.title)
        found = item_of(self.config, self.env.docname, front_matter(path))
        if found is None or title is None:
            return
        head = news_head(item=found)
        head.source, head.line = str(path), title.line
        if found.place:
            place = nodes.paragraph(found.place, found.place)
            place.source, place.line = str(path), front_matter(path).lines["event.place"]
            head += place
        title.parent.insert(title.parent.index(title) + 1, head)


def is_in_folder(config: Config, docname: str) -> bool:
    """Whether the page *docname* is in the folder of news, without regard to its language."""
    _, _, rest = docname.partition("/")
    folder = config.news_folder
    return bool(folder) and rest.startswith(f"{folder}/") and rest != f"{folder}/index"


def item_of(config: Config, docname: str, front: FrontMatter) -> Item | None:
    """What a page says as a news item or an event; None if it is neither."""
    if not is_in_folder(config, docname) or language_of(docname, config) is None:
        return None
    return read_item(front.values, front.lines)[0]


def check_settings(app: Sphinx, config: Config) -> None:
    """Refuse settings that are not valid (config-inited).

    :raises ConfigError: with an example
    """
    if config.news_untranslated not in {SHOW, HIDE}:
        raise ConfigError(
            f"news_untranslated in conf.py is {config.news_untranslated!r}: "
            f'write "{SHOW}" or "{HIDE}".'
        )
    if config.news_folder != config.news_folder.strip("/"):
        raise ConfigError(
            f"news_folder in conf.py is {config.news_folder!r}: write the folder within that of a "
            'language, without a slash at either end, such as news_folder = "news".'
        )


def hold_future_back(app: Sphinx) -> None:
    """Hold back what is dated in the future, except from translators (builder-inited)."""
    app.news_day = stated_day()  # type: ignore[attr-defined]
    app.news_early = {}  # type: ignore[attr-defined]

    def is_early(path: str, front: FrontMatter) -> bool:
        found = item_of(app.config, path.rpartition(".")[0], front)
        early = bool(found and found.day and found.day > today(app))
        if found and early:
            app.news_early[path] = (front.lines["date"], found.day)  # type: ignore[attr-defined]
        return early

    if app.builder.name != "gettext":
        hold_back(app, is_early)


def today(app: Sphinx) -> date:
    """The day that this build is for."""
    return app.news_day  # type: ignore[attr-defined, no-any-return]


def report_held_back(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Report each page that is held back, without counting it for ``-W`` (env-before-read-docs)."""
    for path, (line, day) in sorted(app.news_early.items()):  # type: ignore[attr-defined]
        said = f"This page is held back until the first build from {day} on; this one is for {today(app)}."
        uncounted(app, "news", "held-back", said, f"{Path(app.srcdir, path)}:{line}")


def check_front_matter(app: Sphinx, docname: str, source: list[str]) -> None:
    """Report what is wrong in the front matter of an item, and of what looks like one (source-read)."""
    path = Path(app.env.doc2path(docname))
    if not is_written(app.env, docname):
        return
    front = front_matter(path)
    if is_in_folder(app.config, docname):
        for fault in read_item(front.values, front.lines)[1]:
            warn(Problem.NEWS, fault.message, location=f"{path}:{fault.line}")
        return
    for key in KEYS:
        if key in front.values and key != "picture":
            said = f"{key!r} is for news and events, which are in the folder {app.config.news_folder!r}."
            warn(Problem.NEWS, said, location=f"{path}:{front.lines.get(key, 1)}")


def is_written(env: BuildEnvironment, docname: str) -> bool:
    """Whether this page has a file of its own, where its faults are reported once."""
    return Path(env.doc2path(docname, base=False)).with_suffix("").as_posix() == docname


def note_page(app: Sphinx, doctree: nodes.document) -> None:
    """Note an item for the pages that show it (doctree-read)."""
    env, head = app.env, doctree.next_node(news_head)
    if head is None:
        return
    metas = (one for one in doctree.findall(nodes.meta) if one.get("name") == "description")
    source = language_of(Path(env.doc2path(env.docname, base=False)).as_posix(), app.config)
    PAGES.all(env)[env.docname] = Page(
        head["item"],
        source or app.config.language,
        place=head.astext(),
        summary=next((str(one["content"]) for one in metas), ""),
    )


def items(app: Sphinx, language: str | None) -> dict[str, Item]:
    """The items that lists in a language may show, by docname."""
    hides = app.config.news_untranslated == HIDE
    return {
        docname: page.item
        for docname, page in sorted(PAGES.all(app.env).items())
        if language_of(docname, app.config) == language
        and not (hides and is_untranslated(app, docname))
    }


def shown_of(app: Sphinx, docname: str) -> object:
    """All that other pages show of an item, except for its title."""
    page = PAGES.all(app.env)[docname]
    return docname, page, is_untranslated(app, docname)


def neighbours(app: Sphinx, docname: str) -> tuple[str | None, str | None]:
    """The items before and after one, of its kind and in its language, by day."""
    found = items(app, language_of(docname, app.config))
    item = found.get(docname)
    if item is None:
        return None, None
    choice = Choice(events=bool(item.start), every=True)
    row = [None, *reversed(chosen(found, choice, today(app))), None]
    if docname not in row:
        return None, None
    at = row.index(docname)
    return row[at - 1], row[at + 1]


def count_as_included(app: Sphinx, env: BuildEnvironment) -> None:
    """An item needs no toctree (env-updated)."""
    env.included[f"{env.config.news_folder}/"] = set(PAGES.all(env))


def language_name(app: Sphinx, docname: str) -> tuple[str, str]:
    """Of an untranslated item: the tag of its language, and the name of that in the page's; else empty."""
    if not is_untranslated(app, docname):
        return "", ""
    source = PAGES.all(app.env)[docname].source_language
    language = next(one for one in site_languages(app.config) if one.code == source)
    return language.tag, language.name_in(language_of(docname, app.config) or source)


def setup(app: Sphinx) -> None:
    """Connect the pages to the build."""
    app.add_transform(AddHead)
    PAGES.connect(app)
    app.connect("config-inited", check_settings)
    app.connect("builder-inited", hold_future_back)
    app.connect("env-before-read-docs", report_held_back)
    app.connect("source-read", check_front_matter)
    app.connect("doctree-read", note_page)
    app.connect("env-updated", count_as_included)
