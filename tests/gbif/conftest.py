"""The site of one page serves these tests too."""

from tests.components.conftest import build, site

__all__ = ["build", "site"]
