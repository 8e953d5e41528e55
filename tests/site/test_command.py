"""How tools end: on any terminal, on a full or read-only disk, and before a program that reads no further."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = [
    "ext/catalogs/__main__.py",
    "ext/in_step/__main__.py",
    "tools/gbif_check.py",
    "tools/snapshot.py",
]


def run(code: str, encoding: str = "utf-8") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", f"import errno\nfrom ext.command import run\n{code}"],
        cwd=ROOT,
        env=os.environ | {"PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("encoding", "printed"),
    [("latin-1", b"caf\xe9 \\u201cja\\u201d"), ("ascii", b"caf\\xe9 \\u201cja\\u201d")],
)
def test_a_sign_that_a_terminal_lacks_is_printed_as_its_code(encoding: str, printed: bytes) -> None:
    done = run("run(lambda: print('caf\\u00e9 \\u201cja\\u201d'))", encoding)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, printed, b"")


def test_what_cannot_be_written_is_said_in_one_sentence() -> None:
    done = run(
        "def main():\n    raise OSError(errno.EROFS, 'Read-only file system', 'a.po')\nrun(main)"
    )
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == [
        "Cannot write a.po: Read-only file system. What was there is unchanged."
    ]


def test_any_other_error_is_not_hidden() -> None:
    done = run(
        "def main():\n    raise FileNotFoundError(errno.ENOENT, 'No such file', 'a.po')\nrun(main)"
    )
    assert b"FileNotFoundError" in done.stderr


def test_what_a_tool_answers_is_what_the_shell_gets() -> None:
    assert run("run(lambda: 3)").returncode == 3
    assert run("run(lambda: None)").returncode == 0


@pytest.mark.parametrize("name", TOOLS)
def test_tools_that_print_messages_or_write_files_begin_so(name: str) -> None:
    assert "\n    run(main)\n" in (ROOT / name).read_text(encoding="utf-8")
