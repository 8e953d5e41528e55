"""Whole builds of small sites: what a page and its counterpart show, and where links lead."""

import pytest

from .conftest import CONF, PO_HEADER, Site

HOME = """\
    ---
    lang-ref: home
    ---
    # Thuis

    :::{note}
    Let op.
    :::

    Zie [over](over.md), [een deel](over.md#deel) en {ref}`lab`.

    ```{toctree}
    over
    De data <data>
    ```
    """
ABOUT = """\
    ---
    lang-ref: about
    ---
    # Over ons

    (lab)=
    ## Deel

    Nog niet "vertaald".

    ### Dieper
    """
DATA = "# Data\n\n[About](over.md), [home](index.md), [](../nl/over.md)\n"
CATALOG = {
    "Thuis": "Home",
    "Let op.": "Beware.",
    "De data": "The data",
    "Zie [over](over.md), [een deel](over.md#deel) en {ref}`lab`.": (
        "See {ref}`lab`, [a part](over.md#deel) and [about](over.md)."
    ),
}
PAGES = {"nl/index.md": HOME, "nl/over.md": ABOUT, "en/data.md": DATA}
CATALOGS = {
    "locales/en/LC_MESSAGES/index.po": CATALOG,
    "locales/en/LC_MESSAGES/over.po": {"Over ons": "About us"},
}


@pytest.fixture
def small(site: Site) -> Site:
    site.write(PAGES)
    site.write(CATALOGS)  # type: ignore[arg-type]
    return site


def test_every_page_comes_out_in_every_language(small: Site) -> None:
    output = small.build()
    assert output.warnings == ""
    assert {name for name in output.files if name.endswith(".html")} == {
        "index.html",
        "nl/index.html",
        "nl/over/index.html",
        "nl/data/index.html",
        "en/index.html",
        "en/about/index.html",
        "en/data/index.html",
    }


def test_html_builder_gives_files(small: Site) -> None:
    output = small.build("html")
    assert output.warnings == ""
    assert {"index.html", "nl/index.html", "nl/over.html", "en/about.html"} <= set(output.files)
    assert ("a part", "about.html#deel") in output.links("en/index.html")


def test_a_page_is_in_its_language(small: Site) -> None:
    output = small.build()
    dutch, english = output.page("nl/index.html"), output.page("en/index.html")
    assert dutch.html is not None and english.html is not None
    assert dutch.html["lang"] == "nl"
    assert english.html["lang"] == "en"
    assert output.body("nl/index.html").select_one(".admonition-title").text == "Notitie"  # type: ignore[union-attr]
    assert output.body("en/index.html").select_one(".admonition-title").text == "Note"  # type: ignore[union-attr]
    assert english.title is not None and english.title.text.startswith("Home")


def test_links_keep_their_targets_and_lead_to_the_readers_language(small: Site) -> None:
    output = small.build()
    assert output.links("en/index.html")[:3] == [
        ("Deel", "about/#lab"),
        ("a part", "about/#deel"),
        ("about", "about/"),
    ]
    # A page written in English: its links lead to English pages, in Dutch to Dutch ones.
    assert output.links("en/data/index.html") == [
        ("About", "../about/"),
        ("home", "../"),
        ("About us", "../about/"),
    ]
    assert [href for _, href in output.links("nl/data/index.html")] == [
        "../over/",
        "../",
        "../over/",
    ]


def test_toctree_shows_titles_in_the_readers_language(small: Site) -> None:
    links = small.build().links("en/index.html")
    assert ("About us", "about/") in links
    assert ("The data", "data/") in links


def test_untranslated_text_shows_the_source_marked(small: Site) -> None:
    output = small.build()
    body = output.body("en/about/index.html")
    assert [(mark.name, mark.text) for mark in body.select("[lang=nl]")] == [
        ("span", "Deel"),
        ("p", "Nog niet “vertaald”."),
        ("span", "Dieper"),
    ]
    assert not output.body("nl/over/index.html").select("[lang]")


def test_counts(small: Site) -> None:
    status = small.build().status
    assert "Nederlands: 3 pages, 2 written, 0 translated, 1 with untranslated text" in status
    assert "English: 3 pages, 1 written, 1 translated, 1 with untranslated text" in status


