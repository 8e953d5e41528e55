"""Switch the locale for each page, which Sphinx sets once for each run.

Sphinx knows one language per run: `config.language`, the translators behind ``_()``, the words of
numbered figures, the language of quotation marks. A page of another language is read, resolved
and written between `ActiveLocale.enter` and the next one.

Internals used: `sphinx.locale.translators` (a public name; that ``_()`` looks up in it at the
moment of use is not documented) and `_TranslationProxy`, `config.numfig_format`, `env.settings`, the
Jinja environment of the builder, ``doc_field_types`` of directives.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations, translation
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import sphinx
from sphinx import locale
from sphinx.domains import changeset
from sphinx.domains.python import PythonModuleIndex
from sphinx.locale import _TranslationProxy

from ...catalogs.catalog import CatalogFolders, fingerprint, read_words
from ...catalogs.interface_words import json_of_words, shown
from ...findings import Finding

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

#: The catalog that a page's messages are looked up in: one name, filled again for each page.
PAGE_CATALOG = "page-being-read"
WORDS = "sphinx"
GENERAL = "general"
#: docutils reads Dutch words as front-matter keys (datum, auteur) when the language of a page is
#: Dutch, so that is set only for the transform of quotation marks.
READING_LANGUAGE = "en"


class PageMessages(NullTranslations):
    """The messages of one page, in the shape in which Sphinx's `Locale` transform reads them."""

    def __init__(self, messages: dict[str, str]) -> None:
        super().__init__()
        self._catalog = messages


class _Recording(NullTranslations):
    """Translates as *words* does, and records what it returned."""

    def __init__(self, words: NullTranslations, inserted: set[str]) -> None:
        super().__init__()
        self.add_fallback(words)
        self.inserted_words = inserted

    def gettext(self, message: str) -> str:
        translated = super().gettext(message)
        self.inserted_words.add(translated)
        return translated


class _CurrentWords:
    """Passes each call on to the translator of the active language; Jinja keeps a reference to it.

    Templates insert words unescaped, so a translation is escaped here.
    """

    def gettext(self, message: str) -> str:
        return shown(locale.translators[GENERAL, WORDS].gettext(message), message)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        translated = locale.translators[GENERAL, WORDS].ngettext(singular, plural, number)
        return shown(translated, singular, plural)

    def pgettext(self, context: str, message: str) -> str:
        return shown(locale.translators[GENERAL, WORDS].pgettext(context, message), message)

    def npgettext(self, context: str, singular: str, plural: str, number: int) -> str:
        translated = locale.translators[GENERAL, WORDS].npgettext(context, singular, plural, number)
        return shown(translated, singular, plural)


