"""Say how far the translation is.

python tools/status.py                    a table, down to each message that waits
python tools/status.py --format json      the same for programs, with all messages
python tools/status.py --format badge     _build/status/en.svg, for each language
"""

import argparse
import json
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polib
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ext.languages.catalogs import catalog_path, read_catalog  # noqa: E402
from ext.languages.internals.extraction import Messages  # noqa: E402
from ext.languages.progress import (  # noqa: E402
    LanguageProgress,
    State,
    Tally,
    Text,
    beginning,
    tally,
    values,
)
from ext.languages.status import page_progress, progress  # noqa: E402
from tools.translations import WORDS, extract, words_of_interface  # noqa: E402

#: Colours of badges, dark enough for white words, from how much is translated on.
COLOURS = ((100, "#1a6b34"), (75, "#4a6314"), (50, "#8a5000"), (0, "#a3271b"))
#: Width of a sign and of the blanks beside a text, in pixels, for lack of a font to measure.
SIGN, BLANKS = 7, 16
LEFT_TO_DO = (State.FUZZY, State.FAULTY, State.MISSING)


def messages_of(app: Sphinx) -> dict[str, list[Text]]:
    """Return the messages of each written page, once all pages are read."""
    found: dict[str, Messages] = app.builder.catalogs  # type: ignore[attr-defined]
    return {name: messages.texts() for name, messages in found.items() if "/" in name}


def languages(app: Sphinx) -> list[LanguageProgress]:
    """Return how far each language is: pages, pictures, and interface words."""
    messages = messages_of(app)
    found = []
    for language in progress(app, lambda docname: messages.get(docname, [])):
        words = words_of_interface(app, language.code)
        if words is not None:
            texts = [Text(message.text) for message in words]
            part = page_progress(app, language.code, WORDS, texts, source="en")
            there = plurals(app, language.code)
            rows = (
                replace(row, state=State.TRANSLATED) if row.text.text in there else row
                for row in part.rows
            )
            part = replace(part, rows=tuple(rows))
            language = replace(language, pages=(*language.pages, part))
        found.append(language)
    return found


def plurals(app: Sphinx, language: str) -> set[str]:
    """Return the interface words with more than one form that are translated."""
    path = catalog_path(ROOT / app.config.site_locales, language, WORDS)
    catalog = read_catalog(path, path.name, language)
    if catalog is None or not catalog.lines:  # None that could be read.
        return set()
    entries = polib.pofile(str(path)).translated_entries()
    return {entry.msgid for entry in entries if entry.msgstr_plural}


def table(found: list[LanguageProgress]) -> Iterator[str]:
    """Yield the lines of the table, and below it the messages that wait."""
    for language in found:
        counted = language.tally
        done, words = counted.messages[State.TRANSLATED], counted.words
        yield (
            f"{language.name}: {done} of {counted.messages.total()} messages are translated "
            f"({counted.percent}%), {words[State.TRANSLATED]} of {words.total()} words"
        )
        if language.pages:
            yield ""
        width = max((len(page.path or page.name) for page in language.pages), default=0)
        heads = ["messages", "words", "translated", "", *(str(state) for state in LEFT_TO_DO)]
        if language.pages:
            yield "  ".join([" " * width, *(head.rjust(len(head) or 4) for head in heads)]).rstrip()
        for page in language.pages:
            cells = _cells(tally(page.rows))
            yield "  ".join(
                [
                    (page.path or page.name).ljust(width),
                    *(c.rjust(len(h) or 4) for c, h in zip(cells, heads, strict=True)),
                ]
            )
        yield ""
        for page in language.pages:
            for headings, rows in page.sections():
                left = [row for row in rows if row.state is not State.TRANSLATED]
                if left:
                    name = " › ".join([page.path or page.name, *headings])
                    yield f"{name}: {len(rows) - len(left)} of {len(rows)} translated"
                for row in left:
                    yield f"  {page.place(row)}: {row.state}: “{beginning(row.text.text)}”"
                if left:
                    yield ""


def _cells(counted: Tally) -> list[str]:
    return [
        str(counted.messages.total()),
        str(counted.words.total()),
        str(counted.messages[State.TRANSLATED]),
        f"{counted.percent}%",
        *(str(counted.messages[state]) for state in LEFT_TO_DO),
    ]


def badge(language: LanguageProgress) -> str:
    """Return a picture that says how much of a language is translated."""
    percent = language.tally.percent
    value = f"{percent}%"
    left, right = (SIGN * len(text) + BLANKS for text in (language.name, value))
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return templates.get_template("badge.svg").render(
        left=left,
        right=right,
        width=left + right,
        name=language.name,
        tag=language.code.replace("_", "-"),
        value=value,
        title=f"{language.name}: {value} translated",
        colour=next(colour for limit, colour in COLOURS if percent >= limit),
    )


def write_badges(found: list[LanguageProgress], folder: Path) -> Iterator[str]:
    """Write a badge for each language; yield the path of each."""
    folder.mkdir(parents=True, exist_ok=True)
    for language in found:
        path = folder / f"{language.code}.svg"
        path.write_text(badge(language), encoding="utf-8", newline="\n")
        yield f"wrote {path.relative_to(ROOT).as_posix()}"


def main() -> None:
    """Say it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--format", choices=["table", "json", "badge"], default="table")
    arguments = parser.parse_args()
    found = languages(extract())
    if arguments.format == "json":
        print(json.dumps(values(found), ensure_ascii=False, indent=2))
    elif arguments.format == "badge":
        print("\n".join(write_badges(found, ROOT / "_build" / "status")))
    else:
        print("\n".join(table(found)).rstrip())


if __name__ == "__main__":
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `make status | head` ends quietly.
    main()
