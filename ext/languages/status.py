"""How far the translation is, for a program and as a part of a page.

.. code-block:: markdown

   ```{translation-status} en fr
   ```

draws, for each of these languages, or for all that something is translated into, a table of its
pages, and below it what is left to do, by section, down to the line of the catalog. It is made of
ordinary nodes when its page is written, so every builder shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.builders import Builder
from sphinx.errors import NoUri
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode

from .catalogs import Catalog, fingerprint, read_catalogs
from .internals.discovery import pages_of
from .internals.extraction import texts_of
from .memory import memory
from .progress import (
    LanguageProgress,
    PageProgress,
    Row,
    State,
    Tally,
    Text,
    beginning,
    rows_of,
    tally,
)
from .settings import catalog_folders, format_number, language_of, site_languages
from .words import catalogs_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from .settings import Language


class translation_status(nodes.General, nodes.Element):
    """Where the state of the translation will stand: of ``languages``, or of all if there are none."""


class TranslationStatus(SphinxDirective):
    """``{translation-status}``: of the languages that it names, or of all."""

    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Leave a place for it."""
        codes = [language.code for language in site_languages(self.config)]
        wanted = self.arguments[0].split() if self.arguments else []
        for code in wanted:
            if code not in codes:
                raise self.error(
                    f"translation-status names the language {code!r}, which the site does not have. "
                    f"Write some of: {' '.join(codes)}; or nothing, for all of them."
                )
        memory(self.env).page(self.env.docname).shows_status = True
        node = translation_status(languages=wanted)
        self.set_source_info(node)
        return [node]


