"""Check catalogs, update them from their templates, or show how much is translated.

    python -m ext.catalogs check                      the catalogs of the site in this folder
    python -m ext.catalogs check --source en x.po     any other, or a folder of them
    python -m ext.catalogs update [--clean]           with the templates in _build/gettext
    python -m ext.catalogs status [--format json]     or html, badge; or --base main

It reads ``conf.py`` in this folder for languages and folders, and does not need Sphinx. `check` exits with
1 if it finds anything; a build reports too, but never fails because of a translation.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from ..command import run
from ..findings import Finding
from .annotations import annotation, line_of
from .base import changes_since, report, unpack_revision
from .check import Report, Source, check
from .folder import LanguageFolder, waiting
from .glossary import Glossary, read_glossary
from .kinds import HINTS, Kind
from .po import FOLDER
from .pot import Template, read_templates, templates_for
from .progress import LanguageProgress, progress, values
from .report import table, write_badges, write_page
from .site import GLOSSARY, TEMPLATES, Site, site_at

BUILT = Path("_build", "gettext")
STATUS = Path("_build", "status")


def check_catalogs(site: Site, given: argparse.Namespace) -> int:
    """Check the given catalogs, or those of the site; return the exit code."""
    if given.paths:
        catalogs = list(_others(given.paths, given.source, site))
        path, extensions = given.glossary, frozenset[str]()
    else:
        catalogs = list(site.catalogs())
        path, extensions = given.glossary or site.locales / GLOSSARY, site.extensions
    # A glossary given on the command line may be anywhere.
    within = None if given.glossary else site.root
    glossary = read_glossary(path, within) if path else Glossary()
    found = check(catalogs, glossary, extensions)
    found.findings[:0] = [
        Finding(Kind.FILE, site.shown(path), fault.line, f"{fault.message} {fault.advice}")
        for fault in glossary.faults
        if path
    ]
    if given.no_hints:
        found.findings = [one for one in found.findings if one.kind not in HINTS]
    for finding in found.findings:
        print(line_of(finding))
        if os.environ.get("GITHUB_ACTIONS") == "true":
            print(annotation(finding))
    print(_counted(found, len(catalogs)))
    return int(any(one.kind not in HINTS for one in found.findings))


def _others(paths: list[Path], source: str, site: Site) -> Iterator[Source]:
    """Each catalog among *paths*, which may be folders."""
    for path in paths:
        found = path.rglob("*.po") if path.is_dir() and path.suffix != ".po" else [path]
        for catalog in sorted(found):
            at = catalog.resolve().parts
            language = at[at.index(FOLDER) - 1] if FOLDER in at else ""
            yield Source(catalog, site.shown(catalog), source, language)


def _counted(found: Report, files: int) -> str:
    counted = (
        f"{files} catalogs: {found.translated} messages translated, {found.fuzzy} fuzzy, "
        f"{found.missing} missing."
    )
    findings = len(found.findings)
    if not findings:
        return f"{counted} No errors found."
    plural = "s" if findings > 1 else ""
    return f"{counted} {findings} finding{plural}: docs/translating.md explains them."


def folders(site: Site, templates: list[Template], locales: Path) -> Iterator[LanguageFolder]:
    """The catalogs of each language in *locales*, with the templates that they are for."""
    for code in site.languages:
        folder = LanguageFolder(code, locales, site.project)
        for template in templates_for(templates, code):
            folder.want(template, locales / TEMPLATES)
        yield folder


def update_catalogs(site: Site, built: Path, *, clean: bool = False) -> tuple[int, list[str]]:
    """Update every catalog from the templates in *built*, and copy these for new languages.

    :returns: how many messages wait for a translator, and what is wrong with catalogs that cannot be
        read
    """
    templates = read_templates(built)
    faults: list[str] = []
    count = 0
    for folder in folders(site, templates, site.locales):
        faults += folder.read(site.shown)
        updated = folder.updated()
        for done in folder.write(updated, clean=clean):
            print(done.replace(f"{site.root}{os.sep}", "").replace(os.sep, "/"))
        count += waiting(updated.values())
    _copy_templates(site, built, [one.path for one in templates if not one.language])
    return count, faults


def _copy_templates(site: Site, built: Path, paths: list[str]) -> None:
    target = site.locales / TEMPLATES
    for old in target.rglob("*.pot"):
        if old.relative_to(target).with_suffix("").as_posix() not in paths:
            old.unlink()
    for path in paths:
        new, old = built / f"{path}.pot", target / f"{path}.pot"
        if not old.is_file() or old.read_bytes() != new.read_bytes():
            old.parent.mkdir(parents=True, exist_ok=True)
            copyfile(new, old)
            print(f"wrote {site.shown(old)}")


def _update(site: Site, given: argparse.Namespace) -> int:
    count, faults = update_catalogs(site, _templates(given), clean=given.clean)
    if count:
        wait = "s wait" if count > 1 else " waits"
        print(
            f"{count} message{wait} for a translator: translate those that are empty or marked fuzzy in "
            f"{site.shown(site.locales)}/; docs/translating.md explains how, and `make status` lists them."
        )
    elif not faults:
        print("Every message is translated.")
    if faults:
        sys.exit("\n".join([*faults, "These catalogs were not changed."]))
    return 0


def _templates(given: argparse.Namespace) -> Path:
    """The folder of templates; it exits if there are none."""
    if not any(given.templates.rglob("*.pot")):
        sys.exit(
            f"No templates in {given.templates}. Make them with: "
            f"sphinx-build -b gettext . {BUILT.as_posix()}"
        )
    folder: Path = given.templates
    return folder


def _status(site: Site, given: argparse.Namespace) -> int:
    if given.base and given.format in ("badge", "html"):
        sys.exit(
            f"FORMAT={given.format} shows how much is translated, not what has changed: "
            "leave BASE or FORMAT out."
        )
    templates = read_templates(_templates(given))
    if given.base:
        with TemporaryDirectory() as place:
            unpack_revision(given.base, site.root, Path(place))
            locales = Path(place, site.folders.names[0])
            since = changes_since(site, folders(site, templates, locales))
        if given.format == "json":
            _print_json({"base": given.base, "languages": since})
        else:
            print("\n".join(report(given.base, since)).rstrip())
        return 0
    found = []
    for code in site.languages:
        pages = progress(site.folders, code, templates_for(templates, code), site.extensions)
        found.append(LanguageProgress(code, site.name_of(code), pages))
    _show(site, found, given.format)
    return 0


def _show(site: Site, found: list[LanguageProgress], form: str) -> None:
    folder = site.root / STATUS
    if form == "json":
        _print_json(values(found))
    elif form == "html":
        print(f"wrote {site.shown(write_page(found, folder))}")
    elif form == "badge":
        print("\n".join(f"wrote {site.shown(path)}" for path in write_badges(found, folder)))
    else:
        print("\n".join(table(found)).rstrip())


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def main(arguments: list[str] | None = None, root: Path | None = None) -> int:
    """Run the command; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m ext.catalogs",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verbs = parser.add_subparsers(required=True, metavar="check | update | status")
    checking = verbs.add_parser("check", help="check catalogs for errors")
    checking.add_argument("paths", nargs="*", type=Path, help="catalogs, or folders of them")
    checking.add_argument("--source", default="en", help="language of their msgids, by default en")
    checking.add_argument("--glossary", type=Path, help="a glossary: a CSV file of terms")
    checking.add_argument(
        "--no-hints", action="store_true", help="leave out findings that are hints"
    )
    checking.set_defaults(do=check_catalogs)
    updating = verbs.add_parser("update", help="update catalogs from their templates")
    updating.add_argument("--clean", action="store_true", help="also remove what no page uses")
    updating.set_defaults(do=_update)
    status = verbs.add_parser("status", help="show how much is translated")
    status.add_argument("--format", choices=["table", "json", "html", "badge"], default="table")
    status.add_argument("--base", help="a git revision: list what has changed since then")
    status.set_defaults(do=_status)
    for verb in (updating, status):
        verb.add_argument("--templates", type=Path, default=BUILT, help=f"by default {BUILT}")
    given = parser.parse_args(arguments)
    try:
        site = site_at(root or Path.cwd())
    except ValueError as error:
        sys.exit(str(error))
    done: int = given.do(site, given)
    return done


if __name__ == "__main__":
    run(main)
