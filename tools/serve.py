"""Show a built site on this computer only: ``python tools/serve.py _build/html``.

As on the published site, an address that leads nowhere gets the site's own page for that, and pages
are sent with the headers in ``_headers``. Folders are not listed, hidden files are not sent, and links
cannot lead out of the folder.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from subprocess import DEVNULL, PIPE
from typing import Any


@lru_cache(maxsize=4)
def _rules(path: Path, _changed: int) -> tuple[tuple[str, str, str], ...]:
    """The address pattern, name and value of each header in a ``_headers`` file."""
    found, pattern = [], ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith(" "):
            pattern = line
        elif ": " in line:
            found.append((pattern, *line.strip().split(": ", 1)))
    return tuple(found)


def header_rules(folder: Path) -> tuple[tuple[str, str, str], ...]:
    """The address pattern, name and value of each header in the ``_headers`` of a site."""
    path = folder / "_headers"
    return _rules(path, path.stat().st_mtime_ns) if path.is_file() else ()


def headers_for(folder: Path, address: str) -> Iterator[tuple[str, str]]:
    """The headers that the site's host is told to send with an address."""
    for pattern, name, value in header_rules(folder):
        beginning, star, _ = pattern.partition("*")
        if address.startswith(beginning) if star else address == pattern:
            yield name, value


class SiteHandler(SimpleHTTPRequestHandler):
    """Sends the files of one folder, and its ``404.html`` for anything else."""

    #: The address of what is sent, if that is not what was asked for.
    answer_address = ""

    extensions_map = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".avif": "image/avif",
        ".js": "text/javascript",
        ".webp": "image/webp",
    }

    def send_head(self) -> Any:
        """Check whether what is asked for may be sent."""
        asked = self.translate_path(self.path)
        if "\0" in asked:
            self.send_error(HTTPStatus.BAD_REQUEST)
            return None
        folder, path = Path(self.directory).resolve(), Path(asked).resolve()
        is_inside = path.is_relative_to(folder)
        if not is_inside or any(part[0] == "." for part in path.relative_to(folder).parts):
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return super().send_head()

    def list_directory(self, path: Any) -> None:
        """Respond as if there were nothing."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def guess_type(self, path: Any) -> str:
        """Return the type of a file, with its charset if it is text."""
        kind = super().guess_type(path)
        is_text = kind.startswith("text/") or kind.endswith(("json", "xml"))
        return f"{kind}; charset=utf-8" if is_text else kind

    def end_headers(self) -> None:
        """Add the headers of the published site."""
        address = self.answer_address or getattr(self, "path", "").partition("?")[0]
        for name, value in headers_for(Path(self.directory), address):
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send the site's page for "not found", and any other error as usual."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.answer_address = "/404.html"
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.answer_address = ""
        if self.command != "HEAD":
            self.wfile.write(body)


class Server(ThreadingHTTPServer):
    """A server that does not complain when a browser leaves before it has been answered."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report any error except a broken connection."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def server_at(port: int, folder: Path, answering: type[SiteHandler], target: str) -> Server:
    """Open a port of this computer for a folder; if it is taken, end and name a *target* of make."""
    try:
        return Server(("127.0.0.1", port), partial(answering, directory=str(folder)))
    except OSError as error:
        sys.exit(f"Port {port}: {error.strerror}. Use another: make {target}")


@contextmanager
def served(folder: Path, program: str = __file__) -> Iterator[str]:
    """Serve ``folder`` on a free port of this computer, and yield its address without a slash.

    This runs in another process: a test that starts processes itself must not have threads. *program*
    is the file that serves.
    """
    command = [sys.executable, "-u", program, "--port", "0", str(folder)]
    with subprocess.Popen(command, stdout=PIPE, stderr=DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().split("/ shows")[0]
        finally:
            process.terminate()


def main(answering: type[SiteHandler] = SiteHandler) -> None:
    """Serve until Ctrl+C."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="folder of the built site")
    parser.add_argument("--port", type=int, default=8000, help="port to serve on")
    arguments = parser.parse_args()
    server = server_at(arguments.port, arguments.folder, answering, "serve PORT=8001")
    print(f"http://127.0.0.1:{server.server_port}/ shows {arguments.folder}. Stop with Ctrl+C.")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()


if __name__ == "__main__":
    main()
