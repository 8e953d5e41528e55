"""Parse Markdown pages and their translated messages with one parser, which knows the page.

Sphinx's `Locale` transform has each message parsed by the parser that is registered for the page's
file type, as a document of its own. This one

- keeps the anchor of a link in its target, so that `Locale` does not take two links to one page for
  the same (a link to ``doc#anchor`` is split again by `links.LinkToReadersLanguage`);
- gives messages the link definitions of their page, so that ``[text][ref]`` is a link in them too;
- reads a message as inline text only, so that "1. Heading" cannot turn into a list;
- reads a message of code, of mathematics or of a picture's address as such, and one in
  ``{eval-rst}`` as reStructuredText;
- refuses a message that causes a warning, and adds the reason to the catalog's findings;
- fills in substitutions by `substitutions.fill_in`, and never by MyST's own Jinja.

Internals used: `SphinxRenderer.render_substitution` looks an expression up among the values before it
gives it to Jinja; `MystParser.parse` is replaced, with `create_md_parser`, `merge_file_level` and
`read_topmatter`; `SphinxRenderer.render_restructuredtext`, and the `make_document` that its
`setup_render` calls for nothing; how `Locale` marks messages
(``<translated>`` in the document's source) and dresses up titles, literals, pictures and a ``::`` at
the end; `MemoryHandler.buffer` of Sphinx's log, and `is_suppressed_warning`.
"""

from __future__ import annotations

import dataclasses
import logging
import posixpath
import re
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from docutils import nodes
from markdown_it import MarkdownIt
from markdown_it.token import Token
from myst_parser.config.main import (
    MdParserConfig,
    TopmatterReadError,
    merge_file_level,
    read_topmatter,
)
from myst_parser.mdit_to_docutils import base
from myst_parser.mdit_to_docutils.base import token_line
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from myst_parser.warnings_ import MystWarnings, create_warning
from sphinx import addnodes
from sphinx.util.logging import getLogger, is_suppressed_warning, suppress_logging
from sphinx.util.nodes import extract_messages

from ...catalogs.substitutions import SubstitutionError, fill_in
from ...limits import DEPTH
from ...yaml_lines import WHAT_YAML_RAISES
from .decoding import read_included_files_strictly
from .depth import (
    MAX_NESTING,
    TooDeepError,
    leave_out_too_deep,
    note_too_deep,
    report_too_deep,
)
from .faults import fault_of, is_missing
from .files import note_include
from .paths import UnusableFileError, docname_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, MutableMapping, Sequence

    from markdown_it.tree import SyntaxTreeNode
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

LOGGER = getLogger(__name__)
MESSAGE = ":<translated>"
LITERAL = "::\n\n"
DUMMY_LITERAL = "\n\n   dummy literal"
PICTURE = ".. image:: "
UNDERLINE = re.compile(r"(?s)(.+)\n(=+)")
#: The page's Markdown parser, kept for its messages, in `env.current_document`.
PARSER = "languages_markdown_parser"
#: What `Locale` has parsed once, for the second time, by place and text.
PARSED = "languages_parsed_messages"
#: The refused messages, for `translation.MarkUntranslated`: what is wrong, by text.
REFUSED = "languages_refused_messages"
#: Of a node with a message: it is within ``{eval-rst}`` of a page in Markdown.
IN_REST = "message_in_rest"
#: Place and text of the translations of those, noted by `translation.ChooseTranslations`.
REST = "languages_translations_in_rest"
#: How often something was filled in on a page, and how many characters that were, in
#: `env.current_document`.
FILLED_IN = "languages_filled_in"
MOST_FILLED_IN = 2_000
MOST_CHARACTERS_FILLED_IN = 200_000
TOO_MUCH_FILLED_IN = (
    f"The page fills in more than {MOST_FILLED_IN:,} substitutions, or {MOST_CHARACTERS_FILLED_IN:,} characters: "
    "from here on they are left out. Write the text itself, or make two pages of it."
)
NO_ENVIRONMENT = (
    "{{ env }} is left out: the name is reserved for Sphinx. Give the value another name."
)
NO_NAME = ValueError("a footnote on a page in Markdown needs a name, as in [#name]_")
#: Not about the message, but about what other builders cannot show; reported for the page already.
NOT_ABOUT_THE_MESSAGE = frozenset({("myst", "strikethrough")})


