"""Messages of Sphinx, MyST and docutils about a page, in plain words for its editors: what is wrong, what to do.

Internals used: the filters of Sphinx's warning handler, and the words of the messages. A message that is not
in `MESSAGES` is shown unchanged.
"""

from __future__ import annotations

import logging as standard_logging
import re
from typing import TYPE_CHECKING

from sphinx.util.logging import NAMESPACE, WarningStreamHandler

if TYPE_CHECKING:
    from sphinx.application import Sphinx

BLOCKS = "docs/editing.md shows the blocks and their settings."
FILE = "Upload it, or correct its name, which is relative to the folder of this page."

#: By kind of message: what it says, and what is shown instead. A kind may have several; what is in
#: groups is said again.
MESSAGES: tuple[tuple[str, str, str], ...] = (
    (
        "image.not_readable",
        r"image file not readable: (.+)",
        f"There is no picture '{{0}}'. {FILE}",
    ),
    (
        "download.not_readable",
        r"download file not readable: (?:.*/)?([^/]+)",
        f"There is no file '{{0}}' to download. {FILE}",
    ),
    (
        "toc.not_readable",
        r"toctree contains reference to (?:nonexisting|excluded) document '([^']*)'",
        "A menu names '{0}', which is neither a page nor a web address. Correct its name, or remove the line.",
    ),
    (
        "empty_glob",
        r"toctree glob pattern '([^']*)' didn't match any documents",
        "A menu names '{0}', which matches no pages. Correct it, or remove the line.",
    ),
    (
        "toc.not_included",
        "document isn't included in any toctree",
        "This page is not in any menu. Add its name to the 'toctree' of the page above it; if it should be "
        "in none, write 'orphan: true' in its front matter.",
    ),
    (
        "myst.xref_missing",
        r"'myst' cross-reference target not found: '([^']*)'",
        "This link leads nowhere: there is no '{0}'. Write the file name of a page, as in "
        "'[words](contact.md)'.",
    ),
    (
        "myst.xref_missing",
        r"local id not found in doc '([^']*)': '([^']*)'",
        "This link leads to the page '{0}', but that page has no heading '{1}'. Correct what comes "
        "after the #.",
    ),
    (
        "ref.doc",
        r"unknown document: '([^']*)'",
        "This link leads nowhere: there is no page '{0}'. Write its file name, as in '[words](contact.md)'.",
    ),
    (
        "ref.ref",
        r"undefined label: '([^']*)'",
        "This link leads nowhere: no page has the label '{0}'. Correct it, or write '({0})=' above a heading.",
    ),
    (
        "ref.term",
        r"term not in glossary: '([^']*)'",
        "No glossary contains the term '{0}'. Correct it, or add the term to a glossary.",
    ),
    (
        "myst.header",
        r"Non-consecutive header level increase; H(\d) to H(\d)",
        "A heading skips a level: level {0} is followed by level {1}. Write one # more than in the "
        "heading above it.",
    ),
    (
        "myst.role_unknown",
        r'Unknown interpreted text role "([^"]*)"\.',
        "There is no role '{0}'. Correct its name, or put the characters between backticks.",
    ),
    (
        "myst.directive_unknown",
        r"Unknown directive type: '([^']*)'",
        f"There is no block '{{0}}'. {BLOCKS}",
    ),
    (
        "myst.directive_option",
        r"'([^']*)': Unknown option key: '([^']*)' \(allowed: \[(.*)\]\)",
        "The block '{0}' has no setting '{1}'. Use one of {2}.",
    ),
    (
        "myst.directive_option",
        r"'([^']*)': Invalid option value for '([^']*)': ([^:]*):[\s\S]*",
        f"The block '{{0}}' cannot use the value of its setting '{{1}}': {{2}}. {BLOCKS}",
    ),
    (
        "myst.duplicate_def",
        "Duplicate reference definition: (.+)",
        "The address '[{0}]: …' is given twice. Remove one of them.",
    ),
    (
        "misc.highlighting_failure",
        "Pygments lexer name '([^']*)' is not known",
        "There is no language '{0}' for code. Write another one after the backticks, such as 'text'.",
    ),
    (
        "misc.highlighting_failure",
        r'Lexing literal_block [\s\S]* as "([^"]*)" resulted in an error at token: (.+)\. Retrying.*',
        "This code is not '{0}': it is wrong at {1}. Correct it, or write 'text' after the backticks.",
    ),
    (
        "docutils",
        r'Unknown target name: "([^"]*)"\.',
        "A footnote or link has no target. Write what '{0}' is on a line of its own, as in "
        "'[^{0}]: words'.",
    ),
    (
        "docutils",
        r"Too many autonumbered footnote references: .*",
        "There are more footnote references than footnotes. Write each footnote on a line of its own.",
    ),
    (
        "docutils",
        r'Duplicate (?:explicit|implicit) target name: "([^"]*)"\.',
        "The label '{0}' is used twice on this page. Give each place its own.",
    ),
    (
        "docutils",
        r"""Directive "([^"]*)": file not found: '(?:.*/)?([^'/]+)'""",
        f"The block '{{0}}' names '{{1}}', which does not exist. {FILE}",
    ),
    (
        "docutils",
        r'Content block expected for the "([^"]*)" directive; none found\.[\s\S]*',
        "The block '{0}' is empty. Write its words between its first and its last line.",
    ),
    (
        "docutils",
        r'Error parsing content block for the "([^"]*)" directive: ([^\n]*)\n[\s\S]*',
        f"The block '{{0}}' cannot be read: {{1}} {BLOCKS}",
    ),
    (
        "docutils",
        r'Unknown directive type "([^"]*)"\.[\s\S]*',
        f"There is no block '{{0}}'. {BLOCKS}",
    ),
)
_PATTERNS = tuple((kind, re.compile(pattern), words) for kind, pattern, words in MESSAGES)


class _PlainWords(standard_logging.Filter):
    """Replaces each message that is known with one in plain words."""

    def filter(self, record: standard_logging.LogRecord) -> bool:
        kinds = (str(getattr(record, name, None) or "") for name in ("type", "subtype"))
        message = record.getMessage()
        said = plain(".".join(filter(None, kinds)), message)
        if said != message:
            record.msg, record.args = said, ()
        return bool(said)


def plain(kind: str, message: str) -> str:
    """A message in plain words; empty if another one says the same.

    >>> plain("image.not_readable", "image file not readable: nl/moth.jpg")[:38]
    "There is no picture 'nl/moth.jpg'. Upl"
    """
    for known, pattern, words in _PATTERNS:
        if kind == known and (found := pattern.fullmatch(message)):
            if kind == "misc.highlighting_failure" and message.startswith("Pygments lexer name '{"):
                return ""  # A block whose name is not closed: the source check has reported it.
            return words.format(*found.groups())
    return message


def install(app: Sphinx) -> None:
    """Make Sphinx print its warnings in plain words (builder-inited)."""
    for handler in standard_logging.getLogger(NAMESPACE).handlers:
        if isinstance(handler, WarningStreamHandler):
            # Before the filters that count messages and drop repeated ones.
            handler.filters.insert(0, _PlainWords())
