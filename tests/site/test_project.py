"""The verbs, the pins and the papers around the site."""

import json
import os
import re
import shutil
import subprocess
from email.message import Message
from importlib.metadata import distributions
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
import yaml

from tools.serve import served

ROOT = Path(__file__).parents[2]
VERBS = [
    "html",
    "dirhtml",
    "typeface",
    "live",
    "serve",
    "translations",
    "status",
    "in-step",
    "open",
    "linkcheck",
    "check",
    "format",
    "test",
    "test-all",
    "browser",
    "lock",
    "clean",
    "bench",
]
PAPERS = [ROOT / "README.md", ROOT / "LICENSE-content.md", *sorted((ROOT / "docs").glob("*.md"))]


def tracked() -> list[Path]:
    """Return the files in git, without those that were removed and not yet committed."""
    command = ["git", "ls-files", "-z"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


def run(*command: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if k not in {"CI", "PYTHON", "MAKEFLAGS"}}
    return subprocess.run(
        command, cwd=cwd, env=kept | environment, capture_output=True, text=True, check=False
    )


# -- Verbs ------------------------------------------------------------------


def test_help_lists_every_verb() -> None:
    done = run("make", "help")
    assert done.returncode == 0
    listed = re.findall(r"^  make ([a-z-]+) +\S", done.stdout, re.MULTILINE)
    assert set(VERBS) <= set(listed)
    declared = re.search(r"^\.PHONY: (.+?)(?<!\\)$", (ROOT / "Makefile").read_text(), re.M | re.S)
    assert declared
    for name in re.findall(r"[a-z-]+", declared[1]):
        assert name in listed or name == "help" or name.endswith("-environment"), name


def test_sphinx_gets_its_options_and_its_other_targets() -> None:
    done = run("make", "--dry-run", "text", "SPHINXOPTS=-W -n")
    assert "-m sphinx -M text" in done.stdout
    assert "-W -n" in done.stdout
    done = run("make", "--dry-run", "html", "SPHINXOPTS=-W -n")
    assert re.search(r"sphinx -b html .*-W -n", done.stdout)


def test_a_verb_that_does_not_exist_is_refused() -> None:
    assert run("make", "htlm").returncode != 0


# -- The environment --------------------------------------------------------


@pytest.fixture
def workshop(tmp_path: Path) -> Path:
    """Return a folder with a space in its path, and what makes the environment in it."""
    folder = tmp_path / "a folder"
    (folder / "bin").mkdir(parents=True)
    shutil.copytree(ROOT / "requirements", folder / "requirements")
    for program in ["sh", "cmp", "cp", "cat"]:
        (folder / "bin" / program).symlink_to(shutil.which(program) or program)
    return folder


def fake_python(folder: Path, name: str, script: str) -> None:
    path = folder / "bin" / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def set_up(folder: Path) -> subprocess.CompletedProcess[str]:
    script = ROOT / "tools" / "environment.sh"
    return run("sh", str(script), "site", cwd=folder, PATH=str(folder / "bin"))


def test_an_old_python_gets_one_clear_sentence(workshop: Path) -> None:
    fake_python(workshop, "python3", "exit 1")
    done = set_up(workshop)
    assert done.returncode == 1
    assert "Python 3.11 or later" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_python_without_venv_gets_one_clear_sentence(workshop: Path) -> None:
    fake_python(workshop, "python3", 'case "$2" in *ensurepip*) exit 1;; esac')
    done = set_up(workshop)
    assert done.returncode == 1
    assert "python3-venv" in done.stderr
    assert len(done.stderr.splitlines()) == 1


# What a Python does when asked for a venv or a package, told in a file.
MAKES_VENV = """
case "$*" in
  *"venv --clear"*) rm -rf .venv; mkdir -p .venv/bin; cp "$0" .venv/bin/python; echo venv >> told;;
  *"pip install"*) echo "pip ${5##*/} $6 $7" >> told;;
  --version) echo Python 3.99;;
esac
"""


def test_packages_are_installed_when_the_pins_change_and_only_then(workshop: Path) -> None:
    for program in ["rm", "mkdir"]:
        (workshop / "bin" / program).symlink_to(shutil.which(program) or program)
    fake_python(workshop, "python3.12", MAKES_VENV)
    told = workshop / "told"
    for _ in range(2):
        done = set_up(workshop)
        assert done.returncode == 0, done.stderr
    assert len(told.read_text().splitlines()) == 2, "a venv and its packages, once"
    with (workshop / "requirements" / "site.txt").open("a") as pins:
        pins.write("# changed\n")
    assert set_up(workshop).returncode == 0
    assert len(told.read_text().splitlines()) == 4, "both again"


def pins(name: str) -> dict[str, str]:
    """Return the pinned version of each package of a lock; the last one where there are more."""
    found = {}
    text = (ROOT / "requirements" / f"{name}.txt").read_text().replace("\\\n", "")
    for line in text.splitlines():
        if not line.startswith("#"):
            pin, *hashes = re.split(r" +--hash=", line)
            match = re.fullmatch(r"([a-z0-9-]+)==([\w.]+)( ; [\w '<>=!.]+)?", pin)
            assert match, f"{name}.txt: not a pinned version: {line}"
            assert hashes, f"{name}.txt: a version without a hash: {line}"
            assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", one) for one in hashes)
            found[match[1]] = match[2]
    return found


def test_locks_hold_pinned_versions_and_nothing_else() -> None:
    site, dev = pins("site"), pins("dev")
    assert site.items() <= dev.items()
    for name in ["site", "dev", "lock"]:
        for line in (ROOT / "requirements" / f"{name}.in").read_text().splitlines():
            if wanted := re.match(r"[a-z][a-z0-9-]*", line):
                assert wanted[0] in pins(name)


def test_packages_are_installed_by_their_hashes() -> None:
    commands = re.findall(
        r"-m pip install .*",
        (ROOT / "tools/environment.sh").read_text() + (ROOT / "Makefile").read_text(),
    )
    pinned = [command for command in commands if "requirement" in command and "\\" not in command]
    assert len(pinned) == 2
    assert all("--require-hashes" in command for command in pinned)


def test_every_package_states_its_licence() -> None:
    """In a field, a classifier, or a licence that lies in the package."""
    silent = []
    for package in distributions():
        name = str(package.metadata["Name"]).lower().replace("_", "-")
        fields = [
            package.metadata.get_all(key)
            for key in ("License", "License-Expression", "License-File")
        ]
        kinds = [
            one
            for one in package.metadata.get_all("Classifier") or ()
            if one.startswith("License ::")
        ]
        if name in pins("dev") and not any(fields) and not kinds:
            silent.append(name)
    assert silent == []


# -- Serving ----------------------------------------------------------------


def test_what_is_not_there_gets_the_page_of_the_site(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("home")
    (tmp_path / "404.html").write_text("not here")
    with served(tmp_path) as address:
        assert urlopen(f"{address}/").read() == b"home"
        with pytest.raises(OSError, match="404") as caught:
            urlopen(f"{address}/x/y/")
        assert caught.value.read() == b"not here"


# -- Continuous integration, hosts ------------------------------------------


def test_continuous_integration_runs_the_command_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text()
    assert re.search(r"^exec make test\b", script, re.MULTILINE)
    assert "make test" in (ROOT / "README.md").read_text()
    assert "bash .ci/run" in (ROOT / ".github" / "workflows" / "ci.yml").read_text()
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


RECORDED = Path(__file__).with_name("recorded")
#: What a pull request shows of the recorded logs: file, line, how its message begins.
MARKS = {
    "build.txt": [
        ("images/register.yaml", "79", "'kapot': 'maker' is missing."),
        ("nl/fout.md", "5", "There is no picture 'shels' in the register"),
        ("nl/fout.md", "9", "The block 'figure' has no setting 'onzin'."),
        ("nl/fout.md", "12", "This is not a link: its address 'javascript:x'"),
        ("nl/fout.md", "8", "There is no picture 'nl/weg.png'."),
        ("nl/fout.md", "3", "'##Kop en a en {{ x }}' is not a heading"),
        ("nl/fout.md", "12", "A link is broken at '[klik](javascript:x'."),
        ("nl/fout.md", "3", "'{{ x }}' is left out."),
        ("nl/fout.md", "1", "This page is not in any menu."),
        ("conf.py", "108", "redirects in conf.py: 'about' leads to 'en/weg'"),
        ("nl/fout.md", "3", "This link leads nowhere: there is no 'nergens.md'."),
        ("locales/en/LC_MESSAGES/over.po", "37", "The translation of “DiSSCo Vlaanderen"),
    ],
    "pytest.txt": [
        ("tests/test_x.py", "10", "OSError"),
        ("tests/test_x.py", "13", "AssertionError"),
        ("tests/test_x.py", "3", "AssertionError"),
        ("tests/test_x.py", "7", "ValueError"),
    ],
}


def marks(lines: list[str]) -> list[tuple[str, ...]]:
    """File, line and message of each line that becomes a mark in a pull request."""
    matcher = json.loads((ROOT / ".github" / "matchers.json").read_text())
    patterns = [problem["pattern"][0]["regexp"] for problem in matcher["problemMatcher"]]
    return [m.groups() for line in lines for pattern in patterns if (m := re.match(pattern, line))]


@pytest.mark.parametrize("name", MARKS)
def test_what_builds_and_tests_print_becomes_marks(name: str) -> None:
    """The logs were printed by a build with faults of all kinds, and by pytest, with several processes."""
    log = (RECORDED / name).read_text(encoding="utf-8").splitlines()
    found = [(path.removeprefix("/checkout/"), *more) for path, *more in marks(log)]
    assert len(found) == len(MARKS[name])
    for (path, line, message), (file, number, words) in zip(found, MARKS[name], strict=True):
        assert (path, line, message[: len(words)]) == (file, number, words)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (
            "nl/over.md:12: WARNING: Unknown picture. [x]",
            ("nl/over.md", "12", "Unknown picture. [x]"),
        ),
        ("E     nl/over.md:12: WARNING: No", ("nl/over.md", "12", "No")),
        ("images/register.yaml: WARNING: No", ("images/register.yaml", None, "No")),
        ("nl/over.md:12: ERROR: No", ("nl/over.md", "12", "No")),
        ("WARNING: something else", None),
        ("reading sources... [ 10%] nl/over", None),
    ],
)
def test_warnings_are_shown_at_their_lines(line: str, found: tuple[str, ...] | None) -> None:
    assert marks([line]) == ([found] if found else [])


