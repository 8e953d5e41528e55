"""Sites to spoil: a small one on which everything stands, and one with the pages of the portal."""

import re
import shutil
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from io import StringIO
from pathlib import Path
from types import FrameType

import polib
import pytest
from bs4 import BeautifulSoup
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_colors

from .mutations import know

ROOT = Path(__file__).parents[2]
SMALL = Path(__file__).parent / "roots" / "test-fuzz"
#: What blocks and policies are drawn with.
TEMPLATES = [
    (ROOT / "_templates" / name, f"_templates/{name}") for name in ("components", "portal")
]

#: A build of one of these sites takes a second or two; one that takes this long hangs.
TOO_LONG = 120
WARNING = re.compile(r"^(?:(?P<path>[^:\n]+):(?P<line>\d+): )?(?:WARNING|ERROR|SEVERE|CRITICAL): ")
#: What a page says of others, however little it has to do with them: titles, and counts of figures.
OF_OTHERS = re.compile(
    rb'(?s)<p class="beside">.*?</p>|<span class="(?:caption-number|std std-numref)">.*?</span>'
)
LABEL = re.compile(r"^(?:\((.+)\)=|\s*:name: (.+))$", re.MULTILINE)
REF = re.compile(r"^lang-ref: .*$", re.MULTILINE)
LOOKS_LIKE_A_WARNING = re.compile(r"\b(?:WARNING|ERROR|SEVERE|CRITICAL): ")


