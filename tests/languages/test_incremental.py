"""An incremental build gives the same bytes as a fresh one, whatever was done before it.

Each series begins with a small site and does things to it at random; after each, the site is built
incrementally and afresh. `INCREMENTAL_SERIES` says how many series (4 without it), and
`INCREMENTAL_SEED` repeats one.
"""

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import CONF, Site

SERIES = int(os.environ.get("INCREMENTAL_SERIES", "4"))
SEED = int(os.environ.get("INCREMENTAL_SEED", "1"))
STEPS = 6
NAMES = ["appel", "beuk", "citroen", "dille"]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{0}"/>\n'


class Gardener:
    """Does things to a site, at random."""

    def __init__(self, site: Site, dice: random.Random) -> None:
        self.site = site
        self.dice = dice
        self.count = 0
        self.template = ""
        self.settings: list[str] = []
        site.write({"images/blad.svg": SVG.format(8), "_templates/page.html": ""})
        self.write_home("nl")
        for name in NAMES[:3]:
            self.write_page("nl", name)
        self.write_page("en", "fig")
        self.write_catalog("index")
        self.write_catalog("appel")
        self.change_setting()

    def new(self, word: str) -> str:
        self.count += 1
        return f"{word} {self.count}"

    def pages(self, language: str) -> list[str]:
        return sorted(path.stem for path in (self.site.folder / language).glob("*.md"))

    def path(self, name: str) -> Path:
        return self.site.folder / name

    def write_home(self, language: str) -> None:
        front = f"---\nlang-ref: {self.dice.choice(['home', 'start'])}\n---\n"
        numbered = self.dice.choice(["", "", ":numbered:\n"])
        toctree = f"```{{toctree}}\n:glob:\n{numbered}\n*\n```\n"
        self.site.write(
            {f"{language}/index.md": f"{front}# {self.new('Thuis')}\n\n[](appel.md)\n\n{toctree}"}
        )

    def write_page(self, language: str, name: str) -> None:
        choose = self.dice.choice
        front = []
        if choose([0, 1]):
            front.append(f"lang-ref: {choose(['boom', 'kruid', name])}-{name}")
        if choose([0, 0, 1]):
            front.append(f"permalink: /{language}/{name}/{choose('abc')}")
        head = "---\n" + "\n".join(front) + "\n---\n" if front else ""
        # A label of its own: of two equal ones, the last that was read would win.
        label = f"{language}-{choose([name, f'{name}-deel'])}"
        self.site.write(
            {
                f"{language}/{name}.md": f"{head}# {choose([name.title(), self.new('Titel')])}\n\n"
                f"Zin van {name}, {choose(['zie [](index.md)', 'zie [daar](appel.md#deel)'])}.\n\n"
                f"({label})=\n## {choose(['Deel', 'Ander deel'])}\n\n{self.new('Los')}\n\n"
                f"![{choose(['blad', 'loof'])}](../images/blad.svg)\n\n:::{{versionadded}} 2\n:::\n\n"
                f"{{ref}}`{choose(['nl', 'en'])}-{choose(NAMES)}`\n"
            }
        )

    def write_catalog(self, name: str, language: str = "en") -> None:
        sources = [
            name.title(),
            "Deel",
            "Ander deel",
            "blad",
            "loof",
            f"Zin van {name}, zie [](index.md).",
        ]
        self.site.write(
            {
                f"locales/{language}/LC_MESSAGES/{name}.po": {
                    source: f"{source} {self.new('translated')}".replace(" zie", " see")
                    for source in self.dice.sample(sources, self.dice.randint(1, len(sources)))
                }
            }
        )

    # What may happen

    def edit_page(self) -> None:
        language = self.dice.choice(["nl", "en"])
        if names := [name for name in self.pages(language) if name != "index"]:
            self.write_page(language, self.dice.choice(names))

    def edit_home(self) -> None:
        self.write_home("nl")

    def add_page(self) -> None:
        self.write_page(self.dice.choice(["nl", "en"]), self.dice.choice(NAMES))

    def delete_page(self) -> None:
        if names := [name for name in self.pages("nl") if name != "index"]:
            self.site.remove(f"nl/{self.dice.choice(names)}.md")

    def rename_page(self) -> None:
        if names := [name for name in self.pages("nl") if name != "index"]:
            self.path(f"nl/{self.dice.choice(names)}.md").rename(self.path("nl/nieuw.md"))

    def turn_into_hand_written_and_back(self) -> None:
        shared = [name for name in self.pages("nl") if name in self.pages("en")]
        if shared and self.dice.random() < 0.6:
            self.site.remove(f"en/{self.dice.choice(shared)}.md")
        else:
            self.write_page("en", self.dice.choice(self.pages("nl")))

    def change_catalog(self) -> None:
        name = self.dice.choice([*NAMES, "index"])
        self.write_catalog(name, self.dice.choice(["en", "en", "nl", "fr"]))

    def break_catalog(self) -> None:
        self.site.write({"locales/en/LC_MESSAGES/appel.po": 'msgid "Appel"\nmsgstr "\n'})

    def delete_catalog(self) -> None:
        if found := sorted(self.path("locales").rglob("*.po")):
            self.dice.choice(found).unlink()

    def set_catalog_back(self) -> None:
        """A change with an older time, as a checkout of an old revision brings."""
        path = self.path("locales/en/LC_MESSAGES/index.po")
        if path.exists():
            self.write_catalog("index")
            os.utime(path, (1_000_000_000, 1_000_000_000))

    def change_words(self) -> None:
        words = {"Navigation": self.new("Wegwijzer"), "Added in version %s": self.new("Sinds %s")}
        self.site.write({"locales/nl/LC_MESSAGES/sphinx.po": words})

    def change_picture(self) -> None:
        self.site.write({"images/blad.svg": SVG.format(self.dice.randint(9, 99))})

    def add_or_delete_picture_for_one_language(self) -> None:
        if self.path("images/blad.en.svg").exists():
            self.site.remove("images/blad.en.svg")
        else:
            self.site.write({"images/blad.en.svg": SVG.format(7)})

    def change_template(self) -> None:
        # A template is newer than what was written with it by a whole second, as a person's is.
        text = '{% extends "!page.html" %}{% block footer %}' + self.new("voet") + "{% endblock %}"
        self.site.write({"_templates/page.html": text})
        later = self.path("_templates/page.html").stat().st_mtime + 1 + self.count
        os.utime(self.path("_templates/page.html"), (later, later))

    def change_setting(self) -> None:
        codes = self.dice.choice(
            ['["nl", "en"]', '["nl", "en"]', '["nl", "en", "fr"]', '["en", "nl"]']
        )
        self.site.write(
            {
                "conf.py": CONF.replace('["nl", "en"]', codes, 1)
                + f'html_title = "{self.dice.choice(["Kast", "Lade"])}"\n'
                + f"numfig = {self.dice.choice([True, False])}\n"
                + 'templates_path = ["_templates"]\nexclude_patterns += ["images", "_templates"]\n'
            }
        )

    def do_something(self) -> str:
        acts: list[Callable[[], None]] = [
            self.edit_page,
            self.edit_page,
            self.edit_home,
            self.add_page,
            self.delete_page,
            self.rename_page,
            self.turn_into_hand_written_and_back,
            self.turn_into_hand_written_and_back,
            self.change_catalog,
            self.change_catalog,
            self.break_catalog,
            self.delete_catalog,
            self.set_catalog_back,
            self.change_words,
            self.change_picture,
            self.add_or_delete_picture_for_one_language,
            self.change_template,
            self.change_setting,
        ]
        act = self.dice.choice(acts)
        act()
        return act.__name__


