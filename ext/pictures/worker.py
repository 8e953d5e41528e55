"""Make the files of one picture in a separate process: ``python -m ext.pictures.worker``.

Its memory is its own, limited, and fully released at the end; a decoder that crashes does not stop the
build. It reads a job as JSON and writes what went wrong as JSON: empty, or the end of a sentence. If
nothing can be written, it ends with the system's error number.
"""

from __future__ import annotations

import json
import shutil
import sys
import warnings
from pathlib import Path

from PIL import Image

from ext.files import cannot_write
from ext.pictures.cache import alone, whole_or_not
from ext.pictures.making import CONTENTS, make, recipe_of
from ext.pictures.originals import read_header

try:
    import resource
except ImportError:  # Windows has no such limit.
    resource = None  # type: ignore[assignment]

# In bytes, and in bytes per pixel for decoders that keep a picture more than once.
MEMORY = 470_000_000
HUNGRY = {"WEBP": 18, "AVIF": 12, "JPEG": 10, "MPO": 10}


def limit_memory(path: Path) -> None:
    """Limit memory to what an undamaged picture of this size needs.

    :raises ValueError: it is not a picture
    """
    kind, size, _ = read_header(path)
    if resource is not None:
        most = max(MEMORY, HUNGRY.get(kind, 0) * size.width * size.height)
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def work(job: dict[str, object]) -> str:
    """Do a job, and return what went wrong; empty if all is well."""
    original, folder = Path(str(job["original"])), Path(str(job["folder"]))
    try:
        with alone(folder):
            if (folder / CONTENTS).is_file():
                return ""
            shutil.rmtree(folder, ignore_errors=True)
            limit_memory(original)
            with whole_or_not(folder) as scratch:
                make(original, recipe_of(job["recipe"]), scratch)
    except MemoryError:
        return "it needs too much memory to open: save it as a JPEG, or make it smaller"
    # Decoders meet bytes of any kind, and raise what comes of it.
    except Exception as error:
        if isinstance(error, OSError) and cannot_write(error):
            sys.exit(error.errno)  # The disk is at fault, not the picture.
        return f"it is damaged: {error}"
    return ""


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = None  # `read_header` has checked its size.
    json.dump(work(json.load(sys.stdin)), sys.stdout)
