"""Sphinx in a process of its own, as users run it."""

import os
import subprocess
import sys
from pathlib import Path

#: `_()` remembers the first language of a process, so that builds of one process help each other.
COMMAND = [sys.executable, "-W", "ignore", "-m", "sphinx", "-q", "-n"]
ENVIRONMENT = {"PYTHONPATH": str(Path(__file__).parents[2]), "NO_COLOR": "1", "PYTHONUTF8": "1"}


def start_sphinx(*options: str | Path, folder: Path) -> subprocess.Popen[str]:
    """Begin a build in *folder*."""
    return subprocess.Popen(
        [*COMMAND, *map(str, options)],
        cwd=folder,
        env=os.environ | ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def run_sphinx(*options: str | Path, folder: Path) -> str:
    """Build in *folder*, and return the warnings."""
    process = start_sphinx(*options, folder=folder)
    _, warnings = process.communicate()
    assert process.returncode == 0, warnings
    return warnings
