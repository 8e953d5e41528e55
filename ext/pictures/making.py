"""From an original and a recipe to a folder of files, with a list of them as plain values."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image

from ext.pictures.decoding import clean, open_part
from ext.pictures.encoding import Format, encode_within, formats_for, has_few_colours
from ext.pictures.originals import check_size, read_header
from ext.pictures.places import Cut, Focus, Recipe, Size, budget_of, region, widths_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any

CONTENTS = "contents.json"


class File(NamedTuple):
    """A finished file: its name in the folder, its size in pixels and in bytes."""

    name: str
    width: int
    height: int
    length: int


class Made(NamedTuple):
    """What was made from an original.

    :param size: of the original, upright
    :param files: of each cut, by extension, narrowest first
    """

    size: Size
    files: Mapping[str, Mapping[str, tuple[File, ...]]]


def make(original: Path, recipe: Recipe, folder: Path) -> Made:
    """Make every file of a picture in an empty folder, and list there what was made.

    Of an animation, only the first frame is used.

    :raises ValueError: it cannot be used
    :raises OSError: it is truncated or damaged
    """
    _, size, _ = read_header(original)
    check_size(size)
    made = Made(size, _make_files(original, recipe, size, folder))
    (folder / CONTENTS).write_text(json.dumps(made), encoding="utf-8")
    return made


def read_made(folder: Path) -> Made:
    """Read what was made in a folder.

    :raises OSError: nothing was made, or a file is missing
    :raises AttributeError, TypeError, ValueError: its list or a file is damaged
    """
    size, cuts = json.loads((folder / CONTENTS).read_text(encoding="utf-8"))
    made = {
        cut: {kind: tuple(File(*file) for file in files) for kind, files in kinds.items()}
        for cut, kinds in cuts.items()
    }
    for kinds in made.values():
        for file in itertools.chain(*kinds.values()):
            if (folder / file.name).stat().st_size != file.length:
                raise ValueError(f"{file.name} is damaged")
    return Made(Size(*size), made)


def _make_files(
    original: Path, recipe: Recipe, size: Size, folder: Path
) -> dict[str, dict[str, tuple[File, ...]]]:
    parts = {cut.name: region(cut, size) for cut in recipe.cuts}
    widths = {
        cut.name: widths_of(cut, Size(part[2] - part[0], part[3] - part[1]))
        for cut, part in zip(recipe.cuts, parts.values(), strict=True)
    }
    # All cuts are within this part; it is opened once, as large as the largest cut needs.
    lefts, tops, rights, bottoms = zip(*parts.values(), strict=True)
    whole = min(lefts), min(tops), max(rights), max(bottoms)
    scale = max(widths[name][-1] / (part[2] - part[0]) for name, part in parts.items())
    image, opened = open_part(original, whole, min(scale, 1.0))
    plain = has_few_colours(image)
    files = {}
    for cut in recipe.cuts:
        left, top, right, bottom = parts[cut.name]
        box = (
            (left - whole[0]) * opened,
            (top - whole[1]) * opened,
            min((right - whole[0]) * opened, image.width),
            min((bottom - whole[1]) * opened, image.height),
        )
        shape = Size(right - left, bottom - top)
        files[cut.name] = _make_cut(image, box, shape, cut, widths[cut.name], recipe, plain, folder)
    return files


def _make_cut(
    image: Image.Image,
    box: tuple[float, float, float, float],
    shape: Size,
    cut: Cut,
    widths: list[int],
    recipe: Recipe,
    plain: bool,
    folder: Path,
) -> dict[str, tuple[File, ...]]:
    """Every width and format of one cut; with plain colours, useless formats are left out."""
    kinds = formats_for(image, plain=plain)
    made: dict[str, list[File]] = {kind.extension: [] for kind in kinds}
    data: dict[str, bytes] = {}
    start = {kind: kind.best for kind in kinds}
    for width in reversed(widths):
        small_size = Size(width, max(1, round(width * shape.height / shape.width)))
        small = clean(image.resize(small_size, Image.Resampling.LANCZOS, box=box))
        for kind in kinds:
            file, data[file.name] = _encoded(
                small, kind, cut, start, narrowest=width == widths[0], fine=recipe.fine, plain=plain
            )
            if data[file.name]:
                made[kind.extension].insert(0, file)
    kept = _worth_it(made, [kind.extension for kind in kinds]) if plain else made
    for files in kept.values():
        for file in files:
            (folder / file.name).write_bytes(data[file.name])
    return {extension: tuple(files) for extension, files in kept.items()}


def _encoded(
    small: Image.Image,
    kind: Format,
    cut: Cut,
    start: dict[Format, int],
    *,
    narrowest: bool,
    fine: bool,
    plain: bool,
) -> tuple[File, bytes]:
    """One file; without bytes if it exceeds its budget and a narrower one follows."""
    budget = budget_of(cut, small.width)
    data, start[kind] = encode_within(
        small, kind, budget, start=start[kind], fine=fine, plain=plain
    )
    if budget and kind.room and len(data) > budget * kind.room and not narrowest:
        data = b""
    name = f"{cut.name}{small.width}.{kind.extension}"
    return File(name, small.width, small.height, len(data)), data


def _worth_it(made: dict[str, list[File]], order: list[str]) -> dict[str, list[File]]:
    """With plain colours, leave out a format that is not smaller than a better supported one."""
    kept = dict(made)
    for number, extension in enumerate(order):
        for other in order[number + 1 :]:
            if other in kept and extension in kept and len(kept[other]) == len(kept[extension]):
                mine = sum(file.length for file in kept[extension])
                if mine >= sum(file.length for file in kept[other]):
                    del kept[extension]
    return kept


def recipe_of(values: Any) -> Recipe:
    """A recipe, from its form in JSON."""
    cuts, fine = values
    return Recipe(
        tuple(
            Cut(name, tuple(widths), tuple(ratios) if ratios else None, Focus(*focus), budget)
            for name, widths, ratios, focus, budget in cuts
        ),
        fine,
    )
