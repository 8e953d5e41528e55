"""With extensions, themes and settings that the portal does not use."""

import zlib

import pytest

from .conftest import CONF, Site

WITH = CONF.replace('"myst_parser"]', '"myst_parser", "{0}"]')
PICTURES = {"gettext_additional_targets": ["image"]}


def put(site: Site, **catalogs: dict[str, str]) -> None:
    for page, messages in catalogs.items():
        site.write({f"locales/en/LC_MESSAGES/{page}.po": messages})


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("nl/index.md", "# Kast\n\n![Schelp](a.svg)\n"),
        ("nl/index.rst", "Kast\n====\n\n.. image:: a.svg\n   :alt: Schelp\n"),
    ],
    ids=["md", "rst"],
)
def test_a_picture_that_is_translated_into_none_is_reported(
    site: Site, name: str, page: str
) -> None:
    """Sphinx alone ends in a KeyError."""
    site.write({name: page, "nl/a.svg": "<svg/>", "nl/b.svg": "<svg/>"})
    put(site, index={"Kast": "Cupboard", "Schelp": "Shell", ".. image:: a.svg": "b.svg"})
    output = site.build(**PICTURES)
    assert "locales/en/LC_MESSAGES/index.po:11: WARNING: " in output.warnings
    assert "must begin with '.. image::', as the source does" in output.warnings
    assert output.body("en/index.html").h1.get_text(strip=True).startswith("Cupboard")  # type: ignore[union-attr]
    put(site, index={"Kast": "Cupboard", "Schelp": "Shell", ".. image:: a.svg": ".. image:: b.svg"})
    output = site.build(**PICTURES)
    assert str(output.body("en/index.html").img["src"]).endswith("b.svg")  # type: ignore[index]


@pytest.mark.parametrize("text", ["2020. That was it.", "- That", "* That"])
def test_a_translation_in_rest_that_reads_as_a_list_is_reported(site: Site, text: str) -> None:
    site.write({"nl/index.rst": "Kast\n====\n\nDat was in 2020.\n\n.. rubric:: Rubriek\n"})
    put(site, index={"Kast": "2020. Cupboard", "Dat was in 2020.": text, "Rubriek": "Rubric"})
    output = site.build()
    assert "index.po:8: WARNING: " in output.warnings
    assert "a backslash before" in output.warnings
    assert output.warnings.count("WARNING") == 1
    assert "Dat was in 2020." in output.body("en/index.html").text
    put(
        site, index={"Kast": "2020. Cupboard", "Dat was in 2020.": "\\" + text, "Rubriek": "Rubric"}
    )
    output = site.build()
    assert output.warnings == ""
    assert output.body("en/index.html").p.text == text  # type: ignore[union-attr]


def test_labels_with_the_name_of_their_page(site: Site) -> None:
    site.write(
        {
            "conf.py": WITH.replace("{0}", "sphinx.ext.autosectionlabel")
            + "autosectionlabel_prefix_document = True\n",
            "nl/index.md": "# Kast\n\n## Deel een\n\n{ref}`nl/index:Deel een` {ref}`nl/Over:Twee`\n",
            "nl/Over.md": "---\norphan: true\n---\n# Over\n\n## Twee\n",
        }
    )
    put(site, index={"Deel een": "Part one"}, Over={"Twee": "Two"})
    output = site.build()
    assert output.warnings == ""
    assert output.links("en/index.html") == [("Part one", "#deel-een"), ("Two", "Over/#twee")]
    assert output.links("nl/index.html") == [("Deel een", "#deel-een"), ("Twee", "Over/#twee")]


def test_what_extensions_ask_of_domains_when_a_page_is_resolved(site: Site) -> None:
    site.write(
        {
            "conf.py": WITH.replace("{0}", "sphinx.ext.todo") + "todo_include_todos = True\n",
            "nl/index.md": "# Kast\n\n```{todo}\nDoe dit.\n```\n\n```{todolist}\n```\n\nEinde.\n",
        }
    )
    put(site, index={"Doe dit.": "Do this.", "Einde.": "End."})
    output = site.build()
    for language, said in (("nl", "Doe dit."), ("en", "Do this.")):
        items = output.body(f"{language}/index.html").select(".admonition-todo")
        assert [item.select("p")[1].text for item in items] == [said, said]
        assert output.body(f"{language}/index.html").select_one(".todo-source a")["href"] == "#id1"  # type: ignore[index]


