"""Lists of news and events, the head of each, and the links to the ones before and after it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from ext.languages import format_date, language_of
from ext.ledger import shows
from ext.news.items import Choice, Item, chosen, iso, years
from ext.news.pages import (
    PAGES,
    items,
    language_name,
    neighbours,
    news_head,
    shown_of,
    today,
)
from ext.per_page import PerPage
from ext.reporting import Problem, warn
from ext.yaml_lines import suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator


class news_list(nodes.General, nodes.Element):
    """Where a list will be: its `choice`, whether it has `cards` and is divided `by_year`."""


class news_drawing(nodes.container):
    """What the template `template` draws of `values`; its links are children.

    Other builders show the children alone.
    """


class News(SphinxDirective):
    """News, the latest first.

    .. code-block:: markdown

       ```{news}
       :limit: 3
       :tag: research
       :cards:
       ```
    """

    events = False
    option_spec = {
        "limit": directives.positive_int,
        "tag": directives.unchanged_required,
        "cards": directives.flag,
        "by-year": directives.flag,
    }

    def run(self) -> list[nodes.Node]:
        """Leave a placeholder, since other pages are not known yet."""
        by_year = "by-year" in self.options
        choice = Choice(
            events=self.events,
            past="past" in self.options,
            every=by_year and "past" not in self.options,
            tag=self.options.get("tag", ""),
            limit=self.options.get("limit", 0),
        )
        node = news_list(choice=choice, cards="cards" in self.options, by_year=by_year)
        self.set_source_info(node)
        return [node]


class Events(News):
    """Events to come, the soonest first; with ``:past:`` those that are over, the latest first."""

    events = True
    option_spec = {**News.option_spec, "past": directives.flag}


class FillLists(SphinxPostTransform):
    """Fill lists and heads, and add the neighbours of an item.

    .. code-block:: text

       news_list  ->  news_drawing: bullet_list(list_item(paragraph(reference), paragraph))
    """

    # After the page's language is set, from 0 on; before pictures are drawn.
    default_priority = 5

    def run(self, **kwargs: object) -> None:
        """Fill them for any builder except the one that extracts words for translators."""
        if self.app.builder.name == "gettext":
            return
        docname = self.env.docname
        self.code = language_of(docname, self.config) or str(self.config.language)
        for place in list(self.document.findall(news_list)):
            place.replace_self(self.drawing(place))
        for head in list(self.document.findall(news_head)):
            section = head.parent
            head.replace_self(_head(self.app, docname, head["item"]))
            section += self.neighbours(docname)

    def neighbours(self, docname: str) -> list[news_drawing]:
        """Links to the items before and after one, if there are any."""
        before, after = neighbours(self.app, docname)
        links = [nodes.paragraph("", "", self.link(name)) for name in (before, after) if name]
        values = {
            "before": before,
            "after": after,
            "events": bool(PAGES.all(self.env)[docname].item.start),
        }
        drawing = news_drawing("", *links, template="news-neighbours", values=values)
        return [drawing] if links else []

    def drawing(self, place: news_list) -> news_drawing:
        """One list."""
        found = items(self.app, language_of(self.env.docname, self.config))
        names = chosen(found, place["choice"], today(self.app))
        groups = years(found, names) if place["by_year"] else {None: names} if names else {}
        bullets = nodes.bullet_list()
        for name in names:
            page = PAGES.all(self.env)[name]
            words = ", ".join(filter(None, (_when(page.item, self.code), page.place)))
            bullets += nodes.list_item(
                "", nodes.paragraph("", "", self.link(name)), nodes.paragraph("", words)
            )
        values = {
            "events": place["choice"].events,
            "past": place["choice"].past,
            "cards": place["cards"],
            "level": _level(place),
            "groups": [
                (year, [self.values(name) for name in of_year]) for year, of_year in groups.items()
            ],
        }
        return news_drawing("", *([bullets] if names else []), template="news", values=values)

    def values(self, docname: str) -> dict[str, Any]:
        """What the template shows of an item besides its title."""
        page = PAGES.all(self.env)[docname]
        tag, name = language_name(self.app, docname)
        return {
            **_values(page.item, self.code),
            "place": page.place,
            "summary": page.summary,
            "tag": tag,
            "language_name": name,
        }

    def link(self, docname: str) -> nodes.reference:
        """The title of an item as a link; an untranslated one is marked with its language."""
        title = self.env.titles[docname]
        words = [one.deepcopy() for one in title.children]
        address = self.app.builder.get_relative_uri(self.env.docname, docname)
        return nodes.reference("", "", *words, internal=True, refuri=address)


def _level(node: nodes.Node) -> int:
    """The level of a heading of a part of this list."""
    level = 1
    while node := node.parent:
        level += isinstance(node, nodes.section)
    return level


def _head(app: Sphinx, docname: str, item: Item) -> news_drawing:
    language = language_of(docname, app.config) or str(app.config.language)
    page = PAGES.all(app.env)[docname]
    values = {**_values(item, language), "place": page.place, "over": _is_over(app, item)}
    words = ", ".join(filter(None, (_when(item, language), page.place, item.address, item.author)))
    return news_drawing("", nodes.paragraph("", words), template="news-head", values=values)


def _is_over(app: Sphinx, item: Item) -> bool:
    return bool(item.start) and item.last_day < today(app)


def _values(item: Item, language: str) -> dict[str, Any]:
    """What the templates show of an item."""
    return {
        "when": _when(item, language),
        "datetime": iso(item.start or item.first_day),
        "is_event": bool(item.start),
        "published": item.day and format_date(item.day, language),
        "address": item.address,
        "author": item.author,
    }


def _when(item: Item, language: str) -> str:
    """When an item is, for readers: the day of news; of an event, its days and times."""
    times = [
        f"{time:%H:%M}" if isinstance(time, datetime) else "" for time in (item.start, item.end)
    ]
    if not any(times):
        return format_date(item.first_day, language, item.last_day)
    if item.first_day == item.last_day:
        return f"{format_date(item.first_day, language)}, {'–'.join(filter(None, times))}"
    ends = zip((item.first_day, item.last_day), times, strict=True)
    return " – ".join(f"{format_date(day, language)}{time and f', {time}'}" for day, time in ends)


def visit_drawing(self: HTML5Translator, node: news_drawing) -> None:
    """Draw the links, and hand them to the template."""
    links = []
    for link in node.findall(nodes.reference):
        outer, self.body = self.body, []
        link.walkabout(self)
        links.append("".join(self.body))
        self.body = outer
    template = f"components/{node['template']}.html"
    values = {**node["values"], "links": iter(links)}
    self.body.append(str(self.builder.templates.render(template, values)))
    raise nodes.SkipNode


#: The lists of each page: what they choose, and the line of each.
_LISTS: PerPage[list[tuple[Choice, int]]] = PerPage("vsc_news_lists")


def note_lists(app: Sphinx, doctree: nodes.document) -> None:
    """Note the lists on a page (doctree-read)."""
    if found := [(node["choice"], node.line or 0) for node in doctree.findall(news_list)]:
        _LISTS.all(app.env)[app.env.docname] = found


def check_tags(app: Sphinx, env: BuildEnvironment) -> None:
    """Report a tag that no item has, once there are any (env-check-consistency)."""
    known = {tag for page in PAGES.all(env).values() for tag in page.item.tags}
    for docname, found in _LISTS.all(env).items():
        for choice, line in found:
            if known and choice.tag and choice.tag not in known:
                said = f"No news or event has the tag {choice.tag!r}; {suggestion(choice.tag, known)}"
                warn(Problem.NEWS_TAG, said, location=(docname, line))


def report_what_is_shown(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Tell the ledger what lists, heads and neighbours show (env-get-updated)."""

    def of(names: Iterable[str | None]) -> list[object]:
        return [name and shown_of(app, name) for name in names]

    shown: dict[str, object] = {
        docname: (of(neighbours(app, docname)), _is_over(app, page.item))
        for docname, page in PAGES.all(env).items()
    }
    for docname, found in _LISTS.all(env).items():
        known = items(app, language_of(docname, app.config))
        lists = [of(chosen(known, choice, today(app))) for choice, _ in found]
        shown[docname] = shown.get(docname), lists
    return shows(app, "news", shown)


def setup(app: Sphinx) -> None:
    """Register lists and what an item shows."""
    app.add_node(news_head)
    app.add_node(news_list)
    app.add_node(news_drawing, html=(visit_drawing, None))
    app.add_directive("news", News)
    app.add_directive("events", Events)
    app.add_post_transform(FillLists)
    _LISTS.connect(app)
    app.connect("doctree-read", note_lists)
    app.connect("env-check-consistency", check_tags)
    app.connect("env-get-updated", report_what_is_shown)
