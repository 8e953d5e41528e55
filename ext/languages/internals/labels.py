"""Keep what an extension puts into the environment by label in a set for each language.

sphinx-proof and sphinx-exercise keep their blocks so. The counterpart of a page has the labels of its source:
without this the second page of the two warns, leads its links to the first, or loses its exercises.

Internals used: that these are attributes of the environment, dictionaries whose values name a docname, and
`env.current_document.docname`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..settings import language_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: Where all sets are, by attribute and language.
SETS = "languages_by_label"


class ByLanguage:
    """An attribute of the environment that is another one for each language."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, env: BuildEnvironment, owner: type) -> Any:
        try:
            return _sets(env, self.name)[_language(env)]
        except KeyError:
            raise AttributeError(self.name) from None

    def __set__(self, env: BuildEnvironment, value: Any) -> None:
        _sets(env, self.name)[_language(env)] = value


def _language(env: BuildEnvironment) -> str | None:
    return language_of(env.current_document.docname, env.config)


def _sets(env: BuildEnvironment, name: str) -> dict[str | None, dict[str, Any]]:
    sets: dict[str, dict[str | None, dict[str, Any]]] = vars(env).setdefault(SETS, {})
    return sets.setdefault(name, {})


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """`env-purge-doc`: the extension itself forgets only what pages of no language have."""
    for name in vars(env).get(SETS, {}):
        kept = _sets(env, name).get(language_of(docname, env.config), {})
        for label in [label for label, one in kept.items() if one["docname"] == docname]:
            del kept[label]


def merge(
    app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment
) -> None:
    """`env-merge-info`, after the extension has put what *other* read last among pages of no language."""
    for name in vars(other).get(SETS, {}):
        sets = _sets(env, name)
        for language, theirs in _sets(other, name).items():
            read = {label: one for label, one in theirs.items() if one["docname"] in docnames}
            sets[language] = sets.get(language, {}) | read
        for language, kept in sets.items():
            sets[language] = {
                label: one
                for label, one in kept.items()
                if language_of(one["docname"], env.config) == language
            }
