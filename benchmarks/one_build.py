"""Compare one build of a site in two languages with the two stock Sphinx builds that it replaces.

The same made-up pages and full catalogs (`corpus.py`), the same theme, one process each, in turn::

    python benchmarks/one_build.py --write docs/performance.md
    python benchmarks/one_build.py --pages 300 --runs 3
    python benchmarks/one_build.py --linear
    python benchmarks/one_build.py --profile portal

Two sites: the made-up one, and the same pages with many more links. Every run begins with new folders:
no doctrees, no compiled catalogs. It builds, then builds again without a change, after a change to one
page, to one message, and to one style sheet. Prints the medians as Markdown, and fails where one of our
builds shows another text, link or picture than the stock builds: a build that leaves work out is no faster.
"""

from __future__ import annotations

import argparse
import os
import platform
import pstats
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from statistics import median

import corpus
from bs4 import BeautifulSoup, SoupStrainer

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("nl", "en")
PACKAGES = ("sphinx", "myst-parser", "pydata-sphinx-theme", "sphinx-design", "docutils")
STEPS = ("fresh", "nothing", "page", "message", "sheet")
NAMES = {"nothing": "no change", "page": "one page", "message": "one message", "sheet": "a sheet"}
LINKS = 60
TOP = 25
#: Around the figures in a document.
FIGURES = re.compile(r"(?<=<!-- figures -->\n).*(?=<!-- end of figures -->)", re.DOTALL)

SHARED = """
project = "Bench"
html_theme = "pydata_sphinx_theme"
html_baseurl = "https://example.org/"
html_copy_source = False
html_static_path = ["_static"]
html_css_files = ["css/site.css"]
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist", "linkify"]
myst_heading_anchors = 4
gettext_compact = False
exclude_patterns = ["locales", "images"]
"""
STOCK = SHARED + 'extensions = ["myst_parser", "sphinx_design"]\nlocale_dirs = ["locales"]\n'
OURS = f"""{SHARED}
import sys
sys.path.insert(0, {str(ROOT)!r})
extensions = ["ext.languages", "myst_parser", "sphinx_design"]
site_languages = {list(LANGUAGES)}
locale_dirs = []
"""
SHEET = "_static/css/site.css"
WITHOUT_SEARCH = """
def setup(app):
    app.connect("builder-inited", lambda app: setattr(app.builder, "search", False))
"""
# Everything that the real site runs with: its extensions, templates, style sheets and script.
PORTAL = f"""
from runpy import run_path
globals().update(run_path({str(ROOT / "conf.py")!r}))
html_baseurl = "https://example.org/"
redirects = {{}}
html_css_files = ["css/site.css", *html_css_files]
"""


@dataclass(frozen=True)
class Cost:
    """What builds took: seconds of processor and of the clock, and the megabytes of the largest."""

    processor: float
    wall: float
    memory: float

    def __add__(self, other: Cost) -> Cost:
        memory = max(self.memory, other.memory)
        return Cost(self.processor + other.processor, self.wall + other.wall, memory)


@dataclass
class Site:
    """A way to build the site: two stock builds, or one of ours.

    :param conf: its conf.py
    :param builds: options of Sphinx for each build, by its output folder
    """

    name: str
    conf: str
    builds: dict[str, tuple[str, ...]]
    costs: dict[str, list[Cost]] = field(default_factory=lambda: {step: [] for step in STEPS})

    @property
    def is_stock(self) -> bool:
        """Whether Sphinx builds it without this project."""
        return len(self.builds) > 1

    def pages(self, folder: Path) -> Path:
        """Where its written pages stand."""
        return folder / "source" / ("." if self.is_stock else LANGUAGES[0])

    def write(self, folder: Path, pages: dict[str, corpus.Page]) -> None:
        """Write it anew, with nothing of an earlier build."""
        shutil.rmtree(folder, ignore_errors=True)
        source = folder / "source"
        # What a site publishes lies in its own folder.
        for name in ("_static", "_templates") if self.conf == PORTAL else ():
            shutil.copytree(ROOT / name, source / name)
        corpus.write(pages, self.pages(folder), source / "locales")
        corpus.write_sheet(source / SHEET)
        (source / "conf.py").write_text(self.conf, encoding="utf-8")
        if not self.is_stock:
            (source / "index.md").write_text("---\norphan: true\n---\n\n# Bench\n")
            (source / "images").mkdir()
            (source / "images" / "register.yaml").write_text("language: nl\npictures: {}\n")

    def build(self, folder: Path, *python: str) -> Cost:
        """Build it, from what the last build left."""
        total = Cost(0, 0, 0)
        for out, options in self.builds.items():
            command = ["-m", "sphinx", "-q", "-W", "-b", "html", *options, "source", out]
            total += run([sys.executable, *python, *command], folder)
        return total

    def output(self, folder: Path, language: str) -> Path:
        """Where its pages in *language* come out."""
        return folder / language if self.is_stock else folder / "one" / language


TWO: dict[str, tuple[str, ...]] = {code: ("-D", f"language={code}") for code in LANGUAGES}
ONE: dict[str, tuple[str, ...]] = {"one": ()}


