"""Pictures in blocks: from a key in the register to a picture with its credit on the page.

A block gets an ordinary image node that names its place; `ext.pictures` provides the file. The credit is
drawn by `visit_picture` and ``_templates/components/picture.html``.
"""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from ext.components.blocks import BlockDirective, drawn, render, slot
from ext.components.register import (
    NO_REGISTER,
    Register,
    licence_address,
    parse_register,
    point,
    read_register,
)
from ext.languages import add_catalog, front_matter, language_of, site_languages, translate
from ext.ledger import shows
from ext.per_page import PerPage
from ext.reporting import Problem, warn
from ext.yaml_lines import suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

# The catalog for the register's words: locales/<language>/LC_MESSAGES/images.po
CATALOG = "images"


class picture(nodes.container):
    """A picture from the register: an ordinary image, and the contents of its credit."""


class LeaveOutEmptyPictures(SphinxPostTransform):
    """Remove what is left of a picture that cannot be shown: its credit, and its slot."""

    # After `ext.pictures.pages.LeaveOutBroken`, before the plates of partners without a logo.
    default_priority = 40

    def run(self, **kwargs: Any) -> None:
        """Look at every picture."""
        for node in list(self.document.findall(picture)):
            if not node.children:
                holder = node.parent
                holder.remove(node)
                if isinstance(holder, slot) and not holder.children:
                    holder.parent.remove(holder)


class PictureOfPage(SphinxTransform):
    """Put the picture that front matter names below the title of its page.

    .. code-block:: text

       section: title, paragraph  ->  section: title, picture(image(of_page=True)), paragraph
    """

    # Before `ext.news.pages.AddHead`, whose place is directly below the title.
    default_priority = 9

    def apply(self, **kwargs: object) -> None:
        """Add it."""
        path = Path(self.env.doc2path(self.env.docname))
        front, title = front_matter(path), self.document.next_node(nodes.title)
        key = front.values.get("picture")
        if not isinstance(key, str) or title is None:
            return
        self.place = str(path), front.lines.get("picture", 1)
        if found := find_picture(self, key, "text", of_page=True):
            title.parent.insert(title.parent.index(title) + 1, found)

    def warn(self, problem: Problem, message: str) -> None:
        """Report a problem on the line of the key."""
        warn(problem, message, location=":".join(map(str, self.place)))

    def set_source_info(self, node: nodes.Node) -> None:
        """Say where a node was written."""
        node.source, node.line = self.place


def find_picture(
    directive: BlockDirective | PictureOfPage, key: str, place: str, **wish: Any
) -> picture | None:
    """The picture with this key; None, with a warning, if there is none to draw.

    :param place: where it is shown: hero, split or logo
    :param wish: what else `ext.pictures` should know of the place, for its node
    """
    env, register = directive.env, the_register(directive.env)
    _ASKED.all(env).setdefault(env.docname, {})[key] = _known(register, key)
    entry = register.pictures.get(key)
    if not entry and (key in register.lines or (register.faults and not register.pictures)):
        return None  # `check_register` has reported what is wrong.
    if not entry:
        there = [name for name, picture in register.pictures.items() if not picture.awaited]
        directive.warn(
            Problem.PICTURE_UNKNOWN,
            f"There is no picture {key!r} in the register; {suggestion(key, there)}",
        )
        return None
    if entry.awaited:
        directive.warn(Problem.PICTURE_AWAITED, f"The picture {key!r} is still awaited.")
        return None
    if key in register.missing:
        # So that the page is read again when it arrives.
        directive.env.note_dependency(register_path(directive.env).parent / entry.file)
        return None  # `check_register` has reported it.
    folder = posixpath.dirname(directive.config.picture_register)
    image = nodes.image(
        uri=f"/{posixpath.join(folder, entry.file)}", register_alt=entry.alt, place=place, **wish
    )
    if entry.detail:
        image["detail"] = entry.detail
    if focus := point(entry.focus):
        image["focus"] = focus
    node = picture(
        "",
        image,
        register_maker=entry.maker,
        licence=entry.licence,
        kind=entry.kind,
        picture_title=entry.title,
    )
    directive.set_source_info(node)
    directive.set_source_info(image)
    return node


#: The pictures that each page asks for, by key, with what the register said about each.
_ASKED: PerPage[dict[str, str]] = PerPage("vsc_register")


def _known(register: Register, key: str) -> str:
    """Everything that a page uses of a picture; nothing if the register does not have it."""
    return repr((register.pictures.get(key), key in register.missing, key in register.lines))