class ActiveLocale:
    """Which language Sphinx uses now, and the words of each language."""

    def __init__(self, app: Sphinx, codes: tuple[str, ...], folders: CatalogFolders) -> None:
        self.app = app
        self.codes = codes
        #: The language of pages outside the language folders.
        self.base = codes[0]
        #: The language of a builder that makes one document.
        asked = app.config.overrides.get("language")
        self.asked: str = asked if asked in codes else codes[0]
        self.folders = folders
        self.findings: list[Finding] = []
        self.current: str | None = None
        #: What Sphinx and its extensions have put into the page that is being read.
        self.inserted_words: set[str] = set()
        #: The state of each language's catalog of words.
        self.fingerprints: dict[str, str] = {}
        self._message_catalogs: list[tuple[str, Path]] = []
        self._translators: dict[str, dict[str, NullTranslations]] = {}
        self._numfig_formats: dict[str, dict[str, str]] = {}
        self._own_numfig_format: dict[str, str] = {}
        self._reading: dict[str, Any] = {}

    def prepare(self) -> None:
        """Load the words of every language; again when a theme has added its own."""
        self.findings = []
        self.fingerprints = {
            code: " ".join(fingerprint(file.path) for file in self.folders.files(code, WORDS))
            for code in self.codes
        }
        _keep_fields_lazy(self.app)
        for code in self.codes:
            self._translators[code] = {
                name: self._load(code, name)
                for name in {WORDS, *(name for name, _ in self._message_catalogs)}
            }
        _keep_lazy()
        self.enter(None)

    def prepare_templates(self) -> None:
        """Let templates look up words in the active language."""
        templates = getattr(self.app.builder, "templates", None)
        environment = getattr(templates, "environment", None)
        if environment is not None and hasattr(environment, "install_gettext_translations"):
            environment.install_gettext_translations(_CurrentWords())
            environment.policies["json.dumps_function"] = json_of_words

    def note_message_catalog(self, name: str, folder: Path) -> None:
        """Remember a catalog that an extension or a theme adds: Sphinx loads one language of it."""
        if (name, folder) not in self._message_catalogs:
            self._message_catalogs.append((name, folder))

    def note_numfig_format(self, config: Config) -> None:
        """Remember the formats of conf.py, and again those that extensions have added since.

        In between, Sphinx completes them in one language.
        """
        completed = self._numfig_formats.get(self.base, {})
        for name, text in config.numfig_format.items():
            if text != completed.get(name):
                self._own_numfig_format[name] = text
        self._numfig_formats = {}

    def enter(self, code: str | None) -> None:
        """Use the language *code* from here on; None is the base language."""
        code = code if code in self._translators else self.base
        config, env = self.app.config, getattr(self.app, "env", None)
        if env is not None:
            env.settings["language_code"] = code
        if code == self.current:
            return
        self.current = code
        config.language = code
        for name, translator in self._translators[code].items():
            locale.translators[GENERAL, name] = translator
        if code not in self._numfig_formats:
            self._numfig_formats[code] = _numfig_format() | self._own_numfig_format
        config.numfig_format = self._numfig_formats[code]

    @contextmanager
    def using(self, code: str | None) -> Iterator[None]:
        """Use the language *code* within a ``with`` block."""
        before = self.current
        self.enter(code)
        try:
            yield
        finally:
            self.enter(before)

    def start_reading(self, code: str | None, messages: dict[str, str] | None) -> None:
        """Use *code*, and translate the page that is being read by *messages*, if any."""
        self.enter(code)
        self.inserted_words.clear()
        config = self.app.config
        if not self._reading:
            self._reading = {"gettext_compact": config.gettext_compact}
        config.gettext_compact = PAGE_CATALOG
        locale.translators[GENERAL, PAGE_CATALOG] = (
            NullTranslations() if messages is None else PageMessages(messages)
        )

    def stop_reading(self) -> None:
        """Undo `start_reading`."""
        for name, value in self._reading.items():
            setattr(self.app.config, name, value)
        self._reading = {}
        locale.translators.pop((GENERAL, PAGE_CATALOG), None)
        self.enter(None)
        self.app.env.settings["language_code"] = READING_LANGUAGE

    def _load(self, code: str, name: str) -> NullTranslations:
        chain: list[NullTranslations] = []
        for file in self.folders.files(code, name):
            words, findings = read_words(file.path, file.shown, code)
            self.findings += findings
            if words is not None:
                chain.append(words)
        folders = [folder for catalog, folder in self._message_catalogs if catalog == name]
        if name == WORDS:
            folders.insert(0, Path(sphinx.package_dir, "locale"))
        for folder in folders:
            try:
                chain.append(translation(name, folder, languages=[code], class_=GNUTranslations))
            except OSError:
                continue
        head, *rest = chain or [NullTranslations()]
        for other in rest:
            head.add_fallback(other)
        return _Recording(head, self.inserted_words)


def active_locale(app: Sphinx) -> ActiveLocale:
    """The active locale of *app*."""
    return app.languages_active_locale  # type: ignore[attr-defined, no-any-return]


def _numfig_format() -> dict[str, str]:
    return {
        "section": locale._("Section %s"),
        "figure": locale._("Fig. %s"),
        "table": locale._("Table %s"),
        "code-block": locale._("Listing %s"),
    }


def _keep_lazy() -> None:
    """Translate words that Sphinx fixes at import when they are used, in the active language."""

    changeset.versionlabels.update(
        versionadded=_lazy("Added in version %s"),
        versionchanged=_lazy("Changed in version %s"),
        deprecated=_lazy("Deprecated since version %s"),
        versionremoved=_lazy("Removed in version %s"),
    )
    PythonModuleIndex.localname = _lazy("Python Module Index")
    PythonModuleIndex.shortname = _lazy("modules")


def _keep_fields_lazy(app: Sphinx) -> None:
    """Translate the field labels of functions and classes when they are used.

    Sphinx fixes them in the language of the run, by whatever `.mo` it finds: the code of the
    directives has the original words.
    """
    translator = locale.translators.get((GENERAL, WORDS), NullTranslations())
    for domain in app.registry.domains.values():
        for directive in domain.directives.values():
            fields = getattr(directive, "doc_field_types", ())
            fixed = [field for field in fields if type(field.label) is str]
            modules = dict.fromkeys(inspect.getmodule(part) for part in directive.__mro__ if fixed)
            for field in fixed:
                # Of a run in English, which has no translator, the label is the word itself.
                words = [field.label]
                if type(translator) is not NullTranslations:
                    words = [w for m in modules for w in _labels_in_code(m).get(field.name, ())]
                for word in words:
                    if translator.gettext(word) == field.label:
                        field.label = _lazy(word)
                        break


@lru_cache
def _labels_in_code(module: ModuleType | None) -> dict[str, list[str]]:
    """The labels of the fields of directives, by the names of the fields."""
    found: dict[str, list[str]] = {}
    if module is None or not hasattr(module, "_"):
        return found  # It has no words to translate.
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        match node:
            case ast.Call(args=[ast.Constant(str(name)), *_], keywords=options):
                for option in options:
                    match option:
                        case ast.keyword("label", ast.Call(args=[ast.Constant(str(label))])):
                            found.setdefault(name, []).append(label)
    return found


def _lazy(message: str) -> Any:
    return _TranslationProxy(WORDS, GENERAL, message)
