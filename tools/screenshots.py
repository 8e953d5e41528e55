"""Update the pictures in the README and in docs/editing.md, from the built site.

``python tools/screenshots.py _build/dirhtml docs/screenshots``
"""

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, ViewportSize

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.browser import open_browser
from tools.serve import served

LANGUAGES = ("nl", "en")
SIZE = {"width": 1280, "height": 900}
COLOURS = 256

# The blocks that docs/editing.md shows: where one is, and what selects it.
BLOCKS = {
    "hero": ("/nl/partners/", ".vsc-hero"),
    "split": ("/nl/exemplaren/zoekopdracht/", "section:has(> .vsc-split)"),
    "partner": ("/nl/partners/", "#unamur"),
    "landscape": ("/nl/community/", ".vsc-landscape"),
    "search": ("/nl/literatuur/zoekopdracht/", ".vsc-search__form"),
    "labels": ("/nl/community/", "ul.vsc-labels"),
    "tiles": ("/nl/", ".vsc-tiles"),
    "statistics": ("/nl/over/", ".vsc-statistics"),
}
BLOCK_SIZE = {"width": 1000, "height": 800}


def main() -> None:
    """Take pictures of the home page in each language, and of each block."""
    site, output = Path(sys.argv[1]), Path(sys.argv[2])
    output.mkdir(parents=True, exist_ok=True)
    with served(site) as address, open_browser() as (browser, _):

        def open_page(path: str, size: ViewportSize) -> Page:
            page = browser.new_page(viewport=size, color_scheme="light")
            page.goto(address + path, wait_until="networkidle")
            return page

        for code in LANGUAGES:
            save(open_page(f"/{code}/", SIZE).screenshot(), output / f"home-{code}.png")
        for name, (path, selector) in BLOCKS.items():
            block = open_page(path, BLOCK_SIZE).locator(selector).first
            save(block.screenshot(), output / f"{name}.png")


def save(screenshot: bytes, path: Path) -> None:
    """Save a picture in few colours and few bytes."""
    picture = Image.open(BytesIO(screenshot)).convert("RGB")
    picture.quantize(COLOURS).save(path, optimize=True)
    print(f"{path}: {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
