"""Update the pictures in the README and in docs/editing.md, from the built site.

``python tools/screenshots.py _build/dirhtml docs/screenshots``
"""

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageChops, ImageOps

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.browser import open_browser
from tools.guide import DAY, TITLE, examples, write_guide
from tools.serve import served

LANGUAGES = ("nl", "en")
SIZE = {"width": 1280, "height": 900}
COLOURS = 256

EXAMPLE_SIZE = {"width": 1000, "height": 700}
MARGIN = 16


def main() -> None:
    """Take pictures of the home page in each language, and of the examples of docs/editing.md."""
    site, output = Path(sys.argv[1]), Path(sys.argv[2])
    output.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, open_browser() as (browser, _):
        with served(site) as address:
            page = browser.new_page(viewport=SIZE, color_scheme="light")
            for code in LANGUAGES:
                page.goto(f"{address}/{code}/", wait_until="networkidle")
                save(opened(page.screenshot()), output / f"home-{code}.png")
        guide = Path(folder, "guide")
        write_guide(guide)
        command = [sys.executable, "-m", "sphinx", "-q", "-b", "dirhtml", ".", "_build"]
        subprocess.run(command, cwd=guide, env=os.environ | {"SOURCE_DATE_EPOCH": DAY}, check=True)
        with served(guide / "_build") as address:
            page = browser.new_page(viewport=EXAMPLE_SIZE, color_scheme="light", bypass_csp=True)
            for one in (one for one in examples() if one.picture):
                page.goto(f"{address}/nl/{one.name}/", wait_until="networkidle")
                hidden = "h1, header, footer" if TITLE in one.text else "header, footer"
                page.add_style_tag(content=f"{hidden} {{ display: none }}")
                picture = opened(page.locator("main").screenshot())
                save(cropped(picture), output / f"{one.picture}.png")


def opened(screenshot: bytes) -> Image.Image:
    """A screenshot as a picture."""
    return Image.open(BytesIO(screenshot)).convert("RGB")


def cropped(picture: Image.Image) -> Image.Image:
    """A picture without what is empty around it, but for a margin."""
    paper = Image.new("RGB", picture.size, picture.getpixel((0, picture.height - 1)))
    inner = picture.crop(ImageChops.difference(picture, paper).getbbox())
    return ImageOps.expand(inner, MARGIN, paper.getpixel((0, 0)))


def save(picture: Image.Image, path: Path) -> None:
    """Save a picture in few colours and few bytes."""
    picture.quantize(COLOURS).save(path, optimize=True)
    print(f"{path}: {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
