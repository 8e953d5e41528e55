"""Preview the site in both languages, and build it again each time a file is saved.

Unknown options are passed on to Sphinx. The addresses are those of the published site.
On request, translated pages show which message each text comes from.
"""

import argparse
import os
import socket
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
# What a build, a tool or an editor writes: changes there must not start a build.
IGNORED = r"/(_build|\.venv|\.git|\.[a-z]+_cache|__pycache__|tests|docs|tools)(/|$)|[~#]$|\.sw[px]$"


def main() -> None:
    """Run sphinx-autobuild until Ctrl+C."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", default="8000")
    arguments, for_sphinx = parser.parse_known_args()
    with socket.socket() as port:
        try:
            port.bind(("127.0.0.1", int(arguments.port)))
        except (OSError, OverflowError, ValueError) as error:
            said = getattr(error, "strerror", None) or error
            parser.exit(1, f"Port {arguments.port}: {said}. Use another: make live PORT=8001\n")
    command = [
        *(sys.executable, "-m", "sphinx_autobuild", "-b", "dirhtml"),
        *("-D", "site_show_messages=1"),
        *("-d", "_build/doctrees/live", "--port", arguments.port, "--re-ignore", IGNORED),
        *(*for_sphinx, ".", "_build/live"),
    ]
    os.chdir(ROOT)
    os.execv(sys.executable, command)  # In place of this process, so that ending this ends that.


if __name__ == "__main__":
    main()
