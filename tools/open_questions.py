"""List what waits for the owner: ``make open``.

Questions are the list items of ``docs/owner.md``, but for those under "Decided without you".
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from ext.command import run

LIST = Path(__file__).parent.parent / "docs" / "owner.md"
DECIDED = "Decided without you"


def open_questions(text: str) -> list[tuple[str, int, str]]:
    """Heading, line and words of each question of a Markdown text.

    >>> open_questions("## Duties\\n\\n- A body\\n  for complaints\\n\\nSee there.\\n")
    [('Duties', 3, 'A body for complaints')]
    """
    found: list[tuple[str, int, str]] = []
    heading = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("## "):
            heading = line[3:]
        elif heading == DECIDED:
            continue
        elif line.startswith("- "):
            found.append((heading, number, line[2:]))
        elif line.startswith("  "):
            found[-1] = (*found[-1][:2], f"{found[-1][2]} {line.strip()}")
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