class LanguageRenderer(SphinxRenderer):
    """MyST's renderer, which notes what is reStructuredText, and leaves out what fails."""

    _line_of_substitution = 1
    #: The files that are being included, the outermost first.
    _including: tuple[str, ...] = ()
    #: How deep the directive that is being run is nested.
    _depth = 0

    def run_directive(
        self, name: str, first_line: str, content: str, position: int, *args: Any, **kwargs: Any
    ) -> list[nodes.Element]:
        """Run a directive; one that fails on what it is given is reported."""
        including = self._including
        self._depth += 1
        try:
            if self._depth > DEPTH:
                raise TooDeepError
            if name.lower() == "include":
                page = str(self.sphinx_env.doc2path(self.sphinx_env.docname))
                path = note_include(self.sphinx_env, first_line.strip(), (page, *including))
                self._including = (*including, path)
            return super().run_directive(name, first_line, content, position, *args, **kwargs)
        except Exception as error:
            self._leave_out(f"The block {{{name}}}", error, position)
            return []
        finally:
            self._including = including
            self._depth -= 1

    def render_myst_role(self, token: SyntaxTreeNode) -> None:
        """Render a role; one that fails on what it is given is reported, and its text is shown."""
        try:
            super().render_myst_role(token)
        except Exception as error:
            line = token.map[0] if token.map else 0
            self._leave_out(f"{{{token.meta['name']}}}`{token.content}`", error, line)
            self.current_node += nodes.Text(token.content)

    def render_link_unknown(self, token: SyntaxTreeNode) -> None:
        """Render a link to a file or a label; one that can be neither is reported, and is text."""
        self._render_link(super().render_link_unknown, token)

    def render_link_project(self, token: SyntaxTreeNode) -> None:
        """Render a link to ``project:over.md``; one that leads out of the site is reported."""
        self._render_link(super().render_link_project, token)

    def _render_link(self, render: Callable[[SyntaxTreeNode], None], token: SyntaxTreeNode) -> None:
        try:
            render(token)
        except (OSError, ValueError) as error:
            self._leave_out("A link", error, token.map[0] if token.map else 0)
            self.render_children(token)

    def render_substitution(self, token: SyntaxTreeNode, inline: bool) -> None:
        """Render ``{{ name }}``: fill it in, so that MyST finds the text under the whole expression."""
        expression, values = token.content.strip(), self.md_config.substitutions
        around: set[str] = getattr(self.document, "sub_references", set())
        if not around:
            # MyST counts lines within a value from there.
            self._line_of_substitution = token_line(token, 1)
        count, size = self.document.settings.env.current_document.get(FILLED_IN) or (0, 0)
        text = fault = ""
        if count >= MOST_FILLED_IN or size > MOST_CHARACTERS_FILLED_IN:
            fault = TOO_MUCH_FILLED_IN
        elif expression == "env":
            fault = NO_ENVIRONMENT
        elif expression in around:
            fault = f"{{{{ {expression} }}}} is left out: its value refers back to itself."
        else:
            try:
                text = fill_in(expression, values)
            except SubstitutionError as error:
                fault = str(error)
        if fault:
            kind, line = MystWarnings.SUBSTITUTION, self._line_of_substitution
            self.create_warning(fault, kind, line=line, append_to=self.current_node)
            return
        self.document.settings.env.current_document[FILLED_IN] = count + 1, size + len(text)
        self.md_config = dataclasses.replace(
            self.md_config, substitutions={**values, expression: text}
        )
        super().render_substitution(token, inline)

    def render_front_matter(self, token: SyntaxTreeNode) -> None:
        """Render the front matter; what YAML cannot read is reported."""
        try:
            super().render_front_matter(token)
        except WHAT_YAML_RAISES as error:
            self._leave_out("The front matter", error, 1)
        for name in self.document.findall(nodes.field_name):
            name.rawsource = str(name.rawsource)  # A key may be a number; messages are text.

    def _leave_out(self, what: str, error: Exception, line: int) -> None:
        assert self.sphinx_env is not None
        cause = getattr(error, "strerror", None) or error
        if isinstance(error, RecursionError):
            report_too_deep((self.sphinx_env.current_document.docname, line or 1))
            return
        said = (
            f"{what} cannot be read, and is left out: {cause} ({type(error).__name__}). "
            "Check what it contains."
        )
        LOGGER.error(
            "%s",
            error if isinstance(error, UnusableFileError) else said,
            location=(self.sphinx_env.current_document.docname, line or 1),
            type="languages",
            subtype="unreadable",
        )

    def render_table_row(self, token: SyntaxTreeNode) -> None:
        """Render a row, and say where its cells are: without, a cell in a block has no message."""
        super().render_table_row(token)
        for cell in self.current_node[-1].findall(nodes.paragraph):
            self.add_line_and_source_path(cell, token)

    def render_too_deep(self, token: SyntaxTreeNode) -> None:
        """Report what is nested in too many lists and quotations."""
        report_too_deep((self.sphinx_env.current_document.docname, token_line(token, 1)))

    def setup_render(self, options: dict[str, Any], env: MutableMapping[str, Any]) -> None:
        """Begin to render into the given document.

        MyST would first make another one, in case none is given: over all messages, that takes a
        quarter of a build.
        """
        make_document = base.make_document
        base.make_document = lambda: options["document"]  # type: ignore[assignment, misc]
        try:
            super().setup_render(options, env)
        finally:
            base.make_document = make_document

    def render_restructuredtext(self, token: SyntaxTreeNode) -> None:
        """Render ``{eval-rst}``, and note its messages."""
        before = len(self.current_node)
        try:
            super().render_restructuredtext(token)
        except RecursionError as error:
            self._leave_out("The block {eval-rst}", error, token_line(token, 1))
            del self.current_node[before:]
        for block in self.current_node.children[before:]:
            if isinstance(block, nodes.Element):
                for node, _ in extract_messages(block):
                    node[IN_REST] = True
                for note in list(block.findall(nodes.footnote_reference)):
                    if note.get("auto") and "refname" not in note:
                        # MyST numbers by name alone; Sphinx's writer then ends in a KeyError.
                        self._leave_out(note.rawsource, NO_NAME, token_line(token, 1))
                        note.parent.replace(note, nodes.Text(note.rawsource))


