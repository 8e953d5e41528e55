"""GBIF's figures on the data sets of the portal, as a block on a page.

Without a snapshot the whole block is left out, including the editor's words in it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from ext.gbif.scope import read_scope
from ext.languages import format_date, format_number, language_of
from ext.ledger import shows
from ext.per_page import PerPage
from ext.reporting import Problem, warn
from ext.yaml_lines import suggestion

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

    from ext.gbif.snapshot import Snapshot

LOGGER = logging.getLogger(__name__)
KINDS = ("datasets", "totals")


class gbif_figures(nodes.container):
    """The block as read: ``kind``, and the editor's words."""


class gbif_drawing(nodes.container):
    """The figures themselves. Builders without templates use the words in it."""


class GbifFigures(SphinxDirective):
    """GBIF's figures on the data sets.

    .. code-block:: markdown

       ```{gbif-figures} datasets
       These are the data sets that you search here.
       ```
    """

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Make the block, without figures as yet."""
        kind = self.arguments[0] if self.arguments else KINDS[0]
        if kind not in KINDS:
            message = f"There are no figures of {kind!r}; {suggestion(kind, KINDS)}"
            warn(Problem.GBIF_FIGURES, message, location=self.get_location())
            return []
        node = gbif_figures("", *self.parse_content_to_nodes(), kind=kind)
        self.set_source_info(node)
        return [node]


class FillFigures(SphinxPostTransform):
    """Put the figures below the editor's words, or remove both.

    .. code-block:: text

       gbif_figures: paragraph  ->  paragraph, gbif_drawing
                                ->  (nothing, without a snapshot)
    """

    # Before links are resolved, from 8 on; after the page's language is set, from 0 on.
    default_priority = 5

    def run(self, **kwargs: object) -> None:
        """Fill it in, for any builder except the one that extracts words for translators."""
        if self.app.builder.name == "gettext":
            return
        snapshot = snapshot_of(self.env)
        for node in list(self.document.findall(gbif_figures)):
            if snapshot is None:
                node.parent.remove(node)
                continue
            language = language_of(self.env.docname, self.config) or self.config.language
            values = values_of(snapshot, node["kind"], language)
            node.replace_self([*node.children, _drawing(values)])


def values_of(snapshot: Snapshot, kind: str, language: str) -> dict[str, Any]:
    """What the template shows, in the words of a language."""
    from ext.gbif.snapshot import licence_name

    def words(number: int) -> str:
        return format_number(number, language)

    return {
        "kind": kind,
        "date": format_date(snapshot.made, language),
        "language": language,
        "totals": [
            (_("specimens with a record on GBIF"), words(snapshot.specimens)),
            (_("of these, with a picture"), words(snapshot.pictured)),
            (_("of these, with coordinates"), words(snapshot.located)),
            (_("publications that used or cited the data"), words(snapshot.papers)),
        ],
        "datasets": [
            {
                "title": dataset.title,
                "language": dataset.language_code,
                "href": f"https://www.gbif.org/dataset/{dataset.key}",
                "doi": dataset.doi,
                "citation": dataset.citation,
                "licence": licence_name(dataset.licence),
                "licence_href": dataset.licence.replace("http://", "https://", 1),
                "specimens": words(dataset.specimens),
                "pictured": words(dataset.pictured),
            }
            for dataset in snapshot.datasets
        ],
    }


def _drawing(values: dict[str, Any]) -> gbif_drawing:
    """The figures, also as plain nodes for builders without templates."""
    items = nodes.bullet_list()
    if values["kind"] == "totals":
        for words, number in values["totals"]:
            items += nodes.list_item("", nodes.paragraph("", f"{words}: {number}"))
    else:
        for dataset in values["datasets"]:
            address = f"https://doi.org/{dataset['doi']}"
            link = nodes.reference("", address, refuri=address)
            words = nodes.Text(f"{dataset['citation']} {dataset['licence']}. ")
            items += nodes.list_item("", nodes.paragraph("", "", words, link))
    return gbif_drawing("", items, values=values)


def visit_drawing(self: HTML5Translator, node: gbif_drawing) -> None:
    """Draw the figures."""
    body = self.builder.templates.render("components/gbif-figures.html", node["values"])
    self.body.append(body)
    raise nodes.SkipNode


# -- The file, and the pages that show it -----------------------------------


def load_snapshot(app: Sphinx) -> None:
    """On `builder-inited`: read the file, and report what is wrong with it."""
    env = app.env
    env.__dict__["vsc_snapshot"] = None
    if not (name := app.config.gbif_snapshot):
        return
    path = Path(app.srcdir, name)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        LOGGER.info("There is no %s, so pages show no GBIF figures: run 'make snapshot'.", name)
        return
    except (OSError, UnicodeDecodeError) as error:
        warn(Problem.GBIF_SNAPSHOT, f"This file cannot be read: {error}.", location=f"{path}:1")
        return
    from ext.gbif.snapshot import read_snapshot  # It needs a library that loads slowly.

    snapshot, faults = read_snapshot(text, read_scope(app.config.gbif_scope).datasets)
    for fault in faults:
        warn(Problem.GBIF_SNAPSHOT, fault.message, location=f"{path}:{fault.line}")
    env.__dict__["vsc_snapshot"] = snapshot


def snapshot_of(env: BuildEnvironment) -> Snapshot | None:
    """The contents of the file; None if there is no file or it is faulty."""
    snapshot: Snapshot | None = env.__dict__.get("vsc_snapshot")
    return snapshot


#: Pages with figures.
_PAGES: PerPage[bool] = PerPage("vsc_pages_with_figures")


def note_figures(app: Sphinx, doctree: nodes.document) -> None:
    """On `doctree-read`: note a page with figures."""
    if any(doctree.findall(gbif_figures)):
        _PAGES.all(app.env)[app.env.docname] = True


def report_what_is_shown(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """On `env-get-updated`: such a page shows what GBIF said."""
    snapshot = snapshot_of(env)
    known = snapshot.model_dump_json() if snapshot else ""
    return shows(app, "gbif", dict.fromkeys(_PAGES.all(env), known))


def setup(app: Sphinx) -> None:
    """Register the block and the setting that names its file."""
    app.add_config_value("gbif_snapshot", "", "", str)
    app.add_node(gbif_figures)
    app.add_node(gbif_drawing, html=(visit_drawing, None))
    app.add_directive("gbif-figures", GbifFigures)
    app.add_post_transform(FillFigures)
    _PAGES.connect(app)
    app.connect("builder-inited", load_snapshot)
    app.connect("doctree-read", note_figures)
    app.connect("env-get-updated", report_what_is_shown)