def test_front_matter_is_not_translated(site: Site) -> None:
    site.write(
        {
            "nl/index.md": "---\nlang-ref: home\nauteur: Jan\n---\n# home\n",
            "locales/en/LC_MESSAGES/index.po": {"home": "Homepage", "Jan": "John"},
        }
    )
    output = site.build()
    assert output.app.env.metadata["en/index"]["lang-ref"] == "home"
    # docutils would read "auteur" as a field of its own on a page that it takes for Dutch.
    assert output.app.env.metadata["en/index"]["auteur"] == "Jan"
    assert "(1" not in output.status
    assert "English: 1 pages, 0 written, 1 translated" in output.status


def test_hand_written_pair_by_lang_ref(site: Site) -> None:
    site.write(
        {
            "nl/index.md": "# Thuis\n\n[](over.md)\n\n```{toctree}\nover\n```\n",
            "nl/over.md": "---\nlang-ref: about\n---\n# Over\n",
            "en/about-us.md": "---\nlang-ref: about\n---\n# About us\n",
        }
    )
    output = site.build()
    assert output.warnings == ""
    assert "en/about-us/index.html" in output.files
    assert "en/over/index.html" not in output.files
    assert output.links("en/index.html") == [("About us", "about-us/"), ("About us", "about-us/")]


def test_versions_by_hand_may_have_other_links(site: Site) -> None:
    more = "[About](over.md), [GBIF](https://www.gbif.org/) and [more](https://example.org/).\n"
    site.write(
        {
            "nl/index.md": "# Thuis\n\n```{toctree}\nover\nbezoek\n```\n",
            "nl/over.md": "# Over\n\nTekst.\n",
            "nl/bezoek.md": "---\nlang-ref: visit\n---\n# Bezoek\n\n[Over](over.md) en niets meer.\n",
            "en/visit.md": f"---\nlang-ref: visit\n---\n# Visit\n\n{more}",
        }
    )
    output = site.build()
    assert output.warnings == ""
    assert output.links("nl/bezoek/index.html") == [("Over", "../over/")]
    assert output.links("en/visit/index.html") == [
        ("About", "../over/"),
        ("GBIF", "https://www.gbif.org/"),
        ("more", "https://example.org/"),
    ]


def test_language_menu_of_a_pair(small: Site) -> None:
    menus: dict[str, list[tuple[str, str]]] = {}

    def remember(app, pagename, templatename, context, doctree) -> None:  # type: ignore[no-untyped-def]
        menus[pagename] = [(entry["code"], entry["href"]) for entry in context["languages"]]

    small.write({"remember.py": ""})
    from sphinx.testing.util import SphinxTestApp

    app = SphinxTestApp("dirhtml", srcdir=small.folder)
    app.connect("html-page-context", remember, priority=900)
    app.build()
    app.cleanup()
    assert menus["nl/over"] == [("nl", "./"), ("en", "../../en/about/")]
    assert menus["en/over"] == [("nl", "../../nl/over/"), ("en", "./")]
    assert menus["index"] == [("nl", "nl/"), ("en", "en/")]


def test_third_language_by_one_setting(small: Site) -> None:
    output = small.build(site_languages=["nl", "en", "fr", "ar"])
    assert output.warnings == ""
    assert "fr/about/index.html" in output.files
    assert output.page("fr/index.html").html["lang"] == "fr"  # type: ignore[index]
    # The page that two languages wrote comes from the first of them, everything else as before.
    two = small.build(out="two")
    assert output.files["en/about/index.html"] == two.files["en/about/index.html"]


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_language_option_changes_nothing(small: Site, language: str) -> None:
    plain = small.build()
    told = small.build(out=f"told-{language}", language=language)
    assert told.files == plain.files


def test_parallel_equals_serial(small: Site) -> None:
    more = {f"nl/p{number}.md": f"# P {number}\n\n[](over.md)\n" for number in range(12)}
    small.write(more)  # type: ignore[arg-type]
    small.write({"nl/index.md": HOME + "\n```{toctree}\n:glob:\np*\n```\n"})
    assert small.build(out="two", parallel=2).files == small.build().files


def test_no_mo_files_and_a_clean_tree(small: Site) -> None:
    before = {path for path in small.folder.rglob("*") if "build" not in str(path)}
    small.build(language="nl")
    after = {path for path in small.folder.rglob("*") if "-build" not in str(path)}
    assert after == before


def test_gettext_extracts_written_pages_only(small: Site) -> None:
    output = small.build("gettext")
    assert sorted(name for name in output.files if "sphinx" not in name) == [
        "en/data.pot",
        "nl/index.pot",
        "nl/over.pot",
    ]
    assert 'msgid "Zie [over](over.md)' in output.files["nl/index.pot"].decode()


