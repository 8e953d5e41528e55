"""A site of somebody else's, with every construct that a Sphinx page may hold, and its catalogs.

`PAGES` is a whole site, written in Dutch, as it stands at the root of an ordinary Sphinx project.
`translated` makes up a translation of any message: each of its words gets an ending, and its markup
stays as it is.
"""

import re
from textwrap import dedent

#: What `translated` puts behind each word.
ENDING = "oo"

CONF = """
project = "Kast"
extensions = ["myst_parser", "sphinx_design", "sphinx.ext.mathjax", "sphinx.ext.todo"]
html_theme = "basic"
html_copy_source = False
html_last_updated_fmt = ""
numfig = True
math_numfig = False
locale_dirs = ["locales"]
gettext_compact = False
gettext_additional_targets = ["index"]
suppress_warnings = ["myst.strikethrough"]
exclude_patterns = ["**/_deel.md", "**/_fiche.rst"]
myst_heading_anchors = 4
myst_enable_extensions = [
    "amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist",
    "html_admonition", "html_image", "linkify", "replacements", "smartquotes", "strikethrough",
    "substitution", "tasklist",
]
myst_linkify_fuzzy_links = False
myst_dmath_double_inline = True
myst_substitutions = {"naam": "de **Kast**", "beeld": "een [bron](https://example.org/bron)"}
todo_include_todos = True
nitpick_ignore_regex = [(".*", "ValueError|Fout")]
"""

# What stays as it is in a message: the named group is a text within markup, which is translated.
MARKUP = re.compile(
    r"""
      \$\$.+?\$\$ | \$[^$]+\$                  # mathematics
    | \{\{.+?\}\} | \|[^|]+\|                  # substitutions
    | \[\^[^\]]+\] | \[\#?\w+\]_               # footnotes and citations
    | \b[a-z]+_(?!\w)                          # a link of reST
    | \{term\}`(?P<term>[^`<]+)`               # a term is called as in the translated glossary
    | :term:`(?P<rst_term>[^`<]+)`
    | (?:\{[\w:+-]+\}|:[\w:+-]+:)`(?P<title>[^`<]+)<[^>]+>`
    | (?:\{[\w:+-]+\}|:[\w:+-]+:)`[^`]+`       # other roles
    | ``[^`]+`` | `[^`<]+\ <[^>]+>`__? | `[^`]+`_?
    | \]\([^)]*\) | \]\[[^\]]*\]               # where a link leads
    | \[\w+\](?![\w(\[]) | [\w.]+@[\w.]+\w
    | \\text\{(?P<math>[^}]*)\} | \\\w+\{\w+\}
    | <[^>]+> | https?://[^\s)]+ | \{[^}]*\}   # HTML, addresses, attributes
    """,
    re.VERBOSE,
)
WORD = re.compile(r"\{\w+\}|[^\W\d_]{2,}")


def translated(message: str) -> str:
    """Return *message* with an ending behind each word, and its markup as it is."""
    found: list[str] = []
    end = 0
    for part in MARKUP.finditer(message):
        found.append(_words(message[end : part.start()]))
        found.append(_inside(part))
        end = part.end()
    return "".join([*found, _words(message[end:])])


def _inside(part: re.Match[str]) -> str:
    for name, text in part.groupdict().items():
        if text is not None:
            start, end = part.start(name) - part.start(), part.end(name) - part.start()
            return part[0][:start] + _words(text) + part[0][end:]
    return part[0]


def _words(text: str) -> str:
    return WORD.sub(lambda word: word[0] + (ENDING if word[0][0] != "{" else ""), text)


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{0}"/>\n'