def test_untranslated_words_that_others_write_without_a_tag(site: Site) -> None:
    site.write(
        {
            "conf.py": WITH.replace("{0}", "sphinx_design"),
            "nl/index.md": """\
                # Kast

                :::{card} Kaart
                Woorden.
                :::

                ```{button-link} https://example.org
                Knop
                ```

                ```{versionadded} 1.2
                Nieuw.
                ```
                """,
        }
    )
    output = site.build()
    body = output.body("en/index.html")
    for words in ("Kaart", "Woorden.", "Knop", "Nieuw."):
        (text,) = body.find_all(string=lambda text, words=words: text.strip() == words)
        assert any(parent.get("lang") == "nl" for parent in text.parents), words
    assert not output.body("nl/index.html").select("[lang]")


def test_other_sites_are_led_to_the_page_as_it_was_written(site: Site) -> None:
    site.write(
        {
            "conf.py": CONF.replace('["nl", "en"]', '["ar", "nl", "en"]'),
            "en/index.md": "# Cupboard\n\n(drawer)=\n## Drawer\n\n```{glossary}\nMoss\n  Green.\n```\n",
            "nl/part.md": "---\norphan: true\n---\n(lade)=\n# Lade\n",
        }
    )
    output = site.build("html")
    packed = (output.folder / "objects.inv").read_bytes().split(b"\n", 4)[4]
    lines = zlib.decompress(packed).decode().splitlines()
    where = {" ".join(line.split()[:2]): line.split()[3] for line in lines}
    assert len(where) == len(lines), "each once"
    assert where["drawer std:label"].startswith("en/")
    assert where["Moss std:term"].startswith("en/")
    assert where["lade std:label"].startswith("nl/")


def test_a_plain_theme_says_direction_and_canonical(site: Site) -> None:
    site.write(
        {
            "conf.py": CONF.replace('["nl", "en"]', '["nl", "ar", "sr@latin"]')
            + 'html_baseurl = "https://example.org/"\n',
            "nl/index.md": "# Kast\n\nTekst.\n",
            "index.md": "# Kast\n",
        }
    )
    site.write({"locales/sr@latin/LC_MESSAGES/index.po": {"Tekst.": "Tekst, da."}})
    output = site.build("html")
    assert output.page("ar/index.html").html.attrs.items() >= {"dir": "rtl", "lang": "ar"}.items()  # type: ignore[union-attr]
    assert "dir" not in output.page("nl/index.html").html.attrs  # type: ignore[union-attr]
    serbian = output.page("sr@latin/index.html")
    assert serbian.html["lang"] == "sr-Latn"  # type: ignore[index]
    addresses = {
        page: output.page(f"{page}/index.html").select_one("link[rel=canonical]")["href"]  # type: ignore[index]
        for page in ("nl", "ar", "sr@latin")
    }
    home = "https://example.org/nl/index.html"
    assert (addresses["nl"], addresses["ar"]) == (home, home), "nothing of it is translated"
    assert addresses["sr@latin"].endswith("latin/index.html")


def test_the_copy_of_a_page_that_is_gone_goes_too(site: Site) -> None:
    site.write({"nl/index.md": "# Kast\n", "nl/weg.md": "---\norphan: true\n---\n# Weg\n"})
    options = {"html_copy_source": True}
    assert "_sources/en/weg.md.txt" in site.build(**options).files
    site.remove("nl/weg.md")
    after = site.build(**options)
    assert after.files == site.fresh(**options).files


@pytest.mark.parametrize(("builder", "own"), [("html", "over.html"), ("dirhtml", "./")])
def test_the_language_menu_leads_to_the_page_itself(site: Site, builder: str, own: str) -> None:
    site.write({"nl/index.md": "# Kast\n", "nl/over.md": "---\norphan: true\n---\n# Over\n"})
    (site.folder / "conf.py").write_text(
        CONF.replace(
            "def setup(app):",
            "def setup(app):\n    app.connect('html-page-context', lambda app, name, *rest: "
            "app.seen.update({name: [one['href'] for one in rest[1]['languages']]}), priority=900)\n"
            "    app.seen = {}",
        )
    )
    output = site.build(builder)
    seen: dict[str, list[str]] = output.app.seen  # type: ignore[attr-defined]
    assert seen["nl/over"][0] == own
    assert seen["en/over"][1] == own


