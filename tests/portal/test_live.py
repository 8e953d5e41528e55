"""In `make live` alone, a translated page says which message each text comes from."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def test_each_text_names_its_line_of_the_catalog(frame: Callable[..., Any], soup: Callable) -> None:
    app = frame(site_show_messages=True)
    app.build()
    page = soup(app, "en/index.html")
    source = page.h1["data-message"]
    path, _, line = source.partition(":")
    lines = (Path(app.srcdir) / path).read_text(encoding="utf-8").splitlines()
    assert lines[int(line) - 1] == 'msgstr "Welcome"'
    panel = page.select_one(".vsc-live")
    assert panel.code.get_text() == "locales/en/LC_MESSAGES/index.po"
    assert not soup(app, "nl/index.html").select("[data-message], .vsc-live")


def test_the_published_site_says_nothing_of_it(frame: Callable[..., Any], soup: Callable) -> None:
    app = frame()
    app.build()
    page = soup(app, "en/index.html")
    assert not page.select("[data-message], .vsc-live, link[href*='live.css']")


def test_a_port_that_is_taken_is_said_in_a_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = str(taken.getsockname()[1])
        command = [sys.executable, "tools/live.py", "--port", port]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(f"Port {port}: ")
    assert done.stderr.count("\n") == 1


def test_make_live_asks_for_it() -> None:
    assert '"site_show_messages=1"' in (ROOT / "tools" / "live.py").read_text(encoding="utf-8")