def parser_of(config: MdParserConfig) -> MarkdownIt:
    """MyST's parser, which reports what is nested too deep, in place of dropping it silently."""
    parser = create_md_parser(config, LanguageRenderer)
    parser.options["maxNesting"] = MAX_NESTING
    parser.core.ruler.after("block", "too_deep", note_too_deep)
    return parser


class LanguageMystParser(MystParser):
    """MyST's parser, for pages and for their messages."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Parse a page, or a message of it, into *document*."""
        env = document.settings.env
        if not is_message(document):
            self._parse_page(inputstring, document)
        elif parsed_before(inputstring, document):
            return
        else:
            self._parse_message(inputstring, document)
        leave_out_too_deep(document)
        for link in document.findall(addnodes.pending_xref):
            _find_page(link, env)
            if link.get("refdomain") == "doc" and link.get("reftargetid"):
                link["reftarget"] = f"{link['reftarget']}#{link['reftargetid']}"

    def _parse_page(self, text: str, document: nodes.document) -> None:
        read_included_files_strictly(document)
        config: MdParserConfig = document.settings.env.myst_config
        try:
            topmatter = read_topmatter(text)
        except (TopmatterReadError, *WHAT_YAML_RAISES):
            topmatter = None  # The renderer reports it.
        if topmatter:

            def warn(kind: MystWarnings, message: str) -> None:
                create_warning(document, message, kind, line=1, append_to=document)

            config = merge_file_level(config, topmatter, warn)
        markdown = parser_of(config)
        markdown.options["document"] = document
        env: dict[str, Any] = {}
        try:
            markdown.render(text, env)
        except RecursionError:
            document.clear()
            report_too_deep((document.settings.env.current_document.docname, 1))
        document.settings.env.current_document[PARSER] = (markdown, env.get("references", {}))

    def _parse_message(self, dressed: str, document: nodes.document) -> None:
        env = document.settings.env
        text, is_title = text_and_title(dressed)
        if text.startswith(LITERAL):
            code = dedent(text.removeprefix(LITERAL))
            document += nodes.literal_block(code, code)
            return
        if text.startswith(PICTURE):
            document += nodes.image(uri=text.removeprefix(PICTURE).strip())
            refuse_faulty(text, document, ())
            return
        if (document["source"], text) in (env.current_document.get(REST) or ()):
            parser = env._registry.create_source_parser(
                "restructuredtext", config=env.config, env=env
            )
            parser.parse(dressed, document)
            return
        with suppress_logging() as log:
            self._parse_inline(text, document)
        if not refuse_faulty(text, document, log.buffer) and is_title:
            paragraph = document[0]
            assert isinstance(paragraph, nodes.paragraph)
            section = nodes.section("", nodes.title(text, "", *paragraph.children))
            document.clear()
            document += section

    def _parse_inline(self, text: str, document: nodes.document) -> None:
        markdown, references = self._page_parser(document.settings.env)
        env = {"references": dict(references)}
        (inline,) = markdown.parseInline(text, env)
        inline.map = [0, 1]
        inline.level = 1
        opening = Token("paragraph_open", "p", 1, map=[0, 1], block=True)
        closing = Token("paragraph_close", "p", -1, block=True)
        markdown.options["document"] = document
        markdown.renderer.render([opening, inline, closing], markdown.options, env)
        # The page's `html_meta` comes with every message of it.
        document.children = [node for node in document if isinstance(node, nodes.paragraph)]

    def _page_parser(self, env: BuildEnvironment) -> tuple[MarkdownIt, dict[str, Any]]:
        found: tuple[MarkdownIt, dict[str, Any]] | None = env.current_document.get(PARSER)
        if found is None:
            config: MdParserConfig = env.myst_config  # type: ignore[attr-defined]
            found = parser_of(config), {}
            env.current_document[PARSER] = found
        return found


