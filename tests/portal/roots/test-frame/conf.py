"""A site in two languages with the portal's frame."""

from pathlib import Path

import ext

ROOT = Path(ext.__file__).parent.parent

project = "Frame"
extensions = ["ext.languages", "myst_parser", "ext.portal"]
site_languages = ["nl", "en"]
locale_dirs = []
exclude_patterns = ["_build"]
html_theme = "pydata_sphinx_theme"
html_theme_options = {"show_prev_next": False, "disable_search": True}
templates_path = [str(ROOT / "_templates")]
redirects = {"about": "en/over", "nl/old/search": "nl/partners"}
