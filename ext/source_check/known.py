"""Which blocks and roles a site has, and the settings of each block.

Internals used: docutils keeps what extensions register in `directives._directives` and `roles._roles`, and its
own in `directives._directive_registry`.
"""

from __future__ import annotations

from collections.abc import Iterable

from docutils.parsers.rst import directives, roles
from docutils.parsers.rst.languages import en
from docutils.utils import new_document
from sphinx.domains import Domain

from .check import Names


def known_names(domains: Iterable[Domain]) -> Names:
    """Collect everything that docutils, Sphinx and its extensions have registered."""
    classes = dict(vars(directives)["_directives"])
    document = new_document("")
    for name in vars(directives)["_directive_registry"]:
        classes.setdefault(name, directives.directive(name, en, document)[0])  # type: ignore[arg-type]
    role_names = set(vars(roles)["_roles"])
    for domain in domains:
        prefixes = ["", f"{domain.name}:"] if domain.name == "std" else [f"{domain.name}:"]
        for prefix in prefixes:
            classes |= {prefix + name: found for name, found in domain.directives.items()}
            role_names |= {prefix + name for name in domain.roles}
    blocks = {
        name: frozenset(getattr(found, "option_spec", None) or ())
        for name, found in classes.items()
    }
    return Names({**blocks, "eval-rst": frozenset()}, frozenset(role_names))
