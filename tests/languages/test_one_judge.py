"""What a translation loses is refused by a build and by the checker alike, and never fails a build.

`ONE_JUDGE` says how many translations are changed at random (600 without it), `ONE_JUDGE_SEED` from
which seed on.
"""

import os
import random
import re
from pathlib import Path

import pytest

from ext.catalogs.check import Source, check
from ext.catalogs.judge import Setting, refusal
from ext.catalogs.markup import Form, form_of
from ext.catalogs.po import read

from .conftest import Site, catalog
from .constructs import CONF, MARKUP, PAGES, translated

MANY = int(os.environ.get("ONE_JUDGE", "600"))
SEED = int(os.environ.get("ONE_JUDGE_SEED", "1"))
EXTENSIONS = frozenset({"attrs_inline", "dollarmath", "substitution"})
EN = "locales/en/LC_MESSAGES"
REPORTED = re.compile(r"(locales/\S+?):(\d+): WARNING: .* \[translation\.([\w-]+)\]")

#: Source and translation, of a page in Markdown.
MARKDOWN = {
    "a link": ("Zie [a](a.md).", "See a."),
    "another target": ("Lees [a](a.md).", "Read [a](b.md)."),
    "another anchor": ("Naar [x](a.md#x).", "To [x](a.md#y)."),
    "a broken link": ("Volg [a](a.md).", "Follow [a] (a.md)."),
    "a footnote": ("Oud[^1].", "Old."),
    "a footnote that is added": ("Ouder.", "Older[^1]."),
    "a footnote that is repeated": ("Oudst[^1].", "Oldest[^1][^1]."),
    "a substitution": ("In {{ stad }} dus.", "There."),
    "another substitution": ("Te {{ stad }} dus.", "At {{ land }} then."),
    "a picture": ("Een ![tak](tak.svg) hier.", "A branch here."),
    "a picture as a link": ("Die ![tak](tak.svg) daar.", "That [branch](tak.svg) there."),
    "a formula": ("Dan is $x$ nul.", "Then it is zero."),
    "an anchor": ("Een [naam]{#eigen}.", "A name."),
    "code": ("Typ `make`.", "Type make."),
    "other code": ("Tik `make html`.", "Enter `make site`."),
    "an index entry": ("Een {index}`ingang`.", "An entry."),
    "an attribute": ("Die [naam]{.rood}.", "That name."),
    "HTML": ("Een <b>boom</b>.", "A tree."),
    "HTML that is added": ("Twee bomen.", "Two <u>trees</u>."),
    "a reference": ("Zie {ref}`daar <deel>`.", "See there."),
    "a document": ("Zie {doc}`daar <a>`.", "See {doc}`there <b>`."),
    "a download": ("Haal {download}`dit <tak.svg>`.", "Get this."),
    "a term": ("Een {term}`vel`.", "A sheet."),
    "an unknown role": ("Een rol.", "A {role}`role`."),
    "an unknown language": ("Het herbarium.", "The {lang}`herbier <xx>`."),
    "a name": ("Het {name}`Huis`.", "The {name}`House`."),
    "a script": ("Druk [hier](a.md).", "Press [here](javascript:f())."),
    "a hidden character": ("Een oud blad.", "An old lеaf."),
    "a mail address": ("Schrijf [ons](mailto:a@b.be).", "Write to [us](mailto:c@b.be)."),
}
#: The same, in reStructuredText.
REST = {
    "a named link": ("Zie een_.", "See one."),
    "two names": ("Zie een_ en twee_.", "See one_ and two_."),
    "another name": ("Lees een_ en twee_.", "Read een_ and een_."),
    "a footnote": ("Oud [1]_.", "Old."),
    "an automatic footnote": ("Nieuw [#]_.", "New."),
    "a citation": ("Zo [Bron]_.", "So."),
    "a substitution": ("In |stad| dus.", "There then."),
    "an anchor": ("Een _`eigen naam`.", "A name of its own."),
    "code": ("Typ ``make``.", "Type make."),
    "a role": ("Naar :doc:`daar <a>`.", "To there."),
    "another file": ("Zie :file:`{map}/conf.py`.", "See :file:`{map}/config.py`."),
    "an anonymous link": (
        "Lees `dit <https://example.org/1>`__ en `dat`__.",
        "Read `this <https://example.org/1>`__.",
    ),
    "code of one sign": ("Typ ``-`` of ``_``.", "Type ``-`` or ``+``."),
    "a formula": ("Dan :math:`x`.", "Then x."),
    "an index entry": ("Die :index:`ingang`.", "That entry."),
    "an address": ("Op `een site <https://example.org/>`_.", "On a site."),
}
RIGHT_MARKDOWN = {
    "Kom [naar a](a.md#x).": "Come [to a](./a.md#x).",
    "Ga [naar a](a.md) en [x](a.md#x).": "Go to [x](a.md#x) and [a](a.md).",
    "Zo *mooi* als de **zee**.": "As *beautiful* as the **sea**.",
    "Een {abbr}`KBIN (instituut)`.": "An {abbr}`RBINS (institute)`.",
    "Vroeger.": "The {lang}`jadis <fr>` of old.",
    "De site <https://example.org/> hier.": "The site <https://example.org/> here.",
}
RIGHT_REST = {
    "Dan een_ en twee_.": "Then `two <twee_>`_ and een_.",
    "Eerst een_.": "First one_.",
    "Nu *schuin* en ``code``.": "Now ``code`` in *italics*.",
    "Een ``-`` of ``_`` in :file:`/` of ``x``.": "In :file:`/` or ``x`` a ``_`` or ``-``.",
    "Druk op :kbd:`Pijl omlaag`.": "Press :kbd:`Down Arrow`.",
    "Open :file:`{map}/conf.py`.": "Open :file:`{folder}/conf.py`.",
    "Dan dit (in een file:).": "Then this (in a folder:).",
    "Die (`zo <een_>`_) en (`zo <twee_>`_).": "This (`so <een_>`_) and (`so <twee_>`_).",
}
REST_PAGE = """
Kop
===

{}

.. _een: https://example.org/1
.. _twee: https://example.org/2
.. __: https://example.org/3
.. |stad| replace:: Gent
.. [1] Noot
.. [#] Noot
.. [Bron] Boek
"""


