"""Old addresses lead to the pages that replace them.

The setting `redirects` in conf.py maps an old address, without slashes at its ends, to a docname::

    redirects = {"specimen/search": "en/exemplaren"}

Each becomes a small page that forwards by itself, and by a link in every language. One that leads to a
missing page is left out, with a warning that ``-W`` does not count: a page may be renamed.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import ConfigError

from ext.languages import (
    counterparts,
    language_of,
    published_languages,
    site_languages,
    uncounted,
)
from ext.portal.threshold import part

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

EXAMPLE = 'redirects = {"specimen/search": "en/exemplaren"}'
TEMPLATE = "redirect.html"


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


def redirect_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield a page for each old address (html-collect-pages)."""
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder):
        return
    languages = {language.code: language for language in site_languages(app.config)}
    first = next(iter(languages.values()))
    published = {language.code for language in published_languages(app)}
    left_out = faults_of(app)
    for address, target in app.config.redirects.items():
        if address in left_out:
            continue
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


def _absolute(base: str | None, builder: StandaloneHTMLBuilder, docname: str) -> str | None:
    """The address of a page with the name of the site; None if the site does not know its own."""
    return f"{base.rstrip('/')}/{builder.get_target_uri(docname)}" if base else None


def setup(app: Sphinx) -> None:
    """Add the setting and connect the checks."""
    app.add_config_value("redirects", {}, "html", types=(dict,))
    app.connect("config-inited", check_setting)
    app.connect("env-check-consistency", check_targets)
    app.connect("html-collect-pages", redirect_pages)
