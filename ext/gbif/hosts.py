"""The only hosts that a search page contacts, once its visitor searches."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from sphinx.config import Config

API = "https://api.gbif.org"
TILES = "https://tile.gbif.org"


class Hosts(NamedTuple):
    """The hosts of a search page, each as ``https://host`` without a slash at the end.

    :param api: GBIF's API, with its image cache and map tiles
    :param tiles: the background map below those tiles
    """

    api: str
    tiles: str


def gbif_hosts(config: Config) -> Hosts:
    """The hosts from the setting `gbif_api`: GBIF's own, or one that replaces all of them."""
    api = read_host(config.gbif_api)
    return Hosts(api, TILES if api == API else api)


def read_host(value: object) -> str:
    """Check the setting.

    :raises ValueError: where it is not the address of a host

    >>> read_host("https://api.gbif.org/")
    'https://api.gbif.org'
    """
    address = str(value).rstrip("/")
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not re.fullmatch(r"[\w.-]+(:\d+)?", parts.netloc):
        raise ValueError(f"{value!r} is not the address of a host")
    if parts.path or parts.query or parts.fragment:
        raise ValueError(f"{value!r} continues after the host: write only the host")
    return address
