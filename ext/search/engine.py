"""Pagefind, asked to make the index of one language. Plain functions over plain values.

Its program is called as from a command line: its interface for Python takes a tenth of a second for
each page, and numbers pages in the order in which they come. The program sorts them, so that equal
pages give equal files.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from pagefind.service import get_executable

#: What a browser asks for. The rest of what Pagefind makes is a user interface that is not used.
NEEDED = ("fragment/", "index/", "pagefind.js", "pagefind-worker.js", "pagefind-entry.json")


class EngineError(Exception):
    """There is no index, and why."""


def engine_version() -> str:
    """Which Pagefind this is."""
    return version("pagefind")


def make_index(language: str, copies: Mapping[str, str]) -> dict[str, bytes]:
    """The index of a language: its files, by their paths.

    :param language: its BCP 47 tag, which decides on the stemmer
    :param copies: by the path of its file below the root of the site, the copy of each page
    :raises EngineError: where Pagefind is not installed, or fails
    """
    program = get_executable()
    if program is None or not Path(program).is_file():
        raise EngineError("the program of Pagefind is not installed.")
    with TemporaryDirectory(prefix="search-") as folder:
        pages, made = Path(folder, "pages"), Path(folder, "made")
        for name, copy in copies.items():
            target = pages / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(copy, encoding="utf-8")
        command = [str(program), "--site", str(pages), "--output-path", str(made)]
        done = subprocess.run(
            [*command, "--force-language", language],
            cwd=folder,  # A pagefind.toml of somebody else stays out of it.
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if done.returncode or not (made / "pagefind-entry.json").is_file():
            told = (done.stderr or done.stdout).strip().splitlines()
            raise EngineError(f"Pagefind says: {' '.join(told[-2:]) or done.returncode}")
        files = {
            path.relative_to(made).as_posix(): path.read_bytes()
            for path in made.rglob("*")
            if path.is_file()
        }
    return {path: files[path] for path in _needed(files)}


def _needed(files: Mapping[str, bytes]) -> list[str]:
    """The files that the script asks for; of the stemmers, the one that the index names."""
    entry = json.loads(files["pagefind-entry.json"])
    stemmers = {one.get("wasm") or "unknown" for one in entry["languages"].values()}
    wasm = {f"wasm.{stemmer}.pagefind" for stemmer in stemmers}
    return sorted(
        path
        for path in files
        if path.startswith(NEEDED) or path.endswith(".pf_meta") or path in wasm
    )
