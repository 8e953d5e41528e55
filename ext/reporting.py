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

    # Settings and files
    FILE = (
        "safety.file",
        "What the site reads and publishes lies in its own folder, and not behind a link to another.",
    )
    # Text of a page that looks like a program
    BRACES = (
        "safety.braces",
        "Nothing is computed on a page: write what readers should see, or, to show the signs "
        "themselves, put them between backticks.",
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

    # What is pasted or typed wrong, seen in the source of a page
    SOURCE_FRONT_MATTER = (
        "source.front-matter",
        "Front matter is the first thing on a page: a line of ---, lines such as 'toc: true' with plain "
        "spaces and straight quotes, a line of ---.",
    )
    SOURCE_FENCE = (
        "source.fence",
        "A block ends with the signs that it begins with, on a line of their own; one that holds others "
        "has more signs than they.",
    )
    SOURCE_FENCE_SIGNS = (
        "source.fence-signs",
        "A block begins and ends with three backticks, or with three colons.",
    )
    SOURCE_BLOCK_NAME = (
        "source.block-name",
        "A block begins with three backticks or colons and its name in braces, such as '```{split} shells'.",
    )
    SOURCE_OPTION = (
        "source.option",
        "A setting stands between two colons, with a plain space behind them: ':height: 60vh'.",
    )
    SOURCE_BLANK = (
        "source.blank",
        "Delete the blank beside the mark, and type a space where one belongs: '## Heading', '- one'.",
    )
    SOURCE_HEADING = (
        "source.heading",
        "Write one to six # and a space: '## Heading'.",
    )
    SOURCE_TITLE = (
        "source.title",
        "Write '## Heading' for the sections of a page; only its title has one #.",
    )
    SOURCE_LIST = (
        "source.list",
        "Begin each item on a line of its own with '- ', or with '1. '.",
    )
    SOURCE_TABLE = (
        "source.table",
        "A table is '| Name | Place |', below it '|---|---|', below that its rows with as many cells, "
        "without empty lines.",
    )
    SOURCE_TAB = (
        "source.tab",
        "Delete the tab; text begins at the start of its line.",
    )
    SOURCE_UNDERLINE = (
        "source.underline",
        "A rule is three hyphens, ---, on a line of their own, below an empty line.",
    )
    SOURCE_KRAMDOWN = (
        "source.kramdown",
        "Remove it, or write '{.lead}' on the line above the paragraph.",
    )
    SOURCE_ATTRIBUTES = (
        "source.attributes",
        "Those of a block stand on the line above it; those of words directly behind '[words]', a link "
        "or a picture.",
    )
    SOURCE_LIQUID = (
        "source.liquid",
        "Write what it stood for; to show the signs themselves, write them as code, between backticks.",
    )
    SOURCE_REST = (
        "source.rest",
        "Write it as Markdown: docs/editing.md shows headings, links and blocks.",
    )
    SOURCE_CONFLICT = (
        "source.conflict",
        "Keep the lines that are right, and delete the others with the three marks.",
    )
    SOURCE_ENTITY = (
        "source.entity",
        "Type the sign itself, or write its name between & and ; as in '&nbsp;'.",
    )
    SOURCE_LINK = (
        "source.link",
        "A link is '[words](address)', without a blank between the brackets or in the address.",
    )
    SOURCE_ADDRESS = (
        "source.address",
        "An address begins with 'https://', once.",
    )
    SOURCE_EMPHASIS = (
        "source.emphasis",
        "Write '*italic*' or '**bold**', without a blank next to the asterisks on the inside.",
    )
    SOURCE_CODE = (
        "source.code",
        "Code stands between two backticks, and so do the words of '{lang}`herbier <fr>`'.",
    )
    SOURCE_DATA = (
        "source.data",
        "Save the picture as a file, upload it, and name that file: docs/editing.md, 'Pictures'.",
    )
    SOURCE_LEFTOVER = (
        "source.leftover",
        "Remove it; paste without formatting (Ctrl+Shift+V).",
    )
    SOURCE_HTML = (
        "source.html",
        "Write it as Markdown, or mend the HTML: straight quotes, and '-->' behind a comment.",
    )
    SOURCE_FOREIGN = (
        "source.foreign",
        "Write it as docs/editing.md shows.",
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
