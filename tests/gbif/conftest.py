"""The site of one page serves these tests too, and the stand-in for GBIF."""

from tests.components.conftest import build, site
from tests.gbif.standin.fixtures import fresh_gbif, gbif

__all__ = ["build", "fresh_gbif", "gbif", "site"]
