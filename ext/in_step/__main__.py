"""Declare that hand-written pages in several languages are in step.

    python -m ext.in_step nl/visit          with all its versions
    python -m ext.in_step nl/visit.md en/visit.md
    python -m ext.in_step all

From then on, each build names the sections of one that have not followed a change of another. The
record is kept in locales/in-step.txt. Run it in the folder of conf.py.
"""

import argparse
import difflib
import sys
from collections.abc import Collection
from pathlib import Path, PurePosixPath

from sphinx.application import Sphinx
from sphinx.errors import SphinxError

from ext.command import run
from ext.files import write_whole
from ext.languages import catalog_folders

from . import FILE, pairs_of, sections_now
from .record import BrokenFileError, Pair, read, write

ALL = "all"


def find_pages(root: Path) -> Sphinx:
    """The site in the folder *root*, with its pages found but not read."""
    out = root / "_build" / "in-step", root / "_build" / "doctrees" / "in-step"
    try:
        app = Sphinx(root, root, *out, "dummy", status=None, freshenv=True)
        app.env.find_files(app.config, app.builder)
    except SphinxError as error:
        sys.exit(f"{error}\nNothing was changed.")
    return app


def wanted_pairs(pages: list[str], pairs: list[Pair], written: Collection[str]) -> list[Pair]:
    """The pairs of these pages: of two pages that are versions of one another, that pair.

    :param written: all pages of the site
    """
    if ALL in pages:
        return pairs
    paired = {name for pair in pairs for name in pair}
    faults = []
    for page in (page for page in pages if page not in paired):
        names, reason = written, "is not a page"
        if page in written:
            names, reason = paired, "has no version that was written by hand in another language"
        close = difflib.get_close_matches(page, sorted(names), n=1)
        faults.append(f"{page} {reason}.{f' Did you mean {close[0]}?' if close else ''}")
    if faults:
        sys.exit("\n".join([*faults, "Nothing was changed."]))
    both = [pair for pair in pairs if {*pair} <= {*pages}]
    rest = {*pages} - {name for pair in both for name in pair}
    return [pair for pair in pairs if pair in both or rest & {*pair}]


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", nargs="*", help="names or paths of pages, or: all")
    pages = parser.parse_args().pages
    if not pages:
        sys.exit("Which page? For example: make in-step PAGE=nl/visit, or PAGE=all for every page.")
    app = find_pages(Path.cwd())
    folders = catalog_folders(app)
    path, shown = folders.first / FILE, f"{folders.names[0]}/{FILE}"
    try:
        declared = read(path.read_bytes()) if path.is_file() else {}
    except BrokenFileError as broken:
        line, said = broken.args
        sys.exit(f"{shown}:{line}: {said} Nothing was changed.")
    names = [app.env.path2doc(page) or PurePosixPath(page).as_posix() for page in pages]
    pairs = pairs_of(app)
    wanted = wanted_pairs(names, pairs, app.env.found_docs)
    now = sections_now(app, wanted)
    if ALL in names:
        declared = {pair: said for pair, said in declared.items() if pair in pairs}
    for pair in (pair for pair in wanted if now.keys() >= {*pair}):
        declared[pair] = {name: {s.key: s.parts for s in now[name]} for name in pair}
        print(f"{pair[0]} and {pair[1]} are in step.")
    if not pairs:
        print("No page was written by hand in more than one language.")
    if (declared or path.is_file()) and write_whole(path, write(declared).encode()):
        print(f"wrote {shown}: commit it")


if __name__ == "__main__":
    run(main)
