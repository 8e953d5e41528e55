"""Settings of the portal. Each section says which part of the site it is for."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

# -- The site ---------------------------------------------------------------

project = "DiSSCo Flanders"
author = "DiSSCo Flanders"
html_title = "Virtual Science Collections of Flanders"

# The address of the published site, with a slash at the end. Read the Docs gives its own;
# elsewhere, write it between the quotes. Without one, the links that need it are left out.
html_baseurl = os.environ.get("READTHEDOCS_CANONICAL_URL", "")

# -- Languages --------------------------------------------------------------

# Codes of the languages of the site: the first is the one of pages outside language folders.
site_languages = ["nl", "en"]
# Folder of the catalogs, for ext.languages and sphinx-intl.
locale_dirs = ["locales"]
# Read the Docs gives -D language: Sphinx then reads a catalog itself, before ext.languages checks it.
suppress_warnings = ["i18n.not_readable"]

# The territory of each language, as social networks write it.
sharing_locales = {"nl": "nl_BE", "en": "en_GB"}

# Where visitors may improve a page, with {path} for its file, as in
# "https://github.com/OWNER/NAME/edit/main/{path}"; and, unless translators edit the files there too, a
# translation: "https://hosted.weblate.org/translate/NAME/{catalog}/{language}/". Empty: no link.
site_source_url = ""
site_translation_url = ""

# -- Extensions -------------------------------------------------------------

extensions = [
    "ext.languages",
    "ext.in_step",
    "ext.source_check",
    "myst_parser",
    "sphinx_design",
    "ext.pictures",
    "ext.components",
    "ext.news",
    "ext.gbif",
    "ext.portal",
    "ext.search",
    "ext.sharing",
    "ext.weight",
    "ext.safety",
]
exclude_patterns = [
    "**/README.md",
    "README.md",
    "SECURITY.md",
    "CHANGELOG.md",
    "LICENSE*",
    "_build",
    ".*",
    "benchmarks",
    "data",
    "docs",
    "ext",
    "images",
    "locales",
    "requirements",
    "tests",
    "tools",
]

# -- Markdown ---------------------------------------------------------------

myst_enable_extensions = [
    "attrs_block",
    "attrs_inline",
    "colon_fence",
    "deflist",
    "linkify",
]
myst_heading_anchors = 4
myst_url_schemes = ["http", "https", "mailto", "tel"]
# "#label" is a place on a page: nothing here documents programs in Python, C or JavaScript.
myst_ref_domains = ["std"]
# A bare "GBIF.be" is a name, not an address.
myst_linkify_fuzzy_links = False

# -- Translation ------------------------------------------------------------

gettext_compact = False
gettext_uuid = False

# -- News and events --------------------------------------------------------

# Within the folder of a language: nl/nieuws.
news_folder = "nieuws"

# -- GBIF -------------------------------------------------------------------

gbif_scope = {
    "country": "BE",
    "datasets": [
        "b740eaa0-0679-41dc-acb7-990d562dfa37",  # Meise Botanic Garden Herbarium
        "0310b080-ec4b-11dc-b73e-b8a03c50a862",  # Ghent University, Zoology Museum, vertebrates
        "c9e31c10-6986-4795-8244-30ad2486d0bb",  # part of the herbarium of Ghent University
        "ec836767-7df3-4b7e-bee4-63e1d3ee0bba",  # KU Leuven birds
        "68c91b9a-2322-4f60-8d58-2c696a73a11c",
        "b24d3bd0-e6d9-11dc-8b77-b8a03c50a862",
        "ce416850-8934-11dc-9962-b8a03c50a862",
        "67caab70-ec4b-11dc-b73f-b8a03c50a862",
    ],
}

# What GBIF said of these data sets, for pages to show; `make snapshot` writes it.
gbif_snapshot = "data/gbif.json"

# -- Old addresses ----------------------------------------------------------

# Addresses of the former portal, each with the page that answers now.
redirects = {
    "about": "en/over",
    "partners": "en/partners",
    "community": "en/community",
    "specimen/search": "en/exemplaren",
    "literature/search": "en/literatuur",
    "publisher/search": "en/organisaties",
    "institution/search": "en/instellingen",
    "nl/specimen/search": "nl/exemplaren",
    "nl/literature/search": "nl/literatuur",
    "nl/publisher/search": "nl/organisaties",
    "nl/institution/search": "nl/instellingen",
}

# -- Look -------------------------------------------------------------------

html_theme = "pydata_sphinx_theme"
templates_path = ["_templates"]
html_static_path = ["_static"]
# The order is the cascade.
html_css_files = [
    "css/tokens.css",
    "css/theme.css",
    "css/page.css",
    "css/frame.css",
    "css/contents.css",
    "css/footer.css",
    "css/threshold.css",
    "css/components/grid.css",
    "css/components/actions.css",
    "css/components/picture.css",
    "css/components/hero.css",
    "css/components/search-box.css",
    "css/components/tiles.css",
    "css/components/split.css",
    "css/components/stills.css",
    "css/components/beside.css",
    "css/components/partner-index.css",
    "css/components/partner.css",
    "css/components/collections.css",
    "css/components/collections-overview.css",
    "css/components/landscape.css",
    "css/components/news.css",
    "css/components/gbif-search.css",
    "css/components/gbif-figures.css",
    "css/components/gbif-results.css",
    "css/components/gbif-record.css",
    "css/components/gbif-numbers.css",
    "css/components/gbif-overview.css",
    "css/print.css",
]
html_js_files = [("js/portal.js", {"defer": "defer"})]
html_favicon = "_static/favicon.svg"
html_copy_source = False
html_domain_indices = False
html_permalinks = False
html_show_sourcelink = False
html_use_index = False
# The frame of a page is drawn by the templates of this project: the theme's parts stay out.
html_sidebars = {"**": []}
html_theme_options = {
    "article_header_start": [],
    "back_to_top_button": False,
    "disable_search": True,
    "footer_end": [],
    "footer_start": [],
    "navbar_center": [],
    "navbar_end": [],
    "navbar_persistent": [],
    "navbar_start": [],
    "primary_sidebar_end": [],
    "secondary_sidebar_items": [],
    "show_prev_next": False,
}
