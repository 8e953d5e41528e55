"""A site in two languages whose pages are cut to what they use."""

from pathlib import Path

import ext

ROOT = Path(ext.__file__).parent.parent

project = "Weight"
extensions = ["ext.languages", "myst_parser", "sphinx_design", "ext.portal", "ext.weight"]
site_languages = ["nl", "en"]
locale_dirs = []
exclude_patterns = ["_build"]
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence"]
html_theme = "pydata_sphinx_theme"
html_theme_options = {"show_prev_next": False, "disable_search": True}
html_static_path = ["_static"]
html_css_files = ["own.css"]
html_js_files = ["js/own.js"]
templates_path = [str(ROOT / "_templates")]
html_permalinks = False