def reported(warnings: str) -> set[tuple[str, int, str]]:
    """Return catalog, line and kind of each warning, all of which are about translations."""
    lines = warnings.splitlines()
    found = [REPORTED.fullmatch(line) for line in lines]
    assert all(found), [line for line, one in zip(lines, found, strict=True) if not one]
    return {(one[1], int(one[2]), one[3]) for one in found if one}


def placed(messages: dict[str, str], place: str) -> str:
    """Return a catalog whose messages say which file they are from."""
    return re.sub(r'(?m)^msgid "(?=.)', f'#: {place}\nmsgid "', catalog(messages))


def test_what_is_lost_is_refused_by_build_and_checker_alike(site: Site) -> None:
    markdown, rest = dict(MARKDOWN.values()), dict(REST.values())
    page = "\n\n".join(["# Kop", *markdown, *RIGHT_MARKDOWN, "[^1]: Noot", "(deel)=\n## Deel"])
    site.write(
        {
            "nl/index.md": f"---\nmyst:\n  substitutions:\n    stad: Gent\n    land: België\n---\n{page}\n\n"
            "```{glossary}\nvel\n  Blad\n```\n\n```{toctree}\na\nb\nrest\n```\n",
            "nl/a.md": "# A\n\n## x\n\n## y\n",
            "nl/b.md": "# B\n",
            "nl/tak.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
            "nl/rest.rst": REST_PAGE.format("\n\n".join([*rest, *RIGHT_REST])),
            f"{EN}/index.po": placed({**markdown, **RIGHT_MARKDOWN}, "nl/index.md"),
            f"{EN}/rest.po": placed({**rest, **RIGHT_REST}, "nl/rest.rst"),
        }
    )
    output = site.build(
        myst_enable_extensions=sorted(EXTENSIONS),
        suppress_warnings=["translation.in-step", "docutils", "ref", "app"],
    )
    assert output.app._warncount == 0
    built = reported(output.warnings)
    checked, wanted = set(), set()
    for name, texts in (("index", markdown), ("rest", rest)):
        path, shown = site.folder / EN / f"{name}.po", f"{EN}/{name}.po"
        found = check([Source(path, shown, "nl", "en")], extensions=EXTENSIONS).findings
        checked |= {(one.path, one.line, one.kind) for one in found if one.kind != "header"}
        entries = {entry.text: entry for entry in read(path).live}
        wanted |= {(shown, entries[text].line_of_translation) for text in texts}
    assert {(path, line) for path, line, _ in built} == wanted
    assert built == checked


