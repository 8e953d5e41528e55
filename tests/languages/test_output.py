"""Two builds at once, a full disk, a wrong clock: the site that comes out is whole, or said not to be."""

import errno
import fcntl
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sphinx.errors import ExtensionError, SphinxParallelError

from ext.languages.internals.output import why_not_written

from .conftest import Site
from .process import COMMAND, ENVIRONMENT

#: Larger than any page of the small site, and smaller than one of its style sheets.
SMALL_FILES = 9_000
#: Seconds: a build of the small site takes one.
WAITS_FOR_EVER = 300
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{0}"/>\n'


def sphinx(site: Site, *options: str, quiet: bool = True) -> list[str]:
    """The command that builds a site into its folder ``out``, with its doctrees."""
    command = COMMAND if quiet else [part for part in COMMAND if part != "-q"]
    return [*command, *options, "-b", "dirhtml", "-d", "doctrees", ".", "out"]


def files_of(folder: Path) -> dict[str, bytes]:
    """Every published file by its path, without Sphinx's notes to itself."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".buildinfo")
    }


def built(
    site: Site, *options: str, largest: int | None = None
) -> subprocess.CompletedProcess[str]:
    """Build a site, as on a disk that takes no file of more than so many bytes."""

    def limit() -> None:
        if largest is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    return subprocess.run(
        sphinx(site, *options),
        cwd=site.folder,
        env=os.environ | ENVIRONMENT,
        capture_output=True,
        encoding="utf-8",
        preexec_fn=limit,
        timeout=WAITS_FOR_EVER,
        check=False,
    )


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a folder as a build does."""
    folder.mkdir(exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def is_free(folder: Path) -> bool:
    """Whether no build holds a folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True


@pytest.mark.parametrize("folder", ["out", "doctrees"])
def test_second_build_waits_for_the_first_and_says_so(site: Site, folder: str) -> None:
    site.write({"nl/index.md": "# Thuis\n"})
    with held(site.folder / folder):
        second = subprocess.Popen(
            sphinx(site, quiet=False),
            cwd=site.folder,
            env=os.environ | ENVIRONMENT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )
        assert second.stdout is not None
        said = next(line for line in second.stdout if "waiting" in line)
        assert said == (
            f"Another build is writing to {site.folder / folder}: waiting for it to finish.\n"
        )
        assert not (site.folder / "out/nl/index.html").exists()
    second.communicate()
    assert second.returncode == 0
    assert (site.folder / "out/nl/index.html").is_file()


def test_lock_ends_with_its_process_even_where_that_has_children(site: Site) -> None:
    """A process of pages whose parent is killed waits for ever in stock Sphinx: it must hold no lock."""
    site.write({"nl/index.md": "# Thuis\n"})
    code = """
import os, sys
from types import SimpleNamespace
from ext.languages.internals.output import wait_for_turn

wait_for_turn(SimpleNamespace(outdir="out", doctreedir="doctrees"), None)
if os.fork() == 0:
    sys.stdin.read()  # As long as the test keeps its end open.
    os._exit(0)
print(1, flush=True)
sys.stdin.read()
"""
    with subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=site.folder,
        env=os.environ | ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        other.kill()
        other.wait()
        assert built(site).returncode == 0


def test_a_build_leaves_no_lock_behind(site: Site) -> None:
    site.write({"nl/index.md": "# Thuis\n"})
    output = site.build()
    assert is_free(output.folder)
    with held(output.folder):
        assert not is_free(output.folder)


@pytest.mark.parametrize("options", [(), ("-j2",)])
def test_what_cannot_be_written_ends_the_build_in_one_sentence(
    site: Site, options: tuple[str, ...]
) -> None:
    leaf = "Blad.\n" * SMALL_FILES
    site.write({f"nl/{name}.md": f"# {name.title()}\n\n{leaf}\n" for name in "abcdefgh"})
    first = built(site, *options, largest=SMALL_FILES)
    assert first.returncode == 2
    assert first.stderr.startswith("ERROR: The site is not written: ")
    assert os.strerror(errno.EFBIG) in first.stderr
    assert first.stderr.count("\n") == 1
    assert "Traceback" not in first.stderr + first.stdout


def test_output_that_cannot_be_made_is_named(site: Site) -> None:
    site.write({"nl/index.md": "# Thuis\n", "file": ""})
    command = [*sphinx(site)[:-1], "file/out"]
    done = subprocess.run(
        command,
        cwd=site.folder,
        env=os.environ | ENVIRONMENT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith(
        f"The site is not written: {site.folder}/file/out: Not a directory"
    )


def test_failed_copy_is_an_error_and_the_next_build_copies_again(site: Site) -> None:
    site.write(
        {
            "nl/index.md": "# Thuis\n",
            "_static/site.css": "p { color: black }\n" * SMALL_FILES,
            "conf.py": (site.folder / "conf.py").read_text(encoding="utf-8")
            + '\nhtml_static_path = ["_static"]\nhtml_css_files = ["site.css"]\n',
        }
    )
    assert built(site).returncode == 0
    whole = files_of(site.folder / "out")
    (site.folder / "out/_static/site.css").unlink()
    site.write({"nl/index.md": "# Thuis\n\nEn meer.\n"})
    failed = built(site, largest=SMALL_FILES * 10)
    assert (failed.returncode, "site.css: File too large" in failed.stderr) == (2, True)
    site.write({"nl/index.md": "# Thuis\n"})
    assert built(site).returncode == 0
    assert files_of(site.folder / "out") == whole


def caused_by(error: OSError) -> Exception:
    """An error of a handler, as Sphinx raises it."""
    try:
        raise ExtensionError("Handler threw an exception", error) from error
    except ExtensionError as raised:
        return raised


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "No space left on device"),
        (OSError(errno.EROFS, "Read-only file system", "a.html"), "a.html: Read-only file system"),
        (caused_by(OSError(errno.EDQUOT, "Quota exceeded", "b")), "b: Quota exceeded"),
        (
            OSError(errno.EFBIG, "File too large", "source.css", None, "copy.css"),
            "copy.css: File too large",
        ),
        (
            SphinxParallelError("OSError: [Errno 28] No space left on device", ""),
            os.strerror(errno.ENOSPC),
        ),
        (SphinxParallelError("ValueError: 28", ""), ""),
        (FileNotFoundError(errno.ENOENT, "No such file", "a.html"), ""),
        (PermissionError(errno.EACCES, "Permission denied", f"{os.sep}tmp{os.sep}a"), ""),
        (
            PermissionError(errno.EACCES, "Permission denied", "/gone/a"),
            "/gone/a: Permission denied",
        ),
        (ValueError("28"), ""),
    ],
)
def test_only_what_cannot_be_written_is_reported(error: Exception, said: str) -> None:
    assert why_not_written(error) == said


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("nl/index.md", "# Thuis\n\n![anders](../images/blad.svg)\n"),
        ("images/blad.svg", SVG.format(16)),
        ("nl/deel.txt", "Een ander deel.\n"),
        ("_templates/page.html", '{% extends "!page.html" %}{% block footer %}Voet{% endblock %}'),
    ],
)
def test_file_with_an_older_time_is_seen(site: Site, name: str, content: str) -> None:
    conf = (site.folder / "conf.py").read_text(encoding="utf-8")
    site.write(
        {
            "conf.py": conf + 'templates_path = ["_templates"]\nexclude_patterns += ["**.txt"]\n',
            "_templates/page.html": '{% extends "!page.html" %}',
            "images/blad.svg": SVG.format(8),
            "nl/deel.txt": "Een deel.\n",
            "nl/index.md": "# Thuis\n\n```{include} deel.txt\n```\n\n![blad](../images/blad.svg)\n",
        }
    )
    site.build()
    site.write({name: content})
    os.utime(site.folder / name, (1, 1))
    assert site.build().files == site.fresh().files


@pytest.mark.parametrize("offset", [-400 * 86_400, 400 * 86_400])
def test_clock_that_is_put_right_spoils_nothing(site: Site, offset: int) -> None:
    site.write({"nl/index.md": "# Thuis\n", "nl/ander.md": "# Ander\n"})
    output = site.build()
    for path in output.folder.parent.rglob("*"):  # As a build leaves them while the clock is wrong.
        state = path.stat()
        os.utime(path, (state.st_atime + offset, state.st_mtime + offset))
    site.write({"nl/index.md": "# Thuis\n\nAnders.\n"})
    assert site.build().files == site.fresh().files
