"""What is written again, and what is removed: the ledger of an output folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from ext.ledger import EVERY_PAGE, Ledger

PAGES = ["a", "b", "c"]


class Builds:
    """Builds into one folder, each with a ledger that reads what the last one has left."""

    def __init__(self, folder: Path) -> None:
        self.out = folder / "out"
        self.out.mkdir()
        self._path = folder / "ledger.json"

    def ledger(self) -> Ledger:
        return Ledger(self._path, self.out)

    def run(self, *files: str, interrupted: bool = False, **rooms: dict[str, object]) -> list[str]:
        """Build; return the pages that are written."""
        ledger = self.ledger()
        for room, values in rooms.items():
            ledger.shows(room, values)
        written = ledger.changed(PAGES)
        ledger.publishes("room", files)
        for name in files:
            (self.out / name).parent.mkdir(parents=True, exist_ok=True)
            (self.out / name).touch()
        for docname in written:
            ledger.begin_writing(docname)
        if not interrupted:
            ledger.finish()
        return sorted(written)

    def files(self) -> list[str]:
        return sorted(p.relative_to(self.out).as_posix() for p in self.out.rglob("*"))


@pytest.fixture
def builds(tmp_path: Path) -> Builds:
    return Builds(tmp_path)


def test_pages_that_show_something_else_are_written_again(builds: Builds) -> None:
    assert builds.run(room={"a": 1, "b": 2}) == ["a", "b"]
    assert builds.run(room={"a": 1, "b": 2}) == []
    assert builds.run(room={"a": 1, "b": 3}) == ["b"]
    assert builds.run(room={"a": 1, "b": 3}, other={"c": ["x"]}) == ["c"]
    # A page that shows nothing of a room is no longer told of; and it is, when it shows it again.
    assert builds.run(room={"a": 1}, other={"c": ["x"]}) == []
    assert builds.run(room={"a": 1, "b": 3}, other={"c": ["x"]}) == ["b"]


def test_what_every_page_shows_concerns_every_page(builds: Builds) -> None:
    assert builds.run(room={EVERY_PAGE: 1}) == PAGES
    assert builds.run(room={EVERY_PAGE: 1}) == []
    assert builds.run(room={EVERY_PAGE: 2}, other={"b": 1}) == PAGES


def test_behind_an_interrupted_build_every_page_is_written_again(builds: Builds) -> None:
    values: dict[str, object] = {"a": 1, "b": 2, "c": 3}
    builds.run(room=values)
    assert builds.run(interrupted=True, room={**values, "b": 9}) == ["b"]
    # Though each shows what it showed in the last build that has ended.
    assert builds.run(room=values) == PAGES


def test_files_that_are_named_later_do_not_hide_that_a_build_was_interrupted(
    builds: Builds,
) -> None:
    builds.run("1", room={"a": 1})
    ledger = builds.ledger()
    ledger.shows("room", {"a": 2})
    assert ledger.changed(PAGES) == ["a"]
    ledger.begin_writing("a")
    ledger.publishes("other", ["2"])
    assert builds.run("1", room={"a": 1}) == ["a"]


def test_a_page_that_is_gone_is_not_written(builds: Builds) -> None:
    assert builds.run(room={"a": 1, "gone": 1}) == ["a"]


def test_a_build_that_writes_no_page_may_be_interrupted(builds: Builds) -> None:
    builds.run(room={"a": 1})
    builds.run(interrupted=True, room={"a": 1})
    assert builds.run(room={"a": 1}) == []


def test_files_that_nobody_names_any_more_are_removed_with_their_folders(builds: Builds) -> None:
    builds.run("x/y/1", "2")
    (builds.out / "x" / "own").touch()
    builds.run("2", "3")
    assert builds.files() == ["2", "3", "x", "x/own"]


def test_files_of_interrupted_builds_are_removed_too(builds: Builds) -> None:
    builds.run("1", "2")
    builds.run("1", "3", interrupted=True)
    assert builds.files() == ["1", "2", "3"], "until a build has ended well"
    builds.run("1")
    assert builds.files() == ["1"]


def test_another_output_knows_nothing(builds: Builds, tmp_path: Path) -> None:
    builds.run("1", room={"a": 1})
    other = Ledger(tmp_path / "ledger.json", tmp_path / "elsewhere")
    other.shows("room", {"a": 1})
    assert other.changed(PAGES) == ["a"]
    other.finish()
    assert builds.files() == ["1"]


@pytest.mark.parametrize("text", ["", "[]", "{", '{"output": 1}'])
def test_a_spoilt_ledger_is_none(builds: Builds, tmp_path: Path, text: str) -> None:
    builds.run(room={"a": 1})
    (tmp_path / "ledger.json").write_text(text)
    assert builds.run(room={"a": 1}) == ["a"]


def test_a_build_without_a_change_leaves_the_ledger_alone(builds: Builds, tmp_path: Path) -> None:
    for _ in range(2):
        builds.run("1", room={"a": 1})
    before = (tmp_path / "ledger.json").stat().st_mtime_ns
    builds.run("1", room={"a": 1})
    assert (tmp_path / "ledger.json").stat().st_mtime_ns == before


def test_who_writes_some_pages_alone_leaves_the_others_to_the_next_build(builds: Builds) -> None:
    builds.run(room={"a": 1, "b": 2})
    ledger = builds.ledger()
    ledger.shows("room", {"a": 2, "b": 3})
    assert sorted(ledger.changed(PAGES)) == ["a", "b"]
    ledger.begin_writing("a")
    ledger.finish()
    assert builds.run(room={"a": 2, "b": 3}) == ["a", "b"]
    assert builds.run(room={"a": 2, "b": 3}) == []
