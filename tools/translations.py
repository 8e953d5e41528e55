"""Bring every catalog up to date with the pages, and the templates for new languages.

    locales/pot/nl/over.pot         what nl/over.md says
    locales/en/LC_MESSAGES/over.po  its English, new or updated
    locales/pot/sphinx.pot          interface words
    locales/nl/LC_MESSAGES/sphinx.po

A page that was written by hand in both languages gets no catalog. A catalog that belongs to no page
any more is removed when all that it translates stands elsewhere, since its page was renamed. What
sphinx-intl writes into locales/en/LC_MESSAGES/nl/over.po comes into over.po.

    python tools/translations.py          update
    python tools/translations.py --clean  also remove what belongs to no text any more
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.console import color_terminal, nocolor

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ext.catalogs import update as updating  # noqa: E402
from ext.catalogs.catalog import catalog_path, read_catalog  # noqa: E402
from ext.catalogs.message import Message  # noqa: E402
from ext.catalogs.update import PoFile  # noqa: E402
from ext.command import run  # noqa: E402
from ext.files import write_whole  # noqa: E402
from ext.languages.internals.discovery import pages_of  # noqa: E402
from ext.languages.internals.extraction import Messages  # noqa: E402
from ext.languages.package_words import words_for_language  # noqa: E402
from ext.languages.pages import Page  # noqa: E402
from ext.languages.settings import catalog_folders  # noqa: E402

WORDS = "sphinx"
TEMPLATES = "pot"


def extract() -> Sphinx:
    """Read all pages for their messages; warnings alone are shown."""
    if not color_terminal():
        nocolor()  # As Sphinx's own command does: a file of messages is no terminal.
    build = ROOT / "_build"
    rmtree(build / "gettext", ignore_errors=True)
    doctrees = build / "doctrees" / "gettext"
    app = Sphinx(ROOT, ROOT, build / "gettext", doctrees, "gettext", status=None, freshenv=True)
    # What is said of older translations and of catalogs without a use is about to change.
    changing = ["translation.outdated", "translation.unneeded"]
    app.config.suppress_warnings = [*app.config.suppress_warnings, *changing]
    try:
        app.build(force_all=True)
    except SphinxError as error:
        sys.exit(f"{error}\nNothing was changed.")
    return app


def words_of_interface(app: Sphinx, language: str) -> list[Message] | None:
    """Return the interface words to translate, once all pages are read; None for English."""
    if language.partition("_")[0] == "en":
        return None
    found: dict[str, Messages] = app.builder.catalogs  # type: ignore[attr-defined]
    own = found[WORDS].in_order() if WORDS in found else []
    theme = app.config.html_theme
    return own + words_for_language(own, catalog_folders(app), theme, language)


def wanted_templates(
    pages: Iterable[Page], found: Iterable[str], source: str, target: str
) -> list[str]:
    """Names of the templates of ``source`` that ``target`` needs.

    Those of its pages that have a counterpart made from them, and those of words that belong to
    no page, such as the register of pictures.
    """
    pages = list(pages)
    written = {p.catalog for p in pages if p.language == source and not p.is_counterpart}
    made = {
        page.catalog
        for page in pages
        if page.language == target
        and page.is_counterpart
        and page.source.partition("/")[0] == source
    }
    return sorted(name for name in found if name in made or name not in written)


@dataclass
class Language:
    """The catalogs of one language.

    :param wanted: the messages of each catalog that there should be
    :param there: each catalog that there is
    :param before: what the page of each catalog said when catalogs were last updated
    :param seconds: how sphinx-intl calls a catalog, ``nl/over``, if it gets the folder of all templates
    :param sources: the page of each catalog, ``nl/over``
    """

    code: str
    folder: Path
    project: str
    wanted: dict[str, list[Message]] = field(default_factory=dict)
    there: dict[str, PoFile] = field(default_factory=dict)
    before: dict[str, list[str]] = field(default_factory=dict)
    seconds: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)

    def want(self, source: str, name: str, messages: list[Message]) -> None:
        """Ask for a catalog of messages in the language ``source``."""
        self.wanted[name] = messages
        template = self.folder.parents[1] / TEMPLATES / source / f"{name}.pot"
        if template.is_file():
            entries = updating.parse(template.read_text(encoding="utf-8")).entries
            self.before[name] = [entry.text for entry in entries]
        self.seconds[f"{source}/{name}"] = name
        self.sources[name] = f"{source}/{name}"

    def read(self) -> list[str]:
        """Read what is there; answers what is wrong with catalogs that cannot be read."""
        faults = []
        for path in sorted(self.folder.rglob("*.po")):
            name = path.relative_to(self.folder).with_suffix("").as_posix()
            shown = path.relative_to(self.folder.parents[2]).as_posix()
            sound = read_catalog(path, shown, self.code)
            if sound and sound.is_broken:
                finding = sound.findings[0]
                faults.append(f"{shown}:{finding.line}: {finding.message}")
                self.wanted.pop(name, None)
            else:
                self.there[name] = updating.parse(path.read_text(encoding="utf-8"))
        there = {
            second: name
            for second, name in self.seconds.items()
            if second in self.there and second not in self.wanted and name in self.wanted
        }
        for second, name in there.items():
            found = self.there.pop(second)
            begun = self.there.get(name)
            self.there[name] = updating.joined(begun, found, second) if begun else found
        self.seconds = there
        return faults

    def updated(self) -> dict[str, PoFile]:
        """Each wanted catalog, brought up to date."""
        everything = {
            name: catalog.entries for name, catalog in self.there.items() if catalog.entries
        }
        updated: dict[str, PoFile] = {}
        for name, messages in self.wanted.items():
            others = [e for other, found in everything.items() if other != name for e in found]
            # Only a catalog without a page can have given its text to another page, changed.
            homeless = [
                e for other in everything if other not in self.wanted for e in everything[other]
            ]
            begun = self.there.get(name) or PoFile(self._head_for(messages))
            begun = updating.recalled(begun, self.before.get(name, ()))
            updated[name] = updating.update(begun, messages, self.code, others, homeless)
        return updated

    def update(self, *, clean: bool) -> int:
        """Write each catalog that changes; answers how many messages wait for a translator."""
        updated = self.updated()
        translated = {
            entry.text
            for catalog in updated.values()
            for entry in catalog.entries
            if entry.is_translated
        }
        for name in self.there.keys() - self.wanted.keys():
            left = [e for e in self.there[name].entries if e.is_translated]
            if clean or {entry.text for entry in left} <= translated:
                self._remove(name, "no page needs it")
        for name, catalog in updated.items():
            _write(self._path(name), str(updating.without_obsolete(catalog) if clean else catalog))
        for second, name in self.seconds.items():
            self._remove(second, f"what it says stands in {name}.po")
        live = [e for catalog in updated.values() for e in catalog.entries if not e.obsolete]
        return sum(not e.is_translated or e.is_fuzzy for e in live)

    def _head_for(self, messages: Iterable[Message]) -> str:
        """The head of a new catalog: that of the page that was renamed, with its translators."""
        texts = {message.text for message in messages}

        def in_common(catalog: PoFile) -> int:
            return sum(entry.text in texts and entry.is_translated for entry in catalog.entries)

        homeless = [self.there[name] for name in self.there.keys() - self.wanted.keys()]
        nearest = max(homeless, key=lambda one: (in_common(one), one.header), default=None)
        if nearest is not None and in_common(nearest) > len(texts) / 2:
            return nearest.header
        return updating.header(self.code, self.project)

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.po"

    def _remove(self, name: str, why: str) -> None:
        path = self._path(name)
        path.unlink()
        path.with_suffix(".mo").unlink(missing_ok=True)
        for folder in path.parents:
            if folder == self.folder or any(folder.iterdir()):
                break
            folder.rmdir()
        print(f"removed {path.relative_to(ROOT).as_posix()}: {why}")


def _write(path: Path, text: str) -> None:
    # Windows line ends that somebody's program wrote stay.
    ends = "\r\n" if path.is_file() and b"\r\n" in path.read_bytes() else "\n"
    if write_whole(path, text.replace("\n", ends).encode()):
        print(f"wrote {path.relative_to(ROOT).as_posix()}")


def write_templates(found: Mapping[str, list[Message]], locales: Path, project: str) -> None:
    """Write the templates for new languages, and remove those of pages that are gone."""
    folder = locales / TEMPLATES
    for path in folder.rglob("*.pot"):
        if path.relative_to(folder).with_suffix("").as_posix() not in found:
            path.unlink()
    for name, messages in found.items():
        _write(folder / f"{name}.pot", updating.template_text(messages, project))


def catalogs_to_update(app: Sphinx, locales: Path) -> Iterator[Language]:
    """Each language, with the messages of its catalogs, once all pages are read.

    :param locales: the folder of the catalogs
    """
    found: dict[str, Messages] = app.builder.catalogs  # type: ignore[attr-defined]
    pages = list(pages_of(app).by_docname.values())
    for target in app.config.site_languages:
        language = Language(target, catalog_path(locales, target, "").parent, app.config.project)
        for source in app.config.site_languages:
            names = [name.partition("/")[2] for name in found if name.startswith(f"{source}/")]
            if source != target:
                for name in wanted_templates(pages, names, source, target):
                    language.want(source, name, found[f"{source}/{name}"].in_order())
        words = words_of_interface(app, target)
        if words is not None:
            language.wanted[WORDS] = words
        yield language


def update_catalogs(app: Sphinx, *, clean: bool = False) -> tuple[int, list[str]]:
    """Write templates and catalogs, once all pages are read.

    :returns: how many messages wait for a translator, and what is wrong with catalogs that cannot be read
    """
    locales = catalog_folders(app).first
    faults: list[str] = []
    waiting = 0
    for language in catalogs_to_update(app, locales):
        faults += language.read()
        waiting += language.update(clean=clean)
    # Behind the catalogs, whose words of Sphinx and the theme they name.
    templates: dict[str, list[Message]] = app.builder.messages_by_template()  # type: ignore[attr-defined]
    write_templates(templates, locales, app.config.project)
    return waiting, faults


def main() -> None:
    """Update all catalogs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clean", action="store_true", help="remove what belongs to no text")
    clean = parser.parse_args().clean
    waiting, faults = update_catalogs(extract(), clean=clean)
    if waiting:
        print(
            f"{waiting} message{'s wait' if waiting > 1 else ' waits'}: translate what is empty or marked fuzzy in locales/, as "
            "docs/translating.md tells; `make status` lists it."
        )
    elif not faults:
        print("Every message is translated.")
    if faults:
        sys.exit("\n".join([*faults, "These catalogs were left as they are."]))


if __name__ == "__main__":
    run(main)
