"""Lists of news and events, the head of each, and the links to the ones before and after it."""

from __future__ import annotations

from contextlib import suppress
from itertools import groupby
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from ext.days import iso
from ext.languages import format_date, is_untranslated, language_of
from ext.ledger import shows
from ext.news.items import chosen
from ext.news.pages import ITEMS, items, neighbours, news_head, source_language, today
from ext.per_page import PerPage
from ext.reporting import Problem, warn
from ext.yaml_lines import suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

#: The lists of each page: what they choose, and the line of each.
LISTS: PerPage[list[tuple[dict[str, Any], int]]] = PerPage("vsc_news_lists")


class news_list(nodes.General, nodes.Element):
    """Where a list will be: its `choice`, whether it has `cards`, and is divided `by_year`."""


class news_drawing(nodes.container):
    """What `template` draws of `values`, and of a list of links and pictures: other builders show that."""


class News(SphinxDirective):
    """News, the latest first.

    .. code-block:: markdown

       ```{news}
       :limit: 3
       :tag: research
       :cards:
       ```
    """

    option_spec = {
        "limit": directives.positive_int,
        "tag": directives.unchanged_required,
        "cards": directives.flag,
        "by-year": directives.flag,
    }

    def run(self) -> list[nodes.Node]:
        """Leave a placeholder, since other pages are not known yet."""
        events, by_year = self.name == "events", "by-year" in self.options
        choice = {
            "events": events,
            "over": None if by_year or not events else "past" in self.options,
            "tag": self.options.get("tag", ""),
            "limit": self.options.get("limit", 0),
        }
        node = news_list(choice=choice, cards="cards" in self.options, by_year=by_year)
        LISTS.all(self.env).setdefault(self.env.docname, []).append((choice, self.lineno))
        return [node]


class Events(News):
    """Events to come, the soonest first; with ``:past:`` those that are over, the latest first."""

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
        self.code = language_of(self.env.docname, self.config) or self.config.language
        for place in list(self.document.findall(news_list)):
            place.replace_self(self.list_at(place))
        for head in list(self.document.findall(news_head)):
            values = self.values(self.env.docname)
            before, after = neighbours(self.app, self.env.docname)
            if before or after:
                values |= {"before": before, "after": after}
                links = self.bullets([name for name in (before, after) if name])
                head.parent.append(news_drawing("", links, template="neighbours", values=values))
            head.replace_self(news_drawing("", template="head", values=values))

    def list_at(self, place: news_list) -> news_drawing:
        """One list."""
        found = items(self.app, language_of(self.env.docname, self.config))
        names = chosen(found, today(self.app), **place["choice"])
        years = {name: place["by_year"] and found[name].first_day.year for name in names}
        groups = groupby(names, years.__getitem__)
        values = {**place.attributes, "groups": [(y, [*map(self.values, of)]) for y, of in groups]}
        bullets = [self.bullets(names, place["cards"])] if names else []
        return news_drawing("", *bullets, template="list", values=values)

    def bullets(self, names: Iterable[str], cards: bool = False) -> nodes.bullet_list:
        """The titles of items as links; an untranslated one is marked with its language."""
        bullets = nodes.bullet_list()
        for name in names:
            title = [one.deepcopy() for one in self.env.titles[name].children]
            link = nodes.reference("", "", *title, internal=True)
            with suppress(NoUri):  # In a document of some pages.
                link["refuri"] = self.app.builder.get_relative_uri(self.env.docname, name)
            when = nodes.Text(f" ({self.values(name)['when']})")
            bullet = nodes.list_item("", nodes.paragraph("", "", link, when))
            if cards and (card := ITEMS.all(self.env)[name].image):
                bullet += nodes.image("", **card)
            bullets += bullet
        return bullets

    def values(self, docname: str) -> dict[str, Any]:
        """What templates show of an item besides its title and picture."""
        item, source = ITEMS.all(self.env)[docname], source_language(self.app, docname)
        return {
            **item._asdict(),
            "when": format_date(item.start or item.first_day, self.code, item.end),
            "datetime": iso(item.start or item.first_day),
            "is_over": item.is_over(today(self.app)),
            "language_name": source and source.name_in(self.code),
        }


def visit_drawing(self: HTML5Translator, node: news_drawing) -> None:
    """Draw the links and pictures, and hand them to the template."""

    def drawn(kind: type[nodes.Node], item: nodes.list_item) -> str:
        outer, self.body = self.body, []
        for found in item.findall(kind):
            found.walkabout(self)
        body, self.body = "".join(self.body), outer
        return body

    entries = [
        {"link": drawn(nodes.reference, item), "image": drawn(nodes.image, item)}
        for item in node.findall(nodes.list_item)
    ]
    values = {**node["values"], "level": self.section_level + 1, "entries": iter(entries)}
    html = self.builder.templates.render(f"components/news-{node['template']}.html", values)
    self.body.append(html)
    raise nodes.SkipNode


def check_tags(app: Sphinx, env: BuildEnvironment) -> None:
    """Report a tag that no item has, once any has one (env-check-consistency)."""
    known = {tag for item in ITEMS.all(env).values() for tag in item.tags}
    for docname, found in LISTS.all(env).items():
        for choice, line in found:
            tag = choice["tag"]
            if known and tag and tag not in known:
                said = f"No page has the tag {tag!r}; {suggestion(tag, known)}"
                warn(Problem.NEWS_TAG, said, location=(docname, line))


def report_what_is_shown(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Tell the ledger what lists, heads and neighbours show, besides titles (env-get-updated)."""
    every, day = ITEMS.all(env), today(app)
    shown: dict[str, Any] = {
        name: [item.is_over(day), neighbours(app, name)] for name, item in every.items()
    }
    for docname, found in LISTS.all(env).items():
        known = items(app, language_of(docname, app.config))
        lists = [chosen(known, day, **choice) for choice, _ in found]
        listed = [[(one, every[one], is_untranslated(app, one)) for one in of] for of in lists]
        shown[docname] = shown.get(docname), listed
    return shows(app, "news", shown)