def test_permalinks(site: Site) -> None:
    site.write(
        {
            "nl/index.md": "---\npermalink: /nl\n---\n# Thuis\n\n[](zoek.md)\n```{toctree}\nzoek\n```\n",
            "nl/zoek.md": """\
                ---
                lang-ref: specimen/search
                permalink: /nl/exemplaren/zoekopdracht
                ---
                # Zoek
                """,
        }
    )
    output = site.build()
    assert output.warnings == ""
    assert {"nl/exemplaren/zoekopdracht/index.html", "en/specimen/search/index.html"} <= set(
        output.files
    )
    assert output.links("en/index.html")[0] == ("Zoek", "specimen/search/")
    assert "nl/exemplaren/zoekopdracht.html" in site.build("html", out="html").files


#: Source, translation, and what is said of it.
BROKEN = [
    ("Zie [a](a.md).", "See a.", "is missing the link to a.md"),
    ("Of [a](a.md).", "Or [a](b.md).", "is missing the link to a.md, and adds a link to b.md"),
    ("Naar [a](a.md#x).", "To [a](a.md#y).", "is missing the link to a.md#x"),
    ("Dus a.", "So {refff}`a`.", "adds a role {refff}"),
    ("Dan [a](a.md).", "Then [a](gone.md).", "is missing the link to a.md"),
]


def test_faulty_translation_shows_the_source_and_is_reported(site: Site) -> None:
    text = "\n\n".join(source for source, _, _ in BROKEN)
    translations = {source: translation for source, translation, _ in BROKEN}
    site.write(
        {
            "nl/index.md": f"# T\n\n{text}\n\n```{{toctree}}\na\nb\n```\n",
            "nl/a.md": "# A\n\n## x\n\n## y\n",
            "nl/b.md": "# B\n",
            "locales/en/LC_MESSAGES/index.po": {"T": "T", **translations},
        }
    )
    output = site.build()
    for number, (line, (source, _, said)) in enumerate(
        zip(output.warnings.splitlines(), BROKEN, strict=True)
    ):
        at = f"locales/en/LC_MESSAGES/index.po:{8 + 3 * number}: WARNING: "
        assert line.startswith(f"{at}The translation of “{source}” ")
        assert said in line
    assert output.app._warncount == 0, "the state of a translation must not count for -W"
    shown = [part.text for part in output.body("en/index.html").select("p[lang=nl]")]
    assert shown == ["Zie a.", "Of a.", "Naar a.", "Dus a.", "Dan a."]
    # Still reported when nothing is read again.
    assert site.build().warnings == output.warnings


def test_a_translation_that_begins_like_another_block_is_refused(site: Site) -> None:
    site.write(
        {
            "nl/index.md": "# Kop\n\n## 1. Deel\n\nEerst.\n\nDan.\n",
            "locales/en/LC_MESSAGES/index.po": {
                "Kop": "\\- Heading",
                "1. Deel": "1. Part",
                "Eerst.": "- first",
                "Dan.": "> then ::",
            },
        }
    )
    output = site.build()
    assert output.warnings.count("[translation.markup]") == 2
    assert "begins a line with >, which would be shown as it is" in output.warnings
    body = output.body("en/index.html")
    assert body.h1 is not None and body.h1.text.startswith("- Heading")
    assert body.h2 is not None and body.h2.text.startswith("1. Part")
    assert [p.text for p in body.select("p")] == ["Eerst.", "Dan."]


def test_reference_links_are_links_in_translations(site: Site) -> None:
    site.write(
        {
            "nl/index.md": "# Kop\n\nZie [daar][bron].\n\n[bron]: https://example.org/\n",
            "locales/en/LC_MESSAGES/index.po": {"Zie [daar][bron].": "See [there][bron]."},
        }
    )
    output = site.build()
    assert output.warnings == ""
    assert ("there", "https://example.org/") in output.links("en/index.html")


def test_code_and_mathematics(site: Site) -> None:
    site.write(
        {
            "conf.py": CONF + 'gettext_additional_targets = ["literal-block"]\n'
            'extensions += ["sphinx.ext.mathjax"]\n',
            "nl/index.md": "# Kop\n\n```python\n# een\n```\n\n$$\na = b\n$$\n",
            "locales/en/LC_MESSAGES/index.po": {"# een\n": "# one\n", "a = b": "a = c"},
        }
    )
    output = site.build()
    assert output.warnings == ""
    body = output.body("en/index.html")
    assert body.select_one(".highlight-python").text.strip() == "# one"  # type: ignore[union-attr]
    assert "a = c" in body.select_one("div.math").text  # type: ignore[union-attr]
    assert "::" not in body.text