def pages_with_other_pictures(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """On `env-get-outdated`: list pages with pictures whose entries in the register have changed."""
    register = the_register(env)
    return [
        docname
        for docname, asked in _ASKED.all(env).items()
        if any(_known(register, key) != known for key, known in asked.items())
    ]


def give_words(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """On `doctree-resolved`: fill in alternative texts and makers in the page's language, for any builder."""
    written = the_register(app.env).language
    language = language_of(docname, app.config) or app.config.language
    for node in doctree.findall(picture):
        node["maker"] = translate(app, CATALOG, node["register_maker"], language)
        for image in node.findall(nodes.image):
            words = image["register_alt"]
            image["alt"] = translate(app, CATALOG, words, language)
            if language != written and image["alt"] == words:
                image["classes"].append(f"language-{written}")


def report_what_is_shown(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """On `env-get-updated`: a page with pictures shows their words."""
    words = {
        language.code: [translate(app, CATALOG, text, language.code) for text, *_ in messages(app)]
        for language in site_languages(app.config)
    }
    known = the_register(env).language, words
    return shows(app, "words of pictures", dict.fromkeys(_ASKED.all(env), known))


def visit_picture(self: HTML5Translator, node: picture) -> None:
    """Draw a picture with its credit, unless a block draws that elsewhere."""
    has_credit = node.get("credit", node["kind"] != "logo")
    body = render(
        self,
        "picture",
        image="".join(drawn(self, child) for child in node.children),
        credit=credit_of(self, node) if has_credit else "",
    )
    self.body.append(body)
    raise nodes.SkipNode


def credit_of(translator: HTML5Translator, node: picture) -> str:
    """The HTML of a picture's credit."""
    builder = translator.builder
    language = language_of(builder.current_docname, builder.config) or builder.config.language
    address = licence_address(node["licence"], language)
    return render(translator, "credit", picture=node.attributes, licence_address=address).strip()


def register_path(env: BuildEnvironment) -> Path:
    """The file of the register."""
    return Path(env.srcdir, env.config.picture_register)


#: The register, read once in each build.
_REGISTERS: WeakKeyDictionary[BuildEnvironment, Register] = WeakKeyDictionary()


def the_register(env: BuildEnvironment) -> Register:
    """The register of the site."""
    if not env.config.picture_register:
        return NO_REGISTER
    if env not in _REGISTERS:
        _REGISTERS[env] = read_register(
            register_path(env), Path(env.srcdir), lambda text: _parsed(env, text)
        )
    return _REGISTERS[env]


def _parsed(env: BuildEnvironment, text: str) -> Register:
    """The parsed text of the register, from this build or the one before it."""
    kept: tuple[str, Register] | None = env.__dict__.get("vsc_register_text")
    if kept is None or kept[0] != text:
        kept = env.__dict__["vsc_register_text"] = text, parse_register(text)
    return kept[1]


def check_register(app: Sphinx) -> None:
    """On `builder-inited`: report everything that is wrong in the register and its files."""
    path = register_path(app.env)
    register = the_register(app.env)
    for fault in register.faults:
        warn(Problem.REGISTER, fault.message, location=f"{path}:{fault.line}")
    for fault in register.missing.values():
        warn(Problem.PICTURE_FILE, fault.message, location=f"{path}:{fault.line}")
    codes = [language.code for language in site_languages(app.config)]
    if register.language in codes:
        add_catalog(app, CATALOG, register.language, lambda: messages(app))
    elif not register.language and register.faults:
        add_catalog(app, CATALOG, codes[0], list)  # It is there for when the register is corrected.
    elif register.language:
        warn(
            Problem.REGISTER,
            f"{register.language[:20]!r} is not a language of the site: {suggestion(register.language, codes)}",
            location=f"{path}:{register.language_line}",
        )


def messages(app: Sphinx) -> Iterator[tuple[str, str, int, str]]:
    """The words of the register that translators see: text, path, line and a comment."""
    register = the_register(app.env)
    for key, entry in register.pictures.items():
        place = app.config.picture_register, register.lines[key]
        if entry.alt:
            yield entry.alt, *place, f"alt text of {key}"
        # What no page shows needs no translation: a logo has no credit.
        if not entry.awaited and entry.kind != "logo":
            yield entry.maker, *place, f"maker of {key}; leave a person's name as it is"


def setup(app: Sphinx) -> None:
    """Register pictures and their register."""
    app.add_config_value("picture_register", "images/register.yaml", "env", str)
    app.add_node(picture, html=(visit_picture, None))
    app.add_transform(PictureOfPage)
    app.add_post_transform(LeaveOutEmptyPictures)
    _ASKED.connect(app)
    app.connect("builder-inited", check_register)
    app.connect("env-get-outdated", pages_with_other_pictures)
    app.connect("env-get-updated", report_what_is_shown)
    app.connect("doctree-resolved", give_words)
