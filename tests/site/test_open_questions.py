"""`make open` lists what waits for the owner; pages do not speak of it."""

import re
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT
from tools.open_questions import open_questions

OWNER = (ROOT / "docs" / "owner.md").read_text(encoding="utf-8")
PENDING = re.compile(
    r"te bevestigen|moet nog bevestigd|staat nog niet vast|to be confirmed|not been settled", re.I
)


def test_it_lists_what_has_not_been_decided(tmp_path: Path) -> None:
    path = tmp_path / "owner.md"
    path.write_text(
        "## Duties\n\n- A body\n  for complaints\n\n## Decided without you\n\n- No logo\n"
    )
    command = [sys.executable, "tools/open_questions.py", str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n") == [
        "", "Duties", "  owner.md:3: A body for complaints", "", "Open: 1", "",
    ]  # fmt: skip


def test_every_question_is_found_and_every_file_that_is_named_is_there() -> None:
    assert len(open_questions(OWNER)) == OWNER.partition("## Decided")[0].count("\n- ") > 20
    for name in re.findall(r"`((?:\w[\w-]*/)+[\w.-]+|[\w-]+\.md)`", OWNER.replace("`_", "`")):
        assert (ROOT / name).exists() or (ROOT / f"_{name}").exists(), name


def test_no_page_says_that_something_is_still_to_be_confirmed() -> None:
    folders = [ROOT / name for name in ("nl", "en", "locales", "images", "_templates")]
    pages = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    said = [
        (path.relative_to(ROOT).as_posix(), found[0])
        for path in pages
        if path.suffix in {".md", ".po", ".yaml", ".html"}
        and (found := PENDING.search(path.read_text(encoding="utf-8")))
    ]
    assert said == []
