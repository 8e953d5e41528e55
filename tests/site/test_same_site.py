"""What a pull request says of the pages that it changes."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import yaml

from tests.conftest import ROOT
from tools.same_site import summary

PAGE = (
    '<html lang="{}"><head><link rel="stylesheet" href="site.{}.css"></head><body>{}</body></html>'
)


def write(folder: Path, pages: dict[str, tuple[str, str, str]]) -> Path:
    for name, words in pages.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(PAGE.format(*words), encoding="utf-8")
    return folder


def test_a_table_names_the_changed_pages_with_their_languages(tmp_path: Path) -> None:
    same, styled = ("nl", "abc", "Zelfde"), ("nl", "abc", "Stijl")
    before = write(
        tmp_path / "before",
        {
            "nl/zelfde/index.html": same,
            "nl/stijl/index.html": styled,
            "nl/over/index.html": ("nl", "abc", "Over"),
            "en/about/index.html": ("en", "abc", "About"),
            "nl/weg/index.html": ("nl", "abc", "Weg"),
        },
    )
    after = write(
        tmp_path / "after",
        {
            "nl/zelfde/index.html": same,
            "nl/stijl/index.html": ("nl", "def", "Stijl"),
            "nl/over/index.html": ("nl", "abc", "Over ons"),
            "en/about/index.html": ("en", "abc", '<a href="x">About</a>'),
            "en/a|b/index.html": ("en", "abc", "New"),
        },
    )
    (after / "sitemap.xml").write_text("<urlset/>")
    table = summary(before, after, "https://portal--7.example.org/")
    assert table.splitlines() == [
        "### Pages that this changes",
        "",
        "| language | page | how |",
        "|---|---|---|",
        "| en | [/en/a%7Cb/](https://portal--7.example.org/en/a%7Cb/) | is new |",
        "| en | [/en/about/](https://portal--7.example.org/en/about/) | differs in links |",
        "| nl | /nl/weg/ | has been removed |",
        "| nl | [/nl/over/](https://portal--7.example.org/nl/over/) | differs in text |",
        "",
        "1 more have another style sheet or script alone.",
    ]
    assert "| nl | /nl/over/ | differs in text |" in summary(before, after, "")
    assert summary(after, after, "").splitlines()[2:] == ["None."]


def test_the_workflow_asks_for_it_in_words_that_the_tool_knows() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))
    (step,) = (s for s in workflow["jobs"]["site"]["steps"] if "same_site" in s.get("run", ""))
    command, _, target = step["run"].partition(" >> ")
    assert target == '"$GITHUB_STEP_SUMMARY"'
    assert step["if"] == "always() && github.event_name == 'pull_request'"
    usage = subprocess.run(
        [sys.executable, "tools/same_site.py", "--help"], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode()
    asked = set(re.findall(r"--\w+", command))
    assert asked == {"--summary", "--preview"}
    assert asked <= set(re.findall(r"--\w+", usage))
