"""Words of the interface: markup of their source alone, and escaped where a template shows them."""

import json
from pathlib import Path

import pytest
from markupsafe import escape

from ext.catalogs.catalog import read_catalog, read_words, without_markup
from ext.catalogs.check import Source, check
from ext.catalogs.interface_words import json_of_words, markup_fault, shown
from tests.limit import ends, hostile

from .conftest import CONF, Output, Site, catalog

LINK = 'See <a href="%(path)s">the page</a> &amp; <b>more</b>'


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Menu", "Menu"),
        ("Menu", "Menu & meer"),
        ("Menu", 'Zoek "planten" in de lijst'),
        ("Menu", "Home > Over"),
        ("Menu", "a < b, 2<3 en <"),
        ("Menu", 'foto\'s van 5" x 7"'),
        (LINK, 'Zie <a href="%(path)s">de pagina</a> en <b>nog</b>'),
        (LINK, "Zie de pagina"),
        (LINK, '<b>Nog</b> op <a href="%(path)s">de pagina</a>'),
        (LINK, '<a href="%(path)s"><b>Nog</b></a>'),
        ("a<br>b <i>c</i>", "<i>C</i><br>d"),
        ('<p id="x" >Hi</p>', '<p id="x" >Dag</p>'),
    ],
)
def test_words_that_may_be_used(source: str, text: str) -> None:
    assert markup_fault(text, source) == ""


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Menu", "Menu<script src='https://x.example/a.js'></script>"),
        ("Menu", "Menu<img src=x onerror=alert(1)>"),
        ("Menu", "Menu<img src=x onerror=alert(1)"),
        ("Menu", '<meta http-equiv="refresh" content="0;url=//x">'),
        ("Menu", "<form action=//x>"),
        ("Menu", "</nav>"),
        ("Menu", "<!-- "),
        ("Menu", "<?php"),
        ("Menu", 'Menu" onfocus="alert(1)" autofocus x="'),
        ("Menu", 'Menu" style = "position:fixed'),
        ("Menu", "Menu' onclick='x"),
        ("Menu", 'Menu"onclick=x'),
        (LINK, 'Zie <a href="//evil.example">de pagina</a> <b>nog</b>'),
        (LINK, 'Zie <a href="%(path)s" onclick="x">de pagina</a> <b>nog</b>'),
        (LINK, 'Zie <a href="%(path)s">de pagina <b>nog</b>'),
        (LINK, 'Zie <a href="%(path)s">de <b>pagina</a></b>'),
        (LINK, 'Zie </a>de pagina<a href="%(path)s"> <b>nog</b>'),
    ],
)
def test_words_that_are_refused_by_build_and_checker(
    source: str, text: str, tmp_path: Path
) -> None:
    assert markup_fault(text, source)
    path = tmp_path / "nl" / "LC_MESSAGES" / "sphinx.po"
    path.parent.mkdir(parents=True)
    path.write_text(catalog({"Good": "Goed", source: text}), encoding="utf-8")
    words, findings = read_words(path, "sphinx.po", "nl")
    assert words is not None
    assert (words.gettext("Good"), words.gettext(source)) == ("Goed", source)
    assert [(f.line, f.kind) for f in findings] in ([(7, "html")], [(6, "html")])
    report = check([Source(path, "sphinx.po", "en", "nl")])
    assert any(finding.line in (7, 8) for finding in report.findings)


def test_each_form_of_a_plural_is_looked_at() -> None:
    assert markup_fault("<b>%d</b> bladen", "a page", "<b>%d</b> pages") == ""
    assert markup_fault("<i>%d</i> bladen", "a page", "<b>%d</b> pages")


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("Menu", "Menu", "Menu"),
        ("A & B", "A & B", "A & B"),  # The source is its template's.
        ("Menu", 'a "b" & < c', "a &quot;b&quot; &amp; &lt; c"),
        ("Menu", "&copy;", "&amp;copy;"),
        ("&copy; %s", "&copy; & %s", "&copy; &amp; %s"),
        ("<b>a</b>", '<b>"</b>', "<b>&quot;</b>"),
        ("a<b>c</b>", "<b></b>&", "<b></b>&amp;"),
    ],
)
def test_how_a_template_shows_a_word(source: str, text: str, expected: str) -> None:
    word = shown(text, source)
    assert word == expected
    if text != source and word != text:
        assert escape(word) == expected  # Once is enough.
        assert json.loads(json_of_words({"a": [word]})) == {"a": [text]}


