"""Going wrong on command, in every way in which GBIF, or the way to it, can."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_plus

KINDS = {
    "400": "answers 400 with one sentence",
    "404": "answers 404, as JSON",
    "403": "answers 403 with a page of HTML",
    "429": "answers 429 with a list of sentences, and Retry-After",
    "429-without-cors": "429 with a page of HTML and without CORS headers: a script sees a failed fetch",
    "500": "answers 500 with a page of HTML",
    "503": "answers 503, with Retry-After",
    "closed": "closes the connection without an answer",
    "hanging": "does not answer until `reset`, and then closes the connection",
    "held": "answers after `release`",
    "truncated": "answers half of the JSON",
    "broken-off": "closes the connection in the middle of the answer",
    "array": "answers [] where an object belongs",
    "null": "answers null",
    "html": "answers a page of HTML with status 200",
    "empty": "answers nothing with status 200",
    "missing": "answers without `fields`; without any, only what a record cannot lack is left",
    "nulls": "answers null for each value that is neither list nor object",
    "strange": "answers numbers for texts, texts for numbers, a text for lists",
}
# What `missing` leaves when it is given no fields.
KEPT = {"results", "key", "id"}


@dataclass
class Failure:
    """An order to fail.

    :param kind: one of `KINDS`
    :param path: how the path of a request begins
    :param having: what stands in its query, decoded
    :param times: how often; None is until `reset`
    :param seconds: what Retry-After says
    :param fields: of `missing`: names that are left out at every depth
    :param sentence: of `400`
    """

    kind: str
    path: str = "/v1/"
    having: str = ""
    times: int | None = None
    seconds: float = 1.0
    fields: tuple[str, ...] = ()
    sentence: str = "Invented sentence: the value of this parameter is wrong."

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"{self.kind!r} is not one of {', '.join(KINDS)}")

    def meets(self, path: str, query: str) -> bool:
        """Is this request one of those that go wrong?"""
        wanted = self.times is None or self.times > 0
        return wanted and path.startswith(self.path) and self.having in unquote_plus(query)


def spoilt(value: Any, failure: Failure) -> Any:
    """An answer, still JSON, with what is wrong in it."""
    if failure.kind == "missing":
        return _without(value, failure.fields)
    return _changed(value, failure.kind)


def _without(value: Any, fields: tuple[str, ...]) -> Any:
    if isinstance(value, list):
        return [_without(item, fields) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: _without(item, fields)
        for name, item in value.items()
        if (name not in fields if fields else name in KEPT)
    }


def _changed(value: Any, kind: str, depth: int = 0) -> Any:
    if isinstance(value, dict):
        return {name: _changed(item, kind, depth + 1) for name, item in value.items()}
    if isinstance(value, list):
        if kind == "strange" and depth > 1:
            return "a text where a list belongs"
        return [_changed(item, kind, depth + 1) for item in value]
    if kind == "nulls":
        return None
    return 7 if isinstance(value, str) else f"a text for {value}"
