"""Compare what another revision and the working tree make from the same pages, file by file.

    python tools/same_site.py main
    python tools/same_site.py HEAD~3 --except "_static/*" --except "*.png" --corpus 60
    python tools/same_site.py HEAD^1 --summary --preview https://NAME--12.org.readthedocs.build/

Both build this site (html, dirhtml with an address and with two processes, gettext) and the made-up
pages of the benchmark. For each page that is not the same byte for byte, it lists what differs: text,
links, pictures, policy or head. It ends with 1 if anything differs that `--except` does not cover.

`--summary` builds the published site alone, and writes a table in Markdown of the pages that readers will find
changed, with their languages, for the summary of a pull request.
"""

from __future__ import annotations

import argparse
import fnmatch
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from urllib.parse import quote, urljoin

from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = "https://portal.example.org/"
PUBLISHED = "dirhtml, with an address"
#: Ways to build, each with its options and the address of the site.
WAYS = {
    "html": (("-b", "html"), ""),
    PUBLISHED: (("-b", "dirhtml"), ADDRESS),
    "dirhtml, two processes": (("-b", "dirhtml", "-j2"), ""),
    "gettext": (("-b", "gettext"), ""),
}
#: Sheets and scripts are named by what they contain, and compared as files of their own.
BY_CONTENT = re.compile(r"(?<=site\.)[0-9a-f]+(?=\.css)|(?<=\.js\?v=)[0-9a-f]+")
SHEET_ALONE = "links another sheet or script, and is otherwise the same"
#: Made by every build, and of no interest to visitors.
LEFT_OUT = (".buildinfo", ".buildinfo.bak", "*/.doctrees/*", ".doctrees/*")


def git(*arguments: str | Path) -> str:
    """What git prints in this repository."""
    return subprocess.run(
        ["git", *arguments], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    ).stdout.strip()


def tree_of(revision: str, folder: Path) -> Path:
    """The files of a revision, in a separate folder."""
    git("clone", "-q", "--no-checkout", ROOT, folder)
    found = git("rev-parse", "--verify", f"{revision}^{{commit}}")
    git("-C", folder, "checkout", "-q", found)
    return folder


