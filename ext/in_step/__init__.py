"""Report changes of hand-written pages that their versions in other languages have not followed.

``make in-step PAGE=nl/visit`` declares them in step. At the end of a build their text is compared with
what it was then; nothing is kept between builds. Reports never count for ``-W``, and
``suppress_warnings = ["translation.in-step"]`` turns them off. Only pages in Markdown are compared: only
docutils knows where a block of reStructuredText ends, and it would have to read the page again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sphinx.util import logging

from ext.languages import catalog_folders, hand_written_pairs, uncounted
from ext.paths import why_unusable

from .blocks import sections_of
from .record import BrokenFileError, PageSection, Pair, is_old, read, to_follow

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

LOGGER = logging.getLogger(__name__)
FILE = "in-step.txt"


def pairs_of(app: Sphinx) -> list[Pair]:
    """The pairs of pages that are compared, in alphabetical order."""
    kinds, path_of = app.config.source_suffix, app.env.doc2path
    return [
        pair
        for pair in hand_written_pairs(app)
        if all(kinds.get(path_of(name).suffix) == "markdown" for name in pair)
    ]


def sections_now(app: Sphinx, pairs: Iterable[Pair]) -> dict[str, list[PageSection]]:
    """The sections of each page of the pairs that can be read."""
    found = {}
    for docname in {name for pair in pairs for name in pair}:
        try:
            text = app.env.doc2path(docname).read_text(encoding="utf-8-sig", errors="replace")
            found[docname] = sections_of(text, app.env.myst_config)  # type: ignore[attr-defined]
        except (OSError, RecursionError):
            continue  # Reported where the page itself is read.
    return found


def out_of_step(app: Sphinx) -> Iterator[tuple[str, str, str]]:
    """What another page has not followed: subtype, ``path:line`` and message of each report."""
    folders, pairs = catalog_folders(app), pairs_of(app)
    path, shown = folders.first / FILE, f"{folders.names[0]}/{FILE}"
    if why := why_unusable(path, folders.first.parent):
        yield "file", f"{shown}:1", f"This file is not read: it {why}"
        return
    try:
        declared = read(path.read_bytes())
    except OSError:
        declared = {}
    except BrokenFileError as broken:
        line, said = broken.args
        said = f"{said} Until then, the build cannot tell which hand-written pages are in step."
        yield "in-step", f"{shown}:{line}", said
        return
    now = sections_now(app, declared.keys() & {*pairs})
    file_of = {
        name: app.env.doc2path(name, base=False).as_posix() for pair in pairs for name in pair
    }
    for pair in pairs:
        if pair not in declared:
            said = (
                f"This page and {file_of[pair[1]]} are both written by hand, and have not been "
                f"declared in step. Compare them, then run: make in-step PAGE={pair[0]}"
            )
            yield "in-step", f"{file_of[pair[0]]}:1", said
            continue
        if any(map(is_old, declared[pair].values())):
            said = "%s: until you run make in-step PAGE=%s, only new and lost sections of %s and %s are reported"
            LOGGER.info(said, shown, pair[0], *pair)
        for page, other in (pair, pair[::-1]) if now.keys() >= {*pair} else ():
            for change, section in to_follow(declared[pair], now, page, other):
                where = f"This section “{section.title}”" if section.key else "This page"
                said = f"{where} may be behind {file_of[page]}: {change.summary}."
                remedy = f"Make the same change here if needed, then run: make in-step PAGE={other}"
                yield "in-step", f"{file_of[other]}:{section.line}", f"{said} {remedy}"


def report(app: Sphinx, exception: Exception | None) -> None:
    """`build-finished`: report what is out of step; it does not count for ``-W``."""
    for subtype, place, said in out_of_step(app) if exception is None else ():
        uncounted(app, "translation", subtype, said, place)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the report."""
    app.setup_extension("ext.languages")
    app.connect("build-finished", report)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
