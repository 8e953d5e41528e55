"""Pagefind, run to make the index of one language. Plain functions over plain values.

Its program is run as from a command line: its Python interface takes a tenth of a second for each page,
and numbers pages in the order in which they come. The program sorts them, so that equal pages give
equal files.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

#: What a browser loads. The rest of what Pagefind makes is a user interface that is not used.
NEEDED = ("fragment/", "index/", "pagefind.js", "pagefind-worker.js", "pagefind-entry.json")


class EngineError(Exception):
    """There is no index; the message says why."""


def engine_version() -> str:
    """The version of Pagefind."""
    return version("pagefind")


@contextmanager
def index_of(language: str, pages: Path) -> Iterator[dict[str, Path]]:
    """Make the index of a language, and give its files by path; they are deleted at the end.

    :param language: its BCP 47 tag, which decides on the stemmer
    :param pages: the folder with the copies of its pages, with the same paths as in the site
    :raises EngineError: if Pagefind is not installed, or fails
    """
    program = executable()
    if program is None or not Path(program).is_file():
        raise EngineError("the program Pagefind is not installed.")
    with TemporaryDirectory(prefix="search-") as folder:
        made = Path(folder, "made")
        command = [str(program), "--site", str(pages), "--output-path", str(made)]
        done = subprocess.run(
            [*command, "--force-language", language],
            cwd=folder,  # So that no other pagefind.toml is read.
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if done.returncode or not (made / "pagefind-entry.json").is_file():
            said = (done.stderr or done.stdout).strip().splitlines()
            raise EngineError(f"Pagefind says: {' '.join(said[-2:]) or done.returncode}")
        yield {name: made / name for name in _needed(made)}


def executable() -> Path | None:
    """The Pagefind program."""
    from pagefind_bin import get_executable  # type: ignore[import-untyped]

    try:
        return Path(get_executable())
    except FileNotFoundError:
        return None


def _needed(made: Path) -> list[str]:
    """The files that the script loads; of the stemmers, the one that the index names."""
    entry = json.loads((made / "pagefind-entry.json").read_bytes())
    stemmers = {one.get("wasm") or "unknown" for one in entry["languages"].values()}
    wasm = {f"wasm.{stemmer}.pagefind" for stemmer in stemmers}
    names = sorted(path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file())
    return [
        name
        for name in names
        if name.startswith(NEEDED) or name.endswith(".pf_meta") or name in wasm
    ]


def is_named_by_content(name: str) -> bool:
    """Whether different content would have a different name, so that nothing need be compared.

    >>> is_named_by_content("fragment/nl_8e1b9f4.pf_fragment")
    True
    """
    return name.endswith((".pf_fragment", ".pf_index", ".pf_meta"))