#: Elements that run, fetch, send or draw over others; in the head of a page, the frame has some of them.
ACTIVE = frozenset(
    [
        "applet",
        "audio",
        "base",
        "button",
        "embed",
        "form",
        "frame",
        "frameset",
        "iframe",
        "link",
        "math",
        "meta",
        "noscript",
        "object",
        "script",
        "select",
        "style",
        "template",
        "textarea",
        "track",
        "video",
    ]
)
IN_THE_HEAD = frozenset(["link", "meta"])
#: Attributes whose values are addresses, and how those that lead nowhere bad begin.
ADDRESSES = (
    "href",
    "src",
    "action",
    "formaction",
    "data",
    "poster",
    "xlink:href",
    "srcset",
    "cite",
)
SCHEME = re.compile(r"\s*(?!https?:|mailto:|tel:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)


class Hanging(BaseException):
    """The build takes too long."""


@dataclass
class Outcome:
    """What came of one build.

    :param error: an exception that left the build, if one did
    :param pages: published pages by docname, as bytes
    """

    error: str
    warnings: list[str]
    pages: dict[str, bytes] = field(default_factory=dict)
    #: What pages hold that may run, fetch, send or draw, each with a docname.
    active: dict[str, str] = field(default_factory=dict)
    #: docname of each written page by its file, and of the counterparts by their catalog.
    made_from: dict[str, set[str]] = field(default_factory=dict)


class Site:
    """A site in a folder of its own, that can be put back as it was."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: dict[str, bytes] = {}
        self.sound = Outcome("", [])
        self.uses: dict[str, set[str]] = {}

    def begin(self) -> None:
        """Remember the files, and what they come out as."""
        self._translate()
        paths = [*self.folder.rglob("*.md"), *self.folder.rglob("*.po")]
        paths.append(self.folder / "images" / "register.yaml")
        self.files = {
            path.relative_to(self.folder).as_posix(): path.read_bytes() for path in sorted(paths)
        }
        self.sound = self.build({})
        assert self.sound.error == ""
        assert self.sound.warnings == []

    def build(self, changes: dict[str, bytes], builder: str = "dirhtml") -> Outcome:
        """Build the site with these files in the place of its own."""
        for path, data in changes.items():
            (self.folder / path).write_bytes(data)
        shutil.rmtree(self.out, ignore_errors=True)
        try:
            return self._build(builder)
        finally:
            for path in changes:
                (self.folder / path).write_bytes(self.files[path])

    def build_again(self, builder: str) -> Outcome:
        """Build the site with its own files again, on top of the last build."""
        return self._build(builder)

    @property
    def out(self) -> Path:
        """Where builds go."""
        return self.folder.with_name("out")

    def _build(self, builder: str) -> Outcome:
        warnings = StringIO()
        app = None
        error = ""
        try:
            with at_most(TOO_LONG):
                app = SphinxTestApp(
                    builder,
                    srcdir=self.folder,
                    builddir=self.out,
                    confoverrides={"nitpicky": True},
                    status=StringIO(),
                    warning=warnings,
                )
                app.build()
        except (Exception, Hanging) as reason:
            error = describe(reason)
        finally:
            if app is not None:
                app.cleanup()
        text = strip_colors(warnings.getvalue()).replace(f"{self.folder}/", "")
        outcome = Outcome(error, one_by_one(text))
        if app is not None and not error and app.builder.format == "html":
            self._look(app, outcome)
        return outcome

    def _look(self, app: SphinxTestApp, outcome: Outcome) -> None:
        for docname in app.env.found_docs:
            path = Path(app.builder.get_output_path(docname))
            page = path.read_bytes() if path.is_file() else b""
            outcome.pages[docname] = OF_OTHERS.sub(b"", page)
            outcome.active |= dict.fromkeys(active_in(page), docname)
            source = app.env.doc2path(docname, base=False).as_posix()
            outcome.made_from.setdefault(source, set()).add(docname)
        if not self.uses:
            self._note_uses(app)
            names = app.source_check_names  # type: ignore[attr-defined]
            know(names.blocks, names.roles)

    def _note_uses(self, app: SphinxTestApp) -> None:
        """Which files each page of the sound site shows something of."""
        files = {name: app.env.doc2path(name, base=False).as_posix() for name in app.env.found_docs}
        texts = {file: self.files[file].decode() for file in files.values()}
        for docname, file in files.items():
            language = docname.partition("/")[0]
            used = {
                other
                for other, text in texts.items()
                if other == file
                or any(
                    re.search(rf"\b{re.escape(name)}\b", texts[file])
                    for name in (Path(other).stem, *(a or b for a, b in LABEL.findall(text)))
                )
            }
            # A site map shows the title and the address of every page.
            if "{site-map}" in texts[file]:
                used |= set(texts)
            # Its frame leads home; a page that was written twice stands for its counterpart.
            used |= {other for other in texts if other.endswith("index.md")}
            refs = {found for other in used for found in REF.findall(texts[other])}
            used |= {other for other in texts if refs & set(REF.findall(texts[other]))}
            for other in list(used):
                folder, _, name = other.removesuffix(".md").partition("/")
                if folder != language:
                    used.add(f"locales/{language}/LC_MESSAGES/{name}.po")
            if re.search(r"\{(hero|split|partner)\}", texts[file]):
                used |= {"images/register.yaml", f"locales/{language}/LC_MESSAGES/images.po"}
            words = language if language in ("nl", "en") else "nl"
            self.uses[docname] = used | {f"locales/{words}/LC_MESSAGES/sphinx.po"}

    def _translate(self) -> None:
        """Fill the catalogs that are missing: the text itself, with a mark before it."""
        templates = self.folder.with_name("templates")
        app = SphinxTestApp(
            "gettext", srcdir=self.folder, builddir=templates, status=StringIO(), warning=StringIO()
        )
        try:
            app.build()
        finally:
            app.cleanup()
        for docname in sorted(app.env.found_docs):
            source = app.env.doc2path(docname, base=False).with_suffix("")
            language, _, _ = docname.partition("/")
            if source.parts[0] == language or len(source.parts) == 1:
                continue  # It is written.
            path = self.folder.joinpath("locales", language, "LC_MESSAGES", *source.parts[1:])
            if not path.with_suffix(".po").exists():
                catalog = polib.pofile(str((app.outdir / source).with_suffix(".pot")))
                for number, entry in enumerate(catalog):
                    if number % 7 != 6:  # Some wait for their translation.
                        entry.msgstr = f"Vertaald: {entry.msgid}"
                catalog.metadata = {
                    "Language": language,
                    "Plural-Forms": "nplurals=2; plural=(n != 1);",
                    "Content-Type": "text/plain; charset=UTF-8",
                }
                path.parent.mkdir(parents=True, exist_ok=True)
                catalog.save(str(path.with_suffix(".po")))


@lru_cache(maxsize=1000)
def active_in(page: bytes) -> frozenset[str]:
    """Each tag of a page that may run, fetch, send or draw over others, as a browser reads it."""
    found = set()
    for tag in BeautifulSoup(page, "html5lib").find_all(True):
        values = {
            name: " ".join(value) if isinstance(value, list) else value
            for name, value in sorted(tag.attrs.items())
        }
        is_of_head = (
            tag.name in IN_THE_HEAD and tag.parent is not None and tag.parent.name == "head"
        )
        if (tag.name in ACTIVE and not is_of_head) or any(map(is_active, values, values.values())):
            script = tag.get_text() if tag.name == "script" else ""
            if tag.name == "form" and "://" not in values.get("action", "://"):
                # To a page of the site, whose address the page itself says.
                values["action"] = ""
            # Wherever the page has moved to.
            found.add(f"<{tag.name} {values}>{script}".replace("../", ""))
    return frozenset(found)


def is_active(name: str, value: str) -> bool:
    """Whether an attribute runs, draws, or leads where nobody may be led."""
    if name in ADDRESSES:
        return bool(SCHEME.match(re.sub(r"[\x00-\x20]", "", value)))
    return name.startswith("on") or name in ("http-equiv", "srcdoc", "style")


def one_by_one(text: str) -> list[str]:
    """Take the warnings apart; some are of several lines."""
    found: list[str] = []
    for line in text.splitlines():
        if not line:
            continue
        if WARNING.match(line) or not found or LOOKS_LIKE_A_WARNING.search(line):
            found.append(line)
        else:
            found[-1] += f"\n{line}"
    return found


def describe(error: BaseException) -> str:
    """An exception, and the last places that it came through."""
    steps = []
    inner: BaseException = error
    while inner.__cause__ is not None:
        inner = inner.__cause__
    trace = inner.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        steps.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    places = " < ".join(reversed(steps[-6:]))
    return f"{type(error).__name__}: {str(error)[:300]} ({type(inner).__name__} at {places})"


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """Stop what takes longer."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise Hanging(f"takes longer than {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _copy(folder: Path, parts: Iterable[tuple[Path, str]]) -> Site:
    for source, name in parts:
        if source.is_dir():
            shutil.copytree(source, folder / name, dirs_exist_ok=True)
        else:
            shutil.copyfile(source, folder / name)
    for readme in folder.rglob("README.md"):
        readme.unlink()
    site = Site(folder)
    site.begin()
    return site


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a small site on which everything stands that a page may have."""
    folder = tmp_path_factory.mktemp("small") / "site"
    return _copy(folder, [(SMALL, ""), *TEMPLATES])


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the pages, catalogs and pictures of the portal in a plain frame."""
    folder = tmp_path_factory.mktemp("real") / "site"
    parts = [(SMALL / "_templates", "_templates"), (SMALL / "conf.py", "conf.py")]
    parts += [
        *TEMPLATES,
        *((ROOT / name, name) for name in ("nl", "en", "locales", "images", "index.md")),
    ]
    return _copy(folder, parts)


@pytest.fixture(scope="session")
def sites(small_site: Site, real_site: Site) -> list[Site]:
    """Return both; what the frame of one may have, such as scripts for formulas, that of both may."""
    for one, other in ((small_site, real_site), (real_site, small_site)):
        one.sound.active |= other.sound.active
    return [small_site, real_site]
