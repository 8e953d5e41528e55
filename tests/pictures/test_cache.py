"""Nothing is made twice, builds are the same however they are made, and no file is left behind."""

import errno
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ext.pictures.cache import cache_folder, key_of, whole_or_not
from ext.pictures.making import CONTENTS
from ext.pictures.originals import look_at
from ext.pictures.places import Focus, Wish, recipe_for
from ext.pictures.workshop import Job, make_all

from .conftest import ROOT, Site
from .drawn import photo, quarters

PAGE = "# Bos\n\n```{hero} moss\nTekst.\n```\n\n![Bos](bos.jpg)\n\n![Kast](kast.svg)\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 90"/>'


def later(path: Path) -> None:
    """Let a file look changed, however coarse the clock of the disk."""
    stamp = path.stat().st_mtime_ns + 2_000_000_000
    os.utime(path, ns=(stamp, stamp))


@pytest.fixture
def wood(site: Site) -> Site:
    """A site with a hero, a photo and a drawing."""
    site.draw("images/moss.jpg", photo(900, 600))
    site.register("moss", "moss.jpg", kind="photo")
    site.draw("nl/bos.jpg", photo(500, 300, 2))
    site.write("nl/kast.svg", SVG)
    site.write("nl/page.md", PAGE)
    return site


def fresh(site: Site, **options: object) -> dict[str, bytes]:
    """What a build into an empty folder gives; the cache is what it is."""
    for name in ("html", "doctrees"):
        folder = site.folder / "_build" / name
        if folder.exists():
            folder.rename(site.folder.parent / f"{name}-{len(list(site.folder.parent.iterdir()))}")
    return site.build(**options).files


def test_nothing_is_made_twice(wood: Site) -> None:
    first = wood.build()
    assert first.warnings == []
    assert [line.partition("] ")[0] for line in wood.made] == [
        "making pictures... [1/2",
        "making pictures... [2/2",
    ]
    assert {line.partition("] ")[2] for line in wood.made} == {"images/moss.jpg", "nl/bos.jpg"}
    second = wood.build()
    assert wood.made == []
    assert second.files == first.files
    assert fresh(wood) == first.files
    assert wood.made == []
    # In another place the same picture has another recipe; on another page it has the same.
    wood.write("nl/more.md", "# Meer\n\n![Bos](bos.jpg)\n\n![Mos](../images/moss.jpg)\n")
    wood.build()
    assert [line.partition("] ")[2] for line in wood.made] == ["images/moss.jpg"]


def test_the_cache_stands_outside_the_output(wood: Site) -> None:
    page = wood.build()
    entries = sorted((wood.folder / "_build" / "pictures").rglob(CONTENTS))
    assert len(entries) == 2
    assert not page.folder.is_relative_to(entries[0].parents[2])
    wood.build(pictures_cache="_elsewhere")
    assert len(list((wood.folder / "_elsewhere").rglob(CONTENTS))) == 2


@pytest.mark.parametrize("parallel", [0, pytest.param(2, marks=pytest.mark.exhaustive)])
def test_an_incremental_build_equals_a_fresh_one(wood: Site, parallel: int) -> None:
    wood.build(parallel=parallel)
    steps = [
        lambda: wood.draw("nl/bos.jpg", photo(500, 300, 3)),
        lambda: wood.draw("images/moss.jpg", photo(700, 600, 4)),
        lambda: wood.register("extra", "moss.jpg"),
        lambda: wood.write("nl/kast.svg", SVG.replace("160", "320")),
        lambda: wood.write("nl/page.md", PAGE.replace("hero", "split")),
        lambda: wood.write("nl/page.md", PAGE.replace("![Bos](bos.jpg)", "")),
        lambda: wood.write("images/moss.jpg", b"words"),
        lambda: wood.draw("images/moss.jpg", photo(700, 500, 5)),
        lambda: wood.write("nl/page.md", "# Bos\n\nTekst.\n"),
        lambda: wood.write("nl/page.md", PAGE),
    ]
    for number, step in enumerate(steps):
        path = step()
        later(path or wood.folder / "images" / "register.yaml")
        incremental = wood.build(parallel=parallel).files
        again = fresh(wood, parallel=parallel)
        assert sorted(incremental) == sorted(again), number
        assert incremental == again, number


def test_two_processes_give_what_one_gives(wood: Site) -> None:
    for number in range(7):
        wood.write(f"nl/more{number}.md", PAGE.replace("# Bos", f"# Bos {number}"))
    assert fresh(wood, parallel=2) == fresh(wood)