def test_translated_page_does_not_hold_the_environment(small: Site) -> None:
    output = small.build()
    sizes = {
        docname: (output.app.doctreedir / f"{docname}.doctree").stat().st_size
        for docname in ("nl/index", "en/index")
    }
    assert sizes["en/index"] < 2 * sizes["nl/index"]


CATALOG_FAULTS = {
    "syntax": (b'msgid "Kop"\nmsgstr "Head\n\nmsgid "x"\nmsgstr "y"\n', 2, "This is not a comment"),
    "encoding": (b'msgid "Kop"\nmsgstr "H\xe9ad"\n', 2, "not UTF-8"),
    "order": (b'msgstr "a"\nmsgid "b"\n', 1, "The msgid above this msgstr is missing"),
}


@pytest.mark.parametrize("case", CATALOG_FAULTS)
def test_broken_catalog_is_reported_and_spoils_nothing(site: Site, case: str) -> None:
    content, line, expected = CATALOG_FAULTS[case]
    site.write(
        {
            "nl/index.md": "# Kop\n\n```{toctree}\nander\n```\n",
            "nl/ander.md": "# Ander\n",
            "locales/en/LC_MESSAGES/index.po": content,
            "locales/en/LC_MESSAGES/ander.po": {"Ander": "Other"},
        }
    )
    output = site.build()
    assert output.warnings.startswith(f"locales/en/LC_MESSAGES/index.po:{line}: WARNING: ")
    assert expected in output.warnings
    assert output.app._warncount == 0
    assert output.body("en/index.html").select_one("h1 [lang=nl]").text == "Kop"  # type: ignore[union-attr]
    assert output.body("en/ander/index.html").h1.text.startswith("Other")  # type: ignore[union-attr]


def test_a_broken_message_of_a_catalog_costs_itself_alone(site: Site) -> None:
    messages = (
        'msgid "Kop"\nmsgstr "Head"\n\n'
        '# A note\nmsgid "Een zin."\nmsgstr "The "second" sentence."\n\n'
        'msgid "Nog een."\nmsgstr "One more."\nmsgid "Vier."\nmsgstr "Four."\n'
    )
    site.write(
        {
            "nl/index.md": "# Kop\n\nEen zin.\n\nNog een.\n\nVier.\n",
            "locales/en/LC_MESSAGES/index.po": PO_HEADER + messages,
        }
    )
    output = site.build()
    (said,) = output.warnings.splitlines()
    assert said.startswith("locales/en/LC_MESSAGES/index.po:8: WARNING: ")
    assert "The message is skipped" in said
    text = output.body("en/index.html").get_text()
    for words in ("Head", "Een zin.", "One more.", "Four."):
        assert words in text


def test_a_warning_about_a_page_is_reported_once(site: Site) -> None:
    site.write({"nl/index.md": "# Kop\n\n[](nergens.md)\n\n{ref}`nergens`\n"})
    warnings = site.build().warnings.splitlines()
    assert [line.split(" ")[0] for line in warnings] == ["nl/index.md:3:", "nl/index.md:5:"]


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("nl", "must be a list of language codes"),
        (["nl", "xx_YY_zz"], "not a language code that CLDR knows"),
        (["nl", "nl"], "twice"),
        ([], "is empty"),
    ],
)
def test_wrong_setting_stops_with_an_example(site: Site, setting: object, expected: str) -> None:
    from sphinx.errors import ConfigError

    site.write({"conf.py": CONF.replace('["nl", "en"]', repr(setting)), "nl/index.md": "# Kop\n"})
    with pytest.raises(ConfigError, match=expected) as caught:
        site.build()
    assert 'site_languages = ["nl", "en"]' in str(caught.value) or expected == "twice"


def contexts(site: Site, **config: object) -> dict[str, dict[str, object]]:
    """Build, and return what each template was given."""
    from sphinx.testing.util import SphinxTestApp

    given: dict[str, dict[str, object]] = {}

    def remember(app, pagename, templatename, context, doctree) -> None:  # type: ignore[no-untyped-def]
        given[pagename] = dict(context)

    app = SphinxTestApp("dirhtml", srcdir=site.folder, confoverrides=config)
    app.connect("html-page-context", remember, priority=900)
    app.build()
    app.cleanup()
    return given


