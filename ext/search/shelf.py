"""The indexes in the output, and a note of what they were made of. Plain functions over values."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ext.files import write_whole

#: The folder of all indexes, below the root of the site; the one of a language is called by its tag.
FOLDER = "pagefind"


def stamps(outdir: Path, paths: list[Path]) -> dict[str, list[int]]:
    """When each page was written, and its size: whether it has to be read again."""
    found = {}
    for path in paths:
        state = path.stat()
        found[path.relative_to(outdir).as_posix()] = [state.st_mtime_ns, state.st_size]
    return found


def publish(outdir: Path, files: Mapping[str, bytes]) -> None:
    """Put the files of all indexes into the output, and take away what is no longer one of them."""
    folder = outdir / FOLDER
    for name, data in files.items():
        write_whole(folder / name, data)
    if not files:
        shutil.rmtree(folder, ignore_errors=True)
        return
    kept = {folder / name for name in files}
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file() and path not in kept:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def published(outdir: Path) -> list[str]:
    """The files of all indexes that are in the output."""
    folder = outdir / FOLDER
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def read_note(path: Path, outdir: Path) -> dict[str, Any]:
    """What the last build noted of this output, if its files are still there."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict) or found.get("output") != str(outdir):
        return {}
    return found if found.get("files") == published(outdir) else {}


def write_note(path: Path, outdir: Path, **values: object) -> None:
    """Note what the indexes in this output were made of."""
    note = {"output": str(outdir), "files": published(outdir), **values}
    write_whole(path, json.dumps(note, indent=0).encode())
