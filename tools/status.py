"""Say how far the translation is, or what a change makes stale.

    python tools/status.py                    a table, down to each message that waits
    python tools/status.py --format json      the same for programs, with all messages
    python tools/status.py --format html      _build/status/index.html, a page for translators
    python tools/status.py --format badge     _build/status/en.svg, for each language
    python tools/status.py --base main        what is new, changed and gone since that revision

Pages of another revision are read in a folder of their own, with the code and the settings of today.
"""

import argparse
import io
import json
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polib
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ext.languages import site_languages, stale  # noqa: E402
from ext.languages.catalogs import Catalog, read_catalogs  # noqa: E402
from ext.languages.internals.discovery import pages_of  # noqa: E402
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
from ext.languages.settings import catalog_folders  # noqa: E402
from ext.languages.status import page_progress, progress  # noqa: E402
from tools.command import run  # noqa: E402
from tools.translations import WORDS, extract, words_of_interface  # noqa: E402

#: Colours of badges, dark enough for white words, from how much is translated on.
COLOURS = ((100, "#1a6b34"), (75, "#4a6314"), (50, "#8a5000"), (0, "#a3271b"))
#: Width of a sign and of the blanks beside a text, in pixels, for lack of a font to measure.
SIGN, BLANKS = 7, 16
LEFT_TO_DO = (State.FUZZY, State.FAULTY, State.MISSING)
#: What the first line about a language counts.
SUMMARY = (
    ("to be translated", stale.Effect.TO_TRANSLATE),
    ("becoming fuzzy", stale.Effect.BECOMES_FUZZY),
    ("translated already", stale.Effect.TRANSLATED),
    ("no longer used", stale.Effect.UNUSED),
)


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
            part = page_progress(app, language.code, [WORDS], texts, source="en")
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
    return {
        entry.msgid
        for file in catalog_folders(app).files(language, WORDS)
        if (catalog := read_catalogs([file], language)) and catalog.lines  # It could be read.
        for entry in polib.pofile(str(file.path)).translated_entries()
        if entry.msgstr_plural
    }


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
    return rendered(
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


def rendered(template: str, **values: Any) -> str:
    """Return a template, filled."""
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return templates.get_template(template).render(**values)


def write_page(found: list[LanguageProgress], folder: Path) -> str:
    """Write what the table says as a page that needs nothing else; return its path."""
    page = rendered(
        "status.html",
        languages=found,
        states=LEFT_TO_DO,
        done=State.TRANSLATED,
        tally=tally,
        beginning=beginning,
    )
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "index.html"
    path.write_text(page, encoding="utf-8", newline="\n")
    return f"wrote {path.relative_to(ROOT).as_posix()}"


def write_badges(found: list[LanguageProgress], folder: Path) -> Iterator[str]:
    """Write a badge for each language; yield the path of each."""
    folder.mkdir(parents=True, exist_ok=True)
    for language in found:
        path = folder / f"{language.code}.svg"
        path.write_text(badge(language), encoding="utf-8", newline="\n")
        yield f"wrote {path.relative_to(ROOT).as_posix()}"


def git(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Ask git, in the folder of the site."""
    try:
        return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=False)
    except FileNotFoundError:
        sys.exit("BASE needs git, which is not installed here.")


def pages_at(base: str, folder: Path) -> None:
    """Put the site as it was at a revision into a folder."""
    if git("rev-parse", "--is-inside-work-tree").returncode:
        sys.exit("BASE needs the history of the site: this folder is in no git repository.")
    found = git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}")
    if found.returncode:
        sys.exit(
            f"git knows no revision {base!r} here. Name a branch, a tag or a commit, such as "
            "BASE=origin/main; in a shallow clone, first: git fetch --unshallow"
        )
    packed = git("archive", found.stdout.decode().strip())
    if packed.returncode:
        sys.exit(f"git cannot bring back {base}: {packed.stderr.decode(errors='replace').strip()}")
    unpack(packed.stdout, folder)


def unpack(packed: bytes, folder: Path) -> None:
    """Unpack a tar file into a folder, and nothing outside of it."""
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        if hasattr(tarfile, "data_filter"):
            archive.extractall(folder, filter="data")
        else:  # Python 3.11.0 to 3.11.3: plain files alone, so that no link leads out.
            plain = (
                member
                for member in archive
                if member.isfile() and not {"", ".."} & set(member.name.split("/"))
            )
            archive.extractall(folder, plain)


def messages_at(base: str) -> dict[str, list[Text]]:
    """Return the messages of each page at a revision, read by a process of its own."""
    with TemporaryDirectory() as place:
        pages_at(base, Path(place))
        command = [sys.executable, str(Path(__file__)), "--messages-of", place]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"The pages of {base} cannot be read:\n{done.stderr.strip()}")
    return {
        name: [Text(**{**text, "section": tuple(text["section"])}) for text in texts]
        for name, texts in json.loads(done.stdout.splitlines()[-1]).items()
    }


def what_is_stale(app: Sphinx, before: dict[str, list[Text]]) -> list[stale.LanguageChanges]:
    """Return what has changed since a revision, and what that means for each language."""
    changes = stale.changes(before, messages_of(app))
    pages = pages_of(app)
    found = []
    for language in site_languages(app.config):
        there = []
        for name, changed in changes.items():
            source, _, rest = name.partition("/")
            page = pages.get(pages.versions(name).get(language.code, ""))
            names = pages.catalogs(page) if page else (rest, name)
            if source == language.code or (page is not None and not page.is_counterpart):
                continue
            files = catalog_folders(app).files(language.code, *names)
            catalog = read_catalogs(files, language.code) or Catalog(path=files[0].shown)
            there.append(stale.page_changes(name, changed, catalog, catalog.path))
        found.append(stale.LanguageChanges(language.code, language.name, tuple(there)))
    return found


def report(base: str, found: list[stale.LanguageChanges]) -> Iterator[str]:
    """Yield the lines that say it, by language, page and section."""
    for language in found:
        if not language.pages:
            yield f"{language.name}: nothing to translate has changed since {base}."
            yield ""
            continue
        counts = [
            f"{name}: {number}" for name, effect in SUMMARY if (number := language.count(effect))
        ]
        yield f"{language.name}, since {base}: {', '.join(counts) or 'no translation is touched'}"
        for page in language.pages:
            for change, effect, line in page.rows:
                where = " › ".join([page.page, *change.text.section])
                now, before = change.shown()
                yield f"  {where}: {change.fate}: “{now}”"
                if change.before:
                    yield f"      before: “{before}”"
                yield f"      {page.place(line)}: {effect}"
        yield ""


def main() -> None:
    """Say it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--format", choices=["table", "json", "html", "badge"], default="table")
    parser.add_argument("--base", help="a revision: say what has changed since then")
    parser.add_argument("--messages-of", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.messages_of:
        messages = messages_of(extract(arguments.messages_of))
        print(json.dumps({n: [asdict(text) for text in texts] for n, texts in messages.items()}))
    elif arguments.base:
        if arguments.format in {"badge", "html"}:
            sys.exit(
                f"FORMAT={arguments.format} says how far the translation is, not what has changed: "
                "leave BASE or FORMAT out."
            )
        # First: a revision that git does not know is refused before any page is read.
        before = messages_at(arguments.base)
        changed = what_is_stale(extract(), before)
        if arguments.format == "json":
            print(json.dumps(stale.values(arguments.base, changed), ensure_ascii=False, indent=2))
        else:
            print("\n".join(report(arguments.base, changed)).rstrip())
    else:
        show(languages(extract()), arguments.format)


def show(found: list[LanguageProgress], form: str) -> None:
    """Print how far the translation is, or write badges."""
    if form == "json":
        print(json.dumps(values(found), ensure_ascii=False, indent=2))
    elif form == "html":
        print(write_page(found, ROOT / "_build" / "status"))
    elif form == "badge":
        print("\n".join(write_badges(found, ROOT / "_build" / "status")))
    else:
        print("\n".join(table(found)).rstrip())


if __name__ == "__main__":
    run(main)