#: Page, source and translation: what a translator may do wrong, or rightly, and Sphinx warns of.
HARMLESS = {
    "a heading twice": ("Kop\n===\n\nEen\n---\n\nTekst.\n\nTwee\n----\n", {"Een": "One", "Twee": "One"}),
    "the heading of the page": ("Kop\n===\n\nEen\n---\n", {"Kop": "One", "Een": "One"}),
    "automatic footnotes in another order": (
        "Kop\n===\n\nEerst [#]_ dan [#b]_.\n\n.. [#] Een\n.. [#b] Twee\n",
        {"Eerst [#]_ dan [#b]_.": "Then [#b]_ first [#]_."},
    ),
    "a footnote by another name": ("Kop\n===\n\nZo [#b]_.\n\n.. [#b] Twee\n", {"Zo [#b]_.": "So [#c]_."}),
    "a citation by another name": ("Kop\n===\n\nZo [Bron]_.\n\n.. [Bron] Boek\n", {"Zo [Bron]_.": "So [Source]_."}),
    "a name of a heading": (
        "Kop\n===\n\nZie Een_.\n\nEen\n---\n\nTwee\n----\n",
        {"Zie Een_.": "See Two_.", "Een": "One", "Twee": "Two"},
    ),
    "an anchor by another name": (
        "Kop\n===\n\nEen _`naam`.\n\nZie naam_.\n",
        {"Een _`naam`.": "A _`name`.", "Zie naam_.": "See name_."},
    ),
    "an anchor alone by another name": (
        "Kop\n===\n\nEen _`naam`.\n\nZie naam_.\n", {"Een _`naam`.": "A _`name`."},
    ),
    "a picture that is not there": (
        "Kop\n===\n\n.. image:: tak.svg\n   :alt: Tak\n",
        {".. image:: tak.svg": ".. image:: branch.svg", "Tak": "Branch"},
    ),
    "a picture elsewhere": (
        "Kop\n===\n\n.. image:: tak.svg\n", {".. image:: tak.svg": ".. image:: ../../../etc/passwd"},
    ),
    "no picture": ("Kop\n===\n\n.. image:: tak.svg\n", {".. image:: tak.svg": "branch.svg"}),
    "a directive": ("Kop\n===\n\nTekst.\n", {"Tekst.": ".. note:: Text."}),
    "a list": ("Kop\n===\n\nTekst.\n", {"Tekst.": "- Text\n- More"}),
    "a heading in a text": ("Kop\n===\n\nTekst.\n", {"Tekst.": "Text\n===="}),
    "a heading of lines": ("Kop\n===\n\nTekst.\n", {"Kop": "A\n===\n\nB\n---"}),
    "open marks": ("Kop\n===\n\nTekst.\n", {"Tekst.": "A *text and `more and ``code and |x."}),
    "a substitution": ("Kop\n===\n\nTekst.\n", {"Tekst.": "|text|"}),
    "a target": ("Kop\n===\n\nTekst.\n", {"Tekst.": ".. _x: https://example.org/"}),
}  # fmt: skip
HARMLESS_IN_MARKDOWN = {
    "an open brace": ("# Kop\n\nTekst.\n", {"Tekst.": "{ref}`text"}),
    "a role": ("# Kop\n\nTekst.\n", {"Tekst.": "{nope}`text`"}),
    "a directive": ("# Kop\n\nTekst.\n", {"Tekst.": "```{note}\ntext\n```"}),
    "a fence": ("# Kop\n\nTekst.\n", {"Tekst.": ":::{nope}"}),
    "a heading twice": ("# Kop\n\n## Een\n\n## Twee\n", {"Een": "One", "Twee": "One"}),
    "a label": ("# Kop\n\n(een)=\n## Een\n\n[](#een)\n", {"Een": "(een)="}),
    "a footnote": (
        "# Kop\n\nTekst[^1].\n\n[^1]: Noot\n",
        {"Tekst[^1].": "Text[^2].", "Noot": "[^1]: Note"},
    ),
    "a picture that is not there": (
        "# Kop\n\n![Tak](tak.svg)\n",
        {".. image:: tak.svg": ".. image:: no.svg"},
    ),
    "a figure that is not there": (
        "# Kop\n\n```{figure} tak.svg\nTak\n```\n",
        {".. image:: tak.svg": ".. image:: no.svg", "Tak": "![x](no.svg)"},
    ),
    "a formula": ("# Kop\n\nTekst.\n", {"Tekst.": "$\\x{$ $$"}),
    "text of reST": (
        "# Kop\n\n```{eval-rst}\nZie [#b]_ en naam_.\n\n.. [#b] Noot\n\n.. _naam: https://example.org/\n```\n",
        {"Zie [#b]_ en naam_.": "See name_ and [#]_.", "Noot": ".. nope::"},
    ),
}


