"""Catalogs of gettext: read, judged, brought up to date and counted. Nothing here knows Sphinx."""
