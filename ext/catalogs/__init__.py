"""Read, check, update and count gettext catalogs. Nothing here knows Sphinx."""
