"""A server for the audit: it uses gzip, as hosts do, and the policy in ``_headers``."""

import gzip
import sys
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.serve import SiteHandler, main

LEVEL = 6
PACKED = (".html", ".css", ".js", ".json", ".svg", ".txt", ".xml", ".wasm", ".pagefind")


@cache
def packed(path: Path) -> bytes:
    """A file as sent over the wire; the same each time."""
    return gzip.compress(path.read_bytes(), LEVEL, mtime=0)


class AuditHandler(SiteHandler):
    """Files of the site, compressed, and pages with their policy."""

    def do_GET(self) -> None:  # noqa: N802
        """Send a compressed file if that is useful, otherwise the plain one."""
        path = Path(self.translate_path(self.path))
        address = self.path.partition("?")[0]
        if path.is_dir() and address.endswith("/"):
            path /= "index.html"
        if path.suffix not in PACKED or not path.is_file():
            super().do_GET()
            return
        body = packed(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


if __name__ == "__main__":
    main(AuditHandler)
