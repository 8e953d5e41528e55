"""Catalogs of gettext: `.po` files, read whole, whatever stands in them. Nothing here knows Sphinx."""
