"""Leave out of a page what Sphinx would fail on, or would publish on other pages as well.

A node that a directive made without a line gets that of the node before it, for warnings.

Runs before Sphinx's collectors copy titles and pictures (`SphinxTransform` of priority 22).

Internals used: that `env.relfn2path` finds a file as the collectors do, with
`search_image_for_language`, and that a message of docutils is still in a title when these copy it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.i18n import search_image_for_language
from sphinx.util.images import parse_data_uri

from ...paths import is_address
from .paths import UnusableFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.environment import BuildEnvironment

LOGGER = logging.getLogger(__name__)
#: A browser may fetch such a picture; a build does not.
REMOTE = ("http://", "https://")


class LeaveOutFaults(SphinxTransform):
    """Remove files that the site may not use, pictures without data, and messages in titles."""

    default_priority = 22

    def apply(self, **kwargs: Any) -> None:
        """Remove them, and report those not yet reported."""
        line = 1
        for node in list(self.document.findall(nodes.Element)):
            line = max(line, node.line or 0)
            if node.source and not node.line:
                node.line = line
            if fault := fault_of(node, self.env):
                subtype, said = fault
                LOGGER.warning("%s", said, location=node, type="languages", subtype=subtype)
                node.replace_self(node.children or nodes.comment())
            elif isinstance(node, nodes.title):
                for message in list(node.findall(nodes.system_message)):
                    message.parent.remove(message)


def fault_of(node: nodes.Element, env: BuildEnvironment) -> tuple[str, str] | None:
    """Why the file that a picture or a download names is left out: a subtype, and a sentence."""
    if isinstance(node, addnodes.download_reference):
        names: Iterable[str] = [str(node["reftarget"])]
    elif isinstance(node, nodes.image):
        names = _names_of(str(node["uri"]), env)
    else:
        return None
    try:
        for name in names:
            if name.startswith("data:"):
                parse_data_uri(name)
            elif is_address(name):
                if not name.startswith(REMOTE):
                    return (
                        "file",
                        f"{name!r} is left out: a page shows files of the site. Name one.",
                    )
            elif _is_folder(env.relfn2path(name, env.docname)[1]):
                return "folder", f"{name!r} is a folder. Name a file."
    except UnusableFileError as error:
        return "file", str(error)
    except ValueError as error:
        return "data", f"{name[:40]!r} is not a picture ({error}). Name a file."
    return None


def is_missing(node: nodes.Element, env: BuildEnvironment) -> bool:
    """Whether a picture of the site is missing."""
    if not isinstance(node, nodes.image):
        return False
    uri = str(node["uri"])
    if is_address(uri) or uri.startswith("data:") or uri.endswith(".*"):
        return False
    return not Path(env.relfn2path(uri, env.docname)[1]).is_file()


def _names_of(uri: str, env: BuildEnvironment) -> Iterator[str]:
    """The files that may show a picture, as Sphinx finds them: by language, and by format."""
    yield uri
    if is_address(uri) or uri.startswith("data:"):
        return
    yield search_image_for_language(uri, env)
    if uri.endswith(".*"):
        for match in env.srcdir.glob(env.relfn2path(uri, env.docname)[0]):
            yield f"/{match.relative_to(env.srcdir).as_posix()}"


def _is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):  # No file can have such a name.
        return False
