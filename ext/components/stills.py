"""Pictures side by side, a film on another site, and where a place is: nothing is fetched from elsewhere.

A film and a map are a still with a link. Both are one block, whose slot ``title`` has the link.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from docutils import nodes
from docutils.parsers.rst import directives

from ext.components.blocks import BlockDirective, block, in_slots
from ext.components.pictures import find_picture
from ext.components.places import Place
from ext.reporting import Problem

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Degrees north and east.
_POINT = re.compile(r"\s*(-?\d{1,2}(?:\.\d{1,9})?)\s*,\s*(-?\d{1,3}(?:\.\d{1,9})?)\s*")


class Pictures(BlockDirective):
    """Pictures of the register side by side, each with its credit, and words below them.

    .. code-block:: markdown

       ```{pictures} shells moth
       Two of the oldest drawers.
       ```
    """

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Make the block."""
        found = [find_picture(self, key, "card") for key in self.arguments[0].split()]
        node = block(template="pictures")
        pictures = [one for one in found if one]
        node.extend(in_slots(pictures=pictures, text=self.parse_content_to_nodes()))
        self.set_source_info(node)
        return [node]


class Video(BlockDirective):
    """A film on another site: a still of the register, a link, and words.

    .. code-block:: markdown

       ```{video} [A drawer of moths](https://vimeo.com/123456789)
       :picture: drawer-of-moths
       ```
    """

    optional_arguments = 1
    option_spec = {"picture": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Make the block."""
        return self.still(self.arguments[0] if self.arguments else "")

    def still(self, link: str, **values: Any) -> list[nodes.Node]:
        """The block for a link as Markdown; without one, a warning and the words alone."""
        title, text = self.words(link), self.parse_content_to_nodes()
        addresses = [urlsplit(one.get("refuri", "")) for one in title.findall(nodes.reference)]
        if len(addresses) != 1 or addresses[0].scheme != "https":
            self.warn(Problem.STILL, f"This {self.name} does not name one page of another site.")
            return text
        key = self.options.get("picture")
        picture = find_picture(self, key, "text") if key else None
        host = (addresses[0].hostname or "").removeprefix("www.")
        node = block(template="still", kind=self.name, host=host, **values)
        node.extend(in_slots(picture=picture, title=title, text=text))
        self.set_source_info(node)
        return [node]


class Map(Video):
    """Where a place is: a dot on a drawn map of Belgium, a link to OpenStreetMap, and its address.

    .. code-block:: markdown

       ```{map} Plantentuin Meise
       :at: 50.9287, 4.3266

       Nieuwelaan 38, 1860 Meise
       ```
    """

    option_spec = {**Video.option_spec, "at": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Make the block; of a place outside Belgium the map is left out."""
        point = _POINT.fullmatch(self.options.get("at", ""))
        if not point or not self.arguments:
            return self.still("")
        north, east = point.groups()
        spot = Place(float(east), float(north))
        address = f"https://www.openstreetmap.org/?mlat={north}&mlon={east}#map=17/{north}/{east}"
        is_shown = "picture" not in self.options and 0 < spot.x < 100 and 0 < spot.y < 100
        return self.still(f"[{self.arguments[0]}]({address})", spot=spot if is_shown else None)


def setup(app: Sphinx) -> None:
    """Register the blocks."""
    app.add_directive("pictures", Pictures)
    app.add_directive("video", Video)
    app.add_directive("map", Map)
