"""Every string that a reader sees or hears comes from a catalog.

The site is built in a third language, of which every message has accents and brackets. Then each
page is read in the browser: what has no accents comes from no catalog.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.conftest import ROOT, clean_environment
from tools.serve import served

from .pseudo import CODE, pseudo, translate_everything

LEFT_OUT = shutil.ignore_patterns(".*", "_build", "__pycache__", "tests", "docs", "benchmarks")
#: What is the same in every language, each with its reason.
ALLOWED = {
    r"Nederlands|English|[Ee]speranto|\bnederlanda\b|\bangla\b": "the languages' own names, and Babel's for them",
    r"dissco\.flanders@": "the beginning of an e-mail address, which may break behind it",
    r"\b0[a-z0-9]{6}\d{2}\b": "a ROR",
    r"https?://\S+|\b(?:[\w-]+\.)+(?:org|be|eu|com|net)\b": "an address",
    r"Nieuwelaan": "the street, as letters are addressed to it",
    r"CC BY(?:-NC)? 4\.0|CC0(?: 1\.0)?": "the name of a licence",
    r"DiSSCo|GBIF|Meise": "names that an editor has marked to stay as they are",
}
# Code is for machines, and an e-mail address is nobody's language.
STRINGS = """(code) => {
  const found = [];
  const note = (text, where) => {
    if (text && text.trim()) found.push([text.trim().replace(/\\s+/g, " "), where]);
  };
  // A script's words, as JSON; braces hold what it fills in.
  const sentences = (value, where) => {
    if (typeof value === "string") note(value.replace(/\\{\\w+\\}/g, ""), where);
    else for (const [key, item] of Object.entries(value)) sentences(item, `${where} ${key}`);
  };
  const foreign = (element) => {
    const marked = element.closest("[lang], [translate=no]");
    return marked && marked.localName !== "html" &&
      (marked.getAttribute("translate") === "no" || marked.lang !== code);
  };
  const read = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.nodeType === Node.TEXT_NODE) {
        const parent = node.parentElement;
        if (!parent || !(parent.closest("script, style, noscript, code, [href^=mailto]") || foreign(parent)))
          note(node.data, parent ? `<${parent.localName} class="${parent.className}">` : "template");
        continue;
      }
      if (node.localName === "template") read(node.content);
      if (foreign(node)) continue;
      for (const name of ["alt", "title", "aria-label", "aria-description", "aria-roledescription",
          "placeholder", "label", "summary"])
        note(node.getAttribute(name), `${node.localName}[${name}]`);
      if (node.matches("input[type=submit], input[type=button], input[type=reset]"))
        note(node.getAttribute("value"), "input[value]");
      if (node.matches("meta[name=description], meta[property='og:title'], meta[name^=twitter\\\\:t]," +
          "meta[property='og:description'], meta[property='og:site_name'], meta[property$=':alt']"))
        note(node.content, `meta ${node.getAttribute("name") ?? node.getAttribute("property")}`);
      for (const { name, value } of node.attributes)
        if (name === "data-words") sentences(JSON.parse(value), name);
        else if (name.startsWith("data-to-")) note(value, name);
    }
  };
  read(document.documentElement);
  const words = new Set(["name", "headline", "description", "alternateName", "addressLocality",
    "caption", "creditText", "text"]);
  const data = (value, key) => {
    if (typeof value === "string") { if (words.has(key)) note(value, `JSON-LD ${key}`); }
    else if (value && typeof value === "object")
      for (const [inner, item] of Object.entries(value))
        data(item, Array.isArray(value) ? key : inner);
  };
  for (const script of document.querySelectorAll("script[type='application/ld+json']"))
    data(JSON.parse(script.textContent), "");
  return found;
}"""


@pytest.fixture(scope="module")
def pseudo_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the site with a third language, built."""
    place = tmp_path_factory.mktemp("pseudo")
    source = place / "source"
    shutil.copytree(ROOT, source, ignore=LEFT_OUT)
    translate_everything(source)
    command = [sys.executable, "-m", "sphinx", "-b", "dirhtml", "-q", "-W", "--keep-going", "-n"]
    command += ["-D", f"site_languages=nl,en,{CODE}", "-d", str(place / "doctrees")]
    done = subprocess.run(
        [*command, str(source), str(place / "site")],
        env=clean_environment() | {"READTHEDOCS_CANONICAL_URL": "https://example.org/"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    # Nothing is refused: every message keeps its links, its markup and its placeholders.
    assert (done.returncode, done.stderr) == (0, "")
    return place / "site"


@pytest.fixture
def pseudo_url(pseudo_site: Path) -> Iterator[str]:
    """Return where it is served."""
    with served(pseudo_site) as address:
        yield address


def plain(text: str) -> list[str]:
    """The words of *text* that bear no accent, and are not allowed to."""
    for allowed in ALLOWED:
        text = re.sub(allowed, " ", text)
    return re.findall(r"(?<![^\W\d_])[A-Za-z]{2,}(?![^\W\d_])", text)


def test_messages_keep_their_markup() -> None:
    assert pseudo("Lees [meer](a.md#b) en {ref}`dit <deel>`: `code`, %(n)d.") == (
        "⟦Ļééš [ɱééŕ](a.md#b) éñ {ref}`ďîţ <deel>`: `code`, %(n)d.⟧"
    )


def test_words_without_accents_are_found() -> None:
    assert plain("⟦Ḣéļļö⟧ Menu 12 a") == ["Menu"]
    assert plain("CC BY 4.0, DiSSCo, 5 km") == ["km"]


def test_every_string_comes_from_a_catalog(page: Page, pseudo_site: Path, pseudo_url: str) -> None:
    pages = sorted((pseudo_site / CODE).rglob("index.html"))
    assert len(pages) >= 13
    missing = []
    for path in pages:
        address = path.parent.relative_to(pseudo_site).as_posix()
        page.goto(f"{pseudo_url}/{address}/")
        strings = page.evaluate(STRINGS, CODE)
        assert len(strings) > 30, address
        missing += [f"{address}: {text!r} in {where}" for text, where in strings if plain(text)]
    assert not missing, "\n".join(missing)


def test_pages_of_all_languages_have_a_part_from_the_catalogs(page: Page, pseudo_url: str) -> None:
    for address in ("/", "/404.html"):
        page.goto(pseudo_url + address)
        parts = page.locator(f"[lang={CODE}]").all_inner_texts()
        assert parts
        assert [words for part in parts if (words := plain(part))] == []
