"""Number figures, tables and listings once for each language, from its own home page.

Internals used: `TocTreeCollector.assign_figure_numbers`, which walks from `config.root_doc`, and
`EnvironmentCollector.disable`, to take off the collector that would number all languages as one;
that it copies a heading to the contents with what is in it; ``secnumber`` of titles and contents, which
`assign_section_numbers` sets but never takes away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.environment.collectors.toctree import TocTreeCollector

from ..settings import language_of, site_languages
from .discovery import pages_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def home_of(app: Sphinx, code: str | None) -> str:
    """The docname of the home page in the language *code*; the root page where it has none."""
    home = f"{code}/index"
    return home if code and pages_of(app).get(home) else str(app.config.root_doc)


class LanguageTocTreeCollector(TocTreeCollector):
    """Sphinx's collector of tables of contents, which numbers each language separately."""

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Collect a page; a download link in a heading becomes plain text in the contents."""
        super().process_doc(app, doctree)
        contents = app.env.tocs[app.env.current_document.docname]
        for link in list(contents.findall(addnodes.download_reference)):
            link.replace_self(link.children)

    def assign_section_numbers(self, env: BuildEnvironment) -> list[str]:
        """Number sections; where ``:numbered:`` was removed, the numbers of the last build go."""
        old = env.toc_secnumbers
        for part in (*env.titles.values(), *env.tocs.values()):
            for node in part.findall(nodes.Element):
                node.attributes.pop("secnumber", None)
        changed = super().assign_section_numbers(env)
        return [*changed, *(docname for docname in old if docname not in env.toc_secnumbers)]

    def assign_figure_numbers(self, env: BuildEnvironment) -> list[str]:
        """Number the pages of each language, and of none; returns those whose numbers changed."""
        config, old = env.config, env.toc_fignumbers
        root = config.root_doc
        numbers: dict[str, dict[str, dict[str, tuple[int, ...]]]] = {}
        try:
            for code in (None, *(language.code for language in site_languages(config))):
                config.root_doc = home_of(env._app, code) if code else root
                super().assign_figure_numbers(env)
                numbers |= {
                    docname: figures
                    for docname, figures in env.toc_fignumbers.items()
                    if language_of(docname, config) == code
                }
        finally:
            config.root_doc = root
            env.toc_fignumbers = numbers
        pages = {**old, **numbers}
        return [docname for docname in pages if numbers.get(docname) != old.get(docname)]


def install(app: Sphinx) -> None:
    """Replace Sphinx's collector by this one."""
    for listener in list(app.events.listeners["env-get-updated"]):
        collector = getattr(listener.handler, "__self__", None)
        if type(collector) is TocTreeCollector:
            collector.disable(app)
    app.add_env_collector(LanguageTocTreeCollector)
