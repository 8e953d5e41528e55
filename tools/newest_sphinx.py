"""Check whether a Python can run the newest Sphinx: on an older one the canary would prove nothing.

``python tools/newest_sphinx.py python3.13``
"""

import json
import subprocess
import sys

from packaging.specifiers import SpecifierSet

ASK = "install --dry-run --ignore-installed --ignore-requires-python --no-deps --quiet --report -"
VERSION = "import platform; print(platform.python_version())"


def output(*command: str) -> str:
    """Return what a command prints."""
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def main() -> None:
    """Check, and end with an error if it cannot."""
    version = output(sys.argv[1], "-c", VERSION).strip()
    found = json.loads(output(sys.executable, "-m", "pip", *ASK.split(), "sphinx"))
    newest = found["install"][0]["metadata"]
    wanted = newest["requires_python"]
    if version not in SpecifierSet(wanted, prereleases=True):
        sys.exit(
            f"The newest Sphinx, {newest['version']}, needs Python {wanted}, but this is {version}. "
            "Choose another: make canary PYTHON=/path/to/python3"
        )


if __name__ == "__main__":
    main()