def test_numbers_of_what_other_extensions_count(site: Site) -> None:
    """They add to `numfig_format` when Sphinx has read conf.py; sphinx-proof does."""
    proof = CONF.replace(
        "def setup(app):",
        """\
numfig = True
numfig_format = {"table": "Tabel %s"}

def add_formats(app, config):
    config.numfig_format = {"proof": "Bewijs %s"} | config.numfig_format

def setup(app):
    app.add_enumerable_node(type("proof", (nodes.figure,), {}), "proof")
    app.connect("config-inited", add_formats)""",
    )
    site.write(
        {
            "conf.py": proof.replace("extensions", "from docutils import nodes\nextensions", 1),
            "nl/index.md": "# Kast\n",
        }
    )
    output = site.build()
    assert output.warnings == ""
    active = output.app.languages_active_locale  # type: ignore[attr-defined]
    shown = {}
    for code in ("nl", "en"):
        with active.using(code):
            formats = output.app.config.numfig_format
            shown[code] = [formats[kind] for kind in ("proof", "table", "code-block")]
    assert shown == {
        "nl": ["Bewijs %s", "Tabel %s", "Codefragment %s"],
        "en": ["Bewijs %s", "Tabel %s", "Listing %s"],
    }


def test_an_environment_that_another_extension_makes(site: Site) -> None:
    second = """\
    from sphinx.environment import BuildEnvironment
    app.connect("doctree-resolved", lambda app, *given: BuildEnvironment(app) and None)
"""
    site.write({"conf.py": CONF + second, "nl/index.md": "(lade)=\n# Kast\n\n{ref}`lade`\n"})
    output = site.build()
    assert output.warnings == ""
    assert output.links("en/index.html") == [("Kast", "#lade")]


LABELS = """
from docutils import nodes
from sphinx.domains import Domain
from sphinx.util.docutils import SphinxDirective

class Proofs(Domain):
    name = "prf"
    label = "Proofs"

class Proof(SphinxDirective):
    required_arguments = 1
    has_content = True

    def run(self):
        if not hasattr(self.env, "proof_list"):
            self.env.proof_list = {}
        (label,) = self.arguments
        if label in self.env.proof_list:
            return []
        self.env.proof_list[label] = {"docname": self.env.docname}
        block = nodes.admonition("", ids=[label])
        title = nodes.title("", "Proof", nodes.subtitle("", "of it"))
        title.source, title.line = self.get_source_info()
        block += [title, *self.parse_content_to_nodes()]
        return [block]

def forget(app, env, docname):
    if hasattr(env, "proof_list"):
        env.proof_list = {k: v for k, v in env.proof_list.items() if v["docname"] != docname}

def merge(app, env, docnames, other):
    env.proof_list = {**getattr(env, "proof_list", {}), **getattr(other, "proof_list", {})}

def draw(app, doctree, docname):
    for part in list(doctree.findall(nodes.subtitle)):
        if isinstance(part.parent, nodes.title):
            part.replace_self(part.children)
    known = getattr(app.env, "proof_list", {}).values()
    doctree += nodes.emphasis("", str(sorted(one["docname"] for one in known)))

def setup(app):
    app.add_domain(Proofs)
    app.add_directive("proof", Proof)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("doctree-resolved", draw)
"""


def test_what_other_extensions_keep_by_label_in_the_environment(site: Site) -> None:
    """As sphinx-proof and sphinx-exercise do; the latter leaves out a block whose label it has."""
    conf = CONF.replace("def setup(app):", f"{LABELS.rstrip()}")
    pages = {
        f"nl/{name}.md": f"# Kast\n\n```{{proof}} {name}\nTekst.\n```\n" for name in ("index", "b")
    }
    site.write({"conf.py": conf, **pages, "nl/c.md": "---\norphan: true\n---\n# C\n"})
    pages["nl/b.md"] = f"---\norphan: true\n---\n{pages['nl/b.md']}"
    site.write(pages)
    put(site, index={"Tekst.": "Text."})
    output = site.build()
    assert output.warnings == ""
    for code, text in (("nl", "Tekst."), ("en", "Text.")):
        body = output.body(f"{code}/index.html")
        assert [p.get_text() for p in body.select("#index p")] == ["Proofof it", text]
        assert body.em.text == f"['{code}/b', '{code}/index']"  # type: ignore[union-attr]
    assert site.build(out="two", parallel=2).files == output.files
    site.write({"nl/b.md": "---\norphan: true\n---\n# Leeg\n", "nl/index.md": "# Kast\n"})
    after = site.build()
    assert after.files == site.fresh().files
    assert after.body("en/index.html").em.text == "[]"  # type: ignore[union-attr]


