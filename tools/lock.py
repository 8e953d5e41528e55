"""Update the pinned versions in requirements/site.txt, dev.txt and lock.txt, with the hashes of their files.

The pins are resolved for every system and every Python from 3.11 on at once, and name no index and no
path, so that they are the same wherever they are made. pip rejects any file with another hash.
"""

import subprocess
import sys
from pathlib import Path

REQUIREMENTS = Path(__file__).parent.parent / "requirements"
HEADER = "# Pinned versions and the hashes of their files, made from {source}.in by `make lock`. Do not edit.\n"


def pins(name: str, *options: str) -> str:
    """Resolve ``requirements/<name>.in`` into pinned versions, each with its hashes."""
    return subprocess.run(
        [
            *(sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--upgrade"),
            *("--universal", "--python-version", "3.11", "--no-header", "--no-annotate"),
            "--generate-hashes",
            *("--no-emit-index-url", "--no-emit-find-links", *options, f"{name}.in"),
        ],
        cwd=REQUIREMENTS,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout


def main() -> None:
    """Write all files; the pins in dev.txt include those in site.txt."""
    for name, options in (("site", ()), ("dev", ("--constraint", "site.txt")), ("lock", ())):
        lines = pins(name, *options)
        (REQUIREMENTS / f"{name}.txt").write_text(HEADER.format(source=name) + lines)
        print(f"requirements/{name}.txt: {lines.count('==')} packages")


if __name__ == "__main__":
    main()
