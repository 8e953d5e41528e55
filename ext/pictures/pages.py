"""Pictures and Sphinx: look at them while pages are read; make, draw and publish them.

An ordinary image node may have the attributes ``place`` (hero, split, logo, card, tile), ``focus`` (from the
left and from the top, in percent), ``share`` (of the window's height that a hero takes, in percent) and
``detail`` (of a drawing).
Builders other than `html` and `dirhtml` keep the ordinary node.

.. code-block:: text

   image(uri, place=hero)  ->  drawn_picture(uri, element)
"""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from ext import ledger
from ext.languages import direction_of, language_of
from ext.pictures.cache import cache_folder, key_of
from ext.pictures.element import Element, drawing_of, element_of, srcset, stem_of
from ext.pictures.encoding import version
from ext.pictures.originals import Original, look_at
from ext.pictures.places import Wish, percent, recipe_for
from ext.pictures.shelf import Shelf
from ext.pictures.uses import USES, Use, place_of, uri_of, uses_of, wish_of
from ext.pictures.workshop import Job, make_all
from ext.reporting import Problem, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

LOGGER = logging.getLogger(__name__)
BUILDERS = ("html", "dirhtml")
FOLDER = "_images"
# Widths that an editor gives in percent become classes, in steps of this many.
STEP = 5
# A focus becomes classes, in steps of this many percent: finer ones make no visible difference.
FOCUS_STEP = 25


# For each run of Sphinx in this process.
SHELVES: WeakKeyDictionary[BuildEnvironment, Shelf] = WeakKeyDictionary()


class drawn_picture(nodes.image):
    """A picture whose files are made: they are listed in ``element``."""


class LeaveOutBroken(SphinxPostTransform):
    """Leave out pictures that cannot be shown: in a sentence, their words take their place."""

    default_priority = 30

    def run(self, **kwargs: Any) -> None:
        """Look at every picture."""
        shelf = shelf_of(self.env)
        for node in list(self.document.findall(nodes.image)):
            if node.get("broken") or (uri_of(node) or "", wish_of(node)) in shelf.broken:
                words = node.get("alt", "")
                inline = words and isinstance(node.parent, nodes.TextElement)
                node.parent.replace(node, nodes.Text(words) if inline else [])


class DrawPictures(SphinxPostTransform):
    """Put what was made in place of each picture."""

    default_priority = 900
    builders = BUILDERS

    def run(self, **kwargs: Any) -> None:
        """Look at every picture."""
        elements = shelf_of(self.env).elements
        for node in list(self.document.findall(nodes.image)):
            wish = wish_of(node)
            element = elements.get((uri_of(node) or "", wish))
            if element:
                node.replace_self(_drawn(node, wish, element))


def _drawn(node: nodes.image, wish: Wish, element: Element) -> drawn_picture:
    drawn = drawn_picture("", **node.attributes)
    drawn.source, drawn.line = node.source, node.line
    # Sphinx publishes what is here, and makes of what has a size a link to itself.
    drawn["candidates"] = {"?": ""}
    for name in ("width", "height", "scale"):
        drawn.attributes.pop(name, None)
    drawn["element"] = element
    drawn["wish"] = wish
    return drawn


def note_pictures(app: Sphinx, doctree: nodes.document) -> None:
    """On `doctree-read`, after Sphinx's collectors: look at the pictures on a page."""
    docname = app.env.docname
    page = str(app.env.doc2path(docname))
    found = []
    for node in doctree.findall(nodes.image):
        uri = uri_of(node)
        path = Path(app.srcdir, uri or ".")
        if not uri or not path.is_file() or is_film(uri):
            continue  # Sphinx has reported that it is missing.
        wish, place = wish_of(node), place_of(node, page)
        try:
            original = look_at(path)
        except ValueError as error:
            node["broken"] = True
            report(uri, str(error), place)
            continue
        if original.animated:
            message = f"The picture {uri!r} is animated: only its first frame is shown."
            warn(Problem.PICTURE_ANIMATED, message, location=place)
        found.append(Use(uri, wish, place))
    USES.all(app.env)[docname] = tuple(dict.fromkeys(found))


def is_film(uri: str) -> bool:
    """Whether this is a film, which docutils draws as `<video>`."""
    return (mimetypes.guess_type(uri)[0] or "").startswith("video/")


def report(uri: str, reason: str, place: str) -> None:
    """Report, at its place, that a picture cannot be shown."""
    warn(Problem.PICTURE, f"The picture {uri!r} cannot be shown: {reason}.", location=place)


