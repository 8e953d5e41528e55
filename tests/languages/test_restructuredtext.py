"""Pages in reStructuredText, and ``{eval-rst}`` on pages in Markdown."""

import pytest

from ext.catalogs.markup import Form, form_of
from ext.catalogs.message import Message

from .conftest import CONF, Site
from .process import run_sphinx

PAGE = """\
    Kop
    ===

    {0}

    .. _een: https://example.org/1
    .. _twee: https://example.org/2
    """
SOURCE = "Zie een_ en twee_."
RIGHT = {
    "kept": "See twee_ and een_.",
    "with a text": "See `two <twee_>`_ and `one <een_>`_.",
    "one is renamed": "See two_ and een_.",
}
WRONG = {
    "two are renamed": ("See one_ and two_.", "renames more than one link"),
    "twice": ("See een_ and twee_ and een_.", "adds a link to een_"),
    "unknown": ("See een_ and twee_ and gone_.", "adds a link to gone_"),
    "role": ("See een_ and twee_, :refff:`x`.", "adds a role {refff}"),
}


@pytest.mark.parametrize("case", RIGHT)
def test_named_links_lead_where_the_source_leads(site: Site, case: str) -> None:
    text = RIGHT[case]
    site.write({"nl/index.rst": PAGE.replace("{0}", SOURCE)})
    site.write({"locales/en/LC_MESSAGES/index.po": {"Kop": "Heading", SOURCE: text}})
    output = site.build()
    assert output.warnings == ""
    links = [(name, address[-1]) for name, address in output.links("en/index.html")]
    assert sorted(number for _, number in links) == ["1", "2"]
    assert all((number == "2") == (name in ("two", "twee")) for name, number in links)


@pytest.mark.parametrize("case", WRONG)
def test_links_that_cannot_be_told_apart_show_the_source(site: Site, case: str) -> None:
    text, expected = WRONG[case]
    site.write({"nl/index.rst": PAGE.replace("{0}", SOURCE)})
    site.write({"locales/en/LC_MESSAGES/index.po": {"Kop": "Heading", SOURCE: text}})
    output = site.build()
    assert "locales/en/LC_MESSAGES/index.po:8: WARNING: " in output.warnings
    assert expected in output.warnings
    assert output.body("en/index.html").select_one("p[lang=nl]").text == "Zie een en twee."  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["See Part_.", "See `it <Part_>`_.", "See `it <Deel_>`_."])
def test_link_to_a_section_by_its_title(site: Site, text: str) -> None:
    site.write(
        {
            "nl/index.rst": "Kop\n===\n\nZie Deel_.\n\nDeel\n----\n",
            "locales/en/LC_MESSAGES/index.po": {"Kop": "Top", "Zie Deel_.": text, "Deel": "Part"},
        }
    )
    output = site.build()
    assert output.warnings == ""
    assert [address for _, address in output.links("en/index.html")] == ["#deel"]


def test_two_links_with_the_same_words(site: Site) -> None:
    source, text = (
        "Zie (`zo <een_>`_) en (`zo <twee_>`_).",
        "See (`so <een_>`_) and (`so <twee_>`_).",
    )
    site.write({"nl/index.rst": PAGE.replace("{0}", source)})
    site.write({"locales/en/LC_MESSAGES/index.po": {"Kop": "Heading", source: text}})
    output = site.build()
    assert output.warnings == ""
    assert [(name, address[-1]) for name, address in output.links("en/index.html")] == [
        ("so", "1"),
        ("so", "2"),
    ]


def test_words_that_the_default_role_makes_a_link_of(site: Site) -> None:
    """A translation that puts words in backquotes refers to something; nobody else is told so."""
    site.write(
        {
            "nl/index.rst": "Kop\n===\n\nZie `index` en zo.\n",
            "locales/en/LC_MESSAGES/index.po": {"Zie `index` en zo.": "See `index` and `so`."},
        }
    )
    output = site.build(default_role="any")
    assert output.warnings == (
        "locales/en/LC_MESSAGES/index.po:5: WARNING: The translation refers to “so”, which is nowhere on "
        "the site, and the source does not. Keep every link of the source, and only those. "
        "[translation.links]\n"
    )
    assert output.app._warncount == 0


def test_text_files_in_restructuredtext(site: Site) -> None:
    """`source_suffix` says how a page is marked up; a catalog that names such files tells by itself."""
    site.write(
        {
            "nl/index.txt": "Kop\n===\n\nZie :doc:`daar <index>` en ``x``.\n",
            "locales/en/LC_MESSAGES/index.po": {"Zie :doc:`daar <index>` en ``x``.": "See ``x``."},
        }
    )
    output = site.build(source_suffix={".md": "markdown", ".txt": "restructuredtext"})
    assert "is missing the link to index (doc)" in output.warnings
    message = Message("Zie ``x``.", places=("nl/index.txt:4",))
    assert form_of(message, Form.REST) is Form.REST


