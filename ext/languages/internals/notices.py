"""Report each warning once, and never let the state of a translation fail a build.

Internals used: `app._warncount`, which ``-W`` looks at, the filters of Sphinx's handler of
warnings, and that its logger has a list of handlers.
"""

from __future__ import annotations

import logging as standard_logging
import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util import logging
from sphinx.util.logging import NAMESPACE, WarningStreamHandler, get_node_location

from ...findings import Finding

if TYPE_CHECKING:
    from sphinx.application import Sphinx

LOGGER = logging.getLogger(__name__)
#: Of a record that does not count for ``-W``.
UNCOUNTED = "uncounted"
NO_LINE = re.compile(r":0?$")
LINE = re.compile(r":[1-9]\d*$")
#: docutils warns so about every text in a language whose quotation marks it does not know, such as
#: a phrase in Latin. The text keeps its own marks: there is nothing to correct.
NO_QUOTES = "No smart quotes defined for language"


def notice(app: Sphinx, finding: Finding) -> None:
    """Report something about a translation as a warning that does not count for ``-W``."""
    place = f"{finding.path}:{finding.line}" if finding.line else f"{finding.path}:1"
    uncounted(app, "translation", finding.kind, finding.message, place)


def uncounted(
    app: Sphinx, room: str, subtype: str, message: str, location: str | nodes.Node
) -> None:
    """Report something as a warning that does not count for ``-W``.

    :param location: ``path:line``, or a node
    """
    extra = {UNCOUNTED: True}
    LOGGER.warning("%s", message, type=room, subtype=subtype, location=location, extra=extra)


class _Uncounted(standard_logging.Filter):
    """Undoes the count of a warning that does not count; it may come from another process."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self.app = app

    def filter(self, record: standard_logging.LogRecord) -> bool:
        self.app._warncount -= getattr(record, UNCOUNTED, False)
        return True


class _Once(standard_logging.Filter):
    """Lets a warning through once: a page is read again for each of its counterparts.

    One that needs no action is left out; one about a page without a line gets line 1.
    """

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self.app = app
        self.reported: set[tuple[str, str]] = set()

    def filter(self, record: standard_logging.LogRecord) -> bool:
        if record.getMessage().startswith(NO_QUOTES):
            return False
        place = self._place(getattr(record, "location", None))
        if place is None:
            return True
        # A translated node has "<translated>" after the line of its source.
        place = place.partition(":<translated>")[0]
        place = record.location = place if LINE.search(place) else f"{NO_LINE.sub('', place)}:1"
        said = place, record.getMessage()
        if said in self.reported:
            return False
        self.reported.add(said)
        return True

    def _place(self, location: object) -> str | None:
        """The file and line of a warning, which are the same for a page and its counterparts."""
        if isinstance(location, nodes.Node):
            location = get_node_location(_with_a_line(location))
        if isinstance(location, tuple) and location[0]:
            return f"{self.app.env.doc2path(location[0])}:{location[1] or ''}"
        if isinstance(location, str) and location:
            return location if ":" in location else str(self.app.env.doc2path(location))
        return None


def _with_a_line(node: nodes.Node) -> nodes.Node:
    """The node, or the one around it that has a line: pictures in a paragraph have none."""
    while not node.line and isinstance(node.parent, nodes.Element):
        node = node.parent
    return node


class _PageOfTheMoment(standard_logging.Handler):
    """Gives a warning without a location that of the page being read. It writes nothing."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__(standard_logging.WARNING)
        self.app = app

    def emit(self, record: standard_logging.LogRecord) -> None:
        """Note the page at once: Sphinx keeps warnings back until all pages are read."""
        docname = self.app.env.current_document.docname
        if docname and not getattr(record, "location", None):
            record.location = docname


def install(app: Sphinx) -> None:
    """Let each warning about a place be reported once per build."""
    handlers = standard_logging.getLogger(NAMESPACE).handlers
    handlers.insert(0, _PageOfTheMoment(app))
    for handler in handlers:
        if isinstance(handler, WarningStreamHandler):
            # In front: the next filter counts warnings.
            handler.filters.insert(0, _Once(app))
            handler.filters.append(_Uncounted(app))
