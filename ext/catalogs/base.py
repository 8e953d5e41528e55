"""What a change of pages means for translators: compare today's templates with older catalogs.

The catalogs of the older revision are updated from the templates, in memory.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from .catalog import Catalog, read_catalogs
from .folder import LanguageFolder
from .message import Message
from .pot import Template
from .progress import SHOWN, beginning
from .site import Site
from .update import Change, PoFile, changes

#: What happens to a translation, by its name in JSON.
EFFECTS = {
    "to-translate": "needs translating",
    "becomes-fuzzy": "its translation becomes fuzzy",
    "translated": "is already translated",
    "unused": "its translation is no longer used",
}
#: How many characters are shown before the first difference.
SHOWN_BEFORE = 20


def unpack_revision(base: str, root: Path, folder: Path) -> None:
    """Put the files of the site in *root*, as they were at a revision, into *folder*.

    It exits with the reason if git does not know the revision.
    """
    if _git(root, "rev-parse", "--is-inside-work-tree").returncode:
        sys.exit("BASE needs the site's git history, but this folder is not in a git repository.")
    commit = f"{base}^{{commit}}"
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", commit)
    if found.returncode:
        sys.exit(
            f"git does not know the revision {base!r}. Name a branch, a tag or a commit, such as "
            "BASE=origin/main; in a shallow clone, first run: git fetch --unshallow"
        )
    packed = _git(root, "archive", found.stdout.decode().strip())
    if packed.returncode:
        sys.exit(f"git cannot export {base}: {packed.stderr.decode(errors='replace').strip()}")
    unpack(packed.stdout, folder)


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)
    except FileNotFoundError:
        sys.exit("BASE needs git, which is not installed here.")


def unpack(packed: bytes, folder: Path) -> None:
    """Unpack the plain files of a tar file into a folder, and nothing outside of it."""
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for member in archive:
            place = PurePosixPath(member.name)
            if member.isfile() and ".." not in place.parts and not place.is_absolute():
                path = folder / place
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(archive.extractfile(member).read())  # type: ignore[union-attr]


def changes_since(site: Site, folders: Iterable[LanguageFolder]) -> list[dict[str, Any]]:
    """By language, what is new, changed and gone, and what happens to its translation.

    :param folders: the catalogs of the revision, with today's templates
    """
    found = []
    for language in folders:
        language.read(site.shown)
        updated = language.updated()
        pages: list[dict[str, Any]] = []
        for template in language.wanted.values():
            if not template.is_in_folder:
                continue
            files = site.folders.files(language.code, template.name)
            catalog = read_catalogs(files, language.code) or Catalog(path=files[0].shown)
            old = language.there.get(template.name) or PoFile("")
            where = {message.name: message for message in template.located()}
            rows = [_row(change, catalog, where) for change in changes(old, updated[template.name])]
            if rows:
                pages.append({"page": template.path, "catalog": catalog.path, "messages": rows})
        effects = [row["effect"] for page in pages for row in page["messages"]]
        counts = {effect: effects.count(effect) for effect in EFFECTS}
        name = site.name_of(language.code)
        found.append({"code": language.code, "name": name, "counts": counts, "pages": pages})
    return found


def _row(change: Change, catalog: Catalog, where: Mapping[str, Message]) -> dict[str, Any]:
    """One change, for programs.

    :param where: today's messages, with their headings
    """
    before, now = change.before, change.now
    keys = [entry.name for entry in (now, before) if entry]
    if now is None:
        what, effect = "gone", "unused"
    else:
        what = "changed" if before else "new"
        effect = "becomes-fuzzy" if before else "to-translate"
        effect = "translated" if keys[0] in catalog.messages else effect
    # What is gone has its place in its notes.
    text = where.get(keys[0]) or Template("/x", "x", "", (before or Message(),), {}).located()[0]
    lines = [catalog.lines[k] for k in keys if k in catalog.lines and k not in catalog.paths]
    return {
        "what": what,
        "effect": effect,
        "headings": list(text.headings),
        "kind": text.kind,
        "text": (now or before or text).text,
        "before": before.text if before and now else None,
        "line": lines[0] if lines else None,
    }


def report(base: str, found: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The lines of the report, by language, page and section."""
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
                now, before = _beginnings(row["text"], row["before"])
                yield f"  {where}: {row['what']}: “{now}”"
                if before:
                    yield f"      before: “{before}”"
                place = f"{page['catalog']}:{row['line']}" if row["line"] else page["catalog"]
                yield f"      {place}: {EFFECTS[row['effect']]}"
        yield ""


def _beginnings(text: str, before: str | None) -> tuple[str, str]:
    """A text and its older version, each on a line, from shortly before they differ."""
    now, then = " ".join(text.split()), " ".join((before or "").split())
    pairs = enumerate(zip(now, then, strict=False))
    same = next((place for place, (one, other) in pairs if one != other), len(then))
    same = same if max(len(now), len(then)) > SHOWN else 0
    start = now.rfind(" ", 0, max(same - SHOWN_BEFORE, 0)) + 1
    mark = "…" if start else ""
    return mark + beginning(now[start:]), then and mark + beginning(then[start:])
