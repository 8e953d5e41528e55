"""The picture register: which pictures there are, what they show, and who made them.

Plain functions over plain values; `ext.components.pictures` is the interface to Sphinx.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ext.components.marked_yaml import check
from ext.paths import why_unusable
from ext.yaml_lines import Fault, read, suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


KEYS = ("language", "pictures")


@dataclass(frozen=True)
class Picture:
    """One picture of the register.

    :param file: its name in the folder of the register
    :param alt: what it shows, for who cannot see it
    :param maker: who made it; shown in the credit
    :param licence: such as ``CC BY 4.0``; shown in the credit
    :param kind: how the credit calls it: drawing, photo or picture; a logo has no credit
    :param title: of the work, if it has one
    :param source: where the file comes from, or who allowed its use
    :param focus: what must stay visible when it is cropped: from the left and from the top
    :param detail: the part of a drawing that is shown, in its own units: from the left, from the top, width
    :param awaited: the file has not arrived yet, so no page may use it
    """

    file: str
    maker: str
    alt: str = ""
    licence: str = ""
    kind: str = "picture"
    title: str = ""
    source: str = ""
    focus: str = ""
    detail: str = ""
    awaited: bool = False


class Register(NamedTuple):
    """The register as read: its valid entries, and what is wrong with the others.

    :param lines: of each key in the text, also of the faulty ones
    :param faults: of the text
    :param missing: pictures whose file is not there, though they are not awaited, or may not be used,
        by key
    :param language_line: where the language is
    :param file_lines: where each picture names its file
    """

    language: str
    pictures: Mapping[str, Picture]
    lines: Mapping[str, int]
    faults: Sequence[Fault]
    missing: Mapping[str, Fault] = {}
    language_line: int = 1
    file_lines: Mapping[str, int] = {}


def point(focus: str) -> tuple[int, int] | None:
    """The two percentages of a focus; None if it is not valid.

    >>> point("30% 60%"), point("left")
    ((30, 60), None)
    """
    found = re.fullmatch(r"(\d{1,3})\s*%[\s,]+(\d{1,3})\s*%", focus)
    left, top = (int(found[1]), int(found[2])) if found else (-1, -1)
    return (left, top) if 0 <= left <= 100 and 0 <= top <= 100 else None


NO_REGISTER = Register("", {}, {}, ())


def read_register(
    path: Path, site: Path, parse: Callable[[str], Register] | None = None
) -> Register:
    """Read the register, and check that its pictures exist.

    :param site: the folder that contains all pictures
    :param parse: how to read its text, instead of `parse_register`
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return NO_REGISTER
    except (OSError, UnicodeDecodeError) as error:
        fault = Fault(1, f"The register cannot be read: {error}.")
        return NO_REGISTER._replace(faults=[fault])
    register = (parse or parse_register)(text)
    missing = {}
    for key, picture in register.pictures.items():
        file = Path(path.parent, picture.file)
        if why := why_unusable(file, site):
            missing[key] = Fault(register.file_lines[key], f"{key!r}: {picture.file!r} {why}")
        elif not picture.awaited and not file.is_file():
            said = f"Picture {key!r}: there is no file {picture.file!r}."
            missing[key] = Fault(register.lines[key], said)
    return register._replace(missing=missing)


def parse_register(text: str) -> Register:
    """Read the text of a register, without looking at the pictures themselves."""
    from ext.components.register_entry import Entry  # It needs a library that loads slowly.

    marked, faults = read(text, entries_of="pictures")
    top: Any = marked.value
    if not isinstance(top, dict):
        if not faults:
            faults = [Fault(1, "The register must consist of 'language:' and 'pictures:'.")]
        return NO_REGISTER._replace(faults=faults)
    faults = faults + [
        Fault(marked.line((str(key),)), f"Unknown key {str(key)!r}: {suggestion(str(key), KEYS)}")
        for key in top
        if key not in KEYS
    ]
    language = top.get("language")
    if not isinstance(language, str) or not language:
        faults.append(Fault(marked.line(("language",)), "'language' is missing: write its code."))
        language = ""
    entries = top.get("pictures") or {}
    if not isinstance(entries, dict):
        faults.append(Fault(marked.line(("pictures",)), "'pictures' must contain 'key:' lines."))
        entries = {}
    pictures = {}
    for key in entries:
        entry, wrong = check(Entry, marked, ("pictures", key))
        for line, message in wrong:
            about_all = message.startswith(f"{key!r} ")
            faults.append(Fault(line, message if about_all else f"{key!r}: {message}"))
        if entry:
            pictures[str(key)] = Picture(**entry.model_dump())
    lines = {str(key): marked.line(("pictures", key)) for key in entries}
    return Register(
        language,
        pictures,
        lines,
        faults,
        language_line=marked.line(("language",)),
        file_lines={str(key): marked.line(("pictures", key, "file")) for key in entries},
    )


def licence_address(licence: str, language: str) -> str:
    """The address where a licence can be read, in the reader's language; empty if unknown.

    >>> licence_address("CC BY 4.0", "nl")
    'https://creativecommons.org/licenses/by/4.0/deed.nl'
    >>> licence_address("CC0 1.0", "en")
    'https://creativecommons.org/publicdomain/zero/1.0/deed.en'
    >>> licence_address("all rights reserved", "en")
    ''
    """
    if found := re.fullmatch(r"CC (BY(?:-(?:NC|SA|ND|NC-SA|NC-ND))?) (\d\.\d)", licence):
        kind, version = found.groups()
        return f"https://creativecommons.org/licenses/{kind.lower()}/{version}/deed.{language}"
    if licence in {"CC0", "CC0 1.0"}:
        return f"https://creativecommons.org/publicdomain/zero/1.0/deed.{language}"
    return ""
