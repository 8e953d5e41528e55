"""A small site on which everything stands that a page may have; its catalogs are made by the test."""

extensions = [
    "ext.languages",
    "ext.in_step",
    "ext.source_check",
    "myst_parser",
    "sphinx_design",
    "ext.components",
    "ext.gbif",
    "ext.portal.site_map",
    "ext.safety",
]
site_languages = ["nl", "en"]
locale_dirs = []
project = "Kast"
html_theme = "basic"
html_copy_source = False
templates_path = ["_templates"]
exclude_patterns = ["locales", "images", "_templates", "**/README.md"]
numfig = True
myst_enable_extensions = [
    "attrs_block",
    "attrs_inline",
    "colon_fence",
    "deflist",
    "dollarmath",
    "linkify",
    "substitution",
]
myst_heading_anchors = 4
myst_linkify_fuzzy_links = False
myst_url_schemes = ["http", "https", "mailto", "tel"]
gbif_scope = {"country": "BE", "datasets": ["b740eaa0-0679-41dc-acb7-990d562dfa37"]}
# What is spoilt on one page of the pair need not be followed on the other.
suppress_warnings = ["translation.in-step"]
html_sidebars = {"**": ["localtoc.html"]}
