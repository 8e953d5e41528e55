"""Which files the site may read and publish: ordinary ones in its own folder.

Plain functions over plain values, without Sphinx.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|[/\\]{2}")


def why_unusable(path: Path, site: Path, outputs: Iterable[Path] = ()) -> str:
    """Why the site may not use the file at *path*, with the remedy; empty if it may.

    Symbolic links are followed first. Whether the file exists is not checked.

    :param site: the folder with the site's sources
    :param outputs: folders that builds write to

    >>> why_unusable(Path("/site/nl/../../secret.txt"), Path("/site"))
    "is outside the site's folder. Copy the file into the site and use that copy."
    """
    root = _real_folder(str(site))
    try:
        # There are many files in few folders; only the last part may be a link made since.
        folder, name = os.path.split(path)
        real = _real_folder(folder) / name
        if name in {"", os.curdir, os.pardir} or _is_link(real):
            real = Path(os.path.realpath(path))
    except ValueError:  # With a NUL.
        return "is not the name of a file. Use a file in the site's folder."
    if not real.is_relative_to(root):
        return "is outside the site's folder. Copy the file into the site and use that copy."
    if any(part.startswith(".") for part in real.relative_to(root).parts):
        return (
            "is a hidden file, or in a hidden folder. Give it a name that does not begin with '.'."
        )
    for output in (_real_folder(str(output)) for output in outputs):
        if real.is_relative_to(output) and not root.is_relative_to(output):
            return "is written by the build. Use a file in the site's folder."
    try:
        mode = real.stat().st_mode
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return "is not the name of a file: it is too long. Use a file in the site's folder."
        return ""  # It is not there.
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        return ""
    return "is not an ordinary file. Use a file in the site's folder."


def _is_link(path: Path) -> bool:
    try:
        return stat.S_ISLNK(path.lstat().st_mode)
    except OSError:
        return False


@lru_cache(maxsize=1024)
def _real_folder(name: str) -> Path:
    """A folder with its links followed; looked up once per build, since many files share it."""
    return Path(os.path.realpath(name))


def forget_folders() -> None:
    """Look up every folder again: another build may find other links."""
    _real_folder.cache_clear()


def is_address(name: str) -> bool:
    """Whether *name* is an address to fetch rather than the name of a file.

    >>> [is_address(name) for name in ("file:///etc/passwd", "//host/x", "map/a.csv", "C:/a.csv")]
    [True, True, False, False]
    """
    return bool(ADDRESS.match(name.strip()))


def line_of_setting(conf: Path, name: str) -> int:
    """The line in ``conf.py`` that sets *name*; 0 if none does."""
    try:
        lines = conf.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return 0
    found = [n for n, line in enumerate(lines, 1) if re.match(rf"{re.escape(name)}\s*[:=]", line)]
    return found[-1] if found else 0
