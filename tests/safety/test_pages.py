"""What a page may not publish is left out and named at its line; all else of the site is written."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ext.catalogs.check import Source, check
from tests.conftest import Built, copy_of_the_site

# Each line is a paragraph or a block of one page, and what the message about it says.
PAGES = {
    "html": [
        ('<meta http-equiv="refresh" content="0;url=https://evil.example/">', "<meta>"),
        ('Een <b>woord</b> <form action="https://evil.example/">x</form>.', "<form>"),
        ("Zie <a href=\"javascript:alert('evil')\">hier</a>.", "javascript:"),
        ("Zie <a href=\"java&#10;script:alert('evil')\">hier</a>.", "U+000A"),
        ('<p onclick="evil()">x</p>', "'onclick'"),
        ('<p class="vsc-style:color:red_7d_body_7b_width:evil">x</p>', "class"),
        ('<div class="evil">\n\nTekst', "<div> that is not closed"),
        ("Tekst <b>vet", "<b> that is not closed"),
        ("Tekst *schuin <b>vet* recht</b>", "<b> that is not closed"),
        ("```{raw} html\n<iframe src='https://evil.example'></iframe>\n```", "<iframe>"),
        ("```{eval-rst}\n.. raw:: html\n\n   <base href='https://evil.example/'>\n```", "<base>"),
        ("```{only} html\n<script>evil()</script>\n```", "<script>"),
        ("```{tab-set}\n:::{tab-item} A\n<link rel=stylesheet href=evil.css>\n:::\n```", "<link>"),
        ("```{div} k\n:style: position:fixed;background:url(//evil.example)\nx\n```", "position"),
        ("{.vsc-style:color:red_7d_evil}\nAlinea", "class"),
    ],
    "addresses": [
        ("```{button-link} javascript:alert('evil')\nDruk\n```", "javascript:"),
        (
            "::::{grid} 1\n:::{grid-item-card} K\n:link: javascript:evil\nT\n:::\n::::",
            "javascript:",
        ),
        ("```{image} ../images/shells.svg\n:alt: S\n:target: vbscript:evil\n```", "vbscript:"),
        ("```{toctree}\nMenu <javascript://%0aalert('evil')>\n```", "javascript:"),
        ("{bdg-link-primary}`x <javascript:evil>`", "javascript:"),
        ("```{eval-rst}\n`x <javascript:evil>`_ en y_\n\n.. _y: data:text/html,evil\n```", "data:"),
        ("[x](javascript:evil)", "javascript:"),
        ("[x](&#106;avascript:evil) of ![x](vbscript:evil)", "vbscript:"),
        ("[x] gaat verder\n\n[x]: data:text/html,evil", "data:"),
        ("![x](data:image/png;base64,evil)", "data:"),
        ("![x](https://evil.example/x.png)", "another site"),
        ("<https://gbif.org@evil.example/>", "@"),
        ("https://аррӏе.example/evil", "U+0430"),
    ],
    "characters": [
        ("Een omgekeerde\u202e tekst", "U+202E"),
        ("Een &#x202e;tekst en a&ZeroWidthSpace;b", "U+202E"),
        ("Een Inh\u043eud", "U+043E"),
        ("```text\nx\u2060y\n```", "U+2060"),
        ("```{figure} ../images/shells.svg\n:alt: a\u2066b\nx\n```", "U+2066"),
        ("{lang}`a\u200bb <fr>`", "U+200B"),
        ('<abbr title="&#x2067;x">y</abbr>', "U+2067"),
    ],
}
FINE = """\
# Goed

<details>
<summary>Meer</summary>

Tekst **vet** en <kbd>Ctrl</kbd>, <span lang="fr">oui</span>, H<sub>2</sub>O.<br>Nieuw <!-- zo -->

</details>

- gedaan

{octicon}`repo;1em`, {lang}`שלמה <he>`, β-caroteen, 👩‍🔬, soft\u00adhyphen.

