"""What the tests of all rooms share: the built site, a server for it, a browser.

A browser test asks for ``page`` (or ``visit``, for a width, a scheme or no JavaScript) and for
``faults``, and ends with ``assert not faults``.
"""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from bs4 import BeautifulSoup
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from jinja2.sandbox import SandboxedEnvironment
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    expect,
)
from playwright.sync_api import (
    Error as PlaywrightError,
)

from tools.browser import NoBrowserError, open_browser, remedy
from tools.serve import served

pytest_plugins = ["sphinx.testing.fixtures"]

ROOT = Path(__file__).parent.parent
#: What a copy of the site can do without.
LEFT_OUT = shutil.ignore_patterns(
    ".*", "*.mo", "_build", "__pycache__", "tests", "docs", "benchmarks"
)
NOTES = pytest.StashKey[list[str]]()
NO_BROWSER = "No browser: "
collect_ignore_glob = ["roots/*", "*/roots/*"]

# Files that take longest, the longest first: begun at the end, one would keep a single process busy.
HEAVIEST = (
    "audit/test_every_page.py",
    "weight/test_same_look.py",
    "pictures/test_browser.py",
    "components/test_editing_guide.py",
    "gbif/test_trouble.py",
    "gbif/test_pages.py",
    "browser/test_focus_shows.py",
    "fuzz/test_fuzz.py",
    "site/test_build.py",
    "search/test_browser.py",
    "browser/test_reading.py",
    "audit/test_planted.py",
    "pictures/test_cache.py",
    "gbif/test_any_actions.py",
    "browser/test_words_fit.py",
    "site/test_status.py",
    "site/test_in_step.py",
    "pictures/test_bad_pictures.py",
    "counts/test_counts.py",
    "gbif/test_snapshot_page.py",
    "languages/test_against_stock.py",
    "site/test_code.py",
    "languages/test_incremental.py",
)

# A busy machine may take its time: no test measures it.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def rootdir() -> Path:
    """Return where tests look for their roots; a room with roots of its own overrides it."""
    return ROOT / "tests" / "roots"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest first; processes are given whole files, in this order."""
    ranks = {ROOT / "tests" / name: rank for rank, name in enumerate(HEAVIEST)}
    items.sort(key=lambda item: ranks.get(item.path, len(ranks)))


# -- Templates --------------------------------------------------------------


class KeptTemplates(BytecodeCache):
    """Compiled templates, kept by their text for as long as the process runs."""

    def __init__(self) -> None:
        self.codes: dict[tuple[str, str], CodeType] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return name  # Sites of tests are copies: the same template in many folders.

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.codes[bucket.key, bucket.checksum] = bucket.code


@pytest.fixture(scope="session", autouse=True)
def templates_are_compiled_once() -> Iterator[None]:
    """Let all builds of this process share their compiled templates, which took a third of a small one."""
    kept = KeptTemplates()
    with pytest.MonkeyPatch.context() as patch:
        environment = partial(SandboxedEnvironment, bytecode_cache=kept)
        patch.setattr("sphinx.jinja2glue.SandboxedEnvironment", environment)
        patch.setattr("ext.languages.startup.FileSystemBytecodeCache", lambda *_: kept)
        yield


# -- The real site ----------------------------------------------------------


@dataclass(frozen=True)
class Built:
    """One build of the real site."""

    folder: Path
    log: str
    warnings: str
    returncode: int

    @property
    def files(self) -> dict[str, bytes]:
        """Every published file by its path, without Sphinx's notes to itself."""
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and path.name != ".buildinfo" and ".doctrees" not in path.parts
        }

    @property
    def pages(self) -> list[str]:
        """Paths of all pages, redirects left out."""
        return [
            path.relative_to(self.folder).as_posix()
            for path in sorted(self.folder.rglob("*.html"))
            if "_static" not in path.relative_to(self.folder).parts
            and b'http-equiv="refresh"' not in path.read_bytes()
        ]

    def soup(self, page: str) -> BeautifulSoup:
        """Return a page, by its path, as a tree."""
        return BeautifulSoup((self.folder / page).read_text(encoding="utf-8"), "html.parser")


