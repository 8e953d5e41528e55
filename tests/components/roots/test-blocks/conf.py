"""The smallest site that blocks can stand on; a test writes its page, nl/page.md."""

extensions = ["ext.languages", "myst_parser", "ext.components", "ext.gbif", "ext.news"]
site_languages = ["nl", "en"]
project = "Kast"
html_theme = "basic"
html_use_index = False
templates_path = ["_templates"]
exclude_patterns = ["locales", "_build"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 4
suppress_warnings = ["toc.not_included"]
gbif_scope = {"country": "BE", "datasets": ["b740eaa0-0679-41dc-acb7-990d562dfa37"]}