```{image} ../images/shells.svg
:alt: S
:width: 50%
:target: https://example.org/
```

[post](mailto:info@example.org) [bellen](tel:+3221234567) [Meer](#goed) `javascript:x`
"""
FRONT = '---\nlang-ref: front\ndescription: "Een \\u202Etekst"\nmyst:\n  html_meta:\n'
FRONT += (
    '    keywords: "a\\u200bb"\n    "http-equiv=refresh": "0;url=https://evil.example/"\n---\n\n'
)
TRANSLATED = {
    "Zie [GBIF](https://www.gbif.org/) hier.": (
        "See [GBIF](https://www.gbif.org@evil.example/) here.",
        "links",
    ),
    "Een <b>vet</b> woord.": ("A </b>bold<b> word.", "links html"),
    "Een <i>schuin</i> woord.": ('An <i onclick="evil">italic</i> word.', "links active"),
    "Een tekst.": ("A \u202etext evil.", "characters"),
    "Nog een tekst.": ("A &#x202e;text evil.", "characters"),
    "Een zin.": ("A sent\u0435nce evil.", "characters"),
    "Een goede zin, *β-caroteen*.": ("A good sentence, *β-carotene*.", ""),
}


def written(name: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Return the text of a page, and for each block its lines and what is said about it."""
    lines, expected = [f"# {name}", ""], []
    for block, said in PAGES[name]:
        lines += [*block.split("\n"), ""]
        expected.append((len(lines) - block.count("\n") - 1, len(lines), said))
    return "\n".join(lines), expected


@pytest.fixture(scope="module")
def attacked(
    tmp_path_factory: pytest.TempPathFactory, build_site: Callable[..., Built]
) -> tuple[Path, Built]:
    """Return the folder and the build of a site with all of this on its pages and in its catalogs."""
    folder = copy_of_the_site(tmp_path_factory.mktemp("attacked") / "site", small=True)
    pages = {name: written(name)[0] for name in PAGES}
    pages |= {"fine": FINE, "front": f"{FRONT}# Front\n\nTekst.\n"}
    pages["translated"] = "# Vertaald\n\n" + "\n\n".join(TRANSLATED) + "\n"
    for name, text in pages.items():
        (folder / "nl" / f"{name}.md").write_text(text, encoding="utf-8")
    (folder / "nl" / "index.md").write_text(
        "# Thuis\n\n```{toctree}\n" + "\n".join(pages) + "\n```\n", encoding="utf-8"
    )
    catalogs = folder / "locales" / "en" / "LC_MESSAGES"
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    entries = [
        f"#: nl/translated.md\nmsgid {_quoted(source)}\nmsgstr {_quoted(text)}\n"
        for source, (text, _) in TRANSLATED.items()
    ]
    (catalogs / "translated.po").write_text("\n".join([head, *entries]), encoding="utf-8")
    words = folder / "locales" / "nl" / "LC_MESSAGES" / "sphinx.po"
    text = words.read_text(encoding="utf-8")
    for word, bad in {"Dark": "Donker\u202e evil", "Light": "Lіcht evil"}.items():
        text = re.sub(rf'(msgid "{word}"\nmsgstr) ".*"', rf'\1 "{bad}"', text)
    words.write_text(text, encoding="utf-8")
    return folder, build_site("html", "-j1", source=folder)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '\\"') + '"'


def lines_of(built: Built, path: str) -> list[tuple[int, str]]:
    """Return line and words of each warning about a file."""
    found = re.findall(rf"{re.escape(path)}:(\d+): (?:WARNING|ERROR): (.*)", built.warnings)
    return [(int(line), said) for line, said in found]


def test_the_build_fails_and_writes_everything(attacked: tuple[Path, Built]) -> None:
    _, built = attacked
    assert built.returncode == 1
    assert "Traceback" not in built.warnings
    for name in [*PAGES, "fine", "front", "translated"]:
        assert f"nl/{name}.html" in built.files
        assert f"en/{name}.html" in built.files