def test_alternates_and_canonical(small: Site) -> None:
    given = contexts(small, html_baseurl="https://example.org/")
    expected = [
        ("nl", "https://example.org/nl/"),
        ("en", "https://example.org/en/"),
        ("x-default", "https://example.org/"),
    ]
    assert given["nl/index"]["alternates"] == given["en/index"]["alternates"] == expected
    # English is the language that this page was written in; it has no Dutch yet.
    assert given["en/data"]["alternates"] == [
        ("en", "https://example.org/en/data/"),
        ("x-default", "https://example.org/en/data/"),
    ]
    assert given["nl/data"]["alternates"] == []
    assert given["nl/data"]["noindex"] is True
    assert given["nl/data"]["canonical"] == "https://example.org/en/data/"
    assert given["en/over"]["canonical"] == "https://example.org/en/about/"
    assert given["en/over"]["noindex"] is False
    assert contexts(small)["nl/index"]["alternates"] == []


def test_sections_of_a_hand_written_pair(site: Site) -> None:
    site.write(
        {
            "nl/index.md": "# Thuis\n\n## Een\n\n### Diep\n\n(drie)=\n## Drie\n",
            "en/index.md": "# Home\n\n## One\n\n### Deep\n\n(drie)=\n## Three\n",
        }
    )
    menu = contexts(site)["nl/index"]["languages"]
    assert menu[1]["sections"] == {"een": "one", "diep": "deep", "drie": "drie"}  # type: ignore[index]
    # Another structure: only the label still answers.
    site.write({"en/index.md": "# Home\n\n(drie)=\n## Three\n"})
    menu = contexts(site)["nl/index"]["languages"]
    assert menu[1]["sections"] == {"drie": "drie"}  # type: ignore[index]


def test_phrases_and_names(site: Site) -> None:
    site.write(
        {
            "nl/index.md": "# Kop\n\n{lang}`herbier <fr>` van {name}`Plantentuin Meise`\n",
            "locales/en/LC_MESSAGES/index.po": {
                "{lang}`herbier <fr>` van {name}`Plantentuin Meise`": (
                    "{name}`Plantentuin Meise`'s {lang}`herbier <fr>`"
                )
            },
        }
    )
    output = site.build()
    assert output.warnings == ""
    for page in ("nl/index.html", "en/index.html"):
        body = output.body(page)
        assert body.select_one("span[lang=fr]").text == "herbier"  # type: ignore[union-attr]
        assert body.select_one("[translate=no].notranslate").text == "Plantentuin Meise"  # type: ignore[union-attr]
    site.write({"nl/index.md": "# Kop\n\n{lang}`herbier`\n"})
    assert site.build().warnings.startswith(
        "nl/index.md:3: WARNING: {lang}`herbier` does not name a known lang"
    )


def test_toctree_with_a_caption_that_is_the_same_in_both_languages(site: Site) -> None:
    toctree = "```{toctree}\n:caption: Data\n\nDe lade <a>\n```\n"
    site.write(
        {
            "nl/index.md": f"# Kop\n\n{toctree}",
            "nl/a.md": "# A\n",
            "locales/en/LC_MESSAGES/index.po": {"De lade": "The drawer", "Data": "Data"},
        }
    )
    output = site.build()
    assert [text for text, _ in output.links("en/index.html")] == ["The drawer"]
    assert output.body("en/index.html").select_one(".caption-text").text == "Data"  # type: ignore[union-attr]


def test_note_on_settings_that_was_cut(small: Site) -> None:
    first = small.build()
    (first.folder / ".buildinfo").write_text("# Sphinx build info", encoding="utf-8")
    assert small.build().files == first.files


