"""Which page uses which picture, where and how: what Sphinx keeps between builds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from ext.pictures.places import Focus, Wish

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Set

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

# What an `<img>` of HTML can show, the best first, where an editor leaves the choice: ``fern.*``.
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
    """How a node asks for its picture: by its attributes, else by where it stands."""
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
    """Does it stand in a paragraph, perhaps in a link?"""
    while isinstance(node.parent, nodes.TextElement):
        node = node.parent
    return isinstance(node, nodes.paragraph)


def place_of(node: nodes.Node, path: str) -> str:
    """Where a node was written, as ``path:line``; the line of what holds it, where it has none."""
    holder: nodes.Node | None = node
    while holder is not None and not holder.line:
        holder = holder.parent
    return f"{path}:{holder.line if holder is not None else 1}"


def all_uses(env: BuildEnvironment) -> dict[str, tuple[Use, ...]]:
    """The pictures of every page, by docname."""
    if not hasattr(env, "vsc_pictures"):
        env.vsc_pictures = {}  # type: ignore[attr-defined]
    return env.vsc_pictures  # type: ignore[attr-defined, no-any-return]


def uses_of(env: BuildEnvironment) -> Iterator[tuple[str, Use]]:
    """Every picture of every page, in a fixed order."""
    for docname, uses in sorted(all_uses(env).items()):
        for use in uses:
            yield docname, use


def keep(env: BuildEnvironment, docname: str, uses: Iterable[Use]) -> None:
    """Keep the pictures of a page."""
    all_uses(env)[docname] = tuple(dict.fromkeys(uses))


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """On `env-purge-doc`: a page is read again, or is gone."""
    all_uses(env).pop(docname, None)


def merge(app: Sphinx, env: BuildEnvironment, docnames: Set[str], other: BuildEnvironment) -> None:
    """On `env-merge-info`: take over what another process has read."""
    read = all_uses(other)
    all_uses(env).update({name: read[name] for name in docnames if name in read})