def sites() -> dict[str, Site]:
    """All ways to build the site."""
    return {
        "stock": Site("two stock builds", STOCK, TWO),
        "stock-plain": Site("two stock builds, no search index", STOCK + WITHOUT_SEARCH, TWO),
        "theme": Site("one build, the theme's frame", OURS, ONE),
        "theme-plain": Site(
            "one build, the theme's frame, no search index", OURS + WITHOUT_SEARCH, ONE
        ),
        "portal": Site("one build, the portal's frame", PORTAL, ONE),
    }


#: Ours and stock, of which the ratio is printed.
COMPARED = (
    ("theme", "stock"),
    ("theme-plain", "stock-plain"),
    ("portal", "stock"),
    ("portal", "stock-plain"),
)


def run(command: list[str], folder: Path) -> Cost:
    """Run *command* in *folder*, and measure it with the processes that it started."""
    start = time.perf_counter()
    # As who uses Python has it: modules are compiled once.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(command, cwd=folder, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}.")
    scale = 2**20 if sys.platform == "darwin" else 2**10
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / scale)


def build_in_turn(
    place: Path, ways: dict[str, Site], pages: int, runs: int, links: int = 0
) -> None:
    """Build each site *runs* times, fresh and after each change, and compare what they show."""
    written = corpus.Writer(pages, links).site()
    for number in range(runs):
        order = list(ways.items())
        for name, site in order if number % 2 == 0 else reversed(order):
            folder = place / name
            changes: dict[str, Callable[[], None]] = {
                "fresh": lambda site=site, folder=folder: site.write(folder, written),  # type: ignore[misc]
                "nothing": lambda: None,
                "page": lambda site=site, folder=folder: corpus.change_page(site.pages(folder)),  # type: ignore[misc]
                "message": lambda folder=folder: corpus.change_message(  # type: ignore[misc]
                    folder / "source" / "locales"
                ),
                "sheet": lambda folder=folder: corpus.change_sheet(folder / "source" / SHEET),  # type: ignore[misc]
            }
            for step in STEPS:
                changes[step]()
                cost = site.build(folder)
                site.costs[step].append(cost)
                note(f"run {number + 1}, {site.name}, {step}: {cost.processor:.1f} s of processor")
        compare(place, ways, sorted(written))


def compare(place: Path, ways: dict[str, Site], names: list[str]) -> None:
    """Stop where our builds and the stock builds do not show the same, or not all of it."""
    for language in LANGUAGES:
        for name in names:
            shown = {
                way: shown_on(site.output(place / way, language) / f"{name}.html")
                for way, site in ways.items()
            }
            expected = shown["stock"]
            words = {word.strip(".").lower() for word in expected[0].split()}
            if not words or (language == "en" and words & corpus.WORDS.keys()):
                sys.exit(f"{language}/{name} is not translated by stock Sphinx: check the corpus.")
            if name == "kust/blad0" and expected[0].count(corpus.AGAIN) != 1 + (language == "en"):
                sys.exit(f"{language}/{name} does not show what was changed: check the corpus.")
            for way, content in shown.items():
                if content != expected:
                    sys.exit(f"{language}/{name}: '{way}' does not show what 'stock' shows.")


def shown_on(page: Path) -> tuple[str, list[str], list[str]]:
    """The text of a page's article without its permalinks, its links and its pictures' words."""
    text = page.read_text(encoding="utf-8")
    soup = BeautifulSoup(text, "html.parser", parse_only=SoupStrainer("article"))
    article = soup.find("article")
    if article is None:
        return "", [], []
    for link in article.select("a.headerlink"):
        link.decompose()
    return (
        " ".join(article.get_text(" ").split()),
        [str(link.get("href")) for link in article.select("a")],
        [str(picture.get("alt")) for picture in article.select("img")],
    )


