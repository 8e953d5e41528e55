"""Renew the pictures of the README: ``python tools/screenshots.py _build/dirhtml docs/screenshots``."""

import os
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.browser import ADVICE, find
from tools.serve import served

LANGUAGES = ("nl", "en")
SIZE = {"width": 1280, "height": 900}
COLOURS = 256


def main() -> None:
    """Take the home page of each language, as a picture of few colours and few bytes."""
    site, output = Path(sys.argv[1]), Path(sys.argv[2])
    program = find()
    if program is None:
        sys.exit(ADVICE)
    output.mkdir(parents=True, exist_ok=True)
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with served(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            args=["--disable-background-networking", *(["--no-sandbox"] if as_root else [])],
        )
        for code in LANGUAGES:
            page = browser.new_page(viewport=SIZE, color_scheme="light")
            page.goto(f"{address}/{code}/", wait_until="networkidle")
            picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
            path = output / f"home-{code}.png"
            picture.quantize(COLOURS).save(path, optimize=True)
            print(f"{path}: {path.stat().st_size // 1024} kB")
        browser.close()


if __name__ == "__main__":
    main()
