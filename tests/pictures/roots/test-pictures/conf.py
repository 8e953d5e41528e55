"""The smallest site that pictures can stand on; a test writes its page, nl/page.md."""

extensions = ["ext.languages", "myst_parser", "ext.pictures", "ext.components"]
site_languages = ["nl", "en"]
project = "Kast"
html_theme = "basic"
html_use_index = False
templates_path = ["_templates"]
exclude_patterns = ["locales", "_build"]
myst_enable_extensions = ["colon_fence", "attrs_inline", "attrs_block"]
suppress_warnings = ["toc.not_included"]
