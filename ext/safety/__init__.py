"""What a page may not publish, and what browsers are told to refuse.

`pages` leaves out of pages what is not allowed. Each page has a Content-Security-Policy, and ``_headers``
repeats it for hosts.

A page that contacts other hosts once its visitor asks for it names them in its context, before the
handlers of priority 900, by directive::

    context["csp_hosts"] = {"connect-src": ["https://api.gbif.org"]}

and one that compiles WebAssembly sets ``context["csp_wasm"]``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ext.files import write_whole
from ext.ledger import publishes
from ext.published import pages as pages_of
from ext.safety import braces, files, pages
from ext.safety.headers import headers_file
from ext.safety.policy import IN_HEADER, policy, scripts_in

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

BUILDERS = frozenset({"html", "dirhtml"})
#: The one script that is in pages.
SCRIPT = "portal/colour-mode-script.html"
HEADERS = "_headers"
#: After everything that a page needs, before it is drawn.
LATE = 970
#: Sphinx writes a second one, which makes no difference in any browser.
_VIEWPORT = re.compile(r'<meta name="viewport"[^>]*>\s*')


def add_policy(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Put the policy before everything that it covers (html-page-context)."""
    if app.builder.name not in BUILDERS:
        return
    text = policy(the_scripts(app), context.get("csp_hosts"), wasm=bool(context.get("csp_wasm")))
    others = _VIEWPORT.sub("", context.get("metatags", ""))
    context["csp"] = text
    context["metatags"] = f"\n{meta_of(app, text)}\n{others}"


def meta_of(app: Sphinx, text: str) -> str:
    """The tag that states the policy."""
    return str(app.builder.templates.render("portal/policy.html", {"csp": text})).strip()


def the_scripts(app: Sphinx) -> tuple[str, ...]:
    """The scripts that are in every page."""
    return _scripts(app.builder.templates.render(SCRIPT, {}))


@lru_cache(maxsize=4)
def _scripts(drawn: str) -> tuple[str, ...]:
    return tuple(scripts_in(drawn))


def write_headers(app: Sphinx, error: Exception | None) -> None:
    """Write `_headers`, from what the pages themselves state (build-finished)."""
    if error is not None or app.builder.name not in BUILDERS:
        return
    policies = {
        f"/{page.name}".removesuffix("index.html"): f"{page.head.policy}; {IN_HEADER}"
        for page in pages_of(app).values()
        if page.head.policy
    }
    text = headers_file(policies, "/_static/site.*")
    publishes(app, "safety", [HEADERS])
    write_whole(Path(app.outdir, HEADERS), text.encode())


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the room to the build."""
    braces.setup(app)
    files.setup(app)
    pages.setup(app)
    app.connect("html-page-context", add_policy, priority=LATE)
    app.connect("build-finished", write_headers, priority=LATE)
    return {
        "version": "1",
        # Increase this when the rules change: the pages of older builds are then read again.
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
