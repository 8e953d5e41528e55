"""Write the drawings to ``images/``, or compare them with what stands there (``--check``)."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path

IMAGES = Path(__file__).parents[2] / "images"
DRAWINGS = (
    "drawer-of-moths",
    "fern-wall",
    "herbarium-sheet",
    "shells",
    "thin-sections",
    "tree-rings",
)


def draw(name: str) -> str:
    """The drawing *name* as SVG, made by the module of that name."""
    drawing: str = import_module(f"tools.drawings.{name.replace('-', '_')}").draw()
    return drawing


def main() -> int:
    """Run the command; 1 when ``--check`` finds a drawing that is not the script's."""
    parser = argparse.ArgumentParser(prog="python -m tools.drawings", description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    parser.add_argument("names", nargs="*", metavar="name", help="drawings (default: all)")
    options = parser.parse_args()
    unlike = 0
    for name in options.names or DRAWINGS:
        file = IMAGES / f"{name}.svg"
        drawn = draw(name).encode()
        if not options.check:
            file.write_bytes(drawn)
        elif not file.is_file() or file.read_bytes() != drawn:
            print(
                f"{file}: not what the script draws; run python -m tools.drawings", file=sys.stderr
            )
            unlike = 1
    return unlike


if __name__ == "__main__":
    sys.exit(main())
