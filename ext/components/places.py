"""Where places are on the map of Belgium that this site draws.

Plain values; a place that is not here is not on the map, but stands in every list.
"""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """A place on the map.

    :param longitude: in degrees east
    :param latitude: in degrees north
    :param left: whether its name stands on the left of its dot
    :param lower: how many pixels its name is moved down, so as not to lie over another
    """

    longitude: float
    latitude: float
    left: bool = False
    lower: int = 0

    @property
    def x(self) -> float:
        """From the left of the map, in percent of its width.

        >>> round(PLACES["Antwerpen"].x, 1)
        48.1
        """
        return (self.longitude - 2.5014) * 25.32

    @property
    def y(self) -> float:
        """From the top of the map, in percent of its height.

        >>> round(PLACES["Antwerpen"].y, 1)
        16.1
        """
        return (51.5584 - self.latitude) * 47.5


#: By their names in each language.
PLACES = {
    "Antwerpen": Place(4.40, 51.22),
    "Bergen": Place(3.95, 50.45),
    "Brussel": Place(4.35, 50.85, left=True, lower=9),
    "Gent": Place(3.72, 51.05, left=True, lower=-6),
    "Hasselt": Place(5.34, 50.93),
    "Leuven": Place(4.70, 50.88, lower=1),
    "Louvain-la-Neuve": Place(4.61, 50.67, left=True),
    "Luik": Place(5.57, 50.63),
    "Meise": Place(4.33, 50.935, lower=-10),
    "Merelbeke-Melle": Place(3.76, 51.0, left=True, lower=17),
    "Namen": Place(4.87, 50.47),
    "Oostende": Place(2.92, 51.23, lower=-2),
    "Tervuren": Place(4.51, 50.82, lower=7),
}
PLACES |= {
    "Antwerp": PLACES["Antwerpen"],
    "Mons": PLACES["Bergen"],
    "Brussels": PLACES["Brussel"],
    "Ghent": PLACES["Gent"],
    "Liège": PLACES["Luik"],
    "Namur": PLACES["Namen"],
    "Ostend": PLACES["Oostende"],
}
