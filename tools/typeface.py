"""Cut the typeface of titles to what titles need: Newsreader, in ``_static/fonts``.

    python tools/typeface.py

One weight and one optical size, that of titles, with the letters of Dutch, English, French and German.
The italic, for scientific names, has letters alone. A character that is not in here comes from the
next face in ``--vsc-serif``.
"""

import sys
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ext.command import run  # noqa: E402
from ext.files import write_whole  # noqa: E402

FOLDER = ROOT / "_static" / "fonts"
PACKAGE = files("fontpkg_newsreader")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#: What is drawn, and the characters kept, by the file's name.
CUTS = {
    "newsreader.woff2": (
        "Newsreader[opsz,wght].ttf",
        f"{LETTERS}ÇÈÉÊËÎÏÔÖÜßàáâäçèéêëíîïñóôöùúûüœ0123456789 \xa0!&'()+,-./:;?·×«»–‘’“”…",
    ),
    "newsreader-italic.woff2": (
        "Newsreader-Italic[opsz,wght].ttf",
        f"{LETTERS}×éèëïöü -.()",
    ),
}
AXES = {"opsz": 40, "wght": 400}


def cut(source: str, characters: str) -> bytes:
    """A file of the package with these characters alone, as WOFF2."""
    font = TTFont(BytesIO((PACKAGE / "files" / source).read_bytes()), recalcTimestamp=False)
    instantiateVariableFont(font, AXES, inplace=True)
    options = Options()
    options.layout_features = ["kern"]
    options.hinting = False
    options.name_IDs = [0]  # Copyright.
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(font)
    font.flavor = "woff2"
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def made() -> dict[str, bytes]:
    """The files, by name, with their licence."""
    return {
        **{name: cut(*how) for name, how in CUTS.items()},
        "OFL.txt": (PACKAGE / "LICENSE").read_bytes(),
    }


def main() -> None:
    """Write the files that have changed."""
    for name, content in made().items():
        if write_whole(FOLDER / name, content):
            print(f"wrote _static/fonts/{name}: {len(content)} bytes")


if __name__ == "__main__":
    run(main)
