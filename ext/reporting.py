"""Warnings: every kind of problem that the site reports, and the one function that reports them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from docutils import nodes

LOGGER = logging.getLogger(__name__)


class Problem(StrEnum):
    """A kind of problem: ``room.subtype``, and what the reader of the message can do about it.

    The value is what Sphinx prints in brackets after a warning, and what `suppress_warnings` in
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
        "Front matter goes at the top of the page, between two lines of ---, as lines of 'key: value'.",
    )
    PAGE_EMPTY = (
        "components.page-empty",
        "Write a title ('# My title') and some text, or remove the file.",
    )
    PAGE_UNTITLED = (
        "components.page-untitled",
        "Begin the page with its title, on a line of its own: '# My title'.",
    )
    TOCTREE = (
        "portal.toctree",
        "Remove that page from the {toctree}: no page may be below itself.",
    )
    # The picture register
    REGISTER = (
        "components.register",
        "Write the picture's key, and below it the lines 'file:', 'alt:', 'maker:' and 'licence:'.",
    )
    PICTURE_FILE = (
        "components.picture-file",
        "Put the picture in the folder of the register, under the name given at 'file'.",
    )
    PICTURE_UNKNOWN = (
        "components.picture-unknown",
        "Write the key that the picture has in images/register.yaml.",
    )
    PICTURE_AWAITED = (
        "components.picture-awaited",
        "Use another picture until the file arrives; then remove 'awaited' from its entry.",
    )
    PICTURE = (
        "pictures.broken",
        "Export it again as JPEG, PNG, WebP, AVIF, TIFF or plain SVG, of at most 64 megapixels and "
        "16,383 pixels a side.",
    )
    PICTURE_ANIMATED = (
        "pictures.animated",
        "Save the frame that visitors should see as a JPEG or PNG, and use that.",
    )
    # Blocks
    HERO = (
        "components.hero",
        "Begin a hero with '```{hero} picture-key', directly below the '# title'.",
    )
    SEARCH_BOX = (
        "components.search-box",
        "Write each question as 'Words <parameter=value>', as in the address of the search page.",
    )
    TILE = (
        "components.tile",
        "Begin a tile with ':::{tile} [Title](page.md)' and ':picture: picture-key'.",
    )
    STILL = (
        "components.still",
        "Begin a film with '```{video} [Title](https://address)'; a map with '```{map} Name', and below it "
        "':at: 50.9287, 4.3266', degrees north and east.",
    )
    SPLIT = (
        "components.split",
        "Begin a split with '```{split} picture-key'.",
    )
    PARTNER_CARDS = (
        "components.partner-cards",
        "Write the heading after {partner-cards}, as in '::::{partner-cards} Flemish partners'.",
    )
    PARTNER = (
        "components.partner",
        "Begin a partner with ':::{partner} [Name](https://address)' and ':key: short-name'.",
    )
    PARTNER_TWICE = (
        "components.partner-twice",
        "Give each partner its own key.",
    )
    ROR = (
        "components.ror",
        "Copy the last nine characters of its address on https://ror.org, such as 05f950310.",
    )
    HOLDS = (
        "components.holds",
        "Write at ':holds:' what the partner has: plants, animals, earth, molecular or living.",
    )
    COLLECTIONS = (
        "components.collections",
        "Begin each line with '- what: herbarium sheets' and put 'number: 3500000' below it.",
    )
    HELD_AT = (
        "components.held-at",
        "Write the key of the partner that holds the collection.",
    )
    OVERVIEW = (
        "components.collections-overview",
        "Write the keys of the partners in the separate table at ':apart:', and the title of that "
        "table at ':apart-title:'.",
    )
    LANDSCAPE = (
        "components.landscape",
        "Write a paragraph, a list of four items '- **Title**: words' and, if you like, one more paragraph.",
    )

    # News and events
    NEWS = (
        "news.item",
        "Begin the page with 'date: 2027-03-14', or with 'event:' and below it '  start: 2027-03-14 19:30'; "
        "docs/editing.md, 'News and events', has every key.",
    )
    NEWS_TAG = (
        "news.tag",
        "Write at ':tag:' one of the tags that news and events have in their front matter.",
    )
    # Search pages
    GBIF_SEARCH = (
        "gbif.search",
        "Write '```{gbif-search} specimens', or literature, publishers or institutions.",
    )
    GBIF_FIGURES = (
        "gbif.figures",
        "Write '```{gbif-figures} datasets', or totals.",
    )
    GBIF_SNAPSHOT = (
        "gbif.snapshot",
        "Run 'make snapshot' again, or delete the file: the figures are then left out.",
    )
    GBIF_OPTIONS = (
        "gbif.options",
        "See docs/editing.md for the options of a search and the values of each.",
    )
    # Searching the site
    SEARCH = (
        "search.missing",
        "Install the packages in requirements/site.txt, which include the program pagefind-bin, or "
        "write site_search = False in conf.py.",
    )

    # Settings and files
    FILE = (
        "safety.file",
        "What the site reads and publishes must be in its own folder, not behind a link to another one.",
    )
    # Text on a page that looks like a program
    BRACES = (
        "safety.braces",
        "Nothing is computed on a page: write what readers should see, or, to show the characters "
        "themselves, put them between backticks.",
    )

    # What a page may not publish
    HTML = (
        "safety.html",
        "Use Markdown or a block; docs/editing.md lists the HTML that a page may contain.",
    )
    ADDRESS = (
        "safety.address",
        "Copy the address from the browser, or write the file name of a page.",
    )
    META = (
        "safety.meta",
        "Write only names and words in 'html_meta', such as 'keywords: herbarium'.",
    )
    CLASS = (
        "safety.class",
        "Use a class that the site's style sheets define.",
    )
    CHARACTERS = (
        "safety.characters",
        "Remove it, or type the word again.",
    )

    # Pasting and typing errors, found in the source of a page
    SOURCE_FRONT_MATTER = (
        "source.front-matter",
        "Begin the page with its front matter: a line of ---, lines such as 'toc: true' with ordinary "
        "spaces and straight quotes, and another line of ---.",
    )
    SOURCE_FENCE = (
        "source.fence",
        "End a block with the characters that it begins with, on a line of their own; a block around "
        "others needs more of them.",
    )
    SOURCE_FENCE_SIGNS = (
        "source.fence-signs",
        "Begin and end a block with three backticks or three colons.",
    )
    SOURCE_BLOCK_NAME = (
        "source.block-name",
        "Begin a block with three backticks or colons and its name in braces, such as '```{split} shells'.",
    )
    SOURCE_OPTION = (
        "source.option",
        "Put the name of a setting between two colons, and a space after them: ':height: 60vh'.",
    )
    SOURCE_BLANK = (
        "source.blank",
        "Delete the space next to the mark, and type an ordinary one where it belongs: '## Heading', '- one'.",
    )
    SOURCE_HEADING = (
        "source.heading",
        "Write one to six # characters and a space: '## Heading'.",
    )
    SOURCE_TITLE = (
        "source.title",
        "Write '## Heading' for the sections of a page; only its title has a single #.",
    )
    SOURCE_LIST = (
        "source.list",
        "Begin each item on its own line, with '- ' or '1. '.",
    )
    SOURCE_TABLE = (
        "source.table",
        "Write '| Name | Place |', below it '|---|---|', and below that rows with as many cells, "
        "without empty lines.",
    )
    SOURCE_TAB = (
        "source.tab",
        "Delete the tab: text starts at the beginning of its line.",
    )
    SOURCE_UNDERLINE = (
        "source.underline",
        "To draw a line, write three hyphens, ---, on a line of their own below an empty line.",
    )
    SOURCE_KRAMDOWN = (
        "source.kramdown",
        "Remove it, or write '{.lead}' on the line above the paragraph.",
    )
    SOURCE_ATTRIBUTES = (
        "source.attributes",
        "Put those of a block on the line above it, and those of words directly after '[words]', a link "
        "or a picture.",
    )
    SOURCE_LIQUID = (
        "source.liquid",
        "Write out what it stood for; to show the characters themselves, put them between backticks.",
    )
    SOURCE_REST = (
        "source.rest",
        "Write it as Markdown: docs/editing.md shows headings, links and blocks.",
    )
    SOURCE_CONFLICT = (
        "source.conflict",
        "Keep the lines that are right, and delete the others and the three marks.",
    )
    SOURCE_ENTITY = (
        "source.entity",
        "Type the character itself, or write its name between & and ; as in '&nbsp;'.",
    )
    SOURCE_LINK = (
        "source.link",
        "A link is '[words](address)', without a space between the brackets or in the address.",
    )
    SOURCE_ADDRESS = (
        "source.address",
        "Begin an address with 'https://', once.",
    )
    SOURCE_EMPHASIS = (
        "source.emphasis",
        "Write '*italic*' or '**bold**', without a space just inside the asterisks.",
    )
    SOURCE_CODE = (
        "source.code",
        "Put code between two backticks, and so too the words of '{lang}`herbier <fr>`'.",
    )
    SOURCE_DATA = (
        "source.data",
        "Save the picture as a file, upload it, and use the name of that file: docs/editing.md, 'Pictures'.",
    )
    SOURCE_LEFTOVER = (
        "source.leftover",
        "Remove it; next time, paste without formatting (Ctrl+Shift+V).",
    )
    SOURCE_HTML = (
        "source.html",
        "Write it as Markdown, or correct the HTML: use straight quotes, and end a comment with '-->'.",
    )
    SOURCE_FOREIGN = (
        "source.foreign",
        "Write it as shown in docs/editing.md.",
    )


def warn(
    problem: Problem,
    message: str,
    *,
    location: nodes.Node | tuple[str, int | None] | str | None = None,
) -> None:
    """Report a problem and where it is, followed by its remedy.

    :param message: what is wrong, as a sentence that begins with what was found
    :param location: a node, a docname, a docname with a line, or ``path:line``
    """
    room, _, subtype = problem.value.partition(".")
    LOGGER.warning("%s %s", message, problem.advice, type=room, subtype=subtype, location=location)
