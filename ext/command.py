"""How every tool starts and ends: it can print anything, and reports what it cannot write in one sentence."""

import signal
import sys
from collections.abc import Callable
from io import TextIOWrapper
from typing import NoReturn

from .files import cannot_write


def run(main: Callable[[], int | None]) -> NoReturn:
    """Run a tool, and end with what it returns.

    A character that the terminal's encoding lacks is printed as its code, and `… | head` ends quietly.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        sys.exit(main())
    except OSError as error:
        if not (said := cannot_write(error)):
            raise
        sys.exit(f"Cannot write {said}. What was there is unchanged.")