@pytest.mark.parametrize("atom", ["<", "<a", "<a ", '"', '" ', "&", "&a", "<a b=", "</a>", "<!--"])
def test_a_word_however_long_is_judged_and_shown(atom: str) -> None:
    assert ends(lambda: markup_fault(hostile(atom), "Menu"))
    assert ends(lambda: shown(hostile(atom), "Menu"))


def test_words_of_rooms_hold_no_markup_either(tmp_path: Path) -> None:
    path = tmp_path / "images.po"
    path.write_text(catalog({"Een vel": "A sheet<base href=//x>", "Een bij": "A bee & co"}))
    read = read_catalog(path, "images.po", "en")
    assert read is not None
    kept = without_markup(read)
    assert dict(kept.messages) == {"Een bij": "A bee & co"}
    assert [(found.kind, found.line) for found in kept.findings] == [("html", 4)]


TEMPLATE = """\
{% extends "!page.html" %}
{% block footer %}
<footer title="{% trans %}Hint{% endtrans %}" data-words='{{ {"a": _("Hint")}|tojson }}'>
<i title="{{ _("Hint")|e }}">{{ _("Hint") }}</i><b>{% trans %}Evil{% endtrans %}</b>
{% trans count=2 %}{{ count }} page{% pluralize %}{{ count }} pages{% endtrans %}
</footer>
{% endblock %}
"""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Output:
    """Return the one build of a site whose templates show words."""
    site = Site(tmp_path_factory.mktemp("words"))
    site.write(
        {
            "conf.py": CONF
            + 'templates_path = ["_templates"]\nexclude_patterns += ["_templates"]\n',
            "_templates/page.html": TEMPLATE,
            "nl/index.md": "# Thuis\n",
            "locales/nl/LC_MESSAGES/sphinx.po": {
                "Hint": 'Zeg "a" & < b',
                "Evil": "Kwaad<script>alert(1)</script>",
            },
        }
    )
    return site.build()


def test_a_word_stays_in_its_element_and_attribute(output: Output) -> None:
    footer = output.page("nl/index.html").select_one("footer")
    assert footer is not None
    word = 'Zeg "a" & < b'
    assert footer["title"] == word
    assert sorted(footer.attrs) == ["data-words", "title"]
    assert json.loads(str(footer["data-words"])) == {"a": word}
    assert [(i["title"], i.get_text()) for i in footer.select("i")] == [(word, word)]
    assert not footer.select("script")
    assert [b.get_text() for b in footer.select("b")] == ["Evil"]
    assert "2 pages" in footer.get_text()


def test_a_bad_word_is_reported_at_its_line(output: Output) -> None:
    assert (
        "locales/nl/LC_MESSAGES/sphinx.po:7: WARNING: The translation of “Evil” contains <script>"
        in (output.warnings)
    )


def test_a_retired_word_that_pages_use_is_reported(site: Site) -> None:
    site.write({"nl/index.md": "# Kast\n\n:::{versionadded} 2\n:::\n"})
    site.write({"_templates/page.html": '{% extends "!page.html" %}{% trans %}Own{% endtrans %}'})
    words = {"Added in version %s": "Nieuw in %s", "Own": "Eigen", "Nobody's": "Van niemand"}
    head, *entries = catalog(words).split("\n\n")
    retired = ["\n".join(f"#~ {line}" for line in entry.splitlines()) for entry in entries]
    site.write({"locales/nl/LC_MESSAGES/sphinx.po": "\n\n".join([head, *retired]) + "\n"})
    output = site.build(templates_path=["_templates"])
    assert output.warnings.splitlines() == [
        f"locales/nl/LC_MESSAGES/sphinx.po:{line}: WARNING: The translation of “{word}” is obsolete (#~), "
        "so it is not used, but pages have the word. Run `make translations`, or remove the #~. "
        "[translation.retired]"
        for line, word in ((4, "Added in version %s"), (7, "Own"))
    ]
    assert "Added in version 2" in output.body("nl/index.html").text
    site.write({"locales/nl/LC_MESSAGES/sphinx.po": words})
    output = site.build(templates_path=["_templates"])
    assert output.warnings == ""
    assert "Nieuw in 2" in output.body("nl/index.html").text
