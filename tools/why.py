"""Show where a page comes from, and why the last build read and wrote it, or did not.

    make why PAGE=nl/over
    make why PAGE=en/over.html

It reads what the last `make html` or `make dirhtml` has kept, the newer of the two, and builds nothing.
"""

from __future__ import annotations

import argparse
import difflib
import json
import pickle
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from sphinx.environment import BuildEnvironment

from ext.command import run
from ext.languages import front_matter
from ext.languages.page_state import site_state
from ext.languages.pages import Page
from ext.languages.settings import CatalogFolders
from ext.ledger import ROOMS
from ext.pictures.uses import USES

ROOT = Path(__file__).parent.parent
DOCTREES = ROOT / "_build" / "doctrees"
NOTHING = "no: nothing that it shows has changed"


def last_build(doctrees: Path) -> Path:
    """The ledger of the last HTML build."""
    found = [
        path for name in ("html", "dirhtml") for path in doctrees.glob(f"*/ledger-{name}.json")
    ]
    if not found:
        sys.exit("Nothing has been built here yet, or a build was interrupted. Run: make html")
    return max(found, key=lambda path: path.stat().st_mtime_ns)


def why(ledger: Path, wanted: str) -> Iterator[tuple[str, str]]:
    """Everything known about a page, line by line."""
    builder = ledger.stem.removeprefix("ledger-")
    kept = json.loads(ledger.read_text(encoding="utf-8"))
    env: BuildEnvironment = pickle.loads(ledger.with_name("environment.pickle").read_bytes())
    pages = site_state(env).plan
    docname = Path(wanted).with_suffix("").as_posix() if Path(wanted).suffix else wanted.strip("/")
    at = {"/".join(page.address): page for page in pages.by_docname.values()}
    page = pages.get(docname) or at.get(docname)
    if page is None:
        close = difflib.get_close_matches(docname, pages.by_docname, n=1)
        hint = f" Did you mean {close[0]}?" if close else ""
        sys.exit(f"There is no page {docname!r} in the last build.{hint}")
    docname = page.docname
    yield "page", docname
    yield "made from", page.path if not page.is_counterpart else f"{page.path}, in translation"
    if page.is_counterpart and page.language:
        folders = CatalogFolders(Path(env.srcdir), tuple(env.config.site_locales))
        catalogs = folders.files(page.language, *pages.catalogs(page))
        there = [file.shown for file in catalogs if file.path.is_file()]
        now = site_state(env).page(docname)
        yield "catalog", ", ".join(there) or f"none yet; it would be {catalogs[0].shown}"
        yield "translated", f"{now.done} of {now.total} messages"
    yield "address", f"/{'/'.join(page.address)}, from {address_from(env, page)}"
    menus = sorted(name for name, inside in env.toctree_includes.items() if docname in inside)
    yield "menus", ", ".join(menus) or "none"
    pictures = dict.fromkeys(use.uri for use in USES.all(env).get(docname, ()))
    yield "pictures", ", ".join(pictures) or "none"
    root = Path(env.srcdir)
    files = [root / name for name in sorted(map(str, env.dependencies.get(docname, ())))]
    names = [path.relative_to(root).as_posix() for path in files if path.is_relative_to(root)]
    if others := [name for name in names if name not in pictures]:
        yield "other files", ", ".join(others)
    yield "style sheet", sheet_of(ledger, builder, page)
    rooms = kept["written"].get(docname, [])
    reason = kept["read"].get(docname) or ("settings have changed" if "read" in rooms else "")
    yield "read", f"yes: {reason}" if reason else NOTHING
    rooms = [ROOMS.get(room, room) for room in rooms]
    yield "written", f"yes: {'; '.join(rooms)}" if rooms else NOTHING


def address_from(env: BuildEnvironment, page: Page) -> str:
    """What determines the address of a page."""
    found = front_matter(Path(env.srcdir, page.path))
    for key in ("permalink", "lang-ref"):
        if key in found.values:
            return f"{key} at {page.path}:{found.lines[key]}"
    return "the path of its file"


def sheet_of(ledger: Path, builder: str, page: Page) -> str:
    """The style sheet that the page links to."""
    note = ledger.with_name(f"published-{builder}.json")
    _, published = json.loads(note.read_text(encoding="utf-8"))
    plain = "/".join(page.address)
    names: tuple[Any, ...] = (
        f"{plain}.html",
        f"{plain}/index.html",
        "index.html" if not plain else None,
    )
    heads = [published[name][1] for name in names if name in published]
    return ", ".join(sheet for head in heads for sheet in head[-1]) or "none"


def main() -> None:
    """Print everything known about a page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("page", nargs="?", help="the name or the path of a page")
    parser.add_argument(
        "--doctrees", type=Path, default=DOCTREES, help="folder where builds keep their doctrees"
    )
    options = parser.parse_args()
    if not options.page:
        sys.exit("Which page? For example: make why PAGE=nl/over")
    for name, said in why(last_build(options.doctrees), options.page):
        print(f"{name + ':':<13} {said}")


if __name__ == "__main__":
    run(main)
