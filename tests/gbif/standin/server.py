"""The stand-in on a port of this computer.

GET answers as GBIF does: for any origin, without preflight, so that a request with a header of its
own fails in a browser. What a test orders goes to `/standin/…`, is POST, and is not noted.
"""

import argparse
import gc
import json
import socket
import struct
import sys
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.gbif.standin.answers import SIZE, Answer, Gbif, as_json, not_found, refusal
from tests.gbif.standin.failures import Failure, spoilt

HTML = b"<!doctype html><title>Service unavailable</title><h1>Service unavailable</h1>"
SPOILING = {"missing", "nulls", "strange"}
RELEASED, CLOSED = "released", "closed"


class Orders:
    """What goes wrong now, what was asked, and who waits; for all threads."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.requests: list[dict[str, Any]] = []
        self.failures: list[Failure] = []
        self.releases = 0
        self.resets = 0

    def note(
        self, path: str, query: str, headers: dict[str, str]
    ) -> tuple[Failure | None, tuple[int, int]]:
        """Note a request; what goes wrong with it, if anything, and how often was reset and released.

        What is ordered from here on, before the request waits, counts for it too.
        """
        with self.changed:
            since = self.resets, self.releases
            number = len(self.requests)
            self.requests.append(
                {"number": number, "path": path, "query": query, "headers": headers}
            )
            for failure in self.failures:
                if failure.meets(path, query):
                    if failure.times is not None:
                        failure.times -= 1
                    return replace(failure), since
        return None, since

    def wait(self, kind: str, since: tuple[int, int]) -> str:
        """Hold an answer back until it is released, or until everything begins again."""
        resets, releases = since
        with self.changed:
            while self.resets == resets and (kind == "hanging" or self.releases == releases):
                self.changed.wait()
            return CLOSED if self.resets != resets else RELEASED

    def fail(self, **order: Any) -> None:
        """Take an order to fail."""
        failure = Failure(**order)
        with self.changed:
            self.failures.append(failure)

    def release(self) -> None:
        """Give the answers that are held."""
        with self.changed:
            self.failures = [failure for failure in self.failures if failure.kind != "held"]
            self.releases += 1
            self.changed.notify_all()

    def reset(self) -> None:
        """Forget requests and orders; close what waits."""
        with self.changed:
            self.requests.clear()
            self.failures.clear()
            self.resets += 1
            self.changed.notify_all()


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server: "StandIn"

    def do_GET(self) -> None:
        """Answer as GBIF, or go wrong as ordered."""
        parts = urlsplit(self.path)
        orders = self.server.orders
        if parts.path == "/standin/requests":
            with orders.changed:
                self.send(as_json(orders.requests))
            return
        failure, since = orders.note(parts.path, parts.query, dict(self.headers.items()))
        question: dict[str, list[str]] = {}
        for name, value in parse_qsl(parts.query, keep_blank_values=True):
            if value:
                question.setdefault(name, []).append(value)
        if failure is None:
            self.send(self.server.gbif.answer(parts.path, question))
        else:
            self.fail(failure, self.server.gbif.answer(parts.path, question), since)

    def do_POST(self) -> None:
        """Take an order."""
        orders = self.server.orders
        given = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
        try:
            match self.path:
                case "/standin/fail":
                    orders.fail(**given)
                case "/standin/release":
                    orders.release()
                case "/standin/reset":
                    orders.reset()
                case _:
                    self.send(not_found(self.path))
                    return
        except (TypeError, ValueError) as error:
            self.send(refusal(str(error)))
            return
        self.send(as_json({}))

    def do_OPTIONS(self) -> None:
        """Refuse a preflight."""
        self.send(Answer(403, "text/plain", b"Invalid CORS request"), cors=False)

    def fail(self, failure: Failure, answer: Answer, since: tuple[int, int]) -> None:
        """Go wrong."""
        soon = {"Retry-After": f"{failure.seconds:g}"}
        half = answer.body[: len(answer.body) // 2]
        match failure.kind:
            case "400":
                self.send(refusal(failure.sentence))
            case "404":
                self.send(not_found(self.path))
            case "429" | "429-without-cors":
                busy = as_json(["Invented sentence: too much."], 429)
                if failure.kind != "429":
                    busy = Answer(429, "text/html", HTML)
                self.send(busy, soon, cors=failure.kind == "429")
            case "403":
                self.send(Answer(403, "text/html", HTML))
            case "500":
                self.send(Answer(500, "text/html", HTML))
            case "503":
                self.send(Answer(503, "text/html", HTML), soon)
            case "closed":
                self.break_off()
            case "hanging" | "held":
                if self.server.orders.wait(failure.kind, since) == RELEASED:
                    self.send(answer)
                else:
                    self.break_off()
            case "truncated":
                self.send(answer._replace(body=half))
            case "broken-off":
                self.send(answer._replace(body=half), {"Content-Length": str(len(answer.body))})
                self.break_off()
            case "html":
                self.send(Answer(200, "text/html", HTML))
            case "array" | "null" | "empty":
                body = {"array": b"[]", "null": b"null", "empty": b""}[failure.kind]
                self.send(Answer(200, "application/json", body))
            case kind if kind in SPOILING and answer.type == "application/json":
                self.send(as_json(spoilt(json.loads(answer.body), failure), answer.status))
            case _:
                self.send(answer)

    def send(
        self, answer: Answer, headers: dict[str, str] | None = None, *, cors: bool = True
    ) -> None:
        """Send an answer, with GBIF's headers."""
        self.send_response(answer.status)
        if cors:
            self.send_header("Access-Control-Allow-Origin", "*")
        if answer.body:
            self.send_header("Content-Type", answer.type)
        all_headers = {"Content-Length": str(len(answer.body)), **(headers or {})}
        if answer.status != 204:
            for name, value in all_headers.items():
                self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def break_off(self) -> None:
        """Close the connection at once, as if the network had gone."""
        self.wfile.flush()
        # With a linger time of 0 the other side gets a reset, not an orderly end.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True

    def log_message(self, *args: Any) -> None:
        """Say nothing: the requests are noted."""


class StandIn(ThreadingHTTPServer):
    """The server."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, gbif: Gbif) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.gbif = gbif
        self.orders = Orders()

    @property
    def url(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report anything but a connection that was broken off."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def main() -> None:
    """Serve until it is ended, or Ctrl+C."""
    parser = argparse.ArgumentParser(description="A stand-in for GBIF, with invented records.")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--size", type=int, default=SIZE, help="how many specimens")
    arguments = parser.parse_args()
    # Nothing of the collection is ever garbage: looking for some takes a third of the time.
    gc.disable()
    collection = Gbif(arguments.size)
    gc.freeze()
    gc.enable()
    try:
        server = StandIn(arguments.port, collection)
    except OSError as error:
        parser.exit(1, f"Port {arguments.port}: {error.strerror}.\n")
    print(f"{server.url} stands in for GBIF with {arguments.size} invented specimens", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()
