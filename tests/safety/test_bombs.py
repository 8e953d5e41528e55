"""Pages made to keep a build busy: it ends, writes every page, and names what it leaves out."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import clean_environment, copy_of_the_site

#: About as many characters as a line may have.
MANY = 6_000
#: Seconds of the processor: many times what the build needs.
LIMIT = 300
#: By name, a page and what is said of it: a part of a warning, or nothing.
BOMBS = {
    "brackets": ("[" * MANY, ""),
    "pictures": ("![" * MANY, ""),
    "smaller": ("<" * MANY, ""),
    "addresses": ("<https://" * 2_000, ""),
    "backticks": ("a `" * MANY, ""),
    "emphasis": ("*a **b " * 2_000, "source.emphasis"),
    "links": ("[a](" * 4_000, "source.link"),
    "entities": ("&amp;" * 4_000, ""),
    "roles": ("{ref}`" * 3_000, ""),
    "braces": ("{{a}} " * 3_000, "safety.braces"),
    "comments": ("<!--" * 4_000, "safety.html"),
    "elements": ("<b>" * MANY, "safety.html"),
    "attributes": ("[a]{" + ".a " * MANY + "}", ""),
    "mail": ("a." * MANY + "@b", ""),
    "columns": ("|a" * 200 + "|\n" + "|-" * 200 + "|\n" + "|b" * 200 + "|", ""),
    "definitions": ("\n".join(f"[a{n}]: https://example.org" for n in range(2_000)), ""),
    "a-long-line": ("a" * 1_000_000, "This line has 1,000,000 characters and is left out"),
    "long": ((" " * 9_999 + "\n") * 110, "The rest of the page is left out"),
    "quotations": ("> " * 400 + "a", "more than 50 deep"),
    "lists": ("- " * 400 + "a", "more than 50 deep"),
    "stairs": ("\n".join("  " * n + "- a" for n in range(60)), "more than 50 deep"),
    "colons": (
        "\n".join(":" * (203 - n) + "{note}" for n in range(200))
        + "\nx\n"
        + "\n".join(":" * (4 + n) for n in range(200)),
        "more than 50 deep",
    ),
    "restructured": (
        "```{eval-rst}\n" + "\n\n".join("   " * n + "* a" for n in range(150)) + "\n```",
        "more than 50 deep",
    ),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Return the output of one build of all of them, and what it said."""
    site = copy_of_the_site(tmp_path_factory.mktemp("bombs") / "site", small=True)
    for name, (text, _) in BOMBS.items():
        page = f"---\norphan: true\n---\n\n# Titel\n\n{text}\n\nEinde.\n"
        (site / "nl" / f"{name}.md").write_text(page, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-b", "dirhtml", ".", "_build/out"],
        cwd=site,
        env=clean_environment(),
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT)),
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Traceback" not in done.stderr
    return site / "_build/out", [line.replace(f"{site}/", "") for line in done.stderr.splitlines()]


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_written_or_named(built: tuple[Path, list[str]], name: str) -> None:
    folder, said = built
    page = (folder / "nl" / name / "index.html").read_text(encoding="utf-8")
    about = [line for line in said if line.startswith(f"nl/{name}.md:")]
    wanted = BOMBS[name][1]
    assert any(wanted in line for line in about) if wanted else "Einde." in page
    assert "RecursionError" not in "".join(about)


def test_what_stands_beside_a_bomb_is_written(built: tuple[Path, list[str]]) -> None:
    folder, _ = built
    for name in ("stairs", "quotations", "colons", "restructured", "a-long-line", "braces"):
        page = (folder / "nl" / name / "index.html").read_text(encoding="utf-8")
        assert "Einde." in page, name
    assert "Welkom." in (folder / "nl" / "index.html").read_text(encoding="utf-8")
