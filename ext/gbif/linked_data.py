"""What search engines read about the portal's data sets: schema.org, on the page that lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.locale import _

from ext.gbif.figures import gbif_drawing, snapshot_of
from ext.linked_data import add_linked_data, filled

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from ext.gbif.snapshot import Dataset, Snapshot


def catalogue(snapshot: Snapshot, name: str, page: str | None) -> dict[str, Any]:
    """The data sets as a ``DataCatalog`` (https://schema.org/DataCatalog); empty fields are left out.

    :param name: of the catalogue
    :param page: absolute address of the page that lists them, if that is known
    """
    fields = {
        "@type": "DataCatalog",
        "name": name,
        "url": page,
        "dataset": [_dataset(one) for one in snapshot.datasets],
    }
    return filled(fields)


def _dataset(dataset: Dataset) -> dict[str, Any]:
    fields = {
        "@type": "Dataset",
        "@id": f"https://doi.org/{dataset.doi}",
        "name": dataset.title,
        "inLanguage": dataset.language_code,
        "url": f"https://www.gbif.org/dataset/{dataset.key}",
        "identifier": f"https://doi.org/{dataset.doi}",
        "license": dataset.licence,
        "citation": dataset.citation,
    }
    return filled(fields)


def give_catalogue(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """On `html-page-context`: add the catalogue to ``linked_data``, if the page shows the data sets."""
    snapshot = snapshot_of(app.env)
    if snapshot is None or doctree is None:
        return
    drawn = [node["values"]["kind"] for node in doctree.findall(gbif_drawing)]
    if "datasets" not in drawn:
        return
    name = str(_("Virtual Science Collections of Flanders"))
    add_linked_data(context, catalogue(snapshot, name, context.get("canonical")))


def setup(app: Sphinx) -> None:
    """Connect it to pages that show data sets."""
    app.connect("html-page-context", give_catalogue, priority=550)
