"""The files of a search page: its script, and Leaflet, which is fetched when a map is opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from sphinx.util.osutil import copyfile, ensuredir
from xstatic.pkg import leaflet  # type: ignore[import-untyped]

from ext.gbif.hosts import gbif_hosts
from ext.gbif.search import gbif_search

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

SCRIPT = "js/gbif/search.js"
LEAFLET = ("leaflet.js", "leaflet.css")


def link_script(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Load the script only on pages with a search (html-page-context).

    Such a page names the hosts that it contacts, for its policy (``csp_hosts``).
    """
    search = doctree and next(doctree.findall(gbif_search), None)
    if search:
        app.add_js_file(SCRIPT, type="module")
        hosts = gbif_hosts(app.config)
        context["csp_hosts"] = {
            "connect-src": [hosts.api],
            "img-src": [hosts.api, hosts.tiles],
            # Where the form leads without the script.
            "form-action": [urljoin(search["action"], "/").rstrip("/")],
        }


def publish(app: Sphinx, error: Exception | None) -> None:
    """Publish Leaflet (build-finished)."""
    if error is not None or app.builder.format != "html":
        return
    static = Path(app.outdir, "_static")
    if (static / SCRIPT).is_file():
        ensuredir(static / "leaflet")
        for name in LEAFLET:
            copyfile(Path(leaflet.BASE_DIR, name), static / "leaflet" / name, force=True)


def setup(app: Sphinx) -> None:
    """Connect the script and the files."""
    app.connect("html-page-context", link_script)
    app.connect("build-finished", publish)
