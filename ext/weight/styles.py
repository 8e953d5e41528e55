"""Widths and other styles of single elements, as classes: pages have no ``style`` attributes.

A class states its declaration, so that the page alone shows which rules it needs::

    <col style="width: 33.3%">   becomes   <col class="vsc-style:width:33.3%">

and the page's sheet gets ``.vsc-style\\:width\\:33\\.3\\%{width:33.3%!important}``. The rules are
as strong as the attribute would have been. Only what `ext.markup_policy` allows becomes a rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from ext.markup_policy import declarations, is_declared
from ext.weight.sheet import Rule

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PREFIX = "vsc-style:"


def classes_of(style: str) -> list[str]:
    """The classes that replace a ``style`` attribute.

    >>> classes_of("width: 50%; --field-indent: 7em; color: red")
    ['vsc-style:width:50%', 'vsc-style:--field-indent:7em']
    """
    return [f"{PREFIX}{name}:{value}" for name, value in declarations(style)[0]]


def rules_of(classes: Iterable[str]) -> tuple[Rule, ...]:
    """The rules for those of these classes that state a style.

    >>> rules_of(["vsc-style:height:2em", "vsc-style:color:red", "vsc-hero"])[0].block
    'height:2em!important'
    """
    found = []
    for name in sorted(set(classes)):
        key, _, value = name.removeprefix(PREFIX).partition(":")
        if name.startswith(PREFIX) and is_declared(key, value):
            selector = re.sub(r"[^\w-]", lambda char: f"\\{char[0]}", name, flags=re.ASCII)
            found.append(Rule((f".{selector}",), f"{key}:{value}!important"))
    return tuple(found)


class PlainTranslator(HTML5Translator):
    """Sphinx's translator, without ``style`` attributes in its tags."""

    def starttag(
        self,
        node: nodes.Element,
        tagname: str,
        suffix: str = "\n",
        empty: bool = False,
        **attributes: Any,
    ) -> str:
        """Begin a tag as docutils does, with classes instead of the attribute."""
        if style := attributes.pop("style", None):
            key = next((name for name in attributes if name.lower() == "class"), "class")
            named = [attributes.get(key), *classes_of(style)]
            attributes[key] = " ".join(filter(None, named))
        return str(super().starttag(node, tagname, suffix, empty, **attributes))


def setup(app: Sphinx) -> None:
    """Use this translator in the site's builders."""
    for builder in ("html", "dirhtml"):
        app.set_translator(builder, PlainTranslator)
