"""Say that pages that were written by hand in several languages are in step.

    python tools/in_step.py nl/visit          with all its versions
    python tools/in_step.py nl/visit.md en/visit.md
    python tools/in_step.py all

From then on each build names the sections of one that have not followed a change of another.
What was said stands in locales/in-step.txt.
"""

import argparse
import difflib
import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from sphinx.application import Sphinx
from sphinx.errors import SphinxError

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ext.files import write_whole  # noqa: E402
from ext.languages.in_step import (  # noqa: E402
    FILE,
    BrokenFileError,
    Declared,
    Pair,
    declare,
    read,
    write,
)
from ext.languages.settings import catalog_folders  # noqa: E402
from ext.languages.upkeep import hand_written_pairs, sections_now  # noqa: E402
from tools.command import run  # noqa: E402

ALL = "all"


def read_pages() -> Sphinx:
    """Read all pages; warnings alone are shown."""
    build = ROOT / "_build"
    doctrees = build / "doctrees" / "in-step"
    app = Sphinx(ROOT, ROOT, build / "in-step", doctrees, "dummy", status=None, freshenv=True)
    try:
        app.builder.read()
    except SphinxError as error:
        sys.exit(f"{error}\nNothing was changed.")
    return app


def read_file(path: Path) -> Declared:
    """Read what has been said."""
    try:
        return read(path.read_bytes())
    except FileNotFoundError:
        return {}
    except BrokenFileError as broken:
        shown = path.relative_to(ROOT).as_posix()
        sys.exit(f"{shown}:{broken.line}: {broken.message} Nothing was changed.")


def docname_of(wanted: str, suffixes: Iterable[str]) -> str:
    """Return the name of a page, however it was written: nl/x, nl/x.md, ./nl/x.md."""
    path = Path(wanted)
    if path.is_absolute() and path.is_relative_to(ROOT):
        path = path.relative_to(ROOT)
    name = str(PurePosixPath(path.as_posix()))
    suffix = next((suffix for suffix in suffixes if name.endswith(suffix)), "")
    return name.removesuffix(suffix)


def wanted_pairs(pages: list[str], pairs: list[Pair], written: Iterable[str]) -> list[Pair]:
    """Return the pairs of these pages: of two pages that are versions of one another, that pair."""
    if ALL in pages:
        return pairs
    faults = []
    for page in pages:
        if not any(page in pair for pair in pairs):
            names = sorted({name for pair in pairs for name in pair})
            reason = "has no version that was written by hand in another language"
            if page not in written:
                names, reason = sorted(written), "is no page"
            close = difflib.get_close_matches(page, names, n=1)
            hint = f" Did you mean {close[0]}?" if close else ""
            faults.append(f"{page} {reason}.{hint}")
    if faults:
        sys.exit("\n".join([*faults, "Nothing was changed."]))
    both = [pair for pair in pairs if {*pair} <= {*pages}]
    done = {name for pair in both for name in pair}
    return [
        pair
        for pair in pairs
        if pair in both or any(name in pages and name not in done for name in pair)
    ]


def main() -> None:
    """Say it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", nargs="*", help="names or paths of pages, or: all")
    pages = parser.parse_args().pages
    if not pages:
        sys.exit("Which page? For example: make in-step PAGE=nl/visit, or PAGE=all for every page.")
    app = read_pages()
    path = catalog_folders(app).first / FILE
    declared = read_file(path)
    pairs, now = sorted(hand_written_pairs(app)), sections_now(app)
    names = [page if page == ALL else docname_of(page, app.config.source_suffix) for page in pages]
    wanted = [p for p in wanted_pairs(names, pairs, app.env.found_docs) if now.keys() >= {*p}]
    if ALL in names:
        declared = {pair: said for pair, said in declared.items() if pair in pairs}
    for pair in wanted:
        declared = declare(declared, pair, now)
        print(f"{pair[0]} and {pair[1]} are in step.")
    if not pairs:
        print("No page was written by hand in more than one language.")
    if (declared or path.is_file()) and write_whole(path, write(declared).encode()):
        print(f"wrote {path.relative_to(ROOT).as_posix()}: commit it")


if __name__ == "__main__":
    run(main)
