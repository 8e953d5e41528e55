"""Files are written whole or not at all, and only what differs."""

import subprocess
import sys
from pathlib import Path

import pytest

from ext.files import write_whole

ROOT = Path(__file__).parents[2]


def test_what_is_there_already_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "a.po"
    assert write_whole(path, b"one")
    stamp = path.stat().st_mtime_ns
    assert not write_whole(path, b"one")
    assert path.stat().st_mtime_ns == stamp
    assert write_whole(path, b"two")
    assert [one.read_bytes() for one in path.parent.iterdir()] == [b"two"]


def test_rights_of_a_file_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(b"one")
    path.chmod(0o640)
    write_whole(path, b"two")
    assert path.stat().st_mode & 0o777 == 0o640


def test_on_a_full_disk_a_file_stays_as_it_was_and_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(b"one")
    code = f"""
import resource
from pathlib import Path
from ext.files import cannot_write, write_whole
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
try:
    write_whole(Path({str(path)!r}), b"x" * 1000)
except OSError as error:
    print(cannot_write(error))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == f"{path}: File too large\n"
    assert [one.read_bytes() for one in tmp_path.iterdir()] == [b"one"]


def test_what_cannot_be_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotADirectoryError):
        write_whole(tmp_path / "file" / "a.po", b"x")
