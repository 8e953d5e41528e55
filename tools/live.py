"""Preview the site in every language, and build it again each time a file is saved.

Sphinx stays loaded between builds, so that a saved page is there in about a second. Pages of which something
was reported are read again each time: what is reported is all that is wrong now. The page itself
says so, in the browser. The addresses are those of the published site. On request, translated pages
show which message each text comes from.
"""

import argparse
import json
import os
import re
import sys
import time
import traceback
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from threading import Condition, Thread
from typing import Any

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.console import strip_colors
from sphinx.util.docutils import docutils_namespace, patch_docutils
from watchfiles import Change, watch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ext.languages import files_of
from tools.serve import SiteHandler, server_at

ROOT = Path(__file__).resolve().parent.parent
#: What a build, a tool or a test writes: changes there must not start a build.
IGNORED = {"_build", "tests", "docs", "tools"}
#: What editors write beside the file that is edited, and Python beside its code.
SCRATCH = re.compile(r"\..*|__pycache__|.*[~#]|.*\.sw[px]|\d+")
REPORT = re.compile(r"(?:(?P<path>.*?):(?P<line>\d*): )?(?:WARNING|ERROR|CRITICAL): (?P<said>.*)")


class Preview:
    """The site as it was built last, and what browsers are told of it."""

    def __init__(self, source: Path, settings: dict[str, Any]) -> None:
        self.source = source
        self.output = source / "_build" / "live"
        self.settings = {"site_show_messages": True, **settings}
        self.kept = source / "_build" / "doctrees" / "live" / "reports.json"
        self.reports = json.loads(self.kept.read_text()) if self.kept.is_file() else []
        self.built, self.doing, self.state = "", "", dict[str, Any]()
        self.news = Condition()
        self.show_pages()

    def tell(self) -> None:
        """Tell every browser what is going on."""
        with self.news:
            self.state = {"built": self.built, "doing": self.doing, "reports": self.reports}
            self.news.notify_all()

    def show_pages(self, *_: object) -> None:
        """Let browsers load their pages again: all are written, and indexes follow (build-finished)."""
        self.built = str(time.time_ns())
        self.tell()

    def build(self, saved: Iterable[str]) -> None:
        """Build what has changed, and say so in one line, in front of what is reported."""
        names = sorted(os.path.relpath(path, self.source) for path in saved)
        others = f" and {len(names) - 3} more" if names[3:] else ""
        doing = f"Building {', '.join(names[:3])}{others}" if names else "Building the site"
        self.doing = f"{doing}…"
        self.tell()
        print(self.doing, end=" ", flush=True)
        log, begun = StringIO(), time.monotonic()
        try:
            with patch_docutils(self.source), docutils_namespace():
                app = Sphinx(
                    *(self.source, self.source, self.output, self.kept.parent, "dirhtml"),
                    confoverrides=self.settings,
                    status=None,
                    warning=log,
                )
                app.connect("env-get-outdated", self.pages_with_reports)
                app.connect("build-finished", self.show_pages, priority=-1)
                app.build()
            failure = ""
        except (Exception, SystemExit) as error:
            if not isinstance(error, SphinxError | SystemExit):
                traceback.print_exc()
            failure = f"The build failed: {error}"
        self.reports = [*([("", "", failure)] if failure else ()), *self.reports_in(log.getvalue())]
        self.kept.write_text(json.dumps(self.reports))
        self.doing = ""
        self.tell()
        count = f"{len(self.reports)} reports" if self.reports[1:] else "1 report"
        done = f"{count}:" if self.reports else "nothing to report."
        print(f"{time.monotonic() - begun:.1f} seconds, {done}", flush=True)
        for path, line, said in self.reports:
            print(f"  {path}:{line}: {said}" if path else f"  {said}", flush=True)

    def reports_in(self, log: str) -> list[tuple[str, str, str]]:
        """Path, line and text of each warning in a log of Sphinx."""
        found: list[tuple[str, str, str]] = []
        for line in strip_colors(log).splitlines():
            if report := REPORT.match(line):
                path = (report["path"] or "").removeprefix(f"{self.source}/")
                found.append((path, report["line"] or "", report["said"]))
            elif found:
                found[-1] = (*found[-1][:2], f"{found[-1][2]}\n{line}")
        return found

    def pages_with_reports(self, app: Sphinx, *_: object) -> list[str]:
        """The pages that are made from a file of which something was reported (env-get-outdated)."""
        paths = {path for path, _, _ in self.reports}
        used = {name: map(str, app.env.dependencies.get(name, ())) for name in app.env.all_docs}
        return [name for name in used if not paths.isdisjoint([*files_of(app, name), *used[name]])]

    def is_source(self, _: Change, path: str) -> bool:
        """Whether the site may be made from a file."""
        first, *rest = Path(path).relative_to(self.source).parts
        return first not in IGNORED and not any(map(SCRATCH.fullmatch, (first, *rest)))


