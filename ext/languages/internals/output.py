"""Let one build at a time write to a folder, and report in one sentence if it cannot write.

A build waits while another writes into its output, or into its doctrees. The lock is the kernel's, on
the folders themselves: it leaves no file, ends with the process that has it, in whatever way, and
a build on a system without such locks goes on without one.

Sphinx only warns of a file that it could not write or copy, and counts the page as written. Here that
ends the build, and Sphinx forgets its environment: the next build starts from scratch.

Internals used: that a warning of Sphinx about a file has the `OSError` among its arguments, and
that `app.build` is what its command calls.
"""

from __future__ import annotations

import logging as standard_logging
import os
import re
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import SphinxParallelError
from sphinx.util import logging
from sphinx.util.logging import NAMESPACE

from ...files import cannot_write, lock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx
    from sphinx.config import Config

LOGGER = logging.getLogger(__name__)
#: The message of a build that cannot write.
NOT_WRITTEN = "The site is not written: %s. Correct that and build again; the next build writes everything again."
#: How an `OSError` shows its number, where its text is all that another process sent.
NUMBER = re.compile(r"\[Errno (\d+)\]")
#: Descriptors of the folders that builds of this process write into.
_held: dict[Path, int] = {}


def wait_for_turn(app: Sphinx, config: Config) -> None:
    """`config-inited`, before anything of the last build is read: wait until no other build writes."""
    # In a fixed order, so that no two builds wait for each other.
    for folder in sorted({Path(app.outdir), Path(app.doctreedir)} - _held.keys()):
        descriptor = lock(
            folder,
            partial(
                LOGGER.info, "Another build is writing to %s: waiting for it to finish.", folder
            ),
        )
        if descriptor is not None:
            _held[folder] = descriptor


def _end_turn() -> None:
    for descriptor in _held.values():
        os.close(descriptor)
    _held.clear()


# Sphinx's worker processes must not keep the lock: one whose parent was killed never ends.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_end_turn)


class _Raise(standard_logging.Filter):
    """Raises the error that a warning is about, if it is an error of writing."""

    def filter(self, record: standard_logging.LogRecord) -> bool:
        for argument in record.args if isinstance(record.args, tuple) else ():
            if isinstance(argument, OSError) and cannot_write(argument):
                raise argument
        return True


def why_not_written(error: BaseException | None) -> str:
    """The system's message if *error* is about a file that cannot be written; else empty."""
    while error is not None:
        if isinstance(error, SphinxParallelError) and (number := NUMBER.search(str(error))):
            # All that remains of an error in another process.
            error = OSError(int(number[1]), os.strerror(int(number[1])))
        if isinstance(error, OSError) and (said := cannot_write(error)):
            return said
        error = error.__cause__
    return ""


def install(app: Sphinx) -> None:
    """Release the folders when the build of *app* ends, and report what could not be written.

    :raises SystemExit: the output folder cannot be made; any other error, Sphinx would print in a
        page about itself
    """
    try:
        Path(app.outdir).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        sys.exit(NOT_WRITTEN % f"{error.filename}: {error.strerror}")
    build = app.build

    def build_in_turn(force_all: bool = False, filenames: Sequence[Path] = ()) -> None:
        logger = standard_logging.getLogger(f"{NAMESPACE}.{StandaloneHTMLBuilder.__module__}")
        raising = _Raise()
        logger.addFilter(raising)
        try:
            build(force_all, filenames)
        except Exception as error:
            said = why_not_written(error)
            if not said:
                raise
            LOGGER.error(NOT_WRITTEN, said)
            app.statuscode = 2
        finally:
            logger.removeFilter(raising)
            _end_turn()

    app.build = build_in_turn  # type: ignore[method-assign]
