"""The findings of a check, and the weight of a page."""

from typing import NamedTuple


class Fault(NamedTuple):
    """A rule that a page breaks.

    :param page: the address of the page on the site
    :param rule: a short name, the same for all pages that break it
    """

    page: str
    rule: str
    detail: str

    def __str__(self) -> str:
        """For the log."""
        return f"{self.page}: {self.rule}: {self.detail}"


class Weight(NamedTuple):
    """What a browser loads for a page with an empty cache, in bytes on the wire.

    :param words: page, sheets, scripts and icons
    :param requests: how many of these there are, and of fonts
    :param shift: the sum of all layout shifts; 0 if nothing moves while the page loads
    """

    page: str
    words: int
    fonts: int
    pictures: int
    requests: int
    shift: float


class Looked(NamedTuple):
    """What was seen on one page.

    :param runs: how often axe was run
    :param stops: how many stops there are for the keyboard
    """

    weight: Weight
    faults: list[Fault]
    runs: int
    stops: int
