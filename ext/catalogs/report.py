"""Show progress in a terminal, as a page and as badges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from .progress import LanguageProgress, State, Tally, beginning, tally

TEMPLATES = Path(__file__).parent / "templates"
#: Colours of badges, dark enough for white text, from each percentage on.
COLOURS = ((100, "#1a6b34"), (75, "#4a6314"), (50, "#8a5000"), (0, "#a3271b"))
#: Width of a character and of the space beside a text, in pixels: there is no font to measure.
CHARACTER, SPACE = 7, 16
LEFT_TO_DO = (State.FUZZY, State.FAULTY, State.MISSING)


def table(found: Iterable[LanguageProgress]) -> Iterator[str]:
    """The lines of the table, then the messages that need a translator."""
    for language in found:
        counted = language.tally
        done, words = counted.messages[State.TRANSLATED], counted.words
        yield (
            f"{language.name}: {done} of {counted.messages.total()} messages are translated "
            f"({counted.percent}%), {words[State.TRANSLATED]} of {words.total()} words"
        )
        if language.pages:
            yield ""
            width = max(len(page.path or page.name) for page in language.pages)
            heads = ["messages", "words", "translated", "", *(str(state) for state in LEFT_TO_DO)]
            yield _row("", heads, heads, width).rstrip()
            for page in language.pages:
                yield _row(page.path or page.name, _cells(tally(page.rows)), heads, width)
        yield ""
        for page in language.pages:
            for headings, rows in page.sections():
                left = [row for row in rows if row.state is not State.TRANSLATED]
                if left:
                    name = " › ".join([page.path or page.name, *headings])
                    yield f"{name}: {len(rows) - len(left)} of {len(rows)} translated"
                for row in left:
                    yield f"  {page.place(row)}: {row.state}: “{beginning(row.message.text)}”"
                if left:
                    yield ""


def _row(name: str, cells: list[str], heads: list[str], width: int) -> str:
    pairs = zip(cells, heads, strict=True)
    return "  ".join([name.ljust(width), *(cell.rjust(len(head) or 4) for cell, head in pairs)])


def _cells(counted: Tally) -> list[str]:
    return [
        str(counted.messages.total()),
        str(counted.words.total()),
        str(counted.messages[State.TRANSLATED]),
        f"{counted.percent}%",
        *(str(counted.messages[state]) for state in LEFT_TO_DO),
    ]


def write_page(found: list[LanguageProgress], folder: Path) -> Path:
    """Write the table as a self-contained page; return its path."""
    page = _rendered(
        "status.html",
        languages=found,
        states=LEFT_TO_DO,
        done=State.TRANSLATED,
        tally=tally,
        beginning=beginning,
    )
    return _written(folder / "index.html", page)


def write_badges(found: Iterable[LanguageProgress], folder: Path) -> Iterator[Path]:
    """Write a badge for each language; yield the path of each."""
    for language in found:
        yield _written(folder / f"{language.code}.svg", badge(language))


def badge(language: LanguageProgress) -> str:
    """A picture of how much of a language is translated."""
    percent = language.tally.percent
    value = f"{percent}%"
    left, right = (CHARACTER * len(text) + SPACE for text in (language.name, value))
    return _rendered(
        "badge.svg",
        left=left,
        right=right,
        width=left + right,
        name=language.name,
        tag=language.code.replace("_", "-"),
        value=value,
        title=f"{language.name}: {value} translated",
        colour=next(colour for limit, colour in COLOURS if percent >= limit),
    )


def _written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def _rendered(template: str, **values: Any) -> str:
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return templates.get_template(template).render(**values)