_PAGES = {
    "index.md": """
        # De kast

        Welkom in {{ naam }}: zie [de regels](regels.md), {doc}`verwijzingen`, {ref}`een-deel` en
        {numref}`schelp`.

        ```{toctree}
        :caption: Eerste stappen
        :numbered:

        regels
        Naar elders <verwijzingen>
        figuren
        nummers
        ```

        ```{toctree}
        :caption: Alle stukken
        :maxdepth: 2
        :glob:

        stukken/*
        ```

        ```{toctree}
        :hidden:
        :titlesonly:

        lade/index
        woorden
        Een andere site <https://example.org/>
        ```

        ```{toctree}
        :caption: Lijsten

        genindex
        Zoeken <search>
        ```

        ```{toctree}
        :hidden:
        :reversed:
        :glob:

        oud/*
        ```
        """,
    "regels.md": """
        ---
        myst:
          html_meta:
            description: Wat hier staat
            "property=og:locale": nl
          substitutions:
            sleutel: het slot
        ---
        # Regels van het huis

        (een-deel)=
        ## Een deel van "iets"

        Met {{ sleutel }} en {{ naam }}, vet **woord**, schuin *woord*, ~~weg~~ en `code hier`.
        Een regel\\
        met een einde -- en nog een... (c)

        (los)=

        Een alinea met een label van [zichzelf](#los) en {ref}`titel erbij <los>`.

        (een-figuur)=

        ```{figure} beeld/schelp.svg
        :name: huis
        :alt: Een huis op een rots

        Het bijschrift van *het huis*
        ```

        ### Diep kopje met `code` en [link](https://example.org/kop)

        Nog wat tekst.

        ### Zelfde kopje

        Eerste.

        ### Zelfde kopje

        Tweede, zie [terug](#zelfde-kopje) en [nog eens](#zelfde-kopje-1).

        ## 2. Een nummer vooraan

        Voor een streep.

        ---

        Na een streep.

        {#eigen .klasse}
        Alinea met een eigen [naam]{.rood}.

        % een opmerking
        """,
    "verwijzingen.md": """
        (wijzers)=
        # Verwijzingen

        Zie {ref}`een-deel`, {ref}`eigen tekst <een-deel>`, [](#een-deel), [met tekst](#een-deel),
        [](regels.md), [anders](regels.md), [](regels.md#een-deel), [](regels.md#zelfde-kopje-1),
        [weer](regels.md#zelfde-kopje-1), {doc}`regels`, {doc}`woorden en daden <woorden>`,
        {doc}`/lade/index`, <project:regels.md>, <project:#wijzers>, [](<project:#huis>) en
        [](lade/index.md).

        Twee links: [een](regels.md) en [twee](regels.md#eigen) en [drie](regels.md#los).

        Naar {any}`wijzers`, [](./lade/kom.md) en meer. Zie [daar][bron] of
        [bron] en [elders](https://example.org/ "Een titel"), <https://example.org/auto>,
        https://example.org/linkify en post@example.org.

        Figuur {numref}`schelp`, {numref}`Beeld %s <schelp>`, {numref}`Beeld {number} ({name}) <huis>`,
        [](#schelp), tabel {numref}`maten`, code {numref}`groet`, deel {numref}`wijzers`.

        [bron]: https://example.org/bron
        """,
    "figuren.md": """
        # Figuren

        ```{figure} beeld/schelp.svg
        :name: schelp
        :alt: Een schelp op zand
        :width: 20px

        Bijschrift van een schelp

        En een legende eronder.
        ```

        :::{figure-md} tak
        ![Een tak](beeld/tak.svg){width=10px}

        Een tak in *bijschrift*, zie [](regels.md).
        :::

        ![Een schelp in de tekst](beeld/schelp.svg "Titel van het beeld")

        Midden in een zin ![een klein beeld](beeld/tak.svg) staat een beeld.

        ```{image} beeld/tak.svg
        :alt: Nog een tak
        :target: https://example.org/tak
        ```

        <img src="beeld/schelp.svg" alt="HTML beeld" width="10px">

        [![Beeld als link](beeld/tak.svg)](regels.md)
        """,
    "nummers.md": """
        # Nummers

        ```{table} Een tabel met maten
        :name: maten

        | Naam | Maat |
        |:-----|-----:|
        | Schelp | 10 |
        | [Tak](figuren.md#tak) | {numref}`tak` |
        ```

        ```{code-block} python
        :name: groet
        :caption: Een groet
        :linenos:
        :emphasize-lines: 1

        print("hallo")
        ```

        ```{figure} beeld/tak.svg
        Nog een figuur
        ```

        Zie {numref}`schelp` en {numref}`groet`.
        """,
    "woorden.md": """
        # Woorden

        ```{glossary}
        herbarium
          Verzameling van gedroogde planten, zie {term}`vel`.

        vel
        blad
          Een stuk papier.

        groep : sleutel
          Woord met een sleutel.
        ```

        Een {term}`herbarium` heeft {term}`vellen <vel>`, {term}`blad`.

        ```{index} single: woord; deel
        ```

        Een alinea met ingang.

        ```{index} plant, dier
        :name: ingang
        ```

        Nog een {index}`ingang in de zin` en {index}`anders <pair: steen; boom>` en {ref}`die <ingang>`.
        """,
    "stukken/voetnoten.md": """
        # Voetnoten

        Een zin[^a] en nog een[^lang] en weer[^a], zie [thuis](../index.md).

        [^a]: De eerste noot met *nadruk*.
        [^lang]: Een lange noot, zie [](../regels.md).

            Tweede alinea.
        """,
    "stukken/citaten.md": """
        # Citaten

        Volgens [Bron2020]_ is het zo.

        ```{eval-rst}
        Een gewone alinea in *reST*.

        .. [Oud1999] Een bron uit 1999, zie [Rst2021]_.
        ```

        > Een citaat van iemand
        >
        > In twee alinea's

        ```{epigraph}
        Een spreuk.

        -- Iemand
        ```
        """,
    "stukken/tabellen.md": """
        # Tabellen

        | Kop een | Kop *twee* |
        |---------|------------|
        | [Regels](../regels.md) | {ref}`een-deel` |
        | a `b` c | {term}`vel` |

        ```{list-table} Lijst als tabel
        :header-rows: 1
        :widths: 20 80
        :name: lijsttabel

        * - Naam
          - Wat [het](../regels.md#eigen) is
        * - Een
          - Twee

            - punt
        ```

        ```{csv-table} Uit komma's
        :header: Een kop, Twee koppen

        cel een, cel twee
        ```
        """,
    "stukken/lijsten.md": """
        # Lijsten

        - eerste [link](../regels.md)
        - tweede

          met alinea
          1. genummerd
          2. verder

        Begrip *een*
        : Uitleg een

        Begrip twee
        : Uitleg twee, zie {doc}`../regels`
        : Nog een uitleg

        - [x] klaar
        - [ ] open taak

        :Veld: waarde van het veld
        :Ander veld: nog een waarde
        """,
    "stukken/tabs.md": """
        # Tabs

        ````{tab-set}
        ```{tab-item} Eerste blad
        :name: bladeren
        Inhoud een, zie [](../regels.md).
        ```
        ```{tab-item} Tweede blad
        Inhoud twee.
        ```
        ````

        ````{grid} 2
        ```{grid-item-card} Titel van de kaart
        :link: ../regels
        :link-type: doc
        Tekst van de kaart
        ```
        ```{grid-item-card} Andere kaart
        :link: een-deel
        :link-type: ref
        Meer tekst
        ```
        ````

        ```{card} Losse kaart
        Midden
        ```

        ```{dropdown} Klap open
        Verborgen tekst
        ```

        ```{button-ref} ../regels
        :ref-type: doc
        Knop naar regels
        ```

        {bdg-primary}`Label` en {bdg-ref-info}`wijzers`.
        """,
    "stukken/code.md": """
        # Code

        ```python
        # blijft zoals het is
        ```

        Tekst die eindigt met dubbele punt::

            ingesprongen blok

        ```{literalinclude} ../bestanden/groet.py
        :caption: Ingevoegd bestand
        :lines: 1
        ```

        Inline {code}`x = 1`, {kbd}`Ctrl+C`, {guilabel}`&Bestand`, {menuselection}`Start --> Einde`,
        {abbr}`MSF (Markdown)`, {sub}`laag`, {command}`ls`, {file}`a/{b}`, {pep}`8`.

        ```
        geen taal
        ```
        """,
    "stukken/wiskunde.md": """
        # Wiskunde

        In de zin $a^2 + b^2$ en dan:

        $$
        e = m c^2 \\text{ voor het licht}
        $$ (energie)

        Zie {eq}`energie` en {math:numref}`som`.

        ```{math}
        :label: som
        a + b = c
        ```

        \\begin{align}
        x &= 1 \\\\
        y &= 2
        \\end{align}
        """,
    "stukken/vervangen.md": """
        ---
        myst:
          substitutions:
            plaats: Gent
            datum: 2020-01-01
        ---
        # Vervangen

        In {{ plaats }} op {{ datum }} staat {{ naam }} met {{ beeld }}.

        {{ naam }}
        """,
    "stukken/downloads.md": """
        # Downloads

        Haal {download}`het bestand <../bestanden/groet.py>` of {download}`../bestanden/groet.py`
        of [ook zo](../bestanden/groet.py) of [een lijst](../bestanden/lijst.csv).
        """,
    "stukken/kaders.md": """
        # Kaders

        ```{note}
        Een nota.
        ```

        ```{admonition} Eigen titel met *nadruk*
        :class: tip
        Tekst in het kader, zie [](../regels.md#een-deel).
        ```

        :::{warning}
        Pas op!
        :::

        ```{seealso}
        Zie [ook](../regels.md).
        ```

        ```{topic} Onderwerp
        Tekst.
        ```

        ```{sidebar} Zijbalk
        Opzij.
        ```

        ```{rubric} Een rubriek
        ```

        ```{todo} Nog te doen
        ```

        <div class="admonition note">
        <p class="title">HTML titel</p>
        HTML tekst
        </div>
        """,
    "stukken/versies.md": """
        # Versies

        ```{versionadded} 1.0
        Toen kwam het.
        ```

        ```{versionchanged} 2.0
        Toen werd het *anders*.
        ```

        ```{deprecated} 3.0
        ```
        """,
    "stukken/alleen.md": """
        # Alleen

        ````{only} html
        Alleen in HTML, zie [](../regels.md).
        ````

        ```{only} latex
        Niet in HTML.
        ```

        ```{raw} html
        <b>ruw</b>
        ```

        ```{include} _deel.md
        ```

        ```{contents} Op deze bladzijde
        :local:
        ```

        ```{contents}
        ```

        ```{centered} Midden
        ```

        ```{hlist}
        - een ding
        - twee dingen
        ```

        ## Laatste kopje

        Tekst.
        """,
    "stukken/_deel.md": "Ingevoegde zin, zie [regels](../regels.md) en {ref}`een-deel`.\n",
    "stukken/objecten.md": """
        # Objecten

        ```{py:function} groet(naam, tijd=1)
        Zegt *hallo*.

        :param naam: van wie
        :returns: een tekst
        ```

        ```{py:class} Kast
        Een kast, zie {py:func}`groet`.

        :raises ValueError: als ze dicht is
        ```

        ```{py:module} kastenbouw
        ```

        ```{js:function} open(deur)
        Gaat open.

        :throws Fout: als ze klemt
        ```

        ```{c:function} int sluit(int deur)
        Sluit, zie {c:func}`sluit`.
        ```

        ```{cpp:class} Deur
        Een deur, zie {cpp:class}`Deur` en {py:mod}`kastenbouw`.
        ```

        ```{option} --luid
        Harder.
        ```

        ```{envvar} KAST
        Waar de kast staat.
        ```

        Zie {option}`--luid`, {envvar}`KAST`, {py:class}`Kast`.
        """,
    "stukken/oud-formaat.rst": """
        .. _oud-formaat:

        Oud formaat
        ===========

        Zie :ref:`een-deel`, :doc:`../regels`, :ref:`eigen <oud-formaat>`, :term:`vel`,
        :numref:`schelp`, `elders <https://example.org/rst>`_ en bron_. Noot [#n]_, [Oud1999]_ en [Rst2021]_.

        .. _bron: https://example.org/bron

        .. [#n] De noot in reST.
        .. [Rst2021] Een bron in reST.

        .. figure:: ../beeld/schelp.svg
           :alt: Schelp in reST

           Bijschrift in reST

        .. note:: Nota in reST.

        .. versionadded:: 1.0
           Zin erbij.

        .. |kort| replace:: vervangen tekst

        Met |kort| erin::

           blok

        .. include:: _fiche.rst

        Term
           Uitleg

        .. image:: ../beeld/tak.svg
           :alt: Tak in reST

        .. math:: f = ma
           :label: kracht

        Zie :eq:`kracht` en :eq:`energie`.

        .. productionlist:: boom
           stam: "a" `tak`
           tak: "b"
        """,
    "stukken/_fiche.rst": "Ingevoegd uit een *fiche*, zie :doc:`/regels`.\n",
    "lade/index.md": """
        # Lade

        Inhoud van de lade.

        ```{toctree}
        :caption: In de lade

        kom
        Diep erin <diep/index>
        ```
        """,
    "lade/kom.md": """
        # Kom

        Terug naar [de lade](index.md) of [het begin](../index.md), {doc}`diep/index`.

        ![Schelp](/beeld/schelp.svg)
        """,
    "lade/diep/index.md": """
        # Diep

        ```{toctree}
        :maxdepth: 1

        bodem
        ```
        """,
    "lade/diep/bodem.md": """
        # Bodem

        Zie {ref}`wijzers`, [](../../regels.md), [](/regels.md), {doc}`../kom` en {doc}`/verwijzingen`.
        """,
    "oud/eerst.md": "# Eerst oud\n\nTekst.\n",
    "oud/later.md": "# Later oud\n\nTekst, zie {ref}`wijzers`.\n",
    "wees.md": """
        ---
        orphan: true
        tocdepth: 1
        ---
        # Wees

        Zie [](index.md).
        """,
    "bestanden/groet.py": 'print("hallo")\nprint("dag")\n',
    "bestanden/lijst.csv": "een,twee\n",
    "beeld/schelp.svg": SVG.format(30),
    "beeld/tak.svg": SVG.format(20),
}

#: Every file of the site, by its path.
PAGES = {name: dedent(text).lstrip("\n") for name, text in _PAGES.items()}