def table(head: list[str], rows: list[list[str]]) -> str:
    """A table in Markdown, numbers to the right."""
    lines = [head, ["---", *("---:" for _ in head[1:])], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def report(ways: dict[str, Site]) -> str:
    """The medians, and the medians of the ratios of each run."""
    changes = STEPS[1:]
    measured = [("fresh", kind) for kind in ("processor", "wall", "memory")]
    measured += [(step, "processor") for step in changes]
    rows = [
        [
            site.name,
            *(
                f"{median(getattr(cost, kind) for cost in site.costs[step]):.{0 if kind == 'memory' else 1}f}"
                for step, kind in measured
            ),
        ]
        for site in ways.values()
    ]
    ratios = []
    for ours, stock in COMPARED:
        if ours not in ways or stock not in ways:
            continue
        cells = [f"{ways[ours].name} : {ways[stock].name}"]
        for step, kind in measured:
            pairs = zip(ways[ours].costs[step], ways[stock].costs[step], strict=True)
            quotients = [getattr(mine, kind) / getattr(theirs, kind) for mine, theirs in pairs]
            cells.append(f"{median(quotients):.2f}")
        ratios.append(cells)
    seconds = [f"{NAMES[step]} (s)" for step in changes]
    head = ["build", "processor (s)", "wall (s)", "memory (MB)", *seconds]
    names = ["ratio", "processor", "wall", "memory", *(NAMES[step] for step in changes)]
    return f"{table(head, rows)}\n{table(names, ratios)}"


def linear(place: Path, few: int, many: int, runs: int) -> str:
    """How much longer our build takes for *many* pages than for *few*."""
    rows = []
    ways = {"portal": sites()["portal"]}
    spent: dict[tuple[str, int], list[float]] = {}
    for _ in range(runs):
        for count in (few, many):
            written = corpus.Writer(count).site()
            for name, site in ways.items():
                site.write(place / name, written)
                cost = site.build(place / name)
                spent.setdefault((name, count), []).append(cost.processor)
                note(f"{count} pages, {site.name}: {cost.processor:.1f} s of processor")
    for name, site in ways.items():
        one, other = median(spent[name, few]), median(spent[name, many])
        rows.append([site.name, f"{one:.1f}", f"{other:.1f}", f"{other / one:.2f}"])
    return table(["build", f"{few} pages (s)", f"{many} pages (s)", "ratio"], rows)


def profile(place: Path, site: Site, pages: int, links: int) -> None:
    """Print what costs most in a fresh build."""
    site.write(place, corpus.Writer(pages, links).site())
    site.build(place, "-m", "cProfile", "-o", str(place / "profile"))
    for order in ("cumulative", "tottime"):
        pstats.Stats(str(place / "profile")).sort_stats(order).print_stats(TOP)


def note(text: str) -> None:
    """Say how far it is, apart from the result."""
    print(text, file=sys.stderr, flush=True)


def heading(pages: int, runs: int) -> str:
    """What the figures were measured with."""
    versions = [f"{name} {version(name)}" for name in PACKAGES]
    return (
        f"Measured at commit {commit()}: {pages} written pages with contents pages and full catalogs, "
        f"{len(LANGUAGES)} languages, one process, {'one run' if runs == 1 else f'medians of {runs} runs'}.\n"
        f"{', '.join([f'Python {platform.python_version()}', *versions])}; "
        f"{os.cpu_count()} processors, load at the start {os.getloadavg()[0]:.1f}.\n"
    )


def commit() -> str:
    """The commit that is measured, and whether something has changed since."""
    git = ["git", "-C", str(ROOT)]
    asked = [["rev-parse", "--short", "HEAD"], ["status", "--porcelain"]]
    name, changed = (
        subprocess.run([*git, *question], capture_output=True, text=True, check=False).stdout
        for question in asked
    )
    return f"{name.strip() or 'unknown'}{' and changes' if changed else ''}"


def write_figures(path: Path, figures: str) -> None:
    """Put the figures in the place of those that a document has."""
    text = path.read_text(encoding="utf-8")
    if not FIGURES.search(text):
        sys.exit(f"{path} has no lines '<!-- figures -->' and '<!-- end of figures -->'.")
    path.write_text(FIGURES.sub(lambda _: f"\n{figures}\n", text), encoding="utf-8")


def main() -> None:
    """Build in turn, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    environment = os.environ.get
    ours = [name for name, site in sites().items() if not site.is_stock]
    parser.add_argument(
        "--pages", type=int, default=int(environment("PAGES", "100")), help="written pages"
    )
    parser.add_argument(
        "--runs", type=int, default=int(environment("RUNS", "1")), help="builds of each kind"
    )
    parser.add_argument(
        "--ways",
        nargs="+",
        choices=sites(),
        default=["portal"],
        metavar="WAY",
        help=f"which to build, always with stock ({', '.join(sites())}); portal where none is named",
    )
    parser.add_argument(
        "--linear",
        nargs="?",
        type=int,
        const=1000,
        metavar="MANY",
        help="compare our build of MANY (1000) pages with that of --pages instead",
    )
    parser.add_argument(
        "--profile",
        nargs="?",
        choices=ours,
        const="portal",
        help="print what costs most in a build of ours instead",
    )
    parser.add_argument(
        "--links",
        type=int,
        nargs="+",
        default=[0, LINKS],
        metavar="LINKS",
        help=f"how many more links each page has; a site each, 0 and {LINKS} where nothing is said",
    )
    parser.add_argument(
        "--write", type=Path, metavar="FILE", help="put the figures into this document"
    )
    options = parser.parse_args()
    options.ways.append("stock")
    said = [heading(options.pages, options.runs)]
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        if options.profile:
            return profile(
                place / "site", sites()[options.profile], options.pages, options.links[0]
            )
        if options.linear:
            said.append(linear(place, options.pages, options.linear, options.runs))
        for links in () if options.linear else options.links:
            ways = {name: site for name, site in sites().items() if name in options.ways}
            build_in_turn(place, ways, options.pages, options.runs, links)
            more = f", with {links} more links each" if links else ""
            said.append(f"### {options.pages} pages{more}\n\n{report(ways)}")
    figures = "\n".join(said)
    print(figures)
    if options.write:
        write_figures(options.write, figures)
    return None


if __name__ == "__main__":
    main()
