"""Old addresses lead to the pages that replace them.

The setting `redirects` in conf.py maps an old address, without slashes at its ends, to a docname::

    redirects = {"specimen/search": "en/exemplaren"}

Each becomes a small page that forwards by itself, and by a link in every language; so does each folder
above a page that is no page itself. Its script keeps what the address asks. For hosts that read it,
``_redirects`` has the same as rules. One that leads to a missing page is left out, with a warning that
``-W`` does not count: a page may be renamed.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import ConfigError

from ext.files import write_whole
from ext.languages import (
    counterparts,
    language_of,
    published_languages,
    site_languages,
    uncounted,
)
from ext.ledger import publishes
from ext.portal.not_found import base_path
from ext.portal.threshold import part

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

EXAMPLE = 'redirects = {"specimen/search": "en/exemplaren"}'
TEMPLATE = "redirect.html"
RULES = "_redirects"


def check_setting(app: Sphinx, config: Config) -> None:
    """Refuse a setting that does not map addresses to docnames (config-inited)."""
    for address, target in config.redirects.items():
        if not isinstance(address, str) or not isinstance(target, str):
            raise ConfigError(
                f"redirects in conf.py: {address!r}: {target!r} must be an old address and a docname, "
                f"both in quotes. Example: {EXAMPLE}"
            )
        if address != address.strip("/") or not address or ":" in address or ".." in address:
            raise ConfigError(
                f"redirects in conf.py: write the old address {address!r} without the name "
                f"of the site and without a slash at either end. Example: {EXAMPLE}"
            )


def check_targets(app: Sphinx, env: BuildEnvironment) -> None:
    """Report each redirect that is left out (env-check-consistency)."""
    conf = Path(app.confdir, "conf.py")
    source = conf.read_text(encoding="utf-8") if conf.is_file() else ""
    for address, why in faults_of(app).items():
        place = f"{conf}:{line_of(address, source)}"
        uncounted(app, "portal", "redirects", f"redirects in conf.py: {why}", place)


def faults_of(app: Sphinx) -> dict[str, str]:
    """Why an old address leads nowhere, by that address."""
    builder, env = app.builder, app.env
    taken = (
        {builder.get_output_path(docname): docname for docname in env.found_docs}
        if isinstance(builder, StandaloneHTMLBuilder)
        else {}
    )
    found = {}
    for address, target in app.config.redirects.items():
        if target not in env.found_docs:
            close = difflib.get_close_matches(target, env.found_docs, n=1)
            hint = f" Did you mean {close[0]!r}?" if close else f" Example: {EXAMPLE}"
            found[address] = (
                f"{address!r} leads to {target!r}, which is not a page. The old address is "
                f"left out.{hint}"
            )
        elif isinstance(builder, StandaloneHTMLBuilder) and (
            page := taken.get(builder.get_output_path(address))
        ):
            found[address] = (
                f"{address!r} is the address of the page {env.doc2path(page, base=False)}, "
                "so it is ignored. Remove it from redirects."
            )
    return found


def line_of(address: str, source: str) -> int:
    """The last line of a conf.py that maps an old address to something; 1 if none does.

    >>> line_of("about", 'redirects = {\\n    "about": "en/over",\\n}')
    2
    """
    keys: list[ast.expr | None] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Dict):
            keys += node.keys
        elif isinstance(node, ast.Subscript):
            keys.append(node.slice)
    named = [k.lineno for k in keys if isinstance(k, ast.Constant) and k.value == address]
    return max(named, default=1)


def forwarded(app: Sphinx, builder: StandaloneHTMLBuilder) -> dict[str, str]:
    """All names of pages that lead on, each with the docname where it leads.

    A folder leads to the page in it; to the home page of its language if it has more than one.
    """
    left_out = faults_of(app)
    found = {old: new for old, new in app.config.redirects.items() if old not in left_out}
    names = {name: name for name in app.env.found_docs} | found
    files = {
        Path(builder.get_output_path(name)).relative_to(builder.outdir): target
        for name, target in names.items()
    }
    below: dict[str, set[str]] = {}
    for file, target in files.items():
        for folder in file.parents[:-1]:
            name = f"{folder.as_posix()}/index"
            # A page of that name with an address of its own would be written over.
            if folder / "index.html" not in files and name not in app.env.found_docs:
                below.setdefault(name, set()).add(target)
    for name, targets in below.items():
        first = min(targets)
        home = f"{language_of(first, app.config)}/index"
        found[name] = home if len(targets) > 1 and home in app.env.found_docs else first
    return found


def redirect_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield a page for each old address and each folder (html-collect-pages)."""
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder):
        return
    languages = {language.code: language for language in site_languages(app.config)}
    first = next(iter(languages.values()))
    published = {language.code for language in published_languages(app)}
    for address, target in forwarded(app, builder).items():
        links = [
            part(
                app,
                languages.get(language_of(page, app.config) or "", first),
                "moved",
                href=builder.get_relative_uri(address, page),
                title=builder.env.titles[page].astext(),
            )
            for page in (target, *counterparts(app, target))
            if page == target or language_of(page, app.config) in published
        ]
        yield (
            address,
            {
                "target": target,
                "target_title": builder.env.titles[target].astext(),
                "target_href": builder.get_relative_uri(address, target),
                "target_address": _absolute(app.config.html_baseurl, builder, target),
                "parts": links,
            },
            TEMPLATE,
        )


def write_rules(app: Sphinx, error: Exception | None) -> None:
    """Write ``_redirects``: an old address, where it leads, and the status, on a line (build-finished)."""
    builder = app.builder
    if error is not None or not isinstance(builder, StandaloneHTMLBuilder):
        return
    if builder.name not in {"html", "dirhtml"}:
        return  # An e-book has no addresses.
    base = base_path(app.config.html_baseurl or "")
    rules = sorted(
        f"{base}{address.removesuffix('/index')}{slash} {base}{builder.get_target_uri(target)} 301"
        for address, target in forwarded(app, builder).items()
        for slash in ("", "/")
    )
    publishes(app, "portal", [RULES])
    write_whole(Path(builder.outdir, RULES), "".join(f"{rule}\n" for rule in rules).encode())


def _absolute(base: str | None, builder: StandaloneHTMLBuilder, docname: str) -> str | None:
    """The address of a page with the name of the site; None if the site does not know its own."""
    return f"{base.rstrip('/')}/{builder.get_target_uri(docname)}" if base else None


def setup(app: Sphinx) -> None:
    """Add the setting and connect the checks."""
    app.add_config_value("redirects", {}, "html", types=(dict,))
    app.connect("config-inited", check_setting)
    app.connect("env-check-consistency", check_targets)
    app.connect("html-collect-pages", redirect_pages)
    app.connect("build-finished", write_rules)
