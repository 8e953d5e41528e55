"""Which pages the site has: the written ones, and a counterpart in every other language.

Plain functions over plain values: nothing here knows Sphinx.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..catalogs.catalog import catalog_name
from ..characters import hidden_names
from ..findings import Finding
from .front_matter import FrontMatter

#: Folders of an address: ``("nl", "over")`` is ``/nl/over/``.
Address = tuple[str, ...]

NOT_UTF8 = (
    "This line is not UTF-8, so the page shows � for what cannot be read. Save the page as UTF-8."
)
PART = re.compile(r"[\w~-][\w.~-]*")
#: Characters of an address, and of a part of it: file systems end at 255 bytes for a name.
LONGEST, LONGEST_PART = 200, 60


@dataclass(frozen=True)
class Page:
    """A page in one language.

    :param docname: Sphinx's name for it, ``en/over``
    :param language: its code; None for a page outside the language folders
    :param path: the file that it is made from, ``nl/over.md``
    :param source: docname of the written page that it is made from; its own where it is written
    :param address: where it is published
    :param group: docname that identifies this page in all its languages
    :param catalog: name of the catalog that translates it: ``over``, within its language's folder
    """

    docname: str
    language: str | None
    path: str
    source: str
    address: Address
    group: str
    catalog: str

    @property
    def is_counterpart(self) -> bool:
        """Whether it is made from a page in another language."""
        return self.source != self.docname

    @property
    def template(self) -> str:
        """Name of the template with its messages: ``nl/over``."""
        return f"{self.source.partition('/')[0]}/{self.catalog}"


@dataclass
class Pages:
    """All pages of the site, by docname."""

    by_docname: dict[str, Page] = field(default_factory=dict)
    groups: dict[str, dict[str, str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    held_back: list[Page] = field(default_factory=list)

    def hold_back(self, docname: str) -> None:
        """Leave out the page *docname*, in every language; its address stays its own."""
        names = list(self.versions(docname).values()) or [docname]
        self.groups.pop(self.by_docname[docname].group, None)
        self.held_back += [self.by_docname.pop(name) for name in names]

    def get(self, docname: str) -> Page | None:
        """The page *docname*, if there is one."""
        return self.by_docname.get(docname)

    def versions(self, docname: str) -> dict[str, str]:
        """The docname of this page in each language that has it."""
        page = self.get(docname)
        return self.groups.get(page.group, {}) if page else {}

    def catalogs(self, page: Page) -> tuple[str, ...]:
        """Names of the catalogs that translate *page*: ``over``, and ``nl/over`` of sphinx-intl.

        The latter is that of another page where the site has ``fr/nl/over``.
        """
        codes = self.versions(page.docname)
        is_another = any(f"{code}/{page.template}" in self.by_docname for code in codes)
        return (page.catalog,) if is_another else (page.catalog, page.template)

    def for_reader(self, docname: str, language: str | None) -> str | None:
        """The page that a reader of *language* is led to by a link to *docname*, if there is one."""
        if docname not in self.by_docname:
            return None
        return self.versions(docname).get(language or "", docname)


def plan(
    files: Mapping[str, str],
    languages: Sequence[str],
    front: Mapping[str, FrontMatter],
    translated: Container[str] = (),
    compact: bool | str = False,
) -> Pages:
    """Give every written page a counterpart in each language, and every page an address.

    :param files: docname of each written page, and its file
    :param languages: codes; where more than one language wrote a page, the first is the source
    :param front: front matter by docname
    :param translated: written pages that have a catalog: of two that claim one lang-ref, such a page
        is the one that had it
    :param compact: which pages share a catalog: see `catalog_name`
    """
    return _Planner(files, languages, front, translated, compact).run()


class _Planner:
    """One run of `plan`: the written pages are paired, then placed."""

    def __init__(
        self,
        files: Mapping[str, str],
        languages: Sequence[str],
        front: Mapping[str, FrontMatter],
        translated: Container[str],
        compact: bool | str,
    ) -> None:
        self.translated = translated
        self.compact = compact
        self.files = files
        self.languages = languages
        self.front = front
        self.pages = Pages()
        self.taken: dict[Address, str] = {}
        self.group_of: dict[str, str] = {}

    def run(self) -> Pages:
        written = sorted(self.files, key=self._order)
        for docname in written:
            if line := self._front(docname).not_utf8:
                self.pages.findings.append(Finding("encoding", self.files[docname], line, NOT_UTF8))
        refs = {docname: self._lang_ref(docname) for docname in written}
        self._keep_homes_apart(refs)
        planned: list[tuple[str, str, str | None]] = []  # docname, source, language
        for group in self._groups(written, refs):
            planned += self._members(group, refs)

        # A page that asks for an address by a permalink takes none that another has without one.
        # Written pages choose before made ones do, and those without a lang-ref before the others.
        def turn(page: tuple[str, str, str | None]) -> tuple[bool, bool, bool, str]:
            docname, source, _ = page
            asks = "permalink" in self._front(source).lines
            return asks, docname != source, bool(refs.get(source)), docname

        for docname, source, language in sorted(planned, key=turn):
            self._place(docname, source, language, refs.get(source))
        for versions in self.pages.groups.values():
            for code in list(versions):
                if versions[code] not in self.pages.by_docname:
                    del versions[code]
        return self.pages

    def _order(self, docname: str) -> tuple[int, str]:
        language = self._language(docname)
        place = self.languages.index(language) if language else len(self.languages)
        return place, docname

    def _language(self, docname: str) -> str | None:
        folder, slash, _ = docname.partition("/")
        return folder if slash and folder in self.languages else None

    def _add_finding(self, kind: str, docname: str, key: str, message: str) -> None:
        line = self._front(docname).lines.get(key, 1)
        self.pages.findings.append(Finding(kind, self.files[docname], line, message))

    def _front(self, docname: str) -> FrontMatter:
        return self.front.get(docname) or FrontMatter()

    # Pairing

    def _lang_ref(self, docname: str) -> str | None:
        value = self._front(docname).values.get("lang-ref")
        if value is None:
            return None
        if isinstance(value, str) and _address(value):
            return "/".join(_address(value) or ())
        self._add_finding(
            "lang-ref",
            docname,
            "lang-ref",
            f"lang-ref is {_short(value)}: write the name that this page shares with its versions "
            "in other languages, in letters, digits, - and /, such as 'about'; at most "
            f"{LONGEST_PART} characters between two slashes.",
        )
        return None

    def _keep_homes_apart(self, refs: dict[str, str | None]) -> None:
        """Remove a lang-ref that would put a page in the place of a home page."""
        homes = {refs[docname]: docname for docname in reversed(refs) if _rest(docname) == "index"}
        for docname, ref in refs.items():
            if ref is not None and ref in homes and _rest(docname) != "index":
                self._add_finding(
                    "lang-ref",
                    docname,
                    "lang-ref",
                    f"lang-ref '{ref}' belongs to the home page {self.files[homes[ref]]}. Give this "
                    "page another lang-ref, or remove it.",
                )
                refs[docname] = None

    def _groups(
        self, written: Iterable[str], refs: dict[str, str | None]
    ) -> list[dict[str | None, str]]:
        """Written pages that belong together: by their lang-ref, else by their path.

        A lang-ref that is used twice in one language is removed from *refs*.
        """
        groups: list[dict[str | None, str]] = []
        by_ref: dict[str, dict[str | None, str]] = {}
        unnamed: list[str] = []
        written = list(written)
        holders: dict[tuple[str | None, str | None], str] = {}
        for docname in sorted(written, key=lambda name: name not in self.translated):
            holders.setdefault((refs[docname], self._language(docname)), docname)
        for docname in written:
            ref, language = refs[docname], self._language(docname)
            if ref is None or language is None:
                unnamed.append(docname)
            elif (holder := holders[ref, language]) == docname:
                if ref not in by_ref:
                    by_ref[ref] = {}
                    groups.append(by_ref[ref])
                by_ref[ref][language] = docname
            else:
                other = self.files[holder]
                self._add_finding(
                    "lang-ref",
                    docname,
                    "lang-ref",
                    f"lang-ref '{ref}' is also used by {other}, which has the same language and "
                    "keeps it. Give this page another lang-ref, or remove it.",
                )
                refs[docname] = None
                groups.append({language: docname})
        by_path: dict[str, list[dict[str | None, str]]] = {}
        for group in groups:
            for docname in group.values():
                by_path.setdefault(_rest(docname), []).append(group)
        for docname in unnamed:
            language = self._language(docname)
            if language is None:
                groups.append({None: docname})
                continue
            candidates = by_path.setdefault(_rest(docname), [])
            partner = next((group for group in candidates if language not in group), None)
            if partner is None:
                partner = {}
                groups.append(partner)
                candidates.append(partner)
            partner[language] = docname
        return groups

    def _members(
        self, group: dict[str | None, str], refs: Mapping[str, str | None]
    ) -> list[tuple[str, str, str | None]]:
        """The pages of a group, written and made: docname, source and language of each."""
        if None in group:
            docname = group[None]
            return [(docname, docname, None)]
        source = next(group[code] for code in self.languages if code in group)
        versions: dict[str, str] = {}
        members: list[tuple[str, str, str | None]] = []
        for code in self.languages:
            if code in group:
                docname = group[code]
                members.append((docname, docname, code))
            else:
                names = [f"{code}/{_rest(source)}"]
                if ref := refs.get(source):
                    names.append(f"{code}/{ref}")
                free = [name for name in names if name not in self.files]
                if not free:
                    self._add_finding(
                        "no-counterpart",
                        source,
                        "lang-ref",
                        f"its version in '{code}' would be {names[0]}, but "
                        f"{self.files[names[0]]} is another page. Give the two the same lang-ref "
                        "if they belong together, else rename one of them.",
                    )
                    continue
                docname = free[0]
                members.append((docname, source, code))
            versions[code] = docname
            self.group_of.setdefault(docname, source)
        self.pages.groups[source] = versions
        return members

    # Addresses

    def _place(self, docname: str, source: str, language: str | None, ref: str | None) -> None:
        if docname in self.pages.by_docname:
            other = self.pages.by_docname[docname].path
            self._add_finding(
                "no-counterpart",
                source,
                "lang-ref",
                f"its version {docname} is already made from {other}. Rename one of the two.",
            )
            return
        own = _own_address(docname)
        wanted = self._permalink(docname, source, language)
        if wanted is None:
            is_index = own != tuple(docname.split("/"))
            made = docname != source
            wanted = (
                (language, *ref.split("/")) if made and ref and language and not is_index else own
            )
        address = wanted
        if address in self.taken:
            other = self.files[self.pages.by_docname[self.taken[address]].source]
            key = "permalink" if "permalink" in self._front(source).lines else "lang-ref"
            self._add_finding(
                "address-twice",
                source,
                key,
                f"the address /{'/'.join(address)} of this page is also that of {other}, which keeps "
                "it. Change the permalink or lang-ref of this page.",
            )
            count = 2
            address = own
            while address in self.taken:
                address = (*own[:-1], f"{own[-1] if own else 'index'}-{count}")
                count += 1
        self.taken[address] = docname
        self.pages.by_docname[docname] = Page(
            docname,
            language,
            self.files[source],
            source,
            address,
            self.group_of.get(docname, docname),
            catalog_name(_rest(source), self.compact),
        )

    def _permalink(self, docname: str, source: str, language: str | None) -> Address | None:
        value: Any = self._front(source).values.get("permalink")
        if isinstance(value, Mapping):
            if docname == source:
                for code in value:
                    if code not in self.languages:
                        self._add_finding(
                            "permalink",
                            source,
                            "permalink",
                            f"permalink names the language {code!r}, which the site does not have.",
                        )
            value = value.get(language)
        elif docname != source:
            return None
        if value is None:
            return None
        address = _address(value) if isinstance(value, str) else None
        if address is None or (not address and docname.count("/")):
            self._add_finding(
                "permalink",
                source,
                "permalink",
                f"permalink is {_short(value)}: write an address on this site, such as "
                f"'/{language or 'nl'}/about', in letters, digits, -, _ and /; at most "
                f"{LONGEST_PART} characters between two slashes.",
            )
            return None
        return address


def _rest(docname: str) -> str:
    """The docname within its language folder."""
    return docname.partition("/")[2]


def _own_address(docname: str) -> Address:
    """The address that follows from the path of a page alone; an index has that of its folder."""
    *folders, name = docname.split("/")
    return tuple(folders) if name == "index" else (*folders, name)


def _short(value: Any) -> str:
    """A value, shortened for a message."""
    shown = repr(value)
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"


def _address(text: str) -> Address | None:
    """The parts of an address; None if it is not one."""
    parts = tuple(part for part in text.strip().removesuffix(".html").strip("/").split("/") if part)
    fits = len(text) <= LONGEST and all(len(part) <= LONGEST_PART for part in parts)
    fits &= not hidden_names(text)
    return parts if fits and all(PART.fullmatch(part) for part in parts) else None