def test_a_page_is_written_again_when_the_encoders_change(
    wood: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = wood.build().pictures
    monkeypatch.setattr("ext.pictures.pages.version", lambda: "another")
    after = wood.build()
    assert len(wood.made) == 2
    both = {*before} & {*after.pictures}
    assert {name.partition(".")[0] for name in both} == {"kast"}
    names = {name for name in after.pictures if name.startswith("moss.")}
    shown = (after.folder / "nl" / "page.html").read_text(encoding="utf-8")
    assert names and all(name in shown for name in names)


def test_a_picture_that_no_page_shows_is_published_no_more(wood: Site) -> None:
    wood.build()
    page = wood.build("# Bos\n\n![Kast](kast.svg)\n")
    assert [name.partition(".")[0] for name in page.pictures] == ["kast"]
    page = wood.build("# Bos\n\nTekst.\n")
    assert not (page.folder / "_images").exists()


def test_a_published_file_that_is_gone_comes_back(wood: Site) -> None:
    before = wood.build()
    for path in (before.folder / "_images").iterdir():
        path.unlink()
    assert wood.build().files == before.files


def test_an_entry_that_is_damaged_is_made_again(wood: Site) -> None:
    before = wood.build()
    note, other = (wood.folder / "_build" / "pictures").rglob(CONTENTS)
    note.write_text("{", encoding="utf-8")
    next(other.parent.glob("*.avif")).unlink()
    assert fresh(wood) == before.files
    assert len(wood.made) == 2


def test_two_builds_at_once_make_a_picture_once(wood: Site) -> None:
    commands = [
        [
            *(sys.executable, "-W", "ignore", "-m", "sphinx", "-b", "html", "-N"),
            *("-d", f"_build/doctrees/{name}", ".", f"_build/{name}"),
        ]
        for name in ("one", "two")
    ]
    running = [
        subprocess.Popen(
            command,
            cwd=wood.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for command in commands
    ]
    outputs = [process.communicate() for process in running]
    assert [process.returncode for process in running] == [0, 0], outputs
    one, two = (
        {
            path.name: path.read_bytes()
            for path in (wood.folder / "_build" / name / "_images").iterdir()
        }
        for name in ("one", "two")
    )
    assert one == two
    cache = wood.folder / "_build" / "pictures"
    assert len(list(cache.rglob(CONTENTS))) == 2
    assert not list(cache.rglob("making-*"))


def test_a_job_that_is_asked_for_twice_is_done_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two workers at the same entry: the second waits, and finds it made."""
    path = tmp_path / "a.jpg"
    photo(900, 600).save(path)
    original = look_at(path)
    recipe = recipe_for(Wish("hero"), original.size)
    folder = tmp_path / "cache" / "x"
    stamps: list[int] = []

    def run() -> None:
        make_all([Job(path, recipe, folder, 1, "a")], lambda *_: None)
        stamps.append((folder / CONTENTS).stat().st_mtime_ns)

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(stamps) == 3 and len(set(stamps)) == 1


def test_a_full_disk_is_not_a_damaged_picture(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    photo(900, 600).save(path)
    code = f"""
import resource
from pathlib import Path
from ext.pictures.originals import look_at
from ext.pictures.places import Wish, recipe_for
from ext.pictures.workshop import Job, make_all

resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))  # As on a disk with so little room.
path, folder = Path({str(path)!r}), Path({str(tmp_path / "cache" / "x")!r})
try:
    make_all([Job(path, recipe_for(Wish("hero"), look_at(path).size), folder, 1, "a")], print)
except OSError as error:
    print(error.strerror)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == os.strerror(errno.EFBIG)
    assert [path.suffix for path in (tmp_path / "cache").iterdir()] == [".lock"]


def test_an_entry_is_whole_or_not_there(tmp_path: Path) -> None:
    folder = tmp_path / "ab" / "x"
    with pytest.raises(RuntimeError), whole_or_not(folder) as scratch:
        (scratch / "half").write_text("half")
        raise RuntimeError
    assert list((tmp_path / "ab").iterdir()) == []
    with whole_or_not(folder) as scratch:
        (scratch / "whole").write_text("whole")
        assert not folder.exists()
    assert (folder / "whole").read_text() == "whole"
    with whole_or_not(folder) as scratch:  # Another build was faster: its entry stays.
        (scratch / "late").write_text("late")
    assert [path.name for path in folder.iterdir()] == ["whole"]


def test_a_key_depends_on_picture_recipe_and_encoders() -> None:
    size = (900, 600)
    recipes = [
        recipe_for(Wish(place, focus), size)  # type: ignore[arg-type]
        for place in ("hero", "text", "split")
        for focus in (Focus(1, 2), Focus(3, 4))
    ]
    keys = [
        key_of(digest, recipe, version)
        for digest in ("a", "b")
        for recipe in recipes
        for version in ("1", "2")
    ]
    assert len(set(keys)) == 2 * len(set(recipes)) * 2
    assert len(set(recipes)) == 4  # The focus counts where a picture is cut.


@pytest.mark.parametrize(
    ("setting", "outdir", "doctreedir", "found"),
    [
        ("", "/s/_build/html", "/s/_build/doctrees", "/s/_build/pictures"),
        ("", "/s/_build/html", "/s/_build/doctrees/html", "/s/_build/pictures"),
        ("", "/out/html", "/s/_build/doctrees", "/s/_build/pictures"),
        ("", "/out", "/out/.doctrees", "/out.pictures"),
        ("", "/out", "/trees", "/trees/pictures"),
        ("cache", "/out", "/trees", "/s/cache"),
        ("/cache", "/out", "/trees", "/cache"),
    ],
)
def test_where_the_cache_is(setting: str, outdir: str, doctreedir: str, found: str) -> None:
    folder = cache_folder(setting, Path("/s"), Path(outdir), Path(doctreedir))
    assert folder == Path(found)
    assert not folder.is_relative_to(outdir)


def test_a_worker_does_not_pay_for_sphinx() -> None:
    code = "import sys, ext.pictures.worker; print(int('sphinx' in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "0"
    assert quarters().size == (400, 200)
