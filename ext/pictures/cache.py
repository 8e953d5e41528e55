"""The cache of finished pictures, kept between builds and outside the output, by what they are made from.

An entry is a folder named after a hash of the original's bytes, the recipe and the encoders. It appears
all at once, by a single rename, so that two simultaneous builds, or an interrupted one, leave no
half-finished entries.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ext.files import write_whole

try:
    import fcntl
except ImportError:  # Windows: two simultaneous builds then make a picture twice, and keep one.
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ext.pictures.places import Recipe


def cache_folder(setting: str, srcdir: Path, outdir: Path, doctreedir: Path) -> Path:
    """The folder of the cache: from the setting, or next to the folder of the doctrees.

    ``_build/doctrees/html`` and ``_build/html`` share ``_build/pictures``, for every builder.

    >>> place = Path("/site/_build")
    >>> cache_folder("", Path("/site"), place / "html", place / "doctrees" / "html").as_posix()
    '/site/_build/pictures'
    >>> cache_folder("", Path("/site"), Path("/out"), Path("/out/.doctrees")).as_posix()
    '/out.pictures'
    """
    if setting:
        return Path(srcdir, setting)
    if doctreedir.is_relative_to(outdir):
        return outdir.with_name(f"{outdir.name}.pictures")
    for folder in (doctreedir, *doctreedir.parents):
        if folder.name == "doctrees":
            return folder.parent / "pictures"
    return doctreedir / "pictures"


def key_of(digest: str, recipe: Recipe, version: str) -> str:
    """The name of an entry: 32 letters of a hash."""
    text = json.dumps([digest, recipe, version])
    return hashlib.sha256(text.encode()).hexdigest()[:32]


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Wait until no other process makes this entry. The lock ends with the process that holds it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_name(f"{folder.name}.lock").open("w") as lock:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def whole_or_not(folder: Path) -> Iterator[Path]:
    """Give an empty folder, which becomes *folder* at the end, unless something went wrong."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix="making-", dir=folder.parent))
    try:
        yield scratch
        scratch.chmod(0o755)
        try:
            scratch.rename(folder)
        except OSError:
            if not folder.is_dir():
                raise
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def publish(source: Path, target: Path) -> None:
    """Copy a file completely or not at all, unless it exists: its name identifies its contents."""
    try:
        if target.stat().st_size == source.stat().st_size:
            return
    except OSError:
        pass
    write_whole(target, source.read_bytes())
