"""List what waits for the owner: ``make open``.

Questions are the tasks of ``docs/owner.md``; those with an x between the brackets are answered.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from ext.command import run

LIST = Path(__file__).parent.parent / "docs" / "owner.md"


def open_questions(text: str) -> list[tuple[str, int, str]]:
    """Heading, line and words of each open task of a Markdown text.

    >>> open_questions("## Duties\\n\\n- [x] A host\\n- [ ] A body\\n  for complaints\\n")
    [('Duties', 4, 'A body for complaints')]
    """
    found: list[tuple[str, int, str]] = []
    heading, going_on = "", False
    for number, line in enumerate(text.splitlines(), start=1):
        if task := re.match(r"- \[ \] (.+)", line):
            found.append((heading, number, task[1]))
        elif going_on and line.startswith("  "):
            found[-1] = (*found[-1][:2], f"{found[-1][2]} {line.strip()}")
            continue
        elif line.startswith("## "):
            heading = line[3:]
        going_on = bool(task)
    return found


def main() -> None:
    """Print the open questions below their headings, and how many there are."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("list", type=Path, nargs="?", default=LIST)
    path = parser.parse_args().list
    questions = open_questions(path.read_text(encoding="utf-8"))
    below = ""
    for heading, number, words in questions:
        if heading != below:
            print(f"\n{heading}")
            below = heading
        print(f"  {path.name}:{number}: {words}")
    print(f"\nOpen: {len(questions)}")


if __name__ == "__main__":
    run(main)