@pytest.mark.parametrize("name", PAGES)
def test_each_fault_is_named_once_at_its_line(attacked: tuple[Path, Built], name: str) -> None:
    _, built = attacked
    said = [(line, text) for line, text in lines_of(built, f"nl/{name}.md") if "[safety." in text]
    assert len(said) == len(set(said))
    if name == "characters":
        assert len(said) == len(PAGES[name])
    missing = [
        (first, wanted)
        for first, last, wanted in written(name)[1]
        if not any(first <= line <= last and wanted in text for line, text in said)
    ]
    assert missing == [], "\n".join(f"{line}: {text}" for line, text in said)


def test_nothing_of_it_is_published(attacked: tuple[Path, Built]) -> None:
    _, built = attacked
    for path, content in built.files.items():
        text = content.decode("utf-8", "replace")
        if path.endswith(".css"):
            assert "evil" not in text, path
        if path.endswith(".html"):
            inside = re.findall(r"<[^<>]*evil[^<>]*>", text)
            assert inside == [], path
            assert not re.search("[\u202e\u200b\u2060\u2066\u2067]", text), path


def test_words_of_what_is_left_out_stay(attacked: tuple[Path, Built]) -> None:
    _, built = attacked
    text = built.soup("nl/html.html").get_text()
    assert "Zie hier." in text
    assert "Een woord x." in text
    assert "<b>woord</b>" in (built.folder / "nl" / "html.html").read_text(encoding="utf-8")
    assert "Druk" in built.soup("nl/addresses.html").get_text()


def test_front_matter_is_named_at_its_line(attacked: tuple[Path, Built]) -> None:
    _, built = attacked
    said = [(line, text.split(" ")[-1]) for line, text in lines_of(built, "nl/front.md")]
    assert said == [
        (3, "[safety.characters]"),
        (6, "[safety.characters]"),
        (7, "[safety.meta]"),
    ]


def test_a_correct_page_is_published_as_it_is_written(attacked: tuple[Path, Built]) -> None:
    _, built = attacked
    assert lines_of(built, "nl/fine.md") == []
    page = (built.folder / "nl" / "fine.html").read_text(encoding="utf-8")
    for html in ("<details>\n<summary>Meer</summary>", "<kbd>Ctrl</kbd>", '<span lang="fr">oui'):
        assert html in page
    links = {str(link["href"]) for link in built.soup("nl/fine.html").select("article a")}
    assert {"https://example.org/", "tel:+3221234567", "#goed"} <= links


def test_an_unsafe_translation_is_hidden_and_named_in_build_and_check(
    attacked: tuple[Path, Built],
) -> None:
    folder, built = attacked
    path = "locales/en/LC_MESSAGES/translated.po"
    catalog = folder / path
    lines = catalog.read_text(encoding="utf-8").split("\n")
    named = dict(lines_of(built, path))
    found = check([Source(catalog, path, "nl", "en")]).findings
    checked = {finding.line: finding.kind for finding in found}
    shown = built.soup("en/translated.html").get_text()
    for source, (text, kinds) in TRANSLATED.items():
        line = lines.index(f"msgid {_quoted(source)}") + 1
        near = {line - 1, line, line + 1}
        assert bool(near & named.keys()) == bool(kinds), source
        assert bool(near & checked.keys()) == bool(kinds), source
        assert {checked.get(n, "") for n in near} & {*kinds.split(), ""}
        assert (text.replace("*", "") in shown) != bool(kinds), source


def test_interface_words_that_hide_something_are_not_used(attacked: tuple[Path, Built]) -> None:
    folder, built = attacked
    path = "locales/nl/LC_MESSAGES/sphinx.po"
    said = [text for _, text in lines_of(built, path)]
    assert len([text for text in said if "U+202E" in text]) == 1
    assert len([text for text in said if "U+0456" in text]) == 1
    kinds = [finding.kind for finding in check([Source(folder / path, path, "en", "nl")]).findings]
    assert kinds == ["characters", "characters"]
