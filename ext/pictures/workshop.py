"""Have pictures made, several at a time; those already in the cache cost nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ext.files import cannot_write
from ext.pictures.making import CONTENTS, Made, read_made

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ext.pictures.places import Recipe

# The folder that contains the package `ext`.
HOME = Path(__file__).parents[2]
# In seconds: a picture that takes longer would never be finished.
LONGEST = 900
# In pixels: larger originals are processed one at a time, so that there is enough memory.
LARGE = 16_000_000


class Job(NamedTuple):
    """A picture to make.

    :param folder: its entry in the cache
    :param pixels: how large the original is
    :param name: what to call it while it is made
    """

    original: Path
    recipe: Recipe
    folder: Path
    pixels: int
    name: str


def make_all(
    jobs: Iterable[Job], tell: Callable[[int, int, str], None]
) -> Mapping[Path, Made | str]:
    """Make what does not exist yet.

    :param tell: called for each, with its number, how many there are, and its name
    :return: by folder, what was made, or the end of a sentence on what went wrong
    """
    found: dict[Path, Made | str] = {}
    missing: dict[Path, Job] = {}
    for job in jobs:
        if job.folder in found or job.folder in missing:
            continue
        try:
            found[job.folder] = read_made(job.folder)
        except (AttributeError, OSError, TypeError, ValueError):
            # Not there, or damaged: the worker starts again.
            (job.folder / CONTENTS).unlink(missing_ok=True)
            missing[job.folder] = job
    done = 0
    small = [job for job in missing.values() if job.pixels <= LARGE]
    large = [job for job in missing.values() if job.pixels > LARGE]
    for some, workers in ((small, os.cpu_count() or 1), (large, 1)):
        if not some:
            continue
        with ThreadPoolExecutor(workers) as pool:
            running = {pool.submit(make_one, job): job for job in some}
            for future in as_completed(running):
                job = running[future]
                done += 1
                tell(done, len(missing), job.name)
                found[job.folder] = future.result()
    return found


def make_one(job: Job) -> Made | str:
    """Make one picture in a separate process.

    :raises OSError: nothing can be written
    """
    words = {
        "original": str(job.original),
        "folder": str(job.folder),
        "recipe": job.recipe,
    }
    paths = [str(HOME), *filter(None, [os.environ.get("PYTHONPATH")])]
    try:
        done = subprocess.run(
            [sys.executable, "-m", "ext.pictures.worker"],
            input=json.dumps(words),
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            capture_output=True,
            encoding="utf-8",
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"it takes longer than {LONGEST // 60} minutes to convert"
    fault = OSError(done.returncode, os.strerror(abs(done.returncode)), str(job.folder))
    if done.returncode > 1 and cannot_write(fault):
        raise fault
    if done.returncode:
        return f"it cannot be opened: {(done.stderr.strip().splitlines() or ['the program that opens it stopped'])[-1]}"
    trouble: str = json.loads(done.stdout)
    if trouble:
        return trouble
    return read_made(job.folder)