class FillStatus(SphinxPostTransform):
    """Draw the state of the translation, in the language of the page.

    .. code-block:: text

       translation_status
       ->  rubric, paragraph, table, bullet_list for each language
    """

    # In the page's language, which is spoken from 0 on.
    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Draw it, for any builder."""
        for place in list(self.document.findall(translation_status)):
            found = {language.code: language for language in _progress(self.env._app)}
            drawing = _Drawing(self.env._app, self.env.docname)
            drawn = [
                node
                for language in site_languages(self.config)
                if language.code in place["languages"]
                or (not place["languages"] and found[language.code].pages)
                for node in drawing.language(language, found[language.code])
            ]
            for node in drawn:
                for part in node.findall():
                    part.document = self.document
            place.replace_self(drawn)


def progress(app: Sphinx, texts: Callable[[str], Iterable[Text]]) -> list[LanguageProgress]:
    """How far each language is: its pages, by the path of their source, then words of no page.

    :param texts: answers the messages of a written page, by its docname
    """
    found = []
    for language in site_languages(app.config):
        made = [
            page
            for page in pages_of(app).by_docname.values()
            if page.is_counterpart and page.language == language.code
        ]
        pages = [
            page_progress(
                app,
                language.code,
                pages_of(app).catalogs(page),
                texts(page.source),
                source=page.source.partition("/")[0],
                path=page.path,
                docname=page.docname,
            )
            for page in sorted(made, key=lambda page: page.path)
        ]
        pages += [
            page_progress(
                app,
                language.code,
                words.names(language.code),
                [Text(text, note) for text, _, _, note in words.messages()],
                source=words.language,
            )
            for words in catalogs_of(app)
            if words.language != language.code
        ]
        found.append(LanguageProgress(language.code, language.name, tuple(pages)))
    return found


def page_progress(
    app: Sphinx,
    language: str,
    names: Sequence[str],
    texts: Iterable[Text],
    *,
    source: str = "",
    path: str = "",
    docname: str = "",
) -> PageProgress:
    """How far the catalog of *language* with these *names* is, for these messages."""
    files = catalog_folders(app).files(language, *names)
    catalog = read_catalogs(files, language) or Catalog(path=files[0].shown)
    kept = memory(app.env).pages.get(docname)
    faulty = {(finding.path, finding.line) for finding in kept.findings} if kept else ()
    rows = rows_of(texts, catalog, faulty)
    return PageProgress(names[0], source, path, docname, catalog.path, rows)


def words_of_status(app: Sphinx) -> list[Any]:
    """What a page with the directive shows that is on no page: it is written again with it."""
    folders = catalog_folders(app)
    return [
        [words.name, [*words.messages()], fingerprint(file.path)]
        for words in catalogs_of(app)
        for code in (language.code for language in site_languages(app.config))
        for file in folders.files(code, *words.names(code))
    ]


def _progress(app: Sphinx) -> list[LanguageProgress]:
    """The state of the translation in this run, found once: it is the same on every page."""
    found: list[LanguageProgress] | None = getattr(app, "languages_progress", None)
    if found is None:

        def texts(docname: str) -> list[Text]:
            return texts_of(app.env.get_doctree(docname), app.env.tocs.get(docname))

        found = app.languages_progress = progress(app, texts)  # type: ignore[attr-defined]
    return found


def forget_progress(app: Sphinx, builder: Builder) -> None:
    """`write-started`: what the last build of this run has found is no longer so."""
    app.languages_progress = None  # type: ignore[attr-defined]


class _Drawing:
    """Nodes for the page *docname*, in the language that is spoken."""

    def __init__(self, app: Sphinx, docname: str) -> None:
        self.app = app
        self.docname = docname
        self.spoken = language_of(docname, app.config) or site_languages(app.config)[0].code

    def language(self, language: Language, found: LanguageProgress) -> Iterator[nodes.Node]:
        """Everything about one language."""
        counted = found.tally
        yield nodes.rubric("", language.name_in(self.spoken))
        yield nodes.paragraph("", self.sentence(counted))
        if found.pages:
            yield self.table(found)
        if left := [self.left(page) for page in found.pages if tally(page.rows).percent < 100]:
            yield nodes.bullet_list("", *left, bullet="-")

    def sentence(self, counted: Tally) -> str:
        """The sum, in words."""
        done, words = State.TRANSLATED, counted.words
        return _(
            "%(done)s of %(total)s messages are translated (%(percent)s%%), "
            "%(words)s of %(all)s words."
        ) % {
            "done": self.number(counted.messages[done]),
            "total": self.number(counted.messages.total()),
            "percent": self.number(counted.percent),
            "words": self.number(words[done]),
            "all": self.number(words.total()),
        }

    def table(self, found: LanguageProgress) -> nodes.table:
        """A line for each page."""
        heads = [
            _("Page"),
            _("Messages"),
            _("Words"),
            _("Translated"),
            _("To revise"),
            _("Not usable"),
            _("Not translated"),
        ]
        lines = [
            _line(
                self.name(page),
                self.number(counted.messages.total()),
                self.number(counted.words.total()),
                self.share(counted),
                *(
                    self.number(counted.messages[state])
                    for state in (State.FUZZY, State.FAULTY, State.MISSING)
                ),
            )
            for page in found.pages
            for counted in [tally(page.rows)]
        ]
        group = nodes.tgroup("", cols=len(heads))
        for width in (30, *[10] * (len(heads) - 1)):
            group += nodes.colspec("", colwidth=width)
        group += nodes.thead("", _line(*heads))
        group += nodes.tbody("", *lines)
        return nodes.table("", group)

    def left(self, page: PageProgress) -> nodes.list_item:
        """What is left to do on a page, by section."""
        sections = nodes.bullet_list("", bullet="-")
        for headings, rows in page.sections():
            if open_rows := [row for row in rows if row.state is not State.TRANSLATED]:
                name = nodes.paragraph()
                if headings:
                    name += _in_language(page.source, nodes.strong("", " › ".join(headings)))
                    name += nodes.Text(" ")
                name += nodes.Text(
                    _("%(done)s of %(total)s translated")
                    % {
                        "done": self.number(len(rows) - len(open_rows)),
                        "total": self.number(len(rows)),
                    }
                )
                messages = [self.message(page, row) for row in open_rows]
                sections += nodes.list_item("", name, nodes.bullet_list("", *messages, bullet="-"))
        return nodes.list_item("", nodes.paragraph("", "", self.name(page)), sections)

    def message(self, page: PageProgress, row: Row) -> nodes.list_item:
        """One message, and where a translator finds it."""
        words = {
            State.FUZZY: _("to revise"),
            State.FAULTY: _("not usable"),
            State.MISSING: _("not translated"),
        }
        text = nodes.Text(beginning(row.text.text))
        return nodes.list_item(
            "",
            nodes.paragraph(
                "",
                "",
                nodes.literal("", page.place(row)),
                nodes.Text(f" {words[row.state]}: "),
                _in_language(page.source, text),
            ),
        )

    def name(self, page: PageProgress) -> nodes.Node:
        """The title of a page, as a link where it can be one."""
        title = self.app.env.titles.get(page.docname)
        if title is None:
            return nodes.literal("", page.name)
        text = title.astext()
        own = language_of(page.docname, self.app.config) or ""
        kept = memory(self.app.env).pages.get(page.docname)
        told = kept.untranslated_titles.get(text, own) if kept else own
        words = _in_language(told, nodes.Text(text))
        try:
            return make_refnode(self.app.builder, self.docname, page.docname, None, words)
        except NoUri:
            return words

    def share(self, counted: Tally) -> str:
        """How much is translated: ``12 (80%)``."""
        done = self.number(counted.messages[State.TRANSLATED])
        return f"{done} ({self.number(counted.percent)}%)"

    def number(self, number: int) -> str:
        """A number as the language of the page writes it."""
        return format_number(number, self.spoken)


def _line(*cells: str | nodes.Node) -> nodes.row:
    """A row of a table."""
    return nodes.row(
        "",
        *(
            nodes.entry(
                "",
                nodes.paragraph("", cell)
                if isinstance(cell, str)
                else nodes.paragraph("", "", cell),
            )
            for cell in cells
        ),
    )


def _in_language(code: str, words: nodes.Node) -> nodes.inline:
    """*words*, marked with their language: docutils' writer turns the class into ``lang``."""
    return nodes.inline("", "", words, classes=[f"language-{code.replace('_', '-')}"])
