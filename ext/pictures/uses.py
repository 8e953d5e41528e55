"""Which page uses which picture, where and how: this is what Sphinx keeps between builds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from ext.per_page import PerPage
from ext.pictures.places import Focus, Wish

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.environment import BuildEnvironment

# What an HTML `<img>` can show, the best first, if an editor leaves the choice: ``fern.*``.
SHOWN = (*("image/svg+xml", "image/avif", "image/webp", "image/png", "image/jpeg", "image/gif"),)


class Use(NamedTuple):
    """A picture on a page.

    :param uri: its path in the site
    :param place: ``path:line`` of where an editor wrote it
    """

    uri: str
    wish: Wish
    place: str


def uri_of(node: nodes.image) -> str | None:
    """The path of a picture in the site; None for one that is elsewhere, or in the page itself."""
    candidates: dict[str, str] = node.get("candidates", {})
    if "?" in candidates:
        return None
    if "*" in candidates:
        return candidates["*"]
    return next((candidates[kind] for kind in SHOWN if kind in candidates), None)


def wish_of(node: nodes.image) -> Wish:
    """How a node asks for its picture: by its attributes, else by where it is."""
    place = node.get("place") or ("text" if _in_a_sentence(node) else "figure")
    if any(name.startswith("sd-card-img") for name in node["classes"]):
        place = "card"
    return Wish(
        place,
        focus=Focus(*node.get("focus", Focus())),
        share=int(node.get("share", Wish().share)),
        width=str(node.get("width", "")),
        height=str(node.get("height", "")),
        scale=int(node.get("scale", 100)),
    )


def _in_a_sentence(node: nodes.Node) -> bool:
    """Is it in a paragraph, perhaps in a link?"""
    while isinstance(node.parent, nodes.TextElement):
        node = node.parent
    return isinstance(node, nodes.paragraph)


def place_of(node: nodes.Node, path: str) -> str:
    """Where a node was written, as ``path:line``; the line of what contains it, where it has none."""
    holder: nodes.Node | None = node
    while holder is not None and not holder.line:
        holder = holder.parent
    return f"{path}:{holder.line if holder is not None else 1}"


#: The pictures of every page.
USES: PerPage[tuple[Use, ...]] = PerPage("vsc_pictures")


def uses_of(env: BuildEnvironment) -> Iterator[tuple[str, Use]]:
    """Every picture of every page, in a fixed order."""
    for docname, uses in sorted(USES.all(env).items()):
        for use in uses:
            yield docname, use
