"""Bring every catalog up to date: extract with Sphinx, update with sphinx-intl.

    _build/gettext/nl/over.pot      what nl/over.md says
    locales/en/LC_MESSAGES/over.po  its English, new or updated
    _build/gettext/sphinx.pot       interface words
    locales/nl/LC_MESSAGES/sphinx.po

A page that was written by hand in both languages gets no catalog.
"""

import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from shutil import copyfile, rmtree

import polib
import pydata_sphinx_theme
import sphinx
from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ext.languages.internals.discovery import pages_of  # noqa: E402
from ext.languages.pages import Page  # noqa: E402

WORDS = "sphinx"
# Their own words are English, with catalogs in many languages, of which some are incomplete.
PACKAGES = [Path(package.__file__).parent for package in (sphinx, pydata_sphinx_theme)]


def extract(output: Path) -> Sphinx:
    """Write the templates of all messages into ``output``; warnings alone are shown."""
    rmtree(output, ignore_errors=True)
    doctrees = ROOT / "_build" / "doctrees" / "gettext"
    app = Sphinx(ROOT, ROOT, output, doctrees, "gettext", status=None, freshenv=True)
    app.build(force_all=True)
    return app


def wanted_templates(
    pages: Iterable[Page], found: Iterable[str], source: str, target: str
) -> list[str]:
    """Names of the templates of ``source`` that ``target`` needs.

    Those of its pages that have a counterpart made from them, and those of words that belong to
    no page, such as the register of pictures.
    """
    pages = list(pages)
    written = {p.catalog for p in pages if p.language == source and not p.is_counterpart}
    made = {
        page.catalog
        for page in pages
        if page.language == target
        and page.is_counterpart
        and page.source.partition("/")[0] == source
    }
    return sorted(name for name in found if name in made or name not in written)


def update(templates: Path, language: str, locales: Path) -> None:
    """Let sphinx-intl make or update a catalog of ``language`` for each template.

    It runs in the folder of the catalogs, since it stumbles over the empty ``locale_dirs`` of
    conf.py; and it does not break lines, so that a change of one word is a change of one line.
    """
    locales.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [
            *(sys.executable, "-m", "sphinx_intl", "update", "--locale-dir", "."),
            *("--pot-dir", templates, "--language", language, "--line-width", "0", "--jobs", "1"),
        ],
        cwd=locales,
        check=True,
    )


def package_words() -> dict[str, polib.POEntry]:
    """Return the English words of Sphinx and the theme."""
    return {
        entry.msgid: entry
        for package in PACKAGES
        for entry in polib.pofile(str(package / "locale" / "sphinx.pot"))
    }


def lacking(language: str, words: Mapping[str, polib.POEntry]) -> set[str]:
    """Return those of ``words`` that neither Sphinx nor the theme has in ``language``."""
    there: set[str] = set()
    for package in PACKAGES:
        catalog = package / "locale" / language / "LC_MESSAGES" / "sphinx.po"
        if catalog.is_file():
            there |= {entry.msgid for entry in polib.pofile(str(catalog)).translated_entries()}
    return set(words) - there


def interface_template(own: Path, output: Path, language: str, locales: Path) -> None:
    """Write the template of the interface words of ``language``.

    The site's own words; and of those of Sphinx and the theme the ones that a catalog of this
    site has already, in this language, or in another one while the packages lack them in this.
    """
    template = polib.pofile(str(own))
    names = {entry.msgid for entry in template}
    theirs = package_words()
    here: set[str] = set()
    elsewhere: set[str] = set()
    for catalog in sorted(locales.glob(f"*/LC_MESSAGES/{WORDS}.po")):
        found = {entry.msgid for entry in polib.pofile(str(catalog)) if not entry.obsolete}
        if catalog.parts[-3] == language:
            here |= found
        else:
            elsewhere |= found
    for word in sorted((here | (elsewhere & lacking(language, theirs))) & set(theirs) - names):
        entry = theirs[word]
        template.append(
            polib.POEntry(
                msgid=word,
                msgid_plural=entry.msgid_plural,
                msgstr_plural={0: "", 1: ""} if entry.msgid_plural else {},
                comment="A word of Sphinx or of its theme.",
            )
        )
    output.mkdir(parents=True)
    template.save(str(output / f"{WORDS}.pot"))


def main() -> None:
    """Update all catalogs."""
    output = ROOT / "_build" / "gettext"
    app = extract(output)
    locales = ROOT / app.config.site_locales
    pages = pages_of(app).by_docname.values()
    languages = list(app.config.site_languages)
    for target in languages:
        for source in languages:
            if source == target or not (output / source).is_dir():
                continue
            found = [
                path.relative_to(output / source).with_suffix("").as_posix()
                for path in (output / source).rglob("*.pot")
            ]
            chosen = output / "for" / target / source
            for name in wanted_templates(pages, found, source, target):
                (chosen / name).parent.mkdir(parents=True, exist_ok=True)
                copyfile(output / source / f"{name}.pot", chosen / f"{name}.pot")
            if chosen.is_dir():
                update(chosen, target, locales)
        if target.partition("_")[0] != "en":
            chosen = output / "for" / target / "interface"
            interface_template(output / f"{WORDS}.pot", chosen, target, locales)
            update(chosen, target, locales)
    print("Translate what is empty or marked fuzzy in locales/: docs/translating.md says how.")


if __name__ == "__main__":
    main()
