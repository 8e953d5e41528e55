"""Show the site with an invented GBIF, so that anyone can try its searches without a network.

``python tools/serve_demo.py --port 8000``: the stand-in from the tests uses the next port. The site is
built into a separate folder, so that invented records stay away from the published one.
"""

import argparse
import signal
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.serve import SiteHandler, server_at

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "_build" / "demo"
NOTICE = """
  All records, names, pictures and figures of GBIF that you see here are INVENTED TEST DATA.
  The real GBIF is not contacted. Links to GBIF.org lead to records that do not exist.
"""


def start_stand_in(port: int, size: int) -> tuple[subprocess.Popen[str], str]:
    """Start the stand-in; returns its process, and its address once it responds."""
    command = [sys.executable, "-u", "-m", "tests.gbif.standin"]
    command += ["--port", str(port), "--size", str(size)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    if line := process.stdout.readline():
        return process, line.split(" ")[0]
    process.wait()
    sys.exit("The stand-in for GBIF does not start. Use another port: make serve-demo PORT=8010")


def build(api: str, folder: Path) -> None:
    """Fetch figures from the stand-in, and build the site with them.

    If either fails, what is wrong has been printed by then.

    :param folder: for the site, doctrees and figures
    """
    figures = folder / "gbif.json"
    # The stand-in needs no pauses.
    snapshot = "import sys; from tools.snapshot import main; sys.exit(main(sleep=lambda _: None))"
    commands = (
        ["-c", snapshot, "--api", api, "--to", str(figures)],
        [
            *("-m", "sphinx", "-q", "-b", "dirhtml", "-d", str(folder / "doctrees")),
            *("-D", f"gbif_api={api}", "-D", f"gbif_snapshot={figures}"),
            *(".", str(folder / "site")),
        ],
    )
    for command in commands:
        if subprocess.run([sys.executable, *command], cwd=ROOT, check=False).returncode:
            sys.exit("The demonstration could not be built.")


def main() -> None:
    """Build and serve until Ctrl+C."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--port", type=int, default=8000, help="port to serve on")
    parser.add_argument("--size", type=int, default=50_000, help="how many invented specimens")
    parser.add_argument("--build", type=Path, default=BUILD, help="folder of the built site")
    arguments = parser.parse_args()
    # So that the stand-in also ends when another program ends this one.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    folder = arguments.build.resolve()
    server = server_at(arguments.port, folder / "site", SiteHandler, "serve-demo PORT=8010")
    stand_in = None
    try:
        print("Preparing the invented GBIF data …", flush=True)
        # Port 0 is any port that is free, for both.
        stand_in, api = start_stand_in(arguments.port and arguments.port + 1, arguments.size)
        build(api, folder)
        print(NOTICE)
        address = f"http://127.0.0.1:{server.server_port}/"
        print(f"{address} shows the site; {api} stands in for GBIF. Stop with Ctrl+C.", flush=True)
        server.serve_forever()
    except KeyboardInterrupt:
        print()
    finally:
        if stand_in:
            stand_in.terminate()
            stand_in.wait()


if __name__ == "__main__":
    main()
