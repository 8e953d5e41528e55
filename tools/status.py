"""Say how far the translation is, or what a change makes stale.

    python tools/status.py                    a table, down to each message that waits
    python tools/status.py --format json      the same for programs, with all messages
    python tools/status.py --format html      _build/status/index.html, a page for translators
    python tools/status.py --format badge     _build/status/en.svg, for each language
    python tools/status.py --base main        what is new, changed and gone since that revision

For the last, the catalogs of that revision are brought up to date with the pages of today, in a folder of their own.
"""

import argparse
import io
import json
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ext.catalogs import po  # noqa: E402
from ext.catalogs.catalog import Catalog, read_catalogs  # noqa: E402
from ext.catalogs.message import Message  # noqa: E402
from ext.catalogs.progress import SHOWN, LanguageProgress, State, Tally, beginning, tally, values  # noqa: E402
from ext.catalogs.update import Change, PoFile, changes  # noqa: E402
from ext.command import run  # noqa: E402
from ext.languages import site_languages  # noqa: E402
from ext.languages.internals.extraction import Messages  # noqa: E402
from ext.languages.settings import catalog_folders  # noqa: E402
from ext.languages.status import page_progress, progress  # noqa: E402
from tools.translations import (  # noqa: E402
    WORDS,
    catalogs_to_update,
    extract,
    words_of_interface,
)

#: Colours of badges, dark enough for white words, from how much is translated on.
COLOURS = ((100, "#1a6b34"), (75, "#4a6314"), (50, "#8a5000"), (0, "#a3271b"))
#: Width of a sign and of the blanks beside a text, in pixels, for lack of a font to measure.
SIGN, BLANKS = 7, 16
LEFT_TO_DO = (State.FUZZY, State.FAULTY, State.MISSING)
#: What becomes of a translation, by the name that programs read.
EFFECTS = {
    "to-translate": "is to be translated",
    "becomes-fuzzy": "its translation becomes fuzzy",
    "translated": "is translated already",
    "unused": "its translation is no longer used",
}
#: How many signs are shown of what a text has in common with what it was.
SHOWN_BEFORE = 20


def messages_of(app: Sphinx) -> dict[str, list[Message]]:
    """Return the messages of each written page, once all pages are read."""
    found: dict[str, Messages] = app.builder.catalogs  # type: ignore[attr-defined]
    return {name: messages.in_order() for name, messages in found.items() if "/" in name}


def languages(app: Sphinx) -> list[LanguageProgress]:
    """Return how far each language is: pages, pictures, and interface words."""
    messages = messages_of(app)
    found = []
    for language in progress(app, lambda docname: messages.get(docname, [])):
        words = words_of_interface(app, language.code)
        if words is not None:
            texts = words
            part = page_progress(app, language.code, [WORDS], texts, source="en")
            there = plurals(app, language.code)
            rows = (
                replace(row, state=State.TRANSLATED) if row.message.text in there else row
                for row in part.rows
            )
            part = replace(part, rows=tuple(rows))
            language = replace(language, pages=(*language.pages, part))
        found.append(language)
    return found


