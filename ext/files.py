"""Write files completely or not at all, only when they differ, and one process at a time."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no such locks.
    fcntl = None  # type: ignore[assignment]

#: Error codes of a system that cannot write because of the disk rather than the file.
NO_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO})
#: Error codes of a system that denies permission.
NO_LEAVE = frozenset({errno.EACCES, errno.EPERM})


def cannot_write(error: OSError) -> str:
    """What the system says if an error means that nothing can be written; else empty.

    >>> cannot_write(OSError(errno.ENOSPC, "No space left on device", "page.html"))
    'page.html: No space left on device'
    >>> cannot_write(FileNotFoundError(errno.ENOENT, "No such file or directory", "page.html"))
    ''
    """
    name = os.fsdecode(error.filename2 or error.filename or "")  # Of two names, the copy's.
    if error.errno in NO_LEAVE and os.access(Path(name).parent, os.W_OK):
        return ""  # The folder is writable: it was reading a file that was denied.
    if error.errno not in NO_DISK | NO_LEAVE:
        return ""
    return f"{name}: {error.strerror}" if name else str(error.strerror)


def write_whole(path: Path, data: bytes) -> bool:
    """Write a file beside and rename it, unless *path* contains just that: who is killed spoils nothing.

    :returns: whether it was written
    :raises OSError: if it cannot be written; the old file is still there
    """
    try:
        if path.read_bytes() == data:
            return False
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        scratch.write_bytes(data)
        if path.exists():
            shutil.copymode(path, scratch)
        scratch.replace(path)
    except BaseException as error:
        with suppress(OSError):
            scratch.unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename = os.fspath(path)  # The other name means nothing to users.
        raise
    return True


def lock(folder: Path, when_waiting: Callable[[], object]) -> int | None:
    """Lock a folder, waiting until no other process holds it, where the system has such locks.

    The lock is the kernel's, on the folder itself: it leaves no file, and ends with its process.

    :param when_waiting: called if another process holds it
    :returns: the descriptor, to be closed to release the lock; None if the folder cannot be made
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return None  # Nothing can be written there either.
    if fcntl is not None:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            when_waiting()
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        except OSError:
            pass  # Some network file systems have no locks.
    return descriptor