def difference(left: dict[str, bytes], right: dict[str, bytes]) -> list[str]:
    return sorted(
        f"{name}: {'missing' if name not in left else 'too much' if name not in right else 'differs'}"
        for name in left.keys() | right.keys()
        # Sphinx leaves this script behind when the first language becomes English.
        if left.get(name) != right.get(name) and name != "_static/translations.js"
    )


@pytest.mark.parametrize("series", range(SERIES))
def test_incremental_equals_fresh(site: Site, series: int) -> None:
    seed = SEED + series
    print(f"INCREMENTAL_SEED={seed} INCREMENTAL_SERIES=1")
    dice = random.Random(seed)
    parallel = 2 if series % 4 == 3 else 1
    gardener = Gardener(site, dice)
    site.build(parallel=parallel)
    done: list[str] = []
    for _ in range(STEPS):
        done.append(gardener.do_something())
        incremental = site.build(parallel=parallel)
        fresh = site.fresh()
        assert difference(incremental.files, fresh.files) == [], f"seed {seed}, after {done}"


def test_numbers_and_pictures_go_with_what_asks_for_them(site: Site) -> None:
    home = "# Kast\n\n```{{toctree}}\n{0}\nover\n```\n"
    over = "# Over\n\n## Deel\n\n![Blad](../blad.svg) {download}`../lijst.txt`\n"
    site.write({"nl/index.md": home.format(":numbered:\n"), "nl/over.md": over, "lijst.txt": "1"})
    site.write({"blad.svg": SVG.format(8), "blad.en.svg": SVG.format(9)})
    output = site.build()
    assert output.body("nl/over/index.html").select(".section-number")
    assert "_images/blad.en.svg" in output.files
    site.write({"nl/index.md": home.format("")})
    assert difference(site.build().files, site.fresh().files) == []
    site.remove("blad.en.svg")
    assert difference(site.build().files, site.fresh().files) == []
    site.write({"nl/over.md": "# Over\n"})
    assert difference(site.build().files, site.fresh().files) == []
