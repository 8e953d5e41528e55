"""Known faults of pinned packages are named; where nobody can be asked, that is said."""

import json
import socket
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tools.advisories import main, pins_in

ROOT = Path(__file__).parents[2]
Answer = Callable[[dict[str, list[dict[str, object]]]], bytes]


@pytest.fixture
def service() -> Iterator[Callable[[Answer], str]]:
    """Return what opens a list of advisories that gives this answer, and says its address."""
    servers = []

    def opened(answer: Answer) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                data = answer(asked)
                self.send_response(200)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *args: object) -> None:
                pass

        server = HTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/"

    yield opened
    for server in servers:
        server.shutdown()
        server.server_close()


def about(*names: str) -> Answer:
    """An answer with an advisory about each of these packages."""

    def answer(asked: dict[str, list[dict[str, object]]]) -> bytes:
        results = [
            {"vulns": [{"id": f"GHSA-{name}"}]}
            if (name := query["package"]["name"]) in names
            else {}  # type: ignore[index]
            for query in asked["queries"]
        ]
        return json.dumps({"results": results}).encode()

    return answer


def test_every_pin_is_asked_about() -> None:
    pins = list(pins_in(ROOT / "requirements"))
    assert {"sphinx", "pytest", "uv"} <= {pin.name for pin in pins}
    assert len({(pin.name, pin.version) for pin in pins}) == len(pins)


def test_none_is_known(
    service: Callable[[Answer], str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--service", service(about())]) == 0
    assert capsys.readouterr().out.endswith(" pinned versions, 0 advisories about them.\n")


def test_a_known_fault_is_named_at_its_line(
    service: Callable[[Answer], str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--service", service(about("pillow"))]) == 1
    said = capsys.readouterr().out.splitlines()[0]
    place, _, words = said.partition(": ")
    name, _, line = place.partition(":")
    assert (ROOT / name).read_text().splitlines()[int(line) - 1].startswith("pillow==")
    assert words.endswith(
        "has a known fault: https://osv.dev/vulnerability/GHSA-pillow. Update it with 'make lock'."
    )


@pytest.mark.parametrize("answer", [b"", b"<html>", b"[]", b'{"results": []}', b'{"results": 1}'])
def test_a_strange_answer_is_said(
    service: Callable[[Answer], str], capsys: pytest.CaptureFixture[str], answer: bytes
) -> None:
    assert main(["--service", service(lambda _: answer)]) == 0
    assert capsys.readouterr().out.startswith("Packages were not checked for known faults: ")


def test_nobody_answers(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{deaf.getsockname()[1]}/"
        assert main(["--service", address]) == 0  # It refuses.
        deaf.listen()
        assert main(["--service", address, "--patience", "0.1"]) == 0  # It says nothing.
    assert capsys.readouterr().out.count("Packages were not checked for known faults: ") == 2
