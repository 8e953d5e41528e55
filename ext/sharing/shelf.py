"""Cards in the output, and where they are kept between builds. Plain functions over values."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ext.files import write_whole
from ext.sharing.cards import card_name, draw_card

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The folder of the cards in the output.
FOLDER = "_cards"


def cache_folder(outdir: Path, doctreedir: Path) -> Path:
    """Where made cards are kept: beside the folder of the doctrees, for every builder.

    >>> build = Path("/site/_build")
    >>> cache_folder(build / "html", build / "doctrees" / "html").as_posix()
    '/site/_build/cards'
    >>> cache_folder(Path("/out"), Path("/out/.doctrees")).as_posix()
    '/out.cards'
    """
    if doctreedir.is_relative_to(outdir):
        return outdir.with_name(f"{outdir.name}.cards")
    for folder in doctreedir.parents:
        if folder.name == "doctrees":
            return folder.parent / "cards"
    return doctreedir / "cards"


def publish(outdir: Path, cache: Path, wanted: Iterable[str]) -> int:
    """Put these cards into the output; the number that had to be drawn.

    :param wanted: the words of each
    """
    folder, drawn = outdir / FOLDER, 0
    for words in sorted(set(wanted)):
        name = card_name(words)
        if (folder / name).is_file():
            continue
        if not (cache / name).is_file():
            write_whole(cache / name, draw_card(words))
            drawn += 1
        write_whole(folder / name, (cache / name).read_bytes())
    return drawn