def working_tree(folder: Path) -> Path:
    """A copy of the working tree, without what was built in it."""
    names = git("ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((ROOT / name).read_bytes())
    return folder


def build(tree: Path, source: Path, out: Path, options: tuple[str, ...], address: str) -> None:
    """Build with the code of a tree; a failing build ends the comparison."""
    pictures = f"pictures_cache={ROOT / '_build' / 'pictures'}"
    command = [sys.executable, "-m", "sphinx", "-q", *options, "-d", f"{out}.doctrees"]
    command += ["-D", pictures]
    environment = {**os.environ, "READTHEDOCS_CANONICAL_URL": address, "PYTHONPATH": str(tree)}
    subprocess.run([*command, source, out], cwd=tree, env=environment, check=True)


def write_corpus(tree: Path, folder: Path, pages: int) -> Path:
    """Write the made-up pages of the working tree's benchmark, for the code and files of a tree."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    import corpus

    source = folder / "source"
    corpus.write(corpus.Writer(pages).site(), source / "nl", source / "locales")
    for name in ("_static", "_templates"):
        copytree(tree / name, source / name)
    (source / "images").mkdir()
    (source / "images" / "register.yaml").write_text("language: nl\npictures: {}\n")
    (source / "index.md").write_text("---\norphan: true\n---\n\n# Bench\n")
    (source / "conf.py").write_text(
        f"from runpy import run_path\nglobals().update(run_path({str(tree / 'conf.py')!r}))\nredirects = {{}}\n"
    )
    return source


def files_of(out: Path) -> dict[str, Path]:
    """The files of a site by their names; a sheet by those of what it contains."""
    found = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    return {
        name: path
        for name, path in found.items()
        if not any(fnmatch.fnmatch(name, one) for one in LEFT_OUT)
    }


def parts_of(page: str) -> dict[str, object]:
    """What visitors, browsers and search engines read on a page."""
    soup = BeautifulSoup(page, "html.parser")
    body, head = soup.body or soup, soup.head or soup
    return {
        "text": " ".join(body.get_text(" ").split()),
        "links": [str(one.get("href")) for one in body.select("a")],
        "pictures": [
            (one.get("src"), one.get("srcset"), one.get("alt")) for one in body.select("img")
        ],
        "policy": [str(one) for one in head.select('meta[http-equiv="Content-Security-Policy"]')],
        "head": [" ".join(str(one).split()) for one in head.find_all(True)],
    }


def differences(before: Path, after: Path) -> Iterator[tuple[str, str]]:
    """The files that differ, each with a description of how."""
    old, new = files_of(before), files_of(after)
    for name in sorted(old.keys() | new.keys()):
        if name not in new or name not in old:
            yield name, "has been removed" if name in old else "is new"
            continue
        one, other = old[name].read_bytes(), new[name].read_bytes()
        if one == other:
            continue
        if not name.endswith(".html"):
            yield name, f"differs ({len(one)} and {len(other)} bytes)"
            continue
        pages = [BY_CONTENT.sub("", page.decode()) for page in (one, other)]
        if pages[0] == pages[1]:
            yield name, SHEET_ALONE
            continue
        first, second = map(parts_of, pages)
        wrong = [key for key in first if first[key] != second[key]]
        yield name, f"differs in {', '.join(wrong) or 'its tags only'}"


def summary(before: Path, after: Path, preview: str) -> str:
    """A table in Markdown of the pages that differ, with their languages; it links to the *preview*, if any."""
    rows, others = [], 0
    for name, how in differences(before, after):
        if not name.endswith(".html"):
            continue
        if how == SHEET_ALONE:
            others += 1
            continue
        page = next(path for path in (after / name, before / name) if path.is_file())
        root = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").html
        address = quote(name.removesuffix("index.html"))
        is_there = preview and (after / name).is_file()
        shown = f"[/{address}]({urljoin(preview, address)})" if is_there else f"/{address}"
        rows.append((str(root.get("lang", "")) if root else "", shown, how))
    lines = ["### Pages that this changes", ""]
    if rows:
        lines += ["| language | page | how |", "|---|---|---|"]
        lines += [f"| {' | '.join(row)} |" for row in sorted(rows)]
    else:
        lines.append("None.")
    if others:
        lines += ["", f"{others} more have another style sheet or script alone."]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Build both, compare, and list what differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("revision", help="revision of git to compare with")
    parser.add_argument(
        "--except",
        action="append",
        default=[],
        dest="excepted",
        metavar="GLOB",
        help="files that may differ",
    )
    parser.add_argument(
        "--corpus", type=int, default=40, metavar="PAGES", help="made-up pages to build, 0 for none"
    )
    parser.add_argument("--summary", action="store_true", help="only a table of changed pages")
    parser.add_argument(
        "--preview", default="", metavar="ADDRESS", help="where the pages are shown"
    )
    options = parser.parse_args()
    found = 0
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        trees = [tree_of(options.revision, place / "a"), working_tree(place / "b")]
        if options.summary:
            sites = [place / "before", place / "after"]
            for tree, out in zip(trees, sites, strict=True):
                build(tree, tree, out, *WAYS[PUBLISHED])
            print(summary(*sites, options.preview))
            return 0
        ways = [(way, *how) for way, how in WAYS.items()]
        if options.corpus:
            ways.append((f"{options.corpus} made-up pages", ("-b", "html"), ADDRESS))
        for number, (way, arguments, address) in enumerate(ways):
            outs = []
            for tree in trees:
                outs.append(out := place / f"{tree.name}-{number}")
                made_up = way not in WAYS
                source = (
                    write_corpus(tree, place / f"{tree.name}-corpus", options.corpus)
                    if made_up
                    else tree
                )
                build(tree, source, out, arguments, address)
            wrong = list(differences(*outs))
            reported = [
                one
                for one in wrong
                if not any(fnmatch.fnmatch(one[0], e) for e in options.excepted)
            ]
            print(
                f"{way}: {len(files_of(outs[1]))} files, {len(reported)} differ, {len(wrong) - len(reported)} excepted"
            )
            for one, how in reported:
                print(f"  {one} {how}")
            found += len(reported)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
