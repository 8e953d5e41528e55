"""A search on GBIF: a plain form, whose results a script shows on the page.

Without the script, the form sends the search to GBIF's own site.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.errors import ConfigError
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri

from ext.gbif.hosts import gbif_hosts
from ext.gbif.kinds import CHECKLISTS, KINDS, TYPES
from ext.gbif.options import OPTIONS, read_choice
from ext.gbif.scope import EXAMPLE, read_scope, search_of
from ext.reporting import Problem, warn
from ext.yaml_lines import suggestion

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.writers.html5 import HTML5Translator

    from ext.gbif.options import Choice
    from ext.gbif.scope import Search

# Modules needed for the form and the list, besides `search`: loaded all at once.
MODULES = ("drawing", "facets", "fetching", "list", "question", "words", "answer", "md5")
# Parameters that GBIF's site expects and its API does not accept.
SITE_ONLY = frozenset({"contentType"})


class gbif_search(nodes.container):
    """A search form. Builders without forms use the link in it."""


class GbifSearch(SphinxDirective):
    """A search form, with options for what it covers and offers.

    .. code-block:: markdown

       ```{gbif-search} specimens
       :scope: kingdomKey=5 typeStatus=Holotype,Isotype
       :facets: dataset country
       ```
    """

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = dict.fromkeys(OPTIONS, directives.unchanged_required)

    def run(self) -> list[nodes.Node]:
        """Make the form."""
        kind = self.arguments[0] if self.arguments else ""
        if kind not in KINDS:
            message = f"There is no search for {kind!r}; {suggestion(kind, KINDS)}"
            warn(Problem.GBIF_SEARCH, message, location=self.get_location())
            return []
        if next(self.state.document.findall(gbif_search), None) is not None:
            message = "A page can have only one search: remove one of them."
            warn(Problem.GBIF_SEARCH, message, location=self.get_location())
            return []
        choice, faults = read_choice(kind, self.options)
        for fault in faults:
            warn(Problem.GBIF_OPTIONS, fault, location=self.get_location())
        search = search_of(kind, read_scope(self.config.gbif_scope)).narrowed(choice.narrowing)
        link = nodes.reference("", search.address, refuri=search.href)
        node = gbif_search("", nodes.paragraph("", "", link), kind=kind)
        node["action"], node["scope"], node["href"] = search.address, search.fields, search.href
        node["choice"] = choice._asdict()
        node["settings"] = settings_of(kind, choice, search)
        node["settings"]["checklist"] = CHECKLISTS[self.config.gbif_checklist]
        if kind == "specimens" and "words" in choice.fields and not choice.narrowing:
            # For search engines: this page can run such a search.
            self.env.metadata[self.env.docname]["search-action"] = "q"
        self.set_source_info(node)
        return [node]


def settings_of(kind: str, choice: Choice, search: Search) -> dict[str, Any]:
    """What the script is given: plain values, for JSON."""
    known = KINDS[kind]
    scope: dict[str, list[str]] = {}
    for name, value in search.fields:
        if name not in SITE_ONLY:
            scope.setdefault(name, []).append(value)
    return {
        "kind": kind,
        "path": known.path,
        "site": search.address,
        "siteOnly": [field for field in search.fields if field[0] in SITE_ONLY],
        # gbif.org leaves out organisations that wait for GBIF's endorsement; its API does not.
        "apiOnly": [("isEndorsed", "true")] if kind == "publishers" else [],
        "scope": scope,
        "fields": {name: known.fields[name]._asdict() for name in choice.fields},
        "facets": {name: known.facets[name] for name in choice.facets},
        "columns": choice.columns,
        "allColumns": known.columns,
        "views": choice.views,
        "types": TYPES if kind == "specimens" else (),
    }


def visit_gbif_search(self: HTML5Translator, node: gbif_search) -> None:
    """Draw the form."""
    settings = node["settings"] | gbif_hosts(self.config)._asdict()
    here = self.builder.get_target_uri(self.builder.current_docname)
    context = {
        "search": node.attributes,
        "settings": settings,
        "modules": [relative_uri(here, f"_static/js/gbif/{name}.js") for name in MODULES],
    }
    body = self.builder.templates.render("components/gbif-search.html", context)
    self.body.append(body)
    raise nodes.SkipNode


def check_settings(app: Sphinx, config: Config) -> None:
    """On `config-inited`: stop at a wrong setting, with the value found and an example."""
    try:
        read_scope(config.gbif_scope)
    except ValueError as error:
        raise ConfigError(
            f"gbif_scope in conf.py is wrong:\n{error}\nExample:\n{EXAMPLE}"
        ) from error
    if config.gbif_checklist not in [*CHECKLISTS]:
        raise ConfigError(
            f"gbif_checklist in conf.py is wrong: it is {config.gbif_checklist!r}, and should be "
            f"{' or '.join(map(repr, CHECKLISTS))}."
        )
    try:
        gbif_hosts(config)
    except ValueError as error:
        raise ConfigError(
            f'gbif_api in conf.py is wrong: {error}\nExample:\ngbif_api = "https://api.gbif.org"'
        ) from error


def setup(app: Sphinx) -> None:
    """Register the form and its settings."""
    app.add_config_value("gbif_scope", None, "env", dict)
    app.add_config_value("gbif_checklist", "backbone", "env", str)
    app.add_config_value("gbif_api", "https://api.gbif.org", "html", str)
    app.add_node(gbif_search, html=(visit_gbif_search, None))
    app.add_directive("gbif-search", GbifSearch)
    app.connect("config-inited", check_settings)
