"""Pages in reStructuredText, and ``{eval-rst}`` on pages in Markdown."""

import pytest

from .conftest import CONF, Site

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
