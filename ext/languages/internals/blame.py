"""Report what Sphinx finds wrong with a translation at its catalog, not at the editor's page.

`judge.refusal` and `parsing` refuse nearly all of it before it is on a page. What is left appears only
once the page is put together: a term that the translated glossary lacks, a reference that the source has not
and that leads nowhere (``default_role`` makes one of any text in backquotes), two terms with one
translation, and whatever else docutils' later transforms say of a translated node.

Internals used: `Locale` parses a message as a document called ``<path>:<line>:<translated>``;
`StandardDomain` logs ``duplicate %s description of %s, …``.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util.logging import NAMESPACE, get_node_location, is_suppressed_warning

from ...catalogs.differences import beginning
from ...findings import Finding
from .comments import without_context
from .notices import UNCOUNTED, notice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.domains import Domain

    from .translation import Counterpart

#: The page that is being read, and its catalog, in `env.current_document`.
COUNTERPART = "languages_counterpart"
#: Of a reference in a translation that its source has not: its catalog, and the line.
PLACE = "translation_place"
TRANSLATED = re.compile(r":(\d+):<translated>")
DUPLICATE = "duplicate %s description of %s"


def note_references(
    node: nodes.Element, source: Iterable[nodes.Node], place: tuple[str, int]
) -> None:
    """Note where the terms of a translated message come from, and what else its *source* has not."""
    there = {_aim(link) for child in source for link in child.findall(addnodes.pending_xref)}
    for link in node.findall(addnodes.pending_xref):
        if link.get("reftype") == "term" or _aim(link) not in there:
            link[PLACE] = place


def _aim(link: addnodes.pending_xref) -> tuple[str, str]:
    return str(link.get("reftype", "")), str(link.get("reftarget", ""))


def report_missing_reference(
    app: Sphinx, domain: Domain | None, node: addnodes.pending_xref
) -> bool | None:
    """`warn-missing-reference`: what only a translation refers to is the translator's."""
    if PLACE not in node:
        return None
    name = node["reftarget"]
    if node.get("reftype") == "term":
        kind = "term"
        said = (
            f"The translation refers to a term “{name}”, which the translated glossary does not "
            "have. Use the word of that glossary: {term}`words <term>`."
        )
    else:
        kind = "links"
        said = (
            f"The translation refers to “{name}”, which is nowhere on the site, and the source does not. "
            "Keep every link of the source, and only those."
        )
    path, line = node[PLACE]
    notice(app, Finding(kind, path, line, said))
    return True


class _OfTranslations(logging.Handler):
    """Turns a warning about a translation, while its page is read, into one about the catalog."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__(logging.WARNING)
        self.app = app

    def emit(self, record: logging.LogRecord) -> None:
        """Change the record at once: Sphinx keeps warnings back until all pages are read."""
        env = getattr(self.app, "env", None)  # There is none before the builder is chosen.
        reading: Counterpart | None = env.current_document.get(COUNTERPART) if env else None
        kind = getattr(record, "type", ""), getattr(record, "subtype", "")
        if reading is None or is_suppressed_warning(*kind, self.app.config.suppress_warnings):
            return
        message = reading.at_lines.get(_line_of(record), "")
        if message not in reading.messages:
            return
        path, line = reading.place(message)
        said = record.getMessage().splitlines()[0]
        record.msg = f"{beginning(without_context(message))} causes a warning: {said}"
        record.args = ()
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        for name, value in (
            ("location", f"{path}:{line}"),
            ("type", "translation"),
            ("subtype", "refused"),
            (UNCOUNTED, True),
        ):
            setattr(record, name, value)


def _line_of(record: logging.LogRecord) -> int:
    """The line of the page that a warning about a translation names; 0 for other warnings."""
    location = getattr(record, "location", None)
    if isinstance(location, nodes.Node):
        if str(record.msg).startswith(DUPLICATE):
            return location.line or 0
        location = get_node_location(location)
    found = TRANSLATED.search(str(location))
    return int(found[1]) if found else 0


def install(app: Sphinx) -> None:
    """Connect the handlers."""
    app.connect("warn-missing-reference", report_missing_reference)
    logging.getLogger(NAMESPACE).handlers.insert(0, _OfTranslations(app))
