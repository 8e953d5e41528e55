"""Read a page that is not UTF-8 with a � for each byte that is not text.

Sphinx reads a page by `env.settings["input_encoding"]`, strictly, and ends the build at the first
byte that does not fit. Here that setting names an encoding that replaces; `discovery` reports the
page, with the line. Files that a page includes are read strictly, as always.

Internals used: that setting, that `Builder.read_doc` looks at it, and that docutils copies it to
the settings of each document.
"""

from __future__ import annotations

import codecs
from encodings import utf_8_sig
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

NAME = "utf-8-with-replacements"


class _Decoder(utf_8_sig.IncrementalDecoder):
    """Decodes UTF-8, and never fails."""

    def __init__(self, errors: str = "strict") -> None:
        super().__init__("replace")


def _find(name: str) -> codecs.CodecInfo | None:
    if name.replace("_", "-") != NAME:
        return None
    return codecs.CodecInfo(
        utf_8_sig.encode,
        lambda data, errors="strict": utf_8_sig.decode(data, "replace"),
        incrementaldecoder=_Decoder,
        name=NAME,
    )


def install(app: Sphinx) -> None:
    """Keep a byte that is not UTF-8 from ending the build of *app*."""
    codecs.register(_find)
    app.env.settings["input_encoding"] = NAME


def read_included_files_strictly(document: nodes.document) -> None:
    """Let files that the page *document* includes be read as Sphinx reads them."""
    document.settings.input_encoding = document.settings.env.config.source_encoding
