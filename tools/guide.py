"""The examples of docs/editing.md as pages of a site: each block that is marked as Markdown there.

Tests build them in both languages; `tools/screenshots.py` takes the pictures that stand below them.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "editing.md"
#: The title of an example that has none of its own.
TITLE = "Voorbeeld"
#: The day that the site is built for, in seconds since 1970: noon on 15 January 2027 in Brussels.
DAY = "1800010800"
_EXAMPLE = re.compile(
    r"^( *)(`{3,})markdown\n(.*?)^\1\2$(?:\s+!\[[^]]*\]\(screenshots/([\w-]+)\.png\))?", re.M | re.S
)
#: What the examples lead to, in the folder of their language. Partners that they name have no figures here.
AROUND = {
    "index.md": "# Thuis\n\n```{toctree}\n:glob:\n\n*\n```\n",
    "over.md": "# Over\n\nTekst.\n",
    "exemplaren.md": "# Exemplaren\n\nTekst.\n",
    "partners.md": "# Partners\n\n:::{partner} Meise\n:key: meise\n:place: Meise\n:::\n\n"
    ":::{partner} KBIN\n:key: kbin\n:::\n\n:::{partner} KMMA\n:key: kmma\n:::\n",
}
DOWNLOADS = {"jaarverslag.pdf": 1_234_567, "types.xlsx": 45_678}


class Example(NamedTuple):
    """One example.

    :param name: of its page within the folder of a language, without ``.md``
    :param text: its page
    :param picture: the name of its picture; empty if it has none
    """

    name: str
    text: str
    picture: str


def examples() -> Iterator[Example]:
    """Each example, with a title if it has none; news and events in the folder of those."""
    found = _EXAMPLE.finditer(GUIDE.read_text(encoding="utf-8"))
    for number, (_, _, text, picture) in enumerate((one.groups("") for one in found), 1):
        folder = "nieuws/" if re.search("^(date|event):", text, re.M) else ""
        title = "" if re.match(" *(# |---)", text) else f"# {TITLE}\n\n"
        yield Example(f"{folder}{picture or f'example-{number}'}", title + dedent(text), picture)


def write_guide(site: Path) -> None:
    """Write a site in the new folder *site*: this one, with the examples as its only pages."""
    for name in ("_static", "_templates", "ext", "images"):
        shutil.copytree(ROOT / name, site / name)
    for path in ("conf.py", "index.md", "locales/nl/LC_MESSAGES/sphinx.po"):
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, site / path)
    with (site / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write("\nredirects = {}\n")
    pages = site / "nl"
    (pages / "nieuws").mkdir(parents=True)
    for path, text in AROUND.items():
        (pages / path).write_text(text, encoding="utf-8")
    for path, size in DOWNLOADS.items():
        (pages / path).write_bytes(bytes(size))
    for one in examples():
        (pages / f"{one.name}.md").write_text(one.text, encoding="utf-8")
