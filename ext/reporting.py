"""Warnings: every kind of problem that the portal reports, and the one function that does it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from docutils import nodes

LOGGER = logging.getLogger(__name__)


class Problem(StrEnum):
    """A kind of problem: ``room.subtype``, and what the reader of the message can do about it.

    The value is what Sphinx prints in brackets behind a warning, and what `suppress_warnings` in
    conf.py takes.
    """

    advice: str

    def __new__(cls, value: str, advice: str) -> Problem:
        """Make a member with its advice."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.advice = advice
        return member

    # A page as a whole
    FRONT_MATTER = (
        "components.front-matter",
        "Front matter stands between two lines of --- at the top of a page, as 'key: value'.",
    )
    PAGE_EMPTY = (
        "components.page-empty",
        "Write a title ('# My title') and some text, or remove the file.",
    )
    PAGE_UNTITLED = (
        "components.page-untitled",
        "Begin the page with its title, on a line of its own: '# My title'.",
    )
    # The picture register
    REGISTER = (
        "components.register",
        "A picture has its key, and below it the lines 'file:', 'alt:', 'maker:' and 'licence:'.",
    )
    PICTURE_FILE = (
        "components.picture-file",
        "Put the picture in the folder of the register, under the name that stands at 'file'.",
    )
    PICTURE_UNKNOWN = (
        "components.picture-unknown",
        "Name a picture by its key in images/register.yaml.",
    )
    PICTURE_AWAITED = (
        "components.picture-awaited",
        "Use another picture until the file is there; then remove 'awaited' from its entry.",
    )
    PICTURE = (
        "pictures.broken",
        "Export it anew as JPEG, PNG, WebP, AVIF, TIFF or plain SVG, of at most 64 megapixels and "
        "16,383 pixels a side.",
    )
    PICTURE_ANIMATED = (
        "pictures.animated",
        "Save the frame that visitors should see as a JPEG or PNG, and use that.",
    )
    # Blocks
    HERO = (
        "components.hero",
        "A hero begins with '```{hero} picture-key', directly below the '# title'.",
    )
    SPLIT = (
        "components.split",
        "A split begins with '```{split} picture-key'.",
    )
    PARTNER_CARDS = (
        "components.partner-cards",
        "A group begins with its heading, such as '::::{partner-cards} Flemish partners'.",
    )
    PARTNER = (
        "components.partner",
        "A partner begins with ':::{partner} [Name](https://address)' and ':key: short-name'.",
    )
    PARTNER_TWICE = (
        "components.partner-twice",
        "Give each partner a key of its own.",
    )
    ROR = (
        "components.ror",
        "Copy the last nine characters of the address on https://ror.org, such as 05f950310.",
    )
    COLLECTIONS = (
        "components.collections",
        "A line begins with '- what: herbarium sheets'; below it stands 'number: 3500000'.",
    )
    HELD_AT = (
        "components.held-at",
        "Write the key of the partner that keeps the collection.",
    )
    OVERVIEW = (
        "components.collections-overview",
        "Write the keys of the partners that stand apart at ':apart:', and the title of their "
        "table at ':apart-title:'.",
    )
    LANDSCAPE = (
        "components.landscape",
        "Write a paragraph, a list of four items '- **Title**: words', and perhaps one paragraph.",
    )

    # Search pages
    GBIF_SEARCH = (
        "gbif.search",
        "A search form is '```{gbif-search} specimens', or literature, publishers, institutions.",
    )
    GBIF_FIGURES = (
        "gbif.figures",
        "Figures are '```{gbif-figures} datasets', or totals.",
    )
    GBIF_SNAPSHOT = (
        "gbif.snapshot",
        "Make the file anew with 'make snapshot', or remove it: the figures are then left out.",
    )
    GBIF_OPTIONS = (
        "gbif.options",
        "The options of a search, and what each may name, stand in docs/editing.md.",
    )
    # Search of the site
    SEARCH = (
        "search.missing",
        "Install the packages of requirements/site.txt, of which pagefind-bin is the program, or "
        "say site_search = False in conf.py.",
    )

    # What a page may not publish
    HTML = (
        "safety.html",
        "Use Markdown or a block; docs/editing.md lists the HTML that a page may have.",
    )
    ADDRESS = (
        "safety.address",
        "Copy the address from the browser, or write the file name of a page.",
    )
    META = (
        "safety.meta",
        "Write names and words in 'html_meta', such as 'keywords: herbarium'.",
    )
    CLASS = (
        "safety.class",
        "Use a class that a style sheet of the site has.",
    )
    CHARACTERS = (
        "safety.characters",
        "Remove it, or type the word again.",
    )


def warn(
    problem: Problem,
    message: str,
    *,
    location: nodes.Node | tuple[str, int | None] | str | None = None,
) -> None:
    """Report a problem at its place, followed by its remedy.

    :param message: what is wrong, as a sentence that begins with what was found
    :param location: a node, a docname, a docname with a line, or ``path:line``
    """
    room, _, subtype = problem.value.partition(".")
    LOGGER.warning("%s %s", message, problem.advice, type=room, subtype=subtype, location=location)
