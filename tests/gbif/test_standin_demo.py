"""`make serve-demo`: the site with an invented GBIF, beside what is published and not in it."""

import subprocess
import sys
from pathlib import Path
from urllib.error import URLError

import pytest

from tests.gbif.standin.fixtures import OPENER, ROOT


def read(address: str) -> str:
    with OPENER.open(address) as answer:
        text: str = answer.read().decode()
        return text


def test_the_site_is_shown_with_an_invented_gbif_and_says_so(tmp_path: Path) -> None:
    figures = ROOT / "data" / "gbif.json"
    before = figures.read_bytes() if figures.exists() else None
    command = [sys.executable, "-u", "tools/serve_demo.py", "--port", "0", "--size", "300"]
    with subprocess.Popen(
        [*command, "--build", str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            said: list[str] = []
            for line in process.stdout:
                said.append(line)
                if "shows the site" in line:
                    break
            assert "INVENTED TEST DATA" in "".join(said)
            site, _, rest = said[-1].partition(" shows the site; ")
            api = rest.split(" ")[0]
            assert "Invented herbarium" in read(f"{site}en/data/")
            assert '"count": 300,' in read(f"{api}/v1/occurrence/search?limit=0")
        finally:
            process.terminate()
    with pytest.raises(URLError):
        read(f"{api}/v1/occurrence/search?limit=0")
    assert (figures.read_bytes() if figures.exists() else None) == before


def test_a_port_that_is_taken_gets_one_sentence(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "tests.gbif.standin", "--size", "100"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            port = process.stdout.readline().split(" ")[0].rpartition(":")[2]
            done = subprocess.run(
                [sys.executable, "tools/serve_demo.py", "--port", port, "--build", str(tmp_path)],
                cwd=ROOT,
                capture_output=True,
                text=True,
                check=False,
            )
        finally:
            process.terminate()
    assert done.returncode == 1
    assert done.stderr.startswith(f"Port {port}: ")
    assert "make serve-demo PORT=" in done.stderr
    assert "Traceback" not in done.stderr