IN_MENU = "Kop\n===\n\n.. toctree::\n\n   https://example.org/menu\n"


def test_an_address_in_a_menu_is_no_message(site: Site) -> None:
    site.write({"nl/index.rst": IN_MENU})
    assert b"example.org" not in site.build("gettext").files["nl/index.pot"]


def test_an_address_in_a_menu_is_its_own_name(site: Site) -> None:
    site.write({"nl/index.rst": IN_MENU})
    output = site.build()
    assert output.warnings == ""
    for page in ("nl/index.html", "en/index.html"):
        assert ("https://example.org/menu",) * 2 in output.links(page)


def test_a_site_without_markdown(site: Site) -> None:
    """MyST, which makes pages of ``.md`` and writes containers in its own way, is not loaded."""
    site.remove("index.md")
    conf = CONF.replace(', "myst_parser"', "") + 'root_doc = "nl/index"\n'
    site.write(
        {
            "conf.py": conf,
            "nl/index.rst": "Kop\n===\n\nTekst.\n",
            "nl/README.md": "# No page\n",
            "locales/en/LC_MESSAGES/index.po": {"Kop": "Heading", "Tekst.": "Text."},
        }
    )
    # In a process of its own: Sphinx keeps for the next site that one had pages of .md.
    assert run_sphinx("-b", "html", ".", "out", folder=site.folder) == ""
    assert "<p>Text.</p>" in (site.folder / "out/en/index.html").read_text(encoding="utf-8")
    assert not (site.folder / "out/nl/README.html").exists()


def test_eval_rst_is_translated_as_rest(site: Site) -> None:
    site.write(
        {
            "nl/index.md": """\
                # Kop

                Gewoon `code`.

                ```{eval-rst}
                Zie :ref:`deel` en ``code`` en [Bron2020]_.

                .. [Bron2020] Een *bron*.

                .. _deel:

                Deel
                ----
                ```
                """,
            "locales/en/LC_MESSAGES/index.po": {
                "Gewoon `code`.": "Ordinary `code`.",
                "Zie :ref:`deel` en ``code`` en [Bron2020]_.": (
                    "See ``code``, [Bron2020]_ and :ref:`deel`."
                ),
                "Een *bron*.": "A *source*.",
                "Deel": "Part",
            },
        }
    )
    output = site.build()
    assert output.warnings == ""
    body = output.body("en/index.html")
    assert [code.text for code in body.select("code")] == ["code", "code"]
    assert output.links("en/index.html")[:2] == [("[Bron2020]", "#bron2020"), ("Part", "#deel")]
    assert body.select_one("[role=doc-biblioentry] em").text == "source"  # type: ignore[union-attr]


def test_translated_address_of_a_picture(site: Site) -> None:
    """`gettext_additional_targets` with "image" crashes Sphinx on a page in Markdown."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{0}"/>\n'
    site.write(
        {
            "conf.py": CONF + 'gettext_additional_targets = ["image"]\n',
            "nl/index.md": "# Kop\n\n```{image} schelp.svg\n:alt: Schelp\n```\n",
            "nl/schelp.svg": svg.format(8),
            "nl/shell.svg": svg.format(9),
            "locales/en/LC_MESSAGES/index.po": {
                "Kop": "Heading",
                "Schelp": "Shell",
                ".. image:: schelp.svg": ".. image:: shell.svg",
            },
        }
    )
    output = site.build()
    assert output.warnings == ""
    picture = output.body("en/index.html").img
    assert picture is not None
    assert (picture["alt"], str(picture["src"])[-9:]) == ("Shell", "shell.svg")
    assert "English: 1 pages, 0 written, 1 translated" in output.status


@pytest.mark.parametrize("mark", ["#", "*"])
def test_a_footnote_without_a_name_in_a_page_in_markdown(site: Site, mark: str) -> None:
    """Sphinx and MyST end in a KeyError."""
    site.write(
        {"nl/index.md": f"# Kop\n\n```{{eval-rst}}\nZie [{mark}]_.\n\n.. [{mark}] Noot\n```\n"}
    )
    output = site.build()
    assert output.warnings.startswith(f"nl/index.md:3: ERROR: [{mark}]_ cannot be read")
    assert "needs a name, as in [#name]_" in output.warnings
    assert f"Zie [{mark}]_." in output.body("nl/index.html").get_text()
