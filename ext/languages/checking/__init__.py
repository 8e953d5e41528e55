"""Check catalogs as a careful colleague would: gettext's rules, and what is lost in translation.

    catalogs → findings, each with file, line, message and remedy

Plain functions over `.po` files, of any languages: no Sphinx, and nothing of a site. Numbers and
plural rules come from Babel, Markdown is read by MyST's parser. What is right is not certain for every
text, so these checks would rather miss a slip than cry wolf.
"""

from __future__ import annotations

from .annotations import annotation, line_of
from .catalogs import Report, Source, check
from .glossary import Glossary, read_glossary
from .kinds import Kind

__all__ = [
    "Glossary",
    "Kind",
    "Report",
    "Source",
    "annotation",
    "check",
    "line_of",
    "read_glossary",
]