@pytest.fixture(scope="session")
def build_site(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Built]:
    """Return ``build(builder, *options)``: the real site, built as a host does, or a copy of it.

    Each build is made once a run, by whichever process of the run asks first; the others wait.
    """
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent

    @cache
    def build(builder: str, *options: str, source: Path = ROOT, **environment: str) -> Built:
        key = json.dumps([builder, options, str(source), environment], sort_keys=True)
        place = shared / f"{builder}-{hashlib.sha256(key.encode()).hexdigest()[:10]}"
        done = place / "done.json"
        place.mkdir(exist_ok=True)
        with (place / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                said = _build_site(source, place, builder, options, environment)
                done.write_text(json.dumps(said))
        return Built(place / "site", *json.loads(done.read_text()))

    return build


def _build_site(
    source: Path, place: Path, builder: str, options: Iterable[str], environment: dict[str, str]
) -> tuple[str, str, int]:
    """Build a site into a folder; return the log, the warnings and the exit status."""
    command = [sys.executable, "-m", "sphinx", "-T", "-b", builder, "-n", "-W", "--keep-going"]
    done = subprocess.run(
        [*command, "-d", str(place / "doctrees"), *options, ".", str(place / "site")],
        cwd=source,
        env={**clean_environment(), **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout, done.stderr, done.returncode


def clean_environment() -> dict[str, str]:
    """Return the environment without what changes a build: the host's address, and colours."""
    left_out = {"READTHEDOCS_CANONICAL_URL", "SPHINXOPTS", "FORCE_COLOR", "MAKEFLAGS", "MAKELEVEL"}
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return kept | {"NO_COLOR": "1", "PYTHONUTF8": "1"}


def there(built: Built) -> Built:
    """Fail the test with the build's own words if there is no site.

    That the site builds without a warning is a test of its own, in tests/site.
    """
    if not (built.folder / "index.html").is_file():
        pytest.fail(f"The site does not build:\n{built.log[-2000:]}\n{built.warnings}", False)
    return built


@pytest.fixture(scope="session")
def built_site(build_site: Callable[..., Built], notes: list[str]) -> Built:
    """Return the real site with the addresses that it is published with (dirhtml)."""
    built = build_site("dirhtml", "-j1")
    # As ``file:line: WARNING: …``, for a log that marks lines.
    notes.extend(built.warnings.replace(f"{ROOT}{os.sep}", "").strip().splitlines())
    return there(built)


@pytest.fixture(scope="session")
def built_html(build_site: Callable[..., Built]) -> Built:
    """Return the real site as ``make html`` builds it."""
    return there(build_site("html", "-j1"))


def copy_of_the_site(folder: Path, *, small: bool = False) -> Path:
    """Copy the site with its code, to change it and to run its tools; return the folder.

    :param small: without its pages and their catalogs, but for a short home page
    """
    shutil.copytree(ROOT, folder, ignore=LEFT_OUT)
    if small:
        for path in [*folder.glob("??/*.md"), *folder.glob("locales/*/LC_MESSAGES/*.po")]:
            if path.stem not in {"README", "images", "sphinx"}:
                path.unlink()
        (folder / "nl" / "index.md").write_text("# Thuis\n\nWelkom.\n", encoding="utf-8")
        with (folder / "conf.py").open("a", encoding="utf-8") as conf:
            conf.write("\nredirects = {}\n")
    return folder


def catalogs_of(site: Path, verb: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Do what `make translations` and `make status` do, in a copy of the site.

    :param verb: ``update`` or ``status``
    """
    extract = ["sphinx", "-q", "-E", "-a", "-b", "gettext", "-d", "_build/doctrees/gettext"]
    said = ""
    for command in ([*extract, ".", "_build/gettext"], ["ext.catalogs", verb, *options]):
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=site,
            env=clean_environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        said += done.stderr
        done.stderr = said
        if done.returncode:
            break
    return done


# -- The browser ------------------------------------------------------------


@pytest.fixture(scope="session")
def site_url(built_site: Built) -> Iterator[str]:
    """Return the address, without a slash at the end, at which the built site is served."""
    with served(built_site.folder) as address:
        yield address


@pytest.fixture(scope="session")
def addresses(built_site: Built) -> list[str]:
    """Return the addresses of all pages, redirects left out: ``/nl/partners/``."""
    return ["/" + page.removesuffix("index.html") for page in built_site.pages]


@pytest.fixture(scope="session")
def browser(pytestconfig: pytest.Config) -> Iterator[Browser]:
    """Return the browser; where none can be had, its tests are skipped."""

    def say(text: str) -> None:
        with pytestconfig.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
            print(f"\n{text}", file=sys.stderr, flush=True)

    try:
        with open_browser(say) as (browser, _):
            yield browser
    except NoBrowserError as error:
        pytest.skip(f"{NO_BROWSER}{error}")


def wait_until(page: Page, expression: str, argument: Any = None) -> None:
    """Wait until *expression* of JavaScript holds, with *argument* if it is a function.

    Playwright's ``wait_for_function`` asks again from inside of the page, where the page's own
    policy forbids it: whatever does not hold at once ends in an error.
    """

    def holds() -> bool:
        try:
            return bool(page.evaluate(expression, argument))
        except PlaywrightError as error:
            if "navigation" not in str(error):
                raise
            return False  # The page is being loaded again.

    end = time.monotonic() + PATIENCE / 1000
    while not holds():
        assert time.monotonic() < end, f"{page.url}: this does not come to hold: {expression}"
        page.wait_for_timeout(20)


@pytest.fixture
def faults() -> list[str]:
    """Return what went wrong on the pages of this test: outside requests, missing files, errors."""
    return []


@pytest.fixture
def visit(browser: Browser, site_url: str, faults: list[str]) -> Iterator[Callable[..., Page]]:
    """Return ``visit(**options)``: a page in a fresh profile, with Playwright's context options.

    No request leaves this computer; what was tried, and what failed, stands in ``faults``.
    """
    contexts: list[BrowserContext] = []

    def note(fault: str) -> None:
        if fault not in faults:
            faults.append(fault)

    def note_request(request: Request) -> None:
        if not request.url.startswith((site_url + "/", "data:", "blob:")):
            note(f"{request.frame.url} asks for {request.url}")

    def note_response(response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            note(f"{response.frame.url} asks for {response.url}: {response.status}")

    def open_page(**options: Any) -> Page:
        context = browser.new_context(base_url=site_url, service_workers="block", **options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("request", note_request)
        page.on("response", note_response)
        page.on("pageerror", lambda error: note(f"{page.url}: {error}"))

        def note_console(message: ConsoleMessage) -> None:
            # A file that is missing is noted by its address, above.
            if message.type in {"error", "warning"} and "Failed to load" not in message.text:
                note(f"{page.url}: {message.text}")

        page.on("console", note_console)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(visit: Callable[..., Page]) -> Page:
    """Return a page at desk width."""
    return visit(viewport={"width": 1280, "height": 800})


# -- What is said at the end of a run ----------------------------------------


@pytest.fixture(scope="session")
def notes(pytestconfig: pytest.Config) -> list[str]:
    """Return the lines that are shown at the end, whichever process runs the test."""
    return pytestconfig.stash.setdefault(NOTES, [])


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Iterator[None]:
    """Hand the notes of a worker to the process that reports; say last what had no browser.

    In continuous integration such a run has failed.
    """
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["notes"] = session.config.stash.get(NOTES, [])
    yield
    reporter = session.config.pluginmanager.getplugin("terminalreporter")
    skipped = without_browser(reporter) if reporter else []
    if skipped:
        why = "; ".join(
            dict.fromkeys(report.longrepr[2].partition(NO_BROWSER)[2] for report in skipped)
        )
        reporter.write_line(
            f"{len(skipped)} tests were skipped for want of a browser: {why}. "
            f"For an administrator: {remedy()}",
            yellow=True,
        )
        if os.environ.get("CI"):
            session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED


def without_browser(reporter: pytest.TerminalReporter) -> list[pytest.TestReport]:
    """Return the reports of tests that were skipped because there was no browser."""
    return [r for r in reporter.stats.get("skipped", []) if NO_BROWSER in r.longrepr[2]]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take the notes of a worker that has ended."""
    found = getattr(node, "workeroutput", {}).get("notes", [])
    node.config.stash.setdefault(NOTES, []).extend(found)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show each note once, and the names of tests that had no browser, by file."""
    for note in dict.fromkeys(terminalreporter.config.stash.get(NOTES, [])):
        terminalreporter.write_line(note)
    names: dict[str, dict[str, None]] = {}
    for report in without_browser(terminalreporter):
        path, _, name = report.nodeid.partition("::")
        names.setdefault(path, {})[name.partition("[")[0]] = None
    for path, found in names.items():
        terminalreporter.write_line(f"Skipped without a browser: {path}: {', '.join(found)}")
