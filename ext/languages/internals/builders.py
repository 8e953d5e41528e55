"""Let Sphinx's other builders work on a site in several languages.

Those that write a file for each page (text, xml, json …) write each in its language. Those that make
one document of the site (latex, epub, singlehtml, man, texinfo) make it in one language: the one that
``-D language=…`` names, or else the first.

Internals used: the event `write-started`, after which `config.root_doc` and `config.language` are
looked up again; `Builder.write_doc` and `Builder.write_documents`, and `get_output_path` of
`SingleFileHTMLBuilder`, are replaced on the builder;
`LaTeXBuilder.init`, which fixes the language of hyphenation, runs again.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from sphinx.builders.epub3 import Epub3Builder
from sphinx.builders.latex import LaTeXBuilder
from sphinx.builders.manpage import ManualPageBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.builders.texinfo import TexinfoBuilder
from sphinx.util import logging

from ..settings import language_of
from .active_locale import active_locale
from .extraction import LanguageGettextBuilder
from .numbering import home_of
from .writing import LanguageHTMLBuilder

if TYPE_CHECKING:
    from collections.abc import Set

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

LOGGER = logging.getLogger(__name__)
ONE_DOCUMENT = (
    Epub3Builder,
    LaTeXBuilder,
    ManualPageBuilder,
    SingleFileHTMLBuilder,
    TexinfoBuilder,
)


def prepare_other_builder(app: Sphinx, builder: Builder) -> None:
    """`write-started`: from here on, other builders look up words and the home page."""
    if isinstance(builder, ONE_DOCUMENT):
        _write_one_language(app, builder)
    elif not isinstance(builder, LanguageHTMLBuilder | LanguageGettextBuilder):
        _write_each_in_its_language(app, builder)


def _write_one_language(app: Sphinx, builder: Builder) -> None:
    active = active_locale(app)
    code = active.base = active.asked
    app.config.root_doc = home_of(app, code)
    active.enter(code)
    if isinstance(builder, LaTeXBuilder):
        builder.init()
    if isinstance(builder, SingleFileHTMLBuilder):
        # Its links to pictures and style sheets are relative to the top folder.
        root = PurePosixPath(app.languages_root).name  # type: ignore[attr-defined]
        path = Path(app.outdir, f"{root}{builder.out_suffix}")
        builder.get_output_path = lambda page_name: path  # type: ignore[method-assign]
    write = builder.write_documents

    def write_documents(docnames: Set[str]) -> None:
        write({docname for docname in docnames if language_of(docname, app.config) == code})

    builder.write_documents = write_documents  # type: ignore[method-assign]
    LOGGER.info(
        "%s makes one document, of the pages in '%s'; choose another language with -D language=…",
        builder.name,
        code,
    )


def _write_each_in_its_language(app: Sphinx, builder: Builder) -> None:
    write = builder.write_doc

    def write_doc(docname: str, doctree: nodes.document) -> None:
        with active_locale(app).using(language_of(docname, app.config)):
            write(docname, doctree)

    builder.write_doc = write_doc  # type: ignore[method-assign]