def is_message(document: nodes.document) -> bool:
    """Whether *document* is made of a message of a page, by `Locale`."""
    return str(document["source"]).endswith(MESSAGE)


def parsed_before(text: str, document: nodes.document) -> bool:
    """Move into *document* the earlier result of the same message, unless that is in use.

    `Locale` has most messages parsed twice, and looks only at titles and terms the first time.
    """
    kept: dict[tuple[str, str], nodes.document]
    kept = document.settings.env.current_document.setdefault(PARSED, {})
    place = str(document["source"]), text
    before = kept.pop(place, None)
    if before is None:
        kept[place] = document
        return False
    for node in before.findall():
        # A second index entry gets a second number, as in Sphinx.
        if isinstance(node, addnodes.index) or any(
            part.parent is not node for part in node.children
        ):
            return False
    children, before.children = before.children, []
    document += children
    return True


def text_and_title(dressed: str) -> tuple[str, bool]:
    """A message without what `Locale` puts around it, and whether it is a title."""
    text = dressed.removesuffix(DUMMY_LITERAL)
    title = UNDERLINE.fullmatch(text)
    if title and len(title[2]) == 2 * len(title[1]):
        return title[1], True
    return text, False


def refuse_faulty(
    text: str, document: nodes.document, records: Iterable[logging.LogRecord]
) -> bool:
    """Empty the *document* of a message that caused a warning, and note the reason.

    The same goes for one that shows a file that the site may not use.
    """
    env = document.settings.env
    fault = _fault(records, env.config.suppress_warnings) or next(
        filter(None, (_fault_of_file(node, env) for node in document.findall(nodes.Element))), None
    )
    if fault is None:
        return False
    refuse(text, document, fault)
    return True