def make_pictures(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """On `env-get-updated`: make and publish what pages use, and record what each shows."""
    if app.builder.name not in BUILDERS:
        return []
    shelf = SHELVES[env] = Shelf()
    cache = cache_of(app)
    encoders = version()
    originals: dict[tuple[str, Wish], Original] = {}
    jobs: dict[tuple[str, Wish], Job] = {}
    stems: dict[tuple[str, Wish], str] = {}
    for _, use in uses_of(env):
        want = use.uri, use.wish
        path = Path(app.srcdir, use.uri)
        if want in originals or not path.is_file():
            continue
        try:
            original = originals[want] = look_at(path)
        except ValueError:
            continue  # `note_pictures` has reported it.
        if original.drawing:
            stems[want] = stem_of(use.uri, original.digest)
            continue
        recipe = recipe_for(use.wish, original.size)
        key = key_of(original.digest, recipe, encoders)
        stems[want] = stem_of(use.uri, key)
        folder = cache / key[:2] / key
        pixels = original.size.width * original.size.height
        jobs[want] = Job(path, recipe, folder, pixels, use.uri)
    made = make_all(jobs.values(), _tell)
    for want, stem in stems.items():
        original, wish = originals[want], want[1]
        if want not in jobs:
            element = drawing_of(original.size, wish, stem)
            shelf.add(want, element, text=original.drawing)
            continue
        result = made[jobs[want].folder]
        if isinstance(result, str):
            shelf.broken[want] = result
        else:
            shelf.add(want, element_of(result, wish, stem), folder=jobs[want].folder)
    for _, use in uses_of(env):
        if reason := shelf.broken.get((use.uri, use.wish)):
            report(use.uri, reason, use.place)
    ledger.publishes(app, "pictures", [f"{FOLDER}/{name}" for name in shelf.files])
    shelf.publish(Path(app.outdir, FOLDER))
    wants = {name: [(use.uri, use.wish) for use in all_] for name, all_ in USES.all(env).items()}
    return ledger.shows(
        app,
        "pictures",
        {name: [(want, shelf.elements.get(want)) for want in page] for name, page in wants.items()},
    )


def _tell(number: int, count: int, name: str) -> None:
    if number == 1:
        LOGGER.info("")  # Sphinx is in the middle of a line.
    LOGGER.info("making pictures... [%d/%d] %s", number, count, name)


def cache_of(app: Sphinx) -> Path:
    """The folder of the cache."""
    return cache_folder(
        app.config.pictures_cache, Path(app.srcdir), Path(app.outdir), Path(app.doctreedir)
    )


def shelf_of(env: BuildEnvironment) -> Shelf:
    """What was made for the pages in this build."""
    return SHELVES.setdefault(env, Shelf())


def visit_drawn_picture(self: HTML5Translator, node: drawn_picture) -> None:
    """Draw a picture with its choices."""
    builder = self.builder
    language = language_of(builder.current_docname, builder.config)
    element, wish = node["element"], node["wish"]
    classes = [name for name in node["classes"] if not name.startswith("language-")]
    tags = [name.removeprefix("language-") for name in node["classes"] if name not in classes]
    if align := node.get("align"):
        classes.append(f"align-{align}")
    classes += classes_for(wish)
    values = {
        "choices": [(choice, srcset(choice, builder.imgpath)) for choice in element.choices],
        "fallback": element.fallback,
        "source": f"{builder.imgpath}/{element.fallback.files[-1][0]}{detail_of(node, element)}",
        "srcset": srcset(element.fallback, builder.imgpath) if element.fallback.sizes else "",
        "alt": node.get("alt", ""),
        "ids": node["ids"],
        "classes": classes,
        "tag": tags[0] if tags else "",
        "direction": direction_of(tags[0]) if tags else "",
        "eager": wish.place == "hero",
        "language": language,
        "page_direction": direction_of(language or ""),
    }
    self.body.append(str(builder.templates.render("components/picture-element.html", values)))
    raise nodes.SkipNode


def detail_of(node: drawn_picture, element: Element) -> str:
    """What follows the address of a drawing of which a part is shown, in the shape of the whole.

    See https://www.w3.org/TR/SVG2/linking.html#SVGFragmentIdentifiers.
    """
    if not node.get("detail") or element.choices or element.fallback.type != "image/svg+xml":
        return ""
    left, top, width = map(int, node["detail"].split())
    height = round(width * element.fallback.height / element.fallback.width)
    return f"#svgView(viewBox({left},{top},{width},{height}))"


def classes_for(wish: Wish) -> list[str]:
    """What would be a `style` attribute: a width in percent, and the focus of a cover.

    >>> classes_for(Wish(width="48%"))
    ['vsc-width-50']
    """
    classes = []
    if part := percent(wish.width):
        classes.append(f"vsc-width-{max(STEP, round(part / STEP) * STEP)}")
    if wish.place == "hero" and wish.focus != Wish().focus:
        for name, share in zip(("x", "y"), wish.focus, strict=True):
            classes.append(f"vsc-focus-{name}-{round(share / FOCUS_STEP) * FOCUS_STEP}")
    return classes


def connect(app: Sphinx) -> None:
    """Connect pictures to Sphinx's events."""
    app.add_config_value("pictures_cache", "", "", str)
    app.add_node(drawn_picture, html=(visit_drawn_picture, None))
    app.add_post_transform(LeaveOutBroken)
    app.add_post_transform(DrawPictures)
    app.connect("doctree-read", note_pictures, priority=600)
    USES.connect(app)
    app.connect("env-get-updated", make_pictures)
