"""One set of objects for each language: labels, terms, figures, citations, equations, index entries.

A page and its counterpart define the same label. A domain keeps its objects in `Domain.data`; here,
that answers with the objects of the language of the page that is being read or resolved, so that no
domain meets a duplicate, and each finds the objects in the reader's language.

Internals used: `app.registry.domains`, that `Domain.data` is an ordinary attribute that
`Domain.__init__` sets, `env.current_document.docname`, and that domains reach their objects only
through ``self.data``. The domains c and cpp do not, and changeset is keyed by docname already.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sphinx.domains import Domain
from sphinx.util.build_phase import BuildPhase

from ..settings import language_of, site_languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Set

    from sphinx.application import Sphinx

UNTOUCHED = frozenset({"c", "cpp", "changeset"})
SETS = "objects by language"

Data = dict[str, Any]


class ObjectsByLanguage(Domain):
    """Mixed in before a domain: gives it a set of objects for each language."""

    _base: Data
    _told: str | None
    _is_told: bool = False
    _views: dict[str, Data]

    @property
    def data(self) -> Data:
        """The objects of the language of the moment."""
        if self._is_told:
            return self._set(self._told)
        docname = self.env.current_document.docname
        language = language_of(docname, self.env.config) if docname else None
        builder = getattr(self.env._app, "builder", None)
        if builder is None or builder.phase < BuildPhase.RESOLVING:
            self._views = {}
            return self._set(language)
        key = language or ""
        if key not in self._views:
            self._views[key] = self._view(language)
        return self._views[key]

    @data.setter
    def data(self, value: Data) -> None:
        value.setdefault(SETS, {})
        self._base = value
        self._views = {}

    def clear_doc(self, docname: str) -> None:
        """Forget the objects of *docname*, also where its folder was or was not a language's."""
        folder = docname.partition("/")[0]
        languages = {None, language_of(docname, self.env.config)}
        if folder in self._base[SETS]:
            languages.add(folder)
        for language in languages:
            with self._of(language):
                super().clear_doc(docname)

    def merge_domaindata(self, docnames: Set[str], otherdata: Data) -> None:
        """Take the objects of *docnames* from another process, language by language."""
        by_language: dict[str | None, set[str]] = {}
        for docname in docnames:
            by_language.setdefault(language_of(docname, self.env.config), set()).add(docname)
        for language, names in by_language.items():
            other = otherdata if language is None else otherdata[SETS].get(language)
            with self._of(language):
                super().merge_domaindata(names, other if other is not None else self._new())

    def check_consistency(self) -> None:
        """Check each set."""
        for language in (None, *self._base[SETS]):
            with self._of(language):
                super().check_consistency()

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        """The objects of all languages, for the inventory, each once."""
        seen = set()
        for language in (None, *sorted(self._base[SETS])):
            with self._of(language):
                objects = list(super().get_objects())
            for item in objects:
                if item not in seen:
                    seen.add(item)
                    yield item

    @contextmanager
    def _of(self, language: str | None) -> Iterator[None]:
        before = self._is_told, getattr(self, "_told", None)
        self._is_told, self._told = True, language
        try:
            yield
        finally:
            self._is_told, self._told = before

    def _new(self) -> Data:
        return copy.deepcopy(self.initial_data) | {"version": self.data_version}

    def _set(self, language: str | None) -> Data:
        if language is None:
            return self._base
        sets: dict[str, Data] = self._base[SETS]
        if language not in sets:
            sets[language] = self._new()
        return sets[language]

    def _view(self, language: str | None) -> Data:
        """The objects of *language* first, then those that only other pages have.

        A page outside the language folders may link to a label of any page.
        """
        codes = [site.code for site in site_languages(self.env.config)]
        order = [language, None] if language else [None, *codes]
        view: Data = {}
        for code in order:
            for key, value in self._set(code).items():
                if isinstance(value, dict) and isinstance(view.get(key), dict):
                    view[key] = value | view[key]
                else:
                    view.setdefault(key, value)
        return view


def install(app: Sphinx) -> None:
    """Give every domain that is registered a set of objects for each language."""
    for name, domain in list(app.registry.domains.items()):
        if name not in UNTOUCHED and not issubclass(domain, ObjectsByLanguage):
            # MyST asks where a domain comes from before it warns about what the domain lacks.
            origin = {"__module__": domain.__module__, "__doc__": domain.__doc__}
            subclass = type(domain.__name__, (ObjectsByLanguage, domain), origin)
            app.add_domain(subclass, override=True)