def _fault_of_file(node: nodes.Element, env: BuildEnvironment) -> str:
    if found := fault_of(node, env):
        return f"names a file that cannot be used: {found[1]}"
    return f"names the picture {node['uri']!r}, which is missing" if is_missing(node, env) else ""


def refuse(text: str, document: nodes.document, fault: str) -> None:
    """Empty the *document* of a message, and note what is wrong with it."""
    document.settings.env.current_document.setdefault(REFUSED, {})[text] = fault
    document.clear()
    document += nodes.comment()  # `Locale` skips what is neither paragraph nor title.


def _fault(records: Iterable[logging.LogRecord], suppressed: Sequence[str]) -> str | None:
    """The first of the warnings that a message caused."""
    for record in records:
        kind = getattr(record, "type", ""), getattr(record, "subtype", "")
        if record.levelno < logging.WARNING or kind in NOT_ABOUT_THE_MESSAGE:
            continue
        if not is_suppressed_warning(*kind, suppressed):
            return f"causes a warning: {record.getMessage().splitlines()[0]}"
    return None


def page_named(link: addnodes.pending_xref, env: BuildEnvironment) -> tuple[str, str] | None:
    """The docname and the anchor that a link to ``over.md#part`` asks for, whether or not they exist."""
    if link.get("refdomain") is not None or link.get("reftype") != "myst":
        return None
    target, suffixes = str(link["reftarget"]), tuple(env.project.source_suffix)
    is_path = "/" in target or target.partition("#")[0].endswith(suffixes)
    return page_at(target, env) if is_path else None  # A word alone is a label.


def page_at(address: str, env: BuildEnvironment) -> tuple[str, str]:
    """The docname and the anchor that *address* may stand for on the page that is being read.

    ``over.md``, ``../over`` and ``/folder/over`` name a page.
    """
    target, _, anchor = address.partition("#")
    suffix = next((s for s in env.project.source_suffix if target.endswith(s)), "")
    target = target.removesuffix(suffix)
    if target.startswith("/"):
        return docname_at(env, target), anchor
    folder = posixpath.dirname(env.doc2path(env.docname, base=False).as_posix())
    return posixpath.normpath(posixpath.join(folder, target)), anchor


def _find_page(link: addnodes.pending_xref, env: BuildEnvironment) -> None:
    """Point a link to ``over.md`` at the page of that name, even if it has no file of its own."""
    named = page_named(link, env)
    if named and named[0] in env.found_docs:
        link["refdomain"] = "doc"
        link["reftarget"], link["reftargetid"] = named[0], named[1] or None


def read_markdown(app: Sphinx, config: Config) -> None:
    """`config-inited`: read Markdown with our parser, if the site has any.

    An extension with a parser that is a kind of MyST's keeps it: myst-nb's reads notebooks, and leaves other
    pages and all messages to the next one, which is ours.
    """
    for parser in set(app.registry.source_parsers.values()):
        if parser is MystParser:
            app.add_source_parser(LanguageMystParser, override=True)
        elif issubclass(parser, MystParser):
            origin = {"__module__": parser.__module__, "__doc__": parser.__doc__}
            both = type(parser.__name__, (parser, LanguageMystParser), origin)
            app.add_source_parser(both, override=True)
            LOGGER.info(
                "%s reads pages such as notebooks by itself: ext.languages does not check what is "
                "written on these, only their translations.",
                parser.__module__.partition(".")[0],
            )
