"""Compare one build of a site in two languages with the two stock Sphinx builds that it replaces.

The same generated pages and catalogs, the same theme and the same options, in turn, in one run::

    python benchmarks/one_build.py --pages 100 --runs 3

Prints the median times and their ratio, and fails where an English page of one lacks a text of the
other: a build that leaves work out is no faster.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from bs4 import BeautifulSoup

ROOT = Path(__file__).parent.parent
SEED = 1
SHARED = """
project = "Bench"
html_theme = "pydata_sphinx_theme"
html_copy_source = False
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist", "linkify"]
myst_heading_anchors = 4
gettext_compact = False
"""
STOCK = 'extensions = ["myst_parser", "sphinx_design"]\nlocale_dirs = ["../locales"]\n'
OURS = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
extensions = ["ext.languages", "myst_parser", "sphinx_design"]
site_languages = ["nl", "en"]
locale_dirs = []
exclude_patterns = ["locales"]
"""
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
WORDS = ["blad", "varen", "schelp", "steen", "vlinder", "herbarium", "lade", "ring", "zaad"]


def sentence(dice: random.Random, number: int) -> str:
    """Return a Dutch-looking sentence; *number* makes it the only one."""
    return " ".join(dice.choices(WORDS, k=14)).capitalize() + f" {number}."


def corpus(pages: int) -> tuple[dict[str, str], dict[str, str]]:
    """Return the pages and the catalogs by name, without suffix."""
    dice, count = random.Random(SEED), 0
    texts, catalogs = {}, {}
    names = [f"page{number}" for number in range(pages)]
    for name in names:
        blocks = [f"# Titel van {name}"]
        for part in range(4):
            blocks.append(f"## Deel {part} van {name}")
            for _ in range(2):
                count += 1
                other = dice.choice(names)
                blocks.append(f"{sentence(dice, count)} Zie [{other}]({other}.md).")
        texts[name] = "\n\n".join(blocks) + "\n"
        catalogs[name] = catalog([block.lstrip("# ") for block in blocks])
    texts["index"] = "# Thuis\n\n```{toctree}\n" + "\n".join(names) + "\n```\n"
    catalogs["index"] = catalog(["Thuis"])
    return texts, catalogs


def catalog(messages: list[str]) -> str:
    """Return a catalog that translates each message, links kept."""
    return HEADER + "".join(
        f'\nmsgid "{message}"\nmsgstr "Translated {message}"\n' for message in messages
    )


def write(folder: Path, pages: int) -> None:
    """Write the corpus twice: for stock Sphinx and for the one build."""
    texts, catalogs = corpus(pages)
    for place in ("stock", "ours/nl"):
        (folder / place).mkdir(parents=True)
        for name, text in texts.items():
            (folder / place / f"{name}.md").write_text(text, encoding="utf-8")
    (folder / "stock/conf.py").write_text(STOCK + SHARED, encoding="utf-8")
    (folder / "ours/conf.py").write_text(OURS + SHARED, encoding="utf-8")
    (folder / "ours/index.md").write_text("# Bench\n", encoding="utf-8")
    for place in ("locales", "ours/locales"):
        catalog_folder = folder / place / "en" / "LC_MESSAGES"
        catalog_folder.mkdir(parents=True)
        for name, text in catalogs.items():
            (catalog_folder / f"{name}.po").write_text(text, encoding="utf-8")


def build(folder: Path, source: str, out: str, *options: str) -> float:
    """Build afresh; return the seconds of processor time, of the process and its children."""
    shutil.rmtree(folder / out, ignore_errors=True)
    for compiled in (folder / "locales").rglob("*.mo"):
        compiled.unlink()
    before = os.times()
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-b", "html", *options, source, out],
        cwd=folder,
        check=True,
    )
    wall, after = time.perf_counter() - start, os.times()
    spent = (
        after.children_user - before.children_user + after.children_system - before.children_system
    )
    print(f"  {out:10} {wall:6.1f} s, processor {spent:6.1f} s", flush=True)
    return spent


def check(folder: Path) -> None:
    """Stop where the two English sites do not hold the same text."""
    for page in sorted((folder / "stock-en").glob("page*.html")):
        texts = [
            BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").select_one("article")
            for path in (page, folder / "one" / "en" / page.name)
        ]
        words = [" ".join(text.get_text(" ").split()) if text else "" for text in texts]
        if not words[0] or words[0] != words[1]:
            sys.exit(f"{page.name} is not the same text in both builds.")


def main() -> None:
    """Build in turn, and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--pages", type=int, default=100, help="pages in one language")
    parser.add_argument("--runs", type=int, default=3, help="builds of each kind")
    options = parser.parse_args()
    names = ("sphinx", "myst-parser", "pydata-sphinx-theme")
    print(f"Python {platform.python_version()}, " + ", ".join(f"{n} {version(n)}" for n in names))
    print(f"{options.pages} pages and their translations, {options.runs} runs")
    stock, one = [], []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write(folder, options.pages)
        for _ in range(options.runs):
            stock.append(
                build(folder, "stock", "stock-nl", "-D", "language=nl")
                + build(folder, "stock", "stock-en", "-D", "language=en")
            )
            one.append(build(folder, "ours", "one"))
        check(folder)
    ratios = [mine / theirs for mine, theirs in zip(one, stock, strict=True)]
    print(f"two stock builds: median {statistics.median(stock):.1f} s of processor time")
    print(f"one build:        median {statistics.median(one):.1f} s of processor time")
    print(f"ratio:            median {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