def test_read_the_docs_builds_as_the_tests_do() -> None:
    settings = yaml.safe_load((ROOT / ".readthedocs.yaml").read_text())
    assert settings["sphinx"] == {
        "configuration": "conf.py",
        "builder": "dirhtml",
        "fail_on_warning": True,
    }
    assert settings["python"]["install"] == [{"requirements": "requirements/site.txt"}]
    version = tuple(map(int, settings["build"]["tools"]["python"].split(".")))
    assert version >= (3, 11)


# -- Papers -----------------------------------------------------------------


def test_the_readme_names_the_two_commands_and_every_folder() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make html" in text
    assert "make test" in text
    named = set(re.findall(r"`([\w./-]+)/`", text))
    for folder in {path.relative_to(ROOT).parts[0] for path in tracked() if path.parent != ROOT}:
        assert folder in named or folder.startswith("."), f"{folder}/ is not in the folder map"
    for folder in named:
        made = folder.startswith("_build")
        assert made or (ROOT / folder).is_dir(), f"{folder}/ is in the folder map and not there"


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_links_between_papers_lead_somewhere(paper: Path) -> None:
    text = re.sub(r"^(`{3,}).*?^\1", "", paper.read_text(encoding="utf-8"), flags=re.M | re.S)
    text = re.sub(r"`[^`\n]*`", "", text)
    links = re.findall(r"\]\(([^)\s]+)\)", text)
    assert text.startswith("# ")
    for link in links:
        if not re.match(r"https?://|mailto:|#", link):
            assert (paper.parent / link.partition("#")[0]).exists(), link


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_papers_name_verbs_that_exist(paper: Path) -> None:
    targets = (ROOT / "Makefile").read_text()
    for verb in re.findall(r"`make ([a-z-]+)", paper.read_text(encoding="utf-8")):
        assert re.search(rf"^{verb}:", targets, re.M) or f" {verb} " in targets, verb