class LiveHandler(SiteHandler):
    """Sends the preview, its script, and news of the build for as long as a page is open."""

    preview: Preview

    def do_GET(self) -> None:  # noqa: N802
        """Answer a browser."""
        if self.path == "/live":
            self.begin("text/event-stream")
            self.send_news()
        elif self.path == "/live.js":
            self.begin("text/javascript; charset=utf-8")
            self.wfile.write(Path(__file__).with_suffix(".js").read_bytes())
        else:
            super().do_GET()

    def begin(self, kind: str) -> None:
        """Send the head of an answer."""
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()

    def send_news(self) -> None:
        """Send what is going on, until the browser leaves."""
        preview, state = self.preview, self.preview.state
        while True:
            self.wfile.write(f"data: {json.dumps(state)}\n\n".encode())
            with preview.news:
                while preview.state is state and not preview.news.wait(timeout=10):
                    self.wfile.write(b":\n\n")  # Fails when the browser has left.
                state = preview.state

    def end_headers(self) -> None:
        """Let browsers keep nothing: the next build may be done within the same second."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing of requests: the terminal is for builds."""


def main() -> None:
    """Build and serve until Ctrl+C."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--source", type=Path, default=ROOT, help="folder of conf.py")
    parser.add_argument("-D", action="append", default=[], metavar="NAME=VALUE", dest="settings")
    parser.add_argument("-n", action="store_true", dest="nitpicky", help="name missing targets")
    arguments, others = parser.parse_known_args()
    if others:
        print(f"A preview makes no use of {' '.join(others)}.")
    settings = dict(setting.partition("=")[::2] for setting in arguments.settings)
    preview = Preview(arguments.source.resolve(), {**settings, "nitpicky": arguments.nitpicky})
    preview.output.mkdir(parents=True, exist_ok=True)
    preview.kept.parent.mkdir(parents=True, exist_ok=True)
    LiveHandler.preview = preview
    server = server_at(arguments.port, preview.output, LiveHandler, "live PORT=8001")
    address = f"http://127.0.0.1:{server.server_port}/"
    Thread(target=server.serve_forever, daemon=True).start()
    begun = False
    try:
        # What is saved during a build is reported after it, and so is what is saved during the first.
        for changes in watch(
            preview.source,
            watch_filter=preview.is_source,
            debounce=200,
            step=20,
            rust_timeout=100,
            yield_on_timeout=True,
        ):
            paths = {path for _, path in changes}
            if any(path.endswith(".py") and Path(path).name != "conf.py" for path in paths):
                os.execv(sys.executable, [sys.executable, *sys.argv])  # With the new code.
            if paths or not begun:
                preview.build(paths)
            if not begun:
                print(
                    f"{address} shows the site, and each file as soon as it is saved. Stop with Ctrl+C."
                )
                begun = True
    except KeyboardInterrupt:
        print()


if __name__ == "__main__":
    main()
