"""The catalogs of one language: read, update from their templates, write.

A catalog without a page is removed if other catalogs have all its translations, since its page was
renamed. What sphinx-intl writes into ``en/LC_MESSAGES/nl/over.po`` is moved to ``over.po``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..files import write_whole
from . import update as updating
from .catalog import catalog_path, read_catalog
from .message import Message
from .pot import Template
from .update import PoFile


@dataclass
class LanguageFolder:
    """The catalogs of one language.

    :param wanted: the templates that need catalogs, by name
    :param there: each existing catalog, by name
    :param before: the texts of each page when catalogs were last updated
    :param sphinx_intl_names: names of catalogs, by sphinx-intl's own: ``over`` by ``nl/over``
    """

    code: str
    locales: Path
    project: str
    wanted: dict[str, Template] = field(default_factory=dict)
    there: dict[str, PoFile] = field(default_factory=dict)
    before: dict[str, list[str]] = field(default_factory=dict)
    sphinx_intl_names: dict[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """Where they are."""
        return catalog_path(self.locales, self.code, "").parent

    def want(self, template: Template, before: Path) -> None:
        """Ask for a catalog.

        :param before: the folder of the templates that catalogs were last updated from
        """
        if other := self.wanted.get(template.name):
            # One catalog for the pages of two languages that both need a third.
            template = replace(template, messages=other.messages + template.messages)
        self.wanted[template.name] = template
        last = before / f"{template.path}.pot"
        if template.is_in_folder and last.is_file():
            entries = updating.read(last).entries
            self.before.setdefault(template.name, []).extend(entry.text for entry in entries)
        if template.is_in_folder:
            self.sphinx_intl_names[template.path] = template.name

    def read(self, shown: Callable[[Path], str]) -> list[str]:
        """Read existing catalogs; return what is wrong with those that cannot be read."""
        faults = []
        for path in sorted(self.folder.rglob("*.po")):
            name = path.relative_to(self.folder).with_suffix("").as_posix()
            catalog = read_catalog(path, shown(path), self.code)
            if catalog and catalog.is_broken:
                finding = catalog.findings[0]
                faults.append(f"{finding.path}:{finding.line}: {finding.message}")
                self.wanted.pop(name, None)
            else:
                self.there[name] = updating.read(path)
        there = {
            theirs: name
            for theirs, name in self.sphinx_intl_names.items()
            if theirs in self.there and theirs not in self.wanted and name in self.wanted
        }
        for theirs, name in there.items():
            found = self.there.pop(theirs)
            begun = self.there.get(name)
            self.there[name] = updating.joined(begun, found, theirs) if begun else found
        self.sphinx_intl_names = there
        return faults

    def updated(self) -> dict[str, PoFile]:
        """Each wanted catalog, brought up to date."""
        everything = {
            name: catalog.entries for name, catalog in self.there.items() if catalog.entries
        }
        updated: dict[str, PoFile] = {}
        for name, template in self.wanted.items():
            others = [e for other, found in everything.items() if other != name for e in found]
            # Only from a catalog without a page can a changed text have moved to another page.
            homeless = [
                e for other in everything if other not in self.wanted for e in everything[other]
            ]
            begun = self.there.get(name) or PoFile(self._header_for(template.messages))
            begun = updating.recalled(begun, self.before.get(name, ()))
            updated[name] = updating.update(begun, template.messages, self.code, others, homeless)
        return updated

    def write(self, updated: dict[str, PoFile], *, clean: bool) -> Iterable[str]:
        """Write each catalog that changes; yield what was done, with path and reason.

        :param clean: also remove what no page uses
        """
        translated = {
            entry.text
            for catalog in updated.values()
            for entry in catalog.entries
            if entry.is_translated
        }
        for name in self.there.keys() - self.wanted.keys():
            left = [e for e in self.there[name].entries if e.is_translated]
            if clean or {entry.text for entry in left} <= translated:
                yield self._remove(name, "no page needs it")
        for name, catalog in updated.items():
            text = str(updating.without_obsolete(catalog) if clean else catalog)
            if write_text(self._path(name), text):
                yield f"wrote {self._path(name)}"
        for theirs, name in self.sphinx_intl_names.items():
            yield self._remove(theirs, f"its messages are in {name}.po")

    def _header_for(self, messages: Iterable[Message]) -> str:
        """The header of a new catalog; of a renamed page, that of its old one, with translators."""
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

    def _remove(self, name: str, why: str) -> str:
        path = self._path(name)
        path.unlink()
        path.with_suffix(".mo").unlink(missing_ok=True)
        for folder in path.parents:
            if folder == self.folder or any(folder.iterdir()):
                break
            folder.rmdir()
        return f"removed {path}: {why}"


def waiting(updated: Iterable[PoFile]) -> int:
    """How many messages wait for a translator."""
    live = [e for catalog in updated for e in catalog.entries if not e.obsolete]
    return sum(not e.is_translated or e.is_fuzzy for e in live)


def write_text(path: Path, text: str) -> bool:
    """Write a catalog or template if it changes; keep Windows line ends."""
    ends = "\r\n" if path.is_file() and b"\r\n" in path.read_bytes() else "\n"
    return write_whole(path, text.replace("\n", ends).encode())