@pytest.mark.parametrize("name", [*HARMLESS, *(f"{name} (md)" for name in HARMLESS_IN_MARKDOWN)])
def test_no_translation_fails_a_build_or_blames_an_editor(site: Site, name: str) -> None:
    is_markdown = name.endswith(" (md)")
    cases = HARMLESS_IN_MARKDOWN if is_markdown else HARMLESS
    page, messages = cases[name.removesuffix(" (md)")]
    site.write(
        {
            f"nl/index.{'md' if is_markdown else 'rst'}": page,
            "nl/tak.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
            f"{EN}/index.po": {"Kop": "Heading", **messages},
        }
    )
    output = site.build(gettext_additional_targets=["image"])
    assert output.app._warncount == 0
    reported(output.warnings)


#: What is put into a translation at random.
PIECES = [
    "[^a]", "[^lang]", "{{ naam }}", "{{ nope }}", "$x$", "$$", "`code`", "`", "``", "{index}`x`",
    "{ref}`een-deel`", "{term}`vel`", "{doc}`regels`", "[x]{#id}", "[x]{.rood}", "{#id}", "<b>x</b>",
    "<b>", "<!--", "![x](beeld/tak.svg)", "[x](regels.md)", "[x][bron]", "[", "](", ")", "{", "}", "<",
    ">", "|x|", "\\", "&shy;", "_", "naam_", "[#]_", "[1]_", ":ref:`x`", "::", "*", "**", "~~", "(x)=",
    "# ", "- ", "1. ", "\n", "\n\n", "```{note}", ":::", ".. image:: ", "https://example.org/",
    "<javascript:x>", "%", "{lang}`x <fr>`", "{nope}`x`", "\u202e", "\u200b", "а", "",
]  # fmt: skip


def changed(text: str, others: list[str], dice: random.Random) -> str:
    """Return *text* with one to three changes of its markup or its characters."""
    for _ in range(dice.choice([1, 1, 2, 3])):
        parts = [found.span() for found in MARKUP.finditer(text)] or [(0, len(text))]
        start, end = dice.choice(parts)
        at, (start2, end2) = dice.randint(0, len(text)), dice.choice(parts)
        text = dice.choice(
            [
                text[:start] + text[end:],
                text[:end] + " " + text[start:end] + text[end:],
                text[:start] + text[start2:end2] + text[end:],
                text[:at] + dice.choice(PIECES) + text[at:],
                text[:at] + f" {dice.choice(PIECES)} " + text[at:],
                text[:at] + text[at + 1 :],
                dice.choice(others),
            ]
        )
    return text