def test_the_developers_paper_names_tests_that_exist() -> None:
    """Each guarantee, and each reach into Sphinx, has the test that keeps it."""
    text = (ROOT / "docs" / "developing.md").read_text(encoding="utf-8")
    sources = [
        (f"/{path.relative_to(ROOT).as_posix()}", path.read_text(encoding="utf-8"))
        for path in (ROOT / "tests").rglob("test_*.py")
    ]
    named = re.findall(r"`(?=[\w/]*test_)([\w/]+\.py)?:*(test_\w+)?`", text)
    for path, name in named:
        found = [source for file, source in sources if file.endswith(f"/{path}") or not path]
        assert any(f"def {name}(" in source or not name for source in found), f"{path}::{name}"
    assert len(named) > 100


def test_no_path_of_somebodys_machine_is_in_a_file() -> None:
    here = re.compile(rb"(?<![\w.])/(?:tmp|work|root|home|Users)/[a-z]")
    kinds = {".md", ".py", ".toml", ".po", ".html", ".js", ".css", ".txt", ".in", ".yaml", ".svg"}
    found = [
        path.relative_to(ROOT).as_posix()
        for path in tracked()
        if (path.suffix in kinds or path.name == "Makefile") and here.search(path.read_bytes())
    ]
    assert found == []