def plurals(app: Sphinx, language: str) -> set[str]:
    """Return the interface words with more than one form that are translated."""
    return {
        message.text
        for file in catalog_folders(app).files(language, WORDS)
        if (catalog := read_catalogs([file], language)) and catalog.lines  # It could be read.
        for message in po.read(file.path).live
        if message.plural is not None and all(message.forms.values()) and not message.is_fuzzy
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
                    yield f"  {page.place(row)}: {row.state}: “{beginning(row.message.text)}”"
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


def site_at(base: str, folder: Path) -> None:
    """Put the files of the site as they were at a revision into a folder."""
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
    """Unpack the plain files of a tar file into a folder, and nothing outside of it."""
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for member in archive:
            place = PurePosixPath(member.name)
            if member.isfile() and ".." not in place.parts and not place.is_absolute():
                path = folder / place
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(archive.extractfile(member).read())  # type: ignore[union-attr]


def changes_since(app: Sphinx, before: Path) -> list[dict[str, Any]]:
    """Return, by language, what is new, changed and gone, and what becomes of its translation.

    The catalogs of a revision are brought up to date with the pages of today, in memory.

    :param before: the folder of those catalogs
    """
    texts = messages_of(app)
    found = []
    for language, today in zip(
        catalogs_to_update(app, before), site_languages(app.config), strict=True
    ):
        language.read()
        updated = language.updated()
        pages = []
        for name, page in language.sources.items():
            files = catalog_folders(app).files(language.code, name)
            catalog = read_catalogs(files, language.code) or Catalog(path=files[0].shown)
            old = language.there.get(name) or PoFile("")
            told = {text.name: text for text in texts.get(page, ())}
            rows = [row_of(change, catalog, told) for change in changes(old, updated[name])]
            if rows:
                pages.append({"page": page, "catalog": catalog.path, "messages": rows})
        effects = [row["effect"] for page in pages for row in page["messages"]]
        counts = {effect: effects.count(effect) for effect in EFFECTS}
        found.append({"code": today.code, "name": today.name, "counts": counts, "pages": pages})
    return found


def row_of(change: Change, catalog: Catalog, told: Mapping[str, Message]) -> dict[str, Any]:
    """Return one change, for programs: *told* says where a message of today stands."""
    before, now = change.before, change.now
    keys = [entry.name for entry in (now, before) if entry]
    if now is None:
        what, effect = "gone", "unused"
    else:
        what = "changed" if before else "new"
        effect = "becomes-fuzzy" if before else "to-translate"
        effect = "translated" if keys[0] in catalog.messages else effect
    # What is gone is known by its notes: "heading: Waar › Hoe".
    kind, _, path = (before.notes[0] if before and before.notes else "").partition(": ")
    gone = Message(kind=kind, headings=tuple(filter(None, path.split(" › "))))
    text = told.get(keys[0], gone)
    lines = [catalog.lines[k] for k in keys if k in catalog.lines and k not in catalog.paths]
    return {
        "what": what,
        "effect": effect,
        "headings": list(text.headings),
        "kind": text.kind,
        "text": (now or before).text,  # type: ignore[union-attr]
        "before": before.text if before and now else None,
        "line": lines[0] if lines else None,
    }


def report(base: str, found: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the lines that say it, by language, page and section."""
    for language in found:
        if not language["pages"]:
            yield f"{language['name']}: nothing to translate has changed since {base}."
            yield ""
            continue
        counts = [
            f"{effect.replace('-', ' ')}: {number}"
            for effect, number in language["counts"].items()
            if number
        ]
        yield f"{language['name']}, since {base}: {', '.join(counts)}"
        for page in language["pages"]:
            for row in page["messages"]:
                where = " › ".join([page["page"], *row["headings"]])
                now, before = beginnings(row["text"], row["before"])
                yield f"  {where}: {row['what']}: “{now}”"
                if before:
                    yield f"      before: “{before}”"
                place = f"{page['catalog']}:{row['line']}" if row["line"] else page["catalog"]
                yield f"      {place}: {EFFECTS[row['effect']]}"
        yield ""


def beginnings(text: str, before: str | None) -> tuple[str, str]:
    """Return a text and what it was before, on a line each, from shortly before they differ."""
    now, then = " ".join(text.split()), " ".join((before or "").split())
    pairs = enumerate(zip(now, then, strict=False))
    same = next((place for place, (one, other) in pairs if one != other), len(then))
    same = same if max(len(now), len(then)) > SHOWN else 0
    start = now.rfind(" ", 0, max(same - SHOWN_BEFORE, 0)) + 1
    mark = "…" if start else ""
    return mark + beginning(now[start:]), then and mark + beginning(then[start:])


def main() -> None:
    """Say it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--format", choices=["table", "json", "html", "badge"], default="table")
    parser.add_argument("--base", help="a revision: say what has changed since then")
    arguments = parser.parse_args()
    if arguments.base:
        if arguments.format in {"badge", "html"}:
            sys.exit(
                f"FORMAT={arguments.format} says how far the translation is, not what has changed: "
                "leave BASE or FORMAT out."
            )
        with TemporaryDirectory() as place:
            # First: a revision that git does not know is refused before any page is read.
            site_at(arguments.base, Path(place))
            app = extract()
            found = changes_since(app, Path(place, catalog_folders(app).names[0]))
        if arguments.format == "json":
            told = {"base": arguments.base, "languages": found}
            print(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            print("\n".join(report(arguments.base, found)).rstrip())
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
