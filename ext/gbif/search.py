"""A form that hands a search over to GBIF; it works without JavaScript."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.errors import ConfigError
from sphinx.util.docutils import SphinxDirective

from ext.gbif.scope import EXAMPLE, KINDS, read_scope, search_of
from ext.reporting import Problem, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.writers.html5 import HTML5Translator


class gbif_search(nodes.container):
    """A search form. Builders without forms see the link in it."""


class GbifSearch(SphinxDirective):
    """A search form.

    .. code-block:: markdown

       ```{gbif-search} specimens
       ```
    """

    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Make the form."""
        kind = self.arguments[0] if self.arguments else ""
        if kind not in KINDS:
            near = get_close_matches(kind, KINDS, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(KINDS)}."
            message = f"There is no search for {kind!r}; {hint}"
            warn(Problem.GBIF_SEARCH, message, location=self.get_location())
            return []
        search = search_of(kind, read_scope(self.config.gbif_scope))
        link = nodes.reference("", search.address, refuri=search.href)
        node = gbif_search("", nodes.paragraph("", "", link), kind=kind)
        node["action"], node["scope"], node["href"] = search.address, search.fields, search.href
        self.set_source_info(node)
        return [node]


def visit_gbif_search(self: HTML5Translator, node: gbif_search) -> None:
    """Draw the form."""
    body = self.builder.templates.render("components/gbif-search.html", {"search": node.attributes})
    self.body.append(body)
    raise nodes.SkipNode


def check_scope(app: Sphinx, config: Config) -> None:
    """On `config-inited`: stop on a wrong scope, with what was found and an example."""
    try:
        read_scope(config.gbif_scope)
    except ValueError as error:
        raise ConfigError(
            f"gbif_scope in conf.py is wrong:\n{error}\nExample:\n{EXAMPLE}"
        ) from error


def setup(app: Sphinx) -> None:
    """Register the form and its setting."""
    app.add_config_value("gbif_scope", None, "env", dict)
    app.add_node(gbif_search, html=(visit_gbif_search, None))
    app.add_directive("gbif-search", GbifSearch)
    app.connect("config-inited", check_scope)