def test_nothing_that_a_build_makes_is_in_git() -> None:
    names = [path.relative_to(ROOT).as_posix() for path in tracked()]
    assert not [name for name in names if re.search(r"\.mo$|\.pyc$|^_build/|^\.venv/", name)]
    assert "Makefile" in names


def test_the_server_shows_what_is_published_and_nothing_else(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for name in ("folder/page.html", ".hidden/a.html", "404.html", "a.js"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(f"<p>{name}", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("SECRET")
    (site / "link.txt").symlink_to(tmp_path / "secret.txt")
    (site / "out").symlink_to(tmp_path)
    (site / "_headers").write_text(
        "/*\n  X-Content-Type-Options: nosniff\n/folder/page.html\n  X-Page: yes\n/404.html\n  X-None: yes\n"
    )
    with served(site) as address:

        def ask(path: str) -> tuple[int, Message, str]:
            try:
                with urlopen(address + path) as answer:
                    return answer.status, answer.headers, answer.read().decode()
            except HTTPError as error:
                return error.code, error.headers, error.read().decode()

        status, headers, body = ask("/folder/page.html?a=b")
        assert (status, body) == (200, "<p>folder/page.html")
        assert headers["Content-Type"] == "text/html; charset=utf-8"
        assert (headers["X-Content-Type-Options"], headers["X-Page"]) == ("nosniff", "yes")
        assert ask("/a.js")[1]["Content-Type"] == "text/javascript; charset=utf-8"
        for path in (
            *("/folder/", "/.hidden/a.html", "/link.txt", "/out/secret.txt", "/nothing"),
            *("/../secret.txt", "/%2e%2e/secret.txt", "/folder/..%2f..%2fsecret.txt"),
        ):
            status, headers, body = ask(path)
            assert (status, body, headers["X-None"]) == (404, "<p>404.html", "yes"), path
        assert ask("/%00")[0] == 400
