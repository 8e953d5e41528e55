"""A made-up site: pages in Dutch, and a full English catalog for each.

The same number of pages always gives the same site. No sentence in it means anything.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

SEED = 1
SECTIONS = 4
PICTURES = 12
FOLDERS = ["kust", "bos", "heide", "polder", "duin"]
WORDS = {
    "blad": "leaf",
    "boom": "tree",
    "doos": "box",
    "grijs": "grey",
    "groen": "green",
    "hout": "timber",
    "kever": "beetle",
    "klein": "small",
    "lade": "drawer",
    "mos": "moss",
    "naam": "name",
    "oud": "old",
    "schelp": "shell",
    "steen": "stone",
    "vis": "fish",
    "vlinder": "butterfly",
    "vogel": "bird",
    "wortel": "root",
    "zaad": "seed",
    "zand": "grain",
}
#: Before a message of a catalog that is changed.
AGAIN = "Anew: "
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
CODE = '```python\ntotal = sum(item.weight for item in box)\nprint(f"{total} g")\n```'
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="90" viewBox="0 0 160 90">'
    '<circle cx="80" cy="45" r="{radius}"/></svg>\n'
)

#: A message and its translation.
Message = tuple[str, str]


@dataclass
class Page:
    """A page: its blocks of Markdown, and its messages with their translations."""

    blocks: list[str] = field(default_factory=list)
    messages: dict[str, str] = field(default_factory=dict)

    def say(self, message: Message, form: str = "{}") -> str:
        """Note *message*; return it as it stands on the page, in *form*."""
        self.messages[message[0]] = message[1]
        return form.format(message[0])

    def add(self, *lines: str) -> None:
        """Add a block."""
        self.blocks.append("\n".join(lines))

    def text(self) -> str:
        """The page as a file."""
        return "\n\n".join(self.blocks) + "\n"

    def catalog(self) -> str:
        """Its catalog as a file."""
        pairs = self.messages.items()
        return HEADER + "".join(f'\nmsgid "{one}"\nmsgstr "{other}"\n' for one, other in pairs)


class Writer:
    """Writes all pages; a number in each sentence makes it the only one.

    :param count: of pages, besides the contents pages
    :param links: that each page has, besides those of its text
    """

    def __init__(self, count: int, links: int = 0) -> None:
        self.links = links
        self.dice = random.Random(SEED)
        self.sentences = 0
        self.names = [f"{FOLDERS[one % len(FOLDERS)]}/blad{one}" for one in range(count)]

    def site(self) -> dict[str, Page]:
        """All pages by name: a home page, a contents page for each folder, and the others."""
        home = Page()
        home.add(home.say(self.phrase(3), "# {}"))
        home.add(home.say(self.link(self.names[0], "")))
        home.add(*_toctree(f"{folder}/index" for folder in FOLDERS))
        pages = {"index": home}
        for folder in FOLDERS:
            contents = Page()
            contents.add(contents.say(self.phrase(2), "# {}"))
            contents.add(contents.say(self.sentence()))
            inside = (name for name in self.names if name.startswith(f"{folder}/"))
            contents.add(*_toctree(name.rpartition("/")[2] for name in inside))
            pages[f"{folder}/index"] = contents
        return pages | {name: self.page(name) for name in self.names}

    def page(self, name: str) -> Page:
        """A page with sections, links, pictures, a list, a table, admonitions and code."""
        page, dice = Page(), self.dice
        page.add(page.say(self.phrase(3), "# {}"))
        page.add(page.say(self.sentence(2)))
        for part in range(SECTIONS):
            page.add(f"({_label(name, part)})=", page.say(self.phrase(2), "## {}"))
            for _ in range(2):
                page.add(page.say(self.link(dice.choice(self.names), name)))
            page.add(page.say(self.phrase(2), "### {}"))
            page.add(page.say(self.sentence(2)))
        page.add(*(page.say(self.sentence(), "- {}") for _ in range(4)))
        cells = [[page.say(self.phrase(2)) for _ in range(3)] for _ in range(5)]
        rows = [f"| {' | '.join(row)} |" for row in cells]
        page.add(rows[0], "|---|---|---|", *rows[1:])
        page.add(":::{note}", page.say(self.sentence(2)), ":::")
        page.add(
            *(page.say(self.link(dice.choice(self.names), name), "- {}") for _ in range(self.links))
        )
        title = page.say(self.phrase(2), ":::{{admonition}} {}")
        page.add(title, page.say(self.sentence()), ":::")
        page.add(CODE)
        picture = f"../pictures/{dice.randrange(PICTURES)}.svg"
        words = page.say(self.phrase(3), ":alt: {}")
        page.add(f"```{{figure}} {picture}", words, "", page.say(self.sentence()), "```")
        alt = self.phrase(2)
        page.say(alt)
        page.add(page.say((f"![{alt[0]}]({picture})", f"![{alt[1]}]({picture})")))
        return page

    def phrase(self, length: int) -> Message:
        """Some words, and the number that makes them the only ones."""
        self.sentences += 1
        words = self.dice.choices(list(WORDS), k=length)
        ours, theirs = " ".join(words), " ".join(WORDS[word] for word in words)
        return f"{ours.capitalize()} {self.sentences}", f"{theirs.capitalize()} {self.sentences}"

    def sentence(self, count: int = 1) -> Message:
        """One sentence or more, one with a word that stands out."""
        parts = [self.phrase(14) for _ in range(count)]
        word = self.dice.choice(list(WORDS))
        ours, theirs = (". ".join(texts) for texts in zip(*parts, strict=True))
        return f"{ours} **{word}**.", f"{theirs} **{WORDS[word]}**."

    def link(self, other: str, name: str) -> Message:
        """A sentence with a link from page *name* to page *other*, to a label of it or to a site."""
        up = "../" if "/" in name else ""
        targets = [f"{up}{other}.md", f"#{_label(other, self.dice.randrange(SECTIONS))}"]
        target = self.dice.choice([*targets, *targets, "https://example.org/"])
        (ours, theirs), (here, there) = self.sentence(), self.phrase(2)
        return f"{ours} [{here}]({target}).", f"{theirs} [{there}]({target})."


def write(pages: dict[str, Page], source: Path, catalogs: Path) -> None:
    """Write the pages with their pictures into *source*, their English into *catalogs*."""
    for name, page in pages.items():
        _write(source / f"{name}.md", page.text())
        _write(catalogs / "en" / "LC_MESSAGES" / f"{name}.po", page.catalog())
    for number in range(PICTURES):
        _write(source / "pictures" / f"{number}.svg", DRAWING.format(radius=10 + number))


def change_page(source: Path) -> None:
    """Write one more sentence on a page: one that its catalog has not, the same in both languages."""
    with (source / "kust" / "blad0.md").open("a", encoding="utf-8") as file:
        file.write(f"\n{AGAIN}1, 2, 3.\n")


def change_message(catalogs: Path) -> None:
    """Change the translation of a page's first paragraph."""
    path = catalogs / "en" / "LC_MESSAGES" / "kust" / "blad0.po"
    before, paragraph, after = path.read_text(encoding="utf-8").partition('**."\nmsgstr "')
    path.write_text(f"{before}{paragraph}{AGAIN}{after}", encoding="utf-8")


def write_sheet(path: Path) -> None:
    """Write the site's own style sheet, which every page links."""
    _write(path, "p { line-height: 1.5; }\n")


def change_sheet(path: Path) -> None:
    """Change the style sheet, for something that every page has."""
    _write(path, "p { line-height: 1.6; }\n")


def _label(name: str, part: int) -> str:
    return f"{name.replace('/', '-')}-deel-{part}"


def _toctree(names: Iterable[str]) -> list[str]:
    return ["```{toctree}", *names, "```"]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
