"""Check the catalogs: gettext's rules, and what is lost in translation.

    python tools/check_translations.py                  those of the site
    python tools/check_translations.py --source en x.po  any other, or a folder of them

Each finding is a line with file, line, message and remedy; on GitHub also a mark beside the line in
the pull request. Ends with 1 if there is any. A build reports too, and never fails for a translation.
"""

import argparse
import os
import runpy
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ext.catalogs.annotations import annotation, line_of  # noqa: E402
from ext.catalogs.catalog import FOLDER, CatalogFolders, Finding, catalog_path  # noqa: E402
from ext.catalogs.check import Report, Source, check  # noqa: E402
from ext.catalogs.glossary import Glossary, read_glossary  # noqa: E402
from ext.catalogs.kinds import Kind  # noqa: E402
from ext.command import run  # noqa: E402
from ext.languages.settings import folders_of_catalogs  # noqa: E402

GLOSSARY = "glossary.csv"
TEMPLATES = "pot"
#: Interface words are written in English, in templates and in code.
WORDS, OF_WORDS = "sphinx", "en"


def of_the_site(root: Path, settings: dict[str, Any]) -> Iterator[Source]:
    """Each catalog of the site in ``root``, but those in the language of their page."""
    folders = folders_of(settings, root)
    codes = list(settings["site_languages"])
    for code, locales in product(codes, (root / name for name in folders.names)):
        folder = catalog_path(locales, code, "").parent
        for path in sorted(folder.rglob("*.po")):
            name = path.relative_to(folder).with_suffix("")
            sources = [c for c in codes if _is_written_in(c, name, root, folders)]
            if sources == [code] or (code, name) == (OF_WORDS, Path(WORDS)):
                continue
            source = next((c for c in sources if c != code), OF_WORDS)
            first = folder.joinpath(*name.parts[1:]).with_suffix(".po")
            is_second = name.parts[0] == source and first.is_file()
            yield Source(path, _shown(path, root), source, code, is_second)


def folders_of(settings: dict[str, Any], root: Path) -> CatalogFolders:
    """Where the catalogs of the site are, by its ``conf.py``."""
    folders = (settings.get(name) for name in ("locale_dirs", "site_locales"))
    return CatalogFolders(root, folders_of_catalogs(*folders))


def _is_written_in(code: str, name: Path, root: Path, folders: CatalogFolders) -> bool:
    """Whether the messages of catalog ``name`` are in ``code``: by its template, or else its page.

    The catalog may stand in a folder for that language, as sphinx-intl makes it.
    """
    names = (name, name.relative_to(code)) if code in name.parts[:-1][:1] else (name,)
    return any(
        (folders.first / TEMPLATES / code / name.with_suffix(".pot")).is_file()
        or (root / code / name.with_suffix(".md")).is_file()
        for name in names
    )


def others(paths: list[Path], source: str) -> Iterator[Source]:
    """Each catalog among ``paths``, which may be folders."""
    for path in paths:
        found = path.rglob("*.po") if path.is_dir() and path.suffix != ".po" else [path]
        for catalog in sorted(found):
            at = catalog.resolve().parts
            language = at[at.index(FOLDER) - 1] if FOLDER in at else ""
            yield Source(catalog, _shown(catalog, Path.cwd()), source, language)


def _shown(path: Path, root: Path) -> str:
    """``path`` as GitHub and editors know it."""
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return path.as_posix()


def told(report: Report, files: int) -> str:
    """What was counted, on one line."""
    counted = (
        f"{files} catalogs: {report.translated} messages translated, {report.fuzzy} fuzzy, "
        f"{report.missing} missing."
    )
    findings = len(report.findings)
    if not findings:
        return f"{counted} Nothing is wrong with them."
    return f"{counted} {findings} finding{'s' if findings > 1 else ''}: docs/translating.md explains them."


def main(arguments: list[str] | None = None) -> int:
    """Check, and tell; returns what the shell gets."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="*", type=Path, help="catalogs, or folders of them")
    parser.add_argument("--source", default="en", help="language of the msgids of these")
    parser.add_argument("--glossary", type=Path, help="a table of terms")
    given = parser.parse_args(arguments)
    settings = runpy.run_path(str(ROOT / "conf.py"))
    if given.paths:
        catalogs = list(others(given.paths, given.source))
        path, extensions = given.glossary, []
    else:
        catalogs = list(of_the_site(ROOT, settings))
        path = given.glossary or folders_of(settings, ROOT).first / GLOSSARY
        extensions = settings.get("myst_enable_extensions", [])
    # Who names another one may name any.
    site = None if given.glossary else ROOT
    glossary = read_glossary(path, site) if path else Glossary()
    report = check(catalogs, glossary, frozenset(extensions))
    report.findings[:0] = [
        Finding(Kind.FILE, _shown(path, ROOT), fault.line, f"{fault.said} {fault.remedy}")
        for fault in glossary.faults
        if path
    ]
    for finding in report.findings:
        print(line_of(finding))
        if os.environ.get("GITHUB_ACTIONS") == "true":
            print(annotation(finding))
    print(told(report, len(catalogs)))
    return int(bool(report.findings))


if __name__ == "__main__":
    run(main)
