"""Show a built site on this computer alone: ``python tools/serve.py _build/html``.

An address that leads nowhere gets the site's own page for that, as on the published site.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from subprocess import DEVNULL, PIPE
from typing import Any


class SiteHandler(SimpleHTTPRequestHandler):
    """Files of one folder; ``404.html`` of that folder for what is not there."""

    extensions_map = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".avif": "image/avif",
        ".js": "text/javascript",
        ".webp": "image/webp",
    }

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer "not found" with the site's page, anything else as ever."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


class Server(ThreadingHTTPServer):
    """A server that takes it calmly when a browser leaves before the answer is there."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report anything but a connection that was broken off."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def served(folder: Path, program: str = __file__) -> Iterator[str]:
    """Serve ``folder`` on a free port of this computer, and give its address without a slash.

    By another process: a test that makes processes of its own must not have threads. *program* is
    the file that serves.
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
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, default=8000)
    arguments = parser.parse_args()
    handler = partial(answering, directory=str(arguments.folder))
    try:
        server = Server(("127.0.0.1", arguments.port), handler)
    except OSError as error:
        parser.exit(1, f"Port {arguments.port}: {error.strerror}. Another: make serve PORT=8001\n")
    print(f"http://127.0.0.1:{server.server_port}/ shows {arguments.folder}. Stop with Ctrl+C.")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()


if __name__ == "__main__":
    main()
