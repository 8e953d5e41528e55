"""Keep a set of objects for each language: labels, terms, figures, citations, equations, index entries.

A page and its counterpart define the same label. A domain keeps its objects in `Domain.data`; here,
that returns the objects of the language of the page that is being read or resolved, so that no
domain finds a duplicate, and each finds the objects in the reader's language.

MyST, c and cpp bypass the domain and look into `env.domaindata`: `DomainDataView` there returns
the same.

Where two pages of one language define the same object, Sphinx warns, and the page read last has it:
which that is differs between a fresh build and one that reads a single page again. `OwnedObjects`
records which pages define what; the last page in the order of a fresh build owns it, and another
one takes over when that page is gone.

Internals used: `app.registry.domains`, that `Domain.data` is an ordinary attribute that
`Domain.__init__` sets, `env.domaindata`, which is pickled, `env.current_document.docname`, that
domains write their objects one by one into the dictionaries of `initial_data`, and that pages are
read in the order of their docnames. The domain changeset is keyed by docname already.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from sphinx.domains import Domain
from sphinx.environment import CONFIG_UNSET
from sphinx.util.build_phase import BuildPhase

from ..settings import language_of, site_languages
from .discovery import pages_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Set

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..pages import Pages

UNTOUCHED = frozenset({"changeset"})
#: What a domain has read from elsewhere, the same for all languages: sphinxcontrib-bibtex, its sources.
SHARED = {"cite": ("bibdata",)}
SETS = "objects by language"
#: On the application, while the inventory for other sites is written.
FOR_OTHERS = "languages_for_others"

Data = dict[str, Any]


class OwnedObjects(dict[Any, Any]):
    """Objects of one kind, such as labels, with all pages that define each."""

    def __init__(self, items: Any = (), owners: dict[Any, dict[str, Any]] | None = None) -> None:
        super().__init__(items)
        #: By the key of an object, the value that each page defines.
        self.owners: dict[Any, dict[str, Any]] = owners or {}
        self.keys_of: dict[str, list[Any]] = {}
        for key, pages in self.owners.items():
            for docname in pages:
                self.keys_of.setdefault(docname, []).append(key)
        #: The docname of the page that is being read, or empty.
        self.writer: Callable[[], str] = str

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(key, value)
        if docname := self.writer():
            self.take(docname, key, value)

    def take(self, docname: str, key: Any, value: Any) -> None:
        """Record that *docname* defines the object *key*."""
        pages = self.owners.setdefault(key, {})
        if docname not in pages:
            self.keys_of.setdefault(docname, []).append(key)
        pages[docname] = value
        super().__setitem__(key, pages[max(pages)])

    def forget(self, docname: str) -> None:
        """Forget what *docname* defines; another page that defines the same takes over."""
        for key in self.keys_of.pop(docname, ()):
            pages = self.owners[key]
            del pages[docname]
            if pages:
                super().__setitem__(key, pages[max(pages)])
            else:
                del self.owners[key]

    def merge(self, docnames: Iterable[str], other: OwnedObjects) -> None:
        """Take over what *docnames* define, which another process has read."""
        for docname in docnames:
            for key in other.keys_of.get(docname, ()):
                self.take(docname, key, other.owners[key][docname])

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (dict(self), self.owners)


class LanguageData(dict[str, Any]):
    """The data of a domain for one language, by kind; each dictionary in it becomes `OwnedObjects`."""

    writer: Callable[[], str] = str

    def watch(self, writer: Callable[[], str]) -> None:
        """Let each dictionary record what the page named by *writer* defines."""
        self.writer = writer
        for kind, objects in self.items():
            if type(objects) is dict and kind != SETS:
                self[kind] = OwnedObjects(objects)
            if isinstance(self[kind], OwnedObjects):
                self[kind].writer = writer

    def setdefault(self, kind: str, default: Any = None) -> Any:
        """As for a dictionary: domains add a kind when they first need it."""
        if kind not in self and type(default) is dict:
            default = OwnedObjects(default)
            default.writer = self.writer
        return super().setdefault(kind, default)

    def objects(self) -> list[OwnedObjects]:
        """All objects, kind by kind."""
        return [objects for objects in self.values() if isinstance(objects, OwnedObjects)]

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (dict(self),)


class DomainDataView(dict[str, Any]):
    """The view of a domain in `env.domaindata`: the objects of the active language."""

    def __init__(self, domain: ObjectsByLanguage) -> None:
        super().__init__(domain.all_sets)
        self.domain = domain

    def __getitem__(self, key: str) -> Any:
        return self.domain.data[key]

    def get(self, key: str, default: Any = None) -> Any:
        """As ``self[key]``, or *default*."""
        return self.domain.data.get(key, default)

    def __reduce__(self) -> tuple[type[dict[str, Any]], tuple[Data]]:
        return dict, (self.domain.all_sets,)


class ObjectsByLanguage(Domain):
    """A mixin for a domain, which gives it a set of objects for each language."""

    #: The objects of pages of no language, with the other sets in it.
    all_sets: LanguageData
    _chosen: str | None
    _is_chosen: bool = False
    _views: dict[str, Data]

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        env.domaindata[self.name] = DomainDataView(self)

    @property
    def data(self) -> Data:
        """The objects of the active language."""
        if self._is_chosen:
            return self._set(self._chosen)
        docname = self.env.current_document.docname
        language = language_of(docname, self.env.config) if docname else None
        builder = getattr(self.env._app, "builder", None)
        # Another extension may make an environment at any time: at first that has no settings.
        is_new = self.env.config_status == CONFIG_UNSET
        if is_new or builder is None or builder.phase < BuildPhase.RESOLVING:
            self._views = {}
            return self._set(language)
        key = language or ""
        if key not in self._views:
            self._views[key] = self._view(language)
        return self._views[key]

    @data.setter
    def data(self, value: Data) -> None:
        value.setdefault(SETS, {})
        self.all_sets = LanguageData(value)
        self._views = {}
        for kinds in (self.all_sets, *value[SETS].values()):
            kinds.watch(self._writer)

    def clear_doc(self, docname: str) -> None:
        """Forget the objects of *docname*, even if its folder has become or was that of a language."""
        folder = docname.partition("/")[0]
        languages = {None, language_of(docname, self.env.config)}
        if folder in self.all_sets[SETS]:
            languages.add(folder)
        for language in languages:
            with self._of(language):
                super().clear_doc(docname)
                for objects in self._set(language).objects():
                    objects.forget(docname)

    def env_updated(self) -> set[str]:
        """Prepare what pages of each language cite: only sphinxcontrib-bibtex calls it."""
        changed: set[str] = set()
        for language in (None, *(site.code for site in site_languages(self.env.config))):
            with self._of(language):
                changed.update(super().env_updated())  # type: ignore[misc]
        return changed

    def merge_domaindata(self, docnames: Set[str], otherdata: Data) -> None:
        """Take the objects of *docnames* from another process, language by language."""
        by_language: dict[str | None, set[str]] = {}
        for docname in docnames:
            by_language.setdefault(language_of(docname, self.env.config), set()).add(docname)
        for language, names in by_language.items():
            other = otherdata if language is None else otherdata[SETS].get(language)
            with self._of(language):
                with suppress(NotImplementedError):  # sphinx-proof says that it can, and cannot.
                    super().merge_domaindata(names, other if other is not None else self._new())
                for kind, objects in (other or {}).items():
                    mine = self.data.get(kind)
                    if isinstance(objects, OwnedObjects) and isinstance(mine, OwnedObjects):
                        mine.merge(sorted(names), objects)

    def check_consistency(self) -> None:
        """Check each set."""
        for language in (None, *self.all_sets[SETS]):
            with self._of(language):
                super().check_consistency()

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        """The objects of all languages, each once; for other sites, of the language of its author."""
        objects: dict[Any, None] = {}
        for language in (None, *sorted(self.all_sets[SETS])):
            with self._of(language):
                objects |= dict.fromkeys(super().get_objects())
        if not getattr(self.env._app, FOR_OTHERS, False):
            return list(objects)
        pages = pages_of(self.env._app)
        first: dict[tuple[str, str], Any] = {}
        for item in sorted(objects, key=lambda item: _is_counterpart(pages, item[3])):
            first.setdefault((item[0], item[2]), item)
        return list(first.values())

    @contextmanager
    def _of(self, language: str | None) -> Iterator[None]:
        before = self._is_chosen, getattr(self, "_chosen", None)
        self._is_chosen, self._chosen = True, language
        try:
            yield
        finally:
            self._is_chosen, self._chosen = before

    def _new(self) -> LanguageData:
        kinds = LanguageData(copy.deepcopy(self.initial_data) | {"version": self.data_version})
        kinds.watch(self._writer)
        return kinds

    def _writer(self) -> str:
        return "" if self._is_chosen else self.env.current_document.docname

    def _set(self, language: str | None) -> LanguageData:
        if language is None:
            return self.all_sets
        sets: dict[str, LanguageData] = self.all_sets[SETS]
        if language not in sets:
            sets[language] = self._new()
        for kind in SHARED.get(self.name, ()):
            sets[language][kind] = self.all_sets[kind]
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


def _is_counterpart(pages: Pages, docname: str) -> bool:
    page = pages.get(docname)
    return page is not None and page.is_counterpart


def install(app: Sphinx) -> None:
    """Give every domain that is registered a set of objects for each language."""
    for name, domain in list(app.registry.domains.items()):
        if name not in UNTOUCHED and not issubclass(domain, ObjectsByLanguage):
            # MyST looks at the module of a domain before it warns about what the domain lacks.
            origin = {"__module__": domain.__module__, "__doc__": domain.__doc__}
            subclass = type(domain.__name__, (ObjectsByLanguage, domain), origin)
            app.add_domain(subclass, override=True)