def test_sources_and_citations_of_bibtex(site: Site) -> None:
    """It reads its sources when its domain begins, and labels what pages cite when all are read."""
    cite = """
from docutils import nodes
from sphinx.domains import Domain

class Cite(Domain):
    name = "cite"
    label = "Citations"
    initial_data = {"bibdata": "", "cited": [], "labels": {}}

    def setup(self):
        self.data["bibdata"] = "Linnaeus"

    def clear_doc(self, docname):
        self.data["cited"] = [name for name in self.data["cited"] if name != docname]

    def merge_domaindata(self, docnames, other):
        self.data["cited"] += [name for name in other["cited"] if name in docnames]

    def env_updated(self):
        self.data["labels"] = {name: f"[{self.data['bibdata']}]" for name in self.data["cited"]}
        return []

def role(name, raw, text, line, inliner, *rest):
    env = inliner.document.settings.env
    env.domains["cite"].data["cited"].append(env.docname)
    return [nodes.inline(text, env.domains["cite"].data["bibdata"], classes=["cite"])], []

def resolve(app, doctree, docname):
    for node in doctree.findall(nodes.inline):
        if "cite" in node["classes"]:
            node.children[0] = nodes.Text(app.env.domains["cite"].data["labels"][docname])

def setup(app):
    app.add_domain(Cite)
    app.add_role("source", role)
    app.connect("env-updated", lambda app, env: env.domains["cite"].env_updated())
    app.connect("doctree-resolved", resolve)
"""
    conf = CONF.replace("def setup(app):", cite.rstrip())
    site.write({"conf.py": conf, "nl/index.md": "# Kast\n\nZie {source}`x`.\n"})
    put(site, index={"Zie {source}`x`.": "See {source}`x`."})
    output = site.build()
    assert output.warnings == ""
    assert output.body("nl/index.html").p.text == "Zie [Linnaeus]."  # type: ignore[union-attr]
    assert output.body("en/index.html").p.text == "See [Linnaeus]."  # type: ignore[union-attr]
    assert site.build(out="two", parallel=2).files == output.files


def test_a_parser_that_is_a_kind_of_mysts(site: Site) -> None:
    """myst-nb's reads notebooks, and leaves other pages to MyST's, which is then ours."""
    parser = """
source_suffix = {".md": "notebook"}
from myst_parser.parsers.sphinx_ import MystParser

class Notebooks(MystParser):
    supported = ("notebook",)

    def parse(self, text, document):
        super().parse(text.replace("NOTEBOOK", "# Boek"), document)

def setup(app):
    app.add_source_parser(Notebooks)
"""
    conf = CONF.replace("def setup(app):", parser.rstrip()).replace('"deflist"', '"substitution"')
    site.write(
        {
            "conf.py": conf,
            "nl/index.md": '# Kast\n\nZie {{ "x".join(["", ""]) }}[](boek.md).\n',
            "nl/boek.md": "NOTEBOOK\n",
        }
    )
    put(site, boek={"Boek": "Book"})
    output = site.build()
    assert output.app.statuscode == 0
    assert "notebooks by itself" in output.status
    assert "nl/index.md:3: " in output.warnings
    assert output.links("en/index.html") == [("Book", "boek/")]


def test_edit_this_page_leads_to_the_file_that_was_written(site: Site) -> None:
    site.write({"nl/index.md": "# Kast\n", "nl/over.md": "# Over\n", "en/over.rst": "Over\n====\n"})
    output = site.build(
        html_theme="pydata_sphinx_theme",
        html_theme_options={"use_edit_page_button": True},
        html_context={
            "github_user": "u",
            "github_repo": "r",
            "github_version": "main",
            "doc_path": "d",
        },
    )
    for page, path in {
        "nl/index.html": "nl/index.md",
        "en/index.html": "nl/index.md",
        "nl/over/index.html": "nl/over.md",
        "en/over/index.html": "en/over.rst",
    }.items():
        link = output.page(page).select_one(".editthispage a")
        assert link is not None
        assert link["href"] == f"https://github.com/u/r/edit/main/d/{path}"
