"""A language that nobody speaks: every message of the catalogs, bracketed and with accents.

A site built with it shows at a glance what comes from no catalog: it has no accents.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib
import pydata_sphinx_theme
import sphinx

#: Babel knows this language, and neither Sphinx nor its theme is complete in it.
CODE = "eo"
OPEN, CLOSE = "⟦", "⟧"
ACCENTS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "äƀçďéƒĝħîĵķļɱñöþǫŕšţüṽŵẋýžÀƁÇĎÉƑĜĦÎĴĶĻṀÑÖÞǪŔŠŢÜṼŴẊÝŽ",
)
#: What a translator leaves as it is: targets, code, names, placeholders, HTML, addresses.
UNTOUCHED = re.compile(
    r"\]\([^)]*\)|\]\[[^\]]*\]|\[\^[^\]]*\]"
    r"|\{name\}`[^`]*`|`[^`]*`"
    r"|%\(\w+\)[sd]|%(?:\.\d+)?[A-Za-z%]|\{\{[^}]*\}\}|\{[^}`]*\}"
    r"|</?[a-zA-Z][^>]*>|&\w+;|https?://\S+|[\w.]+@[\w.]+"
)
#: A role, whose words are translated and whose target is not.
ROLE = re.compile(r"(\{(?!name\})[\w:+-]+\})`([^`<]*)(<[^`>]*>)?`")


def pseudo(text: str) -> str:
    """*text* with brackets and accents, and its markup as it was."""
    parts, end = [], 0
    for role in ROLE.finditer(text):
        words = role[2].translate(ACCENTS) if role[3] else role[2]
        parts += [_accented(text[end : role.start()]), f"{role[1]}`{words}{role[3] or ''}`"]
        end = role.end()
    return f"{OPEN}{''.join(parts)}{_accented(text[end:])}{CLOSE}"


def _accented(text: str) -> str:
    parts, end = [], 0
    for found in UNTOUCHED.finditer(text):
        parts += [text[end : found.start()].translate(ACCENTS), found[0]]
        end = found.end()
    return "".join(parts) + text[end:].translate(ACCENTS)


def translate_everything(site: Path) -> None:
    """Write the catalogs of this language for the site in the folder *site*, from its templates."""
    templates = site / "locales" / "pot"
    for folder in (templates / "nl", templates / "en"):
        for path in folder.rglob("*.pot"):
            _write(
                site, path.relative_to(folder).with_suffix("").as_posix(), polib.pofile(str(path))
            )
    _write(site, "sphinx", _words(templates / "sphinx.pot"))


def _words(own: Path) -> Iterator[polib.POEntry]:
    seen: set[str] = set()
    packages = [Path(package.__file__).parent for package in (sphinx, pydata_sphinx_theme)]
    for path in (own, *(package / "locale" / "sphinx.pot" for package in packages)):
        for entry in polib.pofile(str(path)):
            if entry.msgid not in seen:
                seen.add(entry.msgid)
                yield entry


def _write(site: Path, name: str, entries: Iterable[polib.POEntry]) -> None:
    catalog = polib.POFile()
    catalog.metadata = {
        "Language": CODE,
        "Content-Type": "text/plain; charset=UTF-8",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for entry in entries:
        plural = (
            {0: pseudo(entry.msgid), 1: pseudo(entry.msgid_plural)} if entry.msgid_plural else {}
        )
        catalog.append(
            polib.POEntry(
                msgid=entry.msgid,
                msgctxt=entry.msgctxt,
                msgid_plural=entry.msgid_plural,
                msgstr="" if plural else pseudo(entry.msgid),
                msgstr_plural=plural,
            )
        )
    path = site / "locales" / CODE / "LC_MESSAGES" / f"{name}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    catalog.save(str(path))