def test_words_shown_elsewhere_bear_their_language(site: Site) -> None:
    toctree = "```{toctree}\n:caption: Lade\n\nOude naam <a>\nb\nWeg <https://example.org>\n```\n"
    part = "[](a.md) {doc}`b` {ref}`deel` [](#deel) [eigen](a.md)"
    site.write(
        {
            "nl/index.md": f"# Kop\n\n{toctree}\n{part}\n\nLos {{doc}}`b`.\n",
            "nl/a.md": "# Nog niet\n\n(deel)=\n## Onderdeel\n",
            "nl/b.md": "# Wel\n",
            "locales/en/LC_MESSAGES/index.po": {"Kop": "Title", part: part},
            "locales/en/LC_MESSAGES/b.po": {"Wel": "Done"},
        }
    )
    output = site.build()
    assert output.warnings == ""
    dutch = output.body("nl/index.html")
    assert not dutch.select("[lang]")
    english = output.body("en/index.html")
    marked = [
        (mark["lang"], mark.text) for mark in english.select("a [lang], .caption-text [lang]")
    ]
    assert marked == [
        ("nl", "Lade"),
        ("nl", "Oude naam"),
        ("nl", "Onderdeel"),
        ("nl", "Weg"),
        ("nl", "Nog niet"),
        ("nl", "Onderdeel"),
        ("nl", "Onderdeel"),
        ("en", "Done"),  # In a paragraph that is not translated.
    ]
    # The caption and the entries have been translated: no page bears a mark any longer.
    names = {"Lade": "Drawer", "Oude naam": "Old name", "Weg": "Road"}
    lone = {"Los {doc}`b`.": "Alone {doc}`b`."}
    site.write(
        {
            "locales/en/LC_MESSAGES/index.po": {"Kop": "Title", part: part} | names | lone,
            "locales/en/LC_MESSAGES/a.po": {"Nog niet": "Not yet", "Onderdeel": "Part"},
        }
    )
    output = site.build()
    assert not output.body("en/index.html").select("[lang]")


def test_an_alternative_text_that_is_not_translated_bears_its_language(site: Site) -> None:
    pictures = "![Een varen](varen.svg)\n\n![Een mot](varen.svg)\n"
    site.write(
        {
            "nl/index.md": f"# Kop\n\n{pictures}",
            "nl/varen.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
            "locales/en/LC_MESSAGES/index.po": {"Kop": "Title", "Een varen": "A fern"},
        }
    )
    images = site.build().body("en/index.html").select("img")
    assert [(image["alt"], image.get("lang")) for image in images] == [
        ("A fern", None),
        ("Een mot", "nl"),
    ]


def test_addresses_from_the_root_work_in_the_folder_of_a_language(site: Site) -> None:
    site.write(
        {
            "nl/index.md": "# Kast\n\n[een](/lade/blad) [twee](lade/blad#deel) [drie](/nl/lade/blad)\n",
            "nl/lade/blad.md": "---\nlang-ref: drawer/sheet\n---\n# Blad\n\n## Deel\n",
            "locales/en/LC_MESSAGES/index.po": {
                "[een](/lade/blad) [twee](lade/blad#deel) [drie](/nl/lade/blad)": (
                    "[two](lade/blad#deel) [one](/lade/blad) [three](/nl/lade/blad)"
                )
            },
        }
    )
    output = site.build()
    assert "xref_missing" not in output.warnings
    assert [href for _, href in output.links("nl/index.html")] == [
        "lade/blad/",
        "lade/blad/#deel",
        "lade/blad/",
    ]
    assert output.links("en/index.html") == [
        ("two", "drawer/sheet/#deel"),
        ("one", "drawer/sheet/"),
        ("three", "drawer/sheet/"),
    ]


@pytest.mark.parametrize(
    "target",
    ["lade/blad.md#deel", "/lade/blad#deel", "lade/blad.html#deel", "/nl/lade/blad.md#deel"],
)
def test_a_picture_leads_to_a_page_of_the_readers_language(site: Site, target: str) -> None:
    site.write(
        {
            "nl/index.md": f":::{{figure}} /a.svg\n:target: {target}\n\nBij\n:::\n",
            "nl/lade/blad.md": "---\nlang-ref: drawer/sheet\n---\n# Blad\n\n## Deel\n",
            "nl/kast.rst": f"Kast\n====\n\n.. image:: /a.svg\n   :target: {target}\n\n.. image:: /a.svg\n   :target: https://example.org/\n",
            "a.svg": "<svg/>",
        }
    )
    output = site.build()
    assert output.body("nl/index.html").a["href"] == "lade/blad/#deel"  # type: ignore[index]
    assert output.body("en/index.html").a["href"] == "drawer/sheet/#deel"  # type: ignore[index]
    assert [link["href"] for link in output.body("en/kast/index.html").select("a:has(img)")] == [
        "../drawer/sheet/#deel",
        "https://example.org/",
    ]


def test_a_description_that_is_not_translated_says_its_language(site: Site) -> None:
    front = "---\nmyst:\n  html_meta:\n    description: Beschrijving\n---\n"
    site.write({"nl/index.md": f"{front}# Kast\n"})
    assert site.build().page("en/index.html").select("meta[name=description][lang=nl]")
    site.write({"locales/en/LC_MESSAGES/index.po": {"Beschrijving": "Description"}})
    output = site.build()
    for page in ("nl/index.html", "en/index.html"):
        assert not output.page(page).select("meta[lang]")
