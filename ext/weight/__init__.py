"""One style sheet for a page, reduced to what it uses; and no styles in the page itself.

A page names its sheet by what that contains, so that browsers may keep it for ever. The sheet follows
from the page and the site's own sheets alone: whatever happens on other pages, it stays the same,
and two pages that use the same rules share one. Pages of plain text share theirs: it contains
all that Markdown makes (``text.html``).

The page is drawn by its template first, then linked to its sheet (``_templates/weighed.html``).
"""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder

from ext.files import write_whole
from ext.ledger import EVERY_PAGE, shows
from ext.published import pages
from ext.weight import scripts, sources, styles
from ext.weight.cache import Cache
from ext.weight.cut import declarations, kept, without_repeated, without_unused
from ext.weight.page import Elements, Words, elements_of, words_of
from ext.weight.selectors import read_selector
from ext.weight.small import minified, with_short_names, without_indents
from ext.weight.sources import (
    Link,
    digest_of_sheets,
    digest_of_sources,
    link_of,
    read_sheets,
    read_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

BUILDERS = frozenset({"html", "dirhtml"})
#: Draws the page by its own template, and adds its sheet.
TEMPLATE = "weighed.html"
#: The place where a page is linked to its sheet.
MARK = "vsc-sheet"
#: After everything that adds sheets and scripts to a page, and absolute links (950).
LAST = 990
TEXT = Path(__file__).with_name("text.html")
#: Before rooms that need memory of their own.
FIRST = 100
#: After everything that names pages.
LATE = 900


def weigh(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> str | None:
    """Draw a page, and then its sheet (html-page-context)."""
    if app.builder.name not in BUILDERS:
        return None
    # In the order in which Sphinx links them.
    own = sorted(context["css_files"], key=lambda sheet: getattr(sheet, "priority", 500))
    sheets = [*context.get("theme_sheets", ()), *own]
    links = [link_of(sheet) for sheet in sheets]
    context["css_files"] = [sheet for sheet in context["css_files"] if link_of(sheet) is None]
    outdir, pathto = Path(app.outdir), context["pathto"]
    cache: Cache = app.vsc_sheets  # type: ignore[attr-defined]
    names = [str(getattr(script, "filename", "") or "") for script in context["script_files"]]

    def with_sheet(drawn: str) -> str:
        """The drawn page, made smaller and linked to its sheet."""
        if MARK not in drawn:
            return without_indents(drawn)  # It has no sheet: a redirect from an old address.
        words = read_words(outdir, tuple(filter(None, names)))
        css = sheet_of(drawn, cache, outdir, tuple(link for link in links if link), words)
        name = f"site.{hashlib.sha256(css.encode()).hexdigest()[:10]}.css"
        sheet = outdir / sources.STATIC / name
        if not sheet.is_file():  # Its name says what it contains.
            write_whole(sheet, css.encode())
        return without_indents(drawn).replace(MARK, pathto(f"{sources.STATIC}/{name}", True), 1)

    context |= {"sheet_mark": MARK, "page_template": templatename, "with_sheet": with_sheet}
    return TEMPLATE


def sheet_of(page: str, cache: Cache, outdir: Path, links: tuple[Link, ...], words: Words) -> str:
    """The sheet of a page.

    Pages with the same names, of those that occur in sheets, share it, and it is made only once.
    """
    elements = elements_of(page)
    for script in elements.scripts:
        words |= _words_of(script)
    words |= Words(frozenset(name.lstrip(".#[") for name in elements.loose))
    own = sorted(
        {name[1:] for one in elements.main for name in one if name.startswith(f".{styles.PREFIX}")}
    )
    made_from = digest_of_sheets(outdir, links)
    asked = _asked(
        cache.get(made_from, lambda: json.dumps(sorted(read_sheets(outdir, links).names)))
    )
    elements, words = elements.of_names(asked), words.of_names(asked)
    return cache.get(
        (made_from, elements.key, words.key, own),
        lambda: _cut(outdir, links, elements, words, own),
    )


_words_of = lru_cache(maxsize=16)(words_of)


@lru_cache(maxsize=16)
def _asked(names: str) -> frozenset[str]:
    return frozenset(json.loads(names))


def _cut(
    outdir: Path, links: tuple[Link, ...], elements: Elements, words: Words, own: Iterable[str]
) -> str:
    """The rules used by a page with these elements, and those of its own styles."""
    sheets = read_sheets(outdir, links)
    used = sheets.selectors.matching(elements.all, words)
    # A page of text takes the rules of all such pages.
    of_text = sheets.selectors.matching(elements.frame | _text().all, words)
    used = of_text if used <= of_text else used
    rules = without_repeated(kept(sheets.rules, used.__contains__))
    rules = without_unused(rules, words)
    return with_short_names(minified((*rules, *styles.rules_of(own))), words)


@lru_cache(maxsize=1)
def _text() -> Elements:
    """The elements that Markdown makes from text."""
    return elements_of(TEXT.read_text(encoding="utf-8"))


def begin(app: Sphinx) -> None:
    """Forget the files of another build (builder-inited)."""
    sources.forget()
    builder = app.builder
    if isinstance(builder, StandaloneHTMLBuilder) and builder.name in BUILDERS:
        folder = Path(app.doctreedir, "sheets")
        app.vsc_sheets = Cache(folder, digest_of_sources(builder))  # type: ignore[attr-defined]


def report_what_is_shown(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Every page shows the sheets and scripts that there are (env-get-updated)."""
    if app.builder.name not in BUILDERS:
        return []
    return shows(app, "weight", {EVERY_PAGE: app.vsc_sheets.sources})  # type: ignore[attr-defined]


def forget(app: Sphinx, error: Exception | None) -> None:
    """Release the memory used for sheets and pages, once all are written (build-finished)."""
    sources.forget()
    for cached in (read_selector, declarations, _text):
        cached.cache_clear()


def remove_unused(app: Sphinx, error: Exception | None) -> None:
    """Remove sheets that no page links any more, and those of an interrupted build (build-finished)."""
    if error is not None or app.builder.name not in BUILDERS:
        return
    app.vsc_sheets.remove_others()  # type: ignore[attr-defined]
    linked = {
        sheet.rpartition("/")[2] for page in pages(app).values() for sheet in page.head.sheets
    }
    for path in Path(app.outdir, sources.STATIC).glob("site.*.css"):
        if path.name not in linked:
            path.unlink()


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the room to the build."""
    styles.setup(app)
    scripts.setup(app)
    app.connect("builder-inited", begin)
    app.connect("env-get-updated", report_what_is_shown)
    app.connect("html-page-context", weigh, priority=LAST)
    app.connect("build-finished", forget, priority=FIRST)
    app.connect("build-finished", remove_unused, priority=LATE)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
