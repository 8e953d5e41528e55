"""Widths and other styles of single elements, as classes: a page bears no ``style`` attribute.

A class says its declaration, so that the page alone tells which rules it needs::

    <col style="width: 33.3%">   becomes   <col class="vsc-style:width:33.3%">

and the page's sheet gets ``.vsc-style\\:width\\:33\\.3\\%{width:33.3%!important}``. The rules are
as strong as the attribute would have been.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from ext.reporting import Problem, warn
from ext.weight.sheet import Rule, parts

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PREFIX = "vsc-style:"
_PLAIN = re.compile(r"[^\w.%#(),+*/-]|_", re.ASCII)
_CODED = re.compile(r"_([0-9a-f]+)_")
_DECLARATION = re.compile(r"\s*([\w-]+)\s*:\s*(.+?)\s*(?:!\s*important)?\s*", re.DOTALL)
#: What the policy of the site keeps from working in HTML that stands in a page.
_REFUSED = re.compile(
    r"<(?P<element>style|script|iframe|object|embed)\b|<[^>]*\s(?P<attribute>style|on[a-z]+)\s*=",
    re.IGNORECASE,
)


def classes_of(style: str) -> list[str]:
    """The classes that say what a ``style`` attribute says.

    >>> classes_of("width: 50%; height: 2 em")
    ['vsc-style:width:50%', 'vsc-style:height:2_20_em']
    """
    found = [_DECLARATION.fullmatch(one) for one in parts(style, ";")]
    return [f"{PREFIX}{one[1]}:{_coded(one[2])}" for one in found if one]


def _coded(value: str) -> str:
    return _PLAIN.sub(lambda sign: f"_{ord(sign[0]):x}_", value)


def rules_of(classes: Iterable[str]) -> tuple[Rule, ...]:
    """The rules of those among these classes that say a style.

    >>> rules_of(["vsc-style:height:2_20_em", "vsc-hero"])[0].block
    'height:2 em!important'
    """
    found = []
    for name in sorted(set(classes)):
        if name.startswith(PREFIX):
            key, _, value = name.removeprefix(PREFIX).partition(":")
            plain = _CODED.sub(lambda code: chr(int(code[1], 16)), value)
            selector = re.sub(r"[^\w-]", lambda sign: f"\\{sign[0]}", name, flags=re.ASCII)
            found.append(Rule((f".{selector}",), f"{key}:{plain}!important"))
    return tuple(found)


class PlainTranslator(HTML5Translator):
    """Sphinx's translator, which begins every tag without a ``style`` attribute."""

    def starttag(
        self,
        node: nodes.Element,
        tagname: str,
        suffix: str = "\n",
        empty: bool = False,
        **attributes: Any,
    ) -> str:
        """Begin a tag as docutils does, with classes in place of the attribute."""
        if style := attributes.pop("style", None):
            key = next((name for name in attributes if name.lower() == "class"), "class")
            named = [attributes.get(key), *classes_of(style)]
            attributes[key] = " ".join(filter(None, named))
        return str(super().starttag(node, tagname, suffix, empty, **attributes))


def report_refused(app: Sphinx, doctree: nodes.document) -> None:
    """On `doctree-read`: HTML in a page that the policy of the site keeps from working."""
    for node in doctree.findall(nodes.raw):
        if "html" not in node.get("format", "").split():
            continue
        if found := _REFUSED.search(node.astext()):
            what = f"<{found['element']}>" if found["element"] else f"'{found['attribute']}='"
            warn(Problem.RAW_HTML, f"HTML in this page has {what}.", location=node)


def setup(app: Sphinx) -> None:
    """Let the site's builders begin their tags so."""
    for builder in ("html", "dirhtml"):
        app.set_translator(builder, PlainTranslator)
    app.connect("doctree-read", report_refused)