def test_no_mutation_fails_a_build_or_shows_what_the_judge_refuses(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the judge lets through has the links of its source as nodes too."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    ours = (
        'extensions = ["ext.languages", *extensions, "node_links"]\nsite_languages = ["nl", "en"]\n'
    )
    site.write({"conf.py": CONF + ours + 'exclude_patterns += ["locales", "out*"]\n'})
    site.write({f"nl/{name}": text for name, text in PAGES.items()})
    templates = site.build("gettext", out="out-pot")
    sound = {
        path.relative_to(templates.folder / "nl").with_suffix("").as_posix(): [
            message for message in read(path).live if not message.is_header
        ]
        for path in sorted((templates.folder / "nl").rglob("*.pot"))
    }
    extensions = frozenset(templates.app.config.myst_enable_extensions)
    warnings = counted = None
    done, seed = 0, SEED
    while done < MANY:
        dice = random.Random(seed)
        shown: dict[tuple[str, str], str] = {}
        for name, messages in sound.items():
            texts = {message.text: translated(message.text) for message in messages}
            if warnings is not None:
                others = list(texts.values())
                texts = {source: changed(text, others, dice) for source, text in texts.items()}
                done += len(texts)
            site.write({f"{EN}/{name}.po": texts})
            shown |= {(f"en/{name}", source): text for source, text in texts.items()}
        output = site.build()
        lines = set(output.warnings.splitlines())
        if warnings is None:
            # Of the site itself, with all of it translated as it should be.
            warnings, counted = lines, output.app._warncount
            assert not [line for line in lines if "[translation." in line]
            assert output.app.lost_in_translation == []  # type: ignore[attr-defined]
            continue
        assert output.app._warncount == counted, f"ONE_JUDGE_SEED={seed}"
        wrong = [line for line in lines - warnings if not REPORTED.fullmatch(line)]
        assert wrong == [], f"ONE_JUDGE_SEED={seed}"
        for docname, source, before, after in output.app.lost_in_translation:  # type: ignore[attr-defined]
            text = shown[docname, source]
            form = next(form_of(m, Form.PLAIN) for m in sound[docname[3:]] if m.text == source)
            reason = refusal(source, text, form, Setting("nl", "en", extensions=extensions))
            assert reason is None, f"ONE_JUDGE_SEED={seed} {docname}: {source!r} shows {text!r}"
            raise AssertionError(
                f"ONE_JUDGE_SEED={seed} {docname}: {source!r} shows {text!r}: {before} {after}"
            )
        seed += 1


def test_a_translator_may_excuse_some_findings_to_the_build_too(site: Site) -> None:
    def noted(kind: str, source: str, text: str) -> str:
        return f'# checked: {kind}\n#: nl/index.md\nmsgid "{source}"\nmsgstr "{text}"\n'

    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    messages = [
        noted("code", "Typ `ja`.", "Type `yes`."),
        noted("links", "Zie [a](a.md).", "See [a](b.md)."),
    ]
    site.write(
        {
            "nl/index.md": "# Kop\n\nTyp `ja`.\n\nZie [a](a.md).\n",
            "nl/a.md": "---\norphan: true\n---\n# A\n",
            f"{EN}/index.po": "\n".join([head, *messages]),
        }
    )
    output = site.build()
    assert "Type yes." in output.body("en/index.html").get_text()
    assert {kind for _, _, kind in reported(output.warnings)} == {"links"}
    found = check([Source(site.folder / EN / "index.po", "x", "nl", "en")]).findings
    assert {one.kind for one in found} == {"header", "links"}
